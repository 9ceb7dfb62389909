"""A series in words: six questions, each with its answer, its figures and how they are to be read."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.core.agenda.pulse import PULSES, PulseId, errors_caught
from workshop.core.english import counted, long_date
from workshop.core.plans.look_back import DIFFERENT_PEOPLE
from workshop.core.plans.record import PulseTotals
from workshop.core.series.actions import Fate, Waiting, lessons_of
from workshop.core.series.gaps import check_gaps, mix_words, path_gaps, path_lines, reminders, role_gaps
from workshop.core.series.lines import OTHER_TEXTS
from workshop.core.series.parts import Block, OnScale, Part, Value, beside, block, label, points
from workshop.core.series.results import happened, results
from workshop.core.series.series import Series
from workshop.core.stats.calibration import Gap
from workshop.core.stats.interval import Share, percent, signed
from workshop.core.stats.ordinal import Mean, Quartiles

NO_FIGURE = "No figure yet"
_MOST_DATES = 6


def parts_of(series: Series) -> tuple[Part, ...]:
    """All six, in the order in which a room looks at them."""
    return (
        _capability(series),
        _confidence(series),
        _culture(series),
        _actions(series),
        results(series),
        _gaps(series),
    )


def subject_of(series: Series) -> str:
    """What is looked at, in a line: the name, how many sessions, and whether they were only rehearsed."""
    parts = [series.name, counted(len(series.sittings), "session")]
    parts += ["rehearsed only: simulated phones"] if series.rehearsal else []
    left_out = series.rehearsals_left_out
    parts += [f"{counted(left_out, 'rehearsal')} left out"] if left_out else []
    parts += ["not complete: some files could not be read"] if series.unread else []
    return ", ".join(parts)


def _capability(series: Series) -> Part:
    caught, flagged = series.lines.caught, series.lines.flagged
    at = _last_with(caught.points)
    detail = [_decided(series, at)] if at is not None else []
    if at is not None and (learned := series.levels.learned[at]) is not None and learned.label is not None:
        told = learned.label
        detail.append(told.said if told.is_of_the_room else told.sentence)
    last_caught = caught.points[at] if at is not None else None
    return Part(
        "capability",
        "Do we hold back what is wrong, and send what is sound?",
        f"{last_caught.k} of {last_caught.n} would not have sent it" if last_caught else NO_FIGURE,
        " ".join(detail),
        (
            Block(
                "Would not have sent it: votes on faulty texts",
                points(series, caught.points, _share),
                ("none", "all"),
                (caught.trend,),
            ),
            Block(
                "Held it back: votes on sound texts",
                points(series, flagged.points, _share),
                ("none", "all"),
                (flagged.trend,),
            ),
        ),
        beside(OTHER_TEXTS, caught.points, flagged.points),
    )


def _confidence(series: Series) -> Part:
    sure, gap = series.lines.sure, series.lines.gap
    at = _last_with(gap.points)
    last_gap = gap.points[at] if at is not None else None
    answer, detail = NO_FIGURE, ""
    if at is not None and last_gap is not None:
        answer = last_gap.claim.capitalize() if last_gap.claim else f"{signed(last_gap.points / 100)} points"
        detail = f"{_when(series, at)}: sure minus right {signed(last_gap.points / 100)} points."
    elif (at := _last_with(sure.points)) is not None and (last_sure := sure.points[at]) is not None:
        middle = percent(last_sure.median / 100)
        answer = f"Median {middle}"
        detail = f"{_when(series, at)}: half say they are {middle}% sure to catch such an error, or surer."
    return Part(
        "confidence",
        "Are we as sure as we are right?",
        answer,
        detail,
        (
            Block(
                "Sure to catch such an error next week: the middle, and the middle half",
                points(series, sure.points, _quartiles),
                ("0%", "100%"),
                (sure.trend,),
            ),
            Block(
                "Sure minus right, in points",
                points(series, gap.points, _gap),
                ("less sure", "match", "surer"),
                (gap.trend,),
            ),
        ),
        beside(OTHER_TEXTS, sure.points, gap.points),
    )


def _culture(series: Series) -> Part:
    safety = series.lines.safety
    last = _latest(safety.points)
    pairs = tuple(
        (before if before != after else None, after) if after else None
        for before, after in zip(safety.before, safety.points, strict=True)
    )
    return Part(
        "culture",
        PULSES[PulseId("safety")].question,
        f"{last.value:.1f} of 5" if last else NO_FIGURE,
        "From 1, not at all, to 5, fully." if last else "",
        (
            Block(
                "How the room ended, and how it began",
                points(series, pairs, _safety),
                ("1", "5"),
                (safety.trend,),
            ),
        ),
        beside(DIFFERENT_PEOPLE, safety.points),
    )


def _actions(series: Series) -> Part:
    actions = series.actions
    done, learned, dropped = (actions.of(fate) for fate in (Fate.DONE, Fate.LEARNED, Fate.DROPPED))
    blocked, still_open = actions.of(Fate.BLOCKED), actions.of(Fate.OPEN)
    late = {id(due.action) for due in actions.overdue}
    counts = [
        f"{number} {words}"
        for number, words in (
            (len(still_open), "open"),
            (len(late), "overdue"),
            (len(blocked), "blocked"),
            (len(learned), "dropped with a lesson, which counts"),
        )
        if number
    ]
    lessons = [f"{action.name}: {' '.join(lessons_of(action))}" for action in learned]
    blocks = (
        Block(
            "What the look-backs have heard",
            points(series, series.levels.caught_at_work, _caught, absent=""),
            lines=tuple(filter(None, [happened(series)])),
        ),
        block("Overdue", _dates(actions.overdue)),
        block("To look back at now", _dates(actions.reviews_due)),
        block("What comes next", _coming(series)),
        block("Blocked", [_owned(action.name, action.accountable) for action in blocked]),
        block("Done", [action.name for action in done]),
        block("Dropped, and learned from: that counts", lessons),
        block("Dropped without a lesson: what did it teach?", [action.name for action in dropped]),
        block("Open", [_owned(action.name, action.accountable) for action in still_open]),
    )
    return Part(
        "actions",
        "Did it happen?",
        f"{len(done)} of {len(actions.all)} done" if actions.all else "No action was agreed",
        f"{', '.join(counts).capitalize()}." if counts else "",
        tuple(block for block in blocks if block.lines or block.points),
    )


def _gaps(series: Series) -> Part:
    path, checks, roles = list(path_gaps(series)), list(check_gaps(series)), list(role_gaps(series))
    reminded = list(reminders(series))
    gaps = len(path) + len(checks) + len(roles) + len(reminded)
    practice = ", ".join(f"{check.value} {count}" for check, count in series.checks.items())
    blocks = (
        block("The path of twelve weeks", path_lines(series)),
        block("What it leaves out", path),
        block("The four checks", [f"Scenarios that asked for them: {practice}.", *checks]),
        block("Roles", roles),
        block("Reminders", reminded),
        block("What the actions change", list(mix_words(series))),
    )
    return Part(
        "gaps",
        "What is still missing?",
        counted(gaps, "gap") if gaps else "No gap found",
        "",
        tuple(block for block in blocks if block.lines),
    )


def _coming(series: Series) -> list[str]:
    """The next session first, then the dates of actions."""
    date = series.next.date
    dates = _dates(series.actions.coming)
    if date is None:
        return ["No next session, on purpose.", *dates] if series.next.none_on_purpose else dates
    return dates if series.next.passed else [f"{long_date(date)}: the next session", *dates]


def _share(share: Share) -> tuple[str, OnScale | None]:
    return share.words, OnScale(share.interval.low, share.value, share.interval.high)


def _quartiles(quartiles: Quartiles) -> tuple[str, OnScale | None]:
    return quartiles.words, OnScale(quartiles.low / 100, quartiles.median / 100, quartiles.high / 100)


def _gap(gap: Gap) -> tuple[str, OnScale | None]:
    """On a scale from -50 to 50 points, with 0 in the middle."""
    low, high = (gap.interval.low, gap.interval.high) if gap.interval else (gap.points, gap.points)
    return gap.words, OnScale(*(min(max(0.5 + points / 100, 0.0), 1.0) for points in (low, gap.points, high)))


def _safety(pair: tuple[Mean | None, Mean]) -> tuple[str, OnScale | None]:
    before, after = pair
    place = (after.value - 1) / 4
    began = f", began at {before.value:.1f}" if before else ""
    return f"{after.words}{began}", OnScale(place, place, place)


def _caught(pulse: PulseTotals) -> tuple[str, None]:
    caught = counted(errors_caught(pulse.answers), "error")
    return f"at least {caught} caught at work, as {pulse.n} say", None


def _decided(series: Series, at: int) -> str:
    """The decisions of one session, each sort on its own base."""
    caught, flagged = series.lines.caught.points[at], series.lines.flagged.points[at]
    counts = (
        [f"{caught.k} of {caught.n} votes on faulty texts would not have sent it"]
        if caught is not None
        else []
    )
    counts += [f"{flagged.k} of {flagged.n} on sound ones held it back"] if flagged is not None else []
    return f"{_when(series, at)}: {', '.join(counts)}."


def _when(series: Series, at: int) -> str:
    """Which session is meant, as it stands beside its figures."""
    years = {sitting.date.year for sitting in series.sittings if sitting.date}
    return label(series.sittings[at], year=len(years) > 1)


def _last_with(values: Sequence[object]) -> int | None:
    """The last session that has a figure."""
    return max((at for at, value in enumerate(values) if value is not None), default=None)


def _latest(values: Sequence[Value | None]) -> Value | None:
    known = [value for value in values if value is not None]
    return known[-1] if known else None


def _dates(waiting: Sequence[Waiting]) -> list[str]:
    """The first of some dates; how many more there are is said."""
    dates = [
        f"{long_date(due.date)}: {due.words}, {_owned(due.action.name, due.action.accountable)}"
        for due in waiting[:_MOST_DATES]
    ]
    more = len(waiting) - _MOST_DATES
    return [*dates, f"and {counted(more, 'more date')}"] if more > 0 else dates


def _owned(name: str, accountable: str) -> str:
    return f"{name} ({accountable})" if accountable else name
