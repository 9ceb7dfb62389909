"""Reads the tables of a TOML file: no read raises, and no problem hides those behind it."""

from __future__ import annotations

import datetime as dt
import difflib
import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard, TypeVar

from workshop.core.problems import Problem
from workshop.core.text import clean
from workshop.core.words import LONGEST_TEXT, MOST
from workshop.storage.toml.dates import date_meant
from workshop.storage.toml.faults import single

Word = TypeVar("Word", bound=enum.StrEnum)

_MOST_WORDS_TO_NAME = 20
_MOST_UNKNOWN = 20
_MOST_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a key should hold, in the words of either sort of file."""

    said: str
    mend: str
    strictly: str = ""
    """With how it is written, where the problem says what stands there now."""


_TEXT = _Wanted("a text", "Put it in quotation marks.", "a text in quotation marks")
_TEXTS = _Wanted("a list of texts", 'Write it as ["one", "two"].')
_WHOLE = _Wanted("a whole number", "Write digits only.", "a whole number")
_WHOLES = _Wanted("a list of whole numbers", "Write it as [30, 60, 90].")
_NUMBER = _Wanted("a number", "Write it as 4.0.", "a number")
_FLAG = _Wanted("true or false", "Write it without quotation marks.", "true or false")
_DATE = _Wanted(
    "a date",
    "Write it as 2026-10-31, without quotation marks.",
    "a date such as 2026-10-31, without quotation marks",
)
_TIME = _Wanted(
    "a time of day",
    "Write it as 09:00:00, without quotation marks.",
    "a time such as 09:00:00, without quotation marks",
)
_LIST = _Wanted("a list", "Put it in square brackets.", "a list in square brackets")


class Table:
    """One table of a file. What is wrong goes to `problems`; such a read returns an empty value of its type.

    A strict table is one of the library: keys are there unless a read says that they may be absent, no others
    are, and texts keep to their limits. The caller looks at `problems` at the end, after `finish` has
    reported the keys that nobody asked for. Any other table is one of a file that people edited: all may be
    absent, unknown keys are theirs, and a text that is too long is cut.
    """

    def __init__(
        self,
        values: Mapping[str, object],
        where: str,
        problems: list[Problem],
        *,
        prefix: str = "",
        strict: bool = False,
    ) -> None:
        self.keys = values.keys()
        self.problems = problems
        self._values = values
        self._where = where
        self._prefix = prefix
        self._strict = strict
        self._asked: list[str] = []

    def report(self, key: str, what: str, mend: str) -> None:
        """Add a problem at a key of this table."""
        self.problems.append(Problem(self._where, self._prefix + key, what, mend))

    def text(self, key: str, *, limit: int = LONGEST_TEXT, required: bool = True, lines: bool = False) -> str:
        """A text, cleaned; an empty one is a problem where the key is required."""
        value = self._take(key, required)
        if value is None:
            return ""
        if not isinstance(value, str):
            self._wrong(key, _TEXT)
            return ""
        kept = self._cleaned(key, value, limit, lines=lines)
        if not kept and required and self._strict:
            self.report(key, "is empty.", "Write it.")
        return kept

    def text_or_none(self, key: str, *, limit: int) -> str | None:
        """A text that may be absent."""
        self._ask_for(key)
        return self.text(key, limit=limit) if key in self.keys else None

    def texts(self, key: str, *, limit: int = LONGEST_TEXT, required: bool = True) -> tuple[str, ...]:
        """A list of texts, cleaned."""
        entries = self._entries(key, required)
        texts = [(number, entry) for number, entry in entries if isinstance(entry, str)]
        if len(texts) < len(entries):
            if not self._strict:
                self._wrong(key, _TEXTS)
                return ()
            for number, entry in entries:
                if not isinstance(entry, str):
                    self._wrong(f"{key}[{number}]", _TEXT, entry)
        return tuple(self._cleaned(f"{key}[{number}]", text, limit) for number, text in texts)

    def whole(self, key: str) -> int | None:
        """A whole number."""
        value = self._take(key)
        if value is None:
            return None
        if _is_whole(value) and (self._strict or abs(value) < MOST):
            return value
        self._wrong(key, _WHOLE)
        return None

    def whole_between(self, key: str, least: int, most: int) -> int:
        """A whole number within bounds; where it is none, the least one."""
        value = self.whole(key)
        if value is not None and not least <= value <= most:
            self.report(key, f"is {value}.", f"Use a number from {least} to {most}.")
            return least
        return least if value is None else value

    def wholes(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        entries = [entry for _, entry in self._entries(key)]
        numbers = [entry for entry in entries if _is_whole(entry) and abs(entry) < MOST]
        if len(numbers) < len(entries):
            self._wrong(key, _WHOLES)
            return ()
        return tuple(numbers)

    def wholes_or_none(self, key: str) -> tuple[int, ...] | None:
        """A list of whole numbers that may be absent."""
        self._ask_for(key)
        return self.wholes(key) if key in self.keys else None

    def number(self, key: str) -> float | None:
        """A number, with or without a decimal point; not infinite, not "nan"."""
        value = self._take(key)
        if value is None:
            return None
        # "nan" fails the comparison too.
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < MOST:
            return float(value)
        self._wrong(key, _NUMBER)
        return None

    def flag(self, key: str, *, required: bool = True) -> bool:
        """True or false; false where it is absent."""
        value = self._take(key, required)
        if value is not None and not isinstance(value, bool):
            self._wrong(key, _FLAG)
        return value is True

    def flag_or_none(self, key: str) -> bool | None:
        """True or false, or None where the key is absent."""
        self._ask_for(key)
        return self.flag(key) if key in self.keys else None

    def date(self, key: str, *, required: bool = True) -> dt.date | None:
        """A date; in a file that people edited also what is surely meant as one, and `plan check` says so."""
        value = self._take(key, required=required)
        if value is None:
            return None
        meant = date_meant(value)
        if meant is None or (self._strict and meant is not value):
            self._wrong(key, _DATE)
            return None
        return meant

    def date_or_none(self, key: str) -> dt.date | None:
        """A date, or None where it is absent or says "none" on purpose."""
        return None if self.says_none(key) else self.date(key)

    def time_or_none(self, key: str) -> dt.time | None:
        """A time of day that may be absent."""
        value = self._take(key, required=False)
        if value is None or isinstance(value, dt.time):
            return value
        self._wrong(key, _TIME)
        return None

    def says_none(self, key: str) -> bool:
        """Whether somebody wrote "none" in the place of a value."""
        return self._values.get(key) == "none"

    def word(self, key: str, words: type[Word], *, default: Word | None = None) -> Word:
        """One word of a closed list; `default` makes the key optional."""
        value = self._take(key, required=default is None)
        fallback = default or next(iter(words))
        return fallback if value is None else self._word(key, value, words) or fallback

    def word_or_none(self, key: str, words: type[Word]) -> Word | None:
        """One word of a closed list that may be absent."""
        self._ask_for(key)
        return self.word(key, words) if key in self.keys else None

    def words(self, key: str, words: type[Word], *, required: bool = True) -> tuple[Word, ...]:
        """A list of words of a closed list."""
        read = (
            self._word(f"{key}[{number}]", entry, words) for number, entry in self._entries(key, required)
        )
        return tuple(word for word in read if word is not None)

    def one_of(self, key: str, value: str, known: Iterable[str]) -> bool:
        """Whether a value that was read is known; reports it with the nearest known one if not."""
        known = tuple(known)
        if value in known:
            return True
        self.report(key, f"'{value}' is not known.", suggest(value, known))
        return False

    def schema_version(self, known: int) -> None:
        """Read `schema_version`, which tells files of a later program from mistakes."""
        value = self._take("schema_version")
        if value is not None and value != known:
            self.report("schema_version", f"is {value!r:.20}; this program reads {known}.", f"Write {known}.")

    def table(self, key: str) -> Table | None:
        """An inner table that may be absent."""
        value = self._take(key, required=False)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._wrong(key, _Wanted("a table", f"Write it as [{self._prefix}{key}].", "a table"))
            return None
        return self._inner(value, key)

    def tables(self, key: str) -> list[Table]:
        """A list of tables, written as `[[key]]`; entries that are none are reported."""
        if isinstance(self._values.get(key), dict):
            self._ask_for(key)
            self.report(key, *single(self._prefix + key))
            return []
        tables = []
        for number, entry in self._entries(key):
            if isinstance(entry, dict):
                tables.append(self._inner(entry, f"{key}[{number}]"))
            else:
                wanted = _Wanted("a table", f"Write it as [[{key}]].", f"a table, written as [[{key}]]")
                self._wrong(f"{key}[{number}]", wanted, entry)
        return tables

    def entries(self, key: str) -> list[str | Table]:
        """A list of texts, with tables in the place of some; entries that are neither are reported."""
        found: list[str | Table] = []
        for number, entry in self._entries(key):
            if isinstance(entry, dict):
                found.append(self._inner(entry, f"{key}[{number}]"))
            elif isinstance(entry, str):
                found.append(self._cleaned(f"{key}[{number}]", entry, LONGEST_TEXT))
            else:
                self._wrong(f"{key}[{number}]", _TEXT, entry)
        return found

    def counts(self) -> tuple[tuple[str, int], ...]:
        """All fields of a table of whole numbers."""
        counts = ((key, self.whole(key)) for key in self.keys)
        return tuple((self._name(key), count) for key, count in counts if count is not None)

    def texts_or_tables(self) -> Iterator[tuple[str, str | Table]]:
        """All fields of a table that holds texts, and tables in the place of some."""
        for key in self.keys:
            inner = self.table(key) if isinstance(self._values.get(key), Mapping) else None
            yield self._name(key), self.text(key) if inner is None else inner

    def finish(self) -> None:
        """Report the keys that no read asked for; of very many only the first, and how many more."""
        unknown = [key for key in self.keys if key not in self._asked]
        for key in unknown[:_MOST_UNKNOWN]:
            self.report(clean(key, limit=60), "is not a known field.", suggest(key, self._asked))
        for key in unknown[_MOST_UNKNOWN : _MOST_UNKNOWN + 1]:
            more = len(unknown) - _MOST_UNKNOWN
            self.report(
                clean(key, limit=60), f"is the first of {more:,} more unknown fields.", "Remove them."
            )

    def _take(self, key: str, required: bool = True) -> Any:
        value = self._values.get(key)
        if self._strict:
            self._ask_for(key)
            if value is None and required:
                self.report(key, "is missing.", "Add it.")
        return value

    def _ask_for(self, key: str) -> None:
        if key not in self._asked:
            self._asked.append(key)

    def _inner(self, values: Mapping[str, object], key: str) -> Table:
        prefix = f"{self._prefix}{key}."
        return Table(values, self._where, self.problems, prefix=prefix, strict=self._strict)

    def _entries(self, key: str, required: bool = True) -> list[tuple[int, object]]:
        """The entries of a list with their numbers."""
        value = self._take(key, required)
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong(key, _LIST)
            return []
        if len(value) > _MOST_ENTRIES:
            self.report(key, f"has more than {_MOST_ENTRIES} entries.", "Shorten it.")
        return list(enumerate(value[:_MOST_ENTRIES], start=1))

    def _word(self, key: str, value: object, words: type[Word]) -> Word | None:
        if not isinstance(value, str):
            self._wrong(key, _TEXT, value)
            return None
        kept = clean(value, limit=60)
        return words(kept) if self.one_of(key, kept, list(words)) else None

    def _name(self, key: str) -> str:
        return self._cleaned(key, key, LONGEST_TEXT)

    def _cleaned(self, key: str, text: str, limit: int, *, lines: bool = False) -> str:
        # What most files hold needs no second look: `clean` would return it as it is.
        if not lines and len(text) <= limit and text.isascii() and text.isprintable():
            return text.strip()
        kept = clean(text, limit=limit + self._strict, lines=lines)
        if len(kept) > limit:
            self.report(key, f"is longer than {limit} characters.", "Shorten it.")
        return kept[:limit]

    def _wrong(self, key: str, wanted: _Wanted, entry: object = None) -> None:
        """Report a value of a wrong type; `entry` is one of a list, which stands behind no key."""
        if self._strict:
            value = self._values[key] if entry is None else entry
            self.report(
                key, f"is {_TYPE_WORDS.get(type(value), 'a date or time')}.", f"Make it {wanted.strictly}."
            )
        else:
            self.report(key, f"is not {wanted.said}.", wanted.mend)


_TYPE_WORDS: Mapping[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number with a decimal point",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def suggest(value: str, known: Iterable[str]) -> str:
    """How to mend a word that is not known."""
    known = list(known)
    near = difflib.get_close_matches(value[:60], known, n=1)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Known: {', '.join(known)}." if len(known) <= _MOST_WORDS_TO_NAME else "Remove it."
