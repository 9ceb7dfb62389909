"""The machine under a room: what it is asked for, and that it is asked no longer than needed."""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
from pathlib import Path

import pytest

from tests.builders import START, Clock
from tests.e2e.rooms import a_free_port
from workshop.clock import Sleeps
from workshop.core.live import commands as c
from workshop.ports import ChosenSetup
from workshop.services.laptop import OwnLaptop
from workshop.services.live import LiveBackstage
from workshop.services.shelf import read_shelf
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
    with pytest.raises(RuntimeError, match="shutdown"):
        asked._thread.submit(print)


async def test_a_sleep_before_the_room_is_none_of_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    asleep = 0.0
    monkeypatch.setattr("workshop.services.laptop.Sleeps", lambda: Sleeps(lambda: 0.0, lambda: asleep))
    laptop = OwnLaptop()
    asleep = 7200.0
    laptop.stay_awake()
    assert laptop.slept() == 0
    asleep += 60
    assert laptop.slept() == 60
    await laptop.rest()


def test_an_address_that_was_given_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_own_addresses", set)
    assert OwnLaptop("203.0.113.9").phones_reach("203.0.113.9")
    assert OwnLaptop("laptop.local").phones_reach("laptop.local")
    assert not OwnLaptop().phones_reach("203.0.113.9")


async def test_a_live_room_goes_by_its_own_clock_and_the_day_of_the_first_space(tmp_path: Path) -> None:
    wall = Clock(START)
    backstage = LiveBackstage(read_shelf(), tmp_path, address="127.0.0.1", port=a_free_port(), wall=wall)
    agenda = backstage.shelf.agenda("30-minutes")
    steps = backstage.pick_steps(agenda, None, "seed")
    room = await backstage.begin(ChosenSetup(agenda, steps, "Care", "127.0.0.1"))
    try:
        begun = room.clock()
        wall.pass_by(-3600)
        assert 0 <= room.clock() - begun < 60
        wall.pass_by(3 * 24 * 3600)
        assert 0 <= room.clock() - begun < 60
        await room.lead(c.Advance(room.clock()))
        assert room.view().setup.date == dt.datetime.fromtimestamp(wall()).astimezone().date()
    finally:
        await backstage.leave()


def test_a_folder_that_is_copied_is_named_at_the_set_up(tmp_path: Path) -> None:
    said = " ".join(LiveBackstage(read_shelf(), tmp_path / "Nextcloud" / "sessions").notices())
    assert "is copied by Nextcloud" in said
    assert "--sessions" in said
    assert not any("copied" in one for one in LiveBackstage(read_shelf(), tmp_path / "sessions").notices())
