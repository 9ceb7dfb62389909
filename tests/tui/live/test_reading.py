"""Reading, voting and talking: the text stays where it is, and of the votes only their number is said."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.builders import redrawn
from tests.tui.live.measuring import FOUR_SIZES, longer_face, put, settle
from tests.tui.live.states import (
    PanelApp,
    library,
    reading,
    talking,
    voted,
    voting,
    voting_beside_hands,
    voting_by_hand,
    voting_instead_of_phones,
    voting_with_hint,
)
from workshop.core.live.session import Stage
from workshop.core.live.steps.scenario import Face, face_of
from workshop.core.live.view import RoomView
from workshop.core.live.words.vote import CLOSED, QUESTION, READ_FIRST, TALK
from workshop.core.scenarios.scenario import TAP_WORDS
from workshop.tui.live.parts.texts import _WIDEST, Texts, lines_of_source, split_of
from workshop.tui.live.parts.vote_part import VotePart, beside_dots, count_words, phones_of
from workshop.tui.live.steps import Panel, panel_for
from workshop.tui.widgets.countdown import Countdown
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sentence_list import SentenceList, sentence_rows
from workshop.tui.widgets.voted_row import VotedRow, dots_before, dots_for


def length(face: Face) -> int:
    """How much there is to read."""
    return len(face.setting) + len(face.task) + len(face.source) + sum(map(len, face.sentences))


FACES = sorted((face_of(scenario, "Text 1 of 1") for scenario in library().values()), key=length)
TRIED = {"shortest": FACES[0], "longest": FACES[-1], "longer": longer_face(FACES[-1])}
OF_A_VOTE: dict[str, Callable[[], RoomView]] = {
    "read": reading,
    "vote-none-yet": lambda: voting(voted=0),
    "vote": voting,
    "vote-hint": voting_with_hint,
    "vote-by-hand": voting_instead_of_phones,
    "vote-closed": voted,
    "vote-second": lambda: voting(stage=Stage.VOTE_2),
    "vote-second-closed": lambda: voted(Stage.VOTE_2),
}


def words_on(app: PanelApp) -> str:
    """Everything that stands on the screen."""
    parts = [str(text.content) for text in app.query(Static) if text.display]
    rows = [str(row.render()) for row in app.query(VotedRow)]
    return "\n".join([*parts, *rows, *(headline.text for headline in app.query(Headline))])


def places(panel: Panel[Any]) -> dict[str, object]:
    """Where each part stands, and each line of each text."""
    parts: list[Any] = [panel.query_one(Headline), *panel.query_one(VotePart).walk_children()]
    parts += panel.query_one(Texts).walk_children()
    return {f"{at} {part!r}": (part.region, part.display) for at, part in enumerate(parts)}


in_four_sizes = pytest.mark.parametrize(
    "size",
    [*FOUR_SIZES[:2], *(pytest.param(size, marks=pytest.mark.long) for size in FOUR_SIZES[2:])],
    ids=str,
)


@pytest.mark.long
@in_four_sizes
@pytest.mark.parametrize("of", TRIED)
async def test_the_text_stays_where_it_is_from_reading_to_the_reveal(of: str, size: tuple[int, int]) -> None:
    app = PanelApp(lambda: panel_for(redrawn(reading(), face=TRIED[of])))
    found: dict[str, dict[str, object]] = {}
    async with app.run_test(size=size) as pilot:
        panel = app.panel
        for name, state in OF_A_VOTE.items():
            view = redrawn(state(), face=TRIED[of])
            if panel.carries(view):
                panel.show(view)
            else:
                panel = await put(app, view)
            await settle(pilot)
            found[name] = places(panel)
        assert [name for name, there in found.items() if there != found["read"]] == []
        columns = [(part.region.x, part.region.width) for part in panel.query(SentenceList)]
        panel = await put(app, redrawn(talking(hint=True), face=TRIED[of]))
        await settle(pilot)
        assert [(part.region.x, part.region.width) for part in panel.query(SentenceList)] == columns
    assert len(columns) == 2


@pytest.mark.long
async def test_from_120_columns_on_the_texts_stand_side_by_side() -> None:
    app = PanelApp(lambda: panel_for(reading()))
    async with app.run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        source, output = app.query(SentenceList)
        assert source.region.right < output.region.x
        await pilot.resize_terminal(119, 34)
        await settle(pilot)
        assert source.region.bottom < output.region.y


async def test_what_does_not_fit_scrolls_together_and_says_so() -> None:
    app = PanelApp(lambda: panel_for(voting("learn-12")))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        texts = app.query_one(Texts)
        assert texts.lines_below > 0
        assert "▼" in texts.words
        await pilot.press("pagedown")
        await settle(pilot)
        assert texts.lines_below == 0


async def test_a_small_screen_has_one_row_of_four_words() -> None:
    app = PanelApp(lambda: panel_for(voting()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        words = [str(word.content) for word in app.query(".vote--word").results(Plain)]
        assert words == ["USE", "FIX", "REDO", "STOP"]
        assert not any(own.display for own in app.query(".vote--own"))
        assert app.query_one(Headline).region.height == 1
        await pilot.resize_terminal(120, 34)
        await settle(pilot)
        assert all(own.display for own in app.query(".vote--own"))


@pytest.mark.parametrize("view", [reading, voting, voted])
async def test_the_question_is_the_headline(view: Callable[[], RoomView]) -> None:
    app = PanelApp(lambda: panel_for(view()))
    async with app.run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        (headline,) = app.query(Headline)
        assert (headline.text, headline.region.height) == (QUESTION, 4)


def test_the_source_is_numbered_by_its_paragraphs_and_broken_as_little_as_may_be() -> None:
    for face in FACES:
        lines = lines_of_source(face)
        assert "".join("".join(lines).split()) == "".join(face.source.split()), face.id
        roomy = split_of(face, 192, 40)
        widest = sentence_rows(lines, round(192 * _WIDEST))
        assert roomy.source == widest <= len(face.source.splitlines()), face.id
        assert split_of(face, 900, 40).source == len(lines), face.id


async def test_the_same_panel_goes_on_when_the_vote_opens() -> None:
    read, vote = reading(), voting()
    panel = panel_for(read)
    assert panel.carries(vote)
    assert not panel.carries(voting(stage=Stage.VOTE_2))
    app = PanelApp(lambda: panel)
    async with app.run_test(size=(120, 34)) as pilot:
        assert READ_FIRST in words_on(app)
        panel.show(vote)
        await pilot.pause()
        assert "12 of 18 have voted." in words_on(app)


async def test_counts_are_taken_in_place() -> None:
    app = PanelApp(lambda: panel_for(voting()))
    async with app.run_test(size=(120, 34)) as pilot:
        app.panel.show(dataclasses.replace(voting(), voted=17))
        await pilot.pause()
        assert f"{dots_for(17, 18, 24)}   17 of 18 have voted. {TAP_WORDS}" in words_on(app)


async def test_a_closed_vote_says_that_nothing_is_shown_yet() -> None:
    app = PanelApp(lambda: panel_for(voted()))
    async with app.run_test():
        assert f"12 of 18 have voted. {CLOSED}" in words_on(app)


@pytest.mark.parametrize("width", [76, 112])
def test_the_row_that_counts_is_never_cut(width: int) -> None:
    large = [dataclasses.replace(view(), voted=1200, present=4999) for view in (voting, voted)]
    for view in (*(view() for view in OF_A_VOTE.values()), *large):
        assert len(dots_before(*phones_of(view), width) + beside_dots(view)) <= width


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


@pytest.mark.parametrize("view", [voting_with_hint, lambda: talking(hint=True)])
async def test_a_hint_stands_in_the_row_that_was_kept_for_it(view: Callable[[], RoomView]) -> None:
    app = PanelApp(lambda: panel_for(view()))
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
@pytest.mark.parametrize("view", [voting, lambda id_: redrawn(talking(), face=face_of(library()[id_], ""))])
async def test_large_letters_and_air_never_cost_a_line(view: Callable[[str], RoomView], id_: str) -> None:
    app = PanelApp(lambda: panel_for(view(id_)))
    async with app.run_test(size=(120, 30)) as pilot:
        texts, headline = app.query_one(Texts), app.query_one(Headline)
        for height in range(30, 56, 2):
            await pilot.resize_terminal(120, height)
            await settle(pilot)
            airy = texts.query(SentenceList).last(SentenceList).has_class("-airy")
            assert not (texts.lines_below and (airy or headline.region.height > 1)), height
        assert airy
        assert headline.region.height >= 4


@pytest.mark.long
async def test_the_minutes_of_the_talk_stand_once() -> None:
    app = PanelApp(lambda: panel_for(talking()))
    async with app.run_test(size=(120, 34)) as pilot:
        await settle(pilot)
        assert app.query_one(Headline).text == TALK
        assert app.query_one(Countdown).display
        await pilot.resize_terminal(80, 24)  # there the head says them
        await settle(pilot)
        assert not app.query_one(Countdown).display


@pytest.mark.long
async def test_a_resize_in_the_middle_finds_another_arrangement_and_moves_nothing_back() -> None:
    app = PanelApp(lambda: panel_for(voting("learn-12")))

    async def grow(pilot: Pilot[None], *size: int) -> dict[str, object]:
        await pilot.resize_terminal(*size)
        await settle(pilot)
        return places(app.panel)

    async with app.run_test(size=(160, 45)) as pilot:
        before = await grow(pilot, 160, 45)
        assert await grow(pilot, 80, 24) != before
        assert await grow(pilot, 160, 45) == before


def test_more_voters_than_phones_are_all_counted() -> None:
    view = dataclasses.replace(voting(), voted=20, present=18)
    assert count_words(view) == "20 of 20 have voted"


@pytest.mark.parametrize(
    ("voted", "present", "most", "drawn"),
    [
        (0, 0, 20, ""),
        (3, 5, 20, "● ● ● ○ ○"),
        (500, 1000, 10, "● ● ● ● ● ○ ○ ○ ○ ○"),
        (999, 1000, 10, "● ● ● ● ● ● ● ● ● ○"),
        (1000, 1000, 4, "● ● ● ●"),
    ],
)
def test_dots_are_phones_or_parts_of_a_large_room(voted: int, present: int, most: int, drawn: str) -> None:
    assert dots_for(voted, present, most) == drawn
