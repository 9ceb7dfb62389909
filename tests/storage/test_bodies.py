from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.storage.bodies import BLOCK, Bodies, NotReadable

KEY = bytes(range(32))
bodies = st.binary(max_size=3 * BLOCK)


@given(bodies, st.text(max_size=40))
def test_what_was_sealed_comes_back_at_its_place_and_nowhere_else(body: bytes, place: str) -> None:
    sealed = Bodies(KEY).seal(body, place)
    assert Bodies(KEY).open(sealed, place) == body
    for other, key in ((place + "x", KEY), (place, bytes(32))):
        with pytest.raises(NotReadable):
            Bodies(key).open(sealed, other)


@given(st.binary(max_size=BLOCK - 1), st.binary(max_size=BLOCK - 1))
def test_what_fits_into_a_block_has_one_length_and_never_the_same_bytes(one: bytes, other: bytes) -> None:
    sealed = [Bodies(KEY).seal(body, "") for body in (one, other, one)]
    assert len({len(body) for body in sealed}) == 1
    assert len(set(sealed)) == 3


@given(bodies, st.data())
def test_what_was_changed_is_not_read(body: bytes, data: st.DataObject) -> None:
    sealed = bytearray(Bodies(KEY).seal(body, ""))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1
    with pytest.raises(NotReadable):
        Bodies(KEY).open(bytes(sealed), "")
