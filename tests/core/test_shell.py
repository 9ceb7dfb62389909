"""Commands that are shown to be typed."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.core.shell import quoted


@given(st.text(min_size=1))
def test_whatever_a_folder_is_called_it_is_one_word_and_no_option(name: str) -> None:
    (word,) = shlex.split(quoted(name, "linux"))
    assert word in (name, f"./{name}")
    assert not word.startswith("-")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("sessions/2026-11-02-care", "sessions/2026-11-02-care"),
        ("My sessions/a; rm -rf ~", "'My sessions/a; rm -rf ~'"),
        ("$(id)", "'$(id)'"),
        ("-rf", "./-rf"),
    ],
)
def test_a_plain_name_is_shown_as_it_is(name: str, shown: str) -> None:
    assert quoted(name, "linux") == shown


@pytest.mark.parametrize("name", [r"C:\My s\a & b", r"C:\a^b"])
def test_on_windows_it_stands_in_double_quotation_marks(name: str) -> None:
    assert quoted(name, "win32") == f'"{name}"'
    assert quoted(r"C:\sessions\a", "win32") == r"C:\sessions\a"
