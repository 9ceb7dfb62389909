"""Prepares a session before its day: who comes, what is played, and what the facilitator wants to say."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from workshop.core.agenda.agenda import NOTHING_CHOSEN, Chosen, Cycle, Step
from workshop.core.agenda.choices import wrong_words
from workshop.core.agenda.chosen import Put, left_open
from workshop.core.agenda.doubts import roles_in
from workshop.core.agenda.notes import loose_words, steps_of_notes
from workshop.core.agenda.prepared import Prepared, PreparedFile, loose_notes, texts_of
from workshop.core.agenda.step_words import step_name
from workshop.core.english import clock, counted, long_date
from workshop.core.live.session import MAXIMUM_K, MINIMUM_K
from workshop.core.plans.spoken_dates import read_date
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import Scenario
from workshop.core.words import LONGEST_SENTENCE, Difficulty
from workshop.ports import FAILURES, Backstage
from workshop.tui.keys import PREPARE, Key, bindings
from workshop.tui.modals.ask import AskModal, Choice
from workshop.tui.modals.look import LookModal
from workshop.tui.modals.swap import SwapModal
from workshop.tui.modals.write import WriteModal
from workshop.tui.screens.form_page import AUDIENCES, FormPage
from workshop.tui.widgets.cycler import Cycler
from workshop.tui.widgets.field import Field, NumberField
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.labelled import labelled, text_field
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.prepared_row import PreparedRow, Words
from workshop.tui.widgets.scenario_row import CHOSEN

_DEPTHS: dict[Difficulty | None, str] = {None: "as it comes", **{depth: depth.value for depth in Difficulty}}
_TIME = re.compile(r"([01]?\d|2[0-3])(?:[:.h]([0-5]\d)?)?")
_NOTE = "For your desk alone. It is in no file of the session."


class PrepareScreen(FormPage[PreparedFile | None]):
    """The form, and beside it the hour step by step; dismisses with the file that was kept."""

    KEYS: ClassVar[tuple[Key, ...]] = PREPARE
    BINDINGS: ClassVar[list[BindingType]] = bindings(PREPARE)

    def __init__(
        self,
        backstage: Backstage,
        prepared: Prepared,
        file: PreparedFile | None = None,
        chosen: Chosen = NOTHING_CHOSEN,
    ) -> None:
        """Make it.

        Args:
            backstage: what is behind the screens.
            prepared: what stands in the fields.
            file: the file it is kept in already; None keeps it in a new one.
            chosen: texts that are to be put into it.
        """
        super().__init__("Prepare a session", "", prepared.title)
        self._backstage, self._preparing = backstage, backstage.preparing
        self._prepared, self._file = prepared, file
        self._steps: tuple[Step, ...] = ()
        self._trouble = ""
        self._read_steps()
        self._was = self._with_notes(prepared)
        self._put_all(chosen)

    @property
    def _is_by_role(self) -> bool:
        return any(step.texts for step in self._steps)

    def _read_steps(self) -> None:
        try:
            self._steps, troubles = self._preparing.steps(self._prepared)
            kept = map(loose_words, self._prepared.loose_notes)
            self._trouble = "  ".join((*troubles, *kept))
        except FAILURES as error:
            self._steps, self._trouble = (), str(error)
        self._loose = loose_notes(self._prepared, self._steps)

    def _put_all(self, chosen: Chosen) -> None:
        """Put texts into their steps; what cannot be is said."""
        for number, texts in chosen.items():
            for text in texts:
                try:
                    put = self._choose(number - 1, self._backstage.scenario(text))
                except FAILURES as error:
                    self._trouble = "  ".join(filter(None, (self._trouble, str(error))))
                else:
                    self._take_in(put)

    def _choose(self, index: int, text: Scenario) -> Put:
        return self._preparing.choose(self._prepared, self._steps, index, text)

    def _take_in(self, put: Put) -> None:
        """The text stands in its place from now on, whatever else is chosen anew."""
        self._steps = put.steps
        self._prepared = replace(
            self._with_notes(self._prepared), chosen=put.chosen, scenarios=texts_of(put.steps)
        )

    def fields(self) -> ComposeResult:
        """The day, the texts, and why the room meets."""
        now = self._prepared
        yield Plain("THE DAY", classes="group first")
        yield from text_field("Title", "what the wall says", now.title)
        yield from text_field("Day", "such as 28 Nov, or +7", _spoken(now.date), most=30)
        yield from text_field("Begins", "such as 9:00", clock(now.starts) if now.starts else "", most=8)
        yield from text_field("Team", "whose session it is", now.team)
        yield from text_field("Where", "a room, or the link", now.place, most=200, id="place")
        yield from text_field(
            "Who comes", "such as 8 agents, 2 leads", now.who_comes, most=120, id="who-comes"
        )
        yield from labelled("Smallest group", NumberField(str(now.k), id="k", compact=True, max_length=3))
        yield Plain("THE TEXTS", classes="group")
        yield from labelled("Work shown", Cycler(tuple(AUDIENCES.values()), id="work"))
        if self._is_by_role:
            yield from self.roles_field(", ".join(now.roles))
        yield from labelled("Depth", Cycler(tuple(_DEPTHS.values()), id="depth"))
        yield Plain("WHY WE MEET", classes="group")
        yield from self.sponsor_field(now.sponsor)
        yield from text_field("Purpose", "why this room meets", now.purpose, most=LONGEST_SENTENCE)
        yield from text_field("Outcome", "what customers or users notice", now.outcome, most=LONGEST_SENTENCE)
        yield from self.whose_fields(now.direction, now.product, now.organisation, now.facilitator)
        yield from text_field("Series", "one name for all its sessions", now.series)

    def outcome(self) -> ComposeResult:
        """The hour."""
        yield Plain(self._hour_words(), id="length", classes="group first")
        yield Vertical(id="hour")

    async def on_mount(self) -> None:
        """Show what stands in it."""
        self.query_one("#work", Cycler).index = list(AUDIENCES).index(self._prepared.audience)
        self.query_one("#depth", Cycler).index = list(_DEPTHS).index(self._prepared.depth)
        self.say(self._trouble)
        await self._show_hour()
        self._show_keys()

    # The hour

    def _hour_words(self) -> str:
        minutes = sum(step.minutes for step in self._steps)
        return f"THE HOUR   {counted(len(self._steps), 'step')}, {counted(minutes, 'minute')}"

    async def _show_hour(self) -> None:
        self.query_one("#length", Plain).update(self._hour_words())
        box = self.query_one("#hour", Vertical)
        await box.remove_children()
        await box.mount_all(
            PreparedRow(index, words, is_text=self._steps[index].scenario is not None)
            for index, words in enumerate(self._rows())
        )

    def _rows(self) -> Iterator[Words]:
        minute = 0
        for index, step in enumerate(self._steps):
            yield f"{self._clock(minute)}  {step.minutes:>2} min", *self._what(index, step), step.note
            minute += step.minutes

    def _clock(self, minute: int) -> str:
        """When a step begins: by the clock, or in minutes from the beginning where that has no time yet."""
        try:
            begins = self._time()
        except _Wrong:
            begins = None
        return f"{minute:>5}" if begins is None else clock(begins, minute)

    def _what(self, index: int, step: Step) -> tuple[str, str]:
        """What a step is, and why its text stands there."""
        if step.scenario is None:
            return step_name(step), ""
        scenario = self._backstage.scenario(step.scenario)
        chosen = self._prepared.chosen.get(index + 1, ())
        talk = "with a talk" if step.cycle is Cycle.FULL else "short"
        if step.texts:
            own = (
                f"{AUDIENCES[role]}: {self._backstage.scenario(text).title}{CHOSEN if text in chosen else ''}"
                for role, text in step.texts
            )
            return f"{step_name(step)}, {talk}. Where all have one: {scenario.title}", "; ".join(own)
        mark = CHOSEN if chosen else ""
        return f"{scenario.title}: {_sort(scenario)}, {talk}{mark}", self._preparing.why(self._steps, index)

    @on(PreparedRow.Asked)
    def change_step(self, message: PreparedRow.Asked) -> None:
        """Another text, a look at it, or a note."""
        match message.what:
            case "other":
                self._choose_text(message.row)
            case "look":
                self._look(message.row)
            case "library":
                self._open_library(message.row)
            case "leave":
                self._leave_open(message.row)
            case _:
                self._write_note(message.row)

    @work(group="ask", exclusive=True)
    async def _choose_text(self, row: PreparedRow) -> None:
        try:
            others = self._preparing.others(self._prepared, self._steps, row.index)
        except FAILURES as error:
            self.say(str(error))
            return
        if not others:
            self.say("The library has no other text for this step.")
            return
        step = self._steps[row.index]
        assert step.scenario is not None
        answers: list[Choice[Scenario | None]] = [
            Choice(one.scenario, f"{one.scenario.title}: {_sort(one.scenario)}", one.why) for one in others
        ]
        swap = SwapModal(self._backstage.scenario(step.scenario), answers)
        if (taken := await self.app.push_screen_wait(swap)) is not None:
            try:
                self._say_of(self._choose(row.index, taken))
            except FAILURES as error:
                self.say(str(error))

    @work(group="ask", exclusive=True)
    async def _open_library(self, row: PreparedRow) -> None:
        from workshop.tui.screens.library import LibraryScreen

        library = LibraryScreen(
            self._backstage.packs,
            lambda text: self._choose(row.index, text),
            title=f"The text of step {row.index + 1}",
            does="play it here",
            phase=self._steps[row.index].phase,
        )
        if (put := await self.app.push_screen_wait(library)) is not None:
            self._say_of(put)

    def _say_of(self, put: Put) -> None:
        self._take_in(put)
        self.say(put.told)
        self._show_rows()

    def _leave_open(self, row: PreparedRow) -> None:
        """The text stays until others are chosen anew, and is not held any more."""
        number = row.index + 1
        held = number in self._prepared.chosen
        self._prepared = replace(self._prepared, chosen=left_open(self._prepared.chosen, number))
        self.say("It goes when the texts are chosen anew." if held else "Nobody chose this text.")
        self._show_rows()

    @work(group="ask", exclusive=True)
    async def _write_note(self, row: PreparedRow) -> None:
        step = self._steps[row.index]
        modal = WriteModal(
            "Your note for this step",
            detail="For your desk alone; it is saved in no session.",
            text=step.note,
        )
        note = await self.app.push_screen_wait(modal)
        if note is not None:
            await self._put(row.index, replace(step, note=note))

    def _look(self, row: PreparedRow) -> None:
        step = self._steps[row.index]
        if step.scenario is not None:
            self.app.push_screen(LookModal(self._backstage.scenario(step.scenario)))

    async def _put(self, index: int, step: Step) -> None:
        self._steps = (*self._steps[:index], step, *self._steps[index + 1 :])
        self.say("")
        # The texts beside it stand for another reason now.
        self._show_rows()

    def _show_rows(self) -> None:
        for row, words in zip(self.query(PreparedRow), self._rows(), strict=False):
            row.words = words

    @on(Field.Changed, "#roles")
    async def choose_for_roles(self, event: Field.Changed) -> None:
        """A text for each role that was typed; the others stay."""
        try:
            roles = roles_in(event.value)
        except Refused as error:
            self.say(str(error))
            return
        if roles != self._prepared.roles:
            kept = texts_of(self._steps)
            self._prepared = replace(self._with_notes(self._prepared), roles=roles, scenarios=kept)
            self._read_steps()
            self.say(self._trouble)
            await self._show_hour()

    @on(Cycler.Turned)
    async def choose_again(self, event: Cycler.Turned) -> None:
        """Choose the texts anew: other work, or another depth; the notes stay."""
        self._prepared = replace(
            self._prepared,
            audience=list(AUDIENCES)[self.query_one("#work", Cycler).index],
            depth=list(_DEPTHS)[self.query_one("#depth", Cycler).index],
            scenarios=(),
        )
        kept = " Those that you chose stay." if self._prepared.chosen else ""
        self._prepared = self._with_notes(self._prepared)
        self._read_steps()
        self.say(self._trouble or f"The texts are chosen anew.{kept}")
        await self._show_hour()

    def _with_notes(self, prepared: Prepared) -> Prepared:
        """The same with the notes as they stand at the steps now; what found no step is kept beside them."""
        notes = {number: step.note for number, step in enumerate(self._steps, start=1) if step.note}
        return replace(prepared, notes=notes, note_steps=steps_of_notes(self._steps), loose_notes=self._loose)

    # Keys

    def _show_keys(self) -> None:
        words: tuple[tuple[str, str], ...]
        match self.focused:
            case PreparedRow(is_text=True):
                words = (
                    ("Space", "another text"),
                    ("c", "library"),
                    ("v", "look at it"),
                    ("o", "my note"),
                    ("↑↓", "step"),
                )
            case PreparedRow():
                words = (("Space", "my note"), ("↑↓", "step"))
            case Cycler():
                words = (("Space", "change"), ("Tab", "next field"), ("Esc", "back"))
            case Field() if not isinstance(self.focused, NumberField):
                words = (("Tab", "next field"), ("Esc", "back"), ("?", "help"))
            case _:
                words = (("Space", "the same"), ("Tab", "next field"), ("Esc", "back"), ("?", "help"))
        self.query_one(FooterLine).show(("Enter", "keep it"), words)

    @on(Field.Changed, "#begins")
    def tell_times(self, event: Field.Changed) -> None:
        """The times of the steps follow the beginning."""
        self._show_rows()

    @on(Field.Submitted)
    def keep_from_field(self) -> None:
        """Enter means the same in a field."""
        self.action_keep()

    def action_keep(self) -> None:
        """Keep it, or say what is missing and where."""
        try:
            prepared = self._typed()
        except _Wrong as wrong:
            self.say(str(wrong))
            self.query_one(wrong.field, Field).focus()
            return
        if not self._steps:
            self.say(self._trouble)
            return
        try:
            self.dismiss(self._preparing.keep(prepared, self._file))
        except FAILURES as error:
            self.say(str(error))

    def action_back(self) -> None:
        """Leave the field; without one, go back, which asks first if something would be lost."""
        if isinstance(self.focused, Field):
            self.set_focus(None)
        elif self._is_changed():
            self._ask_to_leave()
        else:
            self.dismiss(None)

    def _is_changed(self) -> bool:
        try:
            return self._typed() != replace(self._was, scenarios=texts_of(self._steps)) or bool(
                self._was.scenarios and self._was.scenarios != texts_of(self._steps)
            )
        except _Wrong:
            return True

    @work(group="ask", exclusive=True)
    async def _ask_to_leave(self) -> None:
        answers = (Choice(False, "Go on writing"), Choice(True, "Leave without keeping it"))
        if await self.app.push_screen_wait(AskModal("Leave without keeping it?", answers)):
            self.dismiss(None)

    # What was typed

    def _typed(self) -> Prepared:
        """What the fields say.

        Raises:
            _Wrong: one of them cannot be meant so.
        """
        if not (title := self._text("title")):
            raise _Wrong("#title", "Give it a title: the room sees it first.")
        k = self._text("k")
        if not k.isdigit() or not MINIMUM_K <= int(k) <= MAXIMUM_K:
            raise _Wrong("#k", f"The smallest group is a number from {MINIMUM_K} to {MAXIMUM_K}.")
        typed = replace(
            self._prepared,
            title=title,
            date=self._day(),
            starts=self._time(),
            team=self._text("team"),
            place=self._text("place"),
            who_comes=self._text("who-comes"),
            sponsor=self._text("sponsor"),
            purpose=self._text("purpose"),
            outcome=self._text("outcome"),
            product=self._text("product"),
            organisation=self._text("organisation"),
            facilitator=self._text("facilitator"),
            direction=self._text("direction"),
            series=self._text("series"),
            k=int(k),
            scenarios=texts_of(self._steps),
        )
        return self._with_notes(typed)

    def _day(self) -> dt.date | None:
        text = self._text("day")
        if text == _spoken(self._prepared.date):
            return self._prepared.date
        today = self._preparing.today()
        try:
            return read_date(text, today)
        except ValueError as error:
            is_date = "no date" not in str(error)
            why = f"That day is past: today is {long_date(today)}." if is_date else str(error)
            raise _Wrong("#day", why) from error

    def _time(self) -> dt.time | None:
        text = self._text("begins").lower().removesuffix("uhr").strip()
        if not text:
            return None
        if (match := _TIME.fullmatch(text)) is None:
            raise _Wrong("#begins", "This is no time of day. Write it like 9:00 or 14:30.")
        return dt.time(int(match[1]), int(match[2] or 0))


class _Wrong(Exception):
    """A field that cannot be meant so; the message is a sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


def _sort(scenario: Scenario) -> str:
    """What is wrong with a text, and how hard it is to see."""
    return f"{wrong_words(scenario)}, {scenario.difficulty}"


def _spoken(date: dt.date | None) -> str:
    return date.isoformat() if date is not None else ""
