"""A break: the time until the room goes on."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.kind import Kind, Picture, Row, one_place, whole_step


@dataclass(frozen=True, slots=True)
class BreakPicture(Picture):
    """When it ends, in seconds since the epoch; None where nobody counts."""

    ends_at: float | None


def _picture(session: Session) -> BreakPicture:
    return BreakPicture(session.ends_at)


KIND = Kind(
    rows=(Row(Stage.BREAK, "break", picture=_picture, time=whole_step),),
    path=one_place(Stage.BREAK),
    entry="break",
)
