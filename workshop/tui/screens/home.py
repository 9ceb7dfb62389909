"""The first screen: what to start, and what waits to be resumed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from workshop.core.agenda import Agenda
from workshop.core.english import long_date
from workshop.core.text import clean
from workshop.tui.failures import FAILURES
from workshop.tui.host import DueLookBack, DueOfSession, Host, SavedSession
from workshop.tui.keys import HOME, Key, bindings
from workshop.tui.messages import AgendaChosen, PlansChosen, ResumeChosen, SeriesChosen
from workshop.tui.screens.steady import SteadyScreen
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain

_LONGEST_PATH = 400


class HomeScreen(SteadyScreen[None]):
    """One list: interrupted sessions first, then look-backs that are due, the agendas, and what is kept."""

    CSS_PATH = "home.tcss"
    KEYS: ClassVar[tuple[Key, ...]] = HOME
    BINDINGS: ClassVar[list[BindingType]] = bindings(HOME)

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._chosen: dict[str, Callable[[], None]] = {}
        self._line = 0

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
        """Read what the host offers; what it cannot read it says."""
        choices = self.query_one(OptionList)
        self._chosen.clear()
        choices.clear_options()
        try:
            saved, agendas = self._host.saved(), self._host.agendas()
            notices = (*self._host.notices(), *self._host.not_read())
            due, series = self._host.due(), self._host.series_names()
            dates = self._host.due_of_sessions()
        except FAILURES as error:
            self.say(str(error))
            saved, agendas, notices, due, series, dates = (), (), (), (), (), ()
        kept = [one for one in saved if not one.open]
        groups = [
            [self._option(_resume_words(one), self._resume(one)) for one in saved if one.open],
            [
                *(self._option(_due_words(one), self._look_back(one)) for one in due),
                *(self._option(_date_words(one), self._plans(one.folder)) for one in dates),
            ],
            [
                self._option(_agenda_words(agenda), self._start(agenda))
                for agenda in agendas
                if not agenda.looks_back
            ],
            [self._option(_series_words(name), self._series(name)) for name in series],
            [
                *([self._option(_PLANS, self._plans(None))] if len(kept) > 1 else []),
                *(self._option(_kept_words(one), self._plans(one.folder)) for one in kept),
            ],
        ]
        for group in filter(None, groups):
            if choices.option_count:
                choices.add_option(None)
            for number, option in enumerate(group):
                if number:
                    choices.add_option(Option("", disabled=True))  # air between two entries
                choices.add_option(option)
        self._line = 0
        choices.highlighted = 0 if choices.option_count else None
        choices.focus()
        self.query_one("#notices", Notice).text = "  ".join(notices)
        self.query_one(FooterLine).show(
            ("Space", "choose"), (("t", "dark or light"), ("q", "quit"), ("?", "help"))
        )

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

    def action_leave(self) -> None:
        """Leave the program; nothing is lost here."""
        self.app.exit()

    def _option(self, words: Content, act: Callable[[], None]) -> Option:
        name = f"choice-{len(self._chosen)}"
        self._chosen[name] = act
        return Option(words, id=name)

    def _resume(self, saved: SavedSession) -> Callable[[], None]:
        return lambda: void(self.post_message(ResumeChosen(saved.folder)))

    def _start(self, agenda: Agenda) -> Callable[[], None]:
        return lambda: void(self.post_message(AgendaChosen(agenda)))

    def _look_back(self, due: DueLookBack) -> Callable[[], None]:
        return lambda: void(self.post_message(AgendaChosen(due.agenda, due.look_back)))

    def _plans(self, folder: Path | None) -> Callable[[], None]:
        return lambda: void(self.post_message(PlansChosen(folder)))

    def _series(self, name: str) -> Callable[[], None]:
        return lambda: void(self.post_message(SeriesChosen(name)))


def void(_: object) -> None:
    """Drop a value."""


def _resume_words(saved: SavedSession) -> Content:
    return Content.assemble(
        (f"Resume  {saved.title}", "bold"), "\n" + ", ".join(filter(None, ("interrupted", _day(saved))))
    )


def _due_words(due: DueLookBack) -> Content:
    back = due.look_back
    when = f"{back.day} days after {long_date(back.date)}"
    return Content.assemble(
        (f"Look back  {back.title}", "bold"), f"  {due.agenda.minutes} minutes\n{when}: did it happen?"
    )


def _date_words(due: DueOfSession) -> Content:
    when = f"{'was due' if due.late else 'due'} {due.date.day} {due.date:%B %Y}"
    return Content.assemble((f"Due  {due.title}", "bold"), f"\n{due.words}, {when}")


def _agenda_words(agenda: Agenda) -> Content:
    phases = ", ".join(phase.label for phase in agenda.phases)
    return Content.assemble((agenda.title, "bold"), f"  {agenda.minutes} minutes  {phases}\n{agenda.summary}")


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
