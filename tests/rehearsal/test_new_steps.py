"""An agenda of one's own with every step that is typed, chosen by dots or looked back at."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run
from tests.e2e.rooms import a_free_port

HEAD = 'schema_version = 1\ntitle = "{title}"\nsummary = "Made for a test."\n'


def an_agenda(folder: Path, name: str, *steps: str) -> Path:
    """An agenda file; a step is its kind, and after a space what else its author wrote."""
    text = HEAD.format(title=name)
    for step in ("open", *steps, "close"):
        kind, _, more = step.partition(" ")
        text += f'[[step]]\nkind = "{kind}"\nphase = "succeed"\nminutes = 2\n{more}\n'
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def plan_in(folder: Path) -> dict[str, Any]:
    """The plan of the one phase."""
    return tomllib.loads((folder / "4-succeed.toml").read_text("utf-8"))


def rehearsed(agenda: Path, out: Path, *more: str | Path) -> Path:
    """The folder that a rehearsal with six phones left."""
    words = ("--headless", "--phones", "6", "--port", str(a_free_port()), "--out", out, *more)
    said = run("rehearse", agenda, *words).output
    return Path(said.splitlines()[-1].removeprefix("Saved in "))


@pytest.mark.long
def test_a_session_with_every_new_step_and_its_look_back_come_to_their_plans(tmp_path: Path) -> None:
    first = an_agenda(
        tmp_path,
        "first",
        'card card = "purpose"',
        'card card = "canvas"',
        'groups title = "What will we do?"',
        "dots winners = 2",
        'card card = "guardrails"',
        "actions",
    )
    folder = rehearsed(first, tmp_path / "out", "--on", "2026-03-02")
    plan = plan_in(folder)
    assert plan["session"]["purpose"]
    assert plan["session"]["next_session"].isoformat() == "2026-04-01"
    assert [one["verdict"] for one in plan["process"]] == ["stop", "change"]
    assert all(one["hours_freed_net"] > 0 and one["freed_time_goes_to"] for one in plan["process"])
    assert plan["phase"]["guardrails"]["red"]
    assert 1 <= len(plan["action"]) <= 2
    assert all(one["votes"]["dots"] > 0 and one["accountable"] for one in plan["action"])
    assert plan["action"][0]["metric"]["baseline"] > 0

    again = an_agenda(tmp_path, "again", "review", "shift", "actions")
    later = rehearsed(again, tmp_path / "out", "--session", folder.name, "--on", "2026-04-01")
    reviewed = [action["review"][0] for action in plan_in(folder)["action"]]
    assert all(one["held"].isoformat() == "2026-04-01" and one["lesson"] for one in reviewed)
    assert len(plan_in(later)["action"]) == 1


def test_a_rehearsed_room_scores_its_ideas_and_the_best_come_into_the_plan(tmp_path: Path) -> None:
    agenda = an_agenda(
        tmp_path,
        "bold",
        "open-case",
        'groups title = "What is bold?"',
        "score winners = 2",
        "actions",
    )
    folder = rehearsed(agenda, tmp_path / "out", "--on", "2026-03-02")
    actions = plan_in(folder)["action"]
    assert 1 <= len(actions) <= 2
    assert all(5 <= one["votes"]["score_25"] <= 25 for one in actions)
    assert list(folder.rglob("journal*")) == []
