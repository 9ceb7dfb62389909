"""Packs: several folders of scenarios, and which of two texts with one id is played."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from tests.cli.running import run
from workshop.core.scenarios.ageing import aged
from workshop.services.shelf import read_shelf
from workshop.storage.library.scenarios import library_folder

LEARN_04 = library_folder() / "learn" / "learn-04.toml"


def a_pack(folder: Path, title: str = "", **lines: str) -> Path:
    """A folder with a text that has the id of a shipped one, and a `pack.toml` where it has a title."""
    folder.mkdir()
    text = LEARN_04.read_text(encoding="utf-8").replace(
        "Not covered, unless", f"The battery of {folder.name}"
    )
    (folder / "learn-04.toml").write_text(text, encoding="utf-8")
    if title:
        keys = {"schema_version": "1", "title": f'"{title}"', **lines}
        said = "\n".join(f"{key} = {value}" for key, value in keys.items())
        (folder / "pack.toml").write_text(said, encoding="utf-8")
    return folder


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with cases of one's own."""
    monkeypatch.chdir(tmp_path)
    a_pack(tmp_path / "my-scenarios")
    return tmp_path


def test_of_packs_that_share_an_id_the_last_one_named_is_played(here: Path) -> None:
    first, last = a_pack(here / "first"), a_pack(here / "last")
    assert "The battery of my-scenarios" in run("scenarios", "list").output
    named = run("scenarios", "list", "--scenarios", first, "--scenarios", last).output
    assert "The battery of last" in named
    assert "The battery of first" not in named
    turned = run("scenarios", "show", "learn-04", "--scenarios", last, "--scenarios", "my-scenarios").output
    assert "The battery of my-scenarios" in turned


def test_packs_say_what_each_holds_which_text_won_and_what_cannot_be_used(here: Path) -> None:
    care = a_pack(
        here / "care", "Cases of care", by='"Quality"', language='"English"', checked_on="2020-01-31"
    )
    (care / "broken.toml").write_text("id = 'broken'\n", encoding="utf-8")
    shutil.copy(library_folder() / "learn" / "learn-08.toml", care)
    shipped, own, named = run("scenarios", "packs", "--scenarios", "care").output.split("\n\n")
    assert shipped.startswith("The shipped library: 106 texts, 32 sound\n")
    assert "Not played from here: learn-04 and learn-08. The pack Cases of care has texts of that name." in (
        " ".join(shipped.split())
    )
    assert own.startswith("my-scenarios: 1 text, 0 sound\n")
    said = " ".join(named.split())
    for words in (
        "Cases of care: 2 texts, 1 sound by Quality; English; checked on 31 January 2020 Phases: LEARN 2",
        "Caught by: REREAD 1",
        "Last checked over 180 days ago: Cases of care.",
        "Cannot be used: care/broken.toml: schema_version: is missing.",
    ):
        assert words in said
    assert "Not played" not in said


def test_a_pack_file_that_is_wrong_says_so_and_hides_no_text(here: Path) -> None:
    a_pack(here / "care", "Cases of care", autor='"Quality"')
    said = run("scenarios", "packs", "--scenarios", "care").output
    assert "care: 1 text, 0 sound" in said
    assert "Cannot be used: care/pack.toml: autor: is not a known field." in " ".join(said.split())


def test_a_text_that_an_agenda_names_and_whose_file_is_wrong_is_said_with_what_is_wrong(here: Path) -> None:
    (here / "my-scenarios" / "own-01.toml").write_text("id = 'own-01'\n", encoding="utf-8")
    shipped = library_folder() / "agendas" / "30-minutes.toml"
    text, wish = shipped.read_text(encoding="utf-8"), "pick = {"
    line = next(line for line in text.splitlines() if line.startswith(wish))
    (here / "ours.toml").write_text(text.replace(line, 'scenario = "own-01"', 1), encoding="utf-8")
    said = run("rehearse", "ours.toml", "--headless", expect=1).output
    assert "Step 3 names 'own-01', which the library does not have." in said
    assert "own-01.toml: schema_version: is missing." in said


def test_a_pack_is_named_180_days_after_it_was_checked(here: Path) -> None:
    pack = a_pack(here / "care", "Cases of care", checked_on="2026-01-01")
    packs = read_shelf([pack]).packs
    assert [one.title for one in packs] == ["The shipped library", "Cases of care"]
    assert aged((), (), dt.date(2026, 6, 30), packs) == ()
    assert aged((), (), dt.date(2026, 7, 1), packs) == ("Cases of care",)
