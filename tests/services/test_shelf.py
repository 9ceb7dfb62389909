"""What a session can be made of, and what is said of files that cannot be used."""

from __future__ import annotations

from pathlib import Path

from tests.builders import a_look_back, a_pulse_step, a_setup, a_step
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.pulse import GOOD_HELD, PULSES
from workshop.core.good import Good
from workshop.services.live import LiveBackstage
from workshop.services.shelf import read_shelf


def broken(folder: Path, number: int) -> Path:
    folder.mkdir(exist_ok=True)
    for one in range(number):
        (folder / f"broken-{one}.toml").write_text('id = "x"\n', "utf-8")
    return folder


def test_the_shipped_shelf_has_no_problem() -> None:
    shelf = read_shelf()
    assert shelf.problems == ()
    assert len(shelf.agendas) == 12


def test_a_broken_file_is_one_sentence_however_much_is_wrong_in_it(tmp_path: Path) -> None:
    (problem,) = read_shelf([broken(tmp_path / "own", 1)]).problems
    assert problem.startswith(f"{tmp_path}/own/broken-0.toml: schema_version: is missing. Add it. (")
    assert problem.endswith(" more in this file.)")


def test_a_screen_names_a_few_broken_files_and_counts_the_others(tmp_path: Path) -> None:
    backstage = LiveBackstage(read_shelf([broken(tmp_path / "own", 9)]), tmp_path)
    *named, more = [notice for notice in backstage.notices() if "ulimit" not in notice]
    assert len(named) == 2
    assert more == "And 7 more: `workshop scenarios check FOLDER` names all."


def test_the_screen_names_copies_in_the_folder_of_the_sessions(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("s", "s (1)", "s - Copy", "s (2)")]
    for folder in folders:
        folder.mkdir()
        (folder / "session.toml").write_text('[session]\nid = "s"\n', "utf-8")
    backstage = LiveBackstage(read_shelf(), tmp_path)
    named, more = backstage.kept().read().not_read
    assert f"{folders[0]} counts: its name is the id." in named
    assert more == "And 2 more: `workshop plan check FOLDER` names all."
    assert not any(str(tmp_path) in one for one in backstage.notices()), (
        "no other session on the way into a room"
    )
    assert LiveBackstage(read_shelf(), tmp_path / "none").kept().read().not_read == []


def test_a_session_opens_with_a_question_for_each_role_that_said_what_good_looks_like() -> None:
    steps = (a_step(StepKind.OPEN), a_pulse_step(PULSES[GOOD_HELD]), a_step(StepKind.CLOSE))
    back = a_look_back(good=(Good("leaders", never="sign unread"), Good("managers", check="each figure")))
    opened = read_shelf().opening(a_setup(), steps, 0.0, look_back=back)
    assert [step.pulse.id for step in opened.steps if step.pulse] == [
        "good-held-leaders",
        "good-held-managers",
    ]
