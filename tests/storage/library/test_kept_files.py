"""Scenarios and agendas that people wrote are read by later versions to the values they always had.

`tests/data/library` holds a file of each sort with every field, and beside it what was read then.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from workshop.core.agenda.card import Card
from workshop.core.agenda.pulse import PULSES, Pulse
from workshop.storage.library.agendas import load_agenda
from workshop.storage.library.scenarios import load_scenario

KEPT = Path(__file__).parents[2] / "data" / "library"


def plain(value: object) -> object:
    """A value as JSON has it; a card or a pulse that an agenda only names is its name."""
    if isinstance(value, Card) or (isinstance(value, Pulse) and value.id in PULSES):
        return value.id
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return [plain(entry) for entry in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize("load", [load_scenario, load_agenda])
def test_a_kept_file_is_read_to_the_values_it_always_had(load: Callable[[Path], object]) -> None:
    name = "own-" + load.__name__.removeprefix("load_")
    values = json.loads((KEPT / f"{name}.json").read_text("utf-8"))
    assert json.loads(json.dumps(plain(load(KEPT / f"{name}.toml")))) == values
