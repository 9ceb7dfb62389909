"""The bars of a pulse: a row for each answer, one for each role, or one for each published figure."""

from __future__ import annotations

from workshop.core.agenda.pulse import Benchmark, Pulse, PulseKind
from workshop.core.live.pulse_result import PulseResult, PulseSlice
from workshop.core.live.words.pulse import slices, words_of
from workshop.core.stats.interval import percent
from workshop.tui.widgets.answer_bars import Answer, Measure


def answer_rows(pulse: Pulse, result: PulseResult, earlier: PulseResult | None) -> list[Answer]:
    """A row for each answer, with a bar for each time it was asked; of percentages only this time's bars."""
    if pulse.kind is PulseKind.PERCENT:
        earlier = None
    rows = []
    for value, count in _answered(pulse, result):
        bars = [Measure(count / result.n, str(count), "now" if earlier else "")]
        if earlier is not None:
            before = earlier.counts.get(value, 0)
            bars.insert(0, Measure(before / earlier.n, str(before), "before", quiet=True))
        rows.append(Answer(words_of(pulse, value), tuple(bars)))
    return rows


def _answered(pulse: Pulse, result: PulseResult) -> list[tuple[str, int]]:
    """Every answer with its votes; of percentages those from the lowest to the highest that was given."""
    counts = list(result.counts.items())
    if pulse.kind is not PulseKind.PERCENT:
        return counts
    given = [at for at, (_, count) in enumerate(counts) if count]
    return counts[given[0] : given[-1] + 1]


def needed_rows(voted: int, k: int) -> list[Answer]:
    """How many answered, and how many it takes, as two bars."""
    return [
        Answer("answered", (Measure(voted / k, str(voted)),)),
        Answer("needed", (Measure(1.0, str(k), quiet=True),)),
    ]


def role_rows(result: PulseResult) -> list[Answer]:
    """A row for each role that may be shown."""
    return [Answer(role, (Measure(share, figure),)) for role, share, figure in slices(result)]


def side_rows(pulse: Pulse, part: PulseSlice) -> list[Answer]:
    """A row for each answer, with how many of a side gave it."""
    return [
        Answer(words_of(pulse, value), (Measure(count / part.n, str(count)),))
        for value, count in part.counts.items()
    ]


def benchmark_row(result: PulseResult, benchmark: Benchmark) -> list[Answer]:
    """The room's share and the published one, as two bars."""
    share = result.counts.get(benchmark.option, 0) / result.n
    return [
        Answer("this room", (Measure(share, f"{percent(share)}%"),)),
        Answer("published", (Measure(benchmark.share, f"{percent(benchmark.share)}%", quiet=True),)),
    ]
