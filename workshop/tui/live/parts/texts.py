"""The text that a room talks about: the source at the left, what the AI wrote at the right."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from textual.containers import Container, Vertical

from workshop.core.agenda.open_case import OpenCase
from workshop.core.live.steps.scenario import Face
from workshop.core.live.words.vote import WRITTEN
from workshop.core.scenarios.source_text import blocks
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.sentence_list import SentenceList, sentence_rows

SIDE_BY_SIDE_FROM = 120
"""Columns of the screen from which both stand beside each other."""
_BETWEEN = 6
"""Columns of the line between them, with the space around it."""
_USUAL, _PROSE, _TABLE = 40, 11, 13
"""On a screen with fewer rows than the first the texts are to take no more than these, if that can be."""
_NARROWEST, _WIDEST, _STEP = 0.40, 0.60, 2
"""The part of the width that the source may have, and by how many columns it is tried."""


Text = Face | OpenCase
"""What has a source and lines; only a face says what the case is."""


class Split(NamedTuple):
    """How wide the source stands beside the output, and the rows of both."""

    left: int
    source: int
    output: int

    @property
    def rows(self) -> int:
        """How high both are together, with what stands over them."""
        return max(self.source, self.output) + 1


@lru_cache(maxsize=256)
def split_of(face: Text, width: int, most: int) -> Split:
    """The widths at which the fewest lines of the source are broken, and neither is higher than `most`.

    Where one has to be, the widths with which the higher one is lowest.
    """
    tried = range(round(width * _NARROWEST), round(width * _WIDEST) + 1, _STEP)
    splits = [Split(left, *_rows(face, left, width - left - _BETWEEN)) for left in tried]
    low = [split for split in splits if split.rows <= most]
    if low:
        return min(low, key=lambda split: (split.source, split.output, split.left))
    return min(splits, key=lambda split: (split.rows, split.source, split.left))


def _rows(face: Text, left: int, right: int) -> tuple[int, int]:
    return sentence_rows(lines_of_source(face), left), sentence_rows(face.sentences, right)


def lines_of_source(face: Text) -> tuple[str, ...]:
    """The lines of the source as they are numbered: what only goes on from the one before is part of it."""
    return tuple(line for block in blocks(face.source) for line in block.lines)


def is_table(face: Text) -> bool:
    """Whether the source has columns: then no blank line may part its rows."""
    return any(block.is_table for block in blocks(face.source))


def about(face: Text) -> str:
    """For whom it was, and what the assistant was asked to do; of an open case nothing is said."""
    if isinstance(face, OpenCase):
        return ""
    return f"{face.setting} The assistant was asked: {face.task}"


class Texts(MoreMarker):
    """What is said of the case, the source and the output; what does not fit scrolls together."""

    DEFAULT_CSS = """
    Texts {
        #columns { height: auto; }
        .texts--title { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        .texts--title { text-style: bold; color: $text-primary; }
        #source-part, #output-part { height: auto; width: 1fr; }
        #source-part { margin-bottom: 1; }
        &.-apart #case { margin-bottom: 1; }
        &.-gap .texts--title { margin-bottom: 1; }
        &.-beside #columns { layout: horizontal; }
        &.-beside #source-part { margin-bottom: 0; }
        &.-beside #output-part { border-left: solid $border-blurred; margin-left: 2; padding-left: 3; }
    }
    """

    def __init__(self, face: Text, *, with_case: bool = True) -> None:
        """Make it; `with_case` says whether it begins with what is said of the case."""
        self._face, self._with_case = face, with_case
        source, output = (
            Vertical(Plain(title, classes="texts--title"), SentenceList(lines), id=id_)
            for title, lines, id_ in (
                (face.source_title.upper(), lines_of_source(face), "source-part"),
                (WRITTEN.upper(), face.sentences, "output-part"),
            )
        )
        case = [Plain(about(face), id="case")] if with_case else []
        super().__init__(*case, Container(source, output, id="columns"), id="texts")

    @property
    def _is_beside(self) -> bool:
        return self.app.size.width >= SIDE_BY_SIDE_FROM

    def _split(self, width: int) -> Split:
        height, most = self.app.size.height, _TABLE if is_table(self._face) else _PROSE
        return split_of(self._face, width, most if height < _USUAL else height)

    def _case_rows(self, width: int) -> int:
        return rows_of(about(self._face), width) if self._with_case else 0

    def rows(self, width: int, *, airy: bool = False) -> int:
        """How many rows all of it takes; airy with a blank row between the lines."""
        face, split = self._face, self._split(width)
        source, output = (split.source, split.output) if self._is_beside else _rows(face, width, width)
        if airy:
            source += 0 if is_table(face) else len(lines_of_source(face)) - 1
            output += len(face.sentences) - 1
        return self._case_rows(width) + (max(source, output) + 1 if self._is_beside else source + output + 3)

    def take_form(self, width: int, height: int) -> None:
        """Fill a height; spare rows become blank ones below the case, the titles, and then the lines."""
        beside, spare = self._is_beside, height - self.rows(width)
        apart = self._with_case and spare != 0  # what scrolls has room for it, too
        gap = spare > apart
        airy = self.rows(width, airy=True) - self.rows(width) <= spare - apart - gap
        self.update_classes({"-apart": apart, "-beside": beside, "-gap": gap and beside})
        source, output = (self.query_one(part) for part in ("#source-part", "#output-part"))
        source.styles.width = self._split(width).left if beside else "1fr"
        # The line between them goes on down to the end.
        output.styles.min_height = max(height - self._case_rows(width) - apart, 0) if beside else 0
        source.query_one(SentenceList).set_class(airy and not is_table(self._face), "-airy")
        output.query_one(SentenceList).set_class(airy, "-airy")
