"""`workshop agenda`: what there is, what is wrong with it, and agendas of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import run
from workshop.services.live import LiveBackstage
from workshop.services.shelf import read_shelf
from workshop.storage.library.agendas import agendas_folder

SMALL = 'schema_version = 1\ntitle = "Ours"\nsummary = "A short one."\n'
END = "".join(f'[[step]]\nkind = "{kind}"\nphase = "learn"\nminutes = 1\n' for kind in ("actions", "close"))


def a_file(folder: Path, *kinds: str, name: str = "ours", more: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    steps = (f'[[step]]\nkind = "{kind}"\nphase = "learn"\nminutes = 5\n' for kind in kinds)
    path = folder / f"{name}.toml"
    path.write_text(SMALL + "".join(steps) + more, "utf-8")
    return path


def test_the_list_has_the_shipped_ones_and_ones_own(tmp_path: Path) -> None:
    path = a_file(tmp_path / "agendas", "open", "close")
    lines = run("agenda", "list", "--sessions", tmp_path).stdout.splitlines()
    assert lines[-1] == "13 agendas."
    (sixty,) = (line for line in lines if line.startswith("60-minutes "))
    assert sixty.split() == ["60-minutes", "60", "min", "LEARN", "shipped", "Sixty", "minutes:", "LEARN"]
    (ours,) = (line for line in lines if line.startswith("ours "))
    assert ours.split() == ["ours", "10", "min", "LEARN", str(path), "Ours"]


def test_an_agenda_is_shown_with_its_minutes_and_what_each_step_is_about() -> None:
    lines = run("agenda", "show", "30-minutes").stdout.splitlines()
    assert "30 minutes, 9 steps, LEARN" in lines
    wish = "any faulty text that RECOMPUTE or REREAD catches, with a talk"
    assert f"    2 ..  13  scenario  {wish}" in lines
    assert "   29 ..  30  close     Next date" in lines


def test_a_text_that_is_named_is_shown_with_its_title(tmp_path: Path) -> None:
    more = '[[step]]\nkind = "scenario"\nphase = "learn"\nminutes = 7\ncycle = "short"\nscenario = "{}"\n'
    path = a_file(tmp_path, "open", more=more.format("learn-04") + more.format("mine") + END)
    said = run("agenda", "show", path).stdout
    assert "learn-04: " in said
    assert "mine, which cannot be played, short" in said


def test_a_new_agenda_is_found_by_home_and_run(tmp_path: Path) -> None:
    said = run("agenda", "new", "team-hour", "--like", "60-minutes", "--sessions", tmp_path).stdout
    path = tmp_path / "agendas" / "team-hour.toml"
    assert f"Written: {path}" in said
    shipped = (agendas_folder() / "60-minutes.toml").read_text()
    assert path.read_text() == shipped.replace('"Sixty minutes: LEARN"', '"Team hour"')
    backstage = LiveBackstage(read_shelf((), tmp_path), tmp_path)
    assert backstage.looking_back("team-hour", None)[0].title == "Team hour"
    run("agenda", "new", "later", "--sessions", tmp_path)
    assert [agenda.id for agenda in backstage.agendas()][-2:] == ["later", "team-hour"]
    assert run("agenda", "check", "--sessions", tmp_path).stdout == "2 agendas: No problems.\n"


def test_a_new_agenda_overwrites_nothing_and_takes_no_shipped_name(tmp_path: Path) -> None:
    def new(*words: str | Path) -> str:
        return run("agenda", "new", *words, "--sessions", tmp_path, expect=1).stderr

    run("agenda", "new", "ours", "--sessions", tmp_path)
    before = (tmp_path / "agendas" / "ours.toml").read_bytes()
    assert "is there already, and nothing is overwritten" in new("ours")
    assert (tmp_path / "agendas" / "ours.toml").read_bytes() == before
    assert "Take another name: 60-minutes-own." in new("60-minutes")
    assert "Use small letters, digits and hyphens: our-hour." in new("Our Hour")
    assert "There is no agenda 'non'" in new("mine", "--like", "non")
    assert "does not end with .toml" in new("mine", "--to", tmp_path / "mine.txt")
    run("agenda", "new", "mine", "--to", tmp_path / "mine.toml", "--sessions", tmp_path)
    assert 'title = "Mine"' in (tmp_path / "mine.toml").read_text()


def test_without_own_agendas_there_is_nothing_to_check(tmp_path: Path) -> None:
    assert "`workshop agenda new NAME`" in run("agenda", "check", "--sessions", tmp_path).stdout


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"title = ", "not valid TOML"),
        (b"\xff\xfe\x00", "UTF"),
        (SMALL.encode(), "step: is missing. Add it."),
        (f"step = []\n{SMALL}".encode(), "is empty: the agenda lasts 0 minutes."),
    ],
)
def test_nonsense_is_a_sentence_and_hides_no_other_agenda(tmp_path: Path, raw: bytes, says: str) -> None:
    a_file(tmp_path / "agendas", "open", "close", name="good")
    (tmp_path / "agendas" / "bad.toml").write_bytes(raw)
    (tmp_path / "agendas" / "folder.toml").mkdir()
    result = run("agenda", "check", "--sessions", tmp_path, expect=1)
    assert says in result.stdout
    assert "folder.toml: cannot be read: is a folder" in result.stdout
    listed = run("agenda", "list", "--sessions", tmp_path)
    assert "good " in listed.stdout
    assert "bad.toml" in listed.stderr
    assert "bad.toml" in run("agenda", "show", "bad", "--sessions", tmp_path, expect=1).stderr


def test_a_file_and_a_folder_are_checked(tmp_path: Path) -> None:
    path = a_file(tmp_path, "open", "actions")
    assert run("agenda", "check", path, expect=1).stdout == (
        f"{path}: step: does not end with its only 'close'. Put one step of kind 'close' last.\n"
        "0 agendas: 1 problem.\n"
    )
    assert run("agenda", "check", agendas_folder()).stdout == "12 agendas: No problems.\n"
    (tmp_path / "none").mkdir()
    assert "holds no agenda" in run("agenda", "check", tmp_path / "none", expect=1).stdout


def test_a_text_of_ones_own_that_is_gone_or_does_not_check_is_named(tmp_path: Path) -> None:
    text = '[[step]]\nkind = "scenario"\nphase = "learn"\nminutes = 7\nscenario = "mine-01"\n'
    path = a_file(tmp_path, "open", more=text + END)
    gone = run("agenda", "check", path, expect=1).stdout
    assert "step[2].scenario: names 'mine-01', which is not in the library." in gone
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine-01.toml").write_text('id = "mine-01"\n')
    broken = run("agenda", "check", path, "--scenarios", tmp_path / "own", expect=1).stdout
    assert "which does not check. Mend it first: " in broken
    assert "mine-01.toml" in broken


def test_a_name_that_a_shipped_agenda_has_means_the_shipped_one(tmp_path: Path) -> None:
    path = a_file(tmp_path / "agendas", "open", "close", name="60-minutes")
    said = (
        f"{path}: has the name of a shipped agenda: '60-minutes' means that one. Give the file another name."
    )
    assert read_shelf((), tmp_path).problems == (said,)
    assert read_shelf((), tmp_path).agenda("60-minutes").minutes == 60
    checked = run("agenda", "check", "--sessions", tmp_path)
    assert "is the name of a shipped agenda too" in checked.stdout
