"""Space never dies: wherever a facilitator stands it takes the safe way on, and the footer says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.builders import STEPS, a_card_step, a_dots_step, picture
from tests.tui.driving import NARROW, Stand, live_stand
from workshop.core.agenda.agenda import Step
from workshop.core.live.session import Stage
from workshop.core.live.steps.close import ClosePicture
from workshop.tui.forms.next_date import NextDateForm
from workshop.tui.live.screen import LiveScreen
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.blank import BlankModal
from workshop.tui.modals.hands import HandsModal
from workshop.tui.widgets.field import Field, NumberField
from workshop.tui.widgets.footer_line import FooterLine


def said_by_footer(at: Stand) -> tuple[str, str] | None:
    return at.app.screen.query_one(FooterLine).main


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("space", STEPS[:3]),
        pytest.param("space", STEPS[:-1], marks=pytest.mark.long),
        pytest.param("pagedown", STEPS[:-1], marks=pytest.mark.long),
    ],
    ids=["one-phase", "space", "pagedown"],
)
async def test_one_key_alone_leads_from_the_lobby_to_the_sealed_folder(
    tmp_path: Path, key: str, first: tuple[Step, ...]
) -> None:
    """With each kind of step on the way; a presenter's remote control leads as Space does."""
    steps = (*first, a_card_step(), a_dots_step(), STEPS[-1])
    async with live_stand(tmp_path, steps=steps, size=NARROW) as at:
        for _ in range(120):
            if at.room.view().stage is Stage.SEALED:
                break
            main = said_by_footer(at)
            assert main is not None
            assert main[0] == "Space"
            await at.press(key)
        assert at.room.view().stage is Stage.SEALED
        assert isinstance(at.app.screen, LiveScreen)


async def test_space_leaves_what_is_open_and_in_a_reason_that_was_begun_it_is_a_blank(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.ACTIONS) as at:
        await at.press("o")
        assert said_by_footer(at) == ("Space", "close")
        await at.press("space")
        assert isinstance(at.app.screen, LiveScreen)
        await at.press("o", "a", "space", "b")
        assert at.app.screen.query_one(Field).value == "a b"


async def test_space_agrees_to_the_date_that_stands_there(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.CLOSE) as at:
        await at.press("space")
        assert isinstance(at.app.screen, NextDateForm)
        proposed = at.app.screen.query_one(Field).value
        assert said_by_footer(at) == ("Space", "agree")
        await at.press("space")
        closing = picture(at.room.view(), ClosePicture).closing
        assert closing.next_session is not None
        assert f"{closing.next_session:%Y}" in proposed
        assert isinstance(at.app.screen, AskModal)
        assert said_by_footer(at) == ("Space", "save and end")


async def test_space_in_a_date_that_is_being_typed_is_a_blank(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.CLOSE) as at:
        await at.press("space", "1", "space", "d")
        assert at.app.screen.query_one(Field).value == "1 d"
        assert said_by_footer(at) == ("Enter", "save")


@pytest.mark.long
@pytest.mark.parametrize(("stage", "key"), [(Stage.READ, "s"), (Stage.READ, "e"), (Stage.READ, "q")])
async def test_space_takes_the_answer_that_loses_nothing_wherever_the_bar_is(
    tmp_path: Path, stage: Stage, key: str
) -> None:
    async with live_stand(tmp_path, stage=stage) as at:
        await at.press(key)
        assert isinstance(at.app.screen, AskModal)
        main = said_by_footer(at)
        assert main is not None
        assert main[0] == "Space"
        assert main[1].startswith("stay")
        at.app.screen.query_one(OptionList).highlighted = 0
        await at.press("space")
        assert isinstance(at.app.screen, LiveScreen)
        assert at.room.view().stage is stage


async def test_space_counts_the_hands_that_were_typed_and_leaves_where_none_were(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        await at.press("m")
        assert said_by_footer(at) == ("Space", "leave it")
        await at.press("space")
        assert isinstance(at.app.screen, LiveScreen)
        await at.press("m", "4")
        assert isinstance(at.app.screen, HandsModal)
        assert at.app.screen.query(NumberField).first().value == "4"
        assert said_by_footer(at) == ("Space", "count these")
        await at.press("space")
        assert isinstance(at.app.screen, LiveScreen)
        assert at.room.view().hands == 4


@pytest.mark.long
async def test_a_blank_wall_comes_back_with_any_key_and_that_key_does_nothing_else(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        for key in ("space", "s", "x", "pagedown", "full_stop", "down"):
            await at.press("full_stop")
            assert isinstance(at.app.screen, BlankModal), key
            await at.press(key)
            assert isinstance(at.app.screen, LiveScreen), key
        assert at.room.view().stage is Stage.READ


async def test_page_keys_scroll_first_and_lead_where_nothing_is_left(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.CLOSE, steps=STEPS, size=NARROW) as at:
        await at.press("pageup")
        assert at.live.query("#stage > .-earlier"), "nothing is above: the step before"
        await at.press("pagedown")
        assert at.room.view().stage is Stage.CLOSE


@pytest.mark.parametrize(
    ("key", "character", "words"),
    [
        ("S", "S", "Keys are small letters: s, not S. Is Caps Lock on?"),
        ("ы", "ы", "ы is no key here. Keys are small letters and Latin ones; ? shows them all."),
        ("z", "z", "z is no key here; ? shows them all."),
    ],
)
async def test_a_letter_that_is_no_key_is_answered(
    tmp_path: Path, key: str, character: str, words: str
) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        await at.press(key)
        assert at.notice == words
        assert at.room.view().stage is Stage.READ
