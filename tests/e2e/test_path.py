"""The path of twelve weeks, rehearsed with set dates: each session looks back, and the series tells it."""

from __future__ import annotations

import datetime as dt
import statistics
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run
from tests.e2e.rooms import a_free_port
from workshop.core.english import long_date
from workshop.core.plans.path import PATH
from workshop.core.words import METRIC_KINDS, Phase

pytestmark = pytest.mark.long  # seven rehearsed sessions

START = dt.date(2026, 9, 7)
DAYS = [START + dt.timedelta(weeks=stop.week) for stop in PATH]
PHONES, IN_ROLES = 12, 35
"""How many come to a session, and to the one in which four roles play texts of their own."""

Toml = dict[str, Any]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the seven sessions, with the report of their series."""
    folder = tmp_path_factory.mktemp("path")
    for stop, day in zip(PATH, DAYS, strict=True):
        first = next(iter(sorted(folder.glob("2026-*"))), None)
        more = ("--session", first.name) if first is not None else ("--series", "care")
        phones = IN_ROLES if stop.phase is Phase.LEAD_ROLE else PHONES
        words = ("rehearse", stop.agenda, "--headless", "--phones", str(phones), "--port", str(a_free_port()))
        run(*words, "--out", folder, "--on", day.isoformat(), *more)
    run("report", "care", "--markdown", "--sessions", folder, "--out", folder / "care.md")
    return folder


@pytest.fixture(scope="module")
def report(path: Path) -> str:
    """What the series says."""
    return (path / "care.md").read_text("utf-8")


@pytest.fixture(scope="module")
def records(path: Path) -> list[Toml]:
    """The record of each session, by date."""
    return [tomllib.loads(file.read_text("utf-8")) for file in sorted(path.glob("2026-*/session.toml"))]


@pytest.fixture(scope="module")
def plans(path: Path) -> list[Toml]:
    """All plans."""
    return [tomllib.loads(file.read_text("utf-8")) for file in sorted(path.glob("2026-*/[1-4]-*.toml"))]


def part(report: str, heading: str) -> str:
    """What stands under a heading of the series, up to the next one."""
    return report.partition(f" {heading}\n")[2].partition("\n#")[0]


def labelled(record: Toml) -> str:
    """What a session is called beside its figures, such as "5 Oct, day 30"."""
    session = record["session"]
    name = f"{session['date'].day} {session['date']:%b}"
    if (day := session.get("look_back_day")) is None:
        return name
    return f"{name}, touch" if day < 30 else f"{name}, day {day}"


def asked(record: Toml, pulse: str) -> Toml | None:
    """The last answers to a question."""
    return next((one for one in reversed(record.get("pulse", [])) if one["id"] == pulse), None)


def lines(records: list[Toml], what: str, of: str) -> Iterator[str]:
    """How a count of the map stands in the report, session by session."""
    for record in records:
        counts = record["map"]["decisions"]
        said = f"{counts[what]} of {counts[of]} (" if counts.get(of) else "no figure"
        yield f"- {labelled(record)}: {said}"


def test_seven_sessions_come_to_one_series_that_names_each_of_them(report: str, plans: list[Toml]) -> None:
    for stop, day in zip(PATH, DAYS, strict=True):
        assert f"- {stop.name}: held on {long_date(day)}." in report
    assert "so the path is incomplete" not in report
    assert {plan["phase"]["id"] for plan in plans if plan.get("action")} == set(Phase)
    learn = plans[0]["action"]
    assert {review["day"] for action in learn for review in action["review"] if "held" in review} >= {30}


def test_four_roles_have_a_plan_each(path: Path, plans: list[Toml]) -> None:
    roles = [plan for plan in plans if "role" in plan["phase"]]
    assert len({plan["phase"]["role"] for plan in roles}) == len(roles) == 4
    names = {file.name for file in path.glob("2026-*/2-lead-role.*.toml")}
    assert names == {f"2-lead-role.{plan['phase']['role']}.toml" for plan in roles}
    assert all(plan["action"] for plan in roles), "each agreed on something of its own"


def test_capability_confidence_and_culture_are_those_of_the_files(report: str, records: list[Toml]) -> None:
    for heading, what, of in (
        ("Would not have sent it: votes on faulty texts", "caught", "faulty"),
        ("Held it back: votes on sound texts", "wrongly_flagged", "sound"),
    ):
        shown = part(report, heading).strip().splitlines()[: len(records)]
        for line, begins in zip(shown, lines(records, what, of), strict=True):
            assert line.startswith(begins)
    sure = part(report, "Sure to catch such an error next week: the middle, and the middle half")
    ended = part(report, "How the room ended, and how it began")
    for record in records:
        if (pulse := asked(record, "confidence")) is not None:
            given = [int(value) for value, count in pulse["answers"].items() for _ in range(count)]
            assert f"- {labelled(record)}: median {statistics.median(given):g}," in sure
        if (pulse := asked(record, "safety")) is not None:
            given = [int(value) for value, count in pulse["answers"].items() for _ in range(count)]
            assert f"- {labelled(record)}: {statistics.fmean(given):.1f} of 5 (n = {len(given)})" in ended


def test_what_became_of_the_actions_is_what_their_plans_say(
    report: str, records: list[Toml], plans: list[Toml]
) -> None:
    actions = [action for plan in plans for action in plan.get("action", ())]
    states = Counter(action["status"] for action in actions)
    assert f"{states['done']} of {len(actions)} done." in part(report, "Did it happen?")
    held = [review for action in actions for review in action["review"] if "held" in review]
    happened = Counter(review["did_it_happen"] for review in held)
    counts = ", ".join(f"{word} {happened[word]}" for word in ("yes", "partly", "no") if happened[word])
    heard = part(report, "What the look-backs have heard")
    assert f"Did it happen: {counts}." in heard
    assert all(review.get("lesson") for action in actions for review in action["review"] if "held" in review)
    assert "Dropped without a lesson" not in report, "a touch drops nothing"
    for record in records:
        if (pulse := asked(record, "caught-at-work")) is not None:
            caught = sum(int(value) * count for value, count in pulse["answers"].items())
            assert f"- {labelled(record)}: at least {caught} errors caught at work" in heard
    beside = part(report, "Side by side: what the actions are measured by")
    for kind, words in METRIC_KINDS.items():
        (line,) = (line for line in beside.splitlines() if line.startswith(f"- {words}: "))
        metrics = [action["metric"] for action in actions if action["status"] != "dropped"]
        named = [metric["name"] for metric in metrics if metric["kind"] == kind]
        assert line.count(";") == max(len(named) - 1, 0)
        assert all(name in line for name in named)


def test_the_last_session_asked_whether_what_was_promised_held(plans: list[Toml]) -> None:
    """It carries the sponsor of the first, and says what was tried since and what good looks like."""
    first, last = plans[0], plans[-1]
    assert last["session"]["sponsor"] == first["session"]["sponsor"]
    assert last["phase"]["look_back"]["best_catch"]
    assert {good["held"] for good in last["phase"]["good"].values()} <= {"yes", "partly", "no"}
    assert last["phase"]["delusion_check"]
