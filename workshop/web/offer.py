"""The report of a sealed session, for a while, for the phones that were in the room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workshop.web.problems import PhoneProblem

MINUTES = 10


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

    def make(self, html: bytes, phones: frozenset[str]) -> None:
        """Offer a page from now on for `MINUTES` to the phones with these tokens."""
        self._page = _Page(html, self._clock() + MINUTES * 60, phones)

    def page(self, token: str | None) -> bytes:
        """The page, for one phone.

        Raises:
            PhoneProblem: it is not offered, not any more, or not to this phone.
        """
        if self._page is None:
            raise PhoneProblem(409, "The facilitator has not offered it yet.", title="No report is here.")
        if self._clock() > self._page.until:
            sentence = f"It was here for {MINUTES} minutes. Ask the facilitator for it."
            raise PhoneProblem(410, sentence, title="The report is gone.")
        if token not in self._page.phones:
            raise PhoneProblem(403, "The report is for the phones that were in the room.")
        return self._page.html
