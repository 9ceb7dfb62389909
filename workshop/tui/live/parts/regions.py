"""How a panel shares its height out: regions from top to bottom, as high as they need, with air between."""

from __future__ import annotations

from textual.containers import Vertical
from textual.geometry import Offset, Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

from workshop.tui.widgets.more_marker import MoreMarker, Scrolled


def air_between(spare: int, gaps: int, most: int) -> tuple[int, ...]:
    """The blank rows for each gap, `most` at most, as even as they can be: the upper ones get one more."""
    if gaps < 1:
        return ()
    rows = min(max(spare, 0), most * gaps)
    each, more = divmod(rows, gaps)
    return tuple(each + (gap < more) for gap in range(gaps))


class Airy(VerticalLayout):
    """Regions below each other, from the first row to the last: what none of them takes is air between."""

    name = "airy"

    def most_air(self, height: int) -> int:
        """The blank rows that a gap may get in a height."""
        return height

    def top(self, spare: int) -> int:
        """The rows above the first one, of those that no gap takes."""
        return 0

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place them as a vertical layout does, and then move them apart."""
        placed = list(super().arrange(parent, children, size, greedy))
        bottom = max((one.region.bottom + one.margin.bottom for one in placed), default=0)
        airs = air_between(size.height - bottom, len(placed) - 1, self.most_air(size.height))
        down = self.top(size.height - bottom - sum(airs))
        for index, air in enumerate((0, *airs)):
            down += air
            one = placed[index]
            placed[index] = one._replace(region=one.region.translate(Offset(0, down)))
        return placed


class Regions(Vertical):
    """The parts of a panel: give one of them `height: 1fr`, and it takes what the others leave."""

    @property
    def layout(self) -> Layout:
        """Textual takes the layouts of its style sheets by name, and knows only its own."""
        return Airy()


_ROWS_OF_TEXT, _LARGE_FROM, _ROWS_OF_AIR = 14, 24, 4
"""In so many rows each gap between two texts gets a blank one; from a height on one for fewer rows."""


class _AiryTexts(Airy):
    """Texts that belong together stay near each other, the nearer the less room there is."""

    def most_air(self, height: int) -> int:
        """One blank row, more on a large screen."""
        return max(1, height // _ROWS_OF_TEXT, (height - _LARGE_FROM) // _ROWS_OF_AIR)

    def top(self, spare: int) -> int:
        """They stand in the optical middle: a little above the other one."""
        return max(spare, 0) * 2 // 5


class _AiryScrolled(Scrolled):
    """As `Regions`, for what scrolls."""

    @property
    def layout(self) -> Layout:
        """See `Regions`."""
        return _AiryTexts()


class AiryMarker(MoreMarker):
    """Texts that scroll where they are too high for their place, and stand apart where they are not."""

    SCROLLED = _AiryScrolled
