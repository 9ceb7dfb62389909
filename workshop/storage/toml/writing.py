"""Writes TOML files that do not exist yet. One that exists is changed by `plans.edit` only, byte for byte."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping

import tomli_w

_NOT_IN_COMMENTS = re.compile(r"[\x00-\x1f\x7f]")


def new_file(words: Iterable[str], content: Mapping[str, object], *, lines: bool = False) -> str:
    """The text of a file: what its reader should know in lines of comment, then what is not None.

    Args:
        words: the comment.
        content: the values.
        lines: a text of several lines is written line by line.
    """
    top = "".join(f"# {_NOT_IN_COMMENTS.sub(' ', line)}\n" for line in words)
    present = _present(content)
    tables = {key: _tables(key, value) for key, value in present.items()}
    plain = {key: value for key, value in present.items() if not tables[key]}
    values = tomli_w.dumps(plain, multiline_strings=lines)
    return "\n".join(filter(None, (top, values, *itertools.chain(*tables.values()))))


def _tables(key: str, value: object) -> list[str]:
    """The text of a table, or of each in a list of them; nothing of any other value.

    Each of a list is a `[[key]]`, however short: the library alone would put short ones above all tables.
    """
    if isinstance(value, dict):
        return [tomli_w.dumps({key: value})]
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        return []
    head = tomli_w.dumps({key: {}})
    return [f"[{head.rstrip()}]\n{tomli_w.dumps({key: entry}).removeprefix(head)}" for entry in value]


def _present(table: Mapping[str, object]) -> dict[str, object]:
    return {key: _plain(value) for key, value in table.items() if value is not None}


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return _present(value)
    return [_plain(entry) for entry in value] if isinstance(value, list | tuple) else value
