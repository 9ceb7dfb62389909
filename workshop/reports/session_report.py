"""The report of one session, and the frame that all reports share: actions first, then the evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from workshop.core.english import capital, long_date
from workshop.core.plans.plan import Plan, SessionPart
from workshop.core.plans.record import Outcome, Record, record_from
from workshop.reports.document import Block, Document, Group, Section, facts, section
from workshop.reports.parts.action import action_blocks, detail_blocks
from workshop.reports.parts.figures import map_blocks, pulse_blocks
from workshop.reports.parts.people import (
    direction_blocks,
    fluency_blocks,
    good_blocks,
    heard_blocks,
    people_blocks,
    safety_rows,
    statement_words,
)
from workshop.reports.parts.reading import left_out_blocks, next_blocks, next_session_words, reading_blocks
from workshop.reports.parts.votes import votes_blocks
from workshop.reports.parts.work import guardrail_blocks, redesign_blocks, rhythm_blocks, share_blocks

KICKER = "What we agreed, and what we saw"
REHEARSED = "A rehearsal: the votes came from simulated phones."

Part = tuple[str, str, Callable[[Outcome], tuple[Block, ...]]]

AGREED: tuple[Part, ...] = (
    ("actions", "What we agreed", action_blocks),
    ("heard", "What was heard when we looked back", heard_blocks),
    ("people", "Worries, and what was answered", people_blocks),
    ("good", "What good looks like", good_blocks),
    ("fluency", "What AI can do for us", fluency_blocks),
    ("redesign", "Work that we looked at anew", redesign_blocks),
    ("guardrails", "Guardrails", guardrail_blocks),
    ("rhythm", "Rhythm", rhythm_blocks),
    ("share", "What other teams can have from us", share_blocks),
    ("phases", "What each phase was for", direction_blocks),
)
EVIDENCE: tuple[Part, ...] = (
    ("votes", "What the room saw", votes_blocks),
    ("map", "Trust and distrust", map_blocks),
    ("pulses", "What the room said", pulse_blocks),
)
AFTER: tuple[Part, ...] = (
    ("details", "More about the actions", detail_blocks),
    ("left-out", "Open, left out, and kept on purpose", left_out_blocks),
)


def session_report(outcome: Outcome, today: dt.date) -> Document:
    """All that one session left, read on a day."""
    session = header_of(outcome)
    return Document(
        title=name_of(outcome),
        kicker=KICKER,
        lines=lines_of(outcome),
        blocks=facts(*_head(outcome, today)),
        sections=sections([outcome], today),
        foot=foot_of(session),
    )


def plans_report(plans: Sequence[Plan], today: dt.date, *, evidence: bool = True) -> Document:
    """The plans alone, of one session or of several, read on a day."""
    outcomes = outcomes_of(plans)
    if len(outcomes) == 1:
        report = session_report(outcomes[0], today)
        return Document(
            report.title,
            report.kicker,
            report.lines,
            report.blocks,
            sections(outcomes, today, evidence=evidence),
            report.foot,
        )
    return Document(
        title=f"Action plans of {len(outcomes)} sessions",
        kicker=KICKER,
        sections=sections(outcomes, today, evidence=evidence),
    )


def outcomes_of(plans: Sequence[Plan]) -> list[Outcome]:
    """Plans put together by the sessions they belong to."""
    by_session: dict[object, list[Plan]] = {}
    for number, plan in enumerate(plans):
        by_session.setdefault(plan.session.id or number, []).append(plan)
    return [Outcome(record_from(tuple(together)), tuple(together)) for together in by_session.values()]


def sections(outcomes: Sequence[Outcome], today: dt.date, *, evidence: bool = True) -> tuple[Section, ...]:
    """The parts that say something; of several sessions each part has a heading for each of them."""
    shown = AGREED + (EVIDENCE if evidence else ()) + AFTER
    return (
        *_parts(shown, outcomes),
        *(section("reading", "How to read the figures", *reading_blocks(outcomes)) if evidence else ()),
        *_parts((("next", "What comes next", partial(next_blocks, today=today)),), outcomes),
    )


def header_of(outcome: Outcome) -> SessionPart:
    """The header of a session: that of its record, or of its plans where the record says less."""
    headers = [outcome.record.session, *(plan.session for plan in outcome.plans)]
    return max(headers, key=lambda header: sum(bool(getattr(header, name)) for name in header.__slots__))


def name_of(outcome: Outcome) -> str:
    """The title of a session; its id where it has none."""
    session = header_of(outcome)
    return session.title or session.id or "A session without a title"


def lines_of(outcome: Outcome) -> tuple[str, ...]:
    """The date, and a word of warning about rehearsals."""
    session = header_of(outcome)
    date = (long_date(session.date),) if session.date else ()
    return (*date, REHEARSED) if session.rehearsal else date


def directions_of(outcome: Outcome) -> str:
    """The sponsor's direction, of each phase that has one of its own."""
    return " ".join(dict.fromkeys(plan.phase.direction for plan in outcome.plans if plan.phase.direction))


def foot_of(session: SessionPart) -> str:
    """What identifies the session."""
    taken = f"{session.participants} took part" if session.participants is not None else ""
    least = f"nothing is shown below {session.minimum_group}" if session.minimum_group is not None else ""
    parts = [
        f"Session {session.id}" if session.id else "",
        f"series {session.series}" if session.series else "",
        f"led by {session.facilitator}" if session.facilitator else "",
        taken,
        least,
    ]
    words = "; ".join(part for part in parts if part)
    return f"{capital(words)}." if words else ""


def _head(outcome: Outcome, today: dt.date) -> Iterator[tuple[str, str]]:
    session = header_of(outcome)
    safety = [plan.phase.safety for plan in outcome.plans if plan.phase.safety]
    yield "Looks back at", _looks_back(outcome.record)
    yield from (row for part in safety for row in safety_rows(part)[:2])
    yield "Purpose", session.purpose
    yield "Outcome", session.outcome
    yield "For", ", ".join(part for part in (session.organisation, session.product_or_service) if part)
    yield "Sponsor", session.sponsor
    yield "Sponsor's direction", directions_of(outcome)
    yield "Statement of support", next(filter(None, map(statement_words, safety)), "")
    yield "Next session", next_session_words(outcome, today)


def _looks_back(record: Record) -> str:
    day = f", day {record.look_back_day}" if record.look_back_day is not None else ""
    return f"{record.look_back_of}{day}" if record.look_back_of else ""


def _parts(parts: Sequence[Part], outcomes: Sequence[Outcome]) -> tuple[Section, ...]:
    return tuple(
        made
        for id_, title, blocks_of in parts
        for made in section(id_, title, *_of_each(outcomes, blocks_of))
    )


def _of_each(
    outcomes: Sequence[Outcome], blocks_of: Callable[[Outcome], tuple[Block, ...]]
) -> tuple[Block, ...]:
    if len(outcomes) == 1:
        return blocks_of(outcomes[0])
    return tuple(
        Group(", ".join((name_of(outcome), *lines_of(outcome)[:1])), blocks)
        for outcome in outcomes
        if (blocks := blocks_of(outcome))
    )
