"""A guesser who cannot read: it tells wrong from right by the form alone, with a logistic regression."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from workshop.core.scenarios.scenario import Scenario

Floats = NDArray[np.float64]

FEATURES = ("length", "digits", "hedges", "place", "quotation marks")
_HEDGES = re.compile(
    r"\b(?:may|might|could|would|should|perhaps|about|likely|probably|seems?|possibly|suggests?|expects?|"
    r"assumes?|roughly|nearly|almost|if|unless|whether)\b",
    re.I,
)
_QUOTED = re.compile(r"\"|(?<!\w)'|'(?![a-z])")
FOLDS, RIDGE, STEPS = 10, 1.0, 20


def form(text: str, place: float) -> tuple[float, ...]:
    """What is seen of a line without reading it; `place` is 0 for the first of its text, 1 for the last."""
    digits = sum(letter.isdigit() for letter in text)
    return (len(text), digits, len(_HEDGES.findall(text)), place, len(_QUOTED.findall(text)))


def forms(scenario: Scenario) -> Iterator[tuple[float, ...]]:
    """The form of each line of a text."""
    last = len(scenario.sentences) - 1
    for at, line in enumerate(scenario.sentences):
        yield form(line.text, at / last)


def auc(scores: Floats, wrong: Floats) -> float:
    """How often a wrong one has the higher score than a right one; ties count half."""
    ranks, ones = rankdata(scores), float(wrong.sum())
    return float(ranks[wrong == 1].sum() - ones * (ones + 1) / 2) / (ones * (len(wrong) - ones))


def learnt(seen: Floats, wrong: Floats) -> Floats:
    """The weights of a logistic regression, the first one for what all have in common."""
    rows = np.column_stack([np.ones(len(seen)), seen])
    ridge = RIDGE * np.diag([0.0, *np.ones(seen.shape[1])])
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-rows @ weights))
        bend = (rows * (guess * (1 - guess))[:, None]).T @ rows + ridge
        weights -= np.linalg.solve(bend, rows.T @ (guess - wrong) + ridge @ weights)
    return weights


def scores(seen: Floats, wrong: Floats, judged: Floats) -> Floats:
    """The guesser learns from what it has seen, with its key, and gives a score to each of the others."""
    centre, spread = seen.mean(0), seen.std(0) + 1e-9
    return np.asarray((judged - centre) / spread @ learnt((seen - centre) / spread, wrong)[1:])


def cross_validated(seen: Floats, wrong: Floats, groups: Sequence[str]) -> float:
    """The guesser's AUC on texts that it has not seen; lines of a group (a text and its twin) stay together.

    Each tenth has about as many wrong ones as the others, and scores are compared within it alone: else a
    guesser of nothing would fall below one half by what is left for it to learn from.
    """
    members = defaultdict[str, list[int]](list)
    for at, group in enumerate(groups):
        members[group].append(at)
    dealt = sorted(members, key=lambda group: (wrong[members[group]].mean(), len(members[group]), group))
    right = pairs = 0.0
    for tenth in range(FOLDS):
        out = np.isin(groups, dealt[tenth::FOLDS])
        found = auc(scores(seen[~out], wrong[~out], seen[out]), wrong[out])
        weight = wrong[out].sum() * (1 - wrong[out]).sum()
        right, pairs = right + weight * found, pairs + weight
    return float(right / pairs)


def out_of_bag(seen: Floats, wrong: Floats, times: int) -> tuple[float, float]:
    """The middle 95% of the guesser's AUCs on the texts that a drawn sample (with replacement) left out."""
    draw, found = np.random.default_rng(1), []
    for _ in range(times):
        sample = draw.integers(len(wrong), size=len(wrong))
        out = np.setdiff1d(np.arange(len(wrong)), sample)
        found.append(auc(scores(seen[sample], wrong[sample], seen[out]), wrong[out]))
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


def by_form(seen: Floats, wrong: Floats, groups: Sequence[str]) -> Mapping[str, float]:
    """The AUC of each feature alone, and of all together on texts that the guesser has not seen."""
    alone = {name: auc(seen[:, at], wrong) for at, name in enumerate(FEATURES)}
    return {**alone, "all together": cross_validated(seen, wrong, groups)}
