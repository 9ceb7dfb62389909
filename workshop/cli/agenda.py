"""`workshop agenda`: look through the agendas, and make, check and change agendas of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from workshop.cli.options import scenarios_option, sessions_option
from workshop.cli.say import say, warn

# The library and the screen are imported inside the commands: `--help` should not wait for them.


@click.group("agenda")
def command() -> None:
    """Look through the agendas, and make, check and change your own.

    Your own lie in the folder `agendas` beside your sessions.
    """


@command.command("list")
@sessions_option
def list_agendas(sessions: Path) -> None:
    """List the agendas, one a line: the shipped ones, and your own."""
    from workshop.cli.agenda_text import listing
    from workshop.services.shelf import read_shelf

    shelf = read_shelf((), sessions)
    say(listing(shelf.agendas, shelf.own.paths))
    for problem in shelf.own.problems:
        warn(problem)


@command.command()
@click.argument("name")
@sessions_option
@scenarios_option
def show(name: str, sessions: Path, own: tuple[Path, ...]) -> None:
    """Show the steps of an agenda: NAME, or a .toml file."""
    from workshop.cli.agenda_text import whole
    from workshop.services.agendas import path_of
    from workshop.services.shelf import read_shelf

    shelf = read_shelf(own, sessions)
    agenda = shelf.agenda(name)
    say(whole(agenda, shelf.scenarios))
    say(f"\nFile: {path_of(shelf, name)}")


@command.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@sessions_option
@scenarios_option
def check(path: Path | None, sessions: Path, own: tuple[Path, ...]) -> None:
    """Check an agenda file, or all of a folder; by default your own.

    Ends with exit status 1 when something is wrong.
    """
    from workshop.services.agendas import check_agendas
    from workshop.services.shelf import library_with
    from workshop.storage.disk import stands
    from workshop.storage.library.agendas import own_folder

    folder = own_folder(sessions)
    if path is None and not stands(folder):
        say(f"There is no folder {folder} yet: `workshop agenda new NAME` makes an agenda in it.")
        return
    report = check_agendas(path or folder, library_with(own))
    for problem in report.problems:
        say(str(problem))
    for notice in report.notices:
        say(f"Note: {notice}")
    say(report.counts)
    if report.problems:
        raise click.exceptions.Exit(1)


@command.command()
@click.argument("name")
@click.option("--like", default="", metavar="AGENDA", help="Begin with a copy of this agenda.")
@click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Another file than the one beside your sessions.",
)
@sessions_option
def new(name: str, like: str, to: Path | None, sessions: Path) -> None:
    """Write a new agenda NAME: half an hour that is complete, or a copy. Nothing is overwritten."""
    from workshop.core.shell import quoted
    from workshop.services.agendas import make_own
    from workshop.services.shelf import read_shelf

    path = make_own(read_shelf((), sessions), sessions, name, like=like, to=to)
    say(f"Written: {path}")
    say(f"Change it: workshop agenda edit {quoted(path)}")


@command.command()
@click.argument("name")
@sessions_option
@scenarios_option
def edit(name: str, sessions: Path, own: tuple[Path, ...]) -> None:
    """Change an agenda on the screen: NAME, or a .toml file. Of a shipped one it is a copy."""
    from workshop.cli.show import need_a_terminal
    from workshop.services.agenda_files import OwnAgendaFiles
    from workshop.services.agendas import path_of
    from workshop.services.compose import edit_agenda
    from workshop.services.shelf import read_shelf

    shelf = read_shelf(own, sessions)
    files = OwnAgendaFiles(shelf, sessions)
    opened = files.open(path_of(shelf, name))
    need_a_terminal()
    if status := edit_agenda(files, opened):
        raise click.exceptions.Exit(status)
