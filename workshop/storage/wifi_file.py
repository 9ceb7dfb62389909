"""The Wi-Fi that somebody wanted kept on this laptop: one small file beside the folder of the keys.

It never lies with the sessions: that folder may be synced, backed up or sent on.
"""

from __future__ import annotations

from pathlib import Path

from workshop.core.wifi import Wifi, trouble_with_wifi
from workshop.storage.disk import blank_file, is_ordinary, make_folder, read_file, remove_file, write_new
from workshop.storage.key_file import keys_folder

_MOST = 1000
"""Bytes of the file: a name, a password, a line for each."""


def wifi_path() -> Path:
    """Where it lies."""
    return keys_folder().parent / "wifi"


def kept_wifi() -> Wifi | None:
    """What is kept; None where nothing is, or where somebody made something else of the file."""
    path = wifi_path()
    try:
        name, password = read_file(path, _MOST).decode().removesuffix("\n").split("\n")
    except (OSError, ValueError):
        return None
    wifi = Wifi(name, password)
    return wifi if is_ordinary(path) and trouble_with_wifi(wifi) is None else None


def keep_wifi(wifi: Wifi) -> None:
    """Keep it in place of another one, for the eyes of this account.

    Raises:
        OSError: it could not be written; nothing is kept then.
    """
    forget_wifi()
    make_folder(wifi_path().parent)
    write_new(wifi_path(), f"{wifi.name}\n{wifi.password}\n".encode())


def forget_wifi() -> None:
    """Overwrite what is kept, and remove it.

    Raises:
        OSError: it is still there.
    """
    if is_ordinary(wifi_path()):
        blank_file(wifi_path())
    remove_file(wifi_path())
