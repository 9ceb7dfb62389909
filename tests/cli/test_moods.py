"""Three rehearsed rooms end where they belong on the map."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_rehearse import rehearsed
from workshop.core.stats.detection import Corner
from workshop.services.earlier import last_place

CORNERS = {
    "trusting": ("Blind trust", Corner.BLIND_TRUST),
    "refusing": ("Blanket rejection", Corner.BLANKET_REJECTION),
    "calibrated": ("Calibrated", Corner.CALIBRATED),
}


def map_of(folder: Path) -> dict[str, Any]:
    """The figures of the map in a sealed folder."""
    found: dict[str, Any] = tomllib.loads((folder / "session.toml").read_text("utf-8"))["map"]
    return found


@pytest.mark.long
@pytest.mark.parametrize("mood", CORNERS)
def test_a_room_of_one_mood_has_its_label_and_its_corner(tmp_path: Path, mood: str) -> None:
    figures = map_of(rehearsed(tmp_path, "60-minutes", "--mood", mood, "--seed", "b"))
    label, corner = CORNERS[mood]
    assert figures["label"] == label
    decided = figures["decisions"]
    caught, flagged = decided["caught"] / decided["faulty"], decided["wrongly_flagged"] / decided["sound"]
    assert abs(caught - corner.caught) < 0.3
    assert abs(flagged - corner.wrongly_flagged) < 0.3


@pytest.mark.long
def test_the_next_session_of_the_same_title_finds_the_last_dot(tmp_path: Path) -> None:
    folder = rehearsed(tmp_path, "60-minutes", "--mood", "trusting", "--seed", "b")
    session = tomllib.loads((folder / "session.toml").read_text("utf-8"))["session"]
    decided = map_of(folder)["decisions"]
    dot = last_place(tmp_path, session["title"], rehearsal=True)
    assert dot is not None
    assert dot.caught == decided["caught"] / decided["faulty"]
    assert dot.date == session["sealed"]
    assert last_place(tmp_path, session["title"], rehearsal=False) is None
    assert last_place(tmp_path, "Another title", rehearsal=True) is None


@pytest.mark.parametrize(
    "content", ["", "no toml =", "session = 1", "[session]\ntitle = 'x'\n[map]\ndecisions = 3"]
)
def test_a_record_that_cannot_be_read_is_passed_over(tmp_path: Path, content: str) -> None:
    folder = tmp_path / "2026-01-01-x"
    folder.mkdir()
    (folder / "session.toml").write_text(content, encoding="utf-8")
    assert last_place(tmp_path, "x", rehearsal=False) is None
