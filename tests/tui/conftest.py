"""What holds for all tests of the screens."""

import pytest
from textual.pilot import Pilot

from tests.patience import PATIENCE


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is answered in its time: Textual gives up after thirty seconds, which a busy machine takes."""
    monkeypatch.setattr(Pilot._wait_for_screen, "__defaults__", (PATIENCE,))
