"""Runs the screen, and says on the command line how it ended."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.say import say
from workshop.services.letters import drawn_in

if TYPE_CHECKING:
    from workshop.room import Room
    from workshop.services.live import LiveBackstage
    from workshop.tui.look import Look
    from workshop.tui.messages import Start


def need_a_terminal(instead: str = "workshop rehearse AGENDA --headless") -> None:
    """Refuse to draw where nobody could see it or press a key.

    Args:
        instead: the command that does without a screen.

    Raises:
        click.ClickException: the input or the output is a pipe or a file, or is not UTF-8.
    """
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    if not all(stream is not None and stream.isatty() for stream in streams):
        raise click.ClickException(
            "This needs a terminal, and its input or output is a pipe or a file. Run it in a terminal "
            f"window; without a screen there is `{instead}`."
        )
    encoding = drawn_in()
    if encoding != "utf-8":
        raise click.ClickException(
            f"The screen needs UTF-8, and this terminal is set to {encoding}: its lines and blocks would "
            "come out as other letters. Start it so: PYTHONUTF8=1 LC_ALL=C.UTF-8 workshop ..."
        )


def show(live: LiveBackstage, start: Start, rehearse: Callable[[Path, Look], None]) -> None:
    """Show the screen until the facilitator leaves it; a signal that ended it becomes the exit status.

    A prepared session for which the screen was left is given to `rehearse`, with how it looks; then the
    screen comes back.

    Raises:
        click.ClickException: there is no terminal.
    """
    need_a_terminal()
    from workshop.services.compose import show as shown
    from workshop.services.look import kept_look
    from workshop.tui.messages import AtHome

    look = kept_look()
    status, rehearsed = asyncio.run(shown(live, start, look))
    while rehearsed is not None:
        rehearse(rehearsed, look)
        status, rehearsed = asyncio.run(shown(live, AtHome(), look))
    _end(live, status)


def show_room(
    live: LiveBackstage, begin: Callable[[], AbstractAsyncContextManager[Room]], look: Look | None = None
) -> None:
    """Show a room that is begun in the same event loop, with what runs beside it.

    Raises:
        click.ClickException: there is no terminal.
    """
    need_a_terminal()

    async def run() -> int:
        from workshop.services.compose import show as shown
        from workshop.services.look import kept_look
        from workshop.tui.messages import AtRoom

        async with begin() as room:
            return (await shown(live, AtRoom(room), look or kept_look()))[0]

    status = asyncio.run(run())
    _end(live, status)


def _end(live: LiveBackstage, status: int) -> None:
    try:
        _farewell(live)
        sys.stdout.flush()
    except OSError:
        # The terminal has gone, and with it who could read this. What is buffered must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if status:
        sys.exit(status)


def _farewell(live: LiveBackstage) -> None:
    """Name the folder of the last session, and the way back to one that is not sealed."""
    folder = live.last_folder
    if folder is None:
        return
    from workshop.core.shell import quoted
    from workshop.services.folders import is_open

    if is_open(folder):
        say(f"The session waits in {folder}. Go on with it: workshop resume {quoted(folder)}")
    else:
        say(f"Saved in {folder}")
