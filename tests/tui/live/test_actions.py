"""Writing actions: three of them in under two minutes, and none lost by a slip."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.builders import drawn, redrawn
from tests.tui.live.states import PanelApp, acting
from workshop.core.live.commands import AgreeAction, MoveAction, WithdrawAction
from workshop.core.plans.action import Metric, Support
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import OwnerSide, Phase
from workshop.tui.forms.action_form import ActionForm
from workshop.tui.live.steps import panel_for
from workshop.tui.modals.ask import AskModal
from workshop.tui.widgets.form_row import FormRow
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sentences import Sentences


def an_app(count: int = 2) -> PanelApp:
    return PanelApp(lambda: panel_for(acting(count)))


IF = ("tab", "tab")
"""From the first field, the problem, to the situation."""


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


def typed(text: str) -> list[str]:
    """The keys of a text."""
    return ["space" if letter == " " else letter for letter in text]


def sentence(app: PanelApp) -> str:
    return app.screen.query_one("#sentence", Headline).text


def error(app: PanelApp, key: str) -> str:
    """What stands under a field."""
    return next(row.error for row in app.screen.query(FormRow) if row.key == key)


async def test_a_starter_two_words_and_enter_make_an_action() -> None:
    app = an_app(0)
    async with app.run_test() as pilot:
        await press(pilot, "1")
        assert isinstance(app.screen, ActionForm)
        await press(pilot, *IF, *typed(" again"), "tab", "tab", "tab", *typed("Desk"), "enter")
        (command,) = app.led
        assert isinstance(command, AgreeAction)
        action = command.action
        assert action.id == ""
        assert action.if_ == "a reply refuses something again"
        assert action.then == "a second person reads the rule's exceptions before it is sent"
        assert action.accountable == "Desk"
        assert action.owner_side == ""
        assert action.first_step_by == dt.date(2025, 11, 25)
        assert action.from_scenario == (ScenarioId("learn-04"),)


async def test_tab_goes_through_the_fields_in_the_order_of_the_sentence() -> None:
    app = an_app()
    async with app.run_test() as pilot:
        await press(pilot, "n")
        order = []
        for _ in range(8):
            assert app.focused is not None
            order.append(app.focused.id)
            await press(pilot, "tab")
        assert order == [
            "problem",
            "for_whom",
            "if",
            "then",
            "owner_side",
            "accountable",
            "first_step",
            "first_step_by",
        ]


async def test_the_sentence_grows_while_it_is_typed() -> None:
    app = an_app()
    async with app.run_test() as pilot:
        await press(pilot, "n", *IF, *typed("it rains"))
        assert sentence(app) == "If it rains, then ... First step by 25 november." or sentence(
            app
        ).startswith("If it rains, then ...")
        await press(pilot, "tab", *typed("we stay"))
        assert sentence(app).startswith("If it rains, then we stay.")


async def test_the_owner_side_is_chosen_with_the_arrows() -> None:
    app = an_app(0)
    async with app.run_test() as pilot:
        await press(pilot, "1", *IF, "tab", "tab", "right", "right", "enter")
        (command,) = app.led
        assert isinstance(command, AgreeAction)
        assert command.action.owner_side == OwnerSide.EMPLOYEE


async def test_what_is_missing_is_said_at_its_field_and_nothing_is_saved() -> None:
    app = an_app()
    async with app.run_test() as pilot:
        await press(pilot, "n", *IF, "tab", *typed("we act"), "enter")
        assert isinstance(app.screen, ActionForm)
        assert error(app, "if") == "Say the situation that starts it."
        assert not error(app, "then")
        assert app.focused is app.screen.query_one("#if", Input)
        await press(pilot, *typed("it rains"))
        assert not error(app, "if")
        await press(pilot, "enter")
        assert len(app.led) == 1


async def test_a_wrong_date_is_said_and_mended() -> None:
    app = an_app(0)
    async with app.run_test() as pilot:
        await press(pilot, "1")
        field = app.screen.query_one("#first_step_by", Input)
        field.value = "31.11."
        await press(pilot, "enter")
        assert "There is no day" in error(app, "first_step_by")
        assert app.focused is field
        field.value = "5 dec"
        await press(pilot, "enter")
        (command,) = app.led
        assert isinstance(command, AgreeAction)
        assert command.action.first_step_by == dt.date(2025, 12, 5)


async def test_escape_leaves_at_once_when_nothing_was_typed() -> None:
    app = an_app()
    async with app.run_test() as pilot:
        await press(pilot, "1", "escape")
        assert not isinstance(app.screen, ActionForm)
        assert app.led == []


async def test_escape_asks_when_something_was_typed() -> None:
    app = an_app()
    async with app.run_test() as pilot:
        await press(pilot, "n", "a", "escape")
        assert isinstance(app.screen, AskModal)
        await press(pilot, "enter")
        assert isinstance(app.screen, ActionForm)
        await press(pilot, "escape", "down", "enter")
        assert not isinstance(app.screen, ActionForm | AskModal)
        assert app.led == []


async def test_enter_changes_the_selected_action_under_its_id() -> None:
    app = an_app()
    async with app.run_test() as pilot:
        await press(pilot, "down", "enter", *IF, *typed(" today"), "enter")
        (command,) = app.led
        assert isinstance(command, AgreeAction)
        assert command.action.id == "A2"
        assert command.action.if_ == "a figure leaves the team today"


async def test_an_unchanged_action_is_not_agreed_again() -> None:
    app = an_app()
    async with app.run_test() as pilot:
        await press(pilot, "enter", "enter")
        assert app.led == []


async def test_an_action_without_a_date_stays_without_one() -> None:
    app = an_app(3)
    async with app.run_test() as pilot:
        await press(pilot, "down", "down", "enter")
        assert app.screen.query_one("#first_step_by", Input).value == ""


async def test_taking_back_asks_first() -> None:
    app = an_app()
    async with app.run_test() as pilot:
        await press(pilot, "x", "enter")
        assert app.led == []
        await press(pilot, "x", "down", "enter")
        assert app.led == [WithdrawAction("A1")]


async def test_a_full_list_says_so_before_anything_is_typed() -> None:
    app = an_app(5)
    async with app.run_test() as pilot:
        await press(pilot, "n")
        assert not isinstance(app.screen, ActionForm)
        assert app.query_one("#full").display


async def test_a_new_action_is_shown_and_selected() -> None:
    app = an_app(1)
    async with app.run_test() as pilot:
        app.panel.show(acting(3))
        await pilot.pause()
        agreed = app.query_one("#written", Sentences)
        assert agreed.selected == 2
        assert agreed.count == 3
        app.panel.show(acting(1))
        await pilot.pause()
        assert agreed.selected == 0


@pytest.mark.parametrize(
    ("count", "keys"),
    [
        (0, (("n", "new"), ("1-2", "starter"))),
        (1, (("n", "new"), ("1", "starter"), ("Enter", "edit"), ("x", "remove"))),
    ],
)
async def test_the_footer_offers_what_is_possible(count: int, keys: tuple[tuple[str, str], ...]) -> None:
    app = an_app(count)
    async with app.run_test():
        assert app.panel.keys == keys


async def test_keys_without_an_action_or_a_starter_do_nothing() -> None:
    view = redrawn(acting(0), starters=())
    app = PanelApp(lambda: panel_for(view))
    async with app.run_test() as pilot:
        await press(pilot, "enter", "x", "1", "down", "up")
        assert not isinstance(app.screen, ActionForm | AskModal)
        assert app.led == []


async def test_what_is_pasted_is_cleaned() -> None:
    app = an_app(0)
    async with app.run_test() as pilot:
        await press(pilot, "n")
        app.screen.query_one("#if", Input).value = "it \u202erains\u200b"
        app.screen.query_one("#then", Input).value = "we\ttalk."
        assert "\u202e" not in sentence(app)
        await press(pilot, "enter")
        (command,) = app.led
        assert isinstance(command, AgreeAction)
        assert (command.action.if_, command.action.then) == ("it rains", "we talk")


@pytest.mark.long
async def test_everything_a_plan_can_hold_is_a_page_away() -> None:
    app = an_app(2)
    async with app.run_test(size=(120, 34)) as pilot:
        await press(pilot, "1", "pagedown")
        app.screen.query_one("#what", Input).value = "Exceptions are read"
        await press(pilot, "ctrl+n", "right", "down", "right", "down", "down", "down")
        await press(pilot, "space", "right", "right", "space", "pagedown")
        app.screen.query_one("#metric-name", Input).value = "Replies taken back"
        app.screen.query_one("#metric-baseline", Input).value = "5"
        app.screen.query_one("#metric-baseline_date", Input).value = "30 Sep"
        await pilot.pause()
        assert sentence(app).endswith("Replies taken back: from 5.0.")
        await press(pilot, "pageup", "pageup", "pageup", "enter")
        (command,) = app.led
        assert isinstance(command, AgreeAction)
        action = command.action
        assert (action.what, action.owner_item, action.paired_with) == (
            "Exceptions are read",
            "strategic-direction",
            "A1",
        )
        assert action.metric == Metric(
            name="Replies taken back", baseline=5.0, baseline_date=dt.date(2025, 9, 30)
        )
        assert action.support == Support(needed=("time", "tool"))


async def test_a_vague_if_is_said_and_saved_all_the_same() -> None:
    app = an_app(0)
    async with app.run_test() as pilot:
        await press(pilot, "n", *IF, *typed("possible"), "tab", *typed("we ask"))
        thoughts = app.screen.query_one("#thoughts", Plain)
        assert str(thoughts.content).startswith("! 'If possible' is not a situation.")
        await press(pilot, "enter")
        assert len(app.led) == 1


@pytest.mark.long
async def test_an_item_of_the_other_side_keeps_enter_from_saving() -> None:
    app = an_app(0)
    async with app.run_test() as pilot:
        await press(pilot, "1", *["pagedown"] * 2, "right", *["pageup"] * 2)
        await press(pilot, *["down"] * 4, "right", "right", "enter")
        assert error(app, "owner_item").startswith("Owner's part 'strategic-direction' does not fit")
        assert app.led == []
        await press(pilot, "left", "enter")
        assert len(app.led) == 1


async def test_what_is_said_anyway_is_mended_while_it_is_typed() -> None:
    app = an_app()
    async with app.run_test() as pilot:
        await press(pilot, "n", *IF, *typed("If if it rains"), "tab", *typed("then we stay"))
        assert sentence(app).startswith("If it rains, then we stay.")
        await press(pilot, "enter")
        (command,) = app.led
        assert isinstance(command, AgreeAction)
        assert (command.action.if_, command.action.then) == ("it rains", "we stay")


async def test_what_it_serves_is_chosen_from_the_direction_and_its_pair_from_the_other_side() -> None:
    view = acting(3)
    agreed = drawn(view, "actions")
    others = (
        agreed[0],
        dataclasses.replace(agreed[1], owner_side="employer"),
        dataclasses.replace(agreed[2], owner_side="employer", owner_item="learning-infrastructure"),
    )
    phase = dataclasses.replace(drawn(view, "phase"), direction="Check within minutes. Ask openly.")
    view = redrawn(view, actions=others, phase=phase)
    view = dataclasses.replace(view, actions_by_phase={Phase.LEARN: others})
    app = PanelApp(lambda: panel_for(view))
    async with app.run_test(size=(120, 34)) as pilot:
        await press(pilot, "n", *IF, *typed("a"), "tab", *typed("b"), "tab", "right", "right", "pagedown")
        await press(pilot, *["down"] * 5, "right", "right", "pagedown", "right", "right", "down")
        notes = [str(note.content) for note in app.screen.query(".row--note").results(Plain)]
        asked = (
            "What makes this possible from the other side? Perhaps learning infrastructure (the employer)."
        )
        assert asked in notes
        await press(pilot, "pageup", "pagedown", "down", "right", "enter")
        (command,) = app.led
        assert isinstance(command, AgreeAction)
        assert command.action.serves == "Ask openly."
        assert command.action.paired_with == agreed[2].id, "the part that fits comes first"


async def test_an_action_is_for_the_role_that_is_chosen_where_groups_played_texts_of_their_own() -> None:
    phase = dataclasses.replace(drawn(acting(0), "phase"), roles=("leaders", "managers"))
    app = PanelApp(lambda: panel_for(redrawn(acting(0), phase=phase, roles=("leaders", "managers"))))
    async with app.run_test(size=(120, 34)) as pilot:
        await press(pilot, "n", *IF, *typed("a"), "tab", *typed("b"), "tab", "right", "right")
        assert sentence(app).startswith("Managers: If a, then b.")
        await press(pilot, "enter")
        (command,) = app.led
        assert isinstance(command, AgreeAction)
        assert (command.action.role, command.action.owner_side) == ("managers", "")


async def test_the_list_is_put_in_order_by_a_key() -> None:
    app = an_app(2)
    async with app.run_test() as pilot:
        await press(pilot, "<", ">")
        assert app.led == [MoveAction("A1", 1)]


def test_what_is_agreed_already_is_offered_no_more() -> None:
    begin = [starter.words for starter in drawn(acting(0), "starters")]
    assert [starter.words for starter in drawn(acting(1), "starters")] == begin[1:]
    again = dataclasses.replace(drawn(acting(1), "actions")[0], id="", if_="SOMETHING ELSE")
    left = [starter.words for starter in drawn(acting(0, again), "starters")]
    assert left == begin[1:], "half of it is enough"


async def test_the_wall_offers_two_at_most_and_none_when_there_is_enough() -> None:
    view = acting(1)
    many = drawn(view, "starters") * 4
    app = PanelApp(lambda: panel_for(redrawn(view, starters=many)))
    async with app.run_test() as pilot:
        assert app.query_one("#starters", Sentences).count == 2
        await press(pilot, "3")
        assert not isinstance(app.screen, ActionForm)
        app.panel.show(redrawn(acting(3), starters=many))
        await pilot.pause()
        assert not app.query_one("#begin").display


@pytest.mark.long
async def test_a_sentence_that_the_room_could_not_keep_is_still_there() -> None:
    """As on a full disk: the command is refused, and nobody types it again."""
    app = an_app(1)
    async with app.run_test() as pilot:
        await press(pilot, "n", *IF, *typed("a figure"), "tab", *typed("we recompute it"))
        await press(pilot, "tab", "tab", *typed("Desk"), "enter")
        await press(pilot, "n")
        assert "a figure" in sentence(app)
        await press(pilot, "escape", "enter")
        assert "a figure" not in sentence(app), "another action is not the one that was lost"


async def test_a_panel_that_is_gone_before_it_is_drawn_harms_nothing() -> None:
    app = an_app(1)
    async with app.run_test() as pilot:
        panel = app.panel
        panel.show(panel.view)
        await panel.remove_children()
        await pilot.pause()
        await panel.remove()
        panel.call_next(lambda: None)
        await pilot.pause()
