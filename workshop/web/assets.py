"""Styles and scripts as they are sent: without what phones do not read."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

_HERE = Path(__file__).parent

_AROUND = re.compile(
    r" (=>|={1,3}|!==|<=|>=|&&|\|\||[?:+*<>-]) |(?<=[){]) (?=\{)|(?<=\{) |;? (?=\})|(?<=[a-z]) (?=\()"
)
"""Signs of the script that need no blank around them; no words of it hold one."""


def _code_alone(line: str) -> str:
    """A line of the script in fewer letters; blanks behind commas and colons stay where words are."""
    line = re.sub(r"^( *)const ", r"\1let ", line)  # what is never set anew need not say so to a phone
    if "`" in line:
        return line
    parts = line.split('"')
    parts[::2] = [re.sub(r"(?<=[,:]) ", "", part) for part in parts[::2]]
    return '"'.join(parts)


_DECLARED = re.compile(r"\b(?:function|let|const) (\w{3,})")
_TEXT = re.compile(r'"[^"]*"|`[^`]*`')


def _short_names(script: str) -> str:
    """A script with two letters for each name of its own, but for properties and words of a text."""
    texts = " ".join(_TEXT.findall(script))
    short = (f"{small}{large}" for small in ascii_lowercase for large in ascii_uppercase)
    for name in dict.fromkeys(_DECLARED.findall(script)):
        if re.search(rf"\b{name}\b", texts) or re.search(rf"\.{name}\b|\b{name}:|[{{,]{name}[,}}]", script):
            continue
        script = re.sub(rf"\b{name}\b", next(short), script)
    return script


_READ_BY_NOBODY: dict[str, Callable[[str], str]] = {
    ".css": lambda text: re.sub(
        r" (?=\{)|(?<=[,:;{]) (?=\S)", "", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    ),
    ".js": lambda text: "\n".join(
        map(
            _code_alone,
            _AROUND.sub(lambda sign: sign[1] or "", re.sub(r"(?m)^\s*//.*$", "", text)).split("\n"),
        )
    ),
}

_LINE_ENDS = re.compile(r"(?<=[;{,(])\n|;?\n(?=\})")
"""Where a line may go on in the next one, in a style as in a script."""


@lru_cache
def asset(name: str) -> str:
    """A style or script without its comments, indentation and blanks, which phones do not read."""
    path = _HERE / name
    text = _READ_BY_NOBODY[path.suffix](path.read_text(encoding="utf-8"))
    lines = _LINE_ENDS.sub("", "\n".join(line.strip() for line in text.splitlines() if line.strip()))
    return _short_names(lines) if path.suffix == ".js" else lines
