"""1-2-4-All: a question, who talks now, and how long."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content

from workshop.core.live.steps.groups import GroupsPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.talks import PARTS, QUESTION, TASKS
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.countdown import Countdown
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.numerals import SMALL
from workshop.tui.widgets.plain import Plain

DONE, HERE, AHEAD = "●", "◉", "○"


class GroupsPanel(ScrollingPanel[GroupsPicture]):
    """The question and the time large, the four parts as a small rail."""

    DEFAULT_CSS = """
    GroupsPanel {
        padding: 0 2;
        #question { color: $text-primary; margin-bottom: 1; }
        #who { text-align: center; }
        #task { text-align: center; color: $text-muted; }
        #time { width: 1fr; text-align: center; margin: 1 0; }
        #parts { text-align: center; }
    }
    """

    def compose(self) -> ComposeResult:
        """From the question down to the rail."""
        with MoreMarker():
            yield BlockLetters(self.picture.title or QUESTION, share=0.25, id="question")
            yield BlockLetters("", share=0.2, id="who")
            yield Plain(id="task")
            yield Countdown(self.view.ends_at, self.clock, SMALL, id="time")
        yield Plain(id="parts")

    def on_mount(self) -> None:
        """Fill in the part."""
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in the next part, or more time."""
        super().show(view)
        part = self.picture.part
        self.query_one("#who", BlockLetters).say(PARTS[part])
        self.query_one("#task", Plain).update(TASKS[part])
        self.query_one("#parts", Plain).update(rail_of(part))
        self.query_one(Countdown).aim(view.ends_at)
        self.query_one("#time").display = view.ends_at is not None


def rail_of(part: int) -> Content:
    """The four parts: behind, here, ahead."""
    signs = [DONE if at < part else HERE if at == part else AHEAD for at in range(len(PARTS))]
    return Content.styled(" ─── ", "$text-disabled").join(
        Content.styled(f"{sign} {name}", "bold $accent" if at == part else "$text-muted")
        for at, (sign, name) in enumerate(zip(signs, PARTS, strict=True))
    )
