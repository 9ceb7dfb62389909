"""A running program on a real terminal: what is typed badly is complete, and a window may change its size."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest

from tests.e2e.rooms import waiting_session
from tests.terminal import Terminal, workshop
from workshop.core.live.session import Stage

if sys.platform == "win32":
    pytest.skip("Windows has no such terminals", allow_module_level=True)
pytestmark = pytest.mark.long

BAD = (
    "漢字の要約は正しいですか、もう一度確認",
    "a figure ☃ 👍 leaves 🎈 the team",
    "האם זה נכון هل هذا صحيح",
    "x" * 240,
)
HELD = 200
"""Letters that the field of a situation holds: typed beyond them, nothing is added."""
SIZES = ((80, 24), (160, 45), (100, 30), (200, 55), (120, 34))


def letters(text: str) -> str:
    """What nobody may lose of a text: its letters and signs, without blanks, marks and frames."""
    return "".join(letter for letter in text if unicodedata.category(letter)[0] in "LN" or letter in "☃👍🎈")


def write(screen: Terminal, text: str) -> None:
    """Type an action whose situation is such a text."""
    screen.insist("n", "owned by")
    screen.press(f"\t\t{text}\twe check it\r")
    screen.until("owned by", gone=True)


def is_there(screen: Terminal, text: str) -> None:
    """Wait until the wall holds all of a text that the field has held."""
    kept = letters(text[:HELD])
    screen.until_so(lambda shown: kept in letters(shown), f"all of {kept!r}")


def test_letters_emoji_other_scripts_and_a_word_without_an_end_are_complete(tmp_path: Path) -> None:
    folder = waiting_session(tmp_path / "sessions", Stage.ACTIONS)
    with workshop("resume", folder, cwd=tmp_path) as screen:
        screen.until("It is typed here while you talk.")
        for text in BAD:
            write(screen, text)
            is_there(screen, text)
        for size in SIZES:
            screen.resize(*size)
            is_there(screen, BAD[0])
        for text in BAD:
            is_there(screen, text)


def test_a_window_that_changes_in_mid_reveal_moves_nothing_back(tmp_path: Path) -> None:
    folder = waiting_session(tmp_path / "sessions", Stage.REVEAL)
    with workshop("resume", folder, cwd=tmp_path) as screen:
        screen.until("Space  what we chose")
        for columns, rows in SIZES:  # at once, as from a pulled edge
            screen.resize(columns, rows)
        screen.rest()
        screen.until("✗ 2")
        assert "Space  what we chose" in screen.text, "nobody has pressed it"
        screen.press(" ")
        screen.resize(80, 24)  # in the middle of what it leads to
        for columns, rows in SIZES:
            screen.until("Space  the check")
            screen.resize(columns, rows)
        screen.rest()
        assert "Space  the check" in screen.text, "and nothing moves back"
