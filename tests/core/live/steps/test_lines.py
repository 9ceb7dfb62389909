"""Dots on the lines of a card: which part is missing most, and which guardrails stand."""

from __future__ import annotations

import pytest

from tests.builders import (
    START,
    a_card_step,
    a_pulse_step,
    a_session,
    a_step,
    an_action,
    answer,
    do,
    go_to,
    picture,
    some_dots,
)
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.card import CARDS, GUARDRAILS, MOST_GUARDRAILS
from workshop.core.agenda.pulse import BLOCKERS, PULSES
from workshop.core.live import commands as c
from workshop.core.live.machine import Refused
from workshop.core.live.plan_of import plan_of
from workshop.core.live.rounds import Seat, dots_round
from workshop.core.live.sentences import group_round, waiting
from workshop.core.live.session import Session, Stage, Text
from workshop.core.live.steps import ROWS
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.steps.card import CardPicture
from workshop.core.live.steps.ideas import Starter
from workshop.core.live.steps.lines import LinesPicture
from workshop.core.live.view import earlier_view, room_view
from workshop.core.live.words.lines import chosen_words, missing_words
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.plan import BlockerVotes, LineVotes, MissingPart, OwnershipPart
from workshop.core.plans.rules import OWNER_ITEMS
from workshop.core.plans.starters import FOR_ITEM
from workshop.core.words import SIDES, Phase

CLOSING = a_step(StepKind.CLOSE)
RAILS = {"green": ("drafts", "minutes"), "amber": ("letters",), "red": ("personal data",), "owner": ("Care",)}


def on_the_board(*votes: str) -> Session:
    """What is missing most, told."""
    session = go_to(a_session((a_card_step("ownership"), CLOSING), ()), Stage.LINES)
    answer(session, votes)
    return go_to(session, Stage.LINES_RESULT)


def guarded(*votes: str) -> Session:
    """The lines of RAILS, chosen."""
    session = go_to(a_session((a_card_step("guardrails", minutes=8), CLOSING), ()), Stage.CARD)
    do(session, c.FillCard(RAILS))
    answer(go_to(session, Stage.LINES), votes)
    return go_to(session, Stage.LINES_RESULT)


def shown(session: Session) -> CardPicture:
    found = room_view(session, 8).picture
    assert isinstance(found, CardPicture)
    return found


def stages_from(session: Session) -> list[str]:
    found = []
    while session.stage is not Stage.CLOSE:
        do(session, c.Advance(START))
        found.append(session.stage.value)
    return found


def test_the_board_asks_about_eight_parts_four_of_each_side() -> None:
    session = go_to(a_session((a_card_step("ownership"), CLOSING), ()), Stage.LINES)
    asked = picture(room_view(session, 8), LinesPicture)
    assert [(line.id, line.of) for line in asked.ideas] == [
        *((f"I{number}", "employer") for number in range(1, 5)),
        *((f"I{number}", "employee") for number in range(5, 9)),
    ]
    assert asked.each == 2


def test_what_is_missing_most_is_the_headline_and_the_dots_stay_beside_the_parts() -> None:
    told = shown(on_the_board(*["I3 I3"] * 4, *["I3 I6"] * 2)).told
    assert told is not None
    assert missing_words(told) == "Missing most: time, tools, coaching, a safe place."
    assert told.dots_on("employer", "learning-infrastructure") == 10
    assert told.dots_on("employee", "continuous-learning") == 2
    assert told.dots_on("employee", "active-participation") == 0


@pytest.mark.parametrize(
    ("votes", "says"),
    [
        (["I3 I6"] * 5, "Missing most: time, tools, coaching, a safe place and keep learning."),
        (["I1 I2", "I2 I3", "I3 I1"] * 2, "No part stands out"),
        (["I3 I3"] * 4, "Too few have voted: the dots are not shown."),
        ([], "Too few have voted: the dots are not shown."),
    ],
)
def test_several_that_lead_and_too_few_votes_have_words_of_their_own(votes: list[str], says: str) -> None:
    told = shown(on_the_board(*votes)).told
    assert told is not None
    assert missing_words(told).startswith(says)
    assert (told.result is None) is (len(votes) < 5)


def test_the_board_asks_once_and_is_a_balance_as_soon_as_somebody_has_agreed_on_something() -> None:
    board = a_card_step("ownership")
    vote = ["lines", "lines-closed", "lines-result"]
    assert stages_from(a_session((board, board, CLOSING), ())) == [*vote, "card", "close"]
    session = go_to(a_session((a_step(StepKind.ACTIONS), board, CLOSING), ()), Stage.ACTIONS)
    do(session, c.AgreeAction(an_action()))
    assert stages_from(session) == ["card", "close"]


def test_the_dots_of_the_board_stand_on_the_balance_too() -> None:
    steps = (a_card_step("ownership"), a_step(StepKind.ACTIONS), a_card_step("ownership"), CLOSING)
    session = go_to(a_session(steps, ()), Stage.LINES)
    answer(session, ["I3 I3"] * 5)
    do(go_to(session, Stage.ACTIONS), c.AgreeAction(an_action()))
    seen = shown(go_to(session, Stage.CARD))
    assert seen.told is not None
    assert (seen.told.dots_on("employer", "learning-infrastructure"), seen.just_told) == (10, False)


def test_guardrails_are_those_lines_that_have_dots_most_dots_first() -> None:
    session = guarded(*["I2 I3"] * 4, *["I1 I2"] * 2)
    assert session.entries[GUARDRAILS] == (
        {"green": ("minutes", "drafts"), "amber": ("letters",), "owner": ("Care",)},
    )
    told = shown(session).told
    assert told is not None
    assert chosen_words(CARDS[GUARDRAILS], told) == "3 of 4 lines have dots, and stand."
    assert told.dots_on("green", "minutes") == 6


def test_below_the_smallest_group_all_lines_stand_as_they_were_typed() -> None:
    session = guarded(*["I2 I3"] * 4)
    assert session.entries[GUARDRAILS] == (RAILS,)
    told = shown(session).told
    assert told is not None
    assert chosen_words(CARDS[GUARDRAILS], told) == "Too few have voted: all lines stand as they are."
    assert told.dots == {}


def test_what_was_chosen_can_still_be_changed_up_to_twelve_lines() -> None:
    session = guarded(*["I2 I3"] * 5)
    do(session, c.FillCard({"red": ("a",) * MOST_GUARDRAILS}))
    with pytest.raises(Refused, match="12 lines are the limit"):
        do(session, c.FillCard({"green": ("one more",), "red": ("a",) * MOST_GUARDRAILS}))


def test_lines_that_have_dots_stay_what_they_are_until_the_vote_is_told() -> None:
    session = go_to(a_session((a_card_step("guardrails"), CLOSING), ()), Stage.CARD)
    do(session, c.FillCard(RAILS), c.Advance(START), c.TakeBack(START))
    do(session, c.FillCard({**RAILS, "red": ("passwords",)}))  # nobody has voted yet
    answer(go_to(session, Stage.LINES), ["I5"])
    assert picture(room_view(session, 8), LinesPicture).ideas[-1].name == "passwords"
    do(session, c.TakeBack(START))
    with pytest.raises(Refused, match="Phones have voted on these lines already"):
        do(session, c.FillCard({}))


@pytest.mark.parametrize("stage", [Stage.CARD, Stage.LINES, Stage.LINES_CLOSED])
def test_a_groups_sentence_taken_after_the_first_dots_moves_none_of_them_and_is_not_lost(
    stage: Stage,
) -> None:
    session = go_to(a_session((a_card_step("guardrails"), CLOSING), ()), Stage.CARD)
    do(session, c.OpenDesk(), c.FillCard({"amber": ("letters", "bids"), "owner": ("Care",)}))
    round_ = group_round(session)
    assert round_ is not None
    do(session, c.CastVote(round_, Seat("group"), Text("drafts")))
    answer(go_to(session, Stage.LINES), ["I1 I1"] * 6)
    if stage is Stage.CARD:
        do(session, c.TakeBack(START))
    go_to(session, stage)
    (said,), _ = waiting(session, 9)
    do(session, c.TakeSentence(said.round, said.key, "green"))
    if stage is Stage.CARD:  # the vote opens again, and has one line more
        do(session, c.Advance(START), c.CastVote(dots_round(0, 0), Seat("late"), some_dots("I1 I3")))
    told = shown(go_to(session, Stage.LINES_RESULT)).told
    assert told is not None
    assert told.dots_on("amber", "letters") == 12 + (stage is Stage.CARD)
    assert session.entries[GUARDRAILS] == ({"green": ("drafts",), "amber": ("letters",), "owner": ("Care",)},)


def test_a_line_taken_into_a_light_that_phones_choose_from_stays_behind_those_with_dots() -> None:
    session = go_to(a_session((a_card_step("guardrails"), CLOSING), ()), Stage.CARD)
    do(session, c.OpenDesk(), c.FillCard(RAILS))
    round_ = group_round(session)
    assert round_ is not None
    do(session, c.CastVote(round_, Seat("group"), Text("notes")))
    answer(go_to(session, Stage.LINES), ["I2 I4"] * 6)
    (said,), _ = waiting(session, 9)
    do(session, c.TakeSentence(said.round, said.key, "green"))
    go_to(session, Stage.LINES_RESULT)
    assert session.entries[GUARDRAILS] == (
        {"green": ("minutes", "notes"), "red": ("personal data",), "owner": ("Care",)},
    )


def test_one_line_is_no_choice_and_other_cards_ask_for_no_dots() -> None:
    session = go_to(a_session((a_card_step("guardrails"), a_card_step("fluency"), CLOSING), ()), Stage.CARD)
    do(session, c.FillCard({"red": ("personal data",)}))
    assert stages_from(session) == ["card", "close"]


def test_more_dots_than_there_are_count_for_nothing() -> None:
    session = go_to(a_session((a_card_step("ownership"), CLOSING), ()), Stage.LINES)
    for given in ("I1 I2 I3", "I9", "I1 I1 I1"):
        with pytest.raises(Refused, match="You have 2 dots, at most 2 on one line"):
            answer(session, [given])


def test_the_told_board_can_be_looked_at_again() -> None:
    session = on_the_board(*["I3 I3"] * 6)
    now = shown(session)
    do(session, c.Advance(START))
    then = earlier_view(session, 8, 0)
    assert then is not None
    assert then.picture == now


def test_a_vote_that_was_left_before_its_result_cannot_be_looked_at_again() -> None:
    session = go_to(a_session((a_card_step("ownership"), CLOSING), ()), Stage.LINES)
    do(session, c.Advance(START), c.Skip(START))
    assert room_view(session, 8).earlier_steps == ()


def test_what_is_missing_stands_in_the_plan_and_is_offered_where_actions_are_written() -> None:
    steps = (
        a_pulse_step(PULSES[BLOCKERS]),
        a_card_step("ownership"),
        a_step(StepKind.ACTIONS),
        CLOSING,
    )
    session = go_to(a_session(steps, ()), Stage.PULSE)
    answer(session, ["cost"] * 2 + ["leaving"] * 4)
    answer(go_to(session, Stage.LINES), ["I3 I3"] * 4 + ["I6 I1"] * 2)
    written = picture(room_view(go_to(session, Stage.ACTIONS), 8), ActionsPicture)
    assert [starter.action.owner_item for starter in written.starters] == [
        "learning-infrastructure",
        "strategic-direction",
    ]
    assert [starter.action.owner_side for starter in written.starters] == ["employer", "employer"]
    assert plan_of(session, Chapter(Phase.LEARN)).phase.ownership == OwnershipPart(
        (
            MissingPart("learning-infrastructure", 8),
            MissingPart("strategic-direction", 2),
            MissingPart("continuous-learning", 2),
        ),
        (BlockerVotes("leaving", 4), BlockerVotes("cost", 2)),
    )


def test_every_part_has_a_sentence_to_begin_an_action_from() -> None:
    parts = [item for side in SIDES for item in OWNER_ITEMS[side]]
    begun = [Starter((), FOR_ITEM[item]).action for item in parts]
    assert [action.owner_item for action in begun] == parts
    assert all(action.if_ and action.then for action in begun)


def test_the_plan_has_the_dots_of_the_guardrails_that_still_stand_there() -> None:
    session = guarded(*["I2 I3"] * 4, *["I1 I2"] * 2)
    do(session, c.FillCard({"green": ("minutes",), "red": ("passwords",)}))
    rails = plan_of(session, Chapter(Phase.LEARN)).phase.guardrails
    assert rails is not None
    assert (rails.green, rails.red, rails.votes) == (("minutes",), ("passwords",), (LineVotes("minutes", 6),))


def test_too_few_dots_leave_nothing_in_a_plan() -> None:
    assert plan_of(on_the_board("I3 I3"), Chapter(Phase.LEARN)).phase.ownership is None
    rails = plan_of(guarded("I1 I2"), Chapter(Phase.LEARN)).phase.guardrails
    assert rails is not None
    assert rails.votes == ()


def test_dots_on_lines_and_on_ideas_have_one_name() -> None:
    heads = [ROWS[stage].head for stage in (Stage.DOTS, Stage.LINES)]
    assert heads == ["dot vote"] * 2
