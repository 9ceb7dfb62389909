"""Figures of the whole session: the reliance map, how sure and how right, and the pulses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from workshop.core.agenda.pulse import PULSES, Benchmark, Pulse, PulseId, PulseKind
from workshop.core.english import capital, sentence
from workshop.core.live.words.pulse import leaders_words, option_words, role_words, standing
from workshop.core.live.words.reliance import refused_words
from workshop.core.plans.record import Outcome, PulseTotals, RelianceMap
from workshop.core.series.learned import label_of
from workshop.core.stats.calibration import COIN_TOSS, Calibration
from workshop.core.stats.interval import share_words
from workshop.core.stats.ordinal import Mean, most_given
from workshop.core.words import SIDES, Audience
from workshop.reports.charts import Answered, Votes, answers_chart, steps_chart
from workshop.reports.document import Block, Columns, Figure, Group, Words, facts
from workshop.reports.reliance_svg import description_of, reliance_svg


def map_blocks(outcome: Outcome) -> tuple[Block, ...]:
    """The map, how sure and how right, and what refusing sound work cost."""
    kept = outcome.record.map
    if kept is None or not kept.decisions:
        return ()
    drawn = replace(kept, label=label_of(outcome))
    picture = Figure(reliance_svg(drawn, id=f"map-{outcome.record.session.id}"), description_of(drawn))
    refusal = drawn.refusal
    return (
        *((Words(drawn.label.said, "lead"),) if drawn.label else ()),
        picture,
        *facts(
            ("Shown", _shown(drawn)),
            ("Sure minus right", calibration_words(drawn.calibration)),
            (
                "What refusing cost",
                f"{refused_words(refusal.refused, refusal.votes)}: {refusal.minutes} minutes."
                if refusal
                else "",
            ),
        ),
    )


def pulse_blocks(outcome: Outcome) -> tuple[Block, ...]:
    """What the room was asked: its answers first, then a published line with its caveat."""
    pulses = sorted(
        outcome.record.pulses, key=lambda pulse: [p.id for p in outcome.record.pulses].index(pulse.id)
    )
    cards = tuple(
        _pulse([*asked], f"pulse-{outcome.record.session.id}-{number}")
        for number, (_, asked) in enumerate(groupby(pulses, key=lambda pulse: pulse.id), start=1)
    )
    return (Columns(cards, pairs=True),) if cards else ()


def calibration_words(calibration: Calibration | None) -> str:
    """How much surer than right the room was, and its Brier score."""
    if calibration is None:
        return ""
    return (
        f"{calibration.gap.words} (n = {calibration.n}). Brier score {calibration.brier:.2f}: 0 is perfect, "
        f"{COIN_TOSS} is a coin toss."
    )


def _shown(drawn: RelianceMap) -> str:
    if drawn.scenarios is None:
        return ""
    controls = f", {drawn.controls} of them sound" if drawn.controls is not None else ""
    return f"{drawn.scenarios} outputs{controls}."


def _pulse(asked: list[PulseTotals], id: str) -> Group:  # noqa: A002 (as in HTML)
    now = asked[-1]
    known = PULSES.get(PulseId(now.id))
    blocks: list[Block] = []
    if now.n > 0 and now.answers:
        blocks.append(Figure(_chart(asked, known, id), _answers_words(asked)))
    figures = "; ".join(summary for summary in map(_summary, asked) if summary)
    blocks += [Words(capital(sentence(figures)))] if figures else []
    blocks += [Words(words) for words in _by_role(now)]
    blocks += _published(now, known.benchmarks if known else ())
    blocks += facts(("The sponsor's answer", now.sponsor_response))
    return Group(now.question or (known.question if known else now.id), tuple(blocks), "card")


def _chart(asked: list[PulseTotals], known: Pulse | None, id: str) -> str:  # noqa: A002 (as in HTML)
    now = asked[-1]
    title = now.question or now.id
    if known is not None and known.kind is PulseKind.PERCENT:
        return steps_chart(title, [(value, _count(now, value)) for value in known.values], id=id)
    values = [value for value in known.values if value in now.answers] if known else []
    values += [value for value in now.answers if value not in values]
    rows = [
        Answered(
            option_words(now.id, value),
            tuple(Votes(_moment(pulse), _count(pulse, value), max(pulse.n, 0)) for pulse in asked),
        )
        for value in values
    ]
    return answers_chart(title, rows, id=id)


def _count(pulse: PulseTotals, value: str) -> int:
    return _within(pulse.answers.get(value, 0), max(pulse.n, 0))


def _within(count: int, n: int) -> int:
    """People may have edited the file: no more answers than people, and none below 0."""
    return max(0, min(count, n))


def _moment(pulse: PulseTotals) -> str:
    return pulse.moment or "answers"


def _answers_words(asked: list[PulseTotals]) -> str:
    sentences = []
    for pulse in asked:
        given = _given_words(pulse.id, pulse.answers)
        sentences.append(f"{capital(_moment(pulse))} ({pulse.n}): {given}.")
    return " ".join(sentences)


def _given_words(pulse: str, counts: Mapping[str, int]) -> str:
    """The answers that were given, each with how often; the number of all is none of them."""
    given = ((value, count) for value, count in counts.items() if count and value != "n")
    return ", ".join(f"{option_words(pulse, value)} {count}" for value, count in given)


def _summary(pulse: PulseTotals) -> str:
    if pulse.quartiles is not None:
        words = pulse.quartiles.words
    elif pulse.mean is not None:
        words = Mean(pulse.n, pulse.mean).words
    else:
        return ""
    return f"{pulse.moment}: {words}" if pulse.moment else words


def _published(now: PulseTotals, benchmarks: Sequence[Benchmark]) -> Iterator[Block]:
    """The room's own figure, the published one beside it, and below them what to be careful about."""
    if now.n < 1:
        return
    for benchmark in benchmarks:
        count = _count(now, benchmark.option)
        room = f"This room, {option_words(now.id, benchmark.option)}: {share_words(count, now.n)}."
        words = f"{room} Published: {benchmark.line} {standing(count, now.n, benchmark)}"
        leaders = now.by_role.get(Audience.LEADERS.value, {})
        n = leaders.get("n", 0)
        led = (_within(leaders.get(benchmark.option, 0), n), n) if n > 0 else None
        yield Words(" ".join([words, *leaders_words(led, benchmark)]))
    yield from (Words(caveat, "quiet") for caveat in dict.fromkeys(figure.caveat for figure in benchmarks))


def _by_role(now: PulseTotals) -> list[str]:
    """How many of each role that was shown gave the answer given most often; of percentages nothing.

    Of a question that was told by sides, what each of them says.
    """
    if now.by_role.keys() == set(SIDES):
        of_sides = [(role_words(side), now.by_role[side]) for side in SIDES]
        return [f"{who} ({given.get('n', 0)}): {_given_words(now.id, given)}." for who, given in of_sides]
    told = most_given(now.answers)
    if not told or now.quartiles is not None:
        return []
    shares = [
        (role, _within(counts.get(told[0], 0), n), n)
        for role, counts in now.by_role.items()
        if (n := counts.get("n", 0)) > 0
    ]
    words = "; ".join(f"{role_words(role)} {share_words(count, n)}" for role, count, n in shares)
    return [f"By role, {option_words(now.id, told[0])}: {words}."] if words else []
