"""Whether the pictures of the README and of the guide say what the program says now."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from tests.pictures.room import DIGESTS, MOVING, STILLS, places, the_room

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
MOST = 1_500_000
"""Bytes of the moving picture."""


def kept() -> dict[str, str]:
    """What the pictures said when they were taken."""
    return dict(line.split() for line in (PICTURES / DIGESTS).read_text("utf-8").splitlines())


async def test_the_pictures_say_what_the_program_says(tmp_path: Path) -> None:
    async with the_room(tmp_path) as led:
        async for _ in places(led):
            pass
        now = led.told.digests()
    old = {name for name in now.keys() | kept().keys() if now.get(name) != kept().get(name)}
    assert not old, f"{sorted(old)} show an older program: PYTHONPATH=. python docs/take_pictures.py"


def test_every_picture_is_shown_and_every_one_shown_is_taken() -> None:
    papers = "".join(path.read_text("utf-8") for path in (ROOT / "README.md", *ROOT.glob("docs/*.md")))
    shown = set(re.findall(r"pictures/([\w-]+\.(?:png|svg))", papers))
    there = {path.name for path in PICTURES.iterdir() if path.name != DIGESTS}
    assert shown == there
    assert {name.split(".")[0] for name in there} >= {*STILLS, MOVING}


def test_the_moving_picture_is_small_and_moves_only_for_those_who_want_it() -> None:
    path = PICTURES / f"{MOVING}.svg"
    text = path.read_text("utf-8")
    assert path.stat().st_size < MOST
    assert "prefers-reduced-motion" in text
    assert ET.fromstring(text).tag.endswith("svg")
