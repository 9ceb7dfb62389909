"""The live screen: the frame around the panels, and the way from keys to the room."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.timer import Timer

from workshop.core.live import commands as c
from workshop.core.live.desk import Cover
from workshop.core.live.session import Stage
from workshop.core.live.steps.close import ClosePicture
from workshop.core.live.steps.scenario import CasePicture
from workshop.core.live.view import RoomView
from workshop.core.words import Decision
from workshop.ports import FAILURES, Backstage, Leaving
from workshop.room import News, Room
from workshop.tui.curtain import Curtain
from workshop.tui.judge import KeyJudge
from workshop.tui.keys import LIVE, OF_PANELS, TAKE_BACK, UNDER_NO_KEY, Key, bindings, moving
from workshop.tui.laptop import LaptopWords, reachable
from workshop.tui.live.parts.base import Panel
from workshop.tui.live.steps import earlier_panel, panel_for
from workshop.tui.live.steps.close import date_form
from workshop.tui.live.steps.lobby import LobbyPanel
from workshop.tui.live.wifi import wifi_to_show
from workshop.tui.messages import KeysChanged, Lead, ReportWanted, RoomLeft
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.blank import BlankModal
from workshop.tui.modals.figures import FiguresModal
from workshop.tui.modals.form import Form
from workshop.tui.modals.hands import HandsModal
from workshop.tui.modals.join import JoinModal
from workshop.tui.modals.question import QuestionModal
from workshop.tui.modals.questions import (
    DeskWish,
    Leave,
    desk_question,
    end_early_question,
    quit_question,
    report_question,
    seal_question,
    skip_question,
    suggested,
    warned,
)
from workshop.tui.modals.steady import SteadyScreen
from workshop.tui.modals.wifi import WifiModal
from workshop.tui.modals.write import WriteModal
from workshop.tui.widgets.countdown import Countdown
from workshop.tui.widgets.footer_line import FooterLine, Word
from workshop.tui.widgets.head import Head
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.notice import Notice

COUNT_PACE = 0.25
"""Seconds between two pictures that differ only in a count."""
CLOCK_PACE = 0.25
LAPTOP_PACE = 5.0
"""Seconds between two looks at the machine: its address, and whether it slept."""
NOTICE_SECONDS = 10.0
_HELP = ("?", "help")
MOST_KEYS = 3
"""Keys that the footer names beside Space and help; the others are in the help and in the palette."""
_NOTHING = -1
"""Where a look back is that found no earlier step."""


class LiveScreen(Curtain, SteadyScreen[None]):
    """Shows the room as it stands and carries out what the facilitator wants."""

    CSS_PATH = "screen.tcss"
    KEYS: ClassVar[tuple[Key, ...]] = LIVE
    PANEL_KEYS: ClassVar[tuple[Key, ...]] = OF_PANELS
    UNDER_NO_KEY: ClassVar[tuple[Key, ...]] = UNDER_NO_KEY
    MOVES: ClassVar[frozenset[str]] = moving(LIVE)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(LIVE),
        Binding("escape", "return_to_now", "Back to now", show=False),
    ]

    def __init__(self, room: Room, backstage: Backstage, judge: KeyJudge) -> None:
        super().__init__()
        self._room = room
        self._backstage = backstage
        self._seen = room.view()
        self._laptop = LaptopWords(backstage)
        self._addresses = tuple(backstage.addresses())
        self._judge = judge
        self._earlier_step: int | None = None
        self._on_the_way = 1  # this screen itself
        self._count_waits = False
        self._notice_timer: Timer | None = None
        self._over: Screen[None] | None = None
        self._over_is = (Cover.NOTHING, "")
        self._turned = room.turned
        self._unsubscribe: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """The frame; panels come and go between the head and the notices."""
        yield Head()
        yield Container(id="stage")
        with Vertical(id="messages"):
            yield Notice(id="trouble")
            yield Notice(id="notice")
        yield FooterLine()

    async def on_mount(self) -> None:
        """Draw the room, and hear of every change from now on."""
        self._unsubscribe = self._room.subscribe(self._hear)
        self.set_interval(CLOCK_PACE, self._show_time)
        self._backstage.laptop.stay_awake()
        self.set_interval(LAPTOP_PACE, self._look_at_laptop)
        await self._replace_panel(self._seen)
        self._look_at_laptop()
        self._show_frame()
        self._on_the_way -= 1
        self._be_seen()

    def on_unmount(self) -> None:
        """Hear of nothing any more."""
        self._unsubscribe()

    @property
    def is_moving(self) -> bool:
        """Whether the room has been asked for something, or has moved, and the picture is not there yet."""
        return self._on_the_way > 0

    @on(events.ScreenSuspend)
    def note_writing(self) -> None:
        """Let desks know that somebody writes: to lead on would throw it away."""
        self._room.note_writing(isinstance(self.app.screen, Form | WriteModal))

    @on(events.ScreenResume)
    def note_written(self) -> None:
        """Nobody writes any more."""
        self._room.note_writing(False)

    # What the room says

    def _hear(self, change: News) -> None:
        if News.STAGE in change:
            self._on_the_way += 1
            drawn = self._room.draw_first()
            self.call_next(lambda: self._show_move(drawn))
        elif not self._count_waits:
            self._count_waits = True
            self.call_next(self._show_count_soon)

    def _show_count_soon(self) -> None:
        # The room calls from whichever task changed it. A timer started there would belong to no app.
        # What it does then waits its turn, so that no two pictures are drawn at once.
        self.set_timer(COUNT_PACE, lambda: self.call_next(self._show_count))

    async def _show_count(self) -> None:
        self._count_waits = False
        self._follow_cover()
        await self._show_room()
        await self._follow_look()
        self._follow_turns()

    async def _show_move(self, drawn: Callable[[], None]) -> None:
        """Draw the present view with one paint; `drawn` is called when it is on the wall."""
        self.lower()
        try:
            await self._show_room()
        finally:
            self._finish_picture(drawn)

    @work(group="picture")
    async def _finish_picture(self, drawn: Callable[[], None]) -> None:
        try:
            await self.raise_when_settled(self, then=drawn)
        finally:
            self._on_the_way -= 1

    async def _ask_room(self, act: Awaitable[None]) -> None:
        """Have the room do something; until that is done no other key moves."""
        self._on_the_way += 1
        try:
            await act
        finally:
            self._on_the_way -= 1

    async def _show_room(self) -> None:
        """Draw the present view; a new place ends a look back, and is to be seen before a key moves again."""
        view = self._room.view()
        moved, moved_house = view.position != self._seen.position, view.setup.host != self._seen.setup.host
        self._seen = view
        if moved_house:
            self._look_at_laptop()
        if moved:
            self.say("")
            self._laptop.move_on()
            await self._leave_earlier_step()
        if self._live_panel.carries(view):
            self._live_panel.show(view)
        else:
            await self._replace_panel(view)
        self._show_frame()
        if isinstance(over := self.app.screen, HandsModal) and c.CountHands in view.allowed:
            over.show_phones(view.voted, view.present)
        if moved:
            self._be_seen()
            if isinstance(over := self.app.screen, WifiModal):
                over.dismiss()  # a desk has led on: what the room is to see now lies below it

    def _be_seen(self) -> None:
        """The picture is there; parts of it may have been drawn already, so no drawing is waited for."""
        self._judge.shown()
        self._judge.drawn()

    @property
    def _live_panel(self) -> Panel[Any]:
        return self.query_one("#stage > .-live", Panel)

    async def _replace_panel(self, view: RoomView) -> None:
        stage = self.query_one("#stage", Container)
        panel = self._new_panel(view)
        panel.add_class("-live")
        # Timers and keys run beside this. Whenever they come, exactly one panel is the live one.
        old = list(stage.children)
        with self.app.batch_update():
            self.query_one(Head).display = view.stage is not Stage.LOBBY  # its row belongs to the code
            for child in old:
                child.remove_class("-live", update=False)  # no rule asks for it, and it goes
            await stage.mount(panel)
            await stage.remove_children(old)
        panel.take_focus()

    def _new_panel(self, view: RoomView) -> Panel[Any]:
        if view.stage is Stage.LOBBY:
            return LobbyPanel(
                view, self._backstage.join_url(self._room), self._backstage.shown_url(self._room)
            )
        panel = panel_for(view)
        panel.clock, panel.folder = self._room.clock, str(self._room.folder.path)
        return panel

    # The frame

    def _show_frame(self) -> None:
        if isinstance(panel := self._live_panel, LobbyPanel):
            panel.show_address(self._backstage.join_url(self._room), self._backstage.shown_url(self._room))
        self._show_head()
        self._show_trouble()
        self._show_time()
        self._show_footer()

    def _show_trouble(self) -> None:
        self.query_one("#trouble", Notice).say((self._room.trouble or "", *self._laptop.lines))

    def _look_at_laptop(self) -> None:
        """Say what has become of the machine: phones and the facilitator cannot see it."""
        before = self._laptop.lines
        if once := self._laptop.look(self._seen):
            self.say(*once)
        if self._laptop.lines != before:
            if self._laptop.address_gone and isinstance(over := self.app.screen, JoinModal | WifiModal):
                over.dismiss()  # its code is dead, or may be, and hides what there is to say
            self._show_trouble()
            self.show_keys()

    def _show_head(self) -> None:
        head, step = self.query_one(Head), self._earlier_step
        head.show(self._seen)
        if step is not None and step != _NOTHING:
            head.show_earlier(self._seen.steps[step], step)

    @on(MoreMarker.Settled)
    def note_page(self) -> None:
        """Tell the desk what more there is on the wall, once that is laid out."""
        self._room.note_page(self.panel_in_sight.next_page)

    def _show_time(self) -> None:
        self.note_page()
        ends_at = self._seen.ends_at
        left = None if ends_at is None else ends_at - self._room.clock()
        # One clock in figures is enough: some panels show it in their middle.
        counts_itself = any(one.display for one in self.panel_in_sight.query(Countdown))
        self.query_one(Head).show_time(left, in_figures=not counts_itself)

    def _show_footer(self) -> None:
        footer = self.query_one(FooterLine)
        if self._earlier_step is not None:
            past = self.query("#stage > .-earlier").results(Panel)
            own = tuple(word for panel in past for word in panel.keys)
            further = any(index < self._earlier_step for index in self._seen.earlier_steps)
            back: tuple[Word, ...] = (("b", "further back"),) if further else ()
            footer.show(("Space", "back to now"), (*(*own, *back)[:MOST_KEYS], _HELP), own=len(own))
        elif self._is_typing():
            main, *others = self._live_panel.TYPING_KEYS
            footer.show(main, tuple(others))
        else:
            own = self._live_panel.keys
            words, first = (*own, *self._other_keys(own)), len(own)
            if self._seen.stage is Stage.LOBBY:  # how phones come in is named before how many are expected
                words, first = (*self._other_keys(own), *own), 0
            if (
                way_back := (TAKE_BACK.shown, self._seen.take_back_words)
            ) in words and way_back != TAKE_BACK.words:
                # A vote was just closed, or something left out: the way back comes before all else.
                words, first = (way_back, *(word for word in words if word != way_back)), 1
            footer.show(("Space", self._main_words()), (*words[:MOST_KEYS], _HELP), own=first)

    def _is_typing(self) -> bool:
        return self.focused is not None and self.focused.check_consume_key("space", " ")

    def _main_words(self) -> str:
        return "back to the start" if self._seen.stage is Stage.SEALED else self._seen.next_words

    def _other_keys(self, own: tuple[Word, ...]) -> tuple[Word, ...]:
        taken = {shown for shown, _ in own}
        return tuple(
            (key.shown, self._words_of(key))
            for key in LIVE
            if key.word and key.shown not in taken and self._makes_sense(key)
        )

    def _words_of(self, key: Key) -> str:
        """What a key does here, where its own word does not say it."""
        words = {c.TakeBack: self._seen.take_back_words, c.Skip: self._seen.skip_words}
        return words.get(key.needs, key.word) if key.needs is not None else key.word

    def _makes_sense(self, key: Key) -> bool:
        view = self._seen
        match key.action:
            case "show_hint":
                return view.hint_ready
            case "skip":
                return bool(view.skip_words)
            case "extend":
                return view.ends_at is not None and c.Extend in view.allowed
            case "next_address":
                return bool(self._laptop.address_gone) or (
                    view.stage is Stage.LOBBY and len(self._addresses) > 1
                )
            case "open_desk" | "show_wifi":
                return view.stage is Stage.LOBBY  # named before the room comes in; they work everywhere
            case "join":
                return view.stage not in (Stage.LOBBY, Stage.CLOSE, Stage.SEALED)
            case "earlier_step":
                return bool(view.earlier_steps)
        return key.needs is None or key.needs in view.allowed

    def say(self, *sentences: str) -> None:
        """Show a sentence for a while, or some below each other."""
        if self._notice_timer is not None:
            self._notice_timer.stop()
            self._notice_timer = None
        for notice in self.query("#notice").results(Notice):  # none where this screen has been left
            notice.say(sentences)
        if any(sentences):
            self._notice_timer = self.set_timer(NOTICE_SECONDS, lambda: self.say(""))

    @on(KeysChanged)
    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def show_keys(self) -> None:
        """Keys depend on what has the focus."""
        try:
            self._show_footer()
        except NoMatches:  # the panel is just being replaced; the new one brings its keys
            return

    # What the facilitator wants

    @on(Lead)
    def lead_room(self, message: Lead) -> None:
        """Carry out what a panel asked for."""
        message.stop()
        self._lead(message.command)

    @on(ReportWanted)
    def write_report(self, message: ReportWanted) -> None:
        """Write the report, and say where it is."""
        message.stop()
        self._write_report(phones=message.phones)

    @work(group="report", exclusive=True)
    async def _write_report(self, *, phones: bool) -> None:
        try:
            done = await self._backstage.report(phones=phones)
        except FAILURES as error:
            done = str(error)
        self.say(done)

    def _lead(self, command: c.Command, after: int | None = None) -> None:
        """Carry it out if the room is still where the picture shows it, or where it was `after` a move."""
        after = self._seen.moved if after is None else after
        self._carry_out(lambda: self._room.lead(command, after))

    def _carry_out(self, act: Callable[[], Awaitable[None]]) -> None:
        self._on_the_way += 1  # now, not when the worker gets its turn: keys come in between
        self._carry_out_now(act)

    @work(group="lead")
    async def _carry_out_now(self, act: Callable[[], Awaitable[None]]) -> None:
        try:
            await act()
        except FAILURES as error:
            self.say(str(error))
        else:
            self.say("")
        finally:
            self._on_the_way -= 1

    async def action_advance(self) -> None:
        """Do the next thing, unless a look back ends here, or a desk is just covering the wall."""
        if self._room.covered is not Cover.NOTHING:
            self._room.cover(Cover.NOTHING)
        elif self._earlier_step is not None:
            await self.action_return_to_now()
        elif self._seen.stage is Stage.SEALED:
            self._leave_sealed(Leaving.HOME)
        elif self._seen.stage is Stage.CLOSE:
            self._ask_to_seal()
        else:
            self._lead(c.Advance(self._room.clock(), self._room.present))

    def action_skip(self) -> None:
        """Leave out what comes next, if that is really meant."""
        if (question := skip_question(self._room.view())) is not None:
            self._ask_and_skip(question)
        else:
            self._lead(c.Skip(self._room.clock(), self._room.present))

    @work(group="ask", exclusive=True)
    async def _ask_and_skip(self, question: AskModal[bool]) -> None:
        """Skip if the answer is yes, and the room is still where it was asked."""
        asked_after = self._seen.moved
        if await self.app.push_screen_wait(question):
            self._lead(c.Skip(self._room.clock(), self._room.present), asked_after)

    def action_take_back(self) -> None:
        """Open a closed vote again, or go back to before the last move."""
        self._lead(c.TakeBack(self._room.clock()))

    def action_extend(self) -> None:
        """Give a minute more."""
        self._lead(c.Extend(self._room.clock()))

    def action_show_hint(self) -> None:
        """Show the hint of the scenario."""
        self._lead(c.ShowHint())

    def action_blank(self) -> None:
        """Take everything off the wall."""
        self._lay_over(Cover.BLANK)

    def action_join(self) -> None:
        """Show the QR code over everything."""
        if self._seen.stage is Stage.SEALED:
            self.say("The session is over: nobody joins any more.")
            return
        self._lay_over(Cover.JOIN)

    def _lay_over(self, cover: Cover) -> None:
        """Lay something over the wall, until a key or the desk takes it away."""
        self._over = over = self._made(cover)
        self._over_is = (cover, self._question_of(cover))
        self.app.push_screen(over, lambda _: self._lifted(over))
        if self._room.covered is not cover:
            self._room.cover(cover)

    def _question_of(self, cover: Cover) -> str:
        return self._room.question if cover is Cover.QUESTION else ""

    def _made(self, cover: Cover) -> Screen[None]:
        if cover is Cover.BLANK:
            return BlankModal()
        if cover is Cover.FIGURES:
            return FiguresModal(self.panel_in_sight.figures)
        if cover is Cover.QUESTION:
            return QuestionModal(self._room.question)
        return JoinModal(self._backstage.join_url(self._room), self._backstage.shown_url(self._room))

    def _lifted(self, over: Screen[None]) -> None:
        if self._over is over:
            self._over = None
            self._room.cover(Cover.NOTHING)

    def _follow_cover(self) -> None:
        """Do to the wall what the desk wants of it."""
        wanted, over = self._room.covered, self._over
        now = (Cover.NOTHING, "") if over is None else self._over_is
        if (wanted, self._question_of(wanted)) == now:
            return
        if over is not None:
            self._over = None
            over.dismiss()
        if wanted is not Cover.NOTHING:
            self._lay_over(wanted)

    @work(group="ask", exclusive=True)
    async def action_open_desk(self) -> None:
        """Show the code of the desk, if nobody else can scan it."""
        if self._seen.stage is Stage.SEALED:
            self.say("The session is over: there is no desk any more.")
            return
        wish = await self.app.push_screen_wait(desk_question())
        try:
            if wish is DeskWish.NEW:
                await self._ask_room(self._room.lead(c.RevokeDesks()))
        except FAILURES as error:
            self.say(str(error))
            return
        if wish in (DeskWish.SHOW, DeskWish.NEW):
            shown = f"{self._backstage.shown_url(self._room)}/desk/{self._room.desk_link()}"
            self.app.push_screen(JoinModal(self._backstage.desk_url(self._room), shown))

    @work(group="ask", exclusive=True)
    async def action_show_wifi(self) -> None:
        """Show a code by which phones join the Wi-Fi."""
        if self._seen.stage is Stage.SEALED:
            self.say("The session is over: nobody joins any more.")
            return
        try:
            wifi = await wifi_to_show(self.app, self._backstage.wifi)
        except FAILURES as error:
            self.say(str(error))
        else:
            if wifi is not None:
                self.app.push_screen(WifiModal(wifi))

    def action_show_suggestion(self) -> None:
        """Say what the first vote calls for, to who has no desk."""
        if suggestion := self._room.desk().alone.suggestion:
            self.app.push_screen(suggested(suggestion))
        else:
            self.say("Something is suggested in the talk after a first vote.")

    def action_show_warnings(self) -> None:
        """Say what is odd about the phones, to who has no desk."""
        if warnings := self._room.warnings:
            self.app.push_screen(warned(warnings))
        else:
            self.say("There is nothing odd about the phones.")

    def action_next_address(self) -> None:
        """Put the next candidate into the QR code."""
        self._addresses = addresses = reachable(self._backstage)
        now = self._seen.setup.host
        following = addresses[(addresses.index(now) + 1) % len(addresses)] if now in addresses else None
        following = following or next(iter(addresses), None)
        if following is None or following == now:
            self.say("There is no other address on this machine.")
        else:
            self._lead(c.ChangeAddress(following))

    def action_explain_figures(self) -> None:
        """Say what the figures mean."""
        self._lay_over(Cover.FIGURES)

    @work(group="ask", exclusive=True)
    async def action_count_hands(self) -> None:
        """Ask for a show of hands in the words of the case."""
        case = self._seen.picture
        if not isinstance(case, CasePicture) or c.CountHands not in self._seen.allowed:
            self._lead(c.CountHands(dict.fromkeys(Decision, 0)))  # the room says why it is not possible
            return
        seen = self._room.view()
        modal = HandsModal(
            case.face.options,
            voted=seen.voted,
            present=seen.present,
            counted=seen.hands > 0,
            instead=seen.by_hand,
        )
        counted = await self.app.push_screen_wait(modal)
        if counted is not None:
            self._lead(counted)

    @work(group="ask", exclusive=True)
    async def action_end_early(self) -> None:
        """Go to the closing, if that is really meant."""
        end = c.EndEarly(self._room.clock(), self._room.present)
        if c.EndEarly not in self._seen.allowed:
            self._lead(end)  # the room says why it is not possible
            return
        asked_after = self._seen.moved
        if await self.app.push_screen_wait(end_early_question(self._seen)):
            self._lead(c.EndEarly(self._room.clock(), self._room.present), asked_after)

    @work(group="ask", exclusive=True)
    async def _ask_to_seal(self) -> None:
        if not await self._next_date_is_said():
            return
        asked_after = self._seen.moved
        if await self.app.push_screen_wait(self._seal_question()):
            self._carry_out(lambda: self._room.seal(asked_after))

    def _seal_question(self) -> AskModal[bool]:
        return seal_question(unread=bool(self._room.desk().unread_questions))

    async def _next_date_is_said(self) -> bool:
        """Ask when the next session is, unless somebody has said it, or that there is none."""
        view = self._room.view()
        if not isinstance(view.picture, ClosePicture):
            return True
        closing = view.picture.closing
        if closing.next_session is not None or closing.no_next_session:
            return True
        agreed = await self.app.push_screen_wait(date_form(closing, view.setup.date))
        if agreed is None:
            return False
        try:
            await self._ask_room(self._room.lead(c.SetNextDate(agreed.date)))
        except FAILURES as error:
            self.say(str(error))
            return False
        return True

    @work(group="quit", exclusive=True)
    async def action_ask_quit(self) -> None:
        """Leave at once when there is nothing to lose, else ask how."""
        if self._seen.stage is Stage.SEALED:
            self._leave_sealed(Leaving.ENDED)
            return
        match await self.app.push_screen_wait(quit_question(self._seen)):
            case Leave.LATER:
                self.post_message(RoomLeft(Leaving.LATER))
            case Leave.END:
                await self._end_now()

    @work(group="leave", exclusive=True)
    async def _leave_sealed(self, leaving: Leaving) -> None:
        """Leave; while phones can fetch the report, ask first."""
        if not self._backstage.offers_report or await self.app.push_screen_wait(report_question()):
            self.post_message(RoomLeft(leaving))

    async def _end_now(self) -> None:
        try:
            if self._seen.stage is not Stage.CLOSE:
                await self._ask_room(self._room.lead(c.EndEarly(self._room.clock(), self._room.present)))
            if not await self._next_date_is_said():
                return
            # To go to the closing has brought the last questions: nobody was told of these.
            unread = self._room.desk().unread_questions
            if unread and not await self.app.push_screen_wait(self._seal_question()):
                return
            await self._ask_room(self._room.seal())
        except FAILURES as error:
            self.say(str(error))
        else:
            self.post_message(RoomLeft(Leaving.ENDED))

    # A look back

    async def action_earlier_step(self) -> None:
        """Show the nearest earlier step that has a picture; the room does not move."""
        for index in reversed(self._seen.earlier_steps):
            nearer = self._earlier_step is None or index < self._earlier_step
            if nearer and (then := self._room.earlier_step(index)) is not None:
                await self._show_earlier_step(index, earlier_panel(then))
                return
        if self._seen.stage is Stage.SEALED:
            self.say("The session is over: nothing can be looked at again.")
        elif self._earlier_step not in (None, _NOTHING):
            self.say("There is nothing further back.")
        else:
            await self._say_nothing_is_earlier()

    async def _say_nothing_is_earlier(self) -> None:
        """Say so, and for as long as that stands, Space means "back to now" as in any look back."""
        self._earlier_step = _NOTHING
        self.say("There is nothing behind us yet.")
        self._show_footer()
        self.set_timer(NOTICE_SECONDS, lambda: self.call_next(self._return_from_nothing))

    async def _return_from_nothing(self) -> None:
        if self._earlier_step == _NOTHING:
            await self.action_return_to_now()

    async def action_return_to_now(self) -> None:
        """End the look back; leave a text field."""
        if self._earlier_step is not None:
            await self._leave_earlier_step()
            self.say("")
            self._show_frame()
            self._judge.shown()
        else:
            self._live_panel.take_focus()

    @property
    def panel_in_sight(self) -> Panel[Any]:
        """What the room sees: the step that is looked back at, or the one it is at."""
        return next(iter(self.query("#stage > .-earlier").results(Panel)), self._live_panel)

    def _follow_turns(self) -> None:
        """Turn the page as often as desks have."""
        wanted, self._turned = self._room.turned - self._turned, self._room.turned
        for _ in range(wanted):
            self.panel_in_sight.turn()

    async def _follow_look(self) -> None:
        """Look at the earlier step that the desk wants to be shown, or end that."""
        wanted = self._room.looked_at
        if wanted == (None if self._earlier_step == _NOTHING else self._earlier_step):
            return
        then = self._room.earlier_step(wanted) if wanted is not None else None
        if wanted is not None and then is not None:
            await self._show_earlier_step(wanted, earlier_panel(then))
        else:
            await self.action_return_to_now()

    async def _show_earlier_step(self, index: int, panel: Panel[Any]) -> None:
        await self._leave_earlier_step()
        self._earlier_step = index
        self._room.look_at(index)
        panel.add_class("-earlier")
        self._live_panel.display = False
        await self.query_one("#stage", Container).mount(panel)
        panel.take_focus()
        self._show_head()
        self._show_footer()
        self._judge.shown()

    async def _leave_earlier_step(self) -> None:
        if self._earlier_step is None:
            return
        self._earlier_step = None
        self._room.look_at(None)
        await self.query("#stage > .-earlier").remove()
        self._live_panel.display = True
        self._live_panel.take_focus()
