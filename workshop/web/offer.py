"""The report of a sealed session, for a while, for the phones that were in the room.

A sealed session takes its cookies back, since they once led to ballots. What a phone gets instead leads to
nothing but the report.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from workshop.web import cookies
from workshop.web.problems import PhoneProblem

MINUTES = 10
GUEST = "guest"
"""The cookie of a phone that was in the room, once the session is sealed."""
_STAYS = 3600
"""Seconds: the facilitator may offer the report a while after the sealing."""


@dataclass(frozen=True, slots=True)
class _Page:
    html: bytes
    until: float
    phones: frozenset[str]


class Offer:
    """Holds the report while it is offered; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._page: _Page | None = None
        self._guests: dict[str, str] = {}
        """What phones got for their tokens."""

    def invite(self, response: web.StreamResponse, token: str) -> None:
        """Hand a phone that was in the room what lets it fetch the report."""
        guest = self._guests.setdefault(token, secrets.token_urlsafe(16))
        cookies.give(response, GUEST, guest, stays=_STAYS)

    def make(self, html: bytes, phones: frozenset[str]) -> None:
        """Offer a page from now on for `MINUTES` to the phones with these tokens."""
        self._page = _Page(html, self._clock() + MINUTES * 60, phones)

    @property
    def stands(self) -> bool:
        """Whether phones can fetch the page now."""
        return self._page is not None and self._clock() <= self._page.until

    def page(self, token: str | None, guest: str | None = None) -> bytes:
        """The page, for one phone: by its token, or by what it got for it.

        Raises:
            PhoneProblem: it is not offered, not any more, or not to this phone.
        """
        if self._page is None:
            raise PhoneProblem(409, "The facilitator has not offered it yet.", title="No report is here.")
        if self._clock() > self._page.until:
            sentence = f"It was here for {MINUTES} minutes. Ask the facilitator for it."
            raise PhoneProblem(410, sentence, title="The report is gone.")
        if token not in self._page.phones and guest not in self._guests.values():
            raise PhoneProblem(403, "The report is for the phones that were in the room.")
        return self._page.html
