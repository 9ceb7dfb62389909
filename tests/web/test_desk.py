"""The desk: who is let in, who is not, and that whatever drives the room does each step once."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from tests.builders import LEARN, START, a_scenario, a_step, an_action, an_opening, drawn, lead_to
from tests.web.conftest import AT_ONCE, JSON, House, a_house, page_of
from tests.web.desks import a_desk, desk_link, desk_url, press
from tests.web.test_hostile import guarded as guarded  # a fixture
from tests.web.test_hostile import raw, statuses
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live.desk import Cover
from workshop.core.live.plan_of import plan_of
from workshop.core.live.session import Stage
from workshop.core.words import Phase
from workshop.room import Room
from workshop.storage.key_file import keys_folder
from workshop.storage.plans.folder import PlanFolder
from workshop.web.desk import ONE_MORE
from workshop.web.desk_openings import TOLD
from workshop.web.desk_stream import DeskStreams
from workshop.web.endpoint import Endpoint

STALE = "The room has moved on meanwhile. Look again, then press."


def wrong(house: House) -> str:
    """A secret of the right length, with one letter changed."""
    secret = house.room.desk_link()
    return secret[:-1] + ("A" if secret[-1] != "A" else "B")


async def answer_to(house: House, line: str, *headers: str, body: str = "") -> bytes:
    """All that is sent back but the time of day."""
    lines = [f"{line} HTTP/1.1", f"Host: 127.0.0.1:{house.port}", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    sent = await raw(house, ("\r\n".join(lines) + "\r\n\r\n" + body).encode())
    return re.sub(rb"\r\nDate: [^\r]+", b"", sent)


FORM = "Content-Type: application/x-www-form-urlencoded"


async def test_the_link_becomes_a_cookie_and_leaves_the_address_bar(house: House) -> None:
    device, link = house.phone(), f"{desk_url(house)}/{house.room.desk_link()}"
    async with device.get(desk_link(house), allow_redirects=False) as answer:
        assert (answer.status, house.origin + answer.headers["Location"]) == (303, link)
    async with device.get(link, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/7QK2/desk")
        given = answer.cookies["desk"]
    assert (given["path"], given["samesite"], bool(given["httponly"])) == ("/7QK2/desk", "Lax", True)
    assert given.value != house.room.desk_link()
    page = await page_of(device, desk_url(house))
    assert "Lobby" in page
    assert house.room.desk_link() not in page
    assert given.value not in page
    assert house.room._session.desk_opened


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
async def test_without_the_right_secret_there_is_nothing_but_a_path_that_leads_nowhere(
    house: House, method: str, as_json: bool
) -> None:
    await a_desk(house)
    cookie = house.room.desk_cookie()
    old = house.room.desk_link()
    await house.room.lead(c.RevokeDesks())
    phone = house.room.new_token()
    accept = "Accept: application/json" if as_json else "Accept: text/html"
    nowhere = await answer_to(house, f"{method} /7QK2/nothing/here", accept)
    for path in (
        *(
            "/7QK2/desk",
            "/7qk2/DESK",
            "/7QK2/desk/events",
            "/7QK2/desk/do",
            "/7QK2/desk/do/more",
            "/7QK2/desk/step/2",
        ),
        *("/7QK2/desk/step/3", "/7QK2/desk/step/0", "/7QK2/desk/step"),
        *(f"/7QK2/desk/{wrong(house)}", f"/7QK2/desk/{old}", f"/XXXX/desk/{house.room.desk_link()}"),
    ):
        for sent in (
            "X-Nothing: 1",
            f"Cookie: desk={cookie}",
            f"Cookie: desk={wrong(house)}",
            f"Cookie: seat={phone}",
        ):
            assert await answer_to(house, f"{method} {path}", accept, sent) == nowhere, (path, sent)


async def test_a_post_without_the_cookie_gets_the_answer_of_any_other_path(house: House) -> None:
    body = "do=next&after=0"
    nowhere = await answer_to(house, "POST /7QK2/nothing/here", FORM, body=body)
    assert await answer_to(house, "POST /7QK2/desk/do", FORM, body=body) == nowhere
    assert house.room.view().stage is Stage.LOBBY


@pytest.mark.parametrize("header", ["Sec-Purpose: prefetch;prerender", "Purpose: preview", "X-Moz: prefetch"])
async def test_what_only_looks_ahead_opens_nothing(house: House, header: str) -> None:
    path = f"/7QK2/DESK/{house.room.desk_link()}"
    nowhere = await answer_to(house, "GET /7QK2/nothing/here", header)
    assert await answer_to(house, f"GET {path}", header) == nowhere
    assert await answer_to(house, f"HEAD {path}") == await answer_to(house, "HEAD /7QK2/nothing/here")
    assert not house.room._session.desk_opened


async def test_who_held_the_desk_is_told_of_a_further_device_for_ten_minutes_whatever_is_moved(
    house: House,
) -> None:
    first = await a_desk(house)
    async with first.get(f"{desk_url(house)}/events") as stream:
        assert ONE_MORE.words not in await next_event(stream)
        further = await a_desk(house)
        assert ONE_MORE.words in await next_event(stream)
        assert (await press(house, further, "next"))[0] == 200
        assert ONE_MORE.words in await next_event(stream)
        await open_once_more(house, first)
        assert ONE_MORE.words in await page_of(first, desk_url(house))
        assert ONE_MORE.words not in await page_of(further, desk_url(house))
        async with further.get(f"{desk_url(house)}/events") as other:
            assert ONE_MORE.words not in await next_event(other)
        house.clock.pass_by(TOLD - 1)
        assert ONE_MORE.words in await page_of(first, desk_url(house))
        house.clock.pass_by(1)
        house.endpoint._desk.streams.tell_all()
        while ONE_MORE.words in await next_event(stream):
            pass  # what was on its way
    assert ONE_MORE.words not in await page_of(first, desk_url(house))


async def open_once_more(house: House, device: aiohttp.ClientSession) -> None:
    """Scan the code with a device that holds the desk: that is no further one."""
    async with device.get(desk_link(house)) as answer:
        assert answer.status == 200


async def test_after_a_resume_who_held_the_desk_is_told_of_the_first_that_opens_it(tmp_path: Path) -> None:
    before = await a_house(tmp_path)
    first = await a_desk(before)
    cookies = {one.key: one.value for one in first.cookie_jar}
    await before.close()
    room = await Room.resume(before.room.folder, before.clock)
    endpoint = Endpoint(room, clock=before.clock, tempo=AT_ONCE, simulated=True)
    house = House(room, endpoint, before.clock)
    house.port = await endpoint.start(0, "127.0.0.1")
    try:
        kept = house.phone()
        kept.cookie_jar.update_cookies(cookies, response_url=URL(desk_url(house)))
        assert ONE_MORE.words not in await page_of(kept, desk_url(house))
        further = await a_desk(house)
        assert ONE_MORE.words in await page_of(kept, desk_url(house))
        assert ONE_MORE.words not in await page_of(further, desk_url(house))
    finally:
        await house.close()


async def test_shutting_out_ends_each_desk_at_once_and_another_link_opens_one_again(house: House) -> None:
    device = await a_desk(house)
    async with device.get(f"{desk_url(house)}/events") as stream:
        await house.room.lead(c.RevokeDesks())
        told = (await stream.content.read()).decode()
    assert told.endswith("event: bye\ndata: bye\n\n")
    assert (await statuses(device, desk_url(house), 1)) == [404]
    assert (await press(house, device, "next"))[0] == 404
    assert house.room.view().stage is Stage.LOBBY
    await a_desk(house)


async def test_whoever_opens_the_old_link_while_it_is_changed_gets_no_cookie_that_leads(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = house.room.lead

    async def lead_after_a_change(command: c.Command) -> None:
        await lead(c.RevokeDesks())
        await lead(command)

    monkeypatch.setattr(house.room, "lead", lead_after_a_change)
    link = f"{desk_url(house)}/{house.room.desk_link()}"
    async with house.phone().get(link, allow_redirects=False) as answer:
        given = answer.cookies["desk"].value
    assert not house.room.is_desk(given)


@pytest.mark.parametrize(
    ("path", "do"), [("do", "next"), ("do", "seal"), ("do", "blank"), ("do", "look-1"), ("step/3", "break")]
)
async def test_what_is_sent_while_the_device_is_shut_out_leads_to_nothing(
    house: House, path: str, do: str
) -> None:
    room = house.room
    await a_desk(house)
    await lead_to(room, Stage.CLOSE if do == "seal" else Stage.ACTIONS if do == "look-1" else Stage.LOBBY)
    body, cookie, stage = f"after={room.view().moved}&do={do}", room.desk_cookie(), room.view().stage
    head = (
        f"POST /7QK2/desk/{path} HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\nOrigin: {house.origin}\r\n"
        f"Cookie: desk={cookie}\r\n{FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    known = asyncio.Event()
    is_desk = room.is_desk

    def is_let_in(sent: str) -> bool:
        known.set()
        return is_desk(sent)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "is_desk", is_let_in)
        writer.write((head + body[:3]).encode())
        await asyncio.wait_for(known.wait(), 10)
        await asyncio.sleep(0.05)
        steps = room.view().steps
        await room.lead(c.RevokeDesks())
        writer.write(body[3:].encode())
        status = (await asyncio.wait_for(reader.readline(), 10)).split()[1]
    writer.close()
    assert status == b"404"
    assert (room.view().stage, room.covered, room.looked_at) == (stage, Cover.NOTHING, None)
    assert room.view().steps == steps


@pytest.mark.parametrize("do", ["next", "seal"])
async def test_what_waits_for_its_turn_behind_the_shutting_out_leads_to_nothing(
    house: House, do: str
) -> None:
    desk, room = await a_desk(house), house.room
    await lead_to(room, Stage.CLOSE if do == "seal" else Stage.READ)
    stage = room.view().stage
    lead = room.lead

    async def lead_last(command: c.Command, after: int | None = None, *, desk: str | None = None) -> None:
        async with room._leading:
            first, last = (
                asyncio.ensure_future(lead(c.RevokeDesks())),
                asyncio.ensure_future(lead(command, after, desk=desk)),
            )
            await asyncio.sleep(0)
        await first
        await last

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "lead", lead_last)
        async with desk.post(
            f"{desk_url(house)}/do",
            data={"after": str(room.view().moved), "do": do},
            headers={"Origin": house.origin},
        ) as answer:
            assert answer.status == 404
    assert room.view().stage is stage


async def test_the_note_of_the_text_and_the_facilitators_own_are_told_apart(tmp_path: Path) -> None:
    text = dataclasses.replace(a_scenario(), facilitator_note="Somebody will defend line 2.")
    steps = (dataclasses.replace(a_step(scenario=LEARN), note="Let Sales speak first."),)
    house = await a_house(tmp_path, an_opening((*steps, a_step(StepKind.CLOSE)), (text,)))
    desk = await a_desk(house)
    await lead_to(house.room, Stage.READ)
    page = await page_of(desk, desk_url(house))
    mine, say = page.index("<h2>My note</h2><p>Let Sales speak first.</p>"), page.index("<h2>To say</h2>")
    assert mine < say < page.index("<h2>Note of this text</h2><p>Somebody will defend line 2.</p>")
    assert page.count("Let Sales speak first.") == 1
    await house.close()


async def test_the_desk_leads_from_the_lobby_to_the_seal(house: House) -> None:
    desk = await a_desk(house)
    for _ in range(200):
        if house.room.view().stage is Stage.CLOSE:
            break
        if house.room.view().stage is Stage.ACTIONS:
            await press(
                house, desk, "agree", None, **{"if": "a figure leaves", "then": "one person recomputes it"}
            )
        reason = "We do it + look again." if drawn(house.room.view(), "warnings") else ""
        assert await press(house, desk, "next", reason=reason) == (200, {"done": True})
    kept = [note.reason for notes in house.room._session.notes.values() for note in notes]
    assert set(kept) == {"We do it + look again."}
    assert await press(house, desk, "seal") == (200, {"done": True})
    assert house.room.view().stage is Stage.SEALED
    page = await page_of(desk, desk_url(house))
    assert "The plans are saved." in page
    assert await statuses(desk, desk_url(house), 1) == [200], "the report can be written there"
    assert await statuses(house.phone(), desk_link(house), 1) == [404]


async def test_nothing_of_the_desk_is_in_a_sealed_folder_or_beside_the_key_that_is_gone(house: House) -> None:
    desk, room = await a_desk(house), house.room
    served_at = f"{house.origin}/7QK2/desk"
    room.serve_desk_at(served_at)
    secrets = [room.desk_link(), room.desk_cookie()]
    await room.lead(c.RevokeDesks())
    secrets += [room.desk_link(), room.desk_cookie()]
    await lead_to(room, Stage.CLOSE)
    await house.phone().get(desk_link(house))
    await room.seal()
    assert await statuses(desk, desk_url(house), 1) == [404]
    folder = room.folder.path
    left = [path for path in (*folder.rglob("*"), *keys_folder().rglob("*")) if path.is_file()]
    assert folder / "session.toml" in left
    for path in left:
        held = path.read_bytes()
        assert not any(secret.encode() in held for secret in secrets), path
    assert [path for path in left if served_at.encode() in path.read_bytes()] == []


async def test_what_stays_open_in_a_plan_is_told_at_the_desk_and_needs_no_reason(house: House) -> None:
    desk = await a_desk(house)
    await lead_to(house.room, Stage.ACTIONS)
    await house.room.lead(c.AgreeAction(an_action()))
    assert "Still open in this plan" in await page_of(desk, desk_url(house))
    assert await press(house, desk, "next") == (200, {"done": True})
    (chapter,) = house.room._session.chapters_held
    plan = plan_of(house.room._session, chapter)
    assert plan.phase.open
    assert plan.notes == ()


async def test_hands_are_counted_at_the_desk_too_and_none_at_all_take_them_back(house: House) -> None:
    desk = await a_desk(house)
    await lead_to(house.room, Stage.VOTE_1)
    hands = {"hands-use": "3", "hands-fix": "4", "hands-redo": "", "hands-stop": "0"}
    assert await press(house, desk, "hands", None, **hands) == (200, {"done": True})
    assert house.room.view().hands == 7
    assert "7 hands so far" in await page_of(desk, desk_url(house))
    status, said = await press(house, desk, "hands", None, **{"hands-use": "many"})
    assert (status, said["why"]) == (409, "A count of hands is a number.")
    await press(house, desk, "hands", None, **{"hands-use": "0"})
    assert house.room.view().hands == 0


async def test_actions_are_written_changed_and_taken_back_at_the_desk(house: House) -> None:
    desk, room = await a_desk(house), house.room
    await lead_to(room, Stage.ACTIONS)
    status, said = await press(house, desk, "agree", None, then="we ask")
    assert (status, "needs both" in str(said["why"])) == (409, True)
    typed = {
        "if": "a figure leaves the team",
        "then": "one person recomputes it",
        "accountable": "Controlling",
    }
    await press(house, desk, "agree", None, **typed, **{"first-step": "Tell it", "by": "2025-11-24"})
    (action,) = room.desk().actions or ()
    assert (action.id, action.accountable, str(action.first_step_by)) == ("A1", "Controlling", "2025-11-24")
    assert "If a figure leaves the team, then one person recomputes it." in await page_of(
        desk, desk_url(house)
    )
    await room.lead(c.AgreeAction(dataclasses.replace(action, what="Recompute")))
    await press(house, desk, "agree-1", None, **typed | {"then": "two people recompute it"})
    (changed,) = room.desk().actions or ()
    assert (changed.then, changed.what) == ("two people recompute it", "Recompute")
    assert (await press(house, desk, "withdraw-9"))[0] == 409
    await press(house, desk, "withdraw-1")
    assert room._session.actions == {}


async def test_a_card_is_filled_at_the_desk_its_lines_one_below_the_other(pulse_house: House) -> None:
    house, room = pulse_house, pulse_house.room
    desk = await a_desk(house)
    assert (await press(house, desk, "fill-0"))[0] == 409
    await lead_to(room, Stage.CARD)
    lines = {"card-green": "drafts\r\n\r\n public texts ", "card-owner": " Head  of care\x1b[31m"}
    assert await press(house, desk, "fill-0", None, **lines) == (200, {"done": True})
    (entry,) = room.desk().entries
    assert entry == {"green": ("drafts", "public texts"), "owner": ("Head of care[31m",)}
    page = await page_of(desk, desk_url(house))
    assert "drafts\npublic texts</textarea>" in page
    status, said = await press(house, desk, "fill-0", None, **{"card-red": "x\n" * 13})
    assert (status, "lines" in str(said["why"])) == (409, True)
    assert (await press(house, desk, "fill-1", None, **lines))[0] == 409


async def test_what_groups_say_is_written_changed_and_taken_back_at_the_desk(pulse_house: House) -> None:
    house, room = pulse_house, pulse_house.room
    desk = await a_desk(house)
    await lead_to(room, Stage.IDEAS)
    await press(house, desk, "idea-0", None, **{"if": "it rains", "then": "we stay"})
    await press(house, desk, "idea-1", None, **{"if": "it rains", "then": "we go"})
    (idea,) = room.desk().ideas or ()
    assert (idea.if_, idea.then) == ("it rains", "we go")
    assert "If it rains, then we go" in await page_of(desk, desk_url(house))
    assert (await press(house, desk, "idea-9", None, **{"if": "a", "then": "b"}))[0] == 409
    assert (await press(house, desk, "idea-0", None, then="alone"))[0] == 409
    await press(house, desk, "unidea-1")
    assert room.desk().ideas == ()


async def test_the_next_date_is_set_at_the_desk_and_none_is_said_on_purpose(house: House) -> None:
    desk = await a_desk(house)
    await lead_to(house.room, Stage.CLOSE)
    status, said = await press(house, desk, "date", None, date="soon")
    assert (status, said["why"]) == (409, "Choose a date, or say that there is none.")
    assert (await press(house, desk, "date", None, date="2020-01-01"))[0] == 409
    assert await press(house, desk, "date", None, date="2026-01-13") == (200, {"done": True})
    assert "On 13 January 2026." in await page_of(desk, desk_url(house))
    await press(house, desk, "nodate")
    assert "no next session, on purpose" in await page_of(desk, desk_url(house))


async def test_a_step_to_come_is_left_out_or_moved_at_the_desk_and_actions_are_asked_for_twice(
    house: House,
) -> None:
    desk, room = await a_desk(house), house.room
    await lead_to(room, Stage.OPEN)

    def steps() -> list[tuple[StepKind, Phase]]:
        return [(step.kind, step.phase) for step in room.view().steps]

    before, moved = steps(), room.view().moved
    assert await press(house, desk, "drop-5") == (200, {"done": True})
    assert steps() == [*before[:5], *before[6:]]
    assert room.view().moved == moved + 1, "what was pressed on the agenda as it was is refused"
    status, said = await press(house, desk, "drop-2")
    assert (status, "Say that you mean it." in str(said["why"])) == (409, True)
    assert await press(house, desk, "later-1", None, **{"sure-1": "1"}) == (200, {"done": True})
    assert steps()[1:3] == [before[2], before[1]]
    assert await press(house, desk, "earlier-2", None, **{"sure-2": "1"}) == (200, {"done": True})
    assert (await press(house, desk, "drop-0"))[0] == 409
    assert (await press(house, desk, "drop-99"))[0] == 409
    assert (await press(house, desk, "drop--1"))[0] == 400


async def test_while_somebody_writes_at_the_keyboard_the_desk_leads_on_only_if_that_is_meant(
    house: House,
) -> None:
    desk, room = await a_desk(house), house.room
    await lead_to(room, Stage.READ)
    room.note_writing(True)
    assert "Somebody writes at the keyboard." in await page_of(desk, desk_url(house))
    for do in ("next", "back", "skip", "end"):
        status, said = await press(house, desk, do)
        assert (status, "would be lost" in str(said["why"])) == (409, True)
    assert (await press(house, desk, "more"))[0] == 200
    assert room.view().stage is Stage.READ
    assert (await press(house, desk, "next", None, sure="1"))[0] == 200
    assert room.view().stage is Stage.VOTE_1


async def test_a_step_behind_the_room_is_shown_again_and_only_one_that_can_be(house: House) -> None:
    desk, room = await a_desk(house), house.room
    await lead_to(room, Stage.ACTIONS)
    assert "Show it again" in await page_of(desk, desk_url(house))
    await press(house, desk, "look-1", 99)
    assert room.looked_at == 1
    assert "The wall looks back at: The average" in await page_of(desk, desk_url(house))
    await press(house, desk, "now", 99)
    assert room.looked_at is None
    await press(house, desk, "look-2", 99)
    assert room.looked_at is None, "the room is there"


async def test_what_lies_over_the_wall_is_said_and_taken_away_again(house: House) -> None:
    desk = await a_desk(house)
    for do, says in (("blank", "The wall is blank."), ("join", "QR code."), ("uncover", "Blank the wall")):
        await press(house, desk, do, 99)  # wherever the room is
        assert says in await page_of(desk, desk_url(house))
    assert house.room.view().moved == 0


@pytest.mark.parametrize(
    "do", ["next", *(pytest.param(do, marks=pytest.mark.long) for do in ("back", "skip", "end"))]
)
async def test_nobody_leads_on_behind_what_stands_before_the_place_of_the_room(house: House, do: str) -> None:
    desk, room = await a_desk(house), house.room
    await lead_to(room, Stage.ACTIONS)
    moved = room.view().moved
    for act, says in (
        ("join", 'class="big" name="do" value="uncover">Take the QR code off the wall'),
        ("blank", 'class="big" name="do" value="uncover">Show the wall again'),
        ("look-1", 'class="big" name="do" value="now">Back to now'),
    ):
        await press(house, desk, act)
        page = await page_of(desk, desk_url(house))
        assert says in page
        assert page.count('class="big"') == 1
        assert not re.search(r'value="(next|back|skip|end)"', page), "only what a page had before"
        status, said = await press(house, desk, do)
        assert (status, "It does now" in str(said["why"])) == (409, True)
        assert (room.covered, room.looked_at, room.view().moved) == (Cover.NOTHING, None, moved)
    assert (await press(house, desk, do, reason="Enough."))[0] == 200
    assert room.view().moved == moved + 1


async def test_at_the_closing_what_covers_the_wall_goes_before_the_session_is_sealed(house: House) -> None:
    desk, room = await a_desk(house), house.room
    await lead_to(room, Stage.CLOSE)
    await press(house, desk, "blank")
    page = await page_of(desk, desk_url(house))
    assert ("Show the wall again" in page, "Save and end" in page) == (True, False)
    assert (await press(house, desk, "seal"))[0] == 409
    assert room.view().stage is Stage.CLOSE
    assert "Save and end" in await page_of(desk, desk_url(house))


@pytest.mark.parametrize("seed", range(3))
async def test_two_desks_and_the_keyboard_press_at_once_and_one_step_is_in_the_journal(
    house: House, seed: int
) -> None:
    one, other = await a_desk(house), await a_desk(house)
    await lead_to(house.room, Stage.READ)
    room, after = house.room, house.room.view().moved
    keyboard = room.lead(c.Advance(START), after)
    pressed = [press(house, one, "next", after=after), keyboard, press(house, other, "next", after=after)]
    said = await asyncio.gather(*pressed[seed:], *pressed[:seed], return_exceptions=True)
    refused = [one for one in said if str(one) == STALE or one == (409, {"done": False, "why": STALE})]
    assert len(refused) == 2
    assert (room.view().stage, room.view().moved) == (Stage.VOTE_1, after + 1)
    await house.room.close()
    again = await Room.resume(PlanFolder(room.folder.path))
    assert again.view().moved == after + 1
    await again.close()


async def test_a_button_of_an_old_page_is_refused_in_words(house: House) -> None:
    desk = await a_desk(house)
    after = house.room.view().moved
    await house.room.lead(c.Advance(START))
    assert await press(house, desk, "next", after=after) == (409, {"done": False, "why": STALE})
    async with desk.post(
        f"{desk_url(house)}/do", data={"after": str(after), "do": "next"}, headers={"Origin": house.origin}
    ) as answer:
        assert answer.status == 409
        assert STALE in await answer.text()


async def test_without_a_script_a_button_leads_back_to_the_page(house: House) -> None:
    desk = await a_desk(house)
    data = {"after": "0", "do": "next"}
    async with desk.post(f"{desk_url(house)}/do", data=data, headers={"Origin": house.origin}) as answer:
        assert (answer.status, str(answer.url)) == (200, desk_url(house))
        assert "Step 1 of" in await answer.text()
    assert await statuses(desk, f"{desk_url(house)}/do", 1) == [200], "a reload leads back"


@pytest.mark.parametrize(
    ("headers", "data", "status"),
    [
        ({"Origin": "http://elsewhere"}, {"after": "0", "do": "next"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, {"after": "0", "do": "next"}, 403),
        ({}, {"after": "0", "do": "explode"}, 400),
        ({}, {"after": "-1", "do": "next"}, 400),
        ({}, {"do": "next"}, 400),
        ({}, [("after", "0"), ("after", "0"), ("do", "next")], 400),
        ({}, {"after": "0", "do": "next", "reason": "x" * 20_000}, 413),
    ],
)
async def test_what_no_page_of_ours_sends_does_nothing(
    house: House, headers: dict[str, str], data: dict[str, str], status: int
) -> None:
    desk = await a_desk(house)
    async with desk.post(f"{desk_url(house)}/do", data=data, headers={**JSON, **headers}) as answer:
        assert answer.status == status
    assert house.room.view().stage is Stage.LOBBY


async def test_the_stream_brings_what_is_new_once_for_all_desks(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks = [await a_desk(house) for _ in range(3)]
    house.clock.pass_by(TOLD)  # nobody is told of the others any more
    streams = [await desk.get(f"{desk_url(house)}/events") for desk in desks]
    for stream in streams:
        assert "Lobby" in await next_event(stream)
    made: list[bytes] = []
    make = DeskStreams._made

    def count(streams: DeskStreams, is_told: bool) -> bytes:
        made.append(make(streams, is_told))
        return made[-1]

    monkeypatch.setattr(DeskStreams, "_made", count)
    await press(house, desks[0], "next")
    told = [await next_event(stream) for stream in streams]
    assert {"Step 1 of 11" in one for one in told} == {True}
    assert len(set(told)) == 1
    assert len(made) == 1
    for stream in streams:
        stream.close()


async def test_a_picture_that_fails_is_reported_and_the_next_one_arrives(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await a_desk(house)
    stream = await desk.get(f"{desk_url(house)}/events")
    assert "Lobby" in await next_event(stream)
    failed = asyncio.Event()
    reported: list[str] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: reported.append(context["message"]))
    make = DeskStreams._made

    def fail_once(streams: DeskStreams, is_told: bool) -> bytes:
        if not failed.is_set():
            failed.set()
            raise ZeroDivisionError
        return make(streams, is_told)

    monkeypatch.setattr(DeskStreams, "_made", fail_once)
    await press(house, desk, "next")
    await asyncio.wait_for(failed.wait(), 10)
    await press(house, desk, "next")
    assert 'data-moved="2"' in await next_event(stream)
    assert reported == ["the desk could not be drawn"]
    stream.close()
    loop.set_exception_handler(None)


async def next_event(stream: aiohttp.ClientResponse) -> str:
    """What the next event of a desk's stream holds."""
    async with asyncio.timeout(10):
        lines: list[str] = []
        async for sent in stream.content:
            line = sent.decode()
            if line.startswith("data: "):
                lines.append(line)
            elif line == "\n" and lines:
                return "".join(lines)
    raise EOFError


async def test_a_flood_behind_the_same_router_keeps_no_desk_waiting(guarded: House) -> None:
    desk, stranger = await a_desk(guarded), guarded.phone()
    assert await statuses(stranger, f"{guarded.origin}/XXXX/a", 301) == [404] * 300 + [429]
    assert await statuses(desk, desk_url(guarded), 20) == [200] * 20
    late = guarded.phone()
    assert await statuses(late, desk_link(guarded), 1) == [200]
    assert await statuses(stranger, f"{desk_url(guarded)}/{wrong(guarded)}", 1) == [429]


async def test_a_session_that_is_resumed_knows_its_desks_again(house: House, tmp_path: Path) -> None:
    desk = await a_desk(house)
    await house.endpoint.stop()
    await house.room.close()
    house.room = await Room.resume(PlanFolder(house.room.folder.path), house.clock)
    house.endpoint = Endpoint(house.room, clock=house.clock, tempo=AT_ONCE, simulated=True)
    await house.endpoint.start(house.port, "127.0.0.1")
    assert await statuses(desk, desk_url(house), 1) == [200]
    assert house.room._session.desk_opened
