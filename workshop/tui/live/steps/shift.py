"""Then and now: what the figures of two sessions say, and how little they may mean."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content

from workshop.core.live.steps.shift import ShiftPicture
from workshop.core.live.words.shift import NO_FIGURE, shift_words, shifts_of, since_words
from workshop.core.plans.look_back import DIFFERENT_PEOPLE
from workshop.tui.live.parts.regions import AiryMarker
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.wide_bars import WideBar, WideBars


@dataclass(frozen=True, slots=True)
class FigureBar(WideBar):
    """A figure that is no count, in its own words."""

    words: str

    @property
    def figure(self) -> str:
        """The words."""
        return self.words


class ShiftPanel(ScrollingPanel[ShiftPicture]):
    """What has changed in a sentence; below it then and now for each figure, on one scale."""

    DEFAULT_CSS = """
    ShiftPanel {
        #heading { color: $text-primary; margin-bottom: 1; }
        #caveat { color: $text-muted; margin-top: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The finding, the figures, and what nobody should conclude."""
        seen = self.picture
        yield Headline(shift_words(seen.look_back.figures, seen.now), beside_text=True, id="heading")
        with AiryMarker():
            shifts = list(shifts_of(seen.look_back.figures, seen.now))
            for shift in shifts:
                yield Plain(
                    Content.assemble((shift.name, "bold"), ("   " + shift.change, "$text-muted")),
                    classes="shift--name",
                )
                if shift.figures:
                    yield WideBars([FigureBar(*figure) for figure in shift.figures])
            if not shifts:
                yield Plain(NO_FIGURE, classes="shift--name")
        yield Plain(f"{since_words(seen)}. {DIFFERENT_PEOPLE}", id="caveat")
