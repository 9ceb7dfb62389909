"""What `plan check` sees: slips of the finger, stale sums, files that disagree; quiet when all is well."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import run

DATA = Path(__file__).parents[2] / "data"
EXAMPLE = DATA / "example-plan.toml"
KEPT = DATA / "sessions" / "2026-11-02-ai-in-customer-care"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan in full, alone."""
    path = tmp_path / "2-lead-role.toml"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


@pytest.fixture
def session(tmp_path: Path) -> Path:
    """A session of four plans."""
    return Path(shutil.copytree(KEPT, tmp_path / KEPT.name))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def checked(path: Path, *, expect: int = 0) -> str:
    return run("plan", "check", path, expect=expect).output


def new_in(before: str, after: str) -> list[str]:
    return [line for line in after.splitlines()[:-1] if line not in before.splitlines()]


def test_it_is_quiet_when_all_is_well(plan: Path, session: Path) -> None:
    assert checked(plan).splitlines()[1:] == ["1 plan, 3 actions: no errors, 0 warnings."]
    rules = {one["rule"] for one in json.loads(run("plan", "check", session, "--json").stdout)["warnings"]}
    assert not rules & {"key", "quoted-date", "session", "left-out", "no-owner", "no-first-step"}


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        (
            "accountable = ",
            "acountable = ",
            "A1): action[1].acountable is not a known field. Did you mean 'accountable'?",
        ),
        ("first_step = ", "first-step = ", "Did you mean 'first_step'?"),
        ("[action.metric]", "[action.metrics]", "Did you mean 'metric'?"),
        (
            "baseline = ",
            "baselin = ",
            "action[1].metric.baselin is not a known field. Did you mean 'baseline'?",
        ),
        ("[[evidence]]", "[[evidenc]]", "evidenc is not a known field. Did you mean 'evidence'?"),
        ("sponsor = ", "sponser = ", "session.sponser is not a known field. Did you mean 'sponsor'?"),
    ],
)
def test_a_key_that_is_one_letter_off_is_named(plan: Path, old: str, new: str, meant: str) -> None:
    text = plan.read_text("utf-8")
    plan.write_text(
        text.replace(old, new) if "evidence" in old else text.replace(old, new, 1), encoding="utf-8"
    )
    output = run("plan", "check", plan, expect=None).output
    assert meant in output
    assert ": warning (key" in output


def test_fields_of_a_teams_own_are_no_slips(plan: Path) -> None:
    before = checked(plan)
    change(plan, "accountable = ", 'ticket = "CARE-12"\nlink = "x"\nto = "all"\naccountable = ')
    assert new_in(before, checked(plan)) == []


def test_a_key_beside_the_one_it_resembles_is_no_slip(plan: Path) -> None:
    before = checked(plan)
    change(plan, "due = ", 'dues = "x"\ndue = ')
    assert new_in(before, checked(plan)) == []


def test_a_slip_that_is_meant_is_kept_with_a_reason(plan: Path) -> None:
    with plan.open("a", encoding="utf-8") as file:
        file.write('\n[[shares]]\nx = 1\n[[note]]\nrule = "key"\nreason = "our own list"\n')
    assert "kept on purpose (key): our own list" in checked(plan)


@pytest.mark.parametrize("written", ['"2025-11-24"', "2025-11-24T09:00:00"])
def test_a_date_in_quotation_marks_is_named_and_read(plan: Path, written: str) -> None:
    before = checked(plan)
    change(plan, "first_step_by = 2025-11-24", f"first_step_by = {written}")
    (line,) = new_in(before, checked(plan))
    assert ": warning (quoted-date, A1): action[1].first_step_by " in line


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "employer = 1",
            "employer = 3",
            "phase.responsibility.employer: is 3; the actions of this plan give 1.",
        ),
        (
            "[[evidence]]",
            "[[process]]\nname = 'x'\nhours_before_per_week = 18\nhours_after_per_week = 9.0\n"
            "checking_hours_per_week = 1\nhours_freed_net = 15\nfreed_time_goes_to = 'visits'\n[[evidence]]",
            "process[1].hours_freed_net: is 15; 18 - 9 - 1 gives 8. Write 8, or correct the hours.",
        ),
    ],
)
def test_a_sum_that_is_stale_is_an_error(plan: Path, old: str, new: str, said: str) -> None:
    change(plan, old, new)
    assert said in checked(plan, expect=1)


def test_a_missing_owner_and_a_missing_first_step_are_named(plan: Path) -> None:
    text = plan.read_text("utf-8").splitlines(keepends=True)
    needed = ("accountable =", "first_step =", "first_step_by =")
    plan.write_text("".join(line for line in text if not line.startswith(needed)), encoding="utf-8")
    output = checked(plan)
    assert "warning (no-owner, A1, A2, A3): Nobody answers for it. Which role or team?" in output
    assert "warning (no-first-step, A1, A2, A3): What is the first step, and by when?" in output
    assert "still open in A1" not in output


def test_files_of_a_session_that_disagree_are_named(session: Path) -> None:
    change(session / "2-lead-role.toml", 'title = "', 'title = "Not ')
    output = checked(session, expect=1)
    assert f"{session / '2-lead-role.toml'}: session.title: is 'Not " in output
    assert f"`workshop plan set {session} 'session.title=...'` writes it into all files." in output
    run("plan", "set", session, "session.title=One title")
    assert "session.title" not in checked(session)


def test_a_field_that_a_file_of_the_session_lacks_is_named(session: Path) -> None:
    change(session / "1-learn.toml", 'title = "', 'outcome = "Fewer slips"\ntitle = "')
    lacking = f"{session / 'session.toml'}: warning (session): session.outcome is missing here, "
    change(session / "2-lead-role.toml", 'title = "', 'outcome = "Fewer slips"\ntitle = "')
    assert f"{lacking}and 'Fewer slips' in 1-learn.toml." in checked(session)
    assert checked(session).count(lacking) == 1, "once, however many others have it"
    run("plan", "set", session, "session.outcome=Fewer slips")
    assert "session.outcome" not in checked(session)


def test_a_second_id_in_a_folder_is_an_error(session: Path) -> None:
    change(session / "3-lead-redesign.toml", f'id = "{KEPT.name}"', 'id = "another"')
    assert "session.id: is 'another' here and '2026-11-02-" in checked(session, expect=1)


@pytest.mark.parametrize("raw", [b"[session\n", b"", b"[session]\nid = 6,5\n"])
def test_a_broken_record_is_an_error(session: Path, raw: bytes) -> None:
    (session / "session.toml").write_bytes(raw)
    for path in (session, session.parent):
        assert f"{session / 'session.toml'}: " in checked(path, expect=1)
    report = json.loads(run("plan", "check", session, "--json", expect=1).stdout)
    assert report["errors"][0]["file"] == str(session / "session.toml")


def test_a_slip_in_the_record_is_named(session: Path) -> None:
    change(session / "session.toml", "sealed = ", "seald = ")
    assert "warning (key): session.seald is not a known field. Did you mean 'sealed'?" in checked(session)


def test_copies_are_named(session: Path) -> None:
    shutil.copytree(session, session.with_name(f"{session.name} (1)"))
    (session / "1-learn.old.toml").write_bytes(b"")
    output = checked(session.parent)
    assert f"{session} (1): warning (left-out): is the session " in output
    assert "1-learn.old.toml: warning (left-out): looks like a copy, and is not read." in output


def test_an_id_that_stands_twice_is_named_once_with_its_lines(plan: Path) -> None:
    change(plan, 'id = "A2"', 'id = "A1"')
    lines = [n for n, line in enumerate(plan.read_text("utf-8").splitlines(), 1) if line == 'id = "A1"']
    said = f"action A1: 'A1' is the id of 2 actions, in lines {lines[0]} and {lines[1]}. Give each of them"
    output = checked(plan, expect=1)
    assert output.count("'A1'") == output.count(said) == 1


def test_the_shipped_example_is_a_complete_one() -> None:
    said = run("plan", "check", DATA.parents[1] / "sessions", expect=0)
    assert said.output == "4 plans, 9 actions: no errors, 0 warnings.\n"
