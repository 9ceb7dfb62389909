"""Rooms without a browser: an agenda of one scenario, a session that waits, a phone that speaks HTTP."""

from __future__ import annotations

import asyncio
import http.client
import re
import socket
import time
import urllib.parse
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.builders import ONE_SCENARIO, a_ballot, an_opening, cast_all, lead_to
from tests.patience import PATIENCE
from tests.terminal import Terminal
from workshop.core.agenda.agenda import Step
from workshop.core.live.session import Stage
from workshop.core.plans.look_back import LookBack
from workshop.room import Room
from workshop.storage.plans.folder import PlanFolder

_TOO_OFTEN = 429

ADDRESS = re.compile(r"127\.0\.0\.1:(\d+)/([A-Z0-9]{4})")
CODE = "7QK2"
FIELDS_BEFORE_THE_GROUP = 6
"""Title, work shown, sponsor, purpose, outcome and series."""

ONE_SHORT = """
schema_version = 1
title = "One case"
summary = "A case with one vote."
[[step]]
kind = "open"
phase = "learn"
minutes = 1
title = "Why we are here"
[[step]]
kind = "scenario"
phase = "learn"
minutes = 1
cycle = "short"
scenario = "{scenario}"
[[step]]
kind = "actions"
phase = "learn"
minutes = 1
[[step]]
kind = "close"
phase = "learn"
minutes = 1
"""


def an_agenda_file(folder: Path, scenario: str = "learn-04") -> Path:
    """An agenda of one's own with one short scenario."""
    path = folder / "one-case.toml"
    path.write_text(ONE_SHORT.format(scenario=scenario), "utf-8")
    return path


def waiting_session(
    sessions: Path,
    stage: Stage = Stage.VOTE_1,
    *,
    ballots: int = 0,
    steps: Sequence[Step] = ONE_SCENARIO,
    look_back: LookBack | None = None,
    led: Callable[[Room], Awaitable[None]] | None = None,
) -> Path:
    """The folder of a session that was led somewhere, got some ballots, and was interrupted."""
    opening = an_opening(
        steps,
        at=time.time(),
        host="127.0.0.1",
        port=a_free_port(),
        code=CODE,
        k=3,
        session_id="waiting",
        look_back=look_back,
    )

    async def begin() -> None:
        room = await Room.begin(opening, PlanFolder(sessions / "waiting"))
        await (led(room) if led is not None else lead_to(room, stage))
        await cast_all(room, [a_ballot()] * ballots)
        await room.close()

    asyncio.run(begin())
    return sessions / "waiting"


def a_free_port() -> int:
    """A port that nobody listens on, outside the range that the program tries."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def local() -> tuple[str, ...]:
    """The options of a room for this machine alone, at a port that no other test has."""
    return ("--host", "127.0.0.1", "--port", str(a_free_port()))


def set_up(screen: Terminal, *, earlier_is_broken: bool = False) -> str:
    """Take the defaults with a smallest group of three; returns the address phones join at.

    Where files of the earlier session cannot be read, the room begins all the same.
    """
    screen.until_so(lambda text: re.search(r"Title +▌", text) is not None, "the first field")
    screen.press("\t" * FIELDS_BEFORE_THE_GROUP)
    screen.until_so(lambda text: re.search(r"Smallest group +▌", text) is not None, "the smallest group")
    screen.press("3", "\r")
    begin_anyway(screen)
    if earlier_is_broken:
        screen.until("Begin all the same")
        screen.press("\x1b[B\r")
    return address(screen)


def begin_anyway(screen: Terminal) -> None:
    """Begin without a purpose or an outcome, if it is asked for."""
    further = ("Begin anyway?", "Space  begin", "Begin all the same")
    screen.until_so(lambda text: any(words in text for words in further), "what Enter led to")
    if further[0] in screen.text:
        screen.press("\r")


def address(screen: Terminal) -> str:
    """The address phones join at, once its QR code is on the screen: in letters it stands in two places."""
    found: list[str] = []

    def is_read(_: str) -> bool:
        found.append(screen.code_read())
        return ADDRESS.search(found[-1]) is not None

    screen.until_so(is_read, "the QR code of the address")
    return f"http://{found[-1].partition('://')[2]}"


def leave_the_actions(screen: Terminal, then: str) -> None:
    """Past what is open in the plan, which keeps nobody, to the next footer."""
    screen.insist(" ", f"Space  {then}")


def ask_to_seal(screen: Terminal, next_date: str = "") -> None:
    """From the closing to its last question; where nobody said the next date, to the suggested one first."""
    if "A session is one step." in screen.insist(" ", "Esc leave"):
        screen.press(f"{next_date}\r")
    screen.until("Save and end")


def seal(screen: Terminal, next_date: str = "") -> None:
    """From the closing to sealed files."""
    ask_to_seal(screen, next_date)
    screen.insist("\r", "The votes are destroyed")


class PlainPhone:
    """A phone that speaks HTTP and keeps its cookie; it may send what no page would send."""

    def __init__(self, url: str) -> None:
        parts = urllib.parse.urlsplit(url)
        self._host, self._port, self._home = parts.hostname or "", parts.port or 80, parts.path
        self._headers: dict[str, str] = {}
        # It is here once its cookie has come back.
        for _ in range(2):
            status, _ = self.send("GET", "")
            assert status == 200

    def send(
        self, method: str, leaf: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """A request under the room's address, again where it came too soon; status and answer."""
        end = time.monotonic() + PATIENCE
        while (heard := self._ask(method, leaf, body, headers or {}))[0] == _TOO_OFTEN:
            assert time.monotonic() < end, "who asked too often is never heard again"
        return heard

    def _ask(self, method: str, leaf: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, str]:
        line = http.client.HTTPConnection(self._host, self._port, timeout=PATIENCE)
        try:
            line.request(method, self._home + leaf, body, {**self._headers, **headers})
            reply = line.getresponse()
            if cookie := reply.headers.get("Set-Cookie"):
                self._headers["Cookie"] = cookie.partition(";")[0]
            return reply.status, reply.read().decode()
        finally:
            line.close()

    @contextmanager
    def listen(self) -> Iterator[http.client.HTTPResponse]:
        """The open stream of events."""
        line = http.client.HTTPConnection(self._host, self._port, timeout=PATIENCE)
        try:
            line.request("GET", f"{self._home}/events", headers=self._headers)
            yield line.getresponse()
        finally:
            line.close()

    def post(self, body: bytes, leaf: str = "/ballot", **headers: str) -> tuple[int, str]:
        """Send bytes in the place of a ballot, or of an answer."""
        form = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://{self._host}:{self._port}",
            "Accept": "application/json",
        }
        return self.send("POST", leaf, body, form | headers)

    def cast(self, *fields: tuple[str, str], leaf: str = "/ballot") -> tuple[int, str]:
        """Send the fields of a ballot, or of an answer."""
        return self.post(urllib.parse.urlencode(fields).encode(), leaf)

    def vote(self, round_: str, decision: str) -> None:
        """Cast a ballot that must be counted."""
        status, answer = self.cast(("round", round_), ("decision", decision))
        assert (status, answer) == (200, '{"counted": true}')

    def put_dots(self, round_: str, *ideas: str) -> None:
        """Give dots that must be counted."""
        dots = (("dot", idea) for idea in ideas)
        status, answer = self.cast(("round", round_), *dots, leaf="/answer")
        assert (status, answer) == (200, '{"counted": true}')


def phones_at(url: str, number: int) -> Sequence[PlainPhone]:
    """Some phones that have opened the page."""
    return [PlainPhone(url) for _ in range(number)]
