"""1-2-4-All: who talks in each part, and what about, on the wall and on every phone."""

from __future__ import annotations

QUESTION = "What will we do?"
"""The question of a step that has none of its own."""

PARTS = ("Alone, in silence", "In pairs", "In fours", "All together")
_TASKS = (
    "Find one sentence of your own: If ..., then ...",
    "Tell each other your sentence. Make one out of two, or choose.",
    "Two pairs together: agree on the sentence that you will say aloud.",
)
"""What each part but the last is about; in the last the room says its sentences."""

_AMONG = "With people who do the same work. "


def task(part: int, *, by_role: bool) -> str:
    """What a part is about; `by_role` that groups talk among themselves."""
    return f"{_AMONG if by_role and part else ''}{_TASKS[part]}"


BREAK, BREAK_UNTIL = "A break. We go on in", "A break. We go on at"
"""What stands above the time that a break still lasts; and where the time stands still, before its end."""

DIFFERENTLY = "What will we do differently?"
"""What is asked where actions are written."""

SAY_IT = "Say it aloud: If ..., then ... It is typed here while you talk."
"""Who does what there."""
