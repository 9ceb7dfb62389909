"""The state machine of a session: everything that may happen, and when, stands in this file.

A command is validated by `decide`, which returns the events it leads to, or raises `Refused` and changes
nothing. `apply` changes the state by one event and never refuses: replaying the events of a journal gives
the live state again. `TRANSITIONS` is the whole theory: which command is legal in which stage, and who
answers it.

    lobby -> [open | read ... | card | groups ... | actions | break]* -> close -> sealed

    groups       groups (alone, in pairs, in fours) -> ideas (all together: typed in)
    dots         dots -> closed -> dots-result, and once more for those that were level at the cut
    review       review (one part an action of the earlier session; back and forth as long as it lasts)
    pulse        pulse -> closed -> pulse-result (one part for the room, one for the published figure)
    map          map (one part for caught and flagged, one for sure and right)
    full cycle   read -> vote-1 -> closed -> talk -> vote-2 -> closed -> reveal -> check -> debrief (one part
                 a question)
    short cycle  read -> vote-1 -> closed ->                             reveal -> check -> debrief

Each round closes into a place of its own (`vote-1-closed` and so on), where nothing of it is shown. A move
is taken back by `TakeBack`: from there the round opens again with its ballots, elsewhere the room is back
where it was, and what the move did on its way is undone. The session keeps the moves that can be taken back
in a stack. A move that tells something of a round (`session.tells`), or that writes into the plans of an
earlier session, empties it: a round of which anything was computed is never opened again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from workshop.core.agenda.agenda import MOST_WINNERS, Cycle, Step, StepKind
from workshop.core.agenda.card import MOST_ENTRIES, trouble_with
from workshop.core.agenda.pulse import ROLE, Answer
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.dots import FEWEST_IDEAS, MOST_IDEAS, MOST_ON_ONE, IdeaId, dots_each, read_dots
from workshop.core.live.roles import named_role
from workshop.core.live.session import (
    AFTER_REVEAL,
    ASKING,
    CLOSES_INTO,
    DOTS_PREFIX,
    MAXIMUM_K,
    MINIMUM_K,
    PULSE_PREFIX,
    TELLING,
    VOTING,
    Ballot,
    Move,
    Position,
    Session,
    Stage,
    dots_round,
    tells,
)
from workshop.core.live.steps.dots import candidates, chosen, dots_result, told_vote
from workshop.core.plans.action import MOST_ACTIONS as MOST_ACTIONS
from workshop.core.plans.action import Action, first_step_day
from workshop.core.plans.look_back import Reviewed, held_on
from workshop.core.plans.plan import Note
from workshop.core.plans.rules import WORDS
from workshop.core.problems import Refused as Refused
from workshop.core.scenarios.scenario import Scenario
from workshop.core.words import CONFIDENCES, Decision

SECONDS = {
    Stage.READ: 90,
    Stage.VOTE_1: 60,
    Stage.TALK: 180,
    Stage.VOTE_2: 45,
    Stage.DEBRIEF: 120,
    Stage.PULSE: 40,
    Stage.DOTS: 60,
}
"""How long a stage of a vote takes; other timed stages last as long as their step, or a part of it."""

GROUPS = (1, 2, 4)
"""1-2-4-All: the parts of the time that people spend alone, in pairs and in fours; 5 are for all together."""
_ALL_TOGETHER = 5

MOST_REMARKS = 3
LONGEST_SENTENCE = 240
MOST_HANDS = 9999
MOST_MINUTES = 600
LONGEST_EXTENSION = 3600
LEAST_LEFT = 30.0
"""Seconds that a timed place has at least when the room comes back to it."""


def opened(event: e.SessionOpened) -> Session:
    """The state in which every session begins.

    Raises:
        Refused: the steps cannot make a session.
    """
    setup, steps = event.setup, event.steps
    known = {scenario.id for scenario in event.scenarios}
    played = [step.scenario for step in steps if step.kind is StepKind.SCENARIO]
    if not MINIMUM_K <= setup.k <= MAXIMUM_K:
        raise Refused(f"The smallest group must be {MINIMUM_K} to {MAXIMUM_K}, not {setup.k}.")
    if not steps or steps[-1].kind is not StepKind.CLOSE:
        raise Refused("The agenda does not end with a closing step.")
    if any(step.kind is StepKind.CLOSE for step in steps[:-1]):
        raise Refused("The agenda has a closing step before its end.")
    if any(step.scenario for step in steps if step.kind is not StepKind.SCENARIO):
        raise Refused("The agenda names a scenario in a step that plays none.")
    if any((step.pulse is None) is (step.kind is StepKind.PULSE) for step in steps):
        raise Refused("A pulse step needs a pulse, and no other step has one.")
    if any((step.card is None) is (step.kind is StepKind.CARD) for step in steps):
        raise Refused("A card step needs a card, and no other step has one.")
    votes = [step.phase for step in steps if step.kind is StepKind.DOTS]
    if len(set(votes)) < len(votes):
        raise Refused("The agenda has two dot votes in one phase.")
    if any(not 1 <= step.winners <= MOST_WINNERS for step in steps):
        raise Refused(f"A dot vote chooses 1 to {MOST_WINNERS} ideas.")
    if event.look_back is None and any(step.kind in (StepKind.REVIEW, StepKind.SHIFT) for step in steps):
        raise Refused("This agenda looks back at an earlier session: name it.")
    if any(scenario.startswith((PULSE_PREFIX, DOTS_PREFIX)) for scenario in known):
        raise Refused(f"No scenario may have a name that begins with {PULSE_PREFIX} or {DOTS_PREFIX}.")
    if any(scenario not in known for scenario in played):
        raise Refused("The agenda plays a scenario that is not in the library.")
    if len(set(played)) < len(played):
        raise Refused("The agenda plays a scenario twice.")
    return Session(
        setup,
        steps,
        {scenario.id: scenario for scenario in event.scenarios},
        dict(event.incidents),
        event.last_dot,
        event.look_back,
        entered_at=event.at,
    )


def decide(session: Session, command: c.Command) -> list[e.Event]:
    """The events a command leads to, in order.

    Raises:
        Refused: the command is not legal in this stage, or its content is not; nothing has changed.
    """
    answer = TRANSITIONS.get((session.stage, type(command)))
    if answer is None:
        if isinstance(command, c.Skip) and session.stage in (Stage.VOTE_1, Stage.DOTS):
            raise Refused("Close the vote first (Space), then skip.")
        raise Refused(_REFUSALS.get(type(command), "This is not possible now."))
    return answer(session, command)


def may(session: Session, command: type[c.Command]) -> bool:
    """Whether a kind of command is legal in the present stage, and a last move can be taken back."""
    if command is c.TakeBack and _trouble_with_taking_back(session) is not None:
        return False
    return (session.stage, command) in TRANSITIONS


def closes_round(session: Session, events: Sequence[e.Event]) -> bool:
    """Whether events that the present state leads to end the round that is open now, in whatever way."""
    moves = any(isinstance(event, e.StageEntered | e.MoveTakenBack) for event in events)
    return session.open_round is not None and moves


def apply(session: Session, event: e.Event) -> None:
    """Change the state by one event that has been committed."""
    match event:
        case e.StageEntered(position, at, ends_at, present):
            _keep_move(session, event)
            session.position, session.entered_at, session.ends_at = position, at, ends_at
            session.participants = max(session.participants, present)
            session.visited.add(position.step)
            if (opened_round := session.open_round) is not None:
                session.held.add(opened_round)
            if position.stage is Stage.PULSE_RESULT:
                session.told.add(position.step)
            if position.stage is Stage.DOTS_RESULT:
                session.dot_votes[position.step] = told_vote(session)
            if position.stage is Stage.REVEAL and session.scenario is not None:
                session.revealed.add(session.scenario.id)
        case e.MoveTakenBack(at, ends_at):
            _undo_move(session, session.moves.pop())
            session.entered_at, session.ends_at = at, ends_at
        case e.TimerExtended(ends_at):
            session.ends_at = ends_at
        case e.HintShown(scenario):
            session.hints.add(scenario)
        case e.BallotCast(round_, seat, ballot):
            session.ballots.setdefault(round_, {})[seat] = ballot
        case e.AnswerGiven(round_, seat, given):
            session.answers.setdefault(round_, {})[seat] = given
        case e.SponsorAnswered(pulse, text):
            if text:
                session.sponsor[pulse] = text
            else:
                session.sponsor.pop(pulse, None)
        case e.PriceSet(scenario, minutes):
            if minutes:
                session.minutes[scenario] = minutes
            else:
                session.minutes.pop(scenario, None)
        case e.HandsCounted(round_, counts, instead):
            if any(counts.values()):
                session.hands[round_] = dict(counts)
            else:
                session.hands.pop(round_, None)
            session.by_hand.discard(round_)
            if instead:
                session.by_hand.add(round_)
                session.ballots.pop(round_, None)
                session.dropped += 1
        case e.ActionAgreed(phase, action):
            if action.id not in session.actions:
                session.action_count += 1
            elif session.actions[action.id] != (phase, action):
                _forget_notes(session, action.id)
            session.actions[action.id] = (phase, action)
        case e.ActionWithdrawn(id_):
            session.actions.pop(id_, None)
            _forget_notes(session, id_)
        case e.CardFilled(card, index, entry):
            entries = list(session.entries.get(card, ()))
            entries[index : index + 1] = [dict(entry)] if entry else []
            if entries:
                session.entries[card] = tuple(entries)
            else:
                session.entries.pop(card, None)
        case e.IdeaNoted(phase, idea):
            if idea.id not in session.ideas:
                session.idea_count += 1
            session.ideas[idea.id] = (phase, idea)
        case e.IdeaDropped(idea_id):
            session.ideas.pop(idea_id, None)
        case e.RunOffOpened(ideas):
            vote = session.dot_votes[session.position.step]
            session.dot_votes[session.position.step] = dataclasses.replace(vote, level=ideas)
        case e.RemarkKept(scenario, text):
            session.remarks[scenario] = (*session.remarks.get(scenario, ()), text)
        case e.WarningKept(phase, note):
            others = [
                one
                for one in session.notes.get(phase, ())
                if (one.rule, one.action) != (note.rule, note.action)
            ]
            session.notes[phase] = (*others, note)
        case e.ActionReviewed(index, reviewed):
            session.reviews[index] = reviewed
        case e.NextDateSet(date):
            session.next_session, session.no_next_session = date, date is None
        case e.DayNamed(day):
            session.day_named = True
            session.setup = dataclasses.replace(session.setup, date=day)
        case e.AddressChanged(host):
            session.setup = dataclasses.replace(session.setup, host=host)
        case e.SessionOpened():
            raise ValueError("a session is opened once")


def _keep_move(session: Session, event: e.StageEntered) -> None:
    """Before a move is applied: keep what it takes to undo it, or that nothing can be undone any more."""
    here, there = session.position, event.position
    written = _leaves_reviews(session, there)
    session.sent |= written
    if written or tells(there) or there.stage is Stage.SEALED:
        session.moves.clear()
        return
    opened_round = dataclasses.replace(session, position=there).open_round
    session.moves.append(
        Move(
            here,
            session.ends_at,
            event.at,
            session.participants,
            event.left_out,
            is_first=there.step not in session.visited,
            opened=None if opened_round in session.held else opened_round,
            made=_made_by_dots(session) if there.step != here.step else (),
        )
    )


def _leaves_reviews(session: Session, there: Position) -> set[int]:
    """The reviews that a move lets go into the plans of the earlier session: those of the step it leaves."""
    step = session.step
    if step is None or step.kind is not StepKind.REVIEW or there.step == session.position.step:
        return set()
    return session.reviews.keys() - session.sent


def writes_earlier_plans(session: Session, there: Position | None) -> bool:
    """Whether a move writes into another session's plans, which is never taken back."""
    return there is not None and bool(_leaves_reviews(session, there))


def _made_by_dots(session: Session) -> tuple[Action, ...]:
    """The actions that leaving a dot vote has just agreed on: a phase has one dot vote only."""
    step = session.step
    if step is None or step.kind is not StepKind.DOTS:
        return ()
    return tuple(action for action in session.actions_of(step.phase) if action.dots is not None)


def _undo_move(session: Session, move: Move) -> None:
    """Put back what a move changed. What people have typed or cast since stays."""
    there, here = session.position, move.position
    session.position, session.participants = here, move.participants
    if move.is_first and not _is_written_on(session, there.step):
        session.visited.discard(there.step)
    if move.opened is not None:
        session.held.discard(move.opened)
    if here.stage is Stage.DOTS_RESULT and here.part == 0:
        session.dot_votes[here.step] = dataclasses.replace(session.dot_votes[here.step], level=())
    for action in move.made:
        del session.actions[action.id]
    if move.made and move.made[-1].id == f"A{session.action_count}":
        session.action_count -= len(move.made)


def _is_written_on(session: Session, index: int) -> bool:
    """Whether a step shows a card on which somebody has typed: that belongs into its plan whatever comes."""
    card = session.steps[index].card
    return card is not None and card.id in session.entries


def _trouble_with_taking_back(session: Session) -> str | None:
    """Why the last move cannot be taken back; None where it can."""
    if not session.moves:
        return _WRITTEN if session.sent else _REFUSALS[c.TakeBack]
    for action in session.moves[-1].made:
        _, now = session.actions.get(action.id, (None, None))
        noted = any(note.action == action.id for notes in session.notes.values() for note in notes)
        if now != action or noted:
            return "An action that the dots chose was changed since. It stays, and so does the vote."
    return None


def _forget_notes(session: Session, action: str) -> None:
    """New words for an action, or none at all: what was kept about the old ones is no longer meant."""
    for phase, notes in list(session.notes.items()):
        session.notes[phase] = tuple(note for note in notes if note.action != action)


def next_position(session: Session) -> Position | None:
    """Where Space leads; None where only sealing is left."""
    step, scenario, here = session.step, session.scenario, session.position
    if step is None:
        return _entry(session, 0)
    if here.stage in ASKING:
        return dataclasses.replace(here, stage=CLOSES_INTO[here.stage])
    following = _within(step, scenario, here) if scenario is not None else _within_other(session, step, here)
    if following is not None:
        return following
    return _entry(session, here.step + 1)


def skipped_position(session: Session) -> Position | None:
    """Where a skip leads: after a first vote to the reveal, else to the next step."""
    here = session.position
    if here.stage in (Stage.VOTE_1_CLOSED, Stage.TALK):
        return Position(here.step, Stage.REVEAL)
    return _entry(session, here.step + 1)


def _entry(session: Session, index: int) -> Position | None:
    """The first stage of a step; None behind the last one."""
    if index >= len(session.steps):
        return None
    step = session.steps[index]
    if step.kind is StepKind.DOTS and len(session.ideas_of(step.phase)) < FEWEST_IDEAS:
        return Position(index, Stage.IDEAS)  # there is nothing to choose from yet
    return Position(index, _FIRST_STAGE[step.kind])


def _within(step: Step, scenario: Scenario, here: Position) -> Position | None:
    """The next place inside a scenario's cycle; None at its end."""
    index = here.step
    match here.stage:
        case Stage.READ:
            return Position(index, Stage.VOTE_1)
        case Stage.VOTE_1_CLOSED:
            return Position(index, Stage.TALK if step.cycle is Cycle.FULL else Stage.REVEAL)
        case Stage.TALK:
            return Position(index, Stage.VOTE_2)
        case Stage.VOTE_2_CLOSED:
            return Position(index, Stage.REVEAL)
        case Stage.REVEAL:
            return Position(index, Stage.CHECK)
        case Stage.CHECK if scenario.debrief:
            return Position(index, Stage.DEBRIEF)
        case Stage.DEBRIEF if here.part + 1 < len(scenario.debrief):
            return Position(index, Stage.DEBRIEF, here.part + 1)
        case _:
            return None


def _within_other(session: Session, step: Step, here: Position) -> Position | None:
    """The next place inside a step without a scenario; None at its end."""
    match here.stage:
        case Stage.GROUPS if here.part + 1 < len(GROUPS):
            return Position(here.step, Stage.GROUPS, here.part + 1)
        case Stage.GROUPS:
            return Position(here.step, Stage.IDEAS)
        case Stage.IDEAS if step.kind is StepKind.DOTS and len(session.ideas_of(step.phase)) >= FEWEST_IDEAS:
            return Position(here.step, Stage.DOTS)
        case Stage.DOTS_CLOSED:
            return Position(here.step, Stage.DOTS_RESULT, here.part)
        case Stage.DOTS_RESULT if here.part == 0:
            result = dots_result(session, 0)
            return Position(here.step, Stage.DOTS, 1) if result is not None and result.tied else None
        case Stage.REVIEW if session.look_back is not None:
            more = here.part + 1 < len(session.look_back.actions)
            return Position(here.step, Stage.REVIEW, here.part + 1) if more else None
        case Stage.PULSE_CLOSED:
            return Position(here.step, Stage.PULSE_RESULT)
        case Stage.PULSE_RESULT if here.part == 0 and step.pulse is not None and step.pulse.benchmarks:
            return Position(here.step, Stage.PULSE_RESULT, 1)
        case Stage.MAP if here.part == 0:
            return Position(here.step, Stage.MAP, 1)
        case _:
            return None


_FIRST_STAGE = {
    StepKind.PULSE: Stage.PULSE,
    StepKind.MAP: Stage.MAP,
    StepKind.OPEN: Stage.OPEN,
    StepKind.SCENARIO: Stage.READ,
    StepKind.CARD: Stage.CARD,
    StepKind.GROUPS: Stage.GROUPS,
    StepKind.DOTS: Stage.DOTS,
    StepKind.REVIEW: Stage.REVIEW,
    StepKind.SHIFT: Stage.SHIFT,
    StepKind.ACTIONS: Stage.ACTIONS,
    StepKind.BREAK: Stage.BREAK,
    StepKind.CLOSE: Stage.CLOSE,
}


def _enter(
    session: Session,
    position: Position | None,
    at: float,
    present: int,
    *,
    turned: bool = False,
) -> list[e.Event]:
    if position is None:
        raise Refused("This was the last step. Only sealing is left.")
    seconds = _seconds(session, position)
    left_out = not turned and position != next_position(session)
    entered = e.StageEntered(position, at, at + seconds if seconds else None, present, left_out)
    if position.step != session.position.step:
        return [*_agreed_by_dots(session), entered]
    if position.stage is Stage.DOTS and (first := dots_result(session, 0)) is not None:
        return [e.RunOffOpened(first.tied), entered]
    return [entered]


def _seconds(session: Session, position: Position) -> float | None:
    """How long a place lasts; None where nobody counts."""
    step, stage = session.steps[position.step], position.stage
    whole = step.minutes * 60
    if stage in (Stage.OPEN, Stage.CARD, Stage.SHIFT, Stage.ACTIONS, Stage.BREAK, Stage.CLOSE):
        return whole
    if stage is Stage.GROUPS:
        return round(whole * GROUPS[position.part] / (sum(GROUPS) + _ALL_TOGETHER))
    if stage is Stage.IDEAS:
        return (
            whole
            if step.kind is StepKind.DOTS
            else round(whole * _ALL_TOGETHER / (sum(GROUPS) + _ALL_TOGETHER))
        )
    if stage is Stage.REVIEW:
        return round(whole / max(1, len(session.look_back.actions) if session.look_back else 1))
    return SECONDS.get(stage)


def _agreed_by_dots(session: Session) -> list[e.Event]:
    """What leaving a dot vote makes of its winners: actions with their dots."""
    step = session.step
    if step is None:
        return []
    return [
        e.ActionAgreed(step.phase, _action_from(session, idea, dots, session.action_count + number))
        for number, (idea, dots) in enumerate(chosen(session), start=1)
    ]


def _action_from(session: Session, idea: IdeaId, dots: int, number: int) -> Action:
    said = next(one for one in session.dot_votes[session.position.step].ideas if one.id == idea)
    return Action(
        f"A{number}",
        said.if_,
        said.then,
        first_step_by=first_step_day(session.setup.date),
        from_scenario=said.from_scenario,
        dots=dots,
    )


def _advance(session: Session, command: c.Advance) -> list[e.Event]:
    return _enter(session, next_position(session), command.at, command.present)


def _skip(session: Session, command: c.Skip) -> list[e.Event]:
    return _enter(session, skipped_position(session), command.at, command.present)


def _end_early(session: Session, command: c.EndEarly) -> list[e.Event]:
    return _enter(session, _entry(session, len(session.steps) - 1), command.at, command.present)


def _seal(session: Session, command: c.Seal) -> list[e.Event]:
    position = Position(session.position.step, Stage.SEALED)
    return [e.StageEntered(position, command.at, None, command.present)]


def _take_back(session: Session, command: c.TakeBack) -> list[e.Event]:
    if (trouble := _trouble_with_taking_back(session)) is not None:
        raise Refused(trouble)
    move = session.moves[-1]
    left = None if move.ends_at is None else max(move.ends_at - move.left_at, LEAST_LEFT)
    return [e.MoveTakenBack(command.at, None if left is None else command.at + left)]


def _extend(session: Session, command: c.Extend) -> list[e.Event]:
    if session.ends_at is None:
        raise Refused("This screen has no timer.")
    if not 0 < command.seconds <= LONGEST_EXTENSION:
        raise Refused("More time means 1 second to 1 hour.")
    # A timer that has run out starts again from now: +1:00 must be a minute that the room can see.
    return [e.TimerExtended(max(session.ends_at, command.at) + command.seconds)]


def _show_hint(session: Session, command: c.ShowHint) -> list[e.Event]:
    scenario = session.scenario
    assert scenario is not None
    return [] if scenario.id in session.hints else [e.HintShown(scenario.id)]


def _cast(session: Session, command: c.CastBallot) -> list[e.Event]:
    scenario = session.scenario
    assert scenario is not None
    if command.round != session.open_round:
        raise Refused("This vote is closed.")
    if command.round in session.by_hand:
        raise Refused("This vote is counted by hand.")
    validate_ballot(command.ballot, scenario)
    ballot = dataclasses.replace(command.ballot, role=named_role(session, command.named_by))
    return [e.BallotCast(command.round, command.seat, ballot)]


def _give(session: Session, command: c.GiveAnswer) -> list[e.Event]:
    step, here = session.step, session.position
    assert step is not None
    if command.round != session.open_round:
        raise Refused("This vote is closed.")
    if here.stage is Stage.DOTS:
        ideas = [idea.id for idea in candidates(session, here.part)]
        if read_dots(command.answer.value, ideas) is None:
            raise Refused(f"You have {dots_each(len(ideas))} dots, at most {MOST_ON_ONE} for one idea.")
        # No role: dots are for the room as a whole, and what is not kept cannot be joined.
        return [e.AnswerGiven(command.round, command.seat, Answer(command.answer.value))]
    assert step.pulse is not None
    if command.answer.value not in step.pulse.values:
        raise Refused("There is no such answer.")
    # A role is not kept together with one that was named before.
    role = named_role(session, command.named_by) if step.pulse.id != ROLE else None
    return [e.AnswerGiven(command.round, command.seat, Answer(command.answer.value, role))]


def _record_sponsor(session: Session, command: c.RecordSponsor) -> list[e.Event]:
    step = session.step
    assert step is not None
    assert step.pulse is not None
    if not step.pulse.sponsor_answers:
        raise Refused("The sponsor's answer belongs to the question about worries.")
    return [e.SponsorAnswered(step.pulse.id, command.text.strip())]


def _set_price(session: Session, command: c.SetPrice) -> list[e.Event]:
    scenario = session.scenario
    assert scenario is not None
    if not scenario.control:
        raise Refused("A price is typed for a sound text that was refused.")
    if not 0 <= command.minutes <= MOST_MINUTES:
        raise Refused(f"The price is a number of minutes from 0 to {MOST_MINUTES}.")
    return [e.PriceSet(scenario.id, command.minutes)]


def validate_ballot(ballot: Ballot, scenario: Scenario) -> None:
    """Refuse a ballot that no phone page would send.

    Raises:
        Refused: a tap on no sentence, taps out of order or twice, or a confidence that is not offered.
    """
    if list(ballot.taps) != sorted(set(ballot.taps)):
        raise Refused("Each sentence can be tapped once.")
    if any(not 0 <= tap < len(scenario.sentences) for tap in ballot.taps):
        raise Refused("There is no such sentence.")
    if ballot.confidence is not None and ballot.confidence not in CONFIDENCES:
        raise Refused("How sure: 50, 60, 70, 80, 90 or 100.")


def _count_hands(session: Session, command: c.CountHands) -> list[e.Event]:
    round_ = session.open_round
    assert round_ is not None
    counts = {decision: command.counts.get(decision, 0) for decision in Decision}
    if any(not 0 <= count <= MOST_HANDS for count in counts.values()):
        raise Refused(f"A count of hands is a number from 0 to {MOST_HANDS}.")
    return [e.HandsCounted(round_, counts, command.instead and any(counts.values()))]


def _agree(session: Session, command: c.AgreeAction) -> list[e.Event]:
    step, action = session.step, command.action
    assert step is not None
    if not action.if_.strip() or not action.then.strip():
        raise Refused("An action needs both: a situation after If, and one act after then.")
    if action.id:
        phase, _ = session.actions.get(action.id, (None, None))
        if phase is not step.phase:
            raise Refused(f"There is no action {action.id} in this phase.")
        return [e.ActionAgreed(step.phase, action)]
    if len(session.actions_of(step.phase)) >= MOST_ACTIONS:
        raise Refused(f"{MOST_ACTIONS} actions are the limit: change one, or take one back.")
    new = dataclasses.replace(action, id=f"A{session.action_count + 1}")
    return [e.ActionAgreed(step.phase, new)]


def _withdraw(session: Session, command: c.WithdrawAction) -> list[e.Event]:
    step = session.step
    assert step is not None
    phase, _ = session.actions.get(command.id, (None, None))
    if phase is not step.phase:
        raise Refused(f"There is no action {command.id} in this phase.")
    return [e.ActionWithdrawn(command.id)]


def _fill_card(session: Session, command: c.FillCard) -> list[e.Event]:
    step = session.step
    assert step is not None
    assert step.card is not None
    card = step.card
    entry = {
        key: kept
        for key, texts in command.entry.items()
        if (kept := tuple(filter(None, map(str.strip, texts))))
    }
    if (trouble := trouble_with(card, entry)) is not None:
        raise Refused(trouble)
    written = len(session.entries.get(card.id, ()))
    most = MOST_ENTRIES if card.repeats else 1
    if not 0 <= command.index <= min(written, most - 1):
        raise Refused(f"This card has room for {most}.")
    return [e.CardFilled(card.id, command.index, entry)]


def _note_idea(session: Session, command: c.NoteIdea) -> list[e.Event]:
    step, idea = session.step, command.idea
    assert step is not None
    if not idea.if_.strip() or not idea.then.strip():
        raise Refused("An idea needs both: a situation after If, and one act after then.")
    if idea.id:
        phase, _ = session.ideas.get(idea.id, (None, None))
        if phase is not step.phase:
            raise Refused("There is no such idea in this phase.")
        _refuse_to_change_what_has_dots(session, step)
        return [e.IdeaNoted(step.phase, idea)]
    if len(session.ideas_of(step.phase)) >= MOST_IDEAS:
        raise Refused(f"{MOST_IDEAS} ideas are the limit: put two into one.")
    new = dataclasses.replace(idea, id=IdeaId(f"I{session.idea_count + 1}"))
    return [e.IdeaNoted(step.phase, new)]


def _drop_idea(session: Session, command: c.DropIdea) -> list[e.Event]:
    step = session.step
    assert step is not None
    phase, _ = session.ideas.get(command.id, (None, None))
    if phase is not step.phase:
        raise Refused("There is no such idea in this phase.")
    _refuse_to_change_what_has_dots(session, step)
    return [e.IdeaDropped(command.id)]


def _refuse_to_change_what_has_dots(session: Session, step: Step) -> None:
    """The room came back from an open dot vote: what somebody gave a dot to stays what it was."""
    for index, other in enumerate(session.steps):
        voted = other.phase is step.phase and session.answers.get(dots_round(index, 0))
        if voted and index not in session.dot_votes:
            raise Refused("Phones gave dots to these ideas already. Write a new one beside them.")


def _keep_remark(session: Session, command: c.KeepRemark) -> list[e.Event]:
    scenario = session.scenario
    assert scenario is not None
    text = command.text.strip()
    if not text:
        return []
    if len(text) > LONGEST_SENTENCE:
        raise Refused(f"A remark is longer than {LONGEST_SENTENCE} characters.")
    if len(session.remarks.get(scenario.id, ())) >= MOST_REMARKS:
        raise Refused(f"{MOST_REMARKS} remarks are the limit.")
    return [e.RemarkKept(scenario.id, text)]


def _keep_warning(session: Session, command: c.KeepWarning) -> list[e.Event]:
    step, reason = session.step, command.reason.strip()
    assert step is not None
    if not reason or len(reason) > LONGEST_SENTENCE:
        raise Refused("Say in one sentence why it is kept.")
    return [e.WarningKept(step.phase, Note(command.rule, command.action, reason))]


def _review_action(session: Session, command: c.ReviewAction) -> list[e.Event]:
    look_back, index = session.look_back, session.position.part
    if look_back is None or index >= len(look_back.actions):
        raise Refused("There is no action to look back at.")
    earlier = look_back.actions[index]
    if held_on(earlier.action, earlier.day) is not None:
        raise Refused("This look-back was held already; what was written then is not rewritten.")
    review, status = command.reviewed.review, command.reviewed.status
    for key, word in (
        ("action.status", status),
        ("action.review.did_it_happen", review.did_it_happen),
        ("action.review.next", review.next),
    ):
        if word and word not in WORDS[key]:
            raise Refused(f"'{word[:60]}' is not known. Use one of: {', '.join(WORDS[key])}.")
    held = dataclasses.replace(review, day=earlier.day, held=session.setup.date)
    return [e.ActionReviewed(index, Reviewed(held, status))]


def _turn_to_action(session: Session, command: c.TurnToAction) -> list[e.Event]:
    here, actions = session.position, session.look_back.actions if session.look_back else ()
    if not 0 <= command.index < len(actions):
        raise Refused("There is no such action.")
    if command.index == here.part:
        return []
    return _enter(
        session, Position(here.step, Stage.REVIEW, command.index), command.at, command.present, turned=True
    )


def _set_next_date(session: Session, command: c.SetNextDate) -> list[e.Event]:
    if command.date is not None and command.date <= session.setup.date:
        raise Refused("The next date lies after the day of this session.")
    return [e.NextDateSet(command.date)]


def _name_day(session: Session, command: c.NameDay) -> list[e.Event]:
    # The first one counts, also when the room was taken back to the lobby: what was written bears its date.
    return [] if session.day_named else [e.DayNamed(command.date)]


def _change_address(session: Session, command: c.ChangeAddress) -> list[e.Event]:
    return [e.AddressChanged(command.host)]


_Answer = Callable[[Session, Any], list[e.Event]]

_LIVE = tuple(stage for stage in Stage if stage is not Stage.SEALED)
_STEPS = (
    Stage.OPEN,
    Stage.CARD,
    Stage.GROUPS,
    Stage.IDEAS,
    Stage.REVIEW,
    Stage.SHIFT,
    Stage.ACTIONS,
    Stage.BREAK,
)
_TIMED = (*SECONDS, *_STEPS, Stage.CLOSE)

TRANSITIONS: dict[tuple[Stage, type[c.Command]], _Answer] = {
    **{(stage, c.Advance): _advance for stage in _LIVE if stage is not Stage.CLOSE},
    **{
        (stage, c.Skip): _skip
        for stage in _LIVE
        if stage not in (Stage.LOBBY, *VOTING, Stage.VOTE_2_CLOSED, Stage.DOTS, Stage.CLOSE)
    },
    **{(stage, c.EndEarly): _end_early for stage in _LIVE if stage not in (Stage.LOBBY, Stage.CLOSE)},
    **{(stage, c.TakeBack): _take_back for stage in _LIVE if stage not in (Stage.LOBBY, *TELLING)},
    **{(stage, c.Extend): _extend for stage in _TIMED},
    **{(stage, c.ShowHint): _show_hint for stage in (*VOTING, Stage.TALK)},
    **{(stage, c.CastBallot): _cast for stage in VOTING},
    **{(stage, c.GiveAnswer): _give for stage in ASKING if stage not in VOTING},
    (Stage.PULSE_RESULT, c.RecordSponsor): _record_sponsor,
    **{(stage, c.SetPrice): _set_price for stage in sorted(AFTER_REVEAL)},
    **{(stage, c.CountHands): _count_hands for stage in VOTING},
    (Stage.ACTIONS, c.AgreeAction): _agree,
    (Stage.ACTIONS, c.WithdrawAction): _withdraw,
    (Stage.ACTIONS, c.KeepWarning): _keep_warning,
    (Stage.CARD, c.FillCard): _fill_card,
    (Stage.IDEAS, c.NoteIdea): _note_idea,
    (Stage.IDEAS, c.DropIdea): _drop_idea,
    **{(stage, c.KeepRemark): _keep_remark for stage in sorted(AFTER_REVEAL)},
    (Stage.REVIEW, c.ReviewAction): _review_action,
    (Stage.REVIEW, c.TurnToAction): _turn_to_action,
    (Stage.CLOSE, c.SetNextDate): _set_next_date,
    (Stage.LOBBY, c.NameDay): _name_day,
    **{(stage, c.ChangeAddress): _change_address for stage in _LIVE},
    (Stage.CLOSE, c.Seal): _seal,
}
"""Every legal pair of stage and command; a pair that is not here is refused."""

_WRITTEN = "Nothing can be taken back here: what was shown of votes, or written into an earlier plan, stays."
"""What `u` says where it finds nothing, once a look-back has written."""

_REFUSALS: dict[type[c.Command], str] = {
    c.Advance: "This was the last step. Seal the session to end it.",
    c.Skip: "There is nothing to skip here.",
    c.EndEarly: "There is nothing to end early here.",
    c.TakeBack: "Nothing can be taken back here: what the room has seen of its votes stays seen.",
    c.Extend: "This screen has no timer.",
    c.ShowHint: "A hint belongs to a vote or to the talk after it.",
    c.CastBallot: "This vote is closed.",
    c.GiveAnswer: "This vote is closed.",
    c.RecordSponsor: "The sponsor's answer is written down when the room's worries are shown.",
    c.SetPrice: "A price is typed at the reveal of a sound text.",
    c.CountHands: "Hands can be counted while a vote is open.",
    c.AgreeAction: "Actions are written down in the action step of a phase.",
    c.WithdrawAction: "Actions are changed in the action step of their phase.",
    c.KeepWarning: "A warning is kept where the actions of its phase are written.",
    c.FillCard: "This screen has nothing to fill in.",
    c.NoteIdea: "Ideas are typed in when everybody is together again.",
    c.DropIdea: "Ideas are changed before the dot vote.",
    c.KeepRemark: "Remarks are written down after the reveal.",
    c.ReviewAction: "Actions are looked back at in their own step.",
    c.TurnToAction: "Actions are looked back at in their own step.",
    c.SetNextDate: "The next date is set at the closing.",
    c.NameDay: "The day of a session is the one on which the room came in.",
    c.Seal: "A session is sealed from its closing step.",
}


def replay(events: list[e.Event]) -> Session:
    """The state that a journal's events lead to.

    Raises:
        ValueError: the events do not begin with `SessionOpened`.
    """
    if not events or not isinstance(events[0], e.SessionOpened):
        raise ValueError("a journal begins with SessionOpened")
    session = opened(events[0])
    for event in events[1:]:
        apply(session, event)
    return session
