"""A closed pulse: what the room said, and then what a published survey says."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from workshop.core.live.commands import RecordSponsor
from workshop.core.live.pulse_result import PulseResult
from workshop.core.live.steps.pulse import PulseResultPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words import pulse as words
from workshop.tui.keys import SPONSOR, bindings
from workshop.tui.live.parts.base import Keys
from workshop.tui.live.parts.pulse_rows import answer_rows, benchmark_row, needed_rows, role_rows, side_rows
from workshop.tui.live.parts.regions import Regions
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import Lead
from workshop.tui.modals.write import WriteModal
from workshop.tui.widgets.answer_bars import AnswerBars, share_out
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of


class PulseResultPanel(ScrollingPanel[PulseResultPicture]):
    """What was found as a sentence, and its bars; in the second part the published figures beside them."""

    DEFAULT_CSS = """
    PulseResultPanel {
        #question { color: $text-muted; }
        &.-apart #question { margin-bottom: 1; }
        #headline { color: $text-primary; }
        #finding { text-style: bold; display: none; }
        &.-said #finding { display: block; }
        #second-line, .pulse--published, #slices { text-style: bold; margin-top: 1; }
        AnswerBars, .pulse--leaders { margin-top: 1; }
        #top, #sides, .pulse--side { height: auto; }
        .pulse--side { width: 1fr; }
        #employer { margin-right: 4; }
        .pulse--source { color: $text-muted; margin-top: 1; }
    }
    """
    KEYS = SPONSOR
    BINDINGS: ClassVar[list[BindingType]] = bindings(SPONSOR)

    def __init__(self, view: RoomView) -> None:
        super().__init__(view)
        self.keys = self._keys_now()

    @property
    def figures(self) -> list[tuple[str, str]]:
        """Ranges and means, for those who ask."""
        seen = self.picture
        return words.figures(seen.pulse, seen.result, seen.earlier) if seen.result else []

    def compose(self) -> ComposeResult:
        """The question on top, then what may be shown."""
        seen = self.picture
        moment = words.moment_words(seen.moment)
        asked = seen.pulse.question + (f"   {words.answered_words(seen.result.n)}" if seen.result else "")
        with Regions():
            with Vertical(id="top"):
                yield Plain("\n".join(filter(None, (moment, asked))), id="question")
                yield Headline(self._headline(), beside_text=seen.result is not None, id="headline")
            if seen.result is None:
                yield Plain(words.WHY_NOTHING, id="second-line")
                yield AnswerBars(needed_rows(self.view.voted, self.view.setup.k))
                return
            with MoreMarker(id="found"):
                yield Plain(id="finding")
                yield from self._published(seen.result) if seen.published else self._own(seen.result)

    def _headline(self) -> str:
        seen = self.picture
        if seen.result is None:
            return words.too_few_words(self.view.voted, self.view.setup.k)
        if seen.published:
            return words.beside_headline(seen.pulse, seen.result)
        return seen.sponsor or words.headline(seen.pulse, seen.result, seen.earlier)

    def _own(self, result: PulseResult) -> ComposeResult:
        seen = self.picture
        if more := words.second_line(seen):
            yield Plain(more, id="second-line")
        if sides := words.sides(seen.pulse, result):
            with Horizontal(id="sides"):
                for part in sides:
                    with Vertical(id=part.role, classes="pulse--side"):
                        yield Plain(words.side_heading(part), classes="pulse--published")
                        yield AnswerBars(side_rows(seen.pulse, part))
            return
        heading = words.slices_heading(seen.pulse, result)
        yield AnswerBars(answer_rows(seen.pulse, result, seen.earlier))
        if heading:
            yield Plain(heading, id="slices")
            yield AnswerBars(role_rows(result))

    def _published(self, result: PulseResult) -> ComposeResult:
        benchmarks = self.picture.pulse.benchmarks
        for benchmark in benchmarks:
            yield Plain(words.published(benchmark), classes="pulse--published")
            yield AnswerBars(benchmark_row(result, benchmark))
            if leaders := words.leaders_here(result, benchmark):
                yield Plain(leaders, classes="pulse--leaders")
        yield Plain("\n".join(dict.fromkeys(one.caveat for one in benchmarks)), classes="pulse--source")

    def on_mount(self) -> None:
        """Show the sponsor's answer, if it is known."""
        self.show(self.view)

    def on_resize(self) -> None:
        """Air stands between the parts where all of them are in sight."""
        self._share_out()

    def _share_out(self) -> None:
        """The bars take the rows that are left; what was found scrolls where that is too little."""
        width, left = self.content_size
        left -= self.query_one(Headline).rows(width, self.app.size)
        for part in self.query(Plain):
            if part.display and not part.has_class("more--words"):
                left -= rows_of(str(part.content), width) + part.styles.margin.top
        bars = list(self.query(AnswerBars))
        if self.query("#sides"):
            left -= 1
            for beside in bars:
                beside.take(left)
            needed = max(beside.rows(width // 2) for beside in bars)
        else:
            left -= len(bars)
            share_out(bars, left)
            needed = sum(each.rows(width) for each in bars)
        for found in self.query("#found"):
            found.set_class(needed <= left, "-fits-content")
        self.set_class(needed < left, "-apart")

    def carries(self, view: RoomView) -> bool:
        """The second part is another picture."""
        return super().carries(view) and view.position.part == self.view.position.part

    def show(self, view: RoomView) -> None:
        """Take in the sponsor's answer: it becomes what is said large, and the worry stands below it."""
        super().show(view)
        seen = self.picture
        self.query_one(Headline).say(self._headline())
        self.set_class(bool(seen.sponsor), "-said")
        for finding in self.query("#finding").results(Plain):
            finding.update(f"Our sponsor, to this: {words.fear_words(seen)}")
        self._share_out()

    @work
    async def action_write(self) -> None:
        """Write down what the sponsor answers aloud."""
        if not self.keys:
            return
        form = WriteModal(
            "What does the sponsor answer?",
            detail=f"Two sentences to: {words.fear_words(self.picture)}. The room sees them.",
            text=self.picture.sponsor,
        )
        written = await self.app.push_screen_wait(form)
        if written is not None and written != self.picture.sponsor:
            self.post_message(Lead(RecordSponsor(written)))

    def _keys_now(self) -> Keys:
        seen = self.picture
        writes = seen.pulse.sponsor_answers and seen.result is not None and not seen.published
        return (("w", "sponsor's answer"),) if writes and RecordSponsor in self.view.allowed else ()
