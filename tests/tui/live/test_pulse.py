"""Pulses on the screen: nothing before it closes, the room before any published figure, never below k."""

from __future__ import annotations

import dataclasses

import pytest

from tests.builders import a_pulse, picture
from tests.tui.live.figure_states import (
    FEARS,
    ROLES,
    SAFE_AFTER,
    SAFE_BEFORE,
    SPONSOR,
    SUPPORTED,
    SURE,
    asked,
    feared,
    spread,
    told,
)
from tests.tui.live.states import PanelApp, seen
from workshop.core.agenda.pulse import PULSES, Moment, PulseId
from workshop.core.live.commands import RecordSponsor
from workshop.core.live.steps.pulse import PulseResultPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words import pulse as words
from workshop.tui.live.parts.pulse_rows import answer_rows
from workshop.tui.live.steps import panel_for
from workshop.tui.modals.write import LONGEST, WriteModal
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.tally_bars import TallyBars


def headline_of(view: RoomView) -> str:
    told = picture(view, PulseResultPicture)
    assert told.result is not None
    return words.headline(told.pulse, told.result, told.earlier)


async def said(view: RoomView) -> str:
    app = PanelApp(lambda: panel_for(view))
    async with app.run_test(size=(120, 34)) as pilot:
        await pilot.pause()
        shown = [str(text.content) for text in app.query(Plain) if text.is_on_screen]
        return "\n".join(
            shown + [letters.text for letters in app.query(BlockLetters) if letters.is_on_screen]
        )


async def test_an_open_pulse_shows_its_question_its_answers_and_the_count_and_nothing_else() -> None:
    app = PanelApp(lambda: panel_for(seen(asked("support", SUPPORTED[:12]))))
    async with app.run_test(size=(120, 34)) as pilot:
        await pilot.pause()
        assert app.query_one("#question", BlockLetters).text == "I feel supported in learning how to use AI."
        assert app.query_one("#count", BlockLetters).text == "12 of 18 have voted"
        assert str(app.query_one("#options", Plain).content) == "Yes   ·   No"
        assert str(app.query_one("#boxes", Plain).content) == "■" * 12 + "□" * 6
        assert not app.query(TallyBars)
        assert app.panel.keys == ()


async def test_the_count_grows_in_the_same_panel() -> None:
    before, after = seen(asked("support", SUPPORTED[:5])), seen(asked("support", SUPPORTED[:6]))
    app = PanelApp(lambda: panel_for(before))
    async with app.run_test() as pilot:
        assert app.panel.carries(after)
        app.panel.show(after)
        await pilot.pause()
        assert app.query_one("#count", BlockLetters).text == "6 of 18 have voted"


@pytest.mark.parametrize(
    ("id_", "line"),
    [
        ("support", "Yes   ·   No"),
        ("safety", "1  not at all   ·   2  rather not   ·   3  partly   ·   4  rather so   ·   5  fully"),
        ("confidence", "0% to 100%, in tens"),
    ],
)
def test_answers_in_a_quiet_line(id_: str, line: str) -> None:
    assert words.options_words(PULSES[PulseId(id_)]).replace("\n", "   ·   ") == line


async def test_a_pulse_asked_twice_says_when() -> None:
    assert "now, after the session" in await said(seen(asked("safety", [], Moment.AFTER)))
    assert "now, before the session" in await said(told("safety", SAFE_BEFORE, moment=Moment.BEFORE))


@pytest.mark.parametrize(
    ("view", "line"),
    [
        (told("support", SUPPORTED), "Yes: 9 of 22 (41%, 23-61%)"),
        (told("gap", spread({"delay": 4, "none": 1})), "Changes take longer: 4 of 5 (80%, 38-96%)"),
        (
            told("gap", spread({"delay": 2, "career": 2, "none": 1})),
            "Changes take longer and My career is held up: 2 of 5 each",
        ),
        (told("safety", SAFE_BEFORE), "3.1 of 5 (n = 18)"),
        (
            told("safety", SAFE_AFTER, moment=Moment.AFTER, before=SAFE_BEFORE),
            "3.1 of 5 (n = 18), then 3.6 of 5 (n = 15)",
        ),
        (told("confidence", SURE), "Median 60, half from 50 to 70 (n = 18)"),
        (told("role", spread({"leaders": 6, "managers": 8})), "14 named their work."),
        (told("support", spread({"yes": 300})), "Yes: 300 of 300 (100%, 99-100%)"),
    ],
)
def test_the_result_in_one_line(view: RoomView, line: str) -> None:
    assert headline_of(view) == line


async def test_below_the_smallest_group_nothing_is_shown_in_either_part() -> None:
    for part in (0, 1):
        shown = await said(told("support", SUPPORTED[-4:], part))
        assert "4 of 5 votes needed: nothing is shown." in shown
        assert "%" not in shown
        assert "No" not in shown.split()


async def test_the_published_figure_comes_after_the_room_and_with_its_caveat() -> None:
    assert "64%" not in await said(told("support", SUPPORTED))
    shown = await said(told("support", SUPPORTED, 1))
    assert "This room: 9 of 22 (41%, 23-61%)" in shown
    assert "64% feel supported" in shown
    assert "other people, other wording" in shown
    assert "Lower than the published figure." in shown


@pytest.mark.parametrize(
    ("yes", "no", "line"),
    [
        (12, 8, "Not clearly different from the published figure."),
        (20, 0, "Higher than the published figure."),
        (1, 19, "Lower than the published figure."),
    ],
)
async def test_how_the_room_stands_to_it(yes: int, no: int, line: str) -> None:
    assert line in await said(told("support", spread({"yes": yes, "no": no}), 1))


async def test_the_second_part_is_another_picture() -> None:
    app = PanelApp(lambda: panel_for(told("support", SUPPORTED)))
    async with app.run_test():
        assert not app.panel.carries(told("support", SUPPORTED, 1))


async def test_leaders_stand_beside_a_figure_about_leaders_only_where_they_may_be_shown() -> None:
    assert "Leaders here: 4 of 6 (67%, 30-90%)." in await said(told("responsibility", ROLES, 1))
    without_roles = [dataclasses.replace(each, role=None) for each in ROLES]
    assert "Leaders here" not in await said(told("responsibility", without_roles, 1))


async def test_roles_are_a_small_table_of_what_may_be_shown() -> None:
    shown = await said(told("responsibility", ROLES))
    assert "By role: The employer" in shown
    assert "Leading the organisation      2 of 6 (33%, 10-70%)" in shown
    assert "Other roles                   6 of 6 (100%, 61-100%)" in shown
    assert "Sales and marketing" not in shown


def test_small_roles_stand_together_in_the_question_about_roles() -> None:
    view = told("role", spread({"leaders": 6, "managers": 8, "support": 2, "frontline": 4}))
    shown = picture(view, PulseResultPicture)
    assert shown.result is not None
    rows = answer_rows(shown.pulse, shown.result, None)
    assert [(row.word, row.bars[0].figures.split()[0]) for row in rows] == [
        ("Leading the organisation", "6"),
        ("Leading a team", "8"),
        ("Other roles", "6"),
    ]


def test_before_and_now_stand_side_by_side() -> None:
    view = told("safety", SAFE_AFTER, moment=Moment.AFTER, before=SAFE_BEFORE)
    shown = picture(view, PulseResultPicture)
    assert shown.result is not None
    rows = answer_rows(shown.pulse, shown.result, shown.earlier)
    assert [bar.name.strip() for bar in rows[0].bars] == ["before", "now"]
    view = told("confidence", SURE, moment=Moment.AFTER, before=SURE)
    percents = picture(view, PulseResultPicture)
    assert percents.result is not None
    assert words.second_line(percents.pulse, percents.result, percents.earlier) == (
        "Before: median 60, half from 50 to 70 (n = 18)."
    )


@pytest.mark.parametrize(
    ("counts", "asks"),
    [
        ({"cost": 4, "revenue": 2}, True),
        ({"cost": 3, "revenue": 3}, True),
        ({"cost": 2, "revenue": 4}, False),
    ],
)
async def test_where_lower_cost_is_the_aim_one_question_follows(counts: dict[str, int], asks: bool) -> None:
    assert ("what will the freed people do?" in await said(told("aim", spread(counts)))) is asks


async def test_w_writes_down_what_the_sponsor_says() -> None:
    app = PanelApp(lambda: panel_for(feared("")))
    async with app.run_test(size=(120, 34)) as pilot:
        assert app.panel.keys == (("w", "sponsor's answer"),)
        await pilot.press("w")
        await pilot.pause()
        assert isinstance(app.screen, WriteModal)
        assert "My skills no longer count" in str(app.screen.query_one("#detail", Plain).content)
        await pilot.press(*"Two hours.")
        assert str(app.screen.query_one("#so-far", Plain).content) == "Two hours."
        await pilot.press("enter")
        await pilot.pause()
        assert app.led == [RecordSponsor("Two hours.")]


@pytest.mark.parametrize(("words", "rows"), [("Nobody loses a job over this.", 4), (SPONSOR, 1)])
async def test_the_sponsors_words_appear_below_the_fear_and_large_where_two_lines_hold_them(
    words: str, rows: int
) -> None:
    app = PanelApp(lambda: panel_for(feared("")))
    async with app.run_test(size=(120, 34)) as pilot:
        assert not app.query_one("#sponsor").display
        app.panel.show(feared(words))
        await pilot.pause()
        assert app.query_one("#sponsor").display
        letters = app.query_one("#sponsor-words", BlockLetters)
        assert letters.text == words
        assert letters.size.height >= rows
        assert letters.styles.text_style.bold


@pytest.mark.parametrize("view", [told("support", SUPPORTED), told("fear", FEARS[:4])])
async def test_there_is_nothing_to_write_elsewhere(view: RoomView) -> None:
    app = PanelApp(lambda: panel_for(view))
    async with app.run_test() as pilot:
        assert app.panel.keys == ()
        await pilot.press("w")
        await pilot.pause()
        assert app.screen is app.screen_stack[0]


async def test_leaving_the_field_or_changing_nothing_leads_to_nothing() -> None:
    app = PanelApp(lambda: panel_for(feared()))
    async with app.run_test() as pilot:
        await pilot.press("w", "x", "escape")
        await pilot.press("w", "enter")
        await pilot.pause()
        assert app.led == []


async def test_an_emptied_field_takes_the_answer_back() -> None:
    app = PanelApp(lambda: panel_for(feared("No.")))
    async with app.run_test() as pilot:
        await pilot.press("w", "backspace", "backspace", "backspace", "enter")
        await pilot.pause()
        assert app.led == [RecordSponsor("")]


async def test_what_is_pasted_is_made_harmless_and_short() -> None:
    app = PanelApp(lambda: panel_for(feared("")))
    async with app.run_test() as pilot:
        await pilot.press("w")
        await pilot.pause()
        field = app.screen.query_one(Field)
        field.replace("a\x1b[31m[red]b\u202e\n" + "c" * 900, 0, 0)
        await pilot.press("enter")
        await pilot.pause()
        (command,) = app.led
        assert isinstance(command, RecordSponsor)
        assert command.text.startswith("a[31m[red]b c")
        assert len(command.text) <= LONGEST


def test_words_of_an_unknown_answer_are_the_answer() -> None:
    assert words.words_of(a_pulse(), "job") == "Losing my job"
    assert words.words_of(a_pulse(), "other roles") == "Other roles"
