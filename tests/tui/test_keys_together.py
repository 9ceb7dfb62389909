"""Keys that arrive together: one press, one effect, always the intended one."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.keys import key_to_character
from textual.widgets import Input

from tests.builders import a_ballot, a_dots_step, a_step, cast_all, drawn
from tests.tui.driving import Stand, live_stand, settle
from workshop.core.agenda.agenda import StepKind
from workshop.core.live.session import Stage
from workshop.room import News
from workshop.tui.forms.idea_form import IdeaForm
from workshop.tui.forms.next_date import NextDateForm
from workshop.tui.live.screen import LiveScreen
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.hands import HandsModal
from workshop.tui.modals.join import JoinModal

KEYS = ("space", "enter", "escape", "right", "left", "pagedown", "pageup", *"sequbjhvnx", "plus")


def at_once(at: Stand, *keys: str) -> None:
    """As a terminal hands over all that it has read: no turn for anybody else between two keys."""
    for key in keys:
        at.app.post_message(events.Key(key, key_to_character(key)))


async def positions_after(at: Stand, *keys: str) -> int:
    """How often the room goes to another place."""
    seen = [at.room.view().position]

    def note(_: News) -> None:
        if (now := at.room.view().position) != seen[-1]:
            seen.append(now)

    stop = at.room.subscribe(note)
    at_once(at, *keys)
    await settle(at.pilot)
    stop()
    return len(seen) - 1


async def test_two_spaces_of_one_read_open_the_vote_and_leave_it_open(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        assert await positions_after(at, "space", "space") == 1
        assert at.room.view().stage is Stage.VOTE_1


@pytest.mark.long
@settings(max_examples=12, deadline=None)
@given(
    keys=st.lists(st.sampled_from(KEYS), min_size=2, max_size=6),
    stage=st.sampled_from((Stage.READ, Stage.TALK, Stage.OUTCOME)),
    gap=st.sampled_from((0.0, 0.06, 0.8, 5.0)),
)
def test_whatever_is_read_at_once_moves_the_room_once_at_most(
    keys: list[str], stage: Stage, gap: float
) -> None:
    """Also keys that were pressed long after each other, while the terminal stood still."""

    async def lead() -> int:
        with TemporaryDirectory() as folder:
            async with live_stand(Path(folder), stage=stage) as at:
                at.ticks.step = gap
                return await positions_after(at, *keys)

    assert asyncio.run(lead()) <= 1


@pytest.mark.long
async def test_the_quiet_follows_an_overlay(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        await at.press("j")
        assert isinstance(at.app.screen, JoinModal)
        at.ticks.step = 0.1
        at.ticks.now += 5
        await at.press("space", "space", "space")
        assert isinstance(at.app.screen, LiveScreen)
        assert at.room.view().stage is Stage.VOTE_1


@pytest.mark.long
async def test_the_quiet_follows_a_look_at_an_earlier_step(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.ACTIONS) as at:
        await at.press("b")
        at.ticks.step = 0.1
        at.ticks.now += 5
        await at.press("space", "space")
        assert isinstance(at.app.screen, LiveScreen)
        assert not at.live.query("#stage > .-earlier")


@pytest.mark.parametrize("key", ["s", "e", "q"])
async def test_a_question_is_asked_once_and_not_answered_by_the_same_read(tmp_path: Path, key: str) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        assert await positions_after(at, key, "enter", key, "enter") == 0
        await at.until(lambda: isinstance(at.app.screen, AskModal))
        assert len(at.app.screen_stack) == 3


async def test_two_enters_in_a_form_save_once_and_leave_the_live_screen(tmp_path: Path) -> None:
    steps = (a_dots_step(), a_step(StepKind.CLOSE))
    async with live_stand(tmp_path, stage=Stage.IDEAS, steps=steps) as at:
        await at.press("n", *"if", "tab", *"then")
        assert isinstance(at.app.screen, IdeaForm)
        at_once(at, "enter", "enter", "enter")
        await at.until(lambda: len(drawn(at.room.view(), "ideas")) == 1)
        await settle(at.pilot)
        assert isinstance(at.app.screen, LiveScreen)


async def test_hands_typed_ahead_go_each_into_their_field(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        await at.press("m")
        await at.until(lambda: isinstance(at.app.screen, HandsModal))
        at_once(at, "3", "tab", "2", "tab", "1")
        await at.until(lambda: [field.value for field in at.app.screen.query(Input)] == ["3", "2", "1", ""])


async def test_two_enters_save_and_end_once(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.CLOSE) as at:
        await at.press("space")
        await at.until(lambda: isinstance(at.app.screen, NextDateForm))
        at_once(at, "enter", "enter")
        await at.until(lambda: isinstance(at.app.screen, AskModal))
        at_once(at, "enter", "enter")
        await at.until(lambda: at.room.view().stage is Stage.SEALED)
        await settle(at.pilot)
        assert isinstance(at.app.screen, LiveScreen)
        assert at.backstage.left == 0


async def test_a_dialog_dismissed_twice_takes_nothing_else_away(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        await at.press("q")
        question = at.app.screen
        assert isinstance(question, AskModal)
        question.dismiss(None)
        question.dismiss(None)
        await settle(at.pilot)
        assert isinstance(at.app.screen, LiveScreen)


async def test_a_line_meant_for_a_shell_leads_nowhere(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        at.ticks.step = 0.001
        line = ["c", *"lear", "semicolon", "space", "full_stop", *"venv", "slash", *"bin", "enter"]
        at_once(at, *line, *line, *line)
        await settle(at.pilot)
        assert at.room.view().stage is Stage.LOBBY
        assert isinstance(at.app.screen, LiveScreen)


async def test_a_screen_that_has_been_left_can_still_be_told_something(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        await cast_all(at.room, [a_ballot()])
        live = at.live
        await at.app.pop_screen()
        live.say("Too late.")
