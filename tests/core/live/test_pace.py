"""How people feel about the pace: a sentence from k phones on, and nothing that outlives its window."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import EVERY_STAGE, START, a_session, do, go_to
from workshop.core.live import commands as c
from workshop.core.live import pace as paces
from workshop.core.live.pace import WINDOW, Pace, hears_pace
from workshop.core.live.session import Stage
from workshop.core.live.view import phone_page
from workshop.core.live.words.pace import BUTTONS, SENT, Feeling, some_say

FAST, SLOW, LOST = Feeling.FAST, Feeling.SLOW, Feeling.LOST
K, KEY = 5, b"the first of the window"
NOW = (START // WINDOW) * WINDOW


def a_pace(*said: Feeling, first: int = 0) -> Pace:
    """A window in which one phone after the other has said something."""
    pace = Pace(K)
    pace.turn(NOW)
    for number, feeling in enumerate(said, start=first):
        pace.say(f"token {number}", feeling, KEY)
    return pace


def read(pace: Pace) -> str:
    """What the desk reads at the end of the window."""
    pace.turn(NOW + WINDOW)
    return pace.sentence


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ([], ""),
        ([LOST] * 4, ""),
        ([LOST] * 4 + [SLOW] * 4 + [FAST] * 4, ""),
        ([LOST] * 5, "Some are lost."),
        ([LOST] * 50, "Some are lost."),
        ([FAST] * 5 + [LOST] * 4, "Some find it too fast."),
        ([FAST] * 5 + [LOST] * 6, "Some find it too fast, some are lost."),
        (
            [SLOW] * 5 + [LOST] * 5 + [FAST] * 5,
            "Some find it too fast, some find it too slow, some are lost.",
        ),
    ],
)
def test_a_sentence_is_read_from_k_phones_on_that_said_the_same_and_it_has_no_number(
    said: list[Feeling], sentence: str
) -> None:
    assert read(a_pace(*said)) == sentence


def test_nothing_is_read_before_the_window_ends_and_its_sentence_stands_until_the_next_one_ends() -> None:
    pace = a_pace(*[LOST] * 5)
    assert pace.ends_at == NOW + WINDOW
    pace.turn(NOW + WINDOW - 0.1)
    assert pace.sentence == ""
    pace.turn(NOW + WINDOW)
    for number in range(5):
        pace.say(f"token {number}", FAST, KEY)
    pace.turn(NOW + 2 * WINDOW - 0.1)
    assert pace.sentence == "Some are lost."
    pace.turn(NOW + 2 * WINDOW)
    assert pace.sentence == "Some find it too fast."
    pace.turn(NOW + 3 * WINDOW)
    assert pace.sentence == ""


def test_what_was_said_long_ago_is_no_news() -> None:
    pace = a_pace(*[LOST] * 5)
    pace.turn(NOW + 2 * WINDOW)
    assert pace.sentence == ""


def test_a_phone_has_one_say_in_a_window_and_the_last_one_counts() -> None:
    assert read(a_pace(*[LOST] * 4)) == ""
    pace = a_pace(*[LOST] * 4)
    for _ in range(9):
        pace.say("token 0", LOST, KEY)
    assert read(pace) == ""
    pace = a_pace(*[LOST] * 5)
    pace.say("token 4", SLOW, KEY)
    assert read(pace) == ""


def test_after_its_window_nothing_is_kept_that_a_phone_said_or_by_which_one_was_known() -> None:
    pace, fresh = a_pace(*[LOST] * 5, *[FAST] * 2), Pace(K)
    before = {value for value in map(repr, vars(pace).values()) if len(value) > 8}
    assert "token" not in repr(vars(pace))
    pace.turn(NOW + WINDOW)
    fresh.turn(NOW + WINDOW)
    fresh.sentence = "Some are lost."
    assert vars(pace) == vars(fresh), "it is as if five others had said it"
    assert not before & set(map(repr, vars(pace).values()))


def test_a_phone_has_another_name_in_each_window() -> None:
    names = set()
    for key in (b"one", b"two"):
        pace = Pace(K)
        pace.turn(NOW)
        pace.say("token", LOST, key)
        names |= set(pace._said)
    assert len(names) == 2


def test_more_phones_than_a_laptop_remembers_fill_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paces, "MOST", 7)
    pace = a_pace(*[LOST] * 20)
    assert len(pace._said) == 7
    pace.say("token 0", FAST, KEY)
    assert pace._said[next(iter(pace._said))] is FAST, "who was heard may still change it"


@given(st.lists(st.tuples(st.integers(0, 8), st.sampled_from(Feeling), st.floats(0, 400)), max_size=40))
def test_whatever_is_said_when_no_sentence_speaks_for_fewer_than_k_phones(
    said: list[tuple[int, Feeling, float]],
) -> None:
    pace, now = Pace(3), NOW
    heard: dict[int, dict[int, Feeling]] = {}
    for phone, feeling, later in said:
        now += later
        pace.turn(now)
        window = int(now // WINDOW)
        before = list(heard.get(window - 1, {}).values())
        assert pace.sentence == some_say(one for one in Feeling if before.count(one) >= 3)
        pace.say(str(phone), feeling, KEY)
        heard.setdefault(window, {})[phone] = feeling


def test_phones_are_asked_once_a_desk_is_there_and_not_while_a_vote_is_open() -> None:
    for stage in (Stage.LOBBY, Stage.READ, Stage.VOTE_1, Stage.TALK, Stage.CLOSE):
        session = a_session(EVERY_STAGE)
        if stage is Stage.CLOSE:
            do(session, c.Advance(START), c.EndEarly(START))
        elif stage is not Stage.LOBBY:
            go_to(session, stage)
        assert not hears_pace(session)
        do(session, c.OpenDesk())
        assert hears_pace(session) is (stage not in (Stage.LOBBY, Stage.CLOSE))
        assert phone_page(session).hears_pace is (stage in (Stage.READ, Stage.TALK))


def test_what_a_phone_says_and_is_told_are_plain_words() -> None:
    assert list(BUTTONS.values()) == ["Too fast", "Too slow", "I am lost"]
    assert SENT == "Thank you. The facilitator reads it in a few minutes, only if several say the same."
