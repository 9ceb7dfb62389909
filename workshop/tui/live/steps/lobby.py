"""The lobby: how to come in, how many are here, and what the room is promised."""

from __future__ import annotations

from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size

from workshop.core.live.steps import Picture
from workshop.core.live.view import RoomView
from workshop.core.live.words.promise import COME_IN, promise
from workshop.tui.keys import LOBBY, Key, bindings
from workshop.tui.live.parts.base import Panel
from workshop.tui.live.parts.regions import Regions
from workshop.tui.modals.number import NumberModal
from workshop.tui.widgets.head import subject_of
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.numerals import LARGE, SMALL, Numerals
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.qr import QrCode, best_scale, qr_size
from workshop.tui.widgets.voted_row import dots_for

_WORDS = Size(44, 0)
"""What the words beside the code need at least, with the gap between."""
_AIRY_ROWS = 36
"""From so many rows on, the code to type has room for its larger numerals."""
_MOST_EXPECTED = 9999
_MOST_DOTS = 24


class LobbyPanel(Panel[Picture]):
    """The code as large as there is room for; beside it the same way in for who types, and who is here."""

    KEYS: ClassVar[tuple[Key, ...]] = LOBBY
    BINDINGS: ClassVar[list[BindingType]] = bindings(LOBBY)
    SCOPED_CSS = False  # its rules begin with the classes of the screen, too
    DEFAULT_CSS = """
    LobbyPanel {
        align: left middle;
        #join { height: auto; max-height: 100%; align: left middle; }
        #invite { width: 1fr; height: auto; max-height: 100%; margin-left: 4; }
        #title { text-style: bold; }
        #come-in { color: $text-primary; margin-top: 1; }
        #scan, #here, #promise { margin-top: 1; }
        #address, #code { color: $accent; }
        #code { margin-top: 1; }
        #dots { height: 1; color: $text-primary; }
        #here { height: 2; }
        #count { text-style: bold; }
        #promise { color: $text-muted; }
    }
    .-low LobbyPanel { #here, #promise { margin-top: 0; } }
    """

    def __init__(self, view: RoomView, join_url: str, shown_url: str) -> None:
        super().__init__(view)
        self._join_url = join_url
        self._shown_url = shown_url
        self._expected = 0

    def compose(self) -> ComposeResult:
        """The code, and beside it the words."""
        with Horizontal(id="join"):
            yield QrCode(self._join_url)
            with Regions(id="invite"):
                yield Plain(Content("   ").join(subject_of(self.view)), id="title")
                yield Headline(COME_IN, beside_text=True, id="come-in")
                yield Plain("Scan, or type the address, then the code:", id="scan")
                yield Headline("", beside_text=True, id="address")
                yield Numerals(id="code")
                with Regions(id="here"):
                    yield Plain(id="dots")
                    yield Plain(id="count")
                yield Plain(" ".join(promise(self.view.setup.k)), id="promise")

    def on_mount(self) -> None:
        """Show the first count."""
        self.show_address(self._join_url, self._shown_url)
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in how many phones are here."""
        super().show(view)
        here, expected = view.present, max(view.present, self._expected)
        self.query_one("#dots", Plain).update(dots_for(here, expected, _MOST_DOTS))
        self.query_one("#count", Plain).update(_count_words(here, expected))

    def show_address(self, join_url: str, shown_url: str) -> None:
        """Take in another address."""
        self._join_url, self._shown_url = join_url, shown_url
        address, _, code = shown_url.rpartition("/")
        self.query_one(QrCode).text = join_url
        self.query_one("#address", Headline).say(address)
        self.query_one("#code", Numerals).say(code)
        self._arrange(self.size)

    @work
    async def action_expect(self) -> None:
        """Ask how many are expected; it stands as long as the lobby does."""
        question = NumberModal(
            "How many do we expect?",
            "phones",
            most=_MOST_EXPECTED,
            number=self._expected,
            follows=lambda expected: _count_words(self.view.present, max(self.view.present, expected)),
        )
        expected = await self.app.push_screen_wait(question)
        if expected is not None and self.is_attached:
            self._expected = expected
            self.show(self.view)

    def on_resize(self, event: events.Resize) -> None:
        """Use the room there is."""
        self._arrange(event.size)

    def _arrange(self, size: Size) -> None:
        scale = best_scale(self._join_url, size - _WORDS)
        self.query_one(QrCode).scale = scale
        self.query_one("#invite", Regions).styles.min_height = qr_size(self._join_url, scale).height
        code = self.query_one("#code", Numerals)
        code.say(code.text, LARGE if size.height >= _AIRY_ROWS else SMALL)


def _count_words(here: int, expected: int) -> str:
    """How many are here, of how many."""
    if not expected:
        return "Each phone that comes in is a dot here."
    if here < expected:
        return f"{here} of {expected} are here"
    return "1 phone is here" if here == 1 else f"{here} phones are here"
