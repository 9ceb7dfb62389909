"""A wrong figure that goes on: later lines that say the same figure, or one computed from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation

from workshop.core.scenarios.forge.ground import Figure, Ground, figures
from workshop.core.scenarios.scenario import Sentence

_GOES_ON = re.compile(r"(?:That|This|These|So|Over|With|In total|It|They)\b")
_WAYS: tuple[Callable[[Decimal, Decimal], Decimal], ...] = (
    lambda a, b: a * b,
    lambda a, b: 100 * (a - b) / b,
    lambda a, b: 100 * a / b,
    lambda a, b: a - b,
    lambda a, b: b - a,
    lambda a, b: a + b,
    lambda a, b: a / b,
)


def carried(ground: Ground, at: int, text: str) -> tuple[tuple[int, Sentence], ...]:
    """The next line, where it goes on from a figure that nobody can look up, with what comes of it."""
    changed = _changed(ground.line(at), text)
    following = at + 1
    if changed is None or following >= len(ground.scenario.sentences):
        return ()
    old, new = changed
    line = ground.scenario.sentences[following]
    if old.value in ground.given_values or line.wrong or not _GOES_ON.match(line.text):
        return ()
    for figure in ground.amounts(following):
        for value in _followed(ground, old.value, new.value, figure):
            stated = figure.written(value)
            if stated != figure.stated and value > 1:
                mutated = line.text[: figure.start] + stated + line.text[figure.end :]
                why = f"It goes on from the wrong figure; with {old.stated} it is {figure.stated}."
                return ((following, Sentence(mutated, True, "arithmetic-slip", why, carried=True)),)
    return ()


def _changed(before: str, after: str) -> tuple[Figure, Figure] | None:
    pairs = [(a, b) for a, b in zip(figures(before), figures(after), strict=False) if a.value != b.value]
    return pairs[0] if len(pairs) == 1 else None


def _followed(ground: Ground, old: Decimal, new: Decimal, figure: Figure) -> Iterator[Decimal]:
    """What a figure becomes, where it is the old one or comes from it and a number that is given."""
    if figure.value == old:
        yield new
        return
    if figure.value in ground.given_values:
        return
    for other in sorted(ground.given_values):
        for way in _WAYS:
            try:
                if _rounded(way(old, other), figure) == figure.value:
                    yield _rounded(way(new, other), figure)
            except (DivisionByZero, InvalidOperation):
                continue


def _rounded(value: Decimal, figure: Figure) -> Decimal:
    places = len(figure.stated.partition(".")[2])
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
