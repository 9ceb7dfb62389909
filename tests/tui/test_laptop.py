"""What the wall says of its own machine: an address that has gone, a sleep, a system that may fall asleep."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driving import Stand, live_stand, settle
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.room import News
from workshop.tui.laptop import NO_NETWORK, SLEEPLESS, duration
from workshop.tui.live import screen as live
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.join import JoinModal
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.notice import Notice


@pytest.fixture(autouse=True)
def look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test waits for the next look; a room looks every few seconds."""
    monkeypatch.setattr(live, "LAPTOP_PACE", 0.02)


def trouble(at: Stand) -> str:
    return at.live.query_one("#trouble", Notice).text


def keys(at: Stand) -> list[str]:
    return [shown for shown, _ in at.footer.keys]


async def test_an_address_that_goes_is_said_with_the_key_that_mends_it(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        assert trouble(at) == ""
        assert "a" not in keys(at)
        at.backstage.candidates = ["10.0.0.5"]
        await at.until(
            lambda: trouble(at) == "Phones cannot come in. Press a, then j: the address is now 10.0.0.5."
        )
        assert "a" in keys(at)
        await at.press("a")
        await at.until(lambda: trouble(at) == "")
        assert at.room.view().setup.host == "10.0.0.5"
        assert "a" not in keys(at)


async def test_a_dead_code_does_not_stay_over_everything(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        await at.press("j")
        assert isinstance(at.app.screen, JoinModal)
        at.backstage.candidates = ["10.0.0.5"]
        await at.until(lambda: at.app.screen is at.live)
        assert trouble(at).startswith("Phones cannot come in.")


async def test_it_is_said_at_once_when_a_session_is_opened_elsewhere(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        await at.room.lead(c.ChangeAddress("192.168.77.7"))  # where the session was yesterday
        await at.until(lambda: "Press a: the address is now 192.168.1.23." in trouble(at))
        await settle(at.pilot)  # a key that comes while the picture changes is dropped
        await at.press("a")
        await at.until(lambda: trouble(at) == "")
        assert at.live.query_one("#address", Headline).text == "192.168.1.23:8080"


async def test_an_address_that_comes_back_needs_nothing(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        before = list(at.backstage.candidates)
        at.backstage.candidates = ["10.0.0.5"]
        await at.until(lambda: trouble(at) != "")
        at.backstage.candidates = before
        await at.until(lambda: trouble(at) == "")


async def test_without_a_network_no_dead_address_is_taken(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        at.backstage.candidates = []
        await at.until(lambda: trouble(at) == NO_NETWORK)
        await at.press("a")
        assert at.notice == "There is no other address on this machine."
        assert at.room.view().setup.host == "192.168.1.23"


async def test_a_sleep_is_said_once_and_until_the_room_moves_on(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        at.backstage.laptop.asleep = 9
        at.live._look_at_laptop()
        assert trouble(at) == "", "nobody noticed"
        at.backstage.laptop.asleep = 840
        await at.until(lambda: trouble(at).startswith("This laptop slept for 14 minutes;"))
        await at.press("space")
        await at.until(lambda: at.room.view().stage is Stage.VOTE_1 and trouble(at) == "")


async def test_where_no_time_runs_none_is_said_to_stand_still(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        assert at.room.view().ends_at is None
        at.backstage.laptop.asleep = 840
        await at.until(lambda: trouble(at) == "This laptop slept for 14 minutes.")


async def test_that_nothing_keeps_it_awake_is_said_once_in_the_lobby(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        assert at.backstage.laptop.asked_to_stay_awake
        at.backstage.laptop.refuses = True
        await at.until(lambda: at.notice == SLEEPLESS)
        at.live.say("")
        at.live._look_at_laptop()
        assert at.notice == ""


async def test_what_the_terminal_lacks_stays_beside_it(tmp_path: Path) -> None:
    lacks = "This screen needs UTF-8."
    async with live_stand(tmp_path, lacks=lacks) as at:
        assert at.notice == lacks
        at.backstage.laptop.refuses = True
        await at.until(lambda: at.notice == f"{lacks}\n! {SLEEPLESS}")


async def test_it_is_not_said_later(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        at.backstage.laptop.refuses = True
        at.live._look_at_laptop()
        assert at.notice == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(37, "37 seconds"), (61, "1 minute"), (840, "14 minutes"), (5340, "89 minutes"), (54_000, "15 hours")],
)
def test_how_long_is_said_in_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words


async def test_what_is_odd_about_the_phones_is_on_the_wall_only_where_somebody_asks_the_palette_for_it(
    tmp_path: Path,
) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        await at.live.run_action("show_warnings")
        assert at.notice == "There is nothing odd about the phones."
        at.room.warn("one place", "Many phones come from one device.")
        at.room.warn("newcomers", "Some wait.")
        at.room.trouble = "The plan could not be saved."
        at.room._tell(News.STAGE)
        await at.until(lambda: trouble(at) == "The plan could not be saved.")
        names = [command.title for command in at.app.get_system_commands(at.live)]
        assert names.count("Warnings") == 1
        await at.live.run_action("show_warnings")
        await at.until(lambda: isinstance(at.app.screen, AskModal))
        assert isinstance(asked := at.app.screen, AskModal)
        assert asked.detail == "Many phones come from one device.\nSome wait."
        assert asked._question == "All can read this. A desk says it to you."
        await at.press("space")
        assert at.app.screen is at.live
