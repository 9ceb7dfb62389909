"""The first screen: what comes next, what to start, what follows up, what was interrupted."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from workshop.ports import FAILURES, Backstage, Earlier, Kept, Shown
from workshop.tui.key import HOME, Key, bindings
from workshop.tui.messages import AtLibrary, Go
from workshop.tui.modals.steady import SteadyScreen
from workshop.tui.screens.home_board import Board, Counts, Found, board_of, head_date
from workshop.tui.screens.home_page import HomePage
from workshop.tui.screens.home_spots import OfPrepared, Spot, Wish, after, spots_of
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.head_row import HeadRow
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain, rows_of

if TYPE_CHECKING:
    from workshop.core.agenda.prepared import PreparedFile
    from workshop.ports import SavedSession

_MOST_TROUBLES = 2

_ARROWS = "up,down,left,right,home,end,pageup,pagedown,tab,shift+tab"

_ROWS_AROUND = 7
"""Rows of head, hint and footer, with the air between them."""

_BIG_FROM = 30
"""Rows from which on the headline is large."""


class HomeScreen(SteadyScreen[None]):
    """A headline, blocks of spots of which one is marked, and what Enter does with it."""

    CSS_PATH = "home.tcss"
    KEYS: ClassVar[tuple[Key, ...]] = HOME
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(HOME),
        *(Binding(name, f"mark('{name}')", show=False) for name in _ARROWS.split(",")),
    ]

    def __init__(self, backstage: Backstage) -> None:
        super().__init__()
        self._backstage = backstage
        self._found = Found()
        self.board = Board()
        self._notices: Sequence[str] = ()
        self._ending = False
        self._is_marked_by_hand = False
        # Kept, not looked for: something may be said before they are there, or after they are gone.
        self.page = HomePage(_ROWS_AROUND)
        self._headline = Headline("", id="headline")
        self._notices_line, self._notice = Notice(id="notices"), Notice(id="notice")
        self._hint = Plain(id="hint")
        self._footer = FooterLine()

    def compose(self) -> ComposeResult:
        """The head, the page, what one should know, the keys."""
        yield HeadRow("workshop", head_date(self._backstage.preparing.today()))
        yield MoreMarker(self._headline, self.page)
        yield self._notices_line
        yield self._notice
        yield self._hint
        yield self._footer

    @property
    def spot(self) -> Spot | None:
        """The marked one."""
        return next((spot for spot in spots_of(self.page.bands) if spot.id == self.page.marked), None)

    def on_screen_resume(self) -> None:
        """Look again at what there is: a session may have been held meanwhile."""
        self.fill()

    def on_resize(self, event: events.Resize) -> None:
        """The headline is large where there is room for it."""
        height = event.size.height
        self._headline.take(height // 5 if height >= _BIG_FROM else 0)
        self._leave_free()

    # What there is

    def fill(self) -> None:
        """Read what there is to choose from; what cannot be read is said."""
        if self._ending:
            return  # a room is open for a moment: its folder is not looked at
        try:
            found = self._found = self._at_once()
        except FAILURES as error:
            self.say(str(error))
            found = self._found = Found(self._backstage.preparing.today(), earlier=Earlier())
            self._notices = ()
        self._show()
        self._note(self._notices)
        self.call_after_refresh(self._look_further, found)  # the first picture does not wait for it

    def _at_once(self) -> Found:
        """What takes no longer for thousands of sessions."""
        kept, agendas = self._backstage.kept(), self._backstage.agendas()
        prepared = self._backstage.preparing.all()
        self._notices = prepared.troubles[:_MOST_TROUBLES]
        return Found(self._backstage.preparing.today(), prepared, agendas, kept)

    def _look_further(self, found: Found) -> None:
        """Where the latest interrupted session stands, and then what the files of all say."""
        # In this thread: a room that opened the same journal meanwhile would lose its lock.
        left = next((saved for saved in found.kept.interrupted if not saved.elsewhere), None)
        if found is not self._found or self._ending:
            return
        try:
            self._notices = (*self._backstage.notices(), *self._notices)
        except FAILURES as error:
            self.say(str(error))
        self._note(self._notices)
        if left is not None:
            standing = self._backstage.interrupted.where(left.folder)
            found = self._found = dataclasses.replace(found, standing=standing)
            self._show()
        if found.earlier is None:
            self.run_worker(self._read_all(found.kept), group="earlier", exclusive=True)

    async def _read_all(self, kept: Kept) -> None:
        """Add what all files say; the mark stays where it is."""
        try:
            earlier = await asyncio.to_thread(kept.read)
            if self._take(kept, earlier=earlier):
                self._note((*self._notices, *earlier.not_read))
            if any(not saved.open for saved in earlier.sessions):
                self._take(kept, counts=await asyncio.to_thread(self._count))
        except FAILURES as error:
            if kept is self._found.kept:
                self._take(kept, failed=self._found.earlier is None)
                self.say(str(error))

    def _take(self, kept: Kept, **more: object) -> bool:
        """Show more of what was found, unless all was read anew meanwhile."""
        if kept is not self._found.kept:
            return False
        self._found = dataclasses.replace(self._found, **more)  # type: ignore[arg-type]
        self._show()
        return True

    def _count(self) -> Counts | None:
        """The figures of all plans; where there is none, or none can be read, whoever opens them is told."""
        try:
            rows = self._backstage.plan_files().rows().by_shown
        except FAILURES:
            return None
        first = sum(row.is_late and row.what.startswith("first step") for row in rows[Shown.DUE])
        return Counts(len(rows[Shown.OPEN]), first)

    def _show(self) -> None:
        """Draw what was found; what is marked stays marked where it still is there."""
        board = self.board = board_of(self._found)
        page = self.page
        self._headline.say(board.headline)
        page.show(board.hero, board.columns, board.foot)
        known = {spot.id for spot in spots_of(page.bands)}
        if not self._is_marked_by_hand or page.marked not in known:
            page.marked = board.first if board.first in known else next(iter(known), "")
        self._say_what_enter_does()
        self._leave_free()

    # What is said

    def _note(self, notices: Sequence[str]) -> None:
        self._notices_line.text = "  ".join(notices)
        self._leave_free()

    def say(self, text: str) -> None:
        """Show a sentence, until another spot is looked at."""
        self._notice.text = text
        self._hint.display = not text
        self._leave_free()

    def _leave_free(self) -> None:
        """The page knows how many rows are taken, so that it fills the others and no more."""
        width = self.size.width - 4
        said = sum(rows_of(f"! {one.text}", width) for one in (self._notices_line, self._notice) if one.text)
        letters = self._headline.rows(width - 4, self.size) + 1
        self.page.leave_free(_ROWS_AROUND + said + letters)

    def _say_what_enter_does(self) -> None:
        spot = self.spot
        self._hint.update(Content.styled(spot.hint if spot else "", "$text-muted"))
        words = f"{spot.does}" if spot else "choose"
        own = (
            [("p", "prepare" if not spot.prepare.again else "lead it again")] if spot and spot.prepare else []
        )
        keys = (*own, ("←→↑↓", "choose"), ("q", "quit"), ("l", "library"), ("?", "help"))
        self._footer.show(("Enter", words), keys, own=len(own))

    # Keys

    def action_mark(self, key: str) -> None:
        """Mark another spot."""
        self._mark(after(self.page.bands, self.page.marked, key))

    @on(HomePage.Clicked)
    def choose_clicked(self, event: HomePage.Clicked) -> None:
        """A spot that is pointed at is marked, and done where it was marked already."""
        if event.spot == self.page.marked:
            self.action_choose()
        else:
            self._mark(event.spot)

    def _mark(self, spot: str) -> None:
        if spot != self.page.marked:
            self.say("")
        self._is_marked_by_hand = True
        self.page.marked = spot
        self._say_what_enter_does()
        self.query_one(MoreMarker).show_row(self.page, self.page.row)

    def mark_kept(self, kept: PreparedFile) -> None:
        """Look again and mark what was kept just now: whoever prepares goes on with it."""
        self.fill()
        for spot in spots_of(self.page.bands):
            if isinstance(spot.act, OfPrepared) and spot.act.file.path == kept.path:
                self._mark(spot.id)
                return

    def action_choose(self) -> None:
        """Do what is marked."""
        if self._ending:
            self.say("One moment: a session is saved.")
        elif self.spot is not None:
            self._act(self.spot)

    def action_prepare(self) -> None:
        """Prepare what is marked."""
        if self.spot is None or self.spot.prepare is None:
            self.say("Go to an agenda, a look-back or a saved session first.")
        else:
            self.post_message(Go(self.spot.prepare))

    def action_rehearse(self) -> None:
        """Rehearse the prepared session that is marked, or the next one."""
        self._wish(Wish.REHEARSE)

    def action_change(self) -> None:
        """Change the prepared session that is marked, or the next one."""
        self._wish(Wish.CHANGE)

    def _wish(self, wish: Wish) -> None:
        act = self.spot.act if self.spot is not None else None
        file = act.file if isinstance(act, OfPrepared) else self.board.next
        if file is None:
            self.say("Nothing is prepared yet: go to an agenda and press p.")
        elif not self._ending:
            self._act(Spot("", "", "", OfPrepared(file, wish)))

    def action_library(self) -> None:
        """Look through all texts."""
        self.post_message(Go(AtLibrary()))

    def action_leave(self) -> None:
        """Leave the program; nothing is lost here."""
        self.app.exit()

    @work(group="act", exclusive=True)
    async def _act(self, spot: Spot) -> None:
        from workshop.tui.screens.home_asking import Asking

        try:
            await Asking(self, self._backstage).act(spot.act)
        except FAILURES as error:
            self.say(str(error))

    async def end(self, saved: SavedSession) -> None:
        """Save an interrupted session; whatever comes of it, the screen says what there is then."""
        self._ending = True
        try:
            said = await self._backstage.interrupted.end(saved.folder)
        except FAILURES as error:
            said = str(error)
        finally:
            self._ending = False
        self.fill()
        self.say(said)
