"""Figures that a room can read from the last row, drawn in half blocks."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

_GLYPHS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
    "+": ("   ", " # ", "###", " # ", "   "),
    " ": (" ", " ", " ", " ", " "),
}
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def big_rows(text: str, scale: int = 1) -> tuple[str, ...]:
    """The text as rows of half blocks: 3 rows high at scale 1, 5 at scale 2. Unknown signs stay blank."""
    glyphs = [_GLYPHS.get(sign, _GLYPHS[" "]) for sign in text]
    lines = [" ".join(glyph[row] for glyph in glyphs) for row in range(5)]
    pixels = ["".join(sign * scale for sign in line) for line in lines for _ in range(scale)]
    return half_blocks([[sign == "#" for sign in line] for line in pixels])


def half_blocks(pixels: list[list[bool]]) -> tuple[str, ...]:
    """Rows of text for a picture of square pixels, two of them in each cell."""
    width = len(pixels[0]) if pixels else 0
    padded = [*pixels, [False] * width] if len(pixels) % 2 else pixels
    return tuple(
        "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(padded[::2], padded[1::2], strict=True)
    )


class BigFigures(Widget):
    """A number or a time in large figures."""

    DEFAULT_CSS = """
    BigFigures { width: auto; height: auto; text-wrap: nowrap; }
    """

    text: reactive[str] = reactive("", layout=True)
    scale: reactive[int] = reactive(1, layout=True)

    def __init__(self, text: str = "", *, scale: int = 1, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.set_reactive(BigFigures.text, text)
        self.set_reactive(BigFigures.scale, scale)

    def render(self) -> VisualType:
        """The figures."""
        return Content("\n".join(big_rows(self.text, self.scale)))
