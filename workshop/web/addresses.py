"""Which address of this laptop phones can reach, and how it is written for eyes and for cameras."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workshop.core.text import clean

if TYPE_CHECKING:
    from psutil._ntuples import snicaddr

# psutil is imported where cards are looked at: the home screen, which shows none, should not wait for it.

NOWHERE = "127.0.0.1"

_VIRTUAL = re.compile(
    r"^(docker|veth(?!ernet)|br-|bridge|virbr|vmnet|vmenet|vboxnet|vnic|tun|tap|utun|wg|zt|ham\d|ppp|ipsec|gpd\d|cscotun"
    r"|feth|llw|awdl|anpi|lxc|lxd|cni|flannel|podman|dummy)"
    r"|vpn|wintun|tunnel|\btap\b|nordlynx|nordtun|proton|\bwarp|cloudflarewarp|wireguard|tailscale|zerotier"
    r"|mullvad|hamachi|surfshark|windscribe|forti|anyconnect|globalprotect|pangp|juniper|pulse secure"
    r"|sonicwall|check point|vmware|virtualbox|hyper-v|parallels|\bwsl\b|npcap|loopback"
)
"""How interfaces are called that no phone in the room can reach: short names as systems give them begin so,
the names of products stand anywhere in what Windows shows."""

_VIRTUAL_HARDWARE = ("00:15:5d", "00:50:56", "0a:00:27", "00:1c:42")
"""How hardware addresses begin that Hyper-V, VMware, VirtualBox and Parallels make up for a network inside
this machine. Windows calls such a card "Ethernet 3"."""

_SWITCHED = "vethernet"
"""How Windows names cards on a switch of its own. Most lead into this machine. One may stand in for its Wi-Fi
or its cable, and then it has that card's hardware address, or the route to the outside."""

_VPN_HARDWARE = "00:ff"
"""How those begin that TAP, the card of many VPNs, makes up."""

_ONE_ADDRESS = "255.255.255.255"
"""The mask of a network that holds nobody but this machine: a VPN, or a cloud's server."""

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
_LONGEST_NAME = 253
_LONGEST_SHOWN = 60

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An address of this machine; `doubtful` where phones in the room will hardly reach it."""

    address: Address
    doubtful: bool


def candidates() -> list[str]:
    """The addresses phones may reach this laptop at, the likeliest first; never empty."""
    usual = _usual_address()
    ranked = sorted(
        _candidates(usual),
        key=lambda candidate: (
            candidate.doubtful,
            candidate.address.version,
            not candidate.address.is_private,
            str(candidate.address) != usual,
        ),
    )
    return list(dict.fromkeys(str(candidate.address) for candidate in ranked)) or [NOWHERE]


def phones_may_reach(host: str) -> bool:
    """Whether an address is still one of this machine's; of a name nobody here can tell."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return True
    return not address.is_loopback and address in _own_addresses()


def own_addresses() -> list[str]:
    """All addresses that this machine has in some network, those over IPv4 first, whoever may reach them."""
    own = filter(_is_reachable, _own_addresses())
    return [str(address) for address in sorted(own, key=lambda address: (address.version, int(address)))]


def is_of_this_machine(host: str) -> bool:
    """Whether a host is an address of this machine in numbers, the loopback's among them."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address in _own_addresses()


def trouble_with_host(text: str) -> str | None:
    """What makes an address that was typed a dead code, in a sentence; None where nothing does."""
    if not text:
        return "An address is missing: 192.168.1.23, or leave --host out, and the best one is found."
    if re.search(r"\s", text):
        return "An address has no blanks: 192.168.1.23, or a name such as laptop.local."
    shown = clean(text, limit=_LONGEST_SHOWN)
    if "://" in text:
        return f"Leave out {shown.partition('://')[0]}://, and give the address alone: 192.168.1.23."
    if "%" in text:
        return (
            f"Leave out the zone, %{shown.partition('%')[2]}: it is this machine's own, phones cannot use it."
        )
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return _trouble_with_name(text, shown)
    for_many = address.is_multicast or (address.version == 4 and address.is_reserved)
    if address.is_unspecified or for_many:
        return f"{shown} is no address of one machine."
    if address.version == 6 and address.is_link_local:
        return f"{shown} works on one cable only, and not from a QR code. Take another address."
    return None


def _trouble_with_name(text: str, shown: str) -> str | None:
    if "/" in text:
        return f"Leave out /{shown.partition('/')[2]}, and give the address alone: 192.168.1.23."
    if re.fullmatch(r"([^:]+|\[.*\]):\d*", text):
        return "Leave out the port here, and give it with --port."
    if text.startswith("[") and text.endswith("]"):
        return f"Leave out the brackets: {shown[1:-1]}"
    if re.fullmatch(r"[\d.]+", text):
        return f"{shown} is no address: that is four numbers from 0 to 255, such as 192.168.1.23."
    if len(text) > _LONGEST_NAME or not all(
        _LABEL.fullmatch(label) for label in text.removesuffix(".").split(".")
    ):
        return f"{shown} is no address: 192.168.1.23, or a name of letters, digits, hyphens and dots."
    return None


def join_url(host: str, port: int, code: str) -> str:
    """The address for the QR code: in capitals, which need fewer squares."""
    return f"HTTP://{_in_url(host)}:{port}/{code}".upper()


def shown_url(host: str, port: int, code: str) -> str:
    """The address for people who type it."""
    return f"{_in_url(host).lower()}:{port}/{code.upper()}"


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _candidates(usual: str | None) -> Iterator[_Candidate]:
    """The addresses of the cards that phones may be able to reach."""
    import psutil

    states = psutil.net_if_stats()
    for name, entries in psutil.net_if_addrs().items():
        state = states.get(name)
        if state is None or not state.isup or _is_virtual(name, state.flags):
            continue
        hardware = [_hardware(entry) for entry in entries]
        made_up = any(card.startswith(_VIRTUAL_HARDWARE) for card in hardware)
        switched = name.lower().startswith(_SWITCHED)
        inside = made_up or (switched and not any(hardware))
        vpn = any(card.startswith(_VPN_HARDWARE) for card in hardware)
        for entry in entries:
            address = _address(entry.family, entry.address)
            if address is None or entry.ptp is not None or not _is_reachable(address):
                continue
            alone = address.version == 4 and entry.netmask == _ONE_ADDRESS
            # A machine that is itself virtual has such a card as well, but its one leads to the outside.
            inward = inside and str(address) != usual
            if inward and switched:
                continue
            yield _Candidate(address, vpn or alone or inward)


def _own_addresses() -> set[Address]:
    """All addresses of all cards that are up, whoever may reach them."""
    import psutil

    states = psutil.net_if_stats()
    return {
        address
        for name, entries in psutil.net_if_addrs().items()
        if name in states and states[name].isup
        for entry in entries
        if (address := _address(entry.family, entry.address)) is not None
    }


def _is_virtual(name: str, flags: str) -> bool:
    return bool(_VIRTUAL.search(name.lower())) or "pointopoint" in flags.split(",")


def _hardware(entry: snicaddr) -> str:
    """A hardware address as it is mostly written; empty for an entry of another sort."""
    import psutil

    return entry.address.lower().replace("-", ":") if entry.family == psutil.AF_LINK else ""


def _address(family: socket.AddressFamily, text: str) -> Address | None:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return None
    try:
        return ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None


def _is_reachable(address: Address) -> bool:
    return not (
        address.is_loopback or address.is_link_local or address.is_multicast or address.is_unspecified
    )


def _usual_address() -> str | None:
    """The address this laptop would use to reach the outside; nothing is sent to find out.

    Only a tie-break: with a VPN it names the VPN's address, and offline there is none.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return str(probe.getsockname()[0])
