"""From the end of a vote to two good actions, led by the desk alone and by the keyboard alone.

Each leads a session of eight from the lobby to sealed plans, in the real program on a real terminal; the desk
is a page in a real browser, and after the lobby no key is pressed. The phones vote, and write down what they
would have believed; one of their sentences becomes a remark. Without a desk phones have no field for that:
the facilitator types it. What happens is the same in both, and so are the two actions. They are good: the
plan warns of nothing.

    seconds = keystrokes x 60 / 200 + (taps + turns of a page) x 1 + what the program itself takes

A keystroke is a letter, or a key that moves on: Space, Tab, Enter. A tap is a button, a field, a tick, or
what unfolds something. What phones write is counted once: all of them write at the same time. What the
program takes is measured with drivers that do not think; at the keyboard most of it is the time in which a
second key that moves is not heard. Nobody talks meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import threading
import time
import tomllib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.benchmarks.screen import phones_address
from tests.builders import LEARN
from tests.e2e.drivers import journal_of
from tests.e2e.phones import browser
from tests.e2e.rooms import PlainPhone, phones_at, seal, waiting_session
from tests.patience import PATIENCE
from tests.terminal import Terminal, workshop
from workshop.core.live import machine
from workshop.core.live.plan_of import plan_of
from workshop.core.live.session import Session, Stage
from workshop.core.plans.pages import PAGES
from workshop.core.plans.warnings import warnings
from workshop.services.desk import desk_address

PEOPLE = 8
PER_KEYSTROKE = 60 / 200
PER_TAP = 1.0
"""Seconds."""

SAID = "The sentence stood alone, so I did not look at the last row."
ACTIONS: Sequence[Mapping[str, str]] = (
    {
        "problem": "Summaries lose a condition on the way.",
        "for_whom": "the management",
        "if": "a summary goes to the management",
        "then": "the sender counts the items against the source",
        "accountable": "Team lead care",
        "first_step": "the count stands in the mail template",
        "outcome": "Nothing is decided on half a text.",
        "with": "Service desk",
        "support.given_by": "Head of care",
        "metric.name": "summaries sent back a week",
        "metric.baseline": "4",
    },
    {
        "problem": "A wrong figure is found by its reader.",
        "for_whom": "dealers",
        "if": "a figure leaves the team",
        "then": "one person recomputes it",
        "accountable": "Head of controlling",
        "first_step": "two figures of this week are recomputed",
        "outcome": "Figures that can be quoted.",
    },
)
"""What both legs write: all fields by which a plan is warned of nothing but the side, which is chosen."""


@dataclass
class Cost:
    """What a leg costs between the end of the vote and the second action."""

    keystrokes: int = 0
    taps: int = 0
    began: float = field(default_factory=time.monotonic)
    took: float = 0.0

    def stop(self) -> None:
        """The second action stands in the plan."""
        self.took = time.monotonic() - self.began

    @property
    def seconds(self) -> float:
        """By the formula above."""
        return self.keystrokes * PER_KEYSTROKE + self.taps * PER_TAP + self.took

    def line(self, leg: str) -> str:
        """What is reported of a leg."""
        return (
            f"{leg:14} {self.seconds:6.1f} s from the end of the vote to two good actions: "
            f"{self.keystrokes} keystrokes, {self.taps} taps and turns, {self.took:.1f} s of the program"
        )


class Leader(ABC):
    """Leads the session in one way, and counts what that costs."""

    def __init__(self, folder: Path) -> None:
        self.cost = Cost()
        self._folder = folder

    def session(self) -> Session:
        """Where the room is."""
        return machine.replay(journal_of(self._folder, self._folder.parent.parent / "copied"))

    def to(self, stage: Stage) -> None:
        """Do the next thing until the room is there."""
        while self.session().stage is not stage:
            self.next()

    def begin(self) -> None:
        """The vote closes with the next press: count from here."""
        self.cost = Cost()

    @abstractmethod
    def next(self) -> None:
        """Do the next thing."""

    @abstractmethod
    def remark(self, phones: Sequence[PlainPhone]) -> None:
        """Have a sentence of the room kept."""

    @abstractmethod
    def write(self, number: int, texts: Mapping[str, str]) -> None:
        """Write an action, of which there are some already."""

    @abstractmethod
    def seal(self) -> None:
        """Save and end."""


class AtTheKeyboard(Leader):
    """Types on the laptop that is projected."""

    def __init__(self, folder: Path, screen: Terminal) -> None:
        super().__init__(folder)
        self._screen = screen

    def next(self) -> None:
        """Press Space, and wait for another line at the bottom."""
        self.cost.keystrokes += 1
        self._screen.be_heard()
        before = self._screen.text.splitlines()[-1]
        self._screen.press(" ")
        self._screen.until_so(lambda text: text.splitlines()[-1] != before, "the next place")

    def remark(self, phones: Sequence[PlainPhone]) -> None:
        """Type what was said."""
        self.cost.keystrokes += 1 + len(SAID) + 1
        self._screen.insist("w", "Enter  save")
        self._save(SAID)

    def write(self, number: int, texts: Mapping[str, str]) -> None:
        """Type it, page by page, with Tab from field to field."""
        self.cost.keystrokes += 2
        self._screen.insist("n", "owned by")
        left = dict(texts)
        for page in PAGES:
            typed = ""
            for asked in page.fields:
                typed += left.pop(asked.key, "") + "\t"
            typed = typed.rstrip("\t")
            self.cost.keystrokes += len(typed)
            self._screen.child.send(typed)
            self._screen.until(typed.rpartition("\t")[2])
            if not left:
                break
            self.cost.taps += 1
            following = PAGES[PAGES.index(page) + 1].fields
            new = next(asked.label for asked in following if asked.label not in self._screen.text)
            self._screen.insist("\x1b[6~", new)
        self._save("")

    def _save(self, typed: str) -> None:
        """Type the last of a form, and save it."""
        self._screen.child.send(typed)
        self._screen.until(typed)
        self._screen.press("\r")
        self._screen.until("Enter  save", gone=True)

    def seal(self) -> None:
        """As a test does."""
        seal(self._screen)


class AtTheDesk(Leader):
    """Taps on a tablet, which nobody else sees."""

    def __init__(self, folder: Path, page: Page) -> None:
        super().__init__(folder)
        self._page = page

    def next(self) -> None:
        """Tap the big button, and wait for another place."""
        main = self._page.locator("main")
        before = main.get_attribute("data-moved")
        self._tap(self._page.locator(".big"))
        expect(main).not_to_have_attribute("data-moved", before or "")

    def remark(self, phones: Sequence[PlainPhone]) -> None:
        """Read what the phones wrote, and release one of it."""
        self.cost.keystrokes += len(SAID)
        for phone in phones:
            _, page = phone.send("GET", "")
            round_ = page.partition('name="round" value="text_')[2].partition('"')[0]
            status, _ = phone.cast(("round", f"text_{round_}"), ("text", SAID), leaf="/text")
            assert status == 200
        self._tap(self._page.get_by_role("button", name="Read what came in"))
        self._tap(self._page.locator("input[name^=text-]").first)
        self._tap(self._page.get_by_role("button", name="Release as a remark"))
        expect(self._page.locator("#told")).to_contain_text(SAID)

    def write(self, number: int, texts: Mapping[str, str]) -> None:
        """Unfold the form and what it needs of its pages, tap each field, type."""
        form = self._page.locator("#action-new")
        self._tap(form.locator("> summary"))
        for key, text in texts.items():
            named = f"[name={key.replace('.', '-').replace('_', '-')}]"
            one = form.locator(named)
            if not one.is_visible():
                self._tap(form.locator(".page", has=self._page.locator(named)).locator("> summary"))
            self._tap(one)
            self.cost.keystrokes += len(text)
            one.press_sequentially(text)
        self._tap(form.get_by_role("button", name="Agree on it"))
        expect(self._page.locator(f"#action-A{number + 1}")).to_be_visible()

    def seal(self) -> None:
        """Say that there is no next session, and end."""
        self._tap(self._page.get_by_role("button", name="No next session"))
        self._tap(self._page.locator("#seal > summary"))
        self._tap(self._page.get_by_role("button", name="Save and end"))
        expect(self._page.locator("body")).to_contain_text("The plans are saved.")

    def _tap(self, one: Locator) -> None:
        self.cost.taps += 1
        one.click()


def _lead(leader: Leader, phones: Sequence[PlainPhone], folder: Path) -> Cost:
    """From the lobby to sealed plans; what the middle of it costs."""
    for stage, decisions in ((Stage.VOTE_1, "uuufffff"), (Stage.VOTE_2, "ffffffff")):
        leader.to(stage)
        for phone, decision in zip(phones, decisions, strict=True):
            phone.vote(f"{LEARN}/{stage.value[-1]}", {"u": "use", "f": "fix"}[decision])
    leader.begin()
    leader.to(Stage.DEBRIEF)
    leader.remark(phones)
    leader.to(Stage.ACTIONS)
    for number, texts in enumerate(ACTIONS):
        leader.write(number, texts)
    leader.cost.stop()
    cost = leader.cost
    session = leader.session()
    assert session.chapter is not None
    plan = plan_of(session, session.chapter)
    assert (len(plan.actions), {one.rule for one in warnings(plan)}) == (len(ACTIONS), {"no-side"})
    leader.to(Stage.CLOSE)
    leader.seal()
    sealed = tomllib.loads((folder / "1-learn.toml").read_text("utf-8"))
    assert len(sealed["action"]) == len(ACTIONS)
    assert "note" not in sealed
    return cost


def measured(folder: Path, *, desk: bool) -> Cost:
    """Lead a session in a folder of its own, by the desk or by the keyboard; what it costs."""
    session = waiting_session(folder, Stage.LOBBY)
    with workshop("resume", session, cwd=folder) as screen:
        screen.until("Space  begin")
        link = desk_address(folder) if desk else ""
        address = phones_address(folder)
        phones = phones_at(address, PEOPLE)
        if not desk:
            return _lead(AtTheKeyboard(session, screen), phones, session)
        with browser() as running:
            page = running.new_context(viewport={"width": 1024, "height": 768}, has_touch=True).new_page()
            page.set_default_timeout(PATIENCE * 1000)
            page.goto(link)
            with read_by_somebody(screen):
                return _lead(AtTheDesk(session, page), phones, session)


@contextlib.contextmanager
def read_by_somebody(screen: Terminal) -> Iterator[None]:
    """What a program draws is taken from it, as a terminal does: else it waits for that before it goes on."""
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            screen.read()

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield
    finally:
        done.set()
        reader.join()


def _lines() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        desk = measured(Path(folder, "by-desk"), desk=True)
        keyboard = measured(Path(folder, "by-keyboard"), desk=False)
    return [
        desk.line("by desk"),
        keyboard.line("by keyboard"),
        f"desk / keyboard {desk.seconds / keyboard.seconds:.2f}",
    ]


async def measure() -> list[str]:
    """The lines of both legs, and how they compare."""
    return await asyncio.to_thread(_lines)
