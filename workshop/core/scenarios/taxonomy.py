"""The sixteen kinds of failure, each with the check that catches it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workshop.core.words import Check


@dataclass(frozen=True, slots=True)
class Kind:
    """One way in which a text of an AI goes wrong, in words for the reveal.

    `definition` is its line of the glossary: wall, phones and the paper of the scenarios say it.
    """

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
        "Something was added that nobody said: a decision, an amount, an owner, a date.",
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
        "It states a rule, right or promise that we do not have, or leaves one out.",
        "Trace each promise to the clause, word for word.",
    ),
    Kind(
        "arithmetic-slip",
        Check.RECOMPUTE,
        "The figures that went in are right; the sum is not.",
        "Recompute the one figure that will be quoted, from the totals row.",
    ),
    Kind(
        "misread-table",
        Check.RECOMPUTE,
        "A figure comes from the wrong row, column or month, or has the wrong name.",
        "Put a finger on the row and read across; test the label, not only the number.",
    ),
    Kind(
        "unit-mixup",
        Check.RECOMPUTE,
        "Currencies, thousands and millions, or months and years are mixed up.",
        "Write the unit behind every number before you divide or compare.",
    ),
    Kind(
        "false-precision",
        Check.RECOMPUTE,
        "A forecast sounds more certain than the data are.",
        "Ask for the range; compare it with the best and worst on record; name what would break it.",
    ),
    Kind(
        "wrong-negation",
        Check.REREAD,
        "A 'not', 'unless', 'except' or 'only' was lost, moved or turned round.",
        "Find every 'not' and every exception in the rule, and test the case against each.",
    ),
    Kind(
        "summary-omission",
        Check.REREAD,
        "All that it says is true, and what matters is left out.",
        "Find the worst line in the source and look for it in the summary.",
    ),
    Kind(
        "dropped-constraint",
        Check.REREAD,
        "A condition of the request or of the rule is not kept.",
        "Put the must-have list next to the result and tick it yourself.",
    ),
    Kind(
        "causal-overclaim",
        Check.QUESTION,
        "It names a cause or a trend that the data do not show.",
        "What else changed? Compared with what? Would three more months say the same?",
    ),
    Kind(
        "biased-screening",
        Check.QUESTION,
        "People are sorted by what stands in for age, sex, origin, disability or care duties.",
        "Compare each reason with the published criteria; swap the group; compare pass rates.",
    ),
    Kind(
        "sycophancy",
        Check.QUESTION,
        "It agrees with whoever asks, and not with the facts.",
        "Ask again without your opinion; ask for the strongest case against it.",
    ),
    Kind(
        "privacy-leak",
        Check.QUESTION,
        "It shows personal or secret data, or such data went into a tool that must not have them.",
        "Who will read or store this, and what do they not need?",
    ),
    Kind(
        "wrong-process",
        Check.QUESTION,
        "It speeds up work that should be stopped, changed or decided by a person.",
        "Why does this process exist? Who would miss it? Which rule needs it?",
    ),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _KINDS})
"""Every kind by its name, in the order of the four checks."""
