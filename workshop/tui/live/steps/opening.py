"""The opening of a session: what it is for, what the hour holds, and what people can rely on."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize

from workshop.core.english import clock
from workshop.core.live.steps.opening import OpeningPicture
from workshop.core.live.words.promise import BEHIND, END, MISTAKES, NOTICED, WHY, promise
from workshop.tui.live.parts.regions import Regions
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.hour_line import HourLine
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of


class OpeningPanel(ScrollingPanel[OpeningPicture]):
    """Why the room is here, large; what others will notice, and who stands behind it; the hour; the promise.

    On a large wall the outcome and the first promise are set in large letters, too.
    """

    SCOPED_CSS: ClassVar[bool] = False  # the rules for a low screen begin above this widget
    DEFAULT_CSS = """
    OpeningPanel {
        #all { height: auto; min-height: 100%; }
        #aim, #hour, #promises { height: auto; }
        #why { color: $accent; text-style: bold; }
        #purpose { color: $text-primary; margin-top: 1; }
        #outcome, #behind { margin-top: 1; }
        #behind { color: $text-muted; }
        #hour { margin: 1 0; padding: 1 0; border: none; }
        #hour { border-top: solid $text-disabled; border-bottom: solid $text-disabled; }
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
                yield Headline(" ".join(MISTAKES), beside_text=True, id="mistakes")
                for words in (*promise(self.view.setup.k), END):
                    yield Plain(words, classes="promise")

    def _aim(self) -> ComposeResult:
        setup = self.view.setup
        yield Plain(WHY.upper(), id="why")
        yield Headline(setup.purpose or setup.outcome or setup.title, id="purpose")
        if setup.purpose and setup.outcome:
            yield Headline(f"{NOTICED}: {setup.outcome}", beside_text=True, id="outcome")
        if setup.sponsor:
            yield Plain(f"{BEHIND}: {setup.sponsor}", id="behind")

    @on(Resize)
    def fit(self) -> None:
        """First the purpose, then the outcome, then the promise is large, as far as all of it is in sight."""
        width, left = self.content_size
        large = list(self.query(Headline))
        left -= sum(rows_of(str(part.content), width) + 1 for part in self.query(Plain))
        left -= self.query_one(HourLine).get_content_height(self.size, self.app.size, width) + _AROUND
        left -= sum(rows_of(each.text, width) for each in large)
        for each in large:
            fewest = rows_of(each.text, width)
            each.take(left + fewest)
            left -= each.rows(width, self.app.size) - fewest


_AROUND = 6
"""The lines and the blank rows around the hour, and over the outcome."""


def _clock(at: float) -> str:
    """The time of day here."""
    return clock(dt.datetime.fromtimestamp(at).astimezone().time())
