"""The reliance map: caught upwards, wrongly flagged to the right; then how sure, and how right."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from workshop.core.live.steps.reliance_map import MapPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words import reliance as words
from workshop.tui.keys import MAP
from workshop.tui.live.parts.map_rows import PLOT_WORDS, spot_of, sure_rows
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.reliance_plot import ReliancePlot
from workshop.tui.widgets.tally_bars import TallyBars


class _MapPart(ScrollingPanel[MapPicture]):
    """One part of a map step; the other part is another picture."""

    KEYS = MAP

    def carries(self, view: RoomView) -> bool:
        """The same part of the same step."""
        return super().carries(view) and view.position.part == self.view.position.part


class MapPanel(_MapPart):
    """The label large, the map with its cross, and the plain counts beside it."""

    DEFAULT_CSS = """
    MapPanel {
        padding: 0 2;
        #headline { color: $text-primary; }
        #second-line { text-style: bold; margin-bottom: 1; }
        #sides { height: 1fr; }
        #picture { width: 3fr; height: 1fr; margin-right: 3; }
        #legend { color: $text-muted; text-align: right; }
        #facts { width: 2fr; }
        .map--heading { color: $text-muted; }
        .map--fact { text-style: bold; margin-bottom: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The label, and below it the map and the facts side by side."""
        seen = self.picture.map
        yield BlockLetters(words.headline(seen), share=0.15, id="headline")
        yield Plain(words.second_line(seen), id="second-line")
        with Horizontal(id="sides"):
            if seen.point is not None:
                last = (seen.last.flagged, seen.last.caught) if seen.last else None
                with Vertical(id="picture"):
                    yield ReliancePlot(PLOT_WORDS, spot_of(seen), last)
                    yield Plain(words.legend(seen), id="legend")
            with MoreMarker(id="facts"):
                for heading, text in words.facts(seen):
                    yield Plain(heading, classes="map--heading")
                    yield Plain(text, classes="map--fact")


class CalibrationPanel(_MapPart):
    """How sure the votes were against how right they were."""

    DEFAULT_CSS = """
    CalibrationPanel {
        padding: 0 2;
        #headline { color: $text-primary; }
        #second-line { text-style: bold; margin-bottom: 1; }
        #note { text-style: bold; margin-top: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The gap large, then the bars."""
        calibration = self.picture.map.calibration
        yield BlockLetters(words.sure_headline(calibration), share=0.15, id="headline")
        yield Plain(words.sure_second_line(calibration, self.view.setup.k), id="second-line")
        with MoreMarker():
            if calibration is not None:
                yield TallyBars(sure_rows(calibration))
                if note := words.sure_note(calibration, self.view.setup.k):
                    yield Plain(note, id="note")
