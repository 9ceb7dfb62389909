"""The headline face: all words on at most two even lines, or none of them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from textual.geometry import Size

from tests.tui.driving import Bare
from workshop.tui.widgets.face import glyph, headline_rows, set_word
from workshop.tui.widgets.face_glyphs import GLYPHS, LOW, SPELT
from workshop.tui.widgets.headline import Headline, even_lines
from workshop.tui.widgets.pixels import quadrants, read_sheet

LATIN = [letter for letter in map(chr, range(0xC0, 0x180)) if letter not in "÷"]
LETTERS = [*map(chr, range(0x30, 0x7B)), *LATIN, *".,:;!?'\"’“”„()-–—/+%&=€$#@*«»…"]  # noqa: RUF001
READ = [letter for letter in LETTERS if letter not in "`^\\"]
WORDS = st.text(READ, min_size=1, max_size=9)
NOT_OURS = [
    "漢字",
    "☃",
    "",
    "   ",
    "a 👍🏽 b",
    "שלום",
    "مرحبا",
    "x" * 240,
    "a\u0301\u0323",
    "Привет",
    "a\x1b[1m",
]


@pytest.mark.parametrize("sheet", [GLYPHS, LOW], ids=["glyphs", "low"])
def test_a_sheet_holds_full_rectangles_of_pixels(sheet: str) -> None:
    for rows in read_sheet(sheet).values():
        assert len({len(row) for row in rows}) == 1
        assert {pixel for row in rows for pixel in row} <= {"#", "."}


@pytest.mark.parametrize("letter", LATIN)
def test_every_letter_of_the_languages_that_we_speak_is_there(letter: str) -> None:
    assert headline_rows(letter, 40)


@pytest.mark.parametrize("letter", "gjpqyçğţ,;")
def test_what_goes_below_the_line_stays_in_its_four_rows(letter: str) -> None:
    assert "#" in glyph(letter)[7]
    assert len(headline_rows(letter, 10)) == 4


def width_of(words: list[str], percent: int) -> int:
    """A part of the width that words take in one line, or more."""
    return len(headline_rows(" ".join(words), 9999)[0]) * percent // 100


@given(st.lists(WORDS, min_size=1, max_size=10), st.integers(60, 200))
def test_a_headline_holds_all_its_words_on_at_most_two_lines(words: list[str], percent: int) -> None:
    width = width_of(words, percent)
    rows = headline_rows(" ".join(words), width)
    assume(rows)
    assert len(rows) in (4, 9)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows[0]) <= width
    lines = [rows[:4]] if len(rows) == 4 else [rows[:4], rows[5:]]
    assert len(lines) == 1 or not rows[4].strip()  # what goes below the first line never touches the second
    set_as = [tuple(row.rstrip() for row in line) for line in lines]
    assert any(
        set_as
        == [tuple(row.rstrip() for row in headline_rows(" ".join(part), 999)) for part in parts if part]
        for at in range(len(words))
        for parts in [(words[:at], words[at:])]
    )


@given(st.lists(WORDS, min_size=2, max_size=10), st.integers(60, 99))
def test_two_lines_are_broken_where_the_longer_one_is_shortest(words: list[str], percent: int) -> None:
    # Too narrow for one line, and mostly wide enough for two.
    rows = headline_rows(" ".join(words), width_of(words, percent))
    assume(len(rows) == 9)
    words = [word.translate(SPELT) for word in words]
    parts = [(words[:at], words[at:]) for at in range(1, len(words))]
    kept = [both for both in parts if all(len(part) > 1 or len(part[0]) > 5 for part in both)]
    assert len(rows[0]) == min(
        max(len(headline_rows(" ".join(part), 999)[0]) for part in both) for both in kept
    )


def test_no_short_word_stands_alone() -> None:
    assert headline_rows("Considered, no", 50) == ()
    assert len(headline_rows("Everything was considered", 72)) == 9


@pytest.mark.parametrize("text", NOT_OURS)
def test_a_text_with_other_letters_or_too_long_a_word_has_no_headline(text: str) -> None:
    assert headline_rows(text, 112) == ()


def test_letters_stand_closer_where_their_shapes_leave_room_and_never_touch() -> None:
    assert len(set_word("To")[0]) < len(glyph("T")[0]) + 2 + len(glyph("o")[0])
    assert len(set_word("nn")[0]) == 2 * len(glyph("n")[0]) + 2
    assert quadrants(("#.", ".#")) == ("▚",)


@given(st.sampled_from(READ), st.sampled_from(READ))
def test_no_letter_touches_its_neighbour(one: str, other: str) -> None:
    left, right, both = glyph(one), glyph(other), set_word(one + other)
    assume(left and right)
    start = len(both[0]) - len(right[0])
    inked = {(y, x) for y, row in enumerate(left) for x, pixel in enumerate(row) if pixel == "#"}
    beside = {(y, x + start) for y, row in enumerate(right) for x, pixel in enumerate(row) if pixel == "#"}
    assert not inked & {(y + up, x + side) for y, x in beside for up in (-1, 0, 1) for side in (-1, 0)}


@pytest.mark.parametrize("text", [text for text in NOT_OURS if text.isprintable()])
@pytest.mark.parametrize("width", [40, 112])
async def test_the_widget_says_the_complete_text(text: str, width: int) -> None:
    class Alone(Bare):
        def compose(self):  # type: ignore[no-untyped-def]
            yield Headline(text)

    app = Alone()
    async with app.run_test(size=(width, 34)):
        headline = app.query_one(Headline)
        said = str(headline.render())
        assert said.replace("\n", "").replace(" ", "") == text.replace(" ", "")
        assert headline.size.height == headline.rows(width, Size(width, 34)) == len(said.splitlines())


async def test_markup_is_no_markup_and_beside_a_text_a_compact_screen_has_one_bold_line() -> None:
    class Alone(Bare):
        def compose(self):  # type: ignore[no-untyped-def]
            yield Headline("[b]Would you send it?[/b]", id="one")
            yield Headline("Would you send it?", beside_text=True, id="two")

    app = Alone()
    async with app.run_test(size=(80, 24)):
        assert app.query_one("#one").size.height == 9
        assert str(app.query_one("#two").render()) == "Would you send it?"
        app.query_one("#two", Headline).say("We let errors pass.")
        assert app.query_one("#two", Headline).rows(76, Size(120, 34)) == 4
        assert str(app.query_one("#two").render()) == "We let errors pass."


def test_body_lines_are_even_too() -> None:
    words = "None of the five lines says that the last good backup is six days old"
    assert even_lines(words, 60) == (
        "None of the five lines says that the",
        "last good backup is six days old",
    )
    assert even_lines("", 60) == ()
    assert even_lines("one\ntwo", 60) == ("one", "two")
