"""Which session a resume goes on with where none is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workshop.services.errors import NoSuch
from workshop.services.folders import is_open, session_folders
from workshop.storage.in_use import in_use
from workshop.storage.journal import refusal
from workshop.storage.names import JOURNAL_NAME
from workshop.storage.session_folders import unreadable


def latest_waiting(sessions: Path, *, tell: Callable[[str], None], warn: Callable[[str], None]) -> Path:
    """The session that was led last, of those that nobody leads and that this version can go on with.

    Args:
        sessions: the folder of the session folders.
        tell: told which others wait, and why they are passed over.
        warn: told which folders cannot be read.

    Raises:
        NoSuch: none waits.
    """
    for problem in unreadable(sessions):
        warn(str(problem))
    unsealed = [folder for folder in session_folders(sessions) if is_open(folder)]
    elsewhere = [folder for folder in unsealed if in_use(folder / JOURNAL_NAME)]
    waiting = [folder for folder in unsealed if folder not in elsewhere]
    for led in elsewhere:
        tell(f"Running elsewhere: {led}")
    if elsewhere and not waiting:
        raise NoSuch("No other session waits. End that one where it is led, then come back.")
    if not waiting:
        raise NoSuch(
            f"No session waits in {sessions}. Name its folder, or the folder of all: --sessions DIR."
        )
    waiting.sort(key=lambda folder: (folder / JOURNAL_NAME).stat().st_mtime, reverse=True)
    refused = {folder: why for folder in waiting if (why := refusal(folder / JOURNAL_NAME))}
    latest = next((folder for folder in waiting if folder not in refused), waiting[0])
    for other in waiting:
        if other != latest:
            tell(f"Passed over: {refused[other]}" if other in refused else f"Also waiting: {other}")
    return latest
