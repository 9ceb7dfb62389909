"""What the home screen asks: what is to become of a prepared session, of one interrupted, of one led."""

from __future__ import annotations

import enum

from workshop.tui.modals.ask import Choice
from workshop.tui.screens.home_spots import Left, Wish

WISHES = (
    Choice(Wish.LEAD, "Lead it", "Opens the lobby."),
    Choice(Wish.REHEARSE, "Rehearse it with a made-up room"),
    Choice(Wish.CHANGE, "Change it"),
    Choice(
        Wish.PAPERS,
        "Write its papers",
        "Run sheet, invitation, pre-read and pocket card, to print.",
    ),
    Choice(Wish.DUPLICATE, "Prepare it for another team", "A file of its own; this one stays."),
    Choice(Wish.THROW_AWAY, "Throw it away"),
)
THROW = (Choice(False, "Keep it"), Choice(True, "Throw it away"))

LEFT = (
    Choice(Left.GO_ON, "Go on", "The same step, the same QR code, every vote that was counted."),
    Choice(Left.END, "Save and end", "Totals and plans are written; the single votes are destroyed."),
    Choice(Left.THROW_AWAY, "Throw away", "Asks again."),
)
THROW_LEFT = (
    Choice(False, "Keep it"),
    Choice(
        True, "Throw it away", "Its key, its votes and its plans are destroyed. Nothing brings them back."
    ),
)


class Saved(enum.Enum):
    """What can be done with a session that was led."""

    PLANS = enum.auto()
    AGAIN = enum.auto()


SAVED = (
    Choice(Saved.PLANS, "Look at its plans"),
    Choice(Saved.AGAIN, "Prepare it for another team", "The same agenda and texts; both are in one series."),
)
