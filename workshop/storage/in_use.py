"""Whether another program holds the journal of a session right now: it is led there, and waits for nobody."""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LOCK_BYTE = 0x40000002
"""What SQLite locks for whoever reads; the one program that has a journal open locks it against all."""
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)

_looking = threading.RLock()
"""Held by whoever opens a journal, or only looks at one."""
_own: Counter[str] = Counter()
"""The journals that this very program has open, or is about to open."""


def claim(journal: Path) -> None:
    """Say that this program has a journal from now on: nothing else in it opens that file any more.

    POSIX drops all locks of a program on a file as soon as it closes that file once, whatever opened it.
    """
    with _looking:
        _own[os.path.realpath(journal)] += 1


def give_back(journal: Path) -> None:
    """Say that this program has closed a journal that it had claimed."""
    with _looking:
        _own[os.path.realpath(journal)] -= 1


@contextmanager
def looking_at(journal: Path) -> Iterator[bool]:
    """Whether a journal may be looked at: not if it is this program's own; none is claimed meanwhile."""
    with _looking:
        yield _own[os.path.realpath(journal)] <= 0


def is_own(journal: Path) -> bool:
    """Whether this program itself has a journal."""
    with looking_at(journal) as may_look:
        return not may_look


def in_use(journal: Path) -> bool:
    """Whether another program has a journal open; False where nobody can tell.

    SQLite itself is not asked: it would mend, and so change, what an interrupted session left.
    """
    with looking_at(journal) as may_look:
        if not may_look:
            return False
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
