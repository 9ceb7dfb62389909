"""A file system in a file: everything that a session ever wrote on it, and not only what its files hold."""

from __future__ import annotations

import base64
import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.kills.order import Places
from workshop.core.live.rounds import Round, Seat
from workshop.core.live.subkeys import Purpose, subkey

assert sys.platform != "win32"

_MEGABYTES = 24
_BALLOT = re.compile(rb'\{"decision":"\w+","taps":|\{"value":"[^"]{1,80}","role":|"confidence":\d')
"""How the program writes votes where it does not encrypt them."""
_DECISION = rb'[":= ](use|fix|redo|stop)(?![a-z])'
_NEAR = 200
"""Bytes around a seat in which its vote would stand."""


def why_not() -> str:
    """Why no image can be made and mounted here; empty where it can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "an image is mounted by root, on Linux"
    missing = [tool for tool in ("mkfs.ext4", "mount", "umount") if shutil.which(tool) is None]
    if missing:
        return f"{', '.join(missing)} is missing: apt-get install e2fsprogs mount"
    if not Path("/dev/loop-control").exists():
        return "this system has no loop devices"
    return ""


@contextlib.contextmanager
def mounted(image: Path) -> Iterator[Path]:
    """Make an ext4 file system in a file and mount it; at the end it is synced and unmounted."""
    with image.open("wb") as file:
        file.truncate(_MEGABYTES << 20)
    # Everything at once, or the kernel would write its tables while the test reads the file.
    _run("mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0,nodiscard", str(image))
    disk = image.with_name(f"{image.name}.mounted")
    disk.mkdir()
    _run("mount", "-o", "loop,nodiscard", str(image), str(disk))
    try:
        yield disk
    except BaseException:
        _run("umount", "--lazy", str(disk))  # what failed may still have files open there
        raise
    os.sync()
    _run("umount", str(disk))


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"


@dataclass(slots=True)
class Secrets:
    """What nobody may find on the disk once a session is sealed; seats may be found, without their order."""

    key: bytes
    tokens: Sequence[str]
    texts: Sequence[str]
    """What became no part of a plan."""
    seats: dict[Round, list[Seat]] = field(default_factory=dict)
    places: Places | None = None
    """Where its votes may lie, if anywhere."""

    def traces(self, raw: bytes) -> list[str]:
        """What of it stands somewhere in these bytes."""
        keys = {"the key": self.key} | {
            f"the key of {purpose}": subkey(self.key, purpose) for purpose in Purpose
        }
        named = [(name, written) for name, key in keys.items() for written in _writings(key)]
        named += [(f"the token {token}", token.encode()) for token in self.tokens]
        named += [(f"the text {text!r}", text.encode()) for text in self.texts]
        traces = [f"{name} at {raw.index(written)}" for name, written in named if written in raw]
        traces += [f"a vote at {vote.start()}: {vote[0].decode()}" for vote in _BALLOT.finditer(raw)]
        return [*dict.fromkeys(traces), *self._votes_near_seats(raw), *self._order(raw)]

    def _votes_near_seats(self, raw: bytes) -> Iterator[str]:
        for seat in dict.fromkeys(seat for seats in self.seats.values() for seat in seats):
            for place in re.finditer(seat.encode(), raw):
                near = raw[max(0, place.start() - _NEAR) : place.end() + _NEAR]
                if vote := re.search(_DECISION, near):
                    yield f"a decision beside a seat at {place.start()}: {vote[1].decode()} {seat}"

    def _order(self, raw: bytes) -> Iterator[str]:
        if self.places is not None:
            yield from (f"an order of arrival at {strange}" for strange in self.places.strange(raw))


def _writings(key: bytes) -> tuple[bytes, ...]:
    """A key as it is, and as text."""
    return (key, key.hex().encode(), base64.b64encode(key)[:-1], base64.urlsafe_b64encode(key)[:-1])
