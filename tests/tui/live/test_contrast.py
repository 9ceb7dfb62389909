"""Every picture that a room can see, in every theme: it can be read by all eyes, and without colours."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.tui.colours import cells, hard_to_read, told_by_colour_alone
from tests.tui.live.card_states import CARD_STATES
from tests.tui.live.figure_states import FIGURE_STATES
from tests.tui.live.states import MAIN, STATES, USUAL, PanelApp
from workshop.core.live.view import RoomView
from workshop.tui.live.steps import panel_for
from workshop.tui.theme import THEMES

ALL: dict[str, Callable[[], RoomView]] = {**STATES, **FIGURE_STATES, **CARD_STATES}


@pytest.mark.parametrize(
    "state", [state if state in MAIN else pytest.param(state, marks=pytest.mark.long) for state in ALL]
)
async def test_all_of_it_can_be_read(state: str) -> None:
    view = ALL[state]()
    app = PanelApp(lambda: panel_for(view))
    async with app.run_test(size=USUAL) as pilot:
        for theme in THEMES:
            app.theme = theme.name
            await pilot.pause()
            assert [*cells(app)]
            assert hard_to_read(app) == []
            assert told_by_colour_alone(app) == []
