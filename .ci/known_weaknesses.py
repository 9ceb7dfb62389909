"""Says which versions in `requirements.lock` have a known weakness. Whatever it finds, it fails no run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
PATIENCE = 120
"""Seconds for all answers together."""


def asked() -> tuple[str, str]:
    """What pip-audit found, as JSON, and what it complained about."""
    words = ("--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json")
    command = [sys.executable, "-m", "pip_audit", *words, "--requirement", str(LOCK)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return "", f"no answer within {PATIENCE} seconds"
    return done.stdout, done.stderr


def report(found: str, complaint: str) -> list[str]:
    """The lines to print. A package of which the database knows nothing was not found to be safe."""
    try:
        packages = json.loads(found)["dependencies"]
    except (ValueError, LookupError):
        why = (complaint.strip().splitlines() or ["no reason given"])[-1]
        return [f"Known weaknesses: nothing was looked up, no database could be reached ({why})."]
    weak = [(one, weakness) for one in packages for weakness in one.get("vulns", ())]
    lines = [
        f"Known weakness: {one['name']} {one['version']}: {weakness['id']}, "
        f"mended in {', '.join(weakness.get('fix_versions', ())) or 'no version yet'}."
        for one, weakness in weak
    ]
    unknown = sum("skip_reason" in one for one in packages)
    looked_up = len(packages) - unknown
    if not looked_up:
        return [f"Known weaknesses: no database answered for any of {unknown} packages; nothing is known."]
    lines.append(f"Known weaknesses: {len(weak)} in the {looked_up} packages that were looked up.")
    if unknown:
        lines.append(f"Not looked up: {unknown} packages, of which the database says nothing.")
    return lines


if __name__ == "__main__":
    print("\n".join(report(*asked())))  # noqa: T201 a script speaks
