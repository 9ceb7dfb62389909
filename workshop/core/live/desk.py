"""The picture of the desk: the facilitator's own page, a remote control with what one person alone may read.

It holds more than the wall (the note, the hint before it is shown, what comes next) and no more of votes: no
total and no share of anything, and of a first vote the suggestion only once that vote is closed for good.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from workshop.core.agenda.card import Card, Entry
from workshop.core.english import capital
from workshop.core.live import commands as c
from workshop.core.live.agenda_changes import carries_actions, first_unmet, may_move, unmet
from workshop.core.live.agenda_clock import break_is_due, break_phase, lateness, next_optional
from workshop.core.live.desk_writing import Writing, writing_here
from workshop.core.live.dots import Idea
from workshop.core.live.question_marks import by_figure, figures
from workshop.core.live.sentences import Sentence, waiting
from workshop.core.live.session import Position, Session, Setup, Stage
from workshop.core.live.steps import KINDS, ROWS
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.steps.close import Closing, closing_of
from workshop.core.live.steps.ideas import IdeasPicture
from workshop.core.live.steps.kind import said
from workshop.core.live.taken import Remarks, remarks_at_hand
from workshop.core.live.tally import SMALL_ROOM, first_tally, suggest
from workshop.core.live.texts import MOST_SHOWN, Unread, unread, was_read, written
from workshop.core.live.view import RoomView, voted_words
from workshop.core.live.words.desk import (
    BREAK_DUE,
    BREAK_DUE_LATER,
    FOR_CARD,
    ROUGH,
    SOUND,
    SPEAKS_FIRST,
    SPONSOR_FIRST,
    TO_SAY,
    time_words,
)
from workshop.core.plans.action import Action
from workshop.core.plans.rules import Warned
from workshop.core.words import Phase


class Cover(enum.Enum):
    """What lies over the wall's picture: nothing of the session, so no command and no event."""

    NOTHING = "nothing"
    BLANK = "blank"
    JOIN = "join"
    QUESTION = "question"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Around:
    """What a room knows beside its session.

    `covered` says what lies over the wall, `troubles` what the facilitator should know of the files and the
    phones, `is_writing` that somebody writes at the keyboard: going on would throw that away. `looked_at` is
    the step behind the room that the wall shows again, `pace` how people felt about it in the last minutes.
    `next_page` says what more there is of the wall's picture than is in sight, empty where nothing is.
    """

    covered: Cover = Cover.NOTHING
    troubles: tuple[str, ...] = ()
    is_writing: bool = False
    looked_at: int | None = None
    pace: str = ""
    next_page: str = ""


@dataclass(frozen=True, slots=True)
class DeskStep:
    """A step of the agenda: its words, its planned minutes, and where the room is.

    `is_unmet` says that the room has never entered it, so that steps can be added before it; `may_go` that it
    can be left out, `earlier` and `later` that it can change places with the one beside it; `asks` that
    actions are written there, so that whoever leaves it out or moves it is asked twice. `is_text` says that
    it plays a scenario, which can be another one.
    """

    index: int
    words: str
    minutes: int
    is_behind: bool
    is_here: bool
    is_text: bool
    is_unmet: bool
    may_go: bool
    earlier: bool
    later: bool
    asks: bool


@dataclass(frozen=True, slots=True)
class DeskView:
    """What the desk may show now.

    `moved` is the number of the last move, which each command of the desk carries. `where`, `subject` and
    `head` say what the wall shows, `voted` how far its vote is. `time` says how the agenda stands against the
    clock, `pays` is the next step that could be left out where it is over; `note` and `hint` are those of the
    scenario, `hint` until it is shown; `suggestion` is set in the talk only. `to_say` are sentences for this
    place, `break_phase` is set where a break may be put in behind this step: it would belong to that phase;
    `purpose` is what its card is for, `speaks` who speaks
    first; `warnings` are those about the plan in the action step. `options` are the words of the decisions
    where hands may be counted, `hands` those that were, `by_hand` that they stand in the place of phones;
    `actions` are those of the action step, None elsewhere; `closing` is set at the closing, `earlier_steps`
    are those that the wall can show again.
    `card` is the one on the wall, `entries` what was typed on it, `ideas` are
    set where they may be written; `writing_here` is what else may be.
    `writing` says how many phones have written here so far in each field, `may_gather` that in one of them
    these are enough to be read, `was_read` of which some were read before. `unread` is what is left to read
    of closed rounds, `sentences` are those of groups, with how many `more_sentences` wait behind them;
    `remarks` are those of this text, or of the last one. `questions` are those that phones show, `figures`
    say how many phones ask one too.
    """

    setup: Setup
    moved: int
    position: Position
    where: str
    subject: str
    head: str
    voted: str
    present: int
    next_words: str
    take_back_words: str
    allowed: frozenset[type[c.Command]]
    ends_at: float | None
    time: str
    pays: int | None
    note: str
    hint: str
    suggestion: str
    to_say: tuple[str, ...]
    break_phase: Phase | None
    purpose: str
    speaks: str
    warnings: tuple[Warned, ...]
    actions: tuple[Action, ...] | None
    ideas: tuple[Idea, ...] | None
    writing_here: Writing
    card: Card | None
    entries: tuple[Entry, ...]
    options: tuple[str, ...]
    hands: int
    by_hand: bool
    closing: Closing | None
    agenda: tuple[DeskStep, ...]
    earlier_steps: tuple[int, ...]
    around: Around
    writing: Mapping[str, int]
    may_gather: bool
    was_read: frozenset[str]
    unread: tuple[Unread, ...]
    sentences: tuple[Sentence, ...]
    more_sentences: int
    remarks: Remarks | None
    questions: Mapping[int, str]
    figures: Mapping[int, int]

    @property
    def stage(self) -> Stage:
        """The stage the session is in."""
        return self.position.stage

    @property
    def unread_questions(self) -> int:
        """How many questions were neither released nor put away."""
        return sum(len(one.texts) + one.more for one in self.unread if one.round.is_question)


def desk_view(session: Session, wall: RoomView, now: float, around: Around) -> DeskView:
    """The picture for the desk, beside that of the wall."""
    scenario, here, step = session.scenario, session.position, session.step
    asks, over = wall.is_open or wall.is_closed, here.stage is Stage.SEALED
    card = step.card if step is not None else None
    plan = wall.picture if isinstance(wall.picture, ActionsPicture) else None
    late = _late(session, now)
    pays = next_optional(session) if late is not None and late > 0 else None
    return DeskView(
        setup=session.setup,
        moved=session.moved,
        position=here,
        where=_where(session),
        subject=step_words(session, here.step) if step is not None and not over else session.setup.title,
        head=ROWS[here.stage].head if not over else "",
        voted=voted_words(wall.voted, wall.hands, wall.present) if asks else "",
        present=wall.present,
        next_words=wall.next_words,
        take_back_words=wall.take_back_words,
        allowed=wall.allowed,
        ends_at=session.ends_at,
        time=_time(session, late, pays),
        pays=pays,
        note=(scenario.facilitator_note or "") if scenario is not None else "",
        hint=scenario.hint if scenario is not None and wall.hint_ready else "",
        suggestion=_suggestion(session),
        to_say=(*_propose_break(session, wall, now), *_own_note(session), *_to_say(session)),
        break_phase=break_phase(session),
        purpose=FOR_CARD[card.id] if card is not None else "",
        speaks=_who_speaks(session),
        warnings=plan.warnings if plan is not None else (),
        actions=plan.actions if plan is not None else None,
        ideas=_ideas(wall),
        writing_here=writing_here(session, wall),
        card=card,
        entries=session.entries_of(card.id) if card is not None else (),
        options=scenario.options if scenario is not None and c.CountHands in wall.allowed else (),
        hands=wall.hands,
        by_hand=wall.by_hand,
        closing=closing_of(session) if here.stage is Stage.CLOSE else None,
        agenda=tuple(_step(session, index) for index in range(len(session.steps))),
        earlier_steps=wall.earlier_steps,
        around=around,
        writing=written(session),
        may_gather=any(number >= session.setup.k for number in written(session).values()),
        was_read=was_read(session),
        unread=unread(session),
        sentences=waiting(session)[:MOST_SHOWN],
        more_sentences=max(0, len(waiting(session)) - MOST_SHOWN),
        remarks=remarks_at_hand(session),
        questions=by_figure(session),
        figures=figures(session),
    )


def _step(session: Session, index: int) -> DeskStep:
    beside = [other for other in (index - 1, index + 1) if may_move(session, index, other)]
    return DeskStep(
        index,
        step_words(session, index),
        session.steps[index].minutes,
        is_behind=index < session.position.step,
        is_here=index == session.position.step,
        is_text=session.steps[index].scenario is not None,
        is_unmet=index >= first_unmet(session),
        may_go=index in unmet(session),
        earlier=index - 1 in beside,
        later=index + 1 in beside,
        asks=any(carries_actions(session.steps[at]) for at in (index, *beside)),
    )


def step_words(session: Session, index: int) -> str:
    """What a step is called where one person alone reads it: a scenario by its title."""
    step = session.steps[index]
    if step.scenario is not None:
        return session.scenarios[step.scenario].title
    if step.pulse is not None:
        return step.pulse.question
    if step.card is not None:
        return step.card.question
    kind = KINDS[step.kind]
    return step.title or capital(said(kind.entry, session, kind.path(session, index)[0]))


def _where(session: Session) -> str:
    if session.stage is Stage.SEALED:
        return "Saved"
    if session.step is None:
        return "Lobby"
    return f"Step {session.position.step + 1} of {len(session.steps)}"


def _ideas(wall: RoomView) -> tuple[Idea, ...] | None:
    if isinstance(wall.picture, IdeasPicture) and c.NoteIdea in wall.allowed:
        return wall.picture.ideas
    return None


def _suggestion(session: Session) -> str:
    """What a first vote calls for, in the talk after it: never the share behind it."""
    if session.scenario is None or session.stage is not Stage.TALK:
        return ""
    tally = first_tally(session, session.scenario)
    is_rough = tally is not None and tally.voters < SMALL_ROOM
    return f"{suggest(tally).value} {ROUGH}" if is_rough else suggest(tally).value


def _own_note(session: Session) -> tuple[str, ...]:
    """What the facilitator wrote for this step the evening before."""
    step = session.step
    return (step.note,) if step is not None and step.note else ()


def _to_say(session: Session) -> tuple[str, ...]:
    if session.stage is Stage.REVEAL and session.scenario is not None and session.scenario.control:
        return SOUND
    return TO_SAY.get(session.stage, ())


def _who_speaks(session: Session) -> str:
    step = session.step
    asked = step is not None and step.pulse is not None and step.pulse.id in SPONSOR_FIRST
    return SPEAKS_FIRST if asked and session.stage in (Stage.PULSE_CLOSED, Stage.PULSE_RESULT) else ""


def _late(session: Session, now: float) -> int | None:
    """By how many full minutes the agenda is over, below 0 ahead; None where it does not run."""
    is_running = session.began is not None and session.stage is not Stage.SEALED
    return int(lateness(session, now)) if is_running else None


def _time(session: Session, late: int | None, pays: int | None) -> str:
    if late is None:
        return ""
    after = sum(step.minutes for step in session.steps[session.position.step + 1 :])
    return time_words(late, after, pays=pays is not None)


def _propose_break(session: Session, wall: RoomView, now: float) -> tuple[str, ...]:
    if not break_is_due(session, now):
        return ()
    return (BREAK_DUE if c.BreakNow in wall.allowed else BREAK_DUE_LATER,)
