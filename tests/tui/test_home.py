"""The first screen: what is offered, in which order, and what is said when it cannot be."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable, OptionList

from tests.builders import DAY, a_look_back, a_room, an_opening
from tests.tui.driving import Ticks, until
from tests.tui.fakes import SHORT, FakeBackstage, saved_session
from workshop.core.live.session import Stage
from workshop.core.series.series import series_of
from workshop.ports import BackstageError, DueLookBack, DueOfSession, Earlier, Leaving, SavedSession
from workshop.storage.journal import JournalError
from workshop.tui.app import WorkshopApp
from workshop.tui.live.screen import LiveScreen
from workshop.tui.messages import AtResume
from workshop.tui.screens.home import FEW, HomeScreen
from workshop.tui.screens.plans import PlansScreen
from workshop.tui.screens.series import SeriesScreen
from workshop.tui.screens.setup import SetupScreen
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.notice import Notice

EXAMPLE = Path(__file__).parents[1] / "data" / "example-plan.toml"


def entries(app: WorkshopApp) -> list[str]:
    return [str(option.prompt) for option in app.screen.query_one(OptionList).options if not option.disabled]


def said(app: WorkshopApp) -> str:
    return app.screen.query_one("#notice", Notice).text


async def on_live(pilot: Pilot[Leaving]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, LiveScreen))


async def test_an_interrupted_session_is_proposed_first(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.sessions = [
        saved_session("Finance team", open=False),
        saved_session("Sales kickoff", open=True),
    ]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test():
        words = entries(app)
        assert [line.splitlines()[0] for line in words] == [
            "Resume  Sales kickoff",
            "A first look  25 minutes  LEARN",
            "All four phases  96 minutes  LEARN, LEAD by role, LEAD redesign, SUCCEED",
            "An agenda of my own ...",
            "Saved  Finance team  4 November 2025",
        ]
        assert app.screen.query_one(OptionList).highlighted == 0


async def test_a_session_that_runs_elsewhere_is_not_the_first_choice(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.sessions = [saved_session("Sales kickoff", open=True, elsewhere=True)]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test():
        words = entries(app)
        assert [line.splitlines()[0] for line in words] == [
            "A first look  25 minutes  LEARN",
            "All four phases  96 minutes  LEARN, LEAD by role, LEAD redesign, SUCCEED",
            "An agenda of my own ...",
            "Running elsewhere  Sales kickoff",
        ]
        assert words[-1].endswith("another window of this program leads it, 4 November 2025")
        assert "interrupted" not in "".join(words)


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
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(app.screen, PlansScreen))
        await until(pilot, lambda: app.screen.query_one(DataTable).row_count > 0)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_a_series_is_shown_and_leads_back(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.told = [series_of("care", [], DAY)]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(app.screen, SeriesScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_a_look_back_that_is_due_comes_first_with_its_earlier_session(
    tmp_path: Path,
) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.look_backs = [DueLookBack(SHORT, a_look_back(purpose="More time for the hard cases."))]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await pilot.press("home", "enter")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        assert app.screen.query_one("#purpose", Field).value == "More time for the hard cases."
        await pilot.press("enter")
        await on_live(pilot)
        assert backstage.began is not None
        assert backstage.began.look_back == backstage.look_backs[0].look_back
        await backstage.leave()


async def test_a_date_of_a_whole_session_opens_its_plans(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    day = dt.date(2026, 12, 2)
    backstage.dates = [DueOfSession(tmp_path, "AI in customer care", day, "next session", late=False)]
    app = WorkshopApp(backstage)
    async with app.run_test() as pilot:
        assert entries(app)[0] == "Due  AI in customer care\nnext session, due 2 December 2026"
        await pilot.press("home", "enter")
        await until(pilot, lambda: isinstance(app.screen, PlansScreen))


class SlowBackstage(FakeBackstage):
    """Reads the files of many sessions only when the test lets it."""

    def __init__(self, folder: Path, due: int) -> None:
        super().__init__(folder)
        many = [saved_session(f"Session {number}", open=False) for number in range(FEW + 1)]
        self.sessions = [saved_session("Sales kickoff", open=True), *many]
        self.dates = [
            DueOfSession(folder, f"Due {number}", DAY, "next session", late=False) for number in range(due)
        ]
        self.may_read = threading.Event()

    def earlier(self) -> Earlier:
        """Wait for the test."""
        assert self.may_read.wait(60)
        self._fail()
        return super().earlier()


@pytest.mark.parametrize("due", [0, 1, 2, 50])
@pytest.mark.parametrize("down", [0, 1, 2])
async def test_what_is_due_of_many_sessions_comes_later_and_moves_nothing(
    tmp_path: Path, due: int, down: int
) -> None:
    backstage = SlowBackstage(tmp_path, due)
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test(size=(80, 24)) as pilot:
        assert [line.splitlines()[0] for line in entries(app)][:2] == [
            "Resume  Sales kickoff",
            "A first look  25 minutes  LEARN",
        ]
        await pilot.press(*["down"] * down)
        choices = app.screen.query_one(OptionList)
        chosen, row = under_the_bar(app)
        backstage.may_read.set()
        await until(pilot, lambda: len(entries(app)) == 1 + due + 3 + 1 + FEW + 1)
        assert under_the_bar(app) == (chosen, row)
        words = [str(option.prompt) for option in choices.options]
        assert any(line.startswith("Nothing is due\n") for line in words) is (due == 0)
        assert not any(line.startswith("Looking") for line in words)


def under_the_bar(app: WorkshopApp) -> tuple[str, int]:
    """The line under the bar, and the row of the screen that it stands in."""
    choices = app.screen.query_one(OptionList)
    option = choices.highlighted_option
    assert option is not None
    first = str(option.prompt)[:20].splitlines()[0]
    rows = [
        number
        for number in range(choices.size.height)
        if first in "".join(segment.text for segment in choices.render_line(number))
    ]
    return first, rows[0]


async def test_a_key_is_answered_while_the_sessions_are_read(tmp_path: Path) -> None:
    backstage = SlowBackstage(tmp_path, 3)
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        backstage.may_read.set()
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and len(entries(app)) > FEW)


async def test_many_sessions_that_cannot_be_read_are_not_called_nothing(tmp_path: Path) -> None:
    backstage = SlowBackstage(tmp_path, 0)
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        backstage.failure = BackstageError("The disk is gone.")
        backstage.may_read.set()
        await until(pilot, lambda: said(app) == "The disk is gone.")
        words = [str(option.prompt) for option in app.screen.query_one(OptionList).options]
        assert "What is due is not known\nwhat is saved could not be read" in words


async def test_a_session_is_resumed_where_it_was(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening())
    folder = room.folder.path
    await room.close()
    backstage = FakeBackstage(tmp_path)
    backstage.sessions = [SavedSession(folder, "AI in customer care", room.view().setup.date, True)]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        await pilot.press("enter")
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
    async with app.run_test():
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
        assert "[bold]Team[/bold] [@click=quit]x" in entries(app)[0]


async def test_a_failure_to_resume_leaves_the_list_as_it_was(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.sessions = [saved_session("Sales kickoff", open=True)]
    app = WorkshopApp(backstage, ticks=Ticks())
    async with app.run_test() as pilot:
        backstage.failure = JournalError("The journal is damaged. Move it away to start anew.")
        await pilot.press("enter")
        await until(pilot, lambda: said(app).startswith("The journal is damaged."))
        assert len(entries(app)) == 4
