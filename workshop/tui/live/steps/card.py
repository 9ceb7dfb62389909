"""A card: one question of the room's own, what is said about it so far, and the form to write it."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from workshop.core.agenda.card import DELUSION, MOST_ENTRIES, SUPPORT, Card, Entry
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
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of

_QUESTION_SHARE = 0.55
"""The question never takes more of the height, however much is left."""
_TALL = 30


class CardPanel(ScrollingPanel[CardPicture]):
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


def _share(lines: int, height: int) -> float:
    """Lines as a part of the height, as far as one text may take it."""
    return min(max(lines, 0) / height, _QUESTION_SHARE)
