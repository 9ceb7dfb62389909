"""Lets a stream take any text: what its encoding lacks becomes something readable, and never a traceback."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata
from typing import TextIO

_READABLE = "workshop.readable"
_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u2022": "*",
        "\u00b7": "*",
        "\u2026": "...",
        "\u2192": "->",
        "\u2190": "<-",
        "\u2191": "^",
        "\u2193": "v",
        "\u00d7": "x",
        "\u2264": "<=",
        "\u2265": ">=",
        "\u2260": "/=",
        "\u00df": "ss",
        "\u00e6": "ae",
        "\u00f8": "o",
        "\u20ac": "EUR",
        "\u2713": "x",
        "\u25cf": "*",
        "\u25cb": "o",
        "\u25a0": "#",
        "\u25a1": "_",
        "\u2580": "#",
        "\u2584": "#",
        "\u2588": "#",
        "\u2500": "-",
        "\u2502": "|",
    }
)
"""How what the program itself writes looks in letters that every encoding has."""


def make_streams_readable() -> None:
    """Let what others write (help, questions, warnings) never end in an error because of a character."""
    readable(sys.stdout)
    readable(sys.stderr)


def readable(stream: TextIO | None) -> TextIO | None:
    """The stream itself, which no character stops any more."""
    if isinstance(stream, io.TextIOWrapper) and stream.errors != _READABLE:
        stream.reconfigure(errors=_READABLE)
    return stream


def shows(text: str) -> bool:
    """Whether the output has the characters of a text."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _in_letters_it_has(error: UnicodeError) -> tuple[str, int]:
    """What stands for characters that an encoding lacks: letters without marks, else a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(map(_in_ascii, lacking)), error.end


def _in_ascii(character: str) -> str:
    if character.isascii():  # some encodings lack even one of these
        return "?"
    plain = unicodedata.normalize("NFKD", character.translate(_PLAIN))
    kept = "".join(letter for letter in plain if letter.isascii() and not unicodedata.combining(letter))
    return kept or ("" if unicodedata.combining(character) else "?")


codecs.register_error(_READABLE, _in_letters_it_has)
