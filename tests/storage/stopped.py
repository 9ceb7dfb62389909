"""Stops a program at a chosen step to the disk, or lets the disk refuse from there on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

STEPS = ("open", "write", "fsync", "replace", "rename", "unlink", "truncate", "ftruncate", "mkdir", "rmdir")
"""What changes the disk, or waits for it; SQLite's own steps are not among them."""

OTHERS = ("/usr/", "/lib/", "/dev/", "/proc/")


class Stopped(BaseException):
    """The program ends here."""


@contextmanager
def stopped(
    patch: pytest.MonkeyPatch, at: int, *, how: Callable[[str], BaseException], once: bool = False
) -> Iterator[list[str]]:
    """The steps taken so far; from number `at` on none is taken any more, or only that one not."""
    taken: list[str] = []

    def wrapped(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def do(*args: Any, **kwargs: Any) -> Any:
            if name == "open" and not (isinstance(args[1], int) and args[1] & (os.O_WRONLY | os.O_RDWR)):
                return step(*args, **kwargs)
            taken.append(f"{name} {args[0] if isinstance(args[0], str | Path) else ''}")
            if len(taken) - 1 == at or (len(taken) - 1 > at and not once):
                raise how(name)
            return step(*args, **kwargs)

        return do

    with patch.context() as inner:
        for name in STEPS:
            inner.setattr(os, name, wrapped(name, getattr(os, name)))
        yield taken
