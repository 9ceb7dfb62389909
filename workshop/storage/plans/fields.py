"""Reads the fields of a plan that people edited: what is of a wrong type is reported and left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from workshop.core.plans.typed import LONGEST_TEXT, MOST
from workshop.core.problems import Problem
from workshop.core.text import clean
from workshop.storage.toml.dates import date_meant
from workshop.storage.toml.faults import single

_MOST_ENTRIES = 1000


class Fields:
    """One table of the file. Unknown keys are not looked at; no read raises."""

    def __init__(
        self, values: Mapping[str, object], path: Path, problems: list[Problem], prefix: str = ""
    ) -> None:
        self._values = values
        self.keys = values.keys()
        self._path = path
        self._prefix = prefix
        self._problems = problems

    def text(self, key: str) -> str:
        """A text, cleaned; empty where it is absent."""
        value = self._values.get(key)
        if value is None:
            return ""
        if isinstance(value, str):
            return _cleaned(value)
        self._wrong(key, "a text", "Put it in quotation marks.")
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        entries = self._entries(key)
        if all(isinstance(entry, str) for entry in entries):
            return tuple(_cleaned(entry) for entry in entries if isinstance(entry, str))
        self._wrong(key, "a list of texts", 'Write it as ["one", "two"].')
        return ()

    def whole(self, key: str) -> int | None:
        """A whole number."""
        value = self._values.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < MOST:
            return value
        self._wrong(key, "a whole number", "Write digits only.")
        return None

    def wholes(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        entries = self._entries(key)
        if all(
            isinstance(entry, int) and not isinstance(entry, bool) and abs(entry) < MOST for entry in entries
        ):
            return tuple(entry for entry in entries if isinstance(entry, int))
        self._wrong(key, "a list of whole numbers", "Write it as [30, 60, 90].")
        return ()

    def number(self, key: str) -> float | None:
        """A number, with or without a decimal point; not infinite, not "nan"."""
        value = self._values.get(key)
        if value is None:
            return None
        # "nan" fails the comparison too.
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < MOST:
            return float(value)
        self._wrong(key, "a number", "Write it as 4.0.")
        return None

    def flag(self, key: str) -> bool:
        """True or false; false where it is absent."""
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            self._wrong(key, "true or false", "Write it without quotation marks.")
        return value is True

    def date(self, key: str) -> dt.date | None:
        """A date; what is surely meant as one is read as one, and `plan check` says so."""
        value = self._values.get(key)
        if value is None:
            return None
        if (found := date_meant(value)) is not None:
            return found
        self._wrong(key, "a date", "Write it as 2026-10-31, without quotation marks.")
        return None

    def date_or_none(self, key: str) -> dt.date | None:
        """A date, or None where it is absent or says "none" on purpose."""
        return None if self.says_none(key) else self.date(key)

    def says_none(self, key: str) -> bool:
        """Whether somebody wrote "none" in the place of a value."""
        return self._values.get(key) == "none"

    def table(self, key: str) -> Fields | None:
        """An inner table that may be absent."""
        value = self._values.get(key)
        if value is None:
            return None
        if isinstance(value, dict):
            return Fields(value, self._path, self._problems, f"{self._prefix}{key}.")
        self._wrong(key, "a table", f"Write it as [{self._prefix}{key}].")
        return None

    def tables(self, key: str) -> list[Fields]:
        """A list of tables that may be absent; entries that are none are reported."""
        found = []
        if isinstance(self._values.get(key), dict):
            self.report(key, *single(self._prefix + key))
            return []
        for number, value in enumerate(self._entries(key), start=1):
            if isinstance(value, dict):
                prefix = f"{self._prefix}{key}[{number}]."
                found.append(Fields(value, self._path, self._problems, prefix))
            else:
                self._wrong(f"{key}[{number}]", "a table", f"Write it as [[{key}]].")
        return found

    def counts(self) -> tuple[tuple[str, int], ...]:
        """All fields of a table of whole numbers."""
        return tuple((_cleaned(key), one) for key in self._values if (one := self.whole(key)) is not None)

    def sentences(self) -> tuple[tuple[str, str], ...]:
        """All fields of a table of texts."""
        return tuple((_cleaned(key), one) for key in self._values if (one := self.text(key)))

    def report(self, key: str, what: str, mend: str) -> None:
        """Add a problem at a key of this table."""
        self._problems.append(Problem(str(self._path), f"{self._prefix}{key}", what, mend))

    def _entries(self, key: str) -> list[object]:
        value = self._values.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong(key, "a list", "Put it in square brackets.")
            return []
        if len(value) > _MOST_ENTRIES:
            self.report(key, f"has more than {_MOST_ENTRIES} entries.", "Shorten it.")
        return value[:_MOST_ENTRIES]

    def _wrong(self, key: str, wanted: str, mend: str) -> None:
        self.report(key, f"is not {wanted}.", mend)


def _cleaned(text: str) -> str:
    # What most files hold needs no second look: `clean` would return it as it is.
    if text.isascii() and text.isprintable() and len(text) <= LONGEST_TEXT:
        return text.strip()
    return clean(text, limit=LONGEST_TEXT)
