"""Commands that are shown to be typed: a name with blanks, quotation marks or a `;` in it stays one word."""

from __future__ import annotations

import re
import shlex
import sys

_PLAIN_ON_WINDOWS = re.compile(r"[\w@+=:,./\\-]+")


def quoted(word: object, platform: str = sys.platform) -> str:
    """A path, or another word of a command, as the shell of this system takes it for just one word.

    No word begins with a hyphen: it would be taken for an option.
    """
    text = str(word)
    if text.startswith("-"):
        text = f"./{text}"
    if platform != "win32":
        return shlex.quote(text)
    return text if _PLAIN_ON_WINDOWS.fullmatch(text) else f'"{text}"'  # no name there has a quotation mark
