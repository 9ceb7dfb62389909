"""The desk turns the page of the wall's picture, and knows what there is to turn to."""

from __future__ import annotations

from pathlib import Path

from tests.builders import a_ballot, cast_all, lead_to
from tests.tui.driving import live_stand
from tests.tui.live.states import PanelApp, reading
from workshop.core.live.session import Stage
from workshop.tui.live.steps import panel_for
from workshop.tui.live.steps.outcome import OutcomePanel

MOST_PAGES = 6
"""More than any text has in the smallest window."""


async def test_the_desk_turns_the_pages_of_the_outcome_one_after_the_other(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1, size=(80, 24)) as at:
        await cast_all(at.room, [a_ballot()] * 6)
        await lead_to(at.room, Stage.OUTCOME)
        await at.until(lambda: at.room.desk().around.next_page == "the four decisions")
        panel = at.live.query_one(OutcomePanel)
        at.room.turn_page()
        await at.until(lambda: panel.has_class("-votes"))
        await at.until(lambda: at.room.desk().around.next_page not in ("", "the four decisions"))


async def test_lines_that_do_not_fit_come_page_by_page_and_then_from_the_top() -> None:
    app = PanelApp(lambda: panel_for(reading("learn-12")))
    async with app.run_test(size=(80, 24)) as pilot:
        seen = []
        for _ in range(MOST_PAGES):
            await pilot.pause()
            seen.append(app.panel.next_page)
            app.panel.turn()
        first = seen.index("from the top")
        assert (set(seen[:first]), first > 0) == ({"more lines"}, True)
        assert seen[first + 1] == "more lines"


async def test_where_all_is_in_sight_there_is_nothing_to_turn(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ, size=(160, 45)) as at:
        at.room.turn_page()
        await at.until(lambda: at.live._turned == 1)
        assert at.room.desk().around.next_page == ""
