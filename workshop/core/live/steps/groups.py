"""Groups: alone, in pairs, in fours, then all together, where ideas are typed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.core.live.groups import roles_in
from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.steps.ideas import GROUPS, IDEAS, share_of_groups
from workshop.core.live.steps.kind import Kind, Picture, Row

_SIZES = ("alone", "in pairs", "in fours")


@dataclass(frozen=True, slots=True)
class GroupsPicture(Picture):
    """What is talked about, if the agenda says it, and in which of the sizes: `part` counts them.

    `by_role` says that groups have played texts of their own, and talk among themselves.
    """

    title: str
    part: int
    by_role: bool


def _picture(session: Session) -> GroupsPicture:
    here = session.position
    step = session.steps[here.step]
    return GroupsPicture(step.title, here.part, bool(roles_in(session, step.phase)))


def _in_fours(session: Session) -> bool:
    return session.position.part == len(GROUPS) - 1


def _path(session: Session, index: int) -> Sequence[Position]:
    groups = [Position(index, Stage.GROUPS, part) for part in range(len(GROUPS))]
    return [*groups, Position(index, Stage.IDEAS)]


KIND = Kind(
    rows=(
        Row(
            Stage.GROUPS,
            "ideas, alone and then together",
            lambda session, there: _SIZES[there.part],
            picture=_picture,
            time=share_of_groups,
            says=_in_fours,
        ),
        IDEAS,
    ),
    path=_path,
    entry="everybody alone, in silence",
)
