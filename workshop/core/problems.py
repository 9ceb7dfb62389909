"""What is wrong with a file, in words a person can act on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workshop.core.text import clean

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Problem:
    """One defect: where it is, what is wrong, and how to mend it."""

    where: str
    """The file as the person knows it, or the part of it."""
    key: str
    """The table and key, such as `sentence[3].why`; empty when the whole file is meant."""
    what: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.where}: {self.key}" if self.key else self.where
        # Names of files come from outside as their contents do.
        return clean(f"{place}: {self.what} {self.mend}", limit=_LONGEST)


class UnusableFile(Exception):
    """A file cannot be used; carries every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class FileTrouble(Exception):
    """A file cannot be read or written; the message is harmless wherever it is shown.

    Names of files come from outside as their contents do.
    """

    def __init__(self, message: str) -> None:
        super().__init__(clean(message, limit=_LONGEST))


class Refused(Exception):
    """A command is not possible now; the message says why and what to do instead."""
