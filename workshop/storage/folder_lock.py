"""One program at a time writes in a folder; the lock itself leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from workshop.storage.disk import refuse_linked_folder

_FOLDERS_LOCK = sys.platform != "win32"
_WAIT = 5.0
_PAUSE = 0.01
_STALE = 30.0
"""Nobody holds the lock for longer: a lock file of this age was left by a power cut."""
_FILE = ".plans.lock"

_Release = Callable[[], None]


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; other programs, and other threads, wait for it.

    Raises:
        TimeoutError: somebody else has held it for seconds.
        OSError: the folder is not there or is a link, or a lock file cannot be made in it.
    """
    refuse_linked_folder(folder)
    end = time.monotonic() + _WAIT
    while (release := _taken(folder)) is None:
        if time.monotonic() > end:
            raise TimeoutError(f"another program has been writing in {folder} for {_WAIT:.0f} seconds")
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        release()


def _taken(folder: Path) -> _Release | None:
    """The lock, or None while somebody else holds it."""
    if sys.platform == "win32" or not _FOLDERS_LOCK:
        return _file_made(folder)
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:  # a network drive that locks no folders
        os.close(descriptor)
        return _file_made(folder)
    return lambda: os.close(descriptor)


def _file_made(folder: Path) -> _Release | None:
    path = folder / _FILE
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _STALE:
                path.unlink()
        return None
    return lambda: path.unlink(missing_ok=True)
