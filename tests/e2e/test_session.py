"""Three phones and the projected screen go through the demo agenda, from join to sealed files."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.phones import AGENT, answer, browser, join, put_dots, token_of, vote
from tests.e2e.rooms import leave_the_actions, local, seal, set_up
from tests.terminal import Terminal, workshop
from workshop.storage.key_file import KeyFile
from workshop.storage.names import JOURNAL_NAME

pytestmark = pytest.mark.long  # a whole session on a real terminal with three browsers

PURPOSE = "AI prepares the routine replies, so that hard cases get our time."
NEXT_AFTER = 45
TO_ACTIONS, TO_IDEAS = "write down what we will do", "write down the ideas"
NEXT, MAP = "the next text", "the map: trust, refuse, or tell the difference"


def test_three_phones_take_the_demo_agenda_to_sealed_files(tmp_path: Path) -> None:
    with workshop("run", "demo", *local(), "--sessions", tmp_path, cwd=tmp_path) as screen:
        url = set_up(screen)
        with browser() as running:
            phones = [join(running, url) for _ in range(3)]
            pages = [page for _, page in phones]
            screen.lead("begin", NEXT)
            play_full(screen, pages)
            type_the_purpose(screen)
            choose_with_dots(screen, pages)
            agree(screen, "\r", "Add a line to the template", "open the vote")
            play_short(screen, pages, "from what we have just seen")
            agree(screen, "1", "Try it once", "open the vote")
            for following, then, first in (
                (NEXT, "open the vote", "what we chose"),
                (MAP, "how sure, and how right", "line 4"),
            ):
                play_short(screen, pages, f"Space  {TO_ACTIONS}", first)
                screen.lead(TO_ACTIONS, following)  # past a card without a word
                agree(screen, "1", "Try it once", then)
            look_at_the_map(screen)
            ask_whether_it_was_useful(screen, pages)
            screen.lead("closing", "save the plans and end the session")
            (folder,) = [path for path in tmp_path.iterdir() if path.is_dir()]
            live_secrets = secrets_of(folder)
            seal(screen, f"+{NEXT_AFTER}")
            for page in pages:
                expect(page.locator("body")).to_contain_text("destroyed")
            tokens = [token_of(context) for context, _ in phones]
        screen.press("q")
        assert screen.ended() == 0
    check_plans(folder)
    traces = [*tokens, AGENT, "127.0.0.1", url.rsplit("/", 1)[1]]
    check_nothing_leads_to_a_phone(folder, [*live_secrets, *(trace.encode() for trace in traces)])


def type_the_purpose(screen: Terminal) -> None:
    """The card whose sentence stands on top of every plan, typed on the screen."""
    screen.insist("\r", "Enter  save")
    screen.insist(f"{PURPOSE}\r", f"Space  {TO_IDEAS}")
    screen.insist(" ", "from what we have just seen")


def choose_with_dots(screen: Terminal, pages: list[Page]) -> None:
    """A starter and an idea of the room's own; the dots of all phones fall on the first."""
    screen.until("from what we have just seen")
    screen.insist("1", "Enter  save")
    screen.insist("\r", "The vote needs two ideas.")
    screen.insist("n", "Enter  save")
    screen.insist("a reply names a rule\twe open the rule\r", "Space  open the dot vote")
    screen.lead("open the dot vote", "close the vote, 0 of 3 have voted")
    for page, dots in zip(pages, (("I1", "I1"), ("I1",), ("I1", "I1")), strict=True):
        put_dots(page, *dots)
    screen.close_round("3 of 3 have voted", TO_ACTIONS)
    screen.until("becomes an action")
    for page in pages:
        expect(page.locator("body")).to_contain_text("Your own dots")
    screen.lead(TO_ACTIONS, NEXT)


def look_at_the_map(screen: Terminal) -> None:
    """Three phones are too few for a place; what they chose in first votes is counted."""
    screen.until("Of 9 votes on faulty texts, 7 would not have sent it.")
    screen.lead("how sure, and how right", "a short question to everybody")


def ask_whether_it_was_useful(screen: Terminal, pages: list[Page]) -> None:
    """A pulse: its result is shown when it is closed."""
    screen.lead("a short question to everybody", "close the vote, 0 of 3 have voted")
    for page in pages:
        answer(page, "yes")
    screen.close_round("3 of 3 have voted", "closing")


def play_full(screen: Terminal, pages: list[Page]) -> None:
    """One faulty scenario with a talk: one of three has it, then all."""
    screen.lead(NEXT, "open the vote")
    screen.lead("open the vote", "close the vote, 0 of 3 have voted")
    for page, decision in zip(pages, ("use", "use", "redo"), strict=True):
        vote(page, decision, *([3] if decision == "redo" else []))
    shown = screen.until("close the vote, 3 of 3 have voted")
    assert "%" not in shown
    screen.close_round("3 of 3 have voted", "open the second vote")
    screen.lead("open the second vote", "close the vote, 0 of 3 have voted")
    for page in pages:
        vote(page, "redo", 3)
    screen.close_round("3 of 3 have voted", "what follows from it")
    screen.lead("what follows from it", "what we chose")
    screen.lead("what we chose", "the check that catches it")
    screen.until("1 of 3")
    screen.until("3 of 3")
    for page in pages:
        expect(page.locator("body")).to_contain_text("Only this phone shows this")
    screen.lead("the check that catches it", "first question")
    screen.lead("first question", "next question")
    screen.insist("s", f"Space  {TO_IDEAS}")


def play_short(screen: Terminal, pages: list[Page], then: str, first: str = "what we chose") -> None:
    """One scenario with a single vote; `first` is what Space says at its first finding."""
    screen.lead("open the vote", "close the vote, 0 of 3 have voted")
    for page in pages:
        vote(page, "fix")
    screen.close_round("3 of 3 have voted", first)
    screen.insist("s", "Space  the check")
    screen.insist("s", then)


def agree(screen: Terminal, key: str, first_step: str, then: str) -> None:
    """Write down one action, from the first starter or from what the dots chose, with a first step."""
    screen.until("from what we have just seen")
    screen.insist(key, "owned by")
    screen.insist(f"\t\t\t\t\tService desk\t{first_step}\r", "? help")
    screen.until("Service desk, first step by")
    leave_the_actions(screen, then)


def check_plans(folder: Path) -> None:
    """Each phase has left a plan with its action and its evidence."""
    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        "1-learn.toml",
        "2-lead-role.toml",
        "3-lead-redesign.toml",
        "4-succeed.toml",
        "session.toml",
    ]
    plans = [tomllib.loads((folder / name).read_text("utf-8")) for name in names[:4]]
    learn, _, redesign, succeed = plans
    (evidence,) = learn["evidence"]
    assert evidence["round1"]["voters"] == 3
    assert evidence["round1"]["correct"] == 1
    assert evidence["round2"]["correct"] == 3
    assert evidence["gain"] == 1.0
    (chosen,) = learn["action"]
    assert chosen["votes"]["dots"] == 5
    assert chosen["from_scenario"] == ["learn-04"]
    assert chosen["accountable"] == "Service desk"
    assert chosen["first_step"] == "Add a line to the template"
    assert learn["session"]["minimum_group"] == 3
    for plan in plans:
        assert plan["session"]["purpose"] == PURPOSE
        assert plan["session"]["next_session"] == plan["session"]["date"] + dt.timedelta(NEXT_AFTER)
        assert plan["phase"]["open"]
        assert "note" not in plan
    assert "canvas" in redesign["phase"]["skipped"]
    assert "guardrails" in succeed["phase"]["skipped"]
    record = tomllib.loads((folder / "session.toml").read_text("utf-8"))
    assert record["pulse"][0]["answers"] == {"yes": 3, "partly": 0, "no": 0}
    assert record["map"]["decisions"]["faulty"] == 9


def secrets_of(folder: Path) -> list[bytes]:
    """The session key and every seat, read from a copy of the live journal; also written out in digits."""
    copy = folder.parent / "copied"
    copy.mkdir()
    for path in folder.glob(f"{JOURNAL_NAME}*"):
        shutil.copy(path, copy)
    with closing(sqlite3.connect(copy / JOURNAL_NAME)) as journal:
        (name,) = journal.execute("SELECT value FROM meta WHERE name = 'key'").fetchone()
        seats = [str(seat) for (seat,) in journal.execute("SELECT DISTINCT seat FROM ballots")]
    shutil.rmtree(copy)
    key = KeyFile.named(name).read()
    assert (
        len(seats) == 3 * 6
    )  # three phones, in each of four scenarios, in the dot vote and in the pulse another seat
    return [key, key.hex().encode(), *(seat.encode() for seat in seats)]


def check_nothing_leads_to_a_phone(folder: Path, secrets: list[bytes]) -> None:
    """No byte of the folder, nor of a name in it, holds what could lead to a phone."""
    for path in (folder, *folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        for secret in secrets:
            assert secret not in content, f"{path.name} holds {secret!r}"
            assert secret not in path.name.encode(), f"{path.name} is named by {secret!r}"
