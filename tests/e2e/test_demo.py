"""The demo on a real terminal, led by Space alone: whoever watches it types nothing, and misses nothing."""

from __future__ import annotations

import re
import time
import tomllib
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.rooms import address, local
from tests.patience import PATIENCE
from tests.terminal import Terminal, workshop
from workshop.core.live.session import Stage
from workshop.core.live.steps import is_open

PHONES = 8
LIMIT = 600.0
"""Seconds. Eight minutes when a person glances at each screen, less where nobody does; load adds to it."""
HEARD_BY = 4.0
"""Seconds. A key that has led nowhere by then was not heard, and is pressed again."""
_PLACE = re.compile(r'data-place="([^"]+)-')
_VOTING = re.compile(r"(\d+) of \d+ have voted")
_SEALED = "The votes are destroyed"


@pytest.mark.long
def test_space_alone_leads_the_demo_to_a_plan_with_a_whole_action_for_each_phase(tmp_path: Path) -> None:
    with workshop("demo", "--phones", str(PHONES), *local(), "--sessions", tmp_path, cwd=tmp_path) as screen:
        screen.until("Space  begin")
        lead_by_space(screen, address(screen))
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    record = read(folder / "session.toml")["session"]
    assert record["sealed"]
    assert not list(folder.glob("journal*"))
    plans = [read(path) for path in sorted(folder.glob("[1-4]-*.toml"))]
    assert [plan["phase"]["id"] for plan in plans] == ["learn", "lead-role", "lead-redesign", "succeed"]
    for plan in plans:
        assert any(is_whole(action) for action in plan["action"]), plan["phase"]["id"]
        assert plan["session"]["purpose"]
        assert plan["session"]["next_session"] > plan["session"]["date"]
        assert all(one["round1"]["voters"] <= PHONES for one in plan["evidence"])
    learn, _, redesign, succeed = plans
    assert learn["evidence"][0]["round2"]["voters"] >= 5
    assert any(action.get("votes", {}).get("dots") for action in learn["action"])
    assert redesign["process"][0]["verdict"]
    assert succeed["phase"]["guardrails"]["red"]


def lead_by_space(screen: Terminal, url: str) -> int:
    """Press Space until the session is sealed, and no sooner than all have voted; returns how often."""
    pressed, end = 0, time.monotonic() + LIMIT
    while _SEALED not in screen.text:
        assert time.monotonic() < end, f"{pressed} times Space, and the screen shows:\n{screen.text}"
        place = _place(url)
        if _is_over(place) or _votes_are_missing(screen, place):
            screen.read()
            continue
        footer = _footer(screen)
        screen.press(" ")
        pressed += 1
        heard_by = time.monotonic() + HEARD_BY
        while (_footer(screen), _place(url)) == (footer, place) and time.monotonic() < heard_by:
            screen.read()
        screen.rest()
    return pressed


def _is_over(place: str) -> bool:
    """Whether the room is sealed, though the screen may not show it yet: one more Space would leave it."""
    return not place or _stage(place) == Stage.SEALED.value


def _stage(place: str) -> str:
    return place.partition("-")[2].rpartition("-")[0]


def _votes_are_missing(screen: Terminal, place: str) -> bool:
    """Whether a vote is open, and the screen does not say yet that all have voted."""
    if _stage(place) not in {asking.value for asking in Stage if is_open(asking)}:
        return False
    voting = _VOTING.search(screen.text)
    return voting is None or int(voting[1]) < PHONES or "Space  close the vote" not in screen.text


def _place(url: str) -> str:
    """Step, stage and part where the room is, as it tells a phone that asks for the first time."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as reply:
            place = _PLACE.search(reply.read().decode())
    except OSError:  # it has sealed its door
        return ""
    return place[1] if place else ""


def _footer(screen: Terminal) -> str:
    """What Space does, in the words of the footer; the rest of the screen also changes by itself."""
    return re.sub(r"\d+", "", screen.text.splitlines()[-1])


def is_whole(action: dict[str, Any]) -> bool:
    """Whether somebody answers for an action, with a first step, its date, and a number to know by."""
    measured = action.get("metric", {})
    return all(
        action.get(key) for key in ("if", "then", "accountable", "first_step", "first_step_by", "due")
    ) and ({"name", "baseline", "target"} <= measured.keys())


def read(path: Path) -> dict[str, Any]:
    """A file of the sealed session."""
    return tomllib.loads(path.read_text("utf-8"))
