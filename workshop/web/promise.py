"""What a phone is promised: words no larger than what is built."""

from __future__ import annotations

_NUMBERS = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}


def promise(k: int) -> tuple[str, str, str]:
    """The three sentences of the promise, for a smallest group of `k`."""
    return (
        "Your vote carries no name.",
        f"Results appear when {_NUMBERS.get(k, str(k))} or more have voted.",
        "Nobody can look up what you chose.",
    )
