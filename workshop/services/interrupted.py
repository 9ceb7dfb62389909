"""Sessions that were interrupted: where they stand, and what becomes of those that nobody goes on with."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.core.problems import FileTrouble, Refused
from workshop.ports import BackstageError, Standing
from workshop.storage.disk import stands
from workshop.storage.in_use import in_use
from workshop.storage.names import JOURNAL_NAME

if TYPE_CHECKING:
    from workshop.clock import RoomClock
    from workshop.room import Room


# What reads a journal is imported where one is read: the home screen should not wait for it.


class InterruptedSessions:
    """Implements `workshop.ports.Interrupted` with the journals in the session folders."""

    def __init__(self, clock: Callable[[], RoomClock], leads: Callable[[], bool]) -> None:
        """Make it.

        Args:
            clock: makes the clock of a room.
            leads: whether this program has a room open, whose journal must not be read beside it.
        """
        self._clock = clock
        self._leads = leads

    def where(self, folder: Path) -> Standing | None:
        """The step at which a session was interrupted; None where its journal does not tell it here.

        Nothing is changed, and a journal that a program has open is not touched.
        """
        from workshop.core.live.machine import replay
        from workshop.storage.at_rest import events_at_rest

        if self._leads() or in_use(folder / JOURNAL_NAME):
            return None
        with contextlib.suppress(FileTrouble, Refused, ValueError, LookupError):
            session = replay(events_at_rest(folder / JOURNAL_NAME))
            return Standing(session.position.step + 1 if session.step is not None else 0, len(session.steps))
        return None

    async def end(self, folder: Path) -> str:
        """Save what there is and seal it, as the facilitator would from where it stands; says what was done.

        Raises:
            BackstageError: it has not begun, or holds questions that nobody has read.
            Refused, FileTrouble: as the room.
        """
        from workshop.room import Room
        from workshop.storage.plans.folder import PlanFolder

        self._refuse_beside_a_room()
        room = await Room.resume(PlanFolder(folder), self._clock())
        try:
            await _end(room)
        finally:
            await room.close()
        return " ".join(filter(None, (f"It is saved in {folder.name}.", room.trouble)))

    def throw_away(self, folder: Path) -> str:
        """Destroy an open session with its key, its journal, its record and its plans; says what is left.

        Raises:
            FileTrouble: another program leads it, or something of it could not be removed.
        """
        from workshop.storage.throwing_away import throw_away

        self._refuse_beside_a_room()
        throw_away(folder)
        left = f" What else lies in {folder.name} stays." if stands(folder) else ""
        return f"It is thrown away.{left}"

    def _refuse_beside_a_room(self) -> None:
        if self._leads():
            raise BackstageError("A room is open here. Leave it first.")


async def _end(room: Room) -> None:
    """From where a room stands to its closing, and from there to sealed files."""
    from workshop.core.live.commands import EndEarly
    from workshop.core.live.session import Stage

    if room.view().stage is Stage.LOBBY:
        raise BackstageError("It has not begun: there is nothing to save. Go on with it, or throw it away.")
    if room.view().stage is not Stage.CLOSE:
        await room.lead(EndEarly(room.clock(), room.present))
    if room.desk().unread_questions:
        raise BackstageError(
            "Questions of the room wait, and nobody has read them: sealing destroys them. "
            "Go on with it, and read them at your desk. It stands at its closing now."
        )
    await room.seal()
