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
from workshop.core.scenarios.scenario import Sentence
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.text import clean
from workshop.web.desk_form import number_of, read_pressed

MOST_BYTES = 2_000_000
"""A page of a case with a paste that is far too long: it comes back with a sentence, and is not lost."""

_MOST_FIELDS = 1_000
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
    """What was pressed, and the whole draft as the page had it.

    `name` is that of the file in which it is kept, `upon` tells whether that is as the page began;
    `at` is the line that a button is about; `pasted` and `source` are as they came.
    """

    do: str
    at: int
    after: int
    name: str
    upon: str
    draft: Draft
    pasted: str
    source: str
    trouble: str
    """Why a paste is not taken: nothing of it is in the draft, and the page shows it as it came."""

    @property
    def as_typed(self) -> CasePage:
        """The page as it was, with what was not taken."""
        return CasePage(self.draft, self.name, self.upon, self.pasted if self.trouble else "", self.source)


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
    if do not in _DOES:
        raise ValueError
    source, pasted = _unfolded(fields["source"]), _unfolded(fields["output"])
    draft = _draft(fields)
    trouble = _trouble("The source", source, LONGEST_SOURCE) or _trouble("The output", pasted, LONGEST_OUTPUT)
    if not trouble:
        draft = replace(draft, source=laid_out(source))
        draft = with_output(draft, pasted) if pasted.strip() else draft
    line = number_of(at) if do == "join" else 0
    draft = joined(draft, line - 1) if line else draft
    after, name, upon = number_of(fields["after"]), fields["of"], fields["upon"]
    return CasePressed(do, line, after, name, upon, draft, pasted.strip(), source, trouble)


def _unfolded(text: str) -> str:
    return text.replace("\r\n", "\n")


def _trouble(what: str, text: str, most: int) -> str:
    why = unfit(text, most)
    return f"{what}: {why}" if why else ""


def _draft(fields: Mapping[str, str]) -> Draft:
    """The draft of a form, without what was pasted anew.

    Raises:
        ValueError: a field holds what no page of ours sends.
    """
    draft = Draft(sentences=tuple(_lines(fields)))
    draft = left_out(draft, fields["missing"])
    if "sound" in fields and not draft.is_faulty:
        draft = held_sound(draft)
    for key in (asked.key for _, page in PAGES for asked in page):
        # A field that is empty follows its proposal.
        if fields[key] and key in ("audience", "phase"):
            draft = written(draft, key, fields[key])
    for key in (asked.key for _, page in PAGES for asked in page):
        if fields[key] and key not in ("audience", "phase"):
            draft = written(draft, key, fields[key])
    return draft


def _lines(fields: Mapping[str, str]) -> Iterator[Sentence]:
    """The lines that stand in a form; one with a line break in it is cut there, and its mark stays above."""
    number = 1
    while f"line-{number}" in fields:
        parts = [clean(part, limit=LONGEST_LINE) for part in _unfolded(fields[f"line-{number}"]).split("\n")]
        for at, text in enumerate(filter(None, parts)):
            one = Draft(sentences=(Sentence(text),))
            if at == 0 and f"wrong-{number}" in fields:
                kind = fields[f"kind-{number}"]
                one = marked(one, 0, kind if kind in KINDS else "", fields[f"why-{number}"])
            yield one.sentences[0]
        number += 1
