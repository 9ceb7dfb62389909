"""Names of folders come from outside as texts do: none of them steers the terminal that shows the wall."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal import workshop
from tests.tui.live.states import PanelApp, sealed
from workshop.ports import BackstageError
from workshop.tui.live.steps.sealed import SealedPanel
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.notice import Notice

NAME = "x\x1b]0;taken\x07\u202ey"
SHOWN = "x]0;takeny"


def test_an_error_of_the_outside_is_cleaned_line_by_line() -> None:
    assert str(BackstageError(f"{NAME}\n{NAME} is gone.")) == f"{SHOWN}\n{SHOWN} is gone."


def test_a_notice_is_cleaned_line_by_line() -> None:
    notice = Notice()
    notice.say([f"The folder {NAME} is copied.", NAME])
    assert str(notice.render()) == f"! The folder {SHOWN} is copied.\n! {SHOWN}"


async def test_the_folder_of_the_plans_is_cleaned() -> None:
    def panel() -> SealedPanel:
        made = SealedPanel(sealed())
        made.folder = NAME
        return made

    async with PanelApp(panel).run_test() as pilot:
        assert pilot.app.query_one("#folder", Headline).text == SHOWN


@pytest.mark.long
@pytest.mark.parametrize("words", [(), ("run", "demo")])
def test_a_folder_that_is_named_before_the_room_comes_in(tmp_path: Path, words: tuple[str, ...]) -> None:
    sessions = tmp_path / "Dropbox" / NAME
    sessions.mkdir(parents=True)
    with workshop(*words, "--sessions", sessions, cwd=tmp_path, columns=160) as screen:
        screen.until("is copied by")
        assert b"\x1b]0;taken" not in screen.raw
        assert "\u202e".encode() not in screen.raw
