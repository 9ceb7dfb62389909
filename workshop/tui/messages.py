"""What screens and panels tell whoever contains them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from workshop.ports import ChosenSetup, Leaving

if TYPE_CHECKING:
    from workshop.core.agenda.agenda import Agenda, Chosen
    from workshop.core.agenda.prepared import PreparedFile
    from workshop.core.live.commands import Command
    from workshop.core.plans.look_back import LookBack
    from workshop.room import Room


@dataclass(frozen=True, slots=True)
class AtHome:
    """At the choice of an agenda."""


@dataclass(frozen=True, slots=True)
class AtSetup:
    """At the set-up of one agenda, perhaps for a look-back at an earlier session."""

    agenda: Agenda
    look_back: LookBack | None = None
    chosen: Chosen = field(default_factory=dict)
    """The texts that were chosen already."""


@dataclass(frozen=True, slots=True)
class AtPrepared:
    """In the lobby of a session that was prepared."""

    file: PreparedFile


@dataclass(frozen=True, slots=True)
class AtPreparing:
    """At what is prepared of an agenda, perhaps for a look-back, or at a prepared session to be changed.

    `again` is the folder of a session that was held, and is to be led with another team.
    """

    agenda: Agenda | None = None
    look_back: LookBack | None = None
    file: PreparedFile | None = None
    again: Path | None = None
    chosen: Chosen = field(default_factory=dict)
    """Texts that are to be put into it."""


@dataclass(frozen=True, slots=True)
class AtRehearsal:
    """In a rehearsal of a prepared session, for which the screens are left."""

    path: Path


@dataclass(frozen=True, slots=True)
class AtResume:
    """In an interrupted session, which is gone on with."""

    folder: Path


@dataclass(frozen=True, slots=True)
class AtRoom:
    """In a room that is ready."""

    room: Room


@dataclass(frozen=True, slots=True)
class AtPlans:
    """At the plans of a session, or of all."""

    folder: Path | None


@dataclass(frozen=True, slots=True)
class AtSeries:
    """At a series."""

    name: str


@dataclass(frozen=True, slots=True)
class AtAgendas:
    """At the choice of an agenda that is changed, or made one's own."""


@dataclass(frozen=True, slots=True)
class AtCases:
    """At a case of one's own, which is written or gone on with."""


@dataclass(frozen=True, slots=True)
class AtLibrary:
    """At the texts of all packs."""


Start = (
    AtHome
    | AtCases
    | AtLibrary
    | AtAgendas
    | AtSetup
    | AtPrepared
    | AtPreparing
    | AtRehearsal
    | AtResume
    | AtRoom
    | AtPlans
    | AtSeries
)
"""Where the screen is led, at the start or from another screen."""


class Go(Message):
    """The facilitator wants to go somewhere."""

    def __init__(self, where: Start) -> None:
        self.where = where
        super().__init__()


class Lead(Message):
    """A panel wants the room to carry out a command; the live screen does it and shows a refusal."""

    def __init__(self, command: Command) -> None:
        self.command = command
        super().__init__()


class KeysChanged(Message):
    """A panel's keys, or what they do, are no longer those of a moment ago."""


class SetupFinished(Message):
    """Everything is decided: the session can begin."""

    def __init__(self, chosen: ChosenSetup) -> None:
        self.chosen = chosen
        super().__init__()


class ReportWanted(Message):
    """The facilitator wants the report of the sealed session, perhaps on the phones as well."""

    def __init__(self, *, phones: bool) -> None:
        self.phones = phones
        super().__init__()


class RoomLeft(Message):
    """The live screen is done with its room."""

    def __init__(self, leaving: Leaving) -> None:
        self.leaving = leaving
        super().__init__()
