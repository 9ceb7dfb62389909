"""The map of a session: made of first votes that were shown, and of nothing else."""

from __future__ import annotations

import dataclasses

import pytest

from tests.builders import (
    DAY,
    LEARN,
    ROLE,
    SOUND,
    START,
    a_ballot,
    a_pulse_step,
    a_session,
    a_step,
    an_opening,
    answer,
    do,
    drawn,
    go_to,
    picture,
    vote,
)
from workshop.core.agenda.agenda import Cycle, StepKind
from workshop.core.agenda.pulse import CATCH, PULSES
from workshop.core.live import commands as c
from workshop.core.live import machine
from workshop.core.live.reliance import reliance_map
from workshop.core.live.session import Ballot, Session, Stage
from workshop.core.live.steps.reliance_map import MapPicture
from workshop.core.live.tally import result_of
from workshop.core.live.view import room_view
from workshop.core.live.words.reliance import decided_words
from workshop.core.plans.record import MapPlace, Refusal, RelianceMap
from workshop.core.stats.calibration import Calibration
from workshop.core.stats.detection import Label, Trials, label, map_point
from workshop.core.words import Decision

FIX, USE = a_ballot(Decision.FIX, (), confidence=None), a_ballot(Decision.USE, (), confidence=None)
MAP = a_step(StepKind.MAP)
STEPS = (
    a_step(scenario=LEARN, cycle=Cycle.SHORT),
    a_step(scenario=SOUND, cycle=Cycle.SHORT),
    MAP,
    a_step(StepKind.CLOSE),
)


def played(faulty: list[Ballot], sound: list[Ballot], k: int = 5) -> Session:
    """One vote on a faulty output and one on a sound one; then the map."""
    session = go_to(a_session(STEPS, k=k), Stage.VOTE_1)
    vote(session, faulty)
    vote(go_to(session, Stage.VOTE_1, step=1), sound)
    return go_to(session, Stage.MAP)


def votes(flagged: int, of: int) -> list[Ballot]:
    return [FIX] * flagged + [USE] * (of - flagged)


def consistent(caught: tuple[int, int], flagged: tuple[int, int]) -> tuple[list[Ballot], list[Ballot]]:
    """Ballots whose taps flag lines as often as their decisions flag texts."""
    share = flagged[0] / flagged[1]
    faulty = []
    for number in range(caught[1]):
        right = [0, 2, 3] if number < share * caught[1] else []
        wrong, decision = ([1], Decision.FIX) if number < caught[0] else ([], Decision.USE)
        faulty.append(a_ballot(decision, sorted([*right, *wrong]), confidence=None))
    refused = a_ballot(Decision.FIX, (0, 1, 2), missing=True, confidence=None)
    return faulty, [refused] * flagged[0] + [USE] * (flagged[1] - flagged[0])


def the_map(session: Session) -> RelianceMap:
    shown = picture(room_view(session, 0), MapPicture).map
    assert shown == reliance_map(session, with_curve=session.position.part == 1)
    return shown


@pytest.mark.parametrize(
    ("caught", "flagged", "label"),
    [
        ((12, 48), (6, 60), Label.BLIND_TRUST),
        ((44, 48), (50, 60), Label.BLANKET_REJECTION),
        ((40, 48), (6, 60), Label.CALIBRATED),
        ((20, 48), (30, 60), Label.GUESSING),
        ((50, 50), (17, 25), Label.SUSPICIOUS),
    ],
)
def test_stated_rooms_have_their_labels(
    caught: tuple[int, int], flagged: tuple[int, int], label: Label
) -> None:
    shown = the_map(played(*consistent(caught, flagged)))
    assert shown.decisions == Trials(*caught, *flagged)
    assert (shown.scenarios, shown.controls, shown.label) == (2, 1, label)
    assert shown.point is not None
    assert (shown.point.caught, shown.point.wrongly_flagged) == (
        caught[0] / caught[1],
        flagged[0] / flagged[1],
    )


def test_without_a_sound_output_nobody_knows_whether_it_is_judgement() -> None:
    session = go_to(a_session((STEPS[0], MAP, STEPS[-1])), Stage.VOTE_1)
    vote(session, votes(9, 9))
    shown = the_map(go_to(session, Stage.MAP))
    assert (shown.label, shown.point, shown.controls) == (Label.NO_SOUND_OUTPUT, None, 0)
    assert decided_words(shown.decisions) == "Of 9 votes on faulty texts, 9 would not have sent it."


def test_a_sound_output_with_too_few_votes_was_played_all_the_same() -> None:
    shown = the_map(played(votes(9, 9), votes(0, 4)))
    assert (shown.label, shown.controls) == (Label.TOO_FEW_ON_SOUND, 0)
    assert Label.TOO_FEW_ON_SOUND.said == "Too few votes on a sound text."


def test_with_few_trials_there_are_plain_counts_and_no_label() -> None:
    shown = the_map(played(votes(9, 12), votes(2, 10)))
    assert shown.label is None
    assert decided_words(shown.decisions) == (
        "Of 12 votes on faulty texts, 9 would not have sent it. Of 10 votes on sound texts, 2 held it back."
    )


def test_taps_alone_give_a_small_room_neither_place_nor_label() -> None:
    faulty, sound = [a_ballot(Decision.FIX)] * 20, [a_ballot(Decision.USE, taps=())] * 12
    seen = the_map(played(faulty, sound))
    assert label(seen.sentences) is Label.CALIBRATED
    assert seen.decisions.noises < 20
    assert (seen.label, seen.point) == (None, None)


def test_taps_that_say_something_else_than_the_decisions_leave_the_place_without_a_label() -> None:
    seen = the_map(played(votes(40, 48), votes(6, 60)))
    assert label(seen.decisions) is Label.CALIBRATED
    assert label(seen.sentences) is Label.GUESSING or label(seen.sentences) is Label.BLIND_TRUST
    assert seen.label is None
    assert seen.point == map_point(seen.decisions)


def test_a_map_of_nothing_is_empty() -> None:
    empty = RelianceMap(0, 0)
    assert the_map(played([], [])) == empty
    assert the_map(go_to(a_session((MAP, STEPS[-1])), Stage.MAP)) == empty


def test_a_vote_too_small_to_be_shown_is_in_no_total_of_the_map() -> None:
    shown = the_map(played(votes(4, 4), votes(1, 6)))
    assert (shown.scenarios, shown.controls) == (1, 1)
    assert shown.decisions == Trials(0, 0, 1, 6)
    assert shown.sentences.signals == 0


def test_a_scenario_that_was_not_revealed_is_not_on_the_map() -> None:
    session = go_to(a_session(STEPS), Stage.VOTE_1)
    vote(session, votes(9, 9))
    do(session, c.EndEarly(START))
    assert reliance_map(session).scenarios == 0


def test_the_map_counts_first_votes_of_those_who_voted_twice() -> None:
    session = go_to(a_session((a_step(scenario=LEARN), MAP, STEPS[-1])), Stage.VOTE_1)
    vote(session, votes(3, 9))
    vote(go_to(session, Stage.VOTE_2), votes(8, 8))
    shown = the_map(go_to(session, Stage.MAP))
    assert shown.decisions == Trials(hits=3, signals=8)


def test_hands_are_not_on_the_map() -> None:
    session = go_to(a_session((STEPS[0], MAP, STEPS[-1])), Stage.VOTE_1)
    do(session, c.CountHands({Decision.USE: 4, Decision.STOP: 8}))
    shown = the_map(go_to(session, Stage.MAP))
    assert (shown.scenarios, shown.decisions, shown.sentences) == (0, Trials(), Trials())
    assert shown.calibration is None


def test_taps_stand_beside_decisions() -> None:
    tapped = a_ballot(Decision.FIX, (0, 1), confidence=None)
    shown = the_map(played([tapped] * 6, [USE] * 5))
    assert shown.sentences == Trials(hits=6, signals=6, false_alarms=6, noises=6 * 3 + 5 * 4)


def test_where_the_room_stood_last_time_is_on_the_map() -> None:
    last = MapPlace(0.4, 0.6, DAY)
    session = machine.opened(dataclasses.replace(an_opening(STEPS), last_place=last))
    assert the_map(go_to(session, Stage.MAP)).last == last


def test_the_price_of_refusing_sound_work_is_votes_times_minutes() -> None:
    session = go_to(a_session(STEPS), Stage.VOTE_1, step=1)
    vote(session, votes(7, 20))
    do(go_to(session, Stage.OUTCOME), c.SetPrice(25))
    assert drawn(room_view(session, 0), "minutes") == 25
    assert the_map(go_to(session, Stage.MAP)).refusal == Refusal(refused=7, votes=20, minutes=175)


def test_without_a_price_or_without_enough_votes_nothing_was_refused() -> None:
    assert the_map(played(votes(5, 5), votes(7, 20))).refusal is None
    session = go_to(a_session(STEPS), Stage.VOTE_1, step=1)
    vote(session, votes(4, 4))
    do(go_to(session, Stage.OUTCOME), c.SetPrice(25))
    assert the_map(go_to(session, Stage.MAP)).refusal is None


@pytest.mark.parametrize(
    ("guesses", "expected"), [(["60"] * 5 + ["90"] * 6, 90), (["60"] * 4, None), ([], None)]
)
def test_what_the_room_expected_to_catch_is_the_median_of_its_guess(
    guesses: list[str], expected: float | None
) -> None:
    session = a_session((a_pulse_step(PULSES[CATCH]), *STEPS))
    assert reliance_map(session).expected is None
    answer(go_to(session, Stage.PULSE), guesses)
    assert reliance_map(session).expected is None, "while it is open"
    assert the_map(go_to(session, Stage.MAP)).expected == expected


# Sure and right.


def sure(confidence: int | None, right: int, of: int) -> list[Ballot]:
    return [
        a_ballot(Decision.FIX if index < right else Decision.USE, (), confidence=confidence)
        for index in range(of)
    ]


MIXED = [
    *sure(50, 2, 5),
    *sure(60, 3, 6),
    *sure(70, 5, 8),
    *sure(80, 5, 9),
    *sure(90, 4, 7),
    *sure(100, 3, 5),
]


def calibrated(*scenarios: list[Ballot], maps: int = 1) -> Session:
    """Faulty outputs with such votes, then a map after the last one, or after each."""
    names = (LEARN, ROLE)[: len(scenarios)]
    steps = []
    for name in names:
        steps.append(a_step(scenario=name, cycle=Cycle.SHORT))
        if maps > 1 or name == names[-1]:
            steps.append(MAP)
    session = a_session((*steps, a_step(StepKind.CLOSE)))
    for index, ballots in enumerate(scenarios):
        vote(go_to(session, Stage.VOTE_1, step=index * 2 if maps > 1 else index), ballots)
        go_to(session, Stage.REVEAL)
    return session


def sure_and_right(session: Session, step: int | None = None) -> Calibration | None:
    """How sure and how right, as the second part of a map shows it."""
    do(go_to(session, Stage.MAP, step), c.Advance(START))
    return the_map(session).calibration


def test_the_figures_of_a_mixed_room_are_all_there() -> None:
    found = sure_and_right(calibrated(MIXED))
    assert found is not None
    assert found.n == 40
    assert found.gap.points == pytest.approx(sum(b.confidence or 0 for b in MIXED) / 40 - 100 * 22 / 40)
    assert [(one.n, round(one.share_correct * one.n)) for one in found.curve] == [(11, 5), (17, 10), (12, 7)]


def test_two_outputs_are_one_curve() -> None:
    found = sure_and_right(calibrated(MIXED, MIXED))
    assert found is not None
    assert (found.n, [one.n for one in found.curve]) == (80, [22, 34, 24])


def test_a_session_has_one_curve_at_its_last_map() -> None:
    session = calibrated(MIXED)
    first = calibrated(MIXED, MIXED, maps=2)
    early = a_session(first.steps)
    vote(go_to(early, Stage.VOTE_1), MIXED)
    before = sure_and_right(early)
    first_part = the_map(go_to(session, Stage.MAP)).calibration
    alone = sure_and_right(session)
    assert before is not None
    assert alone is not None
    assert first_part == before == dataclasses.replace(alone, curve=())
    last = sure_and_right(first, step=3)
    assert last is not None
    assert len(last.curve) == 3


def test_a_map_that_is_left_out_and_put_back_later_brings_no_second_curve() -> None:
    session = a_session(calibrated(MIXED, MIXED, maps=2).steps)
    vote(go_to(session, Stage.VOTE_1), MIXED)
    do(session, c.DropStep(3))
    shown = sure_and_right(session)
    assert shown is not None
    assert shown.curve
    do(session, c.AddStep(3, MAP))
    assert the_map(session).calibration == shown, "it stays on the wall"
    vote(go_to(session, Stage.VOTE_1, step=2), [*sure(90, 5, 5), *sure(50, 0, 1)])
    later = sure_and_right(session, step=3)
    assert later is not None
    assert (later.n, later.curve) == (46, ())


def test_a_highlight_belongs_to_its_vote_and_not_to_the_map() -> None:
    session = calibrated(MIXED)
    shown = result_of(session, session.scenarios[LEARN]).sure_and_wrong
    assert shown is not None
    assert (shown.count, shown.n) == (9, 40)
    found = the_map(go_to(session, Stage.MAP)).calibration
    assert found is not None
    assert found.sure_and_wrong is None


@pytest.mark.parametrize(
    "ballots",
    [
        [*sure(90, 4, 14), *sure(80, 0, 1), *sure(60, 2, 12)],
        [*sure(90, 4, 14), *sure(80, 2, 8), *sure(70, 1, 2), *sure(60, 2, 12)],
        [*sure(100, 4, 14), *sure(60, 2, 12)],
    ],
)
def test_the_curve_is_withheld_where_the_highlight_would_part_its_bins(ballots: list[Ballot]) -> None:
    found = sure_and_right(calibrated(ballots))
    assert found is not None
    assert found.curve == ()
    assert found.n == len(ballots)


@pytest.mark.parametrize(
    ("said", "silent", "joined"), [(20, 0, 20), (20, 1, 16), (20, 4, 19), (20, 5, 20), (4, 9, 0), (6, 1, 0)]
)
def test_where_a_few_did_not_say_how_sure_they_were_some_who_did_are_left_out_with_them(
    said: int, silent: int, joined: int
) -> None:
    found = the_map(go_to(calibrated([*sure(70, said, said), *sure(None, 0, silent)]), Stage.MAP)).calibration
    assert (found.n if found else 0) == joined
