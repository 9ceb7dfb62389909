"""A ballot goes past the router, and is answered with bytes made beforehand: nobody may notice either."""

import asyncio
from email.utils import parsedate_to_datetime

from tests.builders import lead_to, open_round
from tests.patience import PATIENCE
from tests.web.conftest import House, page_of
from workshop.core.live.session import Stage


async def said(house: House, start: str, *lines: str) -> tuple[str, dict[str, str], bytes]:
    """The status line, the headers and the body of the answer to a ballot, word for word."""
    form = f"round={open_round(house.room)}&decision=fix"
    head = [start, f"Host: 127.0.0.1:{house.port}", "Accept: application/json", *lines]
    head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(form)}"]
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    writer.write(("\r\n".join([*head, "", form])).encode())
    async with asyncio.timeout(PATIENCE):
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        while "100 Continue" in first:
            first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in rest if line)
        body = await reader.readexactly(int(headers["Content-Length"]))
    writer.close()
    return first, headers, body


async def test_however_a_ballot_is_sent_the_answer_is_the_same(house: House) -> None:
    await lead_to(house.room, Stage.VOTE_1)
    phone = house.phone()
    await page_of(phone, house.url)
    cookie = f"Cookie: seat={next(iter(phone.cookie_jar)).value}"
    first, headers, body = await said(house, "POST /7QK2/ballot HTTP/1.1", cookie)
    parsedate_to_datetime(headers.pop("Date"))
    assert (first, body) == ("HTTP/1.1 200 OK", b'{"counted": true}')
    for start, line in (
        ("POST /7qk2/Ballot HTTP/1.1", "X-Kind: another spelling"),
        ("POST /7QK2/ballot?again HTTP/1.1", "X-Kind: with a query"),
        ("POST /7QK2/ballot HTTP/1.1", "Connection: close"),
        ("POST /7QK2/ballot HTTP/1.1", "Expect: 100-continue"),
        ("POST /7QK2/ballot HTTP/1.0", "Connection: keep-alive"),
    ):
        _, others, same = await said(house, start, cookie, line)
        others.pop("Date")
        others.pop("Connection", None)
        assert (others, same) == (headers, body), line


async def test_a_mistake_past_the_router_is_answered_in_words(house: House) -> None:
    await lead_to(house.room, Stage.VOTE_1)
    first, _, body = await said(house, "POST /7QK2/ballot HTTP/1.1", "Cookie: seat=none")
    assert first == "HTTP/1.1 403 Forbidden"
    assert b"Allow cookies" in body


async def test_other_methods_at_the_address_of_ballots_find_the_usual_answer(house: House) -> None:
    phone = house.phone()
    for method in ("PUT", "DELETE", "OPTIONS"):
        async with phone.request(method, f"{house.url}/ballot") as answer:
            assert answer.status == 405
