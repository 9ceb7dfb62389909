"""The first screen: what is prepared, what was interrupted, what to start, what is due, what was held."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from workshop.core.agenda.agenda import Agenda
from workshop.core.agenda.prepared import PreparedFile
from workshop.ports import (
    FAILURES,
    Backstage,
    DueLookBack,
    Earlier,
    Kept,
    PreparedShelf,
    SavedSession,
    Standing,
)
from workshop.tui.key import HOME, Key, bindings
from workshop.tui.messages import (
    AtAgendas,
    AtPlans,
    AtPrepared,
    AtPreparing,
    AtRehearsal,
    AtResume,
    AtSeries,
    AtSetup,
    Go,
)
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.steady import SteadyScreen
from workshop.tui.modals.write import WriteModal
from workshop.tui.screens import home_lines as lines
from workshop.tui.screens.home_wishes import LEFT, THROW, THROW_LEFT, WISHES, Left, Wish
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain

_MOST_TROUBLES = 2

_MOST_STANDING = 5
"""Of so many interrupted sessions, the latest, the screen says where they stand."""

FEW = 30
"""So many sessions are read in a moment; for more of them the screen does not wait."""

_AT_ONCE = 200
"""So many lines are added to the list before a key may come between."""


class HomeScreen(SteadyScreen[None]):
    """One list in groups: prepared, interrupted, agendas, what follows up, what can be led again."""

    CSS_PATH = "home.tcss"
    KEYS: ClassVar[tuple[Key, ...]] = HOME
    BINDINGS: ClassVar[list[BindingType]] = bindings(HOME)

    def __init__(self, backstage: Backstage) -> None:
        super().__init__()
        self._backstage = backstage
        self._chosen: dict[str, Callable[[], None]] = {}
        self._line = 0
        self._kept = Kept()
        self._agendas: Sequence[Agenda] = ()
        self._notices: Sequence[str] = ()
        self._prepared = PreparedShelf()
        self._preparable: dict[str, AtPreparing] = {}
        self._shown: list[Option] = []
        self._standing: dict[Path, Standing | None] = {}
        self._ending = False

    def compose(self) -> ComposeResult:
        """The question, the list, what one should know, the keys."""
        yield Plain("What do we start?", id="question")
        yield OptionList()
        yield Notice(id="notices")
        yield Notice(id="notice")
        yield FooterLine()

    def on_screen_resume(self) -> None:
        """Look again at what there is: a session may have been held meanwhile."""
        self.fill()

    def fill(self) -> None:
        """Read what there is to choose from; what cannot be read is said."""
        if self._ending:
            return  # a room is open for a moment: its folder is not looked at
        earlier: Earlier | None = None
        try:
            kept, self._agendas = self._backstage.kept(), self._backstage.agendas()
            self._prepared = self._backstage.preparing.all()
            self._notices = (*self._backstage.notices(), *self._prepared.troubles[:_MOST_TROUBLES])
            earlier = kept.read() if kept.folders <= FEW else None
        except FAILURES as error:
            self.say(str(error))
            kept, self._agendas, self._notices, earlier = Kept(), (), (), Earlier()
            self._prepared = PreparedShelf()
        self._kept = kept
        self._chosen.clear()
        self._shown = self._options(kept, earlier)
        choices = self.query_one(OptionList)
        choices.set_options(self._shown)
        choices.action_first()
        self._line = choices.highlighted or 0
        choices.focus()
        if earlier is None:
            self.run_worker(self._look_at_all(kept), group="earlier", exclusive=True)
        self._note(earlier or Earlier())
        self._show_keys()
        self.call_after_refresh(self._tell_standing)  # the first picture does not wait for it

    def _show_keys(self) -> None:
        """What `p` does depends on the line under the bar."""
        option = self.query_one(OptionList).highlighted_option
        where = self._preparable.get(option.id or "") if option is not None else None
        words = "lead it again" if where is not None and where.again is not None else "prepare"
        prepare = (("p", words),) if where is not None else ()
        self.query_one(FooterLine).show(("Space", "choose"), (*prepare, ("q", "quit"), ("?", "help")))

    def _tell_standing(self) -> None:
        """Say at which step sessions were interrupted.

        In this thread: a room that opened the same journal meanwhile would lose its lock.
        """
        choices = self.query_one(OptionList)
        waiting = [saved for saved in self._kept.interrupted if not saved.elsewhere]
        for number, saved in enumerate(waiting[:_MOST_STANDING] if not self._ending else ()):
            self._standing[saved.folder] = self._backstage.interrupted.where(saved.folder)
            choices.replace_option_prompt(f"resume-{number}", self._interrupted_words(saved))

    def _interrupted_words(self, saved: SavedSession) -> Content:
        today = self._backstage.preparing.today()
        return lines.interrupted_words(saved, self._standing.get(saved.folder), today)

    async def _look_at_all(self, kept: Kept) -> None:
        """Add what was read: the line under the bar stays chosen, and stays where it is."""
        choices = self.query_one(OptionList)
        try:
            earlier = await asyncio.to_thread(kept.read)
        except FAILURES as error:
            if kept is self._kept:
                choices.replace_option_prompt(_LOOKING_ID, lines.NOT_READ)
                self.say(str(error))
            return
        if kept is not self._kept:
            return  # the list was filled anew meanwhile
        shown, self._shown = self._shown, self._options(kept, earlier)
        name = choices.highlighted_option.id if choices.highlighted_option is not None else None
        old, new = _up_to(name, shown), _up_to(name, self._shown)
        scrolled = choices.scroll_offset.y
        with self.app.batch_update():
            height = choices.set_options(old).virtual_size.height
            moved = choices.set_options(new).virtual_size.height - height
            choices.add_options(self._shown[len(new) : len(new) + _AT_ONCE])
            self._line = choices.highlighted = len(new) - 1
            choices.scroll_to(y=scrolled + moved, animate=False, force=True, immediate=True)
        self._note(earlier)
        for start in range(len(new) + _AT_ONCE, len(self._shown), _AT_ONCE):
            await asyncio.sleep(0)  # keys come first
            if kept is not self._kept:
                return
            choices.add_options(self._shown[start : start + _AT_ONCE])

    def _note(self, earlier: Earlier) -> None:
        self.query_one("#notices", Notice).text = "  ".join((*self._notices, *earlier.not_read))

    def _options(self, kept: Kept, earlier: Earlier | None) -> list[Option]:
        """The list; what is due is looked for, where it is not known yet."""
        sessions = earlier.sessions if earlier is not None else kept.interrupted
        sealed = [session for session in sessions if not session.open]
        waiting = [session for session in sessions if session.open and not session.elsewhere]
        elsewhere = [session for session in sessions if session.open and session.elsewhere]
        offered = [agenda for agenda in self._agendas if not agenda.looks_back]
        prepared, today = self._prepared, self._backstage.preparing.today()
        series = earlier.series if earlier is not None else ()
        self._preparable = _preparable(offered, earlier or Earlier(), sealed)
        groups = (
            (
                "Prepared",
                self._group(
                    "prepared",
                    ((lines.prepared_words(file, today), self._ask(file)) for file in prepared.waiting),
                ),
            ),
            (
                "Interrupted",
                self._group(
                    "resume", ((self._interrupted_words(one), self._ask_left(one)) for one in waiting)
                ),
            ),
            ("Due", self._due_group(kept, earlier)),
            (
                "Prepare or lead",
                [
                    *self._group("agenda", ((lines.agenda_words(one), self._start(one)) for one in offered)),
                    *self._group("own", [(lines.OWN_AGENDA, self._agendas_of_own)]),
                ],
            ),
            (
                "Running elsewhere",
                self._group(
                    "elsewhere", ((lines.elsewhere_words(one), self._resume(one)) for one in elsewhere)
                ),
            ),
            (
                "Follow up",
                [
                    *self._group("all", [(lines.PLANS, self._plans(None))] if len(sealed) > 1 else ()),
                    *self._group(
                        "series", ((lines.series_words(name), self._series(name)) for name in series)
                    ),
                ],
            ),
            (
                "Again, with another team",
                [
                    *self._group(
                        "again", ((lines.again_words(file), self._ask(file)) for file in prepared.led)
                    ),
                    *self._group(
                        "kept", ((lines.saved_words(one), self._plans(one.folder)) for one in sealed)
                    ),
                ],
            ),
        )
        options: list[Option] = []
        for name, group in groups:
            if group:
                options += [lines.heading(name, first=not options), *group]
        return options

    def _due_group(self, kept: Kept, earlier: Earlier | None) -> list[Option]:
        if earlier is None:
            return [Option(lines.LOOKING, _LOOKING_ID, disabled=True)]
        if kept.folders > FEW and not (earlier.look_backs or earlier.dates):
            return [Option(lines.NOTHING_DUE, disabled=True)]
        return [
            *self._group(
                "due",
                ((lines.look_back_words(due), self._look_back(due)) for due in earlier.look_backs),
            ),
            *self._group(
                "date", ((lines.date_words(date), self._plans(date.folder)) for date in earlier.dates)
            ),
        ]

    def _group(self, kind: str, entries: Iterable[tuple[Content, Callable[[], None]]]) -> list[Option]:
        """Entries of one kind; they have the same names when the list is filled again."""
        options = []
        for number, (words, act) in enumerate(entries):
            options.append(Option(words, id=f"{kind}-{number}"))
            self._chosen[f"{kind}-{number}"] = act
        return options

    def say(self, text: str) -> None:
        """Show a sentence, until another line is looked at."""
        self.query_one("#notice", Notice).text = text

    @on(OptionList.OptionHighlighted)
    def clear_notice(self, event: OptionList.OptionHighlighted) -> None:
        """What was said belonged to another line."""
        if event.option_index != self._line:
            self.say("")
        self._line = event.option_index
        if self._line == 1:
            event.option_list.scroll_home(animate=False)  # its heading belongs to it
        self._show_keys()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Do what the line says."""
        if self._ending:
            self.say("One moment: a session is saved.")
        elif event.option_id is not None:
            self._chosen[event.option_id]()

    def action_choose(self) -> None:
        """Choose the line under the bar."""
        self.query_one(OptionList).action_select()

    def action_prepare(self) -> None:
        """Prepare what the line under the bar would begin."""
        option = self.query_one(OptionList).highlighted_option
        where = self._preparable.get(option.id or "") if option is not None else None
        if where is None:
            self.say("Go to an agenda, a look-back or a saved session first.")
        else:
            self.post_message(Go(where))

    def action_leave(self) -> None:
        """Leave the program; nothing is lost here."""
        self.app.exit()

    def _resume(self, saved: SavedSession) -> Callable[[], None]:
        return lambda: void(self.post_message(Go(AtResume(saved.folder))))

    def _start(self, agenda: Agenda) -> Callable[[], None]:
        return lambda: void(self.post_message(Go(AtSetup(agenda))))

    def _look_back(self, due: DueLookBack) -> Callable[[], None]:
        return lambda: void(self.post_message(Go(AtSetup(due.agenda, due.look_back))))

    def _plans(self, folder: Path | None) -> Callable[[], None]:
        return lambda: void(self.post_message(Go(AtPlans(folder))))

    def _ask(self, file: PreparedFile) -> Callable[[], None]:
        return lambda: void(self._ask_about(file))

    @work(group="prepared", exclusive=True)
    async def _ask_about(self, file: PreparedFile) -> None:
        """What is to become of a prepared session."""
        what = await self.app.push_screen_wait(
            AskModal(file.prepared.title, WISHES, detail=lines.path_words(file))
        )
        try:
            match what:
                case Wish.LEAD:
                    self.post_message(Go(AtPrepared(file)))
                case Wish.REHEARSE:
                    self.post_message(Go(AtRehearsal(file.path)))
                case Wish.CHANGE:
                    self.post_message(Go(AtPreparing(file=file)))
                case Wish.PAPERS:
                    self._write_papers(file)
                case Wish.DUPLICATE:
                    await self._duplicate(file)
                case Wish.THROW_AWAY:
                    if await self.app.push_screen_wait(
                        AskModal("Throw it away?", THROW, detail=lines.path_words(file))
                    ):
                        self._backstage.preparing.throw_away(file)
                        self.fill()
                        self.say("It is thrown away.")
        except FAILURES as error:
            self.say(str(error))

    def _ask_left(self, saved: SavedSession) -> Callable[[], None]:
        return lambda: void(self._ask_about_left(saved))

    @work(group="left", exclusive=True)
    async def _ask_about_left(self, saved: SavedSession) -> None:
        """What is to become of an interrupted session."""
        today = self._backstage.preparing.today()
        where = lines.where_left(saved, self._standing.get(saved.folder), today)
        try:
            match await self.app.push_screen_wait(AskModal(saved.title, LEFT, detail=where)):
                case Left.GO_ON:
                    self.post_message(Go(AtResume(saved.folder)))
                case Left.END:
                    await self._end(saved)
                case Left.THROW_AWAY:
                    if await self.app.push_screen_wait(
                        AskModal(f"Throw away {saved.title}?", THROW_LEFT, detail=where)
                    ):
                        done = self._backstage.interrupted.throw_away(saved.folder)
                        self.fill()
                        self.say(done)
        except FAILURES as error:
            self.say(str(error))

    async def _end(self, saved: SavedSession) -> None:
        """Save it; whatever comes of it, the list says what there is then."""
        self._ending = True
        try:
            said = await self._backstage.interrupted.end(saved.folder)
        except FAILURES as error:
            said = str(error)
        finally:
            self._ending = False
        self.fill()
        self.say(said)

    def _write_papers(self, file: PreparedFile) -> None:
        folder, troubles = self._backstage.preparing.write_papers(file)
        self.say("  ".join((f"Run sheet, invitation and pre-read are in {folder}", *troubles)))

    async def _duplicate(self, file: PreparedFile) -> None:
        asked = WriteModal("For which team?", detail="The same texts, no day yet; both are in one series.")
        if team := await self.app.push_screen_wait(asked):
            copy = self._backstage.preparing.duplicate(file, team)
            self.post_message(Go(AtPreparing(file=copy)))

    def _agendas_of_own(self) -> None:
        self.post_message(Go(AtAgendas()))

    def _series(self, name: str) -> Callable[[], None]:
        return lambda: void(self.post_message(Go(AtSeries(name))))


def void(_: object) -> None:
    """Drop a value."""


def _preparable(
    offered: Sequence[Agenda], earlier: Earlier, sealed: Sequence[SavedSession]
) -> dict[str, AtPreparing]:
    """What `p` leads to, by the names of the lines."""
    return {
        **{f"agenda-{number}": AtPreparing(agenda) for number, agenda in enumerate(offered)},
        **{
            f"due-{number}": AtPreparing(due.agenda, due.look_back)
            for number, due in enumerate(earlier.look_backs)
        },
        **{f"kept-{number}": AtPreparing(again=saved.folder) for number, saved in enumerate(sealed)},
    }


def _up_to(name: str | None, options: list[Option]) -> list[Option]:
    """The options up to the one with a name; all of them where there is none."""
    places = (place for place, option in enumerate(options, start=1) if option.id == name)
    return options[: next(places, None)]


_LOOKING_ID = "looking"
