"""`workshop scenarios`: look through the library at a desk, and check scenario files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.options import OWN_PACK, SESSIONS, given_before, scenarios_option, sessions_option
from workshop.cli.say import say, warn
from workshop.core.english import counted
from workshop.core.shell import quoted
from workshop.core.words import Audience, Check, Phase

if TYPE_CHECKING:
    from workshop.storage.library.scenarios import Library

# The library and its readers are imported inside the commands: `--help` should not wait for them.


@click.group("scenarios")
def command() -> None:
    """Look through the scenarios, and check files of your own."""


@command.command("list")
@click.option("--phase", type=click.Choice([phase.value for phase in Phase]), help="Only one phase.")
@click.option(
    "--audience", type=click.Choice([audience.value for audience in Audience]), help="Only one audience."
)
@click.option(
    "--check",
    type=click.Choice([check.value for check in Check], case_sensitive=False),
    help="Only one check.",
)
@scenarios_option
@sessions_option
def list_scenarios(
    phase: str | None, audience: str | None, check: str | None, own: tuple[Path, ...], sessions: Path
) -> None:
    """List the scenarios, one a line, with what rooms have taught about them."""
    from workshop.cli.scenario_text import listing
    from workshop.storage.library.learnt_file import lessons_beside

    library = _library(own)
    chosen = [
        scenario
        for scenario in library.scenarios.values()
        if phase in (None, scenario.phase)
        and audience in (None, scenario.audience)
        and (check is None or check in scenario.families)
    ]
    say(listing(chosen, lessons_beside(sessions)))


@command.command()
@click.argument("scenario_id", metavar="ID")
@scenarios_option
@sessions_option
def show(scenario_id: str, own: tuple[Path, ...], sessions: Path) -> None:
    """Show one scenario with its key and note. Not for a projector."""
    from workshop.cli.scenario_text import whole
    from workshop.services.scenario_draft import unfinished
    from workshop.services.shelf import scenario_of
    from workshop.storage.library.learnt_file import lessons_beside

    library = _library(own)
    if scenario_id not in library.scenarios and (draft := unfinished(scenario_id, (OWN_PACK, *own))):
        raise click.ClickException(
            f"'{scenario_id}' is a draft that is not finished. Go on with it: "
            f"workshop scenarios new {quoted(draft)}"
        )
    scenario = scenario_of(library.scenarios, scenario_id)
    say(whole(scenario, lessons_beside(sessions)))
    say(f"\nFile: {library.path_of(scenario.id)}")


@command.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--scenarios",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder to check; may be said several times.",
)
def check(path: Path | None, folders: tuple[Path, ...]) -> None:
    """Check a scenario file, or all files of a folder, by every rule; by default the shipped ones and yours.

    Ends with exit status 1 when something is wrong.
    """
    from workshop.services.scenario_check import check_path

    ours = (OWN_PACK,) if any(OWN_PACK.glob("*.toml")) else ()
    chosen: tuple[Path | None, ...] = (path,) if path else folders or (None, *ours)
    reports = [check_path(named) for named in chosen]
    for report in reports:
        for problem in report.problems:
            say(str(problem))
        for notice in report.notices:
            say(f"Note: {notice}")
        say(report.counts)
    if any(report.problems for report in reports):
        raise click.exceptions.Exit(1)


@command.command()
@sessions_option
@scenarios_option
def browse(sessions: Path, own: tuple[Path, ...]) -> None:
    """Look through all texts on the screen, and choose one for a session.

    What is wrong with them is out of sight until you ask for it: then it is not for a projector.
    """
    from workshop.cli.rehearse import rehearse_prepared
    from workshop.cli.show import show as show_screen
    from workshop.services.compose import backstage
    from workshop.tui.messages import AtLibrary

    show_screen(backstage(sessions, own=own, warn=warn), AtLibrary(), rehearse_prepared)


@command.command()
@scenarios_option
def packs(own: tuple[Path, ...]) -> None:
    """List the packs: the folders of scenarios that are at hand, what each holds, and what cannot be used."""
    from workshop.cli.pack_text import listing
    from workshop.services.shelf import library_with

    say(listing(library_with(own).packs, dt.datetime.now().astimezone().date()))


@command.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@scenarios_option
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("handout.html"),
    show_default=True,
    help="Write to this file.",
)
@click.option(
    "--key",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the key, for you alone, to this file.",
)
def handout(ids: tuple[str, ...], own: tuple[Path, ...], out: Path, key: Path | None) -> None:
    """Write texts as handouts without their key, one HTML file to print on A4 or Letter.

    Each text has its sheet: setting, source, the lines with a box to tick, the four decisions, how sure, and
    space for what one would check. It is called Text 1, Text 2: nothing on it tells sound from faulty.
    """
    from workshop.services.papers import write_handout
    from workshop.services.shelf import scenario_of

    library = _library(own)
    write_handout([scenario_of(library.scenarios, one) for one in dict.fromkeys(ids)], out, key)
    for path in filter(None, (out, key)):
        say(f"Written to {path}")


@command.command()
@click.argument("path", required=False, metavar="[FILE|FOLDER]", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=OWN_PACK,
    help="The folder for your cases; by default my-scenarios.",
)
@click.option("--template", is_flag=True, help="Print a file to be filled in by hand, with comments.")
@scenarios_option
def new(path: Path | None, out: Path, template: bool, own: tuple[Path, ...]) -> None:
    """Make a case of a text of your own: paste it, mark what is wrong, save it. Not for a projector.

    A FILE (text, Markdown) is opened to be marked; of a table (.csv, a case in each row) and of a FOLDER a
    draft is made for each case. What you type is kept while you type it. Nothing goes over a network.
    """
    from workshop.services.scenario_draft import OwnCaseFiles, lacks

    if template:
        from workshop.storage.library.template import template as text

        say(text().rstrip())
        return
    library = _library(own)
    files = OwnCaseFiles(out, lambda: library.scenarios, lambda: dt.datetime.now().astimezone().date())
    opened = files.brought_in(path) if path is not None else ()
    if len(opened) > 1:
        for one in opened:
            say(f"{one.path}: {' '.join((*one.troubles, *lacks(one.draft))) or 'nothing is missing.'}")
        say(
            f"{counted(len(opened), 'case')}. Go on with one: workshop scenarios new {quoted(opened[0].path)}"
        )
        return
    from workshop.cli.show import need_a_terminal
    from workshop.services.compose import write_case

    need_a_terminal(instead="workshop scenarios new --template")
    status, saved = write_case(files, opened[0] if opened else None)
    if saved is not None:
        say(f"Saved in {saved}. `workshop run AGENDA --text STEP={quoted(saved.stem)}` plays it.")
    if status:
        raise click.exceptions.Exit(status)


@command.command()
@click.argument("scenario_id", metavar="ID")
@scenarios_option
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=OWN_PACK,
    help="The folder for what you make; by default my-scenarios.",
)
def forge(scenario_id: str, own: tuple[Path, ...], out: Path) -> None:
    """Make a faulty twin of a sound text, or a sound one of a faulty text. Not for a projector.

    Proposes lines that are wrong by the source, each with its kind and its reason; you take, change or refuse
    them. In a faulty text you first type what is right. Nothing is overwritten, nothing goes over a network.
    """
    from workshop.cli.forge import made_of
    from workshop.services.scenario_forge import save
    from workshop.services.shelf import scenario_of

    library = _library(own)
    original = scenario_of(library.scenarios, scenario_id)
    made = made_of(original)
    if made is None:
        say("Nothing was written.")
        return
    path, problems = save(made, original, library, out)
    for problem in problems:
        say(str(problem))
    say(f"Written: {path}")
    say("Read it once as a person of your team would; its title, hint and questions are yours to change.")


@command.command("learn")
@click.argument("sessions", type=click.Path(path_type=Path), default=SESSIONS, callback=given_before)
@click.option(
    "--with",
    "others",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    help="What others share; may be given several times.",
)
@click.option(
    "--share",
    "shared",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write for others what three rooms or more have taught, and nothing of any one of them.",
)
@scenarios_option
def learn_from(sessions: Path, others: tuple[Path, ...], shared: Path | None, own: tuple[Path, ...]) -> None:
    """Learn from sealed sessions how hard texts are. Not for a projector.

    Reads the totals in the folder SESSIONS, and says of each text how many were right at first, what the talk
    won, which lines were tapped, and what it should be looked at for. It is kept there in `learnt.toml`:
    texts are chosen by it from then on.
    """
    from workshop.cli.learnt_text import taught
    from workshop.services.learning import keep, learn, share

    library = _library(own)
    learning = learn(sessions, library, others)
    for problem in learning.unread:
        warn(str(problem))
    say(taught(library.scenarios, learning.texts, learning.lessons))
    for notice in learning.notices:
        say(f"Note: {notice}")
    if learning.lessons:
        say(f"Kept in {keep(learning, sessions)}: texts are chosen by it from now on.")
    if shared is not None:
        count = share(learning, library, shared)
        say(f"{counted(count, 'text')} written to {shared}, without a number of any room.")
    if learning.unread:
        raise click.exceptions.Exit(1)


def _library(own: tuple[Path, ...]) -> Library:
    """The shipped library with other packs on top; what cannot be used is named on stderr."""
    from workshop.services.shelf import library_with

    library = library_with(own)
    for problem in library.problems:
        warn(str(problem))
    return library
