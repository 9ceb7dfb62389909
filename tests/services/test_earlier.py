"""Which earlier session a look-back opens when nobody names one, and which is proposed."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from workshop.core.series.words import subject_of
from workshop.services.earlier import Recent, due_look_backs, due_of_sessions, latest_sealed, look_back_agenda
from workshop.services.errors import NoSuch
from workshop.services.live import LiveBackstage
from workshop.services.shelf import read_shelf
from workshop.storage.session_heads import heads_in

KEPT = Path(__file__).parents[1] / "data" / "sessions" / "2026-11-02-ai-in-customer-care"
HELD = dt.date(2026, 11, 2)


@pytest.fixture
def sessions(tmp_path: Path) -> Path:
    """One session that was really held."""
    folder = tmp_path / "sessions" / KEPT.name
    shutil.copytree(KEPT, folder)
    for path in folder.glob("*.toml"):
        path.write_text(path.read_text("utf-8").replace("rehearsal = true\n", ""), encoding="utf-8")
    return tmp_path / "sessions"


def test_the_latest_held_session_is_opened_where_none_is_named(sessions: Path) -> None:
    agenda, look_back = LiveBackstage(read_shelf(), sessions).looking_back("touch", None)
    assert agenda.id == "touch"
    assert look_back is not None
    assert (look_back.of, look_back.day) == (KEPT.name, 14)


def test_a_rehearsal_looks_back_at_rehearsals_only(sessions: Path) -> None:
    said: list[str] = []
    assert latest_sealed(sessions, rehearsal=False, warn=said.append) == KEPT.name
    assert latest_sealed(sessions, rehearsal=True, warn=said.append) is None
    assert said == []


def test_a_look_back_at_nothing_says_how_to_name_a_session(tmp_path: Path) -> None:
    with pytest.raises(NoSuch, match="Hold one first, or name its folder with --session"):
        LiveBackstage(read_shelf(), tmp_path).looking_back("look-back", None)


@pytest.mark.parametrize(
    ("days", "due"), [(10, []), (11, [14]), (26, [14]), (27, [30]), (60, [60]), (150, [90]), (151, [])]
)
def test_a_look_back_is_proposed_from_three_days_before_its_day_on(
    sessions: Path, days: int, due: list[int]
) -> None:
    assert [one.day for one in due_look_backs(Recent(heads_in(sessions), HELD + dt.timedelta(days)))] == due


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (dt.date(2026, 11, 18), []),
        (dt.date(2026, 11, 20), ["next-session"]),
        (dt.date(2026, 12, 16), ["next-session"]),
        (dt.date(2026, 12, 20), []),
        (dt.date(2027, 1, 20), ["guardrails"]),
        (dt.date(2027, 5, 1), ["guardrails"]),
    ],
)
def test_what_is_due_of_a_whole_session_is_named_at_home(
    sessions: Path, day: dt.date, due: list[str]
) -> None:
    plan = sessions / KEPT.name / "4-succeed.toml"
    text = plan.read_text("utf-8").replace("\n[phase]", "next_session = 2026-12-04\n\n[phase]", 1)
    rails = '[phase.guardrails]\nred = ["personal data"]\nchecked_on = 2026-11-02\n\n[[evidence]]'
    plan.write_text(text.replace("[[evidence]]", rails, 1), "utf-8")
    assert [one.kind for _, _, one in due_of_sessions(Recent(heads_in(sessions), day))] == due
    clock = dt.datetime.combine(day, dt.time(12)).timestamp
    named = LiveBackstage(read_shelf(), sessions, wall=clock).kept().read().dates
    assert [(one.folder.name, one.late) for one in named] == [
        (KEPT.name, found.date < day) for _, _, found in due_of_sessions(Recent(heads_in(sessions), day))
    ]


def test_a_session_that_ended_without_an_action_is_named_at_home(sessions: Path) -> None:
    for plan in (sessions / KEPT.name).glob("[1-4]-*.toml"):
        text = plan.read_text("utf-8")
        plan.write_text(re.sub(r"\[\[action\]\].*?(?=\[\[evidence)", "", text, flags=re.DOTALL), "utf-8")
    recent = Recent(heads_in(sessions), HELD + dt.timedelta(10))
    assert [(one.kind, one.date) for _, _, one in due_of_sessions(recent)] == [
        ("no-action", HELD + dt.timedelta(14))
    ]


@pytest.mark.parametrize(("days", "old"), [(0, False), (180, False), (181, True)])
def test_texts_and_incidents_that_nobody_has_checked_for_half_a_year_are_named(
    tmp_path: Path, days: int, old: bool
) -> None:
    shelf = read_shelf()
    checked = max(scenario.checked_on or dt.date.min for scenario in shelf.scenarios.values())
    clock = dt.datetime.combine(checked + dt.timedelta(days), dt.time(12)).timestamp
    named = LiveBackstage(shelf, tmp_path, wall=clock).kept().read().aged
    assert set(shelf.scenarios) <= set(named) if old else not set(shelf.scenarios) & set(named)
    incidents = {one.title for one in shelf.incidents}
    assert old == (incidents <= set(named)) or days == 180, "those were checked a month before"


def test_each_day_has_its_agenda() -> None:
    agendas = read_shelf().agendas
    found = [look_back_agenda(agendas, day).id for day in (14, 30, 60, 90, 180)]
    assert found == ["touch", "look-back", "look-back-60", "look-back-90", "look-back"]


@pytest.mark.parametrize(
    ("days", "proposed"),
    [
        (0, [("touch", 14)]),
        (14, [("touch", None)]),
        (27, [("look-back", None), ("lead-role", 28)]),
        (40, [("look-back", None), ("lead-role", 28)]),
    ],
)
def test_after_learn_the_next_session_of_the_path_is_proposed_with_its_date(
    sessions: Path, days: int, proposed: list[tuple[str, int | None]]
) -> None:
    for path in (sessions / KEPT.name).glob("[2-4]-*.toml"):
        path.unlink()
    record = sessions / KEPT.name / "session.toml"
    text = record.read_text("utf-8")
    record.write_text(re.sub(r"phases = \[.*?\]", 'phases = ["learn"]', text, flags=re.DOTALL), "utf-8")
    clock = dt.datetime.combine(HELD + dt.timedelta(days), dt.time(12)).timestamp
    found = LiveBackstage(read_shelf(), sessions, wall=clock).kept().read().look_backs
    assert [(one.agenda.id, (one.stop.date - HELD).days if one.stop else None) for one in found] == proposed
    assert {one.look_back.of for one in found} == {KEPT.name}


def in_series(sessions: Path, name: str, series: str) -> Path:
    """The held session once more, under another id and in a series."""
    folder = sessions / name
    shutil.copytree(sessions / KEPT.name, folder)
    for path in folder.glob("*.toml"):
        text = path.read_text("utf-8").replace(KEPT.name, name)
        path.write_text(text.replace("title = ", f'series = "{series}"\ntitle = ', 1), encoding="utf-8")
    return folder


def test_a_touch_of_a_series_opens_the_latest_session_of_that_series(sessions: Path) -> None:
    in_series(sessions, "2026-10-01-care", "Customer care")
    in_series(sessions, "2026-11-20-sales", "Sales")
    backstage = LiveBackstage(read_shelf(), sessions)
    _, look_back = backstage.looking_back("touch", None, series=" customer CARE")
    assert look_back is not None
    assert look_back.of == "2026-10-01-care"
    with pytest.raises(NoSuch, match="there is none of the series 'HR' in"):
        backstage.looking_back("touch", None, series="HR")


def test_a_copied_session_is_looked_back_at_once(sessions: Path) -> None:
    shutil.copytree(sessions / KEPT.name, sessions / f"{KEPT.name} (1)")
    on = HELD + dt.timedelta(30)
    assert [(one.of, one.day) for one in due_look_backs(Recent(heads_in(sessions), on))] == [(KEPT.name, 30)]


def test_a_day_waits_for_the_actions_of_a_plan_that_could_not_be_read(sessions: Path) -> None:
    on = HELD + dt.timedelta(30)
    looked = sessions / "2026-12-02-day-30"
    looked.mkdir()
    record = (
        f'[session]\nid = "{looked.name}"\ntitle = "Day 30"\ndate = 2026-12-02\nsealed = 2026-12-02\n'
        f'look_back_of = "{KEPT.name}"\nlook_back_day = 30\n'
    )
    (looked / "session.toml").write_text(record, encoding="utf-8")
    assert due_look_backs(Recent(heads_in(sessions), on)) == []
    unread = f'{record}look_back_unread = ["{KEPT.name}/1-learn.toml"]\n'
    (looked / "session.toml").write_text(unread, encoding="utf-8")
    assert [one.day for one in due_look_backs(Recent(heads_in(sessions), on))] == [30]


def test_a_series_on_the_wall_says_that_it_is_not_complete(sessions: Path) -> None:
    folder = in_series(sessions, "2026-10-01-care", "Care")
    backstage = LiveBackstage(read_shelf(), sessions)
    assert subject_of(backstage.series("care")) == "Care, 1 session"
    (folder / "1-learn.toml").write_bytes(b"x")
    assert (
        subject_of(backstage.series("care")) == "Care, 1 session, not complete: some files could not be read"
    )


def test_a_session_whose_record_is_broken_is_not_passed_over_in_silence(sessions: Path) -> None:
    newer = in_series(sessions, "2026-11-20-care", "Care")
    (newer / "session.toml").write_bytes(b"x")
    said: list[str] = []
    assert latest_sealed(sessions, rehearsal=False, warn=said.append) == KEPT.name
    assert f"{newer / 'session.toml'}: is not valid TOML" in said[0]
    assert said[1:] == [f"{newer} was passed over for it; --session opens it all the same."]


def test_a_renamed_folder_is_looked_back_at_as_well(sessions: Path) -> None:
    (sessions / KEPT.name).rename(sessions / "Kickoff")
    on = HELD + dt.timedelta(30)
    assert [(one.of, one.day) for one in due_look_backs(Recent(heads_in(sessions), on))] == [(KEPT.name, 30)]
    _, look_back = LiveBackstage(read_shelf(), sessions).looking_back("touch", KEPT.name)
    assert look_back is not None
    assert {one.file.partition("/")[0] for one in look_back.actions} == {"Kickoff"}
