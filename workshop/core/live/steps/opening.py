"""The opening: what the room is here for, and how it gets in."""

from __future__ import annotations

from workshop.core.live.session import Stage
from workshop.core.live.steps.kind import Kind, Row, one_place, whole_step

KIND = Kind(
    rows=(Row(Stage.OPEN, "opening", time=whole_step),),
    path=one_place(Stage.OPEN),
    entry="open",
)
