"""A team's own agendas: made, found, checked and saved; the shipped ones stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from workshop.core.agenda.agenda import Agenda
from workshop.core.agenda.edits import draft_of, named, small_agenda
from workshop.core.agenda.picker import NothingToPick, pick_steps
from workshop.core.agenda.rules import LONGEST_TITLE
from workshop.core.english import capital, counted, plain
from workshop.core.problems import Problem, UnusableFile
from workshop.core.shell import quoted
from workshop.services.errors import NoSuch, NothingChanged
from workshop.services.folders import slug
from workshop.services.scenario_check import Report
from workshop.services.shelf import Shelf
from workshop.storage.disk import is_file, stands
from workshop.storage.library.agenda_file import changed_text, make_agenda, new_text
from workshop.storage.library.agendas import (
    Agendas,
    agenda_in,
    agendas_folder,
    load_agenda,
    load_agendas,
    own_folder,
)
from workshop.storage.library.scenarios import Library
from workshop.storage.toml.reading import bytes_of


def path_of(shelf: Shelf, name: str) -> Path:
    """The file of an agenda by its id, or the file that was named.

    Raises:
        NoSuch: there is none.
    """
    if name in shelf.shipped:
        return agendas_folder() / f"{name}.toml"
    own = shelf.own.paths.get(name) or shelf.own.unusable.get(name)
    if own is None and not stands(Path(name)):
        shelf.agenda(name)  # says what there is
        raise NoSuch(f"There is no file {name}.")
    return own or Path(name)


def is_shipped(path: Path) -> bool:
    """Whether a file is one of the library."""
    return path.resolve().parent == agendas_folder().resolve()


def make_own(shelf: Shelf, sessions: Path, name: str, *, like: str = "", to: Path | None = None) -> Path:
    """Write a new agenda: a copy of another one, or half an hour that is complete; returns the file.

    Args:
        shelf: where the other one is looked for.
        sessions: the folder of the sessions, beside which it lies.
        name: what it is called.
        like: the other agenda.
        to: another file.

    Raises:
        NothingChanged: the name is none, or is taken by a shipped agenda.
        AgendaTrouble: the file is there already, or cannot be written.
        NoSuch, UnusableFile: there is no such agenda, or it cannot be read.
    """
    to = to and to.parent.resolve() / to.name  # a person named that folder: it may be a link
    path = to or own_folder(sessions) / f"{_free_name(shelf, name)}.toml"
    if path.suffix != ".toml":
        raise NothingChanged(f"Nothing was written: {path} does not end with .toml.")
    title = capital(plain(name))[:LONGEST_TITLE]
    make_agenda(path, _copied(path_of(shelf, like), path, title) if like else _small(path, title))
    return path


def _free_name(shelf: Shelf, name: str) -> str:
    if slug(name) != name:
        what = f"Nothing was written: '{name}' is no name of an agenda."
        raise NothingChanged(f"{what} Use small letters, digits and hyphens: {slug(name)}.")
    if name in shelf.shipped:
        what = f"Nothing was written: '{name}' is a shipped agenda, and stays as it is."
        raise NothingChanged(f"{what} Take another name: {name}-own.")
    return name


def _small(path: Path, title: str) -> bytes:
    return new_text(small_agenda(path.stem, title))


def _copied(source: Path, path: Path, title: str) -> bytes:
    raw = bytes_of(source)
    draft = draft_of(replace(agenda_in(raw, source), id=path.stem))
    return changed_text(raw, path, named(draft, title, draft.summary))


# ---- What is wrong ---------------------------------------------------------------------------------


def check_agendas(path: Path, library: Library) -> Report:
    """Check an agenda file, or all of a folder: whether each can be read, led and filled with texts."""
    found = _one(path) if is_file(path) else load_agendas(path)
    problems = list(found.problems)
    folder = path.parent if is_file(path) else path
    for agenda in found.agendas.values():
        where = path if is_file(path) else folder / f"{agenda.id}.toml"
        problems += cannot_be_filled(agenda, str(where), library)
    if not found.agendas and not problems:
        problems.append(Problem(str(path), "", "holds no agenda.", "Name another file or folder."))
    taken = [] if is_shipped(folder / "any.toml") else _taken_names(found, folder)
    end = f"{counted(len(problems), 'problem')}." if problems else "No problems."
    return Report(f"{counted(len(found.agendas), 'agenda')}: {end}", tuple(problems), tuple(taken))


def _one(path: Path) -> Agendas:
    try:
        agenda = load_agenda(path)
    except UnusableFile as error:
        return Agendas({}, error.problems)
    return Agendas({agenda.id: agenda})


def _taken_names(found: Agendas, folder: Path) -> Iterator[Problem]:
    shipped = load_agendas().agendas
    for id_ in found.agendas:
        if id_ in shipped:
            what = f"is the name of a shipped agenda too: `workshop run {quoted(id_)}` plays that one."
            yield Problem(str(folder / f"{id_}.toml"), "", what, "Give the file another name.")


def cannot_be_filled(agenda: Agenda, where: str, library: Library) -> list[Problem]:
    """Which of its texts an agenda cannot have, and why."""
    broken = {Path(problem.where).stem: problem for problem in library.problems}
    problems = []
    for number, step in enumerate(agenda.steps, start=1):
        if step.scenario is None or step.scenario in library.scenarios:
            continue
        what = f"names '{step.scenario}', which is not in the library."
        mend = "Name another one, or your own folder as well: --scenarios FOLDER."
        if (why := broken.get(step.scenario)) is not None:
            what, mend = f"names '{step.scenario}', which does not check.", f"Mend it first: {why}"
        problems.append(Problem(where, f"step[{number}].scenario", what, mend))
    if not problems:
        try:
            pick_steps(agenda, library.scenarios, "check")
        except NothingToPick as error:
            problems.append(Problem(where, "step", str(error), "Wish for less, or name a text."))
    return problems
