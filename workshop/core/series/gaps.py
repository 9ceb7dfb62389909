"""What is still missing in a series, in sentences; advice, never a lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workshop.core.agenda.card import skipped_words
from workshop.core.agenda.pulse import PULSES, PulseId
from workshop.core.english import long_date
from workshop.core.plans.path import Stand
from workshop.core.series.series import Series, Sitting, top_aims
from workshop.core.words import CHANGES, CHECKED_FOR, Audience, role_name

_STANDS = {
    Stand.HELD: "held on {}",
    Stand.SKIPPED: "skipped; it was to be on {}",
    Stand.DUE: "due since {}",
    Stand.COMING: "on {}",
}


def path_lines(series: Series) -> Iterator[str]:
    """The path of twelve weeks, stop by stop; those ahead with the agenda that leads them."""
    for stop in series.path:
        name = stop.stop.name if stop.stand in (Stand.HELD, Stand.SKIPPED) else stop.stop.name_to_start
        yield f"{name}: {_STANDS[stop.stand].format(long_date(stop.date))}."


def path_gaps(series: Series) -> Iterator[str]:
    """What the path has left out, session by session."""
    if series.missing_redesign:
        yield (
            "LEAD redesign was not held, so the path is incomplete: many organisations stop before it, "
            "and value is created in it."
        )
    if series.learn_not_first:
        yield "LEARN was not done with this group before the later phases. Use comes after knowing limits."
    for sitting in series.sittings:
        if not sitting.acted and sitting.look_back_day is None:
            yield f"No action was agreed in {_sitting_name(sitting)}."
        if sitting.skipped:
            skipped = "; ".join(map(skipped_words, sitting.skipped))
            yield f"Left without a word in {_sitting_name(sitting)}: {skipped}"


def check_gaps(series: Series) -> Iterator[str]:
    """The checks that no scenario asked for."""
    for check, count in series.checks.items():
        if not count:
            yield f"Not practised yet: {check.value}. {check.ask}"


def role_gaps(series: Series) -> Iterator[str]:
    """The roles that were passed over."""
    if series.roles.neither:
        yield f"No scenario of their work and no plan: {_role_words(series.roles.neither)}."
    if series.roles.only_played:
        yield (
            "A scenario of their work, but no plan that says what good looks like: "
            f"{_role_words(series.roles.only_played)}."
        )


def reminders(series: Series) -> Iterator[str]:
    """Dates that were not written, or have passed."""
    if series.next.date is None and not series.next.none_on_purpose:
        yield "No next date was written."
    if series.next.date is not None and series.next.passed:
        yield f"The next session was to be on {long_date(series.next.date)}. That day has passed."
    rails = series.old_guardrails
    if rails is not None:
        keeper = f" {rails.owner} looks after them." if rails.owner else ""
        days = f"over {CHECKED_FOR} days ago"
        yield (
            f"The guardrails were last checked on {long_date(rails.checked_on)}, {days}.{keeper}"
            if rails.checked_on
            else f"Nobody has written when the guardrails were checked.{keeper}"
        )


def mix_words(series: Series) -> Iterator[str]:
    """What the actions change, and what they serve beside what the room said it wants."""
    mix = series.actions.mix
    known = sum(mix.values())
    if known:
        counts = ", ".join(f"{change} {mix[change]}" for change in CHANGES)
        none = [change for change in CHANGES if not mix[change]]
        yield f"{counts}.".capitalize() + (f" None changes a {' or a '.join(none)}." if none else "")
    elif series.actions.all:
        yield "No action says whether it changes a habit, a workflow or a mindset."
    if series.aims is not None and (top := top_aims(series.aims)):
        words = {option.value: option.words for option in PULSES[PulseId("aim")].options}
        aims = " and ".join(words.get(aim, aim) for aim in top)
        serves = "; ".join(text.rstrip(".") for text in series.serves) or "none says what it serves"
        yield f"The room's main aim: {aims}. The actions serve: {serves}."


def _sitting_name(sitting: Sitting) -> str:
    return f"the session of {long_date(sitting.date)}" if sitting.date else f"the session {sitting.title}"


def _role_words(roles: Iterable[Audience]) -> str:
    return "; ".join(map(role_name, roles))
