"""What a pulse says on the wall and in a report, made from its question and its totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workshop.core.agenda.pulse import AIM, PULSES, ROLE, Benchmark, Moment, Pulse, PulseId, PulseKind
from workshop.core.english import capital
from workshop.core.live.pulse_result import PulseResult, PulseSlice
from workshop.core.live.steps.pulse import PulseResultPicture
from workshop.core.stats.groups import OTHER
from workshop.core.stats.interval import benchmark_words, share_words
from workshop.core.stats.ordinal import change_words
from workshop.core.words import Aim, Audience

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


def option_words(pulse: str, value: str) -> str:
    """What people read for an answer to a pulse of which only the id is known."""
    known = PULSES.get(PulseId(pulse))
    return words_of(known, value) if known else role_words(value)


def role_words(role: str) -> str:
    """What people read for a role, or for the merged ones."""
    return _ROLES.get(role, capital(OTHER) if role == OTHER else role)


def too_few_words(voted: int, k: int) -> str:
    """Instead of a result."""
    return f"{voted} of {k} votes needed: nothing is shown."


def told_of(pulse: Pulse | None, top: Sequence[str]) -> tuple[str, ...]:
    """The answers that the largest line is about: the one with a published figure, else the most given."""
    if pulse is not None and len(pulse.benchmarks) == 1:
        return (pulse.benchmarks[0].option,)
    return tuple(top)


def headline(pulse: Pulse, result: PulseResult, earlier: PulseResult | None) -> str:
    """The result in one line; with an earlier one both, each with its n."""
    if result.mean is not None:
        return change_words(earlier.mean, result.mean) if earlier and earlier.mean else result.mean.words
    if result.quartiles is not None:
        return result.quartiles.words.capitalize()
    if pulse.id == ROLE:
        return f"{result.n} named their work."
    told = told_of(pulse, result.top)
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


def slices_words(pulse: Pulse, result: PulseResult) -> str:
    """One line for each role that may be shown: how many of it gave the answer in question."""
    told = told_of(pulse, result.top)
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
    leaders = next((part for part in result.slices if part.role == Audience.LEADERS), None)
    led = (leaders.counts.get(benchmark.option, 0), leaders.n) if leaders else None
    return [standing(count, result.n, benchmark), *leaders_words(led, benchmark)]


def standing(count: int, n: int, benchmark: Benchmark) -> str:
    """How a share stands to the published one."""
    words = capital(benchmark_words(count, n, benchmark.share))
    return f"{words} {'from' if words.endswith('different') else 'than'} the published figure."


def leaders_words(led: tuple[int, int] | None, benchmark: Benchmark) -> Iterator[str]:
    """Where a published line is about people who lead, the leaders of the room beside it: count and n."""
    if _CHIEFS in benchmark.line and led is not None:
        yield f"Leaders here: {share_words(*led)}. {standing(*led, benchmark)}"


def fear_words(told: PulseResultPicture) -> str:
    """The fear that the sponsor answers; empty where none was given."""
    if told.result is None or not told.pulse.sponsor_answers:
        return ""
    return " and ".join(words_of(told.pulse, value) for value in told.result.top)


def _share(part: PulseSlice, value: str) -> str:
    return share_words(part.counts.get(value, 0), part.n)
