"""What frames the figures: what was left out, how to read them, and which dates come next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from workshop.core.agenda.card import skipped_words
from workshop.core.english import capital, listed, long_date, plain, sentence
from workshop.core.plans.action import Action
from workshop.core.plans.appointments import appointments
from workshop.core.plans.record import Outcome
from workshop.reports.document import Block, Bullets, Group, Table, Words
from workshop.reports.parts.action import actions_of
from workshop.reports.plan_sentences import phase_of

NEXT_NONE = "No next session, on purpose."


def left_out_blocks(outcome: Outcome) -> tuple[Block, ...]:
    """What is still open, what was skipped, and the warnings that were kept with a reason."""
    waiting = [f"{phase_of(plan)}: {line}" for plan in outcome.plans for line in plan.phase.open]
    skipped = [
        f"{phase_of(plan)}: {plain(skipped_words(left_out))}"
        for plan in outcome.plans
        for left_out in plan.phase.skipped
    ]
    kept = [
        f"{capital(plain(note.rule))}{f' ({note.action})' if note.action else ''}: {sentence(note.reason)}"
        for plan in outcome.plans
        for note in plan.notes
        if note.rule and note.reason
    ]
    return (
        *((Group("Still open", (Bullets(tuple(waiting)),)),) if waiting else ()),
        *((Group("Skipped", (Bullets(tuple(skipped)),)),) if skipped else ()),
        *((Group("Warnings kept on purpose", (Bullets(tuple(kept)),)),) if kept else ()),
    )


def reading_blocks(outcomes: Sequence[Outcome]) -> tuple[Block, ...]:
    """How to read the figures, in six lines; nothing where there are none."""
    if not any(outcome.record.pulses or outcome.record.map for outcome in outcomes) and not any(
        plan.evidence for outcome in outcomes for plan in outcome.plans
    ):
        return ()
    groups = sorted({k for outcome in outcomes if (k := outcome.record.session.minimum_group) is not None})
    least = f"fewer than {groups[0]} people" if groups else "too few people"
    return (
        Bullets(
            (
                "A share stands with its votes and with the range it may really have: 9 of 22 (41%, 23-61%).",
                "Few votes know little: half of 8 means 22 to 78%, half of 20 means 30 to 70%. "
                "A room of twelve cannot tell 40% from 60%.",
                "Gain is what the talk won of all that could be won: below 0.3 small, up to 0.7 medium, "
                "above it large.",
                f"No figure comes from {least}; a total may hold an answer that few gave.",
                "Several votes of one person belong together, so the true ranges are wider than those shown.",
                "Published figures come from other people and other wording: something to compare with, "
                "not an aim. The progress of actions is read one by one and never averaged.",
            ),
            numbered=True,
        ),
    )


def next_blocks(outcome: Outcome, *, today: dt.date) -> tuple[Block, ...]:
    """The dates that still wait for somebody, what is overdue first, and the next session."""
    waiting = sorted(
        (
            (appointment.date, appointment.words, action)
            for _, action in actions_of(outcome)
            for appointment in appointments(action, today)
            if appointment.waits
        ),
        key=lambda date_and_action: (*date_and_action[:2], date_and_action[2].id),
    )
    rows = tuple(
        (when_words(date, today), capital(words), _which([action for *_, action in date_and_action]))
        for (date, words), date_and_action in groupby(
            waiting, key=lambda date_and_action: date_and_action[:2]
        )
    )
    table = (Table("Dates that wait for somebody", ("Date", "What", "Actions"), rows),) if rows else ()
    next_session = next_session_words(outcome, today)
    return (*((Words(f"Next session: {next_session}", "lead"),) if next_session else ()), *table)


def _which(actions: Sequence[Action]) -> str:
    """One action by its name, several by their ids."""
    if len(actions) == 1 or not all(action.id for action in actions):
        return "; ".join(": ".join(filter(None, (action.id, action.name))) for action in actions)
    return listed([action.id for action in actions])


def when_words(date: dt.date, today: dt.date) -> str:
    """A date that waits; one that has passed says so."""
    return long_date(date) if date >= today else f"was due {long_date(date)}"


def next_session_words(outcome: Outcome, today: dt.date) -> str:
    """The date of the next session, or that there is none on purpose; empty where nobody said."""
    sessions = [outcome.record.session, *(plan.session for plan in outcome.plans)]
    dates = [session.next_session for session in sessions if session.next_session is not None]
    if dates:
        planned = "" if dates[0] >= today else "was planned for "
        return f"{planned}{long_date(dates[0])}."
    return NEXT_NONE if any(session.no_next_session for session in sessions) else ""
