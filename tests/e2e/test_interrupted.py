"""A session that is killed, or asked to go, loses nothing and leaves the terminal as it was."""

from __future__ import annotations

import datetime as dt
import re
import signal
import sys
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.builders import a_dots_step, a_step
from tests.e2e.phones import browser, join, vote
from tests.e2e.rooms import (
    PlainPhone,
    address,
    an_agenda_file,
    local,
    phones_at,
    seal,
    set_up,
    waiting_session,
)
from tests.terminal import Terminal, workshop
from workshop.core.agenda.agenda import StepKind
from workshop.core.live.session import Stage
from workshop.storage.names import JOURNAL_NAME
from workshop.storage.plans.look_backs import open_look_back

pytestmark = pytest.mark.long  # sessions on a real terminal that are killed and resumed

if sys.platform == "win32":
    pytest.skip("Windows has no such signals", allow_module_level=True)

EXAMPLE = Path(__file__).parents[1] / "data" / "example-plan.toml"

AGAIN = "Do not send it; write the reply again"


def test_a_killed_vote_goes_on_where_it_was_and_phones_find_back(tmp_path: Path) -> None:
    start: tuple[str | Path, ...] = ("run", an_agenda_file(tmp_path), *local(), "--sessions", tmp_path)
    with browser() as running:
        with workshop(*start, cwd=tmp_path) as screen:
            url = set_up(screen)
            pages = [join(running, url)[1] for _ in range(3)]
            screen.lead("begin", "the next text")
            screen.lead("the next text", "open the vote")
            screen.lead("open the vote", "close the vote, 0 of 3 have voted")
            vote(pages[0], "redo", 3)
            vote(pages[1], "use")
            choose(pages[2], "fix", tap=3)
            screen.until("close the vote, 2 of 3 have voted")
            kill(screen)
        never_reload(pages)
        expect(pages[2].locator("#line")).to_contain_text("No connection")
        with workshop("resume", "--sessions", tmp_path, cwd=tmp_path) as screen:
            screen.until("close the vote, 2 of 3 have voted")
            same_address(screen, url)
            for page in pages:
                expect(page.locator("#line")).to_have_text("")
            expect(pages[2].locator("input[name=decision][value=fix]")).to_be_checked()
            expect(pages[2].locator("input[name=tap][value='3']")).to_be_checked()
            pages[2].get_by_role("button", name=re.compile("^Vote")).click()
            expect(pages[2].locator("#counted")).to_be_visible()
            pages[1].get_by_role("link", name="Change").click()
            vote(pages[1], "redo", 3)
            screen.until("close the vote, 3 of 3 have voted")
            # Three caught it, two by the best decision: the draft said fix, and one changed from use to redo.
            screen.close_round("3 of 3 have voted", "what follows from it")
            screen.lead("what follows from it", "what we chose")
            screen.lead("what we chose", "the check")
            screen.until("3 of 3")
            for page, words in zip(pages, (AGAIN, AGAIN, "Change single sentences"), strict=True):
                expect(page.locator("body")).to_contain_text("Only this phone shows this")
                expect(page.locator("body")).to_contain_text(f"You chose: {words}")
                assert page.evaluate("window.stayed"), "the page was loaded anew"


def test_a_kill_costs_no_dot_and_no_review_and_a_plan_gets_each_review_once(tmp_path: Path) -> None:
    plan = tmp_path / "earlier" / "2-lead-role.toml"
    plan.parent.mkdir()
    plan.write_bytes(EXAMPLE.read_bytes())
    steps = (a_dots_step(), a_step(StepKind.REVIEW), a_step(StepKind.CLOSE))
    looked_at = open_look_back(plan.parent, dt.date(2026, 1, 19), 60)
    folder = waiting_session(tmp_path, Stage.DOTS, steps=steps, look_back=looked_at)
    with workshop("resume", folder, cwd=tmp_path) as screen:
        screen.until("close the vote, 0 of 0 have voted")
        screen.press("j")
        for phone in phones_at(address(screen), 3):
            phone.put_dots("dots-0/1", "I1", "I2")
        kill(screen)
    with workshop("resume", folder, cwd=tmp_path) as screen:
        screen.close_round("3 of 3 have voted", "did it happen?")
        screen.until_so(lambda text: text.count("3 dots") == 2, "three dots for both ideas")
        screen.lead("did it happen?", "the next action")
        answer(screen, "y")
        screen.insist(" ", "action 2 of 3")
        screen.insist("p", "Status: started")
        kill(screen)
    assert reviews_in(plan) == [], "nothing is written before the step is left: the journal has it"
    with workshop("resume", folder, cwd=tmp_path) as screen:
        screen.until("action 2 of 3")
        screen.until("Status: started")
        screen.insist("b", "action 1 of 3")
        answer(screen, "p")
        screen.insist(" ", "action 2 of 3")
        screen.lead("the next action", "write the earlier plan, no way back; closing")
        screen.lead("write the earlier plan", "save the plans and end the session")
        assert reviews_in(plan) == ["partly", "partly"]
        written = plan.read_bytes()
        kill(screen)
    with workshop("resume", folder, cwd=tmp_path) as screen:
        screen.until("save the plans and end the session")
        seal(screen)
    assert plan.read_bytes() == written


def answer(screen: Terminal, key: str) -> None:
    """Say what became of an action; the answer stands there in large letters, which no test reads."""
    before = screen.text.partition("Status: ")[0]
    screen.press(key)
    screen.until_so(lambda text: text.partition("Status: ")[0] != before, f"an answer to {key}")


def kill(screen: Terminal) -> None:
    """End the program as a power cut does."""
    screen.signal(signal.SIGKILL)
    assert screen.ended() == -signal.SIGKILL


def reviews_in(plan: Path) -> list[str]:
    """What the actions of a plan say about day 60."""
    actions = tomllib.loads(plan.read_text("utf-8"))["action"]
    reviews = (review for action in actions for review in action["review"])
    return [review["did_it_happen"] for review in reviews if review["day"] == 60 and "held" in review]


def choose(page: Page, decision: str, *, tap: int) -> None:
    """Fill in a ballot without casting it."""
    page.locator(f"input[name=tap][value='{tap}']").set_checked(True, force=True)
    page.locator(f"input[name=decision][value={decision}]").set_checked(True, force=True)


def never_reload(pages: list[Page]) -> None:
    """Leave a mark in each page that a reload would wipe away."""
    for page in pages:
        page.evaluate("window.stayed = true")


def same_address(screen: Terminal, url: str) -> None:
    """The address in letters and in the QR code is the one from before."""
    screen.press("j")
    assert address(screen) == url
    assert screen.code_read() == url.upper()
    screen.insist("\x1b", "Space  close the vote")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_gives_the_terminal_back(tmp_path: Path, number: signal.Signals) -> None:
    folder = waiting_session(tmp_path, ballots=2)
    with workshop("resume", folder, cwd=tmp_path) as screen:
        screen.until("close the vote, 2 of 2 have voted")
        assert drawing(screen.raw)
        screen.signal(number)
        assert screen.ended() == 128 + number
        assert not drawing(screen.raw)
        assert f"workshop resume {folder}" in screen.text.replace("\n", "")
    comes_back(folder)


def test_a_signal_ends_it_while_a_phone_listens(tmp_path: Path) -> None:
    folder = waiting_session(tmp_path)
    with workshop("resume", folder, cwd=tmp_path) as screen:
        screen.until("close the vote")
        screen.press("j")
        with PlainPhone(address(screen)).listen() as stream:
            assert stream.read(6) == b"retry:"
            screen.signal(signal.SIGTERM)
            assert screen.ended() == 128 + signal.SIGTERM
    comes_back(folder)


def test_a_closed_terminal_ends_it(tmp_path: Path) -> None:
    """The window is gone: a hang-up comes, and nothing can be written any more."""
    folder = waiting_session(tmp_path, ballots=2)
    with workshop("resume", folder, cwd=tmp_path) as screen:
        screen.until("close the vote, 2 of 2 have voted")
        assert screen.close_window() == 128 + signal.SIGHUP
    comes_back(folder)


def test_leaving_in_a_vote_asks_and_names_the_way_back(tmp_path: Path) -> None:
    folder = waiting_session(tmp_path, ballots=2)
    with workshop("resume", folder, cwd=tmp_path) as screen:
        screen.until("close the vote, 2 of 2 have voted")
        screen.insist("q", "A vote is open: 2 of 2 have voted")
        screen.press("\x1b")
        screen.until("A vote is open", gone=True)
        screen.insist("\x03", "A vote is open")
        screen.press("\x1b[A\x1b[A\r")
        assert screen.ended() == 0
        assert not drawing(screen.raw)
        assert f"workshop resume {folder}" in screen.text.replace("\n", "")
    comes_back(folder)


def drawing(raw: bytearray) -> bool:
    """Whether the terminal was left in a mode of drawing: the last word on each mode counts."""
    modes = {
        raw.rfind(b"\x1b[?1049h") > raw.rfind(b"\x1b[?1049l"),  # the other screen
        raw.rfind(b"\x1b[?25l") > raw.rfind(b"\x1b[?25h"),  # no cursor
        raw.rfind(b"\x1b[?1000h") > raw.rfind(b"\x1b[?1000l"),  # the mouse
        raw.rfind(b"\x1b[?2004h") > raw.rfind(b"\x1b[?2004l"),  # marks around pasted text
    }
    assert len(modes) == 1, "some modes were left, others were not"
    return modes.pop()


def comes_back(folder: Path) -> None:
    """The journal is kept and whole: another run shows the same vote."""
    assert (folder / JOURNAL_NAME).exists()
    with workshop("resume", folder, cwd=folder.parent) as screen:
        screen.until("Space  close the vote")
