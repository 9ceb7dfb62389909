"""The page of the home screen: its bands drawn for a width and a height, one spot of them marked."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.visual import VisualType
from textual.widget import Widget

from workshop.tui.screens.home_spots import Bands, Block, Spot

SIDE_BY_SIDE = 104
"""Columns from which on blocks stand beside each other."""

_BETWEEN = 4
"""Columns between two blocks."""

_MOST_AIR = 2
"""Blank lines above and below a rule, at most."""

Lines = list[Content]


def in_bands(hero: Sequence[Block], columns: Sequence[Block], foot: Sequence[Block], width: int) -> Bands:
    """How the blocks stand: side by side where there is room for it, else the urgent ones first."""
    if width >= SIDE_BY_SIDE:
        return [[*hero], columns, *([block] for block in foot)]
    return [[block] for block in (*hero, *foot, *columns)]


def drawn(bands: Bands, width: int, height: int, marked: str) -> Lines:
    """The lines of a page; side by side they fill a height where they do not need more."""
    parts = [part for part in (_band(band, width, marked) for band in bands) if part]
    if width < SIDE_BY_SIDE:
        return [line for number, part in enumerate(parts) for line in ([Content("")] * bool(number) + part)]
    rules = len(parts) - 1
    spare = height - sum(map(len, parts)) - 3 * rules
    tight = spare < 0
    longest = max(parts, key=len)
    if spare >= len(longest):
        spare -= len(longest) - 3
        parts = [_spaced(part) if part is longest else part for part in parts]
    air = [Content("")] * (0 if tight else 1 + max(0, min(_MOST_AIR, spare // (2 * max(rules, 1)))))
    rule = [*air, Content.styled("─" * width, "$text-disabled"), *air]
    *upper, last = (part if not number else rule + part for number, part in enumerate(parts))
    above = [line for part in upper for line in part]
    rest = height - len(above) - len(last) if len(bands[-1]) == 1 else 0
    return [*above, *[Content("")] * rest, *last]


def _spaced(part: Lines) -> Lines:
    """The same with air between the lines below the head."""
    head, rest = part[:2], part[2:]
    return [*head, *itertools.chain.from_iterable((line, Content("")) for line in rest[:-1]), *rest[-1:]]


def _band(band: Sequence[Block], width: int, marked: str) -> Lines:
    """Blocks side by side, each in a column of its own."""
    if len(band) == 1:
        return _block(band[0], width, marked, air=width >= SIDE_BY_SIDE)
    one = (width - 2 * _BETWEEN) // 3
    first = width - (one + _BETWEEN) * (len(band) - 1)  # two columns wide, where there are two blocks
    widths = [first, *[one] * (len(band) - 1)]
    columns = [_block(block, wide, marked, air=True) for block, wide in zip(band, widths, strict=True)]
    gap = Content(" " * _BETWEEN)
    return [
        gap.join(line.pad_right(wide - line.cell_length) for line, wide in zip(row, widths, strict=True))
        for row in itertools.zip_longest(*columns, fillvalue=Content(""))
    ]


def _block(block: Block, width: int, marked: str, *, air: bool) -> Lines:
    """The head, what stands below it, and the spots."""
    lines: Lines = []
    if block.head:
        lines += [Content.styled(block.head, "$text-muted"), *([Content("")] if air else [])]
    lines += [Content(line).truncate(width, ellipsis=True) for line in block.words.splitlines()]
    if block.note:
        lines.append(Content.styled(f"  {block.note}", "$text-muted").truncate(width, ellipsis=True))
    if block.in_a_row:
        lines += _in_rows(block.spots, width, marked)
    else:
        lines += [_line(spot, width, marked) for spot in block.spots]
    return lines


def _in_rows(spots: Sequence[Spot], width: int, marked: str) -> Lines:
    """Spots beside each other; those that do not fit go on below."""
    rows: Lines = []
    for spot in spots:
        words = _marked(spot, spot.words, marked)
        if spot.beside:
            words = Content.assemble(words, " ", (spot.beside, "$accent"))
        words = words.truncate(width, ellipsis=True)
        if rows and rows[-1].cell_length + _BETWEEN + words.cell_length <= width:
            rows[-1] = Content(" " * _BETWEEN).join((rows[-1], words))
        else:
            rows.append(words)
    return rows


def _line(spot: Spot, width: int, marked: str) -> Content:
    """A spot with what stands at the end of its line."""
    beside = Content.styled(spot.beside, "$text-muted").truncate(width // 2, ellipsis=True)
    room = width - (beside.cell_length + 2 if spot.beside else 0) - 2
    words = Content(spot.words).truncate(room, ellipsis=True)
    left = _marked(spot, words, marked)
    return Content.assemble(left, " " * (width - left.cell_length - beside.cell_length), beside)


def _marked(spot: Spot, words: str | Content, marked: str) -> Content:
    """The words after a sign; a click finds the spot by what they carry."""
    sign = "▸ " if spot.id == marked else "! " if spot.late else "  "
    style = "bold $block-cursor-foreground on $block-cursor-background" if spot.id == marked else "bold"
    line = Content.assemble((sign, "bold $accent"), Content(str(words)).stylize(style))
    return line.stylize(Style.from_meta({"spot": spot.id}))


class HomePage(Widget):
    """Draws the blocks, and tells which spot was clicked."""

    DEFAULT_CSS = """
    HomePage { width: 1fr; height: auto; text-wrap: nowrap; }
    """

    class Clicked(Message):
        """Somebody pointed at a spot."""

        def __init__(self, spot: str) -> None:
            super().__init__()
            self.spot = spot

    marked: reactive[str] = reactive("")

    def __init__(self, taken: int = 0, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._hero: tuple[Block, ...] = ()
        self._columns: tuple[Block, ...] = ()
        self._foot: tuple[Block, ...] = ()
        self._taken = taken

    def show(self, hero: Sequence[Block], columns: Sequence[Block], foot: Sequence[Block]) -> None:
        """Take in what there is to choose from."""
        self._hero, self._columns, self._foot = tuple(hero), tuple(columns), tuple(foot)
        self.refresh(layout=True)

    def leave_free(self, rows: int) -> None:
        """Know how many rows of the screen others take."""
        if rows != self._taken:
            self._taken = rows
            self.refresh(layout=True)

    @property
    def bands(self) -> Bands:
        """The blocks as they stand."""
        return in_bands(self._hero, self._columns, self._foot, self.size.width)

    @property
    def row(self) -> Region:
        """Where the marked spot stands on the page, with its head where it is the first."""
        for number, line in enumerate(self._lines(self.size.width, self.app.size.height)):
            if any(
                isinstance(span.style, Style) and span.style.meta.get("spot") == self.marked
                for span in line.spans
            ):
                return Region(0, number, self.size.width, 1)
        return Region()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are, at least as the screen has."""
        return len(self._lines(width, viewport.height))

    def render(self) -> VisualType:
        """The page."""
        return Content("\n").join(self._lines(self.size.width, self.app.size.height))

    def on_click(self, event: events.Click) -> None:
        """A spot was pointed at."""
        spot = event.style.meta.get("spot")
        if spot:
            self.post_message(self.Clicked(spot))

    def _lines(self, width: int, screen_height: int) -> Lines:
        bands = in_bands(self._hero, self._columns, self._foot, width)
        return drawn(bands, width, screen_height - self._taken, self.marked)
