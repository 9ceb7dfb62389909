"""The short name of what the phones show now; a phone that shows it already has nothing to fetch."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from workshop.core.action import Action
from workshop.core.session import VOTING, Stage
from workshop.core.view import PhoneView, RoomView, voted_words

ASKING = frozenset({*VOTING, Stage.PULSE, Stage.DOTS})
"""The stages in which phones are asked for something, and told how many have voted."""


def place_of(view: PhoneView | RoomView) -> str:
    """Step, stage, part, and a checksum of what may change within a stage: hint, actions, the card, hands."""
    actions: Sequence[Action] = view.actions if view.stage is Stage.ACTIONS else ()
    entries = view.card.entries if view.card else ()
    here, content = view.position, 0
    if view.hint or actions or entries or view.by_hand:
        content = zlib.crc32(repr((view.hint, actions, entries, view.by_hand)).encode())
    return f"{here.step}-{here.stage}-{here.part}-{content:x}"


def count_words(view: RoomView) -> str:
    """How far an open vote is: never more than how many have voted, and nothing outside a vote."""
    if view.stage not in ASKING or not max(view.voted, view.present, view.hands):
        return ""
    return voted_words(view.voted, view.hands, view.present)
