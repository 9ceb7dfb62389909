"""What a room is promised, in words no larger than what is built: once, for wall and phone alike."""

from __future__ import annotations

from workshop.core.english import in_words

MISTAKES = ("Mistakes are the material today.", "The texts were written to fool us.")


def promise(k: int) -> tuple[str, str, str]:
    """The three sentences of the promise, for a smallest group of `k`."""
    return (
        "Your vote carries no name.",
        f"Results appear when {in_words(k)} or more have voted.",
        "Nobody is shown what you chose.",
    )


def about_role(k: int) -> str:
    """What becomes of the role a phone names, for a smallest group of `k`."""
    return (
        "Your phone sends it along with your votes, "
        f"so that answers of a role with {in_words(k)} or more people can be shown."
    )
