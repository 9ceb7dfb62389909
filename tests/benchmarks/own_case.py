"""From `workshop scenarios new` to a case of one's own on the wall of a room.

The text has eight sentences, two of them wrong; it is pasted, as is its source. A room reads seven lines at
most, so two of them are joined. Both faults get their kind and a reason in one line; title and setting are
written, all else stays as it is proposed. It is looked at as the wall will show it, and saved; then a
session is begun in which it is the first text, and led until the text stands there.

    seconds = keystrokes x 60 / 200 + what the program itself takes

A paste is one keystroke, as is an arrow. What the program takes is measured with a driver that does not
think.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.desk import PER_KEYSTROKE
from tests.e2e.rooms import local
from tests.terminal import Terminal, workshop

FIVE_MINUTES = 300

SOURCE = """Warranty terms 4.2-4.4
4.2 Batteries are not covered after 12 months, unless the fault was reported within the first 12 months.
4.3 Accidental damage is not covered at any time.
4.4 Proof of purchase is not required if the serial number is registered.
Ticket 1187: bought 14 months ago; fault reported in month 11; serial number registered; no receipt."""
OUTPUT = (
    "Hello. Thank you for your message about the battery. You bought the device 14 months ago. You reported "
    "the fault in month 11. Batteries are not covered after 12 months, so this fault is not covered. Please "
    "send us your receipt all the same. Accidental damage would not be covered in any case. We are sorry."
)
TITLE, SETTING = "Ticket 1187", "You answer customers on a Friday afternoon."
WHY = (
    "4.2 has an 'unless': a fault reported within 12 months is covered.",
    "4.4 asks for none: the number is registered.",
)
_DOWN, _PAGE = "\x1b[B", "\x1b[6~"
FIRST_TEXT = 3
"""The step of the shortest agenda that plays one."""
_NEGATION, _POLICY = 8, 3
"""How many arrows lead to the kinds."""


@dataclass
class Cost:
    """What it costs."""

    keystrokes: int = 0
    began: float = field(default_factory=time.monotonic)
    took: float = 0.0

    @property
    def seconds(self) -> float:
        """By the formula above."""
        return self.keystrokes * PER_KEYSTROKE + self.took

    @property
    def line(self) -> str:
        """What is reported."""
        return (
            f"own case {self.seconds:6.1f} s from the command to the wall of a room: "
            f"{self.keystrokes} keystrokes, {self.took:.1f} s of the program"
        )


def pasted(text: str) -> str:
    """A text as a terminal hands on what is pasted."""
    return f"\x1b[200~{text}\x1b[201~"


class _Author:
    """Presses keys, and counts them."""

    def __init__(self, screen: Terminal, cost: Cost) -> None:
        self._screen, self._cost = screen, cost

    def paste(self, text: str, then: str) -> None:
        """Paste, which is one keystroke."""
        self._cost.keystrokes += 1
        self._screen.child.send(pasted(text))
        self._screen.until(then)

    def press(self, key: str, then: str) -> None:
        """Press a key that leads somewhere."""
        self._cost.keystrokes += 1
        self._screen.insist(key, then)

    def type(self, *keys: str) -> None:
        """Type letters, arrows and tabs, of which none leads away."""
        self._cost.keystrokes += len(keys)
        self._screen.child.send("".join(keys))
        self._screen.rest()

    def mark(self, down: int, kinds_down: int, why: str) -> None:
        """Mark a line that lies so many below the bar."""
        self.type(*[_DOWN] * down)
        self.press(" ", "What is wrong with it?")
        self.type(*[_DOWN] * kinds_down)
        self.press(" ", "why it is wrong")
        self.type(*why)
        self.press("\r", f": {why[:20]}")


def measured(folder: Path) -> Cost:
    """Write a case in a folder, save it, and lead a room to it; what that costs."""
    with workshop("scenarios", "new", cwd=folder) as screen:
        cost = Cost(keystrokes=len("workshop scenarios new\n"))
        author = _Author(screen, cost)
        screen.until("THE SOURCE")
        author.paste(SOURCE, "Ticket 1187:")
        author.type("\t")
        author.paste(OUTPUT, "sorry")
        author.press(_PAGE, "the text is sound")
        screen.until("Has 8 lines")
        screen.be_heard()
        author.type("j")
        screen.until("Has 8 lines", gone=True)
        author.mark(3, _NEGATION, WHY[0])
        author.mark(1, _POLICY, WHY[1])
        author.press(_PAGE, "source is called")
        author.type("\x15", *TITLE, "\t")
        author.type("\x15", *SETTING)
        author.press(_PAGE, "best decision")
        author.press(_PAGE, "save it")
        author.press("w", "WHAT THE AI WROTE")
        author.press("\x1b", "save it")
        author.press(" ", "Saved in")
        assert screen.ended() == 0
    _lead_to_it(folder, cost)
    cost.took = time.monotonic() - cost.began
    return cost


def _lead_to_it(folder: Path, cost: Cost) -> None:
    (path,) = (folder / "my-scenarios").iterdir()
    command = ("run", "30-minutes", "--text", f"{FIRST_TEXT}={path.stem}")
    cost.keystrokes += len(f"workshop {' '.join(command)}\n")
    with workshop(*command, *local(), cwd=folder) as screen:
        author = _Author(screen, cost)
        screen.until("Enter  open the lobby")
        author.press("\r", "Enter begins.")
        author.press("\r", "Space  begin")
        author.press(" ", "Space  a short question")
        author.press(" ", "Space  close the vote")
        author.press(" ", "Space  show what the room says")
        author.press(" ", "Space  the next text")
        author.press(" ", "You reported the fault in month 11")


async def measure() -> list[str]:
    """The line of the run."""
    with tempfile.TemporaryDirectory() as folder:
        cost = await asyncio.to_thread(measured, Path(folder))
    return [cost.line]
