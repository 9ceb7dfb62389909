"""What holds for all tests of panels."""

from __future__ import annotations

import pytest

from tests.tui.at_rest import at_rest


@pytest.fixture(autouse=True)
def _no_longer_than_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys and pauses wait until the panel is at rest."""
    monkeypatch.setattr("textual.app.wait_for_idle", at_rest)
    monkeypatch.setattr("textual.pilot.wait_for_idle", at_rest)
