"""The questions after a reveal, and what the room says to them."""

from __future__ import annotations

import dataclasses

from tests.builders import redrawn
from tests.tui.live.states import STATES, PanelApp
from workshop.core.live.commands import KeepRemark
from workshop.tui.live.steps.debrief import DebriefPanel
from workshop.tui.modals.write import WriteModal
from workshop.tui.widgets.plain import Plain


async def test_w_writes_down_what_was_said_and_shows_it_below_the_question() -> None:
    view = STATES["debrief"]()
    app = PanelApp(lambda: DebriefPanel(view))
    async with app.run_test(size=(120, 34)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        assert isinstance(app.screen, WriteModal)
        await pilot.press(*"We only checked totals.", "enter")
        await pilot.pause()
        assert app.led == [KeepRemark("We only checked totals.")]
        app.panel.show(redrawn(view, remarks=("We only checked totals.",)))
        await pilot.pause()
        assert "We only checked totals." in str(app.panel.query_one("#said", Plain).content)


async def test_nothing_is_written_where_nothing_may_be_changed() -> None:
    view = dataclasses.replace(STATES["debrief"](), allowed=frozenset())
    app = PanelApp(lambda: DebriefPanel(view))
    async with app.run_test(size=(120, 34)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        assert not isinstance(app.screen, WriteModal)
