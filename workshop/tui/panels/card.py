"""A card: one question of the room's own, what is said about it so far, and the form to write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from workshop.core.card import DELUSION, MOST_ENTRIES, SUPPORT, Card, Entry
from workshop.core.commands import FillCard
from workshop.core.view import RoomView
from workshop.tui.card_words import FieldRow, Tone, card_note, card_rows
from workshop.tui.forms.card_form import CardForm
from workshop.tui.messages import KeysChanged, Lead
from workshop.tui.panels.base import Keys
from workshop.tui.panels.scrolling import ScrollingPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of

_QUESTION_SHARE = 0.55
"""The question never takes more of the height, however much is left."""
_LABEL_WIDTH = 24
_TALL = 30


class CardRows(Vertical):
    """Labels on the left, and on the right what was said; what stands in its place is quiet."""

    DEFAULT_CSS = """
    CardRows {
        height: auto;
        width: 1fr;
        & > Horizontal { height: auto; width: 1fr; margin-bottom: 1; }
        & > Horizontal:last-child { margin-bottom: 0; }
        &.-close > Horizontal { margin-bottom: 0; }
        & > Horizontal.-wide { layout: vertical; }
        .card--label { width: 24; padding-right: 2; color: $text-muted; text-style: bold; }
        .-wide .card--label { width: 1fr; }
        .card--label.-green { color: $success; }
        .card--label.-amber { color: $warning; }
        .card--label.-red { color: $error; }
        .card--lines { width: 1fr; height: auto; }
        .-draft BlockLetters, .-quiet BlockLetters { color: $text-muted; text-style: none; }
        .-draft BlockLetters { text-style: italic; }
    }
    """

    def __init__(self, rows: Sequence[FieldRow]) -> None:
        self._rows = tuple(rows)
        super().__init__()

    def compose(self) -> ComposeResult:
        """A row for each field."""
        for row in self._rows:
            with Horizontal(classes=f"-{row.tone.name.lower()}{' -wide' if row.wide else ''}"):
                colour = f" -{row.colour}" if row.colour else ""
                yield Plain(row.label, classes=f"card--label{colour}")
                with Vertical(classes="card--lines"):
                    for line in row.lines:
                        yield BlockLetters(line, share=0.0)

    async def fill(self, rows: Sequence[FieldRow]) -> None:
        """Show other rows."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            await self.recompose()

    @property
    def is_about_one(self) -> bool:
        """Whether a text stands here that is more to the room than the question."""
        return any(row.wide and row.tone is Tone.SAID for row in self._rows)

    def fit(self, width: int, height: int, left: int) -> int:
        """Take as many of the lines that are left as do the room good; returns how many are used.

        Args:
            width: Columns for labels and lines.
            height: Lines of the whole screen.
            left: Lines that nobody else needs.
        """
        room = {row: width if row.wide else width - _LABEL_WIDTH for row in self._rows}
        plain = sum(_rows_in_plain(row, room[row]) for row in self._rows)
        large = [row for row in self._rows if row.tone is Tone.SAID and (row.wide or not self.is_about_one)]
        share, gain = self._largest(large, room, height, left - len(self._rows) - plain)
        for row, part in zip(self._rows, self.query(Horizontal), strict=False):
            for letters in part.query(BlockLetters):
                letters.take_share(share if row in large else 0.0)
        air = len(self._rows) - 1
        close = plain + gain + air > left
        self.set_class(close, "-close")
        return plain + gain + (0 if close else air)

    def _largest(
        self, rows: Sequence[FieldRow], room: Mapping[FieldRow, int], height: int, spare: int
    ) -> tuple[float, int]:
        """The share of each line with which all are large, and the lines that costs; 0 where they cannot.

        All of them are large, or none: one line in small letters among large ones looks like a remark.
        """
        said = [(line, room[row]) for row in rows for line in row.lines]
        small = sum(rows_of(line, width) for line, width in said)
        if not said or spare <= 0:
            return 0.0, 0
        share = (spare + small) // len(said) / height
        drawn = [BlockLetters(line, share=share).rows(width, height) for line, width in said]
        if any(rows <= rows_of(line, width) for rows, (line, width) in zip(drawn, said, strict=True)):
            return 0.0, 0
        return share, sum(drawn) - small


class CardPanel(ScrollingPanel):
    """The question large, the fields below it; Enter opens the form.

    A card that repeats shows one entry at a time: the arrows go on to the next one at the end of the text.
    """

    DEFAULT_CSS = """
    CardPanel {
        padding: 0 2;
        #question { color: $text-primary; }
        #help { color: $text-muted; margin-bottom: 1; }
        #which { color: $text-muted; text-style: bold; }
        #note { color: $text-primary; margin-top: 1; }
        &.-warns #note { color: $text-warning; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "write", show=False),
        Binding("n", "write_new", "another", show=False),
        Binding("up", "go(-1)", "up", show=False),
        Binding("down", "go(1)", "down", show=False),
    ]

    def __init__(self, view: RoomView) -> None:
        self.selected = 0
        self._unsaved: tuple[int, Entry] | None = None
        super().__init__(view)
        self.keys = self._keys_now()

    @property
    def card(self) -> Card:
        """The card on the screen."""
        assert self.view.card is not None
        return self.view.card.card

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What was typed on it."""
        assert self.view.card is not None
        return self.view.card.entries

    @property
    def entry(self) -> Entry:
        """The entry that is shown; an empty one where nothing was typed."""
        return self.entries[self.selected] if self.selected < len(self.entries) else {}

    def compose(self) -> ComposeResult:
        """From the question down to what follows from the answers."""
        yield BlockLetters(self.card.question, id="question")
        yield Plain(self.card.help, id="help", classes="card--quiet")
        yield Plain(id="which", classes="card--quiet")
        with MoreMarker():
            yield self.new_rows()
        yield BlockLetters("", share=0.0, id="note")

    def on_mount(self) -> None:
        """Fill in the words."""
        self.show(self.view)

    def on_resize(self) -> None:
        """Find the sizes that fit, once the lines have one."""
        self.call_after_refresh(self.fit)

    def show(self, view: RoomView) -> None:
        """Take in what was written."""
        if view.card is not None and view.card.entries != self.entries:
            self._unsaved = None
        super().show(view)
        self.selected = min(self.selected, max(len(self.entries) - 1, 0))
        self.call_next(self._fill)
        if (keys := self._keys_now()) != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())

    async def _fill(self) -> None:
        if not self.query("#note"):
            return  # the room has gone on before this panel was drawn
        which, note = self.query_one("#which", Plain), self.query_one("#note", BlockLetters)
        which.update(self._which_words())
        which.display = bool(self._which_words())
        note.say(self.note_words())
        note.display = bool(self.note_words())
        await self.query_one(CardRows).fill(self._rows())
        # New lines have no size before they were drawn once.
        self.call_after_refresh(self.fit)

    def fit(self) -> None:
        """Lines for the rows first, then for the question; what is left makes the answers large."""
        width, height = self.content_size.width, self.app.size.height
        if not width or not self.query("#note"):
            return
        rows = self.query_one(CardRows)
        self.set_class(self.card.id == DELUSION, "-warns")
        stated = self.card.id == SUPPORT and rows.is_about_one
        self.query_one("#help").display = not stated or height >= _TALL
        quiet = [line for line in self.query(".card--quiet").results(Plain) if line.display]
        small = sum(rows_of(str(line.content), width) + line.styles.margin.height for line in quiet)
        question, note = self.query_one("#question", BlockLetters), self.query_one("#note", BlockLetters)
        note.take_share(0.0)
        left = self.content_size.height - small - (note.rows(width, height) + 1 if note.display else 0)
        if rows.is_about_one:
            spare = left - rows.fit(width, height, left - rows_of(question.text, width))
            # Nothing is larger than what the sponsor states.
            question.take_share(0.0 if stated else _share(spare, height))
            return
        spare = left - rows.fit(width, height, 0)
        verdict = self.card.id == DELUSION and note.display
        question.take_share(_share(spare // 2 if verdict else spare, height))
        left -= question.rows(width, height)
        left -= rows.fit(width, height, left)
        if verdict:
            note.take_share(_share(left + 1, height))

    def new_rows(self) -> CardRows:
        """The fields."""
        return CardRows(self._rows())

    def note_words(self) -> str:
        """The line that follows from what was typed."""
        return card_note(self.card, self.entry)

    def _rows(self) -> tuple[FieldRow, ...]:
        return card_rows(self.card, self.entry, self.view.setup.date)

    def _which_words(self) -> str:
        if not self.card.repeats or len(self.entries) < 2:
            return ""
        return f"{self.selected + 1} of {len(self.entries)}"

    def action_go(self, by: int) -> None:
        """Move the text; at its end go on to the next entry."""
        marker = self.query_one(MoreMarker)
        if marker.lines_below if by > 0 else marker.lines_above:
            self.action_scroll_lines(by)
        elif 0 <= self.selected + by < len(self.entries):
            self.selected += by
            self.action_scroll_top()
            self.call_next(self._fill)

    @work
    async def action_write(self) -> None:
        """Write the entry on the screen, or change it."""
        await self._write(self.selected)

    @work
    async def action_write_new(self) -> None:
        """Write another entry."""
        if self.card.repeats and 0 < len(self.entries) < MOST_ENTRIES:
            await self._write(len(self.entries))

    async def _write(self, at: int) -> None:
        if FillCard not in self.view.allowed:
            return  # a look back
        saved = self.entries[at] if at < len(self.entries) else {}
        kept = self._unsaved[1] if self._unsaved is not None and self._unsaved[0] == at else saved
        written = await self.app.push_screen_wait(CardForm(self.card, kept, is_new=not saved))
        if written is not None and written != saved:
            # Kept until the room has it: a full disk must not cost what was typed.
            self._unsaved = (at, written)
            self.selected = at
            self.post_message(Lead(FillCard(dict(written), at)))

    def _keys_now(self) -> Keys:
        if FillCard not in self.view.allowed:
            return ()
        another: Keys = (("n", "another"),) if 0 < len(self.entries) < MOST_ENTRIES else ()
        several: Keys = (("↑↓", "others"),) if len(self.entries) > 1 else ()
        return (
            ("Enter", "change" if self.entries else "write"),
            *(another if self.card.repeats else ()),
            *several,
        )


def _rows_in_plain(row: FieldRow, room: int) -> int:
    lines = sum(rows_of(line, room) for line in row.lines)
    return lines + 1 if row.wide else max(lines, rows_of(row.label, _LABEL_WIDTH - 2))


def _share(lines: int, height: int) -> float:
    """Lines as a part of the height, as far as one text may take it."""
    return min(max(lines, 0) / height, _QUESTION_SHARE)
