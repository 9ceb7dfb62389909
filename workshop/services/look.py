"""How the screens look, from one run of the program to the next."""

from __future__ import annotations

from contextlib import suppress

from workshop.storage.look_file import keep_words, kept_words
from workshop.tui.look import Look


def kept_look() -> Look:
    """As it was chosen last on this laptop; what is chosen from now on is kept.

    What cannot be kept is no reason to stop anybody: it lasts as long as the program then.
    """
    return Look.of_words(*kept_words(), keep=_keep)


def _keep(look: Look) -> None:
    with suppress(OSError):
        keep_words(*look.words)
