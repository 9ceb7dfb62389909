"""Groups: alone, in pairs, in fours, then all together, where ideas are typed in."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.steps.ideas import GROUPS, IDEAS, share_of_groups
from workshop.core.live.steps.kind import Kind, Row

_SIZES = ("alone", "in pairs", "in fours")


def _path(session: Session, index: int) -> Sequence[Position]:
    groups = [Position(index, Stage.GROUPS, part) for part in range(len(GROUPS))]
    return [*groups, Position(index, Stage.IDEAS)]


KIND = Kind(
    rows=(
        Row(
            Stage.GROUPS,
            "alone, in pairs, in fours",
            lambda session, there: _SIZES[there.part],
            time=share_of_groups,
        ),
        IDEAS,
    ),
    path=_path,
    entry="everybody alone, in silence",
)
