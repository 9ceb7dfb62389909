"""Browsing plans: the table, the form of an action in a file, and two hands on one file."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable, Input

from tests.builders import picture
from tests.storage.plans.test_read import EXAMPLE
from tests.tui.driving import NARROW, SIZES, USUAL, Bare, Ticks, at_rest
from tests.tui.live.states import acting
from workshop.core.live.steps.actions import ActionsPicture
from workshop.services.plans.files import OwnPlanFiles
from workshop.tui.frame import OneScreenApp
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.warnings import WarningsModal
from workshop.tui.screens.plan_action import PlanActionScreen
from workshop.tui.screens.plans import PlansScreen
from workshop.tui.widgets.form_row import FormRow
from workshop.tui.widgets.notice import Notice

TODAY = dt.date(2026, 1, 20)
Snap = Callable[..., bool]


def a_folder(tmp_path: Path) -> Path:
    """The plan file of the example in a folder of its own."""
    path = tmp_path / "2025-11-18-northlight-care" / "2-lead-role.toml"
    path.parent.mkdir()
    path.write_bytes(EXAMPLE.read_bytes())
    return path


def an_app(plan: Path) -> OneScreenApp:
    return OneScreenApp(PlansScreen(OwnPlanFiles(plan.parent.parent, lambda: TODAY)), ticks=Ticks())


class Stand:
    """An app over one plan file, and the keys of a test."""

    def __init__(self, pilot: Pilot[None], plan: Path) -> None:
        self.pilot, self.plan, self.app = pilot, plan, pilot.app

    async def press(self, *keys: str) -> None:
        """Press keys, and let each be answered."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def fill(self, key: str, text: str) -> None:
        """Put a text into a field of the page in sight."""
        self.app.screen.query_one(f"#{key}", Input).value = text
        await self.pilot.pause()

    @property
    def notice(self) -> str:
        """What the screen in front says."""
        return self.app.screen.query_one(Notice).text

    def error(self, key: str) -> str:
        """What stands under a field."""
        return next(row.error for row in self.app.screen.query(FormRow) if row.key == key)

    def action(self, number: int) -> dict[str, Any]:
        """An action as the file holds it."""
        found: dict[str, Any] = tomllib.loads(self.plan.read_text())["action"][number - 1]
        return found


@asynccontextmanager
async def at_the_plans(tmp_path: Path) -> AsyncIterator[Stand]:
    plan = a_folder(tmp_path)
    async with an_app(plan).run_test(size=USUAL) as pilot:
        await pilot.pause()
        yield Stand(pilot, plan)


async def test_f_goes_through_the_three_questions(tmp_path: Path) -> None:
    async with at_the_plans(tmp_path) as at:
        counts = []
        for _ in range(3):
            counts.append(at.app.screen.query_one(DataTable).row_count)
            await at.press("f")
        assert counts == [9, 3, 0]
        assert at.app.screen.query_one(DataTable).row_count == 9


async def test_a_look_back_is_held_from_the_table(tmp_path: Path) -> None:
    async with at_the_plans(tmp_path) as at:
        await at.press("enter", "right", "down", "down", "right", "down", "7", "enter")
        assert not isinstance(at.app.screen, PlanActionScreen)
        assert at.notice == "Saved: A3 in 2-lead-role.toml."
        action = at.action(3)
        assert action["status"] == "started"
        held = {**action["review"][1]}
        assert (held["day"], held["held"], held["did_it_happen"], held["value"]) == (60, TODAY, "yes", 7.0)
        # The rows are read again: neither the first step nor a look-back before this one waits any more.
        assert at.app.screen.query_one(DataTable).row_count == 6


@pytest.mark.long
async def test_what_keeps_enter_from_saving_is_said_on_its_page(tmp_path: Path) -> None:
    async with at_the_plans(tmp_path) as at:
        await at.press("enter", *["pagedown"] * 5)
        await at.fill("due", "20 Nov 2025")
        await at.press("pageup", "pageup", "enter")
        assert at.error("due").startswith("Due is 2025-11-20, before the first step")
        assert isinstance(at.app.screen, PlanActionScreen)
        await at.press("pageup", "pageup", "pageup", "pageup", "pageup", "down", "down")
        await at.fill("review-lesson", "It takes a lead who asks.")
        await at.press("enter")
        assert at.error("review.did_it_happen").startswith("Say whether it happened")
        assert at.action(3)["due"] == dt.date(2025, 12, 31)


@pytest.mark.long
async def test_nothing_typed_is_nothing_saved_and_esc_asks_only_after_typing(tmp_path: Path) -> None:
    async with at_the_plans(tmp_path) as at:
        await at.press("enter", "enter")
        assert isinstance(at.app.screen, PlansScreen)
        assert at.plan.read_bytes() == EXAMPLE.read_bytes()
        await at.press("enter", "right", "escape")
        assert isinstance(at.app.screen, AskModal)
        await at.press("enter", "ctrl+q")
        assert isinstance(at.app.screen, AskModal)
        await at.press("down", "enter")
        assert isinstance(at.app.screen, PlansScreen)
        assert at.plan.read_bytes() == EXAMPLE.read_bytes()


async def two_hands(at: Stand) -> None:
    """Change a short name here and, in an editor, the same name and who answers."""
    await at.press("enter", "pagedown", "pagedown")
    await at.fill("what", "Free hour in the roster")
    text = at.plan.read_text().replace('"Protected hour for checking and learning"', '"A free hour"')
    at.plan.write_text(text.replace('accountable = "Head of customer care"', 'accountable = "Management"'))
    await at.press("pageup", "enter")


@pytest.mark.long
async def test_both_values_are_shown_and_what_was_typed_wins_only_on_purpose(tmp_path: Path) -> None:
    async with at_the_plans(tmp_path) as at:
        await two_hands(at)
        assert at.notice.startswith("Somebody changed this file meanwhile. Nothing was overwritten")
        assert at.action(3)["what"] == "A free hour"
        field = at.app.screen.query_one("#what", Input)
        assert (field.value, field.has_focus) == ("Free hour in the roster", True)
        await at.press("enter")
        assert isinstance(at.app.screen, PlansScreen)
        assert at.action(3)["what"] == "Free hour in the roster"
        assert at.action(3)["accountable"] == "Management"


async def test_a_look_back_that_somebody_else_held_is_not_rewritten(tmp_path: Path) -> None:
    async with at_the_plans(tmp_path) as at:
        await at.press("enter", "down", "down", "right")
        lines = at.plan.read_text().split("[[action.review]]")
        lines[-2] = lines[-2].replace("planned", 'held = 2026-01-19\ndid_it_happen = "no"\nplanned')
        at.plan.write_text("[[action.review]]".join(lines))
        await at.press("enter", "enter")
        assert at.error("review.day").startswith("This look-back was held meanwhile")
        assert at.action(3)["review"][1]["did_it_happen"] == "no"


async def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    async with at_the_plans(tmp_path) as at:
        at.plan.unlink()
        await at.press("enter")
        assert "2-lead-role.toml" in at.notice
        at.app.app_focus = False
        at.app.app_focus = True
        await at.pilot.pause()
        assert at.app.screen.query_one(DataTable).row_count == 0
        assert "holds no action plan" in at.notice


def settled(act: Callable[[Stand], Awaitable[None]], plan: Path) -> Callable[[Pilot[None]], Awaitable[None]]:
    return at_rest(lambda pilot: act(Stand(pilot, plan)))


async def nothing(at: Stand) -> None:
    """Look at the table."""


async def how_it_goes(at: Stand) -> None:
    await at.press("f", "down", "down", "enter")


async def a_wrong_aim(at: Stand) -> None:
    """Open the action whose number goes down, and let it go up; the first step moves away as well."""
    await at.press("f", "down", "down", "enter", "pagedown")
    await at.fill("first_step_by", "5 Dec 2025")
    await at.press(*["pagedown"] * 3)
    await at.fill("metric-target", "9")
    await at.press("enter")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_table(snap_compare: Snap, tmp_path: Path, size: tuple[int, int]) -> None:
    plan = a_folder(tmp_path)
    assert snap_compare(an_app(plan), terminal_size=size, run_before=settled(nothing, plan))


@pytest.mark.parametrize("act", [how_it_goes, two_hands, a_wrong_aim])
def test_the_form(snap_compare: Snap, tmp_path: Path, act: Callable[[Stand], Awaitable[None]]) -> None:
    plan = a_folder(tmp_path)
    assert snap_compare(an_app(plan), terminal_size=NARROW, run_before=settled(act, plan))


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_open_warnings(snap_compare: Snap, size: tuple[int, int]) -> None:
    async def show(pilot: Pilot[None]) -> None:
        written = picture(acting(2), ActionsPicture)
        pilot.app.push_screen(WarningsModal(written.warnings))

    assert snap_compare(Bare(), terminal_size=size, run_before=at_rest(show))
