"""The lines of a case as the editor lists them: each with its number, its mark, and what is not right yet."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from textual.content import Content
from textual.widgets.option_list import Option

from workshop.core.scenarios.draft import About, Draft, clause_text
from workshop.core.scenarios.scenario import MISSING_ROW, Sentence

SOUND, MISSING = "sound", "missing"
"""The ids of the rows below the lines; a line has its place."""

_INDENT = " " * 6
_LEAST = 30
_NOTHING_WRONG = "Nothing is wrong: the text is sound"


def line_options(draft: Draft, found: About, width: int) -> Iterator[Option]:
    """A row for each line, one for what was left out, and one for a text that is sound."""
    for number, line in enumerate(draft.sentences, start=1):
        said = [
            one
            for part in ("text", "kind", "why", "clause")
            for one in found.of(f"sentence[{number}].{part}")
        ]
        parts = [_row("✗" if line.wrong else " ", str(number), line.text, width)]
        if line.wrong and (line.kind or line.why):
            parts.append(Content.styled(_below(_mark_words(line), width), "$text-muted"))
        parts += [Content.styled(_below(f"! {one}", width), "$text-warning") for one in said]
        yield Option(Content("\n").join(parts), id=str(number - 1))
    missing = f"{MISSING_ROW}: {draft.missing}" if draft.missing else MISSING_ROW
    yield Option(_row("✗" if draft.missing else " ", "+", missing, width), id=MISSING)
    yield Option(_row("✓" if draft.is_sound else " ", "=", _NOTHING_WRONG, width), id=SOUND)


def _mark_words(line: Sentence) -> str:
    carried = ", carried" if line.carried else ""
    against = f"  (source {clause_text(line.clause)})" if line.clause is not None else ""
    return f"{line.kind or 'no kind yet'}{carried}: {line.why or ''}{against}"


def _row(sign: str, number: str, text: str, width: int) -> Content:
    colour = "bold $text-success" if sign == "✓" else "bold $text-error"
    return Content.assemble(
        (f"{sign} ", colour), (f"{number:>2}  ", "$text-muted"), _below(text, width).lstrip()
    )


def _below(text: str, width: int) -> str:
    """A text that is broken so that it stands to the right of its number."""
    lines = textwrap.wrap(text, max(width - len(_INDENT), _LEAST)) or [""]
    return "\n".join(f"{_INDENT}{line}" for line in lines)
