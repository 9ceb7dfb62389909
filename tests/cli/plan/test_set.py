"""`workshop plan set`: on a file, a session and a folder; what it says, and what it refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import run
from workshop.core.good import Good
from workshop.storage.plans.read import load_plan
from workshop.storage.plans.sessions import load_series
from workshop.storage.session_folders import all_sessions
from workshop.storage.session_heads import series_names

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "tests" / "data" / "example-plan.toml"
KEPT = ROOT / "tests" / "data" / "sessions" / "2026-11-02-ai-in-customer-care"


@pytest.fixture
def sessions(tmp_path: Path) -> Path:
    """Two sessions; both have an action A1."""
    folder = tmp_path / "sessions"
    real = folder / "2025-11-18-northlight-care"
    real.mkdir(parents=True)
    (real / "2-lead-role.toml").write_bytes(EXAMPLE.read_bytes())
    shutil.copytree(KEPT, folder / KEPT.name)
    return folder


@pytest.fixture
def northlight(sessions: Path) -> Path:
    """The plan of one action plan in full."""
    return sessions / "2025-11-18-northlight-care" / "2-lead-role.toml"


@pytest.mark.parametrize("place", ["2026-11-02-ai-in-customer-care/2-lead-role.toml", KEPT.name, "."])
def test_an_action_is_found_in_a_file_a_session_and_a_folder(sessions: Path, place: str) -> None:
    if place == ".":
        shutil.rmtree(sessions / "2025-11-18-northlight-care")
    output = run(
        "plan", "set", sessions / place, "--action", "A3", "status=started", "metric.baseline=5"
    ).output
    assert output.startswith("A3  If a safety text is shortened, then")
    assert "From 5.0." in output
    assert "Saved: status, metric.baseline in " in output
    action = load_plan(sessions / KEPT.name / "2-lead-role.toml").plan.actions[0]
    assert action.status == "started"


def test_an_action_of_several_files_is_named_and_not_changed(sessions: Path, northlight: Path) -> None:
    before = {path: path.read_bytes() for path in sessions.rglob("*.toml")}
    output = run("plan", "set", sessions, "--action", "A1", "status=done", expect=1).output
    assert "Nothing was changed: A1 stands in 2 files." in output
    assert str(northlight) in output
    assert {path: path.read_bytes() for path in sessions.rglob("*.toml")} == before


def test_a_new_warning_is_said_once(northlight: Path) -> None:
    words = ("plan", "set", northlight, "--action", "A2")
    assert "Warning (if-vague, A2): 'If possible'" in run(*words, "if=possible, we ask").output
    assert "Warning" not in run(*words, "stop_if=nobody asks").output


def test_dropping_asks_for_a_lesson(northlight: Path) -> None:
    words = " ".join(run("plan", "set", northlight, "--action", "A2", "status=dropped").output.split())
    assert "A dropped action with a lesson counts as learning: `workshop plan review`" in words
    assert "learning" not in run("plan", "set", northlight, "--action", "A1", "status=dropped").output


def test_a_refusal_changes_nothing_and_says_what_to_do(northlight: Path) -> None:
    before = northlight.read_bytes()
    words = ("plan", "set", northlight, "--action", "A1")
    output = run(*words, "what=New", "status=startd", expect=1).output
    assert f"Nothing was changed in A1. {northlight}: action[1].status: 'startd' is not known." in output
    assert "Did you mean 'started'? Use one of: planned," in output
    assert "action[1].then: is missing." in run(*words, "then=", expect=1).output
    assert (
        "It has A1, A2, A3." in run("plan", "set", northlight, "--action", "A7", "gap=skill", expect=1).output
    )
    assert northlight.read_bytes() == before
    assert "blocker" in northlight.read_text()
    run("plan", "set", northlight, "--action", "A3", "blocker=")
    assert "blocker" not in northlight.read_text()


def test_json_of_a_change_and_of_a_refusal(northlight: Path) -> None:
    words = ("plan", "set", northlight, "--action", "A1", "--json")
    said = json.loads(run(*words, "votes.dots=3", "support.endorsed=no").stdout)
    assert (said["changed"], said["files"], said["keys"]) == (
        True,
        [str(northlight)],
        ["votes.dots", "support.endorsed"],
    )
    assert (said["action"]["votes"]["dots"], said["action"]["support"]["endorsed"]) == (3, False)
    said = json.loads(run(*words, "due=soon", expect=1).stdout)
    (error,) = said["errors"]
    assert (said["changed"], error["file"], error["key"]) == (False, str(northlight), "action[1].due")
    assert error["mend"] == "Write year, month, day, as in 2026-12-18."


def test_a_field_of_the_session_goes_into_all_its_files(sessions: Path) -> None:
    session = sessions / KEPT.name
    output = run(
        "plan", "set", session / "1-learn.toml", "session.sponsor=Board", "session.next_session=none"
    ).output
    assert output == f"Saved: session.sponsor, session.next_session in 5 files of {session}\n"
    assert all('sponsor = "Board"' in path.read_text() for path in session.iterdir())
    assert all('next_session = "none"' in path.read_text() for path in session.iterdir())
    assert "has 2 sessions. Name one" in run("plan", "set", sessions, "session.sponsor=x", expect=1).output


def test_a_series_that_is_set_is_a_series_that_is_found(sessions: Path) -> None:
    session = sessions / KEPT.name
    run("plan", "set", session, "session.series=Customer care")
    assert series_names(all_sessions(sessions))[0] == "Customer care"
    assert [one.folder for one in load_series(sessions, " customer CARE").sessions] == [session]
    run("report", "customer care", "--sessions", sessions)
    assert all('series = "Customer care"' in path.read_text() for path in session.glob("*.toml"))


def test_a_session_without_a_plan_has_fields_too(sessions: Path) -> None:
    session = sessions / KEPT.name
    for plan in session.glob("?-*.toml"):
        plan.unlink()
    record = session / "session.toml"
    assert run("plan", "set", session, "session.series=S").output == f"Saved: session.series in {record}\n"
    assert series_names(all_sessions(sessions))[0] == "S"


def test_a_record_that_cannot_be_read_keeps_the_plans_as_they_are(sessions: Path) -> None:
    session = sessions / KEPT.name
    (session / "session.toml").write_text("[session\n")
    before = {path: path.read_bytes() for path in session.iterdir()}
    output = run("plan", "set", session, "session.series=S", expect=1).output
    assert f"{session / 'session.toml'}: is not valid TOML" in output
    assert {path: path.read_bytes() for path in session.iterdir()} == before


def test_a_field_of_a_phase_goes_into_its_plan(sessions: Path) -> None:
    session = sessions / KEPT.name
    run("plan", "set", session / "1-learn.toml", "phase.direction=Check first.", "phase.good.leads=We ask.")
    phase = load_plan(session / "1-learn.toml").plan.phase
    assert (phase.direction, phase.good) == ("Check first.", (Good("leads", said="We ask."),))
    assert "has 4 plans. Name the one" in run("plan", "set", session, "phase.direction=x", expect=1).output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("due=2027-01-01",), "Which action does due belong to?"),
        (("--action", "A1", "session.title=x"), "belongs to no action"),
        (("phase.aim=cost", "session.title=x"), "one after the other"),
        (("due",), "'due' is no KEY=VALUE"),
        (("--action", "A1", "gap=skill", "gap=talent"), "is given twice"),
    ],
)
def test_wrong_usage_ends_with_two(northlight: Path, words: tuple[str, ...], said: str) -> None:
    assert said in run("plan", "set", northlight, *words, expect=2).output


def test_a_broken_file_beside_it_is_named_and_left_alone(sessions: Path) -> None:
    broken = sessions / KEPT.name / "1-learn.toml"
    broken.write_text("x")
    result = run("plan", "set", sessions / KEPT.name, "--action", "A3", "gap=skill", expect=1)
    assert str(broken) in result.stderr
    assert "Saved" in result.stdout


def test_a_line_of_what_good_looks_like_is_set_whatever_stood_there(sessions: Path) -> None:
    plan = sessions / KEPT.name / "1-learn.toml"
    run("plan", "set", plan, "phase.good.nurses=We ask.")
    run("plan", "set", plan, "phase.good.nurses.check=each dose", "phase.good.nurses.held=partly")
    run("plan", "set", plan, "phase.good.managers.never=send a rating")
    assert load_plan(plan).plan.phase.good == (
        Good("nurses", check="each dose", said="We ask.", held="partly"),
        Good("managers", never="send a rating"),
    )
    assert "Nurses: We ask. We check each dose. It held: partly." in run("plan", "show", plan).output
    run("plan", "set", plan, "phase.good.nurses=We trace.", "phase.good.managers=")
    assert load_plan(plan).plan.phase.good == (Good("nurses", said="We trace."),)
    for wrong, said in (
        ("checks=x", "no line of a role. Use one of: check"),
        ("held=maybe", "Use one of: yes"),
    ):
        assert said in run("plan", "set", plan, f"phase.good.nurses.{wrong}", expect=1).output
