"""Writes what others asked for: reports and exports, wherever they want them."""

from __future__ import annotations

from pathlib import Path

from workshop.services.errors import CannotWrite
from workshop.storage.disk import write_whole


def write_out(path: Path, made: bytes) -> None:
    """Write the file, but never over a TOML file: those are where the plans come from.

    Raises:
        CannotWrite: it is one, or the disk says no.
    """
    if path.suffix == ".toml":
        raise CannotWrite(f"{path} would take the place of a plan. Choose another name (--out).")
    try:
        # A person named the folder: it may be a link, as a desktop or a temporary folder is.
        write_whole(path.parent.resolve() / path.name, made)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(f"{path} cannot be written: {reason}.") from error
