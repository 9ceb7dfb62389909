"""The reveal, place by place: one finding after another, and no figure before the outcome."""

import pytest

from tests.builders import START, a_ballot, a_control, a_scenario, a_session, a_step, do, go_to, picture, vote
from tests.core.live.test_machine_properties import tallies_in
from tests.shipped import library
from workshop.core.agenda.agenda import Cycle, StepKind
from workshop.core.live import commands as c
from workshop.core.live import machine
from workshop.core.live.machine import Refused
from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.steps.scenario import CasePicture, OutcomePicture, RevealPicture
from workshop.core.live.view import earlier_view, phone_page, room_view
from workshop.core.live.words.reveal import clause_lines, headline, lines_in
from workshop.core.scenarios.findings import Found, finding_words, findings
from workshop.core.scenarios.scenario import Scenario, Sentence
from workshop.core.words import Decision

SHIPPED = library().scenarios
every_text = pytest.mark.parametrize("text", SHIPPED.values(), ids=SHIPPED.keys())

THREE = a_scenario(
    sentences=(
        Sentence("Sound."),
        Sentence("Wrong.", True, "k", "It is 77%.", clause=(3,)),
        Sentence("Then.", True, "k", "It follows.", True, clause=(2, 3)),
        Sentence("Worse.", True, "k", "Nobody said so.", clause=()),
        Sentence("And.", True, "k", "That too.", True, clause=(1,)),
    ),
    missing="The end date.",
    missing_clause=(2,),
)


def played(text: Scenario, cycle: Cycle = Cycle.FULL, stage: Stage = Stage.REVEAL) -> Session:
    """A session that has voted on a text, with figures that can be told from everything else."""
    steps = (a_step(StepKind.OPEN), a_step(scenario=text.id, cycle=cycle), a_step(StepKind.CLOSE))
    session = go_to(a_session(steps, (text,)), Stage.VOTE_1)
    vote(session, [a_ballot(Decision.FIX, (1,))] * 6 + [a_ballot(Decision.USE, ())] * 5)
    if cycle is Cycle.FULL:
        vote(
            go_to(session, Stage.VOTE_2),
            [a_ballot(Decision.FIX, (1,))] * 9 + [a_ballot(Decision.USE, ())] * 2,
        )
    return go_to(session, stage)


def test_each_wrong_line_is_a_place_then_what_was_left_out_then_what_follows_together() -> None:
    found = findings(THREE)
    assert [headline(one) for one in found] == [
        "Line 2 is wrong.",
        "Line 4 is wrong.",
        "Something important was left out.",
        "Lines 3 and 5 follow from the error.",
    ]
    assert [finding_words(one) for one in found] == [
        "line 2",
        "line 4",
        "what was left out",
        "what follows from it",
    ]
    lines = THREE.source.splitlines()
    assert [clause_lines(THREE, one) for one in found] == [(lines[2],), (), (lines[1],), tuple(lines)]
    assert [one.why for one in found] == [
        "It is 77%.",
        "Nobody said so.",
        "The end date.",
        "It follows. That too.",
    ]


def test_a_sound_text_has_one_place_that_says_so() -> None:
    (found,) = findings(a_control())
    assert (found.found, headline(found)) == (Found.SOUND, "Every line holds: it is sound.")


def test_a_file_that_names_no_clause_shows_all_of_its_source() -> None:
    (found,) = findings(a_scenario())
    assert clause_lines(a_scenario(), found) == tuple(a_scenario().source.splitlines())


@every_text
def test_space_says_what_comes_and_no_figure_is_seen_before_the_outcome(text: Scenario) -> None:
    session, found = played(text), findings(text)
    for part in range(len(found)):
        view = room_view(session, 11)
        shown = picture(view, RevealPicture)
        assert (session.position.part, shown.findings) == (part, found[: part + 1])
        assert tallies_in(view) == tallies_in(phone_page(session)) == []
        last = part + 1 == len(found)
        assert view.next_words == ("what we chose" if last else finding_words(found[part + 1]))
        do(session, c.Advance(START))
    view = room_view(session, 11)
    assert picture(view, OutcomePicture).result.last is not None
    assert tallies_in(view) == tallies_in(phone_page(session)) != []


def test_a_short_cycle_has_only_what_was_chosen_alone() -> None:
    result = picture(room_view(played(THREE, Cycle.SHORT, Stage.OUTCOME), 0), OutcomePicture).result
    assert (result.first is None, result.second) == (False, None)


def test_a_finding_is_taken_back_and_the_vote_behind_the_first_one_never() -> None:
    session = played(THREE)
    with pytest.raises(Refused):
        machine.decide(session, c.TakeBack(START))
    do(session, c.Advance(START), c.Advance(START), c.TakeBack(START))
    assert session.position == Position(1, Stage.REVEAL, 1)
    do(session, c.TakeBack(START))
    assert session.position == Position(1, Stage.REVEAL)
    assert room_view(session, 0).take_back_words == ""
    go_to(session, Stage.OUTCOME)
    with pytest.raises(Refused):
        machine.decide(session, c.TakeBack(START))
    do(session, c.Advance(START), c.TakeBack(START))
    assert session.stage is Stage.OUTCOME


def test_a_skip_leaves_out_the_other_lines_and_then_the_rest() -> None:
    session = played(THREE)
    assert room_view(session, 0).skip_words == "skip the other lines"
    do(session, c.Skip(START))
    assert session.stage is Stage.OUTCOME
    do(session, c.Skip(START))
    assert session.position.step == 2


def seen_again(session: Session) -> object:
    """What `b` shows of the step that the room is in."""
    past = earlier_view(session, 0, session.position.step)
    assert past is not None
    return past.picture


def test_in_mid_reveal_the_text_is_looked_at_again_and_later_the_findings_and_the_outcome() -> None:
    session = played(THREE)
    do(session, c.Advance(START))
    text = seen_again(session)
    assert isinstance(text, CasePicture)
    assert "It is 77%" not in repr(text)
    do(session, c.Skip(START))
    assert seen_again(session) == RevealPicture(THREE, 2)
    go_to(session, Stage.CHECK)
    assert isinstance(seen_again(session), OutcomePicture)


@pytest.mark.parametrize(("stage", "kind"), [(Stage.REVEAL, RevealPicture), (Stage.CHECK, OutcomePicture)])
def test_a_step_behind_is_seen_as_far_as_the_room_came_in_it(stage: Stage, kind: type[object]) -> None:
    session = played(THREE, stage=stage)
    do(session, c.EndEarly(START))
    past = earlier_view(session, 0, 1)
    assert past is not None
    assert isinstance(past.picture, kind)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Line 3 and line 4 cannot both stand. Who saw it?", (2, 3)),
        ("Who added up lines 4 and 5? What made you do it?", (3, 4)),
        ("What does she think when she reads the first line?", (0,)),
        ("Which line did you doubt most?", ()),
        ("What is in line 9?", ()),
    ],
)
def test_a_question_names_its_lines(question: str, lines: tuple[int, ...]) -> None:
    assert lines_in(question, THREE) == lines


@every_text
def test_every_error_of_the_library_names_its_clause_inside_the_source(
    text: Scenario,
) -> None:
    lines = text.source.splitlines()
    for found in findings(text):
        if found.found is not Found.SOUND:
            assert found.clause is not None
            assert all(lines[number - 1].strip() for number in found.clause)
            assert list(found.clause) == sorted(set(found.clause))
