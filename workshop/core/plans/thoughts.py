"""What the rules say of an action while it is written: what keeps it from being saved, and what does not."""

from __future__ import annotations

import dataclasses

from workshop.core.english import capital
from workshop.core.plans.action import Action, sentence_of
from workshop.core.plans.lacking import NEEDED
from workshop.core.plans.pages import label_of
from workshop.core.plans.plan import Plan, measured_words
from workshop.core.plans.rules import errors
from workshop.core.plans.warnings import warnings
from workshop.core.words import Status

_ALONE = "action[1]."
_NEW = "new"
"""A new action gets its id when it is agreed; until then the rules need one."""
_NEEDED = {"if": "Say the situation that starts it.", "then": "Say the one act that follows."}
_NOT_HERE = frozenset({"reviews", "no-support", *NEEDED})
"""Warnings about what no form can change, the look-backs, or about what is seen to be empty there."""


def needed_words(key: str) -> str:
    """What to do about a field without which there is no action; empty for the others."""
    return _NEEDED.get(key, "")


def errors_about(action: Action, around: Plan) -> dict[str, str]:
    """What is wrong with the action, by the key of the field that shows it.

    Args:
        action: as it would be saved.
        around: the session and the phase it belongs to, with the other actions of the session.
    """
    others = frozenset(other.id for other in around.actions)
    return {
        problem.key.removeprefix(_ALONE): f"{capital(label_of(problem.key.removeprefix(_ALONE)))}"
        f" {problem.what} {problem.mend}"
        for problem in errors(_alone(action, around), "", others)
        if problem.key.startswith(_ALONE)
    } | {key: words for key, words in _NEEDED.items() if not (action.if_ if key == "if" else action.then)}


def warnings_about(action: Action, around: Plan) -> tuple[str, ...]:
    """What to think about again, one sentence each; nothing of it keeps the action from being saved.

    What a note keeps on purpose is not said again.
    """
    plan = _alone(action, around)
    thoughts = [
        warning.text for warning in warnings(plan) if warning.action and warning.rule not in _NOT_HERE
    ]
    if action.status == Status.DROPPED and not any(review.lesson for review in action.reviews):
        thoughts.append("A dropped action with a lesson counts as learning. What was learned?")
    return tuple(dict.fromkeys(thoughts))


def spoken(action: Action) -> str:
    """The action as it is read aloud, with its number once there is one."""
    words = sentence_of(dataclasses.replace(action, if_=action.if_ or "..."))
    metric = action.metric
    number = measured_words(metric, action.latest_value) if metric else ""
    if not metric or not (number or metric.name):
        return words
    unit = f" {metric.unit}" if number and metric.unit else ""
    return f"{words} {capital(': '.join(filter(None, (metric.name, number + unit))))}."


def _alone(action: Action, around: Plan) -> Plan:
    return dataclasses.replace(around, actions=(dataclasses.replace(action, id=action.id or _NEW),))
