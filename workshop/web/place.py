"""The short name of what the phones show now; a phone that shows it already has nothing to fetch."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from workshop.core.action import Action
from workshop.core.session import VOTING, Stage
from workshop.core.view import PhoneView, RoomView

ASKING = frozenset({*VOTING, Stage.PULSE, Stage.DOTS})
"""The stages in which phones are asked for something, and told how many have voted."""


def place_of(view: PhoneView | RoomView) -> str:
    """Step, stage, part, and a checksum of what may change within a stage: hint, actions, the card."""
    actions: Sequence[Action] = view.actions if view.stage is Stage.ACTIONS else ()
    entries = view.card.entries if view.card else ()
    here, content = view.position, 0
    if view.hint or actions or entries:
        content = zlib.crc32(repr((view.hint, actions, entries)).encode())
    return f"{here.step}-{here.stage}-{here.part}-{content:x}"


def count_words(view: RoomView) -> str:
    """How far an open vote is: never more than how many have voted, and nothing outside a vote."""
    here = max(view.voted, view.present)
    return f"{view.voted} of {here} have voted" if view.stage in ASKING and here else ""
