"""Figures of several sessions below each other on one scale, each with the range it may lie in."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.visual import VisualType
from textual.widget import Widget

from workshop.core.series.parts import OnScale, Point

_GAP = 2
_NARROWEST = 14
"""With fewer columns than this the scale gets a line of its own below each point."""


class PointLines(Widget):
    """One line a session: its name, its place on the scale, its words. The first line names the ends.

    A third name stands in the middle of the scale, which then has a mark there.
    """

    DEFAULT_CSS = """
    PointLines { width: 1fr; height: auto; text-wrap: nowrap; }
    """

    def __init__(self, points: Sequence[Point], scale: tuple[str, ...]) -> None:
        self._points, self._scale = tuple(points), scale
        super().__init__()

    def render(self) -> VisualType:
        """As wide as there is room for."""
        return Content("\n").join(point_lines(self._points, self._scale, self.content_size.width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as it may be."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for the scale, and one or two for each point."""
        return len(point_lines(self._points, self._scale, width))


def point_lines(points: Sequence[Point], scale: tuple[str, ...], width: int) -> list[Content]:
    """The lines of the picture."""
    names, words = (
        max((Content(text).cell_length for text in texts), default=0)
        for texts in ([point.label for point in points], [point.words for point in points])
    )
    room = width - names - words - 2 * _GAP
    if room < _NARROWEST:
        lines = [Content.styled(_ends(scale, width), "$text-muted")]
        for point in points:
            lines.append(_words(point, names))
            lines += [_drawn(point.place, scale, width)] if point.place else []
        return lines
    indent = " " * (names + _GAP)
    lines = [Content.styled(indent + _ends(scale, room), "$text-muted")]
    for point in points:
        label = Content(point.label)
        lines.append(
            Content.assemble(
                (point.label, "$text-muted"),
                " " * (names - label.cell_length + _GAP),
                _drawn(point.place, scale, room),
                " " * _GAP,
                (point.words, "bold" if point.place else "$text-muted"),
            )
        )
    return lines


def _words(point: Point, names: int) -> Content:
    space = " " * (names - Content(point.label).cell_length + _GAP)
    return Content.assemble((point.label, "$text-muted"), space, (point.words, "bold"))


def _ends(scale: tuple[str, ...], width: int) -> str:
    """The names of both ends, and of the middle where there is one and room for it."""
    left, right = scale[0], scale[-1]
    space = max(width - len(left) - len(right), 1)
    middle = scale[1] if len(scale) > 2 else ""
    start = (width - len(middle)) // 2 - len(left)
    if not middle or start < 1 or start + len(middle) >= space:
        return left + " " * space + right
    return left + " " * start + middle + " " * (space - start - len(middle)) + right


def _drawn(place: OnScale | None, scale: tuple[str, ...], width: int) -> Content:
    if place is None:
        return Content(" " * width)
    low, here, high = (round(share * (width - 1)) for share in (place.low, place.value, place.high))
    signs = [("┈", "$text-disabled")] * width
    if len(scale) > 2:
        signs[(width - 1) // 2] = ("┊", "$text-muted")
    signs[low : high + 1] = [("━", "$text-primary")] * (high + 1 - low)
    for at, sign in ((here - 1, "▐"), (here, "█"), (here + 1, "▌")):
        if 0 <= at < width:
            signs[at] = (sign, "$text-primary")
    return Content.assemble(*signs)
