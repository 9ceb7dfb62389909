"""A key is declared once: what is declared exists, and nothing is declared twice."""

from __future__ import annotations

import pytest

from workshop.tui.app import WorkshopApp
from workshop.tui.keys import EVERYWHERE, HOME, LIVE, SETUP, Key, bindings
from workshop.tui.screens.home import HomeScreen
from workshop.tui.screens.live import LiveScreen
from workshop.tui.screens.setup import SetupScreen

PLACES = [(LIVE, LiveScreen), (HOME, HomeScreen), (SETUP, SetupScreen), (EVERYWHERE, WorkshopApp)]


@pytest.mark.parametrize(("keys", "place"), PLACES)
def test_every_key_has_its_action(keys: tuple[Key, ...], place: type) -> None:
    assert [key.action for key in keys if not hasattr(place, f"action_{key.action}")] == []


@pytest.mark.parametrize("keys", [LIVE, HOME, SETUP])
def test_no_key_means_two_things_on_a_screen(keys: tuple[Key, ...]) -> None:
    names = [name for key in (*keys, *EVERYWHERE) for name in key.keys.split(",")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("keys", [LIVE, HOME, SETUP, EVERYWHERE])
def test_every_key_has_words_for_help_and_palette(keys: tuple[Key, ...]) -> None:
    assert all(key.title and key.help and key.shown for key in keys)
    assert len(bindings(keys)) == len(keys)
