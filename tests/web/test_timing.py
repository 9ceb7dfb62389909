"""What another phone said leaves no trace that a clock could find: by structure, not by a clock.

Two rooms are alike but for what one phone says in them. Then a third phone asks. In both rooms it must be
answered by the same calls, in the same order, and both must keep the same under the same keys. What a clock
sees is a row of the benchmarks: `python -m tests.benchmarks timing`.
"""

from __future__ import annotations

import asyncio
import collections
import contextlib
import copy
import dataclasses
import difflib
import functools
import gc
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from multidict import CIMultiDict

from tests.builders import Clock, a_ballot, a_room, an_opening, answer, go_to, picture, round_now, vote
from tests.core.live.test_groups import LEADERS, LIBRARY, MANAGERS, SALES, STEPS
from tests.stages import AFTER_REVEAL
from tests.web.conftest import (
    CONFIDENCE,
    FAULTY_STEP,
    PULSE_STEPS,
    ROLE_STEP,
    SAFETY,
    SOUND_STEP,
    SUPPORT,
    a_long_opening,
)
from workshop import room as room_of
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live import machine
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.dots import DotsPicture
from workshop.core.live.steps.pulse import PulsePicture
from workshop.core.live.steps.scenario import CasePicture
from workshop.core.live.view import PhoneView, RoomView, phone_pages
from workshop.core.words import CONFIDENCES, Audience, Decision
from workshop.room import Room
from workshop.storage.journal import Journal
from workshop.web import templating
from workshop.web.endpoint import Endpoint
from workshop.web.pages import Pages, Rendered
from workshop.web.seat_cookie import NAME
from workshop.web.streams import _Stream

OURS = str(Path(templating.__file__).parents[1])
"""Where our functions and templates lie."""

DOTS_STEP = next(index for index, step in enumerate(PULSE_STEPS) if step.kind is StepKind.DOTS)


@dataclass(frozen=True)
class Place:
    """Where the phones begin to answer, and where the third one asks."""

    begins: int
    step: int
    stage: Stage
    in_groups: bool = False
    """In a room whose groups each have a text of their own."""


PULSES_ASKED = (SUPPORT, ROLE_STEP, CONFIDENCE, SAFETY)
PULSE_STAGES = (Stage.PULSE, Stage.PULSE_CLOSED, Stage.PULSE_RESULT)
VOTES = (Stage.VOTE_1, Stage.VOTE_1_CLOSED, Stage.TALK, Stage.VOTE_2, Stage.VOTE_2_CLOSED)
GROUPS = Place(0, 1, Stage.READ, in_groups=True)
PLACES = (
    *(
        Place(step, step, stage)
        for step in (SUPPORT, ROLE_STEP, CONFIDENCE, SAFETY)
        for stage in PULSE_STAGES
    ),
    *(Place(FAULTY_STEP, FAULTY_STEP, stage) for stage in (*VOTES, *sorted(AFTER_REVEAL))),
    *(Place(SOUND_STEP, SOUND_STEP, stage) for stage in (Stage.VOTE_1, Stage.VOTE_1_CLOSED, Stage.OUTCOME)),
    *(Place(DOTS_STEP, DOTS_STEP, stage) for stage in (Stage.DOTS, Stage.DOTS_CLOSED, Stage.DOTS_RESULT)),
    Place(ROLE_STEP, FAULTY_STEP, Stage.VOTE_1),
    Place(ROLE_STEP, FAULTY_STEP, Stage.OUTCOME),
    Place(SUPPORT, CONFIDENCE, Stage.PULSE),
    GROUPS,
)
"""Votes, pulses of each kind, roles and what follows them, dots, talk and reveal; open, closed and told."""

ASKS = ("", "?part", "?change", "?part&change")


@dataclass(frozen=True)
class Case:
    """Two rooms that differ in what the other phone says: drawn by a number, or nothing where it is None."""

    place: Place
    others: tuple[int | None, int | None]
    third: int | None
    crowd: int
    asks: tuple[str, str]
    third_asks: tuple[str, str]


CASES = st.builds(
    Case,
    st.sampled_from(PLACES),
    st.tuples(st.integers(0, 2**16), st.one_of(st.none(), *[st.integers(0, 2**16)] * 5)),
    st.one_of(st.none(), st.integers(0, 2**16)),
    st.sampled_from((0, 0, 6)),
    *[st.tuples(st.sampled_from(ASKS), st.sampled_from(ASKS))] * 2,
)


# A room without a disk.


class Unwritten:
    """A journal that commits at once, and writes nothing; else it is the one it was made of."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.on_commit: Callable[[e.Event], None] = lambda event: None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)

    async def append(self, events: list[e.Event], **_: object) -> None:
        """Commit."""
        for event in events:
            self.on_commit(event)


class Phone:
    """A phone whose requests go to the handlers past any socket."""

    def __init__(self, app: web.Application, clock: Clock) -> None:
        self._app = app
        self._clock = clock
        self.token = ""

    async def send(self, path: str, form: list[tuple[str, str]] | None = None) -> int:
        """Ask for a page, or post a form, in no haste; returns the status."""
        self._clock.pass_by(1)
        headers = CIMultiDict({"Host": "room", "Origin": "http://room", "Accept-Encoding": "gzip"})
        if self.token:
            headers["Cookie"] = f"{NAME}={self.token}"
        body = urlencode(form).encode() if form else b""
        if form:
            headers.update(
                {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
            )
        request = a_request().clone(method="POST" if form else "GET", rel_url=f"/7QK2{path}", headers=headers)
        request._payload = _Payload(body)  # type: ignore[assignment]
        response = await self._app._handle(request)
        if NAME in response.cookies:
            self.token = response.cookies[NAME].value
        return response.status


@functools.cache
def a_request() -> web.Request:
    """What all others are made of: the stand-ins for a connection cost more than the request."""
    return make_mocked_request("GET", "/")


class _Payload:
    """A body that has come in one piece."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def is_eof(self) -> bool:
        """All of it is here."""
        return True

    def read_nowait(self) -> bytes:
        """All of it."""
        return self._body


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """One that was begun, for its key; nothing is written to it any more."""

    async def begun() -> Journal:
        room = await a_room(tmp_path_factory.mktemp("session"), a_long_opening())
        await room.close()
        return room._journal

    return asyncio.run(begun())


@functools.cache
def before(step: int, *, in_groups: bool) -> Session:
    """A session that has come to a step, where nothing was said yet."""
    if in_groups:
        return go_to(machine.opened(an_opening(STEPS, LIBRARY, k=3)), Stage.PULSE, step)
    return go_to(
        machine.opened(a_long_opening()),
        {StepKind.PULSE: Stage.PULSE, StepKind.SCENARIO: Stage.READ, StepKind.DOTS: Stage.DOTS}[
            PULSE_STEPS[step].kind
        ],
        step,
    )


def said_by(number: int, view: PhoneView) -> tuple[str, list[tuple[str, str]]]:
    """One of all the answers that a page offers: where it is sent, and its form."""
    chance = random.Random(number)
    fields = [("round", str(view.round))]
    match view.picture:
        case PulsePicture(pulse=pulse):
            return "/answer", [*fields, ("value", chance.choice(pulse.values))]
        case DotsPicture(ideas=ideas, each=each):
            given = chance.sample([idea.id for idea in ideas for _ in range(2)], chance.randint(1, each))
            return "/answer", [*fields, *(("dot", idea) for idea in given)]
    sentences = picture(view, CasePicture).face.sentences
    taps = [tap for tap in range(len(sentences)) if chance.random() < 0.5]
    fields += [("tap", str(tap)) for tap in taps]
    fields += [("missing", "1")] * (chance.random() < 0.3)
    fields += [("decision", chance.choice(list(Decision)))]
    sure = chance.choice((None, *CONFIDENCES))
    return "/ballot", [*fields, *([("confidence", str(sure))] if sure else [])]


# What is watched.


def called(calls: list[str]) -> contextlib.AbstractContextManager[None]:
    """Write down each function of ours, and each template, that is entered."""

    def note(frame: Any, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(OURS):
            calls.append(f"{Path(frame.f_code.co_filename).name}:{frame.f_code.co_qualname}")

    @contextlib.contextmanager
    def watched() -> Iterator[None]:
        had = sys.getprofile()
        sys.setprofile(note)
        try:
            yield
        finally:
            sys.setprofile(had)

    return watched()


@functools.cache
def caches() -> tuple[Any, ...]:
    """Every cached function of ours."""
    return tuple(
        one
        for one in gc.get_objects()
        if isinstance(one, functools._lru_cache_wrapper) and str(one.__module__).startswith("workshop")
    )


@functools.cache
def globals_of_ours() -> tuple[Any, ...]:
    """Everything in our modules that can grow."""
    return tuple(
        value
        for name, module in sorted(sys.modules.items())
        if name.startswith("workshop.")
        for value in vars(module).values()
        if isinstance(value, dict | list | set) and not isinstance(value, type)
    )


def named_in(value: object) -> list[str]:
    """The attributes of an object of ours."""
    slots = getattr(type(value), "__slots__", ())
    return [*slots, *getattr(value, "__dict__", ())]


def kept_in(*roots: object) -> list[str]:
    """All that can be reached from some objects, as paths with their values.

    Of a session only the keys: it holds the answers, each under a seat. The picture of the room holds what
    all may see.
    """
    found: list[str] = []
    seen: set[int] = set()
    queue = collections.deque((type(root).__name__, root, False) for root in roots)
    while queue:
        path, value, only_keys = queue.popleft()
        if isinstance(value, str | bytes | int | bool | None):
            found.append(path if only_keys else f"{path} = {value!r}")
            continue
        if isinstance(value, float | RoomView | Environment | web.Application) or id(value) in seen:
            continue
        seen.add(id(value))
        only_keys = only_keys or isinstance(value, Session)
        if isinstance(value, Mapping):
            found.append(f"{path} has {len(value)}")
            queue += ((f"{path}[{key!r}]", one, only_keys) for key, one in value.items())
        elif isinstance(value, set | frozenset):
            found.append(f"{path} has {sorted(map(repr, value)) if not only_keys else len(value)}")
        elif isinstance(value, list | tuple | collections.deque):
            found.append(f"{path} has {len(value)}")
            if not only_keys:
                queue += ((f"{path}[{number}]", one, False) for number, one in enumerate(value))
        elif type(value).__module__.startswith("workshop") and (not only_keys or isinstance(value, Session)):
            queue += ((f"{path}.{name}", getattr(value, name), only_keys) for name in named_in(value))
    return sorted(found)


@dataclass(frozen=True)
class Trace:
    """What could be timed when the third phone asked, and all that is kept then."""

    calls: list[str]
    kept: list[str]
    cached: list[str]


TOLD = {Stage.OUTCOME, Stage.PULSE_RESULT, Stage.DOTS_RESULT, Stage.SCORE_RESULT, Stage.OPEN_CASE_RESULT}
"""Where a phone is told the totals, as the wall is."""


async def traced(case: Case, other_says: int | None, balance: int | None, journal: Journal) -> Trace:
    """Play one of the two rooms.

    Where phones are told the totals, which all may see, a fourth one says what the other says in the other
    room: so the totals are the same in both, and only who said what differs.
    """
    session = copy.deepcopy(before(case.place.begins, in_groups=case.place.in_groups))
    room = Room(session, Unwritten(journal), None, Clock())  # type: ignore[arg-type]
    room._save_left = lambda: None  # type: ignore[method-assign]
    clock = Clock()
    endpoint = Endpoint(room, clock=clock)
    endpoint._streams.pulse_soon = lambda: None  # type: ignore[method-assign]
    room.subscribe(endpoint._follow)
    app = web.Application()
    endpoint._phones.add_to(app)
    app.freeze()
    other, third, fourth = Phone(app, clock), Phone(app, clock), Phone(app, clock)
    for phone in (other, third, fourth):
        await phone.send("")
    were = [one.cache_info() for one in caches()]
    while True:
        if round_now(session) is not None:
            await say(room, other, other_says, case)
            await say(room, third, case.third, case)
            if case.place.stage in TOLD or case.place.in_groups:
                await say(room, fourth, balance, case)
            crowd(session, case)
        if None not in case.others:
            endpoint._streams._pulse()
        await other.send(case.asks[0])
        if (session.position.step, session.stage) == (case.place.step, case.place.stage):
            await other.send(case.asks[1])
            break
        await room.lead(c.Advance(room.clock(), room.present))
    calls: list[str] = []
    then = [one.cache_info() for one in caches()]
    with called(calls):
        for ask in case.third_asks:
            assert await third.send(ask) == 200
        endpoint._streams._news(_Stream(packs=True))
        if case.third is not None and round_now(session) is not None:
            await say(room, third, case.third + 1, case)
    known = {other.token: "OTHER", third.token: "THIRD", fourth.token: "FOURTH"}
    seats = {
        room._seat(subject, token): name
        for token, name in known.items()
        for subject in {str(one).rpartition("/")[0] for one in (*session.ballots, *session.answers)}
    }
    kept = "\n".join(kept_in(endpoint, room))
    for secret, name in (known | seats).items():
        kept = kept.replace(secret, name)
    return Trace(
        calls,
        sorted(kept.split("\n")),
        [
            *(
                # What is found is read by nobody later; what is made stays.
                f"{one.__qualname__}: {now.hits - at.hits} found, {now.misses - was.misses} made"
                for one, was, at, now in zip(
                    caches(), were, then, [one.cache_info() for one in caches()], strict=True
                )
            ),
            *(str(len(one)) for one in globals_of_ours()),
        ],
    )


async def say(room: Room, phone: Phone, number: int | None, case: Case) -> None:
    """A phone answers what is open, if it does."""
    if number is not None:
        path, form = said_by(number + room.view().position.step + room.view().position.part, room.page())
        assert await phone.send(path, form) == 200


def crowd(session: Session, case: Case) -> None:
    """Others of whom nothing is asked; they say the same in both rooms."""
    size = case.crowd
    if case.place.in_groups:
        answer(session, [*[LEADERS] * 3, *[MANAGERS] * 4, *[SALES] * 3])
    elif session.stage in (Stage.VOTE_1, Stage.VOTE_2):
        vote(session, [a_ballot(list(Decision)[number % 4]) for number in range(size)])
    elif session.stage is Stage.DOTS:
        answer(session, ["I1 I2"] * size)
    else:
        assert session.step is not None
        assert session.step.pulse is not None
        values = session.step.pulse.values
        answer(session, [values[number % len(values)] for number in range(size)])


WARM: set[tuple[Place, bool, int]] = set()


def told_apart(case: Case, journal: Journal) -> list[str]:
    """What differs between the two rooms of what a third phone could find; nothing, as it should be."""
    alike = (case.place, case.third is None, case.crowd)
    if alike not in WARM:
        # What is made once a process is there from now on.
        WARM.add(alike)
        asyncio.run(traced(case, *case.others, journal))
    first, second = case.others
    one = asyncio.run(traced(case, first, second, journal))
    other = asyncio.run(traced(case, second, first, journal))
    found = differences(one.calls, other.calls) + differences(one.cached, other.cached)
    # That somebody has voted stands on the screen, and the room keeps it; no call tells who.
    return found if None in case.others else found + differences(one.kept, other.kept)


def differences(one: list[str], other: list[str]) -> list[str]:
    """The lines that two lists do not share."""
    return [line for line in difflib.ndiff(one, other) if line[0] != " "] if one != other else []


@functools.cache
def templates() -> Environment:
    """Compiled once, not for each room: they are text of ours and know no answer. Others have their own."""
    compiled = Pages()._templates
    for name in compiled.list_templates(filter_func=lambda name: not name.startswith("desk")):
        compiled.get_template(name)
    return compiled


@pytest.fixture(autouse=True)
def templates_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each room takes the same templates."""
    once = templates()
    monkeypatch.setattr(templating, "Environment", lambda **_: once)


@pytest.mark.long
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CASES)
def test_whatever_another_phone_said_the_same_is_called_and_kept(journal: Journal, case: Case) -> None:
    assert not told_apart(case, journal)


@pytest.mark.long
@settings(max_examples=1000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CASES)
def test_so_it_is_in_many_more_rooms(journal: Journal, case: Case) -> None:
    assert not told_apart(case, journal)


SAID = Case(Place(CONFIDENCE, CONFIDENCE, Stage.PULSE), (1, 2), None, 0, ("", "?part"), ("", "?part"))
DECIDED = Case(Place(FAULTY_STEP, FAULTY_STEP, Stage.OUTCOME), (1, 2), 1, 6, ("", "?part"), ("", "?part"))
IN_A_GROUP = Case(GROUPS, (0, 1), None, 0, ("", "?part"), ("", "?part"))
SILENT = Case(Place(FAULTY_STEP, FAULTY_STEP, Stage.TALK), (1, None), None, 0, ("", ""), ("", ""))


@pytest.mark.parametrize("case", [SAID, DECIDED, SILENT], ids=["a pulse", "a reveal", "silence"])
def test_a_page_that_is_kept_for_those_who_said_the_same_is_noticed(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    """The control: the weak rule that this program once had."""
    write, kept = Pages.room, "_kept"

    def weak(self: Pages, view: PhoneView, *, count: str, part: bool, change: bool) -> Rendered:
        key = (part, change, count, *view.marks.said.items())
        pages: dict[object, Rendered] = getattr(self, kept)
        if key not in pages:
            pages[key] = write(self, view, count=count, part=part, change=change)
        return pages[key]

    assert not told_apart(case, journal)
    monkeypatch.setattr(Pages, "room", weak)
    assert told_apart(case, journal)


def test_a_page_that_is_kept_for_the_group_alone_that_asked_is_noticed(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control for groups: which of them others are in would be told by the pages that are there."""

    def weak(session: Session) -> Mapping[Audience | None, PhoneView]:
        return {role: dataclasses.replace(page, beside=()) for role, page in phone_pages(session).items()}

    assert len(phone_pages(before(0, in_groups=True))) == 1
    assert not told_apart(IN_A_GROUP, journal)
    monkeypatch.setattr(room_of, "phone_pages", weak)
    assert told_apart(IN_A_GROUP, journal)
