"""What a new export format costs: a row of the table, and both commands have its option."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.reports.sessions import KEPT

ADDED = """
from workshop.reports import formats

formats.FORMATS += (
    formats.PageFormat("shout", "a shout", "For a far room.", "txt", lambda page: page.title.upper()),
    formats.PlansFormat("count", "a number", "For who counts.", lambda plans, now: b"%d" % len(plans)),
)
from workshop.cli import main
main()
"""


def ask(*words: str | Path) -> str:
    """What the program says, with the two formats, when it is started like this."""
    asked = [sys.executable, "-c", ADDED, *map(str, words)]
    done = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8")
    return done.stdout + done.stderr


def test_a_format_is_one_row(tmp_path: Path) -> None:
    held = tmp_path / KEPT.name
    shutil.copytree(KEPT, held)
    assert ask("plan", "export", held, "--count") == str(len([*held.glob("[0-9]-*.toml")]))
    assert "AI IN CUSTOMER CARE" in ask("plan", "export", held, "--shout")
    assert ask("report", held, "--shout") == f"Written to {held / 'report.txt'}\n"
    assert "AI IN CUSTOMER CARE" in (held / "report.txt").read_text(encoding="utf-8")


def test_the_commands_say_so() -> None:
    said = " ".join(ask("plan", "export", "--help").split())
    named = "Write plans as Markdown, HTML, CSV, a calendar, a sharing card, a sharing card as TOML, "
    assert f"{named}a shout or a number." in said
    assert "--shout For a far room. --count For who counts." in said
    assert "Markdown, HTML or a shout without what the room saw." in said
    said = ask("report", "--help")
    assert "--shout" in said
    assert "--count" not in said


def test_one_at_a_time() -> None:
    asked = "--markdown, --html, --csv, --ics, --card, --card-toml, --shout or --count."
    assert asked in " ".join(ask("plan", "export", KEPT).split())
    assert "--markdown or --shout." in ask("report", KEPT, "--markdown", "--shout")
