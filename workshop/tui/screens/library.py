"""The library: all texts at hand, found by what they are; one is looked at as on the wall, and chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from workshop.core.agenda.chosen import Put
from workshop.core.english import counted
from workshop.core.live.words.vote import WRITTEN
from workshop.core.scenarios.facets import Facet, Wanted, counts, is_wanted, values_of
from workshop.core.scenarios.pack import Pack, played_from
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.scenarios.source_text import blocks
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.words import Phase
from workshop.ports import FAILURES
from workshop.tui.keys import LIBRARY, Key, bindings
from workshop.tui.modals.ask import AskModal, Choice
from workshop.tui.modals.pick import Group, PickModal
from workshop.tui.modals.steady import SteadyScreen
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.head_row import HeadRow
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sentence_list import JudgedSentence, JudgedSentences, Mark, SentenceList
from workshop.tui.widgets.sheet import Sheet

_ASK = (
    Choice(False, "Keep them out of sight", "Then nothing here says what is wrong with a text."),
    Choice(True, "Show what is wrong", "Not for a projector: titles, kinds and keys of all texts."),
)
_HIDDEN = "What is wrong is out of sight: v shows it, where no projector does."
_NO_KEYS = "  Check, kind, sound or faulty: only where what is wrong is shown, with v."
_PACK = "Pack"


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: values of facets, and a pack by its title."""

    wanted: Wanted
    pack: str = ""

    @property
    def words(self) -> str:
        """All of it."""
        return ", ".join((*self.wanted.values(), *([self.pack] if self.pack else [])))


@dataclass(frozen=True, slots=True)
class Shown:
    """A text on its page, the title of its pack, and whether the page tells what is wrong."""

    text: Scenario
    pack: str
    tells: bool


class TextPage(Sheet):
    """The text as the wall shows it; what is wrong only where that was asked for."""

    shown: reactive[Shown | None] = reactive(None, recompose=True)

    def watch_shown(self) -> None:
        """Begin at the top."""
        self.scroll_home(animate=False)

    def compose(self) -> ComposeResult:
        """What it is, the case, the source, the output, and perhaps the key."""
        if self.shown is None:
            yield Plain("No text is all of this.")
            return
        text, tells = self.shown.text, self.shown.tells
        about = (*values_of(text, Facet.PHASE), *values_of(text, Facet.ROLE), text.difficulty)
        if tells:
            yield Plain(f"{text.title}: {_sort(text)}", classes="title")
        yield Plain(
            f"{', '.join(about)}, {counted(text.minutes, 'minute')}; {self.shown.pack}", classes="quiet"
        )
        yield Plain(f"{text.setting} The assistant was asked: {text.task}", classes="case")
        yield Plain(text.source_title.upper(), classes="head")
        yield SentenceList([line for block in blocks(text.source) for line in block.lines])
        yield Plain(WRITTEN.upper(), classes="head")
        if not tells:
            yield SentenceList([sentence.text for sentence in text.sentences])
            return
        yield JudgedSentences([*_judged(text)])
        yield Plain("WHAT IS WRONG", classes="head")
        yield Plain("Nothing: it is sound." if text.control else text.reveal)
        for kind in text.kinds:
            words = f"{KINDS[kind].check}, {kind.replace('-', ' ')}: {KINDS[kind].definition}"
            yield Plain(words, classes="quiet")
        yield Plain(text.facilitator_note or "", classes="quiet")


class LibraryScreen(SteadyScreen[Put | None]):
    """A list of texts, and the one under the bar; dismisses with what became of the one that was taken."""

    CSS_PATH = "library.tcss"
    KEYS: ClassVar[tuple[Key, ...]] = LIBRARY
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(LIBRARY),
        # Before the list, which would turn its own pages: the arrows walk it.
        Binding("pagedown", "page_text(1)", show=False, priority=True),
        Binding("pageup", "page_text(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        packs: Sequence[Pack],
        take: Callable[[Scenario], Put | None],
        *,
        title: str = "The library",
        does: str = "play it ...",
        phase: Phase | None = None,
    ) -> None:
        """Make it.

        Args:
            packs: where the texts come from; of two with an id the last one is shown.
            take: what is done with a text that is taken; one that gives nothing leaves this screen open. What
                it says no with is said here.
            title: what the list is for.
            does: what Space does.
            phase: the texts of which phase are shown at first.
        """
        super().__init__()
        self._packs, self._take, self._title, self._does = packs, take, title, does
        self._from = played_from(packs)
        held = {text.id: text for pack in packs for text in pack.texts if self._from[text.id] is pack}
        self._texts = sorted(held.values(), key=lambda text: (text.phase.number, text.id))
        self._sought = Sought({Facet.PHASE: phase.label} if phase is not None else {})
        self._tells = False
        self._shown: dict[ScenarioId, Scenario] = {}

    def compose(self) -> ComposeResult:
        """What is shown, the list, the text under the bar, the keys."""
        yield HeadRow(self._title, "")
        yield Plain(id="sought")
        with Container(id="sides"):
            yield OptionList()
            yield TextPage(can_focus=False)
        yield Notice()
        yield FooterLine()

    def on_mount(self) -> None:
        """Begin at the first text."""
        self.query_one(FooterLine).show(
            ("Space", self._does),
            (("f", "find"), ("v", "what is wrong"), ("n", "how many"), ("Esc", "leave"), ("?", "help")),
        )
        self.query_one(OptionList).focus()
        self._fill()

    # What is seen

    def _fill(self) -> None:
        """Draw the list; the bar stays on its text where that is still there."""
        before = self._text
        there = self._matching(self._sought)
        self._shown = {text.id: text for text in there}
        lines = self.query_one(OptionList)
        lines.set_options(self._options(there))
        if there:
            at = before if before is not None and before.id in self._shown else there[0]
            lines.highlighted = lines.get_option_index(at.id)
        self.show_marked()
        found = f"{len(there)} of {counted(len(self._texts), 'text')}"
        words = Content.assemble((found, "bold"), f"   {self._sought.words}" if self._sought.words else "")
        quiet = "" if self._tells else f"   {_HIDDEN}"
        self.query_one("#sought", Plain).update(Content.assemble(words, (quiet, "$text-muted")))
        broken = sum(len({problem.where for problem in pack.problems}) for pack in self._packs)
        if broken:
            self.say(f"{counted(broken, 'file')} cannot be used: `workshop scenarios packs` says why.")

    def _options(self, texts: Sequence[Scenario]) -> Iterator[Option]:
        widest, phase = max((len(text.id) for text in texts), default=0), None
        for text in texts:
            if text.phase is not phase:
                phase = text.phase
                yield Option(Content.styled(phase.label, "$text-muted"), disabled=True)
            yield Option(
                Content.assemble((text.id.ljust(widest), "bold"), f"  {self._line(text)}"), id=text.id
            )

    def _line(self, text: Scenario) -> str:
        """What a list has room for: whose work it is, or what is wrong."""
        (role,) = values_of(text, Facet.ROLE)
        if not self._tells:
            return f"{role}, {text.difficulty}"
        return f"{_sort(text)}, {text.difficulty}"

    @on(OptionList.OptionHighlighted)
    def show_marked(self) -> None:
        """Show the text under the bar."""
        text = self._text
        pack = self._from[text.id].title if text is not None else ""
        self.query_one(TextPage).shown = Shown(text, pack, self._tells) if text is not None else None

    @property
    def _text(self) -> Scenario | None:
        """The text under the bar."""
        option = self.query_one(OptionList).highlighted_option
        return self._shown.get(ScenarioId(option.id or "")) if option is not None else None

    def say(self, text: str) -> None:
        """Show a sentence."""
        self.query_one(Notice).text = text

    # What is looked for

    def _matching(self, sought: Sought) -> list[Scenario]:
        return [
            text
            for text in self._texts
            if is_wanted(text, sought.wanted) and sought.pack in ("", self._from[text.id].title)
        ]

    @work(group="ask", exclusive=True)
    async def action_find(self) -> None:
        """Look for texts of a phase, a role, a difficulty, a pack; for what is wrong where that is shown."""
        chosen = await self.app.push_screen_wait(
            PickModal(f"Which texts?{'' if self._tells else _NO_KEYS}", [*self._facets()], does="show these")
        )
        if chosen is not None:
            self.say("")
            self._sought = chosen
            self._fill()

    def _facets(self) -> Iterator[Group[Sought]]:
        """Every value with the number of texts that it would leave; the one that is on is taken off again."""
        yield "All", [Choice(Sought({}), "Every text", str(len(self._texts)))]
        for facet in Facet:
            if not facet.tells or self._tells:
                others = {other: value for other, value in self._sought.wanted.items() if other is not facet}
                there = counts(self._matching(replace(self._sought, wanted=others)), facet)
                now = self._sought.wanted.get(facet)
                yield (
                    facet.value,
                    [
                        Choice(
                            replace(
                                self._sought, wanted=others if value == now else {**others, facet: value}
                            ),
                            value,
                            f"{number}{', shown now: takes it off' if value == now else ''}",
                        )
                        for value, number in there.items()
                        if number or value == now
                    ],
                )
        if len(self._packs) > 1:
            yield _PACK, [*self._of_packs()]

    def _of_packs(self) -> Iterator[Choice[Sought]]:
        for pack in self._packs:
            on_now = pack.title == self._sought.pack
            sought = replace(self._sought, pack="" if on_now else pack.title)
            number = len(self._matching(replace(self._sought, pack=pack.title)))
            yield Choice(sought, pack.title, f"{number}{', shown now: takes it off' if on_now else ''}")

    @work(group="ask", exclusive=True)
    async def action_show_keys(self) -> None:
        """Show what is wrong, after a warning, or put it out of sight again."""
        if not self._tells and not await self.app.push_screen_wait(
            AskModal("What is wrong with each text?", _ASK)
        ):
            return
        self._tells = not self._tells
        if not self._tells:  # what is looked for would tell it still
            wanted = {facet: value for facet, value in self._sought.wanted.items() if not facet.tells}
            self._sought = replace(self._sought, wanted=wanted)
        self._fill()

    def action_count(self) -> None:
        """How many texts there are of each sort: of all, or of those that are shown where that may be told.

        The numbers of a few would say what is wrong with each.
        """
        from workshop.tui.modals.coverage import CoverageModal

        shown = ([*self._shown.values()], self._sought.words) if self._tells else (self._texts, "")
        self.app.push_screen(CoverageModal(*shown))

    def action_page_text(self, pages: int) -> None:
        """A screenful of the text down or up."""
        sheet = self.query_one(TextPage)
        sheet.scroll_relative(y=pages * max(sheet.size.height - 1, 1), animate=False)

    # What is done with a text

    @on(OptionList.OptionSelected)
    def take_marked(self) -> None:
        """Enter means the same as Space."""
        self.action_take()

    def action_take(self) -> None:
        """Take the text under the bar, or say why it cannot be taken."""
        if (text := self._text) is None:
            self.say("No text is shown: f shows others.")
            return
        try:
            put = self._take(text)
        except FAILURES as error:
            self.say(str(error))
            return
        if put is not None:
            self.dismiss(put)

    def action_back(self) -> None:
        """Leave it."""
        self.dismiss(None)


def _sort(text: Scenario) -> str:
    return "sound" if text.control else ", ".join(values_of(text, Facet.KIND))


def _judged(text: Scenario) -> Iterator[JudgedSentence]:
    for number, sentence in enumerate(text.sentences, start=1):
        mark = Mark.CARRIED if sentence.carried else Mark.WRONG if sentence.wrong else Mark.SOUND
        kind = (sentence.kind or "").replace("-", " ")
        yield JudgedSentence(str(number), sentence.text, mark, kind or mark.word)
    if text.missing is not None:
        yield JudgedSentence("", text.missing, Mark.LEFT_OUT, Mark.LEFT_OUT.word)
