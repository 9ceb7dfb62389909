"""The reveal: its words are the key's and the totals', and nothing below the smallest group."""

from __future__ import annotations

import dataclasses

import pytest

from tests.builders import a_control, a_scenario
from tests.tui.live.measuring import is_shown
from tests.tui.live.states import (
    PanelApp,
    a_case,
    ballots,
    found,
    library,
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
    outcome_headline,
    tapped_words,
    taps_heading,
)
from workshop.core.words import Decision
from workshop.tui.live.parts.reveal_rows import decision_rows, tapped_rows
from workshop.tui.live.steps import panel_for
from workshop.tui.widgets.answer_bars import AnswerBars
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sentence_list import Mark
from workshop.tui.widgets.tally_bars import TallyBars


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


def text_of(app: PanelApp) -> str:
    """What stands on the wall."""
    return app.export_screenshot().replace("&#160;", " ").replace("&#x27;", "'")


def in_sight(app: PanelApp) -> list[str]:
    """The texts that are on the wall, or can be scrolled to."""
    return [str(text.content) for text in app.query(Plain) if is_shown(text)]


def a_result(before: int, after: int, voted: tuple[int, ...] = (20, 20)) -> Result:
    return Result(voted, a_tally(before), a_tally(after))


def test_a_control_is_sound_and_is_sent() -> None:
    said = "Would have sent it: alone 3 of 20; after the talk 5 of 20."
    assert decided_words(a_control(), a_result(3, 5)) == said
    assert outcome_headline(a_control(), a_result(3, 5)) == "5 of 20 would have sent it."


def test_a_decision_is_no_finding_whatever_was_tapped() -> None:
    """Who stopped the text for a line that is sound did not send it, and has caught nothing."""
    stopped = count_ballots(a_scenario(), [Ballot(Decision.STOP, (0,), False, None)] * 5, 5)
    assert stopped is not None
    result = Result((5,), stopped, None)
    assert decided_words(a_scenario(), result) == "Would not have sent it: alone 5 of 5."
    assert tapped_words(a_scenario(), result) == ["0 of 5 tapped line 2.", "5 false alarms, on line 1."]
    said = "Would not have sent it: alone 8 of 20; after the talk 14 of 20."
    assert decided_words(a_scenario(), a_result(8, 14)) == said


def test_each_wrong_line_says_who_tapped_it_and_false_alarms_are_counted_together() -> None:
    key = a_scenario(missing="The worst line.")
    tally = Tally(20, decided(9, 20), 9, (2, 9, 1, 0), 3, None)
    assert tapped_words(key, Result((20,), tally, None)) == [
        "9 of 20 tapped line 2.",
        "3 of 20 tapped \u201cSomething important was left out\u201d, and so it was.",
        "3 false alarms: 2 on line 1 and 1 on line 3.",
    ]
    assert tapped_words(a_scenario(), Result((20,), tally, None))[1] == (
        "3 of 20 tapped \u201cSomething important was left out\u201d."
    )
    quiet = dataclasses.replace(tally, taps=(0, 0, 0, 0), missing=0)
    assert tapped_words(a_control(), Result((20,), quiet, None)) == ["No false alarm."]


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
    assert outcome_headline(a_scenario(), empty) == "Too few votes to show."
    assert [row.note for row in tapped_rows(a_scenario(), empty)] == ["", "wrong", "", ""]


async def test_below_the_smallest_group_there_are_no_bars_and_no_key_for_them() -> None:
    view = revealed(first=ballots(2, 1, 0, 0), second=ballots(1, 1, 0, 0))
    app = PanelApp(lambda: panel_for(view))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.panel.keys in ((), (("v", "all lines"),))
        assert not app.query(TallyBars)
        assert not app.query(AnswerBars)


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
        decided_words(a_scenario(), mixed)
        == "Would not have sent it: alone 8 of 20; alone, by hand 4 of 9; after the talk 9 of 20."
    )
    few = Result((7,), a_tally(3, 7), None, (1,), (None,))
    assert count_notes(few, 5) == [f"Vote 1: 7 phones and 1 hand. {beside}; fewer than 5 are not shown."]


def test_hands_alone_are_shown_and_too_few_phones_beside_them_are_not() -> None:
    alone = Result((0,), None, None, (9,), (by_hand(4, 9),))
    assert decided_words(a_scenario(), alone) == "Would not have sent it: alone, by hand 4 of 9."
    assert count_notes(alone, 5) == ["Vote 1: 9 hands. Hands count apart and are not anonymous."]
    beside = Result((3,), None, None, (9,), (by_hand(4, 9),))
    assert count_notes(beside, 5)[0] == "Fewer than 5 phones voted: none are shown, none are saved."
    assert tapped_words(a_scenario(), beside) == []


def test_after_two_votes_the_taps_say_which_one_they_are_from() -> None:
    assert taps_heading(a_result(8, 14)) == "tapped after the talk"
    only_first = Result((20, 0), a_tally(8), None, (0, 9), (None, by_hand(4, 9)))
    assert taps_heading(only_first) == "tapped alone"
    assert taps_heading(Result((20,), a_tally(8), None)) == "tapped"
    assert taps_heading(Result((0,), None, None, (9,), (by_hand(4, 9),))) == ""


def test_the_extra_row_comes_with_its_text_or_with_a_tap() -> None:
    result = a_result(8, 14)
    assert len(tapped_rows(a_scenario(), result)) == 4
    row = tapped_rows(a_scenario(missing="The worst line."), result)[-1]
    assert (row.mark, row.text, row.note) == (
        Mark.LEFT_OUT,
        "Something important was left out",
        "0 of 20 tapped it",
    )
    assert result.second is not None
    tapped = dataclasses.replace(result, second=dataclasses.replace(result.second, missing=2))
    assert tapped_rows(a_scenario(), tapped)[-1].note == "2 of 20 tapped it"
    on_sound = dataclasses.replace(result.second, missing=2, taps=(0, 0, 0))
    on_sound_text = Result((20,), on_sound, None)
    assert tapped_rows(a_control(), on_sound_text)[-1].note == "2 of 20, false alarm"


def test_best_and_defensible_decisions_have_a_sign_and_a_word() -> None:
    key = a_scenario(best_decision=Decision.REDO, also_defensible=(Decision.FIX,))
    verdicts = {row.word: row.verdict for row in decision_rows(key, a_result(8, 14))}
    assert verdicts == {"use": "", "fix": "~ also defensible", "redo": "✓ best decision", "stop": ""}


async def test_a_short_cycle_has_one_bar() -> None:
    view = seen(played(a_case(cycle=Cycle.SHORT), ballots(8, 6, 3, 1)))
    app = PanelApp(lambda: panel_for(view))
    async with app.run_test(size=(120, 34)) as pilot:
        await pilot.pause()
        assert "10 of 18" in text_of(app)
        assert "after the talk" not in text_of(app)


@pytest.mark.parametrize(
    ("size", "pages"),
    [
        ((80, 24), ["all lines", "the four decisions", "what moved", "what we chose"]),
        ((120, 34), ["the four decisions", "what moved", "what we chose"]),
        ((200, 55), ["the four decisions", "what moved", "what we chose"]),
    ],
)
async def test_v_turns_from_what_was_chosen_to_the_rest_and_back(
    size: tuple[int, int], pages: list[str]
) -> None:
    app = PanelApp(lambda: panel_for(revealed()))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for following in (*pages, pages[0]):
            assert app.panel.keys == (("v", following),)
            await pilot.press("v")
            await pilot.pause()


@pytest.mark.long
async def test_all_lines_are_beside_the_finding_or_a_key_away() -> None:
    for size, keys in (((80, 24), (("v", "all lines"),)), ((120, 34), ())):
        app = PanelApp(lambda: panel_for(found()))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            assert app.panel.keys == keys
            await pilot.press("v")
            await pilot.pause()
            for sentence in library()["learn-04"].sentences:
                assert sentence.text in in_sight(app), size


async def test_a_reveal_is_drawn_anew_for_another_size() -> None:
    app = PanelApp(lambda: panel_for(found("learn-10")))
    async with app.run_test(size=(160, 45)) as pilot:
        for size in ((80, 24), (120, 34), (80, 24), (200, 55)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert any("Item 4 is missing" in text for text in in_sight(app)), size
            assert any("the last good backup is six days old" in text for text in in_sight(app)), size


async def test_bars_of_hands_say_so() -> None:
    app = PanelApp(lambda: panel_for(revealed_by_hand()))
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause()
        assert "alone, by hand" in text_of(app)
