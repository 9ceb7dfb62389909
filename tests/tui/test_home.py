"""The first screen: what is offered, in which order, and what is said when it cannot be."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable

from tests.builders import DAY, LEARN, a_look_back, a_room, an_opening, lead_to
from tests.tui.driving import NARROW, USUAL, Ticks, until
from tests.tui.fakes import SHORT, FakeBackstage, saved_session
from workshop.core.live.session import Stage
from workshop.core.plans.path import PATH, PathStop, Stand
from workshop.core.series.series import series_of
from workshop.ports import BackstageError, DueLookBack, DueOfSession, Earlier, Leaving, SavedSession
from workshop.storage.journal import JournalError
from workshop.storage.key_file import keys_folder
from workshop.storage.names import JOURNAL_NAME, RECORD_NAME
from workshop.tui.app import WorkshopApp
from workshop.tui.live.screen import LiveScreen
from workshop.tui.messages import AtResume
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.pick import PickModal
from workshop.tui.screens.home import HomeScreen
from workshop.tui.screens.home_spots import Block, Spot, spots_of
from workshop.tui.screens.plans import PlansScreen
from workshop.tui.screens.prepare import PrepareScreen
from workshop.tui.screens.series import SeriesScreen
from workshop.tui.screens.setup import SetupScreen
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain

HELD = """
schema_version = 1
[session]
id = "2025-11-04-finance"
title = "Finance"
date = 2025-11-04
sponsor = "Head of finance"
agenda = "short"
scenarios = ["learn-01"]
sealed = 2025-11-04
"""
"""The record of a session that was held."""

EXAMPLE = Path(__file__).parents[1] / "data" / "example-plan.toml"


def home(app: WorkshopApp) -> HomeScreen:
    assert isinstance(app.screen, HomeScreen)
    return app.screen


def spots(app: WorkshopApp) -> list[Spot]:
    return spots_of(home(app).page.bands)


def entries(app: WorkshopApp) -> list[str]:
    return [f"{spot.words}  {spot.beside}".strip() for spot in spots(app)]


def said(app: WorkshopApp) -> str:
    return app.screen.query_one("#notice", Notice).text


def blocks(app: WorkshopApp) -> list[Block]:
    return [block for band in home(app).page.bands for block in band]


def picture(app: WorkshopApp) -> str:
    screen = home(app)
    return "\n".join(
        "".join(segment.text for segment in screen.page.render_line(row))
        for row in range(screen.page.size.height)
    )


async def at_spot(pilot: Pilot[Leaving], id_: str, key: str = "enter") -> None:
    """Go to a spot with the arrows and press a key."""
    assert isinstance(pilot.app, WorkshopApp)
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, HomeScreen) and id_ in [one.id for one in spots(app)])
    await pilot.press("home")
    while home(app).page.marked != id_:
        await pilot.press("tab")
    await pilot.press(key)


async def on_live(pilot: Pilot[Leaving]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, LiveScreen))


AGENDAS = ["A first look  25 min", "All four phases  96 min"]


async def test_an_interrupted_session_is_marked_first_where_nothing_is_prepared(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.sessions = [
        saved_session("Finance team", open=False),
        saved_session("Sales kickoff", open=True),
    ]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await until(pilot, lambda: "Finance team  4 Nov 2025" in entries(app))
        assert entries(app) == [
            "Go on",
            "Save and end",
            "Throw away",
            *AGENDAS,
            "An agenda of my own ...",
            "A case of my own ...  paste, mark",
            "First steps",
            "Plans of all teams",
            "Finance team  4 Nov 2025",
        ]
        assert home(app).page.marked == "left-go"
        assert "Interrupted: Sales kickoff, " in picture(app)


async def test_a_session_that_runs_elsewhere_is_not_the_first_choice(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.sessions = [saved_session("Sales kickoff", open=True, elsewhere=True)]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test():
        assert home(app).page.marked == "agenda-0"
        assert [block.head for block in blocks(app)][1] == "RUNNING ELSEWHERE"
        (elsewhere,) = [spot for spot in spots(app) if spot.words == "Sales kickoff"]
        assert elsewhere.hint == "another window of this program leads it, 4 November 2025"
        assert "nterrupted" not in picture(app)


async def test_an_agenda_opens_its_set_up(tmp_path: Path) -> None:
    app = WorkshopApp(FakeBackstage(tmp_path), ticks=Ticks())
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))


async def test_a_sealed_session_opens_its_plans_and_leads_back(tmp_path: Path) -> None:
    folder = tmp_path / "2025-11-04-finance-team"
    folder.mkdir()
    (folder / "2-lead-role.toml").write_bytes(EXAMPLE.read_bytes())
    backstage = FakeBackstage(tmp_path)
    backstage.sessions = [SavedSession(folder, "Finance team", DAY, open=False)]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await at_spot(pilot, "kept-0")
        await until(pilot, lambda: isinstance(app.screen, AskModal))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PlansScreen))
        await until(pilot, lambda: app.screen.query_one(DataTable).row_count > 0)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_a_series_is_shown_and_leads_back(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.told = [series_of("care", [], DAY)]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await at_spot(pilot, "series-0")
        await until(pilot, lambda: isinstance(app.screen, SeriesScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_a_look_back_that_is_due_is_set_up_with_its_earlier_session(
    tmp_path: Path,
) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.look_backs = [DueLookBack(SHORT, a_look_back(purpose="More time for the hard cases."))]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await at_spot(pilot, "due-0")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        assert app.screen.query_one("#purpose", Field).value == "More time for the hard cases."
        await pilot.press("enter", "enter")
        await on_live(pilot)
        assert backstage.began is not None
        assert backstage.began.look_back == backstage.look_backs[0].look_back
        await backstage.leave()


async def test_the_next_session_of_a_path_stands_with_its_date(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    stop = PathStop(PATH[2], Stand.COMING, dt.date(2026, 12, 2))
    backstage.look_backs = [DueLookBack(SHORT, a_look_back(), stop)]
    app = WorkshopApp(backstage)
    async with app.run_test() as pilot:
        await until(pilot, lambda: "LEAD by role: AI in customer care  2 December 2026" in entries(app))
        (spot,) = [spot for spot in spots(app) if spot.id == "due-0"]
        assert spot.hint.startswith("Next on the path of twelve weeks, on 2 December 2026: ")


async def test_a_date_of_a_whole_session_opens_its_plans(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    day = dt.date(2026, 12, 2)
    backstage.dates = [DueOfSession(tmp_path, "AI in customer care", day, "next session", late=False)]
    app = WorkshopApp(backstage)
    async with app.run_test() as pilot:
        await until(pilot, lambda: "AI in customer care  2 December 2026" in entries(app))
        (date,) = [spot for spot in spots(app) if spot.id == "date-0"]
        assert date.hint == "next session, due 2 December 2026"
        await at_spot(pilot, "date-0")
        await until(pilot, lambda: isinstance(app.screen, PlansScreen))


class SlowBackstage(FakeBackstage):
    """Reads the files of many sessions only when the test lets it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        many = [saved_session(f"Session {number}", open=False) for number in range(MANY)]
        self.sessions = [saved_session("Sales kickoff", open=True), *many]
        self.may_read = threading.Event()

    def earlier(self) -> Earlier:
        """Wait for the test."""
        self.may_read.wait()
        self._fail()
        return super().earlier()


MANY = 31


@asynccontextmanager
async def at_home(
    backstage: SlowBackstage, size: tuple[int, int] = NARROW
) -> AsyncIterator[tuple[WorkshopApp, Pilot[Leaving]]]:
    """The home screen; the thread that reads ends with the test, also with one that fails."""
    app = WorkshopApp(backstage, ticks=Ticks())
    try:
        async with app.run_test(size=size) as pilot:
            yield app, pilot
    finally:
        backstage.may_read.set()


@pytest.mark.parametrize("due", [0, 1, 2, 50])
@pytest.mark.parametrize("size", [NARROW, USUAL])
async def test_what_is_due_comes_later_and_moves_nothing(
    tmp_path: Path, due: int, size: tuple[int, int]
) -> None:
    slow = SlowBackstage(tmp_path)
    slow.dates = [
        DueOfSession(slow.folder, f"Due {number}", DAY, "next session", late=False) for number in range(due)
    ]
    async with at_home(slow, size) as (app, pilot):
        assert "Looking for what is due" in picture(app)
        await pilot.press("home", "down", "down")
        before, marked = picture(app).partition("FOLLOW UP")[0], home(app).page.marked
        slow.may_read.set()
        await until(pilot, lambda: "Plans of all teams" in entries(app))
        assert home(app).page.marked == marked
        assert picture(app).startswith(before)
        assert "Looking" not in picture(app)
        assert ("Nothing is due." in picture(app)) is (due == 0)
        assert ("All that is due ...  50" in entries(app)) is (due == 50)
        assert f"All {MANY} ...  {MANY}" in entries(app)


@pytest.mark.long
async def test_one_of_all_that_was_led_is_chosen_from_a_list(tmp_path: Path) -> None:
    slow = SlowBackstage(tmp_path)
    slow.may_read.set()
    async with at_home(slow) as (app, pilot):
        await at_spot(pilot, "again-all")
        await until(pilot, lambda: isinstance(app.screen, PickModal))
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(app.screen, AskModal))
        assert f"Session {MANY - 1}" in str(app.screen.query_one("#question", Plain).content)


async def test_a_key_is_answered_while_the_sessions_are_read(tmp_path: Path) -> None:
    slow = SlowBackstage(tmp_path)
    async with at_home(slow) as (app, pilot):
        await at_spot(pilot, "agenda-0")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        slow.may_read.set()
        await pilot.press("escape", "escape")
        await until(
            pilot, lambda: isinstance(app.screen, HomeScreen) and "kept-0" in [s.id for s in spots(app)]
        )


async def test_many_sessions_that_cannot_be_read_are_not_called_nothing(tmp_path: Path) -> None:
    slow = SlowBackstage(tmp_path)
    async with at_home(slow) as (app, pilot):
        slow.failure = BackstageError("The disk is gone.")
        slow.may_read.set()
        await until(pilot, lambda: said(app) == "The disk is gone.")
        assert "What is due is not known: it could not be read." in picture(app)


async def test_a_session_is_resumed_where_it_was(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening())
    folder = room.folder.path
    await room.close()
    backstage = FakeBackstage(tmp_path)
    backstage.sessions = [SavedSession(folder, "AI in customer care", room.view().setup.date, True)]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await at_spot(pilot, "left-go")
        await on_live(pilot)
        assert backstage.room is not None
        assert backstage.room.view().stage is Stage.LOBBY
        await backstage.leave()


async def test_what_cannot_be_resumed_is_said_in_a_sentence(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    app = WorkshopApp(backstage, start=AtResume(tmp_path / "nothing"), ticks=Ticks())
    async with app.run_test() as pilot:
        await until(pilot, lambda: bool(said(app)))
        assert "there is nothing to resume" in said(app)
        assert isinstance(app.screen, HomeScreen)


async def test_a_library_that_cannot_be_read_is_said_too(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.failure = BackstageError("The folder of the agendas is missing. Name another with --scenarios.")
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test():
        assert said(app).startswith("The folder of the agendas is missing.")


async def test_notices_are_shown(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.said = ["Only 120 phones can connect."]
    backstage.copies = ["s (1): is the session 's' once more, and is not read."]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await until(pilot, lambda: backstage.copies[0] in app.screen.query_one("#notices", Notice).text)
        shown = app.screen.query_one("#notices", Notice).text
        assert shown == f"Only 120 phones can connect.  {backstage.copies[0]}"


async def test_q_leaves_at_once_because_nothing_is_lost(tmp_path: Path) -> None:
    app = WorkshopApp(FakeBackstage(tmp_path), ticks=Ticks())
    async with app.run_test() as pilot:
        await pilot.press("q")
    assert app.return_code == 0


async def test_file_text_is_never_markup(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.sessions = [saved_session("[bold]Team[/bold] [@click=quit]x", open=True)]
    backstage.failure = None
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test():
        assert "Interrupted: [bold]Team[/bold] [@click=quit]x" in picture(app)


async def test_a_failure_to_resume_leaves_the_list_as_it_was(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.sessions = [saved_session("Sales kickoff", open=True)]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        before = entries(app)
        backstage.resume_fails = JournalError("The journal is damaged. Move it away to start anew.")
        await at_spot(pilot, "left-go")
        await until(pilot, lambda: said(app).startswith("The journal is damaged."))
        assert entries(app) == before


async def test_the_groups_have_heads_and_an_empty_one_says_so(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.sessions = [saved_session("Finance", open=False)]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await until(pilot, lambda: "kept-0" in [spot.id for spot in spots(app)])
        heads = [block.head for block in blocks(app) if block.head]
        assert heads == ["PREPARE OR LEAD", "FOLLOW UP", "AGAIN, WITH ANOTHER TEAM"]
        assert "Nothing is due." in picture(app)
        assert "Nothing is prepared." in picture(app)


async def interrupted(tmp_path: Path, backstage: FakeBackstage, stage: Stage) -> Path:
    """A session that stands at a stage and waits, as the home screen finds it."""
    room = await a_room(tmp_path, an_opening())
    if stage is not Stage.LOBBY:
        await lead_to(room, stage)
    await room.close()
    left = dt.datetime.combine(DAY - dt.timedelta(1), dt.time(16, 40)).astimezone()
    title = room.view().setup.title
    backstage.sessions = [SavedSession(room.folder.path, title, DAY, open=True, left=left)]
    return room.folder.path


@pytest.mark.parametrize(
    ("stage", "words"),
    [(Stage.VOTE_1, "step 2 of 11, yesterday 16:40"), (Stage.LOBBY, "in the lobby, yesterday 16:40")],
)
async def test_an_interrupted_session_says_where_it_stands_and_since_when(
    tmp_path: Path, stage: Stage, words: str
) -> None:
    backstage = FakeBackstage(tmp_path)
    await interrupted(tmp_path, backstage, stage)
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await until(pilot, lambda: words in picture(app))


async def test_a_journal_that_cannot_be_read_is_interrupted_all_the_same(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    folder = await interrupted(tmp_path, backstage, Stage.VOTE_1)
    (folder / JOURNAL_NAME).write_bytes(b"no journal at all")
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Interrupted: AI in customer care, yesterday 16:40" in picture(app)


async def test_an_interrupted_session_is_saved_and_ended_from_where_it_stands(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    folder = await interrupted(tmp_path, backstage, Stage.VOTE_1)
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await at_spot(pilot, "left-end")
        await until(pilot, lambda: said(app) == f"It is saved in {folder.name}.")
        assert not (folder / JOURNAL_NAME).exists()
        assert "sealed = " in (folder / RECORD_NAME).read_text("utf-8")


async def test_what_never_began_is_not_saved_and_stays(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    folder = await interrupted(tmp_path, backstage, Stage.LOBBY)
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await at_spot(pilot, "left-end")
        await until(pilot, lambda: said(app).startswith("It has not begun: there is nothing to save."))
        assert (folder / JOURNAL_NAME).exists()


@pytest.mark.parametrize("sure", [True, False])
async def test_an_interrupted_session_is_thrown_away_only_when_asked_twice(
    tmp_path: Path, sure: bool
) -> None:
    backstage = FakeBackstage(tmp_path)
    folder = await interrupted(tmp_path, backstage, Stage.VOTE_1)
    keys = set(keys_folder().iterdir())
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await at_spot(pilot, "left-throw")
        await until(pilot, lambda: isinstance(app.screen, AskModal))
        await pilot.press(*(["down"] if sure else []), "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: (said(app) == "It is thrown away.") is sure)
        assert folder.exists() is not sure
        assert (len(keys - set(keys_folder().iterdir())) == 1) is sure


async def test_p_on_a_saved_session_prepares_it_for_another_team(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    held = tmp_path / "2025-11-04-finance"
    held.mkdir()
    (held / RECORD_NAME).write_text(HELD, "utf-8")
    backstage.sessions = [SavedSession(held, "Finance", DAY, open=False)]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await at_spot(pilot, "kept-0", "p")
        await until(pilot, lambda: isinstance(app.screen, PrepareScreen))
        assert app.screen.query_one("#title", Field).value == "Finance"
        assert app.screen.query_one("#sponsor", Field).value == "Head of finance"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        (file,) = backstage.preparing.all().waiting
        assert file.prepared.scenarios == (LEARN,)
        assert file.prepared.series == "Finance"
        assert 'series = "Finance"' in (held / RECORD_NAME).read_text("utf-8")


async def test_an_agenda_that_is_gone_is_said(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    held = tmp_path / "2025-11-04-finance"
    held.mkdir()
    (held / RECORD_NAME).write_text(HELD.replace('"short"', '"gone"'), "utf-8")
    backstage.sessions = [SavedSession(held, "Finance", DAY, open=False)]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await at_spot(pilot, "kept-0", "p")
        await until(pilot, lambda: said(app).startswith("The agenda of 2025-11-04-finance is gone."))
