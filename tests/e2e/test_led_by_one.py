"""A session of eight is led from the lobby to sealed plans by the desk alone, and by the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.desk import measured


@pytest.mark.long
@pytest.mark.parametrize("desk", [True, False])
def test_one_leads_alone_to_sealed_plans_with_two_actions_that_nothing_is_said_against(
    tmp_path: Path, desk: bool
) -> None:
    cost = measured(tmp_path, desk=desk)
    assert cost.keystrokes
    assert (cost.taps > 10) is desk
