"""Operators on people: somebody else, an owner or a day that nobody named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workshop.core.scenarios.forge.ground import Ground, wrong
from workshop.core.scenarios.scenario import Sentence

_SPEAKER = re.compile(r"^([A-Z][a-z]+):\s")
_TITLED = re.compile(r"\b(?:Mr|Ms|Mrs) [A-Z][a-z]+")
_PRONOUN = re.compile(r"\b(?:he|she|his|her|him|hers)\b", re.I)
_SAYING = r" (?:says?|said|writes|wrote|suggest(?:s|ed)|thinks|regrets)\b"
_WHEN = re.compile(
    r"\b(?:by|until|on|at|today|tomorrow|before|after|week|already|was|were|had|could|would|\w+day)\b", re.I
)
_OPEN = re.compile(r"^Who (?:will )?(.+) is (?:still )?open\.$")
_DAYS = ("Friday", "Tuesday", "Monday")


def another_person(ground: Ground, at: int) -> Iterator[Sentence]:
    """What one person does or says is put to another of the source."""
    text, people = ground.line(at), _people(ground)
    named = [person for person in people if person in text]
    if len(named) != 1 or _PRONOUN.search(text):
        return
    (old,) = named
    for new in people:
        if (new != old and new.split()[0] == old.split()[0]) or (" " not in new + old and new != old):
            kind = "fabricated-source" if re.search(f"{old}{_SAYING}", text) else "invented-detail"
            why = f"By the source it is {old}, not {new}."
            yield wrong(text.replace(old, new), kind, why)
            return


def owner_nobody_named(ground: Ground, at: int) -> Iterator[Sentence]:
    """A task that is still open gets somebody who does it."""
    found, people = _OPEN.match(ground.line(at)), _people(ground)
    if found and people:
        why = "Nobody has taken this on; it is still open."
        yield wrong(f"{people[-1]} will {found[1]}.", "invented-detail", why)


def day_nobody_named(ground: Ground, at: int) -> Iterator[Sentence]:
    """A task of somebody gets a day until which it is done."""
    text = ground.line(at)
    starts = any(re.match(rf"{person} \w+s ", text) for person in _people(ground))
    day = next((day for day in _DAYS if day not in ground.given), None)
    if starts and day and not _WHEN.search(text):
        why = f"Nobody named a day; '{day}' stands nowhere in the source."
        yield wrong(f"{text.rstrip('.')} by {day}.", "invented-detail", why, ())


def _people(ground: Ground) -> list[str]:
    speakers = [found[1] for line in ground.source if (found := _SPEAKER.match(line))]
    if len(set(speakers)) < 2 or len(speakers) == len(set(speakers)):
        speakers = []
    return list(dict.fromkeys([*speakers, *_TITLED.findall(ground.given)]))
