"""How many files this process may open: two for every phone."""

from __future__ import annotations

import sys

FILES_A_PHONE = 2
RESERVE = 64
DESIGN_LIMIT = 5000
EVERYDAY_ROOM = 300


def raise_file_limit() -> int:
    """Ask for enough files for the largest room; returns how many phones there is room for."""
    if sys.platform == "win32":  # it has no such limit
        return DESIGN_LIMIT
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = DESIGN_LIMIT * FILES_A_PHONE + RESERVE
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return DESIGN_LIMIT if soft == resource.RLIM_INFINITY else (soft - RESERVE) // FILES_A_PHONE


def limit_notice() -> str | None:
    """A sentence where the file limit is too low for an everyday room, else None."""
    phones = raise_file_limit()
    if phones >= EVERYDAY_ROOM:
        return None
    return f"This account may open files for {phones} phones only: see `ulimit -n`."
