"""Folders that a service copies are told by their names and by what the service leaves in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.storage.synced import synced_by


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("OneDrive/sessions", "OneDrive"),
        ("OneDrive - Example Ltd/Documents/sessions", "OneDrive"),
        ("Dropbox/sessions", "Dropbox"),
        ("Dropbox (Personal)/a/b/sessions", "Dropbox"),
        ("Library/Mobile Documents/com~apple~CloudDocs/sessions", "iCloud"),
        ("Library/CloudStorage/OneDrive-Example/sessions", "OneDrive"),
        ("Library/CloudStorage/GoogleDrive-me@example.org/My Drive/sessions", "Google Drive"),
        ("iCloudDrive/sessions", "iCloud"),
        ("Nextcloud/sessions", "Nextcloud"),
        ("ownCloud/sessions", "ownCloud"),
        ("Google Drive/sessions", "Google Drive"),
    ],
)
def test_by_the_name_of_a_folder_around_it(tmp_path: Path, path: str, service: str) -> None:
    assert synced_by(tmp_path / path, {}) == service, "the folder need not be there yet"


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".stfolder", "Syncthing"),
        (".nextcloudsync.log", "Nextcloud"),
        (".sync_3f2a9c.db", "Nextcloud or ownCloud"),
        (".dropbox.cache", "Dropbox"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
        (".tmp.drivedownload", "Google Drive"),
    ],
)
def test_by_what_the_service_leaves(tmp_path: Path, marker: str, service: str) -> None:
    (tmp_path / "Shared").mkdir()
    (tmp_path / "Shared" / marker).touch()
    assert synced_by(tmp_path / "Shared" / "team" / "sessions", {}) == service


def test_by_what_the_service_says_of_itself(tmp_path: Path) -> None:
    assert synced_by(tmp_path / "Cloud" / "sessions", {"OneDrive": str(tmp_path / "Cloud")}) == "OneDrive"


def test_through_a_link_and_from_one(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "held").mkdir(parents=True)
    (tmp_path / "plain").mkdir()
    (tmp_path / "sessions").symlink_to(tmp_path / "Dropbox" / "held")
    (tmp_path / "Dropbox" / "out").symlink_to(tmp_path / "plain")
    assert synced_by(tmp_path / "sessions", {}) == "Dropbox"
    assert synced_by(tmp_path / "Dropbox" / "out", {}) == "Dropbox"


@pytest.mark.parametrize(
    "path", ["sessions", "Documents/Dropbox notes.d", "my-onedrive-notes", "Boxes", "mega", "Sync talks"]
)
def test_an_ordinary_folder_is_not_suspected(tmp_path: Path, path: str) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert synced_by(tmp_path / path / "sessions", {}) is None
