"""The opening: what the room is here for, and how it gets in."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.kind import Kind, Picture, Row, one_place, whole_step


@dataclass(frozen=True, slots=True)
class OpeningPicture(Picture):
    """What the session is for stands in its set-up."""


def _picture(session: Session) -> OpeningPicture:
    return OpeningPicture()


KIND = Kind(
    rows=(Row(Stage.OPEN, "opening", picture=_picture, time=whole_step),),
    path=one_place(Stage.OPEN),
    entry="open",
)
