"""What the library still holds for the steps of a running session, as its desk asks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workshop.core.agenda.choices import Choice, choices_to_add, choices_to_swap
from workshop.core.problems import Refused
from workshop.core.scenarios.incident import incident_for

if TYPE_CHECKING:
    from workshop.core.live.to_come import StepToCome
    from workshop.core.scenarios.scenario import Scenario, ScenarioId
    from workshop.services.shelf import Shelf


class ShelfTexts:
    """Implements `workshop.ports.TextsToCome` with what lies on the shelf and in the session."""

    def __init__(self, shelf: Callable[[], Shelf]) -> None:
        """Make it; the shelf is asked for each time, since a text may be written while the room is led."""
        self._shelf = shelf

    async def to_swap(self, step: StepToCome) -> Sequence[Choice]:
        """What a step could play in place of its own; the best first."""
        found = await asyncio.to_thread(
            choices_to_swap, step.steps, step.index, self._all(step), _seed(step), step.played
        )
        return self._told(found)

    async def to_add(self, step: StepToCome) -> Sequence[Choice]:
        """What a new step in front of this one could play."""
        found = await asyncio.to_thread(
            choices_to_add,
            step.steps,
            step.index,
            step.step.phase,
            self._all(step),
            _seed(step),
            step.played,
        )
        return self._told(found)

    async def named(self, id_: ScenarioId) -> Scenario:
        """A text of the library."""
        try:
            return self._shelf().scenarios[id_]
        except KeyError:
            raise Refused("This text is in no folder that is at hand.") from None

    def _all(self, step: StepToCome) -> dict[ScenarioId, Scenario]:
        """A session that is resumed may know texts that lie on no shelf here."""
        return {**self._shelf().scenarios, **step.scenarios}

    def _told(self, found: Sequence[Choice]) -> Sequence[Choice]:
        return [replace(one, incident=incident_for(one.scenario, self._shelf().incidents)) for one in found]


def _seed(step: StepToCome) -> str:
    return f"{step.setup.session_id}/{step.index}"
