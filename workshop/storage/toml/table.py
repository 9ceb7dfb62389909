"""Reads the tables of a TOML file and collects every problem instead of stopping at the first."""

from __future__ import annotations

import datetime
import difflib
import enum
from collections.abc import Iterable, Mapping
from typing import TypeVar

from workshop.core.problems import Problem
from workshop.core.text import clean
from workshop.storage.toml.faults import single

Word = TypeVar("Word", bound=enum.StrEnum)

_MOST_WORDS_TO_NAME = 20
_MOST_UNKNOWN = 20


class Table:
    """One table of a file. Each read names the key once; what is wrong goes to `problems`.

    A read that fails returns an empty value of its type, so that reading goes on. The caller looks
    at `problems` at the end, after `finish` has reported the keys that nobody asked for.
    """

    def __init__(
        self, values: Mapping[str, object], *, where: str, problems: list[Problem], prefix: str = ""
    ) -> None:
        self._values = values
        self._where = where
        self._prefix = prefix
        self._asked: list[str] = []
        self.problems = problems

    def has(self, key: str) -> bool:
        """Whether the table holds the key."""
        return key in self._values

    def report(self, key: str, what: str, mend: str) -> None:
        """Add a problem at a key of this table."""
        self.problems.append(Problem(self._where, self._prefix + key, what, mend))

    def text(self, key: str, *, limit: int, required: bool = True, lines: bool = False) -> str:
        """Read a text, cleaned; an empty one is a problem where the key is required."""
        value = self._take(key, required)
        if value is None:
            return ""
        if not isinstance(value, str):
            self._wrong_type(key, "a text in quotation marks", value)
            return ""
        kept = self._cleaned(key, value, limit, lines=lines)
        if required and not kept:
            self.report(key, "is empty.", "Write it.")
        return kept

    def text_or_none(self, key: str, *, limit: int) -> str | None:
        """Read a text that may be absent."""
        self._ask_for(key)
        return self.text(key, limit=limit) if self.has(key) else None

    def texts(self, key: str, *, limit: int, required: bool = True) -> tuple[str, ...]:
        """Read a list of texts, cleaned."""
        kept = []
        for number, value in enumerate(self._list(key, required), start=1):
            if isinstance(value, str):
                kept.append(self._cleaned(f"{key}[{number}]", value, limit, lines=False))
            else:
                self._wrong_type(f"{key}[{number}]", "a text in quotation marks", value)
        return tuple(kept)

    def whole_number(self, key: str, *, least: int, most: int) -> int:
        """Read a whole number within bounds."""
        value = self._take(key, required=True)
        if value is None:
            return least
        if not isinstance(value, int) or isinstance(value, bool):
            self._wrong_type(key, "a whole number", value)
            return least
        if not least <= value <= most:
            self.report(key, f"is {value}.", f"Use a number from {least} to {most}.")
            return least
        return value

    def schema_version(self, known: int) -> None:
        """Read `schema_version`, which tells files of a later program from mistakes."""
        value = self._take("schema_version", required=True)
        if value is not None and value != known:
            self.report("schema_version", f"is {value!r:.20}; this program reads {known}.", f"Write {known}.")

    def flag(self, key: str, *, required: bool = True) -> bool:
        """Read true or false; an absent key that is not required is false."""
        value = self._take(key, required)
        if value is not None and not isinstance(value, bool):
            self._wrong_type(key, "true or false", value)
        return value is True

    def flag_or_none(self, key: str) -> bool | None:
        """Read true or false, or None where the key is absent."""
        self._ask_for(key)
        return self.flag(key) if self.has(key) else None

    def date(self, key: str) -> datetime.date:
        """Read a date such as 2026-10-31, written without quotation marks."""
        value = self._take(key, required=True)
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value
        if value is not None:
            self._wrong_type(key, "a date such as 2026-10-31, without quotation marks", value)
        return datetime.date.min

    def word(self, key: str, words: type[Word], *, default: Word | None = None) -> Word:
        """Read one word of a closed list; `default` makes the key optional."""
        value = self._take(key, required=default is None)
        fallback = default or next(iter(words))
        return fallback if value is None else self._word(key, value, words) or fallback

    def word_or_none(self, key: str, words: type[Word]) -> Word | None:
        """Read one word of a closed list that may be absent."""
        self._ask_for(key)
        return self.word(key, words) if self.has(key) else None

    def words(self, key: str, words: type[Word], *, required: bool = True) -> tuple[Word, ...]:
        """Read a list of words of a closed list."""
        read = (
            self._word(f"{key}[{number}]", value, words)
            for number, value in enumerate(self._list(key, required), start=1)
        )
        return tuple(word for word in read if word is not None)

    def one_of(self, key: str, value: str, known: Iterable[str]) -> bool:
        """Whether a value that was read is known; reports it with the nearest known one if not."""
        known = tuple(known)
        if value in known:
            return True
        self.report(key, f"'{value}' is not known.", suggest(value, known))
        return False

    def table(self, key: str) -> Table | None:
        """Read an inner table that may be absent."""
        value = self._take(key, required=False)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._wrong_type(key, "a table", value)
            return None
        return Table(value, where=self._where, problems=self.problems, prefix=f"{self._prefix}{key}.")

    def tables(self, key: str) -> list[Table]:
        """Read a list of tables, written as `[[key]]`; at least one is required."""
        found = []
        if isinstance(self._values.get(key), dict):
            self._ask_for(key)
            self.report(key, *single(self._prefix + key))
            return []
        for number, value in enumerate(self._list(key, required=True), start=1):
            place = f"{self._prefix}{key}[{number}]"
            if isinstance(value, dict):
                table = Table(value, where=self._where, problems=self.problems, prefix=f"{place}.")
                found.append(table)
            else:
                self._wrong_type(f"{key}[{number}]", f"a table, written as [[{key}]]", value)
        return found

    def finish(self) -> None:
        """Report the keys that no read asked for; of very many only the first, and how many more."""
        unknown = [key for key in self._values if key not in self._asked]
        for key in unknown[:_MOST_UNKNOWN]:
            self.report(clean(key, limit=60), "is not a known field.", suggest(key, self._asked))
        for key in unknown[_MOST_UNKNOWN : _MOST_UNKNOWN + 1]:
            more = len(unknown) - _MOST_UNKNOWN
            self.report(
                clean(key, limit=60), f"is the first of {more:,} more unknown fields.", "Remove them."
            )

    def _take(self, key: str, required: bool) -> object | None:
        self._ask_for(key)
        if key in self._values:
            return self._values[key]
        if required:
            self.report(key, "is missing.", "Add it.")
        return None

    def _ask_for(self, key: str) -> None:
        if key not in self._asked:
            self._asked.append(key)

    def _list(self, key: str, required: bool) -> list[object]:
        value = self._take(key, required)
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong_type(key, "a list in square brackets", value)
            return []
        return value

    def _word(self, key: str, value: object, words: type[Word]) -> Word | None:
        if not isinstance(value, str):
            self._wrong_type(key, "a text in quotation marks", value)
            return None
        return words(value) if self.one_of(key, clean(value, limit=60), list(words)) else None

    def _cleaned(self, key: str, value: str, limit: int, *, lines: bool) -> str:
        kept = clean(value, limit=limit + 1, lines=lines)
        if len(kept) > limit:
            self.report(key, f"is longer than {limit} characters.", "Shorten it.")
        return kept[:limit]

    def _wrong_type(self, key: str, wanted: str, value: object) -> None:
        self.report(key, f"is {_TYPE_WORDS.get(type(value), 'a date or time')}.", f"Make it {wanted}.")


_TYPE_WORDS: Mapping[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number with a decimal point",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}


def suggest(value: str, known: Iterable[str]) -> str:
    """How to mend a word that is not known."""
    known = list(known)
    near = difflib.get_close_matches(value[:60], known, n=1)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Known: {', '.join(known)}." if len(known) <= _MOST_WORDS_TO_NAME else "Remove it."
