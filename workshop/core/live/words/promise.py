"""What a room is promised, in words no larger than what is built: once, for wall and phone alike."""

from __future__ import annotations

from workshop.core.english import in_words

MISTAKES = ("Mistakes are the material today.", "Some texts are wrong, some are sound.")

COME_IN = "Come in"
"""What the lobby says."""

WHY = "Why we are here"
"""What stands above the purpose."""

NOTICED, BEHIND = "What others will notice", "Who stands behind it"
"""What stands before the outcome, and before the sponsor's role."""

END = "We end with a few if-then actions that we mean to keep."
"""What the opening promises of the end."""


KEPT = "No name. Nobody is shown what you chose. At the end single votes become unreadable; only totals stay."
"""What is kept of a vote; every paper of the program says it in the same words."""


def promise(k: int) -> tuple[str, str]:
    """The promise, for a smallest group of `k`."""
    return KEPT, f"Results appear when {in_words(k)} or more have voted."


def about_role(k: int) -> str:
    """What becomes of the role a phone names, for a smallest group of `k`."""
    return (
        "It is counted with your later votes, "
        f"so that answers of a role that {in_words(k)} or more people named can be shown."
    )
