"""The form of a card: one line for each field, and for lists a line that a next one follows."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Input

from workshop.core.agenda.card import Card, Entry, trouble_with
from workshop.core.live.words.card import when_open
from workshop.tui.forms.card_field import FieldRows
from workshop.tui.modals.form import Form
from workshop.tui.widgets.footer_line import FooterLine, Word
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.word_choice import WordChoice

_LARGE_FROM, _LARGE_SHARE = 34, 0.28
"""From this height on the text in hand may take so much of it; below, it stands in plain letters."""


class CardForm(Form[Entry]):
    """Fills in a card, beginning at its first empty field.

    Enter saves from any field; in a list it goes on to the next line, and saves from an empty one. A field
    that is not open yet says why in its place. What cannot be kept is said, and stays as it was typed.
    """

    DEFAULT_CSS = """
    CardForm {
        MoreMarker { height: auto; max-height: 1fr; }
        MoreMarker > .more--room { height: auto; max-height: 100%; }
    }
    """
    KEYS: ClassVar[tuple[Word, ...]] = (("Tab", "next field"), ("-", "pass a field"), ("Esc", "leave"))

    def __init__(self, card: Card, entry: Entry, *, is_new: bool) -> None:
        """Make it.

        Args:
            card: The card.
            entry: What the fields hold at first.
            is_new: Whether nothing was saved yet; then the drafts of the card stand ready to be taken over.
        """
        self._card = card
        self._before = {} if is_new else dict(entry)
        drafts = {field.key: field.draft for field in card.fields if field.draft} if is_new else {}
        self._first = drafts | dict(entry)
        super().__init__()

    def compose(self) -> ComposeResult:
        """The question, the fields, the text in hand."""
        with Vertical():
            yield Plain(self._card.question, id="form-heading")
            with MoreMarker():
                for field in self._card.fields:
                    yield FieldRows(field, self._first.get(field.key, ()), when_open(self._card, field))
            yield Headline("", id="so-far")
            yield Notice()
        yield FooterLine()

    def on_mount(self) -> None:
        """Begin where something is missing."""
        self._open_fields()
        rows = [row for row in self.query(FieldRows) if row.is_open]
        empty = next((row for row in rows if not row.texts()), rows[0])
        empty.take_focus()

    @on(Resize)
    def use_the_room(self) -> None:
        """Write the text in hand large where the fields leave room for it."""
        height = self.size.height
        self.query_one(Headline).take(int(height * _LARGE_SHARE) if height >= _LARGE_FROM else 0)

    @on(Input.Changed)
    @on(WordChoice.Changed)
    def take_text(self) -> None:
        """A text may open the next field."""
        self.query_one(Notice).text = ""
        self._open_fields()
        self._show_hand()

    def on_descendant_focus(self) -> None:
        """Another field is in hand."""
        self._show_hand()

    @on(FieldRows.Finished)
    def save(self) -> None:
        """Close with the entry, or say what is wrong with it."""
        entry = self._typed()
        if (trouble := trouble_with(self._card, entry)) is not None:
            self.query_one(Notice).text = trouble
            return
        self.dismiss(entry)

    def would_lose(self) -> str | None:
        """What was typed, unless it is what was there at first; a draft was never typed."""
        entry = self._typed()
        if entry in (self._before, self._first):
            return None
        return "\n".join(text for texts in entry.values() for text in texts)

    def _typed(self) -> dict[str, tuple[str, ...]]:
        return {row.field.key: texts for row in self.query(FieldRows) if (texts := row.texts())}

    def _open_fields(self) -> None:
        entry = self._typed()
        for row in self.query(FieldRows):
            # A text that is there already stays in sight: the card says at the end what comes before it.
            row.is_open = bool(row.texts()) or self._card.is_open(row.field, entry)

    def _show_hand(self) -> None:
        row = self._in_hand()
        if row is None:
            return
        words, main = row.words_in_hand(self.focused)
        so_far = self.query_one(Headline)
        so_far.say(words)
        so_far.display = bool(words)
        keys = (("Space", "change"), *self.KEYS) if isinstance(self.focused, WordChoice) else self.KEYS
        self.query_one(FooterLine).show(("Enter", main), keys)

    def _in_hand(self) -> FieldRows | None:
        focused: Widget | None = self.focused
        above = focused.ancestors if focused is not None else ()
        return next((widget for widget in above if isinstance(widget, FieldRows)), None)
