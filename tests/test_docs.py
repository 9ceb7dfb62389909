"""What the papers say of the house is what it is: its rooms, who knows whom, the places that are named."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import grimp
import pytest

from workshop import __version__

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "workshop"
PLACE = re.compile(r"`((?:[\w.*-]+/)*[\w.*-]+\.(?:py|html|js|toml|tcss)|(?:[\w.-]+/)+)(?:::\w+)?`")
"""A file or folder in a paper about the code, as seen from the checkout or from `workshop/`."""


def text_of(paper: str) -> str:
    return (ROOT / paper).read_text("utf-8")


def rows_under(head: str, paper: str) -> list[list[str]]:
    """The cells of each row of the table that begins with this head."""
    table = text_of(paper).partition(f"{head}\n")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[1:]]


MAP = rows_under("| room | what it is | where to begin | knows |", "docs/architecture.md")
ROOMS = [row[0].strip("`") for row in MAP]


def room_of(module: str) -> str:
    """The room in which a module lies: the innermost that the map has, or its own name."""
    path = module.removeprefix("workshop.").replace(".", "/")
    around = [room for room in ROOMS if f"{path}/".startswith(f"{room}/")]
    return max(around, key=len, default=path)


def knows() -> dict[str, set[str]]:
    """Whom the modules of each room import."""
    graph = grimp.build_graph("workshop", cache_dir=None)
    arrows: defaultdict[str, set[str]] = defaultdict(set)
    for module in graph.modules - {"workshop", "workshop.__main__"}:
        room = room_of(module)
        imported = {room_of(other) for other in graph.find_modules_directly_imported_by(module)}
        arrows[room] |= imported - {room, "workshop"}
    return arrows


def test_the_map_of_the_house_has_each_room_and_whom_it_knows() -> None:
    drawn = {room: row[3] for room, row in zip(ROOMS, MAP, strict=True)}
    inside = knows()
    there = {room: ", ".join(sorted(inside[room], key=ROOMS.index)) or "nobody" for room in inside}
    assert drawn == there, "docs/architecture.md: the map of the house is another than the imports"


@pytest.mark.parametrize("row", MAP, ids=ROOMS)
def test_a_visitor_of_a_room_begins_where_the_map_says(row: list[str]) -> None:
    room, _, begin, _ = row
    for place in PLACE.findall(begin):
        assert (HOUSE / room.strip("`") / place).exists()


@pytest.mark.parametrize("paper", ["CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md"])
def test_each_place_that_a_paper_names_is_there(paper: str) -> None:
    prose = "\n".join(line for line in text_of(paper).splitlines() if not line.endswith("|"))
    assert [p for p in PLACE.findall(prose) if not any([*ROOT.glob(p), *HOUSE.glob(p)])] == []


def test_the_changelog_begins_with_what_is_not_released_and_dates_the_rest() -> None:
    first, *released = re.findall(r"^## (.+)$", text_of("CHANGELOG.md"), re.M)
    assert first == "Unreleased"
    dated = [re.fullmatch(r"(\d+)\.(\d+)\.(\d+) \((\d{4}-\d\d-\d\d)\)", title) for title in released]
    assert all(dated)
    days = [match[4] for match in dated if match]
    assert days == sorted(days, reverse=True)
    assert released[0].startswith(f"{__version__} (")
