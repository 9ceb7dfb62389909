"""A hotspot of one's own, where a room's network keeps phones from laptops: the ways to one, its address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workshop.web.addresses import NOWHERE, candidates, own_addresses


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a hotspot, step by step."""

    title: str
    steps: tuple[str, ...]


_NMCLI = Way(
    "On this laptop, typed",
    (
        "nmcli device wifi hotspot ssid workshop",
        "nmcli device wifi show-password     (it has made one up, and shows it)",
        "At the end: nmcli connection down Hotspot",
    ),
)
_LINUX = Way(
    "On this laptop, by hand",
    (
        "GNOME: Settings, Wi-Fi, the menu at the top, Turn On Wi-Fi Hotspot.\n"
        "KDE: the network symbol, Hotspot.",
        "Name and password stand there. The laptop leaves the Wi-Fi that it is in:\n"
        "a session needs no internet.",
        "Where a firewall runs, open the port: sudo ufw allow 8080/tcp",
    ),
)
_MACOS = Way(
    "On this Mac",
    (
        "System Settings, General, Sharing; beside Internet Sharing the (i).",
        "Share from: a cable, or an iPhone on USB. A Mac does not pass on the Wi-Fi\nthat it is in itself.",
        "To devices using: Wi-Fi. Wi-Fi Options: a name, and a password of\n8 characters or more.",
        "Switch Internet Sharing on.",
        "Where the Mac asks whether Python may accept connections: Allow.",
    ),
)
_WINDOWS = Way(
    "On this laptop",
    (
        "Settings, Network & internet, Mobile hotspot.\nIt needs a connection that it can share.",
        "Properties, Edit: a name, a password of 8 characters or more,\nand 2.4 GHz.",
        "Switch it on, and its power saving off. It takes eight devices at most.",
        "Where Windows asks whether Python may be reached: allow it,\nfor public networks too.",
    ),
)
_PHONE = Way(
    "Or on a phone",
    (
        "iPhone: Settings, Personal Hotspot, and Maximise Compatibility.\n"
        "Android: Settings, Network & internet, Hotspot.",
        "Join it with this laptop. Many let in no more than five or ten devices.",
    ),
)


def ways(system: str, *, nmcli: bool) -> tuple[Way, ...]:
    """The ways to a hotspot that a system has, the best one first.

    Args:
        system: as `sys.platform` names it.
        nmcli: whether that command is there.
    """
    if system == "darwin":
        return _MACOS, _PHONE
    if system == "win32":
        return _WINDOWS, _PHONE
    return (_NMCLI, _LINUX, _PHONE) if nmcli else (_LINUX, _PHONE)


def new_address(before: Iterable[str]) -> str | None:
    """The address that this laptop has since then; None where there is none.

    It may be one that no room takes by itself: a Mac calls its hotspot as it calls virtual machines.
    """
    return next((address for address in own_addresses() if address not in before), None)


def likeliest_address() -> str | None:
    """The address that a session would take; None where phones reach none."""
    best = candidates()[0]
    return None if best == NOWHERE else best
