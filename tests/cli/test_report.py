"""`workshop report`: a session, a series, Markdown, the page for leaders, and where the files go."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import run
from tests.reports.pages import read_page
from tests.reports.sessions import EXAMPLE, SERIES, write_series

NAME = "2025-11-18-northlight-care"


@pytest.fixture
def sessions(tmp_path: Path) -> Path:
    """A folder with a series of two sessions."""
    write_series(tmp_path / "sessions")
    return tmp_path / "sessions"


def test_a_session_is_found_by_its_folder_or_its_name(
    sessions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = sessions / NAME / "report.html"
    assert run("report", sessions / NAME).output == f"Written to {out}\n"
    read_page(out.read_text(encoding="utf-8"))
    out.unlink()
    monkeypatch.chdir(sessions.parent)
    run("report", NAME)
    assert out.exists()


@pytest.mark.parametrize(
    ("subject", "words", "file"),
    [
        (NAME, (), f"{NAME}/report.html"),
        (NAME, ("--markdown",), f"{NAME}/report.md"),
        (NAME, ("--leaders",), f"{NAME}/leaders.html"),
        (SERIES, (), f"{SERIES}.html"),
        (SERIES, ("--markdown", "--leaders"), f"{SERIES}-leaders.md"),
    ],
)
def test_each_report_has_its_place(sessions: Path, subject: str, words: tuple[str, ...], file: str) -> None:
    out = sessions / file
    assert run("report", subject, *words, "--sessions", sessions).output == f"Written to {out}\n"
    assert "4.0 from 5.0, aim 1.0 (25% of the way)" in out.read_text(encoding="utf-8")


def test_what_is_not_there_is_a_sentence(sessions: Path) -> None:
    said = run("report", "northlight-2024", "--sessions", sessions, expect=1).output
    assert "There is no session and no series 'northlight-2024'" in said
    assert f"Did you mean '{SERIES}'?" in said
    assert f"these series: {SERIES}." in run("report", "x", "--sessions", sessions, expect=1).output
    (sessions / "empty").mkdir()
    assert "holds no action plan" in run("report", "empty", "--sessions", sessions, expect=1).output


def test_no_plan_is_written_over(sessions: Path) -> None:
    plan = sessions / NAME / "1-learn.toml"
    before = plan.read_bytes()
    assert "another name" in run("report", sessions / NAME, "--out", plan, expect=1).output
    assert plan.read_bytes() == before


@pytest.mark.parametrize("subject", [NAME, SERIES])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[phase]\nid = learn", "is not valid TOML"),
        ('[phase]\nid = "learn"\nnumber = "1"', "phase.number: "),
    ],
)
def test_a_file_that_cannot_be_used_costs_only_its_own_part_of_a_report(
    sessions: Path, subject: str, text: str, said: str
) -> None:
    words = ("report", subject, "--sessions", sessions)
    out = Path(run(*words).output.removeprefix("Written to ").strip())
    assert "Not complete" not in out.read_text(encoding="utf-8")
    broken = sessions / NAME / "4-succeed.toml"
    broken.write_text(text, encoding="utf-8")
    result = run(*words, expect=1)
    assert result.stdout == f"Written to {out}\n"
    assert f"{broken}: {said}" in result.stderr
    page = out.read_text(encoding="utf-8")
    assert "in the files could not be read. `workshop plan check` names all." in page
    assert "Formula line for every adjusted figure" in page


def test_a_session_of_a_series_that_cannot_be_read_is_named_and_stops_nothing(sessions: Path) -> None:
    broken = sessions / "2026-01-01-broken"
    broken.mkdir()
    (broken / "session.toml").write_text("[session\n")
    result = run("report", SERIES.upper(), "--sessions", sessions, expect=1)
    assert "Written to " in result.stdout
    assert str(broken / "session.toml") in result.stderr


def test_plans_alone_are_a_page_too(tmp_path: Path) -> None:
    out = tmp_path / "plan.html"
    run("plan", "export", EXAMPLE, "--html", "--out", out)
    assert "What the room saw" in out.read_text(encoding="utf-8")
    without = run("plan", "export", EXAMPLE, "--html", "--no-evidence").stdout
    read_page(without)
    assert "What the room saw" not in without
    assert "Formula line for every adjusted figure" in without
