"""Plans as plain text, 80 columns wide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from workshop.core.english import capital, counted, long_date
from workshop.core.plans.action import Action, Review
from workshop.core.plans.appointments import told_reviews
from workshop.core.plans.plan import Plan, nothing_words, progress_words
from workshop.core.words import role_name
from workshop.reports.parts.people import look_back_rows, ownership_rows, safety_rows
from workshop.reports.plan_dates import DueDate
from workshop.reports.plan_sentences import (
    action_sentences,
    details,
    heading_of,
    owner_words,
    phase_of,
    title_of,
)

WIDTH = 80
_DETAIL = 6


def whole(plan: Plan) -> str:
    """One plan on a page: its actions as sentences, what was added to them, and what the room saw."""
    return "\n".join(_lines(plan))


def listing(plans: Sequence[Plan]) -> str:
    """One line an action, under a line for each plan, and how many there are."""
    lines: list[str] = []
    for plan in plans:
        date = f"{plan.session.date}  " if plan.session.date else ""
        lines += wrapped("", f"{date}{title_of(plan)}, {phase_of(plan)}{_rehearsal(plan)}", "  ")
        lines += [_line_of(action) for action in plan.actions] or wrapped("  ", nothing_words(plan), "  ")
    count = sum(len(plan.actions) for plan in plans)
    return "\n".join([*lines, f"{counted(count, 'action')}."])


def due_list(dates: Sequence[DueDate]) -> str:
    """What falls due, by date: when, what, and who answers for it."""
    lines: list[str] = []
    for date in dates:
        late = f"  overdue by {counted(date.days_late, 'day')}" if date.days_late else ""
        lines.append(f"{date.date}{late}")
        named = " ".join(filter(None, (date.action.id if date.action is not None else "", date.words)))
        lines += wrapped("  ", ": ".join(filter(None, (named, date.text))), "     ")
        owner = f"{date.owner} / " if date.owner else ""
        lines += wrapped("     ", f"{owner}{title_of(date.plan)}, {phase_of(date.plan)}", "     ")
    return "\n".join(lines)


def _lines(plan: Plan) -> Iterator[str]:
    session, phase = plan.session, plan.phase
    yield from wrapped("", f"{title_of(plan)}{_rehearsal(plan)}")
    when = f"{long_date(session.date)} / " if session.date else ""
    yield from wrapped("", f"{when}{heading_of(plan)}")
    for name, text in (("Purpose", session.purpose), ("Goal", phase.goal), ("Direction", phase.direction)):
        if text:
            yield from wrapped("", f"{name}: {text}", "  ")
    rows = (
        *(safety_rows(phase.safety) if phase.safety is not None else ()),
        *ownership_rows(phase.ownership),
        *(look_back_rows(phase.look_back) if phase.look_back is not None else ()),
    )
    for name, text in rows:
        if text:
            yield from wrapped("", f"{name}: {text}", "  ")
    if phase.good:
        yield from ("", "What good looks like")
        for good in phase.good:
            yield from wrapped("  ", f"{capital(role_name(good.role))}: {good.told}", "    ")
    yield ""
    if not plan.actions:
        yield from wrapped("", nothing_words(plan), "  ")
    for action in plan.actions:
        yield from _action_lines(action)
    if phase.open:
        yield "Still open"
        for line in phase.open:
            yield from wrapped("  ", line, "    ")
        yield ""
    if plan.evidence:
        yield "What the room saw"
    for block in plan.evidence:
        rounds = [
            f"{totals.correct} of {totals.voters}"
            for totals in (block.round1, block.round2)
            if totals is not None and totals.correct is not None and totals.voters is not None
        ]
        rounds_by_hand = [
            f"{raised.correct} of {raised.hands}"
            for raised in (block.hands1, block.hands2)
            if raised is not None and raised.correct is not None and raised.hands is not None
        ]
        kind = "sound" if block.control else ", ".join(block.kinds)
        votes = f": {', then '.join(rounds)} correct" if rounds else ""
        votes += f"; by hand {', then '.join(rounds_by_hand)}" if rounds_by_hand else ""
        yield from wrapped("  ", f"{block.title or block.scenario} ({kind}){votes}", "    ")


def _action_lines(action: Action) -> Iterator[str]:
    yield from wrapped(f"{action.id:4}  ", action_sentences(action), " " * _DETAIL)
    state = ", ".join(part for part in (action.status, owner_words(action.owner_side)) if part)
    if state:
        yield f"{' ' * _DETAIL}{capital(state)}."
    for name, text in details(action):
        yield from wrapped(" " * _DETAIL, f"{name}: {text}", " " * (_DETAIL + 2))
    if action.metric is not None and action.metric.name:
        value = action.latest_value
        words = f": {progress_words(action.metric, value)}" if value is not None else ""
        unit = f", {action.metric.unit}" if action.metric.unit else ""
        yield from wrapped(" " * _DETAIL, f"Number: {action.metric.name}{unit}{words}", " " * (_DETAIL + 2))
    for review in told_reviews(action):
        yield from wrapped(" " * _DETAIL, review_words(review), " " * (_DETAIL + 2))
    yield ""


def review_words(review: Review) -> str:
    """One look-back in a line: when, and what came of it."""
    name = f"Look-back, day {review.day}" if review.day is not None else "Look-back"
    if review.held is None:
        return f"{name}: {long_date(review.planned)}" if review.planned else f"{name}: no date yet"
    parts = [f"held {long_date(review.held)}"]
    parts += [f"did it happen: {review.did_it_happen}"] if review.did_it_happen else []
    parts += [f"next: {review.next}"] if review.next else []
    lesson = f" {review.lesson}" if review.lesson else ""
    corrections = "".join(f" Corrected {line}" for line in review.corrections)
    return f"{name}: {', '.join(parts)}.{lesson}{corrections}"


def _line_of(action: Action) -> str:
    date = str(action.first_step_by or "no date")
    start = f"  {action.id:4}{action.status:9}{date:12}"
    return textwrap.shorten(
        f"{action.accountable or 'not named'}: {action.name}",
        WIDTH,
        initial_indent=start,
        placeholder=" ...",
    )


def _rehearsal(plan: Plan) -> str:
    return " (rehearsal)" if plan.session.rehearsal else ""


def wrapped(start: str, text: str, rest: str = "") -> list[str]:
    """A text in lines behind `start`, its further lines behind `rest`."""
    if text and text.isprintable() and len(start) + len(text) <= WIDTH:
        return [start + text.rstrip()]  # as `wrap` would have it, which is slow for a list of thousands
    return textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=rest)
