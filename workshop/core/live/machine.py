"""The state machine of a session: what may happen, and when, is computed here from the table of kinds.

A command is validated by `decide`, which returns the events it leads to, or raises `Refused` and changes
nothing. `apply` changes the state by one event and never refuses: replaying the events of a journal gives
the live state again. `LEGAL` is the whole theory: which command is legal in which stage, and who answers it.
It comes from the rows of `workshop.core.live.steps`; so does where a session leads:

    lobby -> [a step of any kind]* -> close -> sealed

    open        open
    pulse       pulse -> pulse-closed -> pulse-result
    scenario    read -> vote-1 -> vote-1-closed -> talk -> vote-2 -> vote-2-closed
                -> reveal -> outcome -> check -> debrief
    open-case   open-case -> open-case-vote -> open-case-closed -> open-case-result
    map         map
    card        card -> lines -> lines-closed -> lines-result
    groups      groups -> ideas
    dots        ideas -> dots -> dots-closed -> dots-result
    score       ideas -> score -> score-closed -> score-result
    review      review
    shift       shift
    actions     actions
    break       break
    close       close

A short cycle leaves out from talk to the second vote. Ideas come before a vote on them where there are too
few; for those that are level at the cut of dots there is a second round. Lines of a card get dots where the
card asks for it. Several parts have groups (alone, in
pairs, in fours), pulse-result and map (two at most), review (one an action, back and forth as long as it
lasts), reveal (one a finding) and debrief (one a question). Nothing of a scenario's totals is shown before
its outcome.

A place may hold several rounds at one time, each for all phones or for those of some roles; a vote is judged
by the round that it names. They close together into a place of their own (`vote-1-closed` and so on), where
nothing of them is shown. A move is taken back by `TakeBack`: from there the rounds open again with their
ballots, elsewhere the room is back where it was, and what the move did on its way is undone. The session
keeps the moves that can be taken back in a stack. A move that tells something of a round (`steps.tells`),
that shows the key of a text, or that writes into the plans of an earlier session, empties it: a round of
which anything was computed, or whose answer was seen, is never opened again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live import question_marks, sentences, texts
from workshop.core.live.agenda_changes import CHANGES, refuse_steps
from workshop.core.live.agenda_clock import break_behind, break_phase
from workshop.core.live.groups import is_by_role
from workshop.core.live.roles import named_role
from workshop.core.live.scores import Scores, may_give
from workshop.core.live.session import (
    MAXIMUM_K,
    MINIMUM_K,
    VOTES,
    Asked,
    Ballot,
    Move,
    Position,
    QuestionMark,
    Session,
    Stage,
    Text,
)
from workshop.core.live.steps import KINDS, ROWS, Row, is_open, kind_at, open_rounds, shows_answer, tells
from workshop.core.live.steps.kind import Handler
from workshop.core.problems import Refused as Refused

STALE = "The room has moved on meanwhile. Look again, then press."
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
    if not MINIMUM_K <= setup.k <= MAXIMUM_K:
        raise Refused(f"The smallest group must be {MINIMUM_K} to {MAXIMUM_K}, not {setup.k}.")
    refuse_steps(steps, known, looks_back=event.look_back is not None)
    return Session(
        setup,
        steps,
        {scenario.id: scenario for scenario in event.scenarios},
        dict(event.incidents),
        event.last_place,
        event.look_back,
        entered_at=event.at,
        planned=steps,
    )


def decide(session: Session, command: c.Command) -> list[e.Event]:
    """The events a command leads to, in order.

    Raises:
        Refused: the command is not legal in this stage, or its content is not; nothing has changed.
    """
    answer = LEGAL.get((session.stage, type(command)))
    if answer is None:
        no_skip = ROWS[session.stage].no_skip if isinstance(command, c.Skip) else ""
        raise Refused(no_skip or command.refusal)
    events = answer(session, command)
    return [*events, *texts.closing(session, events), *question_marks.counting(session, events)]


def refuse_stale(session: Session, after: int | None) -> None:
    """Refuse what was meant for a place that was left meanwhile.

    `after` is the `moved` of the picture on which it was pressed; None where nobody else leads.

    Raises:
        Refused: somebody has led the room on, or back.
    """
    if after is not None and after != session.moved:
        raise Refused(STALE)


def may(session: Session, command: type[c.Command]) -> bool:
    """Whether a kind of command is legal now: a move or a change taken back, a break made."""
    if command is c.TakeBack and _trouble_with_taking_back(session) is not None:
        return False
    if command is c.TakeChangeBack and session.before_change is None:
        return False
    if command is c.PlaceOthers and not is_by_role(session):
        return False
    if command is c.CountHands and is_by_role(session):
        return False
    if command is c.BreakNow and _trouble_with_break(session) is not None:
        return False
    return (session.stage, command) in LEGAL


def closes_round(session: Session, events: Sequence[e.Event]) -> bool:
    """Whether events that the present state leads to end open rounds, or may count what came in them."""
    moves = any(isinstance(event, e.StageEntered | e.MoveTakenBack) for event in events)
    written = any(isinstance(event, e.TextsClosed) for event in events)
    return written or (is_open(session.stage) and moves) or question_marks.closes_marks(session, events)


def apply(session: Session, event: e.Event) -> None:
    """Change the state by one event that has been committed."""
    match event:
        case e.StageEntered(position, at, ends_at, present):
            _keep_move(session, event)
            session.rested = at if session.stage is Stage.BREAK else session.rested
            session.step_began = session.step_began if position.step == session.position.step else at
            session.position, session.entered_at, session.ends_at = position, at, ends_at
            session.moved, session.last_read = session.moved + 1, {}
            session.questions_came = False
            session.before_change = None
            session.began = at if session.began is None else session.began
            session.participants = max(session.participants, present)
            session.phones[position] = present
            session.visited.add(position.step)
            if position.stage not in (Stage.CLOSE, Stage.SEALED):
                session.reached = max(session.reached, position.step)
            session.held.update(open_rounds(session))
            ROWS[position.stage].keeps(session)
        case e.MoveTakenBack(at, ends_at):
            _undo_move(session, session.moves.pop())
            session.entered_at, session.ends_at = at, ends_at
            session.moved, session.last_read = session.moved + 1, {}
            session.questions_came = False
            session.before_change = None
            session.began = None if session.stage is Stage.LOBBY else session.began
        case e.TimerSet(ends_at):
            session.ends_at = ends_at
        case e.HintShown(scenario):
            session.hints.add(scenario)
        case e.VoteCast(round_, seat, vote):
            if isinstance(vote, Ballot):
                session.ballots.setdefault(round_, {})[seat] = vote
            elif isinstance(vote, Text):
                session.texts.setdefault(round_, {})[seat] = vote
            elif isinstance(vote, QuestionMark):
                session.question_marks.setdefault(round_, {})[seat] = vote
            else:
                session.answers.setdefault(round_, {})[seat] = vote
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
        case e.CasePasted(step, case):
            if case is not None:
                session.open_cases[step] = case
            else:
                session.open_cases.pop(step, None)
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
        case e.ActionAgreed(chapter, action):
            if action.id not in session.actions:
                session.action_count += 1
            elif session.actions[action.id] != (chapter, action):
                _forget_notes(session, action.id)
            session.actions[action.id] = (chapter, action)
        case e.ActionWithdrawn(id_):
            session.actions.pop(id_, None)
            _forget_notes(session, id_)
        case e.ActionsOrdered(ids):
            for id_ in ids:
                session.actions[id_] = session.actions.pop(id_)
        case e.CardFilled(card, index, entry):
            entries = list(session.entries.get(card, ()))
            entries[index : index + 1] = [dict(entry)] if entry else []
            if entries:
                session.entries[card] = tuple(entries)
            else:
                session.entries.pop(card, None)
        case e.IdeaNoted(chapter, idea):
            if idea.id not in session.ideas:
                session.idea_count += 1
            session.ideas[idea.id] = (chapter, idea)
        case e.IdeaDropped(idea_id):
            session.ideas.pop(idea_id, None)
        case e.RunOffOpened(ideas):
            told = session.dot_votes[session.position.step]
            session.dot_votes[session.position.step] = dataclasses.replace(told, level=ideas)
        case e.RemarkKept(scenario, text):
            session.remarks[scenario] = (*session.remarks.get(scenario, ()), text)
        case e.RemarkWithdrawn(scenario, index):
            said = session.remarks[scenario]
            session.remarks[scenario] = (*said[:index], *said[index + 1 :])
        case e.WarningKept(chapter, note):
            others = [
                kept
                for kept in session.notes.get(chapter, ())
                if (kept.rule, kept.action) != (note.rule, note.action)
            ]
            session.notes[chapter] = (*others, note)
        case e.ActionReviewed(index, reviewed):
            session.reviews[index] = reviewed
        case e.NextDateSet(date):
            session.next_session, session.no_next_session = date, date is None
        case e.DayNamed(day):
            session.day_named = True
            session.setup = dataclasses.replace(session.setup, date=day)
        case e.AddressChanged(host):
            session.setup = dataclasses.replace(session.setup, host=host, host_named=False)
        case e.AgendaChanged(start, steps, scenarios, incidents):
            session.before_change = session.steps
            session.steps = (*session.steps[:start], *steps)
            session.scenarios.update((scenario.id, scenario) for scenario in scenarios)
            session.incidents.update(incidents)
            session.moved += 1
        case e.GroupsFormed(step, groups):
            session.groups[step] = groups
            session.moved += 1
        case e.TextsClosed(round_, enough):
            session.texts_closed.add(round_)
            session.questions_came = session.questions_came or round_.is_question
            if not (round_.is_question or round_.is_group):
                session.last_read[round_] = enough
            if not enough:
                session.texts.pop(round_, None)
        case e.TextsDone(round_, numbers):
            session.texts_done.setdefault(round_, set()).update(numbers)
        case e.QuestionReleased(round_, number, words):
            session.questions = (*session.questions, Asked(round_, number, words))
        case e.QuestionAnswered(index):
            asked = list(session.questions)
            asked[index] = dataclasses.replace(asked[index], answered=True)
            session.questions = tuple(asked)
        case e.QuestionMarksCounted(round_):
            session.marks_counted.add(round_)
        case e.DeskOpened():
            session.desk_opened = True
        case e.DesksRevoked():
            session.desks_revoked += 1
        case e.SessionOpened():
            raise ValueError("a session is opened once")


def _keep_move(session: Session, event: e.StageEntered) -> None:
    """Before a move is applied: keep what it takes to undo it, or that nothing can be undone any more."""
    here, there, kind = session.position, event.position, kind_at(session)
    written = _leaves_reviews(session, there)
    session.sent |= written
    is_told = tells(there) or shows_answer(session, there)
    if written or is_told or there.stage is Stage.SEALED:
        session.moves.clear()
        return
    opened_there = open_rounds(dataclasses.replace(session, position=there))
    session.moves.append(
        Move(
            here,
            session.ends_at,
            session.step_began,
            event.at,
            session.participants,
            session.phones.get(there),
            event.left_out,
            is_first=there.step not in session.visited,
            adds_step=event.adds_step,
            opened=tuple(round_ for round_ in opened_there if round_ not in session.held),
            made=kind.made(session) if kind is not None and there.step != here.step else (),
        )
    )


def _leaves_reviews(session: Session, there: Position) -> set[int]:
    """The reviews that a move lets go into the plans of the earlier session: those of the step it leaves."""
    kind = kind_at(session)
    return kind.writes(session) if kind is not None and there.step != session.position.step else set()


def writes_earlier_plans(session: Session, there: Position | None) -> bool:
    """Whether a move writes into another session's plans, which is never taken back."""
    return there is not None and bool(_leaves_reviews(session, there))


def _undo_move(session: Session, move: Move) -> None:
    """Put back what a move changed. What people have typed or cast since stays.

    A step that came with the move goes with it, unless the room has met a later one, which keeps its place.
    """
    there, here = session.position, move.position
    session.position, session.participants = here, move.participants
    session.step_began = move.step_began
    session.phones.pop(there, None)
    if move.phones is not None:
        session.phones[there] = move.phones
    if move.is_first and not _is_written_on(session, there.step):
        session.visited.discard(there.step)
    session.held.difference_update(move.opened)
    ROWS[here.stage].returns(session)
    if move.adds_step and session.reached == there.step:
        session.steps = (*session.steps[: there.step], *session.steps[there.step + 1 :])
        session.reached = here.step
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
        return _WRITTEN if session.sent else c.TakeBack.refusal
    for action in session.moves[-1].made:
        _, now = session.actions.get(action.id, (None, None))
        noted = any(note.action == action.id for notes in session.notes.values() for note in notes)
        if now != action or noted:
            return "An action that the vote chose was changed since. It stays, and so does the vote."
    return None


def _forget_notes(session: Session, action: str) -> None:
    """New words for an action, or none at all: what was kept about the old ones is no longer meant."""
    for chapter, notes in list(session.notes.items()):
        session.notes[chapter] = tuple(note for note in notes if note.action != action)


def _following(session: Session) -> list[Position]:
    """The places of this step that are still to come."""
    here, kind = session.position, kind_at(session)
    path = list(kind.path(session, here.step)) if kind is not None else []
    return path[path.index(here) + 1 :] if here in path else []


def next_position(session: Session) -> Position | None:
    """Where Space leads; None where only sealing is left."""
    following = _following(session)
    return following[0] if following else _entry(session, session.position.step + 1)


def skipped_position(session: Session) -> Position | None:
    """Where a skip leads: after a first vote to the reveal, else to the next text's, or to the next step."""
    stage = ROWS[session.stage].skips_to
    within = (place for place in _following(session) if place.stage is stage)
    return next(within, None) or _entry(session, session.position.step + 1)


def _entry(session: Session, index: int) -> Position | None:
    """The first place of a step; None behind the last one."""
    if index >= len(session.steps):
        return None
    return KINDS[session.steps[index].kind].path(session, index)[0]


def _enter(session: Session, position: Position | None, at: float, present: int) -> list[e.Event]:
    if position is None:
        raise Refused("This was the last step. Only sealing is left.")
    row, kind = ROWS[position.stage], kind_at(session)
    seconds = row.time(session, position) if row.time is not None else 0
    left_out = position != next_position(session)
    entered = e.StageEntered(position, at, at + seconds if seconds else None, present, left_out)
    if position.step == session.position.step:
        return [*row.enters(session), entered]
    comes = KINDS[session.steps[position.step].kind].comes if position.step < len(session.steps) else None
    return [
        *(kind.leaves(session) if kind is not None else ()),
        *(comes(session, position.step) if comes is not None else ()),
        entered,
    ]


def _advance(session: Session, command: c.Advance) -> list[e.Event]:
    return _enter(session, next_position(session), command.at, command.present)


def _skip(session: Session, command: c.Skip) -> list[e.Event]:
    return _enter(session, skipped_position(session), command.at, command.present)


def _end_early(session: Session, command: c.EndEarly) -> list[e.Event]:
    return _enter(session, _entry(session, len(session.steps) - 1), command.at, command.present)


def _break_now(session: Session, command: c.BreakNow) -> list[e.Event]:
    """A break is put in behind the present step, and the room goes on to it."""
    phase = break_phase(session)
    if (trouble := _trouble_with_break(session)) is not None or phase is None:
        raise Refused(trouble or command.refusal)
    added = CHANGES[c.AddStep](session, break_behind(session.position.step, phase, command.minutes))
    then = dataclasses.replace(session)
    for event in added:
        apply(then, event)
    entering = _enter(then, next_position(then), command.at, command.present)
    return [*added, *(_with_its_step(event) for event in entering)]


def _with_its_step(event: e.Event) -> e.Event:
    return dataclasses.replace(event, adds_step=True) if isinstance(event, e.StageEntered) else event


def _trouble_with_break(session: Session) -> str | None:
    """Why the room cannot go into a break now; None where it can."""
    if break_phase(session) is None:
        return "No break fits between this step and the next one."
    following = next_position(session)
    is_within = following is not None and following.step == session.position.step
    if is_within or writes_earlier_plans(session, following):
        return "A break is possible after this step."
    return None


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
    return [e.TimerSet(max(session.ends_at, command.at) + command.seconds)]


def _shorten(session: Session, command: c.Shorten) -> list[e.Event]:
    if session.ends_at is None:
        raise Refused(command.refusal)
    if command.seconds <= 0 or session.ends_at <= command.at:
        raise Refused("The time here is up already.")
    return [e.TimerSet(max(session.ends_at - command.seconds, command.at))]


def _cast(session: Session, command: c.CastVote) -> list[e.Event]:
    """A vote is judged by the round that it names."""
    question = ROWS[session.stage].question if is_open(session.stage) else None
    round_ = command.round
    if isinstance(command.vote, Text) and round_ in texts.open_texts(session):
        return [e.VoteCast(round_, command.seat, texts.judged(session, round_, command.vote))]
    if isinstance(command.vote, QuestionMark):
        return question_marks.marked(session, command, command.vote)
    asks = question.asks(session) if question is not None else ()
    ask = next((ask for ask in asks if ask.round == round_), None)
    if question is None or ask is None or not isinstance(command.vote, VOTES[round_.takes]):
        raise Refused(command.refusal)
    role = named_role(session, command.named_by)
    if role not in ask.roles:
        raise Refused("This vote is for another group.")
    drawn = question.lot(session, command.seat) if question.lot is not None else ()
    if isinstance(command.vote, Scores) and not may_give(command.vote, drawn):
        raise Refused("This phone is asked about other ideas. Open the page again.")
    return [e.VoteCast(round_, command.seat, question.judge(session, round_, command.vote, role))]


def _change_address(session: Session, command: c.ChangeAddress) -> list[e.Event]:
    return [e.AddressChanged(command.host)]


def _open_desk(session: Session, command: c.OpenDesk) -> list[e.Event]:
    return [] if session.desk_opened else [e.DeskOpened()]


def _revoke_desks(session: Session, command: c.RevokeDesks) -> list[e.Event]:
    return [e.DesksRevoked()]


_MOVES: Mapping[type[c.Command], Handler] = {
    c.Advance: _advance,
    c.Skip: _skip,
    c.EndEarly: _end_early,
    c.BreakNow: _break_now,
    c.TakeBack: _take_back,
    c.Extend: _extend,
    c.Shorten: _shorten,
    c.ChangeAddress: _change_address,
    c.OpenDesk: _open_desk,
    c.RevokeDesks: _revoke_desks,
    **CHANGES,
    **texts.READS,
    **sentences.READS,
}


def _answers(row: Row) -> dict[type[c.Command], Handler]:
    """Who answers which command in a stage: the moves, votes and questions, and what its row says."""
    refused = {
        c.Advance: row.stage is Stage.CLOSE,
        c.Skip: bool(row.no_skip) or row.stage in (Stage.LOBBY, Stage.CLOSE),
        c.EndEarly: row.stage in (Stage.LOBBY, Stage.CLOSE),
        c.BreakNow: row.stage in (Stage.LOBBY, Stage.BREAK, Stage.CLOSE),
        c.TakeBack: row.stage is Stage.LOBBY or row.tells_from == 0,
        c.Extend: row.time is None,
        c.Shorten: row.time is None,
        **dict.fromkeys(CHANGES, row.stage is Stage.CLOSE),
    }
    moves = {command: answer for command, answer in _MOVES.items() if not refused.get(command)}
    votes: dict[type[c.Command], Handler] = {c.CastVote: _cast} if row.stage is not Stage.CLOSE else {}
    written = texts.WRITES if row.writes else {}
    return {**moves, **votes, **written, **row.answers} if row.stage is not Stage.SEALED else {}


LEGAL: Mapping[tuple[Stage, type[c.Command]], Handler] = {
    (stage, command): answer for stage, row in ROWS.items() for command, answer in _answers(row).items()
}
"""Every legal pair of stage and command; a pair that is not here is refused."""

_WRITTEN = "Nothing can be taken back here: what was shown of votes, or written into an earlier plan, stays."
"""What `u` says where it finds nothing, once a look-back has written."""


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
