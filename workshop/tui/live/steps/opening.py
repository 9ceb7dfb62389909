"""The opening of a session: what it is for, what the hour holds, and what people can rely on."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from workshop.core.english import clock
from workshop.core.live.steps.opening import OpeningPicture
from workshop.core.live.words.promise import END, MISTAKES, WHY, promise
from workshop.tui.live.parts.regions import Regions
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.hour_line import HourLine
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain


class OpeningPanel(ScrollingPanel[OpeningPicture]):
    """Why the room is here, large; who stands behind it; the hour as a line; the promise."""

    SCOPED_CSS: ClassVar[bool] = False  # the rules for a low screen begin above this widget
    DEFAULT_CSS = """
    OpeningPanel {
        #all { height: auto; min-height: 100%; }
        #aim, #hour, #promises { height: auto; }
        #why { color: $accent; text-style: bold; }
        Headline { color: $text-primary; margin-top: 1; }
        #behind { margin-top: 1; color: $text-muted; }
        #hour { margin: 1 0; padding: 1 0; border: none; }
        #hour { border-top: solid $text-disabled; border-bottom: solid $text-disabled; }
        #mistakes { text-style: bold; }
        .promise { margin-top: 1; color: $text-muted; }
    }
    .-low OpeningPanel {
        #hour { padding: 0; border-top: none; border-bottom: none; }
        .promise { margin-top: 0; }
    }
    """

    def compose(self) -> ComposeResult:
        """From the purpose down to the promise."""
        with MoreMarker(), Regions(id="all"):
            with Vertical(id="aim"):
                yield from self._aim()
            with Vertical(id="hour"):
                yield HourLine([(_clock(stop.at), stop.words) for stop in self.picture.stops])
            with Vertical(id="promises"):
                yield Plain(" ".join(MISTAKES), id="mistakes")
                for words in (*promise(self.view.setup.k), END):
                    yield Plain(words, classes="promise")

    def _aim(self) -> ComposeResult:
        setup = self.view.setup
        behind = [f"Sponsor: {setup.sponsor}"] if setup.sponsor else []
        if setup.purpose and setup.outcome:
            behind.append(f"What others will notice: {setup.outcome}")
        yield Plain(WHY.upper(), id="why")
        yield Headline(setup.purpose or setup.outcome or setup.title)
        if behind:
            yield Plain("\n".join(behind), id="behind")


def _clock(at: float) -> str:
    """The time of day here."""
    return clock(dt.datetime.fromtimestamp(at).astimezone().time())
