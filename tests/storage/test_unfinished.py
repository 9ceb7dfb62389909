"""A seal that is stopped anywhere: the folder says what is so, and the next start finishes what was begun."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.builders import ONE_SCENARIO, Clock, a_ballot, a_room, an_action, an_opening, cast_all, lead_to
from tests.storage.stopped import Stopped, stopped
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.problems import FileTrouble
from workshop.core.words import Decision
from workshop.room import Room
from workshop.services.folders import is_open
from workshop.storage.journal import Journal, JournalError
from workshop.storage.key_file import kept_keys, keys_folder
from workshop.storage.names import JOURNAL_NAME, NEW_NAME, SEALING_NAME
from workshop.storage.plans.folder import PlanFolder
from workshop.storage.unfinished import finish

MOST_STEPS = 60


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session in its closing, and what the account keeps."""
    place = tmp_path_factory.mktemp("base")

    async def lead() -> None:
        room = await a_room(place / "sessions", an_opening(ONE_SCENARIO))
        await lead_to(room, Stage.VOTE_1)
        await cast_all(room, [a_ballot(Decision.FIX)] * 6)
        await lead_to(room, Stage.ACTIONS)
        await room.lead(c.AgreeAction(an_action()))
        await lead_to(room, Stage.CLOSE)
        await room.close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(place / "state"))
        asyncio.run(lead())
    return place


class Laptop:
    """A copy of the session and of what the account keeps, as it lies on a disk."""

    def __init__(self, of: Path, to: Path, patch: pytest.MonkeyPatch) -> None:
        shutil.copytree(of, to)
        patch.setenv("XDG_STATE_HOME", str(to / "state"))
        self.place = to
        (self.folder,) = (one.parent for one in to.rglob("session.toml"))
        for key_file in kept_keys():
            key_file.note_folder(self.folder)

    def start(self) -> Room:
        """A program goes on with the session."""
        return asyncio.run(Room.resume(PlanFolder(self.folder), Clock()))

    @property
    def says_sealed(self) -> bool:
        return (
            tomllib.loads((self.folder / "session.toml").read_text("utf-8"))["session"]["sealed"] is not False
        )

    @property
    def has_key(self) -> bool:
        return any(not key_file.is_destroyed for key_file in kept_keys())

    def is_done(self) -> bool:
        """Sealed, and nothing left over but what every save of a file clears away later."""
        names = sorted(path.name for path in self.folder.iterdir() if not path.name.endswith(".new"))
        return names == ["1-learn.toml", "session.toml"] and self.says_sealed and not kept_keys()


def let_go(room: Room) -> None:
    """What the system does for a program that has ended."""
    room._journal._writer.shutdown()
    room._journal._connection.close()


async def sealed(room: Room) -> None:
    await room.seal()


def goes_on_or_is_done(laptop: Laptop) -> None:
    """At the next start the session is sealed, or goes on with all that was in it and can be sealed."""
    assert laptop.says_sealed <= (not laptop.has_key), "it calls itself sealed, and its key is alive"
    if not is_open(laptop.folder):
        assert laptop.is_done(), (sorted(laptop.folder.iterdir()), kept_keys())
        return
    assert not laptop.says_sealed
    assert not (laptop.folder / SEALING_NAME).exists()

    async def again() -> None:
        room = await Room.resume(PlanFolder(laptop.folder), Clock())
        assert room.view().stage is Stage.CLOSE
        assert [len(ballots) for ballots in room._session.ballots.values()] == [6]
        await room.seal()

    asyncio.run(again())
    assert laptop.is_done()


def test_a_seal_that_is_stopped_at_any_step_claims_nothing_and_is_finished(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(MOST_STEPS):
        laptop = Laptop(base, tmp_path / f"at-{at}", monkeypatch)
        room = laptop.start()
        with stopped(monkeypatch, at, how=lambda step: Stopped()) as taken:
            try:
                asyncio.run(sealed(room))
            except Stopped:
                pass
            else:
                break
        left = Laptop(laptop.place, tmp_path / f"left-{at}", monkeypatch)
        let_go(room)
        goes_on_or_is_done(left)
    assert laptop.is_done()
    assert 20 < len(taken) < MOST_STEPS


@pytest.mark.parametrize(
    "part", [slice(0, 4096), slice(4096, None), slice(None)], ids=["head", "rest", "all"]
)
def test_of_a_journal_whose_key_is_destroyed_nothing_needs_to_be_readable(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: slice
) -> None:
    laptop = Laptop(base, tmp_path / "laptop", monkeypatch)
    record = (laptop.folder / "session.toml").read_text("utf-8")
    (laptop.folder / SEALING_NAME).write_text(
        record.replace("sealed = false", "sealed = 2025-11-18"), "utf-8"
    )
    (key_file,) = kept_keys()
    key_file.destroy()
    raw = bytearray((laptop.folder / JOURNAL_NAME).read_bytes())
    raw[part] = bytes(len(raw[part]))
    (laptop.folder / JOURNAL_NAME).write_bytes(raw)
    assert not is_open(laptop.folder)
    assert laptop.is_done()


def no_space(step: str) -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("once", [True, False], ids=["once", "for good"])
def test_a_disk_that_refuses_any_step_of_a_seal_destroys_nothing_or_all(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, once: bool
) -> None:
    for at in range(MOST_STEPS):
        laptop = Laptop(base, tmp_path / f"at-{at}", monkeypatch)
        room = laptop.start()
        said = None
        with stopped(monkeypatch, at, how=no_space, once=once) as taken:
            try:
                asyncio.run(sealed(room))
            except FileTrouble as error:
                said = error
        assert (said is None) == (room.view().stage is Stage.SEALED)
        if said is not None:
            assert "nothing is lost" in str(said)
            asyncio.run(room.close())  # the disk takes it again
            assert laptop.has_key, taken[at]
            room = laptop.start()
            assert not laptop.says_sealed
            asyncio.run(sealed(room))
        assert not laptop.has_key
        finish(laptop.folder)
        assert laptop.is_done(), taken[at]
        if at >= len(taken):
            break
    assert at > 20


async def test_the_steps_after_the_key_need_no_space(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file is made and none grows: what is overwritten lies on the disk already."""
    laptop = Laptop(base, tmp_path / "laptop", monkeypatch)
    room = await Room.resume(PlanFolder(laptop.folder), Clock())
    await room.lead(c.SetNextDate(None))
    destroy, sizes = Journal.destroy, dict[str, int]()

    async def then_full(journal: Journal) -> None:
        await destroy(journal)
        sizes.update({path.name: path.stat().st_size for path in laptop.folder.iterdir()})
        making = os.open

        def full(path: str | Path, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
            if flags & os.O_CREAT:
                raise no_space("open")
            return making(path, flags, mode, dir_fd=dir_fd)

        monkeypatch.setattr(os, "open", full)

    monkeypatch.setattr(Journal, "destroy", then_full)
    await room.seal()
    assert room.trouble is None
    assert laptop.is_done()


def test_a_disk_with_hardly_any_space_seals_or_goes_on_and_claims_what_is_so(tmp_path: Path) -> None:
    """The real thing, with nothing to 24 KiB free; where nobody may mount a disk of one's own, not here."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f'mount -t tmpfs -o size=2m tmpfs "{disk}" && exec "$@"'
    wrap = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh"]
    if not shutil.which("unshare") or subprocess.run([*wrap, "true"], capture_output=True).returncode:
        pytest.skip("this system lets nobody mount a disk of one's own (containers often forbid it)")
    code = [*wrap, sys.executable, "-m", "tests.storage.sealing_on_a_small_disk", str(disk)]
    done = subprocess.run(code, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert set(lines) == {"nothing is lost, open, journal, key", "sealed, claims, gone, no key"}
    assert len(lines) == 7
    assert lines == sorted(lines), "what has space enough is sealed"


# What other programs and other laptops left.


def test_a_copy_of_a_half_sealed_folder_on_another_laptop_is_not_called_sealed(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = Laptop(base, tmp_path / "laptop", monkeypatch)
    shutil.copyfile(laptop.folder / "1-learn.toml", laptop.folder / SEALING_NAME)
    before = {path.name: path.read_bytes() for path in laptop.folder.iterdir()}
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
    assert is_open(laptop.folder)
    with pytest.raises(JournalError, match="on the laptop where the session was begun"):
        laptop.start()
    assert {path.name: path.read_bytes() for path in laptop.folder.iterdir()} == before


def test_what_an_earlier_version_called_sealed_too_early_is_sealed(tmp_path: Path) -> None:
    """Its record was written before its journal went, and a kill came between."""
    (tmp_path / "session.toml").write_text("[session]\nsealed = 2025-11-18\n", "utf-8")
    old = Path(__file__).parents[1] / "data" / "journal-4.sqlite"
    for end in ("", "-wal"):
        shutil.copyfile(f"{old}{end}", tmp_path / f"{JOURNAL_NAME}{end}")
    assert not is_open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["session.toml"]


def test_a_key_that_cannot_be_kept_is_said_and_nothing_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(JournalError, match=r"key of the session cannot be kept in .*keys.*nothing was begun"):
        Journal.create(folder / JOURNAL_NAME)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("tables", [False, True], ids=["nothing in it", "tables in it"])
def test_a_beginning_that_was_killed_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tables: bool
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "sessions" / "2026-01-01-killed"
    folder.mkdir(parents=True)
    if tables:
        journal = Journal.create(folder / JOURNAL_NAME)
        asyncio.run(journal.close())
    else:
        (folder / JOURNAL_NAME).touch()
    assert not is_open(folder)
    assert not folder.exists()
    assert not list(keys_folder().glob("*")) if tables else True


def begun_but_for_its_key(folder: Path, key: bytes) -> Path:
    """A beginning as a kill leaves it while the key is made; returns the file of the key."""
    folder.mkdir(parents=True)
    asyncio.run(Journal.create(folder / JOURNAL_NAME).close())
    (folder / JOURNAL_NAME).rename(folder / NEW_NAME)
    (folder / JOURNAL_NAME).touch()
    (key_file,) = kept_keys()
    key_file.path.write_bytes(key)
    return key_file.path


@pytest.mark.parametrize("key", [b"", bytes(90)], ids=["made", "long, and not on the disk"])
def test_a_key_that_was_made_and_not_written_goes_with_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: bytes
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    begun_but_for_its_key(tmp_path / "begun", key)
    assert not is_open(tmp_path / "begun")
    assert not (tmp_path / "begun").exists()
    assert not kept_keys()


@pytest.mark.parametrize("key", [b"k" * 32, bytes(32)], ids=["alive", "destroyed"])
def test_a_beginning_that_names_the_key_of_another_session_takes_nothing_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: bytes
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    of_another = key + b"\n/elsewhere\n"
    path = begun_but_for_its_key(tmp_path / "begun", of_another)
    assert not is_open(tmp_path / "begun")
    assert path.read_bytes() == of_another


def test_a_beginning_that_fails_and_is_stopped_at_any_step_leaves_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(new: Path, path: Path) -> None:
        raise OSError(errno.EIO, "refused")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("workshop.storage.journal.put_in_place", refused)
    for at in range(MOST_STEPS):
        folder = tmp_path / f"at-{at}"
        folder.mkdir()
        with stopped(monkeypatch, at, how=lambda step: Stopped()):
            try:
                Journal.create(folder / JOURNAL_NAME)
            except Stopped:
                pass
            except JournalError:
                break
        assert not is_open(folder)
        assert not kept_keys(), at
    assert 10 < at < MOST_STEPS


def test_a_beginning_that_goes_on_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal is there and its record not yet; another program looks at the folder meanwhile."""
    folder = tmp_path / "2026-01-01-begins"
    folder.mkdir()
    journal = Journal.create(folder / JOURNAL_NAME)
    before = sorted(path.name for path in folder.iterdir())
    looked = subprocess_is_open(folder)
    assert looked == "True"  # in use: it may be anything
    assert sorted(path.name for path in folder.iterdir()) == before

    async def goes_on() -> None:
        await journal.append([an_opening(ONE_SCENARIO)])
        await journal.close()

    asyncio.run(goes_on())
    journal, events = Journal.reopen(folder / JOURNAL_NAME)
    assert len(events) == 1
    asyncio.run(journal.close())


def subprocess_is_open(folder: Path) -> str:
    code = "import pathlib, sys, workshop.services.folders as f; print(f.is_open(pathlib.Path(sys.argv[1])))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
