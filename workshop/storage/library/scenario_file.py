"""Writes a scenario as the file that its reader reads."""

from __future__ import annotations

from workshop.core.scenarios.scenario import Scenario, Sentence
from workshop.storage.library.scenarios import SCHEMA_VERSION
from workshop.storage.toml.writing import new_file

_WORDS = ("A scenario of our own. `workshop scenarios check FILE` names what is not right.",)


def scenario_text(scenario: Scenario) -> str:
    """The text of its file."""
    content = {
        "schema_version": SCHEMA_VERSION,
        "id": scenario.id,
        "title": scenario.title,
        "phase": scenario.phase.value,
        "audience": scenario.audience.value,
        "role_task": scenario.role_task,
        "kinds": scenario.kinds,
        "control": scenario.control,
        "difficulty": scenario.difficulty.value,
        "minutes": scenario.minutes,
        "checked_on": scenario.checked_on,
        "setting": scenario.setting,
        "task": scenario.task,
        "source_title": scenario.source_title,
        "source": scenario.source,
        "best_decision": scenario.best_decision.value,
        "also_defensible": [one.value for one in scenario.also_defensible] or None,
        "missing": scenario.missing,
        "missing_clause": scenario.missing_clause,
        "options": scenario.options,
        "check": scenario.check,
        "hint": scenario.hint,
        "reveal": scenario.reveal,
        "debrief": scenario.debrief,
        "facilitator_note": scenario.facilitator_note,
        "actions": scenario.actions,
        "twin_of": scenario.twin_of,
        "twin": scenario.twin,
        "incident": scenario.incident,
        "sentence": [sentence_table(one) for one in scenario.sentences],
    }
    return new_file(_WORDS, content, lines=True)


def sentence_table(one: Sentence) -> dict[str, object]:
    """The table of one of its lines."""
    return {
        "text": one.text,
        "wrong": one.wrong or None,
        "kind": one.kind,
        "why": one.why,
        "carried": one.carried or None,
        "clause": one.clause,
    }
