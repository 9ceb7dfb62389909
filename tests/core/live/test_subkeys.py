from hypothesis import given
from hypothesis import strategies as st

from workshop.core.live.subkeys import Purpose, subkey

keys = st.binary(min_size=32, max_size=32)


@given(keys)
def test_each_purpose_has_a_key_of_its_own_and_none_is_that_of_the_session(key: bytes) -> None:
    made = [subkey(key, purpose) for purpose in Purpose]

    assert len({key, *made}) == len(made) + 1
    assert {len(one) for one in made} == {32}


@given(keys, keys)
def test_only_the_same_session_has_the_same_keys(key: bytes, other: bytes) -> None:
    assert all((subkey(key, one) == subkey(other, one)) == (key == other) for one in Purpose)
