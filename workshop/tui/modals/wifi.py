"""The code of the Wi-Fi over anything, for phones that are not in the room's network yet."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size

from workshop.core.wifi import Wifi, wifi_code
from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.qr import QrCode, best_scale, qr_size

WHO_HAS_THE_PASSWORD = "Whoever decodes the code has the password."
_HOW = "Point your camera at the code, and agree to join."
_OPEN = "This network has no password: whoever is near can listen."
_TOO_LARGE = "This code is larger than the window: make the window larger, or the letters smaller."
_WORDS = Size(34, 1)
"""The columns beside the code that the words take with the gap, and the row below it for the keys."""


class WifiModal(Dialog[None]):
    """The code as large as the screen allows; beside it the network's name, and who can join it."""

    CSS_PATH = "wifi.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("i,enter,q", "leave", "Close", show=False)]

    def __init__(self, wifi: Wifi) -> None:
        super().__init__()
        self._wifi, self._code = wifi, wifi_code(wifi)

    def compose(self) -> ComposeResult:
        """The code, the words, the way back."""
        with Horizontal(id="wifi"):
            with Vertical(id="code"):
                yield QrCode(self._code)
            with Vertical(id="words"):
                yield Plain("First: the Wi-Fi", id="first")
                yield Plain(self._wifi.name, id="name")
                yield Plain(_HOW, id="how")
                yield Plain("Then comes a second code, that of the room.", id="then")
                yield Plain(WHO_HAS_THE_PASSWORD if self._wifi.password else _OPEN, id="who")
        yield FooterLine()

    def on_mount(self) -> None:
        """Say how to go back."""
        self.query_one(FooterLine).show(("Space", "back"), ())

    def on_resize(self, event: events.Resize) -> None:
        """Use the room there is, once the screen has taken its new size."""
        self.call_after_refresh(self._arrange, event.size - _WORDS)

    def _arrange(self, room: Size) -> None:
        code, size = self.query_one(QrCode), qr_size(self._code)
        code.scale = best_scale(self._code, room)
        code.display = size.width <= room.width and size.height <= room.height
        how = _HOW if code.display else _TOO_LARGE
        self.query_one("#how", Plain).update(how)
