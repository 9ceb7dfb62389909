"""The reliance map: faulty texts held back upwards, good work held back to the right; then how sure."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.events import Resize

from workshop.core.live.steps.reliance_map import MapPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words import reliance as words
from workshop.core.plans.record import RelianceMap
from workshop.tui.keys import MAP
from workshop.tui.live.parts.map_rows import PLOT_WORDS, spot_of, sure_rows
from workshop.tui.live.parts.regions import Regions
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.widgets.answer_bars import AnswerBars
from workshop.tui.widgets.headline import Headline, is_compact
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.numerals import LARGE, Doubled, Numerals
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.reliance_plot import ReliancePlot


class _MapPart(ScrollingPanel[MapPicture]):
    """One part of a map step; the other part is another picture."""

    KEYS = MAP

    def carries(self, view: RoomView) -> bool:
        """The same part of the same step."""
        return super().carries(view) and view.position.part == self.view.position.part


class MapPanel(_MapPart):
    """What was found as a sentence, the map with its cloud, and beside it what to do next."""

    DEFAULT_CSS = """
    MapPanel {
        #headline { color: $text-primary; margin-bottom: 1; }
        #sides { height: 1fr; margin-top: 1; layout: horizontal; }
        #picture { width: 3fr; margin-right: 4; }
        #facts { width: 2fr; }
        .map--heading { color: $text-muted; text-style: bold; }
        .map--fact { margin-bottom: 1; }
        #next-step { text-style: bold; margin-bottom: 1; }
        Numerals { color: $text-primary; margin-bottom: 1; }
        &.-narrow {
            #headline, .map--fact, #next-step { margin-bottom: 0; }
            #sides { layout: vertical; margin-top: 0; }
            #picture { width: 1fr; height: 1fr; min-height: 8; margin-right: 0; }
            #facts { width: 1fr; height: auto; min-height: 2; }
            #facts > .more--room { height: auto; }
            Numerals, .map--heading { display: none; }
        }
    }
    """

    @property
    def figures(self) -> list[tuple[str, str]]:
        """Shares with their ranges, and the taps."""
        return words.figures(self.picture.map)

    def compose(self) -> ComposeResult:
        """The sentence and its votes, and below them the map and what follows from it."""
        seen = self.picture.map
        yield Headline(words.headline(seen), beside_text=True, id="headline")
        yield Plain(words.second_line(seen), id="second-line")
        with Container(id="sides"):
            last = (seen.last.flagged, seen.last.caught) if seen.last and seen.point else None
            yield ReliancePlot(PLOT_WORDS, spot_of(seen), last, id="picture")
            with MoreMarker(id="facts"):
                yield from _beside(seen)

    def on_resize(self) -> None:
        """On a compact screen what stands beside the map stands below it, as plain sentences."""
        self.set_class(is_compact(self.app.size), "-narrow")


def _beside(seen: RelianceMap) -> ComposeResult:
    """What it would take, what holding back costs, and how much of it may be chance."""
    if step := words.next_step(seen):
        yield Plain("OUR NEXT STEP", classes="map--heading")
        yield Plain(step, id="next-step")
    if price := words.cost(seen.refusal):
        yield Plain("WHAT HOLDING BACK COSTS", classes="map--heading")
        yield Numerals(price[0])
        yield Plain(f"{price[0]} {price[1]}", classes="map--fact")
    for sentence in filter(None, (words.reason(seen), *words.facts(seen))):
        yield Plain(sentence, classes="map--fact")


class CalibrationPanel(_MapPart):
    """How sure the votes were against how right they were."""

    DEFAULT_CSS = """
    CalibrationPanel {
        #headline { color: $text-primary; }
        #top { height: auto; }
        #second-line, AnswerBars, Doubled { margin-top: 1; }
        Doubled { color: $text-muted; }
    }
    """

    @property
    def figures(self) -> list[tuple[str, str]]:
        """The gap and the score."""
        return words.sure_figures(self.picture.map.calibration)

    def compose(self) -> ComposeResult:
        """What was found as a sentence, then the bars."""
        calibration = self.picture.map.calibration
        with Regions():
            k = self.view.setup.k
            with Vertical(id="top"):
                yield Headline(words.sure_headline(calibration), beside_text=True, id="headline")
                yield Plain(words.sure_second_line(calibration, k), id="second-line")
            if calibration is not None and calibration.curve:
                yield AnswerBars(sure_rows(calibration))
            else:
                yield Doubled(str(k if calibration is None else calibration.n), LARGE)

    @on(Resize)
    def fit(self) -> None:
        """The bars take what the sentences leave."""
        width, left = self.content_size
        left -= self.query_one(Headline).rows(width, self.app.size) + _AIR
        left -= sum(rows_of(str(part.content), width) for part in self.query(Plain))
        for bars in self.query(AnswerBars):
            bars.take(left)


_AIR = 3
"""The rows between headline, sentence and bars."""
