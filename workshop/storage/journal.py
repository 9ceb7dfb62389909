"""The durable live record of a session: one SQLite file that is destroyed when the session is sealed.

One thread owns the database. It writes all that has gathered while it was busy in one transaction, and the
event loop is told only after the commit, so that "counted" is never said of a ballot that a power cut could
take back. Ballots are filed under their round and seat in a table without row ids: it keeps no order of
arrival. Its bytes do until the round closes; then the file is written anew.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from workshop.core import events as e
from workshop.core.problems import FileTrouble
from workshop.core.pulse import Answer
from workshop.core.session import DOTS_PREFIX, PULSE_PREFIX, Ballot, RoundId, Seat
from workshop.storage.disk import is_ordinary, stands

KEY_BYTES = 32

_NAMES: dict[str, type[e.Event]] = {
    kind.__name__: kind
    for kind in (
        e.SessionOpened,
        e.StageEntered,
        e.MoveTakenBack,
        e.TimerExtended,
        e.HintShown,
        e.SponsorAnswered,
        e.PriceSet,
        e.HandsCounted,
        e.ActionAgreed,
        e.ActionWithdrawn,
        e.AddressChanged,
        e.CardFilled,
        e.IdeaNoted,
        e.IdeaDropped,
        e.RunOffOpened,
        e.RemarkKept,
        e.WarningKept,
        e.ActionReviewed,
        e.NextDateSet,
        e.DayNamed,
    )
}

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE events (seq INTEGER PRIMARY KEY, name TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE ballots (
    round TEXT NOT NULL, seat TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (round, seat)
) WITHOUT ROWID;
"""

_TABLES = ("ballots", "events", "meta")
_COMPANIONS = ("-wal", "-shm", "-journal", "")
"""What SQLite puts beside the file, and last the file itself."""

_LONGEST_PATH = 504
"""Bytes: SQLite opens no file whose whole path is longer, on any system but Windows."""

_Row = tuple[str, str]
"""The name of an event and its body."""

_VOTES = (e.BallotCast, e.AnswerGiven)
"""What comes in storms. The thread writes it out, a whole batch in one go: a vote that the room has judged
holds nothing that cannot be written."""


class JournalError(FileTrouble):
    """The journal cannot be written or read; the message says why and what to do."""


@dataclass(slots=True)
class _Entry:
    events: list[e.Event]
    rows: list[_Row]
    closes_round: bool
    done: asyncio.Future[None]


@dataclass(slots=True)
class _Batch:
    entries: list[_Entry]
    error: JournalError | None = None


class Journal:
    """An open journal. Create it with `create` or `reopen`; use it from one event loop.

    `on_commit` is called in the loop, once for each event in the order in which they were appended, after the
    commit and before `append` returns.
    """

    def __init__(self, path: Path, key: bytes, connection: sqlite3.Connection) -> None:
        self.path = path
        self.key = key
        self.on_commit: Callable[[e.Event], None] = lambda event: None
        self._connection = connection
        self._waiting: list[_Entry] = []
        self._at_work: asyncio.Task[None] | None = None
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._closed = False
        self._emptied = False
        self._keeps_order = False
        """Whether the bytes of a closed round still tell in which order its ballots came."""

    @staticmethod
    def refuse_place(path: Path) -> None:
        """Look whether a journal can have this path at all, before anything is made for it.

        Raises:
            JournalError: the path is too long.
        """
        folder = path.resolve().parent
        most = _LONGEST_PATH - len(path.name) - 1
        if (found := len(os.fsencode(folder))) > most and sys.platform != "win32":
            raise JournalError(
                f"{folder.name} lies too deep: its path has {found} bytes, and a session can have {most}. "
                "Choose a folder with a shorter path (--sessions)."
            )

    @classmethod
    def create(cls, path: Path) -> Journal:
        """Start a new journal with a fresh session key.

        Raises:
            JournalError: the file exists, or the place cannot be written.
        """
        with _explained(path):
            try:
                path.touch(mode=0o600, exist_ok=False)
            except FileExistsError:
                raise JournalError(
                    f"{path} exists already: a session is running or waits for `workshop resume`."
                ) from None
            try:
                with _connected(path) as connection:
                    key = secrets.token_bytes(KEY_BYTES)
                    connection.executescript(_SCHEMA)
                    connection.execute("INSERT INTO meta VALUES ('version', ?), ('key', ?)", (e.VERSION, key))
                    connection.commit()
            except BaseException:
                # Half a journal would stand in the way of the next attempt.
                _remove(path)
                raise
        return cls(path, key, connection)

    @classmethod
    def reopen(cls, path: Path) -> tuple[Journal, list[e.Event]]:
        """Open the journal of an interrupted session, with the events it holds.

        Raises:
            JournalError: there is none, it is in use, or another version of the program wrote it.
        """
        if not stands(path):
            raise JournalError(f"{path} does not exist: there is nothing to resume.")
        if not is_ordinary(path):
            raise JournalError(f"{path} is a link, or no file at all: nothing is resumed from it.")
        with _explained(path), _connected(path) as connection:
            meta = dict(connection.execute("SELECT name, value FROM meta"))
            version = meta.get("version", e.VERSION)
            if version != e.VERSION:
                raise JournalError(
                    f"{path} was written by another version of workshop (format {version}, "
                    f"this one reads {e.VERSION}). Resume it with that version."
                )
            events = list(_read(connection))
            if "key" not in meta or not events or not isinstance(events[0], e.SessionOpened):
                raise JournalError(
                    f"{path} holds no session: it was sealed, or it never began. "
                    "Nothing can be resumed; the file can be deleted."
                )
        return cls(path, meta["key"], connection), events

    async def append(self, events: list[e.Event], *, closes_round: bool = False) -> None:
        """Write events in one transaction; returns after the commit and after `on_commit` saw them.

        Args:
            events: what has happened, in its order.
            closes_round: a round was open before them and is not any more; its order of arrival is forgotten.

        Raises:
            JournalError: nothing of them was written.
        """
        if not events:
            return
        if self._closed:
            raise JournalError(f"{self.path} is closed. `workshop resume` goes on with the session.")
        others = [event for event in events if not isinstance(event, _VOTES)]
        rows = self._rows(others) if others else []
        entry = _Entry(events, rows, closes_round, asyncio.get_running_loop().create_future())
        self._waiting.append(entry)
        if self._at_work is None:
            self._at_work = asyncio.create_task(self._write())
        await entry.done

    def _rows(self, events: Sequence[e.Event]) -> list[_Row]:
        # Written out here and not by the thread: events that cannot be written harm no others.
        with _explained(self.path):
            return [(type(event).__name__, msgspec.json.encode(event).decode()) for event in events]

    async def close(self) -> None:
        """Write what is queued and close the file; it stays for a resume."""
        await self._stop()
        self._writer.shutdown()
        self._connection.close()

    async def destroy(self) -> None:
        """Close the journal and remove its key and ballots from the disk.

        Raises:
            JournalError: it could not be emptied, and goes on as it was; or it is empty, but its file is
                still there.
        """
        await self._stop()
        try:
            await asyncio.get_running_loop().run_in_executor(self._writer, self._erase)
        except JournalError:
            self._closed = self._emptied
            raise
        self._writer.shutdown()
        self.key = b""

    async def _stop(self) -> None:
        """Take no more events and wait for those that are queued."""
        self._closed = True
        if self._at_work is not None:
            await self._at_work

    def _erase(self) -> None:
        with _explained(self.path):
            if not self._emptied:
                with self._transaction():
                    for table in _TABLES:
                        self._connection.execute(f"DELETE FROM {table}")
                self._emptied = True
                # The old pages in the write-ahead log go as well.
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.close()
            _remove(self.path)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of it or nothing, and nothing left over for the next commit."""
        try:
            yield
            self._connection.commit()
        except BaseException:
            self._connection.rollback()
            raise

    async def _write(self) -> None:
        """Let the thread commit what waits, until nothing does: one transaction for all of it."""
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = _Batch(self._waiting), []
            batch.error = await loop.run_in_executor(self._writer, self._commit, batch)
            self._committed(batch)
            closes = any(entry.closes_round for entry in batch.entries) or bool(_dropped(batch))
            self._keeps_order |= closes and batch.error is None
            if self._keeps_order and any(entry.rows for entry in batch.entries):
                self._keeps_order = not await loop.run_in_executor(self._writer, self._forget_order)
        self._at_work = None

    def _forget_order(self) -> bool:
        """Write the file anew in the order of its keys, and empty the write-ahead log; says if it is done.

        The bytes of both tell in which order ballots came. From the close of a round on they do not; where
        this fails, a full disk for one, what the facilitator does next tries it again.
        """
        try:
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error:
            return False
        return True

    def _commit(self, batch: _Batch) -> JournalError | None:
        try:
            with _explained(self.path), self._transaction():
                # One call for all rows of a table: SQLite runs it without holding up the event loop,
                # where a call for each row would fight over the interpreter with it.
                if rows := [row for entry in batch.entries for row in entry.rows]:
                    self._connection.execute(_ADD_EVENTS, (msgspec.json.encode(rows).decode(),))
                for round_ in _dropped(batch):
                    self._connection.execute("DELETE FROM ballots WHERE round = ?", (round_,))
                for round_, votes in _votes(batch).items():
                    self._connection.execute(_ADD_VOTES, (round_, msgspec.json.encode(votes).decode()))
        except JournalError as error:
            return error
        except Exception as error:
            # Whatever it is: a thread that died here would leave every later vote without an answer.
            return JournalError(f"{self.path}: {error}.")
        return None

    def _committed(self, batch: _Batch) -> None:
        for entry in batch.entries:
            error: Exception | None = batch.error and JournalError(str(batch.error))
            if error is None:
                try:
                    for event in entry.events:
                        self.on_commit(event)
                except Exception as defect:
                    # The others of this batch are durable too, and wait for their answer.
                    error = defect
            # A request that was given up is cancelled; its ballot still counts.
            if entry.done.cancelled():
                continue
            if error is None:
                entry.done.set_result(None)
            else:
                entry.done.set_exception(error)


_ADD_EVENTS = """
INSERT INTO events (name, body)
SELECT json_extract(value, '$[0]'), CAST(json_extract(value, '$[1]') AS BLOB) FROM json_each(?) ORDER BY key
"""
_ADD_VOTES = """
INSERT INTO ballots SELECT ?, key, CAST(value AS BLOB) FROM json_each(?) WHERE true
ON CONFLICT DO UPDATE SET body = excluded.body
"""


def _votes(batch: _Batch) -> dict[RoundId, dict[Seat, Ballot | Answer]]:
    """The ballots and answers of a batch by round and seat, the last of each seat; without dropped ones."""
    found: dict[RoundId, dict[Seat, Ballot | Answer]] = {}
    for entry in batch.entries:
        for event in entry.events:
            if isinstance(event, e.BallotCast):
                found.setdefault(event.round, {})[event.seat] = event.ballot
            elif isinstance(event, e.AnswerGiven):
                found.setdefault(event.round, {})[event.seat] = event.answer
            elif isinstance(event, e.HandsCounted) and event.instead:
                found.pop(event.round, None)
    return found


def _dropped(batch: _Batch) -> list[RoundId]:
    """The rounds whose ballots make way for a show of hands."""
    return [
        event.round
        for entry in batch.entries
        for event in entry.events
        if isinstance(event, e.HandsCounted) and event.instead
    ]


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that stays open if all goes well, and is closed if not."""
    connection = sqlite3.connect(path, check_same_thread=False, timeout=1.0)
    try:
        # One program a journal. Said before anything else, so that the first statement takes the lock,
        # also one that only reads.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        # No copy of a ballot in another folder, also not while the file is written anew.
        connection.execute("PRAGMA temp_store = MEMORY")
        yield connection
    except BaseException:
        connection.close()
        raise


def _remove(path: Path) -> None:
    for companion in _COMPANIONS:
        path.with_name(path.name + companion).unlink(missing_ok=True)


def _read(connection: sqlite3.Connection) -> Iterator[e.Event]:
    for name, body in connection.execute("SELECT name, body FROM events ORDER BY seq"):
        yield msgspec.json.decode(body, type=_NAMES[name])
    # Ballots change nothing but the ballots of their round, so they may follow all other events.
    for round_, seat, body in connection.execute("SELECT round, seat, body FROM ballots"):
        if round_.startswith((PULSE_PREFIX, DOTS_PREFIX)):
            yield e.AnswerGiven(round_, seat, msgspec.json.decode(body, type=Answer))
        else:
            yield e.BallotCast(round_, seat, msgspec.json.decode(body, type=Ballot))


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk say into a sentence with a way out."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise JournalError(_explain(path, str(error))) from error
    except OSError as error:
        raise JournalError(
            f"{path} cannot be used: {error.strerror or error}. "
            "Mend that, or choose another folder with --sessions."
        ) from error
    except UnicodeEncodeError as error:
        raise JournalError(f"A text holds characters that cannot be stored: {error}.") from error
    except (msgspec.DecodeError, KeyError) as error:
        raise JournalError(f"{path} is damaged: {error}. Move it away to start anew.") from error


def _explain(path: Path, message: str) -> str:
    text = message.lower()
    if "full" in text:
        return f"The disk of {path.parent} is full. Free some space and do the same again; nothing is lost."
    if "disk i/o error" in text:
        return (
            f"The disk of {path.parent} takes nothing more: it is full, limited or failing. "
            "Free some space and do the same again; nothing is lost."
        )
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return f"{path.parent} cannot be written. Make it writable, or choose another folder with --sessions."
    if "locked" in text:
        return f"{path} is in use by another workshop. Close that one first."
    if "not a database" in text or "malformed" in text or "no such table" in text:
        return f"{path} is damaged. Move it away to start anew; the plans beside it are safe."
    return f"{path}: {message}."
