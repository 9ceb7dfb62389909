"""Small charts as inline SVG: no script, no font and no picture from elsewhere.

They take their colours from the text around them. Shape and word carry the meaning, and the description
carries all of it for those who do not see the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from workshop.core.stats.interval import share_words, wilson

_WIDTH = 360
_LEFT, _RIGHT = 96, 344
_ROW = 28
_BAR_ROW = 40


@dataclass(frozen=True, slots=True)
class Votes:
    """A share of votes: its name on the chart, how many, and of how many."""

    name: str
    count: int
    n: int

    @property
    def words(self) -> str:
        """As in "first vote: 9 of 22 (41%, 23-61%)"."""
        return f"{self.name}: {share_words(self.count, self.n)}"


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer to a question: its words, and the votes for it each time it was asked."""

    words: str
    votes: tuple[Votes, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure on a scale from 0 to 1 with its range: its name, and what it is in words."""

    name: str
    words: str
    low: float
    value: float
    high: float


def spots_chart(title: str, spots: Sequence[Spot], scale: Sequence[str], *, id: str) -> str:  # noqa: A002
    """Figures one below the other, each with its range; `scale` names the ends, and perhaps the middle."""
    height = _ROW * len(spots) + 32
    parts = _grid([(index / (len(scale) - 1), words) for index, words in enumerate(scale)], height)
    for index, spot in enumerate(spots):
        y = _ROW * index + 18
        parts.append(_text(0, y + 5, spot.name, "start"))
        parts += _dot(spot.low, spot.value, spot.high, y, filled=True)
    return _svg(id, title, "; ".join(f"{spot.name}: {spot.words}" for spot in spots) + ".", height, parts)


def votes_chart(title: str, rows: Sequence[Votes], *, id: str) -> str:  # noqa: A002 (as in HTML)
    """Shares on a line from 0 to 100%, each with its 95% interval; the last one is the filled dot."""
    height = _ROW * len(rows) + 32
    parts = _grid([(0.0, "0%"), (0.5, "50%"), (1.0, "100%")], height)
    if len(rows) == 2:
        ends = [(_x(row.count / row.n), _ROW * index + 18) for index, row in enumerate(rows)]
        parts.append(_line(*ends[0], *ends[1], ' class="link"'))
    for index, row in enumerate(rows):
        y, arm = _ROW * index + 18, wilson(row.count, row.n)
        parts.append(_text(0, y + 5, row.name, "start"))
        parts += _dot(arm.low, row.count / row.n, arm.high, y, filled=index == len(rows) - 1)
    return _svg(id, title, "; ".join(row.words for row in rows) + ".", height, parts)


def answers_chart(title: str, answers: Sequence[Answered], *, id: str) -> str:  # noqa: A002 (as in HTML)
    """A bar for each answer, or one for each time it was asked; the last time is the filled bar."""
    parts: list[str] = []
    y = 0
    for answer in answers:
        parts.append(_text(0, y + 15, answer.words, "start"))
        for index, votes in enumerate(answer.votes):
            top = y + 21 + 15 * index
            width = (_RIGHT - 40) * (votes.count / votes.n if votes.n else 0)
            kind = "bar" if index == len(answer.votes) - 1 else "bar hollow"
            if votes.count:
                parts.append(f'<rect x="1" y="{top}" width="{width:.1f}" height="11" class="{kind}"/>')
            parts.append(_text(width + 8, top + 10, f"{votes.count}", "start", "quiet"))
        y += _BAR_ROW + 15 * (len(answer.votes) - 1)
    words = ["; ".join([answer.words, *(votes.words for votes in answer.votes)]) for answer in answers]
    return _svg(id, title, ". ".join(words) + ".", y, parts)


def steps_chart(title: str, counts: Sequence[tuple[str, int]], *, id: str) -> str:  # noqa: A002 (as in HTML)
    """A column for each step of a scale, such as 0 to 100 in tens."""
    top, most = 92, max((count for _, count in counts), default=0) or 1
    step = _RIGHT / max(len(counts), 1)
    parts = [_line(0, top + 0.5, _RIGHT, top + 0.5, ' class="grid"')]
    for index, (name, count) in enumerate(counts):
        middle, height = step * (index + 0.5), 66 * count / most
        if count:
            x, y = middle - step * 0.36, top - height
            parts.append(
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{step * 0.72:.1f}" height="{height:.1f}" class="bar"/>'
            )
            parts.append(_text(middle, y - 5, f"{count}", "middle"))
        parts.append(_text(middle, top + 17, name, "middle", "quiet"))
    words = ", ".join(f"{name}: {count}" for name, count in counts if count)
    return _svg(id, title, f"{words}.", top + 26, parts)


def _grid(marks: Sequence[tuple[float, str]], height: float) -> list[str]:
    parts = []
    for share, words in marks:
        anchor = {0.0: "start", 1.0: "end"}.get(share, "middle")
        parts.append(_line(_x(share), 4, _x(share), height - 26, ' class="grid"'))
        parts.append(_text(_x(share), height - 8, words, anchor, "quiet"))
    return parts


def _dot(low: float, value: float, high: float, y: float, *, filled: bool) -> list[str]:
    kind = "dot" if filled else "dot hollow"
    return [
        _line(_x(low), y, _x(high), y, ' class="arm"'),
        f'<circle cx="{_x(value):.1f}" cy="{y:.1f}" r="6.5" class="{kind}"/>',
    ]


def _svg(id: str, title: str, description: str, height: int, parts: Sequence[str]) -> str:  # noqa: A002
    return "\n".join(
        [
            f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" class="chart"'
            f' aria-labelledby="{escape(id)}-title {escape(id)}-desc">',
            f'<title id="{escape(id)}-title">{escape(title)}</title>',
            f'<desc id="{escape(id)}-desc">{escape(description)}</desc>',
            *parts,
            "</svg>",
        ]
    )


def _x(share: float) -> float:
    return _LEFT + share * (_RIGHT - _LEFT)


def _line(x1: float, y1: float, x2: float, y2: float, more: str = "") -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"{more}/>'


def _text(x: float, y: float, words: str, anchor: str, class_: str = "") -> str:
    named = f' class="{class_}"' if class_ else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{named}>{escape(words)}</text>'
