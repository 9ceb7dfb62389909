"""A plan as the first version wrote it: read whole, looked back at and changed, and no line of it is lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from workshop.core.plans.rules import errors
from workshop.reports.formats.text import whole
from workshop.storage.plans.edit import edit_plan, setting
from workshop.storage.plans.look_backs import open_look_back
from workshop.storage.plans.read import load_plan

OLD = """\
schema_version = 1

[session]
id = "2025-06-03-care"
title = "Care"
date = 2025-06-03
participants = 9
minimum_group = 5

[phase]
id = "learn"
number = 1
title = "LEARN"
goal = "See where it fails."
a_key_of_ours = "stays"

[phase.good]
managers = "We check each figure."

[phase.safety]
top_fears = ["job-security"]
permissions = ["learn in working hours"]

[[process]]
name = "Weekly report"
hours_before_per_week = 18.0
hours_after_per_week = 2.0
checking_hours_per_week = 1.0
hours_freed_net = 15.0

[[action]]
id = "A1"
status = "planned"
if = "a figure leaves the team" # as we said it
then = "one person recomputes it"
owner_side = "employee"
accountable = "Controlling"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "2025-06-03-care"
    folder.mkdir()
    (folder / "1-learn.toml").write_text(OLD, "utf-8")
    return folder / "1-learn.toml"


def test_it_is_read_whole_shown_and_asked_about(path: Path) -> None:
    loaded = load_plan(path)
    assert not loaded.problems
    assert not errors(loaded.plan, str(path))
    assert loaded.plan.phase.good[0].said == "We check each figure."
    assert loaded.plan.processes[0].hours_freed == 15.0
    shown = whole(loaded.plan)
    for said in ("We check each figure.", "learn in working hours", "one person recomputes it"):
        assert said in shown, said
    back = open_look_back(path.parent, dt.date(2025, 7, 3), 30)
    assert [asked.action.then for asked in back.actions] == ["one person recomputes it"]
    assert not back.troubles


def test_a_change_changes_its_own_line(path: Path) -> None:
    edit_plan(path, setting("A1", {"status": "started"}))
    assert path.read_text("utf-8") == OLD.replace('status = "planned"', 'status = "started"')


@pytest.mark.parametrize("version", [0, 2])
def test_a_version_that_nobody_knows_is_one_sentence_and_all_is_read_that_can_be(
    path: Path, version: int
) -> None:
    path.write_text(OLD.replace("schema_version = 1", f"schema_version = {version}"), "utf-8")
    loaded = load_plan(path)
    assert [(one.key, one.what) for one in loaded.problems] == [
        ("schema_version", f"is {version}; this program reads 1.")
    ]
    assert [action.then for action in loaded.plan.actions] == ["one person recomputes it"]
