"""What a phone draws of its own, from the page that came to all, is what the room would have sent it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.async_api import Browser, Page, Request, expect

from tests.builders import a_control, a_scenario, a_step, lead_to, open_round, picture
from tests.web.conftest import FAULTY_STEP, PULSE_STEPS, SUPPORT, House, a_house, a_long_opening, note_ideas
from tests.web.phone_browser import OpenPhone, phones_at
from tests.web.verdicts import told
from workshop.core.agenda.agenda import Step, StepKind
from workshop.core.live import commands as c
from workshop.core.live.rounds import Round
from workshop.core.live.session import Ballot, Stage
from workshop.core.live.steps.pulse import PulsePicture
from workshop.core.scenarios.scenario import Sentence
from workshop.core.words import Decision
from workshop.web.own import facts_of, holds
from workshop.web.verdict import Mark

SENTENCES = (
    Sentence("Sound."),
    Sentence("Root.", True, "k", "Why."),
    Sentence("Then.", True, "k", "So.", True),
    Sentence("Other root.", True, "k", "Why."),
)
KEYS = (
    a_scenario(sentences=SENTENCES),
    a_scenario(sentences=SENTENCES, missing="The limit of day 4."),
    a_control(),
)
BALLOTS = st.builds(
    Ballot,
    st.sampled_from(Decision),
    st.sets(st.integers(0, 3)).map(lambda taps: tuple(sorted(taps))),
    st.booleans(),
    st.sampled_from((None, 50, 100)),
)


@given(st.sampled_from(KEYS), st.lists(st.none() | BALLOTS, min_size=1, max_size=2))
def test_of_all_that_can_be_said_exactly_what_is_true_is_chosen(key: Any, own: list[Ballot | None]) -> None:
    said = told(key, tuple(own))
    cast = [ballot for ballot in own if ballot is not None]
    assert [choice.option for choice in said.choices] == [key.option(ballot.decision) for ballot in cast]
    assert [choice.right for choice in said.choices] == [key.is_correct(ballot.decision) for ballot in cast]
    for index, row in enumerate(said.rows):
        sentence = key.sentences[index]
        if not cast:
            expected = {Mark.WRONG if sentence.wrong else Mark.SOUND}
        elif index in cast[-1].taps:
            expected = {Mark.CAUGHT if sentence.wrong else Mark.FALSE_ALARM}
        else:
            expected = {Mark.MISSED, Mark.FOLLOWS} if sentence.wrong else {Mark.SOUND}
        assert row.mark in expected


def test_conditions_are_words_that_must_all_hold() -> None:
    facts = facts_of({Round("a", 1): "round=a%2F1&dot=I1&dot=I1&dot=I2", Round("a", 2): ""})
    assert holds("1 any !2 last.dot=I1.2|nothing", facts)
    assert not holds("1 2", facts)
    assert not holds("last.dot=I2.2", facts)
    assert holds("!any", facts_of({}))


async def difference(page: Page) -> list[str]:
    """The main element as this phone drew it, and as the room sends it, where they are not the same."""
    found: list[str] = await page.evaluate(
        """async () => {
          const answer = await fetch(location.pathname + '?part');
          const parsed = new DOMParser().parseFromString(await answer.text(), 'text/html');
          const sent = parsed.querySelector('main');
          const plain = (main) => {
            const copy = main.cloneNode(true);
            for (const count of copy.querySelectorAll('[data-count], [data-dots]')) count.textContent = '';
            for (const box of copy.querySelectorAll('input')) box.removeAttribute('checked');
            // A source that was open stays open.
            for (const part of copy.querySelectorAll('details')) part.removeAttribute('open');
            return copy.outerHTML.replace(/\\s+/g, ' ').replace(/> </g, '><').replace(/ disabled=""/g, '');
          };
          const [own, theirs] = [plain(document.querySelector('main')), plain(sent)];
          return own === theirs ? [] : [own, theirs];
        }"""
    )
    return found


async def cast_by(page: Page, *fields: tuple[str, str]) -> None:
    """Vote, and be counted."""
    for name, value in fields:
        box = page.locator(f"input[name={name}][value='{value}']:not(:checked)").first
        await box.set_checked(True, force=True)
    await page.get_by_role("button", name="Vote").click()
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()


SOME_STEPS = (PULSE_STEPS[SUPPORT], PULSE_STEPS[FAULTY_STEP], a_step(StepKind.GROUPS), a_step(StepKind.DOTS))
"""A step of each kind in which a phone votes and draws what it said."""


@pytest.mark.parametrize(
    "steps",
    [(*SOME_STEPS, a_step(StepKind.CLOSE)), pytest.param(PULSE_STEPS, marks=pytest.mark.long)],
    ids=["some", "all"],
)
async def test_a_phone_draws_its_own_marks_and_asks_for_nothing(
    tmp_path: Path, browser: Browser, steps: tuple[Step, ...]
) -> None:
    house = await a_house(tmp_path, dataclasses.replace(a_long_opening(), steps=steps))
    async with phones_at(house.url, browser) as open_phone:
        await draw_all(house, open_phone)
    await house.close()


async def draw_all(house: House, open_phone: OpenPhone) -> None:
    """Lead two phones to the sealing, of which one votes; neither asks for what it draws."""
    room, asked = house.room, list[str]()

    def note(request: Request) -> None:
        if "?part" in request.url:
            asked.append(request.url)

    voter, silent = await open_phone(), await open_phone()
    for page in (voter, silent):
        page.on("request", note)
    for _ in range(70):
        view = room.view()
        stage = f"{view.position.step}-{view.stage}"
        for page in (voter, silent):
            await expect(page.locator(f"main[data-place^='{stage}']")).to_be_visible()
        if view.stage is not Stage.SCORE:  # its ideas are another lot for each phone, which has to ask for it
            assert asked == [], stage
        for page in (voter, silent):
            assert await difference(page) == [], stage
        asked.clear()
        if view.stage is Stage.SEALED:
            break
        if view.stage in (Stage.VOTE_1, Stage.VOTE_2):
            taps = ("1",) if view.stage is Stage.VOTE_1 else ("0", "1")
            await cast_by(voter, *(("tap", tap) for tap in taps), ("decision", "fix"), ("confidence", "80"))
        elif view.stage is Stage.PULSE:
            await cast_by(voter, ("value", str(picture(view, PulsePicture).pulse.values[1])))
        elif view.stage is Stage.DOTS:
            await cast_by(voter, ("dot", "I1"), ("dot", "I1"), ("dot", "I2"))
        if view.stage in (Stage.VOTE_1, Stage.VOTE_2, Stage.PULSE, Stage.DOTS):
            assert await difference(voter) == [], stage
            asked.clear()
        if view.stage is Stage.IDEAS:
            await note_ideas(room)
        await go_on(house)
    assert room.view().stage is Stage.SEALED


async def go_on(house: House) -> None:
    """One Space."""
    room = house.room
    if room.view().stage is Stage.CLOSE:
        await room.seal()
    else:
        await room.lead(c.Advance(room.clock(), room.present))


async def test_the_talk_has_the_text_with_the_lines_that_this_phone_tapped(
    house: House, open_phone: OpenPhone
) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.VOTE_1)
    await expect(page.locator("form[action$='/ballot']")).to_be_visible()
    await cast_by(page, ("tap", "2"), ("decision", "fix"))
    await lead_to(house.room, Stage.TALK)
    await expect(page.get_by_role("heading", name="Which line would not pass, and why?")).to_be_visible()
    await expect(page.locator(".source")).to_be_visible()
    marked = page.get_by_role("listitem").filter(has_text="you tapped it")
    await expect(marked).to_have_count(1)
    await expect(marked).to_contain_text("3")


async def test_a_phone_that_lost_what_it_cast_asks(house: House, open_phone: OpenPhone) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.VOTE_1)
    await expect(page.locator("form[action$='/ballot']")).to_be_visible()
    await cast_by(page, ("decision", "fix"))
    await page.evaluate("localStorage.clear()")
    await lead_to(house.room, Stage.TALK)
    await expect(page.get_by_text("Your first vote counted.")).to_be_visible()


async def test_a_ballot_of_another_tab_counts_on_both(house: House, open_phone: OpenPhone) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.VOTE_1)
    other = await page.context.new_page()
    await other.goto(house.url)
    for tab in (page, other):
        await expect(tab.locator("form[action$='/ballot']")).to_be_visible()
    await cast_by(other, ("decision", "fix"))
    await lead_to(house.room, Stage.TALK)
    for tab in (page, other):
        await expect(tab.get_by_text("Your first vote counted.")).to_be_visible()


async def test_ballots_that_were_given_up_are_not_drawn(house: House, open_phone: OpenPhone) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.VOTE_1)
    await expect(page.locator("form[action$='/ballot']")).to_be_visible()
    await cast_by(page, ("decision", "fix"))
    round_ = open_round(house.room)
    await house.room.lead(c.CountHands(dict.fromkeys(Decision, 2), instead=True))
    await expect(page.get_by_text("counted by hand")).to_be_visible()
    await lead_to(house.room, Stage.TALK)
    await expect(page.get_by_text("The vote was counted by hand")).to_be_visible()
    assert json.loads(await page.locator("main").get_attribute("data-said") or "") == {str(round_): ""}
