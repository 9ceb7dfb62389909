"""The widgets of the frame: what they say, and what they do when there is little room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from tests.tui.driving import Bare
from workshop.core.live.steps import ROWS
from workshop.tui.widgets.clock import Clock, TimeLine, time_words
from workshop.tui.widgets.cycler import Cycler
from workshop.tui.widgets.footer_line import GAP, TIGHT_GAP, FooterLine, fitting, gap_and_words
from workshop.tui.widgets.head import Head, Subject

WORDS = st.tuples(st.sampled_from(["Space", "h", "+"]), st.text("abc äö", max_size=12))


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (72.0, "1:12"),
        (71.2, "1:12"),
        (0.2, "0:01"),
        (0.0, "time is up, +0:00"),
        (-12.9, "time is up, +0:12"),
        (-3599.0, "time is up, +59:59"),
        (-3600.0, "time is up"),
        (-54270.0, "time is up"),
        (3600.0, "60:00"),
    ],
)
def test_time_counts_down_and_then_calmly_up(left: float, words: str) -> None:
    assert time_words(left) == words


@pytest.mark.parametrize(
    ("left", "lasts", "drawn"),
    [
        (None, 0.0, ""),
        (60.0, 60.0, "━" * 40),
        (30.0, 60.0, "━" * 20 + "┈" * 20),
        (0.4, 60.0, "━" + "┈" * 39),
        (0.0, 60.0, "┈" * 40),
        (-90.0, 60.0, "┈" * 40),
        (90.0, 60.0, "━" * 40),
    ],
)
async def test_the_line_runs_out_with_the_time(left: float | None, lasts: float, drawn: str) -> None:
    line = TimeLine()

    class Alone(Bare):
        def compose(self):  # type: ignore[no-untyped-def]
            yield line

    async with Alone().run_test(size=(40, 5)):
        line.show(left, lasts)
        assert str(line.render()) == drawn


@given(st.none() | WORDS, st.lists(WORDS, max_size=8).map(tuple), st.integers(0, 120), st.integers(0, 3))
def test_the_footer_never_overflows_and_keeps_its_last_key(
    main: tuple[str, str] | None, keys: tuple[tuple[str, str], ...], width: int, own: int
) -> None:
    kept = fitting(main, keys, width, own)
    length = sum(len(key) + (1 + len(word) if word else 0) for key, word in kept) + GAP * (len(kept) - 1)
    main_length = len(main[0]) + (2 + len(main[1]) if main[1] else 0) if main else 0
    assert kept[:-1] == keys[: max(len(kept) - 1, 0)]
    assert kept[-1:] == keys[-1:] or not kept
    # Only the last key and a panel's own ones may cut the main words.
    assert not kept or length + (main_length if len(kept) > own + 1 else 0) <= width


def test_keys_come_closer_before_the_main_words_are_cut() -> None:
    main = ("Space", "open the dot vote")
    keys = (("n", "new"), ("1-2", "starter"), ("Enter", "edit"), ("x", "remove"), ("?", "help"))
    assert gap_and_words(main, keys, 90, own=4) == (GAP, keys)
    assert gap_and_words(main, keys, 76, own=4) == (TIGHT_GAP, keys)
    assert gap_and_words(main, keys, 70, own=4) == (GAP, (*keys[:3], keys[-1]))


@pytest.mark.parametrize("word", sorted({row.head for row in ROWS.values()}))
async def test_a_long_title_never_hides_what_is_being_done(word: str) -> None:
    subject = Subject()

    class Alone(Bare):
        def compose(self):  # type: ignore[no-untyped-def]
            yield subject

    async with Alone().run_test(size=(52, 5)):
        subject.say(tuple(map(Content, filter(None, ("rehearsal", "The offer that sounds too good", word)))))
        line = str(subject.render())
    assert line.startswith("rehearsal   The o")
    assert line.endswith(word)
    assert len(line) <= 52


async def test_a_title_that_is_cut_does_not_touch_the_time() -> None:
    class Alone(Bare):
        def compose(self):  # type: ignore[no-untyped-def]
            yield Head()

    app = Alone()
    async with app.run_test(size=(40, 5)) as pilot:
        subject, clock = app.query_one(Subject), app.query_one(Clock)
        subject.say((Content("The offer that sounds too good to be true"), Content("questions")))
        clock.show(117)
        await pilot.pause()
        assert clock.region.x - subject.region.right == 3


async def test_the_footer_drops_the_last_words_before_help_and_cuts_the_main_ones_for_own_keys() -> None:
    class Alone(Bare):
        def compose(self):  # type: ignore[no-untyped-def]
            yield FooterLine()

    app = Alone()
    async with app.run_test(size=(66, 5)):
        app.query_one(FooterLine).show(
            ("Space", "begin"),
            (("a", "address"), ("m", "show of hands"), ("j", "QR code"), ("?", "help")),
        )
        plain = str(app.query_one(FooterLine).render())
        app.query_one(FooterLine).show(
            ("Space", f"next: {'a question that is long ' * 2}"),
            (("v", "the other page"), ("m", "hands"), ("?", "help")),
            own=1,
        )
        cut = str(app.query_one(FooterLine).render())
    assert " ".join(plain.split()) == "Space begin a address m show of hands j QR code ? help"
    assert cut == "Space  next: a question that is lo…  v the other page   ? help"


async def test_a_cycler_goes_round_and_says_so() -> None:
    class Alone(Bare):
        turned: list[int]

        def compose(self):  # type: ignore[no-untyped-def]
            yield Cycler(("one", "two", "three"))

        def on_cycler_turned(self, event: Cycler.Turned) -> None:
            self.turned = [*getattr(self, "turned", []), event.index]

    app = Alone()
    async with app.run_test() as pilot:
        app.query_one(Cycler).focus()
        await pilot.press("space", "right", "right", "left")
        assert app.turned == [1, 2, 0, 2]
        assert app.query_one(Cycler).value == "three"
