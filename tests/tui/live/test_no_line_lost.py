"""No line of any shipped scenario is lost: it is seen, or the screen says that there is more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.builders import go_to, redrawn
from tests.tui.live.figure_states import FIGURE_STATES
from tests.tui.live.measuring import FOUR_SIZES, lost_lines, put, settle
from tests.tui.live.states import (
    INCIDENT,
    SIZES,
    PanelApp,
    a_case,
    acting,
    ballots,
    closing,
    found,
    in_sizes,
    library,
    opening,
    played,
    reading,
    revealed,
    seen,
    talking,
    voting,
)
from workshop.core.live.session import Stage
from workshop.core.live.view import RoomView
from workshop.core.plans.action import Action
from workshop.core.scenarios.findings import findings
from workshop.tui.live.steps import Panel, panel_for
from workshop.tui.widgets.more_marker import MoreMarker


def check_view(id_: str) -> RoomView:
    return redrawn(revealed(id_, to=Stage.CHECK), incident=INCIDENT)


def debrief_view(id_: str) -> RoomView:
    view = seen(played(a_case(id_), to=Stage.DEBRIEF))
    return redrawn(view, question=max(library()[id_].debrief, key=len))


def starters_view(id_: str) -> RoomView:
    return seen(played(a_case(id_), to=Stage.ACTIONS))


def last_finding(id_: str) -> RoomView:
    return found(id_, len(findings(library()[id_])) - 1)


def outcome_view(id_: str) -> RoomView:
    return revealed(id_, first=ballots(9, 9, 9, 9), second=ballots(2, 20, 20, 2, (0, 1, 2, 3, 4)))


def talk_view(id_: str) -> RoomView:
    return seen(go_to(a_case(id_), Stage.TALK))


VIEWS: dict[str, Callable[[str], RoomView]] = {
    "read": reading,
    "vote": voting,
    "talk": talk_view,
    "first finding": found,
    "last finding": last_finding,
    "outcome": outcome_view,
    "check": check_view,
    "debrief": debrief_view,
    "actions": starters_view,
}


LONGEST = 6
"""How many scenarios are tried at each size; on the smallest screen, where it matters, every third is too."""


def length(id_: str) -> int:
    """How much text a scenario brings."""
    scenario = library()[id_]
    return len(scenario.source) + sum(len(each.text + (each.why or "")) for each in scenario.sentences)


@pytest.mark.long
@pytest.mark.parametrize("stage", VIEWS)
async def test_every_third_scenario_is_seen_or_announced(stage: str) -> None:
    assert len(library()) >= 60
    assert await lost_of(list(library())[::3], stage, SIZES[0]) == []


@pytest.mark.parametrize(
    "size",
    [SIZES[0], *(pytest.param(size, marks=pytest.mark.long) for size in FOUR_SIZES[1:])],
    ids=lambda size: f"{size[0]}x{size[1]}",
)
@pytest.mark.parametrize("stage", VIEWS)
async def test_the_longest_scenarios_are_seen_or_announced(stage: str, size: tuple[int, int]) -> None:
    longest = sorted(library(), key=length, reverse=True)[:LONGEST]
    assert await lost_of(longest, stage, size) == []


async def lost_of(scenarios: Iterable[str], stage: str, size: tuple[int, int]) -> list[str]:
    """What of some scenarios is lost in a stage, on any page: one app for all of them."""
    app = PanelApp(lambda: panel_for(reading()))
    lost: list[str] = []
    async with app.run_test(size=size) as pilot:
        for id_ in scenarios:
            panel = await put(app, VIEWS[stage](id_))
            await settle(pilot)
            lost += [f"{id_}: {line}" for line in lost_lines(panel)]
            for page in range(pages(panel, stage)):
                await pilot.press("v")
                await settle(pilot)
                lost += [f"{id_}, page {page + 2}: {line}" for line in lost_lines(panel)]
    return lost


def pages(panel: Panel[Any], stage: str) -> int:
    """How many more pages to turn."""
    if not panel.keys or stage == "actions":
        return 0
    return {"outcome": 3}.get(stage, 1)


@pytest.mark.parametrize(
    "size",
    [pytest.param(size, marks=pytest.mark.long) for size in SIZES],
    ids=lambda size: f"{size[0]}x{size[1]}",
)
async def test_figures_lose_nothing(size: tuple[int, int]) -> None:
    app = PanelApp(lambda: panel_for(reading()))
    lost: list[str] = []
    async with app.run_test(size=size) as pilot:
        for name, view in FIGURE_STATES.items():
            panel = await put(app, view())
            await settle(pilot)
            lost += [f"{name}: {line}" for line in lost_lines(panel)]
            if name.startswith("outcome"):
                for page in range(2):
                    await pilot.press("v")
                    await settle(pilot)
                    lost += [f"{name}, page {page + 2}: {line}" for line in lost_lines(panel)]
    assert lost == []


@in_sizes
@pytest.mark.parametrize("view", [opening, talking, acting, closing, lambda: acting(5)])
async def test_other_panels_lose_nothing_either(view: Callable[[], RoomView], size: tuple[int, int]) -> None:
    app = PanelApp(lambda: panel_for(view()))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert list(lost_lines(app.panel)) == []


async def test_some_pages_further_down_the_last_line_comes_into_sight() -> None:
    long = Action("", "a figure leaves the team", "we recompute it " * 16)
    app = PanelApp(lambda: panel_for(acting(0, *[long] * 5)))
    async with app.run_test(size=(80, 24)) as pilot:
        marker = app.query_one(MoreMarker)
        await pilot.pause()
        assert marker.lines_below > 0
        assert "▼" in marker.words
        for _ in range(2):
            await pilot.press("pagedown")
            await settle(pilot)
        assert marker.lines_below == 0
        assert "▲" in marker.words
        await pilot.press("home")
        await settle(pilot)
        assert marker.lines_above == 0
