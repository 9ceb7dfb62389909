"""The series on the projector: its questions one after the other, at three sizes."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from tests.core.live.sessions import a_path
from tests.tui.driving import NARROW, SIZES, Bare
from tests.tui.test_snapshots import SnapCompare
from workshop.core.series.parts import OnScale, Point
from workshop.tui.screens.series import SeriesScreen
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.point_lines import point_lines

CATCHES, ACTS = "1", "4"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("part", [CATCHES, ACTS], ids=["capability", "actions"])
def test_a_series(snap_compare: SnapCompare, size: tuple[int, int], part: str) -> None:
    async def show(pilot: Pilot[None]) -> None:
        await pilot.app.push_screen(SeriesScreen(a_path()))
        await pilot.press(part)
        await pilot.pause()

    assert snap_compare(Bare(), terminal_size=size, run_before=show)


async def test_keys_go_from_question_to_question() -> None:
    app, screen = Bare(), SeriesScreen(a_path())
    async with app.run_test(size=NARROW) as pilot:
        await app.push_screen(screen)
        for key, part, following in (
            ("4", "actions", "results"),
            ("space", "results", "gaps"),
            ("tab", "gaps", "capability"),
            ("right", "capability", "confidence"),
            ("left", "gaps", "capability"),
        ):
            await pilot.press(key)
            assert screen.part.name == part
            assert screen.query_one(FooterLine).main == ("Space", following)
        await pilot.press("4")
        await pilot.pause()
        below = screen.query_one(MoreMarker).lines_below
        assert below > 0
        await pilot.press("down", "pagedown")
        await pilot.pause()
        assert screen.query_one(MoreMarker).lines_below < below - 1
        await pilot.press("escape")
        assert app.screen is not screen


POINTS = (Point("12 Jan", "5 of 10", OnScale(0.2, 0.5, 0.8)), Point("6 Apr", "no figure"))


RANGE = "┈┈┈┈━━━━━▐█▌━━━━━┈┈┈┈"


def test_points_stand_on_one_scale() -> None:
    lines = [line.plain for line in point_lines(POINTS, ("none", "all"), 40)]
    assert lines == [
        "        none              all",
        f"12 Jan  {RANGE}  5 of 10",
        "6 Apr                          no figure",
    ]


def test_a_narrow_screen_gives_the_scale_a_line_of_its_own() -> None:
    lines = [line.plain for line in point_lines(POINTS, ("less", "match", "more"), 21)]
    assert lines == ["less    match    more", "12 Jan  5 of 10", RANGE, "6 Apr   no figure"]
