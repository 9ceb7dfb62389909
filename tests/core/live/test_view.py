"""The pictures of a session: each stage shows what it may, and no more."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable

import pytest

from tests.builders import (
    DAY,
    EVERY_STAGE,
    LEARN,
    ONE_SCENARIO,
    SCENARIOS,
    SOUND,
    START,
    a_ballot,
    a_card_step,
    a_dots_step,
    a_pulse_step,
    a_scenario,
    a_session,
    a_step,
    an_action,
    an_idea,
    answer,
    close_round,
    do,
    drawn,
    go_to,
    phone_view,
    picture,
    vote,
)
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.pulse import CATCH, PULSES
from workshop.core.live import commands as c
from workshop.core.live import machine
from workshop.core.live.rounds import Seat, scenario_round
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.actions import ActionsPicture, AgreedPicture
from workshop.core.live.steps.ideas import IdeasPicture
from workshop.core.live.steps.scenario import (
    CasePicture,
    DebriefPicture,
    KeyPicture,
    OutcomePicture,
    face_of,
)
from workshop.core.live.view import Marks, PhoneView, earlier_view, room_view
from workshop.core.plans.action import split_starter
from workshop.core.plans.chapter import Chapter
from workshop.core.scenarios.incident import Incident, Sourcing
from workshop.core.words import Decision, Phase

FIX, USE = a_ballot(Decision.FIX), a_ballot(Decision.USE, ())
KEY_STAGES = (Stage.REVEAL, Stage.OUTCOME, Stage.CHECK, Stage.DEBRIEF)


def the_phone(session: Session, seat: str = "s0") -> PhoneView:
    return phone_view(session, lambda subject: Seat(seat))


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.SEALED])
def test_the_key_is_seen_from_the_reveal_to_the_debrief_and_in_no_other_stage(stage: Stage) -> None:
    session = go_to(a_session(EVERY_STAGE), stage)
    shows_of_key = isinstance(room_view(session, 0).picture, KeyPicture)
    assert shows_of_key is (stage in KEY_STAGES)
    assert (drawn(the_phone(session), "key") is not None) is (stage in KEY_STAGES)


def test_a_face_holds_no_word_of_the_key() -> None:
    scenario = a_scenario(missing="The date was left out.", facilitator_note="Wait.")
    face = repr(face_of(scenario, "Text 1 of 1"))
    wrong = scenario.sentences[1]
    secrets = (
        scenario.title,
        scenario.check,
        scenario.hint,
        scenario.reveal,
        scenario.twin,
        scenario.missing,
        scenario.facilitator_note,
        wrong.why,
        *scenario.kinds,
        *scenario.debrief,
        *scenario.actions,
    )
    assert all(secret and secret not in face for secret in secrets)


def test_while_a_vote_is_open_the_screen_says_how_many_have_voted_and_nothing_of_what() -> None:
    session = go_to(a_session(), Stage.VOTE_1)
    vote(session, [FIX] * 12)
    view = room_view(session, 18)
    assert (view.voted, view.present) == (12, 18)
    assert drawn(view, "result") is None
    assert view.next_words == "close the vote, 12 of 18 have voted"
    vote(session, [USE] * 12)
    assert room_view(session, 18) == view, "other votes look the same"


def test_a_hint_is_on_screen_and_phone_once_it_was_shown_and_until_the_reveal() -> None:
    session = go_to(a_session(), Stage.TALK)
    view = room_view(session, 0)
    seen = [drawn(view, "hint"), c.ShowHint in view.allowed, drawn(the_phone(session), "hint")]
    assert seen == [None, True, None]
    do(session, c.ShowHint())
    for stage in (Stage.TALK, Stage.VOTE_2):
        view = room_view(go_to(session, stage), 0)
        assert drawn(view, "hint") == drawn(the_phone(session), "hint") == SCENARIOS[0].hint
    view = room_view(go_to(session, Stage.REVEAL), 0)
    seen = [drawn(view, "hint"), c.ShowHint in view.allowed, drawn(the_phone(session), "hint")]
    assert seen == [None, False, None]


def test_the_debrief_asks_one_question_at_a_time() -> None:
    session = go_to(a_session(), Stage.DEBRIEF)
    asked = []
    while session.stage is Stage.DEBRIEF:
        view = room_view(session, 0)
        question = picture(view, DebriefPicture).question
        assert question == picture(the_phone(session), DebriefPicture).question
        asked.append((question, view.next_words))
        do(session, c.Advance(START))
    assert asked == [
        ("What made it look right?", "next question"),
        ("Who recomputes ours?", "write down what we will do"),
    ]


def test_the_incident_of_a_scenario_is_shown_with_its_key() -> None:
    incident = Incident("arithmetic-slip", "A newspaper", "2023", "Text.", "A site", Sourcing.ONE, DAY)
    session = a_session(ONE_SCENARIO)
    session.incidents[LEARN] = incident
    for stage in (Stage.READ, Stage.VOTE_1, Stage.TALK, Stage.VOTE_2):
        assert drawn(room_view(go_to(session, stage), 0), "incident") is None
    assert drawn(room_view(go_to(session, Stage.CHECK), 0), "incident") == incident


def test_the_starters_and_actions_of_a_phase_are_there_when_it_writes_down_what_to_do() -> None:
    session = go_to(a_session(), Stage.ACTIONS)
    written = picture(room_view(session, 0), ActionsPicture)
    assert written.starters == (((LEARN,), SCENARIOS[0].actions[0], ""),)
    do(session, c.AgreeAction(an_action()))
    written = picture(room_view(session, 0), ActionsPicture)
    assert written.starters == (), "it is agreed on"
    agreed = picture(the_phone(session), AgreedPicture)
    assert written.actions == agreed.actions == session.actions_of(Chapter(Phase.LEARN))
    later = room_view(go_to(session, Stage.ACTIONS, step=4), 0)
    assert picture(later, ActionsPicture).actions == ()
    assert later.actions_by_phase == {Phase.LEARN: session.actions_of(Chapter(Phase.LEARN))}


def test_a_step_that_stops_changes_or_goes_to_ai_is_a_starter_and_one_that_is_kept_is_none() -> None:
    session = go_to(
        a_session((a_card_step("canvas"), a_step(StepKind.ACTIONS), a_step(StepKind.CLOSE)), ()), Stage.CARD
    )
    said = dict.fromkeys(("name", "why_it_exists", "for_whom", "if_we_stopped"), ("Report",))
    steps = (
        "collect: stop",
        "draft: hand to AI, a person decides What is late.",
        "read: keep",
        "send: change",
    )
    do(session, c.FillCard({**said, "steps": steps, "should_change_how": ("One line.",)}), c.Advance(START))
    starters = [starter.words for starter in picture(room_view(session, 0), ActionsPicture).starters]
    assert starters == [
        "If 'collect' of the report is due, then we leave it out, and tell whoever waited for it.",
        "If AI has done 'draft' of the report, then a person checks it and decides what is late.",
        "If 'send' of the report is due, then we do it the new way: One line.",
    ]


def test_a_scenario_that_was_skipped_gives_no_starters() -> None:
    session = go_to(a_session(), Stage.READ)
    do(session, c.Skip(START))
    assert picture(room_view(session, 0), ActionsPicture).starters == ()


def test_earlier_steps_can_be_looked_at_again_with_what_was_shown_then() -> None:
    session = go_to(a_session(), Stage.VOTE_1)
    vote(session, [FIX] * 6)
    shown = room_view(go_to(session, Stage.OUTCOME), 0).picture
    view = room_view(go_to(session, Stage.VOTE_1, step=3), 0)
    assert view.earlier_steps == (1, 2)
    past = earlier_view(session, 0, 1)
    assert past is not None
    assert (past.stage, past.picture, past.allowed) == (Stage.OUTCOME, shown, frozenset())
    assert picture(past, OutcomePicture).key == SCENARIOS[0]
    assert [earlier_view(session, 0, index) for index in (-1, 0, 3, 4, 99)] == [None] * 5


@pytest.mark.parametrize("stage", [Stage.CHECK, Stage.DEBRIEF])
def test_at_the_check_and_the_questions_the_outcome_is_behind_too(stage: Stage) -> None:
    session = go_to(a_session(), Stage.VOTE_1)
    vote(session, [FIX] * 6)
    shown = room_view(go_to(session, Stage.OUTCOME), 0)
    assert room_view(go_to(session, stage), 0).earlier_steps == (1,)
    past = earlier_view(session, 0, 1)
    assert past is not None
    assert (past.stage, past.title, past.picture) == (Stage.OUTCOME, shown.title, shown.picture)
    assert past.allowed == frozenset()


def test_a_scenario_that_was_left_before_its_reveal_is_looked_at_again_without_its_key() -> None:
    session = go_to(a_session(), Stage.READ)
    do(session, c.Skip(START))
    past = earlier_view(session, 0, 1)
    assert past is not None
    assert (past.stage, picture(past, CasePicture).vote) == (Stage.READ, 0)


LOOKED_AT = (
    a_pulse_step(PULSES[CATCH]),
    a_step(scenario=LEARN),
    a_step(StepKind.MAP),
    a_step(scenario=SOUND),
    a_step(StepKind.MAP),
    a_card_step(),
    a_dots_step(winners=1),
    a_dots_step(Phase.LEAD_ROLE),
    a_step(StepKind.ACTIONS),
    a_step(StepKind.CLOSE),
)


def test_pulses_maps_cards_and_dot_votes_are_looked_at_again_as_they_were() -> None:
    """With everything that the room learnt, wrote and agreed later."""
    session, shown = a_session(LOOKED_AT), {}
    while session.stage is not Stage.CLOSE:
        here = session.position
        if here.stage is Stage.PULSE:
            answer(session, ["80"] * 6)
        elif here.stage in (Stage.VOTE_1, Stage.VOTE_2):
            vote(session, [FIX] * 4 + [USE] * 3)
        elif here.stage is Stage.CARD:
            do(session, c.FillCard({"purpose": ("why we meet",)}, 0))
        elif here.stage is Stage.IDEAS:
            do(session, c.NoteIdea(an_idea(1)), c.NoteIdea(an_idea(2)))
        elif here.stage is Stage.DOTS and here.step == 6:
            answer(session, ["I1 I2"] * 5 if here.part == 0 else ["I2"] * 4 + ["I1"])
        elif here.stage is Stage.ACTIONS:
            do(session, *[c.AgreeAction(an_action())] * 4)
        view = room_view(session, 9)
        if here.part == 0 or here.stage is Stage.DOTS_RESULT:
            shown[here.step] = view.picture
        do(session, c.Advance(START))
    for index in (0, 2, 4, 5, 6, 7):
        then = earlier_view(session, 9, index)
        assert then is not None
        assert then.picture == shown[index]
    assert room_view(session, 9).earlier_steps == (0, 1, 2, 3, 4, 5, 6, 7, 8)
    do(session, c.Seal(START))
    assert room_view(session, 9).earlier_steps == ()


@pytest.mark.parametrize("stage", [Stage.PULSE, Stage.DOTS])
def test_a_vote_that_was_left_open_is_not_looked_at_again(stage: Stage) -> None:
    session = go_to(a_session((a_pulse_step(), a_dots_step(), a_step(StepKind.CLOSE)), ()), stage)
    answer(session, ["job"] * 6 if stage is Stage.PULSE else ["I1"] * 6)
    here = session.position.step
    do(session, c.EndEarly(START))
    assert here not in room_view(session, 9).earlier_steps
    assert earlier_view(session, 9, here) is None


def test_a_second_dot_vote_that_was_left_open_leaves_the_first_one_to_be_looked_at() -> None:
    session = go_to(a_session((a_dots_step(winners=1), a_step(StepKind.CLOSE)), ()), Stage.DOTS)
    answer(session, ["I1 I2"] * 5)
    close_round(session)
    first = room_view(session, 9).picture
    do(session, c.Advance(START))
    assert session.position.part == 1
    answer(session, ["I1"] * 5)
    do(session, c.EndEarly(START))
    past = earlier_view(session, 9, 0)
    assert past is not None
    assert past.picture == first


@pytest.mark.parametrize("stage", [Stage.PULSE_RESULT, Stage.DOTS_RESULT])
def test_how_many_answered_is_known_after_the_close_too(stage: Stage) -> None:
    steps = (a_pulse_step(), a_dots_step(), a_step(StepKind.CLOSE))
    session = go_to(a_session(steps, ()), Stage.PULSE if stage is Stage.PULSE_RESULT else Stage.DOTS)
    answer(session, ["job"] * 4 if stage is Stage.PULSE_RESULT else ["I1"] * 4)
    assert room_view(session, 9).voted == 4
    do(session, c.Advance(START))
    assert room_view(session, 9).voted == 4
    do(session, c.Advance(START))
    view = room_view(session, 9)
    assert (view.stage, view.voted) == (stage, 4)


def test_a_phone_sees_its_own_ballot_of_the_open_round_and_both_after_the_reveal() -> None:
    session = go_to(a_session(), Stage.VOTE_1)
    vote(session, [USE, FIX])
    first, second = (scenario_round(LEARN, number) for number in (1, 2))
    phone = the_phone(session)
    assert (phone.given, phone.held, phone.marks.said) == (USE, (first,), {first: USE})
    phone = the_phone(go_to(session, Stage.VOTE_2))
    assert (phone.given, phone.held, phone.marks.said) == (None, (first, second), {first: USE})
    vote(session, [FIX])
    phone = the_phone(go_to(session, Stage.REVEAL))
    assert (phone.given, phone.marks.said) == (None, {first: USE, second: FIX})
    assert the_phone(session, "s1").marks.said == {first: FIX}
    assert the_phone(session, "nobody").marks == Marks()


def test_a_phone_view_is_the_same_whatever_the_others_voted() -> None:
    pictures = []
    for others in ([], [USE] * 9, [FIX] * 20):
        session = go_to(a_session(), Stage.VOTE_1)
        vote(session, [FIX, *others])
        places = []
        for stage in (Stage.VOTE_1, Stage.TALK, Stage.VOTE_2, Stage.REVEAL, Stage.ACTIONS):
            places.append(the_phone(go_to(session, stage)))
        pictures.append(places)
    assert pictures[0] == pictures[1] == pictures[2]


def test_hands_stand_beside_the_phones_in_the_count() -> None:
    session = go_to(a_session(), Stage.VOTE_1)
    vote(session, [FIX] * 7)
    assert (room_view(session, 5).voted, room_view(session, 5).hands) == (7, 0)
    do(session, c.CountHands({Decision.USE: 1}))
    assert (room_view(session, 9).voted, room_view(session, 9).hands) == (7, 1)
    assert room_view(session, 9).next_words == "close the vote, 7 phones and 1 hand"
    do(session, c.CountHands({Decision.USE: 9}, instead=True))
    assert (room_view(session, 9).voted, room_view(session, 9).hands) == (0, 9)
    assert room_view(session, 9).by_hand
    assert the_phone(session).by_hand


@pytest.mark.parametrize("stage", Stage)
def test_the_view_allows_exactly_what_the_machine_does(stage: Stage) -> None:
    session = a_session(EVERY_STAGE)
    if stage is Stage.SEALED:
        do(go_to(session, Stage.CLOSE), c.Seal(START))
    else:
        go_to(session, stage)
    allowed = room_view(session, 0).allowed
    assert allowed == {command for command in c.Command.__args__ if machine.may(session, command)}


def test_every_place_says_in_words_what_space_does() -> None:
    session = a_session(EVERY_STAGE)
    said: dict[Stage, str] = {}
    while True:
        if session.stage is Stage.IDEAS:
            do(session, c.NoteIdea(an_idea(1)), c.NoteIdea(an_idea(2)))
        said.setdefault(session.stage, room_view(session, 7).next_words)
        if machine.next_position(session) is None:
            break
        do(session, c.Advance(START))
    assert said == {
        Stage.LOBBY: "begin",
        Stage.OPEN: "the next text",
        Stage.READ: "open the vote",
        Stage.VOTE_1: "close the vote, 0 of 7 have voted",
        Stage.VOTE_1_CLOSED: "talk about it",
        Stage.TALK: "open the second vote",
        Stage.VOTE_2: "close the vote, 0 of 7 have voted",
        Stage.VOTE_2_CLOSED: "show the answer",
        Stage.REVEAL: "what we chose",
        Stage.OUTCOME: "the check that catches it",
        Stage.CHECK: "first question",
        Stage.DEBRIEF: "next question",
        Stage.ACTIONS: "the next text",
        Stage.BREAK: "the next text",
        Stage.PULSE: "close the vote, 0 of 7 have voted",
        Stage.PULSE_CLOSED: "show what the room says",
        Stage.PULSE_RESULT: "what a published survey says",
        Stage.MAP: "how sure, and how right",
        Stage.CARD: "everybody alone, in silence",
        Stage.GROUPS: "in pairs",
        Stage.IDEAS: "open the dot vote",
        Stage.DOTS: "close the vote, 0 of 7 have voted",
        Stage.DOTS_CLOSED: "show the result",
        Stage.DOTS_RESULT: "score the ideas",
        Stage.SCORE: "close the vote, 0 of 7 have voted",
        Stage.SCORE_CLOSED: "show the result",
        Stage.SCORE_RESULT: "an open case",
        Stage.OPEN_CASE: "show the text to this room",
        Stage.OPEN_CASE_VOTE: "close the vote, 0 of 7 have voted",
        Stage.OPEN_CASE_CLOSED: "what our taps say",
        Stage.OPEN_CASE_RESULT: "did it happen?",
        Stage.REVIEW: "the next action",
        Stage.SHIFT: "closing",
        Stage.CLOSE: "save the plans and end the session",
    }


FACTS = ("result_of", "plan_of", "record_of", "reliance_map")


def walked(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[object, ...]]:
    """How often each fact was made, and of what."""
    calls: Counter[tuple[object, ...]] = Counter()

    def counting(name: str, make: Callable[..., object]) -> Callable[..., object]:
        def made(session: Session, *of: object, **how: object) -> object:
            calls[name, *(getattr(one, "id", None) for one in of)] += 1
            return make(session, *of, **how)

        return made

    modules = [module for name, module in sys.modules.items() if name.startswith("workshop.core.live")]
    for name in FACTS:
        for module in (one for one in modules if callable(vars(one).get(name))):
            monkeypatch.setattr(module, name, counting(name, getattr(module, name)))
    return calls


def test_making_a_view_walks_each_fact_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where many figures are made of a vote, it is counted once all the same; and most places need none."""
    calls, session = walked(monkeypatch), a_session(EVERY_STAGE)
    made: dict[Stage, Counter[object]] = {}
    while session.stage is not Stage.SEALED:
        if session.stage in (Stage.VOTE_1, Stage.VOTE_2):
            vote(session, [FIX] * 6)
        last = machine.next_position(session) is None
        do(session, c.Seal(START) if last else c.Advance(START))
        calls.clear()
        room_view(session, 9)
        assert set(calls.values()) <= {1}, f"{session.position}: {calls}"
        made[session.stage] = Counter(name for name, *_ in calls)
    assert {stage for stage, facts in made.items() if facts} == {
        Stage.OUTCOME,
        Stage.ACTIONS,
        Stage.MAP,
        Stage.SHIFT,
    }
    assert made[Stage.OUTCOME] == {"result_of": 1}


def test_a_title_that_may_name_the_last_error_comes_with_it() -> None:
    two = a_scenario(missing="The worst channel.", missing_clause=(0,))
    session = go_to(a_session((a_step(scenario=LEARN), a_step(StepKind.CLOSE)), (two,)), Stage.REVEAL)
    assert room_view(session, 0).title == "Text 1 of 1"
    do(session, c.Advance(START))
    assert session.stage is Stage.REVEAL
    assert room_view(session, 0).title == two.title


def test_what_is_an_idea_already_is_not_offered_again() -> None:
    steps = (a_step(scenario=LEARN), a_dots_step(), a_step(StepKind.CLOSE))
    session = go_to(a_session(steps), Stage.IDEAS)
    (starter,) = picture(room_view(session, 0), IdeasPicture).starters
    if_, then = split_starter(starter.words)
    do(session, c.NoteIdea(an_idea(if_=if_, then=then)))
    assert picture(room_view(session, 0), IdeasPicture).starters == ()
