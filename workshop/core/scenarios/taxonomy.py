"""The sixteen kinds of failure, each with the check that catches it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workshop.core.words import Check


@dataclass(frozen=True, slots=True)
class Kind:
    """One way in which an AI output goes wrong, in words for the reveal."""

    name: str
    check: Check
    definition: str
    human_check: str


_KINDS = (
    Kind(
        "fabricated-source",
        Check.TRACE,
        "A study, case, quotation, link or book that does not exist, or does not say this.",
        "Open it. If it cannot be opened in a minute, delete the sentence.",
    ),
    Kind(
        "invented-detail",
        Check.TRACE,
        "Content added to a record: decisions, amounts, owners, words nobody said.",
        "Point to the line in the record for every decision, owner and amount.",
    ),
    Kind(
        "stale-fact",
        Check.TRACE,
        "It was true once and has been replaced.",
        "Ask 'valid from when?' and look at the page in force on the day.",
    ),
    Kind(
        "policy-misstatement",
        Check.TRACE,
        "States a rule, right or promise that the organisation does not have, or leaves one out.",
        "Trace each promise to the clause, word for word.",
    ),
    Kind(
        "arithmetic-slip",
        Check.RECOMPUTE,
        "The inputs are right; the operation or the sum is not.",
        "Recompute the one figure that will be quoted, from the totals row.",
    ),
    Kind(
        "misread-table",
        Check.RECOMPUTE,
        "A figure from the wrong row, column, period or label.",
        "Put a finger on the row and read across; test the label, not only the number.",
    ),
    Kind(
        "unit-mixup",
        Check.RECOMPUTE,
        "Currency, scale (thousand, million), period or unit is confused.",
        "Write the unit behind every number before you divide or compare.",
    ),
    Kind(
        "false-precision",
        Check.RECOMPUTE,
        "A forecast or estimate with more certainty than the data allow.",
        "Ask for the range; compare it with the best and worst on record; name what would break it.",
    ),
    Kind(
        "wrong-negation",
        Check.REREAD,
        "A 'not', 'unless', 'except' or 'only' is lost, moved or turned round.",
        "Find every 'not' and every exception in the rule, and test the case against each.",
    ),
    Kind(
        "summary-omission",
        Check.REREAD,
        "The summary is true and leaves out what matters.",
        "Find the worst line in the source and look for it in the summary.",
    ),
    Kind(
        "dropped-constraint",
        Check.REREAD,
        "A condition of the request or rule is not kept, often after being repeated back.",
        "Put the must-have list next to the result and tick it yourself.",
    ),
    Kind(
        "causal-overclaim",
        Check.QUESTION,
        "A cause, effect or trend that the data do not carry.",
        "What else changed? Compared with what? Would three more months say the same?",
    ),
    Kind(
        "biased-screening",
        Check.QUESTION,
        "People are sorted by something that stands in for age, sex, origin, disability or care duties.",
        "Compare each reason with the published criteria; swap the group; compare pass rates.",
    ),
    Kind(
        "sycophancy",
        Check.QUESTION,
        "The output agrees with the person who asks instead of with the evidence.",
        "Ask again without your opinion; ask for the strongest case against it.",
    ),
    Kind(
        "privacy-leak",
        Check.QUESTION,
        "Personal or confidential data in the output, or put into a tool that must not have it.",
        "Who will read or store this, and what do they not need?",
    ),
    Kind(
        "wrong-process",
        Check.QUESTION,
        "Automates or speeds up work that should be stopped, changed or decided by a person.",
        "Why does this process exist? Who would miss it? Which rule needs it?",
    ),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _KINDS})
"""Every kind by its name, in the order of the four checks."""
