"""What the wall says of the machine it stands on, in plain words."""

from __future__ import annotations

from workshop.core.english import counted
from workshop.core.live.session import Stage
from workshop.core.live.view import RoomView
from workshop.ports import Backstage

SHORTEST_SLEEP = 10.0
"""Seconds; what is shorter, nobody noticed."""

SLEEPLESS = "Nothing keeps this laptop awake here: turn its sleep off for the session."
NO_NETWORK = "Phones cannot come in: there is no network here. Join one, then press a."


class LaptopWords:
    """Looks at the machine when it is told to, and keeps what there is to say."""

    def __init__(self, backstage: Backstage) -> None:
        self._backstage = backstage
        self._slept = ""
        self._once: tuple[str, ...] = ()
        self._looked = False
        self.address_gone = ""
        """What to do, as long as phones cannot come in by the address in the QR code."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What stays on the wall: that it slept, until the room moves on, and that its address has gone."""
        return tuple(filter(None, (self._slept, self.address_gone)))

    def look(self, view: RoomView) -> tuple[str, ...]:
        """Look again; returns what is said for a while, as soon as there is something new to say.

        It is all of it, one thing below the other: what comes second does not take the place of the first.
        """
        slept = self._backstage.laptop.slept()
        if slept >= SHORTEST_SLEEP:
            still = "; the time of this step stood still" if view.ends_at is not None else ""
            self._slept = f"This laptop slept for {duration(slept)}{still}."
        self.address_gone = self._address_words(view)
        before = self._once
        if not self._looked:  # a demo and a resume come here without the home screen, which says it too
            self._looked = True
            self._once += tuple(filter(None, (self._backstage.letters(),)))
        if view.stage is Stage.LOBBY and SLEEPLESS not in before and self._backstage.laptop.may_fall_asleep():
            self._once += (SLEEPLESS,)
        return self._once if self._once != before else ()

    def move_on(self) -> None:
        """The room is somewhere else: that the machine slept has been read."""
        self._slept = ""

    def _address_words(self, view: RoomView) -> str:
        if view.stage is Stage.SEALED or self._backstage.laptop.phones_reach(view.setup.host):
            return ""
        others = reachable(self._backstage)
        if others:
            then = "" if view.stage is Stage.LOBBY else ", then j"
            return f"Phones cannot come in. Press a{then}: the address is now {others[0]}."
        # A demo needs no phones, and is often looked at where there is no network.
        return "" if view.setup.rehearsal else NO_NETWORK


def reachable(backstage: Backstage) -> tuple[str, ...]:
    """The addresses for a QR code at which phones may really reach this machine."""
    return tuple(address for address in backstage.addresses() if backstage.laptop.phones_reach(address))


def duration(seconds: float) -> str:
    """How long something took, in words for a wall."""
    if seconds < 60:
        return f"{round(seconds)} seconds"
    minutes = round(seconds / 60)
    if minutes < 90:
        return counted(minutes, "minute")
    return f"{round(seconds / 3600)} hours"
