"""`workshop rehearse --headless`: every agenda to a sealed folder, and the same seed to the same files."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import socket
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.e2e.rooms import a_free_port
from tests.shipped import shelf
from workshop.core.agenda.agenda import Agenda, StepKind
from workshop.core.plans.chapter import Chapter
from workshop.services.earlier import Recent, due_look_backs
from workshop.storage.names import JOURNAL_NAME, RECORD_NAME
from workshop.storage.plans.folder import plan_name
from workshop.storage.session_heads import heads_in
from workshop.web.listening import listen

AGENDAS = tuple(shelf().agendas.values())
SHORT = ("demo", "30-minutes", "look-back", "touch")
"""Those that the usual run rehearses; the long one rehearses all."""
DEMO = len(shelf().agendas["demo"].steps)
DAYS = {
    "touch": "14",
    **{"look-back": "30", "look-back-60": "60", "look-back-90": "90"},
    **{"lead-role": "30", "lead-redesign": "60", "succeed": "90"},
}


def rehearsed(out: Path, agenda: str, *more: str | Path) -> Path:
    """The folder that a rehearsal left."""
    before = set(out.iterdir()) if out.exists() else set()
    said = run("rehearse", agenda, "--headless", "--port", str(a_free_port()), "--out", out, *more).output
    (folder,) = set(out.iterdir()) - before
    assert said.endswith(f"Saved in {folder}\n")
    return folder


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session to look back at."""
    return rehearsed(tmp_path_factory.mktemp("earlier"), "30-minutes", "--phones", "3")


@pytest.mark.parametrize(
    "agenda",
    [
        pytest.param(agenda, id=agenda.id, marks=() if agenda.id in SHORT else pytest.mark.long)
        for agenda in AGENDAS
    ],
)
def test_every_agenda_comes_to_sealed_files_that_can_be_read(
    tmp_path: Path, agenda: Agenda, earlier: Path
) -> None:
    more: tuple[str | Path, ...] = ()
    if agenda.looks_back:
        shutil.copytree(earlier, tmp_path / earlier.name)
        more = ("--session", earlier.name, "--day", DAYS[agenda.id])
    folder = rehearsed(tmp_path, agenda.id, "--phones", "6", *more)
    files = {path.name: tomllib.loads(path.read_text("utf-8")) for path in folder.iterdir()}
    assert JOURNAL_NAME not in files
    check = json.loads(run("plan", "check", folder, "--json").stdout)
    assert not {one["rule"] for one in check["warnings"]} & {"key", "quoted-date", "session", "left-out"}
    assert files.keys() == {RECORD_NAME, *(plan_name(Chapter(phase)) for phase in agenda.phases)}
    record = files.pop(RECORD_NAME)["session"]
    assert record["rehearsal"] is True
    assert "sealed" in record
    assert record["participants"] == 6
    for name, plan in files.items():
        assert bool(plan.get("action")) == any(step.kind is StepKind.ACTIONS for step in agenda.steps), name
        assert all(one["round1"]["voters"] == 6 for one in plan["evidence"]), name


@pytest.mark.long
@pytest.mark.parametrize("phones", [5, 200])
def test_a_handful_and_a_hall_both_come_to_sealed_files(tmp_path: Path, phones: int) -> None:
    folder = rehearsed(tmp_path, "30-minutes", "--phones", str(phones))
    plan = tomllib.loads((folder / "1-learn.toml").read_text("utf-8"))
    assert plan["session"]["participants"] == phones
    assert [one["round1"]["voters"] for one in plan["evidence"]] == [phones] * 2


def contents(folder: Path) -> dict[str, str]:
    """The text of each file."""
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


@pytest.mark.long
def test_the_same_seed_leads_to_the_same_files_and_another_one_does_not(tmp_path: Path) -> None:
    first, same, other = (
        contents(rehearsed(tmp_path / name, "30-minutes", "--phones", "6", "--seed", seed))
        for name, seed in (("first", "a"), ("same", "a"), ("other", "b"))
    )
    assert first == same
    assert first != other


def test_it_says_where_it_is(tmp_path: Path) -> None:
    more = ("--phones", "3", "--port", str(a_free_port()), "--out", tmp_path)
    lines = run("rehearse", "demo", "--headless", *more).output.splitlines()
    assert lines[0] == f"Demo: {DEMO} steps, 3 phones, seed rehearsal"
    assert [line.split()[0] for line in lines[1:-1]] == [f"{number}/{DEMO}" for number in range(1, DEMO + 1)]


@pytest.mark.long
def test_nobody_else_can_come_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hosts: list[str] = []

    def noted(port: int, at: Sequence[str]) -> list[socket.socket]:
        hosts.extend(at)
        return listen(port, at)

    monkeypatch.setattr("workshop.web.listening.listen", noted)
    rehearsed(tmp_path, "demo", "--phones", "3")
    assert hosts == ["127.0.0.1"]


def test_a_touch_of_a_series_looks_back_at_a_session_of_that_series(tmp_path: Path, earlier: Path) -> None:
    for name, series in (("2026-01-05-care", "Customer care"), ("2026-02-05-sales", "Sales")):
        folder = tmp_path / name
        shutil.copytree(earlier, folder)
        for path in folder.glob("*.toml"):
            text = path.read_text("utf-8").replace(earlier.name, name)
            path.write_text(text.replace("title = ", f'series = "{series}"\ntitle = ', 1), encoding="utf-8")
    folder = rehearsed(tmp_path, "touch", "--phones", "3", "--series", "customer care")
    record = tomllib.loads((folder / RECORD_NAME).read_text("utf-8"))["session"]
    assert record["look_back_of"] == "2026-01-05-care"
    missing = ("rehearse", "touch", "--headless", "--out", tmp_path, "--series", "HR")
    said = " ".join(run(*missing, expect=1).output.split())
    assert "there is none of the series 'HR' in the folder" in said
    assert "Rehearse one first (workshop rehearse 60-minutes), or name its folder" in said


def test_a_look_back_that_could_not_read_a_plan_ends_with_one(tmp_path: Path, earlier: Path) -> None:
    folder = Path(shutil.copytree(earlier, tmp_path / earlier.name))
    (folder / "2-lead-role.toml").write_text("<<<<<<< HEAD\n", "utf-8")
    words = ("touch", "--headless", "--phones", "3", "--port", str(a_free_port()), "--out", tmp_path)
    output = run("rehearse", *words, expect=1).output
    assert f"{folder / '2-lead-role.toml'}: is not valid TOML: line 1, `<<<<<<< HEAD`" in output
    assert output.splitlines()[-1].startswith("Saved in ")


def test_a_rehearsal_writes_nothing_into_the_plans_of_a_session_that_was_held(
    tmp_path: Path, earlier: Path
) -> None:
    folder = Path(shutil.copytree(earlier, tmp_path / earlier.name))
    for path in folder.glob("*.toml"):
        path.write_text(path.read_text("utf-8").replace("rehearsal = true\n", ""), "utf-8")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    words = ("look-back", "--headless", "--phones", "3", "--port", str(a_free_port()), "--out", tmp_path)
    said = run("rehearse", *words, "--session", folder.name, "--day", "30").output
    assert f"{folder} was held with a room: a rehearsal writes nothing into its plans." in said
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert not list(tmp_path.glob("*/reviews.toml"))
    soon = dt.datetime.now().astimezone().date() + dt.timedelta(30)
    (due,) = due_look_backs(Recent(heads_in(tmp_path), soon))
    assert (due.of, due.day) == (folder.name, 30), "it was not held yet"
    assert {one.file.partition("/")[0] for one in due.actions} == {folder.name}, (
        "and nothing simulated is asked"
    )
