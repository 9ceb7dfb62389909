"""Sessions that are prepared before their day: kept, changed, duplicated, thrown away, made ready to lead."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.core.agenda.choices import choices_to_swap, why_here
from workshop.core.agenda.chosen import choose
from workshop.core.agenda.doubts import doubts
from workshop.core.agenda.picker import NothingToPick
from workshop.core.agenda.prepared import (
    Prepared,
    PreparedFile,
    duplicate,
    prepared_steps,
    series_for,
    within_limits,
)
from workshop.core.problems import FileTrouble, UnusableFile
from workshop.core.scenarios.pack import played_from
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import DEFAULT_K
from workshop.ports import BackstageError, ChosenSetup, PreparedShelf
from workshop.services.errors import CannotWrite, NoSuch
from workshop.services.folders import slug
from workshop.storage.disk import is_folder, is_link, stands
from workshop.storage.prepared import all_prepared, load_prepared, prepared_folder
from workshop.storage.session_folders import with_id

if TYPE_CHECKING:
    from workshop.core.agenda.agenda import Agenda, Step
    from workshop.core.agenda.choices import Choice
    from workshop.core.agenda.chosen import Put
    from workshop.core.plans.look_back import LookBack
    from workshop.core.plans.record import Record
    from workshop.core.scenarios.scenario import Scenario
    from workshop.services.shelf import Shelf

PacksAtHand = Callable[[Sequence[Path]], "Shelf"]
"""Gives the shelf, with packs that are named on it from now on."""
LookingBack = Callable[[str, str | None, int | None], "tuple[Agenda, LookBack | None]"]
"""Finds an agenda by its name, and the session that it opens, by its id and the day of the look-back."""


# What writes is imported where something is written: the home screen should not wait for it.


class PreparedSessions:
    """Implements `workshop.ports.Preparing` with the files beside the sessions."""

    def __init__(
        self,
        sessions: Path,
        packs: PacksAtHand,
        looking_back: LookingBack,
        addresses: Callable[[], Sequence[str]],
        today: Callable[[], dt.date],
    ) -> None:
        self._sessions = sessions
        self._packs = packs
        self._looking_back = looking_back
        self._addresses = addresses
        self._today = today

    @property
    def _shelf(self) -> Shelf:
        return self._packs(())

    def all(self) -> PreparedShelf:
        """What was prepared; a session that was begun of it and thrown away is as if it had not been."""
        found = all_prepared(self._sessions)
        led = [file for file in found.files if any(map(self._is_there, file.prepared.led))]
        waiting = [file for file in found.files if file not in led]
        return PreparedShelf(waiting, led, [str(problem) for problem in found.problems])

    def _is_there(self, session: str) -> bool:
        return stands(self._sessions / Path(session).name)

    def find(self, name: str) -> PreparedFile | None:
        """A prepared session by its id or its path; None where an agenda may be meant.

        Raises:
            NoSuch: it is the name of neither.
            UnusableFile: it is there, and cannot be used.
        """
        if name in self._shelf.shipped:
            return None
        folder = prepared_folder(self._sessions)
        for path in (folder / f"{name}.toml", Path(name)):
            if path.parent.name == folder.name and path.suffix == ".toml" and stands(path):
                if is_link(path.parent):
                    raise NoSuch(f"{path.parent} is a link to another place. Put a folder there.")
                return load_prepared(path)
        if not self._shelf.knows(name):
            names = [file.prepared.id for file in all_prepared(self._sessions).files]
            raise self._shelf.no_such(name, names)
        return None

    def today(self) -> dt.date:
        """The day it is."""
        return self._today()

    def begun(self, agenda: Agenda, look_back: LookBack | None, seed: str) -> Prepared:
        """What stands in the fields when an agenda is chosen to be prepared."""
        if look_back is None:
            return Prepared("", agenda.title, agenda.id, seed)
        from workshop.core.plans.look_back import look_back_title

        begun = Prepared(
            "",
            look_back_title(agenda.id, look_back),
            agenda.id,
            seed,
            **look_back.carried,
            looks_back_at=look_back.of,
            look_back_day=look_back.day,
        )
        return within_limits(begun)

    def steps(self, prepared: Prepared) -> tuple[tuple[Step, ...], Sequence[str]]:
        """The steps as they would be led, and what could not be kept of them, in sentences.

        Raises:
            BackstageError: as `chosen`.
        """
        agenda, back, steps, troubles = self._made_ready(prepared)
        played = back.played if back is not None else ()
        return steps, (*troubles, *doubts(agenda, steps, self._shelf.scenarios, prepared.roles, played))

    def others(self, prepared: Prepared, steps: Sequence[Step], index: int) -> Sequence[Choice]:
        """What a step could play in place of its text, the best first, and why each.

        Raises:
            BackstageError: as `chosen`.
        """
        back = self._made_ready(prepared)[1]
        played = frozenset(back.played) if back is not None else frozenset()
        return choices_to_swap(steps, index, self._shelf.scenarios, f"{prepared.seed}/{index}", played)

    def choose(self, prepared: Prepared, steps: Sequence[Step], index: int, scenario: Scenario) -> Put:
        """Put a text into a step.

        Raises:
            Refused: it cannot be played there.
            BackstageError: as `chosen`.
        """
        agenda, back, _, _ = self._made_ready(prepared)
        played = frozenset(back.played) if back is not None else frozenset()
        return choose(
            agenda,
            steps,
            index,
            scenario,
            self._shelf.scenarios,
            prepared.chosen,
            roles=prepared.roles,
            played=played,
        )

    def why(self, steps: Sequence[Step], index: int) -> str:
        """Why the text of a step stands there, or what speaks against it."""
        return why_here(steps, index, self._shelf.scenarios)

    def chosen(self, file: PreparedFile) -> tuple[ChosenSetup, Sequence[str]]:
        """The session as it would be led now, and what could not be kept of it, in sentences.

        Raises:
            BackstageError: its agenda or the session it looks back at is gone or cannot be used, the library
                has nothing for a step, or no phone could reach this machine.
        """
        prepared = file.prepared
        agenda, back, steps, troubles = self._made_ready(prepared, f"{file.path}: ")
        addresses = self._addresses()
        if not addresses:
            raise BackstageError("This machine has no address that phones could reach. Join a network first.")
        chosen = ChosenSetup(
            agenda=agenda,
            steps=steps,
            title=prepared.title,
            address=addresses[0],
            sponsor=prepared.sponsor,
            purpose=prepared.purpose,
            outcome=prepared.outcome,
            product=prepared.product,
            organisation=prepared.organisation,
            facilitator=prepared.facilitator,
            direction=prepared.direction,
            series=prepared.series,
            look_back=back,
            k=prepared.k,
            prepared=file,
        )
        return chosen, troubles

    def _made_ready(
        self, prepared: Prepared, before: str = ""
    ) -> tuple[Agenda, LookBack | None, tuple[Step, ...], Sequence[str]]:
        """The agenda, the session that it opens, the steps, and what could not be kept of them."""
        with _as_backstage(before):
            # A rehearsal is saved elsewhere, and looks back at what lies here all the same.
            earlier = str(self._earlier(prepared.looks_back_at)) if prepared.looks_back_at else None
            agenda, back = self._looking_back(prepared.agenda, earlier, prepared.look_back_day)
            played = frozenset(back.played) if back is not None else frozenset()
            shelf = self._packs([Path(folder) for folder in prepared.packs])
            steps, troubles = prepared_steps(prepared, agenda, shelf.scenarios, played, shelf.faults)
            gone = [folder for folder in prepared.packs if not is_folder(Path(folder))]
            said = (f"The pack {folder} is no folder here: its texts are not at hand." for folder in gone)
            return agenda, back, steps, (*said, *troubles)

    def _earlier(self, of: str) -> Path:
        """The folder of the session that is looked back at: plans are written there, and nowhere else."""
        # A file may come from anybody: what it names is a name, and no path that leads elsewhere.
        if of != ".." and Path(of).name == of and not {"/", "\\"} & {*of}:
            if stands(self._sessions / of):
                return self._sessions / of
            if (folder := with_id(self._sessions, of)) is not None:
                return folder
        raise NoSuch(f"There is no session '{of}' in {self._sessions} to look back at. Write its id in `of`.")

    def keep(self, prepared: Prepared, instead_of: PreparedFile | None = None) -> PreparedFile:
        """Write a prepared session, or what it became, into its file.

        Raises:
            BackstageError: it cannot be written, or was changed by somebody else meanwhile.
        """
        from workshop.storage.prepared_edit import add_prepared, change_prepared

        prepared = dataclasses.replace(prepared, packs=self._packs_of(prepared))
        with _as_backstage():
            if instead_of is not None:
                return change_prepared(instead_of, prepared)
            day = f"{prepared.date}-" if prepared.date is not None else ""
            return add_prepared(
                self._sessions,
                dataclasses.replace(prepared, id=self._no_agenda(f"{day}{slug(prepared.title)}")),
            )

    def _packs_of(self, prepared: Prepared) -> tuple[str, ...]:
        """The folders from which its texts come, behind those that it names already."""
        others = self._shelf.packs[1:]  # behind the shipped ones
        from_ = played_from(others)
        texts = (*prepared.scenarios, *(id_ for ids in prepared.chosen.values() for id_ in ids))
        used = {str(from_[id_].folder) for id_ in texts if id_ in from_}
        there = [str(pack.folder) for pack in others if str(pack.folder) in used]
        return tuple(dict.fromkeys((*prepared.packs, *there)))

    def _no_agenda(self, id_: str) -> str:
        """An id that no agenda has: `workshop run` of it would mean both."""
        return f"{id_}-prepared" if id_ in self._shelf.agendas else id_

    def duplicate(self, file: PreparedFile, team: str) -> PreparedFile:
        """The same session for another team, in a file of its own; both are in one series from now on.

        Raises:
            BackstageError: as `keep`.
        """
        from workshop.storage.prepared_edit import add_prepared, change_prepared

        copy = duplicate(file.prepared, self._no_agenda(slug(f"{file.prepared.title} {team}")), team)
        with _as_backstage():
            if file.prepared.series != series_for(file.prepared):
                change_prepared(file, dataclasses.replace(file.prepared, series=series_for(file.prepared)))
            return add_prepared(self._sessions, copy)

    def again(self, folder: Path, seed: str) -> Prepared:
        """A session that was held, as it would be prepared for another team: no day, the same texts.

        Raises:
            BackstageError: its record cannot be read, its agenda is gone, or it looked back at another one.
        """
        from workshop.storage.plans.sessions import load_session

        with _as_backstage():
            record = load_session(folder).record
            if record.look_back_of:
                raise NoSuch(
                    f"{folder.name} looked back at {record.look_back_of}: it is for the same team. "
                    "Lead that one again."
                )
            if not record.agenda:
                raise NoSuch(f"{folder.name} does not say which agenda it had. Prepare it from an agenda.")
            try:
                self._shelf.agenda(record.agenda)
            except NoSuch as gone:
                raise NoSuch(f"The agenda of {folder.name} is gone. {gone}") from gone
        return within_limits(_again(record, seed))

    def join_series(self, folder: Path, file: PreparedFile) -> None:
        """Write the series of a prepared session into one that was held, which has none.

        Raises:
            BackstageError: it cannot be read or written.
        """
        from workshop.storage.names import RECORD_NAME
        from workshop.storage.plans.edit import edit_session
        from workshop.storage.plans.sessions import load_session

        with _as_backstage():
            held = load_session(folder)
            if file.prepared.series and not held.record.session.series:
                first = held.plans[0].path if held.plans else folder / RECORD_NAME
                edit_session(first, {"session.series": file.prepared.series})

    def write_papers(self, file: PreparedFile) -> tuple[Path, Sequence[str]]:
        """Write the papers; the folder, and what could not be kept of the session.

        Raises:
            BackstageError: as `chosen`, or they cannot be written.
        """
        with _as_backstage():
            written, troubles = self._write_papers(file.prepared, file.path.stem)
        return written[0].parent, troubles

    def papers_of(self, name: str, out: Path | None) -> tuple[Sequence[Path], Sequence[str]]:
        """Write the papers of a prepared session or of an agenda; the files, and what could not be kept.

        Args:
            name: a prepared session, or an agenda.
            out: the folder for them; by default one beside the prepared session.

        Raises:
            NoSuch, UnusableFile: there is neither, or it cannot be read.
            BackstageError: the library has nothing for a step.
            CannotWrite: the disk says no.
        """
        if (file := self.find(name)) is not None:
            return self._write_papers(file.prepared, file.path.stem, out)
        prepared = self.begun(self._shelf.agenda(name), None, name)
        return self._write_papers(prepared, prepared.agenda, out)

    def _write_papers(
        self, prepared: Prepared, name: str, out: Path | None = None
    ) -> tuple[Sequence[Path], Sequence[str]]:
        from workshop.services.papers import papers_folder, write_papers

        steps, troubles = self.steps(prepared)
        folder = out or papers_folder(self._sessions, name)
        return write_papers(folder, prepared, steps, self._shelf.scenarios), troubles

    def throw_away(self, file: PreparedFile) -> None:
        """Delete a prepared session; what was led of it stays.

        Raises:
            BackstageError: it was changed by somebody else meanwhile, or cannot be deleted.
        """
        from workshop.storage.prepared_edit import throw_away_prepared

        with _as_backstage():
            throw_away_prepared(file)


def note_led(file: PreparedFile, session: str, warn: Callable[[str], None]) -> None:
    """Write into a prepared session which session was begun of it; no room waits because it cannot be."""
    from workshop.storage.prepared_edit import change_prepared

    try:
        now = load_prepared(file.path)
        change_prepared(now, dataclasses.replace(now.prepared, led=(*now.prepared.led, session)))
    except (UnusableFile, FileTrouble) as error:
        warn(str(error))


def _again(record: Record, seed: str) -> Prepared:
    """A session that was held, as it is prepared for another team: the same texts, in one series with it."""
    held = record.session
    return Prepared(
        "",
        held.title,
        record.agenda,
        seed,
        scenarios=tuple(map(ScenarioId, record.scenarios)),
        sponsor=held.sponsor,
        purpose=held.purpose,
        outcome=held.outcome,
        product=held.product_or_service,
        series=held.series or held.title,
        k=held.minimum_group or DEFAULT_K,
    )


@contextmanager
def _as_backstage(before: str = "") -> Iterator[None]:
    """Say with `BackstageError` what files and the library say no with."""
    try:
        yield
    except (NoSuch, CannotWrite, NothingToPick, UnusableFile, FileTrouble) as error:
        raise BackstageError(f"{before}{error}") from error
