"""Three sessions of a series, months apart: their report says what stands in their files."""

from __future__ import annotations

import asyncio
import datetime as dt
import math
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run
from workshop.services.compose import LOOPBACK, backstage, chosen_of, rehearse
from workshop.storage.library.scenarios import library_folder, load_library

pytestmark = pytest.mark.long  # three sessions of a series are rehearsed

START = dt.date(2026, 1, 12)
DAYS = (0, 30, 90)
PHONES = 18


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the three sessions, held on day 0, 30 and 90."""
    folder = tmp_path_factory.mktemp("sessions")

    async def hold() -> None:
        earlier = None
        for day in DAYS:
            on = START + dt.timedelta(day)
            live = backstage(folder, address=LOOPBACK, rehearsal=True, on=on)
            agenda, look_back = live.looking_back("look-back" if earlier else "60-minutes", earlier)
            assert look_back is None or not look_back.troubles
            series = "" if earlier else "care"
            chosen = chosen_of(live, agenda, look_back, seed=f"day {day}", series=series)
            held = await rehearse(live, chosen, phones=PHONES, seed=f"day {day}")
            earlier = earlier or held.name

    asyncio.run(hold())
    return folder


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def records(sessions: Path) -> list[dict[str, Any]]:
    return [read(path) for path in sorted(sessions.glob("*/session.toml"))]


def actions(sessions: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(sessions.glob("*/[1-4]-*.toml")):
        yield from read(path).get("action", [])


def share(k: int, n: int) -> str:
    """Wilson's interval once more, from its formula."""
    z, p = 1.96, k / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    percents = [math.floor(100 * value + 0.5) for value in (p, low, high)]
    return f"{k} of {n} ({percents[0]}%, {percents[1]}-{percents[2]}%)"


def report(sessions: Path) -> str:
    run("report", "care", "--markdown", "--sessions", sessions, "--out", sessions / "care.md")
    return (sessions / "care.md").read_text("utf-8")


def test_the_look_backs_belong_to_the_first_session_and_show_a_twin_or_a_fresh_text(sessions: Path) -> None:
    first, *later = records(sessions)
    library = load_library(library_folder()).scenarios
    assert [one["session"]["look_back_day"] for one in later] == [30, 90]
    seen = set(first["session"]["scenarios"])
    twins = {one.id for one in library.values() if one.twin_of in seen}
    for one in later:
        assert one["session"]["look_back_of"] == first["session"]["id"]
        assert one["session"]["series"] == "care"
        shown = set(one["session"]["scenarios"])
        assert not shown & seen
        assert not twins or shown & twins, "a twin comes first"
        seen |= shown
        twins -= shown


def test_the_reviews_were_written_into_the_plan_of_the_first_session(sessions: Path) -> None:
    (plan,) = sessions.glob("2026-01-12-*/1-learn.toml")
    held = [
        (review["day"], review["held"])
        for action in read(plan)["action"]
        for review in action["review"]
        if "held" in review
    ]
    assert (30, START + dt.timedelta(30)) in held
    assert {day for day, _ in held} <= {30, 90}
    assert "# What the room agreed on." in plan.read_text("utf-8"), "comments stay"


def test_the_report_gives_the_figures_of_the_files(sessions: Path) -> None:
    text = report(sessions)
    for record in records(sessions):
        votes = record["map"]["decisions"]
        assert share(votes["caught"], votes["faulty"]) in text
        if votes["sound"]:
            assert share(votes["wrongly_flagged"], votes["sound"]) in text
        for pulse in record["pulse"]:
            if pulse["id"] == "confidence":
                assert f"median {pulse['quartiles']['median']:.0f}" in text
            if pulse["id"] == "safety":
                assert f"{pulse['mean']:.1f} of 5 (n = {pulse['n']})" in text
            if pulse["id"] == "changed":
                assert share(pulse["answers"]["yes"], pulse["n"]) in text


def test_the_report_counts_the_actions_and_the_answers_of_the_files(sessions: Path) -> None:
    every = list(actions(sessions))
    done = sum(action["status"] == "done" for action in every)
    dropped = [action for action in every if action["status"] == "dropped"]
    learned = sum(any("lesson" in review for review in action["review"]) for action in dropped)
    answers = [
        review["did_it_happen"]
        for action in every
        for review in action.get("review", [])
        if "did_it_happen" in review
    ]
    text = report(sessions)
    assert f"{done} of {len(every)} done" in text
    if learned:
        assert f"{learned} dropped with a lesson" in text
    counted = ", ".join(
        f"{word} {answers.count(word)}" for word in ("yes", "partly", "no") if word in answers
    )
    assert f"Did it happen: {counted}." in text


def test_three_points_are_needed_before_anything_is_said_about_a_way(sessions: Path) -> None:
    text = report(sessions)
    caught = text.split("#### Would not have sent it: votes on faulty texts")[1].split("####")[0]
    flagged = text.split("#### Held it back: votes on sound texts")[1].split("Different")[0]
    assert "over 3 sessions" in caught.lower()
    assert "over" not in flagged.lower(), "one point of sound work is no line"
