"""From 1-2-4-All to actions: the timers, the ideas, the dots, and what becomes of those that are level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    DAY,
    LEARN,
    START,
    a_dots_step,
    a_session,
    a_step,
    an_action,
    an_idea,
    answer,
    close_round,
    do,
    drawn,
    go_to,
    phone_view,
    picture,
    some_dots,
)
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live.dots import MOST_IDEAS, DotsResult, IdeaId, count_dots, dots_each, keep_the_rules
from workshop.core.live.machine import Refused
from workshop.core.live.rounds import Round, Seat, dots_round
from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.steps.dots import DotsPicture, DotsResultPicture
from workshop.core.live.view import room_view
from workshop.core.plans.action import MOST_ACTIONS
from workshop.core.plans.chapter import Chapter
from workshop.core.words import Phase

GROUPS = a_step(StepKind.GROUPS, minutes=12, title="What will we do?")
ACTIONS, CLOSING = a_step(StepKind.ACTIONS), a_step(StepKind.CLOSE)
IDEAS = tuple(IdeaId(f"I{number}") for number in range(1, 9))


# The rules.


@pytest.mark.parametrize(
    ("ideas", "dots"),
    [(2, 2), (4, 2), (9, 2), (10, 3), (12, 3), (13, 3), (14, 4), (17, 4), (18, 5), (20, 5), (40, 5)],
)
def test_everybody_has_a_dot_for_a_quarter_of_the_ideas_and_two_to_five(ideas: int, dots: int) -> None:
    assert dots_each(ideas) == dots


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("I1", True),
        ("I1 I1", True),
        ("I2 I1 I2", True),
        ("", False),
        ("I1 I1 I1", False),
        ("I1 I2 I3 I4", False),
        ("I13", False),
        ("i1", False),
    ],
)
def test_a_phone_gives_no_more_dots_than_it_has_and_at_most_two_to_one_idea(value: str, fits: bool) -> None:
    """Three dots for twelve ideas."""
    twelve = [IdeaId(f"I{number}") for number in range(1, 13)]
    assert keep_the_rules(some_dots(value).ideas, twelve) is fits


def counted(places: int, *ballots: str, k: int = 3) -> DotsResult | None:
    return count_dots([[IdeaId(word) for word in ballot.split()] for ballot in ballots], IDEAS, places, k)


def test_the_ideas_with_the_most_dots_win_as_many_as_there_are_places() -> None:
    result = counted(2, "I3 I3", "I3 I1", "I1 I2")
    assert result is not None
    assert result.n == 3
    assert result.dots[:4] == (("I3", 3), ("I1", 2), ("I2", 1), ("I4", 0))
    assert (result.winners, result.tied) == (("I3", "I1"), ())


@pytest.mark.parametrize(
    ("places", "winners", "tied"),
    [
        (1, ("I1",), ()),
        (2, ("I1",), ("I2", "I3")),
        (3, ("I1", "I2", "I3"), ()),
        (5, ("I1", "I2", "I3"), ()),
        (0, (), ()),
        (-1, (), ()),
    ],
)
def test_those_that_are_level_at_the_cut_are_in_no_place_yet_and_nobody_wins_without_a_dot(
    places: int, winners: tuple[str, ...], tied: tuple[str, ...]
) -> None:
    result = counted(places, "I1 I1", "I2 I3", "I2 I3", "I1")
    assert result is not None
    assert (result.winners, result.tied) == (winners, tied)


def test_below_the_smallest_group_there_is_no_result() -> None:
    assert counted(2, "I1 I1", "I1 I2", k=3) is None
    assert counted(2) is None


BALLOTS = st.lists(
    st.lists(st.sampled_from(IDEAS), min_size=1, max_size=2).map(" ".join), min_size=3, max_size=12
)


@given(BALLOTS, st.integers(1, 3))
def test_no_idea_out_has_as_many_dots_as_one_that_is_in(ballots: list[str], places: int) -> None:
    result = counted(places, *ballots)
    assert result is not None
    dots = Counter(word for ballot in ballots for word in ballot.split())
    assert dict(result.dots) == {idea: dots[idea] for idea in IDEAS}
    assert len(result.winners) <= places
    assert not result.tied or len(result.winners) < places < len(result.winners) + len(result.tied)
    inside = [dots[idea] for idea in result.winners]
    level = {dots[idea] for idea in result.tied}
    outside = [dots[idea] for idea in IDEAS if idea not in (*result.winners, *result.tied)]
    assert len(level) <= 1
    assert 0 not in [*inside, *level]
    assert min(inside, default=99) > max([*level, *outside]) or not inside
    assert min(level, default=99) > max(outside, default=-1)


# 1-2-4-All.


@pytest.mark.parametrize(
    ("minutes", "seconds"),
    [(12, [60, 120, 240, 300]), (6, [30, 60, 120, 150]), (1, [5, 10, 20, 25]), (13, [65, 130, 260, 325])],
)
def test_alone_in_pairs_in_fours_and_all_together_take_one_two_four_and_five_parts(
    minutes: int, seconds: list[int]
) -> None:
    session = go_to(a_session((a_step(StepKind.GROUPS, minutes=minutes), CLOSING), ()), Stage.GROUPS)
    walked = []
    while session.stage is not Stage.CLOSE:
        assert session.ends_at is not None
        walked.append((session.position, round(session.ends_at - START)))
        do(session, c.Advance(START))
    places = [*(Position(0, Stage.GROUPS, part) for part in (0, 1, 2)), Position(0, Stage.IDEAS)]
    assert walked == list(zip(places, seconds, strict=True))


def test_a_skip_in_the_middle_leaves_out_the_rest_and_the_dot_vote_asks_for_ideas_first() -> None:
    session = go_to(a_session((GROUPS, a_dots_step(minutes=2), ACTIONS, CLOSING), ()), Stage.GROUPS)
    do(session, c.Advance(START), c.Skip(START))
    assert session.position == Position(1, Stage.IDEAS)
    assert session.ends_at == START + 120
    do(session, c.Advance(START))
    assert session.position == Position(2, Stage.ACTIONS), "without ideas there is nothing to vote on"


def test_space_says_that_ideas_come_first_where_there_are_not_two_to_choose_from() -> None:
    session = a_session((a_step(StepKind.OPEN), a_dots_step(), GROUPS, CLOSING), ())
    assert room_view(go_to(session, Stage.OPEN), 0).next_words == "write down the ideas"
    session = go_to(a_session((GROUPS, a_dots_step(), CLOSING), ()), Stage.IDEAS)
    assert room_view(session, 0).next_words == "write down the ideas"
    do(session, c.NoteIdea(an_idea(1)), c.NoteIdea(an_idea(2)))
    assert room_view(session, 0).next_words == "open the dot vote"


def test_one_idea_is_no_choice_and_a_second_one_opens_the_vote() -> None:
    session = go_to(a_session((a_dots_step(), CLOSING), ()), Stage.IDEAS)
    do(session, c.NoteIdea(an_idea(1)))
    assert room_view(session, 0).next_words == "closing"
    do(session, c.NoteIdea(an_idea(2)))
    assert room_view(session, 0).next_words == "open the dot vote"
    do(session, c.Advance(START))
    assert session.position == Position(0, Stage.DOTS)


@pytest.mark.parametrize(("ideas", "offered"), [(0, 0), (1, 1), (2, 0)])
def test_a_single_idea_is_offered_where_actions_are_written_as_there_was_no_vote_on_it(
    ideas: int, offered: int
) -> None:
    steps = (a_dots_step(), a_step(StepKind.ACTIONS), CLOSING)
    session = go_to(a_session(steps, ()), Stage.IDEAS)
    do(session, *(c.NoteIdea(an_idea(number)) for number in range(ideas)), c.Skip(START))
    starters = picture(room_view(session, 0), ActionsPicture).starters
    assert starters == (((), "If a figure leaves the team 0, then we recompute it.", ""),) * offered


def test_ideas_are_numbered_through_the_session_and_a_number_never_comes_back() -> None:
    session = go_to(a_session((GROUPS, CLOSING), ()), Stage.IDEAS)
    do(session, *[c.NoteIdea(an_idea())] * 3, c.DropIdea(IdeaId("I3")), c.NoteIdea(an_idea()))
    do(session, c.NoteIdea(an_idea(id=IdeaId("I1"), then="we ask")))
    assert [(idea.id, idea.then) for idea in session.ideas_of(Chapter(Phase.LEARN))] == [
        ("I1", "we ask"),
        ("I2", "we recompute it"),
        ("I4", "we recompute it"),
    ]


def test_ideas_belong_to_their_phase() -> None:
    later = a_step(StepKind.GROUPS, phase=Phase.LEAD_ROLE, minutes=12)
    session = go_to(a_session((GROUPS, later, CLOSING), ()), Stage.IDEAS)
    do(session, c.NoteIdea(an_idea()))
    go_to(session, Stage.IDEAS, step=1)
    assert drawn(room_view(session, 0), "ideas") == ()
    for command in (c.NoteIdea(an_idea(id=IdeaId("I1"))), c.DropIdea(IdeaId("I1")), c.DropIdea(IdeaId(""))):
        with pytest.raises(Refused, match="no such idea in this phase"):
            do(session, command)


@pytest.mark.parametrize("missing", [{"if_": " "}, {"then": ""}])
def test_an_idea_needs_a_situation_and_an_act(missing: dict[str, str]) -> None:
    session = go_to(a_session((GROUPS, CLOSING), ()), Stage.IDEAS)
    with pytest.raises(Refused, match="needs both"):
        do(session, c.NoteIdea(an_idea(**missing)))


def test_twenty_ideas_are_the_limit() -> None:
    session = go_to(a_session((GROUPS, CLOSING), ()), Stage.IDEAS)
    do(session, *[c.NoteIdea(an_idea())] * MOST_IDEAS)
    with pytest.raises(Refused, match="20 ideas are the limit: put two into one"):
        do(session, c.NoteIdea(an_idea()))


# The vote.


def voting(ideas: int = 4, winners: int = 2, actions: int = 0, k: int = 5) -> Session:
    """An open dot vote on some ideas, in a phase with some actions already."""
    steps = (ACTIONS, GROUPS, a_dots_step(winners=winners), ACTIONS, CLOSING)
    session = go_to(a_session(steps, (), k=k), Stage.ACTIONS)
    do(session, *[c.AgreeAction(an_action())] * actions)
    go_to(session, Stage.IDEAS)
    do(session, *(c.NoteIdea(an_idea(number, from_scenario=(LEARN,))) for number in range(1, ideas + 1)))
    return go_to(session, Stage.DOTS)


def close(session: Session, ballots: Iterable[str]) -> DotsResultPicture:
    """What the screen shows after these phones gave their dots."""
    answer(session, ballots)
    close_round(session)
    return picture(room_view(session, 9), DotsResultPicture)


def agreed(session: Session) -> list[tuple[str, int | None]]:
    """The ideas that became actions, with their dots."""
    do(session, c.Skip(START))
    assert session.stage is Stage.ACTIONS
    return [
        (action.if_[-1], action.dots) for action in session.actions_of(Chapter(Phase.LEARN)) if action.dots
    ]


def test_winners_become_actions_of_the_phase_with_their_dots() -> None:
    session = voting()
    shown = close(session, ["I1 I1", "I1 I2", "I2 I2", "I1 I3", "I3 I2"])
    assert shown.result is not None
    assert (shown.result.winners, shown.result.n) == (("I1", "I2"), 5)
    do(session, c.Advance(START))
    first, second = session.actions_of(Chapter(Phase.LEARN))
    assert (first.id, first.if_, first.dots, first.from_scenario) == (
        "A1",
        "a figure leaves the team 1",
        4,
        (LEARN,),
    )
    assert (second.id, second.dots) == ("A2", 4)
    assert first.first_step_by is not None
    assert (first.first_step_by - DAY).days == 7


def test_while_the_vote_is_open_nothing_is_seen_of_it() -> None:
    session = voting()
    answer(session, ["I1 I1"] * 6)
    before = room_view(session, 9)
    assert (before.voted, type(before.picture)) == (6, DotsPicture)
    answer(session, ["I2 I3"] * 6)
    assert room_view(session, 9) == before


def test_a_phone_sees_its_own_dots_beside_the_result() -> None:
    session = voting()
    others = phone_view(session, lambda subject: Seat("nobody"))
    close(session, ["I1 I1", "I1 I2", "I2 I2", "I1 I3", "I3 I2"])
    own = phone_view(session, lambda subject: Seat("s1"))
    assert own.given == some_dots("I1 I2")
    assert own.stage is Stage.DOTS_RESULT
    assert type(own.picture) is DotsResultPicture
    assert others.given is None


def test_dots_can_be_given_anew() -> None:
    session = voting()
    answer(session, ["I1 I1"])
    answer(session, ["I2"])
    assert session.answers == {dots_round(2, 0): {"s0": some_dots("I2")}}


@pytest.mark.parametrize("round_", ["dots-2/2", "dots-1/1", "pulse-2/1", "dots-21/1"])
def test_dots_for_any_round_but_the_open_one_are_refused(round_: str) -> None:
    with pytest.raises(Refused, match="closed"):
        do(voting(), c.CastVote(Round.parse(round_), Seat("s"), some_dots("I1")))


def test_below_the_smallest_group_nothing_is_shown_and_nothing_chosen() -> None:
    session = voting()
    assert close(session, ["I1 I1"] * 4).result is None
    assert agreed(session) == []


LEVEL = ["I1 I1", "I1 I2", "I2 I3", "I3 I4", "I4 I2"]
"""I1 and I2 have 3 dots, I3 and I4 have 2."""


def second_round(session: Session, ballots: Iterable[str]) -> DotsResultPicture:
    """What the screen shows after a second round among I3 and I4."""
    shown = close(session, LEVEL)
    assert shown.result is not None
    assert (shown.result.winners, shown.result.tied) == (("I1", "I2"), ("I3", "I4"))
    assert room_view(session, 0).next_words == "vote once more on those that are level"
    do(session, c.Advance(START))
    asked = picture(room_view(session, 0), DotsPicture)
    assert ([idea.id for idea in asked.ideas], asked.each, asked.part) == (["I3", "I4"], 2, 1)
    return close(session, ballots)


def test_those_that_are_level_at_the_cut_are_voted_on_once_more() -> None:
    session = voting(winners=3)
    shown = second_round(session, ["I3 I3", "I3", "I4", "I3 I4", "I3"])
    assert shown.result is not None
    assert (shown.result.winners, shown.result.tied, shown.result.n) == (("I3",), (), 5)
    assert agreed(session) == [("1", 3), ("2", 3), ("3", 2)], "with the dots that all ideas could get"


def test_a_second_round_shows_who_is_in_and_no_number() -> None:
    """One more voter than before would have all of the difference."""
    shown = second_round(voting(winners=3), ["I3 I3", "I3", "I4", "I3 I4", "I3", "I4 I4"])
    assert shown.result is not None
    assert shown.result.dots == ()


def test_the_program_chooses_nobody_who_is_still_level() -> None:
    session = voting(winners=3)
    shown = second_round(session, ["I3", "I4", "I3", "I4", "I3 I4"])
    assert shown.result is not None
    assert (shown.result.winners, shown.result.tied) == ((), ("I3", "I4"))
    do(session, c.Advance(START))
    assert session.stage is Stage.ACTIONS, "there is no third round"
    assert [action.dots for action in session.actions_of(Chapter(Phase.LEARN))] == [3, 3]


def test_too_few_in_the_second_round_choose_nobody() -> None:
    session = voting(winners=3)
    assert second_round(session, ["I3"] * 4).result is None
    assert agreed(session) == [("1", 3), ("2", 3)]


def test_a_second_round_takes_only_what_was_level() -> None:
    session = voting(winners=3)
    close(session, LEVEL)
    do(session, c.Advance(START))
    with pytest.raises(Refused, match="You have 2 dots, at most 2 for one idea"):
        answer(session, ["I1"])


@pytest.mark.parametrize("leave", [c.EndEarly(START), c.Skip(START)])
def test_leaving_after_the_first_result_takes_those_that_were_clear(leave: c.Command) -> None:
    session = voting(winners=3)
    close(session, LEVEL)
    do(session, leave)
    assert [action.dots for action in session.actions_of(Chapter(Phase.LEARN))] == [3, 3]


def test_a_vote_that_was_left_while_it_was_open_chooses_nobody() -> None:
    session = voting()
    answer(session, ["I1 I1"] * 6)
    do(session, c.EndEarly(START))
    assert session.actions == {}
    assert drawn(room_view(session, 0), "result") is None


def test_a_second_round_that_was_left_while_it_was_open_adds_nobody() -> None:
    session = voting(winners=3)
    close(session, LEVEL)
    do(session, c.Advance(START))
    answer(session, ["I3 I3"] * 6)
    do(session, c.EndEarly(START))
    assert [action.dots for action in session.actions_of(Chapter(Phase.LEARN))] == [3, 3]


def test_a_phase_that_is_nearly_full_has_so_many_places_and_a_tie_for_the_last_is_a_tie() -> None:
    session = voting(winners=3, actions=MOST_ACTIONS - 1)
    shown = close(session, LEVEL)
    assert shown.result is not None
    assert (shown.result.winners, shown.result.tied) == ((), ("I1", "I2"))
    do(session, c.Advance(START))
    close(session, ["I2"] * 5)
    assert agreed(session) == [("2", 3)]
    assert len(session.actions_of(Chapter(Phase.LEARN))) == MOST_ACTIONS


def test_a_full_phase_shows_the_dots_and_takes_no_more() -> None:
    session = voting(actions=MOST_ACTIONS)
    shown = close(session, LEVEL)
    assert shown.result is not None
    assert (shown.result.winners, shown.result.tied) == ((), ())
    assert dict(shown.result.dots)[IdeaId("I1")] == 3
    assert agreed(session) == []


def test_a_vote_in_a_later_phase_is_on_its_own_ideas() -> None:
    later = Phase.LEAD_ROLE
    steps = (GROUPS, a_dots_step(), a_step(StepKind.GROUPS, phase=later, minutes=12), a_dots_step(later))
    session = go_to(a_session((*steps, a_step(StepKind.CLOSE, phase=later)), ()), Stage.IDEAS, step=2)
    do(session, c.NoteIdea(an_idea(3)), c.NoteIdea(an_idea(4)))
    asked = picture(room_view(go_to(session, Stage.DOTS, step=3), 0), DotsPicture)
    assert [idea.id for idea in asked.ideas] == ["I3", "I4"]


def test_ideas_and_actions_do_not_say_their_first_words_twice() -> None:
    session = go_to(a_session((GROUPS, a_step(StepKind.ACTIONS), CLOSING), ()), Stage.IDEAS)
    do(session, c.NoteIdea(an_idea(if_="If it comes", then="then we ask")))
    (idea,) = session.ideas_of(Chapter(Phase.LEARN))
    assert (idea.if_, idea.then) == ("it comes", "we ask")
    go_to(session, Stage.ACTIONS)
    do(session, c.AgreeAction(an_action(if_="If it comes", then="then we ask")))
    (action,) = session.actions_of(Chapter(Phase.LEARN))
    assert (action.if_, action.then) == ("it comes", "we ask")
