"""What was agreed in all sessions, and what of it is due: a table that opens one action."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import DataTable

from workshop.core.english import long_date, short_date, weekday
from workshop.core.text import clean
from workshop.ports import BackstageError, PlanFiles, PlanRow, PlanRows, Shown
from workshop.tui.keys import PLANS, Key, bindings
from workshop.tui.modals.steady import SteadyScreen
from workshop.tui.screens.plan_action import PlanActionScreen
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain

_NOTHING = {
    Shown.DUE: "Nothing is due in the next two weeks.",
    Shown.OPEN: "No action is open.",
    Shown.CLOSED: "No action is done or dropped yet.",
}
_OF_SESSION = (
    "This is a date of the whole session. `workshop plan set` changes it; docs/plan-format.md says how."
)
_COLUMNS = ("date", "what", "action", "who answers", "status", "session")
_LONGEST_NOTICE = 200
_LEAST, _WIDE, _WIDEST = 80, 110, 150
_MARGINS_FROM = 100


class PlansScreen(SteadyScreen[None]):
    """The rows of one question, sorted by date, and below them all of the row under the bar."""

    CSS_PATH = "plans.tcss"
    KEYS: ClassVar[tuple[Key, ...]] = PLANS
    BINDINGS: ClassVar[list[BindingType]] = bindings(PLANS)

    def __init__(self, files: PlanFiles) -> None:
        super().__init__()
        self._files = files
        self._rows = PlanRows({})
        self._shown = Shown.DUE
        self._drawn: list[PlanRow] = []
        self._was_read = False

    def compose(self) -> ComposeResult:
        """The question, the three answers by name, the table, the row in full, the keys."""
        yield Headline("Did it happen?", beside_text=True, id="question")
        yield Plain(id="shown")
        yield DataTable[Text](cursor_type="row")
        yield Plain(id="nothing")
        yield Plain(id="detail")
        yield Notice()
        yield FooterLine()

    def on_mount(self) -> None:
        """Look again when the terminal comes back to the front."""
        self.watch(self.app, "app_focus", self.look_again, init=False)

    @on(events.ScreenResume)
    def look_again(self) -> None:
        """Read the files again if one of them is another one now."""
        if not self.is_current or (self._was_read and not self._files.is_stale()):
            return
        self._was_read = True
        try:
            self._rows = self._files.rows()
        except BackstageError as error:
            self._rows = PlanRows({}, (str(error),))
        self.say("  ".join(self._rows.unusable[:2]))
        self.fill()

    @on(events.Resize)
    def fill(self) -> None:
        """Draw the rows for the width there is; the bar stays on its row where that is still there."""
        table = self.query_one(DataTable)
        before, at = self._row(), table.cursor_row
        self._drawn = rows = list(self._rows.by_shown.get(self._shown, ()))
        widths = _widths(self.app.size.width)
        table.clear(columns=True)
        for name, width in zip(_COLUMNS, widths, strict=True):
            if width:
                table.add_column(name, width=width)
        for number, row in enumerate(rows):
            cells = (cell for cell, width in zip(_cells(row), widths, strict=True) if width)
            table.add_row(*cells, key=str(number))
        table.display = bool(rows)
        self.query_one("#nothing", Plain).update(_NOTHING[self._shown])
        self.query_one("#nothing").display = not rows
        table.move_cursor(row=rows.index(before) if before in rows else min(at, max(len(rows) - 1, 0)))
        if rows:
            table.focus()
        self._show_frame()

    def _row(self) -> PlanRow | None:
        """The row under the bar."""
        rows, at = self._drawn, self.query_one(DataTable).cursor_row
        return rows[at] if 0 <= at < len(rows) else None

    def _show_frame(self) -> None:
        counts = [(shown, len(self._rows.by_shown.get(shown, ()))) for shown in Shown]
        words = [
            Content.styled(
                f"{shown.value} {count}", "bold $accent" if shown is self._shown else "$text-muted"
            )
            for shown, count in counts
        ]
        if rehearsed := self._rows.rehearsed:
            words.append(Content.styled(f"rehearsed, left out {rehearsed}", "$text-muted"))
        self.query_one("#shown", Plain).update(Content("   ").join(words))
        keys = (("f", _after(self._shown).value), ("Esc", "leave"), ("?", "help"))
        self.query_one(FooterLine).show(("Space", "open") if self._drawn else None, keys)
        self.show_row()

    @on(DataTable.RowHighlighted)
    def show_row(self) -> None:
        """Say all of the row under the bar: the table cuts what does not fit."""
        row = self._row()
        self.query_one("#detail").display = row is not None
        if row is not None:
            about = ", ".join(filter(None, (row.status, _when(row), row.session)))
            self.query_one("#detail", Plain).update(
                Content.assemble(
                    Content.styled(row.sentence, "bold"), "\n", Content.styled(about, "$text-muted")
                )
            )

    def say(self, text: str) -> None:
        """Show a sentence."""
        self.query_one(Notice).text = text

    def action_show_others(self) -> None:
        """The answer to the next of the three questions."""
        self.say("")
        self._shown = _after(self._shown)
        self.fill()

    @on(DataTable.RowSelected)
    @work(exclusive=True)
    async def action_open(self) -> None:
        """Open the action of the row."""
        if (row := self._row()) is None:
            return
        if row.of_session:
            self.say(_OF_SESSION)
            return
        try:
            opened = self._files.open(row.place)
        except BackstageError as error:
            self.say(str(error))
            return
        saved = await self.app.push_screen_wait(PlanActionScreen(self._files, opened))
        if saved is not None:
            self.say(clean(f"Saved: {row.place.action_id} in {row.place.path.name}.", limit=_LONGEST_NOTICE))

    def action_back(self) -> None:
        """Leave the plans."""
        self.dismiss()


def _after(shown: Shown) -> Shown:
    every = list(Shown)
    return every[(every.index(shown) + 1) % len(every)]


def _widths(width: int) -> tuple[int, int, int, int, int, int]:
    """A width for each column; 0 leaves it out, because the row in full says it as well."""
    who, status, session = (24, 8, 28) if width >= _WIDEST else (18, 8, 18) if width >= _WIDE else (15, 0, 0)
    fixed = (13, 12, who, status, session)
    margins = 6 if width >= _MARGINS_FROM else 2  # beside the cells' own
    space = max(width, _LEAST) - 1 - margins - sum(column + 2 for column in fixed if column) - 2
    return 13, 12, space, who, status, session


def _cells(row: PlanRow) -> tuple[Text, ...]:
    """The cells; a late one has a sign that is not a colour."""
    date = Text(f"{'! ' if row.is_late else '  '}{_short(row.date)}", "bold" if row.is_late else "")
    texts = (row.what, row.sentence, row.accountable, row.status, row.session)
    return (date, *(Text(text, no_wrap=True, overflow="ellipsis") for text in texts))


def _short(date: dt.date | None) -> str:
    return short_date(date) if date else ""


def _when(row: PlanRow) -> str:
    """The date in words."""
    if row.date is None:
        return ""
    late = ", late" if row.is_late else ""
    return f"{row.what} on {weekday(row.date)} {long_date(row.date)}{late}"
