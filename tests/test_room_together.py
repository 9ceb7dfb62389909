"""Many at once: ballots in flight, keys pressed twice, callers that go away in the middle."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.builders import (
    ONE_SCENARIO,
    Clock,
    a_ballot,
    a_pulse_step,
    a_room,
    an_action,
    an_opening,
    cast_all,
    drawn,
    lead_to,
    open_round,
    phone_of,
    token_of,
)
from workshop.core.agenda.pulse import Answer
from workshop.core.live import commands as c
from workshop.core.live.machine import Refused
from workshop.core.live.rounds import pulse_round
from workshop.core.live.session import Stage, Text
from workshop.core.words import Decision
from workshop.room import Room
from workshop.storage.journal import Journal, JournalError
from workshop.storage.names import JOURNAL_NAME
from workshop.storage.plans.folder import PlanFolder

FIX = a_ballot(Decision.FIX)
PHONES = 40


@contextmanager
def slow_disk(room: Room) -> Iterator[None]:
    """Nothing is committed inside; all that has gathered is, afterwards."""
    journal, go_on = room._journal, threading.Event()
    commit = journal._commit

    def wait_and_commit(batch: object) -> JournalError | None:
        go_on.wait()
        return commit(batch)  # type: ignore[arg-type]

    journal._commit = wait_and_commit  # type: ignore[method-assign]
    try:
        yield
    finally:
        journal._commit = commit  # type: ignore[method-assign]
        go_on.set()


async def turns(number: int = 3) -> None:
    """Let everything that is ready run."""
    for _ in range(number):
        await asyncio.sleep(0)


def counted(room: Room) -> set[int]:
    """The phones whose ballot of the first round counts."""
    return {number for number in range(PHONES) if phone_of(room, f"phone-{number}").marks.said}


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("given_up", [False, True])
async def test_a_ballot_in_flight_when_the_vote_closes_is_counted_or_refused_never_both_nor_neither(
    tmp_path: Path, seed: int, given_up: bool
) -> None:
    """Ballots and the closing start in a random order, at random turns of the loop; with `given_up` the
    facilitator's key press loses its caller in the middle.
    """
    chance = random.Random(seed)
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    await lead_to(room, Stage.VOTE_1)
    round_ = open_round(room)
    counted_when_closed: list[set[int]] = []

    def look(change: object) -> None:
        if room.view().stage is Stage.VOTE_1_CLOSED:
            counted_when_closed.append(counted(room))

    room.subscribe(look)
    casts: dict[int, asyncio.Task[None]] = {}
    closing: asyncio.Task[None] | None = None
    order: list[int | None] = [*range(PHONES), None]
    chance.shuffle(order)
    for phone in order:
        if phone is None:
            closing = asyncio.ensure_future(room.lead(c.Advance(room.clock())))
        else:
            casts[phone] = asyncio.ensure_future(room.cast(token_of(room, f"phone-{phone}"), round_, FIX))
        await turns(chance.choice((0, 0, 0, 1, 2)))
        if closing and given_up and chance.random() < 0.5:
            closing.cancel()
    answers = dict(zip(casts, await asyncio.gather(*casts.values(), return_exceptions=True), strict=True))
    assert closing is not None
    await asyncio.gather(closing, return_exceptions=True)
    if not counted_when_closed:
        assert closing.cancelled(), "given up before it began"
        await lead_to(room, Stage.VOTE_1_CLOSED)
        assert all(answer is None for answer in answers.values())

    acknowledged = {phone for phone, answer in answers.items() if answer is None}
    assert all(answer is None or isinstance(answer, Refused) for answer in answers.values())
    assert counted(room) == acknowledged == counted_when_closed[0]
    await room.close()
    again = await Room.resume(PlanFolder(room.folder.path), Clock())
    assert counted(again) == acknowledged
    await again.close()


async def test_a_ballot_before_the_closing_counts_and_one_while_it_is_committed_is_refused(
    tmp_path: Path,
) -> None:
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    await lead_to(room, Stage.VOTE_1)
    with slow_disk(room):
        early = asyncio.ensure_future(room.cast(token_of(room, "phone-0"), open_round(room), FIX))
        await turns()
        closing = asyncio.ensure_future(room.lead(c.Advance(room.clock())))
        await turns()
        late = asyncio.ensure_future(room.cast(token_of(room, "phone-1"), open_round(room), FIX))
        await turns()
        assert not any(task.done() for task in (early, closing, late))
    await early
    await closing
    with pytest.raises(Refused, match="closed"):
        await late
    assert counted(room) == {0}
    await room.close()


@pytest.mark.parametrize(("early", "late", "read"), [(0, 5, 5), (4, 1, 5), (0, 4, 0), (0, 1, 0)])
async def test_texts_that_were_on_their_way_when_the_question_was_left_are_judged_with_the_others(
    tmp_path: Path, early: int, late: int, read: int
) -> None:
    """k of them are read whenever they were committed; of fewer nothing stays, in no file either."""
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    await room.lead(c.OpenDesk())
    await lead_to(room, Stage.DEBRIEF)
    (round_,) = room.page().writes
    for number in range(early):
        await room.cast(token_of(room, f"phone-{number}"), round_, Text(f"Text {number}"))
    with slow_disk(room):
        casts = [
            asyncio.ensure_future(
                room.cast(token_of(room, f"phone-{number}"), round_, Text(f"Text {number}"))
            )
            for number in range(early, early + late)
        ]
        await turns()
        closing = asyncio.ensure_future(room.lead(c.Advance(room.clock())))
        await turns()
    await asyncio.gather(*casts, closing)
    assert room.page().last_read == (("", read > 0),)
    await room.close()
    again = await Room.resume(PlanFolder(room.folder.path), Clock())
    for one in (room, again):
        assert [len(unread.texts) for unread in one.desk().unread] == [read][: bool(read)]
        assert bool(one._session.texts) is (read > 0)
    await again.close()


async def test_a_ballot_that_waits_for_a_closing_that_fails_counts_after_all(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    await lead_to(room, Stage.VOTE_1)
    commit = room._journal._commit

    def fail_once(batch: object) -> JournalError:
        room._journal._commit = commit  # type: ignore[method-assign]
        return JournalError("the disk is full")

    room._journal._commit = fail_once  # type: ignore[method-assign]
    closing = asyncio.ensure_future(room.lead(c.Advance(room.clock())))
    await turns()
    await room.cast(token_of(room, "phone-0"), open_round(room), FIX)
    with pytest.raises(JournalError, match="full"):
        await closing
    assert room.view().stage is Stage.VOTE_1
    assert counted(room) == {0}
    await room.close()


async def test_an_answer_before_the_closing_counts_and_one_while_it_is_committed_is_refused(
    tmp_path: Path,
) -> None:
    room = await a_room(tmp_path, an_opening((a_pulse_step(), *ONE_SCENARIO)))
    await lead_to(room, Stage.PULSE)
    with slow_disk(room):
        early = asyncio.ensure_future(room.cast(token_of(room, "phone-0"), open_round(room), Answer("job")))
        await turns()
        closing = asyncio.ensure_future(room.lead(c.Advance(room.clock())))
        await turns()
        late = asyncio.ensure_future(room.cast(token_of(room, "phone-1"), pulse_round(0), Answer("job")))
        await turns()
        assert not any(task.done() for task in (early, closing, late))
    await early
    await closing
    with pytest.raises(Refused, match="closed"):
        await late
    assert phone_of(room, "phone-0").given == Answer("job")
    assert phone_of(room, "phone-1").given is None
    await room.close()


async def test_an_answer_whose_connection_dropped_counts_if_it_was_on_its_way_to_the_disk(
    tmp_path: Path,
) -> None:
    room = await a_room(tmp_path, an_opening((a_pulse_step(), *ONE_SCENARIO)))
    await lead_to(room, Stage.PULSE)
    with slow_disk(room):
        dropped = asyncio.ensure_future(room.cast(token_of(room, "phone-0"), open_round(room), Answer("job")))
        await turns()
        dropped.cancel()
        await turns()
        assert room.view().voted == 0
    await room.cast(token_of(room, "phone-1"), open_round(room), Answer("none"))
    assert room.view().voted == 2
    await room.close()
    again = await Room.resume(PlanFolder(room.folder.path), Clock())
    assert phone_of(again, "phone-0").given == Answer("job")
    await again.close()


@pytest.mark.parametrize("seed", range(10))
async def test_answers_in_flight_when_the_pulse_closes_are_counted_or_refused_never_both_nor_neither(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    room = await a_room(tmp_path, an_opening((a_pulse_step(), *ONE_SCENARIO)))
    await lead_to(room, Stage.PULSE)
    order: list[int | None] = [*range(PHONES), None]
    chance.shuffle(order)
    answers: dict[int, asyncio.Task[None]] = {}
    closing: list[asyncio.Task[None]] = []
    for phone in order:
        if phone is None:
            closing.append(asyncio.ensure_future(room.lead(c.Advance(room.clock()))))
        else:
            given = room.cast(token_of(room, f"phone-{phone}"), pulse_round(0), Answer("job"))
            answers[phone] = asyncio.ensure_future(given)
        await turns(chance.choice((0, 0, 0, 1, 2)))
    told = dict(zip(answers, await asyncio.gather(*answers.values(), return_exceptions=True), strict=True))
    await asyncio.gather(*closing)
    acknowledged = {phone for phone, answer in told.items() if answer is None}
    assert all(answer is None or isinstance(answer, Refused) for answer in told.values())
    assert {phone for phone in range(PHONES) if phone_of(room, f"phone-{phone}").given} == acknowledged
    await room.close()
    again = await Room.resume(PlanFolder(room.folder.path), Clock())
    assert {phone for phone in range(PHONES) if phone_of(again, f"phone-{phone}").given} == acknowledged
    await again.close()


async def test_a_failing_disk_refuses_every_ballot_of_the_batch_and_counts_none(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.VOTE_1)
    round_ = open_round(room)
    room._journal._connection.execute("PRAGMA query_only = ON")
    answers = await asyncio.gather(
        *(room.cast(token_of(room, f"phone-{number}"), round_, FIX) for number in range(PHONES)),
        return_exceptions=True,
    )
    assert all(isinstance(answer, JournalError) for answer in answers)
    assert room.view().voted == 0
    room._journal._connection.execute("PRAGMA query_only = OFF")
    await cast_all(room, [FIX] * PHONES)
    assert room.view().voted == PHONES
    await room.close()


def watch_stages(room: Room) -> list[Stage]:
    stages: list[Stage] = []
    room.subscribe(lambda change: stages.append(room.view().stage))
    return stages


async def test_space_pressed_twice_at_once_goes_two_places_one_after_the_other(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    await lead_to(room, Stage.READ)
    stages = watch_stages(room)
    await asyncio.gather(*(room.lead(c.Advance(room.clock())) for _ in range(2)))
    assert stages == [Stage.VOTE_1, Stage.VOTE_1_CLOSED]
    await room.close()


async def test_space_is_judged_by_what_the_space_before_it_did_also_when_that_caller_went_away(
    tmp_path: Path,
) -> None:
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    await lead_to(room, Stage.READ)
    stages = watch_stages(room)
    with slow_disk(room):
        first = asyncio.ensure_future(room.lead(c.Advance(room.clock())))
        await turns()
        first.cancel()
        await turns()
        second = asyncio.ensure_future(room.lead(c.Advance(room.clock())))
        await turns()
    await second
    assert first.cancelled()
    assert stages == [Stage.VOTE_1, Stage.VOTE_1_CLOSED]
    await room.close()


async def test_two_actions_typed_at_once_are_two_actions_also_when_a_caller_went_away(
    tmp_path: Path,
) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.ACTIONS)
    with slow_disk(room):
        first = asyncio.ensure_future(room.lead(c.AgreeAction(an_action(then="we ask"))))
        await turns()
        first.cancel()
        await turns()
        second = asyncio.ensure_future(room.lead(c.AgreeAction(an_action(then="we count"))))
        await turns()
    await second
    assert [(action.id, action.then) for action in drawn(room.view(), "actions")] == [
        ("A1", "we ask"),
        ("A2", "we count"),
    ]
    await room.close()


async def test_a_ballot_whose_connection_dropped_counts_if_it_was_on_its_way_to_the_disk(
    tmp_path: Path,
) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.VOTE_1)
    with slow_disk(room):
        dropped = asyncio.ensure_future(room.cast(token_of(room, "phone-0"), open_round(room), FIX))
        await turns()
        dropped.cancel()
        await turns()
        assert room.view().voted == 0
    await cast_all(room, [FIX], first_phone=1)
    assert counted(room) == {0, 1}
    await room.close()
    again = await Room.resume(PlanFolder(room.folder.path), Clock())
    assert counted(again) == {0, 1}
    await again.close()


async def test_ballots_that_arrive_together_share_a_few_commits(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    await lead_to(room, Stage.VOTE_1)
    said: list[str] = []
    room._journal._connection.set_trace_callback(said.append)
    round_ = open_round(room)
    await asyncio.gather(
        *(room.cast(token_of(room, f"phone-{number}"), round_, FIX) for number in range(500))
    )
    assert room.view().voted == 500
    assert said.count("COMMIT") < 50
    await room.close()


async def test_a_sealing_whose_caller_went_away_is_finished(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    await lead_to(room, Stage.CLOSE)
    sealing = asyncio.ensure_future(room.seal())
    await turns()
    sealing.cancel()
    await room.close()
    assert sealing.cancelled()
    assert room.view().stage is Stage.SEALED
    assert not (room.folder.path / JOURNAL_NAME).exists()


async def test_closing_waits_for_a_command_on_its_way_to_the_disk(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    with slow_disk(room):
        leading = asyncio.ensure_future(room.lead(c.Advance(room.clock())))
        await turns()
        closing = asyncio.ensure_future(room.close())
        await turns()
        assert not closing.done()
    await leading
    await closing
    journal, events = Journal.reopen(room.folder.path / JOURNAL_NAME)
    assert len(events) == 3, "the opening, its day and the first step"
    await journal.close()
