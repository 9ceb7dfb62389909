"""Filling in a card: two keys take a draft over, a list grows, and nothing typed is lost by a refusal."""

from __future__ import annotations

import dataclasses

from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.live.card_states import CANVAS, GUARDRAILS, card, entry_of
from tests.tui.live.measuring import settle
from tests.tui.live.states import PanelApp
from workshop.core.agenda.card import PERMISSIONS, STATEMENT
from workshop.core.live.commands import FillCard
from workshop.core.live.view import RoomView
from workshop.tui.forms.card_field import FieldRows
from workshop.tui.forms.card_form import CardForm
from workshop.tui.live.parts.card_rows import Typed
from workshop.tui.live.steps import panel_for
from workshop.tui.live.steps.card import CardPanel
from workshop.tui.modals.ask import AskModal
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.notice import Notice


def an_app(view: RoomView) -> PanelApp:
    return PanelApp(lambda: panel_for(view))


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def filled(app: PanelApp) -> dict[str, tuple[str, ...]]:
    (command,) = app.led
    assert isinstance(command, FillCard)
    return command.entry


async def test_two_enters_take_the_drafts_over() -> None:
    app = an_app(card("support"))
    async with app.run_test() as pilot:
        await press(pilot, "enter", "D", "enter")
        assert filled(app) == {
            "statement_of_support": (STATEMENT,),
            "stated_by": ("D",),
            "permissions": PERMISSIONS,
        }


async def test_a_draft_that_was_taken_away_does_not_come_back() -> None:
    app = an_app(card("support", {"stated_by": "D"}))
    async with app.run_test() as pilot:
        await press(pilot, "enter")
        assert [row.texts() for row in app.screen.query(FieldRows)] == [(), ("D",), ()]
        await press(pilot, "escape")
        assert not isinstance(app.screen, CardForm | AskModal)


async def test_enter_goes_on_in_a_list_and_saves_from_its_empty_line() -> None:
    app = an_app(card("guardrails"))
    async with app.run_test() as pilot:
        await press(pilot, "enter", "d")
        assert app.screen.query_one(FooterLine).main == ("Enter", "next line")
        await press(pilot, "enter", "n", "tab", "l", "enter")
        assert app.screen.query_one(FooterLine).main == ("Enter", "save")
        await press(pilot, "enter")
        assert filled(app) == {"green": ("d", "n"), "amber": ("l",)}


async def test_the_thirteenth_line_is_refused_and_stays_as_it_was_typed() -> None:
    app = an_app(card("guardrails", {**GUARDRAILS, "red": [f"line {number}" for number in range(6)]}))
    async with app.run_test() as pilot:
        await press(pilot, "enter")
        last = list(app.screen.query(FieldRows))[2].query(Input).last()
        last.focus()
        await press(pilot, "o", "enter", "enter")
        assert app.screen.query_one(Notice).text.startswith("12 lines are the limit.")
        assert last.value == "o"
        assert app.led == []


async def test_fields_of_the_canvas_open_one_after_the_other() -> None:
    app = an_app(card("canvas"))
    async with app.run_test() as pilot:
        await press(pilot, "enter")
        rows = list(app.screen.query(FieldRows))
        assert [row.is_open for row in rows] == [True] + [False] * 9
        await press(pilot, "r", "tab", "-", "tab", "n", "tab", "-")
        assert all(row.is_open for row in rows)
        await press(pilot, "tab", "right", "enter")
        entry = filled(app)
        assert entry["why_it_exists"] == ("-",)
        assert entry["verdict"] == ("stop",)


async def test_a_front_field_that_was_emptied_is_named_and_nothing_is_lost() -> None:
    app = an_app(card("canvas", CANVAS))
    async with app.run_test() as pilot:
        await press(pilot, "enter")
        app.screen.query(Input).first().value = ""
        await press(pilot, "enter")
        assert "comes after: the process" in app.screen.query_one(Notice).text
        assert list(app.screen.query(FieldRows))[1].texts() == (CANVAS["why_it_exists"],)


async def test_leaving_asks_if_something_was_typed() -> None:
    app = an_app(card("purpose"))
    async with app.run_test() as pilot:
        await press(pilot, "enter", "x", "escape")
        assert isinstance(app.screen, AskModal)
        await press(pilot, "enter", "escape", "down", "enter")
        assert not isinstance(app.screen, CardForm | AskModal)
        assert app.led == []


async def test_what_the_room_could_not_keep_stands_in_the_form_again() -> None:
    app = an_app(card("purpose"))
    async with app.run_test() as pilot:
        await press(pilot, "enter", "h", "enter")
        assert filled(app) == {"purpose": ("h",)}
        await press(pilot, "enter")
        assert app.screen.query_one(Input).value == "h"


async def test_a_card_that_repeats_has_more_entries_and_the_arrows_go_through_them() -> None:
    second = {"name": "order intake"}
    app = an_app(card("canvas", CANVAS, second))
    async with app.run_test(size=(120, 34)) as pilot:
        panel = app.panel
        assert isinstance(panel, CardPanel)
        assert panel.keys == (("Enter", "change"), ("n", "another"), ("↑↓", "others"))
        await settle(pilot)
        await press(pilot, "down")
        assert str(app.query_one(MoreMarker).border_subtitle) == "2 of 2"
        assert panel.entry == entry_of(second)
        await press(pilot, "n", "s", "enter")
        (command,) = app.led
        assert command == FillCard({"name": ("s",)}, 2)
        panel.show(card("canvas", CANVAS, second, {"name": "s"}))
        await press(pilot, "up")
        assert panel.entry == entry_of(second)


async def test_what_was_written_appears() -> None:
    app = an_app(card("purpose"))
    async with app.run_test(size=(160, 45)) as pilot:
        app.panel.show(card("purpose", {"purpose": "less waiting"}))
        for _ in range(4):
            await pilot.pause()
        answer = app.query_one(Typed)
        assert answer.text == "less waiting"
        assert answer.size.height > 3


async def test_a_look_back_changes_nothing() -> None:
    view = card("purpose", {"purpose": "less waiting"})
    app = an_app(dataclasses.replace(view, allowed=frozenset()))
    async with app.run_test() as pilot:
        await press(pilot, "enter", "n")
        assert app.panel.keys == ()
        assert len(app.screen_stack) == 1


async def test_on_the_smallest_screen_every_entry_is_reached() -> None:
    wordy = ("why_it_exists", "for_whom", "person_decides", "freed_time_goes_to")
    long = {**CANVAS, **{key: f"{CANVAS[key]}, " * 3 for key in wordy}}
    app = an_app(card("canvas", long, {"name": "order intake"}))
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(4):
            await pilot.pause()
        marker = app.query_one(MoreMarker)
        assert marker.lines_below > 0
        await press(pilot, *["down"] * (marker.lines_below + 2))
        assert str(marker.border_subtitle) == "2 of 2"
