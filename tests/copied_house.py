"""A copy of the program to which something is added: what a new kind of step takes, and that it works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]


def add_to_copy(folder: Path, files: Mapping[str, str], lines: Iterable[tuple[str, tuple[str, str]]]) -> None:
    """Copy the program into a folder, with new files, and new lines in others, each after another one."""
    house = folder / "workshop"
    shutil.copytree(ROOT / "workshop", house, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in files.items():
        (house / name).write_text(text, "utf-8")
    for name, (before, line) in lines:
        table = (house / name).read_text("utf-8")
        assert table.count(before) == 1, f"{name}: {before}"
        (house / name).write_text(table.replace(before, before + line), "utf-8")


def run_in_copy(folder: Path, script: str) -> None:
    """Run a script that finds the copy, and the tests' own builders; it must succeed."""
    led = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert led.returncode == 0, led.stderr
