"""An answer that is the same for every phone, put together once and not for each request."""

from __future__ import annotations

import time
from email.utils import formatdate
from http import HTTPStatus

from aiohttp import HttpVersion11, hdrs, web
from aiohttp.abc import AbstractStreamWriter


class Prepared(web.StreamResponse):
    """Answers any number of requests with the same bytes, and keeps nothing of any of them.

    Nothing can be added for a single phone: a cookie or a header that is set later is not sent.
    """

    def __init__(self, headers: dict[str, str], body: bytes, *, status: int = 200) -> None:
        super().__init__(status=status, headers=headers)
        self._plain = (status, headers, body)
        self._head = "".join(
            f"{line}\r\n"
            for line in (
                f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
                *(f"{name}: {value}" for name, value in headers.items()),
                f"Content-Length: {len(body)}",
            )
        )
        self._after_head = body
        self._second = -1
        self._bytes = b""

    @staticmethod
    def fits(request: web.BaseRequest) -> bool:
        """Whether a request is of the usual kind: over a connection that stays open."""
        usual = request.version == HttpVersion11 and request.method != hdrs.METH_HEAD
        return usual and bool(request.keep_alive)

    def to(self, request: web.BaseRequest) -> web.StreamResponse:
        """This answer, or the same put together for a request of another kind."""
        if Prepared.fits(request):
            return self
        status, headers, body = self._plain
        return web.Response(status=status, headers=headers, body=body)

    @property
    def keep_alive(self) -> bool:
        """The connection stays open."""
        return True

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """Send all of it."""
        second = int(time.time())
        if second != self._second:
            self._second = second
            head = f"{self._head}Date: {formatdate(second, usegmt=True)}\r\n\r\n"
            self._bytes = head.encode("ascii") + self._after_head
        await request.writer.write(self._bytes)
        return None

    async def write_eof(self, data: bytes = b"") -> None:
        """Nothing is left to send."""
