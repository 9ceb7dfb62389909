"""The QR code over anything, for those who come late."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.geometry import Size

from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.qr import QrCode, best_scale


class JoinModal(Dialog[None]):
    """The code as large as the screen allows, the address below it."""

    CSS_PATH = "join.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("j,enter,q", "leave", "Close", show=False)]

    def __init__(self, join_url: str, shown_url: str) -> None:
        super().__init__()
        self._join_url, self._shown_url = join_url, shown_url

    def compose(self) -> ComposeResult:
        """The code, the address, the way back."""
        with Vertical(id="join"):
            with Center():
                yield QrCode(self._join_url)
            yield Plain(self._shown_url, id="address")
        yield FooterLine()

    def on_mount(self) -> None:
        """Say how to go back."""
        self.query_one(FooterLine).show(("Space", "back"), ())

    def on_resize(self, event: events.Resize) -> None:
        """Use the room there is, once the screen has taken its new size."""
        self.call_after_refresh(self._arrange, Size(event.size.width - 4, event.size.height - 4))

    def _arrange(self, room: Size) -> None:
        self.query_one(QrCode).scale = best_scale(self._join_url, room)
