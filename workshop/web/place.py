"""The short name of what the phones show now; a phone that shows it already has nothing to fetch."""

from __future__ import annotations

import zlib

from workshop.core.agenda.card import Entry
from workshop.core.live.steps import Picture
from workshop.core.live.steps.actions import AgreedPicture
from workshop.core.live.steps.card import CardPicture
from workshop.core.live.steps.scenario import DebriefPicture, HintPicture, OutcomePicture
from workshop.core.live.view import PhoneView, RoomView, voted_words
from workshop.core.plans.action import Action


def place_of(page: PhoneView) -> str:
    """Step, stage, part, and a checksum of what may change within a stage: hint, actions, texts and so on."""
    hint, actions, entries, said = _changing(page.picture)
    here, content = page.position, 0
    changing: tuple[object, ...] = (hint, actions, entries, page.by_hand)
    texts = (
        page.writes,
        page.says,
        page.last_read,
        page.asks,
        tuple(page.questions.items()),
        said,
    )
    if any(texts):
        changing = (*changing, texts)
    if any(changing):
        content = zlib.crc32(repr(changing).encode())
    return f"{here.step}-{here.stage}-{here.part}-{content:x}"


def _changing(
    picture: Picture,
) -> tuple[str | None, tuple[Action, ...], tuple[Entry, ...], tuple[str, ...]]:
    return (
        picture.hint if isinstance(picture, HintPicture) else None,
        picture.actions if isinstance(picture, AgreedPicture) else (),
        picture.entries if isinstance(picture, CardPicture) else (),
        _said(picture),
    )


def _said(picture: Picture) -> tuple[str, ...]:
    """What the room has said here: remarks at a question, at the outcome the price of refusing."""
    if isinstance(picture, OutcomePicture):
        return (str(picture.minutes),) if picture.minutes else ()
    return picture.remarks if isinstance(picture, DebriefPicture) else ()


def vote_words(view: RoomView) -> str:
    """How far a vote is, or was when it closed: how many have voted, and nothing outside a vote."""
    if not (view.is_open or view.is_closed) or not max(view.voted, view.present, view.hands):
        return ""
    return voted_words(view.voted, view.hands, view.present)
