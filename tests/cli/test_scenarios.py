"""`workshop scenarios`: list, show, check."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workshop.cli import main
from workshop.storage.library.scenarios import library_folder

LEARN_04 = library_folder() / "learn" / "learn-04.toml"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["scenarios", *map(str, words)])


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A folder of a team, with one scenario that takes the place of a shipped one."""
    folder = tmp_path / "ours"
    folder.mkdir()
    text = LEARN_04.read_text(encoding="utf-8").replace("Not covered, unless", "Our own battery")
    (folder / "learn-04.toml").write_text(text, encoding="utf-8")
    return folder


def test_list_names_all_in_the_order_of_the_phases() -> None:
    lines = run("list").output.splitlines()
    assert lines[0].startswith("learn-01 ")
    assert lines[-2].startswith("succeed-11 ")
    assert lines[-1] == "106 scenarios."


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--phase", "succeed"), 11),
        (("--audience", "managers"), 12),
        (("--check", "trace"), 25),
        (("--check", "TRACE", "--phase", "learn", "--audience", "everyone"), 5),
        (("--phase", "learn", "--audience", "support"), 0),
    ],
)
def test_list_filters(words: tuple[str, ...], count: int) -> None:
    assert run("list", *words).output.splitlines()[-1] == f"{count} scenarios."


def test_list_takes_a_folder_of_your_own(ours: Path) -> None:
    assert "Our own battery" in run("list", "--scenarios", ours).output


def test_show_tells_everything() -> None:
    output = run("show", "learn-04").output
    for words in (
        "You run a small service desk.",
        "4.3 Accidental damage",
        "WRONG 4. Batteries are not covered",
        "follows from another",
        "best            redo",
        "defensible too  fix",
        "Note for the facilitator",
        "Moffatt v. Air Canada",
        str(LEARN_04),
    ):
        assert words in output


def test_show_marks_what_was_left_out_and_calls_a_sound_text_sound() -> None:
    assert "Left out: Item 4" in run("show", "learn-10").output
    assert "sound (control)" in run("show", "learn-08").output


def test_show_of_an_unknown_id_suggests_the_nearest() -> None:
    result = run("show", "lern-04")
    assert result.exit_code == 1
    assert "Did you mean 'learn-04'?" in result.output


def test_check_of_the_shipped_library_is_clean_and_counts() -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.output == "106 scenarios (74 faulty, 32 sound), 12 agendas, 30 incidents: No problems.\n"


def test_check_and_show_know_what_is_written_here(monkeypatch: pytest.MonkeyPatch, ours: Path) -> None:
    here = ours.rename(ours.with_name("my-scenarios"))
    monkeypatch.chdir(here.parent)
    assert run("check").output.endswith("1 scenario (1 faulty, 0 sound): No problems.\n")
    (here / "lift.draft").write_text("schema_version = 1\n", encoding="utf-8")
    result = run("show", "lift")
    assert result.exit_code == 1
    assert "'lift' is a draft that is not finished. Go on with it: workshop scenarios new" in result.output


def test_check_of_one_good_file(ours: Path) -> None:
    result = run("check", ours / "learn-04.toml")
    assert result.exit_code == 0
    assert "takes the place of the shipped scenario 'learn-04'" in result.output
    assert "1 scenario (1 faulty, 0 sound): No problems." in result.output


def test_check_of_a_broken_file_says_what_and_fails(ours: Path) -> None:
    broken = ours / "learn-04.toml"
    broken.write_text(
        broken.read_text(encoding="utf-8").replace("minutes = 11", "minute = 11"), encoding="utf-8"
    )
    result = run("check", broken)
    assert result.exit_code == 1
    assert f"{broken}: minute: is not a known field. Did you mean 'minutes'?" in result.output
    assert result.output.endswith("2 problems.\n")


def test_check_of_a_folder_finds_broken_rules_and_a_twin_of_a_shipped_original(ours: Path) -> None:
    shutil.copy(library_folder() / "learn" / "learn-02-twin.toml", ours)
    own = ours / "learn-04.toml"
    own.write_text(own.read_text(encoding="utf-8").replace('"If a reply', '"When a reply'), encoding="utf-8")
    result = run("check", "--scenarios", ours)
    assert result.exit_code == 1
    assert f"{own}: actions[1]: does not begin with 'If'." in result.output
    assert "twin_of" not in result.output
    assert "2 scenarios (2 faulty, 0 sound): 1 problem.\n" in result.output


def test_check_looks_at_agendas_and_incidents_too(ours: Path) -> None:
    shutil.copytree(library_folder() / "agendas", ours / "agendas")
    (ours / "incidents.toml").write_text("schema_version = 1\n", encoding="utf-8")
    demo = ours / "agendas" / "demo.toml"
    demo.write_text(demo.read_text(encoding="utf-8").replace("redesign-01", "redesign-99"), encoding="utf-8")
    output = run("check", ours).output
    assert "demo.toml: step[8].scenario: 'redesign-99' does not exist." in output
    assert "incidents.toml: incident: is missing." in output


def test_check_of_a_folder_without_scenarios_fails(tmp_path: Path) -> None:
    result = run("check", tmp_path)
    assert result.exit_code == 1
    assert "holds no scenario" in result.output


def test_help_loads_no_scenarios() -> None:
    """Start-up time is felt on every call."""
    words = "import sys, workshop.cli.scenarios; print([m for m in sys.modules if 'storage' in m])"
    found = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_of_several_cases_a_draft_is_made_and_what_each_lacks_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cases.csv").write_text('title,source,output\nOne,"A, b.",One. Two.\nTwo,,One.\n', "utf-8")
    result = run("new", "cases.csv")
    assert result.exit_code == 0
    first, second, last = result.output.splitlines()
    lacks = "No line is marked. Mark what is wrong, or say that the text is sound. Has 2 lines; a room reads"
    assert first.startswith(f"{Path('my-scenarios', 'one.draft')}: {lacks}")
    assert "Paste the extract that the lines are checked against." in second
    assert last.startswith("2 cases. Go on with one: workshop scenarios new ")
    assert "holds no scenario." in run("check", "my-scenarios").output
    assert run("new", "nothing.md").output == "Error: There is no file nothing.md.\n"


def test_the_words_of_a_text_of_ones_own_are_a_note(tmp_path: Path) -> None:
    text = LEARN_04.read_text(encoding="utf-8").replace("Draft a reply", "Let Copilot draft a reply")
    path = tmp_path / "ours.toml"
    path.write_text(text.replace('"learn-04"', '"ours"').replace("Not covered, unless", "Ours"), "utf-8")
    result = run("check", path)
    assert result.exit_code == 0
    assert f"Note: {path}: task: names the product 'Copilot'." in result.output
