"""The forms of the agenda's editor: one step, and what the agenda is called."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from workshop.core.agenda.agenda import MOST_WINNERS, AgendaStep, Cycle, Pick, StepKind
from workshop.core.agenda.pulse import MOST_OPTIONS, PULSES, Moment, are_answers, own_pulse
from workshop.core.agenda.rules import (
    LONGEST_QUESTION,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MOST_OF_A_STEP,
)
from workshop.core.agenda.step_words import WHAT_THE_ROOM_DOES
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.text import clean
from workshop.core.words import Audience, Check, Phase, role_name
from workshop.tui.modals.form import Form
from workshop.tui.widgets.field import Field, NumberField
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.word_choice import WordChoice

_PHASES = tuple(Phase)
_CYCLES = (Cycle.FULL, Cycle.SHORT)
_SORTS = (None, False, True)
_WHOSE = (None, *Audience)
_MOMENTS = (None, *Moment)
_LONGEST_LIST = 600


class RowsForm(Form[AgendaStep | tuple[str, str]]):
    """A form of labelled rows, in which Enter saves from any field."""

    DEFAULT_CSS = """
    RowsForm .form--label { width: 16; }
    RowsForm .form--row { margin-bottom: 1; }
    RowsForm.-low .form--row { margin-bottom: 0; }
    """

    def on_mount(self) -> None:
        """Begin in the first field."""
        self.set_class(self.app.size.height < 30, "-low")
        self.query(Field).first().focus()
        self.query_one(FooterLine).show(("Enter", "save"), (("Tab", "next field"), ("Esc", "leave")))

    def row(self, label: str, field: Widget) -> Horizontal:
        """A label and what is filled in beside it."""
        return Horizontal(Plain(label, classes="form--label"), field, classes="form--row")

    def field(self, id_: str, text: str, most: int, example: str = "") -> Field:
        """A line to type into."""
        longest = max(most, len(text))
        return Field(
            text, id=id_, placeholder=example, compact=True, max_length=longest, select_on_focus=False
        )

    def text(self, id_: str) -> str:
        """What stands in a field."""
        field = self.query_one(f"#{id_}", Field)
        return clean(field.value, limit=field.max_length or _LONGEST_LIST)

    def chosen(self, id_: str) -> int:
        """Which word of a row is chosen."""
        return self.query_one(f"#{id_}", WordChoice).chosen

    def say(self, text: str) -> None:
        """Show a sentence."""
        self.query_one(Notice).text = text

    @on(Input.Changed)
    @on(WordChoice.Changed)
    def take_back_what_was_said(self) -> None:
        """It was about another text."""
        self.say("")

    @on(Input.Submitted)
    @on(WordChoice.Submitted)
    def save(self) -> None:
        """Close with what was filled in, or say what is wrong with it."""
        try:
            self.dismiss(self.filled())
        except Refused as error:
            self.say(str(error))

    def would_lose(self) -> str | None:
        """Whatever was changed."""
        try:
            return None if self.filled() == self.before else "What was changed in this form is not kept."
        except Refused:
            return "What was changed in this form is not kept."

    @property
    def before(self) -> AgendaStep | tuple[str, str]:
        """What the form was opened with."""
        raise NotImplementedError

    def filled(self) -> AgendaStep | tuple[str, str]:
        """What stands in the form now.

        Raises:
            Refused: it cannot be kept.
        """
        raise NotImplementedError


class NameForm(RowsForm):
    """What an agenda is called, and what it is for."""

    def __init__(self, title: str, summary: str) -> None:
        super().__init__()
        self._before = title, summary

    def compose(self) -> ComposeResult:
        """The two texts."""
        title, summary = self._before
        with Vertical():
            yield Plain("What is it called, and what is it for?", id="form-heading")
            yield self.row("Title", self.field("title", title, LONGEST_TITLE))
            yield self.row(
                "Summary", self.field("summary", summary, LONGEST_SUMMARY, "for whom, and what it holds")
            )
            yield Notice()
        yield FooterLine()

    @property
    def before(self) -> tuple[str, str]:
        """The texts at first."""
        return self._before

    def filled(self) -> tuple[str, str]:
        """Both texts; neither is empty."""
        title, summary = self.text("title"), self.text("summary")
        if not title or not summary:
            raise Refused(f"Write a {'summary' if title else 'title'}: it stands on the home screen.")
        return title, summary


class StepForm(RowsForm):
    """One step of an agenda: its minutes, its title, and what its kind has besides."""

    def __init__(self, step: AgendaStep, known: Collection[ScenarioId]) -> None:
        """Make it.

        Args:
            step: What it holds at first.
            known: The texts that it may name.
        """
        super().__init__()
        self._step, self._known = step, known

    def compose(self) -> ComposeResult:
        """The rows of the kind."""
        step = self._step
        with Vertical():
            yield Plain(f"{step.kind}: the room {WHAT_THE_ROOM_DOES[step.kind]}", id="form-heading")
            yield self.row(
                "Minutes", NumberField(str(step.minutes), id="minutes", compact=True, max_length=3)
            )
            label = "Question" if step.kind is StepKind.GROUPS else "Title"
            yield self.row(label, self.field("title", step.title, LONGEST_TITLE, "if you like"))
            labels = [phase.label for phase in _PHASES]
            yield self.row("Phase", WordChoice(labels, _PHASES.index(step.phase), id="phase"))
            yield from self._rows_of_kind(step)
            yield Notice()
        yield FooterLine()

    def _rows_of_kind(self, step: AgendaStep) -> Iterator[Widget]:
        match step.kind:
            case StepKind.SCENARIO:
                yield from self._rows_of_text(step, step.pick or Pick())
            case StepKind.DOTS | StepKind.SCORE:
                numbers = [str(number) for number in range(1, MOST_WINNERS + 1)]
                yield self.row("Become actions", WordChoice(numbers, step.winners - 1, id="winners"))
            case StepKind.PULSE:
                if (pulse := step.pulse) is not None and pulse.id not in PULSES:
                    answers = "; ".join(option.words for option in pulse.options)
                    yield self.row("Question", self.field("question", pulse.question, LONGEST_QUESTION))
                    yield self.row("Answers", self.field("answers", answers, _LONGEST_LIST, "one; another"))
                words = ("once", *(f"{moment} the work" for moment in Moment))
                yield self.row("Asked", WordChoice(words, _MOMENTS.index(step.moment), id="moment"))

    def _rows_of_text(self, step: AgendaStep, pick: Pick) -> Iterator[Widget]:
        cycles = ("with a talk and a second vote", "short")
        yield self.row("Cycle", WordChoice(cycles, _CYCLES.index(step.cycle), id="cycle"))
        ways = ("all the same text", "each role its own")
        yield self.row("Played", WordChoice(ways, int(step.by_role), id="by-role"))
        example = "such as learn-04; empty: the program chooses"
        yield self.row("Text", self.field("scenario", step.scenario or "", LONGEST_TITLE, example))
        sorts = ("either", "faulty", "sound")
        yield self.row("Chosen: sort", WordChoice(sorts, _SORTS.index(pick.control), id="control"))
        checks = ", ".join(pick.checks)
        yield self.row("Chosen: check", self.field("checks", checks, 60, f"any, or {', '.join(Check)}"))
        whose = ("any work", *map(role_name, Audience))
        yield self.row("Chosen: work", WordChoice(whose, _WHOSE.index(pick.audience), id="audience"))
        yield self.row("Chosen: twin", WordChoice(("no", "yes"), int(pick.twin), id="twin"))
        least = ("any text", "of the check least practised")
        yield self.row("Chosen: first", WordChoice(least, int(pick.least), id="least"))

    @property
    def before(self) -> AgendaStep:
        """The step at first."""
        return self._step

    def filled(self) -> AgendaStep:
        """The step as it stands in the form."""
        minutes = int(self.query_one("#minutes", Field).value or 0)
        if not 1 <= minutes <= MOST_OF_A_STEP:
            raise Refused(f"A step takes 1 to {MOST_OF_A_STEP} minutes.")
        phase = _PHASES[self.chosen("phase")]
        step = replace(self._step, minutes=minutes, title=self.text("title"), phase=phase)
        match step.kind:
            case StepKind.SCENARIO:
                return self._filled_text(step)
            case StepKind.DOTS | StepKind.SCORE:
                return replace(step, winners=self.chosen("winners") + 1)
            case StepKind.PULSE:
                return replace(self._filled_question(step), moment=_MOMENTS[self.chosen("moment")])
            case _:
                return step

    def _filled_question(self, step: AgendaStep) -> AgendaStep:
        if not self.query("#question"):
            return step
        answers = [answer for answer in map(str.strip, self.text("answers").split(";")) if answer]
        if not (question := self.text("question")) or not are_answers(answers):
            raise Refused(f"Write a question and 2 to {MOST_OPTIONS} different answers, with ; between them.")
        return replace(step, pulse=own_pulse(question, answers))

    def _filled_text(self, step: AgendaStep) -> AgendaStep:
        by_role = bool(self.chosen("by-role"))
        step = replace(step, cycle=_CYCLES[self.chosen("cycle")], by_role=by_role)
        if name := self.text("scenario"):
            if name not in self._known and name != self._step.scenario:
                near = difflib.get_close_matches(name, self._known, n=1)
                mend = f"Did you mean {near[0]}?" if near else "Leave it empty, or take one with c."
                raise Refused(f"There is no text '{name}'. {mend}")
            if by_role:
                raise Refused("Each role gets a text of its own: leave the text empty, or let all play it.")
            return replace(step, scenario=ScenarioId(name), pick=None)
        words = self.text("checks").replace(",", " ").upper().split()
        if unknown := [word for word in words if word not in list(Check)]:
            raise Refused(f"There is no check '{unknown[0]}'. There are {', '.join(Check)}.")
        control = _SORTS[self.chosen("control")]
        if control and words:
            raise Refused("Nothing catches a sound text: leave the check empty, or choose a faulty one.")
        checks = tuple(Check(word) for word in dict.fromkeys(words))
        whose = _WHOSE[self.chosen("audience")]
        least = bool(self.chosen("least"))
        if least and (checks or control):
            raise Refused("Which check is practised least the program knows: name none, and no sound text.")
        pick = Pick(control, checks, whose, twin=bool(self.chosen("twin")), least=least)
        return replace(step, scenario=None, pick=pick)
