"""No fault is told by form: who counts letters, figures and hedges, and reads nothing, can only guess."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tests.scenarios.form import FEATURES, Floats, auc, by_form, form, forms, out_of_bag, scores
from tests.shipped import library
from workshop.core.scenarios.forge.operators import proposals
from workshop.core.scenarios.scenario import Scenario

LIBRARY = tuple(library().scenarios.values())
LOWEST, HIGHEST, HIGHEST_OF_TEXTS = 0.45, 0.55, 0.62


def pair(scenario: Scenario) -> str:
    """A text and its twin are one group: who knows one knows the other."""
    return scenario.twin_of or scenario.id


def told(scenarios: Iterable[Scenario]) -> dict[str, float]:
    """What is outside of the bounds, of wrong lines against right ones."""
    lines = [
        (seen, line.wrong, pair(scenario))
        for scenario in scenarios
        for line, seen in zip(scenario.sentences, forms(scenario), strict=True)
    ]
    seen, wrong, groups = zip(*lines, strict=True)
    return outside(np.array(seen, float), np.array(wrong, float), groups)


def outside(seen: Floats, wrong: Floats, groups: tuple[str, ...]) -> dict[str, float]:
    found = by_form(seen, wrong, groups)
    return {name: one for name, one in found.items() if not LOWEST <= one <= HIGHEST}


def test_no_wrong_line_is_told_by_its_form() -> None:
    assert told(LIBRARY) == {}
    assert told(one for one in LIBRARY if not one.control) == {}


def test_no_faulty_text_is_told_by_its_form() -> None:
    wrong = np.array([not scenario.control for scenario in LIBRARY], float)
    seen = np.array([[*np.mean([*forms(one)], 0), len(one.sentences)] for one in LIBRARY])
    low, high = out_of_bag(seen, wrong, 200)
    assert low < 0.5 < high
    assert auc(scores(seen, wrong, seen), wrong) <= HIGHEST_OF_TEXTS, (
        "of texts that it has seen with their key"
    )


def test_a_line_of_the_forge_has_the_form_of_the_right_one_in_its_place() -> None:
    lines = []
    for scenario in LIBRARY:
        for one in proposals(scenario):
            place = one.line / (len(scenario.sentences) - 1)
            lines.append((form(scenario.sentences[one.line].text, place), 0.0, pair(scenario)))
            lines.append((form(one.sentence.text, place), 1.0, pair(scenario)))
    seen, wrong, groups = zip(*lines, strict=True)
    assert outside(np.array(seen, float), np.array(wrong), groups) == {}


def test_a_form_that_tells_is_found() -> None:
    """Wrong lines with a figure more than right ones: the guesser says so, by that figure and by all."""
    lines = [
        (form("9" * (at % 4 + wrong) + "a" * (at % 7), at % 5 / 4), float(wrong), str(at // 5))
        for at in range(200)
        for wrong in [at % 3 == 0]
    ]
    seen, wrong, groups = zip(*lines, strict=True)
    found = by_form(np.array(seen, float), np.array(wrong), groups)
    assert found["digits"] > HIGHEST
    assert found["all together"] > HIGHEST
    assert set(found) == {*FEATURES, "all together"}
