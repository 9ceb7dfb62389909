"""The action that follows from a redesign: a sentence for each step that does not stay as it is."""

from __future__ import annotations

from workshop.core.plans.plan import Process, ProcessStep
from workshop.core.words import Verdict


def starter_of(process: Process, step: ProcessStep) -> str:
    """The action that a verdict on a step asks for, to begin from; empty where it asks for none."""
    of = f"'{step.name}'" + (f" of the {process.name[:1].lower()}{process.name[1:]}" if process.name else "")
    match step.verdict:
        case Verdict.STOP:
            return f"If {of} is due, then we leave it out, and tell whoever waited for it."
        case Verdict.CHANGE:
            how = process.should_change_how.rstrip(".")
            return f"If {of} is due, then we do it the new way{f': {how}' if how else ''}."
        case Verdict.HAND_TO_AI:
            what = (step.person_decides or process.person_decides).rstrip(".")
            decides = f"{what[:1].lower()}{what[1:]}" if what else "whether it may be used"
            return f"If AI has done {of}, then a person checks it and decides {decides}."
        case _:
            return ""
