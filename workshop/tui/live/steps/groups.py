"""1-2-4-All: who talks now, how long, about what, and what comes next."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size

from workshop.core.live.steps.groups import GroupsPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.talks import PARTS, QUESTION, task
from workshop.tui.live.parts.regions import Regions
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.widgets.countdown import Countdown
from workshop.tui.widgets.face import headline_rows
from workshop.tui.widgets.headline import Headline, is_compact
from workshop.tui.widgets.last import with_last
from workshop.tui.widgets.numerals import LARGE, SMALL, Numerals
from workshop.tui.widgets.plain import Plain

DONE, HERE, AHEAD = "●", "◉", "○"
_WIDEST, _TALL = 88, 42
"""Columns of the margins and the widest doubled minutes; rows of a screen from which they are doubled."""
_SIZES = ("1", "2", "4", "ALL")


class PartClock(Countdown):
    """The minutes: doubled only where every part stands large beside them."""

    def suit(self, screen: Size) -> None:
        """Be as large as a screen allows."""
        beside = screen.width - _WIDEST
        self.twice = screen.height >= _TALL and all(headline_rows(part, beside) for part in PARTS)
        self.say(self.text, SMALL if is_compact(screen) else LARGE)
        self.refresh(layout=True)


class GroupsPanel(ScrollingPanel[GroupsPicture]):
    """The part large with its minutes, the question, what to do, and the four parts in a row."""

    DEFAULT_CSS = """
    GroupsPanel {
        #top { height: auto; }
        #who { color: $text-primary; }
        #time { margin-left: 4; }
        #what { height: auto; }
        #question { text-style: bold; margin-bottom: 1; }
        #parts { height: auto; border-top: solid $text-muted; padding-top: 1; }
        #parts > Vertical { width: 1fr; height: auto; margin-right: 3; color: $text-muted; }
        #parts > .-last { margin-right: 0; width: 30; }
        #parts Numerals { margin-bottom: 1; }
        &.-small #parts { padding-top: 0; }
        &.-small #parts > .-last { width: 1fr; }
        &.-small #parts Numerals { display: none; }
        #parts > .-here { color: $text-accent; }
        #parts > .-here .groups--name { text-style: bold; }
    }
    """

    def compose(self) -> ComposeResult:
        """From the part and its time down to all parts."""
        with Regions():
            with Horizontal(id="top"):
                yield Headline("", id="who")
                # As large as it will be from the first layout on: none comes after it.
                time = PartClock(self.view.ends_at, self.clock, id="time")
                time.suit(self.app.size)
                yield time
            with Vertical(id="what"):
                yield Plain(self.picture.title or QUESTION, id="question")
                yield Headline("", beside_text=True, id="task")
            with Horizontal(id="parts"):
                for size, last in with_last(_SIZES):
                    with Vertical(classes=last):
                        yield Numerals(size, SMALL)
                        yield Plain(classes="groups--name")

    def on_mount(self) -> None:
        """Fill in the part."""
        self.show(self.view)

    @on(Resize)
    def fit(self) -> None:
        """On a small screen the minutes are smaller, and the parts are words alone."""
        self.set_class(is_compact(self.app.size), "-small")
        self.query_one(PartClock).suit(self.app.size)

    def show(self, view: RoomView) -> None:
        """Take in the next part, or more time."""
        super().show(view)
        part = self.picture.part
        self.query_one("#who", Headline).say(f"{PARTS[part]}.")
        self.query_one("#task", Headline).say(task(part, by_role=self.picture.by_role))
        self.query_one(Countdown).aim(view.ends_at)
        self.query_one("#time").display = view.ends_at is not None
        for at, (column, name) in enumerate(zip(self.query("#parts > Vertical"), PARTS, strict=True)):
            column.set_class(at == part, "-here")
            column.query_one(".groups--name", Plain).update(f"{_sign(at, part)} {name}")


def rail_of(part: int) -> Content:
    """The four parts: behind, here, ahead."""
    return Content.styled(" ─── ", "$text-disabled").join(
        Content.styled(f"{_sign(at, part)} {name}", "bold $accent" if at == part else "$text-muted")
        for at, name in enumerate(PARTS)
    )


def _sign(at: int, part: int) -> str:
    return DONE if at < part else HERE if at == part else AHEAD
