"""Words that are one slip of the finger apart."""

from __future__ import annotations

from collections.abc import Iterable

_SHORTEST = 3
"""Of shorter words any two are near each other."""


def nearly(word: str, known: Iterable[str]) -> str | None:
    """The known word that is meant, where one letter is wrong, missing, too much, or has changed places.

    Capital letters, and hyphens for underscores, are no difference at all.
    """
    plain = _plain(word)
    for other in known:
        if plain == other or (min(len(plain), len(other)) >= _SHORTEST and _one_slip(plain, other)):
            return other
    return None


def _plain(word: str) -> str:
    return word.lower().replace("-", "_")


def _one_slip(first: str, second: str) -> bool:
    if len(first) > len(second):
        first, second = second, first
    at = next((i for i, letter in enumerate(first) if letter != second[i]), len(first))
    if len(first) < len(second):
        return first[at:] == second[at + 1 :]
    return first[at + 1 :] == second[at + 1 :] or (
        first[at : at + 2] == second[at : at + 2][::-1] and first[at + 2 :] == second[at + 2 :]
    )
