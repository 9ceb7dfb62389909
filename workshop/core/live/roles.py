"""Which role somebody has: what their own seat answered when the room was asked, and nothing else.

Only a question of which the room was told the result counts: nobody can go back behind that, so the sizes of
its roles never change. What was not shown there, a role that is too small or the roles that stand together
with it, is shown nowhere later either, however many phones come in the meantime.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from workshop.core.agenda.pulse import ROLE, Answer
from workshop.core.live.rounds import Round, Seat, pulse_round
from workshop.core.live.session import Session
from workshop.core.stats.groups import OTHER, disclose, may_cross
from workshop.core.words import LEADING, SIDES, Audience, OwnerSide

_Member = TypeVar("_Member")

NOT_SAID = "not said"
"""The group of those who named no role."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the room was shown of its roles when it was asked for them.

    `groups` gives the group of each role that somebody named: the role itself, or `OTHER` where it was shown
    together with others, or not at all. `sizes` are the people of each group.
    """

    groups: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)

    def group_of(self, role: Audience | None) -> str:
        """The group of somebody with this role."""
        return self.groups.get(role, NOT_SAID) if role is not None else NOT_SAID


def role_round(session: Session, step: int) -> Round | None:
    """The round of the last question about roles before a step; None where none was told to the room."""
    asked = (
        index
        for index in range(step - 1, -1, -1)
        if index in session.told and (pulse := session.steps[index].pulse) is not None and pulse.id == ROLE
    )
    index = next(asked, None)
    return None if index is None else pulse_round(index)


def named_role(session: Session, seat: Seat | None) -> Audience | None:
    """What a seat of the last question about roles before this step answered there, if it did."""
    round_ = role_round(session, session.position.step)
    given = session.answers.get(round_, {}).get(seat) if round_ is not None and seat is not None else None
    return Audience(given.value) if isinstance(given, Answer) else None


def asked_before(session: Session, step: int) -> Asked:
    """How many named each role at the last question about roles before a step."""
    round_ = role_round(session, step)
    return Asked() if round_ is None else asked_of(named_in(session, round_), session.setup.k)


def sides_before(session: Session, step: int) -> Asked:
    """The same with both sides as groups."""
    round_ = role_round(session, step)
    return Asked() if round_ is None else sides_of(named_in(session, round_), session.setup.k)


def named_in(session: Session, round_: Round) -> Mapping[str, int]:
    """How many named each role in a round."""
    return Counter(
        answer.value for answer in session.answers.get(round_, {}).values() if isinstance(answer, Answer)
    )


def asked_of(named: Mapping[str, int], k: int) -> Asked:
    """The groups of a question about roles, of how many named each role."""
    shown = disclose(named, k)
    groups = {role: role if role in shown.shown else OTHER for role, size in named.items() if size}
    sizes: Counter[str] = Counter()
    for role, group in groups.items():
        sizes[group] += named[role]
    return Asked(groups, sizes)


def sides_of(named: Mapping[str, int], k: int) -> Asked:
    """Two groups: all who lead are one, and whoever named another role is the other.

    There are none where too few of the roles that are shown together are on one side: 3 leaders and 3 of
    another work stand as 6, and a side of 11 beside 8 managers would tell of the 3.
    """
    groups = {role: OwnerSide.EMPLOYER if role in LEADING else OwnerSide.EMPLOYEE for role in named}
    shown = disclose(named, k).shown
    sizes, together = Counter[str](), Counter[str]()
    for role, side in groups.items():
        sizes[side] += named[role]
        together[side] += named[role] if role not in shown else 0
    if not may_cross([(together[SIDES[0]], together[SIDES[1]])], k):
        return Asked()
    return Asked(groups, sizes)


def parts_by_role(
    members: Iterable[tuple[_Member, Audience | None]], asked: Asked, k: int
) -> dict[str, list[_Member]]:
    """All members, parted by what may be shown of roles; `NOT_SAID` is never shown by itself.

    First those who named a role are looked at by themselves: roles too small stand together as `OTHER`. Then
    the others are: where they are too few, the smallest group goes with them as `NOT_SAID`. In this order
    nobody makes a small role look large enough by coming without one. With no role to be shown, all are one.
    """
    groups: dict[str, list[_Member]] = {}
    for member, role in members:
        groups.setdefault(asked.group_of(role), []).append(member)
    silent = groups.pop(NOT_SAID, [])
    for name in [name for name, in_role in groups.items() if len(in_role) > asked.sizes[name]]:
        silent += groups.pop(name)  # a role has no more voters than people who named it
    parts = _joined(groups, OTHER, k)
    parts = _joined(parts | ({NOT_SAID: silent} if silent else {}), NOT_SAID, k)
    if parts and not parts.keys() - {NOT_SAID, OTHER}:
        return {NOT_SAID: [member for in_role in parts.values() for member in in_role]}
    return {name: parts[name] for name in sorted(parts, key=lambda name: (name in (OTHER, NOT_SAID), name))}


def _joined(groups: Mapping[str, list[_Member]], rest: str, k: int) -> dict[str, list[_Member]]:
    """The groups, those too small to be told apart from the whole together as `rest`."""
    shown = disclose({name: len(in_group) for name, in_group in groups.items()}, k)
    parts = {name: groups[name] for name in shown.shown}
    if shown.merged:
        together = [member for name in shown.merged for member in groups[name]]
        parts[rest] = parts.get(rest, []) + together
    return parts
