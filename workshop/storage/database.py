"""One SQLite file that a single program uses, and that leaves nothing in the blocks it gives back.

SQLite frees blocks as they are: when its write-ahead log is cut or removed, and when the file shrinks. They
hold what was written in the order of its arrival. Here they are overwritten before.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from pathlib import Path

from workshop.storage.disk import (
    blank,
    blank_file,
    cut_to_nothing,
    is_ordinary,
    open_in_place,
    remove_file,
    stands,
)

_LOG = "-wal"
_COMPANIONS = (_LOG, "-shm", "-journal")
"""What SQLite puts beside the file."""

_SETTINGS = (
    # One program a file. Said before anything else, so that the first statement takes the lock, also one
    # that only reads.
    "locking_mode = EXCLUSIVE",
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    # No copy of a ballot in another folder, also not while the file is written anew.
    "temp_store = MEMORY",
)
_LARGEST_LOG = 500_000_000
"""Bytes; a hall of thousands of phones stays far below."""
_LOG_PAGES = 1000
"""After so many the log is written into the file, and begins anew."""


class Database:
    """An open file with its connection; it is used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Open a file that is there already.

        Raises:
            OSError, sqlite3.Error: it cannot be used; among the reasons is that another program does.
        """
        self.path = path
        _refuse_odd_companions(path)
        # The system lets go of all locks on a file when one descriptor of it is closed: this one is opened
        # before SQLite locks the file, and closed after it.
        self._file = open_in_place(path)
        try:
            self.connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=rw", uri=True, check_same_thread=False, timeout=1.0
            )
            try:
                for setting in _SETTINGS:
                    self.connection.execute(f"PRAGMA {setting}")
            except BaseException:
                self.connection.close()
                raise
        except BaseException:
            os.close(self._file)
            raise

    def forget_order(self) -> None:
        """Write the file anew in the order of its keys, and overwrite what lay in another one.

        Raises:
            OSError, sqlite3.Error: it is not done, a full disk for one; what is stored is whole.
        """
        # The log is kept from the file until what lies behind the file's new end is overwritten. All pages
        # of the new file are in the log by then: a power cut finds them there.
        self.connection.execute("PRAGMA wal_autocheckpoint = 0")
        try:
            self.connection.execute("VACUUM")
            (pages,), (size,) = (
                self.connection.execute(f"PRAGMA {measure}").fetchone()
                for measure in ("page_count", "page_size")
            )
            blank(self._file, pages * size, os.fstat(self._file).st_size)
            self.blank_log()
        finally:
            self.connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")

    def blank_log(self) -> None:
        """Write the log into the file, and overwrite it before it is cut.

        Raises:
            OSError, sqlite3.Error: it is not done; what is stored is whole.
        """
        busy, pages, written = self.connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
        if busy or pages != written:
            raise sqlite3.OperationalError("the log could not be written into the file")
        # What lies in the log is in the file, on the disk: nobody reads it any more.
        blank_file(_beside(self.path, _LOG))
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file; it stays."""
        try:
            # SQLite removes the log now.
            with contextlib.suppress(OSError, sqlite3.Error):
                self.blank_log()
            self.connection.close()
        finally:
            os.close(self._file)

    def give_up(self) -> None:
        """Close a file of which nothing is needed any more; needs no space on the disk."""
        with contextlib.suppress(OSError):
            blank_file(_beside(self.path, _LOG))
        try:
            with contextlib.suppress(sqlite3.Error):
                self.connection.close()
        finally:
            os.close(self._file)


def _refuse_odd_companions(path: Path) -> None:
    """Refuse what SQLite would follow, wait for, or read without an end.

    Raises:
        OSError: what lies beside the file was not written by SQLite.
    """
    for companion in (_beside(path, name) for name in _COMPANIONS):
        if stands(companion) and not (is_ordinary(companion) and companion.lstat().st_size <= _LARGEST_LOG):
            raise OSError(errno.EINVAL, f"{companion.name} beside it is no file of this program")


def is_in_use(path: Path) -> bool:
    """Whether another program has a file open, whatever is left of that file.

    Raises:
        OSError: nobody may look.
    """
    try:
        Database(path).close()
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return False


def erase(path: Path) -> None:
    """Overwrite a file that nobody has open, and what SQLite left beside it; an empty file keeps its name.

    Needs no space on the disk. What cannot be overwritten is cut all the same.

    Raises:
        OSError: something of it is still there.
    """
    beside = [_beside(path, companion) for companion in _COMPANIONS]
    for file in (*beside, path):
        with contextlib.suppress(OSError):
            blank_file(file)
    cut_to_nothing(path)
    for file in beside:
        remove_file(file)


def _beside(path: Path, companion: str) -> Path:
    return path.with_name(path.name + companion)
