"""A session: how it was set up, where it stands, and what the room has said so far."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from workshop.core.agenda.agenda import Step
from workshop.core.agenda.card import OUTCOME, OWNERSHIP, PURPOSE, CardId, Entry
from workshop.core.agenda.open_case import OpenCase
from workshop.core.agenda.pulse import Answer, PulseId
from workshop.core.live.dots import Dots, Idea, IdeaId, Line
from workshop.core.live.rounds import Round, Seat, Takes
from workshop.core.live.scores import Scores
from workshop.core.plans.action import Action
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.look_back import LookBack, Reviewed
from workshop.core.plans.plan import Note
from workshop.core.plans.record import MapPlace
from workshop.core.scenarios.incident import Incident
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import DEFAULT_K as DEFAULT_K
from workshop.core.words import MAXIMUM_K as MAXIMUM_K
from workshop.core.words import MINIMUM_K as MINIMUM_K
from workshop.core.words import Audience, Decision, Phase


class Stage(enum.StrEnum):
    """Where a session stands; a step of the agenda passes through one or more of them."""

    LOBBY = "lobby"
    OPEN = "open"
    READ = "read"
    VOTE_1 = "vote-1"
    VOTE_1_CLOSED = "vote-1-closed"
    TALK = "talk"
    VOTE_2 = "vote-2"
    VOTE_2_CLOSED = "vote-2-closed"
    REVEAL = "reveal"
    OUTCOME = "outcome"
    CHECK = "check"
    DEBRIEF = "debrief"
    CARD = "card"
    LINES = "lines"
    LINES_CLOSED = "lines-closed"
    LINES_RESULT = "lines-result"
    GROUPS = "groups"
    IDEAS = "ideas"
    DOTS = "dots"
    DOTS_CLOSED = "dots-closed"
    DOTS_RESULT = "dots-result"
    SCORE = "score"
    SCORE_CLOSED = "score-closed"
    SCORE_RESULT = "score-result"
    REVIEW = "review"
    SHIFT = "shift"
    ACTIONS = "actions"
    BREAK = "break"
    PULSE = "pulse"
    PULSE_CLOSED = "pulse-closed"
    PULSE_RESULT = "pulse-result"
    OPEN_CASE = "open-case"
    OPEN_CASE_VOTE = "open-case-vote"
    OPEN_CASE_CLOSED = "open-case-closed"
    OPEN_CASE_RESULT = "open-case-result"
    MAP = "map"
    CLOSE = "close"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Ballot:
    """One participant's answer in a round. The decision alone is enough.

    `taps` holds indices of sentences from 0, in rising order; `confidence` is in percent; `role` is what the
    phone said of itself, if it did.
    """

    decision: Decision
    taps: tuple[int, ...] = ()
    missing: bool = False
    confidence: int | None = None
    role: Audience | None = None


@dataclass(frozen=True, slots=True)
class Taps:
    """The lines of an open case that one participant would not let pass; none at all is an answer too.

    `lines` holds indices from 0, in rising order.
    """

    lines: tuple[int, ...] = ()
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """What one participant wrote in a round, in their own words.

    A group's if-then sentence has two halves: `words` stand behind If, `then` behind then.
    """

    words: str
    then: str = ""


@dataclass(frozen=True, slots=True)
class QuestionMark:
    """That one participant asks a released question too, or no longer."""

    asks: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that the desk has released: in `words` of the facilitator's, or as its round has it."""

    round: Round
    number: int
    words: str
    answered: bool = False


Given = Answer | Dots | Scores | Taps
"""What one phone answers in a round that takes no ballot."""

Vote = Ballot | Given | Text | QuestionMark
"""What one phone says in a round."""

VOTES: Mapping[Takes, type[Vote]] = MappingProxyType(
    {
        Takes.BALLOT: Ballot,
        Takes.CHOICE: Answer,
        Takes.DOTS: Dots,
        Takes.TEXT: Text,
        Takes.SCORES: Scores,
        Takes.TAPS: Taps,
        Takes.MARK: QuestionMark,
    }
)
"""What a vote is in a round, by what it takes."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the facilitator decided before the room came in.

    Only two things change later: the day, which is that of the first Space, and the address. `host_named`
    says that somebody named it, so that no other is better.
    """

    session_id: str
    title: str
    date: dt.date
    agenda: str
    code: str
    host: str
    port: int
    k: int = DEFAULT_K
    sponsor: str = ""
    purpose: str = ""
    rehearsal: bool = False
    series: str = ""
    outcome: str = ""
    product: str = ""
    organisation: str = ""
    facilitator: str = ""
    unsaid: tuple[CardId, ...] = ()
    """Purpose or outcome, where nobody had said it before the room came in."""
    direction: str = ""
    host_named: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a session: the step (-1 in the lobby), its stage, and the part of that stage.

    `group` is the one whose text is shown, where a step is played by role and its groups take turns.
    """

    step: int
    stage: Stage
    part: int = 0
    group: int = 0


LOBBY = Position(-1, Stage.LOBBY)

EVERYBODY: frozenset[Audience | None] = frozenset((*Audience, None))
"""All roles; None stands for those who named none."""


@dataclass(frozen=True, slots=True)
class Group:
    """Those who play one text of a scenario step: the phones that named one of these `roles`.

    `role` is the one whose work the text shows, None where everybody plays the same one.
    """

    role: Audience | None
    roles: frozenset[Audience | None]
    scenario: ScenarioId


@dataclass(frozen=True, slots=True)
class DotVote:
    """A vote on ideas whose result was told, with dots or scores, as it stood then.

    `agreed` is how many actions its phase had for each role, and for everybody, `part` its last round that
    was told.
    """

    ideas: tuple[Idea, ...]
    agreed: Mapping[str, int]
    part: int
    level: tuple[IdeaId, ...] = ()
    """The ideas of its second round, so that nobody counts the first one again for each phone."""


@dataclass(frozen=True, slots=True)
class Move:
    """A move that may be taken back: where the room was, and what the move did beside leading on.

    `step_began` is when the room had come to the step that it left, `left_at` when it left it, `phones` how
    many were there when the room came to that place before, if it did, `left_out` whether it passed over
    something, as a skip does. `is_first` says that its step was new to the room, `adds_step` that it was put
    in for this move, as a break now is; `opened` names the rounds that it opened for the first time, and
    `made` are the actions that leaving a vote on ideas agreed on.
    """

    position: Position
    ends_at: float | None
    step_began: float
    left_at: float
    participants: int
    phones: int | None
    left_out: bool
    is_first: bool
    adds_step: bool
    opened: tuple[Round, ...]
    made: tuple[Action, ...]


@dataclass(slots=True)
class Session:
    """The live state. Only `workshop.core.live.machine.apply` changes it.

    Times are seconds since the epoch. `participants` is the largest number of phones seen at a step,
    `phones` how many were there when the room last came to a place.
    `hands` are shows of hands beside the ballots, `by_hand` the rounds in which they stand in their place,
    `dropped` says how often phones' ballots were given up for them.
    `texts` are what people wrote: `texts_closed` says which rounds nobody writes in any more, `texts_done`
    which of their texts were released or put away, `last_read` whether those of the rounds that were closed
    since the last move, or by it, were enough to be read, `questions_came` whether questions
    are among these; `questions` are those that were released,
    `question_marks` say which phones ask them too, `marks_counted` which rounds of marks were counted.
    `told` are the steps whose pulse, or dots on a card, the room was told, `lines` what could get these dots;
    `dot_votes` are those of a vote on ideas with
    what was voted on; `curve_at` is the step of the one map that shows the curve of how sure and how right,
    None before it was shown; `sponsor` holds the sponsor's answers,
    `minutes` the price of refusing one sound output, `last_place` where this room stood on the map last time.
    `look_back` is the earlier session that is looked back at, `reviews` what was said about its actions by
    their index, `sent` those that were to be written into its plans when their step was left; `entries` is
    what was typed on cards, `remarks` what somebody said about a scenario. `moves` are the moves that can be
    taken back, the last one last. `moved` says how often the room was led to another place, back included, or
    its agenda changed: it only rises, so that a command can say which place it was meant for. `planned` are
    the steps as they were at first, `before_change` those before the last change of the agenda in this place,
    `reached` is the last one that the room has ever entered, the closing aside. `desk_opened` says that the
    facilitator has a desk, `desks_revoked` how often all of them were shut out. `began` is when the room left
    the lobby; None there. `step_began` is when it came to the present step, `rested` when it last came out of
    a break, 0 where it had none. `groups` are those of a scenario step that is played by role, `open_cases`
    what was pasted for a step, in place of what its agenda had.
    """

    setup: Setup
    steps: tuple[Step, ...]
    scenarios: dict[ScenarioId, Scenario]
    incidents: dict[ScenarioId, Incident] = field(default_factory=dict)
    last_place: MapPlace | None = None
    look_back: LookBack | None = None
    position: Position = LOBBY
    entered_at: float = 0.0
    ends_at: float | None = None
    participants: int = 0
    phones: dict[Position, int] = field(default_factory=dict)
    ballots: dict[Round, dict[Seat, Ballot]] = field(default_factory=dict)
    hands: dict[Round, dict[Decision, int]] = field(default_factory=dict)
    by_hand: set[Round] = field(default_factory=set)
    dropped: int = 0
    day_named: bool = False
    answers: dict[Round, dict[Seat, Given]] = field(default_factory=dict)
    texts: dict[Round, dict[Seat, Text]] = field(default_factory=dict)
    texts_closed: set[Round] = field(default_factory=set)
    texts_done: dict[Round, set[int]] = field(default_factory=dict)
    last_read: dict[Round, bool] = field(default_factory=dict)
    questions_came: bool = False
    questions: tuple[Asked, ...] = ()
    question_marks: dict[Round, dict[Seat, QuestionMark]] = field(default_factory=dict)
    marks_counted: set[Round] = field(default_factory=set)
    sponsor: dict[PulseId, str] = field(default_factory=dict)
    minutes: dict[ScenarioId, int] = field(default_factory=dict)
    held: set[Round] = field(default_factory=set)
    hints: set[ScenarioId] = field(default_factory=set)
    revealed: set[ScenarioId] = field(default_factory=set)
    told: set[int] = field(default_factory=set)
    lines: dict[int, tuple[Line, ...]] = field(default_factory=dict)
    dot_votes: dict[int, DotVote] = field(default_factory=dict)
    curve_at: int | None = None
    visited: set[int] = field(default_factory=set)
    actions: dict[str, tuple[Chapter, Action]] = field(default_factory=dict)
    action_count: int = 0
    entries: dict[CardId, tuple[Entry, ...]] = field(default_factory=dict)
    ideas: dict[IdeaId, tuple[Chapter, Idea]] = field(default_factory=dict)
    idea_count: int = 0
    remarks: dict[ScenarioId, tuple[str, ...]] = field(default_factory=dict)
    notes: dict[Chapter, tuple[Note, ...]] = field(default_factory=dict)
    reviews: dict[int, Reviewed] = field(default_factory=dict)
    sent: set[int] = field(default_factory=set)
    moves: list[Move] = field(default_factory=list)
    moved: int = 0
    planned: tuple[Step, ...] = ()
    before_change: tuple[Step, ...] | None = None
    reached: int = -1
    desk_opened: bool = False
    desks_revoked: int = 0
    began: float | None = None
    step_began: float = 0.0
    rested: float = 0.0
    groups: dict[int, tuple[Group, ...]] = field(default_factory=dict)
    open_cases: dict[int, OpenCase] = field(default_factory=dict)
    next_session: dt.date | None = None
    no_next_session: bool = False

    @property
    def stage(self) -> Stage:
        """The stage it is in."""
        return self.position.stage

    @property
    def step(self) -> Step | None:
        """The step it is in; None in the lobby."""
        index = self.position.step
        return self.steps[index] if 0 <= index < len(self.steps) else None

    def groups_at(self, index: int) -> tuple[Group, ...]:
        """Who plays which text in a step: everybody one, unless groups have come about; none elsewhere."""
        step = self.steps[index] if 0 <= index < len(self.steps) else None
        if step is None or step.scenario is None:
            return ()
        return self.groups.get(index) or (Group(None, EVERYBODY, step.scenario),)

    @property
    def groups_here(self) -> tuple[Group, ...]:
        """Those of the current step."""
        return self.groups_at(self.position.step)

    @property
    def scenario(self) -> Scenario | None:
        """The scenario of the current step, if it plays one: that of the group whose turn it is."""
        groups = self.groups_here
        return self.scenarios[groups[self.position.group].scenario] if groups else None

    def last_seen(self, index: int, stage: Stage) -> Position | None:
        """The last part of a stage that the room has come to in a step; None where it never did.

        In the present step it is about the text that the room is at.
        """
        here = self.position
        seen = [
            there
            for there in self.phones
            if (there.step, there.stage) == (index, stage)
            and (index != here.step or there.group == here.group)
        ]
        return max(seen, key=lambda there: (there.group, there.part), default=None)

    def is_revealed(self, index: int) -> bool:
        """Whether the room has seen the answer of a text that a step plays."""
        return any(group.scenario in self.revealed for group in self.groups_at(index))

    @property
    def chapter(self) -> Chapter | None:
        """What the room works on now; None in the lobby."""
        return Chapter(self.step.phase) if self.step is not None else None

    def actions_of(self, chapter: Chapter) -> tuple[Action, ...]:
        """The actions of a chapter, in the order in which they were agreed."""
        return tuple(action for of, action in self.actions.values() if of == chapter)

    def actions_in(self, phase: Phase) -> tuple[Action, ...]:
        """The actions of a phase, for whichever role, in the order in which they were agreed."""
        return tuple(action for of, action in self.actions.values() if of.phase is phase)

    def entries_of(self, card: CardId) -> tuple[Entry, ...]:
        """What was typed on a card; some of it may have been typed before the room came in."""
        key, before = {
            PURPOSE: ("purpose", self.setup.purpose),
            OUTCOME: ("outcome", self.setup.outcome),
            OWNERSHIP: ("direction", self.setup.direction),
        }.get(card, ("", ""))
        return self.entries.get(card, ()) or (({key: (before,)},) if before else ())

    def ideas_of(self, chapter: Chapter) -> tuple[Idea, ...]:
        """The ideas of a chapter, in the order in which they were said."""
        return tuple(idea for of, idea in self.ideas.values() if of == chapter)

    @property
    def chapters_held(self) -> tuple[Chapter, ...]:
        """The chapters in which the room saw a reveal, agreed on an action or wrote on a card."""
        held = {
            Chapter(step.phase, group.role)
            for index, step in enumerate(self.steps)
            for group in self.groups_at(index)
            if group.scenario in self.revealed
        }
        held |= {chapter for chapter, _ in self.actions.values()}
        held |= {Chapter(phase) for phase in Phase if self.cards_shown(phase) & self.entries.keys()}
        return tuple(sorted(held, key=lambda chapter: chapter.name))

    @property
    def phases_held(self) -> tuple[Phase, ...]:
        """The phases of these chapters."""
        return tuple(dict.fromkeys(chapter.phase for chapter in self.chapters_held))

    def chapters_of(self, phase: Phase) -> tuple[Chapter, ...]:
        """A phase as a whole, and what roles agreed on in it."""
        roles = (chapter for chapter in self.chapters_held if chapter.phase is phase)
        return tuple(dict.fromkeys((Chapter(phase), *roles)))

    @property
    def phases_left(self) -> frozenset[Phase]:
        """The phases of which a step is behind the room: what was agreed in them is saved."""
        return frozenset(self.steps[index].phase for index in self.visited if index < self.position.step)

    def cards_shown(self, phase: Phase) -> frozenset[CardId]:
        """The cards that the room has seen in a phase; another phase may show the same one later."""
        return frozenset(
            step.card.id
            for index, step in enumerate(self.steps)
            if step.card is not None and step.phase is phase and index in self.visited
        )
