"""What a dot vote and its ideas say, on the wall and on every phone."""

from __future__ import annotations

from workshop.core.live.dots import Idea
from workshop.core.plans.action import Action, sentence_of

QUESTION, ONCE_MORE = "Which of these will we do?", "Once more: these were level."
"""What is asked in the first vote, and in the second."""


def idea_sentence(idea: Idea) -> str:
    """An idea as it is read aloud."""
    return sentence_of(Action(if_=idea.if_ or "...", then=idea.then))
