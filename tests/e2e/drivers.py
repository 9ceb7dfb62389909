"""Those who lead one room at once, desks in a real browser and a keyboard on a pty, and what each sees."""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.e2e import noted_program
from tests.e2e.noted_program import KEY, LED
from tests.patience import PATIENCE
from tests.terminal import Terminal, workshop
from workshop.core.live import events as e
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps import ROWS
from workshop.core.live.view import room_view
from workshop.storage.bodies import Bodies
from workshop.storage.journal import _read
from workshop.storage.key_file import KeyFile
from workshop.storage.names import JOURNAL_NAME

QUIET = 0.02
"""Seconds in which a second press does nothing: so much less than 0.7 that nobody has to wait for its end."""
_TRIES = 100
MOVES = (e.StageEntered, e.MoveTakenBack, e.AgendaChanged)
"""The events that get a number."""

_QUICK = f"""
(() => {{
  const ask = window.fetch, later = window.later = window.setTimeout.bind(window);
  window.setTimeout = (act, wait, ...more) => later(act, Math.min(wait, {QUIET * 1000}), ...more);
  window.answers = 0;
  window.fetch = (...asked) => ask(...asked).finally(() => {{ window.answers += 1; }});
}})();
"""
"""Buttons can be pressed again at once, and each answer is counted."""

_SEEN = """
() => {
  const main = document.querySelector("main"), text = (name) => main.querySelector(name)?.textContent ?? "";
  const buttons = [...main.querySelectorAll("form button[name=do]:not([disabled])")];
  return {
    moved: Number(main.dataset.moved), where: text(".where"), next: text(".big"), room: text(".room"),
    offers: buttons.map((one) => one.value),
  };
}
"""
_PRESS = """
([value, at]) => window.later(() => {
  const button = document.querySelector(`button[name=do][value="${value}"]:not([disabled])`);
  if (!button) return window.answers += 1;
  for (let one = button; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
  const sure = button.form.querySelector(`#sure-${value.split("-")[1]}`);
  if (sure) sure.checked = true;
  button.click();
}, at - Date.now())
"""
"""Presses a button at a moment, if it is still there, and returns at once."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a desk shows."""

    moved: int
    where: str
    next: str
    covered: str
    offers: tuple[str, ...]


BLANK, CODE, BACK = COVERED = ("The wall is blank.", "The wall shows the QR code.", "The wall looks back at")


class Desk:
    """A device that holds the desk."""

    def __init__(self, running: Browser, link: str) -> None:
        self.page: Page = running.new_context().new_page()
        self.page.add_init_script(_QUICK)
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.goto(link)
        self.pressed = 0

    def see(self) -> Seen:
        """What stands there now."""
        seen: dict[str, Any] = self.page.evaluate(_SEEN)
        covered = next((words for words in COVERED if words in seen["room"]), "")
        words = " ".join(seen["where"].split())
        return Seen(seen["moved"], words, seen["next"], covered, tuple(seen["offers"]))

    def press(self, value: str, at: float) -> None:
        """Press a button at a moment, without waiting for what comes of it."""
        self.pressed += 1
        self.page.evaluate(_PRESS, [value, at * 1000])

    def is_answered(self) -> bool:
        """Whether the room has said something to all that was pressed."""
        return bool(self.page.evaluate("window.answers") == self.pressed)


class Keyboard:
    """The pty, and what the program has noted of keys and commands."""

    def __init__(self, screen: Terminal, notes: Path) -> None:
        self.screen = screen
        self._notes = notes

    def noted(self, about: str) -> list[list[str]]:
        """All lines about keys, or about commands, so far: each in its words."""
        lines = map(str.split, self._notes.read_text().splitlines())
        return [words[1:] for words in lines if words[0] == about]

    def press(self, key: str) -> bool:
        """Send a key, and wait until it is judged; whether it was taken."""
        before = len(self.noted(KEY))
        self.screen.child.send(key)
        self.wait(lambda: len(self.noted(KEY)) > before, f"{key!r} to be judged")
        return self.noted(KEY)[before] == ["True"]

    def led(self) -> int:
        """How many of its commands are over."""
        return sum(by == "keyboard" for _, by, _, _ in self.noted(LED))

    def wait(self, so: Callable[[], bool], what: str) -> None:
        """Read what the program draws until something is so."""
        end = time.monotonic() + PATIENCE
        while not so():
            assert time.monotonic() < end, f"waited for {what}; the screen shows:\n{self.screen.text}"
            self.screen.read(0.01)


@contextmanager
def noted_session(folder: Path, notes: Path) -> Iterator[Keyboard]:
    """The program goes on with a session, and notes what is pressed."""
    script = Path(noted_program.__file__)
    program = (sys.executable, str(script), str(QUIET), str(notes))
    with workshop("resume", folder, cwd=folder.parent, program=program) as screen:
        yield Keyboard(screen, notes)


def journal_of(folder: Path, copy: Path) -> list[e.Event]:
    """The events of a session that is led right now, read from a copy of its journal."""
    for _ in range(_TRIES):
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        try:
            for path in folder.glob(f"{JOURNAL_NAME}*"):
                if not path.name.endswith("-shm"):
                    shutil.copy(path, copy)
            with closing(sqlite3.connect(copy / JOURNAL_NAME)) as journal:
                (name,) = journal.execute("SELECT value FROM meta WHERE name = 'key'").fetchone()
                return _read(journal, Bodies(KeyFile.named(name).read()))[0]
        except (sqlite3.Error, OSError, ValueError):
            continue  # it was copied while it was written
    raise AssertionError(f"the journal in {folder} cannot be read")


def differs(session: Session, covered: str, desks: Sequence[Seen], wall: str) -> str:
    """In what desks and wall do not show the place that the journal has; empty where they do."""
    view, first = room_view(session, 0), desks[0]
    place = f"Step {session.position.step + 1} of {len(session.steps)}" if session.step else "Lobby"
    for desk in desks:
        if desk.moved != session.moved:
            return f"a desk is at move {desk.moved}, the journal at {session.moved}"
        if not desk.where.startswith(place) or ROWS[session.stage].head not in desk.where:
            return f"a desk is at {desk.where!r}, the journal at {place!r}"
        if (desk.next, desk.covered) != (first.next, covered):
            return f"one desk says {first}, the other {desk}, and the wall is to be {covered!r}"
    lines = wall.splitlines()
    head, foot = "\n".join(lines[:4]), next(filter(str.strip, reversed(lines)), "")
    if covered:
        lies = {BLANK: not wall.strip(), CODE: "Space  back" in foot, BACK: "looking back" in head}
        return "" if lies[covered] else f"it is not so on the wall: {covered}"
    said, cut, _ = _plain(foot.partition("Space  ")[2]).partition("…")
    leads = _plain(first.next)
    if session.stage is not Stage.CLOSE and not (leads.startswith(said) if cut else said.startswith(leads)):
        return f"the wall says {foot!r}, the desk {first.next!r}"
    if session.step is not None and (_plain(view.title)[:40] not in _plain(head) or "looking back" in head):
        return f"the wall is at {head!r}, the journal at {view.title!r}"
    return ""


def _plain(text: str) -> str:
    """A text as it is compared: a button begins with a capital, and what is kept is said before."""
    return " ".join(text.lower().removeprefix("keep it so; ").split())


def drawn(chance: random.Random, offers: Sequence[str], weights: dict[str, float]) -> str | None:
    """One of the buttons that are there, by the weights of what they do."""
    named = {do: [offer for offer in offers if offer.partition("-")[0] == do] for do in weights}
    there = [do for do, found in named.items() if found]
    if not there:
        return None
    (do,) = chance.choices(there, [weights[do] for do in there])
    return chance.choice(named[do])
