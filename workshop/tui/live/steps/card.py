"""A card: one question of the room's own, what is said about it so far, and the form to write it."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize

from workshop.core.agenda.card import MOST_ENTRIES, Card, Entry
from workshop.core.live.commands import FillCard
from workshop.core.live.steps.card import CardPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.card import FieldRow, card_note, card_rows
from workshop.tui.forms.card_form import CardForm
from workshop.tui.keys import CARD, bindings
from workshop.tui.live.parts.base import Keys
from workshop.tui.live.parts.card_rows import CardRows
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import KeysChanged, Lead
from workshop.tui.widgets.headline import Headline, is_compact
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of

_FRAME = 6
"""The blank row over the card, its frame, and the rows below it; with air inside two more."""


class CardPanel(ScrollingPanel[CardPicture]):
    """The question large, the fields below it; Enter opens the form.

    A card that repeats shows one entry at a time: the arrows go on to the next one at the end of the text.
    """

    DEFAULT_CSS = """
    CardPanel {
        #question { color: $text-primary; }
        #help { color: $text-muted; margin-top: 1; }
        #paper { height: 1fr; margin-top: 1; padding: 1 3; border: round $text-muted; }
        #note { min-height: 1; text-style: bold; color: $text-accent; margin-top: 1; }
        &.-one #paper > .more--room { align-vertical: middle; }
        &.-small #help { margin-top: 0; }
        &.-small #paper { padding: 0 2; }
        &.-small #note { margin-top: 0; }
    }
    """
    KEYS = CARD
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(CARD),
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
        return self.picture.card

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What was typed on it."""
        return self.picture.entries

    @property
    def entry(self) -> Entry:
        """The entry that is shown; an empty one where nothing was typed."""
        return self.entries[self.selected] if self.selected < len(self.entries) else {}

    def compose(self) -> ComposeResult:
        """From the question down to what follows from the answers."""
        yield Headline(self.card.question, beside_text=True, id="question")
        yield Plain(self.card.help, id="help")
        with MoreMarker(id="paper"):
            yield CardRows(self._rows())
        yield Plain(id="note")

    def on_mount(self) -> None:
        """Fill in the words."""
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in what was written."""
        before = self.entries
        super().show(view)
        if self.entries != before:
            self._unsaved = None
        self.selected = min(self.selected, max(len(self.entries) - 1, 0))
        self.once_drawn(self._fill)
        if (keys := self._keys_now()) != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())

    async def _fill(self) -> None:
        self.query_one("#note", Plain).update(self.note_words())
        self.query_one(MoreMarker).border_subtitle = self._which_words()
        await self.query_one(CardRows).fill(self._rows())
        # New lines have no size before they were drawn once.
        self.call_after_refresh(self.fit)

    @on(Resize)
    def fit_again(self) -> None:
        """Textual calls the handlers of all classes: a board that fits itself is no card beside that."""
        self.fit()

    def fit(self) -> None:
        """The question is as large as the card allows, and then what was said."""
        width, height = self.content_size
        if not width or not self.query("#note"):
            return
        small = is_compact(self.app.size)
        self.set_class(small, "-small")
        question, rows = self.query_one(Headline), self.query_one(CardRows)
        inside = width - (6 if small else 8)
        left = height - rows_of(self.card.help, width) - max(rows_of(self.note_words(), width), 1)
        left -= _FRAME - 3 if small else _FRAME + 1
        question.take(left - rows.fewest(inside))
        self.set_class(len(self.card.fields) == 1 and rows.fewest(inside) < left, "-one")
        rows.fit(inside, left - question.rows(width, self.app.size), self.app.size)

    def note_words(self) -> str:
        """The line that follows from what was typed."""
        seen = self.picture
        return card_note(self.card, self.entry, seen.told if seen.just_told else None)

    def _rows(self) -> tuple[FieldRow, ...]:
        return card_rows(self.card, self.entry, self.view.setup.date, self.picture.told, self.picture.roles)

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
            self.once_drawn(self._fill)

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
