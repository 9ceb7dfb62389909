"""Texts that are chosen on the command line: for a step, by its number, the name of a text."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.core.agenda.agenda import NOTHING_CHOSEN, Agenda, Chosen
from workshop.core.agenda.chosen import freed, gone_words, why_not, with_one
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.services.errors import NoSuch
from workshop.services.shelf import Shelf, scenario_of

Named = Sequence[tuple[int, str]]
"""The number of a step, from 1, and the name of a text, as often as was said."""


def chosen_by_hand(shelf: Shelf, agenda: Agenda, named: Named) -> Chosen:
    """The texts that are played in their steps.

    Raises:
        NoSuch: there is no such text, its file cannot be used, or it cannot be played in that step.
    """
    chosen, free = NOTHING_CHOSEN, freed(agenda, {number for number, _ in named})
    for number, name in named:
        text = text_of(shelf, name)
        if why := why_not(free, number, text, shelf.scenarios, chosen):
            raise NoSuch(why)
        chosen = with_one(agenda, chosen, number, text, shelf.scenarios)
    return chosen


def texts_of_steps(shelf: Shelf, named: Named) -> Chosen:
    """The texts by their steps; whether each can play its own is not known here.

    Raises:
        NoSuch: there is no such text, or its file cannot be used.
    """
    texts: dict[int, tuple[ScenarioId, ...]] = {}
    for number, name in named:
        texts[number] = (*texts.get(number, ()), text_of(shelf, name).id)
    return texts


def text_of(shelf: Shelf, name: str) -> Scenario:
    """A text by its id.

    Raises:
        NoSuch: there is none, or its file cannot be used.
    """
    if ScenarioId(name) not in shelf.scenarios and name in shelf.faults:
        raise NoSuch(f"The text '{name}' {gone_words(ScenarioId(name), shelf.faults)}")
    return scenario_of(shelf.scenarios, name)
