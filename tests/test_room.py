"""The room: one path for every change, and what a person finds when something goes wrong on it."""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import os
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.builders import (
    DAY,
    EVERY_STAGE,
    LEARN,
    ONE_SCENARIO,
    Clock,
    a_ballot,
    a_dots_step,
    a_pulse_step,
    a_room,
    a_step,
    an_action,
    an_idea,
    an_opening,
    answer_all,
    cast_all,
    drawn,
    lead_to,
    open_round,
    phone_of,
    picture,
    some_dots,
    token_of,
)
from workshop.clock import SteadyClock
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.pulse import Answer
from workshop.core.live import commands as c
from workshop.core.live.machine import Refused
from workshop.core.live.rounds import Round, pulse_round
from workshop.core.live.session import Stage
from workshop.core.live.steps.dots import DotsPicture
from workshop.core.live.steps.pulse import PulseResultPicture
from workshop.core.live.steps.scenario import OutcomePicture
from workshop.core.live.view import Marks
from workshop.core.words import Decision
from workshop.room import News, Room
from workshop.storage.journal import Journal, JournalError
from workshop.storage.names import JOURNAL_NAME
from workshop.storage.plans.folder import PlanError, PlanFolder

FIX, USE = a_ballot(Decision.FIX), a_ballot(Decision.USE, ())
ROUND = Round.parse(f"{LEARN}/1")
CLOSING = a_step(StepKind.CLOSE)


def files(room: Room) -> list[str]:
    """What stands in the folder; the write-ahead log is a part of the journal."""
    names = (path.name for path in room.folder.path.iterdir())
    return sorted(name for name in names if name != f"{JOURNAL_NAME}-wal")


def toml(room: Room, name: str) -> dict[str, Any]:
    return tomllib.loads((room.folder.path / name).read_text("utf-8"))


def block(room: Room, name: str) -> Path:
    """Let saving a file fail, also for root: a folder stands in its place."""
    path = room.folder.path / name
    path.unlink(missing_ok=True)
    path.mkdir()
    return path


def refused_by_the_disk(*told: object) -> None:
    raise OSError(errno.EIO, "Input/output error")


def forbid_writing(room: Room, forbidden: bool = True) -> None:
    """What a folder does that has become read-only, also for root."""
    room._journal._connection.execute(f"PRAGMA query_only = {'ON' if forbidden else 'OFF'}")


async def resumed(room: Room) -> Room:
    """The room that a second program finds after the first one was closed."""
    await room.close()
    return await Room.resume(PlanFolder(room.folder.path), Clock(room.clock()))


# The day.


async def test_the_day_is_that_of_the_first_space(tmp_path: Path) -> None:
    clock = Clock()
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO), clock)
    clock.pass_by(3 * 24 * 3600)
    await room.lead(c.ChangeAddress("10.0.0.7"))
    assert toml(room, "session.toml")["session"]["date"] == DAY, "it waits"
    await room.lead(c.Advance(clock()))
    held = DAY + dt.timedelta(3)
    assert room.view().setup.date == held
    assert toml(room, "session.toml")["session"]["date"] == held
    assert room.folder.path.name == room.view().setup.session_id == "2025-11-18-customer-care"

    clock.pass_by(24 * 3600)
    await lead_to(room, Stage.CLOSE)
    room = await resumed(room)
    assert room.view().setup.date == held, "it stays, whatever comes later, and a replay knows it"
    await room.lead(c.SetNextDate(None))
    await room.seal()
    assert toml(room, "1-learn.toml")["session"]["date"] == held
    assert toml(room, "session.toml")["session"]["date"] == held
    assert toml(room, "session.toml")["session"]["sealed"] == held + dt.timedelta(1)


async def test_a_clock_that_was_set_back_before_a_resume_gives_no_hour(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    await lead_to(room, Stage.TALK)
    ends_at, entered = room.view().ends_at, room.clock()
    assert ends_at is not None
    await room.close()
    again = await Room.resume(PlanFolder(room.folder.path), SteadyClock(Clock(entered - 3600)))
    assert 0 < ends_at - again.clock() <= 180
    await again.close()


# Beginning.


async def test_a_session_begins_in_its_lobby_with_a_record_and_a_journal(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    assert room.view().stage is Stage.LOBBY
    assert files(room) == [JOURNAL_NAME, "session.toml"]
    assert toml(room, "session.toml")["session"]["sealed"] is False
    await room.close()


async def test_a_folder_that_holds_a_session_takes_no_second_one(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    with pytest.raises(PlanError, match=r"holds a session already. Choose another title, or resume"):
        await a_room(tmp_path)
    await lead_to(room, Stage.CLOSE)
    await room.seal()
    with pytest.raises(PlanError, match="holds a session already"):
        await a_room(tmp_path)


async def test_an_opening_that_makes_no_session_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="closing step"):
        await a_room(tmp_path, an_opening(steps=()))
    assert not (tmp_path / an_opening().setup.session_id).exists()


async def test_a_place_that_cannot_hold_a_folder_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PlanError, match=r"not a directory\. Mend that"):
        await a_room(tmp_path / "file")


@pytest.mark.skipif(sys.platform == "win32", reason="paths are as long as on Unix")
async def test_a_path_that_is_too_long_is_said_before_a_folder_is_made(tmp_path: Path) -> None:
    def at(length: int) -> Path:
        """Where the path of the folder has so many bytes, two of them in an umlaut."""
        missing = length - len(os.fsencode(tmp_path)) - len("/session") - len("/ä".encode())
        deep = tmp_path.joinpath(*["x" * 99] * ((missing - 1) // 100))
        rest = length - len(os.fsencode(deep)) - len("/session") - len("/ä".encode())
        return deep / f"ä{'y' * rest}" / "session"

    for length in (490, 600):
        said = f"its path has {length} bytes, and a session can have 489"
        with pytest.raises(JournalError, match=said):
            await Room.begin(an_opening(), PlanFolder(at(length)), Clock())
        assert os.listdir(tmp_path) == []  # noqa: PTH208 - nothing else runs here
    await (await Room.begin(an_opening(), PlanFolder(at(489)), Clock())).close()


async def test_a_beginning_that_failed_half_way_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: PlanFolder, record: object) -> None:
        raise PlanError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(PlanFolder, "save_record", fail)
        with pytest.raises(PlanError, match="full"):
            await a_room(tmp_path)
    room = await a_room(tmp_path)
    assert files(room) == [JOURNAL_NAME, "session.toml"]
    await room.close()


# Leading and casting.


async def test_a_ballot_counts_when_its_cast_returns(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.VOTE_1)
    await room.cast(token_of(room, "phone"), open_round(room), FIX)
    assert room.view().voted == 1
    assert phone_of(room, "phone").given == FIX
    assert phone_of(room, "another phone").given is None
    await room.close()


async def test_a_phone_that_votes_again_replaces_its_ballot(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.VOTE_1)
    await cast_all(room, [USE, USE])
    await cast_all(room, [FIX])
    assert room.view().voted == 2
    assert phone_of(room, "phone-0").given == FIX
    await room.close()


async def test_a_ballot_for_a_closed_round_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.TALK)
    before = room.view()
    for round_ in (ROUND, "learn-01/2", "nonsense/1", "\ud800/1"):
        with pytest.raises(Refused, match="closed"):
            await room.cast(token_of(room, "phone"), Round.parse(str(round_)), FIX)
    assert room.view() == before
    await room.close()


async def test_a_refused_command_leaves_the_room_and_its_lock_as_they_were(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    before = room.view()
    with pytest.raises(Refused):
        await room.lead(c.ShowHint())
    assert room.view() == before
    await room.lead(c.Advance(room.clock()))
    assert room.view().stage is Stage.OPEN
    await room.close()


async def test_subscribers_are_told_what_to_look_at_after_each_change(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.VOTE_1)
    told: list[tuple[News, int, Stage]] = []
    stop = room.subscribe(lambda change: told.append((change, room.view().voted, room.view().stage)))
    await room.cast(token_of(room, "phone"), open_round(room), FIX)
    room.note_present(3)
    room.note_present(3)
    await room.lead(c.Advance(room.clock()))
    assert told == [
        (News.COUNT, 1, Stage.VOTE_1),
        (News.COUNT, 1, Stage.VOTE_1),
        (News.STAGE, 1, Stage.VOTE_1_CLOSED),
    ]
    stop()
    await room.lead(c.TakeBack(room.clock()))
    assert len(told) == 3
    await room.close()


async def test_ballots_of_one_commit_are_told_once_and_before_the_first_is_acknowledged(
    tmp_path: Path,
) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.VOTE_1)
    seen: list[object] = []
    room.subscribe(lambda change: seen.append(room.view().voted))

    async def vote(phone: str) -> None:
        await room.cast(token_of(room, phone), open_round(room), FIX)
        seen.append(phone)

    await asyncio.gather(*map(vote, "abc"))
    assert seen == [3, "a", "b", "c"]
    await room.close()


async def test_a_subscriber_that_fails_keeps_no_ballot_from_counting(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.VOTE_1)
    defects: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: defects.append(context))
    told: list[News] = []

    def fail(change: News) -> None:
        raise RuntimeError("a defect in the screen")

    room.subscribe(fail)
    room.subscribe(told.append)
    await cast_all(room, [FIX] * 3)
    assert room.view().voted == len(told) == len(defects) == 3
    await room.close()


async def test_a_view_is_drawn_once_for_each_change(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    first = room.view()
    assert room.view() is first
    room.note_present(2)
    assert room.view() is not first
    assert room.view().present == 2
    await room.close()


async def test_the_page_of_a_place_is_made_once_for_all_and_anew_when_something_on_it_changes(
    tmp_path: Path,
) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.VOTE_1)
    page = room.page()
    await room.cast(room.new_token(), open_round(room), FIX)
    room.note_present(3)
    assert room.page() is page, "it says nothing of votes, and of no phone"
    await room.lead(c.ShowHint())
    assert room.page() != page
    await room.close()


# Answering a pulse.

ASKED = (a_pulse_step(), *ONE_SCENARIO)
ASKED_ROUND = pulse_round(0)


async def test_an_answer_counts_when_it_returns_and_replaces_an_earlier_one(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ASKED))
    await lead_to(room, Stage.PULSE)
    await answer_all(room, ["job", "skill"])
    await answer_all(room, ["none"])
    assert room.view().voted == 2
    assert phone_of(room, "phone-0").given == Answer("none")
    assert phone_of(room, "phone-1").given == Answer("skill")
    assert phone_of(room, "another phone").given is None
    await room.close()


async def test_an_answer_that_was_acknowledged_is_there_after_a_resume(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ASKED))
    await lead_to(room, Stage.PULSE)
    await answer_all(room, ["job"] * 4 + ["skill"] * 3)
    room = await resumed(room)
    assert room.view().voted == 7
    await room.cast(token_of(room, "phone-0"), ASKED_ROUND, Answer("none"))
    await lead_to(room, Stage.PULSE_RESULT)
    room = await resumed(room)
    shown = picture(room.view(), PulseResultPicture)
    assert shown.result is not None
    assert shown.result.counts == {"job": 3, "skill": 3, "none": 1}
    await room.close()


async def test_an_answer_to_a_pulse_that_is_not_open_or_does_not_offer_it_is_refused(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ASKED))
    with pytest.raises(Refused, match="closed"):
        await room.cast(token_of(room, "phone"), ASKED_ROUND, Answer("job"))
    await lead_to(room, Stage.PULSE)
    with pytest.raises(Refused, match="no such answer"):
        await room.cast(token_of(room, "phone"), ASKED_ROUND, Answer("nonsense"))
    with pytest.raises(Refused, match="closed"):
        await room.cast(token_of(room, "phone"), ASKED_ROUND, FIX)
    await lead_to(room, Stage.PULSE_RESULT)
    before = room.view()
    for round_ in (ASKED_ROUND, ROUND, "pulse-1/1", "\ud800/1"):
        with pytest.raises(Refused, match="closed"):
            await room.cast(token_of(room, "phone"), Round.parse(str(round_)), Answer("job"))
    assert room.view() == before
    await room.close()


async def test_an_answer_that_cannot_be_made_durable_does_not_count(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ASKED))
    await lead_to(room, Stage.PULSE)
    await answer_all(room, ["job"])
    forbid_writing(room)
    with pytest.raises(JournalError, match="cannot be written"):
        await room.cast(token_of(room, "phone-0"), ASKED_ROUND, Answer("none"))
    assert phone_of(room, "phone-0").given == Answer("job")
    forbid_writing(room, False)
    await answer_all(room, ["none"])
    assert phone_of(room, "phone-0").given == Answer("none")
    await room.close()


async def test_subscribers_are_told_of_an_answer_as_of_a_ballot(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ASKED))
    await lead_to(room, Stage.PULSE)
    told: list[tuple[News, int]] = []
    room.subscribe(lambda change: told.append((change, room.view().voted)))
    await answer_all(room, ["job", "none"])
    assert told == [(News.COUNT, 1), (News.COUNT, 2)]
    await room.close()


async def test_the_same_phone_has_another_seat_in_each_asking_and_in_each_scenario(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening((a_pulse_step(), *ASKED)))
    token = room.new_token()
    for step in (0, 1):
        await lead_to(room, Stage.PULSE, step)
        await room.cast(token, open_round(room), Answer("job"))
    await lead_to(room, Stage.VOTE_1)
    await room.cast(token, open_round(room), FIX)
    seats = [seat for given in room._session.answers.values() for seat in given]
    seats += [seat for cast in room._session.ballots.values() for seat in cast]
    assert len(set(seats)) == 3
    assert all(len(seat) == 32 and token not in seat for seat in seats)
    await room.close()


# Anonymity.


async def test_a_ballot_is_filed_under_a_seat_that_is_not_the_token_and_differs_by_scenario(
    tmp_path: Path,
) -> None:
    room = await a_room(tmp_path)
    token = room.new_token()
    await lead_to(room, Stage.VOTE_1)
    await room.cast(token, open_round(room), FIX)
    await lead_to(room, Stage.VOTE_1, step=3)
    await room.cast(token, open_round(room), FIX)
    seats = [seat for ballots in room._session.ballots.values() for seat in ballots]
    assert len(set(seats)) == 2
    assert all(len(seat) == 32 and token not in seat for seat in seats)
    await room.close()
    assert token.encode() not in b"".join(path.read_bytes() for path in room.folder.path.iterdir())


async def test_the_same_token_has_another_seat_in_another_session(tmp_path: Path) -> None:
    one, two = await a_room(tmp_path / "one"), await a_room(tmp_path / "two")
    assert one._seat(LEARN, "token") != two._seat(LEARN, "token")
    assert one._seat(LEARN, "token") == one._seat(LEARN, "token")
    await one.close()
    await two.close()


async def test_only_tokens_count_that_the_room_gave_out(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ASKED))
    elsewhere = await a_room(tmp_path / "elsewhere")
    made_up = ("", "\0", "\udce9", "x" * 44, "x" * 10_000, elsewhere.new_token())
    await lead_to(room, Stage.PULSE)
    for token in made_up:
        with pytest.raises(Refused, match="no token of this room"):
            await room.cast(token, open_round(room), Answer("job"))
    await lead_to(room, Stage.VOTE_1)
    for token in made_up:
        with pytest.raises(Refused, match="no token of this room"):
            await room.cast(token, open_round(room), FIX)
        assert await room.marks(token) == Marks()
    assert not room._session.ballots
    assert not room._session.answers
    await room.cast(room.new_token(), open_round(room), FIX)
    assert room.view().voted == 1
    await elsewhere.close()
    await room.close()


# A journal that fails.


async def test_what_cannot_be_made_durable_has_not_happened_and_the_room_goes_on(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.VOTE_1)
    await cast_all(room, [FIX] * 2)
    before = room.view()

    forbid_writing(room)
    with pytest.raises(JournalError, match="cannot be written"):
        await room.cast(token_of(room, "phone-0"), ROUND, USE)
    with pytest.raises(JournalError, match="cannot be written"):
        await room.lead(c.Advance(room.clock()))
    assert room.view() == before
    assert phone_of(room, "phone-0").given == FIX

    forbid_writing(room, False)
    await room.cast(token_of(room, "phone-0"), ROUND, USE)
    await room.lead(c.Advance(room.clock()))
    assert room.view().stage is Stage.VOTE_1_CLOSED
    assert phone_of(room, "phone-0").given == USE
    room = await resumed(room)
    assert room.view().stage is Stage.VOTE_1_CLOSED
    await room.close()


async def test_a_full_disk_is_said_in_words_and_loses_nothing(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.ACTIONS)
    room._journal._connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(JournalError, match=r"disk of .* is full. Free some space"):
        await room.lead(c.AgreeAction(an_action(then="x" * 50_000)))
    assert drawn(room.view(), "actions") == ()
    room._journal._connection.execute("PRAGMA max_page_count = 1000000")
    await room.lead(c.AgreeAction(an_action()))
    assert [action.id for action in drawn(room.view(), "actions")] == ["A1"]
    await room.close()


# Closing and resuming.


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.SEALED])
async def test_a_resumed_session_is_where_it_was_and_every_phone_has_its_seat(
    tmp_path: Path, stage: Stage
) -> None:
    room = await a_room(tmp_path, an_opening(EVERY_STAGE))
    if stage is not Stage.LOBBY:
        for voting in (Stage.VOTE_1, Stage.VOTE_2):
            if stage not in (Stage.OPEN, Stage.READ) and (stage, voting) != (Stage.VOTE_1, Stage.VOTE_2):
                await lead_to(room, voting)
                await cast_all(room, [FIX, USE, FIX, a_ballot(Decision.STOP, (0, 2), True, None), USE, FIX])
            if stage is Stage.TALK:
                break
        await lead_to(room, stage)
    before = room.view(), [phone_of(room, f"phone-{number}") for number in range(7)]
    room = await resumed(room)
    assert (room.view(), [phone_of(room, f"phone-{number}") for number in range(7)]) == before
    await room.close()


async def test_a_vote_that_was_open_goes_on_after_a_resume(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.VOTE_1)
    await cast_all(room, [USE] * 4)
    room = await resumed(room)
    await cast_all(room, [FIX] * 5)
    assert room.view().voted == 5
    await lead_to(room, Stage.OUTCOME)
    result = picture(room.view(), OutcomePicture).result
    assert result.first is not None
    assert result.first.decisions[Decision.FIX] == 5
    await room.close()


async def test_a_second_dot_vote_goes_on_after_a_resume_among_those_that_were_level(tmp_path: Path) -> None:
    steps = (a_step(StepKind.GROUPS, minutes=12), a_dots_step(winners=1), a_step(StepKind.ACTIONS), CLOSING)
    room = await a_room(tmp_path, an_opening(steps, ()))
    await lead_to(room, Stage.IDEAS)
    for number in range(4):
        await room.lead(c.NoteIdea(an_idea(number)))
    await lead_to(room, Stage.DOTS)
    await answer_all(room, ["I1 I1", "I1 I1", "I3 I3", "I3 I3", "I2 I4"])
    room = await resumed(room)
    await lead_to(room, Stage.DOTS_RESULT)
    await room.lead(c.Advance(room.clock()))
    await answer_all(room, ["I1"] * 3)
    room = await resumed(room)
    asked = picture(room.view(), DotsPicture)
    assert ([idea.id for idea in asked.ideas], asked.part, room.view().voted) == (["I1", "I3"], 1, 3)
    assert phone_of(room, "phone-0").given == some_dots("I1")
    with pytest.raises(Refused, match="You have 2 dots"):
        await room.cast(token_of(room, "phone-0"), open_round(room), some_dots("I2"))
    await answer_all(room, ["I3"] * 2, first_phone=3)
    await lead_to(room, Stage.ACTIONS)
    room = await resumed(room)
    assert [(action.if_, action.dots) for action in drawn(room.view(), "actions")] == [
        ("a figure leaves the team 0", 4)
    ]
    await room.close()


async def test_closing_leaves_a_journal_and_takes_nothing_more(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.VOTE_1)
    await room.close()
    await room.close()
    assert JOURNAL_NAME in files(room)
    with pytest.raises(JournalError, match="closed"):
        await room.cast(token_of(room, "phone"), ROUND, FIX)
    with pytest.raises(JournalError, match="closed"):
        await room.lead(c.Advance(room.clock()))


async def test_there_is_nothing_to_resume_where_no_session_was_interrupted(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="nothing to resume"):
        await Room.resume(PlanFolder(tmp_path))
    room = await a_room(tmp_path)
    await lead_to(room, Stage.CLOSE)
    await room.seal()
    with pytest.raises(JournalError, match="nothing to resume"):
        await Room.resume(room.folder)


async def test_a_journal_whose_session_no_longer_opens_is_said_in_words_and_let_go(tmp_path: Path) -> None:
    path = tmp_path / JOURNAL_NAME
    journal = Journal.create(path)
    await journal.append([an_opening(k=1)])
    await journal.close()
    for _ in range(2):
        with pytest.raises(JournalError, match="cannot be resumed: The smallest group"):
            await Room.resume(PlanFolder(tmp_path))


# Plans that are saved on the way.


async def test_the_plan_of_a_phase_is_saved_when_a_step_of_it_is_left(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.ACTIONS)
    assert "1-learn.toml" in files(room), "the scenario was revealed"
    await room.lead(c.AgreeAction(an_action()))
    assert "action" not in toml(room, "1-learn.toml")
    await room.lead(c.Advance(room.clock()))
    assert [action["id"] for action in toml(room, "1-learn.toml")["action"]] == ["A1"]
    assert files(room) == ["1-learn.toml", JOURNAL_NAME, "session.toml"]
    await room.close()


async def test_a_phase_in_which_nothing_was_held_leaves_no_file(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.READ)
    await room.lead(c.Skip(room.clock()))
    await room.lead(c.EndEarly(room.clock()))
    await room.seal()
    assert files(room) == ["session.toml"]
    assert toml(room, "session.toml")["session"]["phases"] == []


async def test_a_plan_that_cannot_be_saved_is_told_and_saved_at_the_next_step(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.DEBRIEF)
    blocked = block(room, "1-learn.toml")
    troubles: list[str | None] = []
    room.subscribe(lambda change: troubles.append(room.trouble))
    await lead_to(room, Stage.ACTIONS)
    assert troubles[-1] is not None
    assert "1-learn.toml could not be saved" in troubles[-1]
    await lead_to(room, Stage.READ, step=3)
    assert room.trouble == troubles[-1]

    blocked.rmdir()
    await lead_to(room, Stage.ACTIONS, step=4)
    assert room.trouble is None
    assert troubles[-1] is None
    assert {"1-learn.toml", "2-lead-role.toml"} <= set(files(room))
    await room.close()


async def test_a_plan_that_could_never_be_saved_on_the_way_is_saved_by_the_sealing(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    await lead_to(room, Stage.DEBRIEF)
    blocked = block(room, "1-learn.toml")
    await lead_to(room, Stage.CLOSE)
    assert room.trouble
    blocked.rmdir()
    await room.seal()
    assert room.trouble is None
    assert toml(room, "1-learn.toml")["evidence"][0]["scenario"] == LEARN


async def test_a_plan_that_somebody_edited_meanwhile_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.ACTIONS)
    (room.folder.path / "1-learn.toml").write_bytes(b"# my own words, \xe9 in Latin-1")
    await room.lead(c.AgreeAction(an_action()))
    await room.lead(c.Advance(room.clock()))
    assert (room.folder.path / "1-learn.edited.toml").read_bytes() == b"# my own words, \xe9 in Latin-1"
    assert toml(room, "1-learn.toml")["action"]
    await room.close()


@pytest.mark.parametrize("edit", [b"", b"\n# edited"])
async def test_after_a_resume_only_a_plan_that_somebody_edited_is_kept_beside(
    tmp_path: Path, edit: bytes
) -> None:
    room = await a_room(tmp_path)
    room.note_present(9)
    await lead_to(room, Stage.VOTE_1)
    await cast_all(room, [FIX] * 6)
    await lead_to(room, Stage.ACTIONS)
    await room.lead(c.AgreeAction(an_action()))
    await lead_to(room, Stage.READ, step=3)
    room = await resumed(room)
    plan = room.folder.path / "1-learn.toml"
    plan.write_bytes(plan.read_bytes() + edit)

    room.note_present(30)  # which every plan will say, so that it differs from the one on the disk
    await lead_to(room, Stage.CLOSE)
    await room.seal()
    assert ("1-learn.edited.toml" in files(room)) == bool(edit)
    assert toml(room, "1-learn.toml")["session"]["participants"] == 30


# Sealing.


async def sealable(tmp_path: Path) -> Room:
    """A session with answers, votes and an action, in its closing."""
    room = await a_room(tmp_path, an_opening(ASKED))
    await lead_to(room, Stage.PULSE)
    await answer_all(room, ["job", "job", "job", "skill", "none"])
    await lead_to(room, Stage.VOTE_1)
    await cast_all(room, [FIX, FIX, USE, USE, USE, USE])
    await lead_to(room, Stage.VOTE_2)
    await cast_all(room, [FIX, FIX, FIX, FIX, FIX, USE])
    await lead_to(room, Stage.ACTIONS)
    await room.lead(c.AgreeAction(an_action()))
    await lead_to(room, Stage.CLOSE)
    return room


async def test_sealing_writes_the_totals_and_leaves_no_trace_of_a_phone(tmp_path: Path) -> None:
    room = await sealable(tmp_path)
    seats = [seat for ballots in room._session.ballots.values() for seat in ballots]
    seats += [seat for answers in room._session.answers.values() for seat in answers]
    key = room._journal.key
    await room.seal()

    assert files(room) == ["1-learn.toml", "session.toml"]
    assert toml(room, "1-learn.toml")["evidence"][0]["round2"]["correct"] == 5
    sealed = room.clock.today()
    assert toml(room, "session.toml")["session"]["sealed"] == sealed
    left = b"".join(path.read_bytes() for path in room.folder.path.iterdir())
    assert key not in left
    assert not any(seat.encode() in left or bytes.fromhex(seat) in left for seat in seats)
    assert room._session.ballots == {}
    assert room._session.answers == {}
    assert room._journal.key == b""


async def test_a_sealed_session_takes_nothing_more_and_closes_in_peace(tmp_path: Path) -> None:
    room = await sealable(tmp_path)
    await room.seal()
    assert room.view().stage is Stage.SEALED
    assert phone_of(room, "phone-0").stage is Stage.SEALED
    with pytest.raises(Refused):
        await room.cast(token_of(room, "phone-0"), ROUND, FIX)
    with pytest.raises(Refused):
        await room.seal()
    await room.close()


async def test_the_command_to_seal_seals_like_the_method(tmp_path: Path) -> None:
    room = await sealable(tmp_path)
    await room.lead(c.Seal(room.clock()))
    assert files(room) == ["1-learn.toml", "session.toml"]


async def test_sealing_is_refused_before_the_closing_and_writes_nothing(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    await lead_to(room, Stage.ACTIONS)
    await room.lead(c.AgreeAction(an_action()))
    before = files(room)
    with pytest.raises(Refused, match="closing"):
        await room.seal()
    assert files(room) == before
    await room.close()


@pytest.mark.parametrize("name", ["1-learn.toml", "session.toml"])
async def test_a_sealing_that_cannot_write_destroys_nothing(tmp_path: Path, name: str) -> None:
    room = await sealable(tmp_path)
    blocked = block(room, name)
    with pytest.raises(PlanError, match=f"{name} could not be saved"):
        await room.seal()
    assert room.view().stage is Stage.CLOSE
    room = await resumed(room)
    blocked.rmdir()
    await room.seal()
    assert toml(room, "1-learn.toml")["evidence"][0]["round1"]["voters"] == 6


async def test_a_sealing_that_cannot_destroy_the_key_does_not_call_the_folder_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await sealable(tmp_path)
    before = files(room)
    with monkeypatch.context() as patch:
        patch.setattr("workshop.storage.key_file.blank", refused_by_the_disk)
        with pytest.raises(JournalError, match=r"cannot be sealed: its key .* nothing is lost"):
            await room.seal()
    assert toml(room, "session.toml")["session"]["sealed"] is False
    assert files(room) == before
    assert room.view().stage is Stage.CLOSE

    await room.lead(c.Extend(room.clock()))
    room = await resumed(room)
    await room.seal()
    assert files(room) == ["1-learn.toml", "session.toml"]
