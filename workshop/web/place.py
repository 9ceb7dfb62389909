"""The short name of what the phones show now; a phone that shows it already has nothing to fetch."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from workshop.core.action import Action
from workshop.core.session import VOTING, Position, Stage
from workshop.core.view import PhoneView, RoomView

ASKING = frozenset({*VOTING, Stage.PULSE})
"""The stages in which phones are asked for something, and told how many have voted."""


def place_of(view: PhoneView | RoomView) -> str:
    """Step, stage, part, and a checksum of what may change within a stage: the hint and the actions."""
    actions: Sequence[Action] = view.actions if view.stage is Stage.ACTIONS else ()
    content = zlib.crc32(repr((view.hint, actions)).encode()) if view.hint or actions else 0
    return _name(view.position, content)


def _name(position: Position, content: int) -> str:
    return f"{position.step}-{position.stage}-{position.part}-{content:x}"


def count_words(view: RoomView) -> str:
    """How far an open vote is: never more than how many have voted, and nothing outside a vote."""
    here = max(view.voted, view.present)
    return f"{view.voted} of {here} have voted" if view.stage in ASKING and here else ""
