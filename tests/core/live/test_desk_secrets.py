"""The secrets of the desk: known again under the same key and count, and nothing else is one."""

import string

from hypothesis import given
from hypothesis import strategies as st

from workshop.core.live.desk_secrets import DeskSecrets

KEYS = st.binary(min_size=32, max_size=32)
COUNTS = st.integers(0, 99)
LETTERS = string.ascii_uppercase + "234567"


@given(KEYS, COUNTS)
def test_both_are_256_bits_in_capitals_and_digits_and_neither_is_the_other(key: bytes, revoked: int) -> None:
    secrets = DeskSecrets(key)
    link, cookie = secrets.link(revoked), secrets.cookie(revoked)
    assert len(link) == len(cookie) == 52
    assert set(link + cookie) <= set(LETTERS)
    assert secrets.is_link(link, revoked)
    assert secrets.is_cookie(cookie, revoked)
    assert not secrets.is_link(cookie, revoked)
    assert not secrets.is_cookie(link, revoked)


@given(KEYS, KEYS, COUNTS, COUNTS)
def test_another_key_or_another_count_has_other_secrets(
    key: bytes, other: bytes, revoked: int, later: int
) -> None:
    is_same = (key, revoked) == (other, later)
    link, cookie = DeskSecrets(key).link(revoked), DeskSecrets(key).cookie(revoked)
    assert DeskSecrets(other).is_link(link, later) is is_same
    assert DeskSecrets(other).is_cookie(cookie, later) is is_same


@given(st.text() | st.text(LETTERS, min_size=51, max_size=53))
def test_what_is_made_up_is_none(text: str) -> None:
    secrets = DeskSecrets(b"k" * 32)
    assert not secrets.is_link(text, 0)
    assert not secrets.is_cookie(text + "\udcff", 0)
