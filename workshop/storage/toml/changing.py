"""Changes the text of TOML files that people edit too: what was not changed stays, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError

from workshop.core.problems import Problem, UnusableFile
from workshop.storage.toml import places
from workshop.storage.toml.lines import as_before
from workshop.storage.toml.reading import table_of


class TooUnusual(UnusableFile):
    """A file is written in a way that cannot be changed without touching other lines; nothing was changed."""


def changed(raw: bytes, where: str, change: Callable[[TOMLDocument], None]) -> bytes:
    """What the bytes of a file become by a change; the same bytes where it changes nothing.

    Args:
        raw: what the file holds.
        where: its name, for problems.
        change: what is done to the document; what it raises is passed on.

    Raises:
        UnusableFile: it is no TOML.
        TooUnusual: the library that keeps comments would change more than was asked.
    """
    text = raw.decode("utf-8-sig")
    # A last line without its end would take in what is added below it.
    whole = text if text.endswith("\n") else text + ("\r\n" if "\r\n" in text else "\n")
    try:
        doc = places.document_of(whole, where)
        unchanged = tomlkit.dumps(doc)
        change(doc)
        edited = tomlkit.dumps(doc)
        if edited == unchanged:
            return raw
        after = as_before(whole, unchanged, edited)
        wanted = doc.unwrap()
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise _too_unusual(where) from error
    if text != whole:
        after = after.removesuffix("\n").removesuffix("\r")
    new = raw[: len(raw) - len(text.encode())] + after.encode()
    try:
        content = table_of(new, where)
    except UnusableFile as error:
        raise _too_unusual(where) from error
    if json.dumps(content, default=str, sort_keys=True) != json.dumps(wanted, default=str, sort_keys=True):
        raise _too_unusual(where)
    return new


def _too_unusual(where: str) -> TooUnusual:
    what = "is written in a way that the program cannot change without touching other lines."
    return TooUnusual([Problem(where, "", what, "Make this change in a text editor.")])
