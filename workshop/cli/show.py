"""Runs the screen over a host, and says on the command line how it ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from workshop.cli.live import LiveHost
    from workshop.room import Room
    from workshop.tui.app import Start


def show(host: LiveHost, start: Start) -> None:
    """Show the screen until the facilitator leaves it."""
    asyncio.run(_show(host, start))
    _farewell(host)


async def _show(host: LiveHost, start: Start) -> None:
    from workshop.tui.app import WorkshopApp
    from workshop.tui.textual_inside import outlive_the_terminal

    outlive_the_terminal()
    try:
        await WorkshopApp(host, start=start).run_async()
    finally:
        await host.leave()


def show_room(host: LiveHost, begin: Callable[[], AbstractAsyncContextManager[Room]]) -> None:
    """Show a room that is begun in the same event loop, with what runs beside it."""

    async def run() -> None:
        from workshop.tui.app import AtRoom

        async with begin() as room:
            await _show(host, AtRoom(room))

    asyncio.run(run())
    _farewell(host)


def _farewell(host: LiveHost) -> None:
    """Name the folder of the last session, and the way back to one that is not sealed."""
    folder = host.last_folder
    if folder is None:
        return
    from workshop.cli.folders import is_open

    if is_open(folder):
        click.echo(f"The session waits in {folder}. Go on with it: workshop resume {folder}")
    else:
        click.echo(f"Saved in {folder}")
