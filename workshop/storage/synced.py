"""Does a service copy what lies in a folder? Then it keeps what sealing destroys."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from workshop.storage.disk import whole_path

_NAMES = (
    ("OneDrive", r"onedrive(-.+| - .+| .+)?"),
    ("Dropbox", r"dropbox(-.+| \(.+\)| - .+)?"),
    ("iCloud", r"icloud ?drive.*|icloud~.+|com~apple~clouddocs|mobile documents"),
    ("Google Drive", r"google ?drive(-.+| - .+| \(.+\))?"),
    ("Nextcloud", r"nextcloud\d*"),
    ("ownCloud", r"owncloud\d*"),
    ("Syncthing", r"syncthing"),
    ("Box", r"box-box|box sync"),
    ("pCloud", r"pcloud ?drive|pclouddrive"),
    ("MEGA", r"mega ?sync|(?-i:MEGA)"),
    ("Proton Drive", r"proton ?drive(-.+)?"),
    ("Seafile", r"seafile|seadrive(_root)?"),
    ("Resilio Sync", r"resilio sync"),
    ("a cloud service", r"cloudstorage"),
)
"""The services, and what the folders are called whose content they copy."""

_MARKERS = (
    ("Syncthing", (".stfolder", ".stignore", ".stversions")),
    ("Nextcloud", (".nextcloudsync.log", ".nextcloud*.db")),
    ("Nextcloud or ownCloud", (".sync_*.db", "._sync_*.db", ".owncloudsync.log*", ".csync_journal.db")),
    ("Dropbox", (".dropbox.cache",)),
    ("OneDrive", (".849C9593-D756-4E56-8D6E-42412F2A707B",)),
    ("Google Drive", (".tmp.drivedownload", ".tmp.driveupload")),
    ("MEGA", (".megaignore",)),
    ("Resilio Sync", (".sync/ID",)),
)
"""The services, and what they leave in the topmost folder that they copy, whatever it is called."""

_ROOTS = {"OneDrive": "OneDrive", "OneDriveCommercial": "OneDrive", "OneDriveConsumer": "OneDrive"}
"""Variables in which a service says where its folder is."""


def synced_by(folder: Path, environ: Mapping[str, str] = os.environ) -> str | None:
    """The service that copies what lies in a folder; None where none can be told.

    Looked at are the folder and all around it, as it is written and where links lead; it need not exist yet.
    """
    written = whole_path(folder)
    for path in dict.fromkeys((written, _resolved(written))):
        for place in (path, *path.parents):
            service = _named(place.name) or _told(place, environ) or _marked(place)
            if service is not None:
                return service
    return None


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        return path


def _named(name: str) -> str | None:
    return next((service for service, names in _NAMES if re.fullmatch(names, name, re.IGNORECASE)), None)


def _told(place: Path, environ: Mapping[str, str]) -> str | None:
    return next(
        (service for key, service in _ROOTS.items() if environ.get(key) and Path(environ[key]) == place), None
    )


def _marked(place: Path) -> str | None:
    try:
        return next(
            (
                service
                for service, markers in _MARKERS
                if any(next(place.glob(marker), None) is not None for marker in markers)
            ),
            None,
        )
    except OSError:  # not ours to read
        return None
