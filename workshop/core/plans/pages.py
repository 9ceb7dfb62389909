"""What the form of an action asks for, page by page, in the words of the person who types."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Asked:
    """One field: its key in the plan file, what stands before it, and an example.

    What may be typed follows from the key: `core.plans.keys` knows its kind, `core.plans.rules.WORDS` its
    closed list.
    """

    key: str
    label: str
    example: str = ""
    longest: int = 200
    """Characters: what can be read aloud in one breath or two."""
    starts_group: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Fields that are seen together."""

    name: str
    fields: tuple[Asked, ...]


FIRST = Page(
    "If-then",
    (
        Asked("problem", "problem", "what goes wrong today, in the words of those who have it"),
        Asked("for_whom", "for whom", "who will notice"),
        Asked("if", "If", "when this happens", starts_group=True),
        Asked("then", "then", "we do this one thing"),
        Asked("owner_side", "owned by", starts_group=True),
        Asked("accountable", "answers for it", "a role or a team", 80),
        Asked("first_step", "first step", "the first thing to do"),
        Asked("first_step_by", "until", "28 Nov, 28.11. or +7", 40),
    ),
)
"""All that a room is asked for; the rest is for the desk, or for afterwards."""

FOR_ROLE = Asked("role", "for which role", starts_group=True)
"""Asked besides, where roles have plans of their own."""

WORK = Page(
    "The work",
    (
        Asked("today", "today", "how it is done now"),
        Asked("from_now_on", "from now on", "how it will be done"),
        Asked("outcome", "outcome", "what they will have that they lack"),
        Asked("decision", "decision", "the one that it makes better", starts_group=True),
        Asked("real_task", "real task", "the next piece of work it is tried on"),
        Asked("serves", "serves", "the part of the direction that it serves"),
        Asked("what", "short name", "as on a ticket", 60, starts_group=True),
    ),
)
KNOW = Page(
    "How we know",
    (
        Asked("what_good_looks_like", "good looks like", "what anybody could see"),
        Asked("metric.kind", "measures", starts_group=True),
        Asked("metric.name", "its name", "what is counted or measured"),
        Asked("metric.unit", "unit", "hours, per quarter, points ...", 40),
        Asked("metric.direction", "direction"),
        Asked("metric.baseline", "today's value", "such as 5.0", 20, starts_group=True),
        Asked("metric.baseline_date", "measured on", "30 Sep or 2025-09-30", 40),
        Asked("metric.target", "aim", "such as 1.0", 20),
        Asked("metric.source", "source", "where the number comes from"),
    ),
)
HELP = Page(
    "Who helps",
    (
        Asked("owner_item", "owner's part"),
        Asked("paired_with", "made possible by"),
        Asked("with", "together with", "roles or teams, with commas between them", starts_group=True),
        Asked("who_will_ask", "who will ask", "a role that asks: did it happen?", 80),
        Asked("support.needed", "needs", starts_group=True),
        Asked("support.detail", "in detail", "one hour a week each"),
        Asked("support.given_by", "given by", "a role", 80),
        Asked("support.endorsed", "sponsor said yes"),
        Asked("blocker", "in the way"),
    ),
)
KIND = Page(
    "Kind",
    (
        Asked("type", "type"),
        Asked("change", "changes a"),
        Asked("gap", "closes a gap of"),
        Asked("due", "due", "day 90 if empty", 40, starts_group=True),
        Asked("stop_if", "stop if", "an experiment ends when this is seen"),
        Asked("freed_people", "freed people", "what they will do, where the aim is cost"),
        Asked("link", "link", "a ticket or a page that says more"),
    ),
)
PAGES = (FIRST, WORK, HELP, KNOW, KIND)
"""The pages of every form of an action, the fast one first."""


def keys_on(pages: Iterable[Page]) -> tuple[str, ...]:
    """The keys of all fields on pages."""
    return tuple(asked.key for page in pages for asked in page.fields)


def with_confidence(pages: tuple[Page, ...], sure: float | None) -> tuple[Page, ...]:
    """The pages with how sure half of the room is, from 0 to 100, offered as a value to begin from."""
    if sure is None:
        return pages
    offered = f"such as 5.0; half of the room is at least {sure:g}% sure"
    fields = tuple(
        replace(asked, example=offered) if asked.key == "metric.baseline" else asked for asked in KNOW.fields
    )
    return tuple(replace(page, fields=fields) if page is KNOW else page for page in pages)


def pages_for(roles: Collection[str]) -> tuple[Page, ...]:
    """The pages of an action that is written where some roles have plans of their own: it may be for one."""
    if not roles:
        return PAGES
    at = next(at for at, asked in enumerate(FIRST.fields) if asked.key == "owner_side")
    fields = (
        *FIRST.fields[:at],
        FOR_ROLE,
        replace(FIRST.fields[at], starts_group=False),
        *FIRST.fields[at + 1 :],
    )
    return (replace(FIRST, fields=fields), *PAGES[1:])


GOING = Page(
    "How it goes",
    (
        Asked("status", "status"),
        Asked("review.day", "look-back of", starts_group=True),
        Asked("review.did_it_happen", "did it happen?"),
        Asked("review.value", "value now", "such as 4.0", 20),
        Asked("review.lesson", "lesson", "what we know now and did not know then"),
        Asked("review.next", "and now"),
    ),
)
"""What is asked weeks later."""


def label_of(key: str) -> str:
    """The words before a field; the key itself where no page has it."""
    return next(
        (
            field.label
            for page in (*PAGES, Page("", (FOR_ROLE,)), GOING)
            for field in page.fields
            if field.key == key
        ),
        key,
    )
