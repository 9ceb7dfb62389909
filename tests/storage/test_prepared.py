"""Prepared sessions on the disk: whatever is prepared comes back, and what people wrote beside it stays."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.core.agenda.prepared import Prepared
from workshop.core.live.session import MAXIMUM_K, MINIMUM_K
from workshop.core.problems import FileTrouble, UnusableFile
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.text import clean
from workshop.core.words import LOOK_BACK_DAYS, Audience, Difficulty
from workshop.storage.prepared import all_prepared, load_prepared, prepared_folder
from workshop.storage.prepared_edit import add_prepared, change_prepared, throw_away_prepared
from workshop.storage.session_folders import all_sessions

_TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=30).map(
    lambda text: clean(text, limit=80)
)
_WORDS = _TEXT.filter(bool)


@st.composite
def _prepared(draw: st.DrawFn) -> Prepared:
    return Prepared(
        id="drawn",
        title=draw(_WORDS),
        agenda=draw(_WORDS),
        seed=draw(_WORDS),
        date=draw(st.none() | st.dates(min_value=dt.date(2000, 1, 1))),
        starts=draw(st.none() | st.times().map(lambda time: time.replace(microsecond=0))),
        audience=draw(st.none() | st.sampled_from(Audience)),
        roles=tuple(draw(st.lists(st.sampled_from(Audience), max_size=3, unique=True))),
        depth=draw(st.none() | st.sampled_from(Difficulty)),
        scenarios=tuple(map(ScenarioId, draw(st.lists(_WORDS, max_size=4)))),
        notes=draw(st.dictionaries(st.integers(1, 40), _WORDS, max_size=3)),
        note_steps=draw(st.dictionaries(st.integers(1, 40), _WORDS, max_size=3)),
        loose_notes=tuple(draw(st.lists(_WORDS, max_size=2))),
        team=draw(_TEXT),
        place=draw(_TEXT),
        who_comes=draw(_TEXT),
        sponsor=draw(_TEXT),
        purpose=draw(_TEXT),
        outcome=draw(_TEXT),
        product=draw(_TEXT),
        organisation=draw(_TEXT),
        facilitator=draw(_TEXT),
        direction=draw(_TEXT),
        series=draw(_TEXT),
        k=draw(st.integers(MINIMUM_K, MAXIMUM_K)),
        looks_back_at=(back := draw(_TEXT)),
        look_back_day=draw(st.none() | st.sampled_from(LOOK_BACK_DAYS)) if back else None,
        led=tuple(draw(st.lists(_WORDS, max_size=2))),
    )


_PLAIN = Prepared("thirty", "Thirty minutes", "30-minutes", "seed", scenarios=(ScenarioId("learn-02"),))


@given(_prepared(), _prepared())
def test_what_is_prepared_comes_back_and_so_does_every_change(
    tmp_path_factory: pytest.TempPathFactory, first: Prepared, second: Prepared
) -> None:
    file = add_prepared(tmp_path_factory.mktemp("sessions"), first)
    assert file.prepared == first
    assert change_prepared(file, second).prepared == second
    throw_away_prepared(load_prepared(file.path))
    assert not file.path.exists()


def test_a_change_keeps_what_people_wrote_and_nothing_changed_keeps_every_byte(tmp_path: Path) -> None:
    file = add_prepared(tmp_path, _PLAIN)
    written = file.path.read_text().replace('title = "Thirty minutes"', "title = 'Thirty minutes'  # ours")
    file.path.write_text(f"# Ask Mia's team for the room.\n{written}\n")
    file = load_prepared(file.path)
    assert change_prepared(file, file.prepared).raw == file.raw
    changed = change_prepared(
        file, dataclasses.replace(file.prepared, sponsor="Head of care", notes={2: "slowly"})
    )
    kept = iter(changed.raw.decode().splitlines())
    assert all(line in kept for line in file.raw.decode().splitlines()), "all lines, in their order"
    assert tomllib.loads(changed.raw.decode())["notes"] == {"2": "slowly"}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('date = "tomorrow"', "date: is a text. Make it a date such as 2026-10-31, without quotation marks."),
        ("starts = 9", "starts: is a whole number. Make it a time such as 09:00:00"),
        ('depth = "deep"', "depth: 'deep' is not known. Known: easy, medium, hard."),
        ("smallest_group = 1", "smallest_group: is 1. Use a number from 3 to"),
        ('purpos = "x"', "purpos: is not a known field. Did you mean 'purpose'?"),
        ('[look_back]\nof = "2026-01-01-x"\nday = 31', "look_back.day: is 31. Use one of 14, 30, 60, 90."),
        ("[notes]\nfirst = 'x'", "notes.first: is no number of a step. Write 5 = ... for the fifth step."),
        ("[[notes]]\n1 = 'x'", "notes: is a list. Make it a table."),
        ("title =", "line"),
    ],
)
def test_a_file_edited_to_nonsense_is_said_with_the_mend_and_hides_no_other(
    tmp_path: Path, line: str, sentence: str
) -> None:
    whole = add_prepared(tmp_path, _PLAIN)
    broken = whole.path.with_name("broken.toml")
    broken.write_text(f'schema_version = 1\ntitle = "A"\nagenda = "30-minutes"\n{line}\n')
    with pytest.raises(UnusableFile) as raised:
        load_prepared(broken)
    assert sentence in str(raised.value).replace("`", "")
    found = all_prepared(tmp_path)
    assert [file.prepared for file in found.files] == [_PLAIN]
    assert found.problems == raised.value.problems


def test_a_space_behind_a_word_is_no_trouble(tmp_path: Path) -> None:
    path = add_prepared(tmp_path, _PLAIN).path
    text = path.read_text()
    path.write_text(text.replace("seed =", 'work = "frontline "\ndepth = "hard\\t"\nseed ='))
    prepared = load_prepared(path).prepared
    assert prepared.audience is Audience.FRONTLINE
    assert prepared.depth is Difficulty.HARD


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_not_utf_8_is_left_out_with_a_sentence(tmp_path: Path) -> None:
    whole = add_prepared(tmp_path, _PLAIN)
    (whole.path.parent / os.fsdecode(b"b\xff.toml")).write_bytes(whole.raw)
    found = all_prepared(tmp_path)
    assert [file.prepared for file in found.files] == [_PLAIN]
    (problem,) = map(str, found.problems)
    assert "b?.toml: has a name that is not UTF-8" in problem.encode().decode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives links to few")
def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = add_prepared(tmp_path / "elsewhere", _PLAIN).path.parent
    prepared_folder(tmp_path).symlink_to(elsewhere)
    found = all_prepared(tmp_path)
    assert not found.files
    assert "is a link to another place" in str(found.problems[0])
    with pytest.raises(FileTrouble, match="is a link to another place"):
        add_prepared(tmp_path, _PLAIN)
    assert len([*elsewhere.iterdir()]) == 1


def test_programs_that_prepare_at_once_lose_nothing(tmp_path: Path) -> None:
    asked = [dataclasses.replace(_PLAIN, title=f"Team {number}") for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda prepared: add_prepared(tmp_path, prepared), asked))
    assert {file.prepared.title for file in all_prepared(tmp_path).files} == {one.title for one in asked}
    assert len({file.path for file in made}) == len(asked)


def test_what_somebody_else_changed_is_not_written_over_nor_thrown_away(tmp_path: Path) -> None:
    file = add_prepared(tmp_path, _PLAIN)
    theirs = change_prepared(file, dataclasses.replace(_PLAIN, sponsor="Head of care"))
    for act in (
        lambda: change_prepared(file, dataclasses.replace(_PLAIN, sponsor="Ours")),
        lambda: throw_away_prepared(file),
    ):
        with pytest.raises(FileTrouble, match="changed by somebody else meanwhile"):
            act()
    assert load_prepared(file.path) == theirs
    throw_away_prepared(theirs)
    throw_away_prepared(theirs)
    assert not all_prepared(tmp_path).files


def test_they_are_listed_by_day_and_are_no_sessions(tmp_path: Path) -> None:
    days = {"b": dt.date(2026, 12, 2), "a": dt.date(2026, 12, 1), "c": None}
    for id_, day in days.items():
        add_prepared(tmp_path, dataclasses.replace(_PLAIN, id=id_, date=day))
    assert [file.prepared.id for file in all_prepared(tmp_path).files] == ["a", "b", "c"]
    found = all_sessions(tmp_path)
    assert not found.folders
    assert not found.left_out
    assert not found.unusable
    assert prepared_folder(tmp_path).is_dir()


def test_the_example_of_its_paper_can_be_read_and_sets_every_field(tmp_path: Path) -> None:
    paper = Path(__file__).parents[2] / "docs" / "prepared-format.md"
    example = paper.read_text("utf-8").partition("```toml\n")[2].partition("```")[0]
    path = tmp_path / "care.toml"
    path.write_text(example, "utf-8")
    prepared = load_prepared(path).prepared
    empty = dataclasses.asdict(Prepared("", "", "", "", k=0))
    assert [name for name, value in dataclasses.asdict(prepared).items() if value == empty[name]] == []
