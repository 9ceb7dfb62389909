"""Bars as wide as the canvas, in groups: an answer with one bar, or with one for each time it was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

from workshop.tui.look import motion_is_on
from workshop.tui.widgets.numerals import LARGE, SMALL, fitting_rows
from workshop.tui.widgets.plain import rows_of

_GAP = 3
"""Columns between a name and its bar, and between a bar and its figure."""
_MOST_NAMES = 0.4
"""The part of the width that names may take; longer ones are wrapped."""
_SHAPES = (
    (19, 3),
    (15, 2),
    (11, 2),
    (9, 2),
    (LARGE, 2),
    (LARGE, 1),
    (SMALL, 1),
    (4, 1),
    (3, 1),
    (2, 1),
    (1, 1),
    (1, 0),
)
"""How thick a bar may be, and the rows between two groups: the first that fits."""
_SECONDS = 0.6


@dataclass(frozen=True, slots=True)
class Measure:
    """One bar: its length from 0 to 1, and its figure; a quiet one is only there to be compared with."""

    share: float
    figure: str
    name: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A name with its bars."""

    name: str
    bars: tuple[Measure, ...]


class AnswerBars(Widget):
    """The answers below each other, as thick as the rows allow that they are given; they grow once."""

    DEFAULT_CSS = """
    AnswerBars { width: 1fr; height: auto; text-wrap: nowrap; }
    """

    grown: reactive[float] = reactive(1.0)

    def __init__(self, answers: Sequence[Answer], *, id: str | None = None) -> None:  # noqa: A002
        self._answers, self._most = tuple(answers), 0
        super().__init__(id=id)

    @property
    def count(self) -> int:
        """How many bars there are."""
        return sum(len(answer.bars) for answer in self._answers)

    def take(self, most: int) -> None:
        """Be as thick as so many rows allow."""
        if most != self._most:
            self._most = most
            self.refresh(layout=True)

    def rows(self, width: int) -> int:
        """How many rows they take at a width."""
        return len(bar_lines(self._answers, width, self._most))

    def on_mount(self) -> None:
        """Grow, where anything may move."""
        if motion_is_on(self.app):
            self.set_reactive(AnswerBars.grown, 0.0)
            self.animate("grown", 1.0, duration=_SECONDS)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the thickest bars take that fit."""
        return self.rows(width)

    def render(self) -> VisualType:
        """Names, bars and figures, each in its column."""
        return Content("\n").join(bar_lines(self._answers, self.content_size.width, self._most, self.grown))


def share_out(bars: Sequence[AnswerBars], rows: int) -> None:
    """Let bars that stand below each other take so many rows, each as many as it has bars."""
    everything = sum(each.count for each in bars)
    for each in bars:
        each.take(rows * each.count // everything)


def bar_lines(answers: Sequence[Answer], width: int, most: int, grown: float = 1.0) -> list[Content]:
    """The lines of the picture, in the thickest shape that takes no more rows than `most`."""
    for thick, gap in _SHAPES:
        lines = _lines(answers, width, thick, gap, grown)
        if len(lines) <= most:
            break
    return lines


def _lines(answers: Sequence[Answer], width: int, thick: int, gap: int, grown: float) -> list[Content]:
    names = min(max((len(answer.name) for answer in answers), default=0), int(width * _MOST_NAMES))
    lines: list[Content] = []
    for at, answer in enumerate(answers):
        wrapped = [line.plain.rstrip() for line in Content(answer.name).wrap(max(names, 1))]
        bars = [line for bar in answer.bars for line in _bar(bar, answers, width - names, thick, grown)]
        rows = max(len(wrapped), len(bars))
        first = max(0, (thick - rows_of(answer.name, names)) // 2) if len(answer.bars) == 1 else 0
        for row in range(rows):
            named = row - first
            name = wrapped[named] if 0 <= named < len(wrapped) else ""
            bar = bars[row] if row < len(bars) else Content("")
            lines.append(Content.assemble((f"{name:<{names}}", "bold"), bar))
        if at < len(answers) - 1:
            lines += [Content("")] * gap
    return lines


def _bar(bar: Measure, answers: Sequence[Answer], width: int, thick: int, grown: float) -> Iterator[Content]:
    """The rows of one bar, with its own name and its figure."""
    everything = [each for answer in answers for each in answer.bars]
    own = max(len(each.name) for each in everything)
    # Where bars touch, their figures are to stand apart.
    room_for_figure = thick - any(len(answer.bars) > 1 for answer in answers)
    large = {each.figure: _large(each.figure, room_for_figure, width) for each in everything}
    if not all(large.values()):
        large = {each.figure: (each.figure,) for each in everything}
    figures = max(len(rows[0]) for rows in large.values())
    room = max(width - own - _GAP * (3 if own else 2) - figures, 1)
    drawn = ("▓" if bar.quiet else "█") * round(bar.share * room * grown) or "▏"
    colour, strong = ("$text-muted", "") if bar.quiet else ("$text-primary", "bold")
    for row in range(thick):
        middle = row == (thick - 1) // 2
        name = f"{bar.name if middle else '':<{own}}{' ' * _GAP if own else ''}"
        figure = large[bar.figure]
        down = row - (thick - len(figure)) // 2
        yield Content.assemble(
            " " * _GAP,
            (name, "$text-muted"),
            (f"{drawn:<{room}}", colour),
            " " * _GAP,
            (f"{figure[down] if 0 <= down < len(figure) else '':>{figures}}", strong),
        )


def _large(figure: str, thick: int, width: int) -> tuple[str, ...]:
    """A figure in the largest characters that a thick bar has beside it; nothing beside a thin one."""
    return (
        fitting_rows(figure, LARGE if thick >= LARGE else SMALL, round(width * _MOST_NAMES))
        if thick >= SMALL
        else ()
    )
