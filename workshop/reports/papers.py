"""What is given to those who come: an invitation, a pre-read and a pocket card, without texts and keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workshop.core.agenda.agenda import Step
from workshop.core.agenda.prepared import Prepared
from workshop.core.english import clock, counted, long_date, weekday
from workshop.core.live.words.promise import MISTAKES, promise
from workshop.core.words import Check
from workshop.reports.document import (
    Document,
    Table,
    Words,
    bullets,
    facts,
    section,
)

_WHY = (
    "AI is often trusted where it is wrong and put aside where it is right. Nobody learns the difference "
    "from a slide. We will look at texts of our own sort of work, decide what we would do with each, talk, "
    "and decide again."
)


def invitation(prepared: Prepared, steps: Sequence[Step]) -> Document:
    """What is sent to those who come."""
    return Document(
        title=prepared.title,
        kicker="Invitation",
        lines=when(prepared),
        blocks=facts(*about(prepared), ("How long", counted(minutes_of(steps), "minute"))),
        sections=(
            *section("what", "What we will do", *bullets(_done(steps))),
            *section("promise", "What happens with your votes", Words(" ".join(promise(prepared.k)))),
            *section(
                "bring",
                "What to bring",
                *bullets(
                    (
                        "A phone. No app, and nothing to log in to.",
                        "One piece of work in which you use AI, or could: we will come back to it.",
                    )
                ),
            ),
        ),
        one_page=True,
    )


def pre_read(prepared: Prepared) -> Document:
    """One page to read before the hour: why mistakes are wanted, and the four checks."""
    checks = Table(
        "The four checks", ("Check", "What you ask"), tuple((str(check), check.ask) for check in Check)
    )
    return Document(
        title=prepared.title,
        kicker="Before we meet: three minutes",
        lines=when(prepared),
        blocks=(Words(" ".join(MISTAKES), "lead"),),
        sections=(
            *section(
                "why",
                "Why we do this",
                *([Words(prepared.purpose)] if prepared.purpose else []),
                Words(_WHY),
            ),
            *section("checks", "Four questions that catch most of it", checks),
            *section("promise", "What happens with your votes", Words(" ".join(promise(prepared.k)))),
        ),
        one_page=True,
    )


def pocket_card() -> Document:
    """The four checks, as cards to cut out and to keep."""
    return Document(
        title="Before I send what an AI wrote",
        kicker="Four checks",
        blocks=facts(*((str(check), check.ask) for check in Check)),
        cards=8,
    )


# ---- What stands in several of them -------------------------------------------------------------


def when(prepared: Prepared) -> tuple[str, ...]:
    """The day, the hour and the place, as far as they are known."""
    day = f"{weekday(prepared.date)}, {long_date(prepared.date)}" if prepared.date is not None else ""
    hour = clock(prepared.starts) if prepared.starts is not None else ""
    place = f"Where: {prepared.place}" if prepared.place else ""
    line = ". ".join(filter(None, (", ".join(filter(None, (day, hour))), place)))
    return (line,) if line else ()


def about(prepared: Prepared) -> Iterator[tuple[str, str]]:
    """Whose session it is, and what for."""
    yield "Team", prepared.team
    yield "Who comes", prepared.who_comes
    yield "Sponsor", prepared.sponsor
    yield "Why", prepared.purpose
    yield "What customers or users will notice", prepared.outcome
    yield "Product or service", prepared.product
    yield "Organisation", prepared.organisation
    yield "Led by", prepared.facilitator


def minutes_of(steps: Sequence[Step]) -> int:
    """How long it takes."""
    return sum(step.minutes for step in steps)


def _done(steps: Sequence[Step]) -> Iterator[str]:
    """What the room does, without a word of what it will see."""
    texts = sum(step.scenario is not None for step in steps)
    if texts:
        yield f"Judge {counted(texts, 'text')} of an AI, alone and without a name; talk, and judge again."
    yield "See what was wrong, if anything was, and which check would have caught it."
    yield "Agree on a few sentences of the form: if this happens, then I do that."
