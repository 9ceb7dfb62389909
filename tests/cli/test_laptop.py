"""The machine under a room: what it is asked for, and that it is asked no longer than needed."""

from __future__ import annotations

import asyncio
import sys
import threading

import pytest

from workshop.cli.laptop import OwnLaptop
from workshop.web import addresses


async def answered(laptop: OwnLaptop) -> None:
    """Wait for what the system says, which it does in a thread."""
    assert laptop._wakefulness is not None
    await asyncio.wrap_future(laptop._wakefulness._asked)


async def test_it_is_kept_awake_until_the_room_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    laptop = OwnLaptop()
    assert not laptop.may_fall_asleep(), "nobody has asked"
    laptop.stay_awake()
    laptop.stay_awake()
    await answered(laptop)
    assert not laptop.may_fall_asleep()
    mode = laptop._wakefulness._mode if laptop._wakefulness is not None else None
    assert mode is not None
    assert mode.active
    await laptop.rest()
    assert not mode.active
    await laptop.rest()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system can always be asked")
async def test_where_no_desktop_can_be_asked_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("WAKEPY_FAKE_SUCCESS", raising=False)
    laptop = OwnLaptop()
    laptop.stay_awake()
    await answered(laptop)
    assert laptop.may_fall_asleep()
    await laptop.rest()
    assert not laptop.may_fall_asleep()


async def test_leaving_at_once_waits_for_the_answer_and_takes_it_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    laptop = OwnLaptop()
    laptop.stay_awake()
    asked = laptop._wakefulness
    await laptop.rest()
    assert asked is not None
    assert asked._mode is not None
    assert not asked._mode.active
    asked._thread.shutdown(wait=True)
    assert not [one for one in threading.enumerate() if one.name.startswith("awake")]


def test_an_address_that_was_given_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_own_addresses", set)
    assert OwnLaptop("203.0.113.9").phones_reach("203.0.113.9")
    assert OwnLaptop("laptop.local").phones_reach("laptop.local")
    assert not OwnLaptop().phones_reach("203.0.113.9")
