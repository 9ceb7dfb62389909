"""What an action can begin from: a verdict on a step of a process, or a part of a side that is missing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workshop.core.plans.plan import Process, ProcessStep
from workshop.core.words import Verdict

FOR_ITEM: Mapping[str, str] = MappingProxyType(
    {
        "strategic-direction": "If somebody asks what AI is for, then we name the problem it is to solve.",
        "foundational-enablement": "If somebody new works with AI, then they judge a wrong text first.",
        "learning-infrastructure": "If the week is planned, then an hour to learn and to try stands in it.",
        "organisational-context": "If we try AI, then we try it on a task of our own product.",
        "active-participation": "If a task of this week suits, then I try it with AI and check it by hand.",
        "continuous-learning": "If a text of an AI has fooled me, then I tell it at the next meeting.",
        "feedback-insight": "If AI helps or fails, then we write one line about it where all can read it.",
        "career-alignment": "If we talk about my year, then we say which skill with AI I build next.",
    }
)
"""A sentence for each part that a side can own."""


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
