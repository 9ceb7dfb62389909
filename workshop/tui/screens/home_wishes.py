"""What the home screen asks: what is to become of a prepared session, and of an interrupted one."""

from __future__ import annotations

import enum

from workshop.tui.modals.ask import Choice


class Wish(enum.Enum):
    """What can become of a prepared session."""

    LEAD = enum.auto()
    REHEARSE = enum.auto()
    CHANGE = enum.auto()
    PAPERS = enum.auto()
    DUPLICATE = enum.auto()
    THROW_AWAY = enum.auto()


WISHES = (
    Choice(Wish.LEAD, "Lead it", "Opens the lobby."),
    Choice(Wish.REHEARSE, "Rehearse it with a made-up room"),
    Choice(Wish.CHANGE, "Change it"),
    Choice(Wish.PAPERS, "Write its papers", "Run sheet, invitation and pre-read, to print and to send."),
    Choice(Wish.DUPLICATE, "Prepare it for another team", "A file of its own; this one stays."),
    Choice(Wish.THROW_AWAY, "Throw it away"),
)
THROW = (Choice(False, "Keep it"), Choice(True, "Throw it away"))


class Left(enum.Enum):
    """What can become of an interrupted session."""

    GO_ON = enum.auto()
    END = enum.auto()
    THROW_AWAY = enum.auto()


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
