"""The report of a sealed session: for the phones that were in the room, and for ten minutes."""

from __future__ import annotations

from tests.builders import lead_to
from tests.web.conftest import House
from workshop.core.live.session import Stage

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
    assert not house.endpoint.offers
    house.endpoint.offer(REPORT)
    assert house.endpoint.offers
    async with phone.get(f"{house.url}/report") as reply:
        assert await reply.read() == REPORT
        assert "sandbox" in reply.headers["Content-Security-Policy"]
        assert "Content-Disposition" not in reply.headers
    async with phone.get(f"{house.url}/report?save") as saved:
        assert saved.headers["Content-Disposition"].startswith("attachment")
    house.clock.now += 601
    assert not house.endpoint.offers
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


async def test_a_sealed_session_takes_its_cookies_back_and_the_report_can_be_fetched_all_the_same(
    house: House,
) -> None:
    phone = house.phone()
    async with phone.get(house.url) as page:
        assert "seat" in page.cookies
    async with phone.get(house.url) as page:
        assert not page.cookies
    await lead_to(house.room, Stage.CLOSE)
    await house.room.seal()
    async with phone.get(f"{house.url}?part") as page:
        assert page.cookies["seat"]["max-age"] == "0"
        assert page.cookies["seat"].value == ""
        guest = page.cookies["guest"].value
        assert guest
    assert [cookie.key for cookie in phone.cookie_jar] == ["guest"]
    async with phone.get(house.url) as again:
        assert not again.cookies
    house.endpoint.offer(REPORT)
    async with phone.get(f"{house.url}/report") as reply:
        assert await reply.read() == REPORT


async def test_who_comes_after_the_sealing_gets_no_cookie_and_no_report(house: House) -> None:
    await lead_to(house.room, Stage.CLOSE)
    await house.room.seal()
    phone = house.phone()
    async with phone.get(house.url) as page:
        assert not page.cookies
    house.endpoint.offer(REPORT)
    async with phone.get(f"{house.url}/report") as reply:
        assert reply.status == 403
