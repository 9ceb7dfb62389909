"""Packs of scenarios as plain text for a terminal at a desk."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Sequence

from workshop.core.english import counted, listed, long_date
from workshop.core.scenarios.ageing import aged
from workshop.core.scenarios.facets import Facet, counts
from workshop.core.scenarios.pack import Pack, set_aside
from workshop.core.words import CHECKED_FOR

_MOST_NAMED = 6
_SHOWN = {"Phases": Facet.PHASE, "Work of": Facet.ROLE, "Caught by": Facet.CHECK}
_WIDTH, _INDENT = 88, " " * 4


def listing(packs: Sequence[Pack], today: dt.date) -> str:
    """Each pack with what it holds, what of it is not played, and what cannot be used, in sentences."""
    return "\n\n".join("\n".join(_lines(pack, packs, today)) for pack in packs)


def _lines(pack: Pack, packs: Sequence[Pack], today: dt.date) -> Iterator[str]:
    sound = sum(text.control for text in pack.texts)
    yield f"{pack.title}: {counted(len(pack.texts), 'text')}, {sound} sound"
    checked = f"checked on {long_date(pack.checked_on)}" if pack.checked_on else ""
    yield from _indented("; ".join(filter(None, (pack.by and f"by {pack.by}", pack.language, checked))))
    for head, facet in _SHOWN.items():
        if there := ", ".join(
            f"{name} {number}" for name, number in counts(pack.texts, facet).items() if number
        ):
            yield from _indented(f"{head}: {there}")
    yield from _indented(f"Folder: {pack.folder}")
    by_winner: dict[str, list[str]] = {}
    for text, winner in set_aside(pack, packs):
        by_winner.setdefault(winner.title, []).append(text)
    for title, texts in by_winner.items():
        yield from _indented(
            f"Not played from here: {_named(texts)}. The pack {title} has texts of that name."
        )
    if old := aged(pack.texts, (), today, (pack,)):
        yield from _indented(f"Last checked over {CHECKED_FOR} days ago: {_named(old)}.")
    for problem in pack.problems:
        yield from _indented(f"Cannot be used: {problem}")


def _named(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return f"{', '.join(names[:_MOST_NAMED])} and {more} more" if more > 0 else listed(names)


def _indented(text: str) -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=_INDENT,
        subsequent_indent=2 * _INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
