"""The picture of the desk: the facilitator's own page, a remote control with what one person alone may read.

It holds more than the wall (the note, the hint before it is shown, what comes next) and no more of votes: no
total and no share of anything, and of a first vote the suggestion only once that vote is closed for good.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from workshop.core.agenda.card import Card, Entry
from workshop.core.live import commands as c
from workshop.core.live.desk_agenda import DeskAgenda, desk_agenda, step_words
from workshop.core.live.desk_alone import Alone, for_you_alone
from workshop.core.live.desk_writing import Writing, writing_here
from workshop.core.live.dots import Idea
from workshop.core.live.question_marks import by_figure, figures
from workshop.core.live.sentences import Sentence, waiting
from workshop.core.live.session import Position, Session, Setup, Stage
from workshop.core.live.steps import ROWS
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.steps.close import Closing, closing_of
from workshop.core.live.steps.ideas import IdeasPicture
from workshop.core.live.steps.open_case import OpenCasePicture
from workshop.core.live.taken import Remarks, remarks_at_hand
from workshop.core.live.texts import MOST_SHOWN, Unread, unread, was_read, written
from workshop.core.live.view import RoomView, voted_words
from workshop.core.live.words.open_case import who_sees
from workshop.core.plans.action import Action
from workshop.core.plans.rules import Warned


class Cover(enum.Enum):
    """What lies over the wall's picture: nothing of the session, so no command and no event."""

    NOTHING = "nothing"
    BLANK = "blank"
    JOIN = "join"
    QUESTION = "question"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Private:
    """Words for the facilitator alone. It is no text: what draws the wall cannot take it for one."""

    words: str


@dataclass(frozen=True, slots=True)
class Around:
    """What a room knows beside its session.

    `covered` says what lies over the wall, `troubles` what went wrong with the files, which the wall says
    too, `warnings` what the facilitator alone should know of the phones. `is_writing` says that somebody
    writes at the keyboard: going on would throw that away. `looked_at` is the step behind the room that the
    wall shows again, `pace` how people felt about it in the last minutes. `next_page` says what more there is
    of the wall's picture than is in sight, empty where nothing is.
    """

    covered: Cover = Cover.NOTHING
    troubles: tuple[str, ...] = ()
    warnings: tuple[Private, ...] = ()
    is_writing: bool = False
    looked_at: int | None = None
    pace: str = ""
    next_page: str = ""


@dataclass(frozen=True, slots=True)
class Hands:
    """Where hands may be counted: the words of the decisions, how many were, `instead` of phones or not."""

    options: tuple[str, ...]
    counted: int
    instead: bool


@dataclass(frozen=True, slots=True)
class DeskView:
    """What the desk may show now.

    `moved` is the number of the last move, which each command of the desk carries. `where`, `subject` and
    `head` say what the wall shows, `voted` how far its vote is; `alone` is for the facilitator's eyes.
    `warnings` are those about the plan in the action step. `hands` is set where they may be counted;
    `actions` are those of the action step, None elsewhere; `closing` is set at the closing, `earlier_steps`
    are those that the wall can show again.
    `card` is the one on the wall, `entries` what was typed on it, `ideas` are
    set where they may be written; `writing_here` is what else may be.
    `writing` says how many phones have written here so far in each field, `may_gather` that in one of them
    these are enough to be read, `was_read` of which some were read before. `unread` is what is left to read
    of closed rounds, `sentences` are those of groups, with how many `more_sentences` wait behind them;
    `remarks` are those of this text, or of the last one. `questions` are those that phones show, `figures`
    say how many phones ask one too. `asks_first` is what is asked once before going on.
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
    skip_words: str
    allowed: frozenset[type[c.Command]]
    ends_at: float | None
    alone: Alone
    warnings: tuple[Warned, ...]
    actions: tuple[Action, ...] | None
    ideas: tuple[Idea, ...] | None
    writing_here: Writing
    card: Card | None
    entries: tuple[Entry, ...]
    hands: Hands | None
    closing: Closing | None
    agenda: DeskAgenda
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
    asks_first: str = ""

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
    may_write = session.step is not None and c.FillCard in wall.allowed
    card = session.step.card if session.step is not None and may_write else None
    sentences, more_sentences = waiting(session, MOST_SHOWN)
    so_far, told = written(session), figures(session)
    plan = wall.picture if isinstance(wall.picture, ActionsPicture) else None
    return DeskView(
        setup=session.setup,
        moved=session.moved,
        position=session.position,
        where=_where(session),
        subject=_subject(session),
        head=ROWS[session.stage].head if session.stage is not Stage.SEALED else "",
        voted=_voted(wall),
        present=wall.present,
        next_words=wall.next_words,
        take_back_words=wall.take_back_words,
        skip_words=wall.skip_words,
        allowed=wall.allowed,
        ends_at=session.ends_at,
        alone=for_you_alone(session, wall, now),
        warnings=plan.warnings if plan is not None else (),
        actions=plan.actions if plan is not None else None,
        ideas=_ideas(wall),
        writing_here=writing_here(session, wall),
        card=card,
        entries=session.entries_of(card.id) if card is not None else (),
        hands=_hands(session, wall),
        closing=closing_of(session) if session.stage is Stage.CLOSE else None,
        agenda=desk_agenda(session, now),
        earlier_steps=wall.earlier_steps,
        around=around,
        writing=so_far,
        may_gather=any(number >= session.setup.k for number in so_far.values()),
        was_read=was_read(session),
        unread=unread(session),
        sentences=sentences,
        more_sentences=more_sentences,
        remarks=remarks_at_hand(session),
        questions=by_figure(session, told),
        figures=told,
        asks_first=_asks_first(wall),
    )


def _asks_first(wall: RoomView) -> str:
    """Who will see a text of the room's own, before it is shown."""
    shows = isinstance(wall.picture, OpenCasePicture) and wall.picture.is_there
    return who_sees(wall.present) if shows else ""


def _where(session: Session) -> str:
    if session.stage is Stage.SEALED:
        return "Saved"
    if session.step is None:
        return "Lobby"
    return f"Step {session.position.step + 1} of {len(session.steps)}"


def _subject(session: Session) -> str:
    if session.step is None or session.stage is Stage.SEALED:
        return session.setup.title
    return step_words(session, session.position.step)


def _voted(wall: RoomView) -> str:
    asks = wall.is_open or wall.is_closed
    return voted_words(wall.voted, wall.hands, wall.present) if asks else ""


def _hands(session: Session, wall: RoomView) -> Hands | None:
    if session.scenario is None or c.CountHands not in wall.allowed:
        return None
    return Hands(session.scenario.options, wall.hands, wall.by_hand)


def _ideas(wall: RoomView) -> tuple[Idea, ...] | None:
    if isinstance(wall.picture, IdeasPicture) and c.NoteIdea in wall.allowed:
        return wall.picture.ideas
    return None
