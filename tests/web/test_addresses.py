"""Which addresses are offered to phones, and how they are written."""

import socket
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.web import addresses
from workshop.web.addresses import (
    candidates,
    join_url,
    phones_may_reach,
    shown_url,
    trouble_with_host,
)

V4, V6, LINK = socket.AF_INET, socket.AF_INET6, psutil.AF_LINK


def interfaces(
    monkeypatch: pytest.MonkeyPatch,
    table: dict[str, list[tuple[Any, str]]],
    *,
    down: tuple[str, ...] = (),
    point_to_point: tuple[str, ...] = (),
    usual: str | None = None,
    alone: tuple[str, ...] = (),
) -> None:
    """Pretend that the laptop has these interfaces; those `alone` have a network of one address."""
    found = {
        name: [
            SimpleNamespace(
                family=family,
                address=address,
                ptp=None,
                netmask="255.255.255.255" if name in alone else "255.255.255.0",
            )
            for family, address in entries
        ]
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


VPN_NAMES = (
    "OpenVPN TAP-Windows6",
    "OpenVPN Wintun",
    "TAP-Windows Adapter V9",
    "Ethernet (TAP)",
    "Wintun Userspace Tunnel",
    "NordLynx",
    "ProtonVPN",
    "ProtonVPN TUN",
    "proton0",
    "CloudflareWARP",
    "Cloudflare WARP",
    "vmenet0",
    "feth1234",
    "utun4",
    "tun0",
    "tap0",
    "wg-mullvad",
    "wg0",
    "PANGP Virtual Ethernet Adapter",
    "gpd0",
    "Cisco AnyConnect",
    "Fortinet SSL",
    "Tailscale",
    "ZeroTier One [8056c2e21c]",
    "VirtualBox Host-Only Network",
    "VMware Network Adapter VMnet8",
)


@pytest.mark.parametrize("name", VPN_NAMES)
def test_a_vpn_is_never_offered_though_all_leads_through_it(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    interfaces(monkeypatch, {name: [(V4, "10.8.0.2")], "Wi-Fi": [(V4, "192.168.1.23")]}, usual="10.8.0.2")
    assert candidates() == ["192.168.1.23"]


@pytest.mark.parametrize(
    "name",
    [
        *("Wi-Fi", "WLAN", "Ethernet", "Ethernet 2", "LAN-Verbindung", "Local Area Connection* 2", "en0"),
        *("eth0", "enp0s31f6", "wlan0", "wlp2s0", "ap0", "usb0", "enxa0cec8", "Drahtlosnetzwerkverbindung"),
    ],
)
def test_what_leads_to_a_room_is_offered(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    interfaces(monkeypatch, {name: [(V4, "192.168.1.23")]})
    assert candidates() == ["192.168.1.23"]


@pytest.mark.parametrize(
    ("hardware", "with_route"),
    [
        ("0A-00-27-00-00-0B", False),  # VirtualBox, host-only
        ("00-50-56-C0-00-08", False),  # VMware
        ("00:15:5d:01:02:03", False),  # Hyper-V
        ("00-FF-12-34-56-78", True),  # TAP, whatever its card is called
    ],
)
def test_a_made_up_card_comes_last(monkeypatch: pytest.MonkeyPatch, hardware: str, with_route: bool) -> None:
    interfaces(
        monkeypatch,
        {
            "Ethernet 3": [(LINK, hardware), (V4, "10.0.0.1")],
            "Wi-Fi": [(LINK, "a4-5e-60-11-22-33"), (V4, "203.0.114.9")],
        },
        usual="10.0.0.1" if with_route else "203.0.114.9",
    )
    assert candidates() == ["203.0.114.9", "10.0.0.1"]


def test_in_a_virtual_machine_the_card_that_leads_outside_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    interfaces(
        monkeypatch,
        {
            "eth0": [(V4, "203.0.114.9")],
            "Ethernet": [(LINK, "00-15-5D-01-02-03"), (V4, "192.168.1.23")],
        },
        usual="192.168.1.23",
    )
    assert candidates() == ["192.168.1.23", "203.0.114.9"]


MADE_UP, REAL = (LINK, "00-15-5D-01-02-03"), (LINK, "a4-5e-60-11-22-33")


@pytest.mark.parametrize("name", ["vEthernet (Default Switch)", "vEthernet (WSL)"])
@pytest.mark.parametrize("card", [[MADE_UP], []])
def test_a_virtual_ethernet_without_a_gateway_is_never_offered(
    monkeypatch: pytest.MonkeyPatch, name: str, card: list[tuple[Any, str]]
) -> None:
    table = {name: [*card, (V4, "172.28.0.1")], "Wi-Fi": [REAL, (V4, "203.0.114.9")]}
    interfaces(monkeypatch, table, usual="203.0.114.9")
    assert candidates() == ["203.0.114.9"]
    interfaces(monkeypatch, {name: table[name]})
    assert candidates() == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("card", "usual"), [([MADE_UP], "192.168.1.23"), ([], "192.168.1.23"), ([REAL], "10.8.0.2")]
)
def test_a_virtual_ethernet_that_took_the_place_of_a_real_one_is_offered(
    monkeypatch: pytest.MonkeyPatch, card: list[tuple[Any, str]], usual: str
) -> None:
    interfaces(
        monkeypatch,
        {
            "vEthernet (Default Switch)": [MADE_UP, (V4, "172.28.0.1")],
            "vEthernet (External)": [*card, (V4, "192.168.1.23")],
            "NordLynx": [(V4, "10.8.0.2")],
        },
        usual=usual,
    )
    assert candidates() == ["192.168.1.23"]


@given(
    vpn=st.ip_addresses(v=4, network="10.0.0.0/8").map(str),
    wifi=st.ip_addresses(v=4, network="192.168.0.0/16").map(str) | st.just("203.0.114.9"),
    how=st.sampled_from(["name", "mask", "hardware"]),
    name=st.sampled_from(VPN_NAMES),
    upper=st.booleans(),
)
def test_no_vpn_is_ever_first(vpn: str, wifi: str, how: str, name: str, upper: bool) -> None:
    name = (name.upper() if upper else name.lower()) if how == "name" else "Ethernet 4"
    card = [(LINK, "00-FF-12-34-56-78" if how == "hardware" else "a4-5e-60-11-22-44"), (V4, vpn)]
    with pytest.MonkeyPatch.context() as monkeypatch:
        interfaces(
            monkeypatch,
            {name: card, "Wi-Fi": [(V4, wifi)]},
            usual=vpn,
            alone=(name,) if how == "mask" else (),
        )
        assert candidates()[0] == wifi


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


def test_an_address_is_reachable_while_a_card_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    interfaces(
        monkeypatch,
        {
            "lo": [(V4, "127.0.0.1")],
            "wlan0": [(V4, "192.168.1.23"), (V6, "fd00::23")],
            "eth0": [(V4, "192.168.7.7")],
            "tun0": [(V4, "10.8.0.2")],
        },
        down=("eth0",),
    )
    reachable = ["192.168.1.23", "FD00::23", "10.8.0.2", "laptop.local"]
    assert [
        host for host in (*reachable, "192.168.7.7", "10.0.0.5", "127.0.0.1") if phones_may_reach(host)
    ] == (reachable)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is missing"),
        ("my laptop", "no blanks"),
        ("192.168.1.23\n", "no blanks"),
        ("http://192.168.1.23", "Leave out http://"),
        ("https://laptop.local:8080/", "Leave out https://"),
        ("192.168.1.23:8080", "Leave out the port here, and give it with --port."),
        ("laptop.local:8080", "Leave out the port"),
        ("[fd00::23]:8080", "Leave out the port"),
        ("[fd00::23]", "Leave out the brackets: fd00::23"),
        ("fe80::1%en0", "Leave out the zone, %en0"),
        ("fe80::1", "on one cable only"),
        ("192.168.1.23/24", "Leave out /24"),
        ("192.168.1", "four numbers from 0 to 255"),
        ("192.168.1.256", "four numbers from 0 to 255"),
        ("0.0.0.0", "no address of one machine"),
        ("::", "no address of one machine"),
        ("255.255.255.255", "no address of one machine"),
        ("me@laptop.local", "is no address"),
        ("a..b", "is no address"),
        ("-x", "is no address"),
        ("büro.local", "is no address"),
        ("\x1b[31m", "is no address"),
        ("x" * 300, "is no address"),
    ],
)
def test_what_makes_a_dead_code_is_refused_in_words(text: str, words: str) -> None:
    said = trouble_with_host(text)
    assert said is not None
    assert words in said
    assert len(said) < 160
    assert said.isprintable()


@pytest.mark.parametrize(
    "text", ["192.168.1.23", "fd00::23", "laptop.local", "laptop.local.", "localhost", "my_pc"]
)
def test_a_good_address_is_taken(text: str) -> None:
    assert trouble_with_host(text) is None


@given(st.text(max_size=300))
def test_what_is_taken_is_an_address_in_a_code(text: str) -> None:
    if trouble_with_host(text) is None:
        written = join_url(text, 8080, "7QK2")
        assert written.isascii()
        assert written.startswith("HTTP://")
        assert not set(written) & set(" %@?#\\")
        assert written.count("/") == 3
