"""The closing: three things, and a date for the next session or none on purpose."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.widgets import Input

from tests.tui.panels.card_states import ALL_SAID, closed
from tests.tui.panels.states import PanelApp
from workshop.core.commands import SetNextDate
from workshop.tui.forms.next_date import NextDateForm
from workshop.tui.panels import panel_for
from workshop.tui.panels.closing import date_words, three_things
from workshop.tui.widgets.notice import Notice


def test_three_things_or_nothing() -> None:
    nothing, everything = closed().closing, closed(**ALL_SAID).closing
    assert nothing is not None
    assert everything is not None
    assert [said for _, said in three_things(nothing)] == ["", "", ""]
    assert three_things(everything)[0] == (
        "LEARN with confidence",
        "70% sure, the middle of the room (n = 18)",
    )
    assert date_words(nothing) == "When do we meet again?"
    assert date_words(everything) == "Next: Thu 18 Dec 2025"


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
    [("18.11.2025", "The next date lies after today."), ("soon", "This is no date."), ("", "Type a date")],
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
