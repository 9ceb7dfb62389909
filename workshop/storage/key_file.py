"""The key of a session: one small file in the system's own folder for what programs keep.

It never lies beside the session: that folder may be synced, backed up or sent on, and the key is what makes
sense of a journal. A destroyed key stays as zeros until nothing of its journal is left, so that a seal that
was killed can be finished.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from pathlib import Path

from workshop.core.problems import FileTrouble
from workshop.storage.disk import (
    blank,
    is_ordinary,
    make_private_folder,
    open_in_place,
    read_file,
    remove_file,
    sync_folder,
    whole_path,
    write_at,
    write_new,
)

KEY_BYTES = 32
_DESTROYED = bytes(KEY_BYTES)
_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._-]{0,79}\.[0-9a-f]{8}\.key")
_MOST = 32_768
"""Bytes of a key file: the key and the path of a folder."""


class NoKey(FileTrouble):
    """The key of a session is not here, or is destroyed; the message says which, and what that means."""


def keys_folder() -> Path:
    """Where the keys of this account's sessions lie."""
    # Not at the top: only who opens a session, or looks after keys, needs it.
    from platformdirs import user_state_path

    return user_state_path("workshop", appauthor=False) / "keys"


class KeyFile:
    """The file of one session's key: the key, the path of the session's folder, where its desk is served.

    The last line holds no secret: with the key it makes the link to the desk, for the same account only.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def fresh(cls, folder: Path) -> KeyFile:
        """The place for the key of a new session in a folder; nothing is there yet."""
        of = re.sub(r"[^a-zA-Z0-9._-]+", "-", folder.name).lstrip("._-")[:80] or "session"
        return cls(keys_folder() / f"{of}.{secrets.token_hex(4)}.key")

    def create(self, folder: Path) -> bytes:
        """Make a key for the session in a folder; it is on the disk before it is used.

        Raises:
            OSError: it cannot be written.
        """
        make_private_folder(self.path.parent)
        key = secrets.token_bytes(KEY_BYTES)
        write_new(self.path, key + _place(folder))
        return key

    @classmethod
    def named(cls, name: str) -> KeyFile:
        """The key file with a name that a journal gives; the journal may come from anybody.

        Raises:
            NoKey: no key file has such a name.
        """
        if not _NAME.fullmatch(name):
            raise NoKey("Its journal names no key.")
        return cls(keys_folder() / name)

    def read(self) -> bytes:
        """The key.

        Raises:
            NoKey: it is not here, or was destroyed.
            OSError: it cannot be read.
        """
        if not is_ordinary(self.path):
            raise NoKey(
                "Its key is not here: it lies on the laptop where the session was begun, in "
                f"{_shown(self.path)}. Resume it there. Nothing was changed."
            )
        key = read_file(self.path, _MOST)[:KEY_BYTES]
        if len(key) < KEY_BYTES or key == _DESTROYED:
            raise NoKey("Its key is destroyed: nobody can read its votes any more.")
        return key

    @property
    def is_destroyed(self) -> bool:
        """Whether nothing but zeros is left of it; not where it is missing."""
        try:
            return is_ordinary(self.path) and read_file(self.path, _MOST)[:KEY_BYTES] == _DESTROYED
        except OSError:
            return False

    @property
    def is_unwritten(self) -> bool:
        """Whether it was made and nothing was written into it: what stopped its program came in between."""
        try:
            return is_ordinary(self.path) and not any(read_file(self.path, _MOST))
        except OSError:
            return False

    @property
    def folder(self) -> Path | None:
        """The folder of its session, as far as the file knows; None where it does not."""
        place = self._line(1)
        return Path(os.fsdecode(place)) if place is not None else None

    @property
    def desk(self) -> str:
        """Where the desk of its session is served, as `note_desk` had it; empty where nobody has noted it."""
        return (self._line(2) or b"").decode("ascii", "replace")

    def _line(self, number: int) -> bytes | None:
        try:
            return read_file(self.path, _MOST)[KEY_BYTES:].split(b"\n")[number]
        except (OSError, IndexError):
            return None

    def note_folder(self, folder: Path) -> None:
        """Note where the session lies now; where that cannot be written, only `doctor` will miss it."""
        if self.folder != whole_path(folder):
            self._note(_place(folder))

    def note_desk(self, folder: Path, desk: str) -> None:
        """Note where the desk of its session is served; where that cannot be written, no command opens it."""
        self._note(_place(folder) + desk.encode("ascii", "replace") + b"\n")

    def _note(self, place: bytes) -> None:
        with contextlib.suppress(OSError):
            descriptor = open_in_place(self.path)
            try:
                write_at(descriptor, KEY_BYTES, place)
                os.ftruncate(descriptor, KEY_BYTES + len(place))
            finally:
                os.close(descriptor)

    def destroy(self) -> None:
        """Overwrite the key where it lies; from then on nobody can read what was written with it.

        Raises:
            OSError: it is still there.
        """
        descriptor = open_in_place(self.path)
        try:
            blank(descriptor, 0, KEY_BYTES)
        finally:
            os.close(descriptor)

    def put_back(self, key: bytes) -> None:
        """Make sure of the key where it could not be destroyed: the disk may hold the one or the other.

        Raises:
            OSError: the disk does not take it.
        """
        descriptor = open_in_place(self.path)
        try:
            if os.read(descriptor, KEY_BYTES) != key:
                write_at(descriptor, 0, key)
                os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self) -> None:
        """Remove the file; only what is destroyed leaves nothing in the blocks it held.

        Raises:
            OSError: it cannot be removed.
        """
        remove_file(self.path)
        sync_folder(self.path.parent)


def kept_keys() -> list[KeyFile]:
    """The files of all keys of this account, in the order of their names."""
    try:
        with os.scandir(keys_folder()) as entries:
            names = sorted(entry.name for entry in entries if _NAME.fullmatch(entry.name))
    except OSError:
        return []
    return [KeyFile(keys_folder() / name) for name in names]


def _shown(path: Path) -> str:
    """A path as it is called on another laptop of the same kind, too."""
    with contextlib.suppress(ValueError, RuntimeError):
        return str(Path("~") / path.relative_to(Path.home()))
    return str(path)


def _place(folder: Path) -> bytes:
    return b"\n" + os.fsencode(whole_path(folder)) + b"\n"
