"""What a program that was killed has begun in a session folder is finished at the next start.

A seal writes the final record beside the old one, destroys the key, puts the record in its place, and removes
the journal last: as long as a journal is there, something may be left to do. A beginning writes the journal
first and the record after it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from pathlib import Path

from workshop.storage.disk import (
    is_ordinary,
    put_in_place,
    read_file,
    remove_empty_folder,
    remove_file,
    stands,
    sync_folder,
    whole_path,
)
from workshop.storage.in_use import looking_at
from workshop.storage.key_file import KeyFile, NoKey, kept_keys
from workshop.storage.names import JOURNAL_NAME, NEW_NAME, RECORD_NAME, SEALING_NAME
from workshop.storage.session_folders import session_in


def is_waiting(folder: Path) -> bool:
    """Whether the folder holds a journal with something in it: a session that was not sealed."""
    try:
        return is_ordinary(folder / JOURNAL_NAME) and (folder / JOURNAL_NAME).lstat().st_size > 0
    except OSError:
        return False


def finish(folder: Path) -> None:
    """Finish what was begun in a folder; an open session, and what is in use, stay as they are.

    What cannot be done now, on a disk that takes nothing for one, is left for the next start.
    """
    if not is_ordinary(folder / JOURNAL_NAME):
        return
    with looking_at(folder / JOURNAL_NAME) as may_look, contextlib.suppress(OSError, sqlite3.Error, NoKey):
        if may_look and (stands(folder / SEALING_NAME) or not _is_open(folder)):
            _finish(folder)


def put_record(folder: Path) -> None:
    """Put the final record in the place of the old one; it is true only once the key is destroyed.

    Raises:
        OSError: it could not be put there.
    """
    put_in_place(folder / SEALING_NAME, folder / RECORD_NAME)


def _is_open(folder: Path) -> bool:
    """Whether the record says that the session goes on."""
    return _sealed(folder) is False


def _sealed(folder: Path) -> object:
    """What the record says about the sealing; None where there is no record."""
    try:
        return (session_in(read_file(folder / RECORD_NAME)) or {}).get("sealed", False)
    except FileNotFoundError:
        return None


def _finish(folder: Path) -> None:
    # Not at the top: where nothing was left half done, the home screen should not wait for it.
    from workshop.storage.database import erase, is_in_use
    from workshop.storage.journal import remove

    path = folder / JOURNAL_NAME
    if not is_waiting(folder):
        _remove_empty(folder)
        return
    if isinstance(_sealed(folder), dt.date) and _is_older(path) and not is_in_use(path):
        # An earlier version called it sealed before it was: its key lies in the journal.
        erase(path)
        _remove_empty(folder)
        return
    try:
        key_file = _key_of(folder)
    except sqlite3.DatabaseError:
        # Overwritten in part, and moved since: this record took its place after the key was destroyed.
        if isinstance(_sealed(folder), dt.date):
            erase(path)
            _remove_empty(folder)
        return
    if key_file is None:
        return
    if not key_file.is_destroyed:
        _take_back(folder, key_file)
    if key_file.is_destroyed and not is_in_use(path):
        # Whatever is left of the journal, whole or overwritten in part: it is noise.
        if stands(folder / SEALING_NAME):
            put_record(folder)
        remove(path, key_file)
        _remove_empty(folder)


def _is_older(journal: Path) -> bool:
    from workshop.core.live.events import VERSION
    from workshop.storage.journal import look

    with contextlib.suppress(sqlite3.DatabaseError):
        version = look(journal).version
        return isinstance(version, int) and version < VERSION
    return False


def _key_of(folder: Path) -> KeyFile | None:
    """The file of the key of the journal in a folder; None where that is of another program or laptop.

    Raises:
        sqlite3.Error: the journal does not say which key it has, and no destroyed one is that of the folder.
    """
    from workshop.core.live.events import VERSION
    from workshop.storage.journal import look

    try:
        journal = look(folder / JOURNAL_NAME)
    except sqlite3.DatabaseError:
        # Perhaps overwritten in part: that begins when the key is destroyed.
        if destroyed := _destroyed_key_of(folder):
            return destroyed
        raise
    key_file = KeyFile.named(journal.key_name)
    return key_file if journal.version == VERSION and is_ordinary(key_file.path) else None


def _destroyed_key_of(folder: Path) -> KeyFile | None:
    of = whole_path(folder)
    return next(
        (key_file for key_file in kept_keys() if key_file.is_destroyed and key_file.folder == of), None
    )


def _take_back(folder: Path, key_file: KeyFile) -> None:
    """Of a seal that destroyed nothing take back what was prepared; destroy the key of what never began."""
    from workshop.storage.database import Database

    database = Database(folder / JOURNAL_NAME)
    try:
        begun = database.connection.execute("SELECT 1 FROM events LIMIT 1").fetchone() is not None
        if not begun and _sealed(folder) is None and key_file.folder == whole_path(folder):
            key_file.destroy()
        else:
            remove_file(folder / SEALING_NAME)
    finally:
        database.close()


def _remove_empty(folder: Path) -> None:
    """Remove an empty journal, what is left of its key, and a folder of which nothing else is left."""
    # Not at the top: as in `_finish`.
    from workshop.storage.database import erase

    begun = _key_of_new(folder)
    for key_file in kept_keys():
        is_begun = key_file.path == begun
        # A kill may have come before its first byte: such a file does not say whose it is.
        if key_file.folder != whole_path(folder) and not (is_begun and key_file.is_unwritten):
            continue
        if is_begun:
            key_file.destroy()  # nothing was ever written with it
        if key_file.is_destroyed:
            key_file.remove()
    erase(folder / NEW_NAME)  # and what SQLite was writing beside it
    remove_file(folder / NEW_NAME)
    remove_file(folder / JOURNAL_NAME)  # the last: the next start looks at nothing without it
    sync_folder(folder)
    remove_empty_folder(folder)


def _key_of_new(folder: Path) -> Path | None:
    """Where the key lies, if it was made, of a journal that was not yet put in its place."""
    from workshop.storage.journal import look

    with contextlib.suppress(sqlite3.DatabaseError, NoKey):
        if is_ordinary(folder / NEW_NAME):
            return KeyFile.named(look(folder / NEW_NAME).key_name).path
    return None
