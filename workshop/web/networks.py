"""Whose address an address is, as far as limits go: one device may have many."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from functools import lru_cache

import psutil

OWN = "own network"
"""The name of all devices that share a network with this laptop over IPv6."""

_ONE_SITE = 64
"""Bits of an IPv6 address that a device cannot choose; the rest it may change as often as it likes."""


@lru_cache(1024)
def is_own(address: str | None) -> bool:
    """Whether an address is this laptop's own: simulated phones and tunnels come from there."""
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False


def own_sites() -> frozenset[str]:
    """The IPv6 networks that this laptop is part of."""
    return frozenset(
        _site(ipaddress.IPv6Address(entry.address))
        for entries in psutil.net_if_addrs().values()
        for entry in entries
        if entry.family == socket.AF_INET6 and "%" not in entry.address
    )


def namer(own: Iterable[str]) -> Callable[[str], str]:
    """What turns an address into the name under which it is counted.

    An IPv4 address is counted for itself: a device gets few of them. Over IPv6 a device has as many as it
    likes, so what is on the laptop's own network counts together, and any other network of 64 bits for
    itself.
    """
    sites = frozenset(own)

    @lru_cache(4096)
    def named(address: str) -> str:
        if ":" not in address:
            return address
        try:
            ipv6 = ipaddress.IPv6Address(address)
        except ValueError:
            return address
        if ipv6.ipv4_mapped is not None:
            return str(ipv6.ipv4_mapped)
        if ipv6.is_loopback:
            return address
        return OWN if ipv6.is_link_local or _site(ipv6) in sites else _site(ipv6)

    return named


def _site(address: ipaddress.IPv6Address) -> str:
    return str(ipaddress.IPv6Network((int(address), _ONE_SITE), strict=False))
