"""The agendas of a team, for the screen that changes them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from workshop.core.agenda.edits import Draft, draft_of, named, small_agenda
from workshop.core.agenda.rules import LONGEST_TITLE
from workshop.core.problems import UnusableFile
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.ports import AgendaFileChanged, BackstageError, OfferedAgenda, OpenedAgenda
from workshop.services.agendas import is_shipped
from workshop.services.shelf import Shelf, read_own_agendas
from workshop.storage.disk import stands
from workshop.storage.library.agenda_file import (
    AgendaChanged,
    AgendaTrouble,
    changed_text,
    make_agenda,
    new_text,
    save_agenda,
)
from workshop.storage.library.agendas import agenda_in, agendas_folder, own_folder
from workshop.storage.toml.reading import bytes_of

_SMALL = "my-agenda"
_OWN_TITLE, _OWN_NAME = ", our own", "-own"


class OwnAgendaFiles:
    """Implements `workshop.ports.AgendaFiles` with the files beside some sessions."""

    def __init__(self, shelf: Shelf, sessions: Path) -> None:
        self._shelf, self._sessions = shelf, sessions

    @property
    def scenarios(self) -> Mapping[ScenarioId, Scenario]:
        """The texts that a step may name."""
        return self._shelf.scenarios

    def offered(self) -> Sequence[OfferedAgenda]:
        """One's own agendas, those that cannot be led yet among them; then the shipped ones to copy."""
        own = read_own_agendas(self._shelf.shipped, self._sessions)
        there = [
            OfferedAgenda(agenda.title, f"{agenda.minutes} minutes", own.paths[id_], own=True)
            for id_, agenda in own.agendas.items()
        ]
        unfinished = [
            OfferedAgenda(id_, "cannot be led as it is", path, own=True) for id_, path in own.unusable.items()
        ]
        shipped = [
            OfferedAgenda(agenda.title, f"{agenda.minutes} minutes", agendas_folder() / f"{id_}.toml")
            for id_, agenda in self._shelf.shipped.items()
        ]
        small = OfferedAgenda("A small one", "30 minutes, and complete", None)
        return (*there, *unfinished, small, *shipped)

    def open(self, path: Path | None) -> OpenedAgenda:
        """An agenda to be changed."""
        if path is None:
            agenda = small_agenda(_SMALL, "Our agenda")
            raw = new_text(agenda)
            return OpenedAgenda(draft_of(agenda), None, raw, raw)
        with _sentences():
            raw = bytes_of(path)
            draft = draft_of(agenda_in(raw, path))
        if not is_shipped(path):
            return OpenedAgenda(draft, path, raw, raw)
        title = draft.title[: LONGEST_TITLE - len(_OWN_TITLE)] + _OWN_TITLE
        return OpenedAgenda(
            named(dataclasses.replace(draft, id=draft.id + _OWN_NAME), title, draft.summary), None, raw, raw
        )

    def save(self, opened: OpenedAgenda, draft: Draft) -> OpenedAgenda:
        """Write a draft where it was opened, or into a new file."""
        if opened.path is None:
            return self.save_copy(opened, draft)
        with _sentences():
            held = save_agenda(opened.path, draft, opened.base, opened.held)
        return dataclasses.replace(opened, draft=draft, held=held)

    def save_copy(self, opened: OpenedAgenda, draft: Draft) -> OpenedAgenda:
        """Write a draft into a new file; where the old text cannot be kept, as the program writes agendas."""
        path = self._free_path(draft.id)
        draft, base = dataclasses.replace(draft, id=path.stem), opened.base
        with _sentences():
            try:
                held = changed_text(base, path, draft)
            except UnusableFile:
                base = held = new_text(draft.agenda)
                draft = draft_of(draft.agenda)
            make_agenda(path, held)
        return OpenedAgenda(draft, path, base, held)

    def _free_path(self, name: str) -> Path:
        """A file that is not there yet, whose name no shipped agenda has."""
        path, number = own_folder(self._sessions) / f"{name}.toml", 1
        while stands(path) or path.stem in self._shelf.shipped:
            number += 1
            path = path.with_name(f"{name}-{number}.toml")
        return path


@contextmanager
def _sentences() -> Iterator[None]:
    """What goes wrong with a file, as the screen shows it."""
    try:
        yield
    except AgendaChanged as error:
        raise AgendaFileChanged(str(error)) from error
    except (UnusableFile, AgendaTrouble) as error:
        raise BackstageError(str(error)) from error
