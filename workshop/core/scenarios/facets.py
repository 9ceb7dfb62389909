"""By what texts of a library are found and counted: phase, role, difficulty, and what their keys say."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Mapping

from workshop.core.scenarios.scenario import Scenario
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.words import Audience, Check, Difficulty, Phase, role_name


class Facet(enum.Enum):
    """One side of a text; the value is what a list of its values is called."""

    PHASE = "Phase"
    ROLE = "Work shown"
    DIFFICULTY = "Difficulty"
    CHECK = "Check"
    KIND = "Kind"
    SORT = "Sound or faulty"

    @property
    def tells(self) -> bool:
        """Whether it tells something of a key: who reads it knows what is wrong with a text."""
        return self in (Facet.CHECK, Facet.KIND, Facet.SORT)

    @property
    def values(self) -> tuple[str, ...]:
        """All that it can say, in words."""
        return tuple(_words(self, value) for value in _VALUES[self])


_SOUND, _FAULTY = "sound", "faulty"
_VALUES: Mapping[Facet, tuple[str, ...]] = {
    Facet.PHASE: tuple(Phase),
    Facet.ROLE: tuple(Audience),
    Facet.DIFFICULTY: tuple(Difficulty),
    Facet.CHECK: tuple(Check),
    Facet.KIND: tuple(KINDS),
    Facet.SORT: (_SOUND, _FAULTY),
}

Wanted = Mapping[Facet, str]
"""What is looked for: of some facets one value each, in words."""


def values_of(text: Scenario, facet: Facet) -> tuple[str, ...]:
    """What a text is in a facet, in words: a faulty one may be of several kinds."""
    found: Iterable[str]
    match facet:
        case Facet.PHASE:
            found = (text.phase,)
        case Facet.ROLE:
            found = (text.audience,)
        case Facet.DIFFICULTY:
            found = (text.difficulty,)
        case Facet.CHECK:
            found = text.families
        case Facet.KIND:
            found = text.kinds
        case Facet.SORT:
            found = (_SOUND if text.control else _FAULTY,)
    return tuple(_words(facet, value) for value in found)


def is_wanted(text: Scenario, wanted: Wanted) -> bool:
    """Whether a text is all that is looked for."""
    return all(value in values_of(text, facet) for facet, value in wanted.items())


def counts(texts: Iterable[Scenario], facet: Facet) -> Mapping[str, int]:
    """How many texts there are of each value, of those that there are none of 0."""
    found = Counter(value for text in texts for value in values_of(text, facet))
    return {value: found[value] for value in facet.values}


def _words(facet: Facet, value: str) -> str:
    match facet:
        case Facet.PHASE:
            return Phase(value).label
        case Facet.ROLE:
            return role_name(value)
        case Facet.KIND:
            return value.replace("-", " ")
        case _:
            return str(value)
