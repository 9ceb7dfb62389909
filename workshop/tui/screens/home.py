"""The first screen: what to start, and what waits to be resumed."""

from __future__ import annotations

import asyncio
import datetime as dt
import enum
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
from workshop.core.agenda.prepared import Prepared, PreparedFile
from workshop.core.english import clock, long_date
from workshop.core.text import clean
from workshop.ports import (
    FAILURES,
    Backstage,
    DueLookBack,
    DueOfSession,
    Earlier,
    Kept,
    PreparedShelf,
    SavedSession,
)
from workshop.tui.keys import HOME, Key, bindings
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
from workshop.tui.modals.ask import AskModal, Choice
from workshop.tui.modals.steady import SteadyScreen
from workshop.tui.modals.write import WriteModal
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain

_LONGEST_PATH = 400
_MOST_TROUBLES = 2

FEW = 30
"""So many sessions are read in a moment; for more of them the screen does not wait."""

_AT_ONCE = 200
"""So many lines are added to the list before a key may come between."""


class HomeScreen(SteadyScreen[None]):
    """One list: interrupted sessions first, then look-backs that are due, the agendas, and what is kept."""

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
        self._shown: list[Option | None] = []

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
        self._line = 0
        choices.action_first()
        choices.focus()
        if earlier is None:
            self.run_worker(self._look_at_all(kept), group="earlier", exclusive=True)
        self._note(earlier or Earlier())
        self.query_one(FooterLine).show(("Space", "choose"), (("p", "prepare"), ("q", "quit"), ("?", "help")))

    async def _look_at_all(self, kept: Kept) -> None:
        """Add what was read: the line under the bar stays chosen, and stays where it is."""
        choices = self.query_one(OptionList)
        try:
            earlier = await asyncio.to_thread(kept.read)
        except FAILURES as error:
            if kept is self._kept:
                choices.replace_option_prompt(_LOOKING_ID, _NOT_READ)
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
            self._line = choices.highlighted = len([option for option in new if option is not None]) - 1
            choices.scroll_to(y=scrolled + moved, animate=False, force=True, immediate=True)
        self._note(earlier)
        for start in range(len(new) + _AT_ONCE, len(self._shown), _AT_ONCE):
            await asyncio.sleep(0)  # keys come first
            if kept is not self._kept:
                return
            choices.add_options(self._shown[start : start + _AT_ONCE])

    def _note(self, earlier: Earlier) -> None:
        self.query_one("#notices", Notice).text = "  ".join((*self._notices, *earlier.not_read))

    def _options(self, kept: Kept, earlier: Earlier | None) -> list[Option | None]:
        """The list; what is due is looked for, where it is not known yet."""
        sessions = earlier.sessions if earlier is not None else kept.interrupted
        sealed = [session for session in sessions if not session.open]
        waiting = [session for session in sessions if session.open and not session.elsewhere]
        elsewhere = [session for session in sessions if session.open and session.elsewhere]
        offered = [agenda for agenda in self._agendas if not agenda.looks_back]
        series = earlier.series if earlier is not None else ()
        groups = (
            self._group(
                "prepared", ((_prepared_words(file), self._ask(file)) for file in self._prepared.waiting)
            ),
            self._group("resume", ((_resume_words(session), self._resume(session)) for session in waiting)),
            self._due_group(kept, earlier),
            self._group("agenda", ((_agenda_words(agenda), self._start(agenda)) for agenda in offered))
            + self._group("own", [(_OWN_AGENDA, self._agendas_of_own)]),
            self._group(
                "elsewhere", ((_elsewhere_words(session), self._resume(session)) for session in elsewhere)
            ),
            self._group("again", ((_again_words(file), self._ask(file)) for file in self._prepared.led)),
            self._group("series", ((_series_words(name), self._series(name)) for name in series)),
            self._group("all", [(_PLANS, self._plans(None))] if len(sealed) > 1 else ())
            + self._group(
                "kept", ((_kept_words(session), self._plans(session.folder)) for session in sealed)
            ),
        )
        self._preparable = {
            **{f"agenda-{number}": AtPreparing(agenda) for number, agenda in enumerate(offered)},
            **{
                f"due-{number}": AtPreparing(due.agenda, due.look_back)
                for number, due in enumerate(earlier.look_backs if earlier is not None else ())
            },
        }
        options: list[Option | None] = []
        for group in filter(None, groups):
            options += [None] if options else []
            for number, option in enumerate(group):
                options += [Option("", disabled=True)] if number else []  # air between two entries
                options.append(option)
        return options

    def _due_group(self, kept: Kept, earlier: Earlier | None) -> list[Option]:
        if earlier is None:
            return [Option(_LOOKING, _LOOKING_ID, disabled=True)]
        if kept.folders > FEW and not (earlier.look_backs or earlier.dates):
            return [Option(_NOTHING_DUE, disabled=True)]
        return [
            *self._group(
                "due",
                ((_due_words(look_back), self._look_back(look_back)) for look_back in earlier.look_backs),
            ),
            *self._group("date", ((_date_words(date), self._plans(date.folder)) for date in earlier.dates)),
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

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Do what the line says."""
        if event.option_id is not None:
            self._chosen[event.option_id]()

    def action_choose(self) -> None:
        """Choose the line under the bar."""
        self.query_one(OptionList).action_select()

    def action_prepare(self) -> None:
        """Prepare what the line under the bar would begin."""
        option = self.query_one(OptionList).highlighted_option
        where = self._preparable.get(option.id or "") if option is not None else None
        if where is None:
            self.say("Go to an agenda or a look-back first, then prepare it.")
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
        what = await self.app.push_screen_wait(AskModal(file.prepared.title, WISHES, detail=_path(file)))
        try:
            match what:
                case Wish.LEAD:
                    self.post_message(Go(AtPrepared(file)))
                case Wish.REHEARSE:
                    self.post_message(Go(AtRehearsal(file.path)))
                case Wish.CHANGE:
                    self.post_message(Go(AtPreparing(file=file)))
                case Wish.DUPLICATE:
                    await self._duplicate(file)
                case Wish.THROW_AWAY:
                    if await self.app.push_screen_wait(
                        AskModal("Throw it away?", _THROW, detail=_path(file))
                    ):
                        self._backstage.preparing.throw_away(file)
                        self.fill()
                        self.say("It is thrown away.")
        except FAILURES as error:
            self.say(str(error))

    async def _duplicate(self, file: PreparedFile) -> None:
        asked = WriteModal("For which team?", detail="The same texts, no day yet; both are in one series.")
        if team := await self.app.push_screen_wait(asked):
            copy = self._backstage.preparing.duplicate(file, team)
            self.post_message(Go(AtPreparing(file=copy)))

    def _agendas_of_own(self) -> None:
        self.post_message(Go(AtAgendas()))

    def _series(self, name: str) -> Callable[[], None]:
        return lambda: void(self.post_message(Go(AtSeries(name))))


class Wish(enum.Enum):
    """What can become of a prepared session."""

    LEAD = enum.auto()
    REHEARSE = enum.auto()
    CHANGE = enum.auto()
    DUPLICATE = enum.auto()
    THROW_AWAY = enum.auto()


WISHES = (
    Choice(Wish.LEAD, "Lead it", "Opens the lobby."),
    Choice(Wish.REHEARSE, "Rehearse it with a made-up room"),
    Choice(Wish.CHANGE, "Change it"),
    Choice(Wish.DUPLICATE, "Prepare it for another team", "A file of its own; this one stays."),
    Choice(Wish.THROW_AWAY, "Throw it away"),
)
_THROW = (Choice(False, "Keep it"), Choice(True, "Throw it away"))


def void(_: object) -> None:
    """Drop a value."""


def _path(file: PreparedFile) -> str:
    return clean(str(file.path), limit=_LONGEST_PATH)


def _prepared_words(file: PreparedFile) -> Content:
    return Content.assemble((f"Prepared  {file.prepared.title}", "bold"), f"\n{_when(file.prepared)}")


def _again_words(file: PreparedFile) -> Content:
    return Content.assemble((f"Again  {file.prepared.title}", "bold"), "\nwith another team, or once more")


def _when(prepared: Prepared) -> str:
    """The day and the hour, where they are known, and whose session it is."""
    day = long_date(prepared.date) if prepared.date is not None else "no day yet"
    hour = clock(prepared.starts) if prepared.starts is not None else ""
    return ", ".join(filter(None, (day, hour, prepared.team)))


def _resume_words(saved: SavedSession) -> Content:
    return Content.assemble(
        (f"Resume  {saved.title}", "bold"), "\n" + ", ".join(filter(None, ("interrupted", _day(saved))))
    )


def _elsewhere_words(saved: SavedSession) -> Content:
    where = "another window of this program leads it"
    return Content.assemble(
        (f"Running elsewhere  {saved.title}", "bold"), "\n" + ", ".join(filter(None, (where, _day(saved))))
    )


def _due_words(due: DueLookBack) -> Content:
    back = due.look_back
    when = f"{back.day} days after {long_date(back.date)}"
    return Content.assemble(
        (f"Look back  {back.title}", "bold"), f"  {due.agenda.minutes} minutes\n{when}: did it happen?"
    )


def _date_words(due: DueOfSession) -> Content:
    when = f"{'was due' if due.late else 'due'} {long_date(due.date)}"
    return Content.assemble((f"Due  {due.title}", "bold"), f"\n{due.words}, {when}")


def _agenda_words(agenda: Agenda) -> Content:
    phases = ", ".join(phase.label for phase in agenda.phases)
    return Content.assemble((agenda.title, "bold"), f"  {agenda.minutes} minutes  {phases}\n{agenda.summary}")


def _up_to(name: str | None, options: list[Option | None]) -> list[Option | None]:
    """The options up to the one with a name; all of them where there is none."""
    places = (
        place for place, option in enumerate(options, start=1) if option is not None and option.id == name
    )
    return options[: next(places, None)]


_LOOKING = Content.assemble(("Looking for what is due", "bold"), "\nand for what is saved")
_NOTHING_DUE = Content.assemble(("Nothing is due", "bold"), "\nno look-back, no next session, no guardrails")
"""In the place of what was looked for, so that nothing moves."""
_NOT_READ = Content.assemble(("What is due is not known", "bold"), "\nwhat is saved could not be read")
_LOOKING_ID = "looking"

_OWN_AGENDA = Content.assemble(("An agenda of my own ...", "bold"), "\na copy to change, or a small new one")

_PLANS = Content.assemble(("Plans of all sessions", "bold"), "\nwhat is due, what is open, and how it goes")


def _series_words(name: str) -> Content:
    return Content.assemble((f"Series  {name}", "bold"), "\ncapability, confidence, culture; what came of it")


def _kept_words(saved: SavedSession) -> Content:
    return Content.assemble((f"Saved  {saved.title}", "bold"), f"  {_day(saved)}\n{_place(saved)}")


def _place(saved: SavedSession) -> str:
    """The folder; its name may have been given by anybody."""
    return clean(str(saved.folder), limit=_LONGEST_PATH)


def _day(saved: SavedSession) -> str:
    """The date in words; nothing where the folder does not tell it."""
    return long_date(saved.date) if saved.date != dt.date.min else ""
