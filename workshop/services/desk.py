"""The desk of a session that is led right now, for this laptop's own browser."""

from __future__ import annotations

import contextlib
from pathlib import Path

from workshop.core.live.desk_secrets import DeskSecrets
from workshop.core.live.subkeys import Purpose, subkey
from workshop.services.errors import NoSuch
from workshop.storage.disk import whole_path
from workshop.storage.in_use import in_use
from workshop.storage.key_file import KeyFile, NoKey, kept_keys
from workshop.storage.names import JOURNAL_NAME


def desk_address(sessions: Path, folder: Path | None = None) -> str:
    """The link to the desk of the session that is led from a folder, or that was begun last of all.

    Raises:
        NoSuch: none is led right now by this account.
    """
    around = whole_path(folder or sessions)
    led = [key_file for key_file in kept_keys() if _is_led(key_file, around)]
    for key_file in sorted(led, key=lambda key_file: key_file.path.stat().st_mtime, reverse=True):
        with contextlib.suppress(NoKey, OSError, ValueError):
            address, revoked = key_file.desk.split(" ")
            return f"{address}/{DeskSecrets(subkey(key_file.read(), Purpose.DESK)).link(int(revoked))}"
    raise NoSuch(f"No session is led right now in {folder or sessions}. Begin one: `workshop run`.")


def _is_led(key_file: KeyFile, around: Path) -> bool:
    place = key_file.folder
    if place is None or not key_file.desk:
        return False
    return around in (place, *place.parents) and in_use(place / JOURNAL_NAME)
