"""Plans as Markdown, for a ticket or a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workshop.core.plan_file import EvidencePart, PlanAction, PlanFile, RoundTotals, progress_words
from workshop.reports.plan_sentences import OWNERS, action_sentences, details, long_date, phase_of, title_of
from workshop.reports.plan_text import review_words

_MARKS = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown(plans: Sequence[PlanFile], *, evidence: bool = True) -> str:
    """The plans one after the other; a session's title stands once above its phases."""
    lines: list[str] = []
    session = None
    for plan in plans:
        if plan.session.id != session or session is None:
            lines += _session_lines(plan)
            session = plan.session.id
        lines += _phase_lines(plan, evidence=evidence)
    return "\n".join(lines).rstrip("\n") + "\n"


def _session_lines(plan: PlanFile) -> Iterator[str]:
    session = plan.session
    yield f"# {_safe(title_of(plan))}"
    yield ""
    if session.date:
        yield f"{long_date(session.date)}{' (a rehearsal)' if session.rehearsal else ''}"
        yield ""
    for name, text in (
        ("Purpose", session.purpose),
        ("Outcome", session.outcome),
        ("Sponsor", session.sponsor),
    ):
        if text:
            yield f"- {name}: {_safe(text)}"
    yield ""


def _phase_lines(plan: PlanFile, *, evidence: bool) -> Iterator[str]:
    yield f"## {_safe(plan.phase.title or phase_of(plan))}"
    yield ""
    if plan.phase.goal:
        yield _safe(plan.phase.goal)
        yield ""
    if not plan.actions:
        yield "No action was agreed."
        yield ""
    for action in plan.actions:
        yield from _action_lines(action)
    if evidence and plan.evidence:
        yield "### What the room saw"
        yield ""
        yield "| scenario | output | first vote correct | second vote correct | gain |"
        yield "|---|---|---|---|---|"
        yield from (_evidence_line(block) for block in plan.evidence)
        yield ""


def _action_lines(action: PlanAction) -> Iterator[str]:
    yield f"### {_safe(action.id)}: {_safe(action.name)}"
    yield ""
    yield _safe(action_sentences(action))
    yield ""
    if action.status:
        owner = OWNERS.get(action.owner_side, "")
        yield f"- Status: {_safe(action.status)}{f', {owner}' if owner else ''}"
    for name, text in details(action):
        yield f"- {name}: {_safe(text)}"
    if action.metric is not None and action.metric.name:
        value = action.latest_value
        words = f": {progress_words(action.metric, value)}" if value is not None else ""
        yield f"- Number: {_safe(action.metric.name)}{words}"
    for review in action.reviews:
        mark = "x" if review.held else " "
        yield f"- [{mark}] {_safe(review_words(review))}"
    yield ""


def _evidence_line(block: EvidencePart) -> str:
    output = "sound" if block.control else ", ".join(block.kinds)
    won = f"{block.gain:.2f}" if block.gain is not None else ""
    cells = (block.title or block.scenario, output, _votes(block.round1), _votes(block.round2), won)
    return f"| {' | '.join(map(_safe, cells))} |"


def _votes(totals: RoundTotals | None) -> str:
    if totals is None or totals.voters is None or totals.correct is None:
        return ""
    return f"{totals.correct} of {totals.voters}"


def _safe(text: str) -> str:
    """A text whose characters mean nothing to Markdown."""
    return _MARKS.sub(r"\\\1", text)
