"""The reliance map: one part for caught and flagged, one for sure and right."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.steps.kind import Kind, Row, at_its


def _path(session: Session, index: int) -> Sequence[Position]:
    return [Position(index, Stage.MAP, part) for part in (0, 1)]


KIND = Kind(
    # Of the map its second part tells something new: one curve of a session could be taken from another.
    rows=(Row(Stage.MAP, "the map", "how sure, and how right", tells_from=1),),
    path=_path,
    entry="the map: trust, refuse, or tell the difference",
    earlier=at_its(Stage.MAP),
)
