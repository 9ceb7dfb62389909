"""Folders that came from anybody: nothing is written in one that is a link to another place."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.storage.plans.test_look_back_dates import START, a_session, new_action
from workshop.core.agenda.prepared import Prepared
from workshop.services.agendas import make_own
from workshop.services.shelf import read_shelf
from workshop.storage.disk import write_whole
from workshop.storage.folder_lock import locked
from workshop.storage.prepared import load_prepared
from workshop.storage.prepared_edit import add_prepared, change_prepared, throw_away_prepared
from workshop.storage.throwing_away import StillThere, throw_away

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows gives links to few")

CARE = Prepared("care", "Care", "30-minutes", "seed")


def _prepare(sessions: Path) -> None:
    add_prepared(sessions, CARE)


def _change(sessions: Path) -> None:
    change_prepared(
        load_prepared(sessions / "prepared" / "care.toml"), Prepared("care", "Sales", "demo", "s")
    )


def _throw_away(sessions: Path) -> None:
    throw_away_prepared(load_prepared(sessions / "prepared" / "care.toml"))


def _new_agenda(sessions: Path) -> None:
    make_own(read_shelf((), sessions), sessions, "mine")


def _said(*words: str) -> Callable[[Path], None]:
    """What a command says no with."""

    def act(sessions: Path) -> None:
        raise OSError(run(*words, "--sessions", sessions, expect=1).output)

    return act


WRITES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a new prepared session": ("prepared", _prepare),
    "a changed one": ("prepared", _change),
    "one thrown away": ("prepared", _throw_away),
    "a prepared one that is led": ("prepared", _said("run", "care")),
    "one that is rehearsed": ("prepared", _said("papers", "care")),
    "a new agenda": ("agendas", _new_agenda),
    "papers": ("papers", _said("papers", "30-minutes")),
    "papers of one": ("papers/30-minutes", _said("papers", "30-minutes")),
}


@pytest.mark.parametrize("what", WRITES)
def test_nothing_is_written_through_a_folder_that_is_a_link(tmp_path: Path, what: str) -> None:
    name, act = WRITES[what]
    sessions, elsewhere = tmp_path / "sessions", tmp_path / "elsewhere"
    add_prepared(tmp_path, CARE)
    (tmp_path / "prepared").rename(elsewhere)
    before = {path.name: path.read_bytes() for path in elsewhere.iterdir()}
    (sessions / name).parent.mkdir(parents=True)
    (sessions / name).symlink_to(elsewhere)
    with pytest.raises(Exception, match="is a link to another place"):
        act(sessions)
    assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == before


def test_nor_through_the_folder_of_a_session_that_is_one(tmp_path: Path) -> None:
    held = a_session(tmp_path / "elsewhere", START, new_action(1, START))
    linked = tmp_path / held.name
    linked.symlink_to(held)
    with pytest.raises(OSError, match="is a link to another place"):
        write_whole(linked / "2-lead-role.toml", "")
    with pytest.raises(OSError, match="is a link to another place"), locked(linked):
        pass
    (held / "journal.sqlite").touch()
    with pytest.raises(StillThere, match="is a link to another place"):
        throw_away(linked)
    assert (held / "session.toml").exists()


def test_a_folder_that_a_person_names_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "Desktop").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "Desktop")
    run("papers", "30-minutes", "--sessions", tmp_path / "sessions", "--out", tmp_path / "out")
    assert (tmp_path / "Desktop" / "run-sheet.html").exists()
    run("agenda", "new", "mine", "--sessions", tmp_path / "sessions", "--to", tmp_path / "out" / "mine.toml")
    assert (tmp_path / "Desktop" / "mine.toml").exists()
