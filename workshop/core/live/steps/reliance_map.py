"""The reliance map: one part for caught and flagged, one for sure and right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.core.live.reliance import keep_curve, reliance_map
from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.steps.kind import Kind, Picture, Row, at_its
from workshop.core.plans.record import RelianceMap

_SURE = 1
"""The part that tells something new: one curve of a session could be taken from another."""


@dataclass(frozen=True, slots=True)
class MapPicture(Picture):
    """Where the room stands between trust and refusal."""

    map: RelianceMap


@dataclass(frozen=True, slots=True)
class SurePicture(MapPicture):
    """How sure the votes were, and how right, of the same map."""


def _picture(session: Session) -> MapPicture:
    if session.position.part == _SURE:
        return SurePicture(reliance_map(session, with_curve=True))
    return MapPicture(reliance_map(session))


def _keep_told(session: Session) -> None:
    if session.position.part == _SURE:
        keep_curve(session)


def _path(session: Session, index: int) -> Sequence[Position]:
    return [Position(index, Stage.MAP, part) for part in (0, _SURE)]


KIND = Kind(
    rows=(
        Row(
            Stage.MAP,
            "the map",
            "how sure, and how right",
            picture=_picture,
            tells_from=_SURE,
            keeps=_keep_told,
        ),
    ),
    path=_path,
    entry="the map: trust, refuse, or tell the difference",
    earlier=at_its(Stage.MAP),
)
