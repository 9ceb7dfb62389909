"""A leader without a screen: takes a room through its agenda as soon as everybody has voted."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import random
from collections.abc import Callable, Mapping, Sequence

from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.card import OWNERSHIP
from workshop.core.english import capital
from workshop.core.live import commands as c
from workshop.core.live.dots import FEWEST_IDEAS, Idea, IdeaId
from workshop.core.live.machine import Refused
from workshop.core.live.session import Position, Stage
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.steps.card import CardPicture
from workshop.core.live.steps.close import ClosePicture
from workshop.core.live.steps.ideas import IdeasPicture, WritingPicture
from workshop.core.live.steps.open_case import OpenCasePicture
from workshop.core.live.steps.pulse import PulseResultPicture
from workshop.core.live.steps.review import ReviewPicture
from workshop.core.live.steps.scenario import OutcomePicture
from workshop.core.live.view import RoomView
from workshop.core.plans.action import Action, Review, first_step_day, split_starter
from workshop.core.plans.look_back import (
    EarlierAction,
    LookBack,
    Reviewed,
    held_on,
    plans_review,
    status_after,
)
from workshop.core.words import Happened, NextStep, Phase, Status, values
from workshop.rehearsal.agreed import ideas, rests
from workshop.rehearsal.good import good_of
from workshop.rehearsal.texts import (
    ENTRIES,
    LESSONS,
    OPEN_CASE,
    REASONS,
    REMARK_ON_SOUND,
    REMARKS,
    SPONSOR,
)
from workshop.room import Room
from workshop.storage.journal import JournalError

ACTIONS_A_PHASE = 2
"""Agreed on where no dots have chosen; a look-back adds one."""
SHORT = 60
"""Characters of a situation that is the name of its action, too."""
TYPING = 0.8
"""Seconds between two ideas that are typed while somebody watches."""
PATIENCE = 20.0
"""Seconds to wait for phones before going on without the missing ones."""

ANSWERS, WEIGHTS = values(Happened), (5, 3, 2)
NEXT: Mapping[str, str] = {
    Happened.YES: NextStep.KEEP.value,
    Happened.PARTLY: NextStep.CHANGE.value,
    Happened.NO: NextStep.STOP.value,
}
STATUS: Mapping[str, str] = {
    Happened.YES: Status.DONE.value,
    Happened.PARTLY: Status.CHANGED.value,
    Happened.NO: Status.DROPPED.value,
}
"""What becomes of an earlier action, by whether it happened; made up, as a room might decide."""

Report = Callable[[RoomView], None]


async def lead(room: Room, *, phones: int, report: Report, seed: str = "rehearsal") -> None:
    """Lead a room from the lobby to its closing, then seal it.

    Raises:
        Refused, JournalError, PlanError: as the room does.
    """
    await _wait_for(room, lambda: room.present >= phones)
    while room.view().stage is not Stage.CLOSE:
        report(room.view())
        if room.view().is_open:
            await _wait_for(room, lambda: room.view().voted >= phones)
        for command in commands_for(room.view(), seed):
            await room.lead(command)
        await _keep_warnings(room)
        await room.lead(c.Advance(room.clock(), room.present))
    report(room.view())
    for command in commands_for(room.view(), seed):
        await room.lead(command)
    await room.seal()
    report(room.view())


async def write_along(room: Room, seed: str = "demo", *, pause: float = TYPING) -> None:
    """Type what a facilitator would type, at each place once, while a person leads the room; until cancelled.

    What the next step needs is there at once, so that whoever leads by Space alone misses nothing.
    """
    written: set[Position] = set()
    changed = asyncio.Event()
    stop = room.subscribe(lambda change: changed.set())
    try:
        while True:
            changed.clear()
            view = room.view()
            if view.position not in written:
                written.add(view.position)
                await _write(room, view, seed, pause)
            else:
                await changed.wait()
    finally:
        stop()


async def _write(room: Room, view: RoomView, seed: str, pause: float) -> None:
    """Type what belongs to a place; what comes too late, because the room has moved on, is left out."""
    try:
        for number, command in enumerate(commands_for(view, seed)):
            if isinstance(view.picture, IdeasPicture) and number >= FEWEST_IDEAS:
                await asyncio.sleep(pause)
            if room.view().position != view.position:
                return
            await room.lead(command)
        if isinstance(view.picture, ActionsPicture):
            await _keep_warnings(room)
    except (Refused, JournalError):
        return


def commands_for(view: RoomView, seed: str) -> Sequence[c.Command]:
    """What a facilitator types at this place; the same for the same seed."""
    match view.picture:
        case CardPicture(card=card, just_told=True) if card.id != OWNERSHIP:
            return []  # what dots have chosen stays
        case CardPicture(card=card, roles=roles) if roles:
            return [c.FillCard({card.fields[0].key: good_of(roles)})]
        case CardPicture(card=card):
            return [c.FillCard(dict(entry), index) for index, entry in enumerate(ENTRIES.get(card.id, ()))]
        case IdeasPicture() as written:
            return _note_ideas(written, _phase(view))
        case ActionsPicture() as written:
            return _agree(view, written)
        case OutcomePicture(key=key):
            return [c.KeepRemark(REMARK_ON_SOUND if key.control else REMARKS[key.families[0]])]
        case ReviewPicture(look_back=earlier):
            return _review(earlier, view.position.part, view.setup.date, seed)
        case PulseResultPicture(pulse=pulse, sponsor="") if pulse.sponsor_answers:
            return [c.RecordSponsor(SPONSOR)]
        case OpenCasePicture(is_there=False):
            return [c.PasteCase(*OPEN_CASE)]
        case ClosePicture(closing=closing) if view.stage is Stage.CLOSE:
            return [c.SetNextDate(closing.suggested)]
        case _:
            return []


def _phase(view: RoomView) -> Phase:
    return view.steps[view.position.step].phase


def _note_ideas(written: IdeasPicture, phase: Phase) -> Sequence[c.Command]:
    """The starters of the phase, and what groups say of their own."""
    known = {(idea.if_, idea.then) for idea in written.ideas}
    new = [idea for idea in _ideas_of(written, phase) if (idea.if_, idea.then) not in known]
    return [c.NoteIdea(idea) for idea in new[: written.most - len(written.ideas)]]


def _ideas_of(written: WritingPicture, phase: Phase) -> Sequence[Idea]:
    begun = [
        Idea(IdeaId(""), *split_starter(words), scenarios, role)
        for scenarios, words, role in written.starters
    ]
    of_scenarios = [idea for idea in begun if idea.then]
    return [*of_scenarios, *(Idea(IdeaId(""), if_, then) for if_, then in ideas(phase))]


def _agree(view: RoomView, written: ActionsPicture) -> Sequence[c.Command]:
    """The actions that dots have chosen, or what was said first, with what a plan needs besides."""
    by = first_step_day(view.setup.date)
    most = 1 if any(step.kind is StepKind.REVIEW for step in view.steps) else ACTIONS_A_PHASE
    actions = written.actions or tuple(
        Action("", idea.if_, idea.then, from_scenario=idea.from_scenario, role=idea.role)
        for idea in _ideas_of(written, _phase(view))[:most]
    )
    ids = [action.id for action in actions[:2] if action.id]
    pairs = dict(zip(ids, reversed(ids), strict=True)) if len(ids) == 2 else {}
    return [
        c.AgreeAction(
            dataclasses.replace(
                action,
                what=capital(action.if_) if len(action.if_) <= SHORT else "",
                first_step_by=by,
                serves=written.phase.direction,
                paired_with=pairs.get(action.id, ""),
                **{field.name: getattr(rest, field.name) for field in dataclasses.fields(rest)},
            )
        )
        for action, rest in zip(actions, rests(_phase(view), actions, view.setup.date), strict=True)
    ]


async def _keep_warnings(room: Room) -> None:
    """Keep what the plan is still warned about and the room has a reason for; the rest stays open."""
    picture = room.view().picture
    for warned in picture.warnings if isinstance(picture, ActionsPicture) else ():
        if reason := REASONS.get(warned.rule):
            await room.lead(c.KeepWarnings(reason, ((warned.rule, warned.action),)))


def _review(earlier: LookBack, index: int, today: dt.date, seed: str) -> Sequence[c.Command]:
    """Whether the earlier action on screen happened; of several, one is always given up with its lesson."""
    if index >= len(earlier.actions) or held_on(earlier.actions[index].action, earlier.actions[index].day):
        return []
    rng = random.Random(f"{seed}/review/{earlier.of}/{earlier.day}")
    answers = rng.choices(ANSWERS, WEIGHTS, k=len(earlier.actions))
    if len(answers) > 1 and "no" not in answers:
        answers[rng.randrange(len(answers))] = "no"
    return [c.ReviewAction(_reviewed(earlier.actions[index], answers[index], today))]


def _reviewed(earlier: EarlierAction, happened: str, today: dt.date) -> Reviewed:
    planned = (review for review in earlier.action.reviews if review.day == earlier.day)
    review = next(planned, Review(day=earlier.day))
    held = dataclasses.replace(
        review,
        held=today,
        did_it_happen=happened,
        value=_value_of(earlier.action, happened),
        lesson=LESSONS[happened],
        next=NEXT[happened],
    )
    # A touch asks for the first step: it ends nothing.
    ends = plans_review(earlier.day)
    return Reviewed(held, STATUS[happened] if ends else status_after(happened, earlier.action.status))


def _value_of(action: Action, happened: str) -> float | None:
    """The number as it would be now: where it was meant to be, half way, or where it was."""
    metric = action.metric
    if metric is None or metric.baseline is None or metric.target is None:
        return None
    share = {"yes": 1.0, "partly": 0.5, "no": 0.0}[happened]
    return round(metric.baseline + share * (metric.target - metric.baseline), 2)


async def _wait_for(room: Room, reached: Callable[[], bool]) -> None:
    """Wait until something is so, looking at each change of the room, but not longer than `PATIENCE`."""
    changed = asyncio.Event()
    stop = room.subscribe(lambda change: changed.set())
    try:
        async with asyncio.timeout(PATIENCE):
            while not reached():
                changed.clear()
                await changed.wait()
    except TimeoutError:
        pass
    finally:
        stop()
