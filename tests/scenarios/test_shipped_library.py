"""The shipped library: every file loads, keeps the rules, and covers what it promises."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.shipped import library
from workshop.core.scenarios.incident import incident_for
from workshop.core.scenarios.library_rules import check_library
from workshop.core.scenarios.scenario_rules import ROLE_TASKS
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.words import Audience, Phase
from workshop.storage.library.incidents import load_incidents

LIBRARY = library()
SCENARIOS = LIBRARY.scenarios


def test_every_file_loads() -> None:
    assert LIBRARY.problems == ()
    assert LIBRARY.notices == ()
    assert len(SCENARIOS) == 106


def test_every_scenario_keeps_every_rule() -> None:
    wheres = {one: str(path) for one, path in LIBRARY.paths.items()}
    assert check_library(SCENARIOS, wheres) == ()


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_at_least_four_scenarios(name: str) -> None:
    assert sum(name in scenario.kinds for scenario in SCENARIOS.values()) >= 4


def test_a_quarter_to_a_third_is_sound() -> None:
    share = sum(scenario.control for scenario in SCENARIOS.values()) / len(SCENARIOS)
    assert 1 / 4 <= share <= 1 / 3


def test_every_phase_has_faulty_and_sound_texts() -> None:
    for phase in Phase:
        assert {one.control for one in SCENARIOS.values() if one.phase is phase} == {True, False}


@pytest.mark.parametrize(("audience", "tasks"), ROLE_TASKS.items())
def test_every_task_of_a_role_has_a_scenario(audience: Audience, tasks: tuple[str, ...]) -> None:
    played = {one.role_task for one in SCENARIOS.values() if one.audience is audience}
    assert set(tasks) <= played


def test_wrong_sentences_stand_first_last_and_between() -> None:
    places = Counter[str]()
    for scenario in SCENARIOS.values():
        for number, sentence in enumerate(scenario.sentences, start=1):
            if sentence.wrong:
                first, last = number == 1, number == len(scenario.sentences)
                places["first" if first else "last" if last else "between"] += 1
    assert min(places[place] for place in ("first", "last", "between")) >= 8


def test_sound_texts_are_as_long_as_faulty_ones() -> None:
    """Nobody can tell by the form."""

    def length(control: bool) -> float:
        texts = [one for one in SCENARIOS.values() if one.control is control]
        return sum(len(s.text) for one in texts for s in one.sentences) / len(texts)

    assert 0.8 < length(True) / length(False) < 1.25


def test_every_faulty_scenario_has_an_incident_and_no_sound_one_has() -> None:
    incidents = load_incidents()
    for scenario in SCENARIOS.values():
        incident = incident_for(scenario, incidents)
        assert (incident is None) == scenario.control


def test_an_incident_that_a_scenario_names_is_the_one_it_gets() -> None:
    incidents = load_incidents()
    for scenario in SCENARIOS.values():
        if scenario.incident is not None:
            incident = incident_for(scenario, incidents)
            assert incident is not None
            assert incident.title in scenario.incident
