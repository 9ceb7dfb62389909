"""What the agenda's editor offers: steps to add, and texts for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workshop.core.agenda.agenda import AgendaStep, Pick, StepKind
from workshop.core.agenda.card import CARDS
from workshop.core.agenda.edits import new_step
from workshop.core.agenda.pulse import PULSES, own_pulse
from workshop.core.agenda.step_words import WHAT_THE_ROOM_DOES, wish_words
from workshop.core.scenarios.scenario import Scenario
from workshop.core.words import Check, Phase
from workshop.ports import OfferedAgenda
from workshop.tui.modals.ask import Choice
from workshop.tui.modals.pick import Group

_TEXT_WISHES = (Pick(), Pick(False), Pick(True), *(Pick(False, (check,)) for check in Check))
_LISTED = (StepKind.SCENARIO, StepKind.CARD, StepKind.PULSE)
_OF_A_LOOK_BACK = (StepKind.REVIEW, StepKind.SHIFT)


def added_steps(phase: Phase, looks_back: bool) -> list[Group[AgendaStep]]:
    """What can be added in a phase: texts, what the room does, cards, questions."""
    text = new_step(StepKind.SCENARIO, phase)
    card, pulse = new_step(StepKind.CARD, phase), new_step(StepKind.PULSE, phase)
    kinds = [kind for kind in StepKind if kind not in _LISTED]
    kinds.sort(key=lambda kind: kind in _OF_A_LOOK_BACK and not looks_back)
    own = replace(pulse, pulse=own_pulse("Our question?", ("Yes", "No")))
    return [
        (
            "A text, chosen by the program; c names one",
            [Choice(replace(text, pick=pick), wish_words(pick)) for pick in _TEXT_WISHES],
        ),
        (
            "What the room does",
            [Choice(new_step(kind, phase), kind.value, WHAT_THE_ROOM_DOES[kind]) for kind in kinds],
        ),
        ("A card", [Choice(replace(card, card=one), one.id, one.question) for one in CARDS.values()]),
        (
            "A short question",
            [
                Choice(own, "our own", "a question of ours; Space changes it"),
                *(Choice(replace(pulse, pulse=one), one.id, one.question) for one in PULSES.values()),
            ],
        ),
    ]


def texts_for(
    step: AgendaStep, steps: Sequence[AgendaStep], scenarios: Iterable[Scenario]
) -> list[Group[AgendaStep]]:
    """What a step can play: a wish, or one text of its phase that the agenda does not play yet."""
    named = {one.scenario for one in steps if one is not step}
    wishes = [Choice(replace(step, scenario=None, pick=pick), wish_words(pick)) for pick in _TEXT_WISHES]
    there = [one for one in scenarios if one.id not in named]
    groups: list[Group[AgendaStep]] = [("The program chooses", wishes)]
    for phase in sorted(Phase, key=lambda phase: phase is not step.phase):
        texts = [
            Choice(replace(step, scenario=one.id, pick=None), one.id, _text_words(one))
            for one in sorted(there, key=lambda one: one.id)
            if one.phase is phase
        ]
        groups.append((phase.label, texts))
    return groups


def _text_words(scenario: Scenario) -> str:
    sort = "sound" if scenario.control else ", ".join(kind.replace("-", " ") for kind in scenario.kinds)
    return f"{scenario.title} ({sort}; {scenario.difficulty}; {scenario.minutes} min)"


def agendas_to_change(offered: Iterable[OfferedAgenda]) -> list[Group[OfferedAgenda]]:
    """One's own agendas to change, and what a new one can begin with."""
    there = list(offered)
    lines = {
        own: [Choice(one, one.title, one.words) for one in there if one.own is own] for own in (True, False)
    }
    return [("Change one of our own", lines[True]), ("Begin a new one with", lines[False])]
