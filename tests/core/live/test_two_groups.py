"""Two groups at once: a made-up kind asks leaders and managers the same, each in a round of its own."""

from __future__ import annotations

from pathlib import Path

from tests.copied_house import add_to_copy, run_in_copy

FILES = {
    "core/live/steps/sides.py": """
from dataclasses import dataclass

from workshop.core.agenda.pulse import Answer
from workshop.core.live.pulse_result import count_answers
from workshop.core.live.rounds import Round
from workshop.core.live.session import Position, Stage
from workshop.core.live.steps.kind import Ask, Kind, Picture, Question, Row, Stands, lasts
from workshop.core.live.steps.pulse import PulsePicture
from workshop.core.problems import Refused
from workshop.core.words import Audience


def round_of(step, role):
    return Round(f"pulse-{step}-{role}", 1)


def _asks(session):
    step = session.position.step
    sides = (Audience.LEADERS, Audience.MANAGERS)
    return tuple(Ask(round_of(step, role), frozenset({role})) for role in sides)


def _judge(session, round_, answer, role):
    if answer.value not in session.step.pulse.values:
        raise Refused("There is no such answer.")
    return Answer(answer.value)


@dataclass(frozen=True, slots=True)
class TextPicture(Picture):
    text: str


def _text(session, role):
    return TextPicture(f"This is for {role or 'nobody'}.")


def _asking(session, role):
    return PulsePicture(session.step.pulse, None)


def told(session, index, role):
    pulse = session.steps[index].pulse
    given = session.answers.get(round_of(index, role), {}).values()
    return count_answers(pulse, given, session.setup.k) if index in session.told else None


ASKED = Question("vote of both sides", _asks, _judge)
STAGES = (Stage.SIDES_READ, Stage.SIDES, Stage.SIDES_CLOSED, Stage.SIDES_TOLD)

KIND = Kind(
    rows=(
        Row(Stage.SIDES_READ, "each side reads", page_of=_text),
        Row(
            Stage.SIDES,
            "both sides",
            "open the vote of both",
            page_of=_asking,
            time=lasts(60),
            question=ASKED,
            stands=Stands.OPEN,
        ),
        Row(Stage.SIDES_CLOSED, "both sides, closed", page_of=_asking, question=ASKED, stands=Stands.CLOSED),
        Row(
            Stage.SIDES_TOLD,
            "what both sides say",
            "show what both sides say",
            page_of=_asking,
            question=ASKED,
            stands=Stands.TOLD,
            tells_from=0,
            keeps=lambda session: session.told.add(session.position.step),
        ),
    ),
    path=lambda session, index: [Position(index, stage) for stage in STAGES],
    entry="ask both sides",
)
""",
    "web/templates/sides-read.html": """
{% extends "stage.html" %}
{% block heading %}{{ view.picture.text }}{% endblock %}
""",
    "web/templates/sides.html": '{% extends "pulse.html" if view.round else "sides-others.html" %}\n',
    "web/templates/sides-others.html": """
{% extends "stage.html" %}
{% block heading %}Leaders and managers are asked.{% endblock %}
""",
    "web/templates/sides-told.html": '{% extends "sides-others.html" %}\n',
}

LINES = (
    ("core/agenda/agenda.py", ('    BREAK = "break"\n', '    SIDES = "sides"\n')),
    (
        "core/agenda/agenda.py",
        ('        StepKind.DOTS: ("winners",),\n', '        StepKind.SIDES: ("pulse",),\n'),
    ),
    (
        "core/live/session.py",
        (
            '    BREAK = "break"\n',
            '    SIDES_READ = "sides-read"\n    SIDES = "sides"\n'
            '    SIDES_CLOSED = "sides-closed"\n    SIDES_TOLD = "sides-told"\n',
        ),
    ),
    (
        "core/live/steps/__init__.py",
        ("        StepKind.BREAK: break_time.KIND,\n", "        StepKind.SIDES: sides.KIND,\n"),
    ),
    ("core/live/steps/__init__.py", ("    shift,\n", "    sides,\n")),
)

BEGUN = """
import asyncio
import dataclasses
from pathlib import Path

import pytest

from tests.builders import (
    START, a_pulse_step, a_room, a_session, a_step, an_opening, answer_all, do, given_in, go_to, lead_to,
    name_roles, phone_of, token_of,
)
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.pulse import PULSES, Answer, PulseId
from workshop.core.live import commands as c
from workshop.core.live import machine
from workshop.core.live.rounds import Round, Seat, Takes
from workshop.core.live.session import Ballot, Stage
from workshop.core.live.steps import open_rounds
from workshop.core.live.steps.sides import round_of, told
from workshop.core.live.view import room_view
from workshop.core.problems import Refused
from workshop.core.words import Audience, Decision

LEADERS, MANAGERS, HR = Audience.LEADERS, Audience.MANAGERS, Audience.HR_LD
SIDES = dataclasses.replace(a_pulse_step(), kind=StepKind.SIDES)
STEPS = (a_pulse_step(PULSES[PulseId("role")]), SIDES, a_step(StepKind.CLOSE))
OURS, THEIRS = round_of(1, LEADERS), round_of(1, MANAGERS)
assert (OURS.takes, OURS.step) == (Takes.CHOICE, 1)
"""

LED = """
session = name_roles(a_session(STEPS), [LEADERS] * 6 + [MANAGERS] * 3 + [HR, None])
go_to(session, Stage.SIDES)
assert open_rounds(session) == (OURS, THEIRS) and session.held >= {OURS, THEIRS}


def give(number, round_, value="job"):
    do(session, c.CastVote(round_, Seat(f"v{number}"), Answer(value), Seat(f"s{number}")))


for number in range(6):
    give(number, OURS, "job" if number else "skill")
for number in range(6, 9):
    give(number, THEIRS, "none")
for number, round_ in ((0, THEIRS), (6, OURS), (9, OURS), (10, THEIRS), (11, OURS)):
    with pytest.raises(Refused, match="another group"):
        give(number, round_)
with pytest.raises(Refused, match="closed"):
    give(0, Round("pulse-1", 1))
with pytest.raises(Refused, match="closed"):
    do(session, c.CastVote(OURS, Seat("v0"), Ballot(Decision.FIX), Seat("s0")))
with pytest.raises(Refused, match="no such answer"):
    give(0, OURS, "nonsense")
assert room_view(session, 11).voted == 9
assert room_view(session, 11).next_words == "close the vote, 9 of 11 have voted"

before = session.answers.copy()
closing = machine.decide(session, c.Advance(START))
assert machine.closes_round(session, closing)
do(session, c.Advance(START))
assert session.stage is Stage.SIDES_CLOSED and open_rounds(session) == ()
for number, round_ in ((0, OURS), (6, THEIRS)):
    with pytest.raises(Refused, match="closed"):
        give(number, round_)
do(session, c.TakeBack(START))
assert open_rounds(session) == (OURS, THEIRS) and session.answers == before
go_to(session, Stage.SIDES_TOLD)
assert told(session, 1, LEADERS).counts["job"] == 5
assert told(session, 1, MANAGERS) is None, "three are too few, by themselves"
assert not machine.may(session, c.TakeBack)
"""

SERVED = """
import aiohttp

from tests.web.conftest import AT_ONCE, House
from workshop.core.live.view import PhoneView
from workshop.room import Room
from workshop.storage.journal import Journal
from workshop.web.endpoint import Endpoint


async def post(house, phone, round_, value):
    headers = {"Accept": "application/json", "Origin": house.origin}
    data = {"round": round_, "value": value}
    async with phone.post(f"{house.url}/answer", data=data, headers=headers) as got:
        return got.status, (await got.json()).get("why", "")


async def page(house, phone, query=""):
    async with phone.get(house.url + query) as got:
        return await got.text()


async def main():
    room = await a_room(Path("sessions"), an_opening(STEPS, k=3))
    house = House(room, Endpoint(room, tempo=AT_ONCE, simulated=True), None)
    house.port = await house.endpoint.start(0, "127.0.0.1")
    roles = [LEADERS] * 3 + [MANAGERS] * 3 + [None]
    phones = [house.phone() for _ in roles]
    await lead_to(room, Stage.PULSE)
    for phone, role in zip(phones, roles):
        await page(house, phone)
        if role:
            assert (await post(house, phone, "pulse-0/1", role))[0] == 200
    await lead_to(room, Stage.SIDES_READ)
    assert house.endpoint._page_for_all("") == "", "groups have pages of their own"
    for number, role in ((0, "leaders"), (3, "managers"), (6, "nobody"), (1, "leaders")):
        assert f"This is for {role}." in await page(house, phones[number])
    await lead_to(room, Stage.SIDES)
    assert house.endpoint._page_for_all("") == "", "groups have pages of their own"
    leader, manager, nobody = phones[0], phones[3], phones[6]
    pages = [await page(house, phone) for phone in (leader, manager, nobody)]
    assert [f'value="{round_}"' in text for text in pages for round_ in (OURS, THEIRS)] == [
        True, False, False, True, False, False
    ]
    assert "Leaders and managers are asked." in pages[2]
    assert await post(house, leader, THEIRS, "job") == (409, "This vote is for another group.")
    assert (await post(house, nobody, OURS, "job"))[0] == 409
    for phone in phones[:3]:
        assert (await post(house, phone, OURS, "job"))[0] == 200
    assert (await post(house, manager, THEIRS, "none"))[0] == 200
    assert room.view().voted == 4
    written = {group for group, *_ in house.endpoint._pages._written}
    assert written == {0, 1, 2}, "how fast a page comes tells nobody that another one has the same role"
    assert "Counted." in await page(house, leader)
    assert await page(house, phones[4]) == await page(house, phones[5]), "whatever others of the group said"

    await lead_to(room, Stage.SIDES_CLOSED)
    if room._journal._at_work is not None:
        await room._journal._at_work
    assert not room._journal._keeps_order, "the bytes of both have forgotten who came first"
    assert "Yours is counted." in await page(house, manager)
    assert "The room has voted. This page goes on when the room does." in await page(house, phones[4])
    answers = room._session.answers
    await house.endpoint.stop()
    await room.close()
    again = await Room.resume(room.folder)
    assert again._session.answers == answers and answers.keys() >= {OURS, THEIRS}
    await again.lead(c.TakeBack(again.clock()))
    assert open_rounds(again._session) == (OURS, THEIRS)
    await again.close()
    for phone in phones:
        await phone.close()


asyncio.run(main())
"""


def test_two_rounds_for_two_roles_are_open_close_and_are_counted_each_by_itself(tmp_path: Path) -> None:
    add_to_copy(tmp_path, FILES, LINES)
    run_in_copy(tmp_path, BEGUN + LED)


def test_each_phone_is_asked_in_the_round_of_its_role_and_votes_in_no_other(tmp_path: Path) -> None:
    add_to_copy(tmp_path, FILES, LINES)
    run_in_copy(tmp_path, BEGUN + SERVED)
