"""Whatever a room types, votes and agrees on: the file says it, and reading it gives the same plan again."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.builders import (
    DAY,
    LEARN,
    SOUND,
    START,
    a_ballot,
    a_card_step,
    a_dots_step,
    a_look_back,
    a_pulse_step,
    a_step,
    an_action,
    an_idea,
    an_opening,
    answer,
    do,
    vote,
)
from tests.drawing import examples
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.card import CARDS, PASSED, Card, CardField, FieldKind, trouble_with
from workshop.core.agenda.pulse import FEAR, PULSES, SAFETY, Moment
from workshop.core.live import commands as c
from workshop.core.live.machine import opened
from workshop.core.live.plan_of import plan_of
from workshop.core.live.session import Session, Stage
from workshop.core.permission import Permission
from workshop.core.plans.action import Action, Metric, Support
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.plan import PhasePart, Plan, SafetyPart, SessionPart
from workshop.core.plans.rules import OWNER_ITEMS, WORDS, errors
from workshop.core.plans.warnings import all_warnings
from workshop.core.text import clean
from workshop.core.words import Decision, Phase
from workshop.rehearsal.texts import ENTRIES
from workshop.storage.plans.read import load_plan
from workshop.storage.plans.values import read_values
from workshop.storage.plans.write import render_plan
from workshop.storage.toml.table import Table

KEPT = Path(__file__).parents[2] / "data" / "sessions"

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    ['a "quoted" word', "'''", "]] [[note]]", "a = 1 # no comment", "\\u0041", "é 日本語", "yes: no", "0"]
)
CLEAN = TEXTS.map(lambda text: clean(text, limit=200))
LINES = st.lists(CLEAN.filter(bool), max_size=3).map(tuple)


def entries(card: Card) -> st.SearchStrategy[dict[str, tuple[str, ...]]]:
    """What a room may type on a card."""
    fields = {field.key: _field(field) | st.just((PASSED,)) for field in card.fields}
    front = {field.key: fields.pop(field.key) for field in card.fields[: card.in_order]}
    typed = st.fixed_dictionaries(front, optional=fields)
    return typed.filter(lambda one: trouble_with(card, one) is None)


def _field(field: CardField) -> st.SearchStrategy[tuple[str, ...]]:
    if field.kind is FieldKind.LINES:
        return LINES
    if field.kind is FieldKind.WORD:
        return st.sampled_from(field.words).map(lambda word: (word,))
    if field.kind is FieldKind.NUMBER:
        return st.sampled_from(("0", "0,5", "18", "3.25")).map(lambda number: (number,))
    if field.kind is FieldKind.DATE:
        return st.sampled_from(("+7", "1 Dec", "2030-02-28")).map(lambda day: (day,))
    return CLEAN.filter(bool).map(lambda text: (text,))


CARDS_TYPED = st.fixed_dictionaries({card.id: entries(card) for card in CARDS.values()})
SIDES = st.sampled_from([(str(side), item) for side, items in OWNER_ITEMS.items() for item in items])


def _word(key: str) -> st.SearchStrategy[str]:
    return st.sampled_from(("", *WORDS[f"action.{key}"]))


METRICS = st.builds(
    Metric, _word("metric.kind"), CLEAN, CLEAN, st.just("up"), st.just(1.5), st.none(), st.just(2.0)
)
ACTIONS = st.builds(
    lambda side, **rest: Action(owner_side=side[0], owner_item=side[1], **rest),
    SIDES,
    if_=CLEAN.filter(bool),
    then=CLEAN.filter(bool),
    accountable=CLEAN,
    first_step=CLEAN,
    first_step_by=st.none() | st.dates(DAY, dt.date(2030, 1, 1)),
    status=_word("status").filter(bool),
    type=_word("type"),
    change=_word("change"),
    what=CLEAN,
    today=CLEAN,
    with_=LINES,
    guards_against=st.sampled_from(((), ("arithmetic-slip",))),
    dots=st.none() | st.integers(0, 99),
    support=st.none()
    | st.builds(Support, st.sampled_from(((), ("time", "tool"))), CLEAN, CLEAN, st.booleans()),
    metric=st.none() | METRICS,
)


def a_session_with(
    typed: dict[Any, dict[str, tuple[str, ...]]], actions: list[Action], said: str, voters: int
) -> Session:
    """A look-back that shows every card, plays two texts, asks, votes with dots and agrees on actions."""
    steps = (
        a_pulse_step(PULSES[FEAR]),
        a_pulse_step(PULSES[SAFETY], Moment.BEFORE),
        a_step(scenario=LEARN),
        a_step(scenario=SOUND),
        *(a_card_step(card) for card in CARDS),
        a_dots_step(winners=1),
        a_step(StepKind.ACTIONS),
        a_step(StepKind.CLOSE),
    )
    session, filled = opened(an_opening(steps, look_back=a_look_back())), []
    while session.stage is not Stage.CLOSE:
        match session.stage:
            case Stage.PULSE:
                answer(session, (["none"] if session.position.step == 0 else ["4"]) * voters)
            case Stage.PULSE_RESULT if session.position.step == 0:
                do(session, c.RecordSponsor(said))
            case Stage.VOTE_1:
                vote(
                    session, [a_ballot(Decision.USE)] * (voters // 2) + [a_ballot()] * (voters - voters // 2)
                )
            case Stage.VOTE_2:
                vote(session, [a_ballot()] * voters)
            case Stage.REVEAL:
                do(session, c.KeepRemark(said))
            case Stage.CARD | Stage.LINES_RESULT if session.step and session.step.card not in filled:
                filled.append(session.step.card)
                assert session.step.card is not None
                do(session, c.FillCard(typed[session.step.card.id]))
            case Stage.IDEAS:
                do(session, c.NoteIdea(an_idea(1)), c.NoteIdea(an_idea(2)))
            case Stage.DOTS:
                answer(session, ["I1"] * voters)
            case Stage.ACTIONS:
                do(session, *map(c.AgreeAction, actions))
                for warned in all_warnings(plan_of(session, Chapter(Phase.LEARN))):
                    do(session, c.KeepWarnings(said or "On purpose.", ((warned.rule, warned.action),)))
        do(session, c.Advance(START, voters))
    return session


def read_again(plan: Plan) -> Plan:
    problems: list[Any] = []
    found = read_values(Table(tomllib.loads(render_plan(plan)), "plan.toml", problems))
    assert problems == []
    return found


@settings(max_examples=examples(40))
@given(
    CARDS_TYPED,
    st.lists(ACTIONS, max_size=3),
    CLEAN,
    st.sampled_from((0, 4, 5, 9)),
    st.none() | st.dates(DAY + dt.timedelta(1), dt.date(2030, 1, 1)),
)
@example({card: {} for card in CARDS}, [], "", 0, None)
@example({card: {} for card in CARDS}, [an_action()], "said", 9, None)
def test_a_plan_that_the_program_wrote_is_read_as_it_was_and_breaks_no_rule(
    typed: dict[Any, dict[str, tuple[str, ...]]],
    actions: list[Action],
    said: str,
    voters: int,
    next_date: dt.date | None,
) -> None:
    session = a_session_with(typed, actions, said, voters)
    do(session, c.SetNextDate(next_date))
    plan = plan_of(session, Chapter(Phase.LEARN))
    assert read_again(plan) == plan
    assert errors(plan, "plan.toml") == ()


def test_what_is_typed_into_a_field_of_a_card_stands_in_the_plan() -> None:
    typed = {card: dict(ENTRIES[card][0]) for card in CARDS}
    written = render_plan(plan_of(a_session_with(typed, [], "", 0), Chapter(Phase.LEARN)))
    lines = [(card, key, line) for card in CARDS for key, lines in typed[card].items() for line in lines]
    # Of "managers: We ask." the role is a key; of a step its name stands there, and each part has a key.
    parts = [
        (card, key, line.partition(":")[0] if key == "steps" else line.rpartition(": ")[2])
        for card, key, line in lines
        if key != "learning_time_from"  # a date in the file, however it was typed
    ]
    # What a line of a role begins with is its key.
    begun = re.compile(r"^(We check|We never|A person decides) |\.$")
    said = [(card, key, begun.sub("", line) if key == "good" else line) for card, key, line in parts]
    # A permission says in a key each what, where, and with what data.
    each = [(card, key, part) for card, key, text in said for part in text.split("; ")]
    assert [part for part in each if part[2] not in written] == []


def test_permissions_are_read_as_typed_or_as_tables() -> None:
    bounded = Permission("try", "in our test account", "with public data; made up")
    safety = SafetyPart(permissions=(Permission("ask"), bounded))
    written = Plan(SessionPart(), PhasePart(safety=safety))
    text = render_plan(written)
    assert '"ask",' in text
    assert '{what = "try", where = "in our test account", data = "with public data; made up"}' in text
    assert read_again(written).phase.safety == safety
    typed = (
        text[: text.index("permissions")]
        + 'permissions = ["ask", "try; in our test account; '
        + ('with public data; made up"]\n')
    )
    found = read_values(Table(tomllib.loads(typed), "plan.toml", []))
    assert found.phase.safety == safety


@pytest.mark.parametrize("kept", sorted(KEPT.glob("*/[1-4]-*.toml")), ids=lambda path: path.name)
def test_a_plan_that_was_kept_is_written_as_it_was(kept: Path) -> None:
    assert render_plan(load_plan(kept).plan) == kept.read_text(encoding="utf-8")
