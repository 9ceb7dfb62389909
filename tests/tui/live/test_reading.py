"""Reading and voting: the text stays, and nothing about the votes is said but their number."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.tui.live.states import (
    PanelApp,
    reading,
    voting,
    voting_beside_hands,
    voting_by_hand,
    voting_instead_of_phones,
    voting_with_hint,
)
from workshop.core.live.session import Stage
from workshop.core.live.view import RoomView
from workshop.core.scenarios.scenario import TAP_WORDS
from workshop.tui.live.parts.vote_part import boxes, count_words
from workshop.tui.live.steps import panel_for
from workshop.tui.live.steps.reading import Arrangement, ReadingPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sentence_list import SentenceList


def words_on(app: PanelApp) -> str:
    """Everything that stands on the screen."""
    parts = [str(text.content) for text in app.query(Static) if text.display]
    return "\n".join([*parts, *(letters.text for letters in app.query(BlockLetters))])


async def arrangement_at(size: tuple[int, int], id_: str, stage: Stage = Stage.READ) -> Arrangement:
    view = reading(id_) if stage is Stage.READ else voting(id_, stage=stage)
    app = PanelApp(lambda: panel_for(view))
    async with app.run_test(size=size):
        assert isinstance(app.panel, ReadingPanel)
        return app.panel.arrangement


async def test_from_120_columns_on_the_texts_stand_side_by_side() -> None:
    assert await arrangement_at((120, 34), "learn-04") is Arrangement.BESIDE
    assert await arrangement_at((119, 34), "learn-04") is Arrangement.STACKED


async def test_a_narrow_screen_stacks_what_fits_and_pages_what_does_not() -> None:
    assert await arrangement_at((80, 24), "role-20") is Arrangement.TIGHT
    assert await arrangement_at((80, 24), "learn-12") is Arrangement.SOURCE_PAGE
    assert await arrangement_at((80, 24), "learn-12", Stage.VOTE_1) is Arrangement.OUTPUT_PAGE


async def test_tab_turns_the_page_and_the_footer_word_follows() -> None:
    app = PanelApp(lambda: panel_for(reading("learn-12")))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.panel.keys == (("Tab", "output"),)
        assert not app.query_one("#output-part").display
        await pilot.press("tab")
        assert app.panel.keys == (("Tab", "source"),)
        assert app.query_one("#output-part").display
        assert not app.query_one("#source-part").display


async def test_the_same_panel_goes_on_when_the_vote_opens() -> None:
    read, vote = reading(), voting()
    panel = panel_for(read)
    assert panel.carries(vote)
    assert not panel.carries(voting(stage=Stage.VOTE_2))
    app = PanelApp(lambda: panel)
    async with app.run_test(size=(120, 34)) as pilot:
        assert not app.query_one("VotePart").display
        panel.show(vote)
        await pilot.pause()
        assert app.query_one("VotePart").display
        assert "12 of 18 have voted" in words_on(app)


async def test_counts_are_taken_in_place() -> None:
    app = PanelApp(lambda: panel_for(voting()))
    async with app.run_test(size=(120, 34)) as pilot:
        app.panel.show(dataclasses.replace(voting(), voted=17))
        await pilot.pause()
        assert "17 of 18 have voted" in words_on(app)
        assert str(app.query_one("#boxes", Plain).content) == "■" * 17 + "□"


async def test_the_second_vote_says_that_everybody_decides_again() -> None:
    app = PanelApp(lambda: panel_for(voting(stage=Stage.VOTE_2)))
    async with app.run_test():
        assert f"Second vote: decide again, alone. {TAP_WORDS}" in words_on(app)


async def test_the_first_vote_asks_for_taps_in_the_words_of_the_phone() -> None:
    app = PanelApp(lambda: panel_for(voting()))
    async with app.run_test():
        assert "Tap each line you would not let pass." in words_on(app)


async def test_hands_are_marked() -> None:
    app = PanelApp(lambda: panel_for(voting_by_hand()))
    async with app.run_test():
        assert "14 hands" in words_on(app)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (voting_beside_hands, "7 phones and 1 hand"),
        (voting_instead_of_phones, "By hand, instead of the phones: not anonymous."),
    ],
)
async def test_hands_stand_beside_phones_or_in_their_place(state: Callable[[], RoomView], words: str) -> None:
    app = PanelApp(lambda: panel_for(state()))
    async with app.run_test(size=(80, 24)):
        assert words in words_on(app)


async def test_a_hint_stands_below_the_count() -> None:
    app = PanelApp(lambda: panel_for(voting_with_hint()))
    async with app.run_test():
        assert "Hint: One clause has a small word after the comma." in words_on(app)


@pytest.mark.parametrize("stage", [Stage.VOTE_1, Stage.VOTE_2])
async def test_an_open_vote_shows_no_share(stage: Stage) -> None:
    app = PanelApp(lambda: panel_for(voting(stage=stage)))
    async with app.run_test(size=(160, 45)):
        assert "%" not in words_on(app)
        assert "caught" not in words_on(app).lower()


@pytest.mark.parametrize(
    "id_", ["learn-01", *(pytest.param(id_, marks=pytest.mark.long) for id_ in ("learn-06", "learn-12"))]
)
async def test_air_between_the_lines_never_costs_a_line(id_: str) -> None:
    app = PanelApp(lambda: panel_for(voting(id_)))
    async with app.run_test(size=(120, 26)) as pilot:
        output = app.query_one("#output-part", MoreMarker)
        airy = app.query_one(SentenceList)
        for height in range(26, 50):
            await pilot.resize_terminal(120, height)
            await pilot.pause()
            assert not (airy.has_class("-airy") and output.lines_below), height
        assert airy.has_class("-airy")


async def test_a_resize_finds_another_arrangement() -> None:
    app = PanelApp(lambda: panel_for(reading("learn-12")))

    async def grow(pilot: Pilot[None]) -> None:
        await pilot.resize_terminal(160, 45)
        await pilot.pause()

    async with app.run_test(size=(80, 24)) as pilot:
        assert app.panel.keys
        await grow(pilot)
        assert app.panel.has_class("-beside")
        assert app.panel.keys == ()


def test_more_voters_than_phones_are_all_counted() -> None:
    view = dataclasses.replace(voting(), voted=20, present=18)
    assert count_words(view) == "20 of 20 have voted"


@pytest.mark.parametrize(
    ("voted", "present", "width", "drawn"),
    [
        (0, 0, 20, ""),
        (3, 5, 20, "■■■□□"),
        (500, 1000, 10, "■■■■■□□□□□"),
        (999, 1000, 10, "■■■■■■■■■□"),
        (1000, 1000, 10, "■" * 10),
    ],
)
def test_boxes_are_phones_or_parts_of_a_large_room(voted: int, present: int, width: int, drawn: str) -> None:
    assert boxes(voted, present, width) == drawn


async def test_source_keeps_its_line_breaks_and_indents() -> None:
    app = PanelApp(lambda: panel_for(reading()))
    async with app.run_test(size=(120, 34)):
        source = app.query_one("#source-part").query(Plain)[1]
        assert "\n    was reported" in str(source.content)
        assert source.size.height == len(str(source.content).splitlines())
