"""Values for the fields of a plan, from what a person types or a screen hands over."""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import re
from collections.abc import Iterable, Sequence

from workshop.core.plans.keys import FieldKind
from workshop.core.text import clean
from workshop.core.words import LONGEST_TEXT, MOST

Value = str | bool | int | float | dt.date | Sequence[str] | Sequence[int]

_YES = ("yes", "true")
_NO = ("no", "false")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Mistyped(ValueError):
    """A text is no value of its kind; carries what is wrong and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what} {mend}")
        self.what = what
        self.mend = mend


def value_of(kind: FieldKind, given: Value, words: Iterable[str] | None = None) -> Value | None:
    """The value as the file holds it; None where the text is empty.

    Args:
        kind: what the field holds.
        given: a text, which is read as the kind asks, or a value of that kind.
        words: the closed list, where the field has one.

    Raises:
        Mistyped: it is none of the kind, or a word that is not in the list.
    """
    typed = clean(given, limit=LONGEST_TEXT) if isinstance(given, str) else given
    if typed == "":
        return None
    value = _of_kind(kind, typed)
    if words is not None:
        for word in value if isinstance(value, list) else [value]:
            _one_of(str(word), list(words))
    return value


def _of_kind(kind: FieldKind, typed: Value) -> Value:
    match kind, typed:
        case (FieldKind.TEXT, str()):
            return typed
        case ((FieldKind.TEXTS | FieldKind.PERMISSIONS), _) if isinstance(typed, Iterable):
            texts = _split(typed) if isinstance(typed, str) else [str(text) for text in typed]
            return [kept for text in texts if (kept := clean(text, limit=LONGEST_TEXT))]
        case FieldKind.WHOLES, _ if isinstance(typed, Iterable):
            numbers = _split(typed) if isinstance(typed, str) else typed
            return [_whole(number) for number in numbers]
        case FieldKind.WHOLE, (str() | int()):
            return _whole(typed)
        case FieldKind.NUMBER, (str() | int() | float()):
            return _number(typed)
        case FieldKind.FLAG, (str() | bool()):
            return _flag(typed)
        case ((FieldKind.DATE | FieldKind.DATE_OR_NONE), (str() | dt.date())):
            return "none" if kind is FieldKind.DATE_OR_NONE and typed == "none" else _date(typed, kind)
    raise Mistyped(f"cannot hold {typed!r:.60}.", "Give it another value.")


def _split(text: str) -> list[str]:
    """The entries between commas; one in quotation marks may hold a comma."""
    return next(csv.reader([text], skipinitialspace=True), [])


def _whole(typed: object) -> int:
    if isinstance(typed, str) and re.fullmatch(r"[+-]?\d{1,12}", typed.strip()):
        return int(typed)
    if isinstance(typed, int) and not isinstance(typed, bool):
        return typed
    raise Mistyped(f"is not a whole number: '{typed}'.", "Write digits only, as in 30.")


def _number(typed: str | float) -> float:
    try:
        number = float(typed)
    except ValueError:
        number = MOST
    if isinstance(typed, bool) or not abs(number) < MOST:
        raise Mistyped(f"is not a number: '{typed}'.", "Write it with a point, as in 4.5, without its unit.")
    return number


def _flag(typed: str | bool) -> bool:
    if isinstance(typed, bool):
        return typed
    if typed.lower() in (*_YES, *_NO):
        return typed.lower() in _YES
    raise Mistyped(f"is neither yes nor no: '{typed}'.", "Write yes or no.")


def _date(typed: str | dt.date, kind: FieldKind) -> dt.date:
    if isinstance(typed, dt.date):
        return typed
    if _DATE.fullmatch(typed):
        try:
            return dt.date.fromisoformat(typed)
        except ValueError:
            raise Mistyped(
                f"is no day of the calendar: '{typed}'.", "Look at the month and the day."
            ) from None
    none = ", or none" if kind is FieldKind.DATE_OR_NONE else ""
    raise Mistyped(f"is not a date: '{typed}'.", f"Write year, month, day, as in 2026-12-18{none}.")


def _one_of(word: str, words: Sequence[str]) -> None:
    if word not in words:
        near = difflib.get_close_matches(word[:60].lower(), words, n=1)
        meant = f"Did you mean '{near[0]}'? " if near else ""
        raise Mistyped(f"'{word[:60]}' is not known.", f"{meant}Use one of: {', '.join(words)}.")
