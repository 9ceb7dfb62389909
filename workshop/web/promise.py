"""What a phone is promised: words no larger than what is built."""

from __future__ import annotations

_NUMBERS = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}


def promise(k: int) -> tuple[str, str, str]:
    """The three sentences of the promise, for a smallest group of `k`."""
    return (
        "Your vote carries no name.",
        f"Results appear when {_in_words(k)} or more have voted.",
        "Nobody can look up what you chose.",
    )


def about_role(k: int) -> str:
    """What becomes of the role a phone names, for a smallest group of `k`."""
    return (
        "Your phone sends it along with your votes, "
        f"so that answers of a role with {_in_words(k)} or more people can be shown."
    )


def _in_words(number: int) -> str:
    return _NUMBERS.get(number, str(number))
