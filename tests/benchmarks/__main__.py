"""Run the measures: all, or those named on the command line.

What follows the name of the hall, of timing or of the hostile phone goes to it, such as
`phones=500 rows=acks short`.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import sys
import tempfile

MEASURES = (
    "votes",
    "noise",
    "page",
    "startup",
    "home",
    "repaint",
    "memory",
    "plans",
    "hall",
    "timing",
    "hostile",
    "texts",
    "desk",
    "instrument",
    "own_case",
)
TAKE_OPTIONS = ("hall", "timing", "hostile")


def main() -> None:
    """Print the lines of each measure; the keys of its sessions lie where nobody's own do."""
    with tempfile.TemporaryDirectory() as state:
        os.environ["XDG_STATE_HOME"] = state
        _print_lines()


def _print_lines() -> None:
    named = [word for word in sys.argv[1:] if word in MEASURES]
    options = [word for word in sys.argv[1:] if word not in MEASURES]
    for name in named or MEASURES:
        measure = importlib.import_module(f"tests.benchmarks.{name}").measure
        for line in asyncio.run(measure(*options) if name in TAKE_OPTIONS else measure()):
            sys.stdout.write(f"{name:8} {line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
