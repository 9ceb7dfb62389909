"""Keys without a session, sessions without a key, and sessions that are thrown away."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.builders import a_room, an_opening
from tests.cli.running import run
from tests.terminal import Terminal, workshop
from workshop.services.waiting import latest_waiting
from workshop.storage.key_file import kept_keys
from workshop.storage.names import JOURNAL_NAME, RECORD_NAME


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def a_session(sessions: Path, name: str) -> Path:
    """An open session that nobody leads."""

    async def begin() -> Path:
        room = await a_room(sessions / name, an_opening(session_id=name))
        await room.close()
        return room.folder.path

    return asyncio.run(begin())


# Keys that are left.


def doctor(tmp_path: Path) -> AbstractContextManager[Terminal]:
    return workshop("doctor", "--no-phone", "--sessions", tmp_path / "sessions", cwd=tmp_path)


@pytest.mark.long
def test_doctor_names_a_key_whose_session_is_gone_and_destroys_it_on_a_yes(tmp_path: Path) -> None:
    kept = a_session(tmp_path / "sessions", "kept")
    gone = a_session(tmp_path / "sessions", "gone")
    shutil.rmtree(gone)
    keys = [key_file.path for key_file in kept_keys()]
    said = run("doctor", "--no-phone", "--sessions", tmp_path / "sessions", expect=1).output
    (named,) = [line for line in said.splitlines() if "A key is here" in line]
    assert str(gone) in said
    assert str(kept) not in said
    assert "If you moved it" in said
    assert [key_file.path for key_file in kept_keys()] == keys

    with doctor(tmp_path) as screen:
        screen.until("Destroy this key?")
        screen.press("n\r")
        screen.ended()
    assert [key_file.path for key_file in kept_keys()] == keys
    with doctor(tmp_path) as screen:
        screen.until("Destroy this key?")
        screen.press("yes\r")
        screen.until("It is destroyed.")
        screen.ended()
    (left,) = kept_keys()
    assert left.path.name not in named
    assert "A key is here" not in run("doctor", "--no-phone", expect=None).output


def test_doctor_finds_a_session_that_was_renamed(tmp_path: Path) -> None:
    folder = a_session(tmp_path / "sessions", "before")
    shutil.move(folder.parent, tmp_path / "sessions" / "after")
    (tmp_path / "sessions" / "after" / folder.name).rename(tmp_path / "sessions" / "moved")
    said = run("doctor", "--no-phone", "--sessions", tmp_path / "sessions", expect=None).output
    assert "A key is here" not in said


# Throwing away.


def test_discard_removes_the_session_and_its_key(tmp_path: Path) -> None:
    folder = a_session(tmp_path / "sessions", "first")
    other = a_session(tmp_path / "sessions", "other")
    run("discard", folder, expect=1)
    assert len(kept_keys()) == 2
    with workshop("discard", folder, cwd=tmp_path) as screen:
        screen.until("[yes/no]")
        screen.press("\r")
        screen.until("Nothing was changed.")
    with workshop("discard", folder, cwd=tmp_path) as screen:
        screen.until("[yes/no]")
        screen.press("yes\r")
        screen.until("It is thrown away.")
    assert not folder.exists()
    assert [key_file.folder for key_file in kept_keys()] == [other]


def test_discard_leaves_what_people_put_there_and_the_keys_of_other_sessions(tmp_path: Path) -> None:
    folder = a_session(tmp_path / "sessions", "first")
    other = a_session(tmp_path / "sessions", "other")
    # A journal that came from elsewhere, and names the key of a session that is not its own.
    shutil.copyfile(other / JOURNAL_NAME, folder / JOURNAL_NAME)
    (folder / "notes.txt").write_text("mine")
    said = run("discard", folder, "--yes").output
    assert "What else lies in" in said
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    assert len(kept_keys()) == 2
    assert all(not key_file.is_destroyed for key_file in kept_keys())


def test_discard_takes_no_session_that_is_sealed_or_led(tmp_path: Path) -> None:
    sealed = tmp_path / "sealed"
    sealed.mkdir()
    (sealed / RECORD_NAME).write_text("[session]\nsealed = 2026-01-01\n", "utf-8")
    assert "holds no open session" in run("discard", sealed, "--yes", expect=1).output
    folder = a_session(tmp_path / "sessions", "led")
    code = (
        "import pathlib, sys; from workshop.storage.journal import Journal;"
        "held = Journal.reopen(pathlib.Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    words = [sys.executable, "-c", code, str(folder / JOURNAL_NAME)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert "in use by another workshop" in run("discard", folder, "--yes", expect=1).output
        other.communicate()
    assert (folder / JOURNAL_NAME).exists()
    assert len(kept_keys()) == 1


# What `resume` takes.


def test_a_bare_resume_passes_over_what_cannot_be_resumed_here(tmp_path: Path) -> None:
    sessions = tmp_path / "sessions"
    good = a_session(tmp_path / "elsewhere", "good")
    shutil.move(good, sessions / good.name)
    old = sessions / "2026-02-01-old"
    old.mkdir()
    shutil.copyfile(Path(__file__).parents[1] / "data" / "journal-4.sqlite", old / JOURNAL_NAME)
    dead = sessions / "2026-03-01-dead"
    dead.mkdir()
    (dead / JOURNAL_NAME).touch()
    another = a_session(tmp_path / "another", "keyless")
    shutil.move(another, sessions / "2026-04-01-keyless")
    next(one for one in kept_keys() if one.folder == another).path.unlink()

    lines: list[str] = []
    assert latest_waiting(sessions, tell=lines.append, warn=lines.append) == sessions / good.name
    said = "\n".join(lines)
    assert said.count("Passed over:") == 2
    assert "another version" in said
    assert "on the laptop where the session was begun" in said
    assert not dead.exists()
