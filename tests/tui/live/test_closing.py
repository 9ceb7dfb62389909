"""The closing: three things, and a date for the next session or none on purpose."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from textual.widgets import Input

from tests.builders import START, a_session, a_step, do, go_to, picture
from tests.tui.live.card_states import ALL_SAID, closed
from tests.tui.live.states import ACTIONS, PanelApp
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live.commands import SetNextDate
from workshop.core.live.session import Stage
from workshop.core.live.steps.close import ClosePicture, closing_of
from workshop.core.live.view import RoomView, room_view
from workshop.core.live.words.closing import date_words, earlier_words, monday_words, path_words, three_things
from workshop.core.plans.action import Review
from workshop.core.plans.look_back import Reviewed
from workshop.core.words import Phase
from workshop.tui.forms.next_date import NextDateForm
from workshop.tui.live.steps import panel_for
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain


def test_three_things_or_nothing() -> None:
    nothing, everything = (picture(view, ClosePicture).closing for view in (closed(), closed(**ALL_SAID)))
    assert three_things(nothing) == ()
    assert three_things(everything)[0] == (
        "LEARN with confidence",
        "Today half of us are at least 70% sure to catch the next error.",
    )
    assert date_words(nothing) == "When do we meet again?"
    assert date_words(everything) == "Thursday 18 December"


def test_what_comes_first_is_the_step_that_is_nearest() -> None:
    first, second, _ = ACTIONS
    assert monday_words((first, second)) == "First, by Tuesday 25 November: one person recomputes it."
    assert monday_words((first,)) == (
        "First, by Friday 28 November: Service desk: Add the line to the reply template."
    )
    assert monday_words(()).startswith("On Monday: ")


def looked_back(*, is_sealed: bool = False) -> RoomView:
    """The end of a look-back at two actions, about which all was said, and nothing else was done."""
    session = go_to(a_session((a_step(StepKind.REVIEW), a_step(StepKind.CLOSE)), ()), Stage.REVIEW)
    do(session, c.ReviewAction(Reviewed(Review(did_it_happen="partly"), "started")), c.Advance(START))
    do(session, c.ReviewAction(Reviewed(Review(did_it_happen="no"))))
    go_to(session, Stage.CLOSE)
    if is_sealed:
        do(session, c.Seal(START))
    return room_view(session, 5)


async def test_a_look_back_ends_with_what_was_said_and_where_it_is_written() -> None:
    app = PanelApp(lambda: panel_for(looked_back()))
    async with app.run_test():
        lines = [str(line.content) for line in app.query(".closing--phase, .closing--action").results(Plain)]
        assert lines[0] == "AI in customer care, 19 October 2025: did it happen?"
        assert [line.split(":")[0] for line in lines[1:]] == ["Partly", "No"]
        assert str(app.query_one("#saved", Plain).content).splitlines() == [
            "Written into the plans of 2025-10-19-customer-care: what was said about earlier actions.",
            "Will be saved: the record of this session. It leaves no action plan of its own.",
            "Will be destroyed: every single vote. No total below five votes is saved.",
        ]


def test_the_name_of_a_folder_is_only_letters() -> None:
    shown = picture(looked_back(), ClosePicture)
    assert shown.look_back is not None
    earlier = shown.look_back.actions[0]
    hostile = dataclasses.replace(earlier, file="2025-10-19-\x1b[2J\u202ecare/1-learn.toml")
    back = dataclasses.replace(shown.look_back, actions=(hostile, hostile))
    assert "the plans of 2025-10-19-[2Jcare:" in earlier_words(dataclasses.replace(shown, look_back=back))


async def test_the_end_of_a_look_back_thanks_for_the_plans_that_changed() -> None:
    app = PanelApp(lambda: panel_for(looked_back(is_sealed=True)))
    async with app.run_test():
        assert app.query_one("#thanks", Headline).text == "Thank you. What was said is saved."
        assert "plans of 2025-10-19-customer-care" in str(app.query_one("#earlier", Plain).content)


@pytest.mark.parametrize(
    ("phase", "agreed", "said"),
    [
        (Phase.LEARN, None, "Next on our path: A touch, Tuesday 2 December."),
        (Phase.LEAD_REDESIGN, 13, "Next on our path: A touch, Monday 1 December."),
        (Phase.LEARN, 30, "Next on our path: A touch, Tuesday 2 December."),
        (Phase.LEAD_ROLE, 15, "Next on our path: A touch, Wednesday 3 December."),
        (Phase.SUCCEED, None, ""),
    ],
)
def test_the_end_names_the_next_session_on_the_path(phase: Phase, agreed: int | None, said: str) -> None:
    session = a_session((a_step(StepKind.ACTIONS, phase=phase), a_step(StepKind.CLOSE, phase=phase)), ())
    do(go_to(session, Stage.ACTIONS), c.AgreeAction(ACTIONS[0]))
    go_to(session, Stage.CLOSE)
    if agreed is not None:
        do(session, c.SetNextDate(session.setup.date + dt.timedelta(agreed)))
    assert path_words(closing_of(session)) == said


@pytest.mark.parametrize(
    ("typed", "date"),
    [("", dt.date(2025, 12, 18)), ("5 jan", dt.date(2026, 1, 5)), ("none", None)],
)
async def test_the_date_is_agreed_typed_or_none_on_purpose(typed: str, date: dt.date | None) -> None:
    app = PanelApp(lambda: panel_for(closed()))
    async with app.run_test() as pilot:
        await pilot.press("n", *("space" if letter == " " else letter for letter in typed), "enter")
        await pilot.pause()
        assert app.led == [SetNextDate(date)]


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("18.11.2025", "The next date lies after the day of this session."),
        ("soon", "This is no date."),
        ("", "Type a date"),
    ],
)
async def test_a_wrong_date_is_said_and_stays_to_be_mended(text: str, trouble: str) -> None:
    app = PanelApp(lambda: panel_for(closed()))
    async with app.run_test() as pilot:
        await pilot.press("n")
        app.screen.query_one(Input).value = text
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, NextDateForm)
        assert app.screen.query_one(Notice).text.startswith(trouble)
        assert app.led == []
