"""What the plan screens need from outside: the actions of many files, one of them, and a way to save it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from workshop.core.plans.action import Action, Review
from workshop.core.plans.plan import PlanFile
from workshop.storage.plans.typed import Value
from workshop.tui.host import HostError


class PlanChanged(HostError):
    """Somebody changed the file since it was read; nothing was overwritten."""


class Shown(enum.Enum):
    """Which actions the table shows; the value is its words."""

    DUE = "due"
    OPEN = "all open"
    CLOSED = "done and dropped"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an action stands."""

    path: Path
    action_id: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of the table; `date` is None where nothing is planned any more.

    A date `of_session` belongs to no action.
    """

    place: Place
    date: dt.date | None
    is_late: bool
    what: str
    sentence: str
    accountable: str
    status: str
    session: str
    of_session: bool = False


@dataclass(frozen=True, slots=True)
class PlanRows:
    """What is due, open and closed, each sorted by date, and a sentence for each file that cannot be read.

    `rehearsed` counts the actions that were left out because they were rehearsed only.
    """

    by_shown: Mapping[Shown, Sequence[PlanRow]]
    unusable: Sequence[str] = ()
    rehearsed: int = 0


@dataclass(frozen=True, slots=True)
class OpenedAction:
    """One action as its file holds it now.

    `around` is its session and phase with the other actions of the session; `token` is what the file held.
    """

    place: Place
    action: Action
    around: PlanFile
    token: bytes
    today: dt.date


class PlanDesk(Protocol):
    """The plan files as the screens see them. Any method but `is_stale` may raise `HostError`."""

    def rows(self) -> PlanRows:
        """Read all files."""
        ...

    def is_stale(self) -> bool:
        """Whether a file was changed, added or removed since the rows were read."""
        ...

    def open(self, place: Place) -> OpenedAction:
        """Read one action."""
        ...

    def save(
        self, opened: OpenedAction, changes: Mapping[str, Value | None], review: Review | None = None
    ) -> None:
        """Write fields of an action by their keys, and a look-back that was held.

        Raises:
            PlanChanged: the file is not what was opened; nothing was written.
        """
        ...
