"""`workshop doctor`: what it looks at, and the phone that tries its code."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.e2e.rooms import a_free_port
from tests.patience import PATIENCE
from tests.terminal import workshop
from workshop.services import checkup
from workshop.services.checkup import Finding, findings
from workshop.services.hotspot import new_address, ways
from workshop.web import addresses


@pytest.fixture
def good(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A laptop on which all is well; returns its environment."""
    monkeypatch.setattr(addresses, "candidates", lambda: ["192.168.1.23", "10.20.30.40"])
    monkeypatch.setattr(checkup, "raise_file_limit", lambda: 5000)
    # pytest asks as well, in other words, where it is told to be verbose.
    monkeypatch.setattr(shutil, "get_terminal_size", lambda *_, **__: os.terminal_size((120, 34)))
    return {"COLORTERM": "truecolor"}


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program has."""
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))
        other.listen()
        yield other.getsockname()[1]


def look(environ: dict[str, str], host: str | None = None, port: int | None = None) -> list[Finding]:
    return list(findings(port or a_free_port(), host, Path("sessions"), environ))


def wrong(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.text, one.mend) for one in found if not one.good]


def test_all_is_well(good: dict[str, str]) -> None:
    found = look(good)
    assert wrong(found) == []
    texts = [one.text for one in found]
    assert texts[0] == "Address 192.168.1.23 goes into the QR code."
    assert "Also possible: 10.20.30.40" in texts[1]
    assert any(text.startswith("Terminal 120 x 34: source and output stand side by side") for text in texts)


def test_an_address_given_by_hand_comes_first(good: dict[str, str]) -> None:
    texts = [one.text for one in look(good, host="10.20.30.40")]
    assert texts[0] == "Address 10.20.30.40 goes into the QR code."
    assert "Also possible: 192.168.1.23" in texts[1]


def test_an_address_that_no_phone_reaches(good: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "candidates", lambda: ["127.0.0.1"])
    ((text, mend),) = wrong(look(good))
    assert text == "Address 127.0.0.1: phones cannot reach this laptop."
    assert "hotspot" in mend


def test_a_port_in_use(good: dict[str, str], taken: int) -> None:
    assert wrong(look(good, port=taken)) == [
        (f"Port {taken} is in use.", "A session takes the next free one; or choose one with --port.")
    ]


def test_a_folder_that_is_copied(good: dict[str, str], tmp_path: Path) -> None:
    sessions = tmp_path / "Dropbox" / "sessions"
    found = list(findings(a_free_port(), None, sessions, good))
    ((text, mend),) = wrong(found)
    assert f"{sessions} is copied by Dropbox" in text
    assert "--sessions" in mend


@pytest.mark.parametrize("command", [("doctor", "--no-phone"), ("run", "60-minutes"), ("resume",), ("demo",)])
@pytest.mark.parametrize("host", ["http://192.168.1.23", "192.168.1.23:8080", "my laptop", "fe80::1%en0"])
def test_a_dead_address_is_refused_before_anything_starts(command: tuple[str, ...], host: str) -> None:
    output = run(*command, "--host", host, expect=2).output
    assert "Error: Invalid value for '--host'" in output


def test_too_few_files(good: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "raise_file_limit", lambda: 96)
    ((text, mend),) = wrong(look(good))
    assert (text, mend) == ("Files may be opened for 96 phones only.", "Raise it: ulimit -n 4096.")


@pytest.mark.parametrize(
    ("size", "is_good", "words"),
    [
        ((79, 24), False, "too small"),
        ((80, 23), False, "too small"),
        ((80, 24), True, "one above the other"),
        ((119, 24), True, "one above the other"),
        ((120, 24), True, "side by side."),
    ],
)
def test_sizes_of_the_terminal(
    good: dict[str, str], monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], is_good: bool, words: str
) -> None:
    monkeypatch.setattr(shutil, "get_terminal_size", lambda *_, **__: os.terminal_size(size))
    (found,) = [one for one in look(good) if one.text.startswith("Terminal ")]
    assert found.good is is_good
    assert words in found.text


@pytest.mark.parametrize("value", ["", "256"])
def test_a_terminal_that_promises_few_colours(good: dict[str, str], value: str) -> None:
    ((text, mend),) = wrong(look(good | {"COLORTERM": value}))
    assert "does not say that it shows all colours" in text
    assert "another terminal" in mend


@pytest.mark.usefixtures("good")
def test_without_a_phone_the_exit_status_tells(monkeypatch: pytest.MonkeyPatch, taken: int) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    assert "LOOK" not in run("doctor", "--no-phone", "--port", str(a_free_port())).output
    output = run("doctor", "--no-phone", "--port", str(taken), expect=1).output
    assert f"LOOK  Port {taken} is in use.\n      A session takes the next free one" in output
    assert "ok    Address 192.168.1.23 goes into the QR code." in output


@pytest.mark.parametrize("columns", [80, 120])
def test_a_phone_that_opens_the_code_is_greeted(tmp_path: Path, columns: int) -> None:
    port = a_free_port()
    with workshop(
        "doctor", "--host", "127.0.0.1", "--port", str(port), cwd=tmp_path, columns=columns
    ) as screen:
        screen.until("Ctrl+C ends")
        assert f"127.0.0.1:{port}/TEST" in screen.text
        code = screen.code_read()
        assert code == f"HTTP://127.0.0.1:{port}/TEST"
        with urllib.request.urlopen(code.lower(), timeout=PATIENCE) as answer:
            assert "It works" in answer.read().decode()
        screen.until("A phone has arrived: this network works.")
        assert screen.ended() == 0


def test_a_port_in_use_is_said_and_another_one_is_tried(tmp_path: Path, taken: int) -> None:
    with workshop("doctor", "--host", "127.0.0.1", "--port", str(taken), cwd=tmp_path, rows=44) as screen:
        screen.until("Ctrl+C ends")
        assert f"Port {taken} is in use." in screen.text
        assert f"127.0.0.1:{taken}/TEST" not in screen.text
        with urllib.request.urlopen(screen.code_read().lower(), timeout=PATIENCE):
            screen.until("A phone has arrived")


def test_when_no_phone_comes_it_says_what_to_try(tmp_path: Path) -> None:
    port = str(a_free_port())
    with workshop("doctor", "--host", "127.0.0.1", "--port", port, cwd=tmp_path) as screen:
        screen.until("Ctrl+C ends")
        screen.signal(signal.SIGINT)
        screen.until("No phone arrived. Guest networks often keep phones away from laptops: try a hotspot.")
        assert screen.ended() == 1


@pytest.mark.parametrize(
    ("system", "nmcli", "first", "has"),
    [
        ("linux", True, "On this laptop, typed", "nmcli device wifi hotspot ssid workshop"),
        ("linux", False, "On this laptop, by hand", "GNOME: Settings, Wi-Fi"),
        ("darwin", False, "On this Mac", "Internet Sharing"),
        ("win32", False, "On this laptop", "Mobile hotspot"),
    ],
)
def test_each_system_has_its_own_way_to_a_hotspot(system: str, nmcli: bool, first: str, has: str) -> None:
    found = ways(system, nmcli=nmcli)
    assert found[0].title == first
    assert any(has in step for step in found[0].steps)
    assert found[-1].title == "Or on a phone"
    others = [step for way in found for step in way.steps if "nmcli" in step]
    assert bool(others) is nmcli
    lines = [line for way in found for step in way.steps for line in step.split("\n")]
    assert max(map(len, lines)) <= 80 - len("   1. ")


def test_the_new_address_is_that_of_the_hotspot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workshop.services.hotspot.own_addresses", lambda: ["10.42.0.1", "192.168.1.23"])
    assert new_address(["192.168.1.23"]) == "10.42.0.1"
    assert new_address(["10.42.0.1", "192.168.1.23"]) is None


def test_without_a_terminal_a_hotspot_is_explained_and_nothing_is_asked() -> None:
    output = run("doctor", "--hotspot").output
    assert "Or on a phone:\n   1. iPhone: Settings" in output
    assert "press i in the lobby" in output
    assert "Press Enter" not in output


OPENS_A_HOTSPOT = (
    sys.executable,
    "-c",
    "import itertools, sys; from workshop.web import addresses as a; from workshop.cli import main;"
    "looks = iter([['192.0.2.7'], ['192.0.2.7'], ['127.0.0.1', '192.0.2.7']]);"
    "a.own_addresses = lambda: next(looks); main()",
)
"""The program on a laptop that has its hotspot when it is asked for the second time."""


def test_once_the_hotspot_is_on_its_address_is_found_and_a_phone_tries_it(tmp_path: Path) -> None:
    port = str(a_free_port())
    with workshop(
        "doctor", "--hotspot", "--port", port, cwd=tmp_path, rows=50, program=OPENS_A_HOTSPOT
    ) as screen:
        screen.until("Press Enter when it is on; Ctrl+C ends.")
        screen.press("\r")
        screen.until("This laptop has no new address yet:")
        screen.press("\r")
        screen.until("workshop run 60-minutes --host 127.0.0.1")
        screen.until(f"127.0.0.1:{port}/TEST        Ctrl+C ends")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/TEST", timeout=PATIENCE) as answer:
            assert "It works" in answer.read().decode()
        screen.until("A phone has arrived: this network works.")
        assert screen.ended() == 0


def test_who_opens_no_hotspot_ends_it(tmp_path: Path) -> None:
    with workshop("doctor", "--hotspot", cwd=tmp_path) as screen:
        screen.until("Press Enter when it is on; Ctrl+C ends.")
        screen.signal(signal.SIGINT)
        assert screen.ended() == 1
        assert "Traceback" not in screen.text
