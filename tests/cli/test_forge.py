"""`workshop scenarios forge`: proposals are taken, changed or refused, and a file is written that loads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cli.running import run
from workshop.cli import main
from workshop.cli.say import ask
from workshop.storage.library.scenarios import load_scenario


def forge(out: Path, name: str, *typed: str) -> str:
    words = ["scenarios", "forge", name, "--out", str(out)]
    result = CliRunner().invoke(main, words, input="".join(f"{line}\n" for line in typed))
    assert result.exit_code == 0, result.output
    return result.output


def test_a_taken_and_a_changed_proposal_become_a_faulty_text_that_keeps_the_rules(tmp_path: Path) -> None:
    said = forge(
        tmp_path, "learn-14", "99", "1 2", "1 7", "", "", "Thursday had 30 missed ones.", "It had nine."
    )
    assert "'99' is no number from 1 to" in said
    assert "Two proposals change line 1: take one of them." in said
    (path,) = tmp_path.iterdir()
    made = load_scenario(path)
    assert (made.id, made.control, made.best_decision) == ("learn-14-again", False, "fix")
    assert [(line.wrong, line.text) for line in made.sentences][1] == (True, "Thursday had 30 missed ones.")
    assert made.sentences[1].why == "It had nine."
    assert sum(line.wrong for line in made.sentences) == 2
    assert "No problems." in run("scenarios", "check", path).stdout
    forge(tmp_path, "learn-14", "1", "", "")
    assert (tmp_path / "learn-14-again-2.toml").exists()


def test_what_is_right_is_typed_over_what_is_wrong_and_makes_a_sound_text(tmp_path: Path) -> None:
    covered = "As it was reported in month 11, the battery is covered."
    said = forge(tmp_path, "learn-04", "", covered, "We therefore keep ticket 1187 open.", "")
    assert "Type what the source says." in said
    made = load_scenario(tmp_path / "learn-04-again.toml")
    assert (made.control, made.kinds, made.best_decision) == (True, (), "use")
    assert covered in [line.text for line in made.sentences]
    assert "No problems." in run("scenarios", "check", tmp_path).stdout


def test_who_takes_nothing_gets_no_file(tmp_path: Path) -> None:
    assert "Nothing was written." in forge(tmp_path / "out", "learn-14", "")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    words = ["scenarios", "forge", "learn-14", "--out", str(tmp_path / "taken" / "in")]
    result = CliRunner().invoke(main, words, input="1\n\n\n")
    assert result.exit_code == 1
    assert "cannot be written" in result.output


def test_the_wrong_line_stands_there_already_to_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    readline = pytest.importorskip("readline")  # a system without it begins with an empty answer
    hooks: list[tuple[Callable[[], None], ...]] = []
    typed: list[str] = []
    monkeypatch.setattr(readline, "set_startup_hook", lambda *hook: hooks.append(hook))
    monkeypatch.setattr(readline, "insert_text", typed.append)
    monkeypatch.setattr("click.prompt", lambda *_, **__: hooks[0][0]())
    ask("What is right", ": ", str.strip, "It is\x1b[2J covered.")
    assert typed == ["It is[2J covered."]
    assert hooks[1] == (), "the next question begins with an empty answer"
