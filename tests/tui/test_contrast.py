"""Every screen and window in every theme: it can be read by all eyes, and without colours."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from textual.color import Color
from textual.screen import Screen
from textual.widgets import Input

from tests.builders import DAY, a_scenario, a_session, go_to
from tests.tui.colours import (
    JUST_SEEN,
    MACHADO,
    apart,
    cells,
    contrast,
    hard_to_read,
    in_256,
    told_by_colour_alone,
)
from tests.tui.driving import USUAL, Bare, Ticks, live_stand
from tests.tui.fakes import FULL, SHORT
from tests.tui.live.states import ACTIONS
from tests.tui.test_snapshots import a_backstage
from workshop.core.live.session import Stage
from workshop.core.live.view import room_view
from workshop.core.wifi import Wifi
from workshop.tui.app import WorkshopApp
from workshop.tui.forms.action_form import ActionForm
from workshop.tui.forms.wifi_form import WifiForm
from workshop.tui.keys import LIVE, OF_PANELS
from workshop.tui.messages import AtHome, AtPreparing, AtSetup, Start
from workshop.tui.modals.figures import FiguresModal
from workshop.tui.modals.hands import HandsModal
from workshop.tui.modals.help import HelpModal
from workshop.tui.modals.join import JoinModal
from workshop.tui.modals.look import LookModal
from workshop.tui.modals.question import QuestionModal
from workshop.tui.modals.questions import quit_question, seal_question
from workshop.tui.modals.wifi import WifiModal
from workshop.tui.modals.write import WriteModal
from workshop.tui.theme import THEMES

FAR_ENOUGH = 3 * JUST_SEEN
"""Signs and words say it too; what is quiet is seen to be another colour, and is told by where it stands."""


def assert_readable(app: Any) -> None:
    """All that the screen in front shows."""
    assert [*cells(app)]
    assert hard_to_read(app) == []
    assert told_by_colour_alone(app) == []


@pytest.mark.parametrize(
    "start", [AtHome(), AtSetup(FULL), AtPreparing(SHORT)], ids=["home", "setup", "prepare"]
)
async def test_before_the_room(tmp_path: Path, start: Start) -> None:
    app = WorkshopApp(a_backstage(tmp_path), start=start, seed=lambda: "seed", ticks=Ticks())
    async with app.run_test(size=USUAL) as pilot:
        for theme in THEMES:
            app.theme = theme.name
            await pilot.pause()
            assert_readable(app)


@pytest.mark.long
@pytest.mark.parametrize("stage", [Stage.LOBBY, Stage.VOTE_1, Stage.REVEAL], ids=str)
async def test_the_wall_with_its_frame(tmp_path: Path, stage: Stage) -> None:
    async with live_stand(tmp_path, stage=stage) as at:
        for theme in THEMES:
            at.app.theme = theme.name
            await at.pilot.pause()
            assert_readable(at.app)


WINDOWS: dict[str, Callable[[], Screen[Any]]] = {
    "join": lambda: JoinModal("HTTP://192.168.1.23:8080/7QK2", "192.168.1.23:8080/7QK2"),
    "question": lambda: QuestionModal("When is lunch?"),
    "help": lambda: HelpModal(LIVE, OF_PANELS),
    "figures": FiguresModal,
    "hands": lambda: HandsModal(a_scenario().options, voted=5, present=18),
    "quit": lambda: quit_question(room_view(go_to(a_session(), Stage.VOTE_1), 18)),
    "seal": seal_question,
    "wifi-form": WifiForm,
    "action-form": lambda: ActionForm(ACTIONS[0], DAY),
    "look": lambda: LookModal(a_scenario()),
    "wifi": lambda: WifiModal(Wifi("Guests", "correct horse")),
    "write": lambda: WriteModal("What does it cost?", detail="In minutes.", text="12"),
}


@pytest.mark.parametrize("window", WINDOWS)
async def test_what_lies_over_the_wall(window: str) -> None:
    app = Bare()
    async with app.run_test(size=USUAL) as pilot:
        app.push_screen(WINDOWS[window]())
        for theme in THEMES:
            app.theme = theme.name
            # A cursor that blinks is drawn, and is not.
            for is_drawn in (True, False):
                for field in app.screen.query(Input):
                    field._cursor_visible = is_drawn
                await pilot.pause()
                assert_readable(app)


async def meanings(name: str) -> dict[str, Color]:
    """The colours that have one, as a theme draws them."""
    app = Bare()
    async with app.run_test():
        app.theme = name
        names = {"now": "accent", "right": "success", "wrong": "error", "quiet": "text-muted"}
        return {meaning: Color.parse(app.theme_variables[variable]) for meaning, variable in names.items()}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_what_is_now_right_or_wrong_is_told_apart_by_all_eyes(theme: Any) -> None:
    colours = await meanings(theme.name)
    for one, other in combinations(("now", "right", "wrong", "quiet"), 2):
        least = FAR_ENOUGH if "quiet" not in (one, other) else JUST_SEEN
        for eyes in MACHADO:
            for reduced in (lambda colour: colour, in_256):
                distance = apart(reduced(colours[one]), reduced(colours[other]), eyes)
                assert distance >= least, (one, other, eyes, reduced)


def test_the_measures_are_those_of_their_sources() -> None:
    black, white, grey = Color.parse("#000000"), Color.parse("#ffffff"), Color.parse("#767676")
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.01)
    assert apart(black, white, "usual") == pytest.approx(1, abs=1e-4)
    red, green = Color.parse("#ff0000"), Color.parse("#00ff00")
    assert apart(red, green, "usual") == pytest.approx(0.52, abs=0.01)
    # Grey stays grey.
    assert all(sum(row) == pytest.approx(1, abs=1e-5) for rows in MACHADO.values() for row in rows)
