"""Puts the parts together: the only place that knows screens, room, endpoint and simulated phones at once.

What a command does not need is not imported for it.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.core.agenda.agenda import NOTHING_CHOSEN
from workshop.ports import ChosenSetup
from workshop.services.errors import NoSuch
from workshop.services.live import LiveBackstage
from workshop.services.shelf import read_shelf
from workshop.services.texts_by_hand import chosen_by_hand

if TYPE_CHECKING:
    from workshop.core.agenda.agenda import Agenda, Chosen, Step
    from workshop.core.live.view import RoomView
    from workshop.core.plans.look_back import LookBack
    from workshop.ports import OpenedAgenda, OpenedCase
    from workshop.room import Room
    from workshop.services.agenda_files import OwnAgendaFiles
    from workshop.services.plans.files import OwnPlanFiles
    from workshop.services.scenario_draft import OwnCaseFiles
    from workshop.services.texts_by_hand import Named
    from workshop.tui.look import Look
    from workshop.tui.messages import Start

LOOPBACK = "127.0.0.1"


def backstage(
    sessions: Path,
    *,
    own: Sequence[Path] = (),
    address: str | None = None,
    port: int | None = None,
    rehearsal: bool = False,
    on: dt.date | None = None,
    warn: Callable[[str], None] = lambda words: None,
    agendas: Path | None = None,
) -> LiveBackstage:
    """All that sessions in a folder need.

    Args:
        sessions: the folder.
        own: folders of scenarios beside the shipped ones.
        address: one for the QR code that was named by hand.
        port: the port that was asked for.
        rehearsal: whether its sessions are rehearsals.
        on: the day it is; None means today.
        warn: told what is passed over, before there is a screen that could say it.
        agendas: another folder of sessions, whose own agendas are at hand too.
    """
    shelf = read_shelf(own, sessions, *([agendas] if agendas else []))
    return LiveBackstage(
        shelf, sessions, address=address, port=port, rehearsal=rehearsal, wall=_wall(on), warn=warn
    )


async def show(live: LiveBackstage, start: Start, look: Look) -> tuple[int, Path | None]:
    """Show the screen until the facilitator leaves it.

    `look` is how it looks, and takes in what is chosen there. Returns the exit status, which a signal
    decides, and the prepared session that is to be rehearsed now.
    """
    from workshop.tui.app import WorkshopApp
    from workshop.tui.textual_inside import stand_any_terminal

    stand_any_terminal()
    app = WorkshopApp(live, start=start, look=look)
    try:
        await app.run_async()
    finally:
        await live.leave()
    return app.return_code or 0, app.rehearsed


def browse(files: OwnPlanFiles) -> int:
    """Show plan files until the person leaves; returns the exit status, which a signal decides."""
    from workshop.services.look import kept_look
    from workshop.tui.frame import OneScreenApp
    from workshop.tui.screens.plans import PlansScreen
    from workshop.tui.textual_inside import stand_any_terminal

    stand_any_terminal()
    app = OneScreenApp(PlansScreen(files), look=kept_look())
    app.run()
    return app.return_code or 0


def edit_agenda(files: OwnAgendaFiles, opened: OpenedAgenda) -> int:
    """Let a person change an agenda; returns the exit status, which a signal decides."""
    from workshop.services.look import kept_look
    from workshop.tui.frame import OneScreenApp
    from workshop.tui.screens.agenda import AgendaScreen
    from workshop.tui.textual_inside import stand_any_terminal

    stand_any_terminal()
    app = OneScreenApp(AgendaScreen(files, opened), look=kept_look())
    app.run()
    return app.return_code or 0


def write_case(files: OwnCaseFiles, opened: OpenedCase | None) -> tuple[int, Path | None]:
    """Let a person write a case of their own; returns the exit status and where it was saved, if it was."""
    from workshop.services.look import kept_look
    from workshop.tui.frame import OneScreenApp
    from workshop.tui.live.alone import AloneScreen
    from workshop.tui.screens.case import CaseScreen
    from workshop.tui.textual_inside import stand_any_terminal

    stand_any_terminal()
    screen = CaseScreen(files, AloneScreen, opened)
    app = OneScreenApp(screen, look=kept_look())
    app.run()
    return app.return_code or 0, screen.saved


def demo(
    live: LiveBackstage, chosen: ChosenSetup, *, phones: int, seed: str, mood: str = "mixed"
) -> Callable[[], AbstractAsyncContextManager[Room]]:
    """A way to begin a room with simulated phones, and somebody who types what the room says, beside it.

    Nothing is written into the file of a prepared session: it was not led.
    """
    from workshop.rehearsal.crowd import HUMAN, crowd
    from workshop.rehearsal.leader import write_along
    from workshop.rehearsal.opinions import Mood

    @asynccontextmanager
    async def begin() -> AsyncIterator[Room]:
        room = await live.begin(dataclasses.replace(chosen, address=live.addresses()[0], prepared=None))
        async with (
            crowd(
                _phones_url(room),
                _agenda(room),
                live.shelf.scenarios,
                phones=phones,
                seed=seed,
                pace=HUMAN,
                mood=Mood(mood),
            ),
            _beside(write_along(room, seed)),
        ):
            yield room

    return begin


async def rehearse(
    live: LiveBackstage,
    chosen: ChosenSetup,
    *,
    phones: int,
    seed: str,
    mood: str = "mixed",
    progress: Callable[[RoomView], None] = lambda view: None,
) -> Path:
    """Take simulated phones through a session, from join to sealed folder; returns the folder.

    Args:
        live: what is behind the session.
        chosen: what is rehearsed.
        phones: how many there are.
        seed: the same one makes the same session.
        mood: what kind of room they are.
        progress: shown what the room sees, again and again.
    """
    from workshop.rehearsal.crowd import FAST, crowd
    from workshop.rehearsal.leader import lead
    from workshop.rehearsal.opinions import Mood

    room = await live.begin(dataclasses.replace(chosen, address=LOOPBACK))
    url, scenarios = _phones_url(room), live.shelf.scenarios
    try:
        async with crowd(url, _agenda(room), scenarios, phones=phones, seed=seed, pace=FAST, mood=Mood(mood)):
            await lead(room, phones=phones, report=progress)
        return room.folder.path
    finally:
        await live.leave()


def chosen_by_name(
    live: LiveBackstage,
    name: str,
    earlier: str | None = None,
    day: int | None = None,
    *,
    seed: str,
    series: str = "",
    sessions: Path | None = None,
    texts: Named = (),
) -> tuple[ChosenSetup, Sequence[str]]:
    """What a rehearsal plays: a prepared session as it is, or what a facilitator would choose for an agenda.

    A prepared session is looked for beside `sessions`, or where the rehearsal is saved. A look-back goes on
    with the series of its session. What could not be kept, or read, is said in sentences.

    Raises:
        NoSuch, UnusableFile: there is no such agenda or session, or it cannot be read.
        BackstageError: the library has nothing for a step.
    """
    preparing = live.preparing_in(sessions or live.sessions)
    file = preparing.find(name)
    if file is not None:
        if texts:
            raise NoSuch(f"The texts of '{file.prepared.id}' are prepared: `workshop prepare` changes them.")
        chosen, troubles = preparing.chosen(file)
        return dataclasses.replace(chosen, prepared=None), troubles
    agenda, look_back = live.looking_back(name, earlier, day, series)
    by_hand = chosen_by_hand(live.shelf, agenda, texts)
    chosen = chosen_of(live, agenda, look_back, seed=seed, series=series, by_hand=by_hand)
    return chosen, look_back.troubles if look_back is not None else ()


def chosen_of(
    live: LiveBackstage,
    agenda: Agenda,
    look_back: LookBack | None,
    *,
    seed: str,
    series: str = "",
    by_hand: Chosen = NOTHING_CHOSEN,
) -> ChosenSetup:
    """What a facilitator would choose for an agenda.

    Raises:
        BackstageError: the library has nothing for a step.
    """
    from workshop.rehearsal.texts import SETUP

    steps = live.pick_steps(agenda, None, seed, look_back, (), by_hand)
    chosen = ChosenSetup(agenda, steps, agenda.title, LOOPBACK, series=series, look_back=look_back)
    chosen = dataclasses.replace(chosen, **SETUP)
    if look_back is None:
        return chosen
    from workshop.core.plans.look_back import look_back_title

    carried = {name: value for name, value in look_back.carried.items() if value}
    if series:
        carried["series"] = series
    return dataclasses.replace(chosen, title=look_back_title(agenda.id, look_back), **carried)


def _phones_url(room: Room) -> str:
    """Where simulated phones find a room of this laptop."""
    setup = room.view().setup
    return f"http://{LOOPBACK}:{setup.port}/{setup.code}"


def _agenda(room: Room) -> Callable[[], Sequence[Step]]:
    """The steps of a room as they are now."""
    return lambda: room.view().steps


@asynccontextmanager
async def _beside(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Let something run while the context is open."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _wall(on: dt.date | None) -> Callable[[], float]:
    """The present time of day, on another day if one is named."""
    if on is None:
        return time.time
    shift = (on - dt.datetime.now().astimezone().date()).days * 24 * 3600
    return lambda: time.time() + shift
