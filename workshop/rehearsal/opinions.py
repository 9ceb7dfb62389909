"""What a simulated participant thinks of a scenario: plausible, seeded, and better after the talk."""

from __future__ import annotations

import random

from workshop.core.scenario import Scenario
from workshop.core.session import CONFIDENCES, Ballot
from workshop.core.words import Decision, Difficulty

SHARE_RIGHT = {
    Difficulty.EASY: (0.60, 0.85),
    Difficulty.MEDIUM: (0.45, 0.75),
    Difficulty.HARD: (0.30, 0.60),
}
"""How many judge rightly in the first and in the second vote: made up to look like a room."""


def opinion(scenario: Scenario, number: int, phone: int, seed: str) -> Ballot:
    """The ballot of one simulated phone in one round; the same for the same seed."""
    # A phone's luck is one draw for both rounds, so that people stay right more often than they turn wrong.
    luck = random.Random(f"{seed}/{scenario.id}/{phone}").random()
    rng = random.Random(f"{seed}/{scenario.id}/{phone}/{number}")
    right = luck < SHARE_RIGHT[scenario.difficulty][number - 1]
    decision = _decision(scenario, rng, right=right)
    taps = tuple(
        index
        for index, sentence in enumerate(scenario.sentences)
        if rng.random() < _tap_chance(wrong=sentence.wrong, right=right, used=decision is Decision.USE)
    )
    missing = scenario.missing is not None and right and rng.random() < 0.6
    confidence = rng.choice(CONFIDENCES[2:] if right else CONFIDENCES[:5]) if rng.random() < 0.9 else None
    return Ballot(decision, taps, missing, confidence)


def _decision(scenario: Scenario, rng: random.Random, *, right: bool) -> Decision:
    if right == scenario.control:
        return Decision.USE
    if scenario.control:
        return rng.choices([Decision.FIX, Decision.REDO, Decision.STOP], [7, 2, 1])[0]
    others = [d for d in Decision if d not in (Decision.USE, scenario.best_decision)]
    return scenario.best_decision if rng.random() < 0.65 else rng.choice(others)


def _tap_chance(*, wrong: bool, right: bool, used: bool) -> float:
    if wrong:
        return 0.8 if right else 0.15
    return 0.03 if used else 0.1
