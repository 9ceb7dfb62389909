"""Your own session: what a phone keeps for its owner, what it says of it, and that none of it is sent."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, Request, expect

from tests.builders import an_action, lead_to
from tests.web.conftest import (
    AT_ONCE,
    FAULTY_STEP,
    ROLE_STEP,
    SOUND_STEP,
    House,
    a_house,
    a_long_opening,
    lead_to_pulse,
    page_of,
)
from tests.web.phone_browser import OpenPhone, vote
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.web.endpoint import Endpoint

NOTE = "Less typing after every call"
NOT_SENT = "You would not have sent 0 of 1 faulty text."
REFUSED = "You refused 1 of 1 sound text."
SURE = "You were 80% sure or more in 2 votes, and right in none."


async def decide(page: Page, words: str, sure: str) -> None:
    """Cast a ballot that taps the second sentence."""
    await page.locator("[name=tap]").nth(1).tap()
    await page.get_by_text(words, exact=True).tap()
    await page.get_by_label(sure).tap()
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()


async def play(house: House, page: Page) -> None:
    """Use the faulty text, correct it after the talk, and refuse the sound one, up to its reveal."""
    await lead_to(house.room, Stage.VOTE_1, FAULTY_STEP)
    await decide(page, "Read it out.", "90%")
    await lead_to(house.room, Stage.VOTE_2)
    await decide(page, "Correct it.", "60%")
    await lead_to(house.room, Stage.OUTCOME)
    await expect(page.locator("main.outcome")).to_be_visible()
    await lead_to(house.room, Stage.VOTE_1, SOUND_STEP)
    await decide(page, "Stop here.", "100%")
    await lead_to(house.room, Stage.OUTCOME)
    await expect(page.locator("main.outcome")).to_be_visible()


async def close(house: House, page: Page) -> None:
    """Lead the room to its closing, and open there what nobody beside should read unasked."""
    await lead_to(house.room, Stage.CLOSE)
    await expect(page.locator("main.close")).to_be_visible()
    await expect(page.locator("[data-list]")).to_be_hidden()
    await page.get_by_text("Your own session").tap()


async def test_the_end_takes_the_cookie_from_a_phone_that_did_not_ask(
    house: House, open_phone: OpenPhone
) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.CLOSE)
    await expect(page.locator("main.close")).to_be_visible()
    assert [one["name"] for one in await page.context.cookies()] == ["seat"]
    async with page.expect_response("**?part"):
        await house.room.seal()
        await expect(page.locator("main.sealed")).to_be_visible()
    assert [one["name"] for one in await page.context.cookies()] == ["guest"]


async def test_before_the_first_reveal_there_is_no_list(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    page = await open_pulse_phone()
    await lead_to(pulse_house.room, Stage.VOTE_1, FAULTY_STEP)
    await expect(page.locator("main.vote-1")).to_be_visible()
    await expect(page.get_by_text("Your own session")).to_be_hidden()
    await lead_to(pulse_house.room, Stage.OUTCOME)
    await expect(page.locator("#own-session")).to_be_visible()
    await expect(page.get_by_text("The average of the averages", exact=True)).to_be_hidden()
    await page.get_by_text("Your own session").tap()
    await expect(page.get_by_text("No vote from this phone.")).to_be_visible()


async def test_the_list_says_in_words_what_was_caught_refused_and_sure(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    page = await open_pulse_phone()
    await play(pulse_house, page)
    await close(pulse_house, page)
    for words in (NOT_SENT, REFUSED, SURE, "Right taps: 1 of 1. False alarms: none.", "False alarms: 1."):
        await expect(page.get_by_text(words, exact=True)).to_be_visible()
    texts = await page.locator("#own-session h2").all_text_contents()
    assert texts == ["The average of the averages", "A blunt forecast"]
    votes = [
        words.replace("\n", " ")
        for words in await page.locator("#own-session p:has(.mark)").all_inner_texts()
    ]
    assert votes == [
        "First vote: Read it out. 90% sure. ✗ It was faulty, and you would have sent it.",
        "Second vote: Correct it. 60% sure. ✓ You would not have sent it.",
        "You chose: Stop here. 100% sure. ✗ It was sound, and you would not have sent it.",
    ]


async def test_the_list_outlives_a_reload_the_sealing_and_a_new_tab(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    page = await open_pulse_phone()
    await play(pulse_house, page)
    await close(pulse_house, page)
    await page.locator("#note").fill(NOTE)
    await pulse_house.room.seal()
    await expect(page.locator("main.sealed")).to_be_visible()
    assert not pulse_house.room._session.ballots
    for _ in range(2):
        await expect(page.get_by_text(NOT_SENT)).to_be_visible()
        await expect(page.locator("#note")).to_have_value(NOTE)
        await page.reload()
    other = await page.context.new_page()
    await other.goto(pulse_house.url)
    await expect(other.get_by_text(SURE)).to_be_hidden()
    await other.get_by_text("Your own session").tap()
    await expect(other.get_by_text(SURE)).to_be_visible()


async def test_a_phone_that_slept_through_the_reveal_takes_it_from_the_questions(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    page = await open_pulse_phone()
    await lead_to(pulse_house.room, Stage.VOTE_1, FAULTY_STEP)
    await decide(page, "Correct it.", "80%")
    await page.context.set_offline(True)
    await lead_to(pulse_house.room, Stage.DEBRIEF)
    await page.context.set_offline(False)
    await page.reload()
    await close(pulse_house, page)
    await expect(page.get_by_text("✓ You would not have sent it.")).to_be_visible()


async def test_of_a_single_text_no_share_is_told(pulse_house: House, open_pulse_phone: OpenPhone) -> None:
    page = await open_pulse_phone()
    await lead_to(pulse_house.room, Stage.VOTE_1, FAULTY_STEP)
    await decide(page, "Read it out.", "90%")
    await lead_to(pulse_house.room, Stage.OUTCOME)
    await expect(page.locator("main.outcome")).to_be_visible()
    await page.get_by_text("Your own session").tap()
    told = page.locator("[data-list] .lead")
    assert await told.all_text_contents() == []
    # Another text in which this phone cast no vote makes no share of it.
    await lead_to(pulse_house.room, Stage.VOTE_1, SOUND_STEP)
    await lead_to(pulse_house.room, Stage.OUTCOME)
    await expect(page.locator("main.outcome")).to_be_visible()
    await expect(page.locator("[data-list] h2")).to_have_count(2)
    await expect(told).to_have_count(0)


async def test_what_one_types_stays_while_the_room_writes_its_actions(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    page = await open_pulse_phone()
    await lead_to(pulse_house.room, Stage.ACTIONS)
    note = page.get_by_label("What is in it for me?")
    await note.press_sequentially("Less typ")
    await pulse_house.room.lead(c.AgreeAction(an_action()))
    await expect(page.get_by_text("one person recomputes it")).to_be_visible()
    await expect(note).to_be_focused()
    await note.press_sequentially("ing")
    await page.reload()
    await expect(note).to_have_value("Less typing")
    await expect(page.get_by_text("This is not sent.")).to_be_visible()
    await lead_to(pulse_house.room, Stage.BREAK)
    await expect(note).to_be_hidden()


async def test_nothing_of_it_is_ever_sent(pulse_house: House, open_pulse_phone: OpenPhone) -> None:
    sent: list[str] = []

    async def note_request(request: Request) -> None:
        headers = await request.all_headers()
        sent.append(f"{request.method} {request.url} {headers} {request.post_data}")

    page = await open_pulse_phone()
    page.context.on("request", note_request)
    await play(pulse_house, page)
    voted = len(sent)
    await close(pulse_house, page)
    await page.locator("#note").fill(NOTE)
    await pulse_house.room.seal()
    await expect(page.locator("main.sealed")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text(NOT_SENT)).to_be_visible()
    await page.locator("[data-forget]").tap()
    await expect(page.get_by_text("Forgotten.")).to_be_visible()
    assert any("decision=use" in request for request in sent[:voted])
    assert all(request.startswith("GET ") and request.endswith(" None") for request in sent[voted:])
    bodies = [request.rpartition("} ")[2] for request in sent]
    assert [body.split("&")[0] for body in bodies if body != "None"] == [
        "round=learn-01%2F1",
        "round=learn-01%2F2",
        "round=redesign-01%2F1",
    ]
    for words in ("typing", "Right taps", "caught", "averages", "blunt"):
        assert not any(words in request for request in sent), words


async def test_forgetting_clears_the_list_and_the_note_on_the_phone(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    room = pulse_house.room
    page = await open_pulse_phone()
    await lead_to_pulse(pulse_house, ROLE_STEP)
    await page.get_by_text("Managers: lead a team").tap()
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    await lead_to(room, Stage.VOTE_1, FAULTY_STEP)
    await decide(page, "Read it out.", "90%")
    await lead_to(room, Stage.OUTCOME)
    await page.get_by_text("Your own session").tap()
    await page.get_by_role("button", name="Forget this on my phone").tap()
    await expect(page.get_by_text("Forgotten. No list is kept here.")).to_be_visible()
    await expect(page.get_by_text(NOT_SENT)).to_be_hidden()
    await expect(page.get_by_role("button", name="Forget this on my phone")).to_be_hidden()

    # It stays forgotten: no later page of the same reveal, and no later text, brings a list back.
    await lead_to(room, Stage.VOTE_1, SOUND_STEP)
    await decide(page, "Stop here.", "100%")
    await lead_to(room, Stage.CLOSE)
    await expect(page.locator("main.close")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("Forgotten. No list is kept here.")).to_be_visible()
    kept = str(await page.evaluate("JSON.stringify(localStorage)"))
    assert "average" not in kept
    assert "blunt" not in kept
    assert NOTE not in kept


async def test_another_session_on_the_same_laptop_finds_nothing(
    pulse_house: House, open_pulse_phone: OpenPhone, tmp_path: Path
) -> None:
    page = await open_pulse_phone()
    await play(pulse_house, page)
    await close(pulse_house, page)
    await page.locator("#note").fill(NOTE)
    await pulse_house.endpoint.stop()
    next_house = await a_house(tmp_path / "next", a_long_opening(code="WXYZ"))
    await next_house.endpoint.stop()
    next_house.endpoint = Endpoint(next_house.room, tempo=AT_ONCE)
    await next_house.endpoint.start(pulse_house.port, "127.0.0.1")
    await page.goto(f"{pulse_house.origin}/WXYZ")
    await lead_to(next_house.room, Stage.OPEN)
    await next_house.room.lead(c.EndEarly(next_house.room.clock()))
    await expect(page.locator("main.close")).to_be_visible()
    # The tab keeps that the list was open before.
    await expect(page.get_by_text("No reveal yet.")).to_be_visible()
    await expect(page.locator("#note")).to_have_value("")
    kept = str(await page.evaluate("({...localStorage})"))
    assert NOTE not in kept
    assert "7QK2" not in kept
    await next_house.close()


async def test_where_nothing_can_be_kept_the_page_still_works(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    page = await open_pulse_phone()
    await page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
    )
    await page.reload()
    await play(pulse_house, page)
    await close(pulse_house, page)
    await expect(page.get_by_text(NOT_SENT)).to_be_visible()


async def test_without_scripts_the_page_says_that_it_keeps_no_list(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    page = await open_pulse_phone(java_script_enabled=False)
    await lead_to(pulse_house.room, Stage.CLOSE)
    for _ in range(2):
        await page.reload()
        # A browser whose scripts are switched off from outside draws no <noscript>: so the text is read.
        assert "<p>Without scripts this phone keeps no list of your own answers.</p></noscript>" in (
            await page_of(pulse_house.phone(), pulse_house.url)
        )
        await expect(page.locator("#own")).to_be_hidden()
        if pulse_house.room.view().stage is Stage.CLOSE:
            await pulse_house.room.seal()


async def test_once_it_is_over_a_laptop_that_leaves_is_no_trouble(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    page = await open_pulse_phone()
    await page.clock.install()
    async with page.expect_request("**/events?*"):
        await page.reload()
    await lead_to(pulse_house.room, Stage.CLOSE)
    await pulse_house.room.seal()
    await expect(page.locator("main.sealed")).to_be_visible()
    async with page.expect_response("**?part"):  # once, to lose its cookie
        await page.clock.run_for(3_000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    async with page.expect_event("requestfinished", lambda request: "/events" in request.url):
        await pulse_house.endpoint.stop()
    await page.evaluate("dispatchEvent(new Event('online'))")
    await page.clock.run_for(60_000)
    await expect(page.locator("#line")).to_be_empty()
    assert asked == []
