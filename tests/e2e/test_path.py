"""The path of twelve weeks, rehearsed with set dates: each session looks back, and the series tells it."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.e2e.rooms import a_free_port
from workshop.core.english import long_date
from workshop.core.plans.path import PATH
from workshop.core.words import Phase

pytestmark = pytest.mark.long  # seven rehearsed sessions

START = dt.date(2026, 9, 7)


def test_seven_sessions_come_to_one_series_that_names_each_of_them(tmp_path: Path) -> None:
    days = [START + dt.timedelta(weeks=stop.week) for stop in PATH]
    for stop, day in zip(PATH, days, strict=True):
        first = next(iter(sorted(tmp_path.glob("2026-*"))), None)
        more = ("--session", first.name) if first is not None else ("--series", "care")
        words = ("rehearse", stop.agenda, "--headless", "--phones", "12", "--port", str(a_free_port()))
        run(*words, "--out", tmp_path, "--on", day.isoformat(), *more)
    run("report", "care", "--markdown", "--sessions", tmp_path, "--out", tmp_path / "care.md")
    report = (tmp_path / "care.md").read_text("utf-8")
    for stop, day in zip(PATH, days, strict=True):
        assert f"- {stop.name}: held on {long_date(day)}." in report
    assert "so the path is incomplete" not in report
    plans = [tomllib.loads(path.read_text("utf-8")) for path in tmp_path.glob("*/[1-4]-*.toml")]
    assert {plan["phase"]["id"] for plan in plans if plan.get("action")} == set(Phase)
    (learn,) = tmp_path.glob("2026-09-07-*/1-learn.toml")
    actions = tomllib.loads(learn.read_text("utf-8"))["action"]
    assert {review["day"] for action in actions for review in action["review"] if "held" in review} >= {30}
