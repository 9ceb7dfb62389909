"""Finds the browser for tests that look at the phone page as a phone does."""

from __future__ import annotations

import os
import shutil

import pytest

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""For containers without a screen, and so that the browser talks to nobody but the endpoint."""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> str:
    """Where Chromium is; skips the test where there is none, and fails it in continuous integration."""
    named = os.environ.get("WORKSHOP_CHROMIUM")
    chromium = named or next((path for name in _NAMES if (path := shutil.which(name))), None)
    if chromium:
        return chromium
    advice = "No Chromium: `apt-get install chromium`, or set WORKSHOP_CHROMIUM to the path of one."
    if os.environ.get("CI") == "true":
        pytest.fail(advice)
    pytest.skip(advice)
