"""What can go wrong on a laptop is said in a sentence with the way out, and nothing half written stays."""

from __future__ import annotations

import resource
import shutil
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.rooms import (
    PlainPhone,
    a_free_port,
    address,
    an_agenda_file,
    ask_to_seal,
    begin_anyway,
    local,
    seal,
    set_up,
    waiting_session,
)
from tests.patience import PATIENCE
from tests.terminal import PROGRAM, Terminal, workshop
from workshop.core.live.session import Stage
from workshop.storage.names import JOURNAL_NAME

pytestmark = pytest.mark.long  # sessions on a real terminal, disks that are full and windows that are small


DISK = 1024 * 1024
"""Bytes of a small disk."""


def words(text: str) -> str:
    """A text in one line, however it was wrapped."""
    return " ".join(text.split())


def says(screen: Terminal, sentence: str) -> str:
    """Wait for a sentence, however it is wrapped."""
    return screen.until_so(lambda text: sentence in words(text), sentence)


def said(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The program without a terminal, with all that it says."""
    command = [sys.executable, "-m", "workshop", *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


# The disk


@contextmanager
def no_room_to_write(screen: Terminal) -> Iterator[None]:
    """Let every write to a file of the program fail, as on a disk that is full."""
    if sys.platform != "linux":
        pytest.skip("only Linux sets the limits of a program that runs")
    assert screen.child.pid is not None
    _, hard = resource.prlimit(screen.child.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(screen.child.pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.prlimit(screen.child.pid, resource.RLIMIT_FSIZE, (hard, hard))


def test_a_disk_that_takes_nothing_is_named_and_all_goes_on_when_it_does(tmp_path: Path) -> None:
    folder = waiting_session(tmp_path, ballots=2)
    before = tree(folder)
    with workshop("resume", folder, cwd=tmp_path) as screen:
        screen.until("close the vote, 2 of 2 have voted")
        screen.press("j")
        phone = PlainPhone(address(screen))
        screen.insist("\x1b", "close the vote, 2 of 2 have voted")
        with no_room_to_write(screen):
            status, answer = phone.cast(("round", "learn-01/1"), ("decision", "fix"))
            assert status == 503
            assert "The laptop could not store it. Try again." in answer
            assert str(tmp_path) not in answer
            screen.press(" ")
            says(screen, "do the same again; nothing is lost.")
            screen.until("close the vote, 2 of 2 have voted")
        phone.vote("learn-01/1", "fix")
        screen.close_round("3 of 3 have voted", "open the second vote")
        assert set(tree(folder)) >= set(before)


def test_a_plan_that_cannot_be_written_is_named_and_sealing_waits_for_it(tmp_path: Path) -> None:
    folder = waiting_session(tmp_path, Stage.CLOSE)
    with workshop("resume", folder, cwd=tmp_path) as screen:
        screen.until("save the plans and end the session")
        ask_to_seal(screen)
        with no_room_to_write(screen):
            screen.press("\r")
            says(screen, "do the same again; nothing is lost.")
        assert (folder / JOURNAL_NAME).exists()
        assert not list(folder.glob(".*"))
        whole_files(folder)
        seal(screen)
        assert not (folder / JOURNAL_NAME).exists()
        whole_files(folder)
        screen.press("q")
        assert screen.ended() == 0


def test_a_small_disk_that_is_full(tmp_path: Path) -> None:
    """The real thing: a file system of a few pages, filled to the brim, then given some space."""
    with small_disk(tmp_path) as (wrap, inside):
        start: tuple[str | Path, ...] = (
            "run",
            "demo",
            *local(),
            "--sessions",
            tmp_path / "disk" / "sessions",
        )
        with workshop(*start, cwd=tmp_path, program=(*wrap, *PROGRAM)) as screen:
            screen.until("Smallest group")
            disk = inside(screen)
            (disk / "ballast").write_bytes(b"x" * (DISK - 3 * 4096))
            screen.press("\r")
            begin_anyway(screen)
            says(screen, "is full. Free some space")
            assert not list(disk.glob("sessions/*/*"))
            (disk / "ballast").unlink()
            set_up(screen)
            screen.lead("begin", "the next text")


def test_a_disk_that_can_only_be_read(tmp_path: Path) -> None:
    with small_disk(tmp_path, "ro") as (wrap, _):
        start: tuple[str | Path, ...] = (
            "run",
            "demo",
            *local(),
            "--sessions",
            tmp_path / "disk" / "sessions",
        )
        with workshop(*start, cwd=tmp_path, program=(*wrap, *PROGRAM)) as screen:
            screen.until("Smallest group")
            screen.press("\r")
            begin_anyway(screen)
            says(screen, "cannot be made: read-only file system. Mend that, or start with another folder")


@contextmanager
def small_disk(
    tmp_path: Path, options: str = f"size={DISK}"
) -> Iterator[tuple[list[str], Callable[[Terminal], Path]]]:
    """The start of a command that sees a disk of its own, and where this process finds that disk."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = f'mount -t tmpfs -o {options} tmpfs "{place}" && exec "$@"'
    wrap = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh"]
    if (
        not shutil.which("unshare")
        or subprocess.run([*wrap, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("this system lets nobody mount a disk of one's own (containers often forbid it)")
    yield wrap, lambda screen: Path(f"/proc/{screen.child.pid}/root{place}")


@pytest.mark.parametrize("sessions", ["/proc/sessions", "a-file/sessions"])
def test_a_place_that_cannot_be_written_is_named_in_the_set_up(tmp_path: Path, sessions: str) -> None:
    (tmp_path / "a-file").write_text("")
    with workshop("run", "demo", *local(), "--sessions", sessions, cwd=tmp_path) as screen:
        screen.until("Smallest group")
        screen.press("\r")
        begin_anyway(screen)
        says(screen, "cannot be made: ")
        says(screen, "start with another folder (--sessions).")
        screen.insist("\x1b", "Tab first field")
        screen.insist("\x1b", "Nothing is prepared.")
        screen.press("q")
        assert screen.ended() == 0
    rehearsal = said("rehearse", "demo", "--headless", "--out", sessions, cwd=tmp_path)
    assert rehearsal.returncode == 1
    assert "start with another folder (--sessions)." in rehearsal.stderr


# Ports


def test_a_port_that_was_asked_for_and_is_taken_is_named(tmp_path: Path) -> None:
    with listening() as port:
        start = ("run", "demo", "--host", "127.0.0.1", "--sessions", tmp_path, "--port", str(port))
        with workshop(*start, cwd=tmp_path) as screen:
            screen.until("Smallest group")
            screen.press("\r")
            begin_anyway(screen)
            says(screen, f"Port {port} is in use by another program. Choose another one with --port.")
            assert not list(tmp_path.iterdir())
        rehearsal = said("rehearse", "demo", "--headless", "--port", str(port), cwd=tmp_path)
        assert rehearsal.returncode == 1
        assert f"Port {port} is in use by another program." in rehearsal.stderr


def test_without_a_wish_the_next_free_port_is_taken(tmp_path: Path) -> None:
    folder = waiting_session(tmp_path)
    with taken(8080), workshop("run", "demo", "--host", "127.0.0.1", cwd=tmp_path) as screen:
        url = set_up(screen)
        assert 8080 < int(url.rpartition(":")[2].partition("/")[0]) < 8100
        PlainPhone(url)
    assert folder.exists()


def test_a_resume_whose_port_is_taken_says_so_and_loses_nothing(tmp_path: Path) -> None:
    folder = waiting_session(tmp_path, ballots=2)
    with listening() as port, workshop("resume", folder, "--port", str(port), cwd=tmp_path) as screen:
        says(screen, f"Port {port} is in use by another program.")
        screen.press("q")
        assert screen.ended() == 0
    with workshop("resume", folder, "--port", str(a_free_port()), cwd=tmp_path) as screen:
        screen.until("close the vote, 2 of 2 have voted")


@contextmanager
def listening() -> Iterator[int]:
    """A port that another program has."""
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))
        other.listen()
        yield other.getsockname()[1]


@contextmanager
def taken(port: int) -> Iterator[None]:
    """See to it that a port is in use, by us if by nobody else."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("0.0.0.0", port))
            other.listen()
        except OSError:
            pass
        yield


# Files that people write


def test_a_broken_scenario_is_named_and_the_session_goes_on_without_it(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "broken.toml").write_text('id = "x"\ntitle = "y\n', "utf-8")
    start: tuple[str | Path, ...] = (
        "run",
        "demo",
        "--scenarios",
        "own",
        *local(),
        "--sessions",
        tmp_path / "sessions",
    )
    with workshop(*start, cwd=tmp_path) as screen:
        says(screen, "own/broken.toml: is not valid TOML: line 2")
        set_up(screen)


@pytest.mark.parametrize(
    ("agenda", "sentence"),
    [
        ("dmeo", "There is no agenda 'dmeo'. Did you mean 'demo'? There are: touch, demo, "),
        (
            "gone.toml",
            "gone.toml: cannot be read: no such file or directory. Check the name and your rights.",
        ),
        ("broken.toml", "broken.toml: step[1].kind: 'opne' is not known. Did you mean 'open'?"),
        ("binary.toml", "binary.toml: is not UTF-8 text. Save it with the encoding UTF-8, not UTF-16."),
    ],
)
@pytest.mark.parametrize("command", [("run",), ("rehearse", "--headless")])
def test_an_agenda_that_cannot_be_used_is_explained(
    tmp_path: Path, command: tuple[str, ...], agenda: str, sentence: str
) -> None:
    broken = an_agenda_file(tmp_path).read_text("utf-8").replace('"open"', '"opne"')
    (tmp_path / "broken.toml").write_text(broken, "utf-8")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    done = said(*command, agenda, cwd=tmp_path)
    assert done.returncode == 1
    assert sentence in words(done.stderr)
    assert done.stdout == ""


def test_a_second_session_of_a_day_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    agenda = an_agenda_file(tmp_path)
    for _ in range(2):
        done = said(
            "rehearse",
            agenda,
            "--headless",
            "--phones",
            "1",
            "--port",
            str(a_free_port()),
            "--out",
            "out",
            cwd=tmp_path,
        )
        assert done.returncode == 0, done.stderr
    first, second = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert second == f"{first}-2"


# Resume


def test_nothing_to_resume_is_said(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for arguments, sentence in (
        (("resume",), "No session waits in sessions. Name its folder, or the folder of all: --sessions DIR."),
        (("resume", "empty"), "empty holds no open session: there is nothing to resume."),
        (("resume", "gone"), "'gone' does not exist"),
    ):
        done = said(*arguments, cwd=tmp_path)
        assert done.returncode != 0
        assert sentence in words(done.stderr)


def test_a_session_that_another_workshop_holds_is_not_touched(tmp_path: Path) -> None:
    folder = waiting_session(tmp_path, ballots=2)
    with workshop("resume", folder, cwd=tmp_path) as first:
        first.until("close the vote, 2 of 2 have voted")
        with workshop("resume", folder, cwd=tmp_path) as second:
            says(second, "is in use by another workshop. Close that one first.")
            second.press("q")
            assert second.ended() == 0
        first.close_round("2 of 2 have voted", "open the second vote")


def test_a_damaged_journal_is_named(tmp_path: Path) -> None:
    folder = waiting_session(tmp_path)
    (folder / JOURNAL_NAME).write_bytes(b"This was a journal once." * 500)
    with workshop("resume", folder, cwd=tmp_path) as screen:
        says(screen, "is damaged. Move it away to start anew; the plans beside it are safe.")


# The terminal


@pytest.mark.parametrize("command", [(), ("run",), ("run", "demo"), ("demo",), ("rehearse", "demo")])
def test_without_a_terminal_it_says_what_to_do(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = said(*command, cwd=tmp_path)
    assert done.returncode == 1
    assert "This needs a terminal" in done.stderr
    assert "workshop rehearse AGENDA --headless" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert not list(tmp_path.iterdir())


def test_a_window_too_small_says_so_and_shows_the_room_again_when_it_grows(tmp_path: Path) -> None:
    folder = waiting_session(tmp_path, ballots=2)
    with workshop("resume", folder, cwd=tmp_path) as screen:
        screen.until("close the vote, 2 of 2 have voted")
        for columns, rows in ((60, 15), (20, 6), (1, 1), (79, 24)):
            screen.resize(columns, rows)
            screen.rest()
        screen.until("This window is too small: 79 x 24.")
        assert "80 x 24 is needed." in screen.text
        screen.resize(80, 24)
        screen.until("close the vote, 2 of 2 have voted")
        screen.resize(200, 60)
        screen.until("close the vote, 2 of 2 have voted")
        screen.close_round("2 of 2 have voted", "open the second vote")


def test_a_start_in_a_small_window_waits_for_a_larger_one(tmp_path: Path) -> None:
    with workshop("run", "demo", *local(), cwd=tmp_path, columns=40, rows=12) as screen:
        screen.until("This window is too small: 40 x 12.")
        screen.resize(80, 24)
        screen.until("Smallest group")


def tree(folder: Path) -> list[str]:
    """The names in a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def whole_files(folder: Path) -> None:
    """Every TOML file of a folder can be read."""
    for path in folder.glob("*.toml"):
        assert tomllib.loads(path.read_text("utf-8")), path.name
