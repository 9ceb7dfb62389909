"""Which field of an action mends what a plan is warned about; what stands on a card is mended there."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MENDS: Mapping[str, str] = MappingProxyType(
    {
        "no-action": "if",
        "no-owner": "accountable",
        "no-side": "owner_side",
        "no-first-step": "first_step",
        "no-problem": "problem",
        "no-for-whom": "for_whom",
        "no-outcome": "outcome",
        "no-stop-rule": "stop_if",
        "no-support": "support.needed",
        "freed-people": "freed_people",
        "first-step-late": "first_step_by",
        "if-vague": "if",
        "owner-person": "accountable",
        "one-side": "owner_side",
        "training-owns": "accountable",
        "no-leader": "accountable",
        "no-endorsement": "support.given_by",
        "no-metric": "metric.name",
        "no-baseline": "metric.baseline",
        "metric-no-change": "metric.target",
        "no-crossing": "with",
        "tool-only": "then",
        "hype": "then",
    }
)
"""The key of the field, by the name of the rule."""
