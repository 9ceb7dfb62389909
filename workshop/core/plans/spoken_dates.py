"""Dates as people type them in a room: 2026-11-28, 28.11., 28 Nov, +7."""

from __future__ import annotations

import datetime as dt
import re

from workshop.core.english import MONTHS, long_date
from workshop.core.plans.action import days_after

EXAMPLES = "2026-11-28, 28.11., 28 Nov or +7"
_LONGEST_DAYS = 3650
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?\s*(\d{4}|\d{2})?")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+([a-z]{3,9})\.?,?(?:\s+(\d{4}))?")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?")
_DAYS = re.compile(r"\+\s*(\d{1,4})(?:\s*(?:d|days?))?")


def read_date(text: str, session_date: dt.date, *, before: bool = False) -> dt.date | None:
    """The date a person means; None for an empty text.

    A date without a year is the next one from the session on; `+7` counts days from the session. With
    `before` it may lie before the session, and without a year it does, unless it is that day.

    Raises:
        ValueError: it is no date, or one before the session; the message is a sentence for the person.
    """
    words = text.strip().lower()
    if not words:
        return None
    if match := _DAYS.fullmatch(words):
        days = int(match[1])
        if days > _LONGEST_DAYS:
            raise ValueError("That is more than ten years away.")
        return days_after(session_date, days)
    year, month, day = _parts(words)
    date = _date(year or session_date.year, month, day, text)
    if before:
        earlier = year is None and date > session_date
        return _date(session_date.year - 1, month, day, text) if earlier else date
    if year is None and date < session_date:
        date = _date(session_date.year + 1, month, day, text)
    if date < session_date:
        raise ValueError(f"{long_date(date)} is before this session.")
    return date


def _parts(words: str) -> tuple[int | None, int, int]:
    """Year, month and day; the year may be missing."""
    if match := _ISO.fullmatch(words):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _DOTTED.fullmatch(words):
        year = int(match[3]) if match[3] else None
        return (year + 2000 if year is not None and year < 100 else year), int(match[2]), int(match[1])
    for pattern, day_at, month_at in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        match = pattern.fullmatch(words)
        if match and (month := _month(match[month_at])):
            return int(match[3]) if match[3] else None, month, int(match[day_at])
    raise ValueError(f"This is no date. Write it like {EXAMPLES}.")


def _month(word: str) -> int | None:
    """The number of a month from its name or its first letters, at least three."""
    word = "sep" if word == "sept" else word
    return next(
        (number for number, name in enumerate(MONTHS, start=1) if name.lower().startswith(word)), None
    )


def _date(year: int, month: int, day: int, text: str) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"There is no day {text.strip()!r}. Write it like {EXAMPLES}.") from None
