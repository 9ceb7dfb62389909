"""The bars of a pulse: a row for each answer, or one for each published figure."""

from __future__ import annotations

from workshop.core.agenda.pulse import Benchmark, Pulse, PulseKind
from workshop.core.live.pulse_result import PulseResult
from workshop.core.live.words.pulse import words_of
from workshop.core.stats.interval import percent
from workshop.tui.widgets.tally_bars import Bar, DecisionRow, ShareBar


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


def benchmark_row(result: PulseResult, benchmark: Benchmark) -> DecisionRow:
    """The room's share and the published one, as two bars."""
    count = result.counts.get(benchmark.option, 0)
    share = Bar("", count, result.n).share
    bars = (
        ShareBar("this room", share, f"{percent(share):>5}%"),
        ShareBar("published", benchmark.share, f"{percent(benchmark.share):>5}%"),
    )
    return DecisionRow(benchmark.line, benchmark.caveat, "", bars)
