"""A case of one's own: paste it, mark what is wrong, change what does not fit, look at it, save it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, OptionList, TextArea
from textual.widgets.option_list import Option

from workshop.core.english import counted
from workshop.core.scenarios import draft as d
from workshop.core.scenarios.draft import PAGES, About, Asked, Draft
from workshop.core.scenarios.pasted import LONGEST_OUTPUT, LONGEST_SOURCE, laid_out, place_to_cut, split
from workshop.core.scenarios.scenario import Scenario
from workshop.core.text import clean
from workshop.ports import FAILURES, CaseFiles, OpenedCase
from workshop.tui.forms.mark_form import KindModal, Mark, MarkForm
from workshop.tui.keys import CASE, CASE_LINES, CASE_READY, Key, bindings
from workshop.tui.modals.ask import AskModal, Choice
from workshop.tui.modals.cut import CutModal
from workshop.tui.modals.phone_look import PhoneLookModal
from workshop.tui.modals.pick import PickModal
from workshop.tui.modals.steady import SteadyScreen
from workshop.tui.modals.write import WriteModal
from workshop.tui.screens.case_lines import MISSING, SOUND, line_options
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.form_row import Choosing, FormRow, Typing
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.paste_area import PasteArea
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sheet import Sheet
from workshop.tui.widgets.word_choice import WordChoice

TEXTS, LINES = "Texts", "Lines"
READY = "Ready"
NAMES = (TEXTS, LINES, *(name for name, _ in PAGES), READY)
"""The pages, in their order."""

KEPT_AFTER = 0.4
"""Seconds after a letter until it is in a file."""

_AROUND_LINES = 8
"""Columns beside the lines: margins, and a bar that scrolls."""
_LONGEST_PATH = 400
_MOST_MISSING = 2


class CaseScreen(SteadyScreen[None]):
    """A draft, page by page; it is kept in a file while it is typed, and checked at each field."""

    CSS_PATH = "case.tcss"
    KEYS: ClassVar[tuple[Key, ...]] = CASE
    PANEL_KEYS: ClassVar[tuple[Key, ...]] = (*CASE_LINES, *CASE_READY)
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(name, key.action, key.title, show=False, priority=True)
            for key in CASE
            if key.action != "leave"
            for name in key.keys.split(",")
        ),
        *bindings((CASE[-1], *CASE_LINES, *CASE_READY[1:])),
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]

    def __init__(
        self,
        files: CaseFiles,
        on_the_wall: Callable[[Scenario], Screen[None]],
        opened: OpenedCase | None = None,
    ) -> None:
        """Make it.

        Args:
            files: where it is kept and saved.
            on_the_wall: the screen on which it is looked at and judged alone.
            opened: what it begins with; without it, what is not finished is offered.
        """
        super().__init__()
        self._files, self._on_the_wall, self._opened = files, on_the_wall, opened
        self._draft = d.parted(opened.draft) if opened else Draft()
        self._path = opened.path if opened else None
        self._past: list[Draft] = []
        self._page = 0
        self._timer: Timer | None = None
        self.saved: Path | None = None
        """Where it was saved."""

    def compose(self) -> ComposeResult:
        """What it is called, the pages, one of them, what is lacking, the keys."""
        yield Plain(id="question")
        yield Plain(id="pages")
        yield Container(id="page")
        yield Plain(id="missing")
        yield Notice()
        yield FooterLine()

    async def on_mount(self) -> None:
        """Begin with the texts; where something else waits, it is offered."""
        await self._show_page(1 if self._draft.sentences and self._draft.source else 0)
        if self._opened is None:
            self._offer()
        elif self._opened.troubles:
            self.say(" ".join(self._opened.troubles))

    def on_unmount(self) -> None:
        """What was typed last is kept, however the screen goes."""
        if self._timer is not None and self.saved is None:
            with contextlib.suppress(*FAILURES):  # there is no screen left that could say it
                self._files.keep(self._draft, self._path)

    @work(group="form", exclusive=True)
    async def _offer(self) -> None:
        try:
            waiting = self._files.waiting()
        except FAILURES as error:
            self.say(str(error))
            return
        if not waiting:
            return
        groups = [
            (
                "Not finished",
                [Choice(one.path, one.title, f"{one.path.name}: {one.lacks}") for one in waiting],
            ),
            ("Or", [Choice(Path(), "A new case", "paste it")]),
        ]
        chosen = await self.app.push_screen_wait(PickModal("Which case?", groups, does="take it"))
        if chosen is None:
            self.dismiss()
            return
        if chosen == Path():
            return
        try:
            opened = self._files.open(chosen)
        except FAILURES as error:
            self.say(str(error))
            return
        self._draft, self._path = d.parted(opened.draft), opened.path
        await self._show_page(1 if self._draft.sentences and self._draft.source else 0)

    # Pages

    async def action_turn_page(self, by: int) -> None:
        """To the next page, or the one before; there is none behind the last."""
        await self._show_page(max(0, min(self._page + by, len(NAMES) - 1)))

    async def _show_page(self, number: int, key: str = "") -> None:
        """Show a page, with the focus on one of its fields: the first one unless another is named."""
        self.say("")
        self._page = number
        page = self.query_one("#page", Container)
        async with self.batch():
            await page.remove_children()
            await page.mount(*self._parts())
        self._look_again()
        self._take_focus(key)
        self._show_keys()

    def _parts(self) -> Iterator[Container | OptionList | Sheet | Plain]:
        name = NAMES[self._page]
        if name == TEXTS:
            lines = "\n".join(line.text for line in self._draft.sentences)
            source = PasteArea(self._draft.source, laid_out, LONGEST_SOURCE, id="source")
            output = PasteArea(lines, _as_lines, LONGEST_OUTPUT, id="output")
            yield Container(
                Vertical(
                    Plain("THE SOURCE: what it is checked against", classes="head"),
                    source,
                    Plain(id="said-source"),
                ),
                Vertical(
                    Plain("WHAT THE AI WROTE, a line each", classes="head"), output, Plain(id="said-sentence")
                ),
                id="texts",
            )
        elif name == LINES:
            yield OptionList(*self._options(d.about(self._draft)), id="lines")
        elif name == READY:
            yield Sheet(Plain(id="ready"), can_focus=True)
        else:
            yield Sheet(*map(self._row, dict(PAGES)[name]), can_focus=False, id="fields")
            yield Plain(id="whole")

    def _row(self, asked: Asked) -> FormRow:
        whole = d.filled(self._draft)
        text, words = d.text_of(whole, asked.key), d.words_of(whole, asked.key)
        if words and text in words:
            return FormRow(asked.key, asked.label, text, Choosing(list(words), list(words.values())))
        return FormRow(asked.key, asked.label, text, Typing("", asked.longest))

    def _take_focus(self, key: str = "") -> None:
        name = NAMES[self._page]
        if name == TEXTS:
            first = key or ("output" if self._draft.source and not self._draft.sentences else "source")
            self.query_one(f"#{first}", PasteArea).focus()
        elif name == LINES:
            lines = self.query_one(OptionList)
            lines.focus()
            lines.highlighted = min(int(key or 0), max(lines.option_count - 1, 0))
        elif name == READY:
            self.query_one("#page Sheet").focus()
        else:
            rows = list(self.query(FormRow))
            row = next((row for row in rows if row.key == key), rows[0])
            row.control.focus()
            if isinstance(row.control, Input):
                row.control.cursor_position = len(row.control.value)

    def _show_keys(self) -> None:
        turn = (("PgDn", "next page"), ("PgUp", "page before"), ("^S", "save"), ("Esc", "leave"))
        footer = self.query_one(FooterLine)
        match NAMES[self._page]:
            case "Texts":
                footer.show(
                    ("PgDn", "to the lines"), (("Tab", "the other text"), ("^S", "save"), ("Esc", "leave"))
                )
            case "Lines":
                own = tuple(key.words for key in CASE_LINES[1:])
                footer.show(("Space", "mark"), (*own, ("PgDn", "next")), own=len(own))
            case "Ready":
                looks = tuple(key.words for key in CASE_READY[1:])
                footer.show(
                    ("Space", "save it" if d.about(self._draft).is_ready else "go to what is lacking"),
                    (*looks, *turn[1:2], turn[3]),
                )
            case _:
                footer.show(("Tab", "next field"), turn)

    # What is seen

    def _look_again(self) -> None:
        """Say what is not right, beside its field and below."""
        found = d.about(self._draft)
        whole = d.filled(self._draft)
        path = clean(str(self._path), limit=_LONGEST_PATH) if self._path else "in no file yet"
        self.query_one("#question", Plain).update(
            Content.assemble((whole.title, "bold"), "  ", (path, "$text-muted"))
        )
        self.query_one("#pages", Plain).update(self._rail(found))
        for place in ("source", "sentence"):
            for said in self.query(f"#said-{place}").results(Plain):
                said.update(_beside(found, place))
        # While a page comes or goes there is nothing to say about its fields.
        for row in [row for row in self.query(FormRow) if row.query(".row--error")]:
            row.say_error(" ".join(found.keeps.get(row.key, ())))
            row.say_note(" ".join(found.advises.get(row.key, ())))
        self._show_whole()
        for ready in self.query("#ready").results(Plain):
            ready.update(self._ready(found))
        missing = [one for said in found.keeps.values() for one in said]
        more = len(missing) - _MOST_MISSING
        words = [*missing[:_MOST_MISSING], f"And {more} more."] if more > 0 else missing
        self.query_one("#missing", Plain).update(" ".join(words) or "Nothing is missing.")
        self.query_one("#missing").set_class(bool(missing), "-broken")
        self.query_one("#missing").display = NAMES[self._page] != TEXTS  # there it stands beside each text

    @on(events.DescendantFocus)
    def _show_whole(self) -> None:
        """Show all of a text that its field cuts."""
        for whole in self.query("#whole").results(Plain):
            field = self.focused
            text = field.value if isinstance(field, Input) else ""
            whole.update(text if isinstance(field, Input) and len(text) >= field.size.width - 2 else "")

    @on(events.Resize)
    def _lay_out_again(self) -> None:
        """The lines are broken anew in another window."""
        for lines in self.query("#lines").results(OptionList):
            self._fill(lines.highlighted or 0)

    def _rail(self, found: About) -> Content:
        """All pages by name; the one in sight stands out, one that lacks something has a sign."""
        lacking = {_page_of(key) for key in found.keeps}
        return Content("   ").join(
            Content.styled(
                f"{'! ' if number in lacking else ''}{name}",
                "bold $accent" if number == self._page else "$text-muted",
            )
            for number, name in enumerate(NAMES)
        )

    def _options(self, found: About) -> Iterator[Option]:
        return line_options(self._draft, found, self.size.width - _AROUND_LINES)

    def _ready(self, found: About) -> Content:
        """What is lacking, with the page where it is mended; what could be better; where it goes."""
        parts: list[Content | str | tuple[str, str]] = []
        for key, said in found.keeps.items():
            for one in said:
                parts += [(f"✗ {NAMES[_page_of(key)]}{_named(key)}: ", "bold $text-error"), f"{one}\n"]
        if not parts:
            scenario = d.built(self._draft)
            wrong = [line for line in scenario.sentences if line.wrong]
            sort = (
                "sound"
                if scenario.control
                else f"{counted(len(wrong), 'wrong line')} of {len(scenario.sentences)}"
            )
            parts += [("✓ Nothing is missing: ", "bold $text-success"), f"{scenario.title}, {sort}.\n"]
            parts += ["It is saved as a file of your team, on this laptop, and can be played from then on.\n"]
        for key, said in found.advises.items():
            for one in said:
                parts += [(f"? {NAMES[_page_of(key)]}{_named(key)}: ", "bold $text-warning"), f"{one}\n"]
        if found.advises:
            parts.append(
                ("What has a question mark can stay: a text of real work is as it is.", "$text-muted")
            )
        return Content.assemble(*parts)

    def say(self, text: str) -> None:
        """Show a sentence."""
        self.query_one(Notice).text = text

    # What is typed

    def _change(self, draft: Draft) -> None:
        """Take in a change, keep it soon, and say what is not right now."""
        if draft == self._draft:
            return
        self._draft = draft
        if self._timer is None:  # who types on and on is not waited for
            self._timer = self.set_timer(KEPT_AFTER, self._keep)
        self._look_again()

    def _keep(self) -> None:
        self._timer = None
        try:
            self._path = self._files.keep(self._draft, self._path)
        except FAILURES as error:
            self.say(f"It is not kept. {error}")
            return
        if self.is_current:
            self._look_again()

    @on(TextArea.Changed)
    def take_area(self, event: TextArea.Changed) -> None:
        """Take in the source, or the lines as they stand."""
        text = event.text_area.text
        if event.text_area.id == "source":
            self._change(replace(self._draft, source=text))
        else:
            self._change(d.with_lines(self._draft, text.splitlines()))

    @on(PasteArea.Refused)
    def refuse_paste(self, event: PasteArea.Refused) -> None:
        """Say why nothing was taken."""
        self.say(event.said)

    @on(FormRow.Changed)
    async def take_field(self, message: FormRow.Changed) -> None:
        """Take in what was typed or chosen; which tasks there are depends on whose work it is."""
        try:
            self._change(d.written(self._draft, message.key, message.text))
        except ValueError as error:
            self.say(str(error))
            return
        if message.key in ("audience", "phase"):
            await self._show_page(self._page, message.key)

    @on(events.DescendantBlur)
    def cut_what_was_typed(self) -> None:
        """A text that came as one long line, letter by letter, is split as a pasted one is."""
        for area in self.query("#output").results(PasteArea):
            typed = d.with_lines(self._draft, area.text.splitlines())
            cut = d.parted(typed)
            if not area.has_focus and cut != typed:
                area.load_text("\n".join(line.text for line in cut.sentences))

    # Lines

    @property
    def _at(self) -> str:
        option = self.query_one(OptionList).highlighted_option
        return (option.id or "") if option is not None else ""

    @property
    def _line(self) -> int | None:
        """The line under the bar; None on the rows below the lines."""
        return int(self._at) if NAMES[self._page] == LINES and self._at.isdecimal() else None

    def _change_lines(self, draft: Draft, at: int) -> None:
        """Take in other lines, to be taken back with `u`, with the bar on one of them."""
        if draft == self._draft:
            return
        self._past.append(self._draft)
        self._change(draft)
        self._fill(at)

    def _fill(self, at: int) -> None:
        lines = self.query_one(OptionList)
        lines.set_options(self._options(d.about(self._draft)))
        lines.highlighted = min(at, lines.option_count - 1)

    @on(OptionList.OptionSelected, "#lines")
    @work(group="form", exclusive=True)
    async def mark_line(self) -> None:
        """Say what is wrong with the line under the bar, what was left out, or that all is right."""
        if self._at == SOUND:
            draft = d.held_sound(self._draft)
            if self._draft.is_faulty and not await self.app.push_screen_wait(
                AskModal("Take all marks away?", (Choice(False, "No"), Choice(True, "Yes: it is sound")))
            ):
                return
            self._change_lines(draft, len(draft.sentences) + 1)
        elif self._at == MISSING:
            await self._ask_what_is_missing()
        elif self._line is not None:
            await self._ask_what_is_wrong(self._line)

    async def _ask_what_is_missing(self) -> None:
        draft = self._draft
        mark = Mark(draft.missing, False, draft.missing_clause)
        form = MarkForm("What was left out, where that is a fault", "", draft.source, mark, of_line=False)
        if (made := await self.app.push_screen_wait(form)) is not None:
            self._change_lines(d.left_out(draft, made.why, made.clause), len(draft.sentences))

    async def _ask_what_is_wrong(self, at: int) -> None:
        draft, line = self._draft, self._draft.sentences[at]
        kind = await self.app.push_screen_wait(KindModal(line.text, is_marked=line.wrong))
        if kind is None:
            return
        if not kind:
            self._change_lines(d.unmarked(draft, at), at)
            return
        mark = Mark(line.why or "", line.carried, line.clause)
        made = await self.app.push_screen_wait(MarkForm(kind, line.text, draft.source, mark))
        if made is not None:
            new = d.marked(draft, at, kind, made.why, carried=made.carried, clause=made.clause)
            self._change_lines(new, at)

    async def action_go_on(self) -> None:
        """Say what is wrong with the line; on the last page, save."""
        if NAMES[self._page] == LINES:
            self.query_one(OptionList).action_select()
        elif NAMES[self._page] == READY:
            await self.action_save()

    def _on_line(self, change: Callable[[Draft, int], Draft], by: int = 0) -> None:
        if (at := self._line) is None:
            self.say("Go to a line first." if NAMES[self._page] == LINES else "")
        else:
            self._change_lines(change(self._draft, at), at + by)

    def action_join(self) -> None:
        """Join the line with the next one."""
        self._on_line(d.joined)

    def action_drop(self) -> None:
        """Drop the line."""
        self._on_line(d.dropped)

    def action_take_back(self) -> None:
        """Take the last change of the lines back."""
        if NAMES[self._page] == LINES and self._past:
            at = self.query_one(OptionList).highlighted or 0
            self._change(self._past.pop())
            self._fill(at)

    @work(group="form", exclusive=True)
    async def action_cut(self) -> None:
        """Cut the line in two."""
        if (at := self._line) is not None:
            text = self._draft.sentences[at].text
            place = await self.app.push_screen_wait(CutModal(text, place_to_cut(text)))
            if place is not None:
                self._change_lines(d.cut(self._draft, at, place), at)

    @work(group="form", exclusive=True)
    async def action_reword(self) -> None:
        """Change the words of the line."""
        if (at := self._line) is not None:
            text = self._draft.sentences[at].text
            made = await self.app.push_screen_wait(WriteModal(f"Line {at + 1}", text=text))
            if made is not None:
                self._change_lines(d.reworded(self._draft, at, made), at)

    @work(group="form", exclusive=True)
    async def action_add_line(self) -> None:
        """Add a line behind the one under the bar."""
        if NAMES[self._page] != LINES:
            return
        at = len(self._draft.sentences) if self._line is None else self._line + 1
        made = await self.app.push_screen_wait(WriteModal("A new line"))
        if made:
            self._change_lines(d.with_line_at(self._draft, at, made), at)

    # Looking at it, saving, leaving

    def action_show_wall(self) -> None:
        """See it on the wall, and judge it alone."""
        if NAMES[self._page] == READY and self._can_be_seen():
            self.app.push_screen(self._on_the_wall(d.built(self._draft)))

    def action_show_phone(self) -> None:
        """Read it as a phone shows it."""
        if NAMES[self._page] == READY and self._can_be_seen():
            self.app.push_screen(PhoneLookModal(d.built(self._draft)))

    def _can_be_seen(self) -> bool:
        if self._draft.sentences and self._draft.source.strip():
            return True
        self.say("There is nothing to see yet: paste source and output.")
        return False

    async def action_save(self) -> None:
        """Save it, or go to the field that is not ready."""
        found = d.about(self._draft)
        if not found.is_ready:
            key, said = next(iter(found.keeps.items()))
            await self._show_page(_page_of(key), _field_of(key))
            self.say(f"Not saved yet. {said[0]}")
            return
        try:
            self.saved = self._files.save(self._draft, self._path)
        except FAILURES as error:
            self.say(str(error))
            return
        if self._timer is not None:
            self._timer.stop()
        self.dismiss()

    @on(Input.Submitted)
    @on(WordChoice.Submitted)
    def next_field(self) -> None:
        """Enter goes on to the next field: the last page saves."""
        self.focus_next()

    @work(group="leave", exclusive=True)
    async def action_leave(self) -> None:
        """Leave; what is not finished is kept, unless it is to be thrown away."""
        if self._draft.is_empty and self._path is None:
            self.dismiss()
            return
        answers = (
            Choice(
                "keep", "Leave, and go on later", "It waits in a file, and is offered when you come back."
            ),
            Choice("stay", "Go on writing"),
            Choice("throw", "Throw it away"),
        )
        answer = await self.app.push_screen_wait(AskModal("Leave this case?", answers))
        if answer in (None, "stay"):
            return
        try:
            if answer == "throw" and self._path is not None:
                self._files.throw_away(self._path)
            elif answer == "keep":
                self._files.keep(self._draft, self._path)
        except FAILURES as error:
            self.say(str(error))
            return
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.dismiss()


def _as_lines(text: str) -> str:
    """A pasted output with a sentence in each line."""
    return "\n".join(split(text))


def _beside(found: About, key: str) -> Content:
    """What is said of a field, what keeps it from being saved first."""
    keeps, advises = (" ".join(said.get(key, ())) for said in (found.keeps, found.advises))
    return Content.assemble(
        (keeps, "bold $text-error"), " " if keeps and advises else "", (advises, "$text-warning")
    )


def _page_of(key: str) -> int:
    """The page on which a field stands."""
    if key == "source" or not key:
        return 0
    if key.startswith("sentence") or key in ("missing", "missing_clause", "kinds", "control"):
        return 1
    for number, (_, fields) in enumerate(PAGES, start=2):
        if key.partition("[")[0] in {asked.key.partition("[")[0] for asked in fields}:
            return number
    return len(NAMES) - 1


def _field_of(key: str) -> str:
    """The field of its page."""
    if key.startswith("sentence["):
        return str(int(key[len("sentence[") : key.index("]")]) - 1)
    return "" if key == "sentence" else key


def _named(key: str) -> str:
    """A field as people know it."""
    labels = {asked.key: asked.label for _, fields in PAGES for asked in fields}
    if key.startswith("sentence["):
        return f", line {int(_field_of(key)) + 1}"
    return f", {labels[key]}" if key in labels else ""
