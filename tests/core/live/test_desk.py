"""The picture of the desk: what one person alone may read, and not more of votes than the wall shows."""

from __future__ import annotations

import dataclasses

import pytest

from tests.builders import (
    EVERY_STAGE,
    LEARN,
    START,
    a_ballot,
    a_card_step,
    a_control,
    a_pulse_step,
    a_scenario,
    a_session,
    a_step,
    close_round,
    do,
    go_to,
    picture,
    vote,
)
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.card import CARDS
from workshop.core.agenda.pulse import PULSES, PulseId
from workshop.core.agenda.step_words import step_name
from workshop.core.live import commands as c
from workshop.core.live.desk import Around, DeskView, desk_view
from workshop.core.live.desk_agenda import step_words
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.scenario import TalkPicture
from workshop.core.live.tally import Suggestion
from workshop.core.live.view import room_view
from workshop.core.live.words.desk import FOR_CARD, FOR_SOUND, ROUGH, SPEAKS_FIRST, TO_SAY, time_words
from workshop.core.scenarios.scenario import Scenario
from workshop.core.words import Decision

NOTED = dataclasses.replace(a_scenario(LEARN), facilitator_note="Somebody will defend line 2.")
STEPS = (a_step(scenario=LEARN), a_step(StepKind.CLOSE, minutes=5))


def desk_of(session: Session, minutes: float = 0.0, present: int = 6) -> DeskView:
    """The desk so many minutes after the beginning."""
    return desk_view(session, room_view(session, present), START + minutes * 60, Around())


def test_note_and_hint_are_there_before_anybody_is_shown_them_and_the_hint_until_then() -> None:
    session = go_to(a_session(STEPS, (NOTED,)), Stage.VOTE_1)
    assert desk_of(session).alone.note == "Somebody will defend line 2."
    assert desk_of(session).alone.hint == NOTED.hint
    do(session, c.ShowHint())
    assert desk_of(session).alone.hint == ""


@pytest.mark.parametrize(
    ("right", "voters", "says"),
    [
        (2, 9, f"{Suggestion.HINT.value} {ROUGH}"),
        (2, 10, Suggestion.HINT.value),
        (3, 10, Suggestion.TALK.value),
        (7, 10, Suggestion.TALK.value),
        (8, 10, Suggestion.MOVE_ON.value),
        (4, 4, Suggestion.OPEN_TABLE.value),
    ],
)
def test_what_a_first_vote_calls_for_is_said_once_it_is_closed_for_good_and_never_the_share_behind_it(
    right: int, voters: int, says: str
) -> None:
    session = go_to(a_session(STEPS, (NOTED,)), Stage.VOTE_1)
    vote(session, [a_ballot(Decision.FIX)] * right + [a_ballot(Decision.USE)] * (voters - right))
    assert desk_of(session).alone.suggestion == ""
    do(session, c.Advance(START))
    assert (session.stage, desk_of(session).alone.suggestion) == (Stage.VOTE_1_CLOSED, "")
    do(session, c.Advance(START))
    assert desk_of(session).alone.suggestion == says
    assert picture(room_view(session, 10), TalkPicture).hint is None, "the wall says nothing of it"
    do(session, c.Advance(START))
    assert desk_of(session).alone.suggestion == ""


def test_where_the_room_is_and_what_the_button_says_is_what_the_wall_says() -> None:
    session = go_to(a_session(STEPS, (NOTED,)), Stage.VOTE_1)
    desk, wall = desk_of(session), room_view(session, 6)
    assert (desk.where, desk.subject, desk.head) == ("Step 1 of 2", NOTED.title, "vote, alone and silent")
    assert (desk.next_words, desk.take_back_words) == (wall.next_words, wall.take_back_words)
    assert desk.skip_words == wall.skip_words
    assert (desk.voted, desk.moved, desk.allowed) == ("0 of 6 have voted", session.moved, wall.allowed)
    assert [(one.words, one.minutes, one.is_here) for one in desk.agenda.steps] == [
        (NOTED.title, 10, True),
        ("Closing", 5, False),
    ]


@pytest.mark.parametrize(
    ("spent", "says"),
    [
        (0.0, "On time; 5 min after this step."),
        (12.5, "On time; 5 min after this step."),
        (14.2, "1 minute over; 5 min after this step."),
        (17.0, "4 minutes over; 5 min after this step."),
    ],
)
def test_the_agenda_is_held_against_the_clock(spent: float, says: str) -> None:
    steps = (a_step(StepKind.OPEN, minutes=3), *STEPS)
    session = go_to(a_session(steps, (NOTED,)), Stage.READ)
    assert desk_of(session, spent).agenda.time.replace("3 minutes ahead", "On time") == says


def test_the_clock_of_the_agenda_begins_with_the_first_step_and_again_after_a_way_back_to_the_lobby() -> None:
    session = a_session(STEPS, (NOTED,))
    assert desk_of(session, 30).agenda.time == ""
    do(session, c.Advance(START), c.TakeBack(START), c.Advance(START + 1200))
    assert desk_of(session, 21).agenda.time == "On time; 5 min after this step."
    assert time_words(-4, 0, "The map") == "4 minutes ahead."


@pytest.mark.parametrize("card", CARDS)
def test_each_card_says_what_it_is_for(card: str) -> None:
    assert set(FOR_CARD) == set(CARDS)
    session = a_session((a_card_step(card), STEPS[-1]), ())
    do(session, c.Advance(START))
    assert desk_of(session).alone.purpose == FOR_CARD[CARDS[card].id]  # type: ignore[index]


@pytest.mark.parametrize(("pulse", "says"), [("safety", SPEAKS_FIRST), ("support", "")])
def test_after_the_question_about_safety_the_sponsor_speaks_first(pulse: str, says: str) -> None:
    session = go_to(a_session((a_pulse_step(PULSES[PulseId(pulse)]), STEPS[-1]), ()), Stage.PULSE)
    assert desk_of(session).alone.speaks == ""
    close_round(session)
    assert (session.stage, desk_of(session).alone.speaks) == (Stage.PULSE_RESULT, says)


def test_a_desk_has_a_picture_of_every_place() -> None:
    session = a_session(EVERY_STAGE)
    seen = set()
    while session.stage is not Stage.CLOSE:
        seen.add(session.stage)
        assert desk_of(session).subject
        go_on = go_to(session, Stage.IDEAS) if session.stage is Stage.GROUPS else session
        if go_on.stage is Stage.IDEAS:
            go_to(session, Stage.DOTS)
        do(session, c.Advance(START))
    assert len(seen) > 20


@pytest.mark.parametrize(
    ("text", "says"), [(a_scenario(LEARN), TO_SAY[Stage.REVEAL]), (a_control(LEARN), FOR_SOUND[Stage.REVEAL])]
)
def test_at_the_reveal_nobody_is_sent_to_look_for_what_is_wrong_in_a_sound_text(
    text: Scenario, says: tuple[str, ...]
) -> None:
    assert desk_of(go_to(a_session(STEPS, (text,)), Stage.REVEAL)).alone.to_say == says


def test_the_facilitators_own_note_stands_at_its_step_and_at_no_other() -> None:
    own = "Let Sales speak first."
    noted = (dataclasses.replace(STEPS[0], note=own), *STEPS[1:])
    session = go_to(a_session(noted, (NOTED,)), Stage.REVEAL)
    assert (desk_of(session).alone.own_note, desk_of(session).alone.to_say) == (own, TO_SAY[Stage.REVEAL])
    assert desk_of(go_to(session, Stage.CLOSE)).alone.own_note == ""


@pytest.mark.parametrize("kind", [kind for kind in StepKind if kind not in (StepKind.PULSE, StepKind.CARD)])
def test_a_step_is_called_the_same_where_it_is_prepared_and_where_it_is_led(kind: StepKind) -> None:
    session = a_session()
    session.steps = (dataclasses.replace(a_step(kind), title="", scenario=None), *session.steps)
    assert step_words(session, 0) == step_name(session.steps[0])
    assert len({step_name(dataclasses.replace(session.steps[0], kind=one)) for one in StepKind}) == len(
        StepKind
    )
