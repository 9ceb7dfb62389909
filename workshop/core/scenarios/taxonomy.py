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
    telltale: str
    human_check: str


_KINDS = (
    Kind(
        "fabricated-source",
        Check.TRACE,
        "A study, case, quotation, link or book that does not exist, or does not say this.",
        "Perfect form: author, year, round percentage. No link, or a link that leads elsewhere.",
        "Open it. If it cannot be opened in a minute, delete the sentence.",
    ),
    Kind(
        "invented-detail",
        Check.TRACE,
        "Content added to a record: decisions, amounts, owners, words nobody said.",
        "The text is more complete than the meeting was; amounts and dates feel natural.",
        "Point to the line in the record for every decision, owner and amount.",
    ),
    Kind(
        "stale-fact",
        Check.TRACE,
        "It was true once and has been replaced.",
        "A rate, limit, name or date without 'valid from'.",
        "Ask 'valid from when?' and look at the page in force on the day.",
    ),
    Kind(
        "policy-misstatement",
        Check.TRACE,
        "States a rule, right or promise that the organisation does not have, or leaves one out.",
        "'You are entitled to' or 'our policy is', without a clause or link.",
        "Trace each promise to the clause, word for word.",
    ),
    Kind(
        "arithmetic-slip",
        Check.RECOMPUTE,
        "The inputs are right; the operation or the sum is not.",
        "A total, share or average that nobody recomputed; an average of averages.",
        "Recompute the one figure that will be quoted, from the totals row.",
    ),
    Kind(
        "misread-table",
        Check.RECOMPUTE,
        "A figure from the wrong row, column, period or label.",
        "'Adjusted', 'net', 'year to date': a right number with a wrong name.",
        "Put a finger on the row and read across; test the label, not only the number.",
    ),
    Kind(
        "unit-mixup",
        Check.RECOMPUTE,
        "Currency, scale (thousand, million), period or unit is confused.",
        "Headings such as 'in EUR thousand'; two currencies in one sentence; per month and per year.",
        "Write the unit behind every number before you divide or compare.",
    ),
    Kind(
        "false-precision",
        Check.RECOMPUTE,
        "A forecast or estimate with more certainty than the data allow.",
        "One number where the history scatters; 'will'; a worst case milder than the past.",
        "Ask for the range; compare it with the best and worst on record; name what would break it.",
    ),
    Kind(
        "wrong-negation",
        Check.REREAD,
        "A 'not', 'unless', 'except' or 'only' is lost, moved or turned round.",
        "Refusals and safety texts; exceptions at the end of a clause.",
        "Find every 'not' and every exception in the rule, and test the case against each.",
    ),
    Kind(
        "summary-omission",
        Check.REREAD,
        "The summary is true and leaves out what matters.",
        "Smooth, balanced, no bad news; fewer items than the source; 'no further action'.",
        "Find the worst line in the source and look for it in the summary.",
    ),
    Kind(
        "dropped-constraint",
        Check.REREAD,
        "A condition of the request or rule is not kept, often after being repeated back.",
        "The condition is named at the start and never tested; 'and' is read as 'or'; 'up to' is gone.",
        "Put the must-have list next to the result and tick it yourself.",
    ),
    Kind(
        "causal-overclaim",
        Check.QUESTION,
        "A cause, effect or trend that the data do not carry.",
        "'Therefore', 'shows that', 'thanks to'; before and after without a comparison; motives of people.",
        "What else changed? Compared with what? Would three more months say the same?",
    ),
    Kind(
        "biased-screening",
        Check.QUESTION,
        "People are sorted by something that stands in for age, sex, origin, disability or care duties.",
        "Reasons that were not in the advert: fit, gap, year of graduation, 'energy'.",
        "Compare each reason with the published criteria; swap the group; compare pass rates.",
    ),
    Kind(
        "sycophancy",
        Check.QUESTION,
        "The output agrees with the person who asks instead of with the evidence.",
        "'You are right', 'great question'; it turns when you push back; it accepts a loaded premise.",
        "Ask again without your opinion; ask for the strongest case against it.",
    ),
    Kind(
        "privacy-leak",
        Check.QUESTION,
        "Personal or confidential data in the output, or put into a tool that must not have it.",
        "Reasons for absence, health, salary, internal notes, customer names; 'to give you context'.",
        "Who will read or store this, and what do they not need?",
    ),
    Kind(
        "wrong-process",
        Check.QUESTION,
        "Automates or speeds up work that should be stopped, changed or decided by a person.",
        "Savings in hours and no customer outcome; it counts what we do: closed, sent, deflected.",
        "Why does this process exist? Who would miss it? Which rule needs it?",
    ),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _KINDS})
"""Every kind by its name, in the order of the four checks."""
