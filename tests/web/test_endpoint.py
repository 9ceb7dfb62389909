"""Opening and closing the endpoint, and devices that mean harm."""

import asyncio
import contextlib
import socket
from pathlib import Path

import aiohttp
import pytest

from tests.builders import a_room
from tests.patience import PATIENCE
from tests.web.conftest import AT_ONCE, House, page_of
from workshop.web.endpoint import CannotListen, Endpoint, PortInUse
from workshop.web.guard import Limits, fitting_limits
from workshop.web.testpage import serve_test_page


async def test_a_port_in_use_is_said_with_the_way_out(house: House, tmp_path: Path) -> None:
    room = await a_room(tmp_path / "second")
    with pytest.raises(PortInUse, match=rf"Port {house.port} is in use .* --port"):
        await Endpoint(room).start(house.port, "127.0.0.1")
    await room.close()


async def test_a_host_that_is_not_ours_is_said(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    with pytest.raises(CannotListen, match=r"192\.0\.2\.77 is not an address"):
        await Endpoint(room).start(0, "192.0.2.77")
    await room.close()


async def test_by_default_it_listens_on_every_address(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    endpoint = Endpoint(room, tempo=AT_ONCE)
    port = await endpoint.start(0)
    async with aiohttp.ClientSession() as phone:
        assert "You are in." in await page_of(phone, f"http://127.0.0.1:{port}/7QK2")
    await endpoint.stop()
    await room.close()


async def talk_raw(house: House, *parts: bytes) -> bytes:
    """Send bytes as they are; returns all that comes back until the endpoint closes the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    for part in parts:
        writer.write(part)
        await writer.drain()
    async with asyncio.timeout(PATIENCE):
        answer = await reader.read()
    writer.close()
    return answer


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /7QK2 HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20_000 + b"\r\n\r\n",
        b"GET /7QK2 HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 1000 + b"\r\n",
        b"GET /7QK2 HTTP/1.1\r\nHost: x\r\nCookie: " + b"seat=a; " * 10_000 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 not http at all\r\n\r\n",
        b"GET /7QK2 HTTP/1.1\r\nHost: x\r\nCookie: seat=\x00\x1b[2J\r\n\r\n",
    ],
    ids=["path", "header", "many headers", "10,000 cookies", "another protocol", "control characters"],
)
async def test_monstrous_requests_are_refused_and_the_room_goes_on(
    house: House, request_bytes: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = await talk_raw(house, request_bytes)
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.0 400"))
    assert "You are in." in await page_of(house.phone(), house.url)
    assert capfd.readouterr() == ("", "")


async def test_many_cookies_that_fit_leave_the_phone_its_seat(house: House) -> None:
    cookies = "; ".join(f"c{number}=1" for number in range(500)) + f"; seat={house.room.new_token()}"
    async with house.phone().get(house.url, headers={"Cookie": cookies}) as answer:
        assert answer.status == 200
        assert "Set-Cookie" not in answer.headers


async def test_senders_that_dribble_are_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workshop.web.listening.IDLE_SECONDS", 0.05)
    room = await a_room(tmp_path)
    endpoint = Endpoint(room, tempo=AT_ONCE)
    port = await endpoint.start(0, "127.0.0.1")
    for beginning in (b"", b"GET /7QK2 HT", b"GET /7QK2 HTTP/1.1\r\nHost: x\r\nX-Slow: "):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(beginning)
        async with asyncio.timeout(PATIENCE):
            assert await reader.read() == b""
        writer.close()
    await endpoint.stop()
    await room.close()


async def test_connections_beyond_the_limit_are_closed_and_places_come_free_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    room = await a_room(tmp_path)
    endpoint = Endpoint(room, limits=Limits(connections=2), tempo=AT_ONCE)
    port = await endpoint.start(0, "127.0.0.1")
    held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
    async with asyncio.timeout(PATIENCE):
        with contextlib.suppress(ConnectionResetError):
            assert await held[0][0].read() == b""
    assert not held[1][0].at_eof()
    for _, writer in held:
        writer.close()
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                async with aiohttp.ClientSession() as phone:
                    assert "You are in." in await page_of(phone, f"http://127.0.0.1:{port}/7QK2")
                break
            except aiohttp.ClientError:
                continue
    assert caplog.records == []
    await endpoint.stop()
    await room.close()


def test_no_more_connections_than_the_system_has_files(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (256, 4096))
    assert fitting_limits().connections == 156
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (resource.RLIM_INFINITY,) * 2)
    assert fitting_limits().connections == Limits().connections


async def test_the_test_page_tells_when_a_phone_arrived() -> None:
    arrived: list[int] = []
    test = await serve_test_page(0, lambda: arrived.append(1), hosts=["127.0.0.1"])
    async with aiohttp.ClientSession() as phone:
        assert "It works." in await page_of(phone, f"http://127.0.0.1:{test.port}/anything")
        await page_of(phone, f"http://127.0.0.1:{test.port}/favicon.ico")
    await test.stop()
    assert arrived == [1]


async def test_the_test_page_says_when_its_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(PortInUse):
        await serve_test_page(taken.getsockname()[1], lambda: None, hosts=["127.0.0.1"])
