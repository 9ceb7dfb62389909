"""What steps can make a session, and how those that the room has not met yet change while it is led.

A step is known by its place: rounds are filed under it, and results and moves remember it. So only the steps
behind the last one that the room has ever entered change, also where that was taken back; all others keep
their places. The closing stays the last step.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from workshop.core.agenda.agenda import MOST_WINNERS, Step, StepKind, takes_text, with_text
from workshop.core.agenda.rules import MOST_OF_A_STEP, MOST_STEPS
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.rounds import Takes, scenario_round
from workshop.core.live.session import Session
from workshop.core.live.steps import KINDS
from workshop.core.live.steps.kind import Handler
from workshop.core.problems import Refused
from workshop.core.scenarios.incident import Incident
from workshop.core.scenarios.scenario import Scenario, ScenarioId

_WRITES: frozenset[type[c.Command]] = frozenset({c.AgreeAction, c.NoteIdea, c.ReviewAction})
"""What is done in a step that carries actions, from an idea to a look-back."""


_ONCE_A_PHASE = {
    StepKind.DOTS: "The agenda has two dot votes in one phase.",
    StepKind.SCORE: "The agenda scores the ideas of a phase twice.",
}


def refuse_steps(steps: Sequence[Step], known: Collection[ScenarioId], *, looks_back: bool) -> None:
    """Refuse steps that make no session.

    Args:
        steps: all of them.
        known: the scenarios that are at hand.
        looks_back: whether an earlier session is looked back at.

    Raises:
        Refused: they make none.
    """
    texts = [step for step in steps if step.kind is StepKind.SCENARIO]
    played = [text for step in texts for text in step.all_texts or [step.scenario]]
    if not steps or steps[-1].kind is not StepKind.CLOSE:
        raise Refused("The agenda does not end with a closing step.")
    if any(step.kind is StepKind.CLOSE for step in steps[:-1]):
        raise Refused("The agenda has a closing step before its end.")
    if any(step.all_texts for step in steps if "scenario" not in step.kind.keys):
        raise Refused("The agenda names a scenario in a step that plays none.")
    if any((step.pulse is None) is ("pulse" in step.kind.keys) for step in steps):
        raise Refused("A pulse step needs a pulse, and no other step has one.")
    if any((step.card is None) is ("card" in step.kind.keys) for step in steps):
        raise Refused("A card step needs a card, and no other step has one.")
    for kind, twice in _ONCE_A_PHASE.items():
        votes = [step.phase for step in steps if step.kind is kind]
        if len(set(votes)) < len(votes):
            raise Refused(twice)
    if any(not 1 <= step.winners <= MOST_WINNERS for step in steps):
        raise Refused(f"A vote on ideas chooses 1 to {MOST_WINNERS} ideas.")
    if not looks_back and any(step.kind in (StepKind.REVIEW, StepKind.SHIFT) for step in steps):
        raise Refused("This agenda looks back at an earlier session: name it.")
    if any(scenario_round(scenario, 1).takes is not Takes.BALLOT for scenario in known):
        raise Refused("No scenario may have a name that begins with pulse- or dots-.")
    if any(scenario not in known for scenario in played):
        raise Refused("The agenda plays a scenario that is not in the library.")
    if len(set(played)) < len(played):
        raise Refused("The agenda plays a scenario twice.")


def first_unmet(session: Session) -> int:
    """The first step that the room has never entered; behind all others where it is at the closing."""
    return max(session.position.step, session.reached) + 1


def unmet(session: Session) -> range:
    """The steps that may be dropped, moved or swapped: those never entered, but for the closing."""
    return range(first_unmet(session), len(session.steps) - 1)


def carries_actions(step: Step) -> bool:
    """Whether ideas or actions are written in a step, or looked back at: nobody drops it by one press."""
    return any(_WRITES & row.answers.keys() for row in KINDS[step.kind].rows)


def may_move(session: Session, index: int, to: int) -> bool:
    """Whether a step may stand at another place, in place of the one that stands there."""
    places = unmet(session)
    return (
        index != to
        and index in places
        and to in places
        and all(step.phase is session.steps[index].phase for step in _passed(session, index, to))
    )


def _passed(session: Session, index: int, to: int) -> Sequence[Step]:
    return session.steps[min(index, to) : max(index, to) + 1]


def _unmet_step(session: Session, index: int) -> Step:
    if not 0 <= index < len(session.steps):
        raise Refused("The agenda has no such step.")
    if index < first_unmet(session):
        raise Refused("The room has met this step already: it stays. It can be skipped.")
    if index == len(session.steps) - 1:
        raise Refused("The closing stays where it is: each session ends with it.")
    return session.steps[index]


def _ask_twice(steps: Iterable[Step], *, sure: bool) -> None:
    if not sure and any(map(carries_actions, steps)):
        raise Refused("Actions are written, chosen or looked back at in this step. Say that you mean it.")


def _changed(
    session: Session,
    steps: Sequence[Step],
    scenario: Scenario | None = None,
    incident: Incident | None = None,
) -> list[e.Event]:
    """The event of a changed agenda: all steps from the first unmet one on, with a scenario that is new."""
    new = {scenario.id: scenario} if scenario is not None else {}
    refuse_steps(steps, {*session.scenarios, *new}, looks_back=session.look_back is not None)
    start = first_unmet(session)
    incidents = {scenario.id: incident} if scenario is not None and incident is not None else {}
    return [e.AgendaChanged(start, tuple(steps[start:]), tuple(new.values()), incidents)]


def _drop(session: Session, command: c.DropStep) -> list[e.Event]:
    step = _unmet_step(session, command.index)
    _ask_twice([step], sure=command.sure)
    return _changed(session, [*session.steps[: command.index], *session.steps[command.index + 1 :]])


def _move(session: Session, command: c.MoveStep) -> list[e.Event]:
    step = _unmet_step(session, command.index)
    _unmet_step(session, command.to)
    if not may_move(session, command.index, command.to):
        raise Refused("A step stays in its phase: where a phase is left its plan is saved.")
    _ask_twice(_passed(session, command.index, command.to), sure=command.sure)
    steps = list(session.steps)
    del steps[command.index]
    steps.insert(command.to, step)
    return _changed(session, steps)


def _swap(session: Session, command: c.SwapScenario) -> list[e.Event]:
    step = _unmet_step(session, command.index)
    if step.kind is not StepKind.SCENARIO:
        raise Refused("This step plays no scenario.")
    if not takes_text(step, command.scenario):
        raise Refused("Each role has its own text in this step: choose one from the work of a role.")
    steps = list(session.steps)
    steps[command.index] = with_text(step, command.scenario)
    return _changed(session, steps, command.scenario, command.incident)


def _add(session: Session, command: c.AddStep) -> list[e.Event]:
    step, index = command.step, command.index
    if not first_unmet(session) <= index < len(session.steps):
        raise Refused("A step is added in front of one that the room has not met yet.")
    if not 1 <= step.minutes <= MOST_OF_A_STEP:
        raise Refused(f"A step takes 1 to {MOST_OF_A_STEP} minutes.")
    if len(session.steps) >= MOST_STEPS:
        raise Refused(f"An agenda has at most {MOST_STEPS} steps.")
    around = [*session.steps[max(index - 1, 0) : index], step, session.steps[index]]
    if sorted(around, key=lambda one: one.phase.number) != around:
        raise Refused("A step is added to the phase that stands around it.")
    if step.pulse is not None and asks_already(session, step):
        raise Refused("The agenda asks this question already.")
    if step.card is not None and asks_already(session, step):
        raise Refused("The agenda has this card already.")
    steps = [*session.steps[:index], step, *session.steps[index:]]
    return _changed(session, steps, command.scenario, command.incident)


def _take_change_back(session: Session, command: c.TakeChangeBack) -> list[e.Event]:
    if session.before_change is None:
        raise Refused("There is no change of the agenda to take back.")
    return _changed(session, session.before_change)


def asks_already(session: Session, step: Step) -> bool:
    """Whether the agenda has the question of a step, at this moment, or its card in this phase."""
    if step.pulse is not None:
        return any(
            one.pulse is not None and (one.pulse.id, one.moment) == (step.pulse.id, step.moment)
            for one in session.steps
        )
    return any((one.card, one.phase) == (step.card, step.phase) for one in session.steps if one.card)


CHANGES: Mapping[type[c.Command], Handler] = MappingProxyType(
    {
        c.DropStep: _drop,
        c.MoveStep: _move,
        c.SwapScenario: _swap,
        c.AddStep: _add,
        c.TakeChangeBack: _take_change_back,
    }
)
"""Who answers the commands that change the agenda; they are legal wherever a step is still to come."""
