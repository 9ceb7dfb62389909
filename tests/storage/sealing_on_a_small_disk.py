"""Seals a session whose folder lies on a disk with no space left; a test runs it in its own mounts."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from tests.builders import ONE_SCENARIO, a_ballot, a_room, an_action, an_opening, cast_all, lead_to
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.problems import FileTrouble
from workshop.room import Room


async def led(folder: Path) -> Room:
    """A session in its closing."""
    room = await a_room(folder, an_opening(ONE_SCENARIO))
    await lead_to(room, Stage.VOTE_1)
    await cast_all(room, [a_ballot()] * 6)
    await lead_to(room, Stage.ACTIONS)
    await room.lead(c.AgreeAction(an_action()))
    await lead_to(room, Stage.CLOSE)
    return room


def fill(disk: Path, free: int) -> Path:
    """Leave so many bytes free."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            os.ftruncate(file.fileno(), max(0, os.fstat(file.fileno()).st_size - free))
    return ballast


async def main(disk: Path) -> None:
    """Print for each free space what the seal says, and what the folder says then."""
    for free in range(0, 28, 4):
        room = await led(disk / str(free))
        ballast = fill(disk, free * 1024)
        try:
            await room.seal()
            outcome = "sealed"
        except FileTrouble as error:
            outcome = "nothing is lost" if "nothing is lost" in str(error) else str(error)
        record = (room.folder.path / "session.toml").read_text("utf-8")
        claims = "claims" if "destroyed" in record else "open"
        journal = "journal" if (room.folder.path / "journal.sqlite").exists() else "gone"
        has_key = "key" if any(room._journal.key) else "no key"
        sys.stdout.write(f"{outcome}, {claims}, {journal}, {has_key}\n")
        ballast.unlink()
        if outcome != "sealed":
            await room.seal()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
