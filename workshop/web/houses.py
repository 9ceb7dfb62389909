"""Under which names this endpoint answers: a page from elsewhere may point its own name here."""

from __future__ import annotations

import ipaddress
import re
import socket

_MOST_KEPT = 256
_PORT = re.compile(r":\d{0,5}$")


class Houses:
    """The names that are ours: the address that is shown, numbers, and what this laptop calls itself.

    A number leads where it says. A name can be a trap: whoever owns it may let it lead to this laptop, or to
    its loopback, and then a page under that name could read and post here.
    """

    def __init__(self, shown: str) -> None:
        self._own = _own_names()
        self.show(shown)

    def show(self, shown: str) -> None:
        """Take in the address that is shown from now on."""
        self._shown = shown.lower().removesuffix(".")
        self._kept: set[str] = set()

    def is_ours(self, host: str) -> bool:
        """Whether a Host header names this endpoint; the port may be another one, of a tunnel or a router."""
        if host in self._kept:
            return True
        name = _PORT.sub("", host).lower().removesuffix(".")
        if name not in self._own and name != self._shown and not is_number(name):
            return False
        if len(self._kept) < _MOST_KEPT:
            self._kept.add(host)
        return True

    def may_come_from(self, origin: str | None) -> bool:
        """Whether an Origin header names this endpoint; where there is none, nobody says otherwise."""
        if origin is None:
            return True
        scheme, mark, host = origin.partition("://")
        return bool(mark) and scheme in ("http", "https") and self.is_ours(host)


def is_number(name: str) -> bool:
    """Whether a host is written as an address in numbers, perhaps in brackets."""
    try:
        ipaddress.ip_address(name[1:-1] if name.startswith("[") and name.endswith("]") else name)
    except ValueError:
        return False
    return True


def _own_names() -> frozenset[str]:
    name = socket.gethostname().lower().removesuffix(".")
    short = name.partition(".")[0]
    return frozenset({"localhost", name, short, f"{short}.local"} - {"", ".local"})
