"""What a plan and a record hold: totals of what was revealed, and what was agreed."""

from __future__ import annotations

import pytest

from tests.builders import (
    DAY,
    LEARN,
    ONE_SCENARIO,
    ROLE,
    SOUND,
    START,
    a_ballot,
    a_control,
    a_look_back,
    a_pulse_step,
    a_scenario,
    a_session,
    a_step,
    an_action,
    an_opening,
    answer,
    do,
    go_to,
    round_now,
    vote,
)
from workshop.core.agenda.agenda import Cycle, StepKind
from workshop.core.agenda.pulse import GOOD_HELD, PULSES
from workshop.core.good import Good
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live import machine
from workshop.core.live.plan_of import evidence_of, plan_of, record_of
from workshop.core.live.reliance import reliance_map
from workshop.core.live.rounds import Seat
from workshop.core.live.session import Session, Stage
from workshop.core.live.tally import result_of
from workshop.core.live.written_plans import plans_left_behind
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.plan import HandTotals, TapTotals
from workshop.core.scenarios.scenario import Sentence
from workshop.core.words import Decision, Phase

FIX, USE = a_ballot(Decision.FIX, (1, 2)), a_ballot(Decision.USE, (), confidence=60)


def a_held_session() -> Session:
    """LEARN held with two rounds of six and one action; LEAD by role revealed without a vote."""
    session = go_to(a_session(), Stage.VOTE_1)
    vote(session, [USE, USE, USE, USE, FIX, FIX])
    go_to(session, Stage.VOTE_2)
    vote(session, [USE, FIX, FIX, FIX, FIX, FIX])
    do(go_to(session, Stage.ACTIONS), c.AgreeAction(an_action()))
    return go_to(session, Stage.REVEAL, step=3)


def test_the_evidence_of_a_faulty_output_has_both_rounds_their_gain_and_the_taps_of_the_first() -> None:
    (evidence,) = plan_of(a_held_session(), Chapter(Phase.LEARN)).evidence
    assert evidence.round1 is not None
    assert evidence.round2 is not None
    assert (evidence.round1.correct, evidence.round2.correct) == (2, 5)
    assert evidence.gain == pytest.approx(0.75)
    assert evidence.wrong_sentences == TapTotals(2, 1 * 6)
    assert evidence.sound_sentences == TapTotals(2, 3 * 6)


def test_a_sound_output_has_no_wrong_sentences_to_tap() -> None:
    scenario = a_control()
    session = go_to(a_session(), Stage.VOTE_1, step=6)
    vote(session, [a_ballot(Decision.USE, (0,))] * 5)
    evidence = evidence_of(scenario, result_of(go_to(session, Stage.REVEAL), scenario))
    assert evidence.wrong_sentences is None
    assert evidence.sound_sentences == TapTotals(5, 4 * 5), "three sentences and the row for what is missing"


def test_the_taps_of_all_evidence_add_up_to_those_of_the_map() -> None:
    session = go_to(a_session(), Stage.VOTE_1)
    vote(session, [a_ballot(taps=(1, 2)), *[USE] * 5])
    go_to(session, Stage.VOTE_1, step=6)
    vote(session, [a_ballot(Decision.USE, (0,))] * 5)
    go_to(session, Stage.REVEAL)
    blocks = [block for phase in Phase for block in plan_of(session, Chapter(phase)).evidence]
    wrong = [block.wrong_sentences for block in blocks if block.wrong_sentences]
    sound = [block.sound_sentences for block in blocks if block.sound_sentences]
    tapped = reliance_map(session).sentences
    assert (sum(one.taps or 0 for one in wrong), sum(one.chances or 0 for one in wrong)) == (
        tapped.hits,
        tapped.signals,
    )
    assert (sum(one.taps or 0 for one in sound), sum(one.chances or 0 for one in sound)) == (
        tapped.false_alarms,
        tapped.noises,
    )


def test_a_carried_wrong_sentence_counts_as_wrong_where_it_was_tapped() -> None:
    wrong = Sentence("It grew by 74%.", wrong=True, why="It follows the first.", carried=True)
    scenario = a_scenario(sentences=(*a_scenario().sentences, wrong))
    session = go_to(a_session(ONE_SCENARIO, [scenario]), Stage.VOTE_1)
    vote(session, [a_ballot(taps=(1, 4))] * 5)
    evidence = evidence_of(scenario, result_of(go_to(session, Stage.REVEAL), scenario))
    assert evidence.wrong_sentences == TapTotals(10, 2 * 5)


def test_a_show_of_hands_stands_by_itself() -> None:
    session = go_to(a_session(), Stage.VOTE_1)
    do(session, c.CountHands({Decision.USE: 4, Decision.FIX: 4}))
    scenario = a_scenario()
    evidence = evidence_of(scenario, result_of(go_to(session, Stage.REVEAL), scenario))
    assert (evidence.hands1, evidence.hands2) == (HandTotals(8, 4), None)
    assert (evidence.round1, evidence.gain) == (None, None)
    assert evidence.wrong_sentences is evidence.sound_sentences is None


def test_a_scenario_with_too_few_votes_is_named_without_any_total() -> None:
    session = go_to(a_session(), Stage.VOTE_1)
    vote(session, [FIX] * 4)
    (evidence,) = plan_of(go_to(session, Stage.REVEAL), Chapter(Phase.LEARN)).evidence
    assert evidence.scenario == LEARN
    assert (evidence.round1, evidence.round2, evidence.gain) == (None, None, None)
    assert (evidence.wrong_sentences, evidence.sound_sentences) == (None, None)


def test_a_plan_holds_what_was_revealed_and_agreed_in_its_phase_and_nothing_else() -> None:
    session = a_held_session()
    learn, role = plan_of(session, Chapter(Phase.LEARN)), plan_of(session, Chapter(Phase.LEAD_ROLE))
    assert [action.id for action in learn.actions] == ["A1"]
    assert [evidence.scenario for evidence in role.evidence] == [ROLE]
    assert role.actions == ()
    assert plan_of(session, Chapter(Phase.SUCCEED)).evidence == ()


def test_a_record_names_what_was_held() -> None:
    record = record_of(a_held_session(), DAY)
    assert record.phases == ("learn", "lead-role")
    assert record.scenarios == (LEARN, ROLE)
    assert (record.actions, record.sealed) == (1, DAY)


def test_a_scenario_that_was_left_out_is_in_no_plan_and_no_record() -> None:
    steps = (
        a_step(scenario=LEARN, cycle=Cycle.SHORT),
        a_step(scenario=SOUND, cycle=Cycle.SHORT),
        a_step(StepKind.CLOSE),
    )
    session = go_to(a_session(steps), Stage.READ)
    do(session, c.Skip(START))
    go_to(session, Stage.REVEAL)
    assert record_of(session, None).scenarios == (SOUND,)
    assert [evidence.scenario for evidence in plan_of(session, Chapter(Phase.LEARN)).evidence] == [SOUND]


def test_the_plans_left_behind_are_those_of_each_step_as_it_was_left() -> None:
    """Also from a journal, where ballots stand after all other events."""
    opening = an_opening(ONE_SCENARIO)
    session = machine.opened(opening)
    events: list[e.Event] = [opening]
    saved = []
    ballots = iter([USE] * 5 + [FIX] * 5)
    while session.stage is not Stage.CLOSE:
        before = session.step
        if (round_ := round_now(session)) is not None:
            for number in range(5):
                seat = Seat(f"s{number}")
                events += do(session, c.CastVote(round_, seat, next(ballots)))
        if session.stage is Stage.ACTIONS:
            events += do(session, c.AgreeAction(an_action()))
        events += do(session, c.Advance(START, present=len(events)))
        if before is not None and session.step is not before:
            chapter = Chapter(before.phase)
            saved.append((chapter, plan_of(session, chapter)))
    assert len(saved) == 2
    assert list(plans_left_behind(events)) == saved
    journal = sorted(events, key=lambda event: isinstance(event, e.VoteCast))
    assert list(plans_left_behind(journal)) == saved


def test_the_plans_left_behind_know_the_ballots_that_came_after_hands_made_way_for_phones_again() -> None:
    opening = an_opening(ONE_SCENARIO)
    session = machine.opened(opening)
    events: list[e.Event] = [opening, *do(session, *[c.Advance(START)] * 2)]
    round_ = round_now(session)
    assert round_ is not None
    dropped = do(session, c.CastVote(round_, Seat("s0"), USE))
    events += do(session, c.CountHands({Decision.USE: 6}, instead=True), c.CountHands({Decision.USE: 6}))
    events += do(session, *(c.CastVote(round_, Seat(f"s{number}"), FIX) for number in range(5)))
    while session.stage is not Stage.ACTIONS:
        events += do(session, c.Advance(START))
    assert dropped, "and it is not in the journal any more"
    journal = sorted(events, key=lambda event: isinstance(event, e.VoteCast))
    ((_, saved),) = plans_left_behind(journal)
    assert saved == plan_of(session, Chapter(Phase.LEARN))
    (evidence,) = saved.evidence
    assert evidence.round1 is not None
    assert (evidence.round1.voters, evidence.hands1) == (5, HandTotals(6, 0))


def test_whether_it_held_stays_open_where_the_answers_are_level() -> None:
    back = a_look_back(good=(Good("managers", check="each figure"),))
    for answers, held in (
        (["yes"] * 5 + ["no"] * 5, ""),
        (["yes"] * 6 + ["no"] * 4, "yes"),
        (["partly"] * 6, "partly"),
    ):
        steps = (a_pulse_step(PULSES[GOOD_HELD]), a_step(StepKind.CLOSE))
        session = machine.opened(an_opening(steps, (), look_back=back))
        answer(go_to(session, Stage.PULSE), answers)
        go_to(session, Stage.CLOSE)
        (good,) = plan_of(session, Chapter(Phase.LEARN)).phase.good
        assert good.held == held
