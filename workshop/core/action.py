"""An action: an if-then agreement of the room."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from workshop.core.scenario import ScenarioId
from workshop.core.words import OwnerSide

FIRST_STEP_DAYS = 7
"""A first step falls within this many days of the session unless the room says otherwise."""


@dataclass(frozen=True, slots=True)
class Action:
    """What the room types; an empty text means that it was not said."""

    id: str
    if_: str
    then: str
    owner_side: OwnerSide = OwnerSide.SHARED
    accountable: str = ""
    first_step: str = ""
    first_step_by: dt.date | None = None
    from_scenario: tuple[ScenarioId, ...] = ()


def split_starter(starter: str) -> tuple[str, str]:
    """The if and the then of a starter such as "If a, then b."; without a "then" all of it is the if."""
    text = starter.strip().rstrip(".")
    if text.lower().startswith("if "):
        text = text[3:]
    before, mark, after = text.partition(", then ")
    return (before.strip(), after.strip()) if mark else (text.strip(), "")


def sentence_of(action: Action) -> str:
    """The action as the sentences that are read aloud."""
    situation, act = action.if_.strip(), action.then.strip().rstrip(".")
    sentence = f"If {situation}, then {act}." if act else f"If {situation}, then ..."
    step = action.first_step_by
    when = f"first step by {step.day} {step:%B}" if step is not None else ""
    rest = ", ".join(part for part in (action.accountable.strip().rstrip("."), when) if part)
    return f"{sentence} {rest[0].upper()}{rest[1:]}." if rest else sentence
