"""What a step of an agenda is called, for who plans and for who leads: the one home of its name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workshop.core.agenda.agenda import AgendaStep, Cycle, Pick, Step, StepKind
from workshop.core.english import listed
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import Audience, role_name

WHAT_THE_ROOM_DOES: Mapping[StepKind, str] = MappingProxyType(
    {
        StepKind.OPEN: "sees why it is here",
        StepKind.PULSE: "answers a short question",
        StepKind.SCENARIO: "judges what an AI wrote",
        StepKind.OPEN_CASE: "judges a text of its own to which nobody has a key",
        StepKind.MAP: "sees where it stands",
        StepKind.CARD: "settles something in its own words",
        StepKind.GROUPS: "thinks alone, in pairs, in fours, all together",
        StepKind.DOTS: "votes with dots on its ideas",
        StepKind.SCORE: "scores its ideas from 1 to 5",
        StepKind.REVIEW: "looks back: did it happen?",
        StepKind.SHIFT: "sees the figures of then and now",
        StepKind.ACTIONS: "agrees on if-then actions",
        StepKind.BREAK: "has a break",
        StepKind.CLOSE: "hears what was agreed, and when it meets again",
    }
)


_NAMES: Mapping[StepKind, str] = MappingProxyType(
    {
        StepKind.OPEN: "Opening",
        StepKind.PULSE: "A short question",
        StepKind.SCENARIO: "A text",
        StepKind.OPEN_CASE: "An open case",
        StepKind.MAP: "The map: trust, refuse, or tell the difference",
        StepKind.CARD: "A card",
        StepKind.GROUPS: "Ideas: alone, in pairs, in fours, all together",
        StepKind.DOTS: "Dot vote",
        StepKind.SCORE: "Score the ideas",
        StepKind.REVIEW: "Did it happen?",
        StepKind.SHIFT: "Then and now",
        StepKind.ACTIONS: "Write down what we will do",
        StepKind.BREAK: "Break",
        StepKind.CLOSE: "Closing",
    }
)


_BY_ROLE = "A text for each role"


def step_name(step: Step | AgendaStep, text: str = "") -> str:
    """What a step is called: `text` is the title of the one it plays, where it plays any."""
    if isinstance(step, Step) and step.texts:
        return _BY_ROLE
    if text:
        return text
    if step.pulse is not None:
        return step.pulse.question
    if step.card is not None:
        return step.card.question
    return step.title or _NAMES[step.kind]


def wish_words(pick: Pick) -> str:
    """What the program may choose for a step, such as `any faulty text that REREAD catches`."""
    sort = {None: "any text", True: "any sound text", False: "any faulty text"}[pick.control]
    words = [f"{sort} that the room had in another form" if pick.twin else sort]
    if pick.checks:
        words.append(f"that {listed(pick.checks, 'or')} catches")
    if pick.least:
        words.append("of the check that the room has practised least")
    if pick.audience is Audience.EVERYONE:
        words.append("for everyone")
    elif pick.audience is not None:
        words.append(f"from the work of {role_name(pick.audience)}")
    return " ".join(words)


def subject_words(step: AgendaStep, scenarios: Mapping[ScenarioId, Scenario]) -> str:
    """What a step is about: its title, question or text, or the wish for one."""
    match step:
        case AgendaStep(scenario=str() as id_):
            known = scenarios.get(id_)
            about = f"{id_}: {known.title}" if known is not None else f"{id_}, which cannot be played"
        case AgendaStep(pick=Pick() as pick):
            about = wish_words(pick)
        case AgendaStep(pulse=pulse) if pulse is not None:
            about = f"{pulse.question} ({step.moment})" if step.moment is not None else pulse.question
        case AgendaStep(card=card) if card is not None:
            about = card.question
        case _:
            about = "" if step.title else step_name(step)
    return ": ".join(filter(None, (step.title, about)))


def cycle_words(step: AgendaStep) -> str:
    """Whether a text is talked about; nothing for other steps."""
    if step.kind is not StepKind.SCENARIO:
        return ""
    cycle = "with a talk" if step.cycle is Cycle.FULL else "short"
    return f"{cycle}, a text for each role" if step.by_role else cycle
