"""Which public incident belongs to a scenario."""

from __future__ import annotations

import datetime

from tests.core.examples import faulty, sound
from workshop.core.scenarios.incident import Incident, Sourcing, incident_for


def incident(kind: str, title: str) -> Incident:
    return Incident(kind, title, "2024", "One.\nTwo.", "A page", Sourcing.ONE, datetime.date(2026, 10, 31))


CITY_STALE = incident("stale-fact", "City chatbot")
CITY_RULE = incident("dropped-constraint", "City chatbot")
AIRLINE = incident("policy-misstatement", "Airline")
ALL = (AIRLINE, CITY_STALE, CITY_RULE)


def test_the_one_named_by_its_title() -> None:
    assert incident_for(faulty(incident="An AIRLINE case (2024)"), ALL) is AIRLINE


def test_a_title_under_several_kinds_goes_to_the_scenarios_own_kind() -> None:
    assert incident_for(faulty(incident="City chatbot (2024)"), ALL) is CITY_RULE
    assert incident_for(faulty(incident="City chatbot", kinds=("stale-fact",)), ALL) is CITY_STALE


def test_of_several_foreign_ones_the_first_named() -> None:
    scenario = faulty(incident="City chatbot; Airline", kinds=("sycophancy",))
    assert incident_for(scenario, ALL) is CITY_STALE


def test_without_a_name_the_first_of_the_main_kind() -> None:
    assert incident_for(faulty(), ALL) is CITY_RULE
    assert incident_for(faulty(kinds=("sycophancy",)), ALL) is None


def test_a_sound_text_has_none() -> None:
    assert incident_for(sound(incident="Airline"), ALL) is None
