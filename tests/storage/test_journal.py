"""The journal: durable before it is acknowledged, silent about order, explained in words, gone at the end."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import random
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from tests.builders import (
    A_CASE,
    DAY,
    EVERY_STAGE,
    LEARN,
    SCENARIOS,
    START,
    a_ballot,
    a_scenario,
    a_step,
    an_action,
    an_idea,
    an_opening,
    some_dots,
)
from tests.patience import PATIENCE
from workshop.core.agenda.card import CardId
from workshop.core.agenda.pulse import Answer, PulseId
from workshop.core.live import events as e
from workshop.core.live.dots import IdeaId
from workshop.core.live.rounds import Round, Seat, dots_round, mark_round, pulse_round, question_round
from workshop.core.live.session import EVERYBODY, Ballot, Group, Position, QuestionMark, Stage, Text
from workshop.core.plans.action import Review
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.look_back import Reviewed
from workshop.core.plans.plan import Note
from workshop.core.plans.record import MapPlace
from workshop.core.scenarios.incident import Incident, Sourcing
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Audience, Decision, OwnerSide, Phase
from workshop.storage.database import Database
from workshop.storage.disk import stands
from workshop.storage.journal import Journal, JournalError
from workshop.storage.names import JOURNAL_NAME
from workshop.storage.unfinished import finish

ROUND = Round.parse("learn-01/1")
TEXTS = Round.parse("text_0_1_0/1")
INCIDENT = Incident("arithmetic-slip", "A newspaper", "2023", "Two lines.", "A site", Sourcing.ONE, DAY)

EVERY_EVENT: tuple[e.Event, ...] = (
    an_opening(
        EVERY_STAGE,
        incidents={LEARN: INCIDENT},
        last_place=MapPlace(0.1, 0.7, DAY),
        title='a "quoted"\ntitle é ]] \u202e',
    ),
    e.StageEntered(Position(1, Stage.VOTE_1), START + 0.123456789, START + 60, 12),
    e.StageEntered(Position(1, Stage.DEBRIEF, 1), START, None, 0),
    e.MoveTakenBack(START, START + 30),
    e.TimerSet(START + 61.5),
    e.AgendaChanged(17, EVERY_STAGE[17:]),
    e.AgendaChanged(
        16, (a_step(scenario="new"), *EVERY_STAGE[16:]), (a_scenario("new"),), {ScenarioId("new"): INCIDENT}
    ),
    e.GroupsFormed(1, (Group(Audience.LEADERS, EVERYBODY - {Audience.MANAGERS}, LEARN),)),
    e.TextsClosed(TEXTS, True),
    e.TextsClosed(Round.parse("text_0_1_1/1"), False),
    e.TextsDone(TEXTS, (0, 4)),
    e.RemarkWithdrawn(LEARN, 1),
    e.QuestionReleased(question_round(0), 2, 'When is "lunch"?'),
    e.QuestionAnswered(0),
    e.QuestionMarksCounted(mark_round(0, 1)),
    e.DeskOpened(),
    e.DesksRevoked(),
    e.HintShown(LEARN),
    e.SponsorAnswered(PulseId("fear"), 'Nobody "loses"\na job é.'),
    e.SponsorAnswered(PulseId("fear"), ""),
    e.PriceSet(LEARN, 20),
    e.CasePasted(3, A_CASE),
    e.CasePasted(3, None),
    e.HandsCounted(ROUND, {Decision.USE: 3, Decision.STOP: 0}),
    e.HandsCounted(Round.parse("role-01/1"), {Decision.USE: 9}, instead=True),
    e.ActionAgreed(
        Chapter(Phase.LEARN),
        an_action(
            id="A1",
            owner_side=OwnerSide.EMPLOYER,
            accountable="Controlling",
            first_step="Tell it",
            first_step_by=dt.date(2025, 11, 24),
            from_scenario=(LEARN,),
        ),
    ),
    e.ActionAgreed(Chapter(Phase.SUCCEED), an_action(id="A2")),
    e.ActionWithdrawn("A2"),
    e.ActionsOrdered(("A3", "A1")),
    e.CardFilled(CardId("guardrails"), 0, {"red": ("personal data", 'a "promise" é'), "owner": ("Care",)}),
    e.CardFilled(CardId("guardrails"), 0, {}),
    e.IdeaNoted(Chapter(Phase.LEARN), an_idea(id=IdeaId("I1"), from_scenario=(LEARN,))),
    e.IdeaDropped(IdeaId("I1")),
    e.RunOffOpened((IdeaId("I1"), IdeaId("I3"))),
    e.RemarkKept(LEARN, "A right number with a wrong label."),
    e.WarningKept(Chapter(Phase.LEARN), Note("no-metric", "A1", "We count from January.")),
    e.ActionReviewed(1, Reviewed(Review(30, None, DAY, "partly", 4.5, "It takes a minute."), "changed")),
    e.NextDateSet(DAY),
    e.NextDateSet(None),
    e.DayNamed(DAY),
    e.AddressChanged("10.0.0.7"),
    e.VoteCast(dots_round(4, 1), Seat("s0"), some_dots("I1 I1 I3")),
    e.VoteCast(ROUND, Seat("s0"), Ballot(Decision.USE)),
    e.VoteCast(ROUND, Seat("s1"), a_ballot(taps=(0, 1, 3), missing=True, confidence=50, role=Audience.HR_LD)),
    e.VoteCast(mark_round(0, 2), Seat("s0"), QuestionMark(True)),
    e.VoteCast(mark_round(11, 1), Seat("s0"), QuestionMark(False)),
    e.VoteCast(pulse_round(0), Seat("s0"), Answer("yes")),
    e.VoteCast(pulse_round(2), Seat("s0"), Answer("\u202e no", Audience.LEADERS)),
    e.VoteCast(TEXTS, Seat("s0"), Text('The "average" é.')),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / JOURNAL_NAME


async def begun(path: Path) -> Journal:
    journal = Journal.create(path)
    await journal.append([an_opening()])
    return journal


async def reread(path: Path) -> list[e.Event]:
    journal, events = Journal.reopen(path)
    await journal.close()
    return events


def content(path: Path) -> bytes:
    return path.read_bytes()


def cast(seat: str, ballot: Ballot | None = None) -> e.VoteCast:
    return e.VoteCast(ROUND, Seat(seat), ballot or a_ballot())


def statements(journal: Journal) -> list[str]:
    """All that the database is told from here on."""
    said: list[str] = []
    journal._connection.set_trace_callback(said.append)
    return said


async def test_every_kind_of_event_comes_back_as_it_was_written(path: Path) -> None:
    journal = Journal.create(path)
    await journal.append(list(EVERY_EVENT))
    await journal.close()
    assert tuple(await reread(path)) == EVERY_EVENT
    assert {type(event) for event in EVERY_EVENT} == set(get_args(e.Event))


async def test_the_session_key_is_fresh_for_each_journal_and_survives_a_resume(tmp_path: Path) -> None:
    one, two = await begun(tmp_path / "one"), await begun(tmp_path / "two")
    assert one.key != two.key
    await one.close()
    again, _ = Journal.reopen(tmp_path / "one")
    assert again.key == one.key
    await again.close()
    await two.close()


async def test_events_are_told_once_in_order_and_before_the_append_returns(path: Path) -> None:
    journal = await begun(path)
    told: list[e.Event] = []
    journal.on_commit = told.append
    await journal.append([e.HintShown(LEARN), cast("a")])
    assert told == [e.HintShown(LEARN), cast("a")]
    await asyncio.gather(*(journal.append([cast(f"s{number}")]) for number in range(50)))
    assert told[2:] == [cast(f"s{number}") for number in range(50)]
    await journal.close()


async def test_ballots_that_arrive_together_share_a_few_commits(path: Path) -> None:
    journal = await begun(path)
    said = statements(journal)
    await asyncio.gather(*(journal.append([cast(f"s{number}")]) for number in range(1000)))
    assert said.count("COMMIT") < 50
    await journal.close()
    assert len(await reread(path)) == 1001


async def test_an_append_of_nothing_writes_nothing(path: Path) -> None:
    journal = await begun(path)
    said = statements(journal)
    await journal.append([])
    assert not said
    await journal.close()


async def test_a_replaced_ballot_takes_the_place_of_the_first(path: Path) -> None:
    journal = await begun(path)
    await journal.append([cast("a", a_ballot(Decision.USE))])
    await journal.append([cast("a", a_ballot(Decision.STOP))])
    await journal.close()
    assert (await reread(path))[1:] == [cast("a", a_ballot(Decision.STOP))]


async def test_a_request_that_was_given_up_is_durable_all_the_same(path: Path) -> None:
    journal = await begun(path)
    told: list[e.Event] = []
    journal.on_commit = told.append
    request = asyncio.ensure_future(journal.append([cast("a")]))
    await asyncio.sleep(0)
    request.cancel()
    await journal.append([cast("b")])
    await journal.close()
    assert request.cancelled()
    assert told == [cast("a"), cast("b")]
    assert await reread(path) == [an_opening(), cast("a"), cast("b")]


def table_after(path: Path, seats: str) -> list[tuple[str, str]]:
    """Rounds and seats as they stand in the table; what was voted is noise."""

    async def fill() -> None:
        journal = await begun(path)
        for seat in seats:
            await journal.append([cast(seat, a_ballot(Decision.USE))])
        await journal.append([cast(seats[0], a_ballot(Decision.USE))])
        await journal.close()

    asyncio.run(fill())
    connection = sqlite3.connect(path)
    try:
        found = connection.execute("SELECT * FROM ballots").fetchall()
        assert len({body for _, _, body in found}) == len(found)
        return [(round_, seat) for round_, seat, _ in found]
    finally:
        connection.close()


def test_the_table_of_ballots_keeps_no_order_of_arrival_and_no_time(tmp_path: Path) -> None:
    tables = [table_after(tmp_path / seats, seats) for seats in ("cab", "bca", "abc")]
    assert tables[0] == tables[1] == tables[2]
    assert tables[0] == [(str(ROUND), seat) for seat in "abc"]


async def test_answers_stand_beside_ballots_by_their_seats_without_order_and_replaced_in_place(
    tmp_path: Path,
) -> None:
    tables = []
    for seats in ("cab", "bca", "abc"):
        journal = await begun(tmp_path / seats)
        for seat in (*seats, seats[0]):
            await journal.append([e.VoteCast(pulse_round(2), Seat(seat), Answer("job", Audience.LEADERS))])
        await journal.close()
        connection = sqlite3.connect(tmp_path / seats)
        tables.append(connection.execute("SELECT round, seat FROM ballots").fetchall())
        assert connection.execute("SELECT seq FROM events").fetchall() == [(1,)]
        connection.close()
    assert tables[0] == tables[1] == tables[2] == [("pulse-2/1", seat) for seat in "abc"]


@pytest.mark.parametrize("order", ["cab", "bca"])
async def test_when_a_pulse_has_closed_not_even_the_bytes_tell_who_answered_first(
    path: Path, order: str
) -> None:
    journal = await begun(path)
    for name in (*order, order[0]):
        await journal.append([e.VoteCast(pulse_round(0), Seat(f"<seat {name}>"), Answer("job"))])
    await journal.append([e.StageEntered(Position(0, Stage.PULSE_CLOSED), START, None, 3)], closes_round=True)
    await journal.append([e.AddressChanged("10.0.0.7")])  # answered after the file was written anew
    assert seats_in_bytes(path) == ["c", "b", "a"], "each once, and from the last key to the first"
    await journal.close()


@pytest.mark.parametrize("order", ["cab", "bca"])
async def test_when_a_round_of_texts_has_closed_not_even_the_bytes_tell_who_wrote_first(
    path: Path, order: str
) -> None:
    journal = await begun(path)
    for name in (*order, order[0]):
        await journal.append([wrote(f"<seat {name}>", "Words")])
    await journal.append([e.TextsClosed(TEXTS, True)], closes_round=True)
    await journal.append([e.AddressChanged("10.0.0.7")])  # answered after the file was written anew
    assert seats_in_bytes(path) == ["c", "b", "a"], "each once, and from the last key to the first"
    await journal.close()


async def test_of_texts_that_were_too_few_nothing_stays_in_the_journal(path: Path) -> None:
    journal = await begun(path)
    later = asyncio.ensure_future(journal.append([wrote("<seat b>", "Later")]))
    await journal.append([wrote("<seat a>", "Words")])
    await later
    await asyncio.gather(
        journal.append([wrote("<seat c>", "In the same moment")]),
        journal.append([e.TextsClosed(TEXTS, False)], closes_round=True),
    )
    await journal.append([e.AddressChanged("10.0.0.7")])
    assert seats_in_bytes(path) == []
    await journal.close()
    again, events = Journal.reopen(path)
    assert [event for event in events if isinstance(event, e.VoteCast)] == []
    await again.close()


def test_a_ballot_has_no_row_number_that_could_tell_its_place(path: Path) -> None:
    table_after(path, "ab")
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        connection.execute("SELECT rowid FROM ballots")
    connection.close()


@pytest.mark.parametrize("order", ["cab", "bca", "abc"])
async def test_when_a_round_has_closed_not_even_the_bytes_tell_who_came_first(path: Path, order: str) -> None:
    journal = await begun(path)
    for name in (*order, order[0]):
        await journal.append([cast(f"<seat {name}>")])
    await journal.append(
        [e.StageEntered(Position(1, Stage.VOTE_1_CLOSED), START, None, 3)], closes_round=True
    )
    await journal.append([e.HintShown(LEARN)])  # answered after the file was written anew
    assert seats_in_bytes(path) == ["c", "b", "a"], "each once, and from the last key to the first"
    await journal.close()
    assert seats_in_bytes(path) == ["c", "b", "a"]


def wrote(seat: str, words: str) -> e.VoteCast:
    """Somebody has written."""
    return e.VoteCast(TEXTS, Seat(seat), Text(words))


def seats_in_bytes(path: Path) -> list[str]:
    raw = b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))
    return [name.decode() for name in re.findall(rb"<seat (.)>", raw)]


async def test_only_the_owner_of_the_laptop_account_can_read_the_journal(path: Path) -> None:
    journal = await begun(path)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    await journal.close()
    assert modes == {0o600}


# What goes wrong is said in words, and nothing is half done.


async def test_a_full_disk_is_said_in_words_and_the_journal_goes_on_when_there_is_space_again(
    path: Path,
) -> None:
    journal = await begun(path)
    told: list[e.Event] = []
    journal.on_commit = told.append
    journal._connection.execute("PRAGMA max_page_count = 1")
    many = [e.AddressChanged("x" * 500) for _ in range(50)]
    with pytest.raises(JournalError, match=r"full. Free some space"):
        await journal.append([cast("a"), *many])
    assert told == []
    journal._connection.execute("PRAGMA max_page_count = 1000000")
    await journal.append([cast("b")])
    await journal.close()
    assert await reread(path) == [an_opening(), cast("b")]


async def test_a_folder_that_became_read_only_is_said_in_words(path: Path) -> None:
    journal = await begun(path)
    journal._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(JournalError, match=r"cannot be written. Make it writable"):
        await journal.append([cast("a")])
    journal._connection.execute("PRAGMA query_only = OFF")
    await journal.append([cast("b")])
    await journal.close()
    assert await reread(path) == [an_opening(), cast("b")]


async def test_an_event_that_cannot_be_written_fails_alone_and_the_next_ones_are_answered(path: Path) -> None:
    journal = await begun(path)
    answers = await asyncio.gather(
        journal.append([cast("a")]),
        journal.append([e.AddressChanged("\ud800")]),
        journal.append([cast("b")]),
        return_exceptions=True,
    )
    assert [type(answer) for answer in answers] == [type(None), JournalError, type(None)]
    await journal.close()
    assert await reread(path) == [an_opening(), cast("a"), cast("b")]


async def test_a_listener_that_fails_keeps_no_other_append_waiting(path: Path) -> None:
    journal = await begun(path)

    def fail_at_a(event: e.Event) -> None:
        if event == cast("a"):
            raise RuntimeError("a defect in the screen")

    journal.on_commit = fail_at_a
    answers = await asyncio.gather(*(journal.append([cast(seat)]) for seat in "abc"), return_exceptions=True)
    assert [str(answer) for answer in answers] == ["a defect in the screen", "None", "None"]
    await journal.close()


async def test_every_append_beside_a_close_is_written_or_refused_and_none_waits_for_ever(path: Path) -> None:
    journal = await begun(path)
    async with asyncio.timeout(PATIENCE):
        early = [asyncio.ensure_future(journal.append([cast(f"early-{n}")])) for n in range(20)]
        await asyncio.sleep(0)
        closing = asyncio.ensure_future(journal.close())
        await asyncio.sleep(0)
        late = [asyncio.ensure_future(journal.append([cast(f"late-{n}")])) for n in range(20)]
        answers = await asyncio.gather(*early, *late, return_exceptions=True)
        await closing
    assert answers[:20] == [None] * 20
    assert all(isinstance(answer, JournalError) for answer in answers[20:])
    assert len(await reread(path)) == 21


async def test_a_journal_is_never_written_over(path: Path) -> None:
    await (await begun(path)).close()
    with pytest.raises(JournalError, match=r"exists already.*workshop resume"):
        Journal.create(path)
    assert await reread(path) == [an_opening()]


async def test_a_journal_that_could_not_be_started_leaves_nothing_in_the_way(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("workshop.storage.journal._SCHEMA", "CREATE TABLE meta (name); SELECT nothing;")
        with pytest.raises(JournalError):
            Journal.create(path)
    assert list(path.parent.iterdir()) == []
    await (await begun(path)).close()


def test_a_place_that_is_no_folder_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(JournalError, match=r"Not a directory.*--sessions"):
        Journal.create(tmp_path / "file" / JOURNAL_NAME)


def test_nothing_to_resume_is_said_in_words(path: Path) -> None:
    with pytest.raises(JournalError, match="nothing to resume"):
        Journal.reopen(path)
    assert not path.exists()


async def changed(path: Path, *sql: str) -> None:
    """A journal that somebody has tampered with."""
    await (await begun(path)).close()
    connection = sqlite3.connect(path)
    for statement in sql:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        (
            "UPDATE meta SET value = 99 WHERE name = 'version'",
            rf"another version.*format 99.*reads {e.VERSION}",
        ),
        (
            "UPDATE meta SET value = '../key' WHERE name = 'key'",
            "cannot be resumed. Its journal names no key",
        ),
        ("UPDATE meta SET value = 'a.01234567.key' WHERE name = 'key'", "on the laptop where .* was begun"),
        ("UPDATE events SET seq = seq + 1", "damaged: the key does not fit"),
        ("UPDATE events SET body = zeroblob(1064)", "damaged: .*Move it away"),
        ("UPDATE events SET body = 'x'", "damaged: .*Move it away"),
        ("DROP TABLE ballots", "damaged. Move it away"),
        ("DROP TABLE meta", "damaged. Move it away"),
        ("DELETE FROM events", "holds no session"),
        ("DELETE FROM meta", "holds no session"),
    ],
)
async def test_what_cannot_be_resumed_is_explained_and_left_as_it_is(path: Path, sql: str, says: str) -> None:
    await changed(path, sql)
    before = content(path)
    with pytest.raises(JournalError, match=says):
        Journal.reopen(path)
    assert content(path) == before
    with pytest.raises(JournalError, match=says):
        Journal.reopen(path)  # and not "in use": the first attempt let go of it


def scribble_over(path: Path) -> None:
    path.write_bytes(b"scribble" * 500)


def cut_in_half(path: Path) -> None:
    path.write_bytes(content(path)[: path.stat().st_size // 2])


@pytest.mark.parametrize("spoil", [scribble_over, cut_in_half])
async def test_a_damaged_file_is_said_in_words(path: Path, spoil: Callable[[Path], None]) -> None:
    await (await begun(path)).close()
    spoil(path)
    with pytest.raises(JournalError, match=r"damaged. Move it away"):
        Journal.reopen(path)


REOPEN = """
import pathlib, sys
from workshop.storage.journal import Journal
Journal.reopen(pathlib.Path(sys.argv[1]))
"""


@pytest.mark.parametrize("resumed", [False, True])
async def test_a_journal_in_use_by_another_process_is_said_in_words(path: Path, resumed: bool) -> None:
    journal = await begun(path)
    if resumed:  # and nothing written yet
        await journal.close()
        journal, _ = Journal.reopen(path)
    other = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", REOPEN, str(path)], capture_output=True, text=True
    )
    await journal.close()
    assert "is in use by another workshop. Close that one first." in other.stderr


# Destroying.


async def test_after_destroying_no_file_is_left_and_the_blocks_they_held_are_empty(path: Path) -> None:
    journal = await begun(path)
    key = journal.key
    await journal.append([cast(f"seat-number-{number}") for number in range(500)])
    key_file = journal._key_file.path
    held = [file.open("rb") for file in (*path.parent.iterdir(), key_file)]
    traces = (key, b"seat-number-")
    before = b"".join(file.read() for file in held)
    assert all(trace in before for trace in traces)

    await journal.destroy()
    assert journal.key == b""
    assert key_file.read_bytes()[:32] == bytes(32)
    await journal.remove()

    assert list(path.parent.iterdir()) == []
    assert not key_file.exists()
    for file in held:
        file.seek(0)
        assert not file.read().strip(b"\0").removeprefix(b"\n").removesuffix(f"{path.parent}\n".encode())
        file.close()


async def test_a_key_that_cannot_be_destroyed_is_whole_and_the_journal_goes_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = await begun(path)
    await journal.append([cast("a")])
    sync = os.fsync

    def refuse_once(descriptor: int) -> None:
        monkeypatch.setattr(os, "fsync", sync)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", refuse_once)
    with pytest.raises(JournalError, match=r"key .* could not be destroyed .Input/output error"):
        await journal.destroy()
    await journal.append([cast("b")])
    await journal.close()
    assert await reread(path) == [an_opening(), cast("a"), cast("b")]


async def test_a_file_that_cannot_be_removed_is_empty_at_least(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = await begun(path)
    await journal.append([cast("seat-number-1")])

    def refuse(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(1, "Operation not permitted")

    await journal.destroy()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        with pytest.raises(JournalError, match="Operation not permitted"):
            await journal.remove()
    left = [file.read_bytes() for file in path.parent.iterdir()]
    assert left
    assert not b"".join(left).strip(b"\0")
    finish(path.parent)
    assert not stands(path)


# What lies on the disk.


async def test_the_key_lies_elsewhere_for_its_owner_only_and_knows_the_folder(path: Path) -> None:
    journal = await begun(path)
    key_file = journal._key_file
    assert stat.S_IMODE(key_file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(key_file.path.parent.stat().st_mode) == 0o700
    assert key_file.read() == journal.key
    assert key_file.folder == path.parent
    assert path.parent not in key_file.path.parents
    await journal.close()
    assert not any(journal.key in file.read_bytes() for file in path.parent.iterdir())


async def test_what_is_written_is_noise_and_all_votes_have_one_length(path: Path) -> None:
    journal = await begun(path)
    await journal.append(list(EVERY_EVENT[1:]))
    most = Ballot(
        Decision.USE, tuple(range(40)), missing=False, confidence=100, role=Audience.SALES_MARKETING
    )
    await journal.append([cast("longest", most), cast("shortest", Ballot(Decision.USE))])
    written = b"".join(file.read_bytes() for file in path.parent.iterdir())
    words = (
        "decision",
        "use",
        "leaders",
        "We count",
        "SessionOpened",
        "VoteCast",
        an_opening().setup.title,
    )
    assert not [word for word in words if len(word) > 4 and word.encode() in written]
    assert SCENARIOS[0].reveal.encode() not in written
    await journal.append([wrote("longest", "\U0001f600" * 240), wrote("shortest", "x")])
    lengths: dict[bool, set[int]] = {True: set(), False: set()}
    for round_, length in journal._connection.execute("SELECT round, length(body) FROM ballots"):
        lengths[round_ == TEXTS].add(length)
    assert [len(of) for of in lengths.values()] == [1, 1], "texts have one of their own"
    await journal.close()


async def test_the_log_is_overwritten_before_it_is_cut_and_the_file_before_it_shrinks(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever block was given back to the disk held nothing at that moment."""
    journal = await begun(path)
    seats = [f"<{number:030}>" for number in random.Random(3).sample(range(10**9), 400)]
    for seat in seats:
        await journal.append([cast(seat)])
    journal._database.blank_log()  # as SQLite does after a thousand pages: the file has grown
    for seat in seats[:50]:
        await journal.append([cast(seat)])
    size_before = len(content(path))
    assert b"<000" in content(path.with_name(f"{path.name}-wal"))
    cut: list[bytes] = []
    told: list[str] = []

    def remember(statement: str) -> None:
        if "TRUNCATE" in statement or "RESTART" in statement:
            told.append(statement)
            cut.append((path.parent / f"{path.name}-wal").read_bytes())
            cut.append(path.read_bytes())

    journal._connection.set_trace_callback(remember)
    await journal.append([e.StageEntered(Position(1, Stage.TALK), START, None, 3)], closes_round=True)
    await journal.append([e.HintShown(LEARN)])
    assert [one.split("(")[1] for one in told[:2]] == ["RESTART)", "TRUNCATE)"]
    _, before_writing, log_cut, after = cut[:4]
    assert len(after) < size_before == len(before_writing)
    assert not before_writing[len(after) :].strip(b"\0"), "the end of the file, before it is cut"
    assert not log_cut.strip(b"\0")
    await journal.close()


async def test_a_kill_between_the_close_of_a_round_and_the_rewriting_is_mended_by_a_resume(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = await begun(path)
    monkeypatch.setattr(Database, "forget_order", refused)
    for name in "cabc":
        await journal.append([cast(f"<seat {name}>")])
    await journal.append(
        [e.StageEntered(Position(1, Stage.VOTE_1_CLOSED), START, None, 3)], closes_round=True
    )
    await journal.close()
    assert seats_in_bytes(path) == ["b", "a", "c"]
    monkeypatch.undo()
    journal, _ = Journal.reopen(path)
    assert seats_in_bytes(path) == ["c", "b", "a"], "each once, and from the last key to the first"
    await journal.close()


def refused(*told: object) -> None:
    raise OSError(5, "Input/output error")


# What cannot be resumed here.


async def killed(path: Path) -> None:
    """A journal as a kill leaves it: what was said last stands in its log."""
    code = KILLED.format(path=str(path))
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", code], capture_output=True, text=True
    )
    assert done.returncode == 9, done.stderr


KILLED = """
import asyncio, os, pathlib
from tests.builders import an_opening
from workshop.storage.journal import Journal

async def go():
    journal = Journal.create(pathlib.Path({path!r}))
    await journal.append([an_opening()])
    os._exit(9)

asyncio.run(go())
"""


def all_files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


async def test_another_laptop_says_where_the_key_is_and_changes_nothing(
    path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    await killed(path)
    before = all_files(path.parent)
    assert f"{path.name}-wal" in before
    with monkeypatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("another")))
        with pytest.raises(
            JournalError,
            match=r"on the laptop where the session was begun, in .*workshop.keys.*Resume it there",
        ):
            Journal.reopen(path)
        finish(path.parent)
    assert all_files(path.parent) == before
    assert await reread(path) == [an_opening()]


async def test_an_open_session_of_an_older_format_is_refused_before_anything_is_changed(path: Path) -> None:
    for end in ("", "-wal"):
        shutil.copyfile(f"{OLD}{end}", f"{path}{end}")
    before = all_files(path.parent)
    with pytest.raises(JournalError, match=rf"another version.*reads {e.VERSION}.*nothing was changed"):
        Journal.reopen(path)
    finish(path.parent)
    assert all_files(path.parent) == before


OLD = Path(__file__).parents[1] / "data" / "journal-4.sqlite"


async def test_a_session_that_was_moved_goes_on_and_its_key_knows_where(
    path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await (await begun(path)).close()
    moved = tmp_path_factory.mktemp("moved") / "with a longer name than it had before" / path.name
    moved.parent.mkdir()
    shutil.move(path, moved)
    journal, events = Journal.reopen(moved)
    assert events == [an_opening()]
    assert journal._key_file.folder == moved.parent
    await journal.close()
    shutil.move(moved, path)
    journal, _ = Journal.reopen(path)
    assert journal._key_file.folder == path.parent
    assert journal._key_file.path.read_bytes() == journal.key + f"\n{path.parent}\n".encode()
    await journal.close()


@pytest.mark.parametrize("together", [True, False])
async def test_ballots_that_make_way_for_hands_leave_the_file(path: Path, together: bool) -> None:
    journal = await begun(path)
    other = Round.parse("learn-01/2")
    ballots: list[e.Event] = [cast(f"dropped-{number}") for number in range(9)]
    ballots.append(e.VoteCast(other, Seat("kept"), a_ballot()))
    hands = e.HandsCounted(ROUND, {Decision.FIX: 9}, instead=True)
    if together:
        await journal.append([*ballots, hands])
    else:
        await journal.append(ballots)
        await journal.append([hands])
    await journal.append([e.HandsCounted(ROUND, {})])
    await journal.append([cast("later")])
    await journal.close()
    found = [event.seat for event in await reread(path) if isinstance(event, e.VoteCast)]
    assert found == ["later", "kept"]
    assert b"dropped-" not in b"".join(file.read_bytes() for file in path.parent.iterdir())
