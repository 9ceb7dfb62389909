"""1-2-4-All and the dot vote on the screen: who talks, what was said, and what becomes of it."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Input

from tests.builders import picture, redrawn
from tests.tui.live.card_states import (
    AGAIN,
    CLEAR,
    LEVEL,
    collecting,
    dots_session,
    dots_told,
    talking_in_groups,
)
from tests.tui.live.measuring import settle
from tests.tui.live.states import PanelApp, seen
from workshop.core.agenda.agenda import StepKind
from workshop.core.live.commands import DropIdea, NoteIdea
from workshop.core.live.dots import IdeaId
from workshop.core.live.steps.dots import DotsResultPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.told import dot_rows, dots_headline, dots_then
from workshop.core.scenarios.scenario import ScenarioId
from workshop.tui.forms.idea_form import IdeaForm
from workshop.tui.live.steps import panel_for
from workshop.tui.live.steps.groups import rail_of
from workshop.tui.widgets.countdown import Countdown
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sentences import Sentences
from workshop.tui.widgets.tally_bars import BarLine
from workshop.tui.widgets.voted_row import VotedRow


def an_app(view: RoomView) -> PanelApp:
    return PanelApp(lambda: panel_for(view))


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_who_talks_changes_and_the_question_stays() -> None:
    app = an_app(talking_in_groups())
    async with app.run_test() as pilot:
        assert app.query_one("#who", Headline).text == "Alone, in silence."
        following = talking_in_groups(2)
        assert app.panel.carries(following)
        app.panel.show(following)
        await pilot.pause()
        assert app.query_one("#who", Headline).text == "In fours."
        assert str(app.query_one("#question", Plain).content) == "What will we check from Monday on?"
        assert app.query_one(Countdown).text == "4:00"


def test_the_rail_says_where_the_room_is() -> None:
    assert str(rail_of(1)) == "● Alone, in silence ─── ◉ In pairs ─── ○ In fours ─── ○ All together"


async def test_a_starter_and_enter_make_an_idea() -> None:
    app = an_app(collecting(0))
    async with app.run_test() as pilot:
        await press(pilot, "1", "enter")
        (command,) = app.led
        assert isinstance(command, NoteIdea)
        assert command.idea.id == ""
        assert command.idea.if_ == "a reply refuses something"
        assert command.idea.from_scenario == (ScenarioId("learn-04"),)


async def test_an_idea_is_for_the_role_that_is_chosen_where_groups_played_texts_of_their_own() -> None:
    app = an_app(redrawn(collecting(0), roles=("leaders", "managers")))
    async with app.run_test() as pilot:
        await press(pilot, "n", "a", "tab", "b", "tab", "right", "right")
        assert app.screen.query_one("#so-far", Headline).text == "Managers: If a, then b."
        await press(pilot, "enter")
        (command,) = app.led
        assert isinstance(command, NoteIdea)
        assert command.idea.role == "managers"


async def test_an_idea_needs_both_halves_and_keeps_what_was_typed() -> None:
    app = an_app(collecting())
    async with app.run_test() as pilot:
        await press(pilot, "n", "a", "enter")
        assert isinstance(app.screen, IdeaForm)
        assert app.screen.query_one(Notice).text == "Say the one act that follows."
        assert app.focused is app.screen.query_one("#then", Input)
        await press(pilot, "b", "enter")
        (command,) = app.led
        assert isinstance(command, NoteIdea)
        assert (command.idea.if_, command.idea.then) == ("a", "b")
        await press(pilot, "n")
        assert app.screen.query_one("#if", Input).value == "a"


async def test_the_selected_idea_is_changed_or_taken_back() -> None:
    app = an_app(collecting())
    async with app.run_test() as pilot:
        await press(pilot, "down", "enter", "x", "enter")
        (command,) = app.led
        assert isinstance(command, NoteIdea)
        assert (command.idea.id, command.idea.if_) == ("I2", "a figure leaves the teamx")
        await press(pilot, "x", "down", "enter")
        assert app.led[1:] == [DropIdea(IdeaId("I2"))]


async def test_same_ideas_are_merged_before_the_vote() -> None:
    app = an_app(collecting(1, StepKind.DOTS))
    async with app.run_test() as pilot:
        advice = app.query_one("#advice", Plain)
        assert str(advice.content).startswith("The vote needs two ideas")
        app.panel.show(collecting(2, StepKind.DOTS))
        await pilot.pause()
        assert str(advice.content) == "Merge what says the same before the vote."
        assert app.query_one("#written", Sentences).selected == 1


async def test_an_open_vote_shows_a_count_and_no_bar() -> None:
    app = an_app(seen(dots_session(cast=CLEAR[:3])))
    async with app.run_test() as pilot:
        assert app.query_one(VotedRow).words == "3 of 18 have voted."
        assert not app.query(BarLine)
        app.panel.show(seen(dots_session(cast=CLEAR[:4])))
        await pilot.pause()
        assert app.query_one(VotedRow).words == "4 of 18 have voted."


def said(view: RoomView) -> tuple[str, str, list[str]]:
    dots = picture(view, DotsResultPicture)
    verdicts = [row.verdict for row in dot_rows(dots, dots.result)] if dots.result else []
    return dots_headline(dots, view.voted, view.setup.k), dots_then(dots), verdicts


def test_what_a_vote_decides_in_words() -> None:
    won = "becomes an action"
    assert said(dots_told(CLEAR)) == ("3 ideas become actions.", "15 have voted.", [won] * 3 + [""] * 3)
    top, then, verdicts = said(dots_told(LEVEL))
    assert (top, then) == (
        "1 idea becomes an action. 4 are level.",
        "Those that are level go into one more vote.",
    )
    assert verdicts == [won, *["level: one more vote"] * 4, ""]
    top, then, verdicts = said(dots_told(LEVEL, AGAIN))
    assert top == "2 ideas become actions."
    assert verdicts.count(won) == 2
    top, then, _ = said(dots_told(CLEAR[:3]))
    assert top == "3 of 5 votes needed: choose by hand."
    assert "The ideas stay" in then


def test_the_second_vote_may_end_level_too() -> None:
    top, then, verdicts = said(dots_told(LEVEL, ["I2 I3", "I4 I5"] * 3))
    assert top == "4 are level."
    assert then.startswith("Level once more: choose by hand.")
    assert verdicts == ["level again"] * 4


async def test_what_is_told_stands_beside_its_bar_with_a_sign_and_a_word() -> None:
    app = an_app(dots_told(CLEAR))
    async with app.run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        bars = [str(bar.render()) for bar in app.query(BarLine)]
        assert [("✓ becomes an action" in bar) for bar in bars] == [True] * 3 + [False] * 3
        lengths = [bar.count("▇") for bar in bars]
        assert lengths == sorted(lengths, reverse=True)
        assert lengths[0] > 120 // 2


async def test_the_minutes_grow_where_the_part_still_stands_large_beside_them() -> None:
    for size, rows in (((80, 24), 5), ((120, 34), 7), ((160, 45), 14)):
        app = an_app(talking_in_groups())
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            assert app.query_one(Countdown).region.height == rows
            assert app.query_one(Headline).region.height > 1
