"""Pulses on the screen: nothing before it closes, the room before any published figure, never below k."""

from __future__ import annotations

import dataclasses
import re

import pytest

from tests.builders import a_pulse, picture
from tests.tui.live.figure_states import (
    FEARS,
    LEADERS,
    MANAGERS,
    ROLES,
    SAFE_AFTER,
    SAFE_BEFORE,
    SPONSOR,
    SUPPORTED,
    SURE,
    asked,
    by_role,
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
from workshop.core.stats.interval import Share
from workshop.core.words import Audience
from workshop.tui.live.parts.pulse_rows import answer_rows, role_rows
from workshop.tui.live.steps import panel_for
from workshop.tui.modals.write import LONGEST, WriteModal
from workshop.tui.widgets.answer_bars import AnswerBars, Measure
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.voted_row import VotedRow


def headline_of(view: RoomView) -> str:
    told = picture(view, PulseResultPicture)
    assert told.result is not None
    return words.headline(told.pulse, told.result, told.earlier)


async def said(view: RoomView) -> str:
    app = PanelApp(lambda: panel_for(view))
    async with app.run_test(size=(120, 34)) as pilot:
        await pilot.pause()
        shown = [str(text.content) for text in app.query(Plain) if text.is_on_screen]
        return "\n".join(shown + [letters.text for letters in app.query(Headline) if letters.is_on_screen])


async def test_an_open_pulse_shows_its_question_its_answers_and_the_count_and_nothing_else() -> None:
    app = PanelApp(lambda: panel_for(seen(asked("support", SUPPORTED[:12]))))
    async with app.run_test(size=(120, 34)) as pilot:
        await pilot.pause()
        assert app.query_one("#question", Headline).text == "I feel supported in learning how to use AI."
        row = app.query_one(VotedRow)
        assert (row.words, row.counts) == ("12 of 18 have voted.", (12, 18))
        assert [one.text for one in app.query(".pulse--answer").results(Headline)] == ["Yes", "No"]
        assert not app.query(AnswerBars)
        assert app.panel.keys == ()


async def test_the_count_grows_in_the_same_panel() -> None:
    before, after = seen(asked("support", SUPPORTED[:5])), seen(asked("support", SUPPORTED[:6]))
    app = PanelApp(lambda: panel_for(before))
    async with app.run_test() as pilot:
        assert app.panel.carries(after)
        app.panel.show(after)
        await pilot.pause()
        assert app.query_one(VotedRow).words == "6 of 18 have voted."


@pytest.mark.parametrize(
    ("id_", "answers"),
    [
        ("support", ("Yes", "No")),
        ("safety", ("1  not at all", "2  rather not", "3  partly", "4  rather so", "5  fully")),
        ("catch", ("0%", "10%", "20%", "30%", "40%", "50%", "60%", "70%", "80%", "90%", "100%")),
    ],
)
def test_answers_as_on_the_phones(id_: str, answers: tuple[str, ...]) -> None:
    assert words.answers_words(PULSES[PulseId(id_)]) == answers


async def test_a_pulse_asked_twice_says_when() -> None:
    assert "now, after the session" in await said(seen(asked("safety", [], Moment.AFTER)))
    assert "now, before the session" in await said(told("safety", SAFE_BEFORE, moment=Moment.BEFORE))


@pytest.mark.parametrize(
    ("view", "line"),
    [
        (told("support", SUPPORTED), "13 of 22 feel unsupported."),
        (told("support", spread({"yes": 5, "no": 1})), "5 of 6 feel supported."),
        (told("gap", spread({"delay": 4, "none": 1})), "4 of 5 say: Changes take longer."),
        (told("gap", spread({"delay": 2, "career": 2, "none": 1})), "Two answers lead, with 2 of 5 each."),
        (told("gap", spread({"delay": 2, "career": 2, "none": 2})), "No answer leads."),
        (told("fear", FEARS), "7 of 18 worry most that their skills no longer count."),
        (told("safety", SAFE_BEFORE), "7 of 18 say rather so or fully."),
        (
            told("safety", SAFE_AFTER, moment=Moment.AFTER, before=SAFE_BEFORE),
            "9 of 15 say rather so or fully; before 7 of 18.",
        ),
        (told("confidence", SURE), "Half of us say 60% or more."),
        (
            told("confidence", SURE, moment=Moment.AFTER, before=SURE),
            "Half of us say 60% or more, as before.",
        ),
        (
            told("confidence", ["80"] * 5, moment=Moment.AFTER, before=SURE),
            "Half of us say 80% or more; before it was 60%.",
        ),
        (told("aim", spread({"revenue": 2, "tedious-work": 5, "cost": 1})), "5 of 8 say: less tedious work."),
        (told("role", spread({"leaders": 6, "managers": 8})), "14 named their work."),
        (told("support", spread({"yes": 300})), "300 of 300 feel supported."),
    ],
)
def test_what_was_found_is_a_plain_sentence(view: RoomView, line: str) -> None:
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
    assert "64% feel supported" in shown
    assert "other people, other wording" in shown
    assert "Fewer of us than elsewhere." in shown


@pytest.mark.parametrize(
    ("yes", "no", "line"),
    [
        (12, 8, "Here much as elsewhere."),
        (20, 0, "More of us than elsewhere."),
        (1, 19, "Fewer of us than elsewhere."),
    ],
)
async def test_how_the_room_stands_to_it(yes: int, no: int, line: str) -> None:
    assert line in await said(told("support", spread({"yes": yes, "no": no}), 1))


async def test_the_second_part_is_another_picture() -> None:
    app = PanelApp(lambda: panel_for(told("support", SUPPORTED)))
    async with app.run_test():
        assert not app.panel.carries(told("support", SUPPORTED, 1))


async def test_leaders_stand_beside_a_figure_about_leaders_only_where_they_may_be_shown() -> None:
    assert "Leaders here: 4 of 6." in await said(told("responsibility", ROLES, 1))
    without_roles = [dataclasses.replace(each, role=None) for each in ROLES]
    assert "Leaders here" not in await said(told("responsibility", without_roles, 1))


def test_roles_have_bars_of_their_own_as_far_as_they_may_be_shown() -> None:
    shown = picture(told("responsibility", ROLES), PulseResultPicture)
    assert shown.result is not None
    assert words.slices_heading(shown.pulse, shown.result) == "By role: The employer"
    assert [(row.name, row.bars[0].figure) for row in role_rows(shown.result)] == [
        ("Leaders", "2 of 6"),
        ("Managers", "6 of 8"),
        ("Other roles", "6 of 6"),
    ]


SIDES = by_role(
    [
        (LEADERS, "initiative", 2),
        (MANAGERS, "initiative", 3),
        (MANAGERS, "time", 1),
        (Audience.SUPPORT, "guidance", 5),
        (Audience.SUPPORT, "initiative", 1),
        (None, "budget", 5),
    ]
)
"""Two leaders are no group of their own, and one side with the managers."""


async def test_both_sides_stand_next_to_each_other_and_whoever_named_no_work_is_in_neither() -> None:
    view = told("waiting", SIDES)
    shown = picture(view, PulseResultPicture)
    assert shown.result is not None
    assert [words.side_heading(side) for side in words.sides(shown.pulse, shown.result)] == [
        "Leaders and managers: 6 answered.",
        "Employees: 6 answered.",
    ]
    assert headline_of(view) == "Leaders and managers: the initiative of others. Employees: guidance."
    app = PanelApp(lambda: panel_for(view))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        employer, employee = (app.query_one(f"#{side}") for side in ("employer", "employee"))
        assert employer.region.y == employee.region.y
        assert employer.region.right < employee.region.x
        assert not app.query("#slices")


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({}, "Leaders and managers: the initiative of others. Employees: guidance."),
        ({8: "initiative", 9: "initiative", 10: "initiative"}, "Both sides: the initiative of others."),
        ({9: "initiative", 10: "initiative"}, "8 of 17 are waiting for others to begin."),
    ],
)
def test_the_sides_are_one_sentence_where_each_has_one_answer_on_top(
    change: dict[int, str], line: str
) -> None:
    answers = [dataclasses.replace(one, value=change.get(at, one.value)) for at, one in enumerate(SIDES)]
    assert headline_of(told("waiting", answers)) == line


@pytest.mark.parametrize("missing", [range(2), range(6, 8), range(12, 13)])
async def test_sides_are_not_shown_where_one_of_them_or_the_rest_is_too_small(missing: range) -> None:
    view = told("waiting", [one for at, one in enumerate(SIDES) if at not in missing])
    shown = picture(view, PulseResultPicture)
    assert shown.result is not None
    assert shown.result.slices == ()
    assert words.ONE_ROOM in await said(view)


def test_the_leaders_guess_stands_beside_that_of_others_and_beside_what_was_caught_last_time() -> None:
    guessed = by_role([(LEADERS, "90", 6), (MANAGERS, "60", 6)])
    shown = picture(told("catch", guessed), PulseResultPicture)
    assert shown.result is not None
    assert words.slices_heading(shown.pulse, shown.result) == "By role: the middle"
    assert [(row.name, row.bars[0]) for row in role_rows(shown.result)] == [
        ("Leaders", Measure(0.9, "90%")),
        ("Managers", Measure(0.6, "60%")),
    ]
    assert words.second_line(shown) == ""
    later = dataclasses.replace(shown, caught=Share(28, 48))
    assert words.second_line(later) == "Last time 58 of 100 would not have sent it: 17 fewer."


@pytest.mark.parametrize("part", [0, 1])
async def test_ranges_and_means_are_only_for_those_who_ask(part: int) -> None:
    for view in (
        told("support", SUPPORTED, part),
        told("safety", SAFE_BEFORE),
        told("responsibility", ROLES, part),
    ):
        shown = await said(view)
        assert not re.search(r"\(n = |\d-\d+%|mean|median", shown)
        figures = dict(panel_for(view).figures)
        assert figures
        assert any("(n = " in of or "%, " in of for of in figures.values())
    leaders = dict(panel_for(told("responsibility", ROLES, 1)).figures)
    assert "Leaders here: 4 of 6 (67%, 30-90%)." in leaders["83% of CEOs say: the employees."]
    assert panel_for(told("support", SUPPORTED[-4:], part)).figures == []


def test_small_roles_stand_together_in_the_question_about_roles() -> None:
    view = told("role", spread({"leaders": 6, "managers": 8, "support": 2, "frontline": 4}))
    shown = picture(view, PulseResultPicture)
    assert shown.result is not None
    rows = answer_rows(shown.pulse, shown.result, None)
    assert [(row.name, row.bars[0].figure) for row in rows] == [
        ("Leaders", "6"),
        ("Managers", "8"),
        ("Other roles", "6"),
    ]


def test_before_and_now_stand_side_by_side() -> None:
    view = told("safety", SAFE_AFTER, moment=Moment.AFTER, before=SAFE_BEFORE)
    shown = picture(view, PulseResultPicture)
    assert shown.result is not None
    rows = answer_rows(shown.pulse, shown.result, shown.earlier)
    assert [(bar.name, bar.quiet) for bar in rows[0].bars] == [("before", True), ("now", False)]
    view = told("confidence", SURE, moment=Moment.AFTER, before=SURE)
    percents = picture(view, PulseResultPicture)
    assert percents.result is not None
    shown_rows = answer_rows(percents.pulse, percents.result, percents.earlier)
    given = [value for value, count in percents.result.counts.items() if count]
    assert [shown_rows[at].name for at in (0, -1)] == [f"{given[at]}%" for at in (0, -1)]
    assert Measure(4 / 18, "4") in (bar for row in shown_rows for bar in row.bars)


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


async def test_the_sponsors_words_are_said_large_above_the_fear() -> None:
    app = PanelApp(lambda: panel_for(feared("")))
    async with app.run_test(size=(120, 34)) as pilot:
        finding = app.query_one("#finding", Plain)
        assert not finding.display
        app.panel.show(feared())
        await pilot.pause()
        assert app.query_one(Headline).text == SPONSOR
        assert finding.display
        assert str(finding.content) == "Our sponsor, to this: My skills no longer count"
        app.panel.show(feared("Two hours a week."))
        await pilot.pause()
        assert app.query_one(Headline).size.height >= 4


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
