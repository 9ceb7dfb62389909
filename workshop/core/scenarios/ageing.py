"""What nobody has looked at for long: a text or a public incident may not fit the world any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from workshop.core.scenarios.incident import Incident
from workshop.core.scenarios.pack import Pack
from workshop.core.scenarios.scenario import Scenario
from workshop.core.words import CHECKED_FOR


def aged(
    scenarios: Iterable[Scenario],
    incidents: Iterable[Incident],
    today: dt.date,
    packs: Iterable[Pack] = (),
) -> tuple[str, ...]:
    """The ids and titles of what was last checked too long ago; what says no date is not named."""
    checked = [(pack.checked_on, pack.title) for pack in packs]
    checked += [(scenario.checked_on, str(scenario.id)) for scenario in scenarios]
    checked += [(incident.checked_on, incident.title) for incident in incidents]
    return tuple(name for on, name in checked if on is not None and (today - on).days > CHECKED_FOR)
