"""Which addresses are offered to phones, and how they are written."""

import socket
from types import SimpleNamespace

import psutil
import pytest

from workshop.web import addresses
from workshop.web.addresses import candidates, join_url, shown_url

V4, V6 = socket.AF_INET, socket.AF_INET6


def interfaces(
    monkeypatch: pytest.MonkeyPatch,
    table: dict[str, list[tuple[socket.AddressFamily, str]]],
    *,
    down: tuple[str, ...] = (),
    point_to_point: tuple[str, ...] = (),
    usual: str | None = None,
) -> None:
    """Pretend that the laptop has these interfaces."""
    found = {
        name: [SimpleNamespace(family=family, address=address, ptp=None) for family, address in entries]
        for name, entries in table.items()
    }
    states = {
        name: SimpleNamespace(
            isup=name not in down, flags="up,pointopoint" if name in point_to_point else "up,broadcast"
        )
        for name in table
    }
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: found)
    monkeypatch.setattr(psutil, "net_if_stats", lambda: states)
    monkeypatch.setattr(addresses, "_usual_address", lambda: usual)


def test_the_wifi_is_found_among_what_phones_cannot_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    interfaces(
        monkeypatch,
        {
            "lo": [(V4, "127.0.0.1"), (V6, "::1")],
            "docker0": [(V4, "172.17.0.1")],
            "br-9f2c": [(V4, "172.18.0.1")],
            "veth12": [(V4, "172.19.0.1")],
            "virbr0": [(V4, "192.168.122.1")],
            "utun3": [(V4, "10.8.0.2")],
            "vpn": [(V4, "10.9.0.2")],
            "eth0": [(V4, "192.168.7.7")],
            "wlan0": [(V6, "fe80::1%wlan0"), (V4, "192.168.1.23"), (V6, "fd00::23")],
            "self": [(V4, "169.254.3.4")],
        },
        down=("eth0",),
        point_to_point=("vpn",),
    )
    assert candidates() == ["192.168.1.23", "fd00::23"]


def test_private_addresses_come_first_and_the_usual_one_before_its_equals(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    interfaces(
        monkeypatch,
        {
            "eth0": [(V4, "203.0.114.9"), (V4, "192.168.1.23")],
            "wlan0": [(V4, "10.0.0.5"), (V4, "10.0.0.5")],
        },
        usual="10.0.0.5",
    )
    assert candidates() == ["10.0.0.5", "192.168.1.23", "203.0.114.9"]


def test_without_a_network_there_is_still_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    interfaces(monkeypatch, {"lo": [(V4, "127.0.0.1")]})
    assert candidates() == ["127.0.0.1"]


def test_this_machine_has_candidates() -> None:
    assert candidates()


@pytest.mark.parametrize(
    ("host", "for_cameras", "for_eyes"),
    [
        ("192.168.1.23", "HTTP://192.168.1.23:8080/7QK2", "192.168.1.23:8080/7QK2"),
        ("Laptop.Local", "HTTP://LAPTOP.LOCAL:8080/7QK2", "laptop.local:8080/7QK2"),
        ("fd00::23", "HTTP://[FD00::23]:8080/7QK2", "[fd00::23]:8080/7QK2"),
    ],
)
def test_addresses_are_written_in_capitals_for_cameras_only(
    host: str, for_cameras: str, for_eyes: str
) -> None:
    assert join_url(host, 8080, "7qk2") == for_cameras
    assert shown_url(host, 8080, "7qk2") == for_eyes
