"""The file of a case to be filled in by hand, each key with what belongs there."""

from __future__ import annotations

from workshop.core.scenarios.draft import OPTIONS, Draft, filled
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.words import Audience, Decision
from workshop.storage.library.draft_file import BLANK
from workshop.storage.library.scenarios import SCHEMA_VERSION
from workshop.storage.toml.writing import new_file

_LINES = 4


def template() -> str:
    """The text of the file: where it says `...` something is to be written, the rest can stay."""
    usual = filled(Draft(missing=BLANK))
    parts: tuple[tuple[str, dict[str, object]], ...] = (
        (
            "A case of our own. Write where it says ..., then: workshop scenarios check FILE",
            {"schema_version": SCHEMA_VERSION},
        ),
        ("The name of the file, without .toml: small letters, figures, hyphens.", {"id": BLANK}),
        ("What it is called; nothing that tells what is wrong.", {"title": BLANK}),
        (
            f"Whose work it is: {', '.join(Audience)}.",
            {"phase": "learn", "audience": "everyone", "role_task": ""},
        ),
        (
            "The kinds of what is wrong, as below; none for a sound text, which has control = true.",
            {"kinds": [BLANK], "control": False, "difficulty": "medium", "minutes": 11},
        ),
        ("Who you are and what presses: one to three sentences.", {"setting": BLANK}),
        ("What the assistant was asked.", {"task": BLANK}),
        (
            "What the lines are checked against: up to 72 characters a line, as many lines as you need.",
            {"source_title": BLANK, "source": f"{BLANK}\n"},
        ),
        (
            f"{', '.join(Decision)}: use for a sound text, and for no other.",
            {"best_decision": "fix", "options": list(OPTIONS)},
        ),
        (
            "The check that catches it, a hint for the room, and two to four sentences for the reveal.",
            {"check": BLANK, "hint": BLANK, "reveal": BLANK},
        ),
        (
            "At least two questions; an if-then action; a parallel case in one line.",
            {"debrief": list(usual.debrief), "actions": list(usual.actions), "twin": usual.twin},
        ),
    )
    written = [new_file([words], values, lines=True) for words, values in parts]
    words = [
        "What the AI wrote, line by line: four to seven, most of them right. A wrong one has its kind, why,"
    ]
    words += ["and, if you like, clause = [2]: the lines of the source that it stands against. The kinds:"]
    words += [f"  {kind.name}: {kind.definition}" for kind in KINDS.values()]
    wrong = {"text": BLANK, "wrong": True, "kind": BLANK, "why": BLANK}
    lines = [{"text": BLANK}] * (_LINES - 1)
    return "\n".join((*written, new_file(words, {"sentence": [*lines, wrong]})))
