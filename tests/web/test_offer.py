"""The report of a sealed session: for the phones that were in the room, and for ten minutes."""

from __future__ import annotations

from tests.builders import lead_to
from tests.web.conftest import House
from workshop.core.session import Stage

REPORT = b"<!doctype html><title>The report</title>"


async def test_the_report_is_there_for_ten_minutes_once_it_is_offered(house: House) -> None:
    phone = house.phone()
    async with phone.get(house.url):
        pass
    async with phone.get(f"{house.url}/report") as early:
        assert early.status == 409
        assert "not offered it yet" in await early.text()
    await lead_to(house.room, Stage.CLOSE)
    await house.room.seal()
    async with phone.get(house.url) as page:
        assert "/7QK2/report" in await page.text()
    house.endpoint.offer(REPORT)
    async with phone.get(f"{house.url}/report") as reply:
        assert await reply.read() == REPORT
        assert "sandbox" in reply.headers["Content-Security-Policy"]
        assert "Content-Disposition" not in reply.headers
    async with phone.get(f"{house.url}/report?save") as saved:
        assert saved.headers["Content-Disposition"].startswith("attachment")
    house.clock.now += 601
    async with phone.get(f"{house.url}/report") as late:
        assert late.status == 410
        assert "10 minutes" in await late.text()


async def test_a_phone_that_was_not_in_the_room_gets_no_report(house: House) -> None:
    async with house.phone().get(house.url):
        pass
    house.endpoint.offer(REPORT)
    async with house.phone().get(f"{house.url}/report") as reply:
        assert reply.status == 403
        assert REPORT not in await reply.read()
