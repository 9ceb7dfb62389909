"""Words that are never written: each is looked for in all that a person may read."""

from __future__ import annotations

import re
from pathlib import Path

HOUSE = Path(__file__).parents[1]
WORDS = HOUSE / "docs" / "words.md"
BANNED = re.findall(r"^- `([^`]+)`$", WORDS.read_text(encoding="utf-8"), re.MULTILINE)
READ = ("*.py", "*.html", "*.js", "*.md")


def holding(folder: Path) -> set[str]:
    """The files below a folder that hold a word that is never written."""
    files = [file for kind in READ for file in folder.rglob(kind) if file != WORDS]
    return {
        file.relative_to(HOUSE).as_posix()
        for file in files
        if any(word in file.read_text(encoding="utf-8").lower() for word in BANNED)
    }


def test_no_page_and_no_screen_holds_a_word_that_is_never_written() -> None:
    assert len(BANNED) > 3
    assert holding(HOUSE / "workshop") | holding(HOUSE / "docs") == set()
