"""What a leader without a screen types: cards, ideas, actions, look-backs; the same for the same seed."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import (
    DAY,
    START,
    STEPS,
    a_dots_step,
    a_room,
    a_session,
    a_step,
    an_action,
    an_opening,
    do,
    go_to,
    picture,
)
from tests.patience import PATIENCE
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.card import CARDS, OWNERSHIP, PURPOSE, Card, FieldKind, trouble_with
from workshop.core.live import commands as c
from workshop.core.live import machine
from workshop.core.live.dots import FEWEST_IDEAS
from workshop.core.live.plan_of import plan_of
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.steps.card import CardPicture
from workshop.core.live.steps.close import ClosePicture
from workshop.core.live.steps.ideas import IdeasPicture
from workshop.core.live.view import RoomView, room_view
from workshop.core.plans.action import Action, Metric, Review, split_starter
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.look_back import EarlierAction, LookBack, Reviewed
from workshop.core.plans.warnings import warnings
from workshop.core.words import Phase
from workshop.rehearsal.agreed import ideas
from workshop.rehearsal.leader import commands_for, write_along
from workshop.rehearsal.texts import ENTRIES
from workshop.storage.library.scenarios import library_folder, load_library


def type_in(session: Session, seed: str = "s") -> None:
    """Carry out what the leader types at this place."""
    do(session, *commands_for(room_view(session, 6), seed))


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS.keys())
def test_every_card_is_filled_as_it_may_be(card: Card) -> None:
    assert ENTRIES[card.id]
    assert all(trouble_with(card, entry) is None for entry in ENTRIES[card.id])
    steps = (dataclasses.replace(a_step(StepKind.CARD), card=card), *STEPS)
    session = go_to(a_session(steps), Stage.LINES_RESULT if card.id == OWNERSHIP else Stage.CARD)
    type_in(session)
    # A day is kept as everybody reads it, and not as it was typed.
    days = {field.key for field in card.fields if field.kind is FieldKind.DATE}
    kept = [
        {key: texts for key, texts in entry.items() if key not in days} for entry in session.entries[card.id]
    ]
    typed = [{key: texts for key, texts in entry.items() if key not in days} for entry in ENTRIES[card.id]]
    assert kept == typed


def test_groups_say_the_starters_and_more_and_nothing_twice() -> None:
    steps = (STEPS[1], a_step(StepKind.GROUPS), *STEPS[2:])
    session = go_to(a_session(steps), Stage.IDEAS)
    type_in(session)
    type_in(session)
    said = session.ideas_of(Chapter(Phase.LEARN))
    assert said[0].if_ == "a figure leaves the team"
    assert said[0].from_scenario == ("learn-01",)
    assert len(said) == len(set(said)) == 4


@pytest.mark.parametrize("agreed", [0, 1, 2, 3, 5])
def test_actions_are_completed_until_only_few_warnings_are_left(agreed: int) -> None:
    session = go_to(a_session(), Stage.ACTIONS)
    do(session, *(c.AgreeAction(an_action(if_=f"it is day {number}")) for number in range(agreed)))
    type_in(session)
    assert len(session.actions) == (agreed or 2)
    plan = plan_of(session, Chapter(Phase.LEARN))
    assert [one.rule for one in warnings(plan)] == (["one-side"] if agreed == 1 else [])
    first = plan.actions[0]
    assert first.accountable
    assert first.with_
    assert first.metric is not None
    assert first.metric.baseline is not None
    assert all(action.problem and action.for_whom and action.outcome for action in plan.actions)
    if agreed > 1:
        assert (first.paired_with, plan.actions[1].paired_with) == (plan.actions[1].id, first.id)


def looking_back(*actions: Action) -> Session:
    """A session that looks back at actions, at the first of them."""
    earlier = tuple(EarlierAction("first/1-learn.toml", action, 30) for action in actions)
    steps = (a_step(StepKind.REVIEW), *STEPS)
    opening = dataclasses.replace(
        an_opening(steps), look_back=LookBack("first", 30, "", DAY, actions=earlier)
    )
    return go_to(machine.opened(opening), Stage.REVIEW)


def reviews(session: Session, seed: str) -> Iterator[Reviewed]:
    """What is said of each action."""
    while session.stage is Stage.REVIEW:
        type_in(session, seed)
        do(session, c.Advance(START))
    yield from session.reviews.values()


MEASURED = an_action(metric=Metric(name="wrong replies", baseline=6.0, target=2.0))


def test_each_earlier_action_is_reviewed_and_one_is_dropped_with_its_lesson() -> None:
    seen = set()
    for seed in range(8):
        said = list(reviews(looking_back(MEASURED, MEASURED, an_action()), str(seed)))
        assert said == list(reviews(looking_back(MEASURED, MEASURED, an_action()), str(seed)))
        assert len(said) == 3
        assert all(one.review.held == DAY and one.review.lesson for one in said)
        assert {"no"} <= {one.review.did_it_happen for one in said} <= {"yes", "partly", "no"}
        for one in said:
            assert (one.review.next == "stop") == (one.status == "dropped")
            seen.add((one.review.did_it_happen, one.review.value))
    assert {("yes", 2.0), ("partly", 4.0), ("no", 6.0)} <= seen


def test_a_look_back_that_was_held_is_left_as_it_is() -> None:
    held = an_action(reviews=(Review(day=30, held=DAY, did_it_happen="yes"),))
    assert list(reviews(looking_back(held), "s")) == []


def test_the_next_date_is_the_one_that_is_suggested() -> None:
    session = go_to(a_session(), Stage.CLOSE)
    type_in(session)
    closing = picture(room_view(session, 6), ClosePicture).closing
    assert session.next_session == closing.suggested


def _is_typed(view: RoomView) -> bool:
    """Whether a place holds what whoever leads by Space alone needs there."""
    match view.picture:
        case CardPicture(entries=entries):
            return bool(entries)
        case IdeasPicture(ideas=ideas):
            return len(ideas) >= FEWEST_IDEAS
        case ActionsPicture(actions=actions, warnings=warnings):
            # Nothing is asked when the actions are left.
            return bool(actions) and all(map(_is_whole, actions)) and not warnings
        case ClosePicture(closing=closing):
            return closing.next_session is not None
        case _:
            return True


def _is_whole(action: Action) -> bool:
    return bool(action.accountable and action.first_step and action.first_step_by and action.metric)


async def test_while_a_person_leads_what_the_room_says_is_typed(tmp_path: Path) -> None:
    steps = (
        STEPS[0],
        dataclasses.replace(a_step(StepKind.CARD), card=CARDS[PURPOSE]),
        STEPS[1],
        a_dots_step(winners=1),
        a_step(StepKind.ACTIONS),
        a_step(StepKind.CLOSE),
    )
    room = await a_room(tmp_path, an_opening(steps))
    typing = asyncio.create_task(write_along(room))
    changed = asyncio.Event()
    stop = room.subscribe(lambda change: changed.set())
    seen = []
    try:
        while room.view().stage is not Stage.CLOSE:
            await room.lead(c.Advance(room.clock(), room.present))
            async with asyncio.timeout(PATIENCE):
                while not _is_typed(room.view()):
                    changed.clear()
                    await changed.wait()
            seen.append(room.view().stage)
    finally:
        stop()
        typing.cancel()
        await asyncio.gather(typing, return_exceptions=True)
        await room.close()
    assert {Stage.CARD, Stage.IDEAS, Stage.DOTS, Stage.ACTIONS, Stage.CLOSE} <= set(seen)


def test_no_group_says_what_a_starter_of_the_library_says() -> None:
    library = load_library(library_folder()).scenarios
    starters = {split_starter(starter) for case in library.values() for starter in case.actions}
    assert starters
    assert all(starters.isdisjoint(ideas(phase)) for phase in Phase)
