"""What the endpoint needs of the live room; `workshop.room.Room` is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from workshop.core.agenda.pulse import Answer
from workshop.core.live.session import Ballot, RoundId
from workshop.core.live.view import PhoneView, RoomView
from workshop.room import Change


class PhoneRoom(Protocol):
    """A room as the phones' endpoint sees it."""

    def view(self) -> RoomView:
        """The place, the counts and the set-up; made anew after each change, so not once per phone."""
        ...

    def new_token(self) -> str:
        """A token for a phone that has none yet."""
        ...

    def knows(self, token: str) -> bool:
        """Whether this room gave a token out."""
        ...

    def phone(self, token: str) -> PhoneView:
        """What one phone may show now."""
        ...

    async def cast(self, token: str, round_: RoundId, ballot: Ballot) -> None:
        """Count a ballot; returns only after it is durable."""
        ...

    async def answer(self, token: str, round_: RoundId, answer: Answer) -> None:
        """Count an answer to a pulse; returns only after it is durable."""
        ...

    def subscribe(self, subscriber: Callable[[Change], None]) -> Callable[[], None]:
        """Be told of changes; returns the way to stop it."""
        ...

    async def until_drawn(self) -> None:
        """Wait until the wall shows the last change, where there is one; phones come after it."""
        ...

    def note_present(self, phones: int) -> None:
        """Take notice of how many phones are here."""
        ...

    def warn(self, about: str, words: str) -> None:
        """Tell the facilitator something of the phones, in place of what was said about it; "" ends it."""
        ...
