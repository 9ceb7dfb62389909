"""A series in words: six questions, each with its answer, its figures and how they are to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from workshop.core.agenda.pulse import PULSES, PulseId, errors_caught
from workshop.core.english import counted, long_date, short_date, short_day_of_year
from workshop.core.plans.action import Action, Metric
from workshop.core.plans.look_back import DIFFERENT_PEOPLE
from workshop.core.plans.plan import measured_words, progress_words
from workshop.core.plans.record import PulseTotals
from workshop.core.series.actions import Fate, Waiting, lessons_of
from workshop.core.series.gaps import check_gaps, mix_words, path_gaps, path_lines, reminders, role_gaps
from workshop.core.series.learned import Learned
from workshop.core.series.lines import OTHER_TEXTS
from workshop.core.series.series import Series, Sitting
from workshop.core.stats.calibration import Gap
from workshop.core.stats.interval import Share, percent, share_words, signed
from workshop.core.stats.ordinal import Mean, Quartiles
from workshop.core.words import METRIC_KINDS, Status

Value = TypeVar("Value")

NO_FIGURE = "No figure yet"
_MOST_DATES = 6
_ABSENT = "no figure"


@dataclass(frozen=True, slots=True)
class OnScale:
    """Where a figure stands on its scale, with the ends of its range, all from 0 to 1."""

    low: float
    value: float
    high: float


@dataclass(frozen=True, slots=True)
class Point:
    """One session's figure in words; without a place where there is none, or nothing to draw."""

    label: str
    words: str
    place: OnScale | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines under a heading. `scale` names the ends, and perhaps the middle, where points are drawn."""

    heading: str
    points: tuple[Point, ...] = ()
    scale: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One question about a series. `answer` is short enough for large letters."""

    name: str
    question: str
    answer: str
    detail: str
    blocks: tuple[Block, ...]
    caveat: str = ""


def parts_of(series: Series) -> tuple[Part, ...]:
    """All six, in the order in which a room looks at them."""
    return (
        _capability(series),
        _confidence(series),
        _culture(series),
        _actions(series),
        _levels(series),
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
                _points(series, caught.points, _share),
                ("none", "all"),
                (caught.trend,),
            ),
            Block(
                "Held it back: votes on sound texts",
                _points(series, flagged.points, _share),
                ("none", "all"),
                (flagged.trend,),
            ),
        ),
        _beside(OTHER_TEXTS, caught.points, flagged.points),
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
                _points(series, sure.points, _quartiles),
                ("0%", "100%"),
                (sure.trend,),
            ),
            Block(
                "Sure minus right, in points",
                _points(series, gap.points, _gap),
                ("less sure", "match", "surer"),
                (gap.trend,),
            ),
        ),
        _beside(OTHER_TEXTS, sure.points, gap.points),
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
                _points(series, pairs, _safety),
                ("1", "5"),
                (safety.trend,),
            ),
        ),
        _beside(DIFFERENT_PEOPLE, safety.points),
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
            _points(series, series.levels.caught_at_work, _caught, absent=""),
            lines=tuple(filter(None, [_happened(series)])),
        ),
        _block("Overdue", _dates(actions.overdue)),
        _block("To look back at now", _dates(actions.reviews_due)),
        _block("What comes next", _coming(series)),
        _block("Blocked", [_owned(action.name, action.accountable) for action in blocked]),
        _block("Done", [action.name for action in done]),
        _block("Dropped, and learned from: that counts", lessons),
        _block("Dropped without a lesson: what did it teach?", [action.name for action in dropped]),
        _block("Open", [_owned(action.name, action.accountable) for action in still_open]),
    )
    return Part(
        "actions",
        "Did it happen?",
        f"{len(done)} of {len(actions.all)} done" if actions.all else "No action was agreed",
        f"{', '.join(counts).capitalize()}." if counts else "",
        tuple(block for block in blocks if block.lines or block.points),
    )


def _levels(series: Series) -> Part:
    columns, why, levels = _columns(series), _why_empty(series), series.levels
    missing = [name for name, _, points, lines in columns if not points and not lines]
    measured = len(series.actions.measured)
    return Part(
        "results",
        "What came of it?",
        f"{counted(measured, 'result')} measured" if measured else "No result yet",
        f"Empty so far: {', '.join(missing).lower()}." if missing else "All four levels hold something.",
        tuple(
            Block(
                f"{number} {name}: {what}",
                points,
                (),
                lines if name not in missing else (f"Empty: {why[name]}",),
            )
            for number, (name, what, points, lines) in enumerate(columns, start=1)
        )
        + _numbers(series),
        _beside(DIFFERENT_PEOPLE, levels.useful, levels.learned, levels.changed),
    )


def _columns(series: Series) -> tuple[tuple[str, str, tuple[Point, ...], tuple[str, ...]], ...]:
    """The four levels: what each is called, what is asked there, its points and its lines."""
    levels, happened = series.levels, _happened(series)
    return (
        ("Reaction", "useful for my work", _points(series, levels.useful, _yes, absent=""), ()),
        ("Learning", "first votes, talk, map", _points(series, levels.learned, _learned, absent=""), ()),
        (
            "Behaviour",
            "did it happen",
            _points(series, levels.changed, _changed, absent=""),
            (happened,) if happened else (),
        ),
        (
            "Results",
            "a number against its start, each for itself",
            tuple(Point(action.name, words) for action, words in series.actions.measured),
            (),
        ),
    )


def _numbers(series: Series) -> tuple[Block, ...]:
    """What the actions are measured by, the four kinds side by side; nothing where none is measured."""
    every = [(action.metric, action) for action in series.actions.all if action.status != Status.DROPPED]
    of_kind = {
        kind: [
            _number(metric, action) for metric, action in every if metric is not None and metric.kind == kind
        ]
        for kind in METRIC_KINDS
    }
    points = tuple(
        Point(METRIC_KINDS[kind], "; ".join(said) or "no action") for kind, said in of_kind.items()
    )
    return (Block("Side by side: what the actions are measured by", points),) if any(of_kind.values()) else ()


def _number(metric: Metric, action: Action) -> str:
    value = action.latest_value
    stands = progress_words(metric, value) if value is not None else measured_words(metric, None)
    return f"{metric.name or action.name}: {stands or 'no value yet'}"


def _why_empty(series: Series) -> dict[str, str]:
    """What is said of a level that holds nothing."""
    metrics = [action for action in series.actions.all if action.metric is not None]
    return {
        "Reaction": "nobody was asked whether it was useful.",
        "Learning": "no vote of a session may be shown.",
        "Behaviour": "no look-back has asked yet whether it happened.",
        "Results": f"none of {counted(len(metrics), 'metric')} has a value beside its start yet."
        if metrics
        else "no action has a metric.",
    }


def _gaps(series: Series) -> Part:
    path, checks, roles = list(path_gaps(series)), list(check_gaps(series)), list(role_gaps(series))
    reminded = list(reminders(series))
    gaps = len(path) + len(checks) + len(roles) + len(reminded)
    practice = ", ".join(f"{check.value} {count}" for check, count in series.checks.items())
    blocks = (
        _block("The path of twelve weeks", path_lines(series)),
        _block("What it leaves out", path),
        _block("The four checks", [f"Scenarios that asked for them: {practice}.", *checks]),
        _block("Roles", roles),
        _block("Reminders", reminded),
        _block("What the actions change", list(mix_words(series))),
    )
    return Part(
        "gaps",
        "What is still missing?",
        counted(gaps, "gap") if gaps else "No gap found",
        "",
        tuple(block for block in blocks if block.lines),
    )


def _happened(series: Series) -> str:
    """The answers of the look-backs that were held; empty without any."""
    answers = [f"{answer} {count}" for answer, count in series.actions.happened.items() if count]
    return f"Did it happen: {', '.join(answers)}." if answers else ""


def _coming(series: Series) -> list[str]:
    """The next session first, then the dates of actions."""
    date = series.next.date
    dates = _dates(series.actions.coming)
    if date is None:
        return ["No next session, on purpose.", *dates] if series.next.none_on_purpose else dates
    return dates if series.next.passed else [f"{long_date(date)}: the next session", *dates]


def _points(
    series: Series,
    values: Sequence[Value | None],
    point: Callable[[Value], tuple[str, OnScale | None]],
    *,
    absent: str = _ABSENT,
) -> tuple[Point, ...]:
    """A point for each session; where there is no figure it says so, or is left out if `absent` is empty."""
    years = {sitting.date.year for sitting in series.sittings if sitting.date}
    return tuple(
        Point(_label(sitting, year=len(years) > 1), *(point(value) if value is not None else (absent, None)))
        for sitting, value in zip(series.sittings, values, strict=True)
        if value is not None or absent
    )


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


def _yes(pulse: PulseTotals) -> tuple[str, None]:
    yes, partly = pulse.answers.get("yes", 0), pulse.answers.get("partly", 0)
    return (f"yes {share_words(yes, pulse.n)}, partly {partly}" if 0 <= yes <= pulse.n else _ABSENT), None


def _changed(pulse: PulseTotals) -> tuple[str, None]:
    return f"changed at my desk: {_yes(pulse)[0]}", None


def _caught(pulse: PulseTotals) -> tuple[str, None]:
    caught = counted(errors_caught(pulse.answers), "error")
    return f"at least {caught} caught at work, as {pulse.n} say", None


def _learned(learned: Learned) -> tuple[str, None]:
    parts = []
    if learned.first_votes is not None:
        parts.append(f"first votes right {learned.first_votes.words}")
    if learned.gain is not None:
        count = counted(learned.gains, "scenario")
        middle = "the middle of " if learned.gains > 1 else ""
        parts.append(f"gain of the talk {learned.gain:.2f} ({middle}{count})")
    parts += [learned.label.said.removesuffix(".")] if learned.label is not None else []
    return "; ".join(parts), None


def _label(sitting: Sitting, *, year: bool) -> str:
    """The date, and the day of a look-back, as in "14 Dec, day 30"."""
    date = sitting.date
    written = short_date if year else short_day_of_year
    name = written(date) if date else sitting.title
    return f"{name}, day {sitting.look_back_day}" if sitting.look_back_day is not None else name


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
    return _label(series.sittings[at], year=len(years) > 1)


def _last_with(values: Sequence[object]) -> int | None:
    """The last session that has a figure."""
    return max((at for at, value in enumerate(values) if value is not None), default=None)


def _latest(values: Sequence[Value | None]) -> Value | None:
    known = [value for value in values if value is not None]
    return known[-1] if known else None


def _beside(caveat: str, *lines: Sequence[object]) -> str:
    """The caveat wherever two sessions stand beside each other."""
    return caveat if any(sum(point is not None for point in line) > 1 for line in lines) else ""


def _block(heading: str, lines: Iterable[str]) -> Block:
    return Block(heading, lines=tuple(line for line in lines if line))


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
