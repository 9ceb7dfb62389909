"""How much one phone, one address and one network may have, where somebody wants all of it."""

from __future__ import annotations

import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import Clock
from workshop.web.buckets import Buckets
from workshop.web.guard import Guard, Limits
from workshop.web.networks import OWN, namer
from workshop.web.sockets import Sockets

PLACE = "192.168.1.66"


def guarded(*, chance: float = 1.0, simulated: bool = False) -> tuple[Guard, Clock]:
    """A guard that gives nobody luck, and its clock."""
    clock = Clock()
    return Guard(Limits(), clock, simulated=simulated, chance=lambda: chance), clock


@given(
    rate=st.integers(1, 50),
    burst=st.integers(1, 100),
    waits=st.lists(st.floats(0, 3), min_size=1, max_size=200),
)
def test_nobody_gets_more_than_the_burst_and_what_has_flown_in(
    rate: int, burst: int, waits: list[float]
) -> None:
    clock = Clock()
    buckets = Buckets(rate, burst, clock)
    begun, taken = clock(), 0
    for wait in waits:
        clock.pass_by(wait)
        could = buckets.holds("one")
        assert buckets.take("one") is could
        taken += could
        assert taken <= burst + (clock() - begun) * rate + 0.1
    clock.pass_by(burst / rate + 1)
    assert all(buckets.take("one") for _ in range(burst))
    assert not buckets.take("one")
    assert buckets.take("another")


def test_full_buckets_are_forgotten() -> None:
    clock = Clock()
    buckets = Buckets(5, 10, clock)
    for number in range(20_000):
        clock.pass_by(0.01)
        buckets.take(str(number))
    assert len(buckets) < 2500


def test_a_phone_has_five_a_second_and_ten_at_once() -> None:
    guard, clock = guarded()
    assert sum(guard.hears_phone("a") for _ in range(1000)) == 10
    heard = 0
    for _ in range(10_000):
        clock.pass_by(0.001)
        heard += guard.hears_phone("a")
    assert 49 <= heard <= 51
    assert guard.hears_phone("b")


def test_three_hundred_phones_behind_one_router_come_in_within_a_minute() -> None:
    guard, clock = guarded()
    for _ in range(300):
        for _ in range(4):  # the camera's preview, a private tab, a reload
            assert guard.hears_stranger(PLACE)
        assert guard.hears_stranger(PLACE)  # its cookie comes back
        assert guard.may_arrive(PLACE, 0.2)
        assert guard.may_listen(PLACE)
        clock.pass_by(0.2)


def test_pages_without_a_cookie_lock_nobody_out_behind_the_same_router() -> None:
    guard, clock = guarded()
    for _ in range(60 * 20):
        guard.hears_stranger(PLACE)
        clock.pass_by(1 / 20)
    assert guard.hears_stranger(PLACE)
    assert guard.may_arrive(PLACE, 0.2)


def test_behind_a_flood_who_tries_again_comes_in() -> None:
    draw = random.Random(3)
    clock = Clock()
    guard = Guard(Limits(), clock, chance=draw.random)
    tries = []
    for _ in range(40):
        for attempt in itertools.count(1):
            for _ in range(2000):
                clock.pass_by(0.001)
                guard.hears_stranger(PLACE)
            if guard.hears_stranger(PLACE):
                tries.append(attempt)
                break
    assert sum(tries) / len(tries) < 18


def test_who_was_given_a_cookie_a_while_ago_has_a_share_of_its_own() -> None:
    guard, _ = guarded()
    while guard.may_arrive(PLACE, 0.1):
        pass
    assert not guard.may_arrive(PLACE, 9.9)
    assert guard.may_arrive(PLACE, 10.0)
    assert guard.may_arrive(PLACE, None)


def test_codes_that_are_tried_end_in_luck_for_right_and_wrong_ones_alike() -> None:
    guard, clock = guarded()
    tried = 0
    for _ in range(60_000):
        clock.pass_by(0.001)
        if guard.hears_stranger(PLACE):
            guard.note_mistake(PLACE)
            tried += 1
    assert tried <= 300 + 60 * 5
    assert guard.hears_stranger("192.168.1.7")


def test_the_facilitator_hears_of_it_while_newcomers_wait() -> None:
    guard, clock = guarded()
    for _ in range(1200):
        guard.hears_stranger(PLACE)
    assert guard.words() == ""
    guard.hears_stranger(PLACE)
    assert guard.words() == (
        "One device or network asks very often: new phones from there wait, and try again by themselves."
    )
    clock.pass_by(30)
    assert guard.words() == ""


def test_however_fast_codes_are_tried_about_a_hundred_a_second_are_looked_at() -> None:
    clock, draw = Clock(), random.Random(5)
    guard = Guard(Limits(), clock, chance=draw.random)
    looked_at = 0
    for _ in range(60_000):
        clock.pass_by(0.0001)
        if guard.hears_stranger(PLACE):
            guard.note_mistake(PLACE)
            looked_at += 1
    assert looked_at <= 300 + 200 + 6 * (5 + 100)


def test_simulated_phones_are_not_counted_and_nobody_else_is_exempt() -> None:
    rehearsal, _ = guarded(simulated=True)
    assert rehearsal.is_exempt("127.0.0.1")
    assert not rehearsal.is_exempt(PLACE)
    live, _ = guarded()
    assert not live.is_exempt("127.0.0.1")


def test_a_device_with_many_addresses_is_one() -> None:
    named = namer(["2001:db8:1:2::/64"])
    assert named(PLACE) == named(f"::ffff:{PLACE}") == PLACE
    assert named("fe80::1") == named("fe80::2%wlan0") == named("2001:db8:1:2:ffff::7") == OWN
    assert named("2001:db8:1:3::1") == named("2001:db8:1:3:aaaa::9") != named("2001:db8:1:4::1")
    assert named("") == ""


def test_a_network_that_shares_one_name_has_five_times_as_much() -> None:
    guard, _ = guarded()
    assert sum(guard.hears_stranger(OWN) for _ in range(10_000)) == 6000


def sockets(most: int, share: float = 0.75, own: str = "2001:db8::/64") -> Sockets:
    """Places for so many."""
    return Sockets(most, share, namer([own]), lambda address: address == "127.0.0.1")


def test_an_address_with_its_share_loses_its_oldest_stranger_and_the_others_keep_theirs() -> None:
    places = sockets(8)
    assert [places.opened(n, PLACE) for n in range(8)] == [None] * 6 + [0, 1]
    assert [places.opened(f"other {n}", "192.168.1.7") for n in range(2)] == [None, None]
    assert places.opened("third", "192.168.1.8") == 2
    places.closed("other 0")
    assert places.opened("fourth", "192.168.1.8") is None


def test_a_phone_that_was_here_stays_and_newcomers_keep_a_part() -> None:
    places = sockets(40)
    for number in range(30):
        places.opened(f"known {number}", f"10.0.0.{number}")
        places.known(f"known {number}", f"token {number}")
    gone = [places.opened(n, f"10.0.{n % 4}.200") for n in range(1000)]
    assert not any(str(one).startswith("known") for one in gone)
    for number in range(1000, 1100):
        places.opened(number, f"10.1.0.{number % 250}")
        places.known(number, str(number))
    assert places.opened("newcomer", "10.2.0.1") != "newcomer"


def test_one_token_makes_no_thousand_connections_known() -> None:
    places = sockets(100)
    for number in range(20):
        places.opened(f"honest {number}", f"192.168.1.{number}")
        places.known(f"honest {number}", f"token {number}")
    for number in range(1000):
        gone = places.opened(number, ("10.0.0.1", "10.0.0.2")[number % 2])
        assert not str(gone).startswith("honest")
        places.known(number, "hostile")


def test_two_addresses_of_one_device_do_not_keep_honest_phones_out() -> None:
    places = sockets(1000)
    for number in range(2000):
        places.opened(f"v4 {number}", PLACE)
        places.opened(f"v6 {number}", "fe80::66%wlan0")
    for number in range(300):
        honest = f"honest {number}"
        assert places.opened(honest, f"192.168.1.{number % 250}") not in (None, honest)
        places.known(honest, honest)
    for number in range(2000):
        gone = places.opened(f"again {number}", PLACE)
        assert not str(gone).startswith("honest")


def test_simulated_phones_may_fill_all_places() -> None:
    places = sockets(8)
    assert [places.opened(n, "127.0.0.1") for n in range(9)] == [None] * 8 + [0]


@given(st.lists(st.tuples(st.sampled_from(["open", "known", "close"]), st.integers(0, 30)), max_size=200))
def test_never_more_are_open_than_there_are_places(steps: list[tuple[str, int]]) -> None:
    places, held = sockets(10), set[int]()
    for step, number in steps:
        match step:
            case "open" if number not in held:
                held.add(number)
                held.discard(places.opened(number, f"10.0.0.{number % 3}"))
            case "known":
                places.known(number, str(number % 2))
            case "close":
                places.closed(number)
                held.discard(number)
        assert len(held) <= 10
        assert sum(number % 3 == 0 for number in held) <= 7
