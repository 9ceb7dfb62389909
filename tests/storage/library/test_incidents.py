"""The file of public incidents."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from workshop.core.problems import UnusableFile
from workshop.core.scenarios.incident import Sourcing
from workshop.storage.library.incidents import load_incidents

GOOD = '''schema_version = 1
[[incident]]
kind = "stale-fact"
title = "City chatbot"
year = "2024"
text = """
It gave an old wage.
Reporters found it."""
source = "A newspaper"
standing = "one secondary source"
checked_on = 2026-10-31
'''


def read(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "incidents.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_field_arrives(tmp_path: Path) -> None:
    (incident,) = load_incidents(read(tmp_path, GOOD))
    assert (incident.kind, incident.title, incident.year) == ("stale-fact", "City chatbot", "2024")
    assert incident.text == "It gave an old wage.\nReporters found it."
    assert incident.sourcing is Sourcing.ONE
    assert incident.checked_on == datetime.date(2026, 10, 31)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("stale-fact", "stale-facts", "incident[1].kind"),
        ("Reporters found it.", "", "incident[1].text"),
        ("one secondary source", "rumour", "incident[1].standing"),
        ("2026-10-31", '"2026-10-31"', "incident[1].checked_on"),
        ("2026-10-31", "2026-10-31T10:00:00", "incident[1].checked_on"),
        ("checked_on = 2026-10-31", "", "incident[1].checked_on"),
        ('source = "A newspaper"', "", "incident[1].source"),
    ],
)
def test_a_defect_is_named_with_its_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    assert old in GOOD
    with pytest.raises(UnusableFile) as caught:
        load_incidents(read(tmp_path, GOOD.replace(old, new, 1)))
    assert [problem.key for problem in caught.value.problems] == [key]


def test_the_shipped_file_is_the_default_and_says_when_it_was_checked() -> None:
    incidents = load_incidents()
    assert len({(one.kind, one.title) for one in incidents}) == len(incidents)
    assert all(one.checked_on >= datetime.date(2026, 10, 31) for one in incidents)
    assert all(len(line) <= 125 for one in incidents for line in one.text.splitlines())
