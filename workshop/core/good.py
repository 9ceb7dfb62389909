"""What good looks like in a role: we check, we never, a person decides; a sentence each, or one for all."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BEGIN = {"check": "We check", "never": "We never", "person_decides": "A person decides"}
"""How the line begins that stands under a key."""
GOOD_KEYS = tuple(_BEGIN)
_WORDS = "|".join(_BEGIN.values())
_LINE = re.compile(rf"({_WORDS}) (.+?)\.(?: (?=(?:{_WORDS}) )|$)")


def good_lines(said: str) -> Mapping[str, str]:
    """The lines of a role by their keys, without the words they begin with; none where it is one sentence."""
    key_of = {words: key for key, words in _BEGIN.items()}
    lines = {key_of[begin]: rest for begin, rest in _LINE.findall(said)}
    return lines if len(lines) > 1 and good_words(lines) == said else {}


def good_words(lines: Mapping[str, str]) -> str:
    """The lines of a role as they are read aloud."""
    said = {key: words for key, words in lines.items() if words.strip(" .")}
    return " ".join(f"{begin} {said[key].rstrip('.')}." for key, begin in _BEGIN.items() if key in said)
