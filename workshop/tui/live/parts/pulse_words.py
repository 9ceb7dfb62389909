"""The sentences a pulse says, made from its question and its totals."""

from __future__ import annotations

from workshop.core.agenda.pulse import AIM, PULSES, ROLE, Benchmark, Moment, Pulse, PulseKind
from workshop.core.live.pulse_result import PulseResult, PulseSlice
from workshop.core.live.view import PulseView
from workshop.core.stats.groups import OTHER
from workshop.core.stats.interval import benchmark_words, percent, share_words
from workshop.core.stats.ordinal import change_words
from workshop.core.words import Aim, Audience
from workshop.tui.widgets.tally_bars import Bar, DecisionRow, ShareBar

_MOMENTS = {Moment.BEFORE: "now, before the session", Moment.AFTER: "now, after the session"}
_ROLES = {option.value: option.words for option in PULSES[ROLE].options}
_ROLE_WIDTH = max(map(len, _ROLES.values()))
_BETWEEN, _LONGEST_LINE = "   ·   ", 72
_CHIEFS = "CEOs"
"""A line with this word tells of people who lead; the room's own leaders are set beside it."""
_COST, _THE_FREED = Aim.COST.value, "Lower cost: what will the freed people do?"


def moment_words(moment: Moment | None) -> str:
    """When the question is asked, for one that is asked twice; else nothing."""
    return _MOMENTS[moment] if moment else ""


def options_words(pulse: Pulse) -> str:
    """The answers in one quiet line, or one below the other where they are long."""
    if pulse.kind is PulseKind.PERCENT:
        return f"{pulse.options[0].words} to {pulse.options[-1].words}, in tens"
    words = [option.words for option in pulse.options]
    line = _BETWEEN.join(words)
    return line if len(line) <= _LONGEST_LINE else "\n".join(words)


def words_of(pulse: Pulse, value: str) -> str:
    """What people read for an answer; merged small groups are `OTHER`."""
    named = {option.value: option.words for option in pulse.options}
    return named.get(value, role_words(value))


def role_words(role: str) -> str:
    """What people read for a role, or for the merged ones."""
    return _ROLES.get(role, OTHER.capitalize() if role == OTHER else role)


def too_few_words(voted: int, k: int) -> str:
    """Instead of a result."""
    return f"{voted} of {k} votes needed: nothing is shown."


def told_of(pulse: Pulse, result: PulseResult) -> tuple[str, ...]:
    """The answers that the largest line is about: the one with a published figure, else the most given."""
    if len(pulse.benchmarks) == 1:
        return (pulse.benchmarks[0].option,)
    return result.top


def headline(pulse: Pulse, result: PulseResult, earlier: PulseResult | None) -> str:
    """The result in one line; with an earlier one both, each with its n."""
    if result.mean is not None:
        return change_words(earlier.mean, result.mean) if earlier and earlier.mean else result.mean.words
    if result.quartiles is not None:
        return result.quartiles.words.capitalize()
    if pulse.id == ROLE:
        return f"{result.n} named their work."
    told = told_of(pulse, result)
    if not told:
        return ""
    if len(told) == 1:
        return f"{words_of(pulse, told[0])}: {share_words(result.counts[told[0]], result.n)}"
    level = " and ".join(words_of(pulse, value) for value in told)
    return f"{level}: {result.counts[told[0]]} of {result.n} each"


def second_line(pulse: Pulse, result: PulseResult, earlier: PulseResult | None) -> str:
    """What has to stand beside the large line: what was before, or a question that follows."""
    if pulse.id == AIM and _COST in result.top:
        return _THE_FREED
    if result.quartiles is not None and earlier is not None and earlier.quartiles is not None:
        return f"Before: {earlier.quartiles.words}."
    return ""


def answer_rows(pulse: Pulse, result: PulseResult, earlier: PulseResult | None) -> list[DecisionRow]:
    """A row for each answer, with a bar for each time it was asked; of percentages only this time's bars."""
    if pulse.kind is PulseKind.PERCENT:
        earlier = None
    rows = []
    for value, count in result.counts.items():
        bars = [Bar("now   " if earlier else "", count, result.n)]
        if earlier is not None:
            bars.insert(0, Bar("before", earlier.counts.get(value, 0), earlier.n))
        rows.append(DecisionRow(words_of(pulse, value), "", "", tuple(bars)))
    return rows


def slices_words(pulse: Pulse, result: PulseResult) -> str:
    """One line for each role that may be shown: how many of it gave the answer in question."""
    told = told_of(pulse, result)
    if not result.slices or not told:
        return ""
    lines = [f"By role: {words_of(pulse, told[0])}"]
    lines += [f"{role_words(part.role):<{_ROLE_WIDTH}}  {_share(part, told[0])}" for part in result.slices]
    return "\n".join(lines)


def room_words(result: PulseResult, benchmark: Benchmark) -> str:
    """The room's own share of what the published figure is about."""
    return f"This room: {share_words(result.counts.get(benchmark.option, 0), result.n)}"


def standing_lines(result: PulseResult, benchmark: Benchmark) -> list[str]:
    """How the room stands to the published figure; its leaders too, where that one is about leaders."""
    count = result.counts.get(benchmark.option, 0)
    lines = [_standing(count, result.n, benchmark)]
    leaders = next((part for part in result.slices if part.role == Audience.LEADERS), None)
    if _CHIEFS in benchmark.line and leaders is not None:
        led = leaders.counts.get(benchmark.option, 0)
        shares = _share(leaders, benchmark.option)
        lines.append(f"Leaders here: {shares}. {_standing(led, leaders.n, benchmark)}")
    return lines


def benchmark_row(result: PulseResult, benchmark: Benchmark) -> DecisionRow:
    """The room's share and the published one, as two bars."""
    count = result.counts.get(benchmark.option, 0)
    share = Bar("", count, result.n).share
    bars = (
        ShareBar("this room", share, f"{percent(share):>5}%"),
        ShareBar("published", benchmark.share, f"{percent(benchmark.share):>5}%"),
    )
    return DecisionRow(benchmark.line, benchmark.caveat, "", bars)


def fear_words(view: PulseView) -> str:
    """The fear that the sponsor answers; empty where none was given."""
    if view.result is None or not view.pulse.sponsor_answers:
        return ""
    return " and ".join(words_of(view.pulse, value) for value in view.result.top)


def _standing(count: int, n: int, benchmark: Benchmark) -> str:
    words = benchmark_words(count, n, benchmark.share).capitalize()
    return f"{words} {'from' if words.endswith('different') else 'than'} the published figure."


def _share(part: PulseSlice, value: str) -> str:
    return share_words(part.counts.get(value, 0), part.n)
