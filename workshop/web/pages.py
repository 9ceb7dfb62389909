"""Renders the phone page. Phones that see the same share one rendering, made once and packed once."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workshop.core.action import Action, sentence_of
from workshop.core.card import PASSED
from workshop.core.dots import MOST_ON_ONE, Idea
from workshop.core.promise import MISTAKES, about_role, promise
from workshop.core.pulse import ROLE, Answer
from workshop.core.scenario import MISSING_ROW, TAP_WORDS
from workshop.core.session import AFTER_REVEAL, CONFIDENCES, VOTING, Stage
from workshop.core.view import PhoneView
from workshop.core.words import Decision
from workshop.web.keepsake import keepsake_of
from workshop.web.place import place_of
from workshop.web.problems import PhoneProblem
from workshop.web.security import content_policy
from workshop.web.source_text import blocks
from workshop.web.verdict import verdict_of

_HERE = Path(__file__).parent
_TALKS = (
    ("Alone, in silence", "Find one sentence of your own: If ..., then ..."),
    ("In pairs", "Tell each other your sentence. Make one out of two, or choose."),
    ("In fours", "Two pairs together: agree on the sentence that you will say aloud."),
)
"""Who talks in each part of 1-2-4-All, in the words of the screen, and what about."""

_MOST_KEPT = 2000
"""Renderings kept for one place: as many as phones with different answers ever need at once."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as bytes, plain and packed."""

    plain: bytes
    packed: bytes


class Pages:
    """The page in all its stages. `forget` is called whenever the room has moved on."""

    def __init__(self) -> None:
        style, script = _asset("static/phone.css"), _asset("static/phone.js")
        self.policy = content_policy(style, script)
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(
            style=Markup(style),
            script=Markup(script),
            missing_row=MISSING_ROW,
            tap_words=TAP_WORDS,
            confidences=CONFIDENCES,
            decisions=tuple(Decision),
            talks=_TALKS,
            passed=(PASSED,),
            most_on_one=MOST_ON_ONE,
            mistakes=MISTAKES,
        )
        self._templates.filters.update(
            blocks=blocks, first_sentence=first_sentence, agreed=sentence_of, said=idea_sentence
        )
        self._kept: dict[tuple[object, ...], Rendered] = {}

    def forget(self) -> None:
        """Drop the renderings of the place that was left."""
        self._kept.clear()

    def room(self, view: PhoneView, *, count: str, part: bool, change: bool) -> Rendered:
        """What one phone sees now; with `part` only the main element, with `change` its ballot to change."""
        change = change and (view.ballot is not None or view.answer is not None)
        shows_count = view.is_closed or view.ballot or view.answer
        key = (part, change, view.held, view.by_hand, *_said(view), count if shows_count else "")
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._render(_template(view), part, _facts(view, count, change=change))
        return found

    def refused_dots(self, view: PhoneView, answer: Answer, problem: PhoneProblem) -> Rendered:
        """The dot vote with what was chosen and why it does not count, for a phone without scripts."""
        facts = _facts(replace(view, answer=answer), "", change=True)
        return self._render("dots", False, {**facts, "refused": problem.sentence})

    def door(self, problem: PhoneProblem | None, typed: str) -> Rendered:
        """The page that asks for the code, with what was wrong about the last one."""
        return self._render("door", False, {"view": None, "problem": problem, "typed": typed})

    def problem(self, problem: PhoneProblem, back: str) -> Rendered:
        """What is wrong, and the way back."""
        return self._render("problem", False, {"view": None, "problem": problem, "back": back})

    def arrived(self) -> Rendered:
        """The page of a connection test."""
        return self._render("arrived", False, {"view": None})

    def _render(self, name: str, part: bool, facts: dict[str, Any]) -> Rendered:
        shell = "part.html" if part else "page.html"
        template = self._templates.get_template(f"{name}.html")
        return _packed(template.render(shell=shell, **{"waits": False, **facts}))


def _template(view: PhoneView) -> str:
    if view.is_closed:
        return "closed"
    if view.stage in VOTING:
        return "vote"
    return "reveal" if view.stage in AFTER_REVEAL else view.stage.value


def _said(view: PhoneView) -> tuple[object, ...]:
    """What this phone has said, as far as its page shows it: a role changes no page."""
    ballots = tuple(ballot and replace(ballot, role=None) for ballot in (view.ballot, *view.own))
    return view.counted, ballots, view.answer and view.answer.value


def _facts(view: PhoneView, count: str, *, change: bool) -> dict[str, Any]:
    is_open = view.is_open and (change or (view.ballot is None and view.answer is None))
    verdict = verdict_of(view.key, view.own) if view.key is not None else None
    return {
        "view": view,
        "home": f"/{view.setup.code.upper()}",
        "place": place_of(view),
        "mine": f"{zlib.crc32(repr(_said(view)).encode()):x}",
        "count": count,
        "is_open": is_open,
        "waits": view.stage is not Stage.SEALED and (not is_open or view.by_hand),
        "promise": promise(view.setup.k),
        "about_role": about_role(view.setup.k) if view.pulse and view.pulse.id == ROLE else None,
        "verdict": verdict,
        "keepsake": keepsake_of(view.key, view.own, verdict) if view.key and verdict else None,
        "number": VOTING.get(view.stage, 0),
        "refused": "",
    }


def idea_sentence(idea: Idea) -> str:
    """An idea as it is read aloud."""
    return sentence_of(Action(if_=idea.if_, then=idea.then))


def first_sentence(text: str) -> str:
    """The first sentence of a setting: enough to know again which case this is."""
    found = re.match(r".+?[.!?](?=\s+[A-Z0-9\"']|$)", text, re.DOTALL)
    return found[0] if found else text


def _packed(html: str) -> Rendered:
    plain = html.encode()
    packer = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return Rendered(plain, packer.compress(plain) + packer.flush())


_COMMENTS: dict[str, Callable[[str], str]] = {
    ".css": lambda text: re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL),
    ".js": lambda text: re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE),
}


@lru_cache
def _asset(name: str) -> str:
    """A style or script without its comments and indentation, which phones do not read."""
    path = _HERE / name
    text = _COMMENTS[path.suffix](path.read_text(encoding="utf-8"))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
