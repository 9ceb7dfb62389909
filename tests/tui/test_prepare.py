"""Preparing a session: what is typed is kept, what cannot be meant is said, and the home screen offers it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.builders import DAY, LEARN
from tests.tui.driving import Ticks, until
from tests.tui.fakes import FULL, SHORT, SPARE, FakeBackstage
from workshop.core.agenda.card import OUTCOME
from workshop.core.agenda.prepared import Prepared
from workshop.core.words import LONGEST_SENTENCE
from workshop.ports import Leaving
from workshop.tui.app import WorkshopApp
from workshop.tui.live.screen import LiveScreen
from workshop.tui.messages import AtHome, AtPrepared, AtPreparing, AtSetup
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.look import LookModal
from workshop.tui.modals.swap import SwapModal
from workshop.tui.modals.write import WriteModal
from workshop.tui.screens.home import HomeScreen
from workshop.tui.screens.prepare import PrepareScreen
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.prepared_row import PreparedRow
from workshop.tui.widgets.sheet import Sheet


def an_app(backstage: FakeBackstage, start: AtPreparing | AtPrepared | AtSetup | AtHome) -> WorkshopApp:
    return WorkshopApp(backstage, start=start, seed=lambda: "seed", ticks=Ticks())


def kept(backstage: FakeBackstage) -> list[Prepared]:
    return [file.prepared for file in backstage.preparing.all().waiting]


def said(app: WorkshopApp) -> str:
    return app.screen.query_one(Notice).text


async def preparing(pilot: Pilot[Leaving]) -> PrepareScreen:
    await until(pilot, lambda: isinstance(pilot.app.screen, PrepareScreen))
    screen = pilot.app.screen
    assert isinstance(screen, PrepareScreen)
    await until(pilot, lambda: bool(screen.query(PreparedRow)))
    return screen


def fill(screen: PrepareScreen, **typed: str) -> None:
    for name, text in typed.items():
        screen.query_one(f"#{name}", Field).value = text


async def test_what_is_typed_is_kept_and_home_offers_it_under_its_day(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    app = an_app(backstage, AtPreparing(SHORT))
    async with app.run_test() as pilot:
        screen = await preparing(pilot)
        fill(screen, title="Care", day="+1", begins="9", team="Claims", place="Room 2", k="4")
        screen.query_one("#who-comes", Field).value = "8 agents, 2 team leads"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        (prepared,) = kept(backstage)
        assert (prepared.title, prepared.team, prepared.k) == ("Care", "Claims", 4)
        assert (prepared.date, prepared.starts) == (DAY + dt.timedelta(1), dt.time(9))
        assert (prepared.place, prepared.who_comes) == ("Room 2", "8 agents, 2 team leads")
        assert prepared.scenarios == (LEARN,)
        assert isinstance(app.screen, HomeScreen)
        assert app.screen.board.headline == "Tomorrow 09:00"
        assert app.screen.board.hero[0].words.startswith(
            "Care\nClaims · Room 2 · A first look · learn-01 · smallest group 4"
        )


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"title": " "}, "title", "Give it a title"),
        ({"day": "someday"}, "day", "This is no date."),
        ({"day": "2020-01-01"}, "day", "That day is past: today is "),
        ({"begins": "25:00"}, "begins", "This is no time of day."),
        ({"begins": "soon"}, "begins", "This is no time of day."),
        ({"k": "1"}, "k", "The smallest group is a number from 3"),
    ],
)
async def test_what_cannot_be_meant_is_said_where_it_stands_and_nothing_is_lost(
    tmp_path: Path, typed: dict[str, str], field: str, sentence: str
) -> None:
    backstage = FakeBackstage(tmp_path)
    app = an_app(backstage, AtPreparing(SHORT))
    async with app.run_test() as pilot:
        screen = await preparing(pilot)
        fill(screen, sponsor="Head of care")
        fill(screen, **typed)
        await pilot.press("enter")
        await until(pilot, lambda: said(app).startswith(sentence))
        assert app.screen is screen
        assert screen.focused is screen.query_one(f"#{field}")
        assert screen.query_one("#sponsor", Field).value == "Head of care"
        assert not kept(backstage)


@pytest.mark.parametrize("start", [AtSetup(SHORT), AtPreparing(SHORT)], ids=["set up", "prepare"])
async def test_a_purpose_is_as_long_everywhere(tmp_path: Path, start: AtSetup | AtPreparing) -> None:
    backstage = FakeBackstage(tmp_path)
    app = an_app(backstage, start)
    async with app.run_test() as pilot:
        await until(pilot, lambda: bool(app.screen.query("#purpose")))
        longest = {
            name: app.screen.query_one(f"#{name}", Field).max_length for name in ("purpose", "outcome")
        }
        assert longest == {"purpose": LONGEST_SENTENCE, "outcome": LONGEST_SENTENCE}
    full = Prepared(
        "", "Care", SHORT.id, "seed", purpose="p" * LONGEST_SENTENCE, outcome="o" * LONGEST_SENTENCE
    )
    assert backstage.preparing.keep(full).prepared.purpose == full.purpose


@pytest.mark.long
async def test_a_text_is_taken_from_a_list_looked_at_and_noted(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    app = an_app(backstage, AtPreparing(SHORT))
    async with app.run_test() as pilot:
        screen = await preparing(pilot)
        row = next(row for row in screen.query(PreparedRow) if row.is_text)
        row.focus()
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, LookModal))
        await pilot.press("space")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("space")
        await until(pilot, lambda: isinstance(app.screen, AskModal))
        listed = [str(one.prompt) for one in app.screen.query_one(OptionList).options if not one.disabled]
        assert any(line.startswith("The invented study: ") for line in listed)
        for downs, title in (((), backstage.scenario(LEARN).title), (("down",), "The invented study")):
            await pilot.press(*downs, "v")
            await until(pilot, lambda: isinstance(app.screen, LookModal))
            assert str(app.screen.query(".head").first().render()) == title
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, SwapModal))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("o")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press(*"slowly", "enter")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("enter")
        await until(pilot, lambda: bool(kept(backstage)))
        (prepared,) = kept(backstage)
        assert prepared.scenarios == (SPARE,)
        assert prepared.notes == {row.index + 1: "slowly"}


@pytest.mark.parametrize(("begins", "is_said"), [("", True), ("9:30", False)])
async def test_without_a_time_it_is_kept_and_said_that_the_invitation_names_none(
    tmp_path: Path, begins: str, is_said: bool
) -> None:
    app = an_app(FakeBackstage(tmp_path), AtPreparing(SHORT))
    async with app.run_test() as pilot:
        screen = await preparing(pilot)
        assert screen.query_one("#begins", Field).placeholder == "such as 9:00"
        fill(screen, begins=begins)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        home = app.screen
        assert isinstance(home, HomeScreen)
        notice = home.query_one("#notice", Notice)
        await until(pilot, lambda: notice.text.startswith("Kept in"))
        assert home.page.marked == "next-lead", "who has prepared goes on with it"
        assert notice.text.endswith("No time yet: the invitation names none.") == is_said


@pytest.mark.long
async def test_arrows_walk_the_hour_with_the_bar_in_sight_and_a_key_means_the_step_that_is_seen(
    tmp_path: Path,
) -> None:
    app = an_app(FakeBackstage(tmp_path), AtPreparing(FULL))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await preparing(pilot)
        rows = list(screen.query(PreparedRow))
        sheet = screen.query_one(Sheet)

        def in_sight(row: PreparedRow) -> bool:
            return bool(row.region) and sheet.region.contains_region(row.region)

        def is_at(row: PreparedRow) -> bool:
            return screen.focused is row and in_sight(row)

        assert "3 min  Mistakes are the material" in str(rows[0].render())
        rows[0].focus()
        for row in rows[1:]:
            await pilot.press("down")
            await until(pilot, partial(is_at, row))
        await pilot.press("down", "up")
        await until(pilot, lambda: screen.focused is rows[-2])
        await pilot.press("home", "up")
        await until(pilot, partial(is_at, rows[0]))
        await pilot.press("pagedown", "end")
        await until(pilot, partial(is_at, rows[-1]))
        sheet.scroll_home(animate=False)
        await until(pilot, lambda: not in_sight(rows[-1]))
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, WriteModal))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen and in_sight(rows[-1]))


async def test_leaving_asks_where_something_would_be_lost_and_only_there(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    app = an_app(backstage, AtPreparing(SHORT))
    async with app.run_test() as pilot:
        screen = await preparing(pilot)
        fill(screen, team="Claims")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, AskModal))
        await pilot.press("space")
        await until(pilot, lambda: app.screen is screen)
        fill(screen, team="")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert not kept(backstage)


async def wish(pilot: Pilot[Leaving], downs: int) -> None:
    """Choose an answer about what is prepared next."""
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    await pilot.press("home", "right", "right", "right", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, AskModal))
    await pilot.press(*["down"] * downs, "enter")


@pytest.mark.long
async def test_from_home_it_is_led_rehearsed_changed_duplicated_and_thrown_away(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    made = backstage.preparing.keep(
        Prepared("", "Care", SHORT.id, "seed", team="Claims", purpose="p", outcome="o", scenarios=(LEARN,))
    )
    app = an_app(backstage, AtHome())
    async with app.run_test() as pilot:
        await wish(pilot, 2)
        await preparing(pilot)
        await pilot.press("escape", "escape")
        await wish(pilot, 4)
        await until(pilot, lambda: "For which team?" in str(app.screen.query("#question").first().render()))
        await pilot.press(*"Sales", "enter")
        screen = await preparing(pilot)
        assert screen.query_one("#team", Field).value == "Sales"
        await pilot.press("escape", "escape")
        assert [(one.team, one.series) for one in kept(backstage)] == [("Claims", "Care"), ("Sales", "Care")]
        await wish(pilot, 5)
        await until(pilot, lambda: "Throw it away?" in str(app.screen.query("#question").first().render()))
        await pilot.press("down", "enter")
        await until(pilot, lambda: [one.team for one in kept(backstage)] == ["Sales"])
        assert not made.path.exists()
        await wish(pilot, 0)
        await until(pilot, lambda: isinstance(app.screen, LiveScreen))
        assert backstage.began is not None
        assert backstage.began.title == "Care: Sales"
        await backstage.leave()


async def test_a_rehearsal_leaves_the_screens_with_its_file(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    made = backstage.preparing.keep(Prepared("", "Care", SHORT.id, "seed", scenarios=(LEARN,)))
    app = an_app(backstage, AtHome())
    async with app.run_test() as pilot:
        await wish(pilot, 1)
        await until(pilot, lambda: app.rehearsed is not None)
    assert app.rehearsed == made.path


async def test_its_papers_are_written_from_home_which_says_where(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    made = backstage.preparing.keep(Prepared("", "Care", SHORT.id, "seed", scenarios=(LEARN,)))
    app = an_app(backstage, AtHome())
    async with app.run_test() as pilot:
        await wish(pilot, 3)
        folder = tmp_path / "papers" / made.path.stem
        await until(pilot, lambda: str(folder) in app.screen.query_one("#notice", Notice).text)
        papers = ("run-sheet", "invitation", "pre-read", "pocket-card")
        names = {f"{name}.{end}" for name in papers for end in ("md", "html")}
        assert {path.name for path in folder.iterdir()} == names


async def test_what_is_not_as_it_was_prepared_is_asked_about_before_the_room_comes(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    gone = Prepared("", "Care", SHORT.id, "seed", scenarios=(LEARN, SPARE))
    file = backstage.preparing.keep(gone)
    app = an_app(backstage, AtPrepared(file))
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, AskModal))
        assert isinstance(app.screen, AskModal)
        assert "plays 1 texts by now, and 2 were prepared" in app.screen.detail
        await pilot.press("space")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert backstage.began is None


async def test_where_nobody_said_what_should_change_it_is_asked_once_before_the_lobby(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    made = Prepared("", "Care", SHORT.id, "seed", scenarios=(LEARN,), purpose="Time for hard cases.")
    app = an_app(backstage, AtPrepared(backstage.preparing.keep(made)))
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, AskModal))
        assert backstage.began is None
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LiveScreen))
        assert backstage.began is not None
        assert backstage.began.unsaid == (OUTCOME,)
        await backstage.leave()
