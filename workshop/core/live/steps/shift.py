"""Then and now: the figures of an earlier session beside those of this one."""

from __future__ import annotations

from workshop.core.live.session import Stage
from workshop.core.live.steps.kind import Kind, Row, one_place, whole_step

KIND = Kind(
    rows=(Row(Stage.SHIFT, "then and now", time=whole_step),),
    path=one_place(Stage.SHIFT),
    entry="then and now",
)
