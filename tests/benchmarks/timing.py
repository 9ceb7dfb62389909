"""Guessing with a clock what another phone has said: the way that once led to every answer.

    python -m tests.benchmarks timing
    python -m tests.benchmarks timing short

While a vote is open and far below the smallest group, a phone gives its answer and shows its page. Another
one then gives each possible answer in turn, in any order, and takes the time of its own page after each. The
answer whose page came first is its guess; and it looks where the true one stands in that order. Then the vote
is closed and opened again, so that nothing is left of this attempt. The same is done to a room that keeps its
pages for those who have said the same, as this program once did: there the clock must find something.
"""

from __future__ import annotations

import asyncio
import itertools
import math
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.benchmarks.load import Wire
from tests.benchmarks.rooms import new_room
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.live.steps.pulse import PulsePicture
from workshop.core.live.view import PhoneView
from workshop.core.words import CONFIDENCES, Decision
from workshop.room import Room
from workshop.web.pages import Pages, Rendered

AGENDA, PULSE = "60-minutes", "fear"
ATTEMPTS = {"an answer of a pulse": (400, 60), "a whole ballot": (100, 12)}
"""How often each is guessed: in full, and in the short form."""

Form = Sequence[tuple[str, str]]


class _Phone:
    """One phone on a connection of its own."""

    def __init__(self, wire: Wire, url: str) -> None:
        self._wire = wire
        self._parts = urlsplit(url)

    @classmethod
    async def joined(cls, url: str) -> _Phone:
        parts = urlsplit(url)
        loop = asyncio.get_running_loop()
        _, wire = await loop.create_connection(Wire, parts.hostname or "", parts.port or 80)
        phone = cls(wire, url)
        await phone.page()
        return phone

    async def page(self) -> float:
        """Show the page; returns how long it took, in seconds."""
        begun = time.perf_counter()
        await self._ask("GET", "", "")
        return time.perf_counter() - begun

    async def say(self, leaf: str, form: Form) -> None:
        """Vote."""
        await self._ask("POST", f"/{leaf}", urlencode(form))

    async def _ask(self, method: str, leaf: str, body: str) -> None:
        host = self._parts.netloc
        lines = [f"{method} {self._parts.path}{leaf} HTTP/1.1", f"Host: {host}", f"Origin: http://{host}"]
        if self._wire.cookie:
            lines.append(f"Cookie: {self._wire.cookie}")
        if body:
            lines += ["Content-Type: application/x-www-form-urlencoded", "Accept: application/json"]
            lines.append(f"Content-Length: {len(body)}")
        answered: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._wire.ask("\r\n".join([*lines, "", body]).encode(), answered.set_result)
        assert await answered == 200


async def measure(*options: str) -> list[str]:
    """Lines for the report."""
    lines = [f"{what}: {line}" for what in ATTEMPTS for line in [await _guessed(what, "short" in options)]]
    with _kept_for_those_who_said_the_same():
        weak = [await _guessed(what, True) for what in ATTEMPTS]
    lines += [f"where pages are kept, {what}: {line}" for what, line in zip(ATTEMPTS, weak, strict=True)]
    return lines


async def _guessed(what: str, short: bool) -> str:
    attempts = ATTEMPTS[what][short]
    with tempfile.TemporaryDirectory() as folder:
        backstage, room, url = await new_room(Path(folder), AGENDA)
        try:
            while not _is_there(what, room):
                await room.lead(c.Advance(room.clock(), room.present))
            other, clock = await _Phone.joined(url), await _Phone.joined(url)
            places = [await _attempt(what, room, other, clock) for _ in range(attempts)]
        finally:
            await backstage.leave()
    options = len(_forms(what, room.page()))
    low, high = _by_chance(attempts, 1 / options)
    middle, about = (options + 1) / 2, 1.96 * math.sqrt((options**2 - 1) / 12 / attempts)
    return (
        f"{places.count(1)} of {attempts} guessed among {options} (95% of chance: {low} to {high}); "
        f"the true one came as number {statistics.mean(places):.1f} "
        f"(chance: {middle - about:.1f} to {middle + about:.1f})"
    )


async def _attempt(what: str, room: Room, other: _Phone, clock: _Phone) -> int:
    """At which place the true answer stands among those whose page came first."""
    leaf, forms = _leaf(what), _forms(what, room.page())
    true = random.choice(forms)
    await other.say(leaf, true)
    await other.page()
    taken: list[tuple[float, Form]] = []
    for form in random.sample(forms, len(forms)):
        await clock.say(leaf, form)
        taken.append((await clock.page(), form))
    await room.lead(c.Advance(room.clock(), room.present))
    await room.lead(c.TakeBack(room.clock()))
    return [form for _, form in sorted(taken, key=lambda entry: entry[0])].index(true) + 1


def _is_there(what: str, room: Room) -> bool:
    view = room.view()
    if _leaf(what) == "ballot":
        return view.stage is Stage.VOTE_1
    return isinstance(view.picture, PulsePicture) and not view.is_closed and view.picture.pulse.id == PULSE


def _leaf(what: str) -> str:
    return "ballot" if "ballot" in what else "answer"


def _forms(what: str, view: PhoneView) -> list[Form]:
    """All that can be said; of ballots 96, in which one line is tapped or none."""
    round_ = ("round", str(view.round))
    if _leaf(what) == "answer":
        asked = view.picture
        values = asked.pulse.values if isinstance(asked, PulsePicture) else ()
        return [(round_, ("value", value)) for value in values]
    return [
        (
            round_,
            *(("tap", str(tap)) for tap in taps),
            ("decision", decision.value),
            ("confidence", str(sure)),
        )
        for taps, decision, sure in itertools.product(((), (0,), (1,), (2,)), Decision, CONFIDENCES)
    ]


def _by_chance(attempts: int, share: float) -> tuple[int, int]:
    """The hits between which chance stays in 95 of 100 cases."""
    so_far = 0.0
    bounds: list[int] = []
    for hits in range(attempts + 1):
        so_far += math.comb(attempts, hits) * share**hits * (1 - share) ** (attempts - hits)
        if len(bounds) < 1 and so_far > 0.025:
            bounds.append(hits)
        if so_far >= 0.975:
            return bounds[0], hits
    return bounds[0], attempts


@contextmanager
def _kept_for_those_who_said_the_same() -> Iterator[None]:
    """The weak rule, to see that the clock finds what there is to find."""
    strong: Callable[..., Rendered] = Pages.room

    def weak(self: Pages, view: PhoneView, *, count: str, part: bool, change: bool) -> Rendered:
        key = (part, change, view.held, view.given)
        if key not in self._kept:
            self._kept[key] = strong(self, view, count=count, part=part, change=change)
        return self._kept[key]

    Pages.room = weak  # type: ignore[method-assign]
    try:
        yield
    finally:
        Pages.room = strong  # type: ignore[method-assign]
