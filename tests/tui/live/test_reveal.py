"""The reveal: its words are the key's and the totals', and nothing below the smallest group."""

from __future__ import annotations

import dataclasses

import pytest

from tests.builders import a_control, a_scenario
from tests.tui.live.states import (
    PanelApp,
    a_case,
    ballots,
    played,
    revealed,
    revealed_by_hand,
    seen,
)
from workshop.core.agenda.agenda import Cycle
from workshop.core.live.session import Ballot
from workshop.core.live.tally import HandTally, Result, Tally, count_ballots
from workshop.core.live.words.reveal import (
    count_notes,
    decided_words,
    gain_words,
    headline,
    second_line,
    taps_heading,
)
from workshop.core.scenarios.scenario import Sentence
from workshop.core.words import Decision
from workshop.tui.live.parts.reveal_rows import decision_rows, judged_sentences
from workshop.tui.live.steps import panel_for
from workshop.tui.widgets.sentence_list import JudgedSentences, Mark
from workshop.tui.widgets.tally_bars import TallyBars

WRONG = Sentence("w", True, "arithmetic-slip", "why")
CARRIED = Sentence("c", True, "arithmetic-slip", "why", carried=True)


def decided(correct: int, voters: int) -> dict[Decision, int]:
    return {
        Decision.USE: voters - correct,
        Decision.FIX: correct,
        Decision.REDO: 0,
        Decision.STOP: 0,
    }


def a_tally(correct: int, voters: int = 20) -> Tally:
    return Tally(voters, decided(correct, voters), correct, (0, correct, 0, 0), 0, None)


def by_hand(correct: int, voters: int = 20) -> HandTally:
    return HandTally(voters, decided(correct, voters), correct)


def a_result(before: int, after: int, voted: tuple[int, ...] = (20, 20)) -> Result:
    return Result(voted, a_tally(before), a_tally(after))


@pytest.mark.parametrize(
    ("sentences", "missing", "large", "small"),
    [
        ((WRONG,), None, "One sentence is wrong.", ""),
        ((WRONG, WRONG), None, "Two sentences are wrong.", ""),
        ((WRONG, CARRIED), None, "One sentence is wrong.", "One follows from the error."),
        ((WRONG, CARRIED, CARRIED), None, "One sentence is wrong.", "Two follow from the error."),
        ((WRONG,), "x", "One sentence is wrong.", "Something important was left out."),
        ((Sentence("s"),), "x", "Something important was left out.", ""),
    ],
)
def test_the_finding_in_plain_words(
    sentences: tuple[Sentence, ...], missing: str | None, large: str, small: str
) -> None:
    key = a_scenario(sentences=sentences, missing=missing)
    assert (headline(key), second_line(key)) == (large, small)


def test_a_control_is_sound_and_is_sent() -> None:
    assert headline(a_control()) == "This text is sound."
    assert decided_words(a_control(), a_result(3, 5)) == "Would have sent it: 3 of 20, then 5 of 20."


def test_a_decision_is_no_finding_whatever_was_tapped() -> None:
    """Who stopped the text for a line that is sound did not send it, and has caught nothing."""
    stopped = count_ballots(a_scenario(), [Ballot(Decision.STOP, (0,), False, None)] * 5, 5)
    assert decided_words(a_scenario(), Result((5,), stopped, None)) == "Would not have sent it: 5 of 5."
    assert decided_words(a_scenario(), a_result(8, 14)) == "Would not have sent it: 8 of 20, then 14 of 20."


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (0, 5, "Gain: small."),
        (10, 13, "Gain: medium."),
        (10, 17, "Gain: medium."),
        (10, 18, "Gain: large."),
        (20, 20, "There was no room to gain."),
        (10, 10, "The talk changed nothing in the total."),
        (14, 8, "The room talked itself away from the answer."),
    ],
)
def test_the_gain_in_a_word(before: int, after: int, words: str) -> None:
    assert gain_words(a_result(before, after)) == words


def test_one_vote_has_no_gain() -> None:
    assert gain_words(Result((20,), a_tally(8), None)) == ""


def test_below_the_smallest_group_nothing_is_said_about_votes() -> None:
    empty = Result((3, 2), None, None)
    assert count_notes(empty, 5) == [
        "Fewer than 5 votes: none are shown, none are saved. Talk at an open table."
    ]
    assert decided_words(a_scenario(), empty) == ""
    assert all(row.taps is None for row in judged_sentences(a_scenario(), empty))


async def test_below_the_smallest_group_there_are_no_bars_and_no_key_for_them() -> None:
    view = revealed(first=ballots(2, 1, 0, 0), second=ballots(1, 1, 0, 0))
    app = PanelApp(lambda: panel_for(view))
    async with app.run_test() as pilot:
        assert app.panel.keys == ()
        assert not app.query(TallyBars)
        await pilot.press("v")
        assert app.query_one("#sentences-part").display


def test_a_second_vote_that_cannot_be_compared_is_named() -> None:
    result = Result((20, 4), a_tally(8), None)
    assert count_notes(result, 5) == ["Only the first vote is shown: fewer than 5 phones voted in both."]
    result = Result((4, 20), None, a_tally(8))
    assert count_notes(result, 5) == ["Only the second vote is shown: fewer than 5 phones voted in both."]


def test_a_short_cycle_has_nothing_to_explain() -> None:
    assert count_notes(Result((20,), a_tally(8), None), 5) == []


def test_those_who_came_later_are_named() -> None:
    assert count_notes(a_result(8, 14, (20, 23)), 5) == ["20 voted both times; only they are counted."]


def test_hands_are_named_beside_the_phones() -> None:
    beside = "Hands count apart and are not anonymous"
    mixed = Result((20, 20), a_tally(8), a_tally(9), (9, 0), (by_hand(4, 9), None))
    assert count_notes(mixed, 5) == [f"Vote 1: 20 phones and 9 hands. {beside}."]
    assert (
        decided_words(a_scenario(), mixed) == "Would not have sent it: 8 of 20, then 9 of 20. By hand 4 of 9."
    )
    few = Result((7,), a_tally(3, 7), None, (1,), (None,))
    assert count_notes(few, 5) == [f"Vote 1: 7 phones and 1 hand. {beside}; fewer than 5 are not shown."]


def test_hands_alone_are_shown_and_too_few_phones_beside_them_are_not() -> None:
    alone = Result((0,), None, None, (9,), (by_hand(4, 9),))
    assert decided_words(a_scenario(), alone) == "Would not have sent it: by hand 4 of 9."
    assert count_notes(alone, 5) == ["Vote 1: 9 hands. Hands count apart and are not anonymous."]
    beside = Result((3,), None, None, (9,), (by_hand(4, 9),))
    assert count_notes(beside, 5)[0] == "Fewer than 5 phones voted: none are shown, none are saved."
    assert [row.taps for row in judged_sentences(a_scenario(), beside)] == [None] * 4


def test_after_two_votes_the_taps_say_which_one_they_are_from() -> None:
    assert taps_heading(a_result(8, 14)).strip() == "of 20 tapped in vote 2"
    only_first = Result((20, 0), a_tally(8), None, (0, 9), (None, by_hand(4, 9)))
    assert taps_heading(only_first).strip() == "of 20 tapped in vote 1"
    assert taps_heading(Result((20,), a_tally(8), None)).strip() == "of 20 tapped"
    assert taps_heading(Result((0,), None, None, (9,), (by_hand(4, 9),))) == ""


def test_the_extra_row_comes_with_its_text_or_with_a_tap() -> None:
    result = a_result(8, 14)
    assert len(judged_sentences(a_scenario(), result)) == 4
    row = judged_sentences(a_scenario(missing="The worst line."), result)[-1]
    assert (row.mark, row.text, row.why) == (
        Mark.LEFT_OUT,
        "Something important was left out",
        "The worst line.",
    )
    assert result.second is not None
    tapped = dataclasses.replace(result, second=dataclasses.replace(result.second, missing=2))
    row = judged_sentences(a_scenario(), tapped)[-1]
    assert (row.mark, row.taps) == (Mark.SOUND, 2)


def test_best_and_defensible_decisions_have_a_sign_and_a_word() -> None:
    key = a_scenario(best_decision=Decision.REDO, also_defensible=(Decision.FIX,))
    verdicts = {row.word: row.verdict for row in decision_rows(key, a_result(8, 14))}
    assert verdicts == {"use": "", "fix": "~ also defensible", "redo": "✓ best decision", "stop": ""}


async def test_where_there_was_one_vote_nobody_speaks_of_both() -> None:
    view = seen(played(a_case(cycle=Cycle.SHORT), ballots(8, 6, 3, 1)))
    app = PanelApp(lambda: panel_for(view))
    async with app.run_test(size=(80, 24)):
        assert app.panel.keys == (("v", "the vote"),)


async def test_v_turns_from_the_sentences_to_both_votes_to_what_moved_and_back() -> None:
    app = PanelApp(lambda: panel_for(revealed()))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.panel.keys == (("v", "both votes"),)
        assert app.query_one(JudgedSentences).is_on_screen
        for shown, following in (
            ("votes", "what moved"),
            ("moved", "sentences"),
            ("sentences", "both votes"),
        ):
            await pilot.press("v")
            assert app.panel.keys == (("v", following),)
            parts = ("sentences", "votes", "moved")
            assert [part for part in parts if app.query_one(f"#{part}-part").display] == [shown]


async def test_from_160_columns_on_both_stand_side_by_side() -> None:
    app = PanelApp(lambda: panel_for(revealed()))
    async with app.run_test(size=(160, 45)) as pilot:
        assert app.panel.keys == (("v", "what moved"),)
        assert app.query_one("#sentences-part").display
        assert app.query_one("#votes-part").display
        await pilot.press("v")
        assert app.panel.keys == (("v", "sentences, votes"),)
        assert app.query_one("#moved-part").display


async def test_bars_of_hands_say_so() -> None:
    app = PanelApp(lambda: panel_for(revealed_by_hand()))
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause()
        assert "vote 1, by hand" in app.export_screenshot().replace("&#160;", " ")
