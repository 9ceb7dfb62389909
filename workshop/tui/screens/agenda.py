"""An agenda that is changed: its steps one below the other, the sum, and what is missing in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from workshop.core.agenda import edits
from workshop.core.agenda.agenda import AgendaStep, StepKind
from workshop.core.agenda.edits import Draft
from workshop.core.agenda.rules import MOST_MINUTES, broken_by
from workshop.core.agenda.step_words import cycle_words, subject_words
from workshop.core.english import counted
from workshop.core.problems import Refused
from workshop.core.text import clean
from workshop.ports import FAILURES, AgendaFileChanged, AgendaFiles, OpenedAgenda
from workshop.tui.forms.step_form import NameForm, StepForm
from workshop.tui.keys import AGENDA, Key, bindings
from workshop.tui.modals.ask import AskModal, Choice
from workshop.tui.modals.number import NumberModal
from workshop.tui.modals.pick import PickModal
from workshop.tui.modals.steady import SteadyScreen
from workshop.tui.screens.agenda_choices import added_steps, texts_for
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain

_LONGEST_PATH = 400
_MOST_MISSING = 2


class AgendaScreen(SteadyScreen[None]):
    """The steps of a draft; each change can be taken back, and nothing is written before it is saved."""

    CSS_PATH = "agenda.tcss"
    KEYS: ClassVar[tuple[Key, ...]] = AGENDA
    BINDINGS: ClassVar[list[BindingType]] = bindings(AGENDA)

    def __init__(self, files: AgendaFiles, opened: OpenedAgenda) -> None:
        super().__init__()
        self._files, self._opened = files, opened
        self._draft = self._saved = opened.draft
        self._past: list[tuple[Draft, int]] = []
        self._wished = opened.draft.agenda.minutes

    def compose(self) -> ComposeResult:
        """What it is called, how long it is, the steps, the step under the bar, what is missing, the keys."""
        yield Plain(id="question")
        yield Plain(id="sum")
        yield OptionList()
        yield Plain(id="detail")
        yield Plain(id="missing")
        yield Notice()
        yield FooterLine()

    def on_mount(self) -> None:
        """Begin at the first step."""
        self.query_one(OptionList).focus()
        self._fill(0)
        if self._opened.path is None:
            self.say("Nothing is written yet: s saves it beside your sessions.")

    # What is seen

    def _fill(self, at: int) -> None:
        """Draw all, with the bar on a step."""
        agenda = self._draft.agenda
        lines = self.query_one(OptionList)
        lines.set_options(self._options())
        lines.highlighted = lines.get_option_index(str(min(at, len(agenda.steps) - 1)))
        where = self._opened.path
        path = clean(str(where), limit=_LONGEST_PATH) if where is not None else "not saved yet"
        self.query_one("#question", Plain).update(
            Content.assemble((agenda.title, "bold"), "  ", (path, "$text-muted"))
        )
        self.query_one("#sum", Plain).update(self._sum_words(agenda.minutes, len(agenda.steps)))
        self._show_missing()
        self.query_one(FooterLine).show(
            ("Space", "change"),
            (
                ("←→", "move"),
                ("a", "add"),
                ("x", "drop"),
                ("s", "save"),
                ("Esc", "leave"),
                ("u", "take back"),
                ("?", "help"),
            ),
        )

    def _sum_words(self, minutes: int, steps: int) -> Content:
        left = self._wished - minutes
        over = f"{counted(-left, 'minute')} too long" if left < 0 else f"{counted(left, 'minute')} left"
        style = "bold $warning" if left < 0 else "bold"
        said = f"{minutes} of {self._wished} minutes"
        return Content.assemble(
            (said, style),
            (f", {over}" if left else "", style),
            (f"   {counted(steps, 'step')}", "$text-muted"),
        )

    def _options(self) -> Iterator[Option]:
        begins, phase = 0, None
        steps = self._draft.agenda.steps
        kinds = max(len(step.kind) for step in steps)
        for number, step in enumerate(steps):
            if step.phase is not phase:
                phase = step.phase
                yield Option(Content.styled(phase.label, "$text-muted"), disabled=True)
            times = f"{begins:3}  {step.minutes:3} min  "
            about = ", ".join(filter(None, (subject_words(step, self._files.scenarios), cycle_words(step))))
            words = Content.assemble(times, (step.kind.ljust(kinds), "bold"), "  ", about)
            yield Option(words, id=str(number))
            begins += step.minutes

    def _show_missing(self) -> None:
        broken = [f"It {one.what} {one.mend}" for one in broken_by(self._draft.agenda.steps)]
        broken += [
            f"Step {number} names '{step.scenario}', which cannot be played. Take another text with c."
            for number, step in enumerate(self._draft.agenda.steps, start=1)
            if step.scenario is not None and step.scenario not in self._files.scenarios
        ]
        more = len(broken) - _MOST_MISSING
        if more > 0:
            broken = [*broken[:_MOST_MISSING], f"And {more} more."]
        self.query_one("#missing", Plain).update("\n".join(broken) or "Nothing is missing.")
        self.query_one("#missing").set_class(bool(broken), "-broken")

    @on(OptionList.OptionHighlighted)
    def show_step(self) -> None:
        """Say all of the step under the bar: the list cuts what does not fit."""
        step, begins = self._step, sum(step.minutes for step in self._draft.agenda.steps[: self._at])
        about = ", ".join(filter(None, (subject_words(step, self._files.scenarios), cycle_words(step))))
        when = f"Step {self._at + 1}, minute {begins} to {begins + step.minutes}, {step.phase.label}"
        self.query_one("#detail", Plain).update(Content.assemble(about, "\n", (when, "$text-muted")))

    def say(self, text: str) -> None:
        """Show a sentence."""
        self.query_one(Notice).text = text

    @property
    def _at(self) -> int:
        """The step under the bar."""
        option = self.query_one(OptionList).highlighted_option
        return int(option.id or 0) if option is not None else 0

    @property
    def _step(self) -> AgendaStep:
        return self._draft.entries[self._at].step

    # What is changed

    def _change(self, change: Callable[[Draft], Draft], at: int) -> None:
        """Take in a change, and put the bar on a step; what is refused changes nothing."""
        self.say("")
        try:
            draft = change(self._draft)
        except Refused as error:
            self.say(str(error))
            return
        if draft != self._draft:
            self._past.append((self._draft, self._at))
            self._draft = draft
            self._fill(at)

    def action_move(self, by: int) -> None:
        """Move the step under the bar earlier or later."""
        at = self._at
        self._change(lambda draft: edits.moved(draft, at, at + by), at + by)

    def action_lengthen(self, by: int) -> None:
        """A minute more or less for the step under the bar."""
        at, step = self._at, self._step
        self._change(lambda draft: edits.changed(draft, at, replace(step, minutes=step.minutes + by)), at)

    def action_drop(self) -> None:
        """Take the step under the bar out; `u` brings it back."""
        at, kind = self._at, self._step.kind
        before = self._draft
        self._change(lambda draft: edits.dropped(draft, at), at)
        if self._draft is not before:
            self.say(f"Dropped: {kind}. u brings it back.")

    def action_take_back(self) -> None:
        """Take the last change back."""
        if not self._past:
            self.say("There is no change to take back.")
            return
        self.say("")
        self._draft, at = self._past.pop()
        self._fill(at)

    @on(OptionList.OptionSelected)
    @work(group="form", exclusive=True)
    async def change_step(self) -> None:
        """Open the form of the step."""
        at, step = self._at, self._step
        made = await self.app.push_screen_wait(StepForm(step, self._files.scenarios.keys()))
        if isinstance(made, AgendaStep):
            self._change(lambda draft: edits.changed(draft, at, made), at)

    def action_change(self) -> None:
        """Change the step under the bar."""
        self.query_one(OptionList).action_select()

    @work(group="form", exclusive=True)
    async def action_add(self) -> None:
        """Add a step from the catalogue behind the one under the bar; in front of the closing."""
        at, step = self._at, self._step
        groups = added_steps(step.phase, self._draft.agenda.looks_back)
        made = await self.app.push_screen_wait(PickModal("What do we add?", groups, does="add it"))
        if made is not None:
            place = at if step.kind is StepKind.CLOSE else at + 1
            self._change(lambda draft: edits.added(draft, place, made), place)

    @work(group="form", exclusive=True)
    async def action_choose_text(self) -> None:
        """Name the text of a scenario step, or leave it to the program."""
        at, step = self._at, self._step
        if step.kind is not StepKind.SCENARIO:
            self.say("This step plays no text.")
            return
        groups = texts_for(step, self._draft.agenda.steps, self._files.scenarios.values())
        made = await self.app.push_screen_wait(PickModal("Which text is played?", groups, does="take it"))
        if made is not None:
            self._change(lambda draft: edits.changed(draft, at, made), at)

    @work(group="form", exclusive=True)
    async def action_rename(self) -> None:
        """Change title and summary."""
        at = self._at
        made = await self.app.push_screen_wait(NameForm(self._draft.title, self._draft.summary))
        if isinstance(made, tuple):
            self._change(lambda draft: edits.named(draft, *made), at)

    @work(group="form", exclusive=True)
    async def action_wish(self) -> None:
        """Say how long it should be."""
        minutes = self._draft.agenda.minutes

        def follows(wished: int) -> str:
            left = wished - minutes
            return f"The steps take {minutes} minutes: {abs(left)} {'too many' if left < 0 else 'left'}."

        question = NumberModal(
            "How long should it be?", "minutes", most=MOST_MINUTES, number=self._wished, follows=follows
        )
        if (wished := await self.app.push_screen_wait(question)) is not None:
            self._wished = wished or minutes
            self._fill(self._at)

    # What is kept

    @work(group="save", exclusive=True)
    async def action_save(self) -> None:
        """Save, and say where."""
        await self._save()

    def action_save_copy(self) -> None:
        """Save into a new file."""
        self._keep(self._files.save_copy)

    async def _save(self) -> bool:
        """Whether it is saved now; where somebody else was faster, what to do is asked."""
        try:
            return self._keep(self._files.save)
        except AgendaFileChanged as error:
            answers = (
                Choice("stay", "Go on here", "Nothing is written yet."),
                Choice("copy", "Save mine as a copy", "Both are kept."),
                Choice("read", "Open the file again", "What you changed here is lost."),
            )
            answer = await self.app.push_screen_wait(
                AskModal("Somebody changed this file meanwhile.", answers, detail=str(error))
            )
        if answer == "copy":
            return self._keep(self._files.save_copy)
        if answer == "read":
            self._open_again()
        return False

    def _keep(self, save: Callable[[OpenedAgenda, Draft], OpenedAgenda]) -> bool:
        try:
            opened = save(self._opened, self._draft)
        except AgendaFileChanged:
            raise
        except FAILURES as error:
            self.say(str(error))
            return False
        if opened.base != self._opened.base:
            self._past.clear()  # its steps have their places in another text
        self._opened, self._draft, self._saved = opened, opened.draft, opened.draft
        self._past = [(replace(draft, id=opened.draft.id), at) for draft, at in self._past]
        self._fill(self._at)
        unfinished = " It cannot be led yet." if broken_by(opened.draft.agenda.steps) else ""
        self.say(clean(f"Saved in {opened.path}.{unfinished}", limit=_LONGEST_PATH))
        return True

    def _open_again(self) -> None:
        try:
            self._opened = self._files.open(self._opened.path)
        except FAILURES as error:
            self.say(str(error))
            return
        self._past.clear()
        self._draft = self._saved = self._opened.draft
        self._fill(0)
        self.say("This is what the file holds now.")

    @work(group="save", exclusive=True)
    async def action_leave(self) -> None:
        """Leave; asks first where something was not saved."""
        if self._draft == self._saved:
            self.dismiss()
            return
        answers = (
            Choice("stay", "Go on"),
            Choice("save", "Save and leave"),
            Choice("leave", "Leave without saving"),
        )
        answer = await self.app.push_screen_wait(AskModal("Leave without saving?", answers))
        if answer == "leave" or (answer == "save" and await self._save()):
            self.dismiss()

    def action_ask_quit(self) -> None:
        """Leave the program, or first the agenda, where something of it was not saved."""
        if self._draft == self._saved:
            self.app.exit()
        else:
            self.action_leave()
