"""Draws what a terminal shows as SVG: blocks as shapes, so that large print has no seams in any font."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain, groupby
from typing import Any

from rich.color import blend_rgb
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.strip import Strip

WIDE, HIGH = 10, 20
"""The size of a cell in the picture."""

FONT = 'font-family="ui-monospace,\'DejaVu Sans Mono\',Menlo,Consolas,monospace" font-size="16.6"'
BASELINE = 15
CRISP = 'shape-rendering="crispEdges"'
DIM = 0.4
"""How far dim ink goes towards its paper."""

Box = tuple[float, float, float, float]
"""Left, top, width and height."""

_HALVES: dict[str, Box] = {
    "▀": (0, 0, WIDE, HIGH / 2),
    "▔": (0, 0, WIDE, HIGH / 8),
    "▐": (WIDE / 2, 0, WIDE / 2, HIGH),
    "▕": (WIDE * 7 / 8, 0, WIDE / 8, HIGH),
}
_QUADRANTS = "▖▗▘▙▚▛▜▝▞▟"
_CORNERS = ("c", "d", "a", "acd", "ad", "abc", "abd", "b", "bc", "bcd")
_BOX = {"a": (0, 0), "b": (WIDE // 2, 0), "c": (0, HIGH // 2), "d": (WIDE // 2, HIGH // 2)}


def shapes_of(character: str) -> tuple[Box, ...]:
    """The boxes of a block character in its cell; none for a letter."""
    if character in _QUADRANTS:
        return tuple((*_BOX[at], WIDE / 2, HIGH / 2) for at in _CORNERS[_QUADRANTS.index(character)])
    code = ord(character)
    if character in _HALVES:
        return (_HALVES[character],)
    if 0x2581 <= code <= 0x2588:  # from below, in eighths
        high = HIGH * (code - 0x2580) / 8
        return ((0, HIGH - high, WIDE, high),)
    if 0x2589 <= code <= 0x258F:  # from the left, in eighths
        return ((0, 0, WIDE * (0x2590 - code) / 8, HIGH),)
    thick = {"─": 2, "━": 4}.get(character)
    return ((0, (HIGH - thick) / 2, WIDE, thick),) if thick else ()


def rows_of(app: App[Any]) -> list[Strip]:
    """The rows of an app, as the terminal gets them."""
    return app.screen._compositor.render_strips()


def text_of(rows: Iterable[Strip]) -> str:
    """What rows say."""
    return "\n".join(row.text.rstrip() for row in rows)


def drawn_row(row: Strip, paper: str) -> str:
    """A row, each run of one style at its place."""
    parts: list[str] = []
    at = 0
    for run in row:
        parts += _drawn_run(run, at, paper)
        at += run.cell_length
    return "".join(parts)


def paper_of(rows: Sequence[Strip]) -> str:
    """The colour that most of a picture lies on: that of its first cell."""
    return _inks(next(iter(rows[0])).style)[1].hex


def moving_svg(frames: Sequence[tuple[float, Sequence[Strip]]]) -> str:
    """Pictures that follow each other, each for some seconds; who wants no motion is shown the last one."""
    rows, papers = [list(picture) for _, picture in frames], {paper_of(picture) for _, picture in frames}
    assert len(papers) == 1, "one theme a picture"
    paper = papers.pop()
    wide, high = rows[0][0].cell_length * WIDE, len(rows[0]) * HIGH
    drawn = [[drawn_row(row, paper) for row in picture] for picture in rows]
    names = {row: f"r{number}" for number, row in enumerate(dict.fromkeys(chain(*drawn))) if row}
    shared = "".join(f'<g id="{name}">{row}</g>' for row, name in names.items())
    shown = "".join(
        f'<g class="f" id="f{number}">{_placed(picture, names)}</g>' for number, picture in enumerate(drawn)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" {FONT}>'
        f"<style>text{{white-space:pre}}{_timed([seconds for seconds, _ in frames])}</style>"
        f'<rect width="100%" height="100%" fill="{paper}"/><defs>{shared}</defs>{shown}</svg>\n'
    )


def _placed(picture: Sequence[str], names: dict[str, str]) -> str:
    return "".join(
        f'<use href="#{names[row]}" y="{y * HIGH}"/>' for y, row in enumerate(picture) if row in names
    )


def _timed(seconds: Sequence[float]) -> str:
    """The rules by which one picture after the other is seen."""
    if len(seconds) == 1:
        return ""
    whole, begin, rules = sum(seconds), 0.0, [".f{opacity:0;animation:0s step-end infinite}"]
    for number, lasts in enumerate(seconds):
        on, off = (100 * at / whole for at in (begin, begin + lasts))
        hidden = "0%{opacity:0}" if number else ""
        rules.append(f"@keyframes k{number}{{{hidden}{on:.2f}%{{opacity:1}}{off:.2f}%{{opacity:0}}}}")
        rules.append(f"#f{number}{{animation-name:k{number};animation-duration:{whole:g}s}}")
        begin += lasts
    still = f".f{{animation:none!important}}#f{len(seconds) - 1}{{opacity:1}}"
    return "".join(rules) + f"@media(prefers-reduced-motion:reduce){{{still}}}"


def _inks(style: Style | None) -> tuple[ColorTriplet, ColorTriplet]:
    """Ink and paper of a run."""
    style = style or Style()
    ink = style.color.get_truecolor() if style.color else ColorTriplet(255, 255, 255)
    paper = style.bgcolor.get_truecolor() if style.bgcolor else ColorTriplet(0, 0, 0)
    if style.reverse:
        ink, paper = paper, ink
    return (blend_rgb(ink, paper, DIM) if style.dim else ink), paper


def _drawn_run(run: Segment, at: int, paper: str) -> Iterator[str]:
    """The ground of a run where it is another than the picture's, then its blocks and its words."""
    ink, ground = _inks(run.style)
    if ground.hex != paper:
        whole = _path(at * WIDE, [(0, 0, run.cell_length * WIDE, HIGH)])
        yield f'<path fill="{ground.hex}" {CRISP} d="{whole}"/>'
    boxes: list[Box] = []
    for is_block, characters in groupby(enumerate(run.text), lambda one: bool(shapes_of(one[1]))):
        group = list(characters)
        begin = at + Segment(run.text[: group[0][0]]).cell_length
        text = "".join(character for _, character in group)
        if is_block:
            boxes += _joined((begin + n, shapes_of(character)) for n, character in enumerate(text))
        else:
            yield from _drawn_words(text, begin, ink.hex, run.style)
    if boxes:
        yield f'<path fill="{ink.hex}" {CRISP} d="{_path(0, boxes)}"/>'


def _joined(cells: Iterable[tuple[int, tuple[Box, ...]]]) -> list[Box]:
    """The boxes of cells, those that touch in one stretch made one."""
    stretches: list[Box] = []
    loose = sorted((y, high, at * WIDE + x, wide) for at, boxes in cells for x, y, wide, high in boxes)
    for y, high, x, wide in loose:
        if stretches and (stretches[-1][1], stretches[-1][3]) == (y, high):
            left, _, so_far, _ = stretches[-1]
            if left + so_far == x:
                stretches[-1] = (left, y, so_far + wide, high)
                continue
        stretches.append((x, y, wide, high))
    return stretches


def _path(left: float, boxes: Iterable[Box]) -> str:
    return "".join(f"M{left + x:g} {y:g}h{w:g}v{h:g}h-{w:g}z" for x, y, w, h in boxes)


def _drawn_words(text: str, at: int, ink: str, style: Style | None) -> Iterator[str]:
    words = text.strip()
    if not words:
        return
    at += Segment(text[: len(text) - len(text.lstrip())]).cell_length
    wide = Segment(words).cell_length * WIDE
    looks = [name for name, on in _looks(style) if on]
    yield (
        f'<text x="{at * WIDE}" y="{BASELINE}" textLength="{wide}" fill="{ink}"{"".join(looks)}>'
        f"{escape(words, quote=False)}</text>"
    )


def _looks(style: Style | None) -> Iterator[tuple[str, bool]]:
    style = style or Style()
    yield ' font-weight="bold"', bool(style.bold)
    yield ' font-style="italic"', bool(style.italic)
    yield ' text-decoration="underline"', bool(style.underline)
