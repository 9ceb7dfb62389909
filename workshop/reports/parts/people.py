"""What a room said of itself: its worries and their answer, what AI may do, and what good looks like."""

from __future__ import annotations

from collections import Counter

from workshop.core.agenda.card import NOT_STATED
from workshop.core.agenda.pulse import BLOCKERS
from workshop.core.english import capital, listed, long_date, plain, sentence
from workshop.core.live.words.lines import dots_words
from workshop.core.live.words.ownership import ITEM_WORDS
from workshop.core.live.words.pulse import option_words
from workshop.core.plans.plan import (
    DataPart,
    FluencyPart,
    LookBackPart,
    OwnershipPart,
    Plan,
    SafetyPart,
    together,
)
from workshop.core.plans.record import Outcome
from workshop.core.stats.ordinal import Mean
from workshop.core.words import role_name
from workshop.reports.document import Block, Bullets, Columns, Group, Table, Words, bullets, facts
from workshop.reports.plan_sentences import heading_of


def statement_words(safety: SafetyPart) -> str:
    """The statement of support and who made it; that it was not made is said too."""
    if NOT_STATED in (safety.stated_by, safety.statement_of_support):
        return "Not stated."
    by = f" ({safety.stated_by})" if safety.stated_by else ""
    return f"\u201c{safety.statement_of_support}\u201d{by}" if safety.statement_of_support else ""


def people_blocks(outcome: Outcome) -> tuple[Block, ...]:
    """Worries and their answer first, then permission, time, and what counts."""
    parts = [plan.phase.safety for plan in outcome.plans if plan.phase.safety]
    moments = [
        f"{when} the session {Mean(mean.n, mean.mean).words}"
        for when, means in (
            ("before", [part.before for part in parts]),
            ("after", [part.after for part in parts]),
        )
        for mean in means
        if mean is not None and mean.n is not None and mean.mean is not None
    ]
    words = capital(sentence(", ".join(moments)))
    return (
        *(block for safety in parts for block in facts(*safety_rows(safety))),
        *facts(("\u201cIn my team I can say: I do not trust what the AI wrote\u201d", words)),
    )


def heard_blocks(outcome: Outcome) -> tuple[Block, ...]:
    """What a look-back heard about an earlier session."""
    return tuple(
        block for plan in outcome.plans if plan.phase.look_back for block in _look_back(plan.phase.look_back)
    )


def fluency_blocks(outcome: Outcome) -> tuple[Block, ...]:
    """Good at, needs a check, ours to decide."""
    parts = [plan.phase.fluency for plan in outcome.plans if plan.phase.fluency]
    return tuple(block for part in parts for block in _fluency(part))


def good_blocks(outcome: Outcome) -> tuple[Block, ...]:
    """A sentence for each role; above it the aim and the gap that were named."""
    rows = tuple(
        (capital(role_name(good.role)), good.told) for plan in outcome.plans for good in plan.phase.good
    )
    return (
        (Table("What good use of AI means, by role", ("Role", "What good looks like"), rows),) if rows else ()
    )


def direction_blocks(outcome: Outcome) -> tuple[Block, ...]:
    """What each phase was for: its goal, direction, aim and gap."""
    rows, of_phases = [], dict[str, list[Plan]]()
    for plan in outcome.plans:
        of_phases.setdefault(plan.phase.id, []).append(plan)
    for plans in of_phases.values():
        whole = together(plans)
        phase, sides = whole.phase, Counter[str]()
        for plan in plans:
            sides.update(dict(plan.phase.responsibility))
        aim, gap = option_words("aim", phase.aim), option_words("gap", phase.main_gap)
        owned = listed([f"{plain(side)} {count}" for side, count in sides.items() if count])
        sentences = (
            phase.goal,
            f"Direction: {phase.direction}" if phase.direction else "",
            f"Main aim with AI: {aim}" if aim else "",
            f"Where the skills gap is felt: {gap.lower()}" if gap else "",
            *(f"{name}: {text}" for name, text in ownership_rows(phase.ownership) if text),
            f"Actions owned by: {owned}" if owned else "",
        )
        rows.append((heading_of(whole), " ".join(sentence(text) for text in sentences if text)))
    return facts(*rows)


def ownership_rows(part: OwnershipPart | None) -> tuple[tuple[str, str], ...]:
    """What is missing most, and what holds the employer back, with how many said it; a name and a text."""
    said = part or OwnershipPart()
    missing = ((ITEM_WORDS.get(one.item, one.item), dots_words(one.dots or 0)) for one in said.missing_most)
    held = ((option_words(BLOCKERS, one.blocker).lower(), one.votes) for one in said.employer_blockers)
    return tuple(
        (heading, "; ".join(f"{what} ({count})" for what, count in named))
        for heading, named in (("Missing most", missing), ("What holds the employer back", held))
    )


def safety_rows(safety: SafetyPart) -> tuple[tuple[str, str], ...]:
    """Worries and their answer first, then what was promised; a name and a text each, which may be empty."""
    fears = listed([option_words("fear", fear) for fear in safety.top_fears])
    hours = safety.learning_time_hours_per_week
    waiting = [one for one in safety.worries if one.is_open]
    answered = [one for one in safety.worries if not one.is_open and one.answer != safety.sponsor_response]
    return (
        ("Most named worry", fears),
        ("The sponsor's answer", safety.sponsor_response),
        *((f"Worry: {option_words('fear', one.worry).lower()}", one.answer) for one in answered),
        ("Worries to be answered", listed([option_words("fear", one.worry) for one in waiting])),
        ("Statement of support", statement_words(safety)),
        ("Permission to", "; ".join(permission.words for permission in safety.permissions)),
        (
            "Time to learn",
            f"{hours:g} hour{'' if hours == 1 else 's'} a week for each person" if hours is not None else "",
        ),
        ("Time to learn from", long_date(safety.learning_time_from) if safety.learning_time_from else ""),
        ("It is paid by", safety.learning_time_budget),
        ("In reviews", safety.counts_in_reviews),
        ("The sponsor will", safety.sponsor_commitment),
    )


def look_back_rows(part: LookBackPart) -> tuple[tuple[str, str], ...]:
    """What was heard when a session was looked back at, each with its name; empty texts for what was not."""
    lists = (*_since(part), *_heard(part))
    return (*((name, "; ".join(items)) for name, items in lists), *_told(part))


def _since(part: LookBackPart) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("Tried", part.tried), ("Shared", part.shared), ("Stopped", part.stopped))


def _heard(part: LookBackPart) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("Works", part.works), ("Does not", part.does_not), ("Support needed", part.support_needed))


def _told(part: LookBackPart) -> tuple[tuple[str, str], ...]:
    return (
        ("The best catch", sentence(part.best_catch)),
        ("The sponsor recognises", sentence(part.recognised)),
        ("The sponsor's answer", sentence(part.sponsor_response)),
    )


def _look_back(part: LookBackPart) -> tuple[Block, ...]:
    day = f"Day {part.day} after" if part.day is not None else "Looking back at"
    head = (Words(f"{day} {part.of}.", "quiet"),) if part.of else ()
    rows = [
        tuple(Group(name, bullets(items)) for name, items in lists if items)
        for lists in (_since(part), _heard(part))
    ]
    columns = tuple(Columns(groups) for groups in rows if groups)
    said: tuple[Block, ...] = (*columns, *facts(*_told(part)))
    return (*head, *said) if said else ()


def _fluency(part: FluencyPart) -> tuple[Block, ...]:
    groups = tuple(
        Group(title, (Bullets(items),))
        for title, items in (
            ("AI is good at", part.good_at),
            ("Needs a check", part.needs_a_check),
            ("Ours to decide", part.ours_to_decide),
        )
        if items
    )
    data = part.data or DataPart()
    return (
        *((Columns(groups),) if groups else ()),
        *facts(
            ("What went in", data.went_in),
            ("What was looked up", data.looked_up),
            ("What was made up", data.made_up),
            ("Where it stays", data.stays_in),
        ),
    )
