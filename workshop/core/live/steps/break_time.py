"""A break: the time until the room goes on."""

from __future__ import annotations

from workshop.core.live.session import Stage
from workshop.core.live.steps.kind import Kind, Row, one_place, whole_step

KIND = Kind(
    rows=(Row(Stage.BREAK, "break", time=whole_step),),
    path=one_place(Stage.BREAK),
    entry="break",
)
