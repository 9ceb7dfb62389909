"""Which address of this laptop phones can reach, and how it is written for eyes and for cameras."""

from __future__ import annotations

import ipaddress
import re
import socket

import psutil

NOWHERE = "127.0.0.1"

_VIRTUAL = re.compile(
    r"(docker|veth|br-|bridge|virbr|vmnet|vboxnet|vnic|tun|tap|utun|wg|tailscale|zt|ppp|ipsec|llw|awdl|anpi"
    r"|lxc|lxd|cni|flannel|podman|vethernet|vmware|virtualbox|hyper-v|dummy)"
)
"""How interfaces are called that no phone in the room can reach."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def candidates() -> list[str]:
    """The addresses phones may reach this laptop at, the likeliest first; never empty."""
    states, usual = psutil.net_if_stats(), _usual_address()
    found: list[Address] = []
    for name, entries in psutil.net_if_addrs().items():
        state = states.get(name)
        if state is None or not state.isup or _is_virtual(name, state.flags):
            continue
        for entry in entries:
            address = _address(entry.family, entry.address)
            if address is not None and entry.ptp is None and _is_reachable(address):
                found.append(address)
    ranked = sorted(
        found, key=lambda address: (address.version, not address.is_private, str(address) != usual)
    )
    return list(dict.fromkeys(str(address) for address in ranked)) or [NOWHERE]


def join_url(host: str, port: int, code: str) -> str:
    """The address for the QR code: in capitals, which need fewer squares."""
    return f"HTTP://{_in_url(host)}:{port}/{code}".upper()


def shown_url(host: str, port: int, code: str) -> str:
    """The address for people who type it."""
    return f"{_in_url(host).lower()}:{port}/{code.upper()}"


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_virtual(name: str, flags: str) -> bool:
    return bool(_VIRTUAL.match(name.lower())) or "pointopoint" in flags.split(",")


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
