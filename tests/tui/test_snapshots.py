"""How the frame looks: pictures that were looked at, at three sizes."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from tests.builders import STEPS, a_room, a_scenario, a_session, an_opening, go_to
from tests.tui.driving import NARROW, SIZES, Bare, Ticks, still
from tests.tui.fakes import FULL, FakeBackstage, saved_session
from workshop.core.live.session import Stage
from workshop.core.live.view import room_view
from workshop.tui.app import WorkshopApp
from workshop.tui.keys import LIVE, OF_PANELS
from workshop.tui.messages import AtHome, AtLibrary, AtPreparing, AtSetup, Start
from workshop.tui.modals.figures import FiguresModal
from workshop.tui.modals.hands import HandsModal
from workshop.tui.modals.help import HelpModal
from workshop.tui.modals.join import JoinModal
from workshop.tui.modals.question import QuestionModal
from workshop.tui.modals.questions import end_early_question, quit_question, seal_question
from workshop.tui.modals.small import TooSmallModal


class SnapCompare(Protocol):
    """The fixture of pytest-textual-snapshot, as it is used here."""

    def __call__(
        self,
        app: App[Any],
        *,
        terminal_size: tuple[int, int],
        run_before: Callable[[Pilot[Any]], Awaitable[None]],
    ) -> bool:
        """Compare a picture with the one on file."""
        ...


in_sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def a_backstage(folder: Path) -> FakeBackstage:
    backstage = FakeBackstage(folder)
    backstage.sessions = [
        saved_session("Sales kickoff", open=True),
        saved_session("Finance team", open=False, day=2),
    ]
    backstage.said = ["One scenario file is broken and is left out: learn-09.toml."]
    return backstage


async def settle(pilot: Pilot[Any]) -> None:
    await pilot.pause()
    still(pilot.app)
    await pilot.pause()


def showing(screen: Callable[[], Screen[Any]]) -> tuple[Bare, Callable[..., Awaitable[None]]]:
    """An app with one screen over nothing."""

    async def show(pilot: Pilot[Any]) -> None:
        pilot.app.push_screen(screen())
        await settle(pilot)

    return Bare(), show


@in_sizes
@pytest.mark.parametrize(
    "start",
    [AtHome(), AtLibrary(), AtSetup(FULL), AtPreparing(FULL)],
    ids=["home", "library", "setup", "prepare"],
)
def test_before_the_room(
    snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int], start: Start
) -> None:
    app = WorkshopApp(a_backstage(tmp_path), start=start, seed=lambda: "seed", ticks=Ticks())
    assert snap_compare(app, terminal_size=size, run_before=settle)


@in_sizes
def test_lobby(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int]) -> None:
    backstage = a_backstage(tmp_path)
    app = WorkshopApp(backstage, seed=lambda: "seed", ticks=Ticks())

    async def open_lobby(pilot: Pilot[Any]) -> None:
        backstage.room = await a_room(tmp_path, an_opening(STEPS), backstage.clock)
        backstage.room.note_present(18)
        await app._open_live(backstage.room)
        await settle(pilot)

    assert snap_compare(app, terminal_size=size, run_before=open_lobby)


@in_sizes
def test_join(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    app, show = showing(lambda: JoinModal("HTTP://192.168.1.23:8080/7QK2", "192.168.1.23:8080/7QK2"))
    assert snap_compare(app, terminal_size=size, run_before=show)


@in_sizes
@pytest.mark.parametrize(
    "words", ["When is lunch?", "Who decides in the end, and who is told of it? " * 5], ids=["short", "long"]
)
def test_a_question_of_the_room(snap_compare: SnapCompare, size: tuple[int, int], words: str) -> None:
    app, show = showing(lambda: QuestionModal(words.strip()))
    assert snap_compare(app, terminal_size=size, run_before=show)


@in_sizes
def test_help(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    app, show = showing(lambda: HelpModal(LIVE, OF_PANELS))
    assert snap_compare(app, terminal_size=size, run_before=show)


@in_sizes
def test_what_the_figures_mean(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    app, show = showing(FiguresModal)
    assert snap_compare(app, terminal_size=size, run_before=show)


@in_sizes
def test_hands(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    app, show = showing(lambda: HandsModal(a_scenario().options, voted=5, present=18))
    assert snap_compare(app, terminal_size=size, run_before=show)


@in_sizes
def test_quit_while_a_vote_is_open(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    view = room_view(go_to(a_session(), Stage.VOTE_1), 18)
    app, show = showing(lambda: quit_question(dataclasses.replace(view, voted=12)))
    assert snap_compare(app, terminal_size=size, run_before=show)


def test_end_early(snap_compare: SnapCompare) -> None:
    view = room_view(go_to(a_session(), Stage.READ), 18)
    app, show = showing(lambda: end_early_question(view))
    assert snap_compare(app, terminal_size=NARROW, run_before=show)


def test_seal(snap_compare: SnapCompare) -> None:
    app, show = showing(seal_question)
    assert snap_compare(app, terminal_size=NARROW, run_before=show)


def test_too_small(snap_compare: SnapCompare) -> None:
    app, show = showing(TooSmallModal)
    assert snap_compare(app, terminal_size=(60, 18), run_before=show)
