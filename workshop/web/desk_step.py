"""Reads what the page of a step to come asks for: one change of the agenda."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from aiohttp import web

from workshop.core.agenda.agenda import Cycle, Step, StepKind
from workshop.core.agenda.choices import Choice
from workshop.core.live import commands as c
from workshop.core.live.to_come import StepToCome
from workshop.core.problems import Refused
from workshop.ports import TextsToCome
from workshop.web.desk_form import number_of, read_pressed

_MOST_FIELDS = 6
_LONGEST = 80
_GONE = "That is not to choose any more. Choose again."
_DOES = frozenset({"swap", "text", "break", "case", "question", "card", "planned"})


@dataclass(frozen=True, slots=True)
class Change:
    """What was pressed, the number of the last move on its page, and what was chosen."""

    do: str
    after: int
    what: str
    cycle: Cycle


async def read_change(request: web.Request) -> Change:
    """What a form of the page says.

    Raises:
        PhoneProblem: no page of ours sends this.
    """
    return await read_pressed(request, _MOST_FIELDS, _change)


def _change(fields: dict[str, str]) -> Change:
    said = {name: text[:_LONGEST] for name, text in fields.items()}
    # A button says what it does and to what in one: a form has one that was pressed.
    do, _, what = said["do"].partition(" ")
    if do not in _DOES:
        raise ValueError
    return Change(do, number_of(said["after"]), what, Cycle(said.get("cycle", Cycle.FULL)))


async def choices_for(
    step: StepToCome, texts: TextsToCome | None
) -> tuple[Sequence[Choice], Sequence[Choice]]:
    """The texts that a step could play instead, and those that a new step in front of it could play."""
    if texts is None:
        return (), ()
    to_swap = await texts.to_swap(step) if step.step.kind is StepKind.SCENARIO else ()
    return to_swap, await texts.to_add(step)


async def command_for(change: Change, step: StepToCome, texts: TextsToCome | None) -> c.Command:
    """The command of what was pressed on the page of a step.

    Raises:
        Refused: what was chosen is no choice any more.
    """
    if change.do not in ("swap", "text"):
        return c.AddStep(step.index, _new_step(change, step))
    to_swap, to_add = await choices_for(step, texts)
    choice = _named(to_swap if change.do == "swap" else to_add, change.what)
    scenario, incident = choice.scenario, choice.incident
    if change.do == "swap":
        return c.SwapScenario(step.index, scenario, incident)
    return c.AddStep(step.index, step.text_step(scenario.id, change.cycle), scenario, incident)


def _named(choices: Sequence[Choice], name: str) -> Choice:
    choice = next((one for one in choices if one.scenario.id == name), None)
    if choice is None:
        raise Refused(_GONE)
    return choice


def _new_step(change: Change, step: StepToCome) -> Step:
    """A break, a question or a card of the catalogue, or what was planned and left out."""
    pulses = {str(pulse.id): step.pulse_step(pulse) for pulse in step.pulses}
    cards = {str(card.id): step.card_step(card) for card in step.cards}
    planned = {str(number): left for number, left in enumerate(step.left_out)}
    offered: Mapping[str, Mapping[str, Step]] = MappingProxyType(
        {
            "break": {"": step.break_step()},
            "case": {"": step.case_step()},
            "question": pulses,
            "card": cards,
            "planned": planned,
        }
    )
    if change.what not in offered[change.do]:
        raise Refused(_GONE)
    return offered[change.do][change.what]
