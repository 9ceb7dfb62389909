"""What writes pages, and the words that pages of the wall and of phones share: both say the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workshop.core import good
from workshop.core.agenda.card import Entry
from workshop.core.english import clock
from workshop.core.live.review_card import measured_as
from workshop.core.live.steps import ROWS, Picture
from workshop.core.live.steps.card import CardPicture, OwnershipPicture
from workshop.core.live.view import View
from workshop.core.live.words import (
    by_role,
    card,
    closing,
    dots,
    lines,
    moved,
    open_case,
    ownership,
    pace,
    promise,
    pulse,
    reliance,
    reveal,
    review,
    shift,
    talks,
    texts,
    told,
    vote,
)
from workshop.core.plans import look_back
from workshop.core.plans.action import sentence_of
from workshop.core.scenarios.scenario import MISSING_ROW, TAP_WORDS
from workshop.core.scenarios.source_text import blocks
from workshop.core.stats.interval import percent
from workshop.core.words import OwnerSide

_HERE = Path(__file__).parent


def templates(style: str, script: str) -> Environment:
    """What writes pages with this style and script; everything else on them is escaped."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(style=Markup(style), script=Markup(script))
    return environment


def room_templates(style: str, script: str) -> Environment:
    """The same with all words that are said of a room."""
    environment = templates(style, script)
    environment.filters.update(
        blocks=blocks, agreed=sentence_of, idea=dots.idea_sentence, read_aloud=closing.read_aloud
    )
    environment.globals.update(
        by_role=by_role,
        card=card,
        closing=closing,
        dots=dots,
        good=good,
        line_dots=lines,
        look_back=look_back,
        measured_as=measured_as,
        moved=moved,
        open_case=open_case,
        ownership=ownership,
        pace=pace,
        percent=percent,
        promise=promise,
        pulse=pulse,
        reliance=reliance,
        reveal=reveal,
        review=review,
        shift=shift,
        talks=talks,
        texts=texts,
        told=told,
        vote=vote,
        missing_row=MISSING_ROW,
        sides=tuple(OwnerSide),
        tap_words=TAP_WORDS,
        time_of=_time_of,
    )
    return environment


def template_of(picture: type[Picture]) -> str:
    """The template that says a kind of picture of the wall in words; the lobby has the bare one."""
    return f"wall-{picture.__name__.removesuffix('Picture').lower() or 'lobby'}.html"


def wall_facts(view: View) -> dict[str, Any]:
    """What these templates are given of a view, whether it is the wall's or a phone's."""
    picture = view.picture
    actions = tuple(action for agreed in view.actions_by_phase.values() for action in agreed)

    def note(entry: Entry) -> str:
        if isinstance(picture, OwnershipPicture):
            return ownership.balance_words(actions)
        if not isinstance(picture, CardPicture):
            return ""
        return card.card_note(picture.card, entry, picture.told if picture.just_told else None)

    return {"view": view, "picture": picture, "head": ROWS[view.stage].head, "actions": actions, "note": note}


def _time_of(at: float) -> str:
    """The time of day here."""
    return clock(dt.datetime.fromtimestamp(at).astimezone().time())
