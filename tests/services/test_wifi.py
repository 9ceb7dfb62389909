"""The Wi-Fi of a room: what is kept of it on this laptop, and that nothing is where nobody wanted it."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from workshop.core.wifi import Wifi
from workshop.ports import BackstageError
from workshop.services.wifi import OwnWifi
from workshop.storage.key_file import keys_folder
from workshop.storage.wifi_file import wifi_path

GUESTS = Wifi("Guests: 2nd floor", "wel;come 2026")


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop on which nothing is kept yet."""
    monkeypatch.setattr("workshop.storage.wifi_file.keys_folder", lambda: tmp_path / "state" / "keys")


def test_it_lies_beside_the_folder_of_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert wifi_path().parent == keys_folder().parent


def test_what_is_kept_is_known_to_the_next_program() -> None:
    OwnWifi().use(GUESTS, keep=True)
    assert OwnWifi().known() == GUESTS
    if sys.platform != "win32":
        assert stat.S_IMODE(wifi_path().stat().st_mode) == 0o600


def test_a_second_one_takes_its_place_and_is_as_private() -> None:
    OwnWifi().use(GUESTS, keep=True)
    OwnWifi().use(Wifi("Open"), keep=True)
    assert OwnWifi().known() == Wifi("Open")
    if sys.platform != "win32":
        assert stat.S_IMODE(wifi_path().stat().st_mode) == 0o600


def test_what_is_not_to_be_kept_is_known_until_the_program_ends() -> None:
    OwnWifi().use(Wifi("Open"), keep=True)
    now = OwnWifi()
    now.use(GUESTS, keep=False)
    assert now.known() == GUESTS
    assert OwnWifi().known() is None
    assert not wifi_path().exists()


def test_what_is_forgotten_is_overwritten_and_gone() -> None:
    known = OwnWifi()
    known.use(GUESTS, keep=True)
    with wifi_path().open("rb") as held:
        known.forget()
        assert not any(held.read())
    assert known.known() is None
    assert not wifi_path().exists()


@pytest.mark.parametrize(
    "content", [b"", b"Guests", b"Guests\nshort\n", b"\xff\n\n", b"a\nb\nc\n", b"Gue\x1bsts\n\n", b"x" * 5000]
)
def test_a_file_that_somebody_made_something_else_of_is_passed_over(content: bytes) -> None:
    wifi_path().parent.mkdir(parents=True)
    wifi_path().write_bytes(content)
    assert OwnWifi().known() is None
    OwnWifi().use(GUESTS, keep=True)
    assert OwnWifi().known() == GUESTS


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_no_link_leads_the_password_elsewhere(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("Guests\nnot-our-password\n", "utf-8")
    wifi_path().parent.mkdir(parents=True)
    wifi_path().symlink_to(elsewhere)
    assert OwnWifi().known() is None
    OwnWifi().use(GUESTS, keep=True)
    assert elsewhere.read_text("utf-8") == "Guests\nnot-our-password\n"
    assert OwnWifi().known() == GUESTS


def test_what_cannot_be_written_is_said_and_known_all_the_same() -> None:
    wifi_path().mkdir(parents=True)
    known = OwnWifi()
    with pytest.raises(BackstageError, match="could not be kept"):
        known.use(GUESTS, keep=True)
    assert known.known() == GUESTS
