"""A room as an instrument: what its taps say of lines to which nobody has the key.

How it reads such lines is learnt from its taps on lines with a key. Numbers only; formula, prior and
assumptions stand in docs/evidence.md.
"""

from __future__ import annotations

import enum
import math
import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

MAY_BE_FAULTY, WRONG_LINES = 0.82, 0.27
"""The prior: how likely a text may have wrong lines at all, and how likely then each of its lines is wrong.

So 7 of 10 texts of six lines have a wrong one, and 22 of 100 lines are wrong, as in the shipped library. How
it is in the work of a room, nobody knows.
"""

LEAST_TEXTS, LEAST_WRONG, LEAST_RIGHT = 2, 2, 5
"""Texts with a key, and wrong and right lines in them, without which nothing is said (a convention)."""

LEAST_INFORMATION = 0.1
"""The share of what is unknown of a line that taps must be expected to settle (a convention)."""

FLAGGED_FROM = 0.5
"""From this chance of being wrong a line is flagged: it is looked up first."""

MOST_VOTERS = 60
"""More voters than these count as these, in proportion: by then lines differ by more than chance does."""

_RATES = tuple((place + 0.5) / 20 for place in range(20))
_SPREADS = (1.0, 2.0, 4.0, 8.0)
_POINTS = tuple((rate, spread) for rate in _RATES for spread in _SPREADS)
_HITS, _ALARMS = (2.0, 2.0), (1.0, 4.0)
"""What is expected of the rates before anything is known of a room: Beta distributions."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """How many of the voters tapped a line."""

    taps: int
    voters: int

    def __post_init__(self) -> None:
        if not 0 <= self.taps <= self.voters or not self.voters:
            raise ValueError(f"{self.taps} of {self.voters} have tapped no line")


@dataclass(frozen=True, slots=True)
class Keyed:
    """What a room tapped in texts with a key, with its wrong and its right lines."""

    texts: int = 0
    wrong: tuple[Tapped, ...] = ()
    right: tuple[Tapped, ...] = ()


class CannotTell(enum.Enum):
    """Why a room's taps say nothing of a line."""

    TOO_FEW = "too few"
    """It has not judged enough lines with a key."""
    NO_BETTER = "no better"
    """It tapped wrong lines hardly more often than right ones."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What taps say: for each line the chance that it is wrong, from 0 to 1.

    `flagged` are the lines from an even chance on, by their index; `unfound` is the chance that at least one
    of the others is wrong.
    """

    wrong: tuple[float, ...]
    flagged: tuple[int, ...]
    unfound: float


def cannot_tell(keyed: Keyed, voters: int) -> CannotTell | None:
    """Why the taps of `voters` on a line would say nothing; None where they say something."""
    if keyed.texts < LEAST_TEXTS or len(keyed.wrong) < LEAST_WRONG or len(keyed.right) < LEAST_RIGHT:
        return CannotTell.TOO_FEW
    return CannotTell.NO_BETTER if information(*_if_so(keyed, voters)) < LEAST_INFORMATION else None


def read_lines(keyed: Keyed, taps: Sequence[int], voters: int) -> Reading:
    """What the taps of `voters` on the lines of a text without a key say; ask `cannot_tell` first.

    A tap on a wrong line is a hit, one on a right line a false alarm (Green and Swets 1966). That a rater's
    own rates turn what was said into a chance of what is so is Dawid and Skene 1979, here with a key to some
    of the texts. With t of n taps, rates r and a spread s of the difficulty of lines::

        P(t | r, s)   = C(n, t) B(t + r s, n - t + (1 - r) s) / B(r s, (1 - r) s)
        L(t)          = sum over r, s of P(r, s | taps on lines with a key) P(t | r, s)
        m_i           = q L1(t_i) + (1 - q) L0(t_i),  w_i = q L1(t_i) / m_i
        P(may be)     = p prod m_i / (p prod m_i + (1 - p) prod L0(t_i))
        P(i is wrong) = P(may be) w_i
        P(unfound)    = P(may be) (1 - prod of (1 - w_i) over the lines that are not flagged)

    The first line is the beta-binomial distribution (Skellam 1948). L1 is learnt from wrong, L0 from right
    lines; p is `MAY_BE_FAULTY`, q `WRONG_LINES`.

    Raises:
        ValueError: more taps on a line than voters, or no voters.
    """
    lines = [_fewer(Tapped(count, voters)) for count in taps]
    if_wrong, if_right = _if_so(keyed, voters)
    ones, zeros = [if_wrong[line.taps] for line in lines], [if_right[line.taps] for line in lines]
    either = [WRONG_LINES * one + (1 - WRONG_LINES) * zero for one, zero in zip(ones, zeros, strict=True)]
    within = [WRONG_LINES * one / both for one, both in zip(ones, either, strict=True)]
    faulty = MAY_BE_FAULTY * math.prod(either)
    faulty /= faulty + (1 - MAY_BE_FAULTY) * math.prod(zeros)
    wrong = tuple(faulty * chance for chance in within)
    flagged = tuple(index for index, chance in enumerate(wrong) if chance >= FLAGGED_FROM)
    sound = math.prod(1 - chance for index, chance in enumerate(within) if index not in flagged)
    return Reading(wrong, flagged, faulty * (1 - sound))


def information(if_wrong: Sequence[float], if_right: Sequence[float]) -> float:
    """The share of what is unknown of a line that its taps are expected to settle, from 0 to 1.

    Both are the chances of each number of taps. The expected information of an experiment (Lindley 1956) in
    parts of what is unknown before it: I(wrong; taps) / H(wrong).
    """
    share = MAY_BE_FAULTY * WRONG_LINES
    gained = 0.0
    for one, zero in zip(if_wrong, if_right, strict=True):
        both = share * one + (1 - share) * zero
        gained += sum(
            part * chance * math.log(chance / both)
            for part, chance in ((share, one), (1 - share, zero))
            if chance
        )
    return gained / -(share * math.log(share) + (1 - share) * math.log(1 - share))


@lru_cache(maxsize=64)
def _if_so(keyed: Keyed, voters: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The chance of each number of taps on one more line that is wrong, and on one that is right."""
    most = min(voters, MOST_VOTERS)
    learnt = [_learnt(keyed.wrong, _HITS), _learnt(keyed.right, _ALARMS)]
    if_wrong, if_right = (
        tuple(sum(map(operator.mul, weights, _chance(taps, most))) for taps in range(most + 1))
        for weights in learnt
    )
    return if_wrong, if_right


def _learnt(lines: Iterable[Tapped], prior: tuple[float, float]) -> list[float]:
    """How likely each rate and spread is, after what was tapped on some lines."""
    a, b = prior
    weights = [rate ** (a - 1) * (1 - rate) ** (b - 1) for rate, _ in _POINTS]
    for line in map(_fewer, lines):
        weights = [
            weight * chance for weight, chance in zip(weights, _chance(line.taps, line.voters), strict=True)
        ]
        total = sum(weights)
        weights = [weight / total for weight in weights]
    return weights


@lru_cache(maxsize=4096)
def _chance(taps: int, voters: int) -> tuple[float, ...]:
    """The beta-binomial chance of so many taps, at each rate and spread."""
    ways = math.log(math.comb(voters, taps))
    return tuple(
        math.exp(
            ways
            + _log_beta(taps + rate * spread, voters - taps + (1 - rate) * spread)
            - _log_beta(rate * spread, (1 - rate) * spread)
        )
        for rate, spread in _POINTS
    )


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def _fewer(line: Tapped) -> Tapped:
    """The same share of `MOST_VOTERS`, where there were more."""
    if line.voters <= MOST_VOTERS:
        return line
    return Tapped(round(line.taps * MOST_VOTERS / line.voters), MOST_VOTERS)
