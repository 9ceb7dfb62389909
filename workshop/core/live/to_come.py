"""A step to come, as the desk shows it: the texts beside its own, and what may be added in front of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workshop.core.agenda.agenda import Cycle, Step, StepKind
from workshop.core.agenda.card import CARDS, Card
from workshop.core.agenda.pulse import PULSES, Pulse
from workshop.core.live.agenda_changes import first_unmet
from workshop.core.live.desk_agenda import step_words
from workshop.core.live.planned import missing_from
from workshop.core.live.session import Session, Setup, Stage
from workshop.core.scenarios.scenario import Scenario, ScenarioId

FULL_MINUTES, SHORT_MINUTES, PULSE_MINUTES, CARD_MINUTES, BREAK_MINUTES, CASE_MINUTES = 11, 7, 2, 5, 5, 6
"""What an added step is planned to take."""


@dataclass(frozen=True, slots=True)
class StepToCome:
    """A step behind all that the room has met, or the closing, in front of which something may be added.

    `moved` is the number of the last move, which each command carries. `played` are the scenarios that an
    earlier session of this room played. `pulses` and `cards` are those of the catalogue that the agenda does
    not have, `left_out` what was planned and does not stand in it any more.
    """

    setup: Setup
    moved: int
    index: int
    steps: tuple[Step, ...]
    words: str
    scenarios: Mapping[ScenarioId, Scenario]
    played: frozenset[ScenarioId]
    pulses: tuple[Pulse, ...]
    cards: tuple[Card, ...]
    left_out: tuple[Step, ...]

    @property
    def step(self) -> Step:
        """The step itself."""
        return self.steps[self.index]

    @property
    def scenario(self) -> Scenario | None:
        """What it plays, if it plays a scenario."""
        return self.scenarios[self.step.scenario] if self.step.scenario is not None else None

    def text_step(self, scenario: ScenarioId, cycle: Cycle) -> Step:
        """A new step in front of it that plays a scenario."""
        minutes = FULL_MINUTES if cycle is Cycle.FULL else SHORT_MINUTES
        return Step(StepKind.SCENARIO, self.step.phase, minutes, cycle=cycle, scenario=scenario)

    def break_step(self) -> Step:
        """A break in front of it."""
        return Step(StepKind.BREAK, self.step.phase, BREAK_MINUTES)

    def case_step(self) -> Step:
        """An open case in front of it, whose text is put in when the room is there."""
        return Step(StepKind.OPEN_CASE, self.step.phase, CASE_MINUTES)

    def pulse_step(self, pulse: Pulse) -> Step:
        """A question in front of it."""
        return Step(StepKind.PULSE, self.step.phase, PULSE_MINUTES, pulse=pulse)

    def card_step(self, card: Card) -> Step:
        """A card in front of it."""
        return Step(StepKind.CARD, self.step.phase, CARD_MINUTES, card=card)


def step_to_come(session: Session, index: int) -> StepToCome | None:
    """The picture of a step by its index; None where the room has met it, or where there is none."""
    if session.stage in (Stage.CLOSE, Stage.SEALED) or not first_unmet(session) <= index < len(session.steps):
        return None
    asked = {step.pulse.id for step in session.steps if step.pulse is not None}
    shown = {step.card.id for step in session.steps if step.card is not None}
    return StepToCome(
        session.setup,
        session.moved,
        index,
        session.steps,
        step_words(session, index),
        dict(session.scenarios),
        frozenset(session.look_back.played) if session.look_back is not None else frozenset(),
        pulses=tuple(pulse for id_, pulse in PULSES.items() if id_ not in asked),
        cards=tuple(card for id_, card in CARDS.items() if id_ not in shown),
        left_out=_left_out(session, index),
    )


def _left_out(session: Session, index: int) -> tuple[Step, ...]:
    """What was planned and stands in the agenda no more, and may stand here again; texts are chosen anew."""
    before = session.steps[index - 1].phase.number if index else 1
    here = session.steps[index].phase.number
    left = missing_from(session.steps, session.planned)
    return tuple(
        step for step in left if before <= step.phase.number <= here and step.kind is not StepKind.SCENARIO
    )
