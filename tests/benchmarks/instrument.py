"""What a room's taps say of a text without a key, against what is so: each text of the library in turn.

Simulated rooms of known skill have judged three other texts with a key, one of them sound. How hard a line
is to judge is drawn from what the model does not assume: people differ, texts differ, some wrong lines hardly
anybody sees, and some right ones look wrong to many.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from tests.shipped import library
from workshop.core.scenarios.scenario import Scenario
from workshop.core.stats.instrument import (
    MAY_BE_FAULTY,
    WRONG_LINES,
    CannotTell,
    Keyed,
    Reading,
    Tapped,
    cannot_tell,
    read_lines,
)

SIZES = (8, 15, 30)
ROOMS = {
    "skilled": (1.2, -3.0),
    "weak": (-1.4, -1.6),
    "suspicious": (1.5, 0.0),
    "trusting": (-1.5, -4.0),
}
"""How readily a room taps a wrong and a right line of middling difficulty, as log odds."""

BASE_RATE = MAY_BE_FAULTY * WRONG_LINES


@dataclass(frozen=True, slots=True)
class Case:
    """A text that a room has judged without a key, and which of its lines are wrong."""

    room: str
    voters: int
    taps: tuple[int, ...]
    wrong: tuple[bool, ...]
    reading: Reading
    cannot_tell: CannotTell | None


def played(texts: Sequence[Scenario], room: str, voters: int, seed: str) -> Iterator[Case]:
    """Each text once as the one without a key, after three others that a room of its own judged."""
    sound = [text for text in texts if text.control]
    faulty = [text for text in texts if not text.control]
    for text in texts:
        rng = random.Random(f"{seed}/{room}/{voters}/{text.id}")
        before = [
            *rng.sample([one for one in faulty if one is not text], 2),
            rng.choice([one for one in sound if one is not text]),
        ]
        people = [rng.gauss(0, 0.8) for _ in range(voters)]
        lines = [
            (Tapped(taps, voters), sentence.wrong)
            for one in before
            for taps, sentence in zip(_taps(one, ROOMS[room], people, rng), one.sentences, strict=True)
        ]
        keyed = Keyed(
            3,
            tuple(line for line, wrong in lines if wrong),
            tuple(line for line, wrong in lines if not wrong),
        )
        taps = _taps(text, ROOMS[room], people, rng)
        yield Case(
            room,
            voters,
            taps,
            tuple(sentence.wrong for sentence in text.sentences),
            read_lines(keyed, taps, voters),
            cannot_tell(keyed, voters),
        )


def _taps(
    text: Scenario, room: tuple[float, float], people: Sequence[float], rng: random.Random
) -> tuple[int, ...]:
    """How many tap each line of a text."""
    of_text = rng.gauss(0, 0.5)
    counts = []
    for sentence in text.sentences:
        readily = room[0] + rng.gauss(0, 1) if sentence.wrong else room[1] + rng.gauss(0, 0.7)
        if sentence.wrong and rng.random() < 0.25:
            readily -= 2.5
        elif not sentence.wrong and rng.random() < 0.1:
            readily += 2
        counts.append(
            sum(rng.random() < 1 / (1 + math.exp(-(readily + of_text + person))) for person in people)
        )
    return tuple(counts)


def chances(cases: Iterable[Case]) -> list[tuple[float, bool]]:
    """Of each line the chance that it is wrong, and whether it is."""
    return [pair for case in cases for pair in zip(case.reading.wrong, case.wrong, strict=True)]


def brier(chances: Sequence[tuple[float, bool]]) -> float:
    """The mean square of what was missed (Brier 1950)."""
    return fmean((chance - so) ** 2 for chance, so in chances)


def calibration_error(chances: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """How far what was said is from what was so, over bins of equal width (Guo and others 2017)."""
    parts: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for chance, so in chances:
        parts[min(int(chance * bins), bins - 1)].append((chance, so))
    return sum(abs(sum(chance for chance, _ in part) - sum(so for _, so in part)) for part in parts) / len(
        chances
    )


def majority(cases: Iterable[Case]) -> list[tuple[float, bool]]:
    """What most taps say of each line."""
    return [
        (float(2 * taps > case.voters), wrong)
        for case in cases
        for taps, wrong in zip(case.taps, case.wrong, strict=True)
    ]


def at_base_rate(chances: Iterable[tuple[float, bool]]) -> list[tuple[float, bool]]:
    """The same lines, of each of which only is said how many lines are wrong in general."""
    return [(BASE_RATE, so) for _, so in chances]


def unfound(cases: Iterable[Case]) -> list[tuple[float, bool]]:
    """The chance that a line that was not flagged is wrong, and whether one is."""
    return [
        (
            case.reading.unfound,
            any(so for index, so in enumerate(case.wrong) if index not in case.reading.flagged),
        )
        for case in cases
    ]


def parted(cases: Iterable[Case]) -> tuple[list[Case], list[Case]]:
    """Those of which something is said, and those that the room cannot tell."""
    told: list[Case] = []
    untold: list[Case] = []
    for case in cases:
        (untold if case.cannot_tell else told).append(case)
    return told, untold


async def measure(rooms: int = 6) -> list[str]:
    """Lines for the report."""
    return list(_lines(rooms))


def _lines(rooms: int) -> Iterator[str]:
    texts = tuple(library().scenarios.values())
    cases = [
        case
        for room in ROOMS
        for voters in SIZES
        for number in range(rooms)
        for case in played(texts, room, voters, f"instrument {number}")
    ]
    for room in ROOMS:
        for voters in SIZES:
            yield _line(f"{room:10} {voters:2}", [c for c in cases if (c.room, c.voters) == (room, voters)])
    yield _line("all pooled   ", cases)
    told, _ = parted(cases)
    yield (
        f"calibration error over ten bins: {calibration_error(chances(told)):.3f} (at most 0.10), "
        f"of what is unfound {calibration_error(unfound(told)):.3f}"
    )


def _line(name: str, cases: list[Case]) -> str:
    told, untold = parted(cases)
    words = f"cannot tell {len(untold) / len(cases):.0%}"
    if untold:
        words += f" (would be {_against(untold)})"
    if told:
        words = f"{_against(told)}, of the majority {brier(majority(told)):.3f}; {words}"
    return f"{name}: {words}"


def _against(cases: list[Case]) -> str:
    said = chances(cases)
    return f"Brier {brier(said):.3f}, of the base rate {brier(at_base_rate(said)):.3f}"
