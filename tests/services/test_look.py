"""Theme and motion as they were chosen last on this laptop."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.services.look import kept_look
from workshop.storage.look_file import look_path
from workshop.tui.frame import FrameApp
from workshop.tui.look import Look, motion_is_on
from workshop.tui.theme import BRIGHT, DARK


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop on which nothing is kept yet."""
    monkeypatch.setattr("workshop.storage.look_file.keys_folder", lambda: tmp_path / "state" / "keys")


def test_what_is_chosen_is_how_the_next_program_looks() -> None:
    app = FrameApp[None](look=kept_look())
    assert app.theme == DARK.name
    app.action_next_theme()
    app.action_turn_motion()
    following = FrameApp[None](look=kept_look())
    assert following.theme == BRIGHT.name
    assert motion_is_on(following) is not motion_is_on(FrameApp[None]())


@pytest.mark.parametrize("content", [b"", b"\xff\n\n", b"pink\nwild\n", b"workshop-bright", b"x\n" * 99])
def test_a_file_that_is_none_of_ours_is_passed_over(content: bytes) -> None:
    look_path().parent.mkdir(parents=True)
    look_path().write_bytes(content)
    assert kept_look().words == Look().words


def test_what_cannot_be_kept_lasts_as_long_as_the_program(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    app = FrameApp[None](look=kept_look())
    app.action_next_theme()
    assert app.theme == BRIGHT.name
