"""What is still open in a plan, as the keyboard's dialog and the desk ask about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workshop.core.plans.rules import Warned

REASON = "Not settled today; we look again on the next date."
"""What is written when nobody says more."""


def warned_lines(warnings: Iterable[Warned], names: Mapping[str, str]) -> dict[str, str]:
    """Each thing to think about once, with the names of the actions it is about."""
    about: dict[str, list[str]] = {}
    for warning in warnings:
        actions = about.setdefault(warning.text, [])
        if warning.action:
            actions.append(names.get(warning.action, warning.action))
    return {text: "; ".join(actions) for text, actions in about.items()}
