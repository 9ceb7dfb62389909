"""Reads and writes texts that are not finished: the keys of a scenario, as far as somebody has said them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from workshop.core.problems import Problem, UnusableFile
from workshop.core.scenarios.draft import LONGEST_LINE, Draft, left_out, text_of, written
from workshop.core.scenarios.scenario import LINE, PAGE, Clause, Sentence
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.text import clean
from workshop.storage.library.scenario_file import sentence_table
from workshop.storage.library.scenarios import SCHEMA_VERSION
from workshop.storage.toml.reading import read_toml
from workshop.storage.toml.writing import new_file

BLANK = "..."
"""What stands in a template where something is to be written."""

_WORDS = ("A case that is not finished. `workshop scenarios new FILE` goes on with it.",)
_PLAIN = (
    *("id", "title", "phase", "audience", "role_task", "difficulty", "minutes", "setting", "task"),
    *("source_title", "best_decision", "check", "hint", "reveal", "twin", "facilitator_note"),
)
_LISTS = ("options", "debrief", "actions")
_MARKS = frozenset(("sentence", "sound", "control"))
_MOST = 8


def draft_text(draft: Draft) -> str:
    """The text of its file: only what somebody said."""
    nothing = Draft()
    content: dict[str, object] = {"schema_version": SCHEMA_VERSION}
    content |= {key: text_of(draft, key) for key in _PLAIN if text_of(draft, key) != text_of(nothing, key)}
    content |= {"source": draft.source} if draft.source else {}
    content |= {"sound": True} if draft.is_sound else {}
    content |= {"missing": draft.missing, "missing_clause": draft.missing_clause} if draft.missing else {}
    content |= {key: getattr(draft, key) for key in _LISTS if any(getattr(draft, key))}
    content["sentence"] = [sentence_table(one) for one in draft.sentences] or None
    return new_file(_WORDS, content, lines=True)


def read_draft(path: Path) -> Draft:
    """Read a file that is not finished, or a finished one as a draft; what is unknown in it is left out.

    Raises:
        UnusableFile: it cannot be read, is no TOML, or a word in it is none of those that it may be.
    """
    content = read_toml(path)
    draft, problems = Draft(), []
    # What is proposed depends on the marks: what somebody wrote is held against it.
    for key, value in sorted(content.items(), key=lambda item: item[0] not in _MARKS):
        try:
            draft = _taken(draft, key, value)
        except (ValueError, IndexError) as error:
            problems.append(Problem(str(path), key, str(error), "Correct it."))
    if problems:
        raise UnusableFile(problems)
    return draft


def _taken(draft: Draft, key: str, value: object) -> Draft:
    if isinstance(value, str) and value.strip() == BLANK:
        return draft
    if key in _PLAIN and isinstance(value, str | int):
        return written(draft, key, str(value)) if str(value) else draft
    if key in _LISTS and isinstance(value, list):
        texts = [one if isinstance(one, str) and one != BLANK else "" for one in value[:_MOST]]
        for number, text in enumerate(texts, start=1):
            draft = written(draft, f"{key}[{number}]", text)
        return draft
    match key, value:
        case "source", str():
            return replace(draft, source=clean(value, limit=2 * PAGE, lines=True))
        case (("sound" | "control"), bool()):
            return replace(draft, is_sound=value)
        case "missing", str():
            return left_out(draft, value, draft.missing_clause)
        case "missing_clause", list():
            return replace(draft, missing_clause=_clause(value))
        case "sentence", list():
            lines = tuple(_sentence(one) for one in value if isinstance(one, dict))
            return replace(draft, sentences=tuple(line for line in lines if line.text not in ("", BLANK)))
        case _:
            return draft


def _sentence(table: dict[str, object]) -> Sentence:
    kind, why = str(table.get("kind") or ""), clean(str(table.get("why") or ""), limit=LINE)
    text = clean(str(table.get("text") or ""), limit=LONGEST_LINE)
    if table.get("wrong") is not True:
        return Sentence(text)
    return Sentence(
        text,
        wrong=True,
        kind=kind if kind in KINDS else None,
        why=why if why not in ("", BLANK) else None,
        carried=table.get("carried") is True,
        clause=_clause(table.get("clause")),
    )


def _clause(value: object) -> Clause:
    if not isinstance(value, list):
        return None
    return tuple(number for number in value if isinstance(number, int) and not isinstance(number, bool))
