"""The first row of the facilitator's screens: where we are, and what one should know beside it."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget


class HeadRow(Widget):
    """Words at the left, quiet ones at the right; where both do not fit, the right ones are cut."""

    DEFAULT_CSS = """
    HeadRow { height: 1; width: 1fr; text-wrap: nowrap; }
    """

    def __init__(self, where: str, beside: str) -> None:
        super().__init__()
        self._where, self._beside = where, beside

    def render(self) -> Content:
        """The row."""
        where, wide = Content.styled(self._where, "bold"), self.size.width
        beside = Content(self._beside).truncate(max(wide - where.cell_length - 2, 0), ellipsis=True)
        gap = " " * max(wide - where.cell_length - beside.cell_length, 0)
        return Content.assemble(where, gap, beside.stylize("$text-muted"))
