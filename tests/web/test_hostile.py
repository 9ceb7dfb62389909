"""Devices that mean harm: what they get is little, says nothing, and takes nothing from the others."""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
import socket
import string
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest

from tests.builders import Clock, a_room, lead_to, open_round
from tests.patience import PATIENCE
from tests.web.conftest import AT_ONCE, House, a_house, ballots_in, cast, page_of
from tests.web.listener import listening
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.web.aiohttp_inside import Connections
from workshop.web.endpoint import Endpoint
from workshop.web.guard import Limits, Pace
from workshop.web.houses import Houses
from workshop.web.listening import CannotListen, hosts_for, listen, port_of
from workshop.web.networks import namer
from workshop.web.sockets import Sockets


@pytest.fixture
async def guarded(tmp_path: Path) -> AsyncIterator[House]:
    """A room whose limits hold for this machine as well, as they do outside of rehearsals."""
    clock = Clock()
    room = await a_room(tmp_path, clock=clock)
    built = House(room, Endpoint(room, clock=clock, tempo=AT_ONCE), clock)
    built.port = await built.endpoint.start(0, "127.0.0.1")
    built.endpoint._phones._guard._chance = lambda: 1.0
    yield built
    await built.close()


async def raw(house: House, text: bytes) -> bytes:
    """The answer to some bytes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    writer.write(text)
    answer = b""
    async with asyncio.timeout(PATIENCE):
        while b"\r\n\r\n" not in answer and (part := await reader.read(2**16)):
            answer += part
        head, _, body = answer.partition(b"\r\n\r\n")
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:") and not text.startswith(b"HEAD"):
                body += await reader.readexactly(max(0, int(line.split(b":")[1]) - len(body)))
    writer.close()
    return head + b"\r\n\r\n" + body


async def statuses(phone: aiohttp.ClientSession, url: str, times: int) -> list[int]:
    """How a page is answered when it is asked for again and again."""
    found = []
    for _ in range(times):
        async with phone.get(url) as answer:
            found.append(answer.status)
            await answer.read()
    return found


async def test_ten_votes_at_once_and_five_a_second_and_the_others_notice_nothing(guarded: House) -> None:
    await lead_to(guarded.room, Stage.VOTE_1)
    hostile, honest = guarded.phone(), guarded.phone()
    for phone in (hostile, honest):
        await page_of(phone, guarded.url)
    round_ = open_round(guarded.room)
    for _ in range(1 + 10):  # with the first it comes back with its cookie
        assert (await cast(guarded, hostile, round_)).status == 200
    refused = await cast(guarded, hostile, round_)
    assert (refused.status, refused.headers["Retry-After"]) == (429, "2")
    assert await refused.json() == {
        "counted": False,
        "why": "This phone asks very often. This page tries again by itself.",
    }
    assert (await cast(guarded, honest, round_)).status == 200
    guarded.clock.pass_by(1)
    assert [(await cast(guarded, hostile, round_)).status for _ in range(6)] == [200] * 5 + [429]
    assert len(ballots_in(guarded.room, round_)) == 2


async def test_pages_and_streams_of_one_phone_share_its_bucket(guarded: House) -> None:
    phone = guarded.phone()
    await statuses(phone, guarded.url, 2)
    assert await statuses(phone, guarded.url, 11) == [200] * 10 + [429]
    async with phone.get(f"{guarded.url}/events") as answer:
        assert answer.status == 429
        assert (answer.headers["Refresh"], "One moment" in await answer.text()) == ("2", True)
    assert guarded.room.present == 1


@pytest.mark.parametrize("path", ["/XXXX", "/?code=XXXX", "/XXXX/ballot", "/XXXX/a"])
async def test_codes_are_tried_a_few_hundred_times_and_then_the_right_one_looks_like_the_others(
    guarded: House, path: str
) -> None:
    stranger, here = guarded.phone(), guarded.phone()
    await page_of(here, guarded.url)
    await page_of(here, guarded.url)
    assert await statuses(stranger, guarded.origin + path, 301) == [404] * 300 + [429]
    texts = []
    for one in ("/XXXX", "/7QK2", "/", "/?code=7QK2"):
        async with stranger.get(guarded.origin + one) as answer:
            assert "Set-Cookie" not in answer.headers
            texts.append((answer.status, await answer.text()))
    assert len(set(texts)) == 1
    guarded.endpoint._streams._pulse()
    assert any("new phones from there wait" in one.words for one in guarded.room.warnings)
    assert "You are in." in await page_of(here, guarded.url)
    guarded.clock.pass_by(60)
    assert "You are in." in await page_of(stranger, guarded.url)


async def test_a_wrong_code_is_answered_with_one_page_for_all(house: House) -> None:
    pages = {
        (await raw(house, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())).partition(b"\r\n\r\n")[
            2
        ]
        for path in ("/XXXX", "/YYYY", "/?code=ZZZZ", "/%58%58")
    }
    assert len(pages) == 1
    assert b"There is no session with this code." in pages.pop()


async def test_pages_without_a_cookie_keep_no_newcomer_out_behind_the_same_router(guarded: House) -> None:
    hostile, newcomer = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()), guarded.phone()
    for _ in range(60):
        await statuses(hostile, guarded.url, 20)
        guarded.clock.pass_by(1)
    await hostile.close()
    await page_of(newcomer, guarded.url)
    await page_of(newcomer, guarded.url)
    assert guarded.room.present == 1


async def test_who_comes_in_and_who_listens_has_a_share_of_its_own(tmp_path: Path) -> None:
    clock = Clock()
    room = await a_room(tmp_path, clock=clock)
    limits = Limits(arrivals=Pace(1, 2), late=Pace(1, 0), listeners=Pace(1, 1))
    endpoint = Endpoint(room, clock=clock, tempo=AT_ONCE, limits=limits)
    house = House(room, endpoint, clock, await endpoint.start(0, "127.0.0.1"))
    phones = [house.phone() for _ in range(3)]
    assert [await statuses(phone, house.url, 1) for phone in phones] == [[200]] * 3
    assert [await statuses(phone, house.url, 1) for phone in phones] == [[200], [200], [429]]
    for phone, status in zip(phones, (200, 429, 429), strict=True):
        async with phone.get(f"{house.url}/events") as answer:
            assert answer.status == status
    clock.pass_by(1)
    assert await statuses(phones[2], house.url, 1) == [200]
    await house.close()


async def test_streams_opened_and_closed_are_told_to_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    phone = house.phone()
    await page_of(phone, house.url)
    for _ in range(20):
        async with phone.get(f"{house.url}/events") as answer:
            assert answer.status == 200
        monkeypatch.setattr(house.endpoint._streams, "pulse_soon", lambda: told.append(1))
    assert told == []


async def test_idle_connections_take_no_place_of_phones_that_are_here_or_come(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    endpoint = Endpoint(room, tempo=AT_ONCE, limits=Limits(connections=20, share=1.0))
    house = House(room, endpoint, Clock(), await endpoint.start(0, "127.0.0.1"))
    held = []

    async def hold(number: int) -> None:
        held.extend([await asyncio.open_connection("127.0.0.1", house.port) for _ in range(number)])

    here, comes = house.phone(), house.phone()
    await page_of(here, house.url)
    async with listening(house, here) as stream:
        await stream.next()
        await hold(60)
        await page_of(comes, house.url)
        async with listening(house, comes) as other:
            await other.next()
            await hold(60)
            await lead_to(room, Stage.OPEN)
            for one in (stream, other):
                name, _ = await one.next()
                while name == "count":
                    name, _ = await one.next()
                assert name == "stage"
    for _, writer in held:
        writer.close()
    await house.close()


BROKEN = (
    b"GET http://xn--/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"CONNECT xn--:80 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET http://[marker HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"<marker>GET /a HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /a?marker\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /a HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: <marker>\r\n\r\n",
    b"GET /a HTTP/1.1\r\n\r\n",
    b"GET /a HTTP/1.1\r\nHost: 127.0.0.1\r\nmarker marker\r\n\r\n",
    b"POST /7QK2/ballot HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nmarker\r\n",
    b"GET /a?marker HTTP/2.0\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /a HTTP/9.marker\r\nHost: 127.0.0.1\r\n\r\n",
)


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
async def test_what_makes_no_sense_is_answered_without_a_version_or_a_word_of_it(
    house: House, text: bytes, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    answer = await raw(house, text)
    assert answer.split()[1] == b"400", answer
    for word in (b"marker", b"aiohttp", b"Python", b"xn--"):
        assert word not in answer
    assert b"Server: workshop" in answer
    assert (capfd.readouterr(), caplog.records) == (("", ""), [])


async def test_a_name_that_is_not_ours_gets_a_page_that_says_so(house: House) -> None:
    async with house.phone().get(house.url, headers={"Host": "rebound.example:8080"}) as answer:
        assert answer.status == 421
        assert "The session is not at this address." in await answer.text()
        assert "Set-Cookie" not in answer.headers
    async with house.phone().get(house.url, headers={"Origin": "http://rebound.example"}) as answer:
        assert answer.status == 421
    for name in ("192.168.1.23:8080", "localhost", "[::1]:9", socket.gethostname().upper()):
        async with house.phone().get(house.url, headers={"Host": name}) as answer:
            assert answer.status == 200, name


async def test_the_name_that_is_shown_is_ours_and_another_one_once_it_is_changed(house: House) -> None:
    async def status(name: str) -> int:
        async with house.phone().get(house.url, headers={"Host": name}) as answer:
            return answer.status

    assert await status("room.example.org") == 421
    await house.room.lead(c.ChangeAddress("Room.Example.org"))
    assert await status("room.example.org:443") == 200
    await house.room.lead(c.ChangeAddress("192.168.1.23"))
    assert await status("room.example.org:443") == 421


async def test_what_a_phone_asks_makes_no_view_for_the_screen(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = house.phone()

    def never() -> None:
        raise AssertionError("each ballot throws the view away: a storm of them would make one for each")

    async with phone.get(house.url) as answer:
        assert answer.status == 200
    monkeypatch.setattr(house.room, "view", never)
    async with phone.get(house.url) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("host", ["", "127.0.0.1.example.org", "localhost.example.org", "[::1", "a b", ":80"])
def test_a_host_that_only_looks_like_ours_is_none(host: str) -> None:
    assert not Houses("192.168.1.23").is_ours(host)


def test_an_answer_that_nobody_takes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asyncio, "get_running_loop", None)
    aborted: list[str] = []

    def transport(name: str, waiting: list[int]) -> Any:
        return SimpleNamespace(
            get_extra_info=lambda what: ("10.0.0.1", 1),
            get_write_buffer_size=lambda: waiting[0],
            abort=lambda: aborted.append(name),
        )

    connections = Connections(Sockets(9, 1, namer(()), lambda address: False))
    taken, stuck = [5], [5]
    connections.add(1, transport("taken", taken))
    connections.add(2, transport("stuck", stuck))
    connections.cut_stuck(100, 30)
    taken[0] = 0
    connections.cut_stuck(110, 30)
    taken[0] = 5
    connections.cut_stuck(129, 30)
    assert aborted == []
    connections.cut_stuck(130, 30)
    assert aborted == ["stuck"]
    connections.cut_stuck(159, 30)
    assert aborted.count("taken") == 1


async def test_a_phone_that_reads_nothing_loses_its_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.web.listening.SWEEP_SECONDS", 0.01)
    monkeypatch.setattr("workshop.web.listening.TAKEN_SECONDS", 0.05)
    room = await a_room(tmp_path)
    endpoint = Endpoint(room, tempo=AT_ONCE, simulated=True)
    port = await endpoint.start(0, "127.0.0.1")
    with socket.socket() as device:
        device.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        device.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(device, ("127.0.0.1", port))
        asks = b"GET /7QK2 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 50
        async with asyncio.timeout(PATIENCE):
            with contextlib.suppress(ConnectionError):
                while True:
                    await loop.sock_sendall(device, asks)
    await endpoint.stop()
    await room.close()


@pytest.mark.parametrize(
    ("shown", "named", "simulated", "expected"),
    [
        ("192.0.2.77", False, False, ("0.0.0.0",)),
        ("2001:db8::7", False, False, ("0.0.0.0", "::")),
        ("127.0.0.1", True, False, ("127.0.0.1",)),
        ("127.0.0.1", True, True, ("127.0.0.1",)),
        ("localhost", True, True, ("127.0.0.1",)),
        ("::1", True, True, ("::1", "127.0.0.1")),
        ("192.0.2.77", True, False, ("0.0.0.0",)),
        ("tunnel.example.org", True, False, ("0.0.0.0",)),
    ],
)
def test_where_it_listens(shown: str, named: bool, simulated: bool, expected: tuple[str, ...]) -> None:
    assert hosts_for(shown, named=named, simulated=simulated) == expected


async def test_without_an_ipv6_address_on_the_wall_nobody_comes_by_ipv6(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    endpoint = Endpoint(room, tempo=AT_ONCE)
    await endpoint.serve(opened := listen(0, hosts_for(room.view().setup.host, named=False)))
    port = port_of(opened)
    if socket.has_ipv6:
        with pytest.raises(OSError, match=str(port)):
            await asyncio.open_connection("::1", port)
    await room.lead(c.ChangeAddress("::1"))
    async with aiohttp.ClientSession() as phone, asyncio.timeout(PATIENCE):
        while True:
            try:
                assert "You are in." in await page_of(phone, f"http://[::1]:{port}/7QK2")
                break
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0)
    await endpoint.stop()
    await room.close()


def test_a_port_is_opened_at_all_places_or_at_none() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen):
            listen(port, ["127.0.0.2", "127.0.0.1"])
        socket.create_server(("127.0.0.2", port)).close()


METHODS = ("GET", "POST", "HEAD", "PUT", "OPTIONS", "BREW", "get", "", "PRI")
PATHS = (
    "/",
    "/7QK2",
    "/7qk2/",
    "/7QK2/ballot",
    "/7QK2/answer",
    "/7QK2/events",
    "/7QK2/report",
    "/favicon.ico",
)
HEADERS = (
    "Cookie: seat={t}",
    "Cookie: seat=" + "A" * 43,
    "Accept: application/json",
    "Accept-Encoding: gzip",
    "Content-Type: application/x-www-form-urlencoded",
    "Content-Type: multipart/form-data; boundary=x",
    "Transfer-Encoding: chunked",
    "Content-Length: 5",
    "Content-Length: 99999999999999999999",
    "Content-Length: -1",
    "Content-Encoding: deflate",
    "Upgrade: websocket\r\nConnection: Upgrade",
    "Connection: close",
    "Origin: null",
    "Origin: http://127.0.0.1",
    "Expect: 100-continue",
    "Range: bytes=0-1",
    "X: \x01",
    "Host: 127.0.0.1",
)
BODIES = (
    "",
    "round=x%2F1&decision=fix",
    "value=%00",
    "a=b&" * 70,
    "\r\n0\r\n\r\n",
    "5\r\nround\r\n0\r\n\r\n",
    "%",
)


def drawn(draw: random.Random, token: str) -> bytes:
    """A request as somebody might send it who tries what happens."""
    path = draw.choice(PATHS)
    if draw.random() < 0.5:
        odd = "".join(draw.choices(string.printable + "\x00é%/?#[]:xn--", k=draw.randrange(1, 12)))
        path = draw.choice(
            (path + odd, f"{path}?{odd}", f"/{odd}", odd, f"http://{odd}/", path + "?code=" + odd)
        )
    lines = draw.sample(HEADERS, draw.randrange(0, 5))
    if draw.random() < 0.9:
        lines.append("Host: 127.0.0.1")
    version = draw.choice(("HTTP/1.1",) * 6 + ("HTTP/1.0", "HTTP/2.0", "", "HTTP/1.1 x"))
    head = "\r\n".join([f"{draw.choice(METHODS)} {path} {version}", *lines]).replace("{t}", token)
    text = f"{head}\r\n\r\n{draw.choice(BODIES)}".encode("utf-8", "surrogatepass")
    if draw.random() < 0.1:
        text = text[: draw.randrange(len(text))]
    return text


async def send_drawn(house: House, texts: list[bytes]) -> list[tuple[bytes, bytes]]:
    """What is answered to each, over a connection of its own: perhaps nothing, where it is not complete."""

    async def one(text: bytes) -> tuple[bytes, bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
        writer.write(text)
        async with asyncio.timeout(PATIENCE):
            try:
                answer = await reader.read(2**12)
            except ConnectionError:
                answer = b""
        writer.close()
        return text, answer

    return list(await asyncio.gather(*map(one, texts)))


@pytest.mark.parametrize("number", [600, pytest.param(3600, marks=pytest.mark.long)])
async def test_drawn_requests_meet_no_mistake_of_the_program(
    tmp_path: Path,
    number: int,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("workshop.web.listening.IDLE_SECONDS", 0.3)
    monkeypatch.setattr("workshop.web.posted.PATIENCE", 0.3)
    house = await a_house(tmp_path)
    await lead_to(house.room, Stage.VOTE_1)
    phone, draw = house.phone(), random.Random(number)
    await page_of(phone, house.url)
    token = next(iter(phone.cookie_jar)).value
    answered = 0
    for _ in range(0, number, 200):
        for text, answer in await send_drawn(house, [drawn(draw, token) for _ in range(200)]):
            answered += bool(answer)
            assert not answer or answer.startswith((b"HTTP/1.0 ", b"HTTP/1.1 ")), (text, answer)
            assert answer[9:10] != b"5", (text, answer)
            assert b"aiohttp" not in answer, (text, answer)
    assert "Vote" in await page_of(phone, house.url)
    assert answered > 0.8 * number
    await house.close()
    assert capfd.readouterr() == ("", "")
    assert [one for one in caplog.records if one.name != "workshop.web.aiohttp"] == []


@pytest.mark.long
def test_two_addresses_of_one_device_do_not_keep_the_room_out() -> None:
    alone = ["unshare", "--user", "--map-root-user", "--net"]
    if not shutil.which("unshare") or not shutil.which("ip") or subprocess.run([*alone, "true"]).returncode:
        pytest.skip("no network of its own can be made here")
    script = [sys.executable, "-m", "tests.web.two_addresses"]
    ran = subprocess.run([*alone, *script], capture_output=True, text=True, timeout=PATIENCE)
    assert (ran.stdout, ran.stderr) == ("held\n", "")
