"""The form for an if-then action: the sentence grows while it is typed, all else is a page away."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from workshop.core.english import long_date, plain, weekday
from workshop.core.plans.action import Action, first_step_day
from workshop.core.plans.choices import choices_of, pair_question
from workshop.core.plans.keys import FieldKind
from workshop.core.plans.pages import PAGES, Asked, Page, keys_on
from workshop.core.plans.plan import PhasePart, Plan, SessionPart
from workshop.core.plans.rules import OWNER_ITEMS, WORDS
from workshop.core.plans.texts import Typed, changed, kind_of, read_texts, texts_of, value_at
from workshop.core.plans.thoughts import errors_about, needed_words, spoken, warnings_about
from workshop.tui.modals.form import Form
from workshop.tui.widgets.footer_line import FooterLine, Word
from workshop.tui.widgets.form_row import Choosing, FormRow, Marking, Typing
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.sheet import Sheet
from workshop.tui.widgets.word_choice import WordChoice
from workshop.tui.widgets.word_marks import WordMarks

_LARGE_FROM = 34
"""From this height on the sentence may be large; below, it stands in plain letters."""
_HEAD_ROWS = 4
"""The heading, the names of the pages, the line below them, and the keys."""
_LEAST_ROWS, _LEAST_THOUGHTS = 6, 2
"""So many lines of the fields and of the warnings are in sight on any screen."""
_MUST_CHOOSE = frozenset({"status", "review.day", "role"})
_NOT_SAID = "not said"
_NO_OR_YES = ("no", "yes")


class _Fields(Sheet, inherit_bindings=False):
    """The fields of a page; the arrows go from field to field, and what they reach comes into sight."""


class ActionForm(Form[Action]):
    """Writes or changes an action; None means that it was left.

    Tab goes from field to field, page keys from page to page, Enter saves from any field, Esc leaves.
    """

    DEFAULT_CSS = """
    ActionForm {
        #form-heading { margin-bottom: 0; }
        #pages { margin-bottom: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #fields { height: auto; }
        #sentence { padding: 1 2; background: $surface; height: auto; }
        #thoughts { color: $text-warning; padding: 0 2; }
        &.-low > Vertical { padding: 0 3; }
        &.-low #sentence { padding: 0 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,ctrl+n", "turn_page(1)", "next page", show=False, priority=True),
        Binding("pageup", "turn_page(-1)", "page before", show=False, priority=True),
    ]

    def __init__(
        self,
        action: Action,
        session_date: dt.date,
        heading: str = "",
        around: Plan | None = None,
        pages: tuple[Page, ...] = PAGES,
    ) -> None:
        """Make it.

        Args:
            action: What the fields hold at first; an empty id means a new action.
            session_date: What a date such as +7 counts from.
            heading: The quiet line on top.
            around: The session and the phase it belongs to, with the other actions of the session.
            pages: What it asks for.
        """
        self.pages = pages
        self._heading = heading
        self._session_date = session_date
        self._around = around or Plan(SessionPart(date=session_date), PhasePart())
        if not action.id and action.first_step_by is None:
            action = dataclasses.replace(action, first_step_by=first_step_day(session_date))
        self._before = action
        self._known_errors = errors_about(action, self._around) if action.id else {}
        self._was = self.first_texts(action)
        self._now = dict(self._was)
        self._notes: dict[str, str] = {}
        self._page = 0
        self._rows: list[FormRow] = []
        super().__init__()

    def first_texts(self, action: Action) -> dict[str, str]:
        """What the fields hold before anything is typed."""
        return texts_of(action, keys_on(self.pages))

    def compose(self) -> ComposeResult:
        """The pages by name, the fields of one of them, the sentence, what to think about."""
        with Vertical(id="body"):
            yield Plain(self._heading, id="form-heading")
            yield Plain(id="pages")
            yield _Fields(id="fields", can_focus=False)
            yield Headline("", id="sentence")
            yield Plain(id="thoughts")
            yield Notice()
        yield FooterLine()

    async def on_mount(self) -> None:
        """Begin on the first page."""
        self.show_keys()
        await self.show_page(0)

    @on(events.DescendantFocus)
    def show_keys(self) -> None:
        """Space belongs to the words of a field that has some."""
        space: tuple[Word, ...] = ()
        match self.focused:
            case WordChoice():
                space = (("Space", "change"),)
            case WordMarks():
                space = (("Space", "mark"),)
        keys = (*space, ("Tab", "next field"), ("PgDn", "next page"), ("Esc", "leave"))
        self.query_one(FooterLine).show(("Enter", "save"), keys)

    # Pages

    async def action_turn_page(self, by: int) -> None:
        """Go to another page; behind the last comes the first."""
        await self.show_page((self._page + by) % len(self.pages))

    async def show_page(self, number: int, key: str = "") -> None:
        """Show a page, with the focus in one of its fields: the first one unless another is named."""
        self._page = number
        fields = self.query_one(_Fields)
        rows = [self._row(asked) for asked in self.pages[number].fields]
        self._rows = []  # while they come and go there is nothing to say about them
        async with self.batch():
            await fields.remove_children()
            await fields.mount_all([*rows, *self.page_end(self.pages[number])])
        self._rows = rows
        row = next((row for row in rows if row.key == key), rows[0])
        row.control.focus()
        if isinstance(row.control, Input):
            # A starter is adjusted more often than replaced.
            row.control.cursor_position = len(row.control.value)
        self.look_again()

    def page_end(self, page: Page) -> Sequence[Widget]:
        """What stands below the fields of a page."""
        return ()

    def _row(self, asked: Asked) -> FormRow:
        row = FormRow(asked.key, asked.label, self._now[asked.key], self._how(asked))
        row.set_class(asked.starts_group, "-group")
        return row

    def _how(self, asked: Asked) -> Typing | Choosing | Marking:
        kind, now = kind_of(asked.key), self._now[asked.key]
        if kind is FieldKind.FLAG:
            return Choosing(_NO_OR_YES, _NO_OR_YES)
        if (values := self.values_of(asked.key)) is not None:
            words = [self.word_of(asked.key, value) for value in values]
            if kind is FieldKind.TEXTS:
                return Marking(values, words)
            if asked.key not in _MUST_CHOOSE:
                values, words = ("", *values), [_NOT_SAID, *words]
            # A file may hold a word that no list has: it stays unless somebody chooses another.
            unknown = [] if now in values else [now]
            return Choosing((*values, *unknown), (*words, *unknown))
        return Typing(asked.example, asked.longest, short=kind in (FieldKind.NUMBER, FieldKind.DATE))

    def values_of(self, key: str) -> Sequence[str] | None:
        """What can be chosen in a field; None where it is typed."""
        if key == "owner_item":
            return OWNER_ITEMS.get(self._now["owner_side"], WORDS["action.owner_item"])
        values = list(self._choices(key))
        return values if values or key == "paired_with" else None

    def word_of(self, key: str, value: str) -> str:
        """How a value is shown that can be chosen."""
        return self._choices(key).get(value, plain(value))

    def _choices(self, key: str) -> Mapping[str, str]:
        return choices_of(key, self._action_now(), self._around)

    def _action_now(self) -> Action:
        """The action as it would be saved."""
        return changed(self._before, self.typed().changes)

    # What it says while it is written

    @on(FormRow.Changed)
    def take_text(self, message: FormRow.Changed) -> None:
        """Say what would be saved now."""
        self._now[message.key] = message.text
        self.look_again()

    @on(events.DescendantBlur)
    def finish_field(self) -> None:
        """Speak about a wrong field when it is finished, not while it is typed."""
        self.look_again()

    @on(events.Resize)
    def look_again(self) -> None:
        """Say the sentence, what to think about, and what is wrong."""
        typed = self.typed()
        action = changed(self._before, typed.changes)
        self.query_one("#sentence", Headline).say(spoken(action))
        thoughts = warnings_about(action, self._around)
        # The height that is left is known when all of this is drawn.
        self.call_after_refresh(self._use_the_room, thoughts)
        troubles = self.troubles(typed)
        for row in self._rows:
            trouble = troubles.get(row.key, "")
            being_typed = row.has_focus_within and not row.error
            missing = needed_words(row.key) == trouble and not row.error
            row.say_error("" if being_typed or missing else trouble)
            asked = pair_question(action) if row.key == "paired_with" and not self._now[row.key] else ""
            row.say_note(self._note(row.key) or asked)
            row.say_beside("" if row.key in typed.troubles else self._beside(row.key, action))
        self.query_one("#pages", Plain).update(self._rail())

    def typed(self) -> Typed:
        """What was typed, as values."""
        return read_texts(self._was, self._now, self._session_date)

    def troubles(self, typed: Typed) -> dict[str, str]:
        """What is wrong, by field: what cannot be read, then what the rules refuse."""
        action = changed(self._before, typed.changes)
        return {**errors_about(action, self._around), **typed.troubles}

    def _use_the_room(self, thoughts: Sequence[str]) -> None:
        """Write the sentence large where there is room; the fields and the warnings share what is left."""
        if not self.query("#body"):  # the form is just being closed
            return
        size, body, fields = self.app.size, self.query_one("#body"), self.query_one(_Fields)
        sentence, notice = self.query_one(Headline), self.query_one(Notice).text
        natural = fields.virtual_size.height + fields.gutter.height
        width = size.width - body.gutter.width
        free = size.height - body.gutter.height - sentence.gutter.height - _HEAD_ROWS
        free -= rows_of(notice, width - 2) + 1 if notice else 0
        large = free - natural - len(thoughts)
        sentence.take(max(0, large) if size.height >= _LARGE_FROM else 0)
        free -= sentence.rows(width - sentence.gutter.width, size)
        shown = [f"! {thought}" for thought in thoughts]
        if len(shown) > (most := max(free - natural, _LEAST_THOUGHTS)):
            shown[most - 1 :] = [f"! and {len(shown) - most + 1} more"]
        self.query_one("#thoughts", Plain).update("\n".join(shown))
        free -= sum(rows_of(line, width - sentence.gutter.width) for line in shown)
        fields.styles.max_height = max(free, _LEAST_ROWS)

    def _beside(self, key: str, action: Action) -> str:
        """The weekday of a date, the unit of a number."""
        if kind_of(key) is FieldKind.NUMBER:
            return action.metric.unit if action.metric else ""
        if kind_of(key) is FieldKind.DATE:
            date = value_at(action, key)
            return f"{weekday(date)} {long_date(date)}" if date else ""
        return ""

    def _note(self, key: str) -> str:
        """What else stands about a field, until it is again what it was."""
        return self._notes.get(key, "") if self._now[key] != self._was[key] else ""

    def _rail(self) -> Content:
        """All pages by name; the one in sight stands out, one that needs a look has a sign."""
        return Content("   ").join(
            Content.styled(
                f"{'! ' if any(self._note(field.key) for field in page.fields) else ''}{page.name}",
                "bold $accent" if number == self._page else "$text-muted",
            )
            for number, page in enumerate(self.pages)
        )

    # Saving and leaving

    @on(Input.Submitted)
    @on(WordChoice.Submitted)
    @on(WordMarks.Submitted)
    async def save(self) -> None:
        """Keep the action, or go to the field that is not ready."""
        typed = self.typed()
        troubles = self.troubles(typed)
        # What was wrong in an old file before is shown, and keeps nobody from changing something else.
        for number, page in enumerate(self.pages):
            for asked in page.fields:
                words = troubles.get(asked.key, "")
                if words and words != self._known_errors.get(asked.key):
                    await self._show_trouble(number, asked.key, troubles)
                    return
        await self.keep(typed)

    async def _show_trouble(self, number: int, key: str, troubles: dict[str, str]) -> None:
        if number != self._page:
            await self.show_page(number, key)
        for row in self._rows:
            row.say_error(troubles.get(row.key, ""))
            if row.key == key:
                row.control.focus()

    async def keep(self, typed: Typed) -> None:
        """Close with the action."""
        self.dismiss(changed(self._before, typed.changes))

    def would_lose(self) -> str | None:
        """The sentence, where anything was typed."""
        return None if self._now == self._was else self.query_one("#sentence", Headline).text
