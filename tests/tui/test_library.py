"""The library on the screen: what it tells, what is found, and that a text which is chosen is played."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.tui.driving import NARROW, USUAL, Ticks, until
from workshop.core.scenarios.scenario import ScenarioId
from workshop.ports import Leaving
from workshop.services.live import LiveBackstage
from workshop.services.shelf import read_shelf
from workshop.storage.library.scenarios import library_folder
from workshop.tui.app import WorkshopApp
from workshop.tui.messages import AtHome, AtLibrary, AtPreparing, AtSetup, Start
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.coverage import CoverageModal
from workshop.tui.modals.pick import PickModal
from workshop.tui.screens.home import HomeScreen
from workshop.tui.screens.library import LibraryScreen
from workshop.tui.screens.prepare import PrepareScreen
from workshop.tui.screens.setup import SetupScreen
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.prepared_row import PreparedRow
from workshop.tui.widgets.scenario_row import ScenarioRow

OWN = ScenarioId("own-01")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with one text of a team."""
    folder = tmp_path_factory.mktemp("cases")
    text = (library_folder() / "learn" / "learn-04.toml").read_text(encoding="utf-8")
    text = text.replace('id = "learn-04"', 'id = "own-01"').replace("Not covered, unless", "Our battery")
    (folder / "own-01.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def backstage(pack: Path, tmp_path: Path) -> LiveBackstage:
    return LiveBackstage(read_shelf([pack]), tmp_path / "sessions", address="192.0.2.7")


def an_app(backstage: LiveBackstage, start: Start) -> WorkshopApp:
    return WorkshopApp(backstage, start=start, seed=lambda: "seed", ticks=Ticks())


def in_sight(app: WorkshopApp) -> str:
    lists = [str(line.prompt) for lines in app.screen.query(OptionList) for line in lines.options]
    notices = [notice.text for notice in app.screen.query(Notice)]
    return "\n".join((*lists, *notices, *(str(plain.content) for plain in app.screen.query(Plain))))


async def shown(pilot: Pilot[Leaving], kind: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))


async def on_line(pilot: Pilot[Leaving], words: str) -> None:
    """Put the bar on the line that begins with these words."""
    lines = pilot.app.screen.query_one(OptionList)
    await until(pilot, lambda: bool(lines.options))
    lines.highlighted = next(
        at for at, line in enumerate(lines.options) if str(line.prompt).startswith(words)
    )


async def test_no_key_is_in_sight_until_it_is_asked_for_and_confirmed(backstage: LiveBackstage) -> None:
    app = an_app(backstage, AtHome())
    async with app.run_test(size=NARROW) as pilot:
        await shown(pilot, HomeScreen)
        await pilot.press("l")
        await shown(pilot, LibraryScreen)
        await on_line(pilot, OWN)
        await until(pilot, lambda: "Draft a reply" in in_sight(app))
        keys = ("Our battery", "wrong negation", "sound", "WHAT IS WRONG", "RECOMPUTE")
        assert "107 of 107 texts" in in_sight(app)
        assert [word for word in keys if word in in_sight(app)] == []
        await pilot.press("f")
        await shown(pilot, PickModal)
        assert "hard  23" in in_sight(app)
        assert [word for word in ("wrong negation", "sound  32", "REREAD") if word in in_sight(app)] == []
        await pilot.press("escape")
        await shown(pilot, LibraryScreen)
        await pilot.press("v")
        await shown(pilot, AskModal)
        await pilot.press("space")
        await shown(pilot, LibraryScreen)
        assert "Our battery" not in in_sight(app)
        await pilot.press("v")
        await shown(pilot, AskModal)
        await pilot.press("down", "enter")
        await until(pilot, lambda: "Our battery: wrong negation" in in_sight(app))
        assert "WHAT IS WRONG" in in_sight(app)


async def test_texts_are_found_by_what_they_are_and_counted(backstage: LiveBackstage, pack: Path) -> None:
    app = an_app(backstage, AtLibrary())

    async def find(words: str) -> None:
        await shown(pilot, LibraryScreen)
        await pilot.press("f")
        await shown(pilot, PickModal)
        await on_line(pilot, words)
        await pilot.press("space")
        await shown(pilot, LibraryScreen)

    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, LibraryScreen)
        await find("managers")
        await until(pilot, lambda: "12 of 107 texts   managers" in in_sight(app))
        await pilot.press("v")
        await shown(pilot, AskModal)
        await pilot.press("down", "enter")
        await find("RECOMPUTE")
        await until(pilot, lambda: "5 of 107 texts   managers, RECOMPUTE" in in_sight(app))
        await pilot.press("n")
        await shown(pilot, CoverageModal)
        assert "5 texts: managers, RECOMPUTE" in in_sight(app)
        await pilot.press("space")
        await shown(pilot, LibraryScreen)
        await pilot.press("v")  # what was found by a key is let go with the keys
        await until(pilot, lambda: "12 of 107 texts   managers" in in_sight(app))
        await find("managers")
        await find(pack.name)
        await until(pilot, lambda: f"1 of 107 texts   {pack.name}" in in_sight(app))


async def test_a_text_taken_in_the_library_opens_the_set_up_with_it_in_its_place(
    backstage: LiveBackstage,
) -> None:
    app = an_app(backstage, AtLibrary())
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, LibraryScreen)
        await on_line(pilot, OWN)
        await pilot.press("space")
        await shown(pilot, PickModal)
        await on_line(pilot, "Sixty minutes")
        await pilot.press("space")
        await until(pilot, lambda: "In which step" in in_sight(app))
        await on_line(pilot, "Step 10")
        await pilot.press("space")
        await shown(pilot, SetupScreen)
        await until(
            pilot, lambda: "own-01, chosen" in " ".join(row.words for row in app.screen.query(ScenarioRow))
        )
        assert [row.step for row in app.screen.query(ScenarioRow) if "own-01" in row.words] == [9]


async def test_in_the_set_up_a_text_is_chosen_from_the_library_and_stays_when_the_others_change(
    backstage: LiveBackstage,
) -> None:
    app = an_app(backstage, AtSetup(backstage.shelf.agendas["60-minutes"]))

    def rows() -> list[str]:
        return [row.words.partition("  ")[0] for row in app.screen.query(ScenarioRow)]

    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, SetupScreen)
        await until(pilot, lambda: len(rows()) == 3)
        others = rows()[1:]
        app.screen.query(ScenarioRow).first().focus()
        await pilot.press("c")
        await shown(pilot, LibraryScreen)
        await on_line(pilot, OWN)
        await pilot.press("space")
        await shown(pilot, SetupScreen)
        await until(pilot, lambda: rows() == ["own-01, chosen", *others])
        assert isinstance(app.focused, ScenarioRow)
        app.screen.query_one("#audience").focus()
        await pilot.press("space")
        await until(pilot, lambda: rows()[:1] == ["own-01, chosen"])
        # A second step cannot have it, and says so where it would be taken.
        app.screen.query(ScenarioRow).last().focus()
        await pilot.press("c")
        await shown(pilot, LibraryScreen)
        await on_line(pilot, OWN)
        await pilot.press("space")
        await until(pilot, lambda: "Step 3 plays it already" in in_sight(app))
        await pilot.press("escape")
        await shown(pilot, SetupScreen)
        app.screen.query(ScenarioRow).first().focus()
        await pilot.press("space")
        await until(pilot, lambda: "chosen" not in rows()[0])


async def test_what_is_chosen_while_preparing_is_led_on_the_day_without_naming_its_pack(
    backstage: LiveBackstage, pack: Path, tmp_path: Path
) -> None:
    app = an_app(backstage, AtPreparing(backstage.shelf.agendas["60-minutes"]))
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, PrepareScreen)
        await until(pilot, lambda: bool(app.screen.query(PreparedRow)))
        row = [row for row in app.screen.query(PreparedRow) if row.is_text][1]
        row.focus()
        await pilot.press("c")
        await shown(pilot, LibraryScreen)
        await on_line(pilot, OWN)
        await pilot.press("space")
        await shown(pilot, PrepareScreen)
        await until(pilot, lambda: "chosen" in row.words[1])
        app.screen.query_one("#depth").focus()
        await pilot.press("space")
        await until(pilot, lambda: "Those that you chose stay." in in_sight(app))
        app.screen.query_one("#title", Field).value = "Care"
        app.screen.query_one("#title", Field).focus()
        await pilot.press("enter")
        await shown(pilot, HomeScreen)
    anew = LiveBackstage(read_shelf(), tmp_path / "sessions", address="192.0.2.7")
    (file,) = anew.preparing.all().waiting
    assert file.prepared.packs == (str(pack),)
    chosen, troubles = anew.preparing.chosen(file)
    assert troubles == ()
    assert chosen.steps[row.index].scenario == OWN
    assert anew.scenario(OWN).title == "Our battery"
    # What is gone on the day is said, and something stands in its place.
    shutil.move(pack, pack.with_name("elsewhere"))
    try:
        gone = LiveBackstage(read_shelf(), tmp_path / "sessions", address="192.0.2.7").preparing.chosen(file)
    finally:
        shutil.move(pack.with_name("elsewhere"), pack)
    assert f"The pack {pack} is no folder here: its texts are not at hand." in gone[1]
    assert (
        "The text 'own-01', chosen for step 10, is gone. Another one stands in its place: look at it."
        in gone[1]
    )
