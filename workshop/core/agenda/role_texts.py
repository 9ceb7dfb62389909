"""Chooses the texts of steps in which each role plays its own. The same seed gives the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workshop.core.agenda.agenda import NOTHING_CHOSEN, Agenda, Chosen, Pick, Step
from workshop.core.agenda.picker import Scenarios, fits, in_order
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import Audience


def with_role_texts(
    steps: Sequence[Step],
    agenda: Agenda,
    scenarios: Scenarios,
    seed: str,
    *,
    roles: Sequence[Audience] = (),
    played: frozenset[ScenarioId] = frozenset(),
    chosen: Chosen = NOTHING_CHOSEN,
) -> tuple[Step, ...]:
    """The steps, those by role with a text for each of the `roles`, or for each role there is.

    A text is one that was `chosen`, or else from the work of its role and as the agenda wishes it; what the
    room has `played` comes last. A role for which the library has nothing left goes without: see
    `roles_without_text`.
    """
    with_texts = list(steps)
    for number, (step, planned) in enumerate(zip(steps, agenda.steps, strict=True)):
        if planned.by_role and step.scenario is not None and step.scenario in scenarios:
            order = in_order(scenarios, step.phase, f"{seed}/{number}", None, played)
            texts: list[tuple[Audience, ScenarioId]] = []
            settled = {scenarios[id_].audience: id_ for id_ in chosen.get(number + 1, ()) if id_ in scenarios}
            for role in _named(roles):
                taken = [scenarios[id_] for one in with_texts for id_ in one.all_texts if id_ in scenarios]
                taken += [scenarios[id_] for id_ in (*dict(texts).values(), *settled.values())]
                own = scenarios[step.scenario]
                if role in settled:
                    text: Scenario | None = scenarios[settled[role]]
                elif own.audience is role:
                    text = own
                else:
                    text = _for_role(role, order, planned.pick or Pick(), taken)
                texts += [(role, text.id)] if text is not None else []
            with_texts[number] = replace(step, texts=tuple(texts))
    return tuple(with_texts)


def _named(roles: Sequence[Audience]) -> list[Audience]:
    return [role for role in Audience if role is not Audience.EVERYONE and role in (roles or Audience)]


def _for_role(
    role: Audience, order: Sequence[Scenario], wish: Pick, taken: Sequence[Scenario]
) -> Scenario | None:
    """The first text of a role that fits, of which the session plays neither it nor its twin."""
    gone = {scenario.root for scenario in taken}
    fitting = (one for one in order if fits(one, replace(wish, audience=role)))
    return next((one for one in fitting if one.root not in gone), None)


def roles_without_text(steps: Sequence[Step], agenda: Agenda, roles: Sequence[Audience]) -> list[Audience]:
    """The named roles that have no text of their own in a step by role."""
    parted = [step for step, planned in zip(steps, agenda.steps, strict=True) if planned.by_role]
    return [role for role in roles if any(role not in dict(step.texts) for step in parted)]
