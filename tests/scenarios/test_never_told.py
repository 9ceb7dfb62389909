"""Nobody can tell a sound text by how it is played: not by its length, not by a word before the reveal."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import a_ballot, a_session, a_step, go_to, phone_view, vote
from tests.drawing import examples
from tests.shipped import library
from workshop.core.agenda.agenda import Agenda, Cycle, Pick, StepKind
from workshop.core.agenda.picker import pick_steps
from workshop.core.live.rounds import Seat
from workshop.core.live.session import Session, Stage
from workshop.core.live.view import room_view
from workshop.core.scenarios.scenario import Scenario, ScenarioId, Sentence
from workshop.core.words import Audience, Decision
from workshop.storage.library.agendas import load_agendas
from workshop.web.pages import Pages

LIBRARY = library().scenarios
DEALT = [
    agenda
    for agenda in load_agendas().agendas.values()
    if any(step.pick is not None for step in agenda.steps)
    and agenda.id not in ("touch", "lead-redesign", "lead-role")
]
"""The agendas that leave a text open; three have time for one cycle alone, and tell nothing by it."""
SECOND = (Stage.TALK, Stage.VOTE_2, Stage.VOTE_2_CLOSED)
BEFORE = (Stage.OPEN, Stage.READ, Stage.VOTE_1, Stage.VOTE_1_CLOSED, *SECOND)
PAGES = Pages()
SEEDS = 1000


def lengths(agenda: Agenda, seed: str, **room: object) -> list[tuple[Cycle, int]]:
    steps = pick_steps(agenda, LIBRARY, seed, **room)  # type: ignore[arg-type]
    return [(step.cycle, step.minutes) for step in steps if step.kind is StepKind.SCENARIO]


@pytest.mark.parametrize("agenda", DEALT, ids=lambda agenda: agenda.id)
def test_a_text_is_short_as_often_whether_it_is_sound_or_faulty(agenda: Agenda) -> None:
    played: Counter[tuple[bool, Cycle]] = Counter()
    for seed in map(str, range(SEEDS)):
        for step in pick_steps(agenda, LIBRARY, seed):
            if step.scenario is not None:
                played[LIBRARY[step.scenario].control, step.cycle] += 1
    shares = []
    for sound in {sound for sound, _ in played}:
        short, long = played[sound, Cycle.SHORT], played[sound, Cycle.FULL]
        assert short, f"sound {sound} is never short"
        assert long, f"sound {sound} is never long"
        shares.append(short / (short + long))
    assert max(shares) - min(shares) < 0.1


@given(
    agenda=st.sampled_from(DEALT),
    seed=st.text(max_size=8),
    audience=st.sampled_from([None, *Audience]),
    played=st.frozensets(st.sampled_from(sorted(LIBRARY)), max_size=12),
)
@settings(max_examples=examples(120), deadline=None)
def test_who_deals_the_length_knows_no_text(
    agenda: Agenda, seed: str, audience: Audience | None, played: frozenset[ScenarioId]
) -> None:
    dealt = lengths(agenda, seed)
    assert lengths(agenda, seed, audience=audience, played=played) == dealt
    any_text = dataclasses.replace(
        agenda, steps=tuple(dataclasses.replace(s, pick=s.pick and Pick()) for s in agenda.steps)
    )
    assert lengths(any_text, seed) == dealt


@given(agenda=st.sampled_from(DEALT), seed=st.text(max_size=8))
@settings(max_examples=120, deadline=None)
def test_a_session_is_as_long_as_its_agenda_says(agenda: Agenda, seed: str) -> None:
    steps = pick_steps(agenda, LIBRARY, seed)
    assert sum(step.minutes for step in steps) == agenda.minutes
    assert min(step.minutes for step in steps) >= 1


def other_sort(scenario: Scenario) -> Scenario:
    """The same text with a key that says the opposite."""
    wrong = not scenario.control
    return dataclasses.replace(
        scenario,
        title="Another title",
        control=wrong,
        kinds=() if wrong else ("arithmetic-slip",),
        best_decision=Decision.USE if wrong else Decision.STOP,
        also_defensible=(),
        missing=None if wrong else "A line that nobody reads.",
        sentences=tuple(
            Sentence(one.text, not wrong, None if wrong else "arithmetic-slip", None if wrong else "No.")
            for one in scenario.sentences
        ),
        check="Another check.",
        reveal="Another reveal.",
        debrief=("Another question?",),
        actions=("If another thing happens, then another act.",),
    )


def voted_on(scenario: Scenario, cycle: Cycle, stage: Stage, right: int) -> Session:
    """A session in which so many of ten decided as the key has it."""
    steps = (a_step(StepKind.OPEN), a_step(scenario=scenario.id, cycle=cycle), a_step(StepKind.CLOSE))
    session = go_to(a_session(steps, (scenario,)), Stage.OPEN)
    good, bad = (Decision.USE, Decision.FIX) if scenario.control else (Decision.FIX, Decision.USE)
    while session.stage is not stage:
        if session.stage is Stage.VOTE_1:
            vote(session, [a_ballot(good, ())] * right + [a_ballot(bad, ())] * (10 - right))
        before = session.position
        go_to(session, stage if before.stage is Stage.VOTE_1 or stage is Stage.READ else Stage.VOTE_1)
        if session.position == before:
            break
    return session


def seen(session: Session) -> tuple[object, ...]:
    """All that wall and phone may draw, and a phone's page, byte for byte."""
    phone = phone_view(session, lambda subject: Seat("nobody"))
    return room_view(session, 12), phone, PAGES.room(phone, count="", part=False, change=False).plain


@given(
    scenario=st.sampled_from([LIBRARY[id_] for id_ in sorted(LIBRARY)]),
    cycle=st.sampled_from(Cycle),
    stage=st.sampled_from(BEFORE),
    right=st.integers(0, 10),
)
@settings(max_examples=250, deadline=None)
def test_no_word_before_the_reveal_differs(
    scenario: Scenario, cycle: Cycle, stage: Stage, right: int
) -> None:
    if cycle is Cycle.SHORT and stage in SECOND:
        return
    pair = [seen(voted_on(one, cycle, stage, right)) for one in (scenario, other_sort(scenario))]
    assert pair[0] == pair[1]


def test_every_text_has_a_hint_so_that_the_key_for_it_tells_nothing() -> None:
    assert [scenario.id for scenario in LIBRARY.values() if not scenario.hint] == []
