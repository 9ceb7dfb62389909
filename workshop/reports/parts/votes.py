"""The evidence: how the room voted on each scenario, and which check would have caught it."""

from __future__ import annotations

from workshop.core.english import plain
from workshop.core.plans.plan import EvidencePart, HandTotals, RoundTotals
from workshop.core.plans.record import Outcome
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.stats.gain import gain_words
from workshop.core.stats.interval import percent, share_words
from workshop.reports.charts import Votes, votes_chart
from workshop.reports.document import Block, Chips, Columns, Figure, Group, Words, facts

FIRST, SECOND = "first vote", "second vote"
MEANT = (
    "Right means: a faulty output was not used as it is, or a sound one was. "
    "A control is a sound output among the faulty ones."
)


def votes_blocks(outcome: Outcome) -> tuple[Block, ...]:
    """A card for each scenario, in the order in which they were shown."""
    k = outcome.record.session.minimum_group
    # Plans of several roles may share a scenario.
    seen = {
        evidence.scenario or evidence.title: evidence for plan in outcome.plans for evidence in plan.evidence
    }
    session = outcome.record.session.id
    cards = [
        _card(block, f"votes-{session}-{number}", k) for number, block in enumerate(seen.values(), start=1)
    ]
    return (Words(MEANT, "quiet"), Columns(tuple(cards), pairs=True)) if cards else ()


def round_words(totals: RoundTotals | None, otherwise: str) -> str:
    """The share of one round with its interval, how sure people were, and how they voted."""
    if totals is None or totals.share_correct is None or totals.voters is None or totals.correct is None:
        return otherwise
    sure = totals.mean_confidence
    words = f"{share_words(totals.correct, totals.voters)} right"
    words += f", {percent(sure)}% sure on average" if sure is not None else ""
    return words + (", by show of hands" if totals.by_hand else "")


def hands_words(*shows: HandTotals | None) -> str:
    """The shows of hands beside the votes, of which no other figure is made; empty without any."""
    shares = [
        f"{share_words(show.correct, show.hands)} right in the {name}"
        for name, show in zip((FIRST, SECOND), shows, strict=True)
        if show is not None and show.hands and show.correct is not None and 0 <= show.correct <= show.hands
    ]
    return f"{'; '.join(shares)}. Not anonymous, in no other figure." if shares else ""


def _card(evidence: EvidencePart, id: str, k: int | None) -> Group:  # noqa: A002 (as in HTML)
    title = evidence.title or evidence.scenario
    few = f"fewer than {k} voted" if k is not None else "too few voted"
    rows = [
        votes
        for name, totals in ((FIRST, evidence.round1), (SECOND, evidence.round2))
        if (votes := _votes(name, totals))
    ]
    chips = (
        ("control: sound output",) if evidence.control else tuple(map(plain, evidence.kinds)) or ("faulty",)
    )
    blocks: list[Block] = [Chips(chips)]
    if rows:
        named = f"{title}: share right, with 95% intervals"
        blocks.append(Figure(votes_chart(named, rows, id=id), _gain(evidence)))
    blocks += facts(
        ("First vote", round_words(evidence.round1, few)),
        ("Second vote", round_words(evidence.round2, f"not taken, or {few}")),
        ("By hand, beside the phones", hands_words(evidence.hands1, evidence.hands2)),
        ("What would have caught it", _check(evidence)),
        ("Taps in the first vote", _taps(evidence)),
    )
    blocks += [Words(f"\u201c{remark}\u201d", "said") for remark in evidence.said]
    return Group(title, tuple(blocks), "card")


def _votes(name: str, totals: RoundTotals | None) -> Votes | None:
    if totals is None or totals.share_correct is None:
        return None
    return Votes(name, totals.correct or 0, totals.voters or 0)


def _gain(evidence: EvidencePart) -> str:
    if evidence.round1 is None or evidence.round2 is None:
        return ""
    words = gain_words(evidence.round1.share_correct, evidence.round2.share_correct)
    return f"{words.rstrip('.')} ({evidence.gain:.2f})." if words and evidence.gain is not None else words


def _check(evidence: EvidencePart) -> str:
    if evidence.control:
        return "Nothing had to be: it could be used as it was."
    known = [KINDS[kind] for kind in evidence.kinds if kind in KINDS]
    return " ".join(f"{kind.check.value}: {kind.human_check}" for kind in known)


def _taps(evidence: EvidencePart) -> str:
    return "; ".join(
        f"{name}: {taps.taps} of {taps.chances}"
        for name, taps in (
            ("on what was wrong", evidence.wrong_sentences),
            ("on what was sound", evidence.sound_sentences),
        )
        if taps is not None and taps.taps is not None and taps.chances is not None
    )
