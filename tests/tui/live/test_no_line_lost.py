"""No line of any shipped scenario is lost: it is seen, or the screen says that there is more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from tests.builders import redrawn
from tests.tui.at_rest import at_rest
from tests.tui.live.figure_states import FIGURE_STATES
from tests.tui.live.states import (
    INCIDENT,
    SIZES,
    PanelApp,
    a_case,
    acting,
    ballots,
    closing,
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
from workshop.tui.live.steps import Panel, panel_for
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of


def check_view(id_: str) -> RoomView:
    return redrawn(revealed(id_, to=Stage.CHECK), incident=INCIDENT)


def debrief_view(id_: str) -> RoomView:
    view = seen(played(a_case(id_), to=Stage.DEBRIEF))
    return redrawn(view, question=max(library()[id_].debrief, key=len))


def starters_view(id_: str) -> RoomView:
    return seen(played(a_case(id_), to=Stage.ACTIONS))


def reveal_view(id_: str) -> RoomView:
    return revealed(id_, first=ballots(9, 9, 9, 9), second=ballots(2, 20, 20, 2, (0, 1, 2, 3, 4)))


VIEWS: dict[str, Callable[[str], RoomView]] = {
    "read": reading,
    "vote": voting,
    "reveal": reveal_view,
    "check": check_view,
    "debrief": debrief_view,
    "actions": starters_view,
}


LONGEST = 6
"""How many scenarios are tried at each size; the smallest screen, where it matters, is tried with all."""


def length(id_: str) -> int:
    """How much text a scenario brings."""
    scenario = library()[id_]
    return len(scenario.source) + sum(len(each.text + (each.why or "")) for each in scenario.sentences)


async def settle(pilot: Pilot[None]) -> None:
    """Let the layout come to rest: a size leads to an arrangement, and that to what is out of sight."""
    for _ in range(4):
        await at_rest()
        pilot.app.screen._on_timer_update()
    await at_rest()


async def put(app: PanelApp, view: RoomView) -> Panel[Any]:
    """Put another panel in the place of the one before."""
    stage = app.query_one("#stage")
    await stage.remove_children()
    panel = panel_for(view)
    panel.clock = app.panel.clock
    await stage.mount(panel)
    panel.take_focus()
    return panel


def lost_lines(panel: Panel[Any]) -> Iterator[str]:
    """What cannot be seen and is not announced either."""
    for part in panel.query(MoreMarker):
        if not part.display:
            if not panel.keys:
                yield f"a hidden part without a key: {part!r}"
            continue
        if not panel.region.contains_region(part.region):
            yield f"outside of the panel: {part!r} {part.region} {panel.region}"
        words = part.query_one(".more--words", Plain)
        if part.lines_below and not (words.display and str(part.lines_below) in part.words):
            yield f"more below without a word: {part!r}"
        if part.region.height < 2 + bool(part.lines_below):
            yield f"no room for a line: {part!r} {part.region}"
    for text in panel.query(Plain):
        if not is_shown(text):
            if not panel.keys and str(text.content) and text.has_class("check--happened", "check--check"):
                yield f"a hidden text without a key: {text.content}"
            continue
        if text.size.height < rows_of(str(text.content), text.size.width):
            yield f"cut: {text.content!r} at {text.size}"
        inside = any(isinstance(above, MoreMarker) for above in text.ancestors)
        if not inside and not panel.region.contains_region(text.region):
            yield f"outside of the panel: {text.content!r} {text.region}"


def is_shown(widget: Widget) -> bool:
    return all(above.display for above in widget.ancestors_with_self if isinstance(above, Widget))


@pytest.mark.long
@pytest.mark.parametrize("stage", VIEWS)
async def test_every_scenario_is_seen_or_announced(stage: str) -> None:
    assert len(library()) >= 60
    assert await lost_of(library(), stage, SIZES[0]) == []


@pytest.mark.parametrize(
    "size",
    [SIZES[0], *(pytest.param(size, marks=pytest.mark.long) for size in SIZES[1:])],
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
                await pilot.press("tab" if stage in ("read", "vote") else "v")
                await settle(pilot)
                lost += [f"{id_}, page {page + 2}: {line}" for line in lost_lines(panel)]
    return lost


def pages(panel: Panel[Any], stage: str) -> int:
    """How many more pages to turn."""
    if not panel.keys or stage == "actions":
        return 0
    return 2 if stage == "reveal" else 1


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
            if name.startswith("reveal"):
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


async def test_a_page_further_down_the_last_line_comes_into_sight() -> None:
    app = PanelApp(lambda: panel_for(acting(5)))
    async with app.run_test(size=(80, 24)) as pilot:
        marker = app.query_one(MoreMarker)
        await pilot.pause()
        assert marker.lines_below > 0
        assert "▼" in marker.words
        await pilot.press("pagedown")
        await settle(pilot)
        assert marker.lines_below == 0
        assert "▲" in marker.words
        await pilot.press("home")
        await settle(pilot)
        assert marker.lines_above == 0
