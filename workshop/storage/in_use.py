"""Whether another program holds the journal of a session right now: it is led there, and waits for nobody."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_LOCK_BYTE = 0x40000002
"""What SQLite locks for whoever reads; the one program that has a journal open locks it against all."""
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)


def in_use(journal: Path) -> bool:
    """Whether another program has a journal open; False where nobody can tell.

    SQLite itself is not asked: it would mend, and so change, what an interrupted session left. Never to be
    asked of a journal that this very program has open: POSIX drops the locks of a file that is closed once.
    """
    try:
        descriptor = os.open(journal, _READ)
    except OSError:
        return False
    try:
        return _locked_by_another(descriptor)
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _locked_by_another(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCK_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBRLCK, 1)
        except OSError:
            return True
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
        return False

else:
    import errno
    import fcntl

    def _locked_by_another(descriptor: int) -> bool:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB, 1, _LOCK_BYTE)
        except OSError as error:  # closing the file gives the lock back
            return error.errno in (errno.EACCES, errno.EAGAIN)
        return False
