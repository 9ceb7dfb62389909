"""Three phones and the projected screen go through the demo agenda, from join to sealed files."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.phones import AGENT, browser, join, token_of, vote
from tests.terminal import Terminal, workshop

ADDRESS = re.compile(r"127\.0\.0\.1:(\d+)/([A-Z0-9]{4})")


def test_three_phones_take_the_demo_agenda_to_sealed_files(tmp_path: Path) -> None:
    with workshop("run", "demo", "--host", "127.0.0.1", "--sessions", tmp_path, cwd=tmp_path) as screen:
        url = set_up(screen)
        with browser() as running:
            phones = [join(running, url) for _ in range(3)]
            pages = [page for _, page in phones]
            screen.lead("begin", "next scenario")
            play_full(screen, pages)
            agree(screen, "Add a line to the template")
            for words in ("next scenario (short)", "next scenario (short)", "next scenario (short)"):
                play_short(screen, pages, words)
                agree(screen, "Try it once")
            screen.lead("closing", "save the plans and end the session")
            screen.insist(" ", "Save and end")
            screen.press("\r")
            screen.until("The files are here")
            for page in pages:
                expect(page.locator("body")).to_contain_text("destroyed")
            tokens = [token_of(context) for context, _ in phones]
        screen.press("q")
        screen.ended()
    (folder,) = [path for path in tmp_path.iterdir() if path.is_dir()]
    check_plans(folder)
    check_nothing_leads_to_a_phone(folder, [*tokens, AGENT, "127.0.0.1", url.rsplit("/", 1)[1]])


def set_up(screen: Terminal) -> str:
    """Take the defaults with a smallest group of three; returns the address phones join at."""
    screen.until_so(lambda text: re.search(r"Title +▌", text) is not None, "the first field")
    screen.press("\t", "\t", "\t", "\t")
    screen.until_so(lambda text: re.search(r"Smallest group +▌", text) is not None, "the smallest group")
    screen.press("3", "\r")
    found = ADDRESS.search(screen.until_so(lambda text: ADDRESS.search(text) is not None, "the address"))
    assert found is not None
    return f"http://{found[0]}"


def play_full(screen: Terminal, pages: list[Page]) -> None:
    """One faulty scenario with a talk: one of three has it, then all."""
    screen.lead("next scenario", "open the vote")
    screen.lead("open the vote", "close the vote, 0 of 3 have voted")
    for page, decision in zip(pages, ("use", "use", "redo"), strict=True):
        vote(page, decision, *([3] if decision == "redo" else []))
    shown = screen.until("close the vote, 3 of 3 have voted")
    assert "%" not in shown
    screen.lead("close the vote, 3 of 3 have voted", "open the second vote")
    screen.lead("open the second vote", "close the vote, 0 of 3 have voted")
    for page in pages:
        vote(page, "redo", 3)
    screen.lead("close the vote, 3 of 3 have voted", "the check that catches it")
    assert "1 of 3" in screen.text
    assert "3 of 3" in screen.text
    for page in pages:
        expect(page.locator("body")).to_contain_text("Only this phone shows this")
    screen.lead("the check that catches it", "first question")
    screen.lead("first question", "next question")
    screen.press("s")


def play_short(screen: Terminal, pages: list[Page], words: str) -> None:
    """One scenario with a single vote."""
    screen.lead(words, "open the vote")
    screen.lead("open the vote", "close the vote, 0 of 3 have voted")
    for page in pages:
        vote(page, "fix")
    screen.lead("close the vote, 3 of 3 have voted", "the check")
    screen.press("s")


def agree(screen: Terminal, first_step: str) -> None:
    """Write down one action from the first starter, with a first step."""
    screen.until("press a number")
    screen.press("1")
    screen.until("answers for it")
    screen.press("\t", "\t", "\t", "Service desk", "\t", first_step, "\r")
    screen.until("1 of at most 5 actions")


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
    learn = tomllib.loads((folder / "1-learn.toml").read_text("utf-8"))
    (evidence,) = learn["evidence"]
    assert evidence["round1"]["voters"] == 3
    assert evidence["round1"]["correct"] == 1
    assert evidence["round2"]["correct"] == 3
    assert evidence["gain"] == 1.0
    assert learn["action"][0]["accountable"] == "Service desk"
    assert learn["action"][0]["first_step"] == "Add a line to the template"
    assert learn["session"]["minimum_group"] == 3


def check_nothing_leads_to_a_phone(folder: Path, secrets: list[str]) -> None:
    """No byte of the folder holds what could lead to a phone."""
    for path in folder.rglob("*"):
        content = path.read_bytes()
        for secret in secrets:
            assert secret.encode() not in content, f"{path.name} holds {secret}"
