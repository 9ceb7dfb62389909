"""The one way to the disk: how files are read, written and removed, whatever somebody put in their place.

A folder may come from anybody: unpacked, synced, on a stick. A file is written under a random name that
nobody can have prepared and then takes the place of the old one, so that no link leads it anywhere else; what
is no ordinary file is neither opened nor replaced. The journal, which is a database, has `storage.journal`.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

LARGEST_READ = 16_000_000
"""Bytes; what is larger was not written by this program, and no person wrote it either."""

_NEW = ".workshop-{}.new"
_LEFT_OVER = re.compile(r"\.workshop-[0-9a-f]{16}\.new")
_LEFT_AFTER = 3600.0
"""Seconds after which nobody can still be writing a file that has such a name: a power cut left it."""

_PRIVATE = 0o600
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_OLD_FILE = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
)

_IN_PLACE = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_ZEROS = bytes(65536)


def _usual_mode() -> int:
    """What the system gives to a new file. It can only be asked by setting it: once, before any thread."""
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


_USUAL_MODE = _usual_mode()


class FileChanged(Exception):
    """A file is not what it was when it was read."""


def read_file(path: Path, most: int = LARGEST_READ) -> bytes:
    """The bytes of an ordinary file, or of the one that a link leads to; of anything else nothing is opened.

    Raises:
        OSError: it cannot be read, is no ordinary file, or holds more than `most` bytes.
    """
    _refuse_odd(path.stat().st_mode)  # a pipe or a device is not even opened
    with os.fdopen(os.open(path, _OLD_FILE), "rb", buffering=0) as file:
        status = os.fstat(file.fileno())
        _refuse_odd(status.st_mode)
        parts, missing = [], most + 1
        while missing and (part := file.read(min(missing, status.st_size + 1))):
            parts.append(part)
            missing -= len(part)
    if not missing:
        raise OSError(errno.EFBIG, f"is larger than {most:,} bytes")
    return b"".join(parts)


def stands(path: Path) -> bool:
    """Whether anything has this name, a link that leads nowhere too; False also where nobody may look."""
    try:
        path.lstat()
    except (OSError, ValueError):
        return False
    return True


def is_file(path: Path) -> bool:
    """Whether a file has this name, or a link that leads to one; False also where nobody may look."""
    return _is(stat.S_ISREG, path)


def is_folder(path: Path) -> bool:
    """Whether a folder has this name, or a link that leads to one; False also where nobody may look."""
    return _is(stat.S_ISDIR, path)


def _is(kind: Callable[[int], bool], path: Path) -> bool:
    try:
        return kind(path.stat().st_mode)
    except (OSError, ValueError):  # a name with a NUL in it is a ValueError
        return False


def is_link(path: Path) -> bool:
    """Whether a name is that of a link, wherever it leads; False also where nobody may look."""
    try:
        return stat.S_ISLNK(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def is_ordinary(path: Path) -> bool:
    """Whether a name is that of a file which can be read and replaced: no link, pipe, device or folder."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def whole_path(path: Path) -> Path:
    """A path from the root on, wherever the program is; a link in it stays, other than with `resolve`."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def write_whole(
    path: Path, content: str | bytes, *, instead_of: bytes | None = None, copy_of: Path | None = None
) -> None:
    """Replace a file at once: a reader, or a power cut, finds the old content or the new one.

    Args:
        path: the file; who may read it stays as it was.
        content: a text is written as UTF-8 with LF at the ends of its lines.
        instead_of: replace it only if this is what it still holds, looked at when all is ready.
        copy_of: the file whose content this is; a new one is read by nobody who could not read that.

    Raises:
        FileChanged: it holds something else; nothing has changed.
        OSError: nothing has changed; among the reasons is that a link, or no file at all, has this name.
    """
    refuse_linked_folder(path.parent)
    mode = _mode_of(path, copy_of)
    new = path.with_name(_NEW.format(secrets.token_hex(8)))
    try:
        with os.fdopen(os.open(new, _NEW_FILE, _PRIVATE), "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(mode)
        if instead_of is not None and read_file(path) != instead_of:
            raise FileChanged(path)
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    _remove_left_over(path.parent)
    sync_folder(path.parent)


def write_new(path: Path, content: bytes) -> None:
    """Make a file that only its owner can read, and wait until it is on the disk.

    Raises:
        OSError: it exists, or cannot be written; then nothing is left of it.
    """
    with os.fdopen(os.open(path, _NEW_FILE, _PRIVATE), "wb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            with contextlib.suppress(OSError):
                path.unlink()
            raise
    sync_folder(path.parent)


def open_in_place(path: Path) -> int:
    """A descriptor that reads and writes what lies under a name already.

    Raises:
        OSError: there is no such file, it is a link or no ordinary file, or it cannot be written.
    """
    refuse_odd(path)  # a pipe or a device is not even opened
    descriptor = os.open(path, _IN_PLACE)
    try:
        _refuse_odd(os.fstat(descriptor).st_mode)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def blank(descriptor: int, start: int, end: int) -> None:
    """Overwrite bytes of a file with zeros where they lie, and wait until that is on the disk.

    Holes lie nowhere: a file that claims to be gigabytes long, and is not, costs nothing.

    Raises:
        OSError: the disk does not take it.
    """
    while (start := _next_data(descriptor, start)) < end:
        os.lseek(descriptor, start, os.SEEK_SET)
        start += os.write(descriptor, _ZEROS[: end - start])
    os.fsync(descriptor)


def _next_data(descriptor: int, start: int) -> int:
    """Where from a place on a file has bytes of its own: there, behind a hole, or at its end."""
    if sys.platform != "win32":
        try:
            return os.lseek(descriptor, start, os.SEEK_DATA)
        except OSError as error:
            if error.errno == errno.ENXIO:  # nothing but a hole, or the end
                return os.fstat(descriptor).st_size
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # the file system knows of no holes
                raise
    return start


def write_at(descriptor: int, place: int, content: bytes) -> None:
    """Write bytes at a place of a file.

    Raises:
        OSError: the disk does not take them.
    """
    os.lseek(descriptor, place, os.SEEK_SET)
    while content:
        content = content[os.write(descriptor, content) :]


def blank_file(path: Path) -> None:
    """Overwrite all of a file with zeros where it lies; none that is missing.

    Raises:
        OSError: the disk does not take it.
    """
    try:
        descriptor = open_in_place(path)
    except FileNotFoundError:
        return
    try:
        blank(descriptor, 0, os.fstat(descriptor).st_size)
    finally:
        os.close(descriptor)


def make_folder(path: Path) -> None:
    """Make a folder, and those around it that are missing, so that a power cut takes none of them back.

    Raises:
        OSError: it cannot be made, or something that is no folder has its name.
    """
    if is_folder(path):
        return
    if path.parent != path:
        make_folder(path.parent)
    with contextlib.suppress(FileExistsError):
        path.mkdir()
    if not is_folder(path):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    sync_folder(path.parent)


def make_private_folder(path: Path) -> None:
    """Make a folder that only its owner can enter, and make it so where it is there already.

    Raises:
        OSError: it cannot be made.
    """
    make_folder(path.parent)
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
    path.chmod(0o700)
    sync_folder(path.parent)


def put_in_place(new: Path, path: Path) -> None:
    """Give a file the name of another one in its folder, which is gone then.

    Raises:
        OSError: it could not be renamed; both are as they were.
    """
    new.replace(path)
    sync_folder(path.parent)


def cut_to_nothing(path: Path) -> None:
    """Let go of all that a file holds; its name stays. None that is missing.

    Raises:
        OSError: it cannot be written.
    """
    if is_ordinary(path):
        os.truncate(path, 0)


def remove_empty_folder(path: Path) -> None:
    """Remove a folder in which nothing is; any other stays."""
    with contextlib.suppress(OSError):
        path.rmdir()
        sync_folder(path.parent)


def remove_file(path: Path) -> None:
    """Remove a file, or a link and not what it leads to; none that is missing.

    Raises:
        OSError: it cannot be removed.
    """
    path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, on systems that can be asked for it.

    Raises:
        OSError: the folder cannot be opened, or the disk takes nothing more.
    """
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def refuse_linked_folder(folder: Path) -> None:
    """Let nothing be written in a folder that is a link: what came from anybody would lead it elsewhere.

    Raises:
        OSError: the folder is a link.
    """
    if is_link(folder):
        what = f"its folder {folder.name} is a link to another place, and nothing is written through links"
        raise OSError(errno.ELOOP, what)


def refuse_odd(path: Path) -> int | None:
    """The rights of the file that will be replaced; None where there is none yet.

    Raises:
        OSError: what has this name is a link, or no ordinary file.
    """
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(mode):
        what = f"{path.name} is a link to another place, and nothing is written through links"
        raise OSError(errno.ELOOP, what)
    _refuse_odd(mode)
    return mode & 0o777


def _mode_of(path: Path, copy_of: Path | None) -> int:
    mode = refuse_odd(path)
    if mode is None and copy_of is not None:
        mode = refuse_odd(copy_of)
    return _USUAL_MODE if mode is None else mode


def _refuse_odd(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "is no ordinary file")


def _remove_left_over(folder: Path) -> None:
    """Remove what power cuts left of earlier attempts."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _LEFT_OVER.fullmatch(entry.name):
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(status.st_mode) and time.time() - status.st_mtime > _LEFT_AFTER:
                    Path(entry.path).unlink()
