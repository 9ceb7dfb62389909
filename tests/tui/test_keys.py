"""A key is declared once: what is declared exists, and bindings, footers, help and guide say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding

from tests.tui.driving import live_stand
from workshop.core.live.session import Stage
from workshop.tui.app import WorkshopApp
from workshop.tui.key import EVERYWHERE, HOME, Key, bindings
from workshop.tui.keys import AGENDA, LIVE, OF_PANELS, PLANS, SERIES, SETUP
from workshop.tui.live.parts.base import Panel
from workshop.tui.live.screen import LiveScreen
from workshop.tui.live.steps.actions import ActionsPanel
from workshop.tui.live.steps.card import CardPanel
from workshop.tui.live.steps.review import ReviewPanel
from workshop.tui.modals.help import HelpModal
from workshop.tui.screens.agenda import AgendaScreen
from workshop.tui.screens.home import HomeScreen
from workshop.tui.screens.plans import PlansScreen
from workshop.tui.screens.series import SeriesScreen
from workshop.tui.screens.setup import SetupScreen
from workshop.tui.widgets.plain import Plain

TABLES = {
    LiveScreen: LIVE,
    HomeScreen: HOME,
    SetupScreen: SETUP,
    PlansScreen: PLANS,
    SeriesScreen: SERIES,
    AgendaScreen: AGENDA,
}
PLACES = [*((keys, place) for place, keys in TABLES.items()), (EVERYWHERE, WorkshopApp)]
SCROLLING = {"up", "down", "left", "right", "pageup", "pagedown", "home", "tab", "shift+tab", "escape"}
"""What moves the focus or a text belongs to no table: it does the same everywhere."""
GUIDE = Path(__file__).parents[2] / "docs" / "facilitator.md"


def all_panels(of: type[Panel[Any]] = Panel) -> set[type[Panel[Any]]]:
    return {of}.union(*map(all_panels, of.__subclasses__()))


def names(keys: Iterable[Key]) -> set[str]:
    return {name for key in keys for name in key.keys.split(",")}


def method_of(key: Key) -> str:
    return f"action_{key.action.partition('(')[0]}"


def bound(place: type[Panel[Any]] | type[LiveScreen]) -> set[str]:
    return {
        name
        for one in place.__dict__.get("BINDINGS", ())
        for name in (one.key if isinstance(one, Binding) else one[0]).split(",")
    }


@pytest.mark.parametrize(("keys", "place"), PLACES)
def test_every_key_has_its_action(keys: tuple[Key, ...], place: type) -> None:
    assert [key.action for key in keys if not hasattr(place, method_of(key))] == []


@pytest.mark.parametrize("keys", TABLES.values())
def test_no_key_means_two_things_on_a_screen(keys: tuple[Key, ...]) -> None:
    named = [name for key in (*keys, *EVERYWHERE) for name in key.keys.split(",")]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("keys", [*TABLES.values(), OF_PANELS, EVERYWHERE])
def test_every_key_has_words_for_help_and_palette(keys: tuple[Key, ...]) -> None:
    assert all(key.title and key.help and key.shown for key in keys)
    assert len(bindings(keys)) == sum(len(key.keys.split(",")) for key in keys)


@pytest.mark.parametrize("panel", sorted(all_panels(), key=str))
def test_a_panel_binds_what_the_table_says_of_it_and_nothing_else(panel: type[Panel[Any]]) -> None:
    own = set().union(*(bound(one) for one in panel.__mro__ if issubclass(one, Panel)))
    assert own - SCROLLING == names(panel.KEYS) - SCROLLING - {"f"}
    assert {key.action for key in panel.KEYS} <= {key.action for key in (*OF_PANELS, *LIVE)}
    for key in panel.KEYS:
        assert hasattr(panel, method_of(key)) or hasattr(LiveScreen, method_of(key)), key


@pytest.mark.long
@pytest.mark.parametrize(
    "stage", [Stage.LOBBY, Stage.READ, Stage.VOTE_1, Stage.REVEAL, Stage.ACTIONS, Stage.CLOSE]
)
async def test_what_a_footer_names_is_in_the_table(tmp_path: Path, stage: Stage) -> None:
    known = {key.shown for key in (*LIVE, *OF_PANELS, *EVERYWHERE)}
    async with live_stand(tmp_path, stage=stage) as at:
        for shown, _ in at.footer.keys:
            assert shown in known or shown == "1", shown


async def test_the_help_lists_every_key_that_can_be_met(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        await at.press("question_mark")
        assert isinstance(at.app.screen, HelpModal)
        words = [str(one.content) for one in at.app.screen.query(Plain)]
        for key in (*LIVE, *OF_PANELS, *EVERYWHERE):
            assert key.shown in words
            assert key.help in words


def test_the_guide_names_the_same_keys() -> None:
    table = GUIDE.read_text("utf-8").partition("| key | does |")[2].partition("\n\n")[0]
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    named = {one for row in rows for one in re.findall(r"`([^`]+)`", row)}
    ours = {one for key in (*LIVE, *OF_PANELS, *EVERYWHERE) for one in parts(key.shown)}
    assert named - {"PgDn", "PgUp"} == ours - {"Space"}


def parts(shown: str) -> list[str]:
    return [shown] if len(shown) == 1 else re.split("[/]", shown)


def test_what_panels_share_with_the_screen_is_meant() -> None:
    """A panel may take a key of the screen only where it means the same: a step back, a page."""
    taken = {panel: names(panel.KEYS) & names(LIVE) for panel in all_panels()}
    taken = {panel: keys for panel, keys in taken.items() if keys - {"f"}}
    assert taken == {ReviewPanel: {"b", "left"}}
    assert not names(ActionsPanel.KEYS) & names(LIVE)
    assert not names(CardPanel.KEYS) & names(LIVE)
