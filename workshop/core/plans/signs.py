"""What makes a plan likely to happen, as a room may read it: what it has, and what it could still settle."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.core.plans.plan import Plan
from workshop.core.plans.warnings import all_warnings


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that helps a plan, in words; `ask` is what the room may still say where it lacks."""

    words: str
    ask: str
    is_there: bool

    @property
    def lines(self) -> str:
        """With its mark, and below it the question."""
        return f"✓ {self.words}" if self.is_there else f"○ {self.words}\n  {self.ask}"


_SIGNS = {
    "no-leader": ("a leader owns one", "which role?"),
    "no-metric": ("a number", "how do we know?"),
    "no-endorsement": ("time or backing", "who promises it?"),
    "no-crossing": ("a second team", "whom to ask?"),
}
"""The warnings that are as well said as a question to the room; all others are the desk's."""


MOST_SIGNS = len(_SIGNS)


def signs_of(plan: Plan) -> tuple[Sign, ...]:
    """All signs of a plan; none of one that has no action."""
    lacking = {warned.rule for warned in all_warnings(plan)}
    signs = (Sign(words, ask, rule not in lacking) for rule, (words, ask) in _SIGNS.items())
    return tuple(signs) if plan.actions else ()
