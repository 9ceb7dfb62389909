"""Throwing an open session away: its key, its journal and the files that the program wrote for it."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from workshop.core.problems import FileTrouble
from workshop.storage.database import erase
from workshop.storage.disk import refuse_linked_folder, remove_empty_folder, remove_file, whole_path
from workshop.storage.in_use import in_use, is_own
from workshop.storage.journal import look
from workshop.storage.key_file import KeyFile, NoKey
from workshop.storage.names import JOURNAL_NAME, RECORD_NAME, REVIEWS_NAME, SEALING_NAME
from workshop.storage.session_folders import look_into


class StillThere(FileTrouble):
    """A session could not be thrown away; the message says why."""


def throw_away(folder: Path) -> None:
    """Destroy an open session, and its folder, unless people have put something of their own into it.

    The key goes before the journal, and the record before both: it would promise a session that is gone.

    Raises:
        StillThere: another program leads it, or something of it could not be removed.
    """
    path = folder / JOURNAL_NAME
    if is_own(path) or in_use(path):
        raise StillThere(f"{folder} is in use by another workshop. Close that one first.")
    key_file = _key_of(folder)
    try:
        refuse_linked_folder(folder)
        plans = look_into(folder).names.plans
        remove_file(folder / RECORD_NAME)
        if key_file is not None:
            key_file.destroy()
        erase(path)
        for name in (SEALING_NAME, REVIEWS_NAME, *plans):
            remove_file(folder / name)
        if key_file is not None:
            key_file.remove()
        remove_file(path)
    except OSError as error:
        raise StillThere(f"{folder} could not be thrown away: {error.strerror or error}.") from error
    remove_empty_folder(folder)


def _key_of(folder: Path) -> KeyFile | None:
    """The key of the session in a folder; None where it is not here, or is that of another session."""
    with contextlib.suppress(sqlite3.Error, OSError, NoKey):
        key_file = KeyFile.named(look(folder / JOURNAL_NAME).key_name)
        # A journal may come from anybody, and name the key of a session that is not its own.
        if key_file.folder == whole_path(folder):
            return key_file
    return None
