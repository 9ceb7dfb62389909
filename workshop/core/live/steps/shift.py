"""Then and now: the figures of an earlier session beside those of this one."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.core.live.plan_of import record_of
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.kind import Kind, Picture, Row, one_place, whole_step
from workshop.core.live.steps.review import look_back_of
from workshop.core.plans.look_back import LookBack, RoomFigures
from workshop.core.plans.record import figures_of


@dataclass(frozen=True, slots=True)
class ShiftPicture(Picture):
    """The earlier session with its figures, and those of the room now."""

    look_back: LookBack
    now: RoomFigures


def _picture(session: Session) -> ShiftPicture:
    return ShiftPicture(look_back_of(session), figures_of(record_of(session, None)))


KIND = Kind(
    rows=(Row(Stage.SHIFT, "then and now", picture=_picture, time=whole_step),),
    path=one_place(Stage.SHIFT),
    entry="then and now",
)
