"""Writes TOML files that do not exist yet. One that exists is changed by `plans.edit` only, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import tomli_w

_NOT_IN_COMMENTS = re.compile(r"[\x00-\x1f\x7f]")


def new_file(words: Iterable[str], content: Mapping[str, object]) -> str:
    """The text of a file: what its reader should know in lines of comment, then what is not None."""
    top = [f"# {_NOT_IN_COMMENTS.sub(' ', line)}\n" for line in words]
    return "".join([*top, "\n", tomli_w.dumps(_present(content))])


def _present(table: Mapping[str, object]) -> dict[str, object]:
    return {key: _plain(value) for key, value in table.items() if value is not None}


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return _present(value)
    return [_plain(entry) for entry in value] if isinstance(value, list | tuple) else value
