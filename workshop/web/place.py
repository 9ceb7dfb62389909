"""The short name of what the phones show now; a phone that shows it already has nothing to fetch."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from workshop.core.live.session import Stage
from workshop.core.live.view import PhoneView, RoomView, voted_words
from workshop.core.plans.action import Action


def place_of(view: PhoneView | RoomView) -> str:
    """Step, stage, part, and a checksum of what may change within a stage: hint, actions, the card, hands."""
    actions: Sequence[Action] = view.actions if view.stage is Stage.ACTIONS else ()
    entries = view.card.entries if view.card else ()
    here, content = view.position, 0
    if view.hint or actions or entries or view.by_hand:
        content = zlib.crc32(repr((view.hint, actions, entries, view.by_hand)).encode())
    return f"{here.step}-{here.stage}-{here.part}-{content:x}"


def vote_words(view: RoomView) -> str:
    """How far a vote is, or was when it closed: how many have voted, and nothing outside a vote."""
    if not (view.is_open or view.is_closed) or not max(view.voted, view.present, view.hands):
        return ""
    return voted_words(view.voted, view.hands, view.present)
