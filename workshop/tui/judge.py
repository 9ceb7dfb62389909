"""Judges every key when it comes, before anything happens: is it meant, or is it a nervous finger?"""

from __future__ import annotations

import enum
from collections.abc import Callable

AFTER_A_MOVE = 0.7
"""Seconds. A nervous second press comes sooner, and so does the first repeat of a key held down: it starts
after 0.25 to 0.66 seconds on common systems."""
BETWEEN_REPEATS = 0.2
"""Seconds. A key held down repeats sooner than this, a finger does not."""
TYPED_WITHIN = 0.05
"""Seconds. Letters that follow each other so fast are a line that was meant for something else."""
LINE_IS_OVER = 0.3
"""Seconds without any key after which such a line has ended."""
_HANDLED_BY = 5.0
"""Seconds. A key that was not heard of again by then was swallowed by what had the focus."""
_DRAWN_BY = 5.0
"""Seconds. A picture that was not drawn by then will not be drawn: nothing in it differs."""


class Effect(enum.Enum):
    """What a key would do where it comes."""

    TEXT = enum.auto()
    """It is taken in by the field, the choice or the list that has the focus."""
    LOOK = enum.auto()
    """It scrolls, or goes to another line or field."""
    COMMAND = enum.auto()
    """It does something that leads nowhere else, or opens something."""
    MOVE = enum.auto()
    """It leads on, back or away, decides a question, saves a form."""


class KeyJudge:
    """Takes a key or drops it, at the moment at which it comes.

    A key that moves is *taken* then and there. From that moment on until the new picture has been on the
    screen for the quiet time, every other key that moves is dropped, however the keys arrive: two in one
    read, one held down, or a handful of them after the terminal had stalled. A key that waited is judged by
    the time at which it was pressed.
    """

    def __init__(self, ticks: Callable[[], float], is_moving: Callable[[], bool] = lambda: False) -> None:
        """Make it.

        Args:
            ticks: Seconds that never go back.
            is_moving: Whether what an earlier key asked for is still on its way.
        """
        self._ticks = ticks
        self._is_moving = is_moving
        self._quiet_until = float("-inf")
        self._unhandled_since = float("-inf")
        self._last_key = float("-inf")
        self._in_a_line = False
        self._is_drawn = True

    def takes(self, effect: Effect, *, is_letter: bool, age: float = 0.0) -> bool:
        """Whether a key is meant; one that moves is taken by that.

        Args:
            effect: What it would do.
            is_letter: Whether it writes something where text is written.
            age: The seconds since it was pressed.
        """
        pressed = self._ticks() - age
        if effect is Effect.TEXT:
            self._last_key, self._in_a_line = pressed, False
            self._quiet_until = float("-inf")  # who writes into a form has seen it
            return True
        if self._is_typed(pressed, is_letter=is_letter):
            return False
        if effect is Effect.LOOK:
            return True
        if pressed - self._unhandled_since < _HANDLED_BY or self._is_moving():
            return False
        if effect is Effect.MOVE:
            waits = not self._is_drawn and pressed < self._quiet_until + _DRAWN_BY
            if waits or pressed < self._quiet_until:
                self._quiet_until = max(self._quiet_until, pressed + BETWEEN_REPEATS)
                return False
            self._quiet_until = pressed + AFTER_A_MOVE
        self._unhandled_since = pressed
        return True

    def handled(self) -> None:
        """What the last key that was taken does has begun."""
        self._unhandled_since = float("-inf")

    def shown(self) -> None:
        """Another picture is ready: from its first drawing on it is to be seen before a key moves again."""
        self._quiet_until = self._ticks() + AFTER_A_MOVE
        self._is_drawn = False

    def drawn(self) -> None:
        """The screen has been drawn."""
        if not self._is_drawn:
            self.shown()
            self._is_drawn = True

    def _is_typed(self, pressed: float, *, is_letter: bool) -> bool:
        """Whether a key belongs to a line of text: it, or one before it, came faster than a finger."""
        since, self._last_key = pressed - self._last_key, pressed
        if self._in_a_line:
            self._in_a_line = since < LINE_IS_OVER
        elif is_letter:
            self._in_a_line = since < TYPED_WITHIN
        return self._in_a_line
