"""The evening before: from `workshop` to a session that is prepared, rehearsed and on paper."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.terminal import workshop

pytestmark = pytest.mark.long  # a session is prepared on a real terminal, and rehearsed

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo terminals", allow_module_level=True)

KEYS_A_SECOND = 200 / 60
AT_MOST = 240
"""Seconds, for who types two hundred keys a minute."""

DOWN, RIGHT, TAB, ENTER = "\x1b[B", "\x1b[C", "\t", "\r"


@pytest.mark.parametrize("size", [(80, 24), (120, 34)], ids=["80x24", "120x34"])
def test_a_session_is_prepared_rehearsed_and_printed_in_less_than_four_minutes(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    begun, keys = time.monotonic(), len("workshop\r")
    columns, rows = size
    with workshop(cwd=tmp_path, columns=columns, rows=rows) as screen:
        screen.until("Thirty minutes")
        for pressed, then in (
            ((DOWN, "p"), "Prepare a session"),
            ((TAB, "+1", TAB, "9:00", TAB, "Claims", TAB, "managers"), "managers"),
            ((ENTER,), "Kept in"),
            ((RIGHT, RIGHT, RIGHT), "say what else can be done"),
            ((ENTER,), "Write its papers"),
            ((DOWN, DOWN, DOWN, ENTER), "are in"),
        ):
            for one in pressed:
                screen.press(one)
                screen.rest()  # at a person's pace: what comes faster is taken for a pasted line
                keys += 1 if one in (DOWN, RIGHT) else len(one)
            screen.until(then)
        assert "Claims · managers · Sixty minutes" in screen.text
        screen.press("q")
        assert screen.ended() == 0
        keys += 1
    (file,) = (tmp_path / "sessions" / "prepared").glob("*.toml")
    words = ("rehearse", file.stem, "--headless")
    subprocess.run([sys.executable, "-m", "workshop", *words], cwd=tmp_path, check=True)
    keys += len(" ".join(("workshop", *words, "")))
    assert len(list(tmp_path.rglob("session.toml"))) == 1, "it was rehearsed"
    assert len(list((tmp_path / "sessions" / "papers" / file.stem).glob("*.html"))) == 4, "it is on paper"
    waited = time.monotonic() - begun
    took = keys / KEYS_A_SECOND + waited
    print(f"{columns}x{rows}: {keys} keys, {waited:.0f} s of waiting, {took:.0f} s in all")  # noqa: T201
    assert took < AT_MOST
