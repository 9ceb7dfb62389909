"""How all screens look: the theme outlasts an app, and whether anything may move is asked in one place."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import ComposeResult

from tests.tui.driving import Bare, live_stand
from workshop.tui.frame import FrameApp
from workshop.tui.key import MOTION
from workshop.tui.look import Look, motion_is_on
from workshop.tui.theme import CONTRAST
from workshop.tui.widgets.answer_bars import Answer, AnswerBars, Measure
from workshop.tui.widgets.clock import TimeLine
from workshop.tui.widgets.field import Field


class Moving(Bare):
    """All that would move by itself."""

    def compose(self) -> ComposeResult:
        """One of each."""
        yield TimeLine()
        yield AnswerBars([Answer("yes", (Measure(1.0, "5 of 5"),))])
        yield Field()


async def test_the_palette_turns_motion_off_and_on_on_every_screen(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        offered = {command.title: command for command in at.app.get_system_commands(at.app.screen)}
        assert motion_is_on(at.app)
        seen = []
        for _ in range(2):
            await offered[MOTION.title].callback()
            seen.append((motion_is_on(at.app), at.app.animation_level))
        assert seen == [(False, "none"), (True, "full")]


def test_who_begins_without_motion_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")  # what Textual reads there at first
    assert not motion_is_on(FrameApp[None]())


@pytest.mark.parametrize("moves", [True, False])
async def test_without_motion_the_line_the_bars_and_the_cursor_stand_still(moves: bool) -> None:
    app = Moving()
    app.animation_level = "full" if moves else "none"
    async with app.run_test():
        line = app.query_one(TimeLine)
        line.show(30.0, 60.0)
        assert (line.cells is not None, app.query_one(AnswerBars).grown < 1.0) == (moves, moves)
        assert app.query_one(Field).cursor_blink is moves


def test_what_was_chosen_in_one_app_is_how_the_next_one_begins() -> None:
    look = Look()
    first = FrameApp[None](look=look)
    first.action_next_theme()
    first.action_next_theme()
    first.action_turn_motion()
    following = FrameApp[None](look=look)
    assert (following.theme, motion_is_on(following)) == (CONTRAST.name, False)
    assert FrameApp[None]().theme != CONTRAST.name
