"""Whether anything may move by itself: asked in one place, turned in the palette."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driving import live_stand
from workshop.tui.frame import FrameApp
from workshop.tui.key import MOTION
from workshop.tui.motion import motion_is_on


async def test_the_palette_turns_motion_off_and_on_on_every_screen(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        offered = {command.title: command for command in at.app.get_system_commands(at.app.screen)}
        assert motion_is_on(at.app)
        seen = []
        for _ in range(2):
            await offered[MOTION.title].callback()
            seen.append((motion_is_on(at.app), at.app.animation_level))
        assert seen == [(False, "none"), (True, "full")]


def test_who_begins_without_motion_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")  # what Textual reads there at first
    assert not motion_is_on(FrameApp[None]())
