"""Many tokens from one place of which none has a page open: the facilitator hears of it."""

from __future__ import annotations

import asyncio

import aiohttp
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import Clock, lead_to, open_round
from tests.patience import PATIENCE
from tests.web.conftest import House, cast, page_of
from workshop.core.live.desk import Private
from workshop.core.live.session import Stage
from workshop.web.one_place import GRACE, MANY, OnePlace
from workshop.web.presence import MOST, STAYS

WORDS = (
    "Many phones come from one device or network: {} have no page open. Compare with the heads in the room."
)
ROUTER, OTHER = "192.168.1.7", "192.168.1.8"


def test_three_hundred_phones_behind_one_router_are_no_word_worth() -> None:
    clock = Clock()
    one_place = OnePlace(clock)
    for number in range(300):
        one_place.note(f"t{number}", ROUTER)
        one_place.opened(f"t{number}")
        clock.pass_by(0.1)
    clock.pass_by(GRACE)
    for number in range(300):
        one_place.note(f"t{number}", ROUTER)
    clock.pass_by(GRACE)
    assert one_place.words(300) == ""


def test_many_that_open_no_page_are_told_after_a_while_and_until_they_are_silent() -> None:
    clock = Clock()
    one_place = OnePlace(clock)
    for number in range(MANY + 2):
        one_place.note(f"t{number}", ROUTER)
    for number in range(MANY - 1):
        one_place.note(f"o{number}", OTHER)
    assert one_place.words(0) == ""
    clock.pass_by(GRACE)
    assert one_place.words(30) == WORDS.format(MANY + 2)
    one_place.opened("t0")
    assert one_place.words(30) == WORDS.format(MANY + 1)
    clock.pass_by(STAYS)
    assert one_place.words(30) == ""


def test_in_a_hall_a_few_odd_browsers_are_no_word_worth() -> None:
    clock = Clock()
    one_place = OnePlace(clock)
    for number in range(100):
        one_place.note(f"t{number}", ROUTER)
    clock.pass_by(GRACE)
    assert one_place.words(5000) == ""
    assert one_place.words(2000) == WORDS.format(100)


def test_a_flood_of_tokens_does_not_fill_the_memory() -> None:
    one_place = OnePlace(Clock())
    for number in range(MOST + 10):
        one_place.note(f"t{number}", ROUTER)
        one_place.opened(f"o{number}")
    assert (len(one_place._silent), len(one_place._listened)) == (MOST, MOST)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 40), st.floats(0, GRACE / 2), st.sampled_from((ROUTER, OTHER)))),
    st.integers(0, 40),
)
def test_phones_that_open_their_page_in_time_are_never_told_of(
    came: list[tuple[int, float, str]], pages: int
) -> None:
    clock = Clock()
    one_place = OnePlace(clock)
    for number, seconds, address in came:
        one_place.note(f"t{number}", address)
        assert one_place.words(pages) == ""
        clock.pass_by(seconds)
        assert one_place.words(pages) == ""
        one_place.opened(f"t{number}")


def test_no_address_is_kept() -> None:
    one_place = OnePlace(Clock())
    one_place.note("token", ROUTER)
    assert ROUTER not in repr(vars(one_place))


async def test_a_device_that_votes_with_many_tokens_is_told_to_the_facilitator(house: House) -> None:
    await lead_to(house.room, Stage.VOTE_1)
    stuffing = [await fetched(house) for _ in range(MANY)]
    for one in stuffing:
        assert (await cast(house, one, open_round(house.room))).status == 200
    assert house.room.warnings == ()
    house.clock.pass_by(GRACE)
    honest = await fetched(house)
    await cast(house, honest, open_round(house.room))
    await until_warned(house, Private(WORDS.format(MANY)))
    house.clock.pass_by(STAYS)
    await cast(house, honest, open_round(house.room))
    await until_warned(house)


async def fetched(house: House) -> aiohttp.ClientSession:
    """A phone with a token, and no page open."""
    phone = house.phone()
    await page_of(phone, house.url)
    return phone


async def until_warned(house: House, *words: Private) -> None:
    """Wait until the facilitator alone is told just this."""
    told = asyncio.Event()
    stop = house.room.subscribe(lambda change: told.set() if house.room.warnings == words else None)
    try:
        async with asyncio.timeout(PATIENCE):
            while house.room.warnings != words:
                await told.wait()
                told.clear()
    finally:
        stop()
