"""How the screens look on this laptop, in one small file beside the folder of the keys."""

from __future__ import annotations

from pathlib import Path

from workshop.storage.disk import make_folder, read_file, write_whole
from workshop.storage.key_file import keys_folder

_MOST = 100
"""Bytes of the file: two words, a line for each."""


def look_path() -> Path:
    """Where it lies."""
    return keys_folder().parent / "look"


def kept_words() -> tuple[str, str]:
    """The name of the theme, and how much may move; empty where nothing is kept, or nothing of ours."""
    try:
        theme, moves = read_file(look_path(), _MOST).decode().removesuffix("\n").split("\n")
    except (OSError, ValueError):
        return "", ""
    return theme, moves


def keep_words(theme: str, moves: str) -> None:
    """Keep both in place of those before.

    Raises:
        OSError: they could not be written; those before are kept.
    """
    make_folder(look_path().parent)
    write_whole(look_path(), f"{theme}\n{moves}\n")
