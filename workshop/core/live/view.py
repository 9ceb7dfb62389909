"""Frozen views of a session: one for the projected screen, one for a phone.

Neither holds more than may be seen at that moment: no key before the reveal, no totals of an open round,
no distribution of a first vote before the reveal, nothing below the smallest group.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from workshop.core.agenda.agenda import Step
from workshop.core.english import capital
from workshop.core.live import commands as c
from workshop.core.live import machine
from workshop.core.live.dots import IdeaId
from workshop.core.live.groups import group_for
from workshop.core.live.pace import hears_pace
from workshop.core.live.question_marks import own_marks
from workshop.core.live.roles import named_role, role_round
from workshop.core.live.rounds import Round, Seat, scenario_round
from workshop.core.live.sentences import group_round
from workshop.core.live.session import Position, Session, Setup, Stage, Vote
from workshop.core.live.steps import (
    KINDS,
    ROWS,
    Picture,
    asks_at,
    is_closed,
    is_open,
    is_parted,
    parts_roles,
)
from workshop.core.live.steps.kind import Stands, said
from workshop.core.live.steps.scenario import HintPicture, neutral_title, title_for
from workshop.core.live.tally import phones_and_hands
from workshop.core.live.texts import asking_round, closed_now, open_questions, text_rounds
from workshop.core.plans.action import Action
from workshop.core.scenarios.findings import findings
from workshop.core.words import Audience, Phase, role_name


@dataclass(frozen=True, slots=True)
class View:
    """What a surface may show now: the frame that is the same everywhere, and one picture.

    `by_hand` says that in the round of this place hands stand in the place of the phones. `title` is what is
    looked at: a scenario may have a neutral one, which `number` is everywhere in its step; elsewhere it is
    empty. `voted` are the phones that have voted in a round that was just told.
    """

    setup: Setup
    position: Position
    picture: Picture
    by_hand: bool
    title: str
    number: str
    voted: int
    actions_by_phase: Mapping[Phase, tuple[Action, ...]]

    @property
    def stage(self) -> Stage:
        """The stage the session is in."""
        return self.position.stage

    @property
    def is_open(self) -> bool:
        """Whether a round takes ballots now."""
        return is_open(self.stage)

    @property
    def is_closed(self) -> bool:
        """Whether a round is closed of which nothing is told yet."""
        return is_closed(self.stage)


@dataclass(frozen=True, slots=True)
class RoomView(View):
    """What the projected screen may show now.

    `voted` and `present` count phones, `voted` also those of a round that is open or closed; `hands` are
    those raised beside them; `began_at` and `ends_at` are seconds since the epoch. `take_back_words` say what
    taking back the last move does, `skip_words` what is skipped, each empty where that is not possible;
    `writes_earlier_plan` says that going to the closing writes into another session's plan; `earlier_steps`
    are those that `earlier_view` can show. `moved` is the number of the last move: what is pressed on this
    picture carries it.
    """

    steps: tuple[Step, ...]
    phase: Phase | None
    present: int
    hands: int
    began_at: float
    ends_at: float | None
    next_words: str
    take_back_words: str
    skip_words: str
    writes_earlier_plan: bool
    allowed: frozenset[type[c.Command]]
    earlier_steps: tuple[int, ...]
    moved: int

    @property
    def hint_ready(self) -> bool:
        """Whether the hint may be shown, and was not."""
        picture = self.picture
        return c.ShowHint in self.allowed and isinstance(picture, HintPicture) and picture.hint is None

    @property
    def step(self) -> Step | None:
        """The step the session is in; None in the lobby."""
        return self.steps[self.position.step] if self.position.step >= 0 else None


@dataclass(frozen=True, slots=True)
class Marks:
    """What is one phone's own: what it has said, by round, and where pages differ the role that it named.

    `lot` are the ideas that it is asked about, where each phone has its own. `questions` are the open ones
    that it asks too, each with whether that was counted.
    """

    role: Audience | None = None
    said: Mapping[Round, Vote] = field(default_factory=dict)
    lot: tuple[IdeaId, ...] = ()
    questions: Mapping[int, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PhoneView(View):
    """What one phone may show now: the page of the place, which all phones share, and its own marks on it.

    `asked` are the rounds that the place is about for this phone: open, closed or told. `held` are the rounds
    that were opened of what is asked, both of a scenario; `by_hand` is about the latest one, and `dropped`
    says how often ballots of phones were given up for hands. `marks` are all that is this phone's own.
    `writes` are the rounds in which phones may write a text of their own, each with what its field is called;
    `says` is the one in which a phone may type for its group. `last_read` says of the fields that have just
    been closed whether what was written is read; `asks` is the round in which phones may ask something,
    `questions` are those that were released, by their places; `hears_pace` says that
    phones may say how the pace is; `is_parted` that phones of other roles have another page, or each its own.
    `on_wall` is what the wall draws where phones of other roles have another page; `beside` are all of these
    pages, and `group` is the number of this one among them.
    """

    on_wall: Picture | None
    is_parted: bool
    asked: tuple[Round, ...]
    held: tuple[Round, ...]
    dropped: int
    marks: Marks = Marks()
    writes: Mapping[Round, str] = field(default_factory=dict)
    says: Round | None = None
    last_read: tuple[tuple[str, bool], ...] = ()
    asks: Round | None = None
    questions: Mapping[int, str] = field(default_factory=dict)
    hears_pace: bool = False
    group: int = 0
    beside: tuple[PhoneView, ...] = ()

    @property
    def round(self) -> Round | None:
        """The round that takes votes of this phone now; the first one, where it has several."""
        return self.asked[0] if self.is_open and self.asked else None

    @property
    def given(self) -> Vote | None:
        """What this phone has said in the round that the place is about."""
        return self.marks.said.get(self.asked[0]) if self.asked else None


def room_view(session: Session, present: int) -> RoomView:
    """The picture for the projected screen, with its frame."""
    stage = session.stage
    voted, hands = _voted(session), _hands(session)
    return RoomView(
        setup=session.setup,
        steps=session.steps,
        position=session.position,
        phase=session.step.phase if session.step else None,
        title=_title(session),
        number=_number(session),
        present=present,
        voted=voted,
        hands=hands,
        by_hand=any(ask.round in session.by_hand for ask in asks_at(session)),
        began_at=session.entered_at,
        ends_at=session.ends_at,
        next_words=next_words(session, voted_words(voted, hands, present)),
        take_back_words=take_back_words(session),
        skip_words=skip_words(session),
        writes_earlier_plan=machine.writes_earlier_plans(session, Position(len(session.steps), Stage.CLOSE)),
        allowed=frozenset(
            command for at, command in machine.LEGAL if at is stage and machine.may(session, command)
        ),
        earlier_steps=tuple(
            index for index in range(session.position.step + 1) if _last_shown(session, index) is not None
        ),
        actions_by_phase=_actions_by_phase(session),
        moved=session.moved,
        picture=ROWS[stage].picture(session),
    )


def earlier_view(session: Session, present: int, index: int) -> RoomView | None:
    """The last picture of a step behind us, as it was then; nothing can be done in it.

    At the check and at the questions the reveal of the present scenario is behind us too. A scenario is seen
    at its reveal, or as its text if it was left before that. None where a step has no such picture: it was
    left while its vote was open, for one.
    """
    position = _last_shown(session, index)
    if position is None:
        return None
    behind = session.steps[: index + 1]
    then = dataclasses.replace(
        session,
        position=position,
        ends_at=None,
        # What the room learnt later is in no figure of that time.
        revealed={text for step in behind for text in step.all_texts if text in session.revealed},
        told={told for told in session.told if told <= index},
    )
    return dataclasses.replace(
        room_view(then, present), allowed=frozenset(), take_back_words="", skip_words=""
    )


def _last_shown(session: Session, index: int) -> Position | None:
    """Where a step behind us is looked at again."""
    here, again = session.position, ROWS[session.stage].again
    if index == here.step and again is not None:
        return session.last_seen(index, again)
    if session.stage is Stage.SEALED or index not in session.visited or index >= here.step:
        return None
    return KINDS[session.steps[index].kind].earlier(session, index)


def _number(session: Session) -> str:
    """Which of the texts it is; elsewhere empty."""
    if session.scenario is None:
        return ""
    if ROWS[session.stage].shows_key:
        return title_for(session, session.groups_here[session.position.group])
    return neutral_title(session)


def _number_for(session: Session, role: Audience | None) -> str:
    """The same on a phone, which has the text of its group."""
    return title_for(session, group_for(session, role)) if _is_own(session) else _number(session)


def _title_for(session: Session, role: Audience | None) -> str:
    return _number_for(session, role) if _is_own(session) else _title(session)


def _is_own(session: Session) -> bool:
    """Whether a phone has a text that other phones have not."""
    return session.scenario is not None and parts_roles(session)


def _page_picture(session: Session, role: Audience | None) -> Picture:
    row = ROWS[session.stage]
    if row.page_of is not None and parts_roles(session):
        return row.page_of(session, role)
    return (row.page or row.picture)(session)


def _title(session: Session) -> str:
    """What is looked at; the title of a scenario often gives its answer away, so it comes with all of it."""
    scenario, step = session.scenario, session.step
    if scenario is not None:
        if not ROWS[session.stage].shows_key:
            return neutral_title(session)
        role = session.groups_here[session.position.group].role
        more = session.stage is Stage.REVEAL and session.position.part + 1 < len(findings(scenario))
        said = (capital(role_name(role)) if role is not None else "", "" if more else scenario.title)
        return ": ".join(filter(None, said)) or neutral_title(session)
    return (step.title if step is not None else "") or session.setup.title


def _voted(session: Session) -> int:
    """How many phones have voted here: of rounds for the same phones, in the one in which most have."""
    voted: dict[frozenset[Audience | None], int] = {}
    for ask in asks_at(session):
        votes = len(session.ballots.get(ask.round, ())) + len(session.answers.get(ask.round, ()))
        voted[ask.roles] = max(votes, voted.get(ask.roles, 0))
    return sum(voted.values())


def phone_page(session: Session, role: Audience | None = None) -> PhoneView:
    """The picture for all phones, or where pages differ for those of a role; with no marks on it."""
    row = ROWS[session.stage]
    held = tuple(round_ for round_ in _rounds_of(session, role) if round_ in session.held)
    return PhoneView(
        setup=session.setup,
        position=session.position,
        asked=_asked(session, role),
        held=held,
        by_hand=any(round_ in session.by_hand for round_ in held[-1:]),
        dropped=session.dropped,
        writes=text_rounds(session),
        says=group_round(session),
        last_read=closed_now(session),
        asks=asking_round(session),
        questions=open_questions(session),
        hears_pace=hears_pace(session) and not is_open(session.stage),
        picture=_page_picture(session, role),
        on_wall=row.picture(session) if parts_roles(session) else None,
        is_parted=is_parted(session),
        title=_title_for(session, role),
        number=_number_for(session, role),
        # A phone says how many have voted only once that does not change any more.
        voted=_voted(session) if row.stands is Stands.TOLD else 0,
        actions_by_phase=_actions_by_phase(session),
    )


def phone_pages(session: Session) -> Mapping[Audience | None, PhoneView]:
    """The page of each role, the same one where roles see the same; that of all phones stands under None."""
    if not parts_roles(session):
        return {None: phone_page(session)}
    of_role = {role: phone_page(session, role) for role in (None, *Audience)}
    apart: list[PhoneView] = []
    for page in of_role.values():
        if page not in apart:
            apart.append(page)
    beside = tuple(replace(page, group=group) for group, page in enumerate(apart))
    pages = [replace(page, beside=beside) for page in beside]
    return {role: pages[apart.index(page)] for role, page in of_role.items()}


def marks_of(session: Session, seat_in: Callable[[str], Seat]) -> Marks:
    """What is one phone's own on its page. `seat_in` gives its seat in a scenario, or in a pulse."""
    named_in = role_round(session, session.position.step) if is_parted(session) else None
    role = named_role(session, seat_in(named_in.subject)) if named_in is not None else None
    said: dict[Round, Vote] = {}
    for round_ in _rounds_of(session, role):
        seat = seat_in(round_.subject)
        vote = session.ballots.get(round_, {}).get(seat) or session.answers.get(round_, {}).get(seat)
        if vote is not None:
            said[round_] = vote
    return Marks(role, said, _lot(session, seat_in), own_marks(session, seat_in))


def _lot(session: Session, seat_in: Callable[[str], Seat]) -> tuple[IdeaId, ...]:
    """The ideas that a phone is asked about; none where all are asked about the same."""
    question = ROWS[session.stage].question
    if question is None or question.lot is None or not is_open(session.stage):
        return ()
    (ask,) = question.asks(session)
    return question.lot(session, seat_in(ask.round.subject))


def _asked(session: Session, role: Audience | None) -> tuple[Round, ...]:
    """The rounds that this place is about for somebody with a role."""
    return tuple(ask.round for ask in asks_at(session) if role in ask.roles)


def _rounds_of(session: Session, role: Audience | None) -> tuple[Round, ...]:
    """The rounds of which a phone's page shows its own votes: both of a scenario, or those of the place."""
    if session.scenario is None:
        return _asked(session, role)
    text = group_for(session, role).scenario if parts_roles(session) else session.scenario.id
    return tuple(scenario_round(text, number) for number in (1, 2))


def _actions_by_phase(session: Session) -> Mapping[Phase, tuple[Action, ...]]:
    """What the room agreed on in each phase; who agreed on it is not asked."""
    agreed: dict[Phase, tuple[Action, ...]] = {}
    for chapter, action in sorted(session.actions.values(), key=lambda kept: kept[0].phase.number):
        agreed[chapter.phase] = (*agreed.get(chapter.phase, ()), action)
    return agreed


def _hands(session: Session) -> int:
    """How many hands were raised in the rounds that this place is about."""
    return sum(sum(session.hands.get(ask.round, {}).values()) for ask in asks_at(session))


def voted_words(voted: int, hands: int, present: int) -> str:
    """How far a round is: phones of those that are here, and the hands beside them."""
    if hands:
        return phones_and_hands(voted, hands)
    return f"{voted} of {max(voted, present)} have voted"


def next_words(session: Session, voted: str) -> str:
    """What Space does now, in the words of the footer."""
    following = machine.next_position(session)
    if is_open(session.stage):
        return f"close the vote, {voted}"
    if following is None:
        return "save the plans and end the session"
    words = _words_for(session, following)
    if machine.writes_earlier_plans(session, following):
        # First what cannot be undone: a narrow screen cuts the end.
        return f"write the earlier plan, no way back; {words}"
    return words


def _words_for(session: Session, following: Position) -> str:
    """What comes next, in a few words."""
    if session.step is None:
        return "begin"
    if following.step == session.position.step:
        return said(ROWS[following.stage].space, session, following)
    return said(KINDS[session.steps[following.step].kind].entry, session, following)


def skip_words(session: Session) -> str:
    """What a skip leaves out, in a few words; empty where it does no more than Space."""
    if not machine.may(session, c.Skip):
        return ""
    leads_as_space = machine.skipped_position(session) == machine.next_position(session)
    skipped = said(ROWS[session.stage].skips, session, session.position)
    return "" if leads_as_space else f"skip {skipped}"


def take_back_words(session: Session) -> str:
    """What taking back the last move does, in the words of the footer; empty where it is not possible."""
    if not machine.may(session, c.TakeBack):
        return ""
    if is_closed(session.stage):
        return "open the vote again"
    return "take back: skip" if session.moves[-1].left_out else "take back"
