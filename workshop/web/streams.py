"""Server-sent events: tells phones that the room moved on, and once a second how many have voted.

What all phones show alike comes with the news, so that five thousand of them need not ask for it. It is
packed once: a packed stream is a row of parts, each of which can be unpacked without those before it.

Nothing is ever sent once per vote. A stream holds no queue: when it wakes it sends what is new now, so a slow
phone skips what it missed. Streams are woken in slices, so that the screen in the same loop is never held up.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import hdrs, web

from workshop.ports import PhoneRoom
from workshop.room import News
from workshop.web.guard import Guard, Limits
from workshop.web.one_place import OnePlace
from workshop.web.place import place_of, vote_words
from workshop.web.presence import Presence
from workshop.web.problems import PhoneProblem
from workshop.web.security import HEADERS

SLICE = 25
"""Streams woken before the loop may do something else: few, for others wait to hear that theirs counted."""

MOST = 4096
"""Bytes that a page may take on the way; a longer one, such as a long case of a team's own, is asked for."""

_HEADERS = {
    **HEADERS,
    "Content-Type": "text/event-stream",
    "X-Accel-Buffering": "no",
    "Vary": hdrs.ACCEPT_ENCODING,
}
_MOST_PACKED = 16
"""Texts kept packed: those of a place, its counts and its beats."""

_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds.

    `count` is the least time between two counts. A count waits until no vote came for `gather`, but never
    longer than `count`: telling everybody while everybody votes would cost a third of the votes a second.
    `beat` is the time between signs of life, `retry` what browsers wait before they come back.
    """

    count: float = 1.0
    gather: float = 0.1
    beat: float = 15.0
    retry: float = 2.0


@dataclass(slots=True, eq=False)
class _Stream:
    wall: bool = False
    packs: bool = False
    shown: str = ""
    sleeps: asyncio.Future[None] | None = None
    ended: bool = False
    replaced: bool = False
    place: str = ""
    count: str = ""
    beat: int = 0
    news: bool = False

    def wake(self) -> None:
        """There may be something new to send."""
        self.news = True
        if self.sleeps is not None and not self.sleeps.done():
            self.sleeps.set_result(None)

    async def rest(self) -> None:
        """Wait to be woken; an `asyncio.Event` keeps a queue for many, and here are five thousand for one."""
        if not self.news:
            self.sleeps = asyncio.get_running_loop().create_future()
            await self.sleeps
            self.sleeps = None
        self.news = False


class Streams:
    """All open streams of a room, and the count of phones that goes with them."""

    def __init__(
        self,
        room: PhoneRoom,
        presence: Presence,
        one_place: OnePlace,
        guard: Guard,
        limits: Limits,
        tempo: Tempo,
        page: Callable[[str], str] = lambda count: "",
        wall: Callable[[], tuple[str, str]] = lambda: ("", ""),
    ) -> None:
        self.count = ""
        """How far the open vote is, in words; at most `Tempo.count` behind."""
        self._room = room
        self._presence = presence
        self._one_place = one_place
        self._guard = guard
        self._limits = limits
        self._tempo = tempo
        self._page = page
        self._wall = wall
        self._stage: str | None = None
        self._packed: dict[str, bytes] = {}
        self._open: dict[str, list[_Stream]] = {}
        self._walls: list[_Stream] = []
        self._number = 0
        self._place = ""
        self._beat = 0
        self._due = asyncio.Event()
        self._next_pulse: asyncio.TimerHandle | None = None
        self._last_pulse = float("-inf")
        self._latest_pulse = 0.0
        self._last_change = 0.0
        self._tasks: list[asyncio.Task[None]] = []
        self._unsubscribe: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Follow the room from now on."""
        self._place = place_of(self._room.page())
        self._unsubscribe = self._room.subscribe(self._changed)
        self._tasks = [asyncio.create_task(self._wake_streams()), asyncio.create_task(self._keep_beat())]
        self._pulse()

    async def stop(self) -> None:
        """Leave the room and end every stream."""
        self._unsubscribe()
        self._unsubscribe = lambda: None
        if self._next_pulse is not None:
            self._next_pulse.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for stream in self._all():
            stream.ended = True
            stream.wake()

    def _all(self) -> list[_Stream]:
        return [*self._walls, *(stream for streams in self._open.values() for stream in streams)]

    def pulse_soon(self) -> None:
        """Count again, when the last count is old enough and the storm of votes is over."""
        loop = asyncio.get_running_loop()
        self._last_change = loop.time()
        if self._next_pulse is None:
            at = max(self._last_change + self._tempo.gather, self._last_pulse + self._tempo.count)
            self._latest_pulse = at + self._tempo.count
            self._next_pulse = loop.call_at(at, self._pulse_if_calm)

    async def serve(self, request: web.Request, token: str | None) -> web.StreamResponse:
        """Send events to one phone until it or the room goes away; without a token to who reads the wall.

        Raises:
            PhoneProblem: the room is full.
        """
        if self._number >= self._limits.streams:
            raise PhoneProblem(503, "The room is full.", title="One moment, please.", wait=30)
        stream = self._opened(token) if token is not None else self._opened_wall()
        stream.shown = request.query.get("at", "")
        stream.packs = "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, "")
        response = web.StreamResponse(headers=_HEADERS)
        if stream.packs:
            response.headers[hdrs.CONTENT_ENCODING] = "gzip"
        try:
            await response.prepare(request)
            response.headers.clear()  # they are sent, and a hall of streams would keep them for hours
            begin = self._encoded(stream, f"retry: {int(self._tempo.retry * 1000)}\n\n")
            await response.write(_GZIP_HEAD + begin if stream.packs else begin)
            while not stream.ended:
                if news := self._news(stream):
                    await response.write(news)
                await stream.rest()
            if stream.replaced:  # a tab that made room for the phone's newer ones must not come back
                await response.write(self._encoded(stream, "event: bye\ndata: bye\n\n"))
        except ConnectionResetError:
            pass  # the phone has gone; it comes back by itself
        finally:
            self._closed(token, stream)
        return response

    def _opened(self, token: str) -> _Stream:
        stream = _Stream(beat=self._beat)
        mine = self._open.setdefault(token, [])
        mine.append(stream)
        self._number += 1
        for oldest in mine[: -self._limits.streams_a_phone]:
            oldest.ended = oldest.replaced = True
            oldest.wake()
        self._one_place.opened(token)
        if self._presence.stream_opened(token):
            self.pulse_soon()
        return stream

    def _opened_wall(self) -> _Stream:
        """One that counts in the limit of all streams, and as no phone."""
        stream = _Stream(wall=True, beat=self._beat)
        self._walls.append(stream)
        self._number += 1
        return stream

    def _closed(self, token: str | None, stream: _Stream) -> None:
        if token is None:
            self._walls.remove(stream)
            self._number -= 1
            return
        mine = self._open[token]
        mine.remove(stream)
        if not mine:
            del self._open[token]
        self._number -= 1
        self._presence.stream_closed(token)

    def _news(self, stream: _Stream) -> bytes:
        lines = []
        place, wall = self._wall() if stream.wall else (self._place, "")
        if stream.place != place:
            stream.place = place
            lines.append(_wall_event(place, wall, stream.shown) if stream.wall else self._stage_for(stream))
        elif stream.beat != self._beat:
            lines.append(f"event: beat\ndata: {self._place}\n\n")
        stream.beat = self._beat
        if stream.count != self.count:
            stream.count = self.count
            if self.count or stream.wall:
                lines.append(f"event: count\ndata: {self.count}\n\n")
        return b"".join(self._encoded(stream, line) for line in lines)

    def _stage_for(self, stream: _Stream) -> str:
        """That the room is at another place, with its page, unless the phone shows it or it is too long."""
        bare = f"event: stage\ndata: {self._place}\n\n"
        if stream.shown == self._place:
            return bare
        if self._stage is None:
            page = "".join(f"data: {line}\n" for line in self._page(self.count).splitlines() if line)
            self._stage = f"{bare[:-1]}{page}\n"
        return self._stage if len(self._encoded(stream, self._stage)) <= MOST else bare

    def _encoded(self, stream: _Stream, text: str) -> bytes:
        if not stream.packs:
            return text.encode()
        packed = self._packed.get(text)
        if packed is None:
            if len(self._packed) > _MOST_PACKED:
                self._packed.clear()
            packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
            packed = packer.compress(text.encode()) + packer.flush(zlib.Z_SYNC_FLUSH)
            self._packed[text] = packed
        return packed

    def _changed(self, change: News) -> None:
        if News.STAGE in change:
            self._place = place_of(self._room.page())
            self._stage = None
            self._due.set()
            # The count of the vote before must not stand under the new one.
            self.count = vote_words(self._room.view())
        self.pulse_soon()

    def _pulse_if_calm(self) -> None:
        loop = asyncio.get_running_loop()
        calm_at = self._last_change + self._tempo.gather
        if loop.time() < min(calm_at, self._latest_pulse):
            self._next_pulse = loop.call_at(min(calm_at, self._latest_pulse), self._pulse_if_calm)
        else:
            self._pulse()

    def _pulse(self) -> None:
        self._next_pulse = None
        self._last_pulse = asyncio.get_running_loop().time()
        self._room.note_present(self._presence.count())
        self._room.warn("one place", self._one_place.words(len(self._open)))
        self._room.warn("crowded", self._guard.words())
        count = vote_words(self._room.view())
        if count != self.count:
            self.count = count
            self._due.set()

    async def _wake_streams(self) -> None:
        while True:
            await self._due.wait()
            await self._room.until_drawn()
            self._due.clear()
            for number, stream in enumerate(self._all(), start=1):
                stream.wake()
                if number % SLICE == 0:
                    await asyncio.sleep(0)

    async def _keep_beat(self) -> None:
        while True:
            await asyncio.sleep(self._tempo.beat)
            self._beat += 1
            self._due.set()
            self.pulse_soon()


def _wall_event(name: str, html: str, shown: str) -> str:
    """What the wall says now, with its name; the name alone for a page that shows it already."""
    lines = () if shown == name else (line for line in html.splitlines() if line)
    return "event: wall\n" + "".join(f"data: {line}\n" for line in (name, *lines)) + "\n"
