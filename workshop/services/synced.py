"""What is said of a sessions folder that a service copies, by `doctor` and before a session is set up."""

from __future__ import annotations

from pathlib import Path

from workshop.core.shell import quoted
from workshop.storage.synced import synced_by


def sync_trouble(sessions: Path) -> tuple[str, str] | None:
    """What is wrong with a sessions folder that is copied, and the way out; None where all is well."""
    service = synced_by(sessions)
    if service is None:
        return None
    outside = Path.home() / "workshop-sessions"
    return (
        f"The folder {sessions} is copied by {service}: it keeps journals that sealing does not reach.",
        f"Use one that is not copied: --sessions {quoted(outside)}. Sealed sessions can be moved back.",
    )
