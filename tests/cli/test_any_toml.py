"""No file that people edit, merge or break ends a command in anything but a sentence."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.cli.running import run
from tests.shipped import shelf
from tests.storage.toml.test_reading import ANYTHING, damaged
from workshop.services.earlier import Recent, due_look_backs, last_place, latest_sealed
from workshop.services.live import LiveBackstage
from workshop.services.shelf import read_shelf
from workshop.storage.library.scenarios import library_folder
from workshop.storage.session_heads import heads_in

KEPT = Path(__file__).parents[1] / "data" / "sessions" / "2026-11-02-ai-in-customer-care"


HOSTILE = {
    "5,000 digits": b"a = " + b"9" * 5000,
    "5,000 hexadecimals": b"[session]\ntitle = 0x" + b"f" * 5000,
    "3,000 brackets": b"a = " + b"[" * 3000 + b"]" * 3000,
    "300 brackets": b"[session]\ntitle = " + b"[" * 300 + b"]" * 300,
    "merge marks": b"<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> theirs\n",
    "a comma": b"a = 6,5\n",
    "UTF-16": "[session]\n".encode("utf-16"),
    "Latin-1": b"a = '\xfc'",
    "nothing": b"",
    "zeros": b"\0" * 500,
    "other types": b"session = [1]\nphase = 2\naction = 3\nmap = 4\n",
    "no numbers": b"[session]\ntitle='x'\nsealed=2026-01-01\n"
    b"[map.decisions]\nfaulty=nan\nsound=inf\ncaught=1\nwrongly_flagged=0\n",
}


@pytest.fixture(params=list(HOSTILE.values()), ids=list(HOSTILE))
def sessions(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A kept session, and one beside it whose record holds what nobody expects."""
    for name in (KEPT.name, "2026-11-03-broken"):
        shutil.copytree(KEPT, folder := tmp_path / "sessions" / name)
        for path in folder.glob("*.toml"):
            path.write_text(path.read_text("utf-8").replace(KEPT.name, name), encoding="utf-8")
    (tmp_path / "sessions" / "2026-11-03-broken" / "session.toml").write_bytes(request.param)
    return tmp_path / "sessions"


def test_the_first_screen_lists_what_is_there(sessions: Path) -> None:
    backstage = LiveBackstage(read_shelf(), sessions)
    assert [one.folder.name for one in backstage.kept().read().sessions] == ["2026-11-03-broken", KEPT.name]
    due_look_backs(Recent(heads_in(sessions), dt.date(2026, 12, 2)))
    latest_sealed(sessions, rehearsal=True, warn=lambda words: None)
    last_place(sessions, "x", rehearsal=False)


def test_a_field_of_the_session_is_set_or_the_file_is_named(sessions: Path) -> None:
    broken = sessions / "2026-11-03-broken"
    plan = (broken / "1-learn.toml").read_bytes()
    done = run("plan", "set", broken, "session.next_session=2026-12-18", expect=None)
    if done.exit_code:
        assert "session.toml: " in done.stderr
        assert (broken / "1-learn.toml").read_bytes() == plan


def test_reports_and_lists_go_on_without_it(sessions: Path) -> None:
    assert "A1" in run("plan", "list", sessions).stdout
    run("report", "2026-11-03-broken", "--sessions", sessions, expect=None)


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=list(HOSTILE))
@pytest.mark.parametrize("place", ["learn/learn-04.toml", "agendas/demo.toml", "incidents.toml"])
def test_a_library_is_checked_to_its_end(tmp_path: Path, place: str, raw: bytes) -> None:
    library = tmp_path / "scenarios"
    for folder in ("learn", "agendas"):
        (library / folder).mkdir(parents=True)
    for name in ("learn/learn-01.toml", "incidents.toml"):
        shutil.copy(library_folder() / name, library / name)
    (library / place).write_bytes(raw)
    assert f"{library / place}: " in run("scenarios", "check", library, expect=1).output


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=list(HOSTILE))
@pytest.mark.parametrize("words", [("show",), ("check",), ("set", "--action=A1", "status=started"), ("due",)])
def test_a_plan_that_cannot_be_read_is_named(tmp_path: Path, raw: bytes, words: tuple[str, ...]) -> None:
    plan = tmp_path / "1-learn.toml"
    plan.write_bytes(raw)
    command, *options = words
    done = run("plan", command, plan, *options, expect=None)
    if command in ("check", "set"):
        assert done.exit_code == 1
        assert "1-learn.toml: " in done.output


def test_a_single_bracket_where_a_list_belongs_is_named(tmp_path: Path) -> None:
    plan = tmp_path / "1-learn.toml"
    plan.write_text('[phase]\nid = "learn"\n[action]\nid = "A1"\n', encoding="utf-8")
    assert "action: is one table, not a list of them. Write `[[action]]` with two brackets." in (
        run("plan", "check", plan, expect=1).output.replace("\n", " ")
    )


def test_a_record_with_a_mark_of_its_encoding_is_read_whole(tmp_path: Path) -> None:
    folder = tmp_path / "sessions" / KEPT.name
    shutil.copytree(KEPT, folder)
    record = folder / "session.toml"
    record.write_bytes(b"\xef\xbb\xbf" + record.read_bytes().replace(b'title = "', b'title = "Mended: '))
    (saved,) = LiveBackstage(read_shelf(), folder.parent).kept().read().sessions
    assert saved.title.startswith("Mended: ")
    assert saved.date == dt.date(2026, 11, 2)


@given(ANYTHING | damaged(), ANYTHING | damaged())
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_any_bytes_in_the_files_of_a_session_end_nothing(tmp_path: Path, record: bytes, plan: bytes) -> None:
    look_at(tmp_path, record, plan)


@pytest.mark.long
@given(ANYTHING | damaged(), ANYTHING | damaged())
@settings(max_examples=200, suppress_health_check=list(HealthCheck))
def test_nor_do_many_more_of_them(tmp_path: Path, record: bytes, plan: bytes) -> None:
    look_at(tmp_path, record, plan)


def look_at(tmp_path: Path, record: bytes, plan: bytes) -> None:
    """Show, list and change what may be no session at all."""
    folder = tmp_path / "sessions" / "2026-11-03-any"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "session.toml").write_bytes(record)
    (folder / "1-learn.toml").write_bytes(plan)
    backstage = LiveBackstage(shelf(), folder.parent)
    assert [one.folder for one in backstage.kept().read().sessions] == [folder]
    due_look_backs(Recent(heads_in(folder.parent), dt.date(2026, 12, 2)))
    last_place(folder.parent, "x", rehearsal=False)
    for words in (["list"], ["due"], ["check"], ["set", "session.next_session=2026-12-18"]):
        command, *rest = words
        run("plan", command, folder, *rest, expect=None)
