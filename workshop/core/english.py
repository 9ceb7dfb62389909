"""English as wall, phone, command line and report write it: dates, numbers, plurals, lists.

Dates are written here and nowhere else: `strftime` has no way to leave out a zero that works on every system.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def long_date(date: dt.date) -> str:
    """A date such as 24 November 2025."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def short_date(date: dt.date) -> str:
    """A date such as 24 Nov 2025."""
    return f"{date.day} {MONTHS[date.month - 1][:3]} {date.year}"


def short_day_of_year(date: dt.date) -> str:
    """A date such as 24 Nov, where the year is clear."""
    return f"{date.day} {MONTHS[date.month - 1][:3]}"


def day_of_year(date: dt.date) -> str:
    """A date such as 24 November, where the year is clear."""
    return f"{date.day} {MONTHS[date.month - 1]}"


def near_day(date: dt.date, today: dt.date) -> str:
    """The day as people say it: today, tomorrow, yesterday, else its date."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get((date - today).days) or long_date(date)


def weekday(date: dt.date) -> str:
    """The day of the week, such as Monday; its first three letters are its short form."""
    return _WEEKDAYS[date.weekday()]


def clock(time: dt.time, minutes: int = 0) -> str:
    """A time of day, so many minutes later: 09:05."""
    hours, rest = divmod(time.hour * 60 + time.minute + minutes, 60)
    return f"{hours % 24:02}:{rest:02}"


def spoken_minutes(minutes: int) -> str:
    """Hours and minutes as people say them, whichever of them there are: 40 min, 2 h, 2 h 20 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def in_words(number: int) -> str:
    """A small number as a word, `no` for none; from thirteen on its digits."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def counted(number: int, noun: str) -> str:
    """A number in digits with its noun, such as `1 action` or `3 actions`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def counted_or_no(number: int, noun: str) -> str:
    """A number with its noun, where none is said as `no ideas`."""
    return counted(number, noun) if number else f"no {noun}s"


def capital(text: str) -> str:
    """A text that begins a sentence."""
    return text[:1].upper() + text[1:]


def plain(word: str) -> str:
    """A word of a file, such as `hand-to-ai`, with spaces."""
    return word.replace("-", " ").replace("_", " ")


def sentence(text: str) -> str:
    """A text with an end."""
    text = text.strip()
    return text if not text or text[-1] in ".!?:\u2026" else f"{text}."


def listed(words: Iterable[str], joined: str = "and") -> str:
    """Words with commas, and with an "and" (or another word) before the last."""
    *rest, last = [*words] or [""]
    return f"{', '.join(rest)} {joined} {last}" if rest else last
