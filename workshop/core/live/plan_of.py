"""The action plan of one phase and the record of a session, made of its live state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from workshop.core.agenda.card import CANVAS, OUTCOME, PASSED, PURPOSE, SHARE, CardId
from workshop.core.live.asked import kept_pulses
from workshop.core.live.plan_of_cards import phase_part, process_of, share_of
from workshop.core.live.planned import changes_of
from workshop.core.live.reliance import reliance_map
from workshop.core.live.session import Session
from workshop.core.live.tally import Result, Tally, result_of, results_of
from workshop.core.live.trials import trials_of_taps
from workshop.core.plans.action import Action, planned_reviews
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.look_back import written_into
from workshop.core.plans.plan import (
    EvidencePart,
    HandTotals,
    Plan,
    RoundTotals,
    SessionPart,
    TapTotals,
    together,
)
from workshop.core.plans.record import Record, SentenceTaps
from workshop.core.plans.warnings import SPREAD, all_warnings, open_lines, warnings
from workshop.core.scenarios.scenario import Scenario
from workshop.core.scenarios.wording import wording_of
from workshop.core.stats.detection import Trials
from workshop.core.words import Phase


def plan_of(session: Session, chapter: Chapter) -> Plan:
    """The plan of a chapter as it stands now: what was seen, what was settled on cards, what was agreed."""
    phase = chapter.phase
    seen = [
        session.scenarios[group.scenario]
        for index, step in enumerate(session.steps)
        if step.phase is phase
        for group in session.groups_at(index)
        if group.role is chapter.role and group.scenario in session.revealed
    ]
    shown = session.cards_shown(phase) if chapter.role is None else frozenset()
    plan = Plan(
        session_part(session),
        phase_part(session, chapter),
        tuple(complete(action, order, session.setup.date) for order, action in _numbered(session, chapter)),
        tuple(_evidence(session, scenario) for scenario in seen),
        tuple(process_of(entry) for entry in session.entries.get(CANVAS, ())) if CANVAS in shown else (),
        tuple(share_of(entry) for entry in session.entries.get(SHARE, ())) if SHARE in shown else (),
        session.notes.get(chapter, ()),
    )
    return _looked_through(plan)


def whole_plan(session: Session, phase: Phase) -> Plan:
    """The plan of a phase with the actions of all its roles, as the room sees it."""
    chapters = session.chapters_of(phase)
    plan = together([plan_of(session, chapter) for chapter in chapters])
    places = {action.id: place for place, action in enumerate(session.actions_in(phase))}
    notes = tuple(note for chapter in chapters for note in session.notes.get(chapter, ()))
    in_order = tuple(sorted(plan.actions, key=lambda action: places[action.id]))
    return _looked_through(replace(plan, actions=in_order, notes=notes))


def _looked_through(plan: Plan) -> Plan:
    """The plan with what is open in it, and of the notes those that keep something."""
    stands = {(warned.rule, action) for warned in all_warnings(plan) for action in ("", warned.action)}
    stands |= {(rule, "") for rule in SPREAD if plan.phase.roles}
    plan = replace(plan, notes=tuple(note for note in plan.notes if (note.rule, note.action) in stands))
    return replace(plan, phase=replace(plan.phase, open=open_lines(warnings(plan))))


def _numbered(session: Session, chapter: Chapter) -> Iterable[tuple[int, Action]]:
    return enumerate(session.actions_of(chapter), start=1)


def complete(action: Action, order: int, held_on: dt.date) -> Action:
    """An action with what the tool writes by itself: its place, its look-backs and a due date."""
    planned = action.reviews or planned_reviews(held_on)
    dates = [date for date in (planned[-1].planned, action.first_step_by) if date is not None]
    return replace(action, order=order, reviews=planned, due=action.due or max(dates, default=None))


def session_part(session: Session) -> SessionPart:
    """The header of all files of a session."""
    setup = session.setup
    return SessionPart(
        id=setup.session_id,
        series=setup.series,
        title=setup.title,
        date=setup.date,
        next_session=session.next_session,
        no_next_session=session.no_next_session,
        organisation=setup.organisation,
        product_or_service=setup.product,
        purpose=text_of(session, PURPOSE, "purpose"),
        outcome=text_of(session, OUTCOME, "outcome"),
        sponsor=setup.sponsor,
        facilitator=setup.facilitator,
        participants=session.participants,
        minimum_group=setup.k,
        rehearsal=setup.rehearsal,
    )


def text_of(session: Session, card: CardId, key: str) -> str:
    """The one text of a field; empty where it was not said, or passed on purpose."""
    texts = [text for entry in session.entries_of(card)[:1] for text in entry.get(key, ())]
    return "" if texts in ([], [PASSED]) else texts[0]


def _evidence(session: Session, scenario: Scenario) -> EvidencePart:
    return replace(
        evidence_of(scenario, result_of(session, scenario)), said=session.remarks.get(scenario.id, ())
    )


def evidence_of(scenario: Scenario, result: Result) -> EvidencePart:
    """The evidence block of one scenario.

    Taps are those of the first round, counted as on the map: the blocks of a session add up to it.
    """
    tapped = trials_of_taps(scenario, result.first) if result.first is not None else Trials()
    hands = [
        HandTotals(shown.voters, shown.correct) if shown else None for shown in (*result.hands, None, None)
    ]
    return EvidencePart(
        scenario.id,
        scenario.title,
        scenario.kinds,
        scenario.control,
        _totals(result.first),
        _totals(result.second),
        None if result.gain is None else round(result.gain, 2),
        TapTotals(tapped.hits, tapped.signals) if tapped.signals else None,
        TapTotals(tapped.false_alarms, tapped.noises) if tapped.noises else None,
        hands1=hands[0],
        hands2=hands[1],
    )


def _totals(tally: Tally | None) -> RoundTotals | None:
    if tally is None:
        return None
    sure = tally.mean_confidence
    return RoundTotals(tally.voters, tally.correct, None if sure is None else round(sure, 2))


def _taps(scenario: Scenario, result: Result) -> Iterator[SentenceTaps]:
    """The taps of both votes on a scenario, of those that are shown at its reveal."""
    for vote, tally in ((1, result.first), (2, result.second)):
        if tally is not None:
            yield SentenceTaps(scenario.id, vote, tally.voters, tally.taps, tally.missing)


def record_of(session: Session, sealed: dt.date | None) -> Record:
    """The record of a session as it stands now; `sealed` is None while it runs."""
    results, back = results_of(session), session.look_back
    shown = reliance_map(session, results)
    return Record(
        session=session_part(session),
        agenda=session.setup.agenda,
        agenda_changes=changes_of(session),
        phases=tuple(phase.value for phase in session.phases_held),
        scenarios=tuple(scenario.id for scenario, _ in results),
        wordings={scenario.id: wording_of(scenario) for scenario, result in results if result.last},
        actions=len(session.actions),
        sealed=sealed,
        still_open=sealed is None,
        look_back_of=back.of if back is not None else "",
        look_back_day=back.day if back is not None else None,
        look_back_unread=back.unread if back is not None else (),
        pulses=kept_pulses(session),
        map=shown.kept if shown.scenarios else None,
        taps=tuple(taps for scenario, result in results for taps in _taps(scenario, result)),
        reviewed=back is not None and bool(written_into(back, session.reviews)),
    )
