"""An agenda as its author writes it, and the steps a session really has."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from workshop.core.agenda.card import Card
from workshop.core.agenda.open_case import OpenCase
from workshop.core.agenda.pulse import Moment, Pulse
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import Audience, Check, Phase


class StepKind(enum.StrEnum):
    """What a step does; the values are the words of agenda files."""

    OPEN = "open"
    PULSE = "pulse"
    SCENARIO = "scenario"
    OPEN_CASE = "open-case"
    """A text of the room's own to which nobody has a key."""
    MAP = "map"
    CARD = "card"
    GROUPS = "groups"
    """1-2-4-All: alone, in pairs, in fours, all together."""
    DOTS = "dots"
    SCORE = "score"
    """25/10: each phone scores some of the ideas from 1 to 5."""
    REVIEW = "review"
    """A look-back: did it happen, action by action."""
    SHIFT = "shift"
    """A look-back: the figures of then and now."""
    ACTIONS = "actions"
    BREAK = "break"
    CLOSE = "close"

    @property
    def keys(self) -> tuple[str, ...]:
        """What an agenda may set in such a step, besides the keys that all steps have."""
        return _KEYS.get(self, ())


_KEYS: Mapping[StepKind, tuple[str, ...]] = MappingProxyType(
    {
        StepKind.CARD: ("card",),
        StepKind.DOTS: ("winners",),
        StepKind.SCORE: ("winners",),
        StepKind.PULSE: ("pulse", "question", "options", "moment"),
        StepKind.SCENARIO: ("scenario", "pick", "cycle", "by_role"),
        StepKind.OPEN_CASE: ("text", "source_title", "source"),
    }
)

MOST_WINNERS = 3

Chosen = Mapping[int, tuple[ScenarioId, ...]]
"""The texts that a person chose, by the number of the step from 1; in a step by role one for each role."""
NOTHING_CHOSEN: Chosen = MappingProxyType({})


class Cycle(enum.StrEnum):
    """How a scenario is played: with a talk and a second vote, or without."""

    FULL = "full"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Pick:
    """What the picker may choose for a step; None or empty means no wish."""

    control: bool | None = None
    checks: tuple[Check, ...] = ()
    audience: Audience | None = None
    twin: bool = False
    """A twin of what an earlier session played comes first, then what nobody has seen yet."""
    least: bool = False
    """A text of the check that the room has practised least comes first."""


@dataclass(frozen=True, slots=True)
class AgendaStep:
    """One entry of an agenda file. A scenario step names a scenario or gives a pick.

    A pulse step holds its pulse, and a moment where the same one is asked before and after; a card step its
    card; `winners` is how many ideas a vote on them turns into actions. `by_role` says that each role plays a
    text of its own at the same time.
    """

    kind: StepKind
    phase: Phase
    minutes: int
    title: str = ""
    cycle: Cycle = Cycle.FULL
    scenario: ScenarioId | None = None
    pick: Pick | None = None
    pulse: Pulse | None = None
    moment: Moment | None = None
    card: Card | None = None
    winners: int = MOST_WINNERS
    by_role: bool = False
    open_case: OpenCase | None = None
    """What is judged without a key, where it is known before the session."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The ordered plan of a session, as the author wrote it."""

    id: str
    title: str
    summary: str
    steps: tuple[AgendaStep, ...]

    @property
    def minutes(self) -> int:
        """The planned length: the sum over its steps."""
        return sum(step.minutes for step in self.steps)

    @property
    def looks_back(self) -> bool:
        """Whether it opens an earlier session."""
        return any(step.kind is StepKind.REVIEW for step in self.steps)

    @property
    def is_by_role(self) -> bool:
        """Whether each role plays a text of its own in some step."""
        return any(step.by_role for step in self.steps)

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases it holds, in the order of the roadmap."""
        held = {step.phase for step in self.steps}
        return tuple(phase for phase in Phase if phase in held)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a session, with its scenario decided."""

    kind: StepKind
    phase: Phase
    minutes: int
    title: str = ""
    cycle: Cycle = Cycle.FULL
    scenario: ScenarioId | None = None
    pulse: Pulse | None = None
    moment: Moment | None = None
    card: Card | None = None
    winners: int = MOST_WINNERS
    note: str = ""
    """The facilitator's own, for the desk alone."""
    texts: tuple[tuple[Audience, ScenarioId], ...] = ()
    """Of a step by role: each role that has a text, with it. `scenario` is for a room without groups."""
    open_case: OpenCase | None = None
    """What is judged without a key, where it was known before the session."""

    @property
    def all_texts(self) -> tuple[ScenarioId, ...]:
        """Every text that may be played in it, each once."""
        return tuple(dict.fromkeys(text for text in (self.scenario, *dict(self.texts).values()) if text))


def with_chosen(agenda: Agenda, chosen: Chosen) -> Agenda:
    """The agenda as if its author had named the texts that were chosen."""
    steps = (
        replace(step, scenario=chosen[number][0], pick=None) if number in chosen else step
        for number, step in enumerate(agenda.steps, start=1)
    )
    return replace(agenda, steps=tuple(steps))


def takes_text(step: Step, scenario: Scenario) -> bool:
    """Whether a step can play a text; in a step by role each shows the work of a role."""
    return not step.texts or scenario.audience is not Audience.EVERYONE


def with_text(step: Step, scenario: Scenario) -> Step:
    """The step with another text that it takes; in a step by role that of the role whose work it shows."""
    texts = {**dict(step.texts), scenario.audience: scenario.id} if step.texts else {}
    return replace(
        step, scenario=scenario.id, texts=tuple((role, texts[role]) for role in Audience if role in texts)
    )
