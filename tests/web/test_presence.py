"""Who counts as being in the room."""

from tests.builders import Clock
from workshop.web.presence import STAYS, Presence


def test_a_phone_counts_until_it_was_silent_for_five_minutes() -> None:
    clock = Clock()
    presence = Presence(clock)
    assert presence.note("a")
    assert not presence.note("a")
    clock.pass_by(STAYS - 1)
    assert presence.count() == 1
    clock.pass_by(1)
    assert presence.count() == 0


def test_an_open_stream_keeps_a_phone_in_the_room_and_its_end_starts_the_five_minutes() -> None:
    clock = Clock()
    presence = Presence(clock)
    presence.stream_opened("a")
    presence.stream_opened("a")
    clock.pass_by(3 * STAYS)
    assert presence.count() == 1
    presence.stream_closed("a")
    presence.stream_closed("a")
    clock.pass_by(STAYS - 1)
    assert presence.count() == 1
    clock.pass_by(1)
    assert presence.count() == 0


def test_made_up_phones_cannot_fill_the_memory() -> None:
    presence = Presence(Clock(), most=3)
    for token in "abcde":
        presence.note(token)
    assert presence.count() == 3
    assert not presence.knows("a")
    assert presence.knows("e")


def test_made_up_phones_push_out_nobody_who_listens() -> None:
    presence = Presence(Clock(), most=20_000)
    for number in range(300):
        presence.stream_opened(f"here-{number}")
    for number in range(40_000):
        presence.note(f"made-up-{number}")
        presence.expect(f"given-{number}")
    assert presence.count() == 20_000
    assert all(presence.knows(f"here-{number}") for number in range(300))
