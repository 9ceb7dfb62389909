"""Keys whose session is gone: thrown away by hand, moved, or on a disk that is not here now."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from workshop.core.problems import FileTrouble
from workshop.storage.journal import look
from workshop.storage.key_file import KeyFile, kept_keys
from workshop.storage.names import JOURNAL_NAME
from workshop.storage.session_folders import all_sessions
from workshop.storage.unfinished import is_waiting


def keys_left(sessions: Path) -> list[KeyFile]:
    """The keys to which no journal is found, neither where it lay nor in the folder of the sessions."""
    kept = kept_keys()
    places = [place for key_file in kept if (place := key_file.folder) is not None]
    named = _named_in(
        [*places, *(folder.path for folder in all_sessions(sessions).folders if folder.has_journal)]
    )
    return [key_file for key_file in kept if key_file.path.name not in named]


def destroy(key_file: KeyFile) -> None:
    """Destroy a key and remove its file.

    Raises:
        FileTrouble: it could not be destroyed.
    """
    try:
        key_file.destroy()
        key_file.remove()
    except OSError as error:
        raise FileTrouble(f"{key_file.path} could not be destroyed: {error.strerror or error}.") from error


def _named_in(folders: Iterable[Path]) -> set[str]:
    names = set()
    for folder in dict.fromkeys(folders):
        if is_waiting(folder):
            with contextlib.suppress(sqlite3.Error, OSError):
                names.add(look(folder / JOURNAL_NAME).key_name)
    return names
