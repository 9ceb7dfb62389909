"""Closed lists stand once: files, cards, pulses and papers take their words from there."""

from __future__ import annotations

import enum
from pathlib import Path

import pytest

from workshop.core.agenda.card import CARDS
from workshop.core.agenda.doubts import roles_in
from workshop.core.agenda.pulse import PULSES, ROLE, PulseId
from workshop.core.english import capital
from workshop.core.live.words.pulse import role_words, words_of
from workshop.core.plans.rules import WORDS
from workshop.core.words import (
    CHANGES,
    OWNERS,
    ROLES,
    Aim,
    Audience,
    Fear,
    Gap,
    Happened,
    NextStep,
    OwnerSide,
    Phase,
    Status,
    Verdict,
    role_name,
    values,
)
from workshop.rehearsal.leader import NEXT, STATUS

PAPER = Path("docs/plan-format.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("phase.id", Phase),
        ("phase.aim", Aim),
        ("phase.main_gap", Gap),
        ("phase.safety.top_fears", Fear),
        ("phase.safety.worry.worry", Fear),
        ("process.verdict", Verdict),
        ("action.status", Status),
        ("action.owner_side", OwnerSide),
        ("action.review.did_it_happen", Happened),
        ("action.review.next", NextStep),
    ],
)
def test_a_plan_may_hold_the_words_of_the_list(key: str, words: type[enum.StrEnum]) -> None:
    assert WORDS[key] == values(words)


@pytest.mark.parametrize(
    ("pulse", "words"),
    [
        ("aim", Aim),
        ("gap", Gap),
        ("fear", Fear),
        ("role", set(Audience) - {Audience.EVERYONE}),
        ("responsibility-shared", OwnerSide),
        ("changed", Happened),
        ("useful", Happened),
    ],
)
def test_a_pulse_whose_answers_reach_a_plan_offers_the_words_of_the_list(
    pulse: str, words: type[enum.StrEnum]
) -> None:
    assert {option.value for option in PULSES[PulseId(pulse)].options} == set(map(str, words))


def test_a_card_offers_the_verdicts() -> None:
    (offered,) = [field.words for card in CARDS.values() for field in card.fields if field.key == "verdict"]
    assert offered == values(Verdict)


@pytest.mark.parametrize("words", [Status, OwnerSide, Verdict, NextStep], ids=lambda words: words.__name__)
def test_the_paper_about_plans_has_the_words_in_their_order(words: type[enum.StrEnum]) -> None:
    assert f"# {' | '.join(values(words))}\n" in PAPER


def test_a_rehearsed_look_back_says_words_of_the_lists() -> None:
    assert {*NEXT} == {*STATUS} == {*Happened}
    assert {*NEXT.values()} <= {*NextStep}
    assert {*STATUS.values()} <= {*Status}


def test_each_side_that_owns_something_has_words() -> None:
    assert set(OWNERS) == set(OwnerSide)


def test_what_an_action_changes_is_a_word_of_the_plan() -> None:
    assert WORDS["action.change"] == CHANGES


def test_a_role_has_one_name_where_people_choose_it_and_where_it_is_told() -> None:
    asked = PULSES[ROLE]
    for option, (role, name) in zip(asked.options, ROLES.items(), strict=True):
        assert option.words.partition(":")[0] == words_of(asked, role) == role_words(role) == capital(name)
        assert (role_name(role), roles_in(name)) == (name, (role,))
