"""A public incident, shown at the reveal, and which one belongs to a scenario."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from workshop.core.scenarios.scenario import Scenario


class Sourcing(enum.StrEnum):
    """How well an incident is sourced, in the words that the reveal shows."""

    SEVERAL = "reported by several sources"
    ONE = "one secondary source"
    NONE = "not verified"


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happened in public; `checked_on` says how old this knowledge is."""

    kind: str
    title: str
    year: str
    """One year or a span of years, such as `2015-2019`."""
    text: str
    """Two lines."""
    source: str
    sourcing: Sourcing
    checked_on: datetime.date


def incident_for(scenario: Scenario, incidents: Iterable[Incident]) -> Incident | None:
    """Return the incident that a scenario names, else the first one of its main kind, else None.

    A scenario names an incident by its title. Where it names several, or a title stands under several
    kinds, one of the scenario's own kinds wins, then the one it names first. A control has none.
    """
    if scenario.control:
        return None
    known = list(incidents)
    words = (scenario.incident or "").casefold()
    named = [incident for incident in known if incident.title.casefold() in words]
    if named:
        return min(
            named,
            key=lambda incident: (
                incident.kind not in scenario.kinds,
                words.index(incident.title.casefold()),
            ),
        )
    main = scenario.main_kind
    return next((incident for incident in known if main and incident.kind == main.name), None)
