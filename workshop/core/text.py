"""The one place where text from outside becomes harmless: web forms and files go through it."""

from __future__ import annotations

import re
import unicodedata

LONGEST_SLUG = 40

_MARKS_PER_CHARACTER = 3
_MARKS_LOOKED_AT = 30
"""Of a pile of marks no more are looked at: to put them in order takes the square of their number. No word of
any language has so many; Unicode's own stream-safe texts stop there as well."""
_RAW_CHARACTERS_PER_KEPT = 8
"""How much raw text is looked at for each character that may be kept; the rest is cut unseen."""

_LINE_BREAKS = frozenset("\n\v\f\x85\u2028\u2029")

_JOINERS = frozenset("\u200c\u200d")
"""Zero-width joiners shape family emoji and the letters of several scripts, so they stay between
two visible characters; one at a time they can hide nothing."""

_JOINER_CHARACTERS = "".join(_JOINERS)

_INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f"
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\u2800\u3164\ufeff\uffa0\ufff9\ufffa\ufffb"
)
"""Characters that are drawn as nothing, or that turn the direction of what follows."""

_DROPPED_CATEGORIES = frozenset({"Cc", "Cs", "Co", "Cn"})
_MARK_CATEGORIES = frozenset({"Mn", "Me"})


def clean(text: str, *, limit: int, lines: bool = False) -> str:
    """Return `text` without anything that could steer a terminal, hide words or pile up marks.

    Control, surrogate, private and unassigned characters, tags, direction marks and invisible
    fillers are dropped; tabs become spaces; line breaks become spaces unless `lines` is set. The
    result is NFC and at most `limit` characters long, without space around it; with `lines` the
    first line keeps its indentation, because tables are aligned by it. It never raises, and it looks
    only at the first part of a text that is far too long.
    """
    kept = text[: limit * _RAW_CHARACTERS_PER_KEPT + 64].replace("\r\n", "\n").replace("\r", "\n")
    if not lines and kept.isascii() and kept.isprintable():  # nothing to drop: most of what files hold
        return kept.strip()[: max(limit, 0)].strip()
    # A character that goes can bring two others together, so a second look is needed until none goes.
    while (once := _clean_once(kept, limit, lines=lines)) != kept:
        kept = once
    return kept


def hyphened(text: str) -> str:
    """A text as part of a file name: a-z, 0-9 and hyphens; empty where it has none of these letters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-")


def _clean_once(text: str, limit: int, *, lines: bool) -> str:
    harmless = _cap_marks(unicodedata.normalize("NFC", _visible(text, lines=lines)))
    return _stripped(_stripped(harmless, lines=lines)[: max(limit, 0)], lines=lines)


def _visible(raw: str, *, lines: bool) -> str:
    kept: list[str] = []
    marks = 0
    for character in raw:
        if character in _LINE_BREAKS:
            character = "\n" if lines else " "
        elif character == "\t":
            character = " "
        elif _is_hidden(character):
            continue
        marks = marks + 1 if _is_mark(character) else 0
        if marks <= _MARKS_LOOKED_AT:
            kept.append(character)
    return "".join(kept)


def _is_mark(character: str) -> bool:
    if character < "\u0300":  # the first mark there is
        return False
    return unicodedata.category(character) in _MARK_CATEGORIES or unicodedata.combining(character) != 0


def _is_hidden(character: str) -> bool:
    if character in _INVISIBLE or unicodedata.category(character) in _DROPPED_CATEGORIES:
        return True
    # Tags spell out text that nobody sees; of their block only the variation selectors are harmless,
    # and nothing a person types in a form needs them.
    return 0xE0000 <= ord(character) <= 0xE0FFF


def _cap_marks(text: str) -> str:
    """Keep at most three combining marks on a character, and single joiners between two characters."""
    kept: list[str] = []
    marks = 0
    for character in text:
        if character in _JOINERS:
            if kept and kept[-1] not in _JOINERS and not kept[-1].isspace():
                kept.append(character)
            continue
        if unicodedata.category(character) in _MARK_CATEGORIES:
            marks += 1
            if marks > _MARKS_PER_CHARACTER or not kept:
                continue
        else:
            marks = 0
            if character.isspace() and kept and kept[-1] in _JOINERS:
                kept.pop()
        kept.append(character)
    return "".join(kept)


def _stripped(text: str, *, lines: bool) -> str:
    ends = text.rstrip().rstrip(_JOINER_CHARACTERS).rstrip()
    return ends[_first_kept(ends, lines=lines) :]


def _first_kept(text: str, *, lines: bool) -> int:
    """Where the words begin, or with `lines` their line; marks and joiners before that belong to nothing."""
    first = 0
    for at, character in enumerate(text):
        if character.isspace():
            first = first if lines and character != "\n" else at + 1
        elif at == first and (character in _JOINERS or _is_mark(character)):
            first = at + 1
        else:
            break
    return first
