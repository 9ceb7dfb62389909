"""What a pulse says on the wall and in a report, made from its question and its totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workshop.core.agenda.pulse import (
    AIM,
    CAUGHT_AT_WORK,
    GOOD_HELD,
    PULSES,
    ROLE,
    Benchmark,
    Moment,
    Pulse,
    PulseId,
    PulseKind,
    asks_of_good,
    errors_caught,
)
from workshop.core.english import capital, counted
from workshop.core.live.pulse_result import PulseResult, PulseSlice
from workshop.core.live.steps.pulse import PulseResultPicture
from workshop.core.live.words.reliance import gap_words
from workshop.core.stats.groups import OTHER
from workshop.core.stats.interval import benchmark_words, percent, share_words
from workshop.core.stats.ordinal import Quartiles, middle, most_given
from workshop.core.words import Aim, Audience, Blocker, Fear, Happened, OwnerSide, role_name

_MOMENTS = {Moment.BEFORE: "now, before the session", Moment.AFTER: "now, after the session"}
_SIDES = {OwnerSide.EMPLOYER.value: "Leaders and managers", OwnerSide.EMPLOYEE.value: "Employees"}
_CHIEFS = "CEOs"
"""A line with this word tells of people who lead; the room's own leaders are set beside it."""
_COST, _THE_FREED = Aim.COST.value, "Lower cost: what will the freed people do?"
_ELSEWHERE = {"higher": "More of us than elsewhere.", "lower": "Fewer of us than elsewhere."}
_SAID: Mapping[str, Mapping[str, str]] = {
    "try": {
        "sweet": "had something sweet",
        "savoury": "had something savoury",
        "drink": "had only something to drink",
        "nothing": "had nothing",
    },
    "support": {"yes": "feel supported", "no": "feel unsupported"},
    "training": {"yes": "have had training", "no": "have had no training"},
    "skill": {"yes": "need more AI skill in their job", "no": "need no more AI skill in their job"},
    "fear": {
        Fear.JOB_SECURITY: "worry most about their job",
        Fear.SKILL_RELEVANCE: "worry most that their skills no longer count",
        Fear.LOOKING_INCOMPETENT: "worry most about looking incompetent",
        Fear.TOO_MUCH_AT_ONCE: "worry most about too much at once",
        Fear.NONE: "have none of these worries",
    },
    "responsibility": {OwnerSide.EMPLOYER: "say: the employer", OwnerSide.EMPLOYEE: "say: the employee"},
    "responsibility-shared": {
        OwnerSide.EMPLOYER: "say: the employer",
        OwnerSide.EMPLOYEE: "say: the employee",
        OwnerSide.SHARED: "say: both, with different parts",
    },
    "waiting": {
        "guidance": "are waiting for guidance",
        "time": "are waiting for time",
        "budget": "are waiting for budget",
        "initiative": "are waiting for others to begin",
        "nothing": "are waiting for nothing",
    },
    "blockers": {
        Blocker.COST: "say: what it costs",
        Blocker.SPEED: "say: it changes too fast",
        Blocker.LEAVING: "say: whoever has learnt may leave",
        Blocker.OTHER: "say: something else",
    },
    "aim": {
        Aim.REVENUE: "say: revenue",
        Aim.DECISIONS: "say: better decisions",
        Aim.TEDIOUS_WORK: "say: less tedious work",
        Aim.QUALITY: "say: better quality",
        Aim.COST: "say: lower cost",
        Aim.UNKNOWN: "do not know our main aim",
    },
    CAUGHT_AT_WORK: {
        "0": "have caught none",
        "1": "have caught one",
        "2": "have caught two",
        "3": "have caught three or four",
        "5": "have caught five or more",
    },
    GOOD_HELD: {
        Happened.YES: "say that it held",
        Happened.PARTLY: "say that it held in part",
        Happened.NO: "say that it did not hold",
    },
    "useful": {
        Happened.YES: "find it useful for their work",
        Happened.PARTLY: "find it partly useful",
        Happened.NO: "do not find it useful",
    },
    "changed": {
        Happened.YES: "say that something changed",
        Happened.PARTLY: "say that something changed a little",
        Happened.NO: "say that nothing changed",
    },
}
"""What people said by an answer, behind "2 of 6"; an answer without such words is said as it stands."""


def moment_words(moment: Moment | None) -> str:
    """When the question is asked, for one that is asked twice; else nothing."""
    return _MOMENTS[moment] if moment else ""


def answers_words(pulse: Pulse) -> tuple[str, ...]:
    """The answers one below the other, as on the phones."""
    return tuple(option.words for option in pulse.options)


def words_of(pulse: Pulse, value: str) -> str:
    """What people read for an answer; a role is called by its name, and merged small groups are `OTHER`."""
    named = {option.value: option.words for option in pulse.options if pulse.id != ROLE}
    return named.get(value, role_words(value))


def option_words(pulse: str, value: str) -> str:
    """What people read for an answer to a pulse of which only the id is known."""
    known = PULSES.get(_alike(PulseId(pulse)))
    return words_of(known, value) if known else role_words(value)


def _alike(pulse: PulseId) -> PulseId:
    """The pulse whose answers are said alike: questions about good lines are one, whatever their role."""
    return GOOD_HELD if asks_of_good(pulse) else pulse


def role_words(role: str) -> str:
    """What people read for a role or a side, or for the merged ones."""
    return _SIDES.get(role, capital(OTHER if role == OTHER else role_name(role)))


def too_few_words(voted: int, k: int) -> str:
    """Instead of a result."""
    return f"{voted} of {k} votes needed: nothing is shown."


WHY_NOTHING = "So few answers could tell who gave them. They are not kept either."
"""What stands below it."""


def answered_words(n: int) -> str:
    """How many a result is made of."""
    return f"{n} answered."


def headline(pulse: Pulse, result: PulseResult, earlier: PulseResult | None) -> str:
    """What was found, in a plain sentence; with an earlier result both."""
    if result.quartiles is not None:
        return _half_words(result.quartiles, earlier.quartiles if earlier else None)
    if pulse.kind is PulseKind.SCALE:
        return _agreed_words(pulse, result, earlier)
    if pulse.id == ROLE:
        return f"{result.n} named their work."
    if pulse.id == CAUGHT_AT_WORK:
        caught = errors_caught(result.counts)
        what = f"At least {counted(caught, 'error')}" if caught else "No error"
        return f"{what} caught at work since last time."
    if of_sides := _sides_words(pulse, result):
        return of_sides
    told = result.top
    if len(told) == 1:
        return f"{_said(pulse, told[0], result.counts[told[0]], result.n)}."
    if len(told) == 2:
        return f"Two answers lead, with {result.counts[told[0]]} of {result.n} each."
    return "No answer leads." if told else ""


def _sides_words(pulse: Pulse, result: PulseResult) -> str:
    """What each side says most often; empty where a side is not shown, or its answers are level."""
    tops = [(part.role, most_given(part.counts)) for part in sides(pulse, result)]
    if not tops or any(len(top) != 1 for _, top in tops):
        return ""
    said = [(role_words(role), words_of(pulse, top)) for role, (top,) in tops]
    if len({words for _, words in said}) == 1:
        return f"Both sides: {said[0][1]}."
    return " ".join(f"{role}: {words}." for role, words in said)


def sides(pulse: Pulse, result: PulseResult) -> tuple[PulseSlice, ...]:
    """The employer's side and the employees', to stand next to each other; none where one is too small."""
    return tuple(reversed(result.slices)) if pulse.by_sides else ()


def side_heading(part: PulseSlice) -> str:
    """What stands over the answers of a side."""
    return f"{role_words(part.role)}: {part.n} answered."


ONE_ROOM = "Too few have named some of the work: both sides stand together."
"""What stands where a question is told by sides, and they cannot be."""


def second_line(told: PulseResultPicture) -> str:
    """What follows from it: a question, or what the room caught last time beside its guess; often nothing."""
    result, caught = told.result, told.caught
    if result is None:
        return ""
    if told.pulse.by_sides:
        return "" if result.slices else ONE_ROOM
    if caught is not None and result.quartiles is not None:
        held, expected = percent(caught.value), percent(result.quartiles.median / 100)
        return f"Last time {held} of 100 would not have sent it: {gap_words(expected, held)}."
    return _THE_FREED if told.pulse.id == AIM and _COST in result.top else ""


def slices_heading(pulse: Pulse, result: PulseResult) -> str:
    """What the rows for each role count; empty where no role may be shown."""
    if not result.slices or not result.top or pulse.by_sides:
        return ""
    return f"By role: {'the middle' if result.quartiles else words_of(pulse, result.top[0])}"


def slices(result: PulseResult) -> list[tuple[str, float, str]]:
    """Each role that may be shown: its words, a share from 0 to 1, and what it says in figures.

    The share is of those who gave the answer given most often; of percentages it is their middle.
    """
    return [
        (
            role_words(part.role),
            *_share_of(part.counts, part.n, result.top[0], percents=bool(result.quartiles)),
        )
        for part in result.slices
        if result.top
    ]


def _share_of(counts: Mapping[str, int], n: int, value: str, *, percents: bool) -> tuple[float, str]:
    if percents:
        half = middle(counts) / 100
        return half, f"{percent(half)}%"
    return counts.get(value, 0) / n, f"{counts.get(value, 0)} of {n}"


def beside_headline(pulse: Pulse, result: PulseResult) -> str:
    """How the room stands to the published figure, in a sentence; to several nothing is said as one."""
    if len(pulse.benchmarks) != 1:
        return "Here, and elsewhere."
    (benchmark,) = pulse.benchmarks
    here = benchmark_words(result.counts.get(benchmark.option, 0), result.n, benchmark.share)
    return _ELSEWHERE.get(here, "Here much as elsewhere.")


def leaders_here(result: PulseResult, benchmark: Benchmark) -> str:
    """The leaders of the room, below a published figure that is about people who lead; else nothing."""
    led = _leaders(result, benchmark)
    return f"Leaders here: {led[0]} of {led[1]}." if led and _CHIEFS in benchmark.line else ""


def figures(pulse: Pulse, result: PulseResult, earlier: PulseResult | None) -> list[tuple[str, str]]:
    """What is shown only to those who ask for the figures: ranges, means, how sure a difference is."""
    before = ("Before, ", earlier) if earlier else None
    found: list[tuple[str, str]] = []
    for when, seen in filter(None, (before, ("", result))):
        if seen.mean is not None:
            found.append((f"{when}mean", seen.mean.words))
        if seen.quartiles is not None:
            found.append((f"{when}middle", seen.quartiles.words))
    if pulse.kind is PulseKind.CHOICE:
        found += [(words_of(pulse, value), share_words(k, result.n)) for value, k in result.counts.items()]
    if pulse.kind is PulseKind.CHOICE and result.top:
        top = result.top[0]
        found += [
            (role_words(part.role), share_words(part.counts.get(top, 0), part.n)) for part in result.slices
        ]
    for benchmark in pulse.benchmarks:
        count = result.counts.get(benchmark.option, 0)
        lines = [standing(count, result.n, benchmark)]
        lines += leaders_words(_leaders(result, benchmark), benchmark)
        found.append((benchmark.line, " ".join(lines)))
    return found


def _leaders(result: PulseResult, benchmark: Benchmark) -> tuple[int, int] | None:
    leaders = next((part for part in result.slices if part.role == Audience.LEADERS), None)
    return (leaders.counts.get(benchmark.option, 0), leaders.n) if leaders else None


def _half_words(now: Quartiles, before: Quartiles | None) -> str:
    """Where the middle of the answers is."""
    said = f"Half of us say {percent(now.median / 100)}% or more"
    if before is None:
        return f"{said}."
    then, here = (percent(one.median / 100) for one in (before, now))
    return f"{said}, as before." if then == here else f"{said}; before it was {then}%."


def _agreed_words(pulse: Pulse, result: PulseResult, earlier: PulseResult | None) -> str:
    """How many gave one of the two highest answers of a scale."""
    high = pulse.options[-2:]
    words = " or ".join(option.words.partition("  ")[2] for option in high)

    def agreed(seen: PulseResult) -> str:
        return f"{sum(seen.counts.get(option.value, 0) for option in high)} of {seen.n}"

    now = f"{agreed(result)} say {words}"
    return f"{now}; before {agreed(earlier)}." if earlier else f"{now}."


def _said(pulse: Pulse, value: str, count: int, n: int) -> str:
    """How many said it, as in "2 of 6 feel supported"."""
    return f"{count} of {n} {_SAID.get(_alike(pulse.id), {}).get(value, f'say: {words_of(pulse, value)}')}"


def published(benchmark: Benchmark) -> str:
    """What others found: said so before its figure, which would be taken for the room's own."""
    return f"Published: {benchmark.line}"


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
