"""The lobby: how to join, how many are here, and what the room is promised."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size

from workshop.core.live.steps import Picture
from workshop.core.live.view import RoomView
from workshop.core.live.words.promise import MISTAKES, promise
from workshop.tui.live.parts.base import Panel
from workshop.tui.widgets.numerals import Numerals
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.qr import QrCode, best_scale

TEXT_WIDTH = 40
"""The words beside the code need this many cells."""


class LobbyPanel(Panel[Picture]):
    """The code as large as there is room for, and the address as text."""

    DEFAULT_CSS = """
    LobbyPanel { padding: 0 3; align: center middle; }
    LobbyPanel #join { height: auto; width: auto; }
    LobbyPanel #invite { width: 40; height: auto; margin-left: 4; }
    LobbyPanel #address { text-style: bold; color: $accent; margin: 1 0 2 0; }
    LobbyPanel .promise { margin-top: 1; }
    LobbyPanel .mistakes { text-style: bold; }
    """

    def __init__(self, view: RoomView, join_url: str, shown_url: str) -> None:
        super().__init__(view)
        self._join_url = join_url
        self._shown_url = shown_url

    def compose(self) -> ComposeResult:
        """The code, and beside it the words: a warning below costs the promise no line."""
        words, mistakes = " ".join(promise(self.view.setup.k)), " ".join(MISTAKES)
        with Horizontal(id="join"):
            yield QrCode(self._join_url)
            with Vertical(id="invite"):
                yield Plain(Content.styled("Join with your phone", "bold"))
                yield Plain(self._shown_url, id="address")
                yield Numerals()
                yield Plain(id="phones")
                yield Plain(words, classes="promise")
                yield Plain(mistakes, classes="promise mistakes")

    def on_mount(self) -> None:
        """Show the first count."""
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in how many phones are here."""
        super().show(view)
        self.query_one(Numerals).say(str(view.present))
        self.query_one("#phones", Plain).update("phone is here" if view.present == 1 else "phones are here")

    def show_address(self, join_url: str, shown_url: str) -> None:
        """Take in another address."""
        self._join_url, self._shown_url = join_url, shown_url
        self.query_one(QrCode).text = join_url
        self.query_one("#address", Plain).update(shown_url)
        self._arrange(self.size)

    def on_resize(self, event: events.Resize) -> None:
        """Use the room there is."""
        self._arrange(event.size)

    def _arrange(self, size: Size) -> None:
        room = Size(size.width - TEXT_WIDTH - 10, size.height)
        scale = best_scale(self._join_url, room)
        self.query_one(QrCode).scale = scale
