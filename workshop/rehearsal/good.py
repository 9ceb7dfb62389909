"""What simulated groups say that good looks like in their own work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workshop.core.good import GOOD_LINES, good_words
from workshop.core.words import Audience

_LINES: Mapping[Audience, tuple[str, str, str]] = {
    Audience.LEADERS: (
        "whether our question holds its answer already",
        "act on one output alone",
        "every promise that we make for others",
    ),
    Audience.MANAGERS: (
        "each statement about a person against something said or done",
        "send a rating that AI wrote",
        "every rating",
    ),
    Audience.SALES_MARKETING: (
        "each claim against the sheet that allows it",
        "promise a date that is not in the order book",
        "every price",
    ),
    Audience.OPERATIONS_FINANCE: (
        "every ratio that leaves us against its formula",
        "quote a figure without its source",
        "which forecast goes to the board",
    ),
    Audience.HR_LD: (
        "each line about an applicant against the application",
        "rank people by a score that nobody can explain",
        "who is invited and who is not",
    ),
    Audience.FRONTLINE: (
        "each refusal against the exceptions of its rule",
        "send what we would not say aloud",
        "every case that hurts somebody",
    ),
    Audience.SUPPORT: (
        "each step against the system it is for",
        "paste what carries a name",
        "what is switched off",
    ),
}
"""What a role checks, what it never does, and what a person decides."""


def good_of(roles: Iterable[str]) -> tuple[str, ...]:
    """The lines of these roles, as they are typed on the card."""
    return tuple(
        f"{role}: {good_words({key: words})}"
        for role in roles
        for key, words in zip(GOOD_LINES, _LINES[Audience(role)], strict=True)
    )
