"""Which words are one slip of the finger apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workshop.core.near import nearly

WORDS = st.text(alphabet="abcd_", min_size=4, max_size=12)


@given(WORDS, st.data())
def test_every_slip_is_seen(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdx"))
    slips = {
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        word.upper(),
        word.replace("_", "-"),
    }
    assert all(nearly(slip, [word]) == word for slip in slips)


@given(WORDS, WORDS)
def test_two_slips_are_another_word(first: str, second: str) -> None:
    slips = {
        first[:i] + second[j : j + 1] + first[k:] for i in range(13) for j in range(12) for k in (i, i + 1)
    }
    swaps = {first[:i] + first[i + 1 : i + 2] + first[i : i + 1] + first[i + 2 :] for i in range(12)}
    one_slip = second in {*slips, *swaps} or second in {first[:i] + first[i + 1 :] for i in range(12)}
    assert (nearly(second, [first]) == first) == one_slip


def test_short_words_are_near_to_nothing_else() -> None:
    assert nearly("is", ["id", "if"]) is None
    assert nearly("If", ["id", "if"]) == "if"
