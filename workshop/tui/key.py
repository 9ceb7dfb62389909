"""What a key is, and the keys of the home screen and of every screen: a start waits for no others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

if TYPE_CHECKING:
    from workshop.core.live.commands import Command


@dataclass(frozen=True, slots=True)
class Key:
    """One thing the facilitator can do.

    `action` names the method `action_<action>` of the screen or panel, or of the app for `EVERYWHERE`; a
    "{key}" in it stands for the key that was pressed. `keys` are Textual's names, `shown` is what a person
    reads. An empty `word` keeps it out of the footer. `needs` is the command that must be allowed for the key
    to make sense. `moves` says that it leads on, back or away: see `workshop.tui.judge`.
    """

    action: str
    keys: str
    shown: str
    word: str
    title: str
    help: str
    needs: type[Command] | None = None
    moves: bool = False

    @property
    def words(self) -> tuple[str, str]:
        """How the footer names it."""
        return self.shown, self.word


HOME = (
    Key("choose", "enter,space", "Enter", "", "Choose", "Do what is marked; the arrows mark something else"),
    Key("prepare", "p", "p", "prepare", "Prepare", "Prepare what is marked for its day"),
    Key("rehearse", "r", "r", "rehearse", "Rehearse", "Rehearse what is prepared, with a made-up room"),
    Key("change", "c", "c", "change", "Change", "Change what is prepared"),
    Key("library", "l", "l", "library", "Library", "Look through the texts, and choose one for a session"),
    Key("leave", "q", "q", "quit", "Quit", "Quit"),
)
"""What the home screen can do."""

EVERYWHERE = (
    Key(
        "next_theme",
        "t",
        "t",
        "",
        "Dark, bright or high contrast",
        "Dark room, bright room, high contrast: take what the projector shows best",
    ),
    Key("help", "question_mark", "?", "help", "Help", "This page"),
)
"""What works on every screen."""

MOTION = Key(
    "turn_motion", "", "Ctrl+P", "", "Motion on or off", "Whether anything on the wall may move by itself"
)
"""In the palette of every screen."""


def bindings(keys: Iterable[Key]) -> list[BindingType]:
    """The bindings of some keys; Textual's own footer is not used, so none is shown."""
    return [
        Binding(name, key.action.replace("{key}", name), key.title, show=False)
        for key in keys
        for name in key.keys.split(",")
    ]


def palette_keys(keys: Iterable[Key], whose: object) -> tuple[Key, ...]:
    """Those of the keys of a panel that it carries out itself: the screen names the others.

    What depends on which of several keys is pressed is in no palette.
    """
    return tuple(
        key
        for key in keys
        if "{key}" not in key.action and hasattr(whose, f"action_{key.action.partition('(')[0]}")
    )


def no_key_words(letter: str, small_one_is: bool) -> str:
    """What to say about a letter that does nothing, and whose small one perhaps does."""
    if letter.isspace():
        return ""
    if small_one_is:
        return f"Keys are small letters: {letter.lower()}, not {letter}. Is Caps Lock on?"
    if letter.isascii() and letter == letter.lower():
        return f"{letter} is no key here; ? shows them all."
    layout = "" if letter.isascii() else " and Latin ones"
    return f"{letter} is no key here. Keys are small letters{layout}; ? shows them all."
