"""What good looks like in a role: we check, we never, a person decides; a line each, or one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workshop.core.words import EVERYBODY, ROLES

BEGIN = {"check": "We check", "never": "We never", "person_decides": "A person decides"}
"""How the line begins that stands under a key."""
GOOD_LINES = tuple(BEGIN)
LONGEST_LINE = 66
"""Characters of a line on a phone: all three together are one text."""
GOOD_KEYS = (*GOOD_LINES, "said", "held")
"""The keys of a role in a plan file."""
_KEYS = {words.lower().replace(", ", "-").replace(" ", "-"): role.value for role, words in ROLES.items()}
"""How a role is written in files, by its name as it is typed."""
_LONGEST_ROLE = 40
_WORDS = "|".join(BEGIN.values())
_LINE = re.compile(rf"({_WORDS}) (.+?)\.(?: (?=(?:{_WORDS}) )|$)")


@dataclass(frozen=True, slots=True)
class Good:
    """What good looks like in a role: three lines without the words they begin with; `said` in other words.

    `held` is what a look-back says of it: yes, partly or no.
    """

    role: str = ""
    check: str = ""
    never: str = ""
    person_decides: str = ""
    said: str = ""
    held: str = ""

    @property
    def fields(self) -> Mapping[str, str]:
        """What a plan file holds of it besides the role."""
        return {key: text for key in GOOD_KEYS if (text := getattr(self, key))}

    @property
    def rows(self) -> tuple[str, ...]:
        """What was said, and its lines as they are read aloud."""
        lines = (good_words({key: getattr(self, key)}) for key in GOOD_LINES)
        return tuple(filter(None, (self.said, *lines)))

    @property
    def told(self) -> str:
        """The same, and whether it held."""
        return f"{self.words} It held: {self.held}." if self.held else self.words

    @property
    def words(self) -> str:
        """All of it, as it is read aloud."""
        return " ".join(self.rows)


def parted(line: str) -> tuple[str, str]:
    """A line such as "managers: We check ...": the role as files write it, and what is said of it."""
    role, mark, words = line.partition(":")
    if not mark or len(role) > _LONGEST_ROLE or re.match(_WORDS, role, re.IGNORECASE):
        role, words = EVERYBODY, line
    name = re.sub(r"[^\w]+", "-", role.strip().lower()).strip("-") or EVERYBODY
    return _KEYS.get(name, name), words.strip()


def rivals(lines: Iterable[str]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The lines of a role that say the same part of it, where there are several: by role, and by part."""
    parts: dict[tuple[str, str], tuple[str, ...]] = {}
    for line in lines:
        role, words = parted(line)
        for key, begin in BEGIN.items():
            if words.lower().startswith(begin.lower()):
                parts[role, key] = (*parts.get((role, key), ()), line)
    return {part: of_part for part, of_part in parts.items() if len(of_part) > 1}


def good_in(role: str, said: str) -> Good:
    """What was said about a role: in its lines, where it is made of them."""
    lines = good_lines(said)
    return Good(role, **lines) if lines else Good(role, said=said)


def good_lines(said: str) -> Mapping[str, str]:
    """The lines of a role by their keys, without the words they begin with; none where it is one sentence."""
    key_of = {words: key for key, words in BEGIN.items()}
    lines = {key_of[begin]: rest for begin, rest in _LINE.findall(said)}
    return lines if len(lines) > 1 and good_words(lines) == said else {}


def good_typed(lines: Mapping[str, str]) -> str:
    """The lines as somebody typed them behind the words they begin with, which may have been typed again."""
    again = {key: re.compile(rf"^\s*(?:{begin}\b\s*)+", re.IGNORECASE) for key, begin in BEGIN.items()}
    return good_words({key: again[key].sub("", typed).strip() for key, typed in lines.items()})


def lines_apart(said: str) -> tuple[str, ...]:
    """What was said, each line of it by itself; all of it as one where it is not made of lines."""
    lines = good_lines(said)
    return tuple(good_words({key: words}) for key, words in lines.items()) or (said,)


def good_words(lines: Mapping[str, str]) -> str:
    """The lines of a role as they are read aloud."""
    said = {key: words for key, words in lines.items() if words.strip(" .")}
    return " ".join(f"{begin} {said[key].rstrip('.')}." for key, begin in BEGIN.items() if key in said)
