"""What came of a series: the four levels, and the four kinds of number side by side."""

from __future__ import annotations

from workshop.core.english import counted
from workshop.core.plans.action import Action, Metric
from workshop.core.plans.look_back import DIFFERENT_PEOPLE
from workshop.core.plans.plan import measured_words, progress_words
from workshop.core.plans.record import PulseTotals
from workshop.core.series.learned import Learned
from workshop.core.series.parts import ABSENT, Block, Part, Point, beside, points
from workshop.core.series.series import Series
from workshop.core.stats.interval import share_words
from workshop.core.words import METRIC_KINDS, Status


def results(series: Series) -> Part:
    """The four levels of Kirkpatrick, and what the actions are measured by."""
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
        beside(DIFFERENT_PEOPLE, levels.useful, levels.learned, levels.changed),
    )


def _columns(series: Series) -> tuple[tuple[str, str, tuple[Point, ...], tuple[str, ...]], ...]:
    """The four levels: what each is called, what is asked there, its points and its lines."""
    levels, heard = series.levels, happened(series)
    return (
        ("Reaction", "useful for my work", points(series, levels.useful, _yes, absent=""), ()),
        ("Learning", "first votes, talk, map", points(series, levels.learned, _learned, absent=""), ()),
        (
            "Behaviour",
            "did it happen",
            points(series, levels.changed, _changed, absent=""),
            (heard,) if heard else (),
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


def happened(series: Series) -> str:
    """The answers of the look-backs that were held; empty without any."""
    answers = [f"{answer} {count}" for answer, count in series.actions.happened.items() if count]
    return f"Did it happen: {', '.join(answers)}." if answers else ""


def _yes(pulse: PulseTotals) -> tuple[str, None]:
    yes, partly = pulse.answers.get("yes", 0), pulse.answers.get("partly", 0)
    return (f"yes {share_words(yes, pulse.n)}, partly {partly}" if 0 <= yes <= pulse.n else ABSENT), None


def _changed(pulse: PulseTotals) -> tuple[str, None]:
    return f"changed at my desk: {_yes(pulse)[0]}", None


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
