"""Tokens: only what a room made itself is one."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.core.live.tokens import RANDOM_BYTES, Tokens

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
DRAWN = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES)
LETTERS = string.ascii_letters + string.digits + "-_"


@given(DRAWN)
def test_a_token_is_known_under_the_key_that_made_it_and_under_no_other(drawn: bytes) -> None:
    token = Tokens(KEY).make(drawn)
    assert set(token) <= set(LETTERS)
    assert 16 <= len(token) <= 128
    assert Tokens(KEY).knows(token)
    assert not Tokens(OTHER_KEY).knows(token)


@given(DRAWN, st.data())
def test_a_token_with_another_letter_anywhere_is_none(drawn: bytes, data: st.DataObject) -> None:
    token = Tokens(KEY).make(drawn)
    at = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from(LETTERS.replace(token[at], "")))
    assert not Tokens(KEY).knows(token[:at] + letter + token[at + 1 :])


@given(st.text() | st.text(LETTERS, min_size=16, max_size=128))
def test_what_is_made_up_is_no_token(text: str) -> None:
    assert not Tokens(KEY).knows(text)


@pytest.mark.parametrize("change", ["", "x", "=", "\n", " ", "\xe9", "\udcff"])
def test_a_token_that_is_longer_or_shorter_is_none(change: str) -> None:
    token = Tokens(KEY).make(bytes(RANDOM_BYTES))
    assert not Tokens(KEY).knows(token + change if change else token[:-1])
    assert not Tokens(KEY).knows(change + token if change else token[1:])
