"""Dots on the lines of a card until they are told: the lines in their groups, next to each other."""

from __future__ import annotations

from itertools import groupby

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Resize

from workshop.core.live.steps.lines import LinesPicture
from workshop.core.live.words.dots import line_words, lines_rule
from workshop.core.live.words.lines import group_words
from workshop.tui.live.parts.voted import ChoicePanel
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.last import with_last
from workshop.tui.widgets.plain import Plain, rows_of

_AROUND = 5
"""Rows of the rule with its air, and of the row that counts."""
_LABEL, _BETWEEN = 6, 3


class LinesPanel(ChoicePanel[LinesPicture]):
    """A column for each group of lines."""

    DEFAULT_CSS = """
    LinesPanel {
        #groups, .lines--group, .lines--line { height: auto; }
        .lines--group { width: 1fr; margin-right: 3; }
        .lines--group.-last { margin-right: 0; }
        .lines--heading { text-style: bold; color: $text-accent; }
        .lines--heading.-green { color: $text-success; }
        .lines--heading.-amber { color: $text-warning; }
        .lines--heading.-red { color: $text-error; }
        .lines--number { width: 4; color: $text-muted; }
        .lines--words { width: 1fr; text-style: bold; }
        &.-airy .lines--line { border-left: thick $primary; padding-left: 1; margin-top: 1; }
        &.-airiest .lines--line { padding: 1 0 2 1; }
    }
    """

    @property
    def question(self) -> str:
        """That of the card."""
        return self.picture.card.dots

    @property
    def rule(self) -> str:
        """How many dots everybody has."""
        return lines_rule(self.picture.each)

    def choices(self) -> ComposeResult:
        """The lines in their groups."""
        seen = self.picture
        numbered = enumerate(seen.ideas, start=1)
        groups = [(of, list(lines)) for of, lines in groupby(numbered, key=lambda one: one[1].of)]
        with Horizontal(id="groups"):
            for (of, lines), last in with_last(groups):
                with Vertical(classes=" ".join(("lines--group", last))):
                    yield Plain(group_words(seen.card, of), classes=f"lines--heading -{of}")
                    for number, line in lines:
                        with Horizontal(classes="lines--line"):
                            yield Plain(str(number), classes="lines--number")
                            yield Plain(line_words(line), classes="lines--words")

    @on(Resize)
    def fit(self) -> None:
        """The question is as large as the lines allow; air stands between them where there is room."""
        width = self.content_size.width
        columns = len({line.of for line in self.picture.ideas})
        room = max((width - _BETWEEN * (columns - 1)) // columns - _LABEL, 1)
        high = [
            [rows_of(line_words(line), room) for line in self.picture.ideas if line.of == of]
            for of in {line.of for line in self.picture.ideas}
        ]
        left = self.content_size.height - rows_of(self.rule, width) - _AROUND
        airy = max(sum(rows) + len(rows) for rows in high)
        question = self.query_one(Headline)
        question.take(left - airy)
        left -= question.rows(width, self.app.size)
        airiest = max(sum(rows) + 4 * len(rows) for rows in high)
        self.update_classes({"-airy": airy <= left, "-airiest": airiest <= left})
