"""What the journal of an interrupted session says, read while it rests: no lock, no byte changed.

SQLite would mend what a kill has left, and so change it. A copy in memory is read in its place: the file, and
over it the pages that its log has committed.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.core.problems import FileTrouble
from workshop.storage.disk import is_ordinary, read_file
from workshop.storage.journal import events_in

if TYPE_CHECKING:
    from workshop.core.live.events import Event

_MOST = 64_000_000
"""Bytes: what is larger takes longer than a person looks at the screen that wants to know it."""

_HEADER, _FRAME = 32, 24
"""Bytes in front of a log, and in front of each page in it; SQLite documents both."""
_WRITTEN_WITHOUT_LOG = b"\x01\x01"
"""What stands in the first page of a file that has no log."""


def events_at_rest(journal: Path) -> list[Event]:
    """The events of a journal that no program has open, without its votes.

    Never to be asked of a journal that this very program has open: POSIX drops the locks of a file that is
    closed once.

    Raises:
        FileTrouble: it cannot be read; the message says why.
    """
    log = journal.with_name(f"{journal.name}-wal")
    try:
        held = read_file(journal, _MOST)
        logged = read_file(log, _MOST) if is_ordinary(log) else b""
    except OSError as error:
        raise FileTrouble(f"{journal} cannot be read: {error.strerror or error}.") from error
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(_with_log(held, logged))
        return events_in(journal, connection)


def _with_log(held: bytes, log: bytes) -> bytes:
    """The file as it is once its log is written into it; of what was not committed nothing is taken."""
    size = int.from_bytes(log[8:12], "big")
    pages: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    length = len(held)
    for start in range(_HEADER, len(log) - _FRAME - size + 1, _FRAME + size) if size else ():
        head = log[start : start + _FRAME]
        if head[8:16] != log[16:24]:
            break  # left of an earlier round through the log
        waiting[int.from_bytes(head[:4], "big")] = log[start + _FRAME : start + _FRAME + size]
        if committed := int.from_bytes(head[4:8], "big"):
            pages |= waiting
            waiting.clear()
            length = committed * size
    whole = bytearray(held[:length].ljust(length, b"\0"))
    for number, page in pages.items():
        if number * size <= length:
            whole[(number - 1) * size : number * size] = page
    whole[18:20] = _WRITTEN_WITHOUT_LOG
    return bytes(whole)
