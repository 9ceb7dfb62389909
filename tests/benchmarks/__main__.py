"""Run the measures: all, or those named on the command line."""

from __future__ import annotations

import asyncio
import importlib
import sys

MEASURES = ("votes", "page", "startup", "repaint", "memory", "plans")


def main() -> None:
    """Print the lines of each measure."""
    for name in sys.argv[1:] or MEASURES:
        measure = importlib.import_module(f"tests.benchmarks.{name}").measure
        for line in asyncio.run(measure()):
            sys.stdout.write(f"{name:8} {line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
