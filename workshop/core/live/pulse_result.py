"""What a closed pulse may show: totals from the smallest group upwards, and roles only by the group rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workshop.core.agenda.pulse import CATCH, PROMISE, ROLE, Answer, Pulse, PulseKind
from workshop.core.live.roles import NOT_SAID, Asked, asked_before, asked_of, parts_by_role, sides_before
from workshop.core.live.rounds import pulse_round
from workshop.core.live.session import Session
from workshop.core.stats.groups import OTHER
from workshop.core.stats.ordinal import Mean, Quartiles, most_given, quartiles
from workshop.core.stats.ordinal import mean as mean_of
from workshop.core.words import SIDES


@dataclass(frozen=True, slots=True)
class PulseSlice:
    """The answers of one role or side, or of `OTHER` roles together."""

    role: str
    n: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PulseResult:
    """The totals of a pulse. `mean` is set for a scale, `quartiles` for percentages."""

    n: int
    counts: Mapping[str, int]
    mean: Mean | None = None
    quartiles: Quartiles | None = None
    slices: tuple[PulseSlice, ...] = field(default=())

    @property
    def top(self) -> tuple[str, ...]:
        """The answers given most often, all of them where several are level."""
        return most_given(self.counts)


def count_answers(
    pulse: Pulse, answers: Iterable[Answer], k: int, asked: Asked | None = None
) -> PulseResult | None:
    """The result of a pulse, or None below `k` answers; `asked` are the groups that may be told apart in it.

    The answers to the question about roles are the roles themselves: small ones stand together.
    """
    given = list(answers)
    if len(given) < k:
        return None
    counts = {value: sum(answer.value == value for answer in given) for value in pulse.values}
    numbers = [int(answer.value) for answer in given] if pulse.kind is not PulseKind.CHOICE else []
    if pulse.id == ROLE:
        sizes = asked_of(counts, k).sizes
        shown = {name: sizes[name] for name in (*pulse.values, OTHER) if name in sizes}
        return PulseResult(len(given), shown)
    return PulseResult(
        len(given),
        counts,
        mean_of(numbers, k) if pulse.kind is PulseKind.SCALE else None,
        quartiles(numbers, k) if pulse.kind is PulseKind.PERCENT else None,
        _slices(pulse, given, k, asked or Asked()) if _has_roles(pulse) else (),
    )


def _has_roles(pulse: Pulse) -> bool:
    return pulse.kind is PulseKind.CHOICE or pulse.id in (PROMISE, CATCH)


def _slices(pulse: Pulse, answers: list[Answer], k: int, asked: Asked) -> tuple[PulseSlice, ...]:
    parts = parts_by_role(((answer.value, answer.role) for answer in answers), asked, k)
    if pulse.by_sides and parts.keys() - {NOT_SAID} != set(SIDES):
        return ()  # a side is shown next to the other, or not at all
    return tuple(
        PulseSlice(name, len(given), {value: given.count(value) for value in pulse.values})
        for name, given in parts.items()
        if name != NOT_SAID
    )


def pulse_result(session: Session, index: int) -> PulseResult | None:
    """What may be shown of the pulse at a step of the agenda; None before the room was told, or below k.

    A pulse that was left while it was open keeps nothing, as a vote that was never revealed does.
    """
    pulse = session.steps[index].pulse
    if pulse is None or index not in session.told:
        return None
    given = [
        answer
        for answer in session.answers.get(pulse_round(index), {}).values()
        if isinstance(answer, Answer)
    ]
    groups = sides_before if pulse.by_sides else asked_before
    return count_answers(pulse, given, session.setup.k, groups(session, index))


def earlier_step(session: Session, index: int) -> int | None:
    """The earlier step that asked the same pulse, to be shown beside a later one."""
    pulse = session.steps[index].pulse
    same = [
        number
        for number, step in enumerate(session.steps[:index])
        if step.pulse is not None and pulse is not None and step.pulse.id == pulse.id
    ]
    return same[-1] if same else None
