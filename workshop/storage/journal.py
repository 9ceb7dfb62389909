"""The durable live record of a session: one SQLite file that is destroyed when the session is sealed.

One thread owns the database. It writes all that has gathered while it was busy in one transaction, and the
event loop is told only after the commit, so that "counted" is never said of a ballot that a power cut could
take back. What was said and voted is noise without the session's key, which lies elsewhere. Ballots are filed
under their round and seat in a table without row ids: it keeps no order of arrival. Its bytes do until the
round closes; then the file is written anew.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import msgspec

from workshop.core.live import events as e
from workshop.core.live.rounds import Round, Seat, Takes
from workshop.core.live.session import VOTES, Vote
from workshop.core.problems import FileTrouble
from workshop.storage.bodies import BLOCK, TEXT_BLOCK, Bodies, NotReadable
from workshop.storage.database import Database, erase
from workshop.storage.disk import is_ordinary, put_in_place, remove_file, stands, sync_folder
from workshop.storage.in_use import claim, give_back
from workshop.storage.key_file import KeyFile, NoKey, keys_folder
from workshop.storage.names import NEW_NAME

_NAMES: dict[str, type[e.Event]] = {
    kind.__name__: kind for kind in get_args(e.Event) if kind is not e.VoteCast
}
"""The events by their names; votes lie in a table of their own."""

_SCHEMA = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE events (seq INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE ballots (
    round TEXT NOT NULL, seat TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (round, seat)
) WITHOUT ROWID;
PRAGMA user_version = {e.VERSION};
"""
_COMPUTED = """
SELECT 1 FROM sqlite_master
WHERE type NOT IN ('table', 'index') OR sql LIKE '%virtual%' OR sql LIKE '% as %' LIMIT 1
"""
"""Finds what no journal has: a view, a trigger, a computed column. To read one may never end."""

_LONGEST_PATH = 504
"""Bytes: SQLite opens no file whose whole path is longer, on any system but Windows."""

_LEAST = {takes: TEXT_BLOCK if takes is Takes.TEXT else BLOCK for takes in Takes}
"""Bytes that whatever is said in a round fills at least."""

_Written = bytes
"""The name of an event and its fields, before they are sealed."""


class JournalError(FileTrouble):
    """The journal cannot be written or read; the message says why and what to do."""


@dataclass(slots=True)
class _Entry:
    events: list[e.Event]
    rows: list[_Written]
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

    def __init__(self, path: Path, key_file: KeyFile, key: bytes, database: Database, written: int) -> None:
        self.path = path
        self.key = key
        self.on_commit: Callable[[e.Event], None] = lambda event: None
        self._key_file = key_file
        self._bodies = Bodies(key)
        self._database = database
        self._connection = database.connection
        self._last = written
        """The number of the last event."""
        self._waiting: list[_Entry] = []
        self._at_work: asyncio.Task[None] | None = None
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._closed = self._ended = False
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
        if (length := len(os.fsencode(folder))) > most and sys.platform != "win32":
            raise JournalError(
                f"{folder.name} lies too deep: its path has {length} bytes, and a session can have {most}. "
                "Choose a folder with a shorter path (--sessions)."
            )

    @classmethod
    def create(cls, path: Path) -> Journal:
        """Start a new journal with a fresh session key.

        Raises:
            JournalError: the file exists, or the place cannot be written.
        """
        with _claimed(path):
            return cls._create(path)

    @classmethod
    def _create(cls, path: Path) -> Journal:
        new, key_file = path.with_name(NEW_NAME), KeyFile.fresh(path.parent)
        with _explained(path):
            try:
                path.touch(mode=0o600, exist_ok=False)
            except FileExistsError:
                raise JournalError(
                    f"{path} exists already: a session is running or waits for `workshop resume`."
                ) from None
            try:
                # What names the key stands on the disk before it: no kill leaves a key that nobody knows.
                _make_tables(new, key_file)
                try:
                    key = key_file.create(path.parent)
                except OSError as error:
                    raise JournalError(
                        f"The key of the session cannot be kept in {keys_folder()}: {error.strerror}. "
                        "Mend that and do the same again; nothing was begun."
                    ) from error
                put_in_place(new, path)
                database = Database(path)
            except BaseException:
                # The key goes first, while the new file still names it to the next start.
                with contextlib.suppress(OSError):
                    key_file.destroy()
                    key_file.remove()
                # Half a journal would stand in the way of the next attempt.
                for file in (new, path):
                    erase(file)
                    remove_file(file)
                raise
        return cls(path, key_file, key, database, 0)

    @classmethod
    def reopen(cls, path: Path) -> tuple[Journal, list[e.Event]]:
        """Open the journal of an interrupted session, with the events it holds.

        Raises:
            JournalError: there is none, it is in use, its key is not here, or another version of the program
                wrote it. The last two are said before anything is changed.
        """
        if not stands(path):
            raise JournalError(f"{path} does not exist: there is nothing to resume.")
        if not is_ordinary(path):
            raise JournalError(f"{path} is a link, or no file at all: nothing is resumed from it.")
        with _claimed(path):
            return cls._reopen(path)

    @classmethod
    def _reopen(cls, path: Path) -> tuple[Journal, list[e.Event]]:
        with _explained(path):
            # In a kill's moment the file alone may make no sense without its log.
            with contextlib.suppress(sqlite3.DatabaseError):
                _refuse(path, look(path))
            database = Database(path)
            try:
                _refuse(path, seen := _looked(database.connection))
                key_file = KeyFile.named(seen.key_name)
                key = key_file.read()
                events, last = _read(database.connection, Bodies(key))
                if not events or not isinstance(events[0], e.SessionOpened):
                    raise JournalError(_nothing_in(path))
            except BaseException:
                database.close()
                raise
            key_file.note_folder(path.parent)
        journal = cls(path, key_file, key, database, last)
        # A kill may have come between the close of a round and the rewriting.
        journal._keeps_order = not journal._forget_order()
        return journal, events

    def note_desk(self, desk: str) -> None:
        """Note beside the key where the desk of this session is served."""
        self._key_file.note_desk(self.path.parent, desk)

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
        # Votes come in storms. The thread writes them out, a whole batch in one go: one that the room has
        # judged holds nothing that cannot be written.
        others = [event for event in events if not isinstance(event, e.VoteCast)]
        rows = self._rows(others) if others else []
        entry = _Entry(events, rows, closes_round, asyncio.get_running_loop().create_future())
        self._waiting.append(entry)
        if self._at_work is None:
            self._at_work = asyncio.create_task(self._write())
        await entry.done

    async def settled(self) -> None:
        """Wait until what was appended so far is committed, or refused, and `on_commit` has seen it."""
        if self._at_work is not None:
            await asyncio.wait([self._at_work])

    def _rows(self, events: Sequence[e.Event]) -> list[_Written]:
        # Written out here and not by the thread: events that cannot be written harm no others.
        with _explained(self.path):
            return [
                f"{type(event).__name__} ".encode() + msgspec.json.encode(event, enc_hook=_as_text)
                for event in events
            ]

    async def close(self) -> None:
        """Write what is queued and close the file; it stays for a resume."""
        await self._stop()
        if self._ended:
            return
        self._ended = True
        await self._in_thread(self._keep_key)
        try:
            await self._in_thread(self._database.close)
        finally:
            give_back(self.path)
        self._writer.shutdown()

    async def destroy(self) -> None:
        """Destroy the key: from then on nobody can read what the journal holds. `remove` takes it away.

        Raises:
            JournalError: the key could not be destroyed; nothing has changed, and the journal goes on.
        """
        await self._stop()
        try:
            await self._in_thread(self._key_file.destroy)
        except OSError as error:
            self._closed = False
            await self._in_thread(self._keep_key)
            raise JournalError(
                f"The session cannot be sealed: its key in {self._key_file.path} could not be destroyed "
                f"({error.strerror or error}). Mend that and do the same again; nothing is lost."
            ) from error
        self.key, self._bodies = b"", Bodies(b"")

    async def remove(self, before_last: Callable[[], None] = lambda: None) -> None:
        """Remove a journal whose key is destroyed. Needs no space on the disk.

        Args:
            before_last: called when nothing can be read any more, and before the file is gone: as long as it
                is there, the next start finishes what was begun.

        Raises:
            JournalError: something of it is still there.
        """
        self._ended = True
        try:
            await self._in_thread(self._database.give_up)
            self._writer.shutdown()
            before_last()
            with _explained(self.path):
                remove(self.path, self._key_file)
        finally:
            give_back(self.path)

    def _keep_key(self) -> None:
        with contextlib.suppress(OSError):
            self._key_file.put_back(self.key)

    async def _in_thread(self, work: Callable[[], None]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._writer, work)

    async def _stop(self) -> None:
        """Take no more events and wait for those that are queued."""
        self._closed = True
        if self._at_work is not None:
            await self._at_work

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
            self._database.forget_order()
        except (sqlite3.Error, OSError):
            return False
        return True

    def _commit(self, batch: _Batch) -> JournalError | None:
        try:
            with _explained(self.path), self._transaction():
                # One call for all rows of a table: SQLite runs it without holding up the event loop,
                # where a call for each row would fight over the interpreter with it.
                if rows := [row for entry in batch.entries for row in entry.rows]:
                    sealed = {
                        seq: self._bodies.seal(row, _event_place(seq))
                        for seq, row in enumerate(rows, self._last + 1)
                    }
                    self._connection.execute(_ADD_EVENTS, _packed(sealed.items()))
                for round_ in _dropped(batch):
                    self._connection.execute("DELETE FROM ballots WHERE round = ?", (str(round_),))
                for round_, votes in _votes(batch).items():
                    noise = {
                        seat: self._bodies.seal(
                            msgspec.json.encode(vote), _ballot_place(str(round_), seat), _LEAST[round_.takes]
                        )
                        for seat, vote in votes.items()
                    }
                    self._connection.execute(_ADD_VOTES, (*_packed(noise.items()), str(round_)))
            self._last += len(rows)
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
INSERT INTO events SELECT value ->> 0, substr(?2, value ->> 1, value ->> 2) FROM json_each(?1)
"""
_ADD_VOTES = """
INSERT INTO ballots SELECT ?3, value ->> 0, substr(?2, value ->> 1, value ->> 2) FROM json_each(?1) WHERE true
ON CONFLICT DO UPDATE SET body = excluded.body
"""


def _packed(sealed: Iterable[tuple[int | Seat, bytes]]) -> tuple[str, bytes]:
    """All bytes one after another, and for each row its name, where it begins and how long it is."""
    places, parts, start = [], [], 1
    for name, body in sealed:
        places.append((name, start, len(body)))
        parts.append(body)
        start += len(body)
    return msgspec.json.encode(places).decode(), b"".join(parts)


def _as_text(value: object) -> str:
    """A round as the journal has it; nothing else needs words of its own there."""
    if not isinstance(value, Round):
        raise NotImplementedError(f"a journal holds no {type(value).__name__}")
    return str(value)


def _from_text(type_: type, text: object) -> Round:
    if type_ is not Round:
        raise NotImplementedError(f"a journal holds no {type_.__name__}")
    return Round.parse(str(text))


def _event_place(seq: int) -> str:
    return f"event {seq}"


def _ballot_place(round_: str, seat: str) -> str:
    return f"ballot {round_} {seat}"


def _votes(batch: _Batch) -> dict[Round, dict[Seat, Vote]]:
    """The votes of a batch by round and seat, the last of each seat; without dropped ones."""
    votes: dict[Round, dict[Seat, Vote]] = {}
    for entry in batch.entries:
        for event in entry.events:
            if isinstance(event, e.VoteCast):
                votes.setdefault(event.round, {})[event.seat] = event.vote
            elif (gone := _gone(event)) is not None:
                votes.pop(gone, None)
    return votes


def _dropped(batch: _Batch) -> list[Round]:
    """The rounds of which nothing stays."""
    gone = (_gone(event) for entry in batch.entries for event in entry.events)
    return [round_ for round_ in gone if round_ is not None]


def _gone(event: e.Event) -> Round | None:
    """The round whose ballots make way for a show of hands, or whose texts are too few to be read."""
    match event:
        case e.HandsCounted(round_, _, True) | e.TextsClosed(round_, False):
            return round_
    return None


@dataclass(frozen=True, slots=True)
class Look:
    """What a journal says without its key."""

    version: object
    """Of the format; 0 where it does not say it."""
    key_name: str


def look(path: Path) -> Look:
    """Look into a journal that nobody uses, and change nothing: its log is not read.

    What is looked at stands in the first two pages of the file from its beginning on, and never changes.

    Raises:
        sqlite3.Error: it is damaged, or only its log says what is in it.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
        return _looked(connection)


def events_in(path: Path, connection: sqlite3.Connection) -> list[e.Event]:
    """What a copy of a journal in memory says, without its votes.

    Raises:
        JournalError: another version wrote it, its key is not here or destroyed, or it is damaged.
    """
    with _explained(path):
        _refuse(path, seen := _looked(connection))
        return _read_events(connection, Bodies(KeyFile.named(seen.key_name).read()))[0]


def refusal(path: Path) -> str:
    """Why a journal that nobody uses cannot be resumed here; empty where nothing is known against it."""
    try:
        with _explained(path):
            _refuse(path, look(path))
    except JournalError as error:
        return str(error)
    return ""


def remove(path: Path, key_file: KeyFile) -> None:
    """Remove a journal that nobody has open, and the file of its key, which is destroyed.

    Raises:
        OSError: something of it is still there.
    """
    erase(path)
    key_file.remove()
    remove_file(path)
    sync_folder(path.parent)


def _make_tables(path: Path, key_file: KeyFile) -> None:
    """Write a new database, in one piece and not in a log: its first page says who can read it."""
    remove_file(path)
    path.touch(mode=0o600, exist_ok=False)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
        connection.execute(
            "INSERT INTO meta VALUES ('version', ?), ('key', ?)", (e.VERSION, key_file.path.name)
        )
        connection.commit()


def _looked(connection: sqlite3.Connection) -> Look:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if connection.execute(_COMPUTED).fetchone():
        raise sqlite3.DatabaseError("malformed: what should be a table is computed")
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    meta = dict(connection.execute("SELECT name, value FROM meta")) if "meta" in tables or version else {}
    key_name = meta.get("key", "")
    return Look(meta.get("version", version), key_name if isinstance(key_name, str) else "")


def _refuse(path: Path, seen: Look) -> None:
    """Refuse what cannot be resumed here.

    Raises:
        JournalError: another version wrote it.
        NoKey: its key is not here, or destroyed.
    """
    if seen.version != e.VERSION:
        raise JournalError(
            f"{path} was written by another version of workshop (format {seen.version or 'before 5'}, "
            f"this one reads {e.VERSION}). "
            "Resume it with that version; nothing was changed."
        )
    if not seen.key_name:
        raise JournalError(_nothing_in(path))
    KeyFile.named(seen.key_name).read()


def _nothing_in(path: Path) -> str:
    return (
        f"{path} holds no session: it was sealed, or it never began. "
        "Nothing can be resumed; the file can be deleted."
    )


def _read(connection: sqlite3.Connection, bodies: Bodies) -> tuple[list[e.Event], int]:
    """The events, and the number of the last one that is no vote."""
    events, last = _read_events(connection, bodies)
    # Ballots change nothing but the ballots of their round, so they may follow all other events.
    for round_, seat, body in connection.execute("SELECT round, seat, body FROM ballots"):
        written, asked = bodies.open(body, _ballot_place(round_, seat)), Round.parse(round_)
        vote: Vote = msgspec.json.decode(written, type=VOTES[asked.takes])
        events.append(e.VoteCast(asked, seat, vote))
    return events, last


def _read_events(connection: sqlite3.Connection, bodies: Bodies) -> tuple[list[e.Event], int]:
    """The events that are no votes, and the number of the last one."""
    events: list[e.Event] = []
    last = 0
    for last, body in connection.execute("SELECT seq, body FROM events ORDER BY seq"):
        name, _, fields = bodies.open(body, _event_place(last)).partition(b" ")
        events.append(msgspec.json.decode(fields, type=_NAMES[name.decode()], dec_hook=_from_text))
    return events, last


@contextmanager
def _claimed(path: Path) -> Iterator[None]:
    """Claim a journal before it is opened; where it is not opened, it is nobody's again."""
    claim(path)
    try:
        yield
    except BaseException:
        give_back(path)
        raise


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
    except NoKey as error:
        raise JournalError(f"{path.parent.name} cannot be resumed. {error}") from error
    except (msgspec.DecodeError, KeyError, NotReadable) as error:
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
