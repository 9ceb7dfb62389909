"""What a simulated participant thinks: plausible, seeded, and better after the talk."""

from __future__ import annotations

import enum
import random
from collections.abc import Sequence

from workshop.core.agenda.pulse import ROLE, Answer, Pulse, PulseKind
from workshop.core.live.dots import MOST_ON_ONE, Dots, IdeaId, dots_each
from workshop.core.live.rounds import Round
from workshop.core.live.scores import HIGHEST, LOWEST, Scores
from workshop.core.live.session import Ballot, Taps
from workshop.core.scenarios.scenario import Scenario
from workshop.core.words import CONFIDENCES, DEFAULT_K, Audience, Decision, Difficulty

SHARE_RIGHT = {
    Difficulty.EASY: (0.60, 0.85),
    Difficulty.MEDIUM: (0.45, 0.75),
    Difficulty.HARD: (0.30, 0.60),
}
"""How many judge rightly in the first and in the second vote: made up to look like a room."""


class Mood(enum.StrEnum):
    """What kind of room is simulated."""

    MIXED = "mixed"
    TRUSTING = "trusting"
    REFUSING = "refusing"
    CALIBRATED = "calibrated"


ROLES = (Audience.MANAGERS, Audience.SALES_MARKETING, Audience.LEADERS, Audience.OPERATIONS_FINANCE)
_TWO_ROLES, _THREE_ROLES, _FOURTH_ROLE = 2 * DEFAULT_K, 3 * DEFAULT_K, range(6 * DEFAULT_K, 7 * DEFAULT_K)
"""Phones that make groups large enough to be told apart."""

STEADY = 0.9
"""How often a phone of a room with a clear mood votes as that mood would."""


def opinion(scenario: Scenario, number: int, phone: int, seed: str, mood: Mood = Mood.MIXED) -> Ballot:
    """The ballot of one simulated phone in one round; the same for the same seed."""
    # A phone's luck is one draw for both rounds, so that people stay right more often than they turn wrong.
    luck = random.Random(f"{seed}/{scenario.id}/{phone}").random()
    rng = random.Random(f"{seed}/{scenario.id}/{phone}/{number}")
    right = luck < _share_right(scenario, number, mood)
    decision = _decision(scenario, rng, right=right)
    taps = tuple(
        index
        for index, sentence in enumerate(scenario.sentences)
        if rng.random() < _tap_chance(mood, wrong=sentence.wrong, right=right, used=decision is Decision.USE)
    )
    missing = scenario.missing is not None and right and rng.random() < 0.6
    confidence = rng.choice(CONFIDENCES[2:] if right else CONFIDENCES[:5]) if rng.random() < 0.9 else None
    return Ballot(decision, taps, missing, confidence)


def _share_right(scenario: Scenario, number: int, mood: Mood) -> float:
    match mood:
        case Mood.MIXED:
            return SHARE_RIGHT[scenario.difficulty][number - 1]
        case Mood.CALIBRATED:
            return STEADY
        case Mood.TRUSTING:
            return STEADY if scenario.control else 1 - STEADY
        case Mood.REFUSING:
            return 1 - STEADY if scenario.control else STEADY


def answer(pulse: Pulse, step: int, phone: int, seed: str) -> Answer:
    """The answer of one simulated phone to a pulse; later ones lean a little to the good side."""
    rng = random.Random(f"{seed}/{pulse.id}/{step}/{phone}")
    if pulse.id == ROLE:
        return Answer(_role_of(phone))
    if pulse.kind is PulseKind.CHOICE:
        weights = range(len(pulse.options) + 2, 2, -1)
        return Answer(rng.choices(pulse.values, list(weights))[0])
    place = rng.betavariate(2.4 + step / 12, 2.0)
    return Answer(pulse.values[min(int(place * len(pulse.values)), len(pulse.values) - 1)])


def _role_of(phone: int) -> Audience:
    """The same work whenever it is asked: two roles of as many; a third and a fourth in larger rooms."""
    if phone in _FOURTH_ROLE:
        return ROLES[3]
    return ROLES[phone % 2] if phone < _TWO_ROLES else ROLES[2] if phone < _THREE_ROLES else ROLES[phone % 3]


def dots(ideas: Sequence[IdeaId], round_: Round, phone: int, seed: str) -> Dots:
    """Where one simulated phone puts its dots: each room likes some ideas better than others."""
    room, rng = random.Random(f"{seed}/{round_}"), random.Random(f"{seed}/{round_}/{phone}")
    weights = [room.paretovariate(3) for _ in ideas]
    given: list[IdeaId] = []
    while len(given) < dots_each(len(ideas)):
        (idea,) = rng.choices(ideas, weights)
        if given.count(idea) < MOST_ON_ONE:
            given.append(idea)
    return Dots(tuple(sorted(given, key=ideas.index)))


def scores(ideas: Sequence[IdeaId], round_: Round, phone: int, seed: str) -> Scores:
    """What one simulated phone scores: a room finds the same ideas good, more or less."""
    rng = random.Random(f"{seed}/{round_}/{phone}")
    liked = {
        idea: random.Random(f"{seed}/{round_}/{idea}").uniform(LOWEST + 1, HIGHEST - 0.5) for idea in ideas
    }
    return Scores(
        {idea: min(HIGHEST, max(LOWEST, round(rng.gauss(mean, 1)))) for idea, mean in liked.items()}
    )


def taps(lines: int, round_: Round, phone: int, seed: str) -> Taps:
    """What one simulated phone taps of an open case: a room doubts one line more than the others."""
    doubted = random.Random(f"{seed}/{round_}").randrange(lines)
    rng = random.Random(f"{seed}/{round_}/{phone}")
    tapped = tuple(line for line in range(lines) if rng.random() < (0.65 if line == doubted else 0.1))
    return Taps(tapped, missing=rng.random() < 0.15)


def _decision(scenario: Scenario, rng: random.Random, *, right: bool) -> Decision:
    if right == scenario.control:
        return Decision.USE
    if scenario.control:
        return rng.choices([Decision.FIX, Decision.REDO, Decision.STOP], [7, 2, 1])[0]
    others = [d for d in Decision if d not in (Decision.USE, scenario.best_decision)]
    return scenario.best_decision if rng.random() < 0.65 else rng.choice(others)


def _tap_chance(mood: Mood, *, wrong: bool, right: bool, used: bool) -> float:
    """A room of one mood lets single lines pass, or holds them back, as it does whole texts."""
    if mood is Mood.TRUSTING and used:
        return 0.03
    if mood is Mood.REFUSING and not used:
        return 0.95
    if wrong:
        return (0.95 if mood is Mood.CALIBRATED else 0.8) if right else 0.15
    return 0.03 if used else 0.1
