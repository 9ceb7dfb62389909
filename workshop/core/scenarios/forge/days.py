"""Operators on days and times: each moves in the direction in which it becomes wrong."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from workshop.core.english import MONTHS as NAMES
from workshop.core.english import clock, day_of_year, long_date
from workshop.core.scenarios.forge.ground import MONTHS, Ground, wrong
from workshop.core.scenarios.scenario import Sentence

_DATE = re.compile(rf"(?<![\d-])(\d{{1,2}}) ({MONTHS})\b(?: (20\d\d))?")
_TIME = re.compile(r"(?<![\d:-])(\d{1,2}):(\d\d)(?![\d:-])")
_EARLIER = re.compile(r"\b(?:after|from|since) (?:\w+day, )?$", re.I)
_DENIED = re.compile(r"\b(?:not|no|never|would|and missed)\b")
"""That something is not so can hold of another day as well."""
_YEAR = re.compile(r"\b(20\d\d)\b")
_WEEK = 7


def date_turned(ground: Ground, at: int) -> Iterator[Sentence]:
    """A date a week later, so that its day of the week still fits; a beginning a week earlier."""
    text = ground.line(at)
    for found in _DATE.finditer(text) if not _DENIED.search(text) else ():
        if ground.assumed(at, found.start()) or re.search(r"\bto(?:day|morrow)\b", text, re.I):
            continue
        days = -_WEEK if _EARLIER.search(text[: found.start()]) else _WEEK
        moved = dt.date.fromordinal(_first(ground, found).toordinal() + int(found[1]) - 1 + days)
        if day_of_year(moved) in text:
            continue
        new = day_of_year(moved) if found[3] is None else long_date(moved)
        lines = ground.lines_with(found[0])
        kind = "misread-table" if lines else "arithmetic-slip"
        why = f"By the source it is {found[0]}, not {new}."
        yield wrong(text[: found.start()] + new + text[found.end() :], kind, why, lines or None)


def time_turned(ground: Ground, at: int) -> Iterator[Sentence]:
    """A time an hour later; a beginning an hour earlier."""
    text = ground.line(at)
    times = list(_TIME.finditer(text))
    if len(times) != 1 or _DENIED.search(text):
        return
    (found,) = times
    if ground.assumed(at, found.start()):
        return
    hours = -1 if _EARLIER.search(text[: found.start()]) else 1
    minutes = int(found[1]) * 60 + int(found[2]) + hours * 60
    if not 0 < minutes < 24 * 60:
        return
    new = clock(dt.time(*divmod(minutes, 60)))
    new = new.removeprefix("0") if len(found[1]) == 1 or found[1] == "9" else new
    lines = ground.lines_with(found[0])
    kind = "misread-table" if lines else "arithmetic-slip"
    why = f"By the source it is {found[0]}, not {new}."
    yield wrong(text[: found.start()] + new + text[found.end() :], kind, why, lines or None)


def _first(ground: Ground, found: re.Match[str]) -> dt.date:
    """The first of a date's month; where no year is named, any year will do."""
    named = _YEAR.search(ground.given)
    return dt.date(int(found[3] or (named[1] if named else 2026)), NAMES.index(found[2]) + 1, 1)
