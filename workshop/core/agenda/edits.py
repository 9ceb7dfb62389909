"""Changes of an agenda, each a function from one draft to the next; nothing here knows of files.

A draft may break the rules of an agenda for a while: `rules.broken_by` says what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from workshop.core.agenda.agenda import Agenda, AgendaStep, Cycle, Pick, StepKind
from workshop.core.agenda.card import CARDS, PURPOSE
from workshop.core.agenda.pulse import PULSES, PulseId
from workshop.core.agenda.rules import MOST_OF_A_STEP, MOST_STEPS
from workshop.core.problems import Refused
from workshop.core.words import Phase

MINUTES: Mapping[StepKind, int] = MappingProxyType(
    {
        StepKind.OPEN: 1,
        StepKind.PULSE: 2,
        StepKind.SCENARIO: 11,
        StepKind.OPEN_CASE: 6,
        StepKind.MAP: 4,
        StepKind.CARD: 3,
        StepKind.GROUPS: 12,
        StepKind.DOTS: 1,
        StepKind.SCORE: 6,
        StepKind.REVIEW: 10,
        StepKind.SHIFT: 3,
        StepKind.ACTIONS: 5,
        StepKind.BREAK: 5,
        StepKind.CLOSE: 1,
    }
)
"""What a new step of a kind is planned to take."""
SHORT_MINUTES = 7
"""Of a scenario without a talk."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A step of a draft, and its place in the file that was opened; None where it is new."""

    step: AgendaStep
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An agenda that is being changed."""

    id: str
    title: str
    summary: str
    entries: tuple[Entry, ...]

    @property
    def agenda(self) -> Agenda:
        """The agenda as it would be saved."""
        return Agenda(self.id, self.title, self.summary, tuple(entry.step for entry in self.entries))


def draft_of(agenda: Agenda) -> Draft:
    """An agenda as its file has it."""
    entries = tuple(Entry(step, place) for place, step in enumerate(agenda.steps))
    return Draft(agenda.id, agenda.title, agenda.summary, entries)


def named(draft: Draft, title: str, summary: str) -> Draft:
    """The same agenda under another title."""
    return replace(draft, title=title, summary=summary)


def moved(draft: Draft, at: int, to: int) -> Draft:
    """A step at another place; it takes the phase of that place where it would stand between others else.

    Raises:
        Refused: there is no such place.
    """
    if not (0 <= at < len(draft.entries) and 0 <= to < len(draft.entries)):
        raise Refused("The step stands at the end of the agenda already.")
    entries = list(draft.entries)
    entry = entries.pop(at)
    least = entries[to - 1].step.phase if to else Phase.LEARN
    most = entries[to].step.phase if to < len(entries) else Phase.SUCCEED
    phase = entry.step.phase
    if phase.number < least.number:
        phase = least
    elif phase.number > most.number:
        phase = most
    entries.insert(to, replace(entry, step=replace(entry.step, phase=phase)))
    return replace(draft, entries=tuple(entries))


def dropped(draft: Draft, at: int) -> Draft:
    """The agenda without a step.

    Raises:
        Refused: it has no other.
    """
    if len(draft.entries) < 2:
        raise Refused("An agenda has at least one step.")
    return replace(draft, entries=(*draft.entries[:at], *draft.entries[at + 1 :]))


def added(draft: Draft, at: int, step: AgendaStep) -> Draft:
    """The agenda with a new step at a place.

    Raises:
        Refused: it has as many steps as it may have.
    """
    if len(draft.entries) >= MOST_STEPS:
        raise Refused(f"An agenda has at most {MOST_STEPS} steps.")
    return replace(draft, entries=(*draft.entries[:at], Entry(step), *draft.entries[at:]))


def changed(draft: Draft, at: int, step: AgendaStep) -> Draft:
    """The agenda with another step in the place of one.

    Raises:
        Refused: it lasts too long, or no time at all.
    """
    if not 1 <= step.minutes <= MOST_OF_A_STEP:
        raise Refused(f"A step takes 1 to {MOST_OF_A_STEP} minutes.")
    entries = list(draft.entries)
    entries[at] = replace(entries[at], step=step)
    return replace(draft, entries=tuple(entries))


def new_step(kind: StepKind, phase: Phase) -> AgendaStep:
    """A step of a kind as it is planned at first; a text is one that the program chooses."""
    step = AgendaStep(kind, phase, MINUTES[kind])
    match kind:
        case StepKind.SCENARIO:
            return replace(step, pick=Pick())
        case StepKind.GROUPS:
            return replace(step, title="What will we do from tomorrow, and when exactly?")
        case _:
            return step


def small_agenda(id_: str, title: str) -> Agenda:
    """Half an hour that is complete: something to begin an agenda of one's own with."""
    text = new_step(StepKind.SCENARIO, Phase.LEARN)
    steps = (
        new_step(StepKind.OPEN, Phase.LEARN),
        replace(new_step(StepKind.CARD, Phase.LEARN), minutes=2, card=CARDS[PURPOSE]),
        replace(new_step(StepKind.PULSE, Phase.LEARN), pulse=PULSES[PulseId("support")]),
        replace(text, pick=Pick(control=False)),
        replace(text, pick=Pick(control=True), cycle=Cycle.SHORT, minutes=SHORT_MINUTES),
        new_step(StepKind.ACTIONS, Phase.LEARN),
        replace(new_step(StepKind.PULSE, Phase.LEARN), minutes=1, pulse=PULSES[PulseId("useful")]),
        new_step(StepKind.CLOSE, Phase.LEARN),
    )
    return Agenda(id_, title, "Two texts, one of them with a talk, and one action.", steps)
