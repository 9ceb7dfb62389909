"""A new file says the same when it is read: whatever is written, and whatever stands in the words on top."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workshop.storage.toml.reading import table_of
from workshop.storage.toml.writing import new_file

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.integers(-(2**63), 2**63 - 1) | TEXTS | st.booleans() | st.dates()
TABLES = st.recursive(
    st.dictionaries(TEXTS, VALUES | st.lists(VALUES, max_size=3), max_size=4),
    lambda inner: st.dictionaries(TEXTS, inner | st.lists(inner, max_size=3), max_size=3),
    max_leaves=6,
)


@given(st.lists(TEXTS, max_size=3), TABLES)
def test_what_is_written_is_read_again(words: list[str], content: dict[str, Any]) -> None:
    assert table_of(new_file(words, content).encode(), "x.toml") == content


def test_short_entries_of_a_list_are_tables_of_their_own_too() -> None:
    text = new_file((), {"z": [{"a": 1}, {"b": {"c": 2}}, {}], "y": {"d": 3}, "x": 4})
    assert text == "x = 4\n\n[[z]]\na = 1\n\n[[z]]\n[z.b]\nc = 2\n\n[[z]]\n\n[y]\nd = 3\n"


def test_words_stand_on_top_and_what_is_none_is_absent() -> None:
    content = {"a": None, "b": {"c": None, "d": 1}, "e": [{"f": None, "g": ("x",)}]}
    text = new_file(["One line.", "Another\n[x]"], content)
    assert text.startswith("# One line.\n# Another [x]\n\n")
    assert table_of(text.encode(), "x.toml") == {"b": {"d": 1}, "e": [{"g": ["x"]}]}
