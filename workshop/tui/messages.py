"""What screens and panels tell whoever contains them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from workshop.ports import ChosenSetup, Leaving

if TYPE_CHECKING:
    from workshop.core.agenda.agenda import Agenda
    from workshop.core.live.commands import Command
    from workshop.core.plans.look_back import LookBack


class Lead(Message):
    """A panel wants the room to carry out a command; the live screen does it and shows a refusal."""

    def __init__(self, command: Command) -> None:
        self.command = command
        super().__init__()


class KeysChanged(Message):
    """A panel's keys, or what they do, are no longer those of a moment ago."""


class AgendaChosen(Message):
    """The facilitator wants to set up a session, or a look-back at an earlier one."""

    def __init__(self, agenda: Agenda, look_back: LookBack | None = None) -> None:
        self.agenda = agenda
        self.look_back = look_back
        super().__init__()


class SetupFinished(Message):
    """Everything is decided: the session can begin."""

    def __init__(self, chosen: ChosenSetup) -> None:
        self.chosen = chosen
        super().__init__()


class ResumeChosen(Message):
    """The facilitator wants to go on with an interrupted session."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__()


class ReportWanted(Message):
    """The facilitator wants the report of the sealed session, perhaps on the phones as well."""

    def __init__(self, *, phones: bool) -> None:
        self.phones = phones
        super().__init__()


class PlansChosen(Message):
    """The facilitator wants to see the plans of a session, or of all."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        super().__init__()


class SeriesChosen(Message):
    """The facilitator wants to see a series."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__()


class RoomLeft(Message):
    """The live screen is done with its room."""

    def __init__(self, leaving: Leaving) -> None:
        self.leaving = leaving
        super().__init__()
