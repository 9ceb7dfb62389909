"""Each rule of a good scenario: a case that breaks it, and one that just keeps it."""

from __future__ import annotations

import dataclasses

import pytest

from tests.core.examples import WRONG, faulty, sound
from workshop.core.scenarios.scenario import Scenario, ScenarioId, Sentence
from workshop.core.scenarios.scenario_rules import check_scenario
from workshop.core.words import Audience, Decision, Phase

WHERE = "scenarios/learn/learn-90.toml"


def found(scenario: Scenario, where: str = "") -> list[str]:
    """The keys with a problem."""
    return [problem.key for problem in check_scenario(scenario, where)]


def with_sentences(*sentences: Sentence) -> Scenario:
    return faulty(sentences=sentences)


RIGHT = faulty().sentences[:3]
CARRIED = dataclasses.replace(WRONG, text="So all of us can come.", carried=True)


def test_the_examples_keep_every_rule() -> None:
    assert check_scenario(faulty(), WHERE) == ()
    assert check_scenario(sound(), "learn-91.toml") == ()


@pytest.mark.parametrize(
    ("scenario", "where", "key"),
    [
        (faulty(), "scenarios/learn/learn-91.toml", "id"),
        (faulty(), "scenarios/succeed/learn-90.toml", "phase"),
        (faulty(id=ScenarioId("Learn 90")), "", "id"),
        (with_sentences(*RIGHT[:2], WRONG), "", "sentence"),
        (with_sentences(*(Sentence(f"Line {n}.") for n in range(7)), WRONG), "", "sentence"),
        (with_sentences(*(dataclasses.replace(WRONG, text=f"Line {n}.") for n in range(4))), "", "sentence"),
        (with_sentences(RIGHT[0], *RIGHT, WRONG), "", "sentence"),
        (with_sentences(*RIGHT, dataclasses.replace(WRONG, text="x" * 126)), "", "sentence[4].text"),
        (with_sentences(*RIGHT, dataclasses.replace(WRONG, why=None)), "", "sentence[4].why"),
        (with_sentences(*RIGHT, Sentence("Right.", why="It is."), WRONG), "", "sentence[4].why"),
        (with_sentences(*RIGHT, Sentence("Right.", carried=True), WRONG), "", "sentence[4].carried"),
        (with_sentences(*RIGHT, Sentence("Right.", kind="stale-fact"), WRONG), "", "sentence[4].kind"),
        (with_sentences(*RIGHT, CARRIED), "", "sentence"),
        (faulty(kinds=("dropped-constraint", "stale-fact")), "", "kinds"),
        (faulty(kinds=("dropped-constraint",) * 2), "", "kinds"),
        (faulty(control=True, best_decision=Decision.USE), "", "control"),
        (sound(control=False, best_decision=Decision.FIX), "", "control"),
        (sound(missing="A line."), "", "control"),
        (faulty(best_decision=Decision.USE), "", "best_decision"),
        (sound(best_decision=Decision.FIX), "", "best_decision"),
        (sound(also_defensible=(Decision.FIX,)), "", "also_defensible"),
        (faulty(also_defensible=(Decision.USE,)), "", "also_defensible"),
        (with_sentences(*RIGHT, Sentence("Right.", clause=(1,)), WRONG), "", "sentence[4].clause"),
        (with_sentences(*RIGHT, dataclasses.replace(WRONG, clause=(99,))), "", "sentence[4].clause"),
        (with_sentences(*RIGHT, dataclasses.replace(WRONG, clause=(0,))), "", "sentence[4].clause"),
        (with_sentences(*RIGHT, dataclasses.replace(WRONG, clause=(1, 1))), "", "sentence[4].clause"),
        (faulty(missing="The limit.", missing_clause=(99,)), "", "missing_clause"),
        (faulty(missing_clause=(1,)), "", "missing_clause"),
        (faulty(also_defensible=(Decision.FIX,)), "", "also_defensible"),
        (faulty(also_defensible=(Decision.REDO, Decision.REDO)), "", "also_defensible"),
        (faulty(options=("Send it.", "Send it.", "Redo it.", "Stop.")), "", "options"),
        (faulty(source="x" * 73), "", "source"),
        (faulty(setting="One. Two. Three. Four."), "", "setting"),
        (faulty(reveal="Only one."), "", "reveal"),
        (faulty(reveal="One. Two. Three. Four. Five."), "", "reveal"),
        (faulty(debrief=("Only one?",)), "", "debrief"),
        (faulty(debrief=("Who?", "Think about it.")), "", "debrief[2]"),
        (faulty(actions=()), "", "actions"),
        (faulty(actions=("When I shorten, then I keep limits.",)), "", "actions[1]"),
        (faulty(actions=("If I shorten, I keep the limits.",)), "", "actions[1]"),
        (faulty(role_task="planning"), "", "role_task"),
        (faulty(phase=Phase.LEAD_ROLE, audience=Audience.MANAGERS), "", "role_task"),
        (faulty(audience=Audience.MANAGERS, role_task="research"), "", "role_task"),
    ],
)
def test_a_broken_rule_is_found_at_its_key(scenario: Scenario, where: str, key: str) -> None:
    assert found(scenario, where) == [key]


def test_a_wrong_sentence_without_a_kind_is_found() -> None:
    scenario = with_sentences(*RIGHT, WRONG, dataclasses.replace(WRONG, text="Day 5 too.", kind=None))
    assert found(scenario) == ["sentence[5].kind"]


def test_a_kind_that_is_not_named_is_found() -> None:
    assert "kinds" in found(faulty(kinds=("stale-fact",)))


@pytest.mark.parametrize(
    "scenario",
    [
        with_sentences(*(Sentence(f"Line {n}.") for n in range(6)), WRONG),
        with_sentences(*RIGHT, dataclasses.replace(WRONG, text="x" * 125)),
        with_sentences(*RIGHT[:2], WRONG, CARRIED),
        with_sentences(WRONG, CARRIED, dataclasses.replace(WRONG, text="None at all."), RIGHT[0]),
        faulty(sentences=(*RIGHT, Sentence("Right.")), kinds=(), missing="The limit of day 4."),
        with_sentences(*RIGHT, dataclasses.replace(WRONG, clause=())),
        with_sentences(*RIGHT, dataclasses.replace(WRONG, clause=(1,))),
        faulty(also_defensible=(Decision.REDO, Decision.STOP)),
        faulty(source="x" * 72),
        faulty(setting="One. Two. Three."),
        faulty(reveal="One. Two. Three. Four."),
        faulty(reveal="At 2.5 bar, e.g. here, it stops. Then no more."),
        faulty(audience=Audience.MANAGERS),
        faulty(phase=Phase.SUCCEED),
        faulty(phase=Phase.LEAD_ROLE, audience=Audience.MANAGERS, role_task="planning"),
        faulty(phase=Phase.LEAD_ROLE, audience=Audience.FRONTLINE, role_task="handover notes"),
    ],
)
def test_what_just_keeps_the_rules_is_fine(scenario: Scenario) -> None:
    assert found(scenario) == []


def test_a_scenario_in_a_folder_of_its_own_team_needs_no_phase_folder() -> None:
    assert found(faulty(), "our-cases/learn-90.toml") == []


def test_a_problem_says_where_what_and_how_to_mend() -> None:
    (problem,) = check_scenario(faulty(actions=("Always check.",)), WHERE)
    assert str(problem) == f"{WHERE}: actions[1]: does not begin with 'If'. Write 'If ..., then I ...'."
