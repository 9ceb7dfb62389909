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
_BESIDE = {
    "Monday": "Tuesday",
    "Tuesday": "Wednesday",
    "Wednesday": "Thursday",
    "Thursday": "Friday",
    "Friday": "Thursday",
}
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_BESIDE)})\b")


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
        yield _moved(ground, at, found, new)


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
    yield _moved(ground, at, found, new)


def weekday_turned(ground: Ground, at: int) -> Iterator[Sentence]:
    """The day of the week beside the one that the source names."""
    text = ground.line(at)
    days = list(_WEEKDAY.finditer(text))
    if len(days) != 1 or _DENIED.search(text) or _DATE.search(text):
        return
    (found,) = days
    named = any(row.label == found[0] for row in ground.rows)
    if found[0] in ground.given and not named and not ground.assumed(at, found.start()):
        yield _moved(ground, at, found, _BESIDE[found[0]])


def _moved(ground: Ground, at: int, found: re.Match[str], new: str) -> Sentence:
    """The line with another day or time; one that task and source name is invented, others were computed."""
    text, lines = ground.line(at), ground.lines_with(found[0])
    kind = "invented-detail" if found[0] in ground.given else "arithmetic-slip"
    why = f"It is {found[0]}, not {new}."
    clause = lines if len(lines) == 1 else None
    return wrong(text[: found.start()] + new + text[found.end() :], kind, why, clause)


def _first(ground: Ground, found: re.Match[str]) -> dt.date:
    """The first of a date's month; where no year is named, any year will do."""
    named = _YEAR.search(ground.given)
    return dt.date(int(found[3] or (named[1] if named else 2026)), NAMES.index(found[2]) + 1, 1)
