"""Whatever lies in the folder of the sessions, every command does its work with the rest of it."""

from __future__ import annotations

import ctypes
import datetime as dt
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.running import run
from tests.drawing import examples
from workshop.ports import BackstageError
from workshop.services.live import LiveBackstage
from workshop.services.shelf import read_shelf

if sys.platform == "win32":  # not a mark: some of what follows has no name there
    pytest.skip("pipes and rights are made as on Unix", allow_module_level=True)

SHIPPED = Path(__file__).parent.parent / "data" / "sessions" / "2026-11-02-ai-in-customer-care"
GOOD = SHIPPED.name
_CAPABILITIES = 0x20080522
"""The version of what Linux says about rights: of three numbers a set, the first are those in effect."""
_PASS_OVER_RIGHTS = 0b110
TODAY = dt.datetime(2026, 12, 3, 12, tzinfo=dt.UTC)
HEAD = """schema_version = 1
[session]
id = "{id}"
title = "Odd"
series = "S"
date = {date}
sealed = {date}
"""
PLAN = """{head}next_session = {date}
[phase]
id = "succeed"
number = 4
[phase.rhythm]
touch_day = 14
then_every_days = 90
[phase.guardrails]
checked_on = {date}
owner = "Team leads"
[phase.look_back]
of = "{id}"
[[action]]
id = "A1"
if = "a figure is quoted"
then = "we recompute it"
status = "planned"
first_step_by = {date}
due = {date}
[[action]]
id = "A2"
if = "a figure is quoted"
then = "we recompute it"
status = "done"
[[action.review]]
day = 30
planned = {date}
held = {date}
was_done = true
"""

Entry = Callable[[Path], None]
shelf = cache(read_shelf)


def a_session(folder: Path, date: str = "2026-11-03") -> Path:
    folder.mkdir()
    id_ = os.fsencode(folder.name).hex()[:40]
    head = HEAD.format(id=id_, date=date)
    (folder / "session.toml").write_text(head)
    (folder / "4-succeed.toml").write_text(PLAN.format(head=head, id=id_, date=date))
    return folder


def dated(date: str) -> Entry:
    def make(path: Path) -> None:
        a_session(path, date)

    return make


def with_file(name: str, make: Entry) -> Entry:
    """A session in which one file is something else."""

    def made(path: Path) -> None:
        a_session(path)
        (path / name).unlink(missing_ok=True)
        make(path / name)

    return made


def rights(mode: int) -> Entry:
    def make(path: Path) -> None:
        a_session(path).chmod(mode)

    return make


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("s")
        Path("s").rename(path.name)
    finally:
        os.chdir(here)


def unreadable(path: Path) -> None:
    path.write_bytes(b"x = 1\n")
    path.chmod(0)


def holding(raw: bytes) -> Entry:
    def make(path: Path) -> None:
        path.write_bytes(raw)

    return make


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(20_000_000_000)


FILES: dict[str, Entry] = {
    "pipe": os.mkfifo,
    "zero": lambda path: path.symlink_to("/dev/zero"),
    "terminal": lambda path: path.symlink_to("/dev/tty"),
    "loop": lambda path: path.symlink_to(path.name),
    "nowhere": lambda path: path.symlink_to(path.parent.parent / "gone" / "x"),
    "folder": lambda path: path.mkdir(),
    "empty": lambda path: path.touch(),
    "bytes": holding(bytes(range(256))),
    "UTF-16": holding("[session]\n".encode("utf-16")),
    "unreadable": unreadable,
    "large": large,
    "socket": a_socket,
}
NAMES = ("session.toml", "4-succeed.toml", "1-learn.toml", "journal.sqlite")
ENTRIES: dict[str, Entry] = {
    **FILES,
    **{f"{name}: {kind}": with_file(name, make) for name in NAMES for kind, make in FILES.items()},
    **{
        f"dated {date}": dated(date)
        for date in ("9999-12-31", "0001-01-01", "9999-01-01", "9999-12-31T00:00:00")
    },
    **{f"rights {mode:o}": rights(mode) for mode in (0, 0o444, 0o111, 0o333)},
    "above": lambda path: path.symlink_to(".."),
}
ODD_NAMES = ("lost+found", "2026-11-30-odd", "2026-11-01-\udcff", "a\nb\x1b[2J", "-rf", "x" * 250)


def commands(good: Path, odd: Path) -> dict[str, Callable[[Path], object]]:
    """What a person starts, each with the folder of the sessions and with the odd entry itself."""

    def said(*words: str | Path) -> Callable[[Path], object]:
        return lambda sessions: run(*words, expect=None)

    sessions = good.parent
    export = [
        said("plan", "export", sessions, f"--{form}", "--out", sessions.parent / f"out.{form}")
        for form in ("csv", "ics", "html", "markdown")
    ]
    return {
        **{f"plan {word}": said("plan", word, sessions) for word in ("list", "check", "due", "show")},
        **{f"plan {word} ODD": said("plan", word, odd) for word in ("list", "check", "due", "show")},
        **{f"export {number}": one for number, one in enumerate(export)},
        "plan review": said("plan", "review", sessions, "--day", "30", "--did", "yes"),
        "plan review ODD": said("plan", "review", odd, "--day", "30", "--action", "A1", "--did", "yes"),
        "plan set": said("plan", "set", sessions, "--action", "A3", "status=started"),
        "plan set ODD": said("plan", "set", odd, "--action", "A1", "status=started"),
        "plan set session": said("plan", "set", odd, "session.purpose=trust"),
        "plan review --from": said("plan", "review", "--from", odd),
        "report": said("report", good.name, "--sessions", sessions),
        "report ODD": said("report", odd, "--sessions", sessions),
        "report series": said("report", "s", "--sessions", sessions),
        "resume": said("resume", "--sessions", sessions),
        "resume ODD": said("resume", odd, "--sessions", sessions),
        "run": said("run", "look-back", "--sessions", sessions),
        "run ODD": said("run", "look-back", "--session", str(odd), "--sessions", sessions),
        "workshop": said("--sessions", sessions),
        "plan list FILE": said("plan", "list", odd / "4-succeed.toml"),
        "plan set FILE": said("plan", "set", odd / "session.toml", "session.purpose=trust"),
        "report FILE": said("report", odd / "session.toml", "--sessions", sessions),
        "resume FILE": said("resume", odd / "journal.sqlite", "--sessions", sessions),
        "check scenarios": said("scenarios", "check", odd),
        "doctor": said("doctor", "--sessions", sessions),
        "home": at_home,
    }


def at_home(sessions: Path) -> None:
    """What the home screen asks for, and what follows from each of its lines."""
    backstage = LiveBackstage(shelf(), sessions, wall=TODAY.timestamp)
    backstage.notices()
    earlier = backstage.kept().read()
    assert GOOD in {one.folder.name for one in earlier.sessions}
    for due in earlier.look_backs:
        backstage.look_again(due.look_back)
    for one in earlier.dates:
        backstage.plan_files(one.folder).rows()
    for series in earlier.series:
        backstage.series(series)
    files = backstage.plan_files()
    rows = files.rows()
    files.is_stale()
    for row in (one for shown in rows.by_shown.values() for one in shown if one.place.action_id):
        files.open(row.place)
    for saved in earlier.sessions:
        try:
            backstage.plan_files(saved.folder).rows()
        except BackstageError:
            continue


WORDS = tuple(commands(Path("good"), Path("odd")))


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """What hangs fails."""

    def stop(signal_: int, frame: FrameType | None) -> None:
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def with_the_rights_of_a_person() -> Iterator[None]:
    """The superuser may enter every folder, and would see nothing of what is meant."""
    if os.geteuid() != 0:
        yield
        return
    libc, header = ctypes.CDLL(None, use_errno=True), (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    before, without = (ctypes.c_uint32 * 6)(), (ctypes.c_uint32 * 6)()
    assert libc.capget(header, before) == 0
    assert libc.capget(header, without) == 0
    without[0] &= ~_PASS_OVER_RIGHTS
    assert libc.capset(header, without) == 0
    try:
        yield
    finally:
        assert libc.capset(header, before) == 0


@given(
    entries=st.dictionaries(st.sampled_from(ODD_NAMES), st.sampled_from(sorted(ENTRIES)), min_size=1),
    word=st.sampled_from(WORDS),
    at=st.integers(0),
)
@settings(deadline=None, max_examples=examples(100))
def test_no_odd_entry_ends_a_command(entries: dict[str, str], word: str, at: int) -> None:
    with TemporaryDirectory() as made, with_the_rights_of_a_person():
        try_all(Path(made), entries, word, at)


def try_all(made: Path, entries: dict[str, str], word: str, at: int) -> None:
    sessions = made / "sessions"
    shutil.copytree(SHIPPED, sessions / GOOD)
    for one in (sessions / GOOD).iterdir():  # a rehearsal asks for nothing
        one.write_text(one.read_text("utf-8").replace("rehearsal = true", "rehearsal = false"), "utf-8")
    for name, kind in entries.items():
        ENTRIES[kind](sessions / name)
    odd = sessions / sorted(entries)[at % len(entries)]
    try:
        with no_longer_than(20):
            commands(sessions / GOOD, odd)[word](sessions)
    finally:
        for one in sessions.iterdir():
            if one.is_dir() and not one.is_symlink():
                one.chmod(0o755)


@pytest.mark.parametrize("word", ["plan list", "plan check", "plan due", "report series", "resume", "run"])
def test_a_folder_that_may_not_be_entered_is_one_line(tmp_path: Path, word: str) -> None:
    with with_the_rights_of_a_person():
        result = said_of_a_closed_folder(tmp_path / "sessions", word)
    lines = [line for line in result.splitlines() if "lost+found" in line]
    said = "cannot be read: permission denied. Check the name and your rights."
    assert lines == [f"{tmp_path}/sessions/lost+found: {said}"]


def said_of_a_closed_folder(sessions: Path, word: str) -> str:
    shutil.copytree(SHIPPED, sessions / GOOD)
    (sessions / "lost+found").mkdir(0)
    said = commands(sessions / GOOD, sessions / "lost+found")[word](sessions)
    assert isinstance(said, Result)
    return said.output


def test_the_home_screen_names_what_it_could_not_open_and_counts_the_rest(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"closed-{number}").mkdir(0)
    with with_the_rights_of_a_person():
        *_, first, second, more = LiveBackstage(shelf(), tmp_path).notices()
    assert first.startswith(f"{tmp_path}/closed-0: cannot be read: permission denied.")
    assert second.startswith(f"{tmp_path}/closed-1: ")
    assert more == "And 3 more: `workshop plan list` names all."
