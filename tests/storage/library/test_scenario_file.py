"""A scenario that is written is read as the same one."""

from __future__ import annotations

from pathlib import Path

from tests.shipped import library
from workshop.storage.library.scenario_file import scenario_text
from workshop.storage.library.scenarios import load_scenario


def test_every_shipped_scenario_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    for scenario in library().scenarios.values():
        path.write_text(scenario_text(scenario), "utf-8")
        assert load_scenario(path) == scenario
