"""What the desk lays over the wall comes and goes, and a key takes it away as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import token_of
from tests.tui.driving import Stand, live_stand, settle
from workshop.core.live import commands as c
from workshop.core.live.desk import Cover
from workshop.core.live.session import Stage, Text
from workshop.core.live.texts import asking_round
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.blank import BlankModal
from workshop.tui.modals.figures import FiguresModal
from workshop.tui.modals.join import JoinModal
from workshop.tui.modals.question import QuestionModal
from workshop.tui.widgets.headline import Headline


def on_top(at: Stand) -> type:
    """What is seen."""
    return type(at.app.screen)


@pytest.mark.long
@pytest.mark.parametrize(
    ("cover", "modal"),
    [
        (Cover.BLANK, BlankModal),
        (Cover.JOIN, JoinModal),
        (Cover.QUESTION, QuestionModal),
        (Cover.FIGURES, FiguresModal),
    ],
)
async def test_the_desk_covers_the_wall_and_shows_it_again(tmp_path: Path, cover: Cover, modal: type) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        at.room.cover(cover)
        await at.until(lambda: on_top(at) is modal)
        at.room.cover(Cover.NOTHING)
        await at.until(lambda: on_top(at) is type(at.live))


@pytest.mark.long
@pytest.mark.parametrize(
    ("key", "cover"), [("full_stop", Cover.BLANK), ("j", Cover.JOIN), ("f", Cover.FIGURES)]
)
async def test_what_a_key_lays_over_the_wall_the_desk_knows_of_and_takes_away(
    tmp_path: Path, key: str, cover: Cover
) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        await at.press(key)
        assert at.room.covered is cover
        await at.press("space")
        assert at.room.covered is Cover.NOTHING
        await at.press(key)
        at.room.cover(Cover.NOTHING)
        await at.until(lambda: on_top(at) is type(at.live))


@pytest.mark.long
async def test_one_cover_takes_the_place_of_the_other(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        await at.press("j")
        at.room.cover(Cover.BLANK)
        await at.until(lambda: on_top(at) is BlankModal)
        await at.press("x")
        await at.until(lambda: on_top(at) is type(at.live))
        assert at.room.covered is Cover.NOTHING


@pytest.mark.long
async def test_what_is_suggested_is_on_the_wall_only_where_somebody_asks_the_palette_for_it(
    tmp_path: Path,
) -> None:
    async with live_stand(tmp_path, stage=Stage.TALK) as at:
        names = [command.title for command in at.app.get_system_commands(at.live)]
        assert names.count("Suggestion") == 1
        await at.live.run_action("show_suggestion")
        await at.until(lambda: on_top(at) is AskModal)
        await at.press("space")
        assert on_top(at) is type(at.live)
    async with live_stand(tmp_path / "other", stage=Stage.READ) as at:
        await at.live.run_action("show_suggestion")
        assert at.notice == "Something is suggested in the talk after a first vote."


@pytest.mark.parametrize(
    ("stage", "key"), [pytest.param(Stage.ACTIONS, "n", marks=pytest.mark.long), (Stage.DEBRIEF, "w")]
)
async def test_a_desk_knows_that_somebody_writes_at_the_keyboard(
    tmp_path: Path, stage: Stage, key: str
) -> None:
    async with live_stand(tmp_path, stage=stage) as at:
        assert not at.room.desk().around.is_writing
        await at.press(key)
        await at.until(lambda: at.room.desk().around.is_writing)
        await at.press("escape")
        await at.until(lambda: not at.room.desk().around.is_writing)
        await at.press("question_mark")
        assert not at.room.desk().around.is_writing


@pytest.mark.long
async def test_the_desk_shows_an_earlier_step_on_the_wall_and_a_key_ends_it(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.ACTIONS) as at:
        (index,) = at.room.desk().earlier_steps
        at.room.look_at(index)
        await at.until(lambda: bool(at.live.query("#stage > .-earlier")))
        await at.press("space")
        assert (at.room.looked_at, at.room.view().stage) == (None, Stage.ACTIONS)
        await at.press("b")
        assert at.room.looked_at == index
        at.room.look_at(None)
        await at.until(lambda: not at.live.query("#stage > .-earlier"))
        at.room.look_at(index)
        await at.until(lambda: bool(at.live.query("#stage > .-earlier")))
        await at.room.lead(c.Advance(at.clock(), 0))
        await at.until(lambda: at.room.looked_at is None)
        await settle(at.pilot)
        assert not at.live.query("#stage > .-earlier")


async def asked(at: Stand, *questions: str) -> None:
    """The phones have asked, and all phones show it."""
    await at.room.lead(c.OpenDesk())
    round_ = asking_round(at.room._session)
    assert round_ is not None
    for words in questions:
        await at.room.cast(token_of(at.room, words), round_, Text(words))
    await at.room.lead(c.EndEarly(at.room.clock()))
    await at.room.lead(c.ReleaseTexts(round_, tuple(range(len(questions)))))


@pytest.mark.long
async def test_a_question_that_the_desk_puts_on_the_wall_stands_there_until_a_key_comes(
    tmp_path: Path,
) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        await asked(at, "One", "[b]When[/b] is lunch? " + "w" * 200)
        for index in (0, 1):
            at.room.cover(Cover.QUESTION, index)
            await at.until(lambda: on_top(at) is QuestionModal)
            await settle(at.pilot)
            assert at.app.screen.query_one("#words", Headline).text == at.room.question
            await at.press("x")
            await at.until(lambda: on_top(at) is type(at.live))
            assert at.room.covered is Cover.NOTHING


@pytest.mark.long
async def test_what_is_answered_goes_off_the_wall_and_another_question_takes_its_place(
    tmp_path: Path,
) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        await asked(at, "One?", "Two?")
        for index in (0, 1):
            at.room.cover(Cover.QUESTION, index)
            await at.until(lambda: at.room.question in [of.text for of in at.app.screen.query(Headline)])
        await at.room.lead(c.AnswerQuestion(0))
        await settle(at.pilot)
        assert on_top(at) is QuestionModal, "it is the other one"
        await at.room.lead(c.AnswerQuestion(1))
        assert at.room.covered is Cover.NOTHING
        await at.until(lambda: on_top(at) is type(at.live))


async def test_space_that_comes_before_the_cover_is_drawn_takes_it_away_and_does_not_move(
    tmp_path: Path,
) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        at.room.cover(Cover.BLANK)
        assert on_top(at) is type(at.live)
        await at.live.run_action("advance")
        assert (at.room.covered, at.room.view().stage) == (Cover.NOTHING, Stage.READ)
        await at.live.run_action("advance")
        await at.until(lambda: at.room.view().stage is Stage.VOTE_1)


@pytest.mark.parametrize(
    ("cover", "key"),
    [
        (Cover.QUESTION, "space"),
        pytest.param(Cover.JOIN, "space", marks=pytest.mark.long),
        pytest.param(Cover.BLANK, "space", marks=pytest.mark.long),
        pytest.param(Cover.BLANK, "x", marks=pytest.mark.long),
    ],
)
async def test_after_the_key_that_takes_a_cover_away_the_next_one_leads_on(
    tmp_path: Path, cover: Cover, key: str
) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        at.room.cover(cover)
        await at.until(lambda: on_top(at) is not type(at.live))
        await settle(at.pilot)
        at.ticks.step = (
            1.0  # the fingers are quicker than whatever waits for a key that is not heard of again
        )
        await at.press(key)
        await at.until(lambda: on_top(at) is type(at.live))
        await at.press("space")
        assert at.room.view().stage is Stage.VOTE_1
