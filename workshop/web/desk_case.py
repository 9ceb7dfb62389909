"""The page of the desk on which a case of a team's own is written: one form that holds all of a draft."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from aiohttp import web

from workshop.core.scenarios.draft import (
    LONGEST_LINE,
    PAGES,
    About,
    Asked,
    Draft,
    about,
    clause_in,
    filled,
    held_sound,
    joined,
    left_out,
    marked,
    text_of,
    with_output,
    words_of,
    written,
)
from workshop.core.scenarios.pasted import LONGEST_OUTPUT, LONGEST_SOURCE, laid_out, unfit
from workshop.core.scenarios.scenario import Clause, Sentence
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.text import clean
from workshop.web.desk_form import number_of, read_pressed

MOST_BYTES = 2_000_000
"""A page of a case with a paste that is far too long: it comes back with a sentence, and is not lost."""

_MOST_FIELDS = 1_000
_KEYS = (
    *("phase", "audience"),
    *(asked.key for _, page in PAGES for asked in page if asked.key not in ("phase", "audience")),
)
"""The fields with a proposal; what others can hold depends on the first two."""
_DOES = frozenset({"check", "join", "save", "play", "away"})
_PLACE = re.compile(r"sentence(?:\[([0-9]+)\](?:\.(\w+))?)?")
_OF_A_LINE = {"kind": ", how", "why": ", why"}


@dataclass(frozen=True)
class CasePage:
    """What the page draws: a draft, what keeps it from being saved, and where it is kept."""

    draft: Draft
    name: str = ""
    upon: str = ""
    pasted: str = ""
    source: str = ""
    trouble: str = ""
    """Why something that was typed or pasted is not taken: it stands on the page as it came."""

    @cached_property
    def about(self) -> About:
        """What is not right, by the key of the field."""
        return about(self.draft)

    @property
    def lacks(self) -> tuple[tuple[str, str], ...]:
        """What keeps it from being saved: the part of the page where it is mended, and a sentence."""
        keeps = self.about.keeps
        return tuple(
            (part_of(key), _placed(key, said)) for key, sentences in keeps.items() for said in sentences
        )

    @property
    def pages(self) -> tuple[tuple[str, tuple[Asked, ...]], ...]:
        """The fields beside source and lines, each with a proposal."""
        return PAGES

    def said_of(self, key: str) -> tuple[str, ...]:
        """What the rules say of a field."""
        return self.about.of(key)

    def text(self, key: str) -> str:
        """What a person wrote in a field."""
        return text_of(self.draft, key)

    def proposed(self, key: str) -> str:
        """What stands in a field where nobody writes."""
        return text_of(self._whole, key)

    def words(self, key: str) -> Mapping[str, str]:
        """What can be chosen for a field."""
        return words_of(self._whole, key)

    @cached_property
    def _whole(self) -> Draft:
        return filled(self.draft)


@dataclass(frozen=True, slots=True)
class CasePressed:
    """What was pressed, and all fields of the page.

    `name` is that of the file in which the case is kept, `upon` tells whether that is as the page began;
    `at` is the line that a button is about.
    """

    do: str
    at: int
    after: int
    name: str
    upon: str
    fields: Mapping[str, str]

    @property
    def pasted(self) -> str:
        """An output that is to be split into lines."""
        return self.fields["output"].strip()

    def onto(self, kept: Draft) -> CasePage:
        """The page with what was written onto a draft; what the page does not show stays.

        A paste that is no text is not taken, and stays on the page as it came.
        """
        source, found = self.fields["source"], _Troubles()
        draft = _written(self.fields, kept, found)
        found.note("The source", unfit(source, LONGEST_SOURCE))
        found.note("The output", unfit(self.pasted, LONGEST_OUTPUT))
        if found.said:
            return CasePage(draft, self.name, self.upon, self.pasted, source, " ".join(found.said))
        draft = replace(draft, source=laid_out(source))
        draft = with_output(draft, self.pasted) if self.pasted else draft
        return CasePage(joined(draft, self.at - 1) if self.at else draft, self.name, self.upon)


class _Troubles:
    """Sentences about what is not taken, each with what it is about."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def note(self, what: str, why: str) -> None:
        """Keep a sentence, if there is one."""
        self.said += [f"{what}: {why}"] if why else []


def part_of(key: str) -> str:
    """The id of the part of the page where a field stands."""
    if (found := _PLACE.match(key)) is not None:
        return f"line-{found[1]}" if found[1] else "lines"
    return f"of-{re.sub(r'[^a-z0-9]+', '-', key).strip('-')}"


def _placed(key: str, said: str) -> str:
    found = _PLACE.match(key)
    if found is None:
        return f"{re.sub(r'[^a-z0-9]+', ' ', key).strip().capitalize()}: {said}"
    return f"Line {found[1]}{_OF_A_LINE.get(found[2], '')}: {said}" if found[1] else said


def digest_of(draft: Draft) -> str:
    """Tells a draft from another one."""
    return hashlib.sha256(repr(draft).encode(errors="replace")).hexdigest()[:16]


async def read_case(request: web.Request) -> CasePressed:
    """What the form says.

    Raises:
        PhoneProblem: no page of ours sends this.
    """
    return await read_pressed(request, _MOST_FIELDS, _pressed, MOST_BYTES)


def _pressed(fields: dict[str, str]) -> CasePressed:
    do, _, at = fields["do"].partition(" ")
    known = {"source", "output", "missing", *_KEYS}
    if do not in _DOES or not known <= fields.keys():
        raise ValueError
    written = {name: text.replace("\r\n", "\n") for name, text in fields.items()}
    line = number_of(at) if do == "join" else 0
    pressed = CasePressed(do, line, number_of(fields["after"]), fields["of"], fields["upon"], written)
    pressed.onto(Draft())  # what no page of ours sends is refused before anything is read
    return pressed


def _written(fields: Mapping[str, str], kept: Draft, found: _Troubles) -> Draft:
    """A draft with all that stands in a form, but for what was pasted anew.

    Raises:
        ValueError, KeyError: a field holds what no page of ours sends.
    """
    count = len(fields["source"].split("\n"))
    draft = replace(kept, sentences=tuple(_lines(fields, count, found)), is_sound=False, best_decision=None)
    against = _clause("What was left out", fields.get("missing-clause", ""), count, found)
    draft = left_out(draft, fields["missing"], against)
    if "sound" in fields and not draft.is_faulty:
        draft = held_sound(draft)
    for key in _KEYS:
        # What is proposed, and what can be chosen, follows the marks and the words that come first.
        text = fields[key]
        if key == "role_task" and text not in words_of(draft, key):
            text = ""  # a task of the role that was chosen before
        draft = written(draft, key, text) if text or key != "best_decision" else draft
    return draft


def _lines(fields: Mapping[str, str], count: int, found: _Troubles) -> Iterator[Sentence]:
    """The lines that stand in a form; one with a line break in it is cut there, and its mark stays above."""
    number = 1
    while (text := fields.get(f"line-{number}")) is not None:
        parts = filter(None, (clean(part, limit=LONGEST_LINE) for part in text.split("\n")))
        for at, part in enumerate(parts):
            one = Draft(sentences=(Sentence(part),))
            if at == 0 and f"wrong-{number}" in fields:
                kind = fields[f"kind-{number}"]
                against = _clause(f"Line {number}", fields[f"clause-{number}"], count, found)
                follows = f"carried-{number}" in fields
                one = marked(
                    one,
                    0,
                    kind if kind in KINDS else "",
                    fields[f"why-{number}"],
                    carried=follows,
                    clause=against,
                )
            yield one.sentences[0]
        number += 1


def _clause(what: str, typed: str, count: int, found: _Troubles) -> Clause:
    try:
        return clause_in(typed, count)
    except ValueError as error:
        found.note(what, str(error))
        return None
