"""The bars of a pulse: a row for each answer, one for each role, or one for each published figure."""

from __future__ import annotations

from workshop.core.agenda.pulse import Benchmark, Pulse, PulseKind
from workshop.core.live.pulse_result import PulseResult
from workshop.core.live.words.pulse import slices, words_of
from workshop.core.stats.interval import percent
from workshop.tui.widgets.answer_bars import Answer, Measure


def answer_rows(pulse: Pulse, result: PulseResult, earlier: PulseResult | None) -> list[Answer]:
    """A row for each answer, with a bar for each time it was asked; of percentages only this time's bars."""
    if pulse.kind is PulseKind.PERCENT:
        earlier = None
    rows = []
    for value, count in result.counts.items():
        bars = [Measure(count / result.n, str(count), "now" if earlier else "")]
        if earlier is not None:
            before = earlier.counts.get(value, 0)
            bars.insert(0, Measure(before / earlier.n, str(before), "before", quiet=True))
        rows.append(Answer(words_of(pulse, value), tuple(bars)))
    return rows


def role_rows(result: PulseResult) -> list[Answer]:
    """A row for each role that may be shown."""
    return [Answer(role, (Measure(share, figure),)) for role, share, figure in slices(result)]


def benchmark_row(result: PulseResult, benchmark: Benchmark) -> list[Answer]:
    """The room's share and the published one, as two bars."""
    share = result.counts.get(benchmark.option, 0) / result.n
    return [
        Answer("this room", (Measure(share, f"{percent(share)}%"),)),
        Answer("published", (Measure(benchmark.share, f"{percent(benchmark.share)}%", quiet=True),)),
    ]
