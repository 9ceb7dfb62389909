"""What a whole session leaves on the disk below its files: nothing that leads to a vote."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

assert sys.platform != "win32"

from tests.kills.image import Secrets, mounted, why_not
from workshop.core.session import RoundId, Seat
from workshop.core.subkeys import Purpose, subkey

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "never")

TEXTS = ("a zebra counts the lanterns", "we paint the ferry twice", "nobody waters the cactus")


def kinds(traces: Iterable[str]) -> Counter[str]:
    """How many traces of each kind there are."""
    return Counter(one.partition(" at ")[0] for one in traces)


def raw(image: Path) -> bytes:
    """What stands on the disk now."""
    os.sync()
    return image.read_bytes()


def test_the_search_finds_what_removed_files_left(tmp_path: Path) -> None:
    image, key = tmp_path / "image", b"0123456789abcdef0123456789ABCDEF"
    seats = [Seat("5ea7"), Seat("5ea8"), Seat("5ea9")]
    secrets = Secrets(key, ["a-token-of-a-phone"], TEXTS, {RoundId("learn-01/1"): seats})
    planted = {
        "the key": key,
        "the key of bodies": subkey(key, Purpose.BODIES).hex().encode(),
        "the token a-token-of-a-phone": b"seat=a-token-of-a-phone",
        f"the text {TEXTS[0]!r}": TEXTS[0].encode(),
        "a vote": b'{"decision":"use","taps":[1],"missing":false}',
        "a decision beside a seat": b"5ea7 = fix",
        "an order of arrival": b"5ea7" + b"." * 300 + b"5ea9" + b"." * 300 + b"5ea8",
    }
    with mounted(image) as disk:
        for number, written in enumerate(planted.values()):
            (disk / str(number)).write_bytes(written)
        raw(image)  # they reach the disk before they go
        for number in range(len(planted)):
            (disk / str(number)).unlink()
    assert kinds(secrets.traces(raw(image))).keys() == planted.keys()
