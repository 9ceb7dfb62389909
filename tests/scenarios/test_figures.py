"""Every stated figure follows from the source, or is wrong on purpose."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import pytest

from tests.scenarios import (
    figures_everyday,
    figures_later,
    figures_learn,
    figures_learn_more,
    figures_role,
    figures_role_more,
    figures_service,
)
from tests.scenarios.recomputing import (
    FIGURE,
    RECOMPUTATIONS,
    Case,
    agrees,
    derived_figures,
    derived_key_figures,
    figures_in,
)
from tests.shipped import library
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.words import Check

MODULES = (
    figures_learn,
    figures_learn_more,
    figures_role,
    figures_role_more,
    figures_service,
    figures_later,
    figures_everyday,
)
LIBRARY = library().scenarios
SHIPPED = [pytest.param(scenario, id=scenario.id) for scenario in LIBRARY.values()]


def recomputed(scenario: Scenario) -> Case:
    case = Case(scenario)
    recomputation = RECOMPUTATIONS.get(scenario.id)
    if recomputation is not None:
        recomputation(case)
    return case


@pytest.mark.parametrize("scenario", SHIPPED)
def test_every_derived_figure_of_a_sentence_is_recomputed(scenario: Scenario) -> None:
    left_out = derived_figures(scenario) - recomputed(scenario).covered
    assert not left_out, "add them to the recomputation of this scenario"


@pytest.mark.parametrize("scenario", SHIPPED)
def test_every_derived_figure_of_the_key_is_recomputed(scenario: Scenario) -> None:
    left_out = derived_key_figures(scenario) - recomputed(scenario).results
    assert not left_out, "add them to the recomputation of this scenario"


@pytest.mark.parametrize("scenario", SHIPPED)
def test_every_sentence_that_calculates_wrongly_is_refuted(scenario: Scenario) -> None:
    calculating = {
        number
        for number, sentence in enumerate(scenario.sentences, start=1)
        if sentence.kind is not None and KINDS[sentence.kind].check is Check.RECOMPUTE
    }
    assert calculating <= recomputed(scenario).judged


@pytest.mark.parametrize("scenario", SHIPPED)
def test_a_slip_in_any_derived_figure_of_a_right_sentence_is_noticed(scenario: Scenario) -> None:
    unnoticed = []
    for number, figure in derived_figures(scenario) - recomputed(scenario).assumptions:
        if scenario.sentences[number - 1].wrong:
            continue
        try:
            recomputed(with_slip(scenario, number, figure))
        except AssertionError:
            continue
        unnoticed.append((number, figure))
    assert unnoticed == []


def with_slip(scenario: Scenario, number: int, figure: str) -> Scenario:
    """The scenario with another last digit in one figure of a sentence."""
    sentence = scenario.sentences[number - 1]
    ends = {
        one[0].rstrip(","): one.start() + len(one[0].rstrip(",")) for one in FIGURE.finditer(sentence.text)
    }
    place = next(end for stated, end in ends.items() if stated.replace(",", "") == figure) - 1
    other = str((int(sentence.text[place]) + 1) % 10)
    text = sentence.text[:place] + other + sentence.text[place + 1 :]
    sentences = list(scenario.sentences)
    sentences[number - 1] = dataclasses.replace(sentence, text=text)
    return dataclasses.replace(scenario, sentences=tuple(sentences))


def test_no_recomputation_is_left_over() -> None:
    assert MODULES
    assert set(RECOMPUTATIONS) <= set(LIBRARY)


@pytest.mark.parametrize(
    ("old", "new"),
    [("616", "617"), ("240         180", "240         184")],
)
def test_a_change_of_the_source_is_noticed(old: str, new: str) -> None:
    scenario = LIBRARY[ScenarioId("learn-02")]
    assert old in scenario.source
    changed = dataclasses.replace(scenario, source=scenario.source.replace(old, new))
    with pytest.raises(AssertionError):
        recomputed(changed)


@pytest.mark.parametrize(("old", "new"), [("65%", "66%"), ("16 more", "17 more")])
def test_a_change_of_a_right_figure_is_noticed(old: str, new: str) -> None:
    scenario = LIBRARY[ScenarioId("learn-02")]
    sentences = tuple(
        dataclasses.replace(sentence, text=sentence.text.replace(old, new)) for sentence in scenario.sentences
    )
    changed = dataclasses.replace(scenario, sentences=sentences)
    assert changed != scenario
    with pytest.raises(AssertionError):
        recomputed(changed)


@pytest.mark.parametrize(
    ("stated", "value", "same"),
    [
        ("3.97", 3.9666, True),
        ("2.5", 2.45, True),
        ("2.4", 2.45, False),
        ("1,850", 1850, True),
        ("half", 0.5, True),
    ],
)
def test_a_stated_figure_agrees_when_rounding_gives_it(stated: str, value: float, same: bool) -> None:
    assert agrees(stated, Fraction(str(value))) is same


def test_a_reference_is_no_figure() -> None:
    assert figures_in("Sentences 4 and 5 say 2.5%, rule 1 says 1,000.") == {"2.5", "1000"}
