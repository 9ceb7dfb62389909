"""Writes the phone page: once for a place, and of it each phone's own by leaving out what is not its."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import escape

from workshop.core.agenda.pulse import ROLE
from workshop.core.live.dots import MOST_ON_ONE
from workshop.core.live.rounds import Takes
from workshop.core.live.scores import HIGHEST, LOWEST
from workshop.core.live.sentences import LONGEST_HALF
from workshop.core.live.session import Given, Stage
from workshop.core.live.steps.pulse import PulsePicture, PulseResultPicture
from workshop.core.live.steps.scenario import KeyPicture, RevealPicture
from workshop.core.live.view import Marks, PhoneView
from workshop.core.live.words.promise import about_role
from workshop.core.words import CONFIDENCES, LONGEST_SENTENCE, Decision
from workshop.web.assets import asset
from workshop.web.keepsake import keepsake_of
from workshop.web.own import COUNT, OWN, Said, as_json, asked_of, chosen, said_of
from workshop.web.place import place_of
from workshop.web.problems import PhoneProblem
from workshop.web.security import content_policy
from workshop.web.templating import room_templates, template_of, wall_facts
from workshop.web.verdict import verdict_of


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as bytes, plain and packed."""

    plain: bytes
    packed: bytes


class Pages:
    """The page in all its stages. `forget` is called whenever the room has moved on."""

    def __init__(self) -> None:
        style, script = asset("static/phone.css"), asset("static/phone.js")
        self.policy = content_policy(style, script)
        self._templates = room_templates(style, script)
        self._templates.filters["first_sentence"] = first_sentence
        self._templates.globals.update(
            confidences=CONFIDENCES,
            decisions=tuple(Decision),
            longest_text=LONGEST_SENTENCE,
            longest_half=LONGEST_HALF,
            most_on_one=MOST_ON_ONE,
            scores=range(LOWEST, HIGHEST + 1),
        )
        self._written: dict[tuple[object, ...], str] = {}
        self._kept: dict[tuple[object, ...], Rendered] = {}

    def forget(self) -> None:
        """Drop the renderings of the place that was left."""
        self._written.clear()
        self._kept.clear()

    def room(self, view: PhoneView, *, count: str, part: bool, change: bool) -> Rendered:
        """What one phone sees now; with `part` only the main element, with `change` its ballot to change."""
        said = said_of(view)
        # Made whoever asks, and for all groups: else how fast a page comes would tell whether others have
        # said something, and which role they have.
        for other in view.beside:
            self._of_the_silent(other, count, part=part)
        silent = self._of_the_silent(view, count, part=part)
        if not any(said.values()):
            return silent
        # Of those that have said something nothing is kept: that would tell what they said.
        if view.is_open:
            return packed(self._write(view, said, count, part=part, change=change))
        return packed(_filled(chosen(self._of_all(view, part=part), said), said, count))

    def _of_the_silent(self, view: PhoneView, count: str, *, part: bool) -> Rendered:
        """The page of this place as every phone sees it that has said nothing."""
        key = (view.group, part, view.held, view.by_hand, count)
        kept = self._kept.get(key)
        if kept is None:
            said = said_of(replace(view, marks=Marks()))
            kept = packed(_filled(chosen(self._of_all(view, part=part), said), said, count))
            if not view.marks.lot:
                self._kept[key] = kept
        return kept

    def for_all(self, view: PhoneView, count: str) -> str:
        """The main element of this place as it goes to every phone alike; each fills in what is its own."""
        return _filled(self._of_all(view, part=True), asked_of(view), count)

    def _of_all(self, view: PhoneView, *, part: bool) -> str:
        """The page of this place with all that any phone may see of it, and a sign for what is its own."""
        key = (view.group, part, view.held, view.by_hand)
        written = self._written.get(key)
        if written is None:
            nobody = replace(view, marks=Marks(lot=view.marks.lot))
            written = self._write(nobody, None, COUNT, part=part, change=False)
            if not view.marks.lot:
                self._written[key] = written
        return written

    def _write(self, view: PhoneView, said: Said | None, count: str, *, part: bool, change: bool) -> str:
        facts = _facts(view, count, change=change)
        own = OWN if said is None else as_json(said)
        return self._html(_templates_of(view), part, {**facts, "said": own})

    def refused_dots(self, view: PhoneView, answer: Given, problem: PhoneProblem) -> Rendered:
        """The dot vote with what was chosen and why it does not count, for a phone without scripts."""
        facts = {
            **_facts(view, "", change=True),
            "given": answer,
            "said": as_json(said_of(view)),
            "refused": problem.sentence,
        }
        return packed(self._html(_templates_of(view), False, facts))

    def asking(self, view: PhoneView) -> Rendered:
        """Where a phone without scripts asks a question: the page of the room would not stay so long."""
        return self._render("asking.html", False, {"view": None, "asks": view.asks, "home": _home(view)})

    def marking(self, view: PhoneView) -> Rendered:
        """Where one phone says which of the released questions it asks too."""
        facts = {"view": view, "home": _home(view), "place": place_of(view)}
        return self._render("marking.html", False, facts)

    def door(self, problem: PhoneProblem | None) -> Rendered:
        """The page that asks for the code, with what was wrong about the last one."""
        return self._render("door.html", False, {"view": None, "problem": problem})

    def problem(self, problem: PhoneProblem, back: str) -> Rendered:
        """What is wrong, and the way back, where there is one."""
        return self._render("problem.html", False, {"view": None, "problem": problem, "back": back})

    def arrived(self) -> Rendered:
        """The page of a connection test."""
        return self._render("arrived.html", False, {"view": None})

    def _render(self, name: str, part: bool, facts: dict[str, Any]) -> Rendered:
        return packed(self._html([name], part, facts))

    def _html(self, names: Sequence[str], part: bool, facts: dict[str, Any]) -> str:
        shell = "part.html" if part else "page.html"
        template = self._templates.select_template(names)
        return str(template.render(shell=shell, layout="stage.html", **{"waits": False, **facts}))


def _templates_of(view: PhoneView) -> list[str]:
    """The first of these that there is: what is a phone's own, else what the wall says."""
    if view.is_closed:
        return ["closed.html"]
    if view.round is not None and view.round.takes is Takes.BALLOT:
        return ["vote.html"]
    return [f"{view.stage}.html", template_of(type(view.picture))]


def _facts(view: PhoneView, count: str, *, change: bool) -> dict[str, Any]:
    is_open = view.is_open and (change or view.given is None)
    picture = view.picture
    key = picture.key if isinstance(picture, KeyPicture) else None
    verdict = verdict_of(key, tuple(round_.number for round_ in view.held)) if key is not None else None
    is_shown_so_far = isinstance(picture, RevealPicture)
    asks_role = isinstance(picture, PulsePicture | PulseResultPicture) and picture.pulse.id == ROLE
    return {
        **wall_facts(view),
        "wall": template_of(type(picture)),
        "home": _home(view),
        "place": place_of(view),
        "given": view.given,
        "count": count,
        "is_open": is_open,
        "waits": _waits(view, is_open=is_open),
        "about_role": about_role(view.setup.k) if asks_role else None,
        "verdict": verdict,
        # As long as one line after another is shown, a phone has not seen all that it is given to keep.
        "keepsake": keepsake_of(key, verdict) if key and verdict and not is_shown_so_far else None,
        "number": view.held[-1].number if view.is_open and view.held else 0,
        "refused": "",
    }


def _home(view: PhoneView) -> str:
    return f"/{view.setup.code.upper()}"


def _waits(view: PhoneView, *, is_open: bool) -> bool:
    """Whether a phone without scripts loads this page anew by itself: what was typed on it would be lost."""
    is_written = view.writes or view.says is not None
    return view.stage is not Stage.SEALED and not is_written and (not is_open or view.by_hand)


def _filled(html: str, said: Said, count: str) -> str:
    return html.replace(OWN, escape(as_json(said))).replace(COUNT, escape(count))


def first_sentence(text: str) -> str:
    """The first sentence of a setting: enough to know again which case this is."""
    sentence = re.match(r".+?[.!?](?=\s+[A-Z0-9\"']|$)", text, re.DOTALL)
    return sentence[0] if sentence else text


def packed(html: str) -> Rendered:
    """A page as it is sent."""
    plain = html.encode()
    packer = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return Rendered(plain, packer.compress(plain) + packer.flush())
