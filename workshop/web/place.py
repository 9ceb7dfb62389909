"""The short name of what the phones show now; a phone that shows it already has nothing to fetch."""

from __future__ import annotations

import zlib

from workshop.core.live.view import PhoneView, RoomView, voted_words


def place_of(page: PhoneView) -> str:
    """Step, stage, part, and a checksum of what may change within a stage: hint, actions, ideas and so on."""
    here = page.position
    # Where phones have pages of their own, the picture of one is not that of another.
    picture = page.picture if not page.is_parted else page.on_wall
    texts = (page.writes, page.says, page.last_read, page.asks, tuple(page.questions.items()))
    content = zlib.crc32(repr((picture, page.by_hand, texts)).encode())
    return f"{here.step}-{here.stage}-{here.part}-{content:x}"


def vote_words(view: RoomView) -> str:
    """How far a vote is, or was when it closed: how many have voted, and nothing outside a vote."""
    if not (view.is_open or view.is_closed) or not max(view.voted, view.present, view.hands):
        return ""
    return voted_words(view.voted, view.hands, view.present)
