"""Text from outside: what is dropped, what survives, and what holds for every text."""

from __future__ import annotations

import time
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.core.text import clean

ANYTHING = st.text(st.characters(exclude_categories=()))
NASTY = st.text(
    st.sampled_from(
        "a \n\r\t\x1b\x00\u0301\u0302\u200b\u200d\u200c\u202e\u2028\U000e0041\ud800\ue000é👩\u3164\u1100"
    )
)


@given(text=ANYTHING | NASTY, limit=st.integers(0, 60), lines=st.booleans())
def test_cleaning_twice_changes_nothing_more(text: str, limit: int, lines: bool) -> None:
    once = clean(text, limit=limit, lines=lines)
    assert clean(once, limit=limit, lines=lines) == once


@given(text=ANYTHING | NASTY, limit=st.integers(0, 60), lines=st.booleans())
def test_no_character_that_steers_or_hides_is_left(text: str, limit: int, lines: bool) -> None:
    for character in clean(text, limit=limit, lines=lines):
        if character == "\n":
            assert lines
            continue
        assert unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
        assert (
            character
            not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\ufeff"
        )
        assert not 0xE0000 <= ord(character) <= 0xE0FFF


@given(text=ANYTHING | NASTY, limit=st.integers(0, 60), lines=st.booleans())
def test_the_limit_is_kept_and_nothing_blank_stands_around_the_text(
    text: str, limit: int, lines: bool
) -> None:
    kept = clean(text, limit=limit, lines=lines)
    assert len(kept) <= limit
    assert kept == kept.rstrip()
    assert lines or kept == kept.strip()
    assert not kept.startswith("\n")


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=40))
def test_plain_words_come_through_as_they_are(text: str) -> None:
    assert clean(text, limit=40) == text.strip()


@given(ANYTHING)
def test_the_result_can_be_written_to_a_file(text: str) -> None:
    clean(text, limit=100).encode("utf-8")


def test_a_page_of_combining_marks_becomes_three_on_one_letter() -> None:
    assert clean("q" + "\u0323" * 50 + "x", limit=40) == "q" + "\u0323" * 3 + "x"


@pytest.mark.parametrize(
    "text",
    [
        "हिन्दी में",
        "Привет",
        "日本語",
        "שלום",
        "مرحبا",
        "Tiếng Việt",
        "한국어",
        "👩\u200d👩\u200d👧",
        "👍🏽",
        "❤\ufe0f",
        "می\u200cخواهم",  # noqa: RUF001 (Persian, with the joiner its spelling needs)
    ],
)
def test_other_scripts_and_emoji_survive(text: str) -> None:
    assert clean(text, limit=100) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("\x1b]0;owned\x07hello", "]0;ownedhello"),
        ("pay\u202etxt.exe", "paytxt.exe"),
        ("zero\u200bwidth", "zerowidth"),
        ("tag\U000e0068\U000e0069s", "tags"),
        ("one\r\ntwo\rthree\u2028four", "one two three four"),
        ("a\tb", "a b"),
        ("\ud83d lone", "lone"),
        ("a\u200d\u200d\u200d b", "a b"),
        ("\u0301\u0301", ""),
    ],
)
def test_what_goes(raw: str, kept: str) -> None:
    assert clean(raw, limit=100) == kept


def test_lines_and_the_indentation_of_a_table_are_kept_when_asked_for() -> None:
    assert clean("\n\n    A   B\nx   1   2\n\n", limit=100, lines=True) == "    A   B\nx   1   2"


PILES = (
    "\u0301",
    "\u0301\u0323",
    "\u0f73",
    "\u0301\u200d",
    " \u0301",
    "\n\u0301",
    "\u00ad\u0301",
    "a\u0301\u0323 \u200d",
)
"""What one character more of costs no more than one before."""


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("pile", PILES)
def test_combining_marks_cost_as_much_as_their_number(
    pile: str, lines: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told without a clock: how often a text is gone through, and how many marks are ordered at once."""
    passes: list[int] = []
    normalize = unicodedata.normalize

    def counted(form: Literal["NFC"], text: str) -> str:
        runs = "".join("m" if unicodedata.combining(one) or one == "\u0f73" else " " for one in text).split()
        passes.append(max(map(len, runs), default=0))
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", counted)
    clean("a" + pile * 20_000 + "a", limit=500_000, lines=lines)
    clean(pile * 20_000 + "a", limit=500_000, lines=lines)
    assert len(passes) <= 6
    assert max(passes) <= 30


@given(text=st.lists(st.sampled_from((*PILES, "a", " ", "\u1100\u1161", "\u0344")), max_size=60).map("".join))
def test_no_text_is_gone_through_again_and_again(text: str) -> None:
    passes: list[str] = []
    normalize = unicodedata.normalize

    def counted(form: Literal["NFC"], one: str) -> str:
        passes.append(one)
        return normalize(form, one)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unicodedata, "normalize", counted)
        clean(text, limit=500)
        clean(text, limit=500, lines=True)
    assert len(passes) <= 8


@pytest.mark.parametrize(
    "raw", ["a\u0301" * 500_000, "\u200b" * 1_000_000, "\n" * 1_000_000, "a\u200d" * 500_000]
)
def test_a_megabyte_is_no_work(raw: str) -> None:
    started = time.perf_counter()
    clean(raw, limit=500, lines=True)
    assert time.perf_counter() - started < 1.0
