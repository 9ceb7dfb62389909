"""Operators on units: the figure stays, what it counts is another thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from workshop.core.scenarios.forge.ground import Figure, Ground, figures, wrong
from workshop.core.scenarios.scenario import Sentence

_UNITS: Mapping[str, str] = {
    "minutes": "hours",
    "hours": "days",
    "working days": "weeks",
    "days": "weeks",
    "weeks": "months",
    "months": "years",
}
_LARGEST: Mapping[str, int] = {"minutes": 30, "hours": 40, "months": 12}
"""Of more of them nobody believes the next larger unit."""
_RATE = re.compile(r" [\w ]+? an? (?:day|week|month|year)\b")
_NO_LENGTH = re.compile(r"\b(?:on|the|of|up to|other|these|those) $", re.I)
"""What stands before days that are counted, not measured."""


def another_unit(ground: Ground, at: int) -> Iterator[Sentence]:
    """The first length of time of a line in the next larger unit."""
    text = ground.line(at)
    for figure in figures(text):
        unit = _unit_of(ground, at, figure)
        if unit is not None:
            new = text[: figure.end] + text[figure.end :].replace(unit, _UNITS[unit], 1)
            stated = figure.stated.lower()
            why = f"By the source it is {stated} {unit}, not {stated} {_UNITS[unit]}."
            yield wrong(new, "unit-mixup", why)
            return


def points_lost(ground: Ground, at: int) -> Iterator[Sentence]:
    """Percentage points become per cent."""
    text = ground.line(at)
    found = re.search(r"\b(\S+) percentage points\b", text)
    if found and (known := figures(found[1])):
        new = text[: found.start()] + f"{known[0].value}%" + text[found.end() :]
        why = f"It is {found[0]}, the difference of two shares, and not {known[0].value}% of one of them."
        yield wrong(new, "unit-mixup", why)


def another_currency(ground: Ground, at: int) -> Iterator[Sentence]:
    """The same amount in another currency."""
    text = ground.line(at)
    if text.count("EUR ") == 1 and "USD" not in ground.given and "EUR" in ground.given and "euro" not in text:
        yield wrong(text.replace("EUR ", "USD "), "unit-mixup", "The source has euros, not dollars.")


def _unit_of(ground: Ground, at: int, figure: Figure) -> str | None:
    """The unit behind a figure, where the next larger one could be believed and the source can show it."""
    text = ground.line(at)
    rest = text[figure.end :]
    unit = next((unit for unit in _UNITS if re.match(rf" {unit}\b(?!'| and \d)", rest)), None)
    if unit is None or _UNITS[unit] in text or figure.value > _LARGEST.get(unit, figure.value):
        return None
    counted = _RATE.match(rest) or _NO_LENGTH.search(text[: figure.start])
    return None if counted or ground.assumed(at, figure.start) or not _measured(ground, unit) else unit


def _measured(ground: Ground, unit: str) -> bool:
    """Whether the source measures in this unit or in the next smaller one."""
    smaller = [one for one, larger in _UNITS.items() if larger == unit]
    return any(one.split()[-1].rstrip("s") in ground.given for one in (unit, *smaller))
