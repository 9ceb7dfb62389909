"""The program is written for every system; where it was only checked and not tried, the README says so."""

from __future__ import annotations

import re
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
OF_ONE_SYSTEM = re.compile("%[-#_^][aAbBcdeHIjmMpSUwWxXyYZ]")
"""What glibc adds to the directives of dates: Windows refuses some of them, and others mean nothing there."""

ANOTHER_WRITER = re.compile(r"strftime\(|:%(?!Y-%m-%d[}\-])[^%]|%[aAbBcxXp]\b")
"""A date for people that is not written by `workshop.core.english`; one for machines is year-month-day."""


def test_no_date_is_written_as_only_one_system_can() -> None:
    python = [*(REPOSITORY / "workshop").rglob("*.py"), *(REPOSITORY / "tests").rglob("*.py")]
    assert [path for path in python if OF_ONE_SYSTEM.search(path.read_text("utf-8"))] == []


def test_dates_for_people_have_one_writer() -> None:
    python = (REPOSITORY / "workshop").rglob("*.py")
    assert [path for path in python if ANOTHER_WRITER.search(path.read_text("utf-8"))] == []


def test_the_checks_look_at_the_types_of_every_system() -> None:
    checks = (REPOSITORY / ".ci" / "run").read_text("utf-8")
    assert "for system in win32 darwin" in checks
    assert '.venv/bin/mypy --platform "$system"' in checks


def test_the_readme_says_what_was_tried_where() -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    assert "| Linux (Debian, Python 3.11) | led, tested, measured |" in readme
    assert "| Windows, macOS | types checked for both" in readme
