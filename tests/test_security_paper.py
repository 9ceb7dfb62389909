"""SECURITY.md: each promise names a test that shows it, and each test that is named exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAPER = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[a-z0-9_/]+\.py)(?:::(test_[a-z0-9_]+))?`")


@cache
def names_in(path: str) -> set[str]:
    """The names of the tests in a file; none where there is no such file."""
    file = ROOT / path
    if not file.is_file():
        return set()
    found = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return {
        one.name
        for one in found
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and one.name.startswith("test_")
    }


def test_each_test_that_is_named_exists() -> None:
    named = NAMED.findall(PAPER)
    assert named
    assert [one for one in named if not names_in(one[0]) or (one[1] and one[1] not in names_in(one[0]))] == []


def test_each_promise_names_the_test_that_shows_it() -> None:
    table = PAPER.partition("| promise | shown by |\n|---|---|\n")[2].partition("\n\n")[0]
    rows = [line.strip("|").split(" | ") for line in table.splitlines()]
    assert len(rows) > 10
    assert [
        row[0] for row in rows if len(row) != 2 or not all(name for _, name in NAMED.findall(row[1]))
    ] == []
    assert [row[0] for row in rows if not NAMED.search(row[1])] == []
