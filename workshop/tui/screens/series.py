"""A series on the projector: six questions about several sessions, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from workshop.core.series.parts import Block, Part, Point
from workshop.core.series.series import Series
from workshop.core.series.words import parts_of, subject_of
from workshop.tui.keys import SERIES, Key, bindings
from workshop.tui.modals.figures import FiguresModal
from workshop.tui.modals.steady import SteadyScreen
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.point_lines import PointLines

_WIDEST_LABEL = 28
_KEYS = (("←", "back"), ("1-6", "go to"), ("↑↓", "scroll"), ("Esc", "leave"), ("f", "figures"))


class SeriesScreen(SteadyScreen[None]):
    """One part at a time: the question, its answer in large letters, and below it what it rests on."""

    CSS_PATH = "series.tcss"
    KEYS: ClassVar[tuple[Key, ...]] = SERIES
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SERIES),
        *(Binding(str(number), f"show_part({number - 1})", show=False) for number in range(1, 7)),
        Binding("up", "scroll_lines(-1)", show=False),
        Binding("down", "scroll_lines(1)", show=False),
        Binding("pageup", "scroll_pages(-1)", show=False),
        Binding("pagedown", "scroll_pages(1)", show=False),
    ]

    def __init__(self, series: Series) -> None:
        super().__init__()
        self._series, self._parts, self._at = series, parts_of(series), 0

    @property
    def part(self) -> Part:
        """The part on the screen."""
        return self._parts[self._at]

    def compose(self) -> ComposeResult:
        """The parts by name, whose series it is, the part, the keys."""
        yield Plain(id="rail")
        yield Plain(subject_of(self._series), id="subject", classes="-rehearsal" * self._series.rehearsal)
        yield Vertical(id="part")
        yield FooterLine()

    async def on_mount(self) -> None:
        """Begin with the first question."""
        await self.action_show_part(0)

    async def action_show_part(self, number: int) -> None:
        """Show one part; behind the last comes the first."""
        self._at = number % len(self._parts)
        self.query_one("#rail", Plain).update(_rail(self._parts, self._at))
        following = self._parts[(self._at + 1) % len(self._parts)].name
        self.query_one(FooterLine).show(("Space", following), _KEYS)
        place = self.query_one("#part", Vertical)
        async with self.batch():
            await place.remove_children()
            await place.mount_all(_content(self.part))

    async def action_next_part(self) -> None:
        """Go on to the next question."""
        await self.action_show_part(self._at + 1)

    async def action_previous_part(self) -> None:
        """Go back to the question before."""
        await self.action_show_part(self._at - 1)

    def action_explain_figures(self) -> None:
        """Say how the figures are to be read."""
        self.app.push_screen(FiguresModal())

    def action_back(self) -> None:
        """Leave the series."""
        self.dismiss()

    def action_scroll_lines(self, lines: int) -> None:
        """Move what does not fit by some lines."""
        self.query_one(MoreMarker).scroll_by(lines)

    async def action_scroll_pages(self, pages: int) -> None:
        """Move what does not fit by whole pages; where nothing is left, to the question behind or before."""
        marker = self.query_one(MoreMarker)
        if marker.lines_below if pages > 0 else marker.lines_above:
            marker.scroll_page(pages)
        else:
            await self.action_show_part(self._at + pages)


def _rail(parts: tuple[Part, ...], at: int) -> Content:
    """All parts by number and name; the one on the screen stands out."""
    return Content("   ").join(
        Content.styled(f"{number + 1} {part.name}", "bold $accent" if number == at else "$text-muted")
        for number, part in enumerate(parts)
    )


def _content(part: Part) -> list[Widget]:
    heads: list[Widget] = [
        Plain(part.question, id="question"),
        Headline(part.answer, beside_text=True, id="answer"),
    ]
    detail = [
        Plain(text, id=name) for name, text in (("detail", part.detail), ("caveat", part.caveat)) if text
    ]
    return [*heads, *detail, MoreMarker(*(_block(block) for block in part.blocks), id="blocks")]


def _block(block: Block) -> Vertical:
    content: list[Widget] = [Plain(block.heading, classes="heading")]
    if block.scale:
        content.append(PointLines(block.points, block.scale))
    else:
        content += _rows(block.points)
    content += [Plain(line, classes="line") for line in block.lines]
    return Vertical(*content, classes="block")


def _rows(points: Sequence[Point]) -> Iterator[Horizontal]:
    """Names and words side by side; all names take the same width, and the longest of them wrap."""
    widest = max((Content(point.label).cell_length for point in points), default=0)
    for point in points:
        label = Plain(point.label, classes="label")
        label.styles.width = min(widest, _WIDEST_LABEL)
        yield Horizontal(label, Plain(point.words), classes="row")
