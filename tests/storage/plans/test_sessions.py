"""What sessions left, read back: one folder, a series, and folders that people have edited."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawing import examples
from workshop.core.problems import UnusableFile
from workshop.core.series.series import series_of
from workshop.core.series.words import parts_of
from workshop.core.stats.detection import Label, Trials
from workshop.core.stats.ordinal import Quartiles
from workshop.storage.plans.sessions import load_series, load_session
from workshop.storage.session_folders import all_sessions
from workshop.storage.session_heads import series_names

SESSION = Path(__file__).parents[2] / "data" / "sessions" / "2026-11-02-ai-in-customer-care"

RECORD = """schema_version = 1
[session]
id = "{id}"
title = "t"
date = {date}
series = {series}
sealed = {sealed}
[[pulse]]
id = "useful"
n = 6
"""


def write(
    sessions: Path, name: str, *, series: str, date: str = "2026-01-01", sealed: str = "2026-01-01"
) -> Path:
    folder = sessions / name
    folder.mkdir()
    record = RECORD.format(id=name, date=date, series=series, sealed=sealed)
    (folder / "session.toml").write_text(record, encoding="utf-8")
    return folder


def test_a_whole_session_is_read() -> None:
    held = load_session(SESSION)
    assert held.problems == ()
    assert [loaded.part for loaded in held.plans] == ["learn", "lead-role", "lead-redesign", "succeed"]
    record = held.record
    assert record.session.date == dt.date(2026, 11, 2)
    assert (record.agenda, record.actions, record.sealed) == ("half-day", 5, dt.date(2026, 11, 2))
    assert record.scenarios[0] == "learn-05"
    assert record.map is not None
    assert record.map.label is Label.GUESSING
    assert record.map.decisions == Trials(51, 90, 23, 36)
    assert record.map.sentences == Trials(104, 206, 38, 558)
    assert record.map.calibration is not None
    assert record.map.calibration.gap.points == 23.7
    confidence = record.pulse("confidence")
    assert confidence is not None
    assert confidence.quartiles == Quartiles(18, 62.5, 70.0, 90.0)
    before, after = record.pulse("safety", "before"), record.pulse("safety", "after")
    assert before is not None
    assert after is not None
    assert (before.mean, after.mean) == (3.56, 4.17)
    fear = record.pulse("fear")
    assert fear is not None
    assert fear.by_role["other roles"]["n"] == 13
    assert fear.sponsor_response.startswith("Nobody loses their job")
    assert record.pulse("changed") is None


def test_fields_of_a_look_back_are_read(tmp_path: Path) -> None:
    folder = write(tmp_path, "a", series='"S"\nnext_session = "none"\nlook_back_of = "x"\nlook_back_day = 30')
    record = load_session(folder).record
    assert record.session.no_next_session
    assert (record.look_back_of, record.look_back_day) == ("x", 30)


@pytest.mark.parametrize("record", [None, "no toml ["])
def test_plans_speak_where_the_record_cannot(tmp_path: Path, record: str | None) -> None:
    folder = tmp_path / "s"
    shutil.copytree(SESSION, folder)
    (folder / "session.toml").unlink()
    if record is not None:
        (folder / "session.toml").write_text(record)
    held = load_session(folder)
    assert len(held.problems) == (record is not None)
    assert held.record.session.title == "AI in customer care"
    assert held.record.phases == ("learn", "lead-role", "lead-redesign", "succeed")
    assert held.record.actions == 5
    assert len(held.outcome.plans) == 4


def test_a_record_without_plans_is_enough(tmp_path: Path) -> None:
    assert load_session(write(tmp_path, "a", series='"S"')).plans == ()


@pytest.mark.parametrize("text", ["", "x [", "n = " + "9" * 5000])
def test_a_folder_with_nothing_to_read_says_so(tmp_path: Path, text: str) -> None:
    if text:
        (tmp_path / "session.toml").write_text(text)
    with pytest.raises(UnusableFile) as error:
        load_session(tmp_path)
    assert error.value.problems


def test_impossible_figures_are_reported_and_left_out(tmp_path: Path) -> None:
    folder = write(tmp_path, "a", series='"S"')
    with (folder / "session.toml").open("a") as file:
        file.write('[map]\ndecisions = {caught = 5, faulty = 2}\ncalibration = {n = "x"}\n')
    held = load_session(folder)
    assert held.record.map is not None
    assert held.record.map.decisions == Trials()
    assert held.record.map.calibration is None
    assert len(held.problems) == 2


_LINES = (SESSION / "session.toml").read_text(encoding="utf-8").splitlines()
_VALUES = st.sampled_from(
    [
        *('""', "0", "-1", "7", "200", "-0.5", "1e9", "inf", "true", "[]", "[1]", '["x"]', "2025-01-01"),
        *(
            "{}",
            "{ yes = -1 }",
            "{ yes = 99 }",
            "{ low = 90, median = 3, high = 700 }",
            "{ n = 9, brier = 7 }",
        ),
        "{ n = 9, brier = 7 }",
        *("{ n = -3, brier = 0.2, gap_points = 20 }", "{ caught = 9, faulty = 9, sound = -1 }"),
    ]
)


@given(st.dictionaries(st.integers(0, len(_LINES) - 1), _VALUES, max_size=8))
@settings(max_examples=examples(60), deadline=None)
def test_whatever_was_written_into_a_record_can_be_shown(
    tmp_path_factory: pytest.TempPathFactory, changed: dict[int, str]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    lines = [
        f"{line.split('=')[0]}= {changed[number]}" if number in changed and " = " in line else line
        for number, line in enumerate(_LINES)
    ]
    (folder / "session.toml").write_text("\n".join(lines), encoding="utf-8")
    outcome = load_session(folder).outcome
    for part in parts_of(series_of("S", [outcome, outcome, outcome], dt.date(2027, 1, 1))):
        places = [point.place for block in part.blocks for point in block.points if point.place]
        assert all(0 <= place.low <= place.value <= place.high <= 1 for place in places)


def test_a_series_is_its_sealed_sessions_by_date(tmp_path: Path) -> None:
    write(tmp_path, "a", series='"Our  path"', date="2026-03-01")
    write(tmp_path, "b", series="'Our path'", date="2026-02-01")
    write(tmp_path, "c", series='"Our path"', sealed="false")
    write(tmp_path, "d", series='"Our path 2"')
    write(tmp_path, "e", series='"\\u004fur path"', date="2026-01-01")
    (tmp_path / "f").mkdir()
    (tmp_path / "g").mkdir()
    (tmp_path / "g" / "session.toml").write_text("broken [ series Our path")
    assert [one.folder.name for one in load_series(tmp_path, " our PATH ").sessions] == ["e", "b"]
    assert series_names(all_sessions(tmp_path)) == ("Our  path", "Our path", "Our path 2")
    assert load_series(tmp_path / "nowhere", "x").sessions == ()
    assert load_series(tmp_path, "").sessions == ()


def test_a_series_is_found_however_its_letters_are_composed(tmp_path: Path) -> None:
    write(tmp_path, "a", series='"Fu\u0308hrung"')
    assert len(load_series(tmp_path, "Führung").sessions) == 1


def test_a_header_that_was_edited_by_hand_is_found(tmp_path: Path) -> None:
    folder = write(tmp_path, "a", series='"S"')
    text = (folder / "session.toml").read_text()
    (folder / "session.toml").write_text('note = """\n[x]\n"""\n[map]\n[session]\nseries = "T"\n')
    assert series_names(all_sessions(tmp_path)) == ("T",)
    (folder / "session.toml").write_text(text.replace("[session]", "[map]\n[session]"))
    assert series_names(all_sessions(tmp_path)) == ("S",)


def test_plans_alone_make_a_session_of_a_series(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    folder.mkdir()
    (folder / "1-learn.toml").write_text('[session]\nseries = "S"\n[phase]\nid = "learn"\n')
    assert [one.folder for one in load_series(tmp_path, "S").sessions] == [folder]
