"""Tells open desks what is new: the part of the page that changes, made once for all that are told the same.

Desks are few. A stream holds no queue: when it wakes it sends what is new now. Nothing is made while no desk
is open.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence

from aiohttp import web

from workshop.ports import DeskRoom
from workshop.room import News
from workshop.web.desk_openings import Openings
from workshop.web.security import HEADERS

MOST = 20
"""Desks that listen at the same time; of more the oldest goes."""

PACE = 0.25
"""Seconds between two looks at what is new: counts come in storms."""

_HEADERS = {**HEADERS, "Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}


class _Stream:
    def __init__(self, cookie: str, opening: str) -> None:
        self.cookie, self.opening = cookie, opening
        self.event = b""
        self.wakes = asyncio.Event()
        self.ended = self.replaced = False


class DeskStreams:
    """All open streams of desks."""

    def __init__(
        self, room: DeskRoom, part: Callable[[bool], str], openings: Openings, beat: float, retry: float
    ) -> None:
        """Make it.

        Args:
            room: what is followed.
            part: writes the part of the page that changes, for those who are told of one more device or not.
            openings: says who is told that a further device holds the desk.
            beat: seconds after which it is sent again, so that a dead stream is noticed and clocks go on.
            retry: seconds that a browser waits before it comes back.
        """
        self._room = room
        self._part = part
        self._openings = openings
        self._beat = beat
        self._retry = retry
        self._open: list[_Stream] = []
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._unsubscribe: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Follow the room from now on."""
        self._unsubscribe = self._room.subscribe(self._hear)
        self._task = asyncio.create_task(self._tell())

    async def stop(self) -> None:
        """Leave the room and end every stream."""
        self._unsubscribe()
        self._unsubscribe = lambda: None
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        for stream in self._open:
            stream.ended = True
            stream.wakes.set()

    async def serve(self, request: web.Request, cookie: str, opening: str) -> web.StreamResponse:
        """Send events to one desk until it goes, or is shut out."""
        stream = _Stream(cookie, opening)
        self._open.append(stream)
        for oldest in self._open[:-MOST]:
            oldest.ended = oldest.replaced = True
            oldest.wakes.set()
        response = web.StreamResponse(headers=_HEADERS)
        try:
            await response.prepare(request)
            await response.write(f"retry: {int(self._retry * 1000)}\n\n".encode())
            self._make_for([stream])
            await self._follow(stream, response)
        except ConnectionResetError:
            pass  # the device has gone; it comes back by itself
        finally:
            self._open.remove(stream)
        return response

    async def _follow(self, stream: _Stream, response: web.StreamResponse) -> None:
        while True:
            await stream.wakes.wait()
            stream.wakes.clear()
            if stream.replaced or not self._room.is_desk(stream.cookie):
                await response.write(b"event: bye\ndata: bye\n\n")
                return
            if stream.ended:
                return
            await response.write(stream.event)

    def tell_all(self) -> None:
        """Send what is new, though nothing happened in the room."""
        if self._open:
            self._news.set()

    def _hear(self, change: News) -> None:
        self.tell_all()

    async def _tell(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._beat):
                    await self._news.wait()
            self._news.clear()
            if not self._open:
                continue
            await self._room.until_drawn()
            try:
                self._make_for(self._open)
            except Exception as error:
                # A picture that fails must not end those that follow.
                asyncio.get_running_loop().call_exception_handler(
                    {"message": "the desk could not be drawn", "exception": error}
                )
            await asyncio.sleep(PACE)

    def _make_for(self, streams: Sequence[_Stream]) -> None:
        """Make what is sent next, once for all that are told the same, and wake them."""
        told = [self._openings.is_news_to(stream.opening) for stream in streams]
        events = {is_told: self._made(is_told) for is_told in set(told)}
        for stream, is_told in zip(streams, told, strict=True):
            stream.event = events[is_told]
            stream.wakes.set()

    def _made(self, is_told: bool) -> bytes:
        lines = "".join(f"data: {line}\n" for line in self._part(is_told).splitlines() if line)
        return f"event: desk\n{lines}\n".encode()
