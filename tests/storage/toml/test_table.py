"""Whatever stands in a TOML file, reading it ends in values or in problems, never in a crash."""

from __future__ import annotations

import datetime as dt
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.drawing import examples
from workshop.core.problems import Problem, UnusableFile
from workshop.storage.library.agendas import agendas_folder, load_agenda
from workshop.storage.library.incidents import load_incidents
from workshop.storage.library.scenarios import library_folder, load_scenario
from workshop.storage.toml.table import Table

KINDS_OF_FILES: list[tuple[Callable[[Path], object], Path]] = [
    (load_scenario, library_folder() / "learn" / "learn-04.toml"),
    (load_agenda, agendas_folder() / "half-day.toml"),
    (load_incidents, library_folder() / "incidents.toml"),
]

numbers = st.integers(-(2**63), 2**63 - 1) | st.floats()
scalars = numbers | st.text(max_size=20) | st.booleans() | st.dates() | st.times()
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def changed(content: dict[str, Any], choose: st.DataObject) -> dict[str, Any]:
    """The content with one to three keys changed, removed or added, at the top or in a table."""
    for _ in range(choose.draw(st.integers(1, 3))):
        tables = [content, *(part for value in content.values() if isinstance(value, list) for part in value)]
        table = choose.draw(st.sampled_from([one for one in tables if isinstance(one, dict)]))
        key = choose.draw(st.sampled_from(sorted(table)) | st.text(max_size=8)) if table else "title"
        if choose.draw(st.booleans()):
            table[key] = choose.draw(values)
        else:
            table.pop(key, None)
    return content


@pytest.mark.parametrize(("load", "path"), KINDS_OF_FILES, ids=["scenario", "agenda", "incidents"])
@given(choose=st.data())
@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_content_is_read_or_refused(
    load: Callable[[Path], object], path: Path, tmp_path: Path, choose: st.DataObject
) -> None:
    content = changed(tomllib.loads(path.read_text(encoding="utf-8")), choose)
    file = tmp_path / "changed.toml"
    file.write_text(tomlkit.dumps(content), encoding="utf-8")
    for problem in refusal(load, file):
        assert problem.what
        assert all(unicodedata.category(character) != "Cc" for character in str(problem))


def refusal(load: Callable[[Path], object], file: Path) -> tuple[Problem, ...]:
    """What a loader says against a file; nothing where it reads it."""
    try:
        load(file)
    except UnusableFile as error:
        return error.problems
    return ()


def table(**values: object) -> Table:
    return Table(values, "file.toml", [], strict=True)


def test_an_absent_value_that_is_not_required_is_no_problem() -> None:
    read = table()
    assert read.text("a", limit=9, required=False) == ""
    assert read.text_or_none("b", limit=9) is None
    assert read.texts("c", limit=9, required=False) == ()
    assert read.flag("d", required=False) is False
    assert read.flag_or_none("e") is None
    assert read.table("f") is None
    read.finish()
    assert read.problems == []


def test_a_key_that_may_be_absent_is_known_for_suggestions() -> None:
    read = table(titel="x")
    read.text_or_none("title", limit=9)
    read.finish()
    assert read.problems == [Problem("file.toml", "titel", "is not a known field.", "Did you mean 'title'?")]


def test_true_is_no_number() -> None:
    read = table(minutes=True)
    assert read.whole_between("minutes", 1, 9) == 1
    assert read.problems[0].what == "is true or false."


def test_in_a_file_that_people_edited_keys_may_be_absent_or_their_own_and_a_long_text_is_cut() -> None:
    read = Table({"mine": 1, "text": "x" * 9, "date": "2026-10-31"}, "file.toml", [])
    assert (read.text("text", limit=5), read.text("b"), read.whole("c")) == ("xxxxx", "", None)
    assert (read.texts("d"), read.flag("e"), read.tables("f")) == ((), False, [])
    assert read.date("date") == dt.date(2026, 10, 31)
    assert read.problems == []
    assert read.whole("text") is None
    assert read.problems == [Problem("file.toml", "text", "is not a whole number.", "Write digits only.")]
