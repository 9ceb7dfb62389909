"""What the program ships, read once for all tests of a worker."""

from __future__ import annotations

from functools import cache

from workshop.services.shelf import Shelf, read_shelf
from workshop.storage.library.scenarios import Library, library_folder, load_library


@cache
def library() -> Library:
    """The shipped scenarios."""
    return load_library(library_folder())


@cache
def shelf() -> Shelf:
    """The shipped scenarios, agendas and incidents."""
    return read_shelf()
