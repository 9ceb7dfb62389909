"""A closed pulse: what the room said, and then what a published survey says."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from workshop.core.agenda.pulse import PulseKind
from workshop.core.live.commands import RecordSponsor
from workshop.core.live.pulse_result import PulseResult
from workshop.core.live.steps.pulse import PulseResultPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.pulse import (
    fear_words,
    headline,
    moment_words,
    room_words,
    second_line,
    slices_words,
    standing_lines,
    too_few_words,
    words_of,
)
from workshop.tui.keys import SPONSOR, bindings
from workshop.tui.live.parts.base import Keys
from workshop.tui.live.parts.pulse_rows import answer_rows, benchmark_row
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import Lead
from workshop.tui.modals.write import WriteModal
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.tally_bars import TallyBars

_TALL = 30
_LARGE, _SMALLER = 0.34, 0.18
"""Parts of the screen's height for the result: alone, or beside much else."""


class PulseResultPanel(ScrollingPanel[PulseResultPicture]):
    """The result large, its bars, the roles; in the second part the room beside the published figures."""

    DEFAULT_CSS = """
    PulseResultPanel {
        padding: 0 2;
        #moment { color: $text-warning; text-style: bold; }
        #question { text-style: bold; color: $text-muted; }
        #headline { color: $text-primary; margin-bottom: 1; }
        #second-line { text-style: bold; margin-bottom: 1; }
        #sponsor { height: auto; margin-bottom: 1; display: none; }
        #sponsor.-said { display: block; }
        #sponsor-heading { text-style: bold; color: $text-warning; }
        .pulse--room { color: $text-primary; }
        .pulse--option { text-style: bold; }
        .pulse--standing { text-style: bold; margin-bottom: 1; }
        TallyBars { margin-bottom: 1; }
        &.-close TallyBars > Horizontal { margin-bottom: 0; }
    }
    """
    KEYS = SPONSOR
    BINDINGS: ClassVar[list[BindingType]] = bindings(SPONSOR)

    def __init__(self, view: RoomView) -> None:
        super().__init__(view)
        self.keys = self._keys_now()

    def compose(self) -> ComposeResult:
        """The question on top, then what may be shown."""
        seen = self.picture
        if moment := moment_words(seen.moment):
            yield Plain(moment, id="moment")
        yield Plain(seen.pulse.question, id="question")
        with MoreMarker():
            if seen.result is None:
                yield BlockLetters(
                    too_few_words(self.view.voted, self.view.setup.k), share=0.3, id="headline"
                )
            elif seen.published:
                yield from self._published(seen.result)
            else:
                yield from self._own(seen.result)

    def _own(self, result: PulseResult) -> ComposeResult:
        seen = self.picture
        yield BlockLetters(headline(seen.pulse, result, seen.earlier), share=_LARGE, id="headline")
        if more := second_line(seen.pulse, result, seen.earlier):
            yield Plain(more, id="second-line")
        if seen.pulse.sponsor_answers:
            with Vertical(id="sponsor"):
                yield Plain(f"To this our sponsor says ({fear_words(seen)}):", id="sponsor-heading")
                yield BlockLetters(seen.sponsor, share=0.5, id="sponsor-words")
        yield TallyBars(answer_rows(seen.pulse, result, seen.earlier))
        if slices := slices_words(seen.pulse, result):
            yield Plain(slices, id="slices")

    def _published(self, result: PulseResult) -> ComposeResult:
        pulse = self.picture.pulse
        several = len(pulse.benchmarks) > 1
        for benchmark in pulse.benchmarks:
            if several:
                yield Plain(words_of(pulse, benchmark.option), classes="pulse--option")
            share = 0.13 if several else _LARGE
            yield BlockLetters(room_words(result, benchmark), share=share, classes="pulse--room")
            yield Plain("\n".join(standing_lines(result, benchmark)), classes="pulse--standing")
            yield TallyBars([benchmark_row(result, benchmark)])

    def on_mount(self) -> None:
        """Show the sponsor's answer, if it is known."""
        self.show(self.view)

    def on_resize(self) -> None:
        """Find the sizes that fit."""
        self._arrange()

    def _arrange(self) -> None:
        """With much to show: smaller letters; then, or with little room, no air between the rows."""
        many = self.picture.pulse.kind is PulseKind.PERCENT or bool(self.picture.sponsor)
        self.set_class(many or self.app.size.height < _TALL, "-close")
        for large in self.query("#headline").results(BlockLetters):
            large.take_share(_SMALLER if many else _LARGE)

    def carries(self, view: RoomView) -> bool:
        """The second part is another picture."""
        return super().carries(view) and view.position.part == self.view.position.part

    def show(self, view: RoomView) -> None:
        """Take in the sponsor's answer."""
        super().show(view)
        for part in self.query("#sponsor"):
            part.set_class(bool(self.picture.sponsor), "-said")
            part.query_one("#sponsor-words", BlockLetters).say(self.picture.sponsor)
        self._arrange()

    @work
    async def action_write(self) -> None:
        """Write down what the sponsor answers aloud."""
        if not self.keys:
            return
        form = WriteModal(
            "What does the sponsor answer?",
            detail=f"Two sentences to: {fear_words(self.picture)}. The room sees them.",
            text=self.picture.sponsor,
        )
        written = await self.app.push_screen_wait(form)
        if written is not None and written != self.picture.sponsor:
            self.post_message(Lead(RecordSponsor(written)))

    def _keys_now(self) -> Keys:
        seen = self.picture
        writes = seen.pulse.sponsor_answers and seen.result is not None and not seen.published
        return (("w", "sponsor's answer"),) if writes and RecordSponsor in self.view.allowed else ()
