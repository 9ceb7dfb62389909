"""A series: sessions that belong together, and what they show about capability, confidence and culture.

Attendance is no result and is counted nowhere.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop.core.plans.path import PathStop, path_of
from workshop.core.plans.plan import GuardrailsPart, SessionPart
from workshop.core.plans.record import Outcome, PulseTotals, walked
from workshop.core.series.actions import Actions, actions_of
from workshop.core.series.learned import Levels, Roles, levels_of, practised, roles_of
from workshop.core.series.lines import Lines, lines_of
from workshop.core.words import CHECKED_FOR, Audience, Check, Phase


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session of a series. `acted` says that it left an action."""

    id: str
    title: str
    date: dt.date | None
    look_back_day: int | None
    phases: tuple[str, ...]
    acted: bool
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextDate:
    """When the series goes on: a date, "none" on purpose, or nothing at all."""

    date: dt.date | None
    none_on_purpose: bool
    passed: bool


@dataclass(frozen=True, slots=True)
class Series:
    """What all sessions of a series say together, as of a day."""

    name: str
    sittings: tuple[Sitting, ...]
    rehearsal: bool
    """Nothing was held yet: all figures come from simulated phones."""
    rehearsals_left_out: int
    lines: Lines
    levels: Levels
    checks: Mapping[Check, int]
    """How many scenarios asked for each check."""
    roles: Roles
    actions: Actions
    next: NextDate
    path: tuple[PathStop, ...]
    missing_redesign: bool
    learn_not_first: bool
    """Phases 2 to 4 were held, and phase 1 not before them."""
    old_guardrails: GuardrailsPart | None
    """The guardrails in force, if nobody has checked them for long, or ever."""
    aims: PulseTotals | None
    serves: tuple[str, ...]
    """What the actions say they serve, each text once."""
    unread: int = 0
    """How many things in its files could not be read: what is said here is not complete."""


def series_of(
    name: str, outcomes: Sequence[Outcome], today: dt.date, audiences: Mapping[str, Audience] | None = None
) -> Series:
    """Look at the sessions of a series in their order.

    What was only rehearsed is left out as soon as one session was held.

    Args:
        name: the name of the series.
        outcomes: what its sessions left, in the order of their dates.
        today: the day to look from.
        audiences: whose work each scenario shows, by the scenario's id.
    """
    held = [outcome for outcome in outcomes if not outcome.record.session.rehearsal]
    used = held or list(outcomes)
    actions, following = actions_of(used, today), _next(used, today)
    phases = [{Phase(phase) for phase in outcome.record.phases if phase in set(Phase)} for outcome in used]
    seen = [record.pulse("aim") for record in (outcome.record for outcome in used)]
    return Series(
        name=name,
        sittings=tuple(_sitting(outcome) for outcome in used),
        rehearsal=bool(used) and not held,
        rehearsals_left_out=len(outcomes) - len(used),
        lines=lines_of([outcome.record for outcome in used]),
        levels=levels_of(used),
        checks=practised(used),
        roles=roles_of(used, audiences or {}),
        actions=actions,
        next=following,
        path=path_of(walked(used), today, following.date),
        missing_redesign=not any(Phase.LEAD_REDESIGN in phase for phase in phases),
        learn_not_first=_learn_not_first(phases),
        old_guardrails=_old_guardrails(used, today),
        aims=next((pulse for pulse in reversed(seen) if pulse is not None), None),
        serves=tuple(dict.fromkeys(action.serves for action in actions.all if action.serves)),
    )


def _sitting(outcome: Outcome) -> Sitting:
    record = outcome.record
    return Sitting(
        record.session.id,
        record.session.title,
        record.session.date,
        record.look_back_day,
        record.phases,
        any(plan.actions for plan in outcome.plans),
        tuple(skipped for plan in outcome.plans for skipped in plan.phase.skipped),
    )


def _next(outcomes: Sequence[Outcome], today: dt.date) -> NextDate:
    """The next date of the last session, from its record or else from one of its plans."""
    headers: list[SessionPart] = []
    for outcome in outcomes[-1:]:
        headers = [outcome.record.session, *(plan.session for plan in outcome.plans)]
    date = next((header.next_session for header in headers if header.next_session is not None), None)
    none = date is None and any(header.no_next_session for header in headers)
    return NextDate(date, none, date is not None and date < today)


def _learn_not_first(phases: Sequence[set[Phase]]) -> bool:
    later = [number for number, held in enumerate(phases) if held - {Phase.LEARN}]
    return bool(later) and not any(Phase.LEARN in held for held in phases[: later[0] + 1])


def _old_guardrails(outcomes: Sequence[Outcome], today: dt.date) -> GuardrailsPart | None:
    guardrails = [
        plan.phase.guardrails for outcome in outcomes for plan in outcome.plans if plan.phase.guardrails
    ]
    if not guardrails:
        return None
    checked = guardrails[-1].checked_on
    return guardrails[-1] if checked is None or (today - checked).days > CHECKED_FOR else None


def top_aims(pulse: PulseTotals) -> tuple[str, ...]:
    """The answers given most often, all of them where several are level."""
    most = max(Counter(pulse.answers).values(), default=0)
    return tuple(value for value, count in pulse.answers.items() if count == most and most)
