"""Whether the bytes of a disk tell in which order votes came."""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from workshop.core.live.rounds import Round, Seat

_PAGE = 4096
"""Bytes of a page of the journal, and of a block of most file systems."""
_LOG_HEAD, _FRAME_HEAD = 32, 24
"""Bytes before the first frame of a write-ahead log, and before the page in each of them."""

_Votes = tuple[bytes, ...]
"""The votes that lie in a page, each with its round and seat, in the order of their places."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where votes may lie: as in a file that was just written, vote by vote in the order of rounds and seats.

    How they lie there is drawn with the seats, and has nothing to do with their coming.
    """

    votes: re.Pattern[bytes]
    pages: frozenset[_Votes]

    def strange(self, raw: bytes, *, is_log: bool = False) -> Iterator[str]:
        """Each page that holds votes in another way."""
        first, step = (_LOG_HEAD + _FRAME_HEAD, _FRAME_HEAD + _PAGE) if is_log else (0, _PAGE)
        starts = {first + (found.start() - first) // step * step for found in self.votes.finditer(raw)}
        for start in sorted(starts):
            votes = _votes_in(raw[start : start + _PAGE], self.votes)
            if votes and votes not in self.pages:
                yield f"{start}: {[vote.decode() for vote in votes]}"


def places_of(journal: Path, rounds: Mapping[Round, Sequence[Seat]]) -> Places:
    """The places of a journal's votes after they were written anew; the journal itself is left alone."""
    votes = pattern_of(rounds)
    with tempfile.TemporaryDirectory() as beside:
        for path in journal.parent.glob(f"{journal.name}*"):
            shutil.copy(path, beside)
        anew = Path(beside, "anew")
        with closing(sqlite3.connect(Path(beside, journal.name))) as connection:
            connection.execute("VACUUM INTO ?", (str(anew),))
        raw = anew.read_bytes()
    pages = (_votes_in(raw[start : start + _PAGE], votes) for start in range(0, len(raw), _PAGE))
    return Places(votes, frozenset(pages))


def pattern_of(rounds: Mapping[Round, Sequence[Seat]]) -> re.Pattern[bytes]:
    """Finds every vote, by its round and its seat, as the journal writes them."""
    written = (f"{round_}{seat}".encode() for round_, seats in rounds.items() for seat in seats)
    return re.compile(b"|".join(map(re.escape, written)))


def in_order(journal: Path, rounds: Mapping[Round, Sequence[Seat]]) -> Iterator[str]:
    """Where the files of a journal may tell in which order the votes of its rounds came."""
    places = places_of(journal, rounds)
    for path in sorted(journal.parent.glob(f"{journal.name}*")):
        for strange in places.strange(path.read_bytes(), is_log=path.name.endswith("-wal")):
            yield f"{path.name} at {strange}"


def _votes_in(page: bytes, votes: re.Pattern[bytes]) -> _Votes:
    return tuple(found[0] for found in votes.finditer(page))
