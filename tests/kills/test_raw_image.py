"""What a whole session leaves on the disk below its files: nothing that leads to a vote."""

from __future__ import annotations

import contextlib
import os
import random
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import aiohttp
import pytest

assert sys.platform != "win32"

from tests.builders import (
    EVERY_STAGE,
    a_pulse_step,
    an_action,
    an_idea,
    an_opening,
)
from tests.kills.image import Secrets, mounted, why_not
from tests.kills.order import Places, pattern_of
from tests.kills.phones import IN_A_HURRY, Phone
from tests.patience import PATIENCE
from tests.stages import ASKING
from workshop.core.agenda.pulse import PULSES, ROLE
from workshop.core.live import commands as c
from workshop.core.live.dots import IdeaId
from workshop.core.live.rounds import Round, Seat
from workshop.core.live.session import Stage
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.subkeys import Purpose, subkey
from workshop.core.problems import Refused
from workshop.rehearsal.leader import commands_for
from workshop.room import Room
from workshop.storage.plans.folder import PlanFolder
from workshop.web.endpoint import Endpoint

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "never")

CODE, HOST = "7QK2", "127.0.0.1"
PHONES = 9
TEXTS = ("a zebra counts the lanterns", "we paint the ferry twice", "nobody waters the cactus")
STEPS = (EVERY_STAGE[0], a_pulse_step(PULSES[ROLE]), *EVERY_STAGE[1:])


async def a_whole_session(room: Room, secrets: Secrets) -> None:
    """Lead a room to its closing, with phones that vote over HTTP and texts that are taken back."""
    endpoint = Endpoint(room, limits=IN_A_HURRY)
    origin = f"http://{HOST}:{await endpoint.start(0, HOST)}"
    phones = [Phone(random.Random(number)) for number in range(PHONES)]
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), timeout=timeout) as http:
        for phone in phones:
            await phone.look(http, origin, CODE)
        while (view := room.view()).stage is not Stage.CLOSE:
            if view.stage in ASKING:
                for phone in random.Random(str(view.position)).sample(phones, PHONES):
                    await phone.look(http, origin, CODE)
                assert room.view().voted == PHONES
            for command in (*taken_back(room), *commands_for(view, "image")):
                with contextlib.suppress(Refused):
                    await room.lead(command)
            await room.lead(c.Advance(room.clock(), PHONES))
    await endpoint.stop()
    secrets.tokens = [phone.token for phone in phones]
    session = room._session
    secrets.seats = {round_: list(votes) for round_, votes in session.ballots.items()}
    secrets.seats |= {round_: list(votes) for round_, votes in session.answers.items()}
    assert len(secrets.seats) > 6


def kinds(traces: Iterable[str]) -> Counter[str]:
    """How many traces of each kind there are."""
    return Counter(one.partition(" at ")[0] for one in traces)


def raw(image: Path) -> bytes:
    """What stands on the disk now."""
    os.sync()
    return image.read_bytes()


def taken_back(room: Room) -> list[c.Command]:
    """Texts that are typed at a place and become no part of a plan."""
    view = room.view()
    if view.stage is Stage.IDEAS:
        new = IdeaId(f"I{room._session.idea_count + 1}")
        return [c.NoteIdea(an_idea(TEXTS[0])), c.DropIdea(new)]
    if isinstance(view.picture, ActionsPicture) and view.picture.actions:
        (action, *_) = view.picture.actions
        return [c.AgreeAction(an_action(id=action.id, then=TEXTS[1])), c.AgreeAction(action)]
    if view.stage is Stage.PULSE_RESULT:
        return [c.RecordSponsor(TEXTS[2]), c.RecordSponsor("")]
    return []


@pytest.mark.long
async def test_a_sealed_session_leaves_nothing_on_the_disk_that_leads_to_a_vote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = tmp_path / "image"
    with mounted(image) as disk:
        monkeypatch.setenv("XDG_STATE_HOME", str(disk / "state"))
        folder = disk / "sessions" / "2025-11-18-customer-care"
        opening = an_opening(STEPS, session_id=folder.name, host=HOST, code=CODE, k=3)
        room = await Room.begin(opening, PlanFolder(folder))
        secrets = Secrets(room._journal.key, (), TEXTS)
        await a_whole_session(room, secrets)
        before = secrets.traces(raw(image))
        await room.seal()
    after = secrets.traces(raw(image))
    assert kinds(after) == {}
    assert kinds(before).keys() == {"the key"}, "only the key, and it is found"


def test_the_search_finds_what_removed_files_left(tmp_path: Path) -> None:
    image, key = tmp_path / "image", b"0123456789abcdef0123456789ABCDEF"
    rounds = {Round.parse("learn-01/1"): [Seat("5ea7"), Seat("5ea8"), Seat("5ea9")]}
    in_line = frozenset({(b"learn-01/15ea7", b"learn-01/15ea8", b"learn-01/15ea9")})
    places = Places(pattern_of(rounds), in_line)
    secrets = Secrets(key, ["a-token-of-a-phone"], TEXTS, rounds, places)
    planted = {
        "the key": key,
        "the key of bodies": subkey(key, Purpose.BODIES).hex().encode(),
        "the token a-token-of-a-phone": b"seat=a-token-of-a-phone",
        f"the text {TEXTS[0]!r}": TEXTS[0].encode(),
        "a vote": b'{"decision":"use","taps":[1],"missing":false}',
        "a decision beside a seat": b"5ea7 = fix",
        "an order of arrival": b"...".join(b"learn-01/1" + seat for seat in (b"5ea7", b"5ea9", b"5ea8")),
    }
    with mounted(image) as disk:
        for number, written in enumerate(planted.values()):
            (disk / str(number)).write_bytes(written)
        raw(image)  # they reach the disk before they go
        for number in range(len(planted)):
            (disk / str(number)).unlink()
    assert kinds(secrets.traces(raw(image))).keys() == planted.keys()
