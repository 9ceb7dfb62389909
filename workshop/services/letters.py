"""Which letters the terminal has: the screen is drawn with lines and blocks that only UTF-8 carries."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Mapping

_COERCED = frozenset({"C.UTF-8", "C.utf8"})
"""What Python itself writes into LC_CTYPE where nobody has said anything."""
_NOTHING_SAID = frozenset({"", "C", "POSIX"})


def drawn_in() -> str:
    """The encoding that the screen is drawn in, such as `utf-8`."""
    stream = sys.__stdout__ if sys.platform == "win32" else sys.__stderr__
    named = getattr(stream, "encoding", None) or "ascii"
    try:
        return codecs.lookup(named).name
    except LookupError:
        return str(named)


def letters_notice(environ: Mapping[str, str] = os.environ) -> str | None:
    """A sentence in plain letters where nothing says that the terminal shows UTF-8, else None."""
    if sys.platform == "win32" or _says_utf_8(environ):
        return None
    return (
        "This screen needs UTF-8, and the terminal does not say that it has it. "
        "If lines or blocks look wrong, start so: LC_ALL=C.UTF-8 workshop."
    )


def _says_utf_8(environ: Mapping[str, str]) -> bool:
    """Whether the variable that counts names UTF-8; the order is that of the system."""
    everything, letters, language = (environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    if not everything and letters in _COERCED and language in _NOTHING_SAID:
        letters = ""
    counts = everything or letters or language
    return "utf8" in counts.lower().replace("-", "")
