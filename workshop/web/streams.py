"""Server-sent events: tells phones that the room moved on, and once a second how many have voted.

Nothing is ever sent once per vote. A stream holds no queue: when it wakes it sends what is new now, so a slow
phone skips what it missed. Streams are woken in slices, so that the screen in the same loop is never held up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from workshop.room import Change
from workshop.web.audience import PhoneRoom
from workshop.web.guard import Limits
from workshop.web.place import count_words, place_of
from workshop.web.presence import Presence
from workshop.web.problems import PhoneProblem
from workshop.web.security import HEADERS

SLICE = 100
"""Streams woken before the loop may do something else."""

_HEADERS = {**HEADERS, "Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}


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
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False
    replaced: bool = False
    place: str = ""
    count: str = ""
    beat: int = 0


class Streams:
    """All open streams of a room, and the count of phones that goes with them."""

    def __init__(self, room: PhoneRoom, presence: Presence, limits: Limits, tempo: Tempo) -> None:
        self.count = ""
        """How far the open vote is, in words; at most `Tempo.count` behind."""
        self._room = room
        self._presence = presence
        self._limits = limits
        self._tempo = tempo
        self._open: dict[str, list[_Stream]] = {}
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
        self._place = place_of(self._room.view())
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
        for streams in self._open.values():
            for stream in streams:
                stream.ended = True
                stream.wake.set()

    def pulse_soon(self) -> None:
        """Count again, when the last count is old enough and the storm of votes is over."""
        loop = asyncio.get_running_loop()
        self._last_change = loop.time()
        if self._next_pulse is None:
            at = max(self._last_change + self._tempo.gather, self._last_pulse + self._tempo.count)
            self._latest_pulse = at + self._tempo.count
            self._next_pulse = loop.call_at(at, self._pulse_if_calm)

    async def serve(self, request: web.Request, token: str) -> web.StreamResponse:
        """Send events to one phone until it or the room goes away.

        Raises:
            PhoneProblem: the room is full.
        """
        if self._number >= self._limits.streams:
            raise PhoneProblem(503, "The room is full.", title="One moment, please.", wait=30)
        response = web.StreamResponse(headers=_HEADERS)
        stream = self._opened(token)
        try:
            await response.prepare(request)
            await response.write(f"retry: {int(self._tempo.retry * 1000)}\n\n".encode())
            while not stream.ended:
                if news := self._news(stream):
                    await response.write(news)
                await stream.wake.wait()
                stream.wake.clear()
            if stream.replaced:  # a tab that made room for the phone's newer ones must not come back
                await response.write(b"event: bye\ndata: bye\n\n")
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
            oldest.wake.set()
        if self._presence.stream_opened(token):
            self.pulse_soon()
        return stream

    def _closed(self, token: str, stream: _Stream) -> None:
        mine = self._open[token]
        mine.remove(stream)
        if not mine:
            del self._open[token]
        self._number -= 1
        self._presence.stream_closed(token)

    def _news(self, stream: _Stream) -> bytes:
        lines = []
        if stream.place != self._place:
            stream.place = self._place
            lines.append(f"event: stage\ndata: {self._place}\n\n")
        elif stream.beat != self._beat:
            lines.append(f"event: beat\ndata: {self._place}\n\n")
        stream.beat = self._beat
        if stream.count != self.count:
            stream.count = self.count
            if self.count:
                lines.append(f"event: count\ndata: {self.count}\n\n")
        return "".join(lines).encode()

    def _changed(self, change: Change) -> None:
        if Change.STAGE in change:
            self._place = place_of(self._room.view())
            self._due.set()
            # The count of the vote before must not stand under the new one.
            self.count = count_words(self._room.view())
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
        count = count_words(self._room.view())
        if count != self.count:
            self.count = count
            self._due.set()

    async def _wake_streams(self) -> None:
        while True:
            await self._due.wait()
            await self._room.until_drawn()
            self._due.clear()
            awake = [stream for streams in self._open.values() for stream in streams]
            for number, stream in enumerate(awake, start=1):
                stream.wake.set()
                if number % SLICE == 0:
                    await asyncio.sleep(0)

    async def _keep_beat(self) -> None:
        while True:
            await asyncio.sleep(self._tempo.beat)
            self._beat += 1
            self._due.set()
            self.pulse_soon()
