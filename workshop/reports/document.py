"""What a report says, be it a page or Markdown in the end: parts made of plain texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import ClassVar

from workshop.core.english import counted


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. `style` is one of: lead, sentence, quiet, said, source; empty for a plain one.

    The lines of a source stay as they are.
    """

    text: str
    style: str = ""
    kind: ClassVar[str] = "words"


@dataclass(frozen=True, slots=True)
class Chips:
    """A few words side by side, such as a state and an owner."""

    words: tuple[str, ...]
    kind: ClassVar[str] = "chips"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what there is to say to each; `quiet` for what is looked up and not read."""

    rows: tuple[tuple[str, str], ...]
    quiet: bool = False
    kind: ClassVar[str] = "facts"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `numbered` where its order matters."""

    items: tuple[str, ...]
    numbered: bool = False
    kind: ClassVar[str] = "bullets"


@dataclass(frozen=True, slots=True)
class Checks:
    """A list of what is done and what is not."""

    items: tuple[tuple[bool, str], ...]
    kind: ClassVar[str] = "checks"


@dataclass(frozen=True, slots=True)
class Boxes:
    """What is ticked on paper: a sign, such as the number of a line, and words for each box.

    `row` sets them side by side, for a scale.
    """

    items: tuple[tuple[str, str], ...]
    row: bool = False
    kind: ClassVar[str] = "boxes"


@dataclass(frozen=True, slots=True)
class Space:
    """Lines to write on with a pen."""

    lines: int
    kind: ClassVar[str] = "space"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row is its header. `caption` says what it is."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: ClassVar[str] = "table"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture made by this package as inline SVG, and the same figures in words."""

    svg: str
    words: str
    kind: ClassVar[str] = "figure"


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks under a heading. `style` is one of: card, learned, green, amber, red; empty for a plain one."""

    title: str
    blocks: tuple[Block, ...]
    style: str = ""
    mark: str = ""
    """A short sign in front of the title, such as the id of an action."""
    kind: ClassVar[str] = "group"


@dataclass(frozen=True, slots=True)
class Columns:
    """Groups side by side where there is room."""

    groups: tuple[Group, ...]
    pairs: bool = False
    """Two in a row, for groups with a picture; else as many as there is room for."""
    kind: ClassVar[str] = "columns"


Block = Words | Chips | Facts | Bullets | Checks | Boxes | Space | Table | Figure | Group | Columns


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report; `id` is its anchor."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    title: str
    kicker: str
    """What sort of report it is, above the title."""
    lines: tuple[str, ...] = ()
    """Below the title: a date, a word of warning."""
    blocks: tuple[Block, ...] = ()
    """What stands in the head."""
    sections: tuple[Section, ...] = ()
    foot: str = ""
    one_page: bool = field(default=False)
    """Whether it is to be printed on one page."""
    sheet_each: bool = field(default=False)
    """Whether each section begins on a sheet of its own."""
    cards: int = 0
    """How many cards of its head a sheet has, to be cut out; 0 where it is no card."""
    on_each_sheet: str = ""
    """What stands at the foot of every sheet of paper, with its number; may hold no quotation mark."""


def with_gaps(document: Document, unread: int) -> Document:
    """The report, which says in its head that something could not be read, and so is missing in it."""
    if not unread:
        return document
    unread_words = f"{counted(unread, 'thing')} in the files could not be read"
    warning = f"Not complete: {unread_words}. `workshop plan check` names all."
    return replace(document, lines=(*document.lines, warning))


def facts(*rows: tuple[str, str], quiet: bool = False) -> tuple[Facts, ...]:
    """Facts without the empty ones; nothing where all are empty."""
    kept = tuple((name, text) for name, text in rows if text)
    return (Facts(kept, quiet),) if kept else ()


def bullets(items: Iterable[str]) -> tuple[Bullets, ...]:
    """A list; nothing where it is empty."""
    kept = tuple(item for item in items if item)
    return (Bullets(kept),) if kept else ()


def section(id: str, title: str, *blocks: Block) -> tuple[Section, ...]:  # noqa: A002 (as in HTML)
    """A section; nothing where it is empty."""
    return (Section(id, title, blocks),) if blocks else ()
