"""`workshop plan`: show, list, due, check, export; on a file, a session and a folder."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.cli.running import run
from workshop.reports.formats.cards import NO_CARD

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "tests" / "data" / "example-plan.toml"
KEPT = ROOT / "tests" / "data" / "sessions" / "2026-11-02-ai-in-customer-care"


@pytest.fixture
def sessions(tmp_path: Path) -> Path:
    """A folder with a real session, the complete example, and a rehearsed one."""
    folder = tmp_path / "sessions"
    real = folder / "2025-11-18-northlight-care"
    real.mkdir(parents=True)
    shutil.copyfile(EXAMPLE, real / "2-lead-role.toml")
    shutil.copytree(KEPT, folder / KEPT.name)
    return folder


@pytest.fixture(params=["file", "session", "folder"])
def place(request: pytest.FixtureRequest, sessions: Path) -> Path:
    """The same plan, reached in three ways."""
    session = sessions / "2025-11-18-northlight-care"
    return {"file": session / "2-lead-role.toml", "session": session, "folder": sessions}[request.param]


@pytest.mark.parametrize(
    "words", [("show",), ("list",), ("check",), ("due", "--on", "2025-11-20"), ("export", "--markdown")]
)
def test_every_command_takes_a_file_a_session_or_a_folder(place: Path, words: tuple[str, ...]) -> None:
    assert "A3" in run("plan", *words, place).output


def test_sessions_is_the_folder_that_is_looked_at(sessions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sessions.parent)
    assert run("plan", "list").output.endswith("8 actions.\n")


def test_a_session_is_found_by_its_name(sessions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sessions.parent)
    assert run("plan", "list", KEPT.name).output.endswith("5 actions.\n")
    run("plan", "set", "2025-11-18-northlight-care", "--action", "A1", "status=done")
    assert "A1, done." in run("plan", "review", *_ANSWERED).output


_ANSWERED = ("2025-11-18-northlight-care", "--action", "A1", "--day", "60", "--did", "yes")


@pytest.mark.parametrize("words", [("show",), ("list",), ("due", "--on", "2025-11-20"), ("list", "--json")])
def test_what_can_be_read_is_shown_and_the_rest_is_exit_status_one(
    sessions: Path, words: tuple[str, ...]
) -> None:
    broken = sessions / KEPT.name / "1-learn.toml"
    broken.write_text("[[action]]\nid = 2025-11-19 learn", encoding="utf-8")
    result = run("plan", *words, sessions, expect=1)
    assert f"{broken}: is not valid TOML" in result.stderr
    assert "A3" in result.stdout


def test_after_a_broken_file_no_action_is_said_to_be_missing(sessions: Path) -> None:
    folder = sessions / KEPT.name
    for one in folder.glob("?-*.toml"):
        one.write_text("[phase]\nid = learn", encoding="utf-8")
    output = run("plan", "set", folder, "--action", "A1", "status=done", expect=1).output
    assert "Nothing was changed. Mend that file first." in output
    assert "no action is called" not in output


def test_what_can_be_read_is_exported_and_a_page_says_what_it_lacks(sessions: Path) -> None:
    broken = sessions / KEPT.name / "1-learn.toml"
    broken.write_text("[phase]\nid = learn", encoding="utf-8")
    result = run("plan", "export", sessions, "--csv", expect=1)
    assert str(broken) in result.stderr
    assert result.stdout.count(f"{KEPT.name},") == 3
    assert (
        "Not complete: 1 thing in the files could not be read."
        in run("plan", "export", sessions, "--markdown", expect=1).stdout
    )


UNREADABLE = {
    "UTF-16": "[phase]\nid = 'learn'\n".encode("utf-16"),
    "emptied": b"",
    "decimal comma": b"[phase]\nid = 'learn'\n[[action]]\nid = 'A1'\n[action.metric]\nbaseline = 6,5\n",
    "a date in words": b"[phase]\nid = 'learn'\n[[action]]\nid = 'A1'\ndue = 'next Friday'\n",
}


@pytest.mark.parametrize("raw", UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize(
    "words", [("show",), ("list",), ("due",), ("export", "--csv"), ("export", "--ics"), ("check",)]
)
def test_every_command_names_what_it_cannot_read_and_ends_with_one(
    sessions: Path, raw: bytes, words: tuple[str, ...]
) -> None:
    broken = sessions / KEPT.name / "1-learn.toml"
    broken.write_bytes(raw)
    assert f"{broken}: " in run("plan", *words, sessions, expect=1).output


@pytest.mark.parametrize("written", ['"2026-11-09"', "2026-11-09T08:00:00"])
def test_a_date_in_quotation_marks_is_a_date(sessions: Path, written: str) -> None:
    plan = sessions / KEPT.name / "1-learn.toml"
    text = plan.read_text("utf-8").replace("rehearsal = true\n", "")
    assert "first_step_by = 2026-11-09" in text
    plan.write_text(text.replace("first_step_by = 2026-11-09", f"first_step_by = {written}"), "utf-8")
    words = ("--on", "2026-11-09", "--rehearsals", "--days", "0")
    assert run("plan", "due", plan, *words).stderr == ""
    assert run("plan", "due", plan, *words).stdout.count("2026-11-09") == 2
    assert "DTSTART;VALUE=DATE:20261109" in run("plan", "export", plan, "--ics").stdout
    assert ",2026-11-09," in run("plan", "export", plan, "--csv").stdout


def test_a_copied_session_is_named_and_counted_once(sessions: Path) -> None:
    before = run("plan", "list", sessions).stdout
    copy = sessions / f"{KEPT.name} (1)"
    shutil.copytree(sessions / KEPT.name, copy)
    result = run("plan", "list", sessions)
    assert result.stdout == before
    assert f"{copy}: is the session '{KEPT.name}' once more" in result.stderr


def test_one_form_at_a_time() -> None:
    assert "Say which one" in run("plan", "export", EXAMPLE, "--csv", "--ics", expect=2).output


def test_show_says_sentences() -> None:
    output = " ".join(run("plan", "show", EXAMPLE).output.split())
    assert "Controlling, first step by 24 November. 4.0 from 5.0, aim 1.0." in output


def test_show_says_what_the_team_filled_in(sessions: Path) -> None:
    words = ("plan", "set", sessions / "2025-11-18-northlight-care", "--action", "A1")
    named = {
        "what": "Short name: Line",
        "problem": "Problem: Labels.",
        "for_whom": "For whom: Dealers",
        "outcome": "Outcome: Trust.",
        "today": "Today: By hand.",
        "from_now_on": "From now on: A form.",
        "real_task": "Real task: October's reply.",
        "blocker": "Blocked by: cost",
    }
    run(*words, *(f"{key}={said.partition(': ')[2]}" for key, said in named.items()))
    shown = run("plan", "show", sessions / "2025-11-18-northlight-care").output
    assert all(said in shown for said in named.values())


def test_due_lists_by_date_and_counts(sessions: Path) -> None:
    output = run("plan", "due", sessions, "--on", "2025-11-22", "--days", "3").output
    assert output.splitlines()[0] == "2025-11-21  overdue by 1 day"
    assert output.splitlines()[-1] == "2 due by 2025-11-25, 1 of them overdue."


@pytest.mark.parametrize("on", ["2025-11-22", "2026-12-01"])
def test_due_opens_each_file_once(sessions: Path, on: str, monkeypatch: pytest.MonkeyPatch) -> None:
    record = '[session]\nid = "2025-11-18-northlight-care"\ndate = 2025-11-18\n'
    (sessions / "2025-11-18-northlight-care" / "session.toml").write_text(record, "utf-8")
    opened: list[Path] = []
    really = os.open

    def opening(path: Any, *args: Any, **more: Any) -> int:
        opened.append(Path(path))
        return really(path, *args, **more)

    monkeypatch.setattr(os, "open", opening)
    run("plan", "due", sessions, "--on", on)
    assert len(opened) == len(set(opened))
    assert {*opened} >= {*sessions.rglob("[1-4]*.toml")}, "also a file in which nothing is due may be broken"


def test_due_leaves_out_what_was_rehearsed_and_says_so(sessions: Path) -> None:
    on = ("--on", "2026-11-05", "--days", "2")
    assert "Rehearsed only, left out: 2 (--rehearsals)." in run("plan", "due", sessions, *on).output
    assert "overdue" in run("plan", "due", sessions, *on, "--rehearsals").output
    assert "A5 first step" in run("plan", "due", sessions, *on, "--rehearsals").output


def test_due_with_nothing_to_do() -> None:
    assert run("plan", "due", EXAMPLE, "--on", "2020-01-01").output == "Nothing is due by 2020-01-15.\n"


def test_due_looks_from_today_unless_told() -> None:
    last = dt.datetime.now().astimezone().date() + dt.timedelta(14)
    assert f"due by {last}" in run("plan", "due", EXAMPLE).output


def test_due_at_the_end_of_time() -> None:
    assert "due by 9999-12-31" in run("plan", "due", EXAMPLE, "--on", "9999-12-30").output


def test_json_of_list_and_due_and_check_parses(sessions: Path) -> None:
    assert len(json.loads(run("plan", "list", sessions, "--json").stdout)) == 8
    (first, *_) = json.loads(run("plan", "due", sessions, "--json", "--on", "2025-11-20").stdout)
    assert (first["date"], first["kind"], first["action"]) == ("2025-11-21", "first-step", "A3")
    report = json.loads(run("plan", "check", sessions, "--json").stdout)
    assert (report["plans"], report["actions"], report["errors"]) == (5, 8, [])
    assert report["kept"][0]["rule"] == "metric-no-change"
    assert report["still_open"]


def test_the_shipped_session_passes_the_check() -> None:
    output = run("plan", "check", ROOT / "sessions").output
    assert "4 plans, 9 actions: no errors, 0 warnings." in output


def test_check_of_the_complete_example_names_what_was_kept_on_purpose() -> None:
    output = run("plan", "check", EXAMPLE).output
    assert "kept on purpose (metric-no-change, A3)" in output
    assert output.endswith("1 plan, 3 actions: no errors, 0 warnings.\n")


def test_a_warning_is_no_failure_and_an_error_is_one(tmp_path: Path) -> None:
    path = tmp_path / "2-lead-role.toml"
    text = EXAMPLE.read_text(encoding="utf-8")
    path.write_text(text.replace('if = "the weekly', 'if = "possible, the weekly'), encoding="utf-8")
    assert "warning (if-vague, A3): 'If possible' is not" in run("plan", "check", path).output
    path.write_text(text.replace('"started" ', '"begun" '), encoding="utf-8")
    output = run("plan", "check", path, expect=1).output
    assert f"{path}: action[1].status: 'begun' is not known. Use one of: planned," in output
    assert "1 error, 0 warnings." in output


def test_a_value_of_a_wrong_type_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "2-lead-role.toml"
    text = EXAMPLE.read_text(encoding="utf-8")
    path.write_text(text.replace("participants = 18", 'participants = "18"'), encoding="utf-8")
    assert "1 error, 0 warnings." in run("plan", "check", path, expect=1).output


def test_a_partner_may_stand_in_another_phase(sessions: Path) -> None:
    path = sessions / KEPT.name / "2-lead-role.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('id = "A3"', 'id = "A3"\npaired_with = "A1"'), encoding="utf-8")
    run("plan", "check", path)
    path.write_text(text.replace('id = "A3"', 'id = "A3"\npaired_with = "A9"'), encoding="utf-8")
    run("plan", "check", path, expect=1)


def test_a_broken_file_is_named_beside_the_others_and_fails_the_check(sessions: Path) -> None:
    broken = sessions / KEPT.name / "1-learn.toml"
    broken.write_text("[phase]\nid = learn", encoding="utf-8")
    result = run("plan", "list", sessions, expect=1)
    assert result.stdout.endswith("6 actions.\n")
    assert f"{broken}: is not valid TOML" in result.stderr
    assert "line 2" in result.stderr
    run("plan", "show", broken, expect=1)
    report = json.loads(run("plan", "check", broken, "--json", expect=1).stdout)
    assert report["errors"][0]["file"] == str(broken)


def test_nothing_there_is_a_sentence(tmp_path: Path) -> None:
    assert "holds no action plan" in run("plan", "due", tmp_path, expect=1).output
    assert "no such file" in run("plan", "show", tmp_path / "missing", expect=1).output


def test_export_needs_to_know_the_form() -> None:
    assert "--card or --card-toml" in run("plan", "export", EXAMPLE, expect=2).output


def test_export_of_a_calendar_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "dates.ics"
    assert run("plan", "export", EXAMPLE, "--ics", "--out", out).output == f"Written to {out}\n"
    assert len(Calendar.from_ical(out.read_bytes()).walk("VEVENT")) == 15 + 2, "the next session, and day 14"
    assert Calendar.from_ical(run("plan", "export", EXAMPLE, "--ics").stdout_bytes).walk("VEVENT")


def test_export_of_a_table(sessions: Path) -> None:
    assert run("plan", "export", sessions, "--csv").output.count("2026-11-02-ai-in-customer-care,") == 5


def test_a_sharing_card_is_exported_as_text_and_as_toml(sessions: Path) -> None:
    plan = next(sessions.glob("*/4-succeed.toml"))
    assert run("plan", "export", plan, "--card").output == f"{NO_CARD}\n"
    text = plan.read_text("utf-8").replace(
        "[phase]\n", '[phase]\nlook_back.best_catch = "a missing unit"\n', 1
    )
    plan.write_text(text, "utf-8")
    assert "\nThe best catch: a missing unit.\n" in run("plan", "show", plan).output
    with plan.open("a", encoding="utf-8") as file:
        file.write(
            '\n[[share]]\nwhat = "The formula line"\nlimits = "Not for forecasts"\nshared_with = ["South"]\n'
        )
    text = run("plan", "export", sessions, "--card").output
    assert text.startswith(
        "The formula line\n  Limits:      Not for forecasts\n  Shared with: South\n  From: "
    )
    assert text.endswith("\n\nBest catch: a missing unit\n")
    written = tomllib.loads(run("plan", "export", plan, "--card-toml").output)
    assert written["best_catches"] == ["a missing unit"]
    (card,) = written["share"]
    assert card == {
        "from_session": "2026-11-02-ai-in-customer-care",
        "date": dt.date(2026, 11, 2),
        "what": "The formula line",
        "limits": "Not for forecasts",
        "shared_with": ["South"],
    }


def test_export_leaves_evidence_out_if_wanted() -> None:
    assert "What the room saw" in run("plan", "export", EXAMPLE, "--markdown").output
    assert "What the room saw" not in run("plan", "export", EXAMPLE, "--markdown", "--no-evidence").output


def test_export_never_writes_over_a_plan(sessions: Path) -> None:
    plan = sessions / KEPT.name / "1-learn.toml"
    before = plan.read_bytes()
    assert "another name" in run("plan", "export", plan, "--csv", "--out", plan, expect=1).output
    assert plan.read_bytes() == before
    missing = sessions / "missing" / "x.csv"
    assert "cannot be written" in run("plan", "export", plan, "--csv", "--out", missing, expect=1).output


def test_no_command_changes_a_file(sessions: Path) -> None:
    before = {path: path.read_bytes() for path in sessions.rglob("*.toml")}
    for words in (("show",), ("list",), ("due",), ("check",), ("export", "--csv")):
        run("plan", *words, sessions)
    assert {path: path.read_bytes() for path in sessions.rglob("*.toml")} == before
