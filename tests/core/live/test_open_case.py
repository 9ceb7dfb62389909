"""An open case: a text without a key, what is said of its lines, and what never is."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.builders import (
    A_CASE,
    SOUND,
    START,
    a_ballot,
    a_control,
    a_scenario,
    a_session,
    a_step,
    an_open_step,
    answer,
    close_round,
    do,
    go_to,
    picture,
    vote,
)
from workshop.core.agenda.agenda import Cycle, StepKind
from workshop.core.agenda.open_case import LONGEST_TEXT, MOST_LINES, OpenCase, open_case
from workshop.core.live import commands as c
from workshop.core.live.machine import Refused, may
from workshop.core.live.rounds import Seat, taps_round
from workshop.core.live.session import Session, Stage, Taps
from workshop.core.live.steps.open_case import OpenCasePicture, OpenCaseResultPicture
from workshop.core.live.view import phone_page, room_view
from workshop.core.live.words.open_case import chance_words, figures, headline, line_words, then
from workshop.core.stats.instrument import CannotTell

VOTERS = 12
STEPS = (
    a_step(scenario="one", cycle=Cycle.SHORT),
    a_step(scenario="two", cycle=Cycle.SHORT),
    a_step(scenario=SOUND, cycle=Cycle.SHORT),
    an_open_step(),
    a_step(StepKind.CLOSE),
)
TEXTS = (a_scenario("one"), a_scenario("two"), a_control())
OPEN = len(STEPS) - 2


def a_keyed_room(
    wrong: int = 10,
    right: int = 1,
    taps: Iterable[str] = ("1",) * 9 + ("",) * 3,
    case: OpenCase | None = A_CASE,
) -> Session:
    """A room that is told what its taps on an open case say, after three texts with a key.

    Of twelve `wrong` tapped each wrong line of these, and `right` each right one.
    """
    session = a_session((*STEPS[:OPEN], an_open_step(case=case), STEPS[-1]), TEXTS)
    for step, text in enumerate(TEXTS):
        go_to(session, Stage.VOTE_1, step)
        tapping = [wrong if line.wrong else right for line in text.sentences]
        lines = (
            tuple(line for line, many in enumerate(tapping) if number < many) for number in range(VOTERS)
        )
        vote(session, [a_ballot(taps=taps) for taps in lines])
        go_to(session, Stage.OUTCOME, step)
    if case is None:
        return go_to(session, Stage.OPEN_CASE)
    answer(go_to(session, Stage.OPEN_CASE_VOTE), taps)
    close_round(session)
    return session


def told(session: Session) -> OpenCaseResultPicture:
    return picture(room_view(session, VOTERS), OpenCaseResultPicture)


def test_a_sharp_room_is_told_which_line_to_look_up_and_what_may_still_be_unfound() -> None:
    said = told(a_keyed_room())
    assert said.result is not None
    assert (said.result.voters, said.result.taps, said.result.keyed.texts) == (12, (0, 9, 0), 3)
    assert headline(said, 12, 5) == "Look up line 2 first."
    assert line_words(said.result, 1) == (
        "9 of 12 tapped it. About 9 in 10 that it is wrong: look it up in the source."
    )
    assert line_words(said.result, 0) == "0 of 12 tapped it. Fewer than 1 in 10 that it is wrong."
    unfound, care = then(said)
    assert unfound == "About 1 in 10 that an error is still unfound in the other lines."
    assert "only the source says" in care
    assert dict(figures(said))["taps on wrong lines"].startswith("20 of 24 (83%")


def test_a_room_that_taps_everything_alike_cannot_tell_and_is_told_why() -> None:
    said = told(a_keyed_room(wrong=3, right=3))
    assert said.result is not None
    assert (said.result.reading, said.result.why_not) == (None, CannotTell.NO_BETTER)
    assert headline(said, 12, 5) == "This room cannot tell."
    assert then(said)[0].startswith("We tapped wrong lines hardly more often than right ones")
    assert line_words(said.result, 1) == "9 of 12 tapped it."


def test_a_room_without_texts_with_a_key_cannot_tell() -> None:
    session = a_session((an_open_step(), a_step(StepKind.CLOSE)), ())
    answer(go_to(session, Stage.OPEN_CASE_VOTE), ["1 +"] * 5)
    close_round(session)
    said = told(session)
    assert said.result is not None
    assert said.result.why_not is CannotTell.TOO_FEW
    assert 'tapped "Something important was left out": ask what' in then(said)[1]


def test_below_the_smallest_group_nothing_is_shown() -> None:
    said = told(a_keyed_room(taps=["1"] * 4))
    assert said.result is None
    assert headline(said, 4, 5) == "4 of 5 votes needed: nothing is shown."
    assert figures(said) == []


def test_no_line_is_ever_called_right_and_no_chance_is_none_or_certain() -> None:
    words = [chance_words(number / 1000) for number in range(1001)]
    assert list(dict.fromkeys(words)) == [
        "fewer than 1 in 10",
        *(f"about {number} in 10" for number in range(1, 10)),
        "more than 9 in 10",
    ]


def test_texts_that_come_later_say_nothing_here_and_what_was_told_stays_told() -> None:
    session = a_keyed_room()
    assert not may(session, c.TakeBack)
    with pytest.raises(Refused):
        do(session, c.CastVote(taps_round(OPEN), Seat("late"), Taps((0,)), Seat("late")))


def test_a_text_is_put_in_before_it_is_shown_and_nothing_of_it_is_seen_until_then() -> None:
    session = a_keyed_room(case=None)
    assert picture(room_view(session, 12), OpenCasePicture) == OpenCasePicture(is_there=False)
    assert room_view(session, 12).next_words == "closing"
    do(session, c.PasteCase("The price rose by 4%. It was the freight.\n\n- We told all customers"))
    assert session.open_cases[OPEN].sentences == (
        "The price rose by 4%.",
        "It was the freight.",
        "We told all customers",
    )
    for view in (room_view(session, 12), phone_page(session)):
        assert "freight" not in repr(view)
    do(session, c.PasteCase(" "))
    assert room_view(session, 12).next_words == "closing"
    do(session, c.PasteCase("The price rose by 4%. It was the freight."))
    assert room_view(session, 12).next_words == "show the text to this room"
    answer(go_to(session, Stage.OPEN_CASE_VOTE), ["1"])
    do(session, c.TakeBack(START))
    with pytest.raises(Refused, match="stays as it is"):
        do(session, c.PasteCase("Another text. With two lines."))


@pytest.mark.parametrize("taps", [Taps((3,)), Taps((-1,)), Taps((1, 1)), Taps((2, 0))])
def test_taps_that_no_page_sends_are_refused(taps: Taps) -> None:
    session = go_to(a_session((an_open_step(), a_step(StepKind.CLOSE)), ()), Stage.OPEN_CASE_VOTE)
    with pytest.raises(Refused):
        do(session, c.CastVote(taps_round(0), Seat("s1"), taps, Seat("s1")))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("One line.", "has 1 line; 2 to 12 can be tapped"),
        ("Yes. " * (MOST_LINES + 1), "13 lines"),
        ("Short. L" + "ong " * 80 + ".", "Line 2 is longer than 300"),
        ("a" * (LONGEST_TEXT + 1), "at most 4,000 are taken"),
        ("\x1b[2J", "has 1 line"),
        ("<p>One.</p><p>Two.</p>", "This is HTML"),
    ],
)
def test_what_cannot_be_tapped_is_refused_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        open_case(text)


def test_a_source_without_a_name_has_one_and_a_name_without_a_source_is_nothing() -> None:
    assert open_case("A. B.", source="Row 1").source_title == "The source"
    assert open_case("A is. B is.", "Minutes") == OpenCase(("A is.", "B is."))
