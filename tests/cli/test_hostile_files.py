"""Over seventy hostile files wherever one is read: no traceback, no hang, a sentence that helps."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import shutil
import sqlite3
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest

from tests.cli.hostile import CONTENTS, THINGS
from tests.cli.running import run
from tests.cli.test_odd_entries import no_longer_than, with_the_rights_of_a_person
from tests.e2e.rooms import waiting_session
from tests.shipped import shelf
from workshop.core.plans.action import Action, Review
from workshop.core.plans.look_back import EarlierAction, Reviewed
from workshop.core.problems import UnusableFile
from workshop.ports import BackstageError
from workshop.services.live import LiveBackstage
from workshop.storage.journal import Journal, JournalError
from workshop.storage.key_file import kept_keys
from workshop.storage.library.scenarios import library_folder
from workshop.storage.names import JOURNAL_NAME, RECORD_NAME, REVIEWS_NAME
from workshop.storage.plans.kept_reviews import Heard, kept_text
from workshop.storage.toml.reading import read_toml

if sys.platform == "win32":  # not a mark: some of what follows has no name there
    pytest.skip("pipes and rights are made as on Unix", allow_module_level=True)

KEPT = Path(__file__).parents[1] / "data" / "sessions" / "2026-11-02-ai-in-customer-care"
ODD = "2026-11-03-odd"
LIBRARY = ("learn/learn-01.toml", "learn/learn-04.toml", "agendas/demo.toml", "incidents.toml")
LONGEST = 60
"""Seconds that a command may take with any file; on a machine with nothing else to do it is one of them."""

ANSWER = Heard(
    EarlierAction(f"{ODD}/4-succeed.toml", Action(id="A5", if_="we start a pilot"), 30),
    Reviewed(Review(day=30, held=dt.date(2026, 12, 2), did_it_happen="yes"), "started"),
)

Command = tuple[str, ...]
"""Words for a shell: @FILE is the odd file, @ODD its session, @ALL the folder around, @OUT a free place."""

READS_LIBRARY: tuple[Command, ...] = (
    ("scenarios", "check", "@FILE"),
    ("scenarios", "list", "--scenarios", "@LIBRARY"),
    ("scenarios", "show", "learn-04", "--scenarios", "@LIBRARY"),
    ("run", "@FILE", "--scenarios", "@LIBRARY", "--sessions", "@ALL"),
)
READS_SESSIONS: tuple[Command, ...] = (
    ("plan", "check", "@ALL"),
    ("plan", "list", "@ALL"),
    ("plan", "due", "@ALL"),
    ("plan", "show", "@ODD"),
    ("plan", "show", "@FILE"),
    ("plan", "export", "@ALL", "--csv", "--out", "@OUT.csv"),
    ("plan", "export", "@ODD", "--ics", "--out", "@OUT.ics"),
    ("plan", "export", "@ODD", "--html", "--out", "@OUT.html"),
    ("plan", "set", "@ODD", "--action", "A1", "status=started"),
    ("plan", "set", "@ODD", "session.purpose=trust"),
    ("plan", "review", "@ALL", "--day", "30", "--did", "yes"),
    ("plan", "review", "--from", "@FILE"),
    ("report", "@ODD", "--sessions", "@ALL"),
    ("report", "customer-care-2026", "--sessions", "@ALL"),
    ("resume", "--sessions", "@ALL"),
    ("resume", "@ODD"),
    ("run", "look-back", "--session", "@ODD", "--sessions", "@ALL"),
    ("home",),
)


@dataclass(frozen=True)
class Place:
    """Where a file lies, who looks at it first of all, and who else reads it."""

    file: str
    judge: Command
    readers: tuple[Command, ...]


_CHECK_ALL = ("scenarios", "check", "@LIBRARY")
_CHECK_PLANS = ("plan", "check", "@FILE")
PLACES = {
    "scenario": Place("library/learn/learn-04.toml", _CHECK_ALL, READS_LIBRARY),
    "agenda": Place("library/agendas/demo.toml", _CHECK_ALL, READS_LIBRARY),
    "incidents": Place("library/incidents.toml", _CHECK_ALL, READS_LIBRARY),
    "plan": Place(f"sessions/{ODD}/4-succeed.toml", _CHECK_PLANS, READS_SESSIONS),
    "record": Place(f"sessions/{ODD}/{RECORD_NAME}", ("plan", "check", "@ODD"), READS_SESSIONS),
    "reviews": Place(f"sessions/{ODD}/{REVIEWS_NAME}", ("plan", "review", "--from", "@FILE"), READS_SESSIONS),
}
KINDS = (*CONTENTS, *THINGS)
MATRIX = [(kind, name) for name in PLACES for kind in KINDS]
ONE_EACH = list(zip(KINDS, cycle(PLACES), strict=False))


@pytest.fixture
def around(tmp_path: Path) -> Path:
    """A library, a session, and another one that is to be spoilt."""
    for name in LIBRARY:
        (tmp_path / "library" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(library_folder() / name, tmp_path / "library" / name)
    for name in (KEPT.name, ODD):
        shutil.copytree(KEPT, folder := tmp_path / "sessions" / name)
        for path in folder.iterdir():
            text = path.read_text("utf-8").replace(KEPT.name, name)
            path.write_text(text.replace("rehearsal = true", "rehearsal = false"), encoding="utf-8")
    (tmp_path / "sessions" / ODD / REVIEWS_NAME).write_text(kept_text([ANSWER]), encoding="utf-8")
    return tmp_path


def spoil(path: Path, kind: str) -> None:
    good = path.read_bytes()
    path.unlink()
    if kind in CONTENTS:
        path.write_bytes(CONTENTS[kind](good))
    else:
        THINGS[kind](path)


def said(command: Command, around: Path, file: Path) -> str:
    """What a command prints; whatever is no sentence fails."""
    if command == ("home",):
        return looked_at(around / "sessions")
    places = {
        "@FILE": file,
        "@ODD": around / "sessions" / ODD,
        "@ALL": around / "sessions",
        "@LIBRARY": around / "library",
        "@OUT": around / "out",
    }
    words = [re.sub("@[A-Z]+", lambda found: str(places[found[0]]), word) for word in command]
    with no_longer_than(LONGEST):
        result = run(*words, expect=None)
    assert "Traceback" not in result.output
    assert result.exit_code in (0, 1, 2)
    assert result.exit_code == 0 or result.output.strip(), "it fails without a word"
    assert not [one for one in result.output if one != "\n" and unicodedata.category(one) in ("Cc", "Cs")]
    return result.output


def looked_at(sessions: Path) -> str:
    """The start screen, and what follows from its lines."""
    backstage = LiveBackstage(shelf(), sessions)
    with no_longer_than(LONGEST):
        notices = backstage.notices()
        earlier = backstage.kept().read()
        for due in earlier.look_backs:
            backstage.look_again(due.look_back)
        for name in earlier.series:
            backstage.series(name)
        try:
            backstage.plan_files().rows()
        except BackstageError as error:
            notices.append(str(error))
    return "\n".join((*notices, *earlier.not_read))


def cannot_be_used(path: Path) -> bool:
    """Whether nothing can be read of a file."""
    try:
        return not read_toml(path)
    except UnusableFile:
        return True


def try_it(around: Path, kind: str, place: Place, readers: Sequence[Command]) -> None:
    file = around / place.file
    spoil(file, kind)
    with with_the_rights_of_a_person():
        unusable = cannot_be_used(file)
        heard = said(place.judge, around, file)
        if unusable:
            told = re.search(rf"{re.escape(file.name)}: (.+)", heard)
            assert told, f"nobody names it:\n{heard}"
            assert re.search(r"[.:`] [A-Z].*[.?]$", told[1]), f"it does not say how to mend it: {told[1]}"
        for command in readers:
            said(command, around, file)


@pytest.mark.parametrize(("kind", "name"), ONE_EACH)
def test_a_hostile_file_is_named_and_ends_nothing(around: Path, kind: str, name: str) -> None:
    place = PLACES[name]
    at = KINDS.index(kind) % len(place.readers)
    # Of a library the judge reads all: others would only read it once more.
    try_it(around, kind, place, place.readers[at : at + 1] if place.readers is READS_SESSIONS else ())


@pytest.mark.long
@pytest.mark.parametrize(("kind", "name"), MATRIX)
def test_nor_does_any_in_any_place_whoever_reads_it(around: Path, kind: str, name: str) -> None:
    try_it(around, kind, PLACES[name], PLACES[name].readers)


# ---- Journals -----------------------------------------------------------------------------------


def run_in(path: Path, script: str) -> None:
    database = sqlite3.connect(path)
    database.executescript(script)
    database.close()


def sql(script: str) -> Callable[[Path], None]:
    return lambda path: run_in(path, script)


def fresh(script: str) -> Callable[[Path], None]:
    def made(path: Path) -> None:
        path.unlink()
        run_in(path, script)

    return made


def raw(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lambda path: void(path.write_bytes(change(path.read_bytes())))


def thing(make: Callable[[Path], None], companion: str = "") -> Callable[[Path], None]:
    def made(path: Path) -> None:
        at = path.with_name(path.name + companion)
        at.unlink(missing_ok=True)
        make(at)

    return made


def void(_: object) -> None:
    """Drop a value."""


_META = "CREATE TABLE meta (name, value); INSERT INTO meta VALUES ('key', 'waiting.00000000.key');"
_ENDLESS = (
    "WITH RECURSIVE more(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM more) "
    "SELECT seq, seq AS name, seq AS value, 'x' AS body, seq AS round, seq AS seat FROM more"
)
JOURNALS: dict[str, Callable[[Path], None]] = {
    **{name: thing(make) for name, make in THINGS.items()},
    **{f"log: {name}": thing(make, "-wal") for name, make in THINGS.items()},
    **{f"old log: {name}": thing(make, "-journal") for name, make in THINGS.items()},
    "empty": raw(lambda good: b""),
    "half": raw(lambda good: good[: len(good) // 2]),
    "head and zeros": raw(lambda good: good[:100] + bytes(len(good) - 100)),
    "every second byte": raw(lambda good: bytes(b if n % 2 else 0 for n, b in enumerate(good))),
    "turned pages": raw(lambda good: good[:4096] + good[:4095:-1]),
    "a text": raw(lambda good: b"[session]\n"),
    "no tables": fresh("CREATE TABLE other (a)"),
    "other tables": fresh("CREATE TABLE meta (a); CREATE TABLE events (a); CREATE TABLE ballots (a)"),
    "no events": sql("DELETE FROM events"),
    "no key": sql("DELETE FROM meta"),
    "no JSON": sql("UPDATE events SET body = x'00ff'"),
    "deep JSON": sql(f"UPDATE events SET body = '{'[' * 50_000}'"),
    "endless numbers": sql(f"UPDATE events SET body = '{'9' * 50_000}'"),
    "no number": sql("UPDATE events SET body = 'NaN'"),
    "nothing in it": sql("UPDATE events SET body = '{}'"),
    "a later version": sql("UPDATE meta SET value = 99 WHERE name = 'version'"),
    "a text for a version": sql("UPDATE meta SET value = 'x' WHERE name = 'version'"),
    "twice the opening": sql("INSERT INTO events SELECT seq + 999, body FROM events"),
    "events without end": fresh(f"{_META} CREATE TABLE ballots (a); CREATE VIEW events AS {_ENDLESS}"),
    "votes without end": sql(f"DROP TABLE ballots; CREATE VIEW ballots AS {_ENDLESS}"),
    "a head without end": fresh(f"CREATE VIEW meta AS {_ENDLESS}"),
    "a head of gigabytes": fresh("CREATE TABLE meta (name, value AS (zeroblob(900000000)))"),
    "a key elsewhere": sql("UPDATE meta SET value = '../../x.key' WHERE name = 'key'"),
    "a key that is none": sql("UPDATE meta SET value = x'00' WHERE name = 'key'"),
    "only ballots": sql("INSERT INTO ballots VALUES ('learn-01/1', 'x', 'x')"),
}


STILL_GOOD = ("old log: a folder",)
"""What harms nothing."""


@pytest.fixture(scope="module")
def good_session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session that waits, closed well."""
    return waiting_session(tmp_path_factory.mktemp("waits"), ballots=3)


@pytest.mark.parametrize("kind", JOURNALS)
def test_a_hostile_journal_is_refused_in_words(tmp_path: Path, good_session: Path, kind: str) -> None:
    shutil.copytree(good_session, folder := tmp_path / "sessions" / "waiting")
    JOURNALS[kind](folder / JOURNAL_NAME)
    with with_the_rights_of_a_person():
        looked_at(folder.parent)
        for command in (("plan", "list", "@ALL"), ("resume", "--sessions", "@ALL")):
            said(command, tmp_path, folder / JOURNAL_NAME)
        with no_longer_than(LONGEST):
            assert not reopened(folder) or kind in STILL_GOOD


# ---- Keys ---------------------------------------------------------------------------------------

KEYS: dict[str, Callable[[Path], None]] = {
    **{name: thing(make) for name, make in THINGS.items()},
    "nothing": raw(lambda good: b""),
    "half a key": raw(lambda good: good[:16]),
    "another key": raw(lambda good: bytes(reversed(good[:32])) + good[32:]),
    "only zeros": raw(lambda good: bytes(len(good))),
    "no place": raw(lambda good: good[:32]),
    "a place with a NUL": raw(lambda good: good[:32] + b"\n/\0\xff\n"),
    "a place for a screen": raw(lambda good: good[:32] + b"\n/\x1b[2J\n"),
    "a megabyte": raw(lambda good: good + bytes(1_000_000)),
}


@pytest.mark.parametrize("kind", KEYS)
def test_a_hostile_key_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = waiting_session(tmp_path / "sessions")
    (key,) = kept_keys()
    KEYS[kind](key.path)
    with with_the_rights_of_a_person():
        looked_at(folder.parent)
        for command in (("doctor", "--sessions", "@ALL"), ("resume", "--sessions", "@ALL")):
            said(command, tmp_path, key.path)
        assert not reopened(folder) or kind in ("no place", "a place with a NUL", "a place for a screen")


def reopened(folder: Path) -> bool:
    """Whether a session goes on; where it does not, in words."""
    try:
        journal, _ = Journal.reopen(folder / JOURNAL_NAME)
    except JournalError:
        return False
    asyncio.run(journal.close())
    return True
