"""What `u` takes back: a closed round opens again, a move is undone, and what was told stays told."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import (
    EVERY_STAGE,
    START,
    a_ballot,
    a_card_step,
    a_dots_step,
    a_pulse_step,
    a_session,
    a_step,
    an_action,
    an_idea,
    answer,
    close_round,
    do,
    go_to,
    phone_view,
    round_now,
    vote,
)
from tests.stages import ASKING, CLOSES_INTO
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live import machine
from workshop.core.live.dots import IdeaId
from workshop.core.live.machine import Refused
from workshop.core.live.plan_of import plan_of
from workshop.core.live.rounds import Seat
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps import is_closed
from workshop.core.live.view import room_view
from workshop.core.plans.action import Review
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.look_back import Reviewed
from workshop.core.words import Decision, Phase

CLOSING = a_step(StepKind.CLOSE)
BACK = c.TakeBack(START + 50)
OPEN = sorted(ASKING)


def cast(session: Session, *, other: bool = False) -> Session:
    """Six votes in the open round, of one sort or of another."""
    match session.stage:
        case Stage.PULSE:
            answer(session, ["skill" if other else "job"] * 6)
        case Stage.DOTS | Stage.LINES:
            answer(session, ["I2 I2" if other else "I1 I1"] * 6)
        case Stage.OPEN_CASE_VOTE:
            answer(session, ["0 +" if other else "1 2"] * 6)
        case Stage.SCORE:
            answer(session, ["I1=1 I2=5" if other else "I1=5 I2=1"] * 6)
        case _:
            vote(session, [a_ballot(Decision.STOP if other else Decision.FIX)] * 6)
    return session


@pytest.mark.parametrize("stage", OPEN)
def test_a_round_closes_into_a_place_that_shows_how_many_have_voted_and_nothing_of_what(stage: Stage) -> None:
    seen = []
    for other in (False, True):
        session = cast(go_to(a_session(EVERY_STAGE), stage), other=other)
        do(session, c.Advance(START))
        assert session.stage is CLOSES_INTO[stage]
        assert (round_now(session), is_closed(session.stage)) == (None, True)
        view = room_view(session, 8)
        assert (view.voted, view.ends_at, view.take_back_words) == (6, None, "open the vote again")
        seen.append((view, phone_view(session, lambda subject: Seat("nobody"))))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("stage", OPEN)
def test_a_phone_sees_its_own_vote_while_the_round_is_closed(stage: Stage) -> None:
    session = cast(go_to(a_session(EVERY_STAGE), stage))
    before = phone_view(session, lambda subject: Seat("s1"))
    do(session, c.Advance(START))
    now = phone_view(session, lambda subject: Seat("s1"))
    assert (now.round, now.given) == (None, before.given)
    assert now.given


@pytest.mark.parametrize("stage", OPEN)
def test_a_closed_round_opens_again_with_its_ballots_until_space_tells(stage: Stage) -> None:
    session = cast(go_to(a_session(EVERY_STAGE), stage))
    round_ = round_now(session)
    do(session, c.Advance(START + 58), BACK)
    assert (session.stage, round_now(session), room_view(session, 8).voted) == (stage, round_, 6)
    assert session.ends_at is not None
    assert session.ends_at - BACK.at >= machine.LEAST_LEFT
    close_round(session)
    with pytest.raises(Refused, match="Nothing can be taken back here"):
        do(session, BACK)
    assert c.TakeBack not in room_view(session, 8).allowed
    do(session, c.EndEarly(START), BACK)
    assert not machine.may(session, c.TakeBack), "from wherever the room comes back, it is told"


def test_a_whole_line_of_moves_is_taken_back_one_by_one() -> None:
    session = go_to(a_session(), Stage.READ)
    seen = [session.position]
    for move in (c.Skip(START), c.Skip(START), c.Advance(START), c.EndEarly(START)):
        do(session, move)
        seen.append(session.position)
    assert room_view(session, 8).take_back_words == "take back: skip"
    while seen:
        assert session.position == seen.pop()
        do(session, BACK)


def after_dots() -> Session:
    """A room whose dots have just become two actions."""
    steps = (a_dots_step(winners=2), a_step(StepKind.ACTIONS), CLOSING)
    session = go_to(a_session(steps, ()), Stage.DOTS)
    answer(session, ["I1 I2"] * 5)
    close_round(session)
    do(session, c.Advance(START))
    assert list(session.actions) == ["A1", "A2"]
    return session


def test_actions_that_dots_made_go_with_the_move_and_those_that_people_typed_stay() -> None:
    session = after_dots()
    do(session, c.AgreeAction(an_action(then="we ask")), BACK)
    assert (session.stage, [*session.actions]) == (Stage.DOTS_RESULT, ["A3"])
    do(session, c.Advance(START))
    assert [action.dots for action in session.actions_of(Chapter(Phase.LEARN))] == [None, 5, 5]
    do(session, BACK, c.Advance(START), c.EndEarly(START))
    assert len(session.actions) == 3


@pytest.mark.parametrize(
    "change",
    [
        c.AgreeAction(an_action(id="A1", then="we ask")),
        c.WithdrawAction("A2"),
        c.KeepWarnings("We count later.", (("no-metric", "A1"),)),
    ],
)
def test_a_move_whose_actions_were_changed_since_stays(change: c.Command) -> None:
    session = after_dots()
    do(session, change)
    with pytest.raises(Refused, match="was changed since"):
        do(session, BACK)
    assert room_view(session, 8).take_back_words == ""


def test_ideas_that_have_dots_stay_what_they_were_and_new_ones_may_stand_beside_them() -> None:
    session = go_to(a_session((a_step(StepKind.GROUPS), a_dots_step(), CLOSING), ()), Stage.DOTS)
    answer(session, ["I1 I2"] * 5)
    do(session, BACK, c.NoteIdea(an_idea(3)))
    for command in (c.NoteIdea(an_idea("other", id=IdeaId("I1"))), c.DropIdea(IdeaId("I2"))):
        with pytest.raises(Refused, match="have voted on these ideas already"):
            do(session, command)
    do(session, c.Advance(START))
    assert (session.stage, room_view(session, 8).voted) == (Stage.DOTS, 5)


def test_what_was_typed_on_a_card_belongs_into_the_plan_also_when_its_step_is_taken_back() -> None:
    session = go_to(a_session((a_step(StepKind.OPEN), a_card_step("share"), CLOSING), ()), Stage.CARD)
    do(session, c.FillCard({"what": ("a checklist",)}), BACK, c.EndEarly(START))
    assert plan_of(session, Chapter(Phase.LEARN)).shares[0].what == "a checklist"


def test_a_move_that_writes_into_an_earlier_plan_says_so_before_and_is_not_taken_back() -> None:
    steps = (a_step(StepKind.OPEN), a_step(StepKind.REVIEW), CLOSING)
    session = go_to(a_session(steps, ()), Stage.REVIEW)
    do(session, c.Advance(START))
    assert room_view(session, 8).next_words == "closing"
    assert not room_view(session, 8).writes_earlier_plan
    do(session, c.ReviewAction(Reviewed(Review(did_it_happen="yes"), "done")))
    assert room_view(session, 8).next_words == "write the earlier plan, no way back; closing"
    assert room_view(session, 8).writes_earlier_plan
    do(session, BACK, BACK)
    assert (session.stage, len(session.reviews), session.sent) == (Stage.OPEN, 1, set())
    do(session, c.Advance(START), c.Advance(START), c.Advance(START))
    assert (session.stage, session.sent) == (Stage.CLOSE, {1})
    with pytest.raises(Refused, match="written into an earlier plan, stays"):
        do(session, BACK)


def test_a_scenario_that_was_skipped_into_a_map_is_there_again_until_the_map_shows_its_curve() -> None:
    steps = (a_step(scenario="learn-01"), a_step(StepKind.MAP), CLOSING)
    session = go_to(a_session(steps), Stage.READ)
    do(session, c.Skip(START), BACK)
    assert session.stage is Stage.READ
    do(session, c.Skip(START), c.Advance(START))
    with pytest.raises(Refused, match="Nothing can be taken back here"):
        do(session, BACK)


def test_an_open_pulse_that_was_skipped_by_mistake_is_open_again() -> None:
    session = go_to(a_session((a_pulse_step(), a_step(StepKind.BREAK), CLOSING), ()), Stage.PULSE)
    answer(session, ["job"] * 6)
    do(session, c.Skip(START), c.Skip(START), BACK, BACK)
    assert (session.stage, room_view(session, 8).voted) == (Stage.PULSE, 6)


def test_the_day_that_was_named_stays_also_after_a_way_back_to_the_lobby() -> None:
    session = a_session()
    first = session.setup.date + dt.timedelta(1)
    do(session, c.NameDay(first), c.Advance(START), c.TakeBack(START))
    assert session.stage is Stage.LOBBY
    assert do(session, c.NameDay(first + dt.timedelta(1))) == []
    assert session.setup.date == first
