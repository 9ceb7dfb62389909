"""Every pair of stage and command: it leads to events, or it is refused and nothing has changed."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
from typing import get_args

import pytest

from tests.builders import (
    DAY,
    EVERY_STAGE,
    LEARN,
    ONE_SCENARIO,
    ROLE,
    SCENARIOS,
    SOUND,
    START,
    STEPS,
    a_ballot,
    a_card_step,
    a_dots_step,
    a_pulse,
    a_pulse_step,
    a_scenario,
    a_score_step,
    a_session,
    a_step,
    an_action,
    an_idea,
    an_opening,
    answer,
    do,
    go_to,
    round_now,
    some_dots,
    some_scores,
    vote,
)
from tests.stages import AFTER_REVEAL, OF_LINES
from workshop.core.agenda.agenda import Cycle, Step, StepKind
from workshop.core.agenda.pulse import PULSES, Answer, PulseId
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live import machine
from workshop.core.live.dots import IdeaId
from workshop.core.live.machine import Refused
from workshop.core.live.rounds import Round, Seat, Takes, pulse_round, question_round
from workshop.core.live.sentences import waiting
from workshop.core.live.session import (
    EVERYBODY,
    MAXIMUM_K,
    MINIMUM_K,
    Asked,
    Ballot,
    Group,
    Position,
    QuestionMark,
    Session,
    Stage,
    Taps,
    Text,
    Vote,
)
from workshop.core.live.steps.scenario import MOST_MINUTES
from workshop.core.live.texts import asking_round, text_rounds
from workshop.core.plans.action import Review
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.look_back import Reviewed
from workshop.core.words import Audience, Decision, Phase

ROUND_1, ROUND_2 = Round.parse(f"{LEARN}/1"), Round.parse(f"{LEARN}/2")

ANYWHERE: set[type[c.Command]] = {
    *(c.ChangeAddress, c.OpenDesk, c.RevokeDesks),
    *(c.ReleaseTexts, c.PutTextsAway, c.AnswerQuestion),
    *(c.WithdrawRemark, c.TakeSentence, c.PutSentencesAway),
}
CHANGES: set[type[c.Command]] = {c.DropStep, c.MoveStep, c.SwapScenario, c.AddStep, c.TakeChangeBack}
TOLD = {c.Advance, c.Skip, c.EndEarly, c.CastVote, *CHANGES, *ANYWHERE}
MOVES = {*TOLD, c.TakeBack}
NO_SKIP = MOVES - {c.Skip}
VOTE = {*NO_SKIP, c.Extend, c.Shorten, c.ShowHint, c.CountHands}
LEGAL: dict[Stage, set[type[c.Command]]] = {
    Stage.LOBBY: {c.Advance, c.NameDay, c.CastVote, *CHANGES, *ANYWHERE},
    Stage.OPEN: {*MOVES, c.Extend, c.Shorten},
    Stage.READ: {*MOVES, c.Extend, c.Shorten, c.PlaceOthers},
    Stage.VOTE_1: VOTE,
    Stage.VOTE_1_CLOSED: MOVES,
    Stage.TALK: {*TOLD, c.Extend, c.Shorten, c.ShowHint},
    Stage.VOTE_2: VOTE,
    Stage.VOTE_2_CLOSED: NO_SKIP,
    Stage.REVEAL: {*MOVES, c.KeepRemark},
    Stage.OUTCOME: {*TOLD, c.SetPrice, c.KeepRemark},
    Stage.CHECK: {*MOVES, c.SetPrice, c.KeepRemark},
    Stage.DEBRIEF: {
        *MOVES,
        *(c.Extend, c.Shorten, c.SetPrice, c.KeepRemark, c.GatherTexts),
    },
    Stage.CARD: {*MOVES, c.Extend, c.Shorten, c.FillCard, c.GatherTexts},
    Stage.LINES: {*NO_SKIP, c.Extend, c.Shorten},
    Stage.LINES_CLOSED: MOVES,
    Stage.LINES_RESULT: {*TOLD, c.Extend, c.Shorten, c.FillCard},
    Stage.GROUPS: {*MOVES, c.Extend, c.Shorten},
    Stage.IDEAS: {*MOVES, c.Extend, c.Shorten, c.NoteIdea, c.DropIdea},
    Stage.DOTS: {*NO_SKIP, c.Extend, c.Shorten},
    Stage.DOTS_CLOSED: MOVES,
    Stage.DOTS_RESULT: TOLD,
    Stage.SCORE: {*NO_SKIP, c.Extend, c.Shorten, c.CastVote},
    Stage.SCORE_CLOSED: MOVES,
    Stage.SCORE_RESULT: TOLD,
    Stage.OPEN_CASE: {*MOVES, c.PasteCase},
    Stage.OPEN_CASE_VOTE: {*NO_SKIP, c.Extend, c.Shorten},
    Stage.OPEN_CASE_CLOSED: MOVES,
    Stage.OPEN_CASE_RESULT: TOLD,
    Stage.REVIEW: {*MOVES, c.Extend, c.Shorten, c.ReviewAction, c.TurnToAction},
    Stage.SHIFT: {*MOVES, c.Extend, c.Shorten},
    Stage.ACTIONS: {
        *MOVES,
        c.Extend,
        c.Shorten,
        c.AgreeAction,
        c.WithdrawAction,
        c.MoveAction,
        c.KeepWarnings,
    },
    Stage.BREAK: {*MOVES, c.Extend, c.Shorten},
    Stage.PULSE: {*MOVES, c.Extend, c.Shorten},
    Stage.PULSE_CLOSED: MOVES,
    Stage.PULSE_RESULT: {*TOLD, c.RecordSponsor},
    Stage.MAP: MOVES,
    Stage.CLOSE: {c.TakeBack, c.Extend, c.Shorten, c.Seal, *ANYWHERE, c.SetNextDate},
    Stage.SEALED: set(),
}
"""The whole theory once more, written by hand: what a facilitator and a phone may do where."""

SKIPS_WITHIN = {Stage.VOTE_1_CLOSED, Stage.TALK, Stage.REVEAL}
"""Where a skip stays within its step."""

STEP_ENDS = {
    *(Stage.OPEN, Stage.CARD, Stage.LINES_RESULT, Stage.IDEAS, Stage.DOTS_RESULT),
    *(Stage.SCORE_RESULT, Stage.OPEN_CASE_RESULT, Stage.ACTIONS),
}
"""Where the session of these tests is at the end of a step, before one that is no break."""

NO_BREAK = {Stage.LOBBY, Stage.BREAK, Stage.CLOSE, Stage.SEALED}
"""Where no break is ever possible; everywhere else a step may end."""

COMMANDS: tuple[type[c.Command], ...] = get_args(c.Command)
PAIRS = [(stage, command) for stage in Stage for command in COMMANDS]


TO_COME = (
    a_step(StepKind.BREAK, phase=Phase.SUCCEED),
    a_card_step("guardrails", Phase.SUCCEED),
    a_step(scenario="spare", phase=Phase.SUCCEED),
)
"""What every stage but the closing has before it, so that there is an agenda to change."""


CLOSED_TEXTS, OF_GROUPS = Round.parse("text_6_0_0/1"), Round.parse(f"text_group_{len(EVERY_STAGE)}_0_0/1")


def with_texts(session: Session) -> Session:
    """The session, in which enough people have written: in a round that is closed, and where one is open."""
    session.desk_opened = True
    session.texts_closed.add(CLOSED_TEXTS)
    session.remarks[LEARN] = ("Too smooth.",)
    session.questions = (Asked(question_round(0), 0, "When is lunch?"),)
    for round_ in (CLOSED_TEXTS, OF_GROUPS, *text_rounds(session)):
        session.texts[round_] = {Seat(f"s{number}"): Text(f"Words {number}") for number in range(5)}
    return session


def a_session_in(stage: Stage, *to_come: Step) -> Session:
    """A session in a stage of its first step that has it; after a reveal, that of the sound output."""
    steps = [
        a_card_step("heard", step.phase) if step.card is not None and stage not in OF_LINES else step
        for step in EVERY_STAGE[:-1]
    ]
    session = a_session((*steps, *to_come, EVERY_STAGE[-1]), (*SCENARIOS, a_scenario("spare")))
    if stage is Stage.SEALED:
        do(go_to(session, Stage.CLOSE), c.Seal(START))
        return session
    go_to(session, stage, step=6 if stage in AFTER_REVEAL else None)
    if stage is Stage.READ:
        sides = (frozenset({Audience.LEADERS}), EVERYBODY - {Audience.LEADERS})
        texts = ((Audience.LEADERS, LEARN), (Audience.MANAGERS, ROLE))
        session.groups[1] = tuple(
            Group(role, side, text) for side, (role, text) in zip(sides, texts, strict=True)
        )
    if stage is Stage.ACTIONS:
        do(session, c.AgreeAction(an_action()), c.AgreeAction(an_action()))
    if stage is Stage.IDEAS:
        do(session, c.NoteIdea(an_idea(1)), c.NoteIdea(an_idea(2)))
    return session


def a_good(command: type[c.Command], session: Session) -> c.Command:
    """A command whose content nobody could refuse."""
    round_ = next(iter(text_rounds(session)), None) or round_now(session) or asking_round(session) or ROUND_1
    votes: dict[Takes, Vote] = {
        Takes.BALLOT: a_ballot(),
        Takes.CHOICE: Answer("skill", Audience.MANAGERS),
        Takes.DOTS: some_dots("I1 I1"),
        Takes.TEXT: Text("The average."),
        Takes.SCORES: some_scores("I1=5 I2=1"),
        Takes.TAPS: Taps((1,)),
        Takes.MARK: QuestionMark(True),
    }
    sentence = next((one.key for one in waiting(session, 1)[0]), "")
    examples: tuple[c.Command, ...] = (
        c.Advance(START),
        c.Skip(START),
        c.EndEarly(START),
        c.BreakNow(START),
        c.TakeBack(START),
        c.Extend(START),
        c.Shorten(START),
        c.ShowHint(),
        c.CastVote(round_, Seat("s1"), votes[round_.takes]),
        c.RecordSponsor("We will train everybody."),
        c.SetPrice(20),
        c.PasteCase("The price rose by 4%. It was the freight."),
        c.CountHands({Decision.USE: 3, Decision.FIX: 9}),
        c.AgreeAction(an_action()),
        c.WithdrawAction("A1"),
        c.MoveAction("A1", 1),
        c.FillCard({"works": ("the count",)} if session.stage is Stage.CARD else {"red": ("the count",)}),
        c.NoteIdea(an_idea()),
        c.DropIdea(IdeaId("I2")),
        c.KeepRemark("We only checked the totals."),
        c.KeepWarnings("We count from January.", (("no-metric", ""),)),
        c.ReviewAction(Reviewed(Review(did_it_happen="yes"), "done")),
        c.TurnToAction(1, START),
        c.SetNextDate(DAY + dt.timedelta(30)),
        c.NameDay(DAY + dt.timedelta(1)),
        c.ChangeAddress("10.0.0.7"),
        c.DropStep(len(session.steps) - 3),
        c.MoveStep(len(session.steps) - 3, len(session.steps) - 2),
        c.SwapScenario(len(session.steps) - 2, a_scenario("other")),
        c.AddStep(len(session.steps) - 1, a_step(scenario="other", phase=Phase.SUCCEED), a_scenario("other")),
        c.TakeChangeBack(),
        c.PlaceOthers(Audience.MANAGERS),
        c.GatherTexts(),
        c.ReleaseTexts(CLOSED_TEXTS, (0, 3)),
        c.PutTextsAway(CLOSED_TEXTS, (4,)),
        c.AnswerQuestion(0),
        c.WithdrawRemark(LEARN, "Too smooth."),
        c.TakeSentence(OF_GROUPS, sentence, "red"),
        c.PutSentencesAway(OF_GROUPS, (sentence,)),
        c.OpenDesk(),
        c.RevokeDesks(),
        c.Seal(START),
    )
    return next(example for example in examples if type(example) is command)


@pytest.mark.parametrize(("stage", "command"), PAIRS)
def test_a_command_leads_to_events_where_it_is_legal_and_is_refused_everywhere_else(
    stage: Stage, command: type[c.Command]
) -> None:
    session = with_texts(a_session_in(stage, *TO_COME))
    session.desk_opened = command is not c.OpenDesk
    session.before_change = session.steps
    before = copy.deepcopy(session)
    is_legal = stage in STEP_ENDS if command is c.BreakNow else command in LEGAL[stage]
    # Its only finding was just shown: behind that nobody goes back.
    is_legal = is_legal and (stage, command) != (Stage.REVEAL, c.TakeBack)
    assert machine.may(session, command) is is_legal

    if is_legal:
        assert machine.decide(session, a_good(command, session))
    else:
        with pytest.raises(Refused, match=r"^[A-Z].*\.$"):
            machine.decide(session, a_good(command, session))

    assert session == before, "deciding changes nothing; only applying does"


def test_the_table_lists_exactly_the_legal_pairs() -> None:
    by_hand = {(stage, command) for stage in Stage for command in LEGAL[stage]}
    assert set(machine.LEGAL) == by_hand | {(stage, c.BreakNow) for stage in Stage if stage not in NO_BREAK}


def places(session: Session) -> list[Position]:
    """Every place that Space leads through, from here to the closing."""
    walked = [session.position]
    while machine.next_position(session) is not None:
        do(session, c.Advance(START))
        walked.append(session.position)
    return walked


def test_a_full_cycle_votes_twice_around_a_talk_and_asks_each_question() -> None:
    session = go_to(a_session(ONE_SCENARIO), Stage.READ)
    assert places(session) == [
        Position(0, Stage.READ),
        Position(0, Stage.VOTE_1),
        Position(0, Stage.VOTE_1_CLOSED),
        Position(0, Stage.TALK),
        Position(0, Stage.VOTE_2),
        Position(0, Stage.VOTE_2_CLOSED),
        Position(0, Stage.REVEAL),
        Position(0, Stage.OUTCOME),
        Position(0, Stage.CHECK),
        Position(0, Stage.DEBRIEF, 0),
        Position(0, Stage.DEBRIEF, 1),
        Position(1, Stage.ACTIONS),
        Position(2, Stage.CLOSE),
    ]


def test_a_short_cycle_goes_from_the_vote_to_the_reveal() -> None:
    steps = (a_step(scenario=LEARN, cycle=Cycle.SHORT), a_step(StepKind.CLOSE))
    stages = [place.stage for place in places(go_to(a_session(steps), Stage.READ))]
    assert stages == [
        "read",
        "vote-1",
        "vote-1-closed",
        "reveal",
        "outcome",
        "check",
        "debrief",
        "debrief",
        "close",
    ]


def test_space_leads_through_every_step_of_a_session_in_its_order() -> None:
    walked = places(a_session())
    assert list(dict.fromkeys(place.step for place in walked)) == [-1, *range(len(STEPS))]


def test_space_does_nothing_in_the_closing_only_sealing_is_left() -> None:
    session = go_to(a_session(), Stage.CLOSE)
    with pytest.raises(Refused, match="Seal the session"):
        machine.decide(session, c.Advance(START))
    do(session, c.Seal(START))
    assert session.stage is Stage.SEALED


@pytest.mark.parametrize("stage", [Stage.VOTE_1_CLOSED, Stage.TALK])
def test_skipping_after_the_first_vote_leaves_out_the_second_one(stage: Stage) -> None:
    session = go_to(a_session(), stage)
    do(session, c.Skip(START))
    assert session.position == Position(1, Stage.REVEAL)
    assert session.held == {ROUND_1}


@pytest.mark.parametrize(
    "stage",
    [stage for stage in Stage if c.Skip in LEGAL[stage] and stage not in SKIPS_WITHIN],
)
def test_skipping_elsewhere_leaves_out_the_rest_of_the_step(stage: Stage) -> None:
    session = a_session_in(stage)
    step = session.position.step
    do(session, c.Skip(START))
    assert session.position.step == step + 1


def test_a_scenario_that_was_skipped_while_it_was_read_is_neither_held_nor_revealed() -> None:
    session = go_to(a_session(), Stage.READ)
    do(session, c.Skip(START))
    assert not session.held
    assert not session.revealed


def test_skipping_is_refused_while_a_vote_is_open_and_says_what_to_do() -> None:
    with pytest.raises(Refused, match="Close the vote first"):
        machine.decide(go_to(a_session(), Stage.VOTE_1), c.Skip(START))


@pytest.mark.parametrize("stage", [stage for stage in Stage if c.EndEarly in LEGAL[stage]])
def test_ending_early_goes_to_the_closing_from_wherever_the_session_is(stage: Stage) -> None:
    session = a_session_in(stage)
    do(session, c.EndEarly(START, 12))
    assert session.position == Position(len(EVERY_STAGE) - 1, Stage.CLOSE)
    assert session.participants == 12


def test_a_ballot_can_be_replaced_until_its_round_closes() -> None:
    session = go_to(a_session(), Stage.VOTE_1)
    vote(session, [a_ballot(Decision.USE), a_ballot(Decision.STOP)])
    vote(session, [a_ballot(Decision.FIX)])
    assert [ballot.decision for ballot in session.ballots[ROUND_1].values()] == ["fix", "stop"]


def test_the_second_vote_starts_empty_and_takes_no_ballot_for_the_first() -> None:
    session = go_to(a_session(), Stage.VOTE_1)
    vote(session, [a_ballot()])
    go_to(session, Stage.VOTE_2)
    assert ROUND_2 not in session.ballots
    with pytest.raises(Refused, match="closed"):
        machine.decide(session, c.CastVote(ROUND_1, Seat("s0"), a_ballot()))


@pytest.mark.parametrize("round_", ["learn/1", "learn-01/3", "role-01/1", "learn-01/2"])
def test_a_ballot_for_any_round_but_the_open_one_is_refused(round_: str) -> None:
    cast = c.CastVote(Round.parse(round_), Seat("s"), a_ballot())
    with pytest.raises(Refused, match="closed"):
        machine.decide(go_to(a_session(), Stage.VOTE_1), cast)


@pytest.mark.parametrize(
    ("ballot", "says"),
    [
        (Ballot(Decision.FIX, (4,)), "no such sentence"),
        (Ballot(Decision.FIX, (-1,)), "no such sentence"),
        (Ballot(Decision.FIX, (1, 1)), "tapped once"),
        (Ballot(Decision.FIX, (2, 1)), "tapped once"),
        (Ballot(Decision.FIX, (), False, 0), "How sure"),
        (Ballot(Decision.FIX, (), False, 75), "How sure"),
        (Ballot(Decision.FIX, (), False, 101), "How sure"),
    ],
)
def test_a_ballot_that_no_phone_page_would_send_is_refused(ballot: Ballot, says: str) -> None:
    with pytest.raises(Refused, match=says):
        machine.decide(go_to(a_session(), Stage.VOTE_1), c.CastVote(ROUND_1, Seat("s"), ballot))


@pytest.mark.parametrize("ballot", [Ballot(Decision.STOP), Ballot(Decision.USE, (0, 1, 2, 3), True, 50)])
def test_the_decision_alone_is_enough_and_every_sentence_may_be_tapped(ballot: Ballot) -> None:
    session = go_to(a_session(), Stage.VOTE_1)
    vote(session, [ballot])
    assert list(session.ballots[ROUND_1].values()) == [ballot]


def test_hands_stand_for_all_four_decisions_whatever_was_typed() -> None:
    session = go_to(a_session(), Stage.VOTE_1)
    do(session, c.CountHands({Decision.FIX: 7}))
    assert session.hands[ROUND_1] == {"use": 0, "fix": 7, "redo": 0, "stop": 0}


@pytest.mark.parametrize("count", [-1, 10_000])
def test_a_count_of_hands_outside_the_possible_is_refused(count: int) -> None:
    with pytest.raises(Refused, match="0 to 9999"):
        machine.decide(go_to(a_session(), Stage.VOTE_1), c.CountHands({Decision.USE: count}))


def test_no_hands_at_all_take_a_count_back_so_that_the_phones_count_again() -> None:
    session = go_to(a_session(), Stage.VOTE_1)
    do(session, c.CountHands({Decision.FIX: 7}), c.CountHands({}))
    assert session.hands == {}


def test_hands_instead_of_phones_drop_the_ballots_until_hands_are_counted_anew() -> None:
    session = go_to(a_session(), Stage.VOTE_1)
    do(session, c.CastVote(ROUND_1, Seat("s1"), a_ballot()))
    instead = c.CountHands({Decision.FIX: 7}, instead=True)
    do(session, instead)
    assert session.ballots == {}
    with pytest.raises(Refused, match="counted by hand"):
        machine.decide(session, c.CastVote(ROUND_1, Seat("s1"), a_ballot()))
    do(session, c.CountHands({}, instead=True))
    do(session, c.CastVote(ROUND_1, Seat("s1"), a_ballot()), instead, c.CountHands({Decision.FIX: 7}))
    assert session.ballots == {}
    do(session, c.CastVote(ROUND_1, Seat("s1"), a_ballot()))
    assert list(session.ballots[ROUND_1]) == ["s1"]


def test_no_hands_instead_of_phones_drop_nothing() -> None:
    session = go_to(a_session(), Stage.VOTE_1)
    do(session, c.CastVote(ROUND_1, Seat("s1"), a_ballot()), c.CountHands({}, instead=True))
    assert list(session.ballots[ROUND_1]) == ["s1"]


def test_a_hint_is_shown_once_and_asking_again_changes_nothing() -> None:
    session = go_to(a_session(), Stage.TALK)
    assert do(session, c.ShowHint()) == [e.HintShown(LEARN)]
    assert do(session, c.ShowHint()) == []
    go_to(session, Stage.VOTE_2)
    assert do(session, c.ShowHint()) == []


def test_more_time_is_added_to_what_is_left() -> None:
    session = go_to(a_session(), Stage.READ)
    do(session, c.Extend(START + 30, 60))
    assert session.ends_at == START + 90 + 60


def test_more_time_after_the_time_is_up_starts_from_now() -> None:
    session = go_to(a_session(), Stage.READ)
    do(session, c.Extend(START + 500, 60))
    assert session.ends_at == START + 560


@pytest.mark.parametrize("seconds", [0, -60, 3601])
def test_more_time_means_a_second_to_an_hour(seconds: int) -> None:
    with pytest.raises(Refused, match="1 second to 1 hour"):
        machine.decide(go_to(a_session(), Stage.READ), c.Extend(START, seconds))


def test_a_step_without_minutes_has_no_timer_to_extend() -> None:
    session = go_to(a_session((a_step(StepKind.CLOSE, minutes=0),)), Stage.CLOSE)
    assert session.ends_at is None
    with pytest.raises(Refused, match="no timer"):
        machine.decide(session, c.Extend(START))


@pytest.mark.parametrize(
    ("stage", "seconds"),
    [
        (Stage.CARD, 180),
        (Stage.GROUPS, 60),
        (Stage.IDEAS, 300),
        (Stage.DOTS, 60),
        (Stage.DOTS_RESULT, None),
        (Stage.REVIEW, 180),
        (Stage.SHIFT, 120),
        (Stage.OPEN, 180),
        (Stage.READ, 90),
        (Stage.VOTE_1, 60),
        (Stage.VOTE_1_CLOSED, None),
        (Stage.TALK, 180),
        (Stage.VOTE_2, 45),
        (Stage.REVEAL, None),
        (Stage.OUTCOME, None),
        (Stage.CHECK, None),
        (Stage.DEBRIEF, 120),
        (Stage.ACTIONS, 480),
        (Stage.PULSE, 40),
        (Stage.PULSE_RESULT, None),
        (Stage.MAP, None),
        (Stage.CLOSE, 300),
    ],
)
def test_a_stage_has_its_own_time_or_that_of_its_step_or_none(stage: Stage, seconds: int | None) -> None:
    session = go_to(a_session(EVERY_STAGE), stage)
    assert session.entered_at == START
    assert session.ends_at == (None if seconds is None else START + seconds)


def test_participants_are_the_largest_number_of_phones_seen_at_a_step() -> None:
    session = a_session()
    do(session, c.Advance(START, 9), c.Advance(START, 14), c.Advance(START, 11))
    assert session.participants == 14


def test_actions_are_numbered_through_the_session_and_a_number_never_comes_back() -> None:
    session = go_to(a_session(), Stage.ACTIONS)
    do(session, c.AgreeAction(an_action()), c.AgreeAction(an_action()), c.WithdrawAction("A2"))
    go_to(session, Stage.ACTIONS, step=4)
    do(session, c.AgreeAction(an_action()))
    assert list(session.actions) == ["A1", "A3"]
    assert [action.id for action in session.actions_of(Chapter(Phase.LEAD_ROLE))] == ["A3"]


def test_new_words_for_an_action_keep_its_place() -> None:
    session = go_to(a_session(), Stage.ACTIONS)
    do(session, c.AgreeAction(an_action()), c.AgreeAction(an_action(then="we ask")))
    do(session, c.AgreeAction(an_action(id="A1", then="we recompute it")))
    assert [action.then for action in session.actions_of(Chapter(Phase.LEARN))] == [
        "we recompute it",
        "we ask",
    ]
    do(session, c.AgreeAction(an_action()))
    assert list(session.actions) == ["A1", "A2", "A3"], "and use up no number"


def test_an_action_of_another_phase_can_be_neither_changed_nor_taken_back() -> None:
    session = go_to(a_session(), Stage.ACTIONS)
    do(session, c.AgreeAction(an_action()))
    go_to(session, Stage.ACTIONS, step=4)
    for command in (c.AgreeAction(an_action(id="A1")), c.WithdrawAction("A1")):
        with pytest.raises(Refused, match="no action A1 in this phase"):
            machine.decide(session, command)


def test_an_action_that_does_not_exist_can_be_neither_changed_nor_taken_back() -> None:
    session = go_to(a_session(), Stage.ACTIONS)
    for command in (c.AgreeAction(an_action(id="A7")), c.WithdrawAction("A7"), c.WithdrawAction("")):
        with pytest.raises(Refused, match="There is no action"):
            machine.decide(session, command)


@pytest.mark.parametrize("missing", [{"if_": " "}, {"then": ""}, {"if_": "", "then": "\n"}])
def test_an_action_needs_a_situation_and_an_act(missing: dict[str, str]) -> None:
    with pytest.raises(Refused, match="needs both"):
        machine.decide(go_to(a_session(), Stage.ACTIONS), c.AgreeAction(an_action(**missing)))


def test_five_actions_are_the_limit_of_a_phase_but_they_can_still_be_changed() -> None:
    session = go_to(a_session(), Stage.ACTIONS)
    do(session, *[c.AgreeAction(an_action())] * 5)
    with pytest.raises(Refused, match="5 actions are the limit"):
        machine.decide(session, c.AgreeAction(an_action()))
    do(session, c.AgreeAction(an_action(id="A5", then="we ask")), c.WithdrawAction("A1"))
    do(session, c.AgreeAction(an_action()))
    assert len(session.actions_of(Chapter(Phase.LEARN))) == 5
    do(go_to(session, Stage.ACTIONS, step=4), c.AgreeAction(an_action()))
    assert len(session.actions_of(Chapter(Phase.LEAD_ROLE))) == 1, "the next phase has five of its own"


def test_another_address_stands_in_the_setup_and_nothing_else_changes() -> None:
    session = a_session()
    before = session.setup
    do(session, c.ChangeAddress("10.0.0.7"))
    assert session.setup == dataclasses.replace(before, host="10.0.0.7")


@pytest.mark.parametrize("k", [MINIMUM_K - 1, 0, -5, MAXIMUM_K + 1])
def test_no_session_opens_with_a_smallest_group_outside_the_limits(k: int) -> None:
    with pytest.raises(Refused, match=f"3 to 50, not {k}"):
        machine.opened(an_opening(k=k))


@pytest.mark.parametrize("k", [MINIMUM_K, MAXIMUM_K])
def test_the_limits_of_the_smallest_group_themselves_are_fine(k: int) -> None:
    assert machine.opened(an_opening(k=k)).stage is Stage.LOBBY


CLOSING = a_step(StepKind.CLOSE)


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ((), "does not end with a closing"),
        ((a_step(scenario=LEARN),), "does not end with a closing"),
        ((CLOSING, a_step(scenario=LEARN), CLOSING), "closing step before its end"),
        ((a_step(scenario="learn-99"), CLOSING), "not in the library"),
        ((a_step(scenario=None), CLOSING), "not in the library"),
        ((a_step(scenario=LEARN), a_step(scenario=ROLE), a_step(scenario=LEARN), CLOSING), "twice"),
        ((a_step(StepKind.ACTIONS, scenario=LEARN), CLOSING), "in a step that plays none"),
        ((a_step(StepKind.PULSE, scenario=LEARN, pulse=a_pulse()), CLOSING), "in a step that plays none"),
        ((a_step(StepKind.PULSE), CLOSING), "A pulse step needs a pulse"),
        ((a_step(StepKind.MAP, pulse=a_pulse()), CLOSING), "no other step has one"),
        ((a_step(scenario=LEARN, pulse=a_pulse()), CLOSING), "no other step has one"),
        ((dataclasses.replace(CLOSING, pulse=a_pulse()),), "no other step has one"),
        ((a_step(StepKind.CARD), CLOSING), "A card step needs a card"),
        ((dataclasses.replace(CLOSING, card=a_card_step().card),), "card step needs a card"),
        ((a_dots_step(), a_dots_step(), CLOSING), "two dot votes in one phase"),
        ((a_score_step(), a_score_step(), CLOSING), "scores the ideas of a phase twice"),
        ((a_dots_step(winners=0), CLOSING), "chooses 1 to 3 ideas"),
        ((a_dots_step(winners=4), CLOSING), "chooses 1 to 3 ideas"),
    ],
)
def test_no_session_opens_with_steps_that_cannot_be_walked(steps: tuple[Step, ...], says: str) -> None:
    with pytest.raises(Refused, match=says):
        machine.opened(an_opening(steps))


@pytest.mark.parametrize("name", ["pulse-0", "dots-3"])
def test_no_scenario_may_have_a_name_that_could_be_a_pulse_or_a_dot_vote(name: str) -> None:
    with pytest.raises(Refused, match="begins with pulse- or dots-"):
        machine.opened(an_opening((CLOSING,), [a_scenario(name)]))


@pytest.mark.parametrize("kind", [StepKind.REVIEW, StepKind.SHIFT])
def test_no_session_looks_back_at_nothing(kind: StepKind) -> None:
    opening = dataclasses.replace(an_opening((a_step(kind), CLOSING)), look_back=None)
    with pytest.raises(Refused, match="looks back at an earlier session: name it"):
        machine.opened(opening)


PULSE_ALONE = (a_pulse_step(), CLOSING)
PULSE_ROUND = pulse_round(0)


def test_a_pulse_shows_the_room_first_and_the_published_figure_after_it() -> None:
    assert places(a_session(PULSE_ALONE))[1:] == [
        Position(0, Stage.PULSE),
        Position(0, Stage.PULSE_CLOSED),
        Position(0, Stage.PULSE_RESULT, 0),
        Position(0, Stage.PULSE_RESULT, 1),
        Position(1, Stage.CLOSE),
    ]


def test_a_pulse_without_a_published_figure_ends_with_the_room() -> None:
    session = a_session((a_pulse_step(a_pulse(benchmarks=())), CLOSING))
    assert [place.stage for place in places(session)] == [
        "lobby",
        "pulse",
        "pulse-closed",
        "pulse-result",
        "close",
    ]


def test_the_map_has_one_part_for_caught_and_flagged_and_one_for_sure_and_right() -> None:
    session = a_session((a_step(StepKind.MAP), CLOSING))
    assert places(session)[1:3] == [Position(0, Stage.MAP, 0), Position(0, Stage.MAP, 1)]


def test_an_answer_can_be_given_anew_until_its_pulse_closes() -> None:
    session = go_to(a_session(PULSE_ALONE), Stage.PULSE)
    assert session.held == {PULSE_ROUND}
    answer(session, ["job", "skill"])
    answer(session, ["none"])
    assert session.answers[PULSE_ROUND] == {"s0": Answer("none"), "s1": Answer("skill")}
    go_to(session, Stage.PULSE_RESULT)
    with pytest.raises(Refused, match="closed"):
        machine.decide(session, c.CastVote(PULSE_ROUND, Seat("s0"), Answer("job")))


@pytest.mark.parametrize("value", ["", "JOB", "losing", "0"])
def test_an_answer_that_the_question_does_not_offer_is_refused(value: str) -> None:
    session = go_to(a_session(PULSE_ALONE), Stage.PULSE)
    with pytest.raises(Refused, match="no such answer"):
        machine.decide(session, c.CastVote(PULSE_ROUND, Seat("s"), Answer(value)))


@pytest.mark.parametrize("round_", ["worries/1", "pulse-1/1", "pulse-0/2", "learn-01/1"])
def test_an_answer_for_any_pulse_but_the_open_one_is_refused(round_: str) -> None:
    session = go_to(a_session(PULSE_ALONE), Stage.PULSE)
    with pytest.raises(Refused, match="closed"):
        machine.decide(session, c.CastVote(Round.parse(round_), Seat("s"), Answer("job")))


def test_a_ballot_is_no_answer_and_an_answer_no_ballot() -> None:
    asked, voting = go_to(a_session(PULSE_ALONE), Stage.PULSE), go_to(a_session(), Stage.VOTE_1)
    with pytest.raises(Refused, match="closed"):
        machine.decide(asked, c.CastVote(PULSE_ROUND, Seat("s"), a_ballot()))
    with pytest.raises(Refused, match="closed"):
        machine.decide(voting, c.CastVote(ROUND_1, Seat("s"), Answer("job")))


def test_the_same_pulse_asked_twice_has_two_rounds() -> None:
    session = go_to(a_session((a_pulse_step(), a_pulse_step(), CLOSING)), Stage.PULSE)
    answer(session, ["job"])
    answer(go_to(session, Stage.PULSE, step=1), ["none"])
    assert session.answers == {
        pulse_round(0): {"s0": Answer("job")},
        pulse_round(1): {"s0": Answer("none")},
    }


def test_the_sponsors_answer_is_written_down_changed_and_taken_back() -> None:
    session = go_to(a_session(PULSE_ALONE), Stage.PULSE_RESULT)
    do(session, c.RecordSponsor("  Nobody loses a job.  "))
    assert session.sponsor == {"worries": "Nobody loses a job."}
    do(session, c.Advance(START), c.RecordSponsor("We train."))
    assert session.sponsor == {"worries": "We train."}
    do(session, c.RecordSponsor(" "))
    assert session.sponsor == {}


def test_the_sponsor_answers_only_where_the_pulse_asks_for_it() -> None:
    session = go_to(a_session((a_pulse_step(a_pulse(sponsor_answers=False)), CLOSING)), Stage.PULSE_RESULT)
    with pytest.raises(Refused, match="question about worries"):
        machine.decide(session, c.RecordSponsor("We train."))


def test_a_price_belongs_to_a_sound_output_and_is_taken_back_with_no_minutes() -> None:
    session = go_to(a_session(), Stage.OUTCOME, step=6)
    do(session, c.SetPrice(20), c.SetPrice(45))
    assert session.minutes == {SOUND: 45}
    do(session, c.SetPrice(0))
    assert session.minutes == {}
    with pytest.raises(Refused, match="sound text that was refused"):
        machine.decide(go_to(a_session(), Stage.OUTCOME), c.SetPrice(20))


@pytest.mark.parametrize("minutes", [-1, MOST_MINUTES + 1])
def test_a_price_is_a_number_of_minutes_that_a_person_could_mean(minutes: int) -> None:
    session = go_to(a_session(), Stage.OUTCOME, step=6)
    with pytest.raises(Refused, match="0 to 600"):
        machine.decide(session, c.SetPrice(minutes))


@pytest.mark.parametrize("pulse", PULSES)
def test_every_pulse_of_the_program_can_be_asked_and_takes_each_of_its_answers(pulse: PulseId) -> None:
    session = go_to(a_session((a_pulse_step(PULSES[pulse]), CLOSING)), Stage.PULSE)
    answer(session, PULSES[pulse].values)
    assert len(session.answers[PULSE_ROUND]) == len(set(PULSES[pulse].values)) >= 2


def test_a_scenario_with_nothing_to_ask_has_no_debrief() -> None:
    session = a_session(ONE_SCENARIO, [a_scenario(debrief=())])
    assert Stage.DEBRIEF not in {place.stage for place in places(session)}


def test_a_session_is_opened_once() -> None:
    with pytest.raises(ValueError, match="once"):
        machine.apply(a_session(), an_opening())


@pytest.mark.parametrize("events", [[], [e.HintShown(LEARN)]])
def test_a_replay_begins_with_the_opening(events: list[e.Event]) -> None:
    with pytest.raises(ValueError, match="begins with"):
        machine.replay(events)


def test_the_scenarios_of_the_opening_are_all_a_session_knows() -> None:
    assert set(a_session().scenarios) == {scenario.id for scenario in SCENARIOS}


def test_less_time_never_ends_before_now_and_a_time_that_is_up_is_not_shortened() -> None:
    session = go_to(a_session(), Stage.READ)
    do(session, c.Shorten(START))
    assert session.ends_at == START + 30
    do(session, c.Shorten(START + 10))
    assert session.ends_at == START + 10
    with pytest.raises(Refused, match="up already"):
        do(session, c.Shorten(START + 10))
    do(session, c.Extend(START + 20))
    assert session.ends_at == START + 80
