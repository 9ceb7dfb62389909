"""The program as it is, with a quiet time of one's choice, and a note of each key and of each command.

Run as `python noted_program.py QUIET NOTES ARGUMENTS`: the seconds in which a second key that moves is not
heard, the file that gets a line for each, and what the program itself is given.
"""

from __future__ import annotations

import os
import sys

from workshop.cli import main
from workshop.core.live import commands as c
from workshop.room import Room
from workshop.tui import judge
from workshop.tui.judge import Effect, KeyJudge

KEY, LED = "key", "led"
"""What a line is about: a key and whether it was taken; a command, who gave it, for which move, and whether
it was done."""


def _note(notes: int, *words: object) -> None:
    os.write(notes, (" ".join(map(str, words)) + "\n").encode())


def _note_all(notes: int) -> None:
    """Have each key and each command write its line, when it is over."""
    takes, lead = KeyJudge.takes, Room.lead

    def noted_takes(self: KeyJudge, effect: Effect, *, is_letter: bool, age: float = 0.0) -> bool:
        taken = takes(self, effect, is_letter=is_letter, age=age)
        _note(notes, KEY, taken)
        return taken

    async def noted_lead(
        self: Room, command: c.Command, after: int | None = None, *, desk: str | None = None
    ) -> None:
        done = False
        try:
            await lead(self, command, after, desk=desk)
            done = True
        finally:
            _note(notes, LED, type(command).__name__, "keyboard" if desk is None else "desk", after, done)

    KeyJudge.takes = noted_takes  # type: ignore[method-assign]
    Room.lead = noted_lead  # type: ignore[method-assign]


if __name__ == "__main__":
    quiet, file = sys.argv[1:3]
    del sys.argv[1:3]
    judge.AFTER_A_MOVE = float(quiet)
    _note_all(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT))
    main(prog_name="workshop")
