"""docs/mission.md: every row once, its place is there, and so is each test that shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_security_paper import NAMED, names_in
from workshop.core.agenda.card import CARDS
from workshop.core.agenda.pulse import PULSES

ROOT = Path(__file__).parents[1]
LINES = (ROOT / "docs" / "mission.md").read_text("utf-8").splitlines()
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in LINES if re.match(r"\| [A-Z]\d", line)
]
IDS = [f"M{number:02}" for number in range(1, 58)] + [f"E{number:02}" for number in range(1, 42)]
_PATH = re.compile(r"`((?:workshop|scenarios|docs)/[^`]+)`")
_OF_AGENDA = re.compile(r"(card|pulse)s? ((?:`[a-z-]+`(?:, )?)+)")


def test_every_row_stands_there_once() -> None:
    assert [row[0] for row in ROWS] == IDS
    assert len(IDS) == 98


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_says_what_it_asks_for_where_it_lives_and_what_shows_it(row: list[str]) -> None:
    _, asks, where, shown, state = row
    assert asks
    assert where
    assert [path for path in _PATH.findall(where) if not (ROOT / path).exists()] == []
    for sort, names in _OF_AGENDA.findall(where):
        known = CARDS if sort == "card" else PULSES
        assert {str(name) for name in known} >= set(re.findall(r"`([a-z-]+)`", names))
    tests = NAMED.findall(shown)
    assert tests
    assert [name for path, name in tests if name not in names_in(path)] == []
    assert re.fullmatch(r"works|in part: .+", state)
