"""`workshop scenarios`: look through the library at a desk, and check scenario files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop.cli.say import say, warn
from workshop.core.words import Audience, Check, Phase

if TYPE_CHECKING:
    from workshop.storage.library.scenarios import Library

# The library and its readers are imported inside the commands: `--help` should not wait for them.

_own_folder: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--scenarios",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of your own scenarios; one with the id of a shipped scenario takes its place.",
)


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
@_own_folder
def list_scenarios(phase: str | None, audience: str | None, check: str | None, folder: Path | None) -> None:
    """List the scenarios, one a line."""
    from workshop.cli.scenario_text import listing

    library = _library(folder)
    chosen = [
        scenario
        for scenario in library.scenarios.values()
        if phase in (None, scenario.phase)
        and audience in (None, scenario.audience)
        and (check is None or check in scenario.families)
    ]
    say(listing(chosen))


@command.command()
@click.argument("scenario_id", metavar="ID")
@_own_folder
def show(scenario_id: str, folder: Path | None) -> None:
    """Show one scenario with its key and note. Not for a projector."""
    from workshop.cli.scenario_text import whole
    from workshop.services.shelf import scenario_of

    library = _library(folder)
    scenario = scenario_of(library, scenario_id)
    say(whole(scenario))
    say(f"\nFile: {library.path_of(scenario.id)}")


@command.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@_own_folder
def check(path: Path | None, folder: Path | None) -> None:
    """Check a scenario file, or all files of a folder, by every rule; by default the shipped ones.

    Ends with exit status 1 when something is wrong.
    """
    from workshop.services.scenario_check import check_path

    report = check_path(path or folder)
    for problem in report.problems:
        say(str(problem))
    for notice in report.notices:
        say(f"Note: {notice}")
    say(report.counts)
    if report.problems:
        raise click.exceptions.Exit(1)


@command.command()
@click.argument("scenario_id", metavar="ID")
@_own_folder
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("my-scenarios"),
    help="The folder for what you make; by default my-scenarios.",
)
def forge(scenario_id: str, folder: Path | None, out: Path) -> None:
    """Make a faulty twin of a sound text, or a sound one of a faulty text. Not for a projector.

    Proposes lines that are wrong by the source, each with its kind and its reason; you take, change or refuse
    them. In a faulty text you first type what is right. Nothing is overwritten, nothing goes over a network.
    """
    from workshop.cli.forge import made_of
    from workshop.services.scenario_forge import save
    from workshop.services.shelf import scenario_of

    library = _library(folder)
    original = scenario_of(library, scenario_id)
    made = made_of(original)
    if made is None:
        say("Nothing was written.")
        return
    path, problems = save(made, original, library, out)
    for problem in problems:
        say(str(problem))
    say(f"Written: {path}")
    say("Read it once as a person of your team would; its title, hint and questions are yours to change.")


def _library(folder: Path | None) -> Library:
    """The shipped library with the folder of a team on top; what cannot be used is named on stderr."""
    from workshop.services.shelf import library_with

    library = library_with(folder)
    for problem in library.problems:
        warn(str(problem))
    return library
