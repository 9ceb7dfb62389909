"""Commands that are shown to be typed."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workshop
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


_COMMAND = re.compile(r"workshop [a-z]|--[a-z]+ $")
_OUR_WORDS = {("check.py", "key")}
"""Names of fields."""


def put_in_commands(code: str) -> Iterator[str]:
    """What texts with values put behind the beginning of a command, up to where its quotation ends."""
    for text in ast.walk(ast.parse(code)):
        if not isinstance(text, ast.JoinedStr):
            continue
        before = ""
        for part in text.values:
            if isinstance(part, ast.Constant):
                before += str(part.value)
            elif (found := _COMMAND.search(before)) and "`" not in before[found.start() :]:
                assert isinstance(part, ast.FormattedValue)
                yield ast.unparse(part.value)


def test_every_word_that_is_put_in_a_shown_command_is_quoted() -> None:
    found = [
        (path.name, put)
        for path in sorted(Path(workshop.__file__).parent.rglob("*.py"))
        for put in put_in_commands(path.read_text("utf-8"))
    ]
    assert len(found) > 4
    assert {one for one in found if "quoted(" not in one[1]} == _OUR_WORDS


@pytest.mark.parametrize(
    "code",
    [
        'f"Go on with it: workshop resume {folder}"',
        'f"`workshop plan set {folder} key=...` writes it."',
        'f"Use another one: --sessions {folder}."',
    ],
)
def test_a_word_that_is_not_quoted_is_found(code: str) -> None:
    assert list(put_in_commands(code)) == ["folder"]


@pytest.mark.parametrize("code", ['f"{path}: `workshop resume`."', 'f"`workshop plan list` names {more}."'])
def test_a_word_beside_a_command_is_none_of_its_words(code: str) -> None:
    assert list(put_in_commands(code)) == []
