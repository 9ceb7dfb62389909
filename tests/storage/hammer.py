"""A process that appends ballots as fast as it can, and says which ones it acknowledged."""

from __future__ import annotations

import asyncio
import itertools
import os
from multiprocessing.connection import Connection
from pathlib import Path

from tests.builders import START, a_ballot
from workshop.core.live import events as e
from workshop.core.live.rounds import Round, Seat
from workshop.core.live.session import Position, Stage
from workshop.storage.journal import Journal

PHONES = 100
ROUND = Round.parse("learn-01/1")


def hammer(path: Path, run: int, acks: Connection, state: str, *, too_early: bool) -> None:
    """Append ballots to the journal at `path`; each acknowledged seat is one line in `acks`.

    Keys lie below `state`: the process that this one is forked from may have been started by a test with
    another place for them.
    With `too_early` a ballot is acknowledged before it is committed: the mistake that must be found.
    """
    os.environ["XDG_STATE_HOME"] = state
    asyncio.run(_hammer(path, run, acks.fileno(), too_early))


async def _hammer(path: Path, run: int, acks: int, too_early: bool) -> None:
    journal, _ = Journal.reopen(path)

    async def facilitator() -> None:
        """Close a round now and then, so that kills also hit the rewriting of the file."""
        for turn in itertools.count():
            stage = Stage.TALK if turn % 20 == 0 else Stage.READ
            await journal.append([e.StageEntered(Position(0, stage), START, None, PHONES)])

    async def phone(number: int) -> None:
        for turn in itertools.count():
            seat = f"{run}-{number}-{turn}"
            if too_early:
                os.write(acks, f"{seat}\n".encode())
            await journal.append([e.VoteCast(ROUND, Seat(seat), a_ballot())])
            if not too_early:
                os.write(acks, f"{seat}\n".encode())

    await asyncio.gather(facilitator(), *(phone(number) for number in range(PHONES)))
