"""Where a room listens, and what is left of one that could not."""

from __future__ import annotations

import socket
from pathlib import Path

import psutil
import pytest

from tests.e2e.rooms import a_free_port
from workshop.ports import BackstageError, ChosenSetup
from workshop.room import Room
from workshop.services.live import LiveBackstage
from workshop.services.shelf import read_shelf


def a_choice(backstage: LiveBackstage, shown: str) -> ChosenSetup:
    """A short session at an address."""
    agenda = backstage.shelf.agenda("demo")
    return ChosenSetup(agenda, backstage.pick_steps(agenda, None, "seed"), agenda.title, shown)


def places(port: int) -> set[str]:
    """The addresses at which this program listens on a port."""
    return {
        one.laddr.ip
        for one in psutil.Process().net_connections("tcp")
        if one.status == psutil.CONN_LISTEN and one.laddr.port == port
    }


@pytest.mark.parametrize(
    ("given", "shown", "expected"),
    [
        ("127.0.0.1", "127.0.0.1", {"127.0.0.1"}),
        (None, "192.0.2.77", {"0.0.0.0"}),
        ("tunnel.example.org", "tunnel.example.org", {"0.0.0.0"}),
    ],
)
async def test_it_listens_where_it_was_told_and_on_ipv4_alone(
    tmp_path: Path, given: str | None, shown: str, expected: set[str]
) -> None:
    port = a_free_port()
    backstage = LiveBackstage(read_shelf(), tmp_path, address=given, port=port)
    await backstage.begin(a_choice(backstage, shown))
    try:
        assert places(port) == expected
    finally:
        await backstage.leave()
    assert places(port) == set()


@pytest.mark.parametrize(("given", "expected"), [("127.0.0.1", {"127.0.0.1"}), (None, {"0.0.0.0"})])
async def test_an_address_that_was_named_is_believed_and_served_alone_when_the_session_is_resumed(
    tmp_path: Path, given: str | None, expected: set[str]
) -> None:
    port = a_free_port()
    backstage = LiveBackstage(read_shelf(), tmp_path, address=given, port=port)
    await backstage.begin(a_choice(backstage, "127.0.0.1"))
    await backstage.leave()
    folder = backstage.last_folder
    assert folder is not None
    again = LiveBackstage(read_shelf(), tmp_path)
    await again.resume(folder)
    try:
        assert places(port) == expected
        assert again.laptop.phones_reach("127.0.0.1") is (given is not None)
    finally:
        await again.leave()


async def test_a_port_that_is_taken_leaves_no_folder(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        backstage = LiveBackstage(read_shelf(), tmp_path / "sessions", address="127.0.0.1", port=port)
        with pytest.raises(BackstageError, match=f"Port {port} is in use"):
            await backstage.begin(a_choice(backstage, "127.0.0.1"))
    assert not (tmp_path / "sessions").exists()


async def test_a_port_that_is_free_when_asked_for_stays_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, begin = a_free_port(), Room.begin

    async def late(*words: object) -> Room:
        with pytest.raises(OSError, match="in use"):
            socket.create_server(("127.0.0.1", port))
        return await begin(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(Room, "begin", late)
    backstage = LiveBackstage(read_shelf(), tmp_path, address="127.0.0.1", port=port)
    await backstage.begin(a_choice(backstage, "127.0.0.1"))
    await backstage.leave()


async def test_a_room_that_could_not_begin_gives_its_port_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*words: object) -> Room:
        raise BackstageError("no")

    monkeypatch.setattr(Room, "begin", fails)
    port = a_free_port()
    backstage = LiveBackstage(read_shelf(), tmp_path, address="127.0.0.1", port=port)
    with pytest.raises(BackstageError, match="no"):
        await backstage.begin(a_choice(backstage, "127.0.0.1"))
    assert places(port) == set()


def test_simulated_phones_reach_a_room_that_listens_at_another_address() -> None:
    from workshop.web.listening import hosts_for

    own = next(
        (
            entry.address
            for entries in psutil.net_if_addrs().values()
            for entry in entries
            if entry.family == socket.AF_INET and not entry.address.startswith("127.")
        ),
        None,
    )
    if own is None:
        pytest.skip("this machine has no address but the loopback's")
    assert hosts_for(own, named=True, simulated=True) == (own, "127.0.0.1")
    assert hosts_for(own, named=True) == (own,)
