"""The plan files behind the screens: what it finds, what it writes, and what it refuses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.storage.plans.test_read import EXAMPLE
from workshop.core.plans.action import Review
from workshop.core.plans.pages import PAGES, with_confidence
from workshop.core.plans.warnings import warnings
from workshop.ports import ActionPlace, BackstageError, PlanChanged, Shown
from workshop.services.plans.files import OwnPlanFiles
from workshop.storage.plans.read import load_plan

TODAY = dt.date(2025, 12, 20)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The example in a session folder of its own."""
    folder = tmp_path / "2025-11-18-northlight-care"
    folder.mkdir()
    path = folder / "2-lead-role.toml"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


@pytest.fixture
def files(plan: Path) -> OwnPlanFiles:
    """Those on a day between the first two look-backs."""
    return OwnPlanFiles(plan.parent.parent, lambda: TODAY)


def test_due_holds_every_date_and_open_every_action_once(files: OwnPlanFiles) -> None:
    rows = files.rows().by_shown
    due = [(row.date, row.what, row.place.action_id, row.is_late) for row in rows[Shown.DUE]]
    assert due == [
        (dt.date(2025, 11, 21), "first step", "A3", True),
        (dt.date(2025, 11, 25), "first step", "A2", True),
        (dt.date(2025, 12, 18), "next session", "", True),
        (dt.date(2025, 12, 18), "look-back 30", "A2", True),
        (dt.date(2025, 12, 18), "look-back 30", "A3", True),
        (dt.date(2025, 12, 31), "due", "A3", False),
    ]
    assert [row.place.action_id for row in rows[Shown.OPEN]] == ["A3", "A2", "A1"]
    assert rows[Shown.CLOSED] == []


def test_what_was_rehearsed_is_left_out_unless_its_session_was_opened(
    files: OwnPlanFiles, plan: Path
) -> None:
    folder = plan.parent.with_name("2025-11-19-rehearsed")
    folder.mkdir()
    text = plan.read_text().replace("[session]\n", "[session]\nrehearsal = true\n")
    text = text.replace("2025-11-18-northlight-care", folder.name)
    (folder / plan.name).write_text(text.replace("\nrehearsal = false", ""))
    rows = files.rows()
    assert rows.rehearsed == 3
    assert {row.place.path for shown in rows.by_shown.values() for row in shown} == {plan}
    for place in (folder, folder / plan.name):
        alone = OwnPlanFiles(place, lambda: TODAY).rows()
        assert (alone.rehearsed, len(alone.by_shown[Shown.DUE]), len(alone.by_shown[Shown.OPEN])) == (0, 6, 3)


def test_saving_writes_the_changed_fields_and_nothing_else(files: OwnPlanFiles, plan: Path) -> None:
    before = plan.read_text()
    opened = files.open(ActionPlace(plan, "A2"))
    files.save(opened, {"accountable": "Sales leads", "status": "done"})
    changed = list(zip(before.splitlines(), plan.read_text().splitlines(), strict=True))
    assert [after for line, after in changed if line != after] == [
        'status = "done"',
        'accountable = "Sales leads"',
    ]
    assert [row.place.action_id for row in files.rows().by_shown[Shown.CLOSED]] == ["A2"]


def test_a_second_action_in_progress_with_the_same_owner_is_told(files: OwnPlanFiles, plan: Path) -> None:
    owner = {"accountable": "Controlling, head"}
    files.save(files.open(ActionPlace(plan, "A1")), {"status": "started", **owner})
    files.save(files.open(ActionPlace(plan, "A2")), {"status": "planned", **owner})
    assert "in-progress" not in {one.rule for one in warnings(load_plan(plan).plan)}
    files.save(files.open(ActionPlace(plan, "A2")), {"status": "started"})
    assert "in-progress" in {one.rule for one in warnings(load_plan(plan).plan)}


def test_a_look_back_is_held_once(files: OwnPlanFiles, plan: Path) -> None:
    held = Review(day=30, held=TODAY, did_it_happen="partly", lesson="Mondays are full.")
    files.save(files.open(ActionPlace(plan, "A2")), {"status": "started"}, held)
    action = load_plan(plan).plan.actions[1]
    assert (action.status, action.reviews[0].lesson) == ("started", "Mondays are full.")
    assert action.reviews[0].planned == dt.date(2025, 12, 18)
    with pytest.raises(BackstageError, match="never rewritten"):
        files.save(files.open(ActionPlace(plan, "A2")), {}, held)


def test_how_sure_its_room_was_is_offered_for_the_number_of_an_action(
    files: OwnPlanFiles, plan: Path
) -> None:
    assert files.open(ActionPlace(plan, "A1")).sure is None
    record = 'schema_version = 1\n[session]\nid = "a"\n[[pulse]]\nid = "confidence"\nn = 6\n'
    totals = "quartiles = { low = 40.0, median = 65.0, high = 80.0 }\nanswers = { 60 = 6 }\n"
    (plan.parent / "session.toml").write_text(record + totals)
    assert files.open(ActionPlace(plan, "A1")).sure == 65.0
    (baseline,) = (
        asked.example
        for page in with_confidence(PAGES, 65.0)
        for asked in page.fields
        if asked.key == "metric.baseline"
    )
    assert baseline == "such as 5.0; half of the room is at least 65% sure"


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(files: OwnPlanFiles, plan: Path) -> None:
    opened = files.open(ActionPlace(plan, "A1"))
    plan.write_text(plan.read_text() + "\n# a remark\n")
    with pytest.raises(PlanChanged, match="Nothing was overwritten"):
        files.save(opened, {"what": "Another name"})
    assert plan.read_text().endswith("# a remark\n")
    assert "Another name" not in plan.read_text()


def test_a_change_that_would_bring_an_error_is_a_sentence(files: OwnPlanFiles, plan: Path) -> None:
    opened = files.open(ActionPlace(plan, "A1"))
    with pytest.raises(BackstageError, match="before the first step"):
        files.save(opened, {"due": dt.date(2025, 11, 20)})


def test_rows_are_stale_when_a_file_is_another_one(files: OwnPlanFiles, plan: Path) -> None:
    assert files.is_stale()
    files.rows()
    assert not files.is_stale()
    plan.write_text(plan.read_text() + "\n")
    assert files.is_stale()


def test_what_is_gone_or_broken_is_a_sentence(files: OwnPlanFiles, plan: Path) -> None:
    with pytest.raises(BackstageError, match="has no action A9 any more"):
        files.open(ActionPlace(plan, "A9"))
    broken = plan.with_name("1-learn.toml")
    broken.write_text("[phase\n")
    with pytest.raises(BackstageError, match=r"1-learn\.toml"):
        files.open(ActionPlace(broken, "A1"))
    (said,) = files.rows().unusable
    assert "1-learn.toml" in said
    plan.unlink()
    broken.unlink()
    with pytest.raises(BackstageError, match="holds no action plan"):
        files.rows()


def test_an_action_knows_the_others_of_its_session(files: OwnPlanFiles, plan: Path) -> None:
    plan.with_name("1-learn.toml").write_text(plan.read_text().replace('"A', '"B'))
    around = files.open(ActionPlace(plan, "A1")).around
    assert sorted(one.id for one in around.actions) == ["A2", "A3", "B1", "B2", "B3"]


def test_an_action_whose_id_stands_twice_is_not_taken_for_the_other_one(
    files: OwnPlanFiles, plan: Path
) -> None:
    block = '[[action]]\nid = "A1"\nstatus = "planned"\nif = "x"\nthen = "y"\nowner_side = "shared"\n'
    plan.write_text(f"{plan.read_text('utf-8')}\n{block}", encoding="utf-8")
    with pytest.raises(BackstageError, match="'A1' is the id of 2 actions, in lines"):
        files.open(ActionPlace(plan, "A1"))
