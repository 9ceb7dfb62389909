"""Sessions that are prepared: led on another day as they were prepared, duplicated, refused in words."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run
from tests.e2e.rooms import a_free_port
from tests.shipped import shelf
from workshop.core.agenda.picker import pick_steps
from workshop.core.agenda.prepared import Prepared, PreparedFile, texts_of
from workshop.core.plans.look_back import LookBack
from workshop.core.scenarios.scenario import ScenarioId
from workshop.ports import BackstageError
from workshop.services.compose import LOOPBACK, rehearse
from workshop.services.live import LiveBackstage
from workshop.storage.names import RECORD_NAME

EVENING = dt.datetime(2026, 11, 30, 21, 0).astimezone().timestamp()
MORNING = dt.datetime(2026, 12, 1, 9, 0).astimezone().timestamp()


class Place:
    """A folder of sessions, at a time of day that a test sets."""

    def __init__(self, sessions: Path) -> None:
        self.sessions = sessions
        self.now = EVENING
        self.warned: list[str] = []

    def backstage(self) -> LiveBackstage:
        """The program, started anew."""
        return LiveBackstage(
            shelf(),
            self.sessions,
            address=LOOPBACK,
            port=a_free_port(),
            rehearsal=True,
            wall=lambda: self.now,
            warn=self.warned.append,
        )

    def prepare(self, **wanted: Any) -> PreparedFile:
        """Prepare thirty minutes as the set-up does."""
        steps = pick_steps(shelf().agendas["30-minutes"], shelf().scenarios, "evening")
        usual = Prepared(
            "",
            "Care: practise leading",
            "30-minutes",
            "evening",
            dt.date(2026, 12, 1),
            scenarios=texts_of(steps),
        )
        return self.backstage().preparing.keep(dataclasses.replace(usual, **wanted))

    async def lead(self, file: PreparedFile) -> Path:
        """Lead it to the end with phones."""
        live = self.backstage()
        chosen, troubles = live.preparing.chosen(file)
        assert not troubles
        return await rehearse(live, chosen, phones=5, seed="room")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "sessions")


def record_of(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / RECORD_NAME).read_text("utf-8"))


async def test_prepared_in_the_evening_it_is_led_in_the_morning_as_it_was(place: Place) -> None:
    file = place.prepare(notes={1: "Slowly."})
    place.now = MORNING
    live = place.backstage()
    assert not live.kept().interrupted, "nothing was begun, so nothing was interrupted"
    assert [one.prepared for one in live.preparing.all().waiting] == [file.prepared]
    folder = await place.lead(file)
    session = record_of(folder)["session"]
    assert session["scenarios"] == list(file.prepared.scenarios)
    assert session["date"] == dt.date(2026, 12, 1)
    assert session["title"] == file.prepared.title
    assert "Slowly." not in "".join(path.read_text("utf-8") for path in folder.iterdir())
    found = place.backstage().preparing.all()
    assert not found.waiting
    assert [one.prepared.led for one in found.led] == [(folder.name,)]


@pytest.mark.long
async def test_another_team_leads_the_duplicate_and_both_are_in_one_series(place: Place) -> None:
    file = place.prepare(team="Care", series="")
    copy = place.backstage().preparing.duplicate(file, "Sales")
    assert copy.path != file.path
    assert copy.prepared.team == "Sales"
    assert copy.prepared.title == "Sales: practise leading"
    folders = [await place.lead(one) for one in place.backstage().preparing.all().waiting]
    first, second = (record_of(folder)["session"] for folder in folders)
    assert first["series"] == second["series"] == file.prepared.title
    assert first["scenarios"] == second["scenarios"]
    assert len(place.backstage().series(file.prepared.title).sittings) == 2


def test_a_session_that_was_begun_and_thrown_away_waits_again(place: Place) -> None:
    file = place.prepare(led=("2026-12-01-gone", "../elsewhere"))
    assert place.backstage().preparing.all().waiting == [file]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"agenda": "29-minutes"}, "There is no agenda '29-minutes'."),
        ({"agenda": "/nowhere/mine.toml"}, "mine.toml: cannot be read"),
        ({"agenda": "look-back", "looks_back_at": "2026-01-01-gone"}, "2026-01-01-gone"),
    ],
)
def test_what_is_gone_by_the_morning_is_a_sentence_that_names_the_file(
    place: Place, changed: dict[str, Any], sentence: str
) -> None:
    file = place.prepare(**changed)
    with pytest.raises(BackstageError) as raised:
        place.backstage().preparing.chosen(file)
    assert str(file.path) in str(raised.value)
    assert sentence in str(raised.value)


@pytest.mark.long
async def test_it_looks_back_at_a_session_of_its_folder_by_id_and_at_nothing_elsewhere(place: Place) -> None:
    folder = await place.lead(place.prepare())
    renamed = folder.rename(folder.with_name("renamed-by-hand"))
    elsewhere = place.sessions.parent / "elsewhere"
    shutil.copytree(renamed, elsewhere)
    preparing = place.backstage().preparing
    for of in (folder.name, renamed.name):
        back = place.prepare(agenda="look-back", looks_back_at=of, look_back_day=30, scenarios=())
        chosen, _ = preparing.chosen(back)
        assert chosen.look_back is not None
        assert chosen.look_back.folder == str(renamed)
    for of in (str(elsewhere), "../elsewhere", "..", "renamed-by-hand/."):
        back = place.prepare(agenda="look-back", looks_back_at=of, look_back_day=30, scenarios=())
        with pytest.raises(BackstageError, match="There is no session"):
            preparing.chosen(back)


def test_what_is_put_together_is_never_too_long_for_its_file(place: Place) -> None:
    preparing = place.backstage().preparing
    back = LookBack(
        "2026-01-01-x", 30, "T" * 80, dt.date(2026, 1, 1), "S" * 100, purpose="P" * 250, outcome="O" * 240
    )
    kept = preparing.keep(preparing.begun(shelf().agendas["look-back"], back, "seed")).prepared
    assert kept.title == f"Day 30: {'T' * 72}"
    assert (kept.purpose, kept.outcome, kept.series) == ("P" * 240, "O" * 240, "S" * 80)
    file = place.prepare(team="Care")
    copy = preparing.duplicate(file, f"Care {'x' * 100}").prepared
    assert (len(copy.team), len(copy.title)) == (80, 80)


def test_the_name_of_an_agenda_stays_its_own(place: Place) -> None:
    preparing = place.backstage().preparing
    kept = preparing.keep(Prepared("", "Demo", "30-minutes", "seed"))
    assert kept.path.name == "demo-prepared.toml"
    assert preparing.find("demo-prepared") == kept
    by_hand = kept.path.rename(kept.path.with_name("demo.toml"))
    assert preparing.find("demo") is None
    found = preparing.find(str(by_hand))
    assert found is not None
    assert found.path == by_hand


def test_what_could_not_be_read_again_is_not_written(place: Place) -> None:
    file = place.prepare()
    preparing = place.backstage().preparing
    with pytest.raises(BackstageError, match="is longer than 80 characters"):
        place.prepare(title="T" * 81)
    with pytest.raises(BackstageError, match="is longer than 1000 characters"):
        preparing.keep(dataclasses.replace(file.prepared, notes={1: "n" * 1001}), file)
    assert [path.read_bytes() for path in file.path.parent.iterdir()] == [file.raw]


def test_a_text_that_is_gone_is_replaced_and_said(place: Place) -> None:
    file = place.prepare(scenarios=(ScenarioId("gone-01"), ScenarioId("learn-08")))
    chosen, troubles = place.backstage().preparing.chosen(file)
    assert texts_of(chosen.steps)[1] == "learn-08"
    assert "'gone-01' is gone" in troubles[0]


def test_two_for_one_hour_and_one_of_the_past_are_kept_side_by_side(place: Place) -> None:
    past = dt.date(2020, 1, 1)
    files = [place.prepare(), place.prepare(), place.prepare(date=past)]
    assert len({file.path for file in files}) == 3
    assert place.backstage().preparing.all().waiting[0].prepared.date == past


@pytest.mark.parametrize("command", [("run",), ("papers",), ("rehearse", "--headless"), ("prepare",)])
def test_who_names_none_is_told_what_is_prepared_and_which_agendas_there_are(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    unknown = run(*command, "carr-practise", expect=1).output
    assert "There is no agenda 'carr-practise'. There are: touch, demo, " in unknown
    file = place.prepare(title="Care practise", date=None)
    told = " ".join(run(*command, "carr-practise", expect=1).output.split())
    assert "There is no prepared session and no agenda 'carr-practise'." in told
    assert f"Did you mean '{file.path.stem}'? Prepared: {file.path.stem}. Agendas: touch, demo, " in told
