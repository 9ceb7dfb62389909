"""One page for leaders: actions and what comes of them. No people, and no votes on scenarios."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from workshop.core.english import capital, long_date, plain, sentence
from workshop.core.plans.action import CLOSED, Action, Support
from workshop.core.plans.appointments import appointments
from workshop.core.plans.record import Outcome
from workshop.core.series.actions import lessons_of
from workshop.core.words import Status
from workshop.reports.document import Block, Document, Group, Words, facts, section
from workshop.reports.parts.action import NO_ACTION, actions_of, if_then, value_words
from workshop.reports.parts.reading import next_session_words, when_words
from workshop.reports.session_report import directions_of, header_of, lines_of, name_of

MISSING = "Nobody has promised time, budget or backing."


def leaders_page(outcomes: Sequence[Outcome], today: dt.date, name: str = "") -> Document:
    """The page of one session, or of a series by its name, on a day; its head is that of the last session."""
    last = outcomes[-1]
    session = header_of(last)
    cards: list[Block] = [_card(action, today) for outcome in outcomes for _, action in actions_of(outcome)]
    return Document(
        title=name or name_of(last),
        kicker="For leaders: what was agreed, and what comes of it",
        lines=lines_of(last),
        blocks=facts(
            ("Purpose", session.purpose),
            ("Outcome", session.outcome),
            ("Direction", directions_of(last)),
            ("Next session", next_session_words(last, today)),
        ),
        sections=section("actions", "Actions", *(cards or [Words(NO_ACTION, "lead")])),
        one_page=True,
    )


def support_promised(support: Support | None) -> str:
    """What is promised or missing, without those who promised it."""
    if support is None or not support.needed:
        return MISSING
    if support.needed == ("none",):
        return "Needs none."
    needs = ", ".join(map(plain, support.needed)) + (f" ({support.detail})" if support.detail else "")
    return f"Promised: {needs}." if support.endorsed else f"Asked for, not promised yet: {needs}."


def _card(action: Action, today: dt.date) -> Group:
    lessons = " ".join(map(sentence, lessons_of(action)))
    state = f"{capital(plain(action.status))}." if action.status else ""
    if action.status == Status.DROPPED and lessons:
        state = f"Dropped, and learned: {lessons}"
    closed = action.status in CLOSED
    return Group(
        if_then(action),
        facts(
            ("What comes of it", action.outcome or action.what_good_looks_like),
            ("The number", "" if closed and action.metric is None else _number(action)),
            ("Support", "" if closed and action.support is None else support_promised(action.support)),
            ("State and next date", " ".join(filter(None, (state, _next(action, today))))),
        ),
        "card",
    )


def _number(action: Action) -> str:
    metric = action.metric
    if metric is None or not metric.name:
        return "No number yet."
    words = value_words(metric, action.latest_value)
    better = f" {capital(metric.direction)} is better." if metric.direction else ""
    return f"{metric.name}{f', {metric.unit}' if metric.unit else ''}: {sentence(words)}{better}"


def _next(action: Action, today: dt.date) -> str:
    """What is overdue, and the next date still to come."""
    waiting = sorted(
        (appointment.date, appointment.words)
        for appointment in appointments(action, today)
        if appointment.waits
    )
    if not waiting:
        return "" if action.status in CLOSED else "No date."
    late = [
        f"{'It' if words == 'due' else capital(words)} {when_words(date, today)}."
        for date, words in waiting
        if date < today
    ]
    coming = [f"Next: {long_date(date)}, {words}." for date, words in waiting if date >= today]
    return " ".join([*late, *coming[:1]])
