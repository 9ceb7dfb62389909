"""The map and the calibration: words of the core, a cross only from enough votes, empty states in words."""

from __future__ import annotations

import dataclasses

import pytest

from tests.builders import picture
from tests.tui.live.figure_states import FIGURE_STATES, LAST, at_part, in_turn, placed
from tests.tui.live.states import PanelApp
from workshop.core.english import spoken_minutes
from workshop.core.live.steps.reliance_map import MapPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words import reliance as words
from workshop.core.plans.record import RelianceMap
from workshop.core.stats.calibration import Judgement, calibrate
from workshop.core.stats.detection import Label
from workshop.tui.live.parts.map_rows import spot_of, sure_rows
from workshop.tui.live.steps import panel_for
from workshop.tui.live.steps.map import CalibrationPanel, MapPanel
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.reliance_plot import ReliancePlot


def the_map(view: RoomView) -> RelianceMap:
    return picture(view, MapPicture).map


@pytest.mark.parametrize(
    ("state", "label"),
    [
        ("map-guessing", "We cannot tell them apart yet."),
        ("map-blind-trust", "We let errors pass."),
        ("map-blanket-rejection", "We hold most things back."),
        ("map-suspicious", "We hold back errors, and good work too."),
        ("map-calibrated", "We can tell them apart."),
        ("map-no-control", "No sound text so far."),
        ("map-few-on-sound", "Too few votes on a sound text."),
        ("map-too-few", "It is too early to say."),
        ("map-five", "It is too early to say."),
        ("map-nothing", "Nothing to place on the map yet."),
    ],
)
async def test_the_largest_line(state: str, label: str) -> None:
    app = PanelApp(lambda: panel_for(FIGURE_STATES[state]()))
    async with app.run_test(size=(120, 34)):
        assert isinstance(app.panel, MapPanel)
        assert app.query_one("#headline", Headline).text == label
        assert app.panel.keys == (("f", "what the figures mean"),)


@pytest.mark.parametrize("state", ["map-no-control", "map-too-few", "map-five", "map-nothing"])
async def test_without_a_place_nobody_stands_on_the_map(state: str) -> None:
    app = PanelApp(lambda: panel_for(FIGURE_STATES[state]()))
    async with app.run_test(size=(120, 34)):
        seen = str(app.query_one(ReliancePlot).render())
        assert "WE REFUSE" in seen
        assert not {"░", "▒"} & set(seen)


def test_the_place_is_at_the_plain_shares_with_wilson_ranges() -> None:
    spot = spot_of(the_map(placed((40, 48), (6, 60))))
    assert spot is not None
    assert (spot.x, spot.y) == (6 / 60, 40 / 48)
    assert spot.x_arm[0] < spot.x < spot.x_arm[1]
    assert spot.y_arm[0] < spot.y < spot.y_arm[1]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (
            "map-one-sound-text",
            "A place on the map takes 20 votes on faulty texts and 20 on sound ones.",
        ),
        ("map-taps-disagree", "Our votes and the lines we tapped do not say the same yet."),
        ("map-all-right", "Our votes and the lines we tapped do not say the same yet."),
        (
            "map-near-a-border",
            "Chance alone could move us to another part of the map.",
        ),
    ],
)
def test_where_no_sentence_is_said_the_reason_stands_beside_the_map(state: str, why: str) -> None:
    seen = the_map(FIGURE_STATES[state]())
    assert seen.label is None
    assert words.headline(seen) in ("It is too early to say.", "Not sure yet where we stand.")
    assert words.reason(seen) == why
    assert (spot_of(seen) is None) is (state == "map-one-sound-text")


@pytest.mark.parametrize("state", [state for state in FIGURE_STATES if state.startswith(("map", "sure"))])
def test_no_headline_holds_a_statistic(state: str) -> None:
    seen = the_map(FIGURE_STATES[state]())
    said = words.headline(seen) + words.sure_headline(seen.calibration)
    assert not any(word in said for word in ("Brier", "n =", "interval", "points", "chance"))


def test_below_a_sentence_stand_the_votes_it_comes_from() -> None:
    seen = the_map(FIGURE_STATES["map-calibrated"]())
    assert words.second_line(seen) == (
        "Of 48 votes on faulty texts, 40 would not have sent it. Of 60 votes on sound texts, 6 held it back."
    )


async def test_the_map_and_its_corners_fit_the_smallest_screen() -> None:
    app = PanelApp(lambda: panel_for(FIGURE_STATES["map-suspicious"]()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        seen = app.export_screenshot().replace("&#160;", " ")
        for word in ("WE CAN TELL", "WE REFUSE", "WE TRUST", "THE WRONG WAY ROUND", "a reason to talk"):
            assert word in seen


@pytest.mark.parametrize("state", [state for state in FIGURE_STATES if state.startswith("map")])
async def test_no_room_is_called_by_a_name(state: str) -> None:
    app = PanelApp(lambda: panel_for(FIGURE_STATES[state]()))
    async with app.run_test(size=(120, 34)):
        seen = app.export_screenshot().replace("&#160;", " ")
        names = [label.words for label in Label if label.is_of_the_room]
        assert [name for name in names if name in seen] == []


def test_everything_that_is_known_is_said_and_the_figures_to_those_who_ask() -> None:
    seen = the_map(placed((28, 48), (7, 17 + 3), last=LAST, minutes=20, guess=["80"] * 9))
    assert words.facts(seen) == [
        "We expected 80 of 100; 58 of 100 would not have sent it: 22 fewer.",
        "Chance alone could put us anywhere in the cloud. 68 votes: a reason to talk, not a grade.",
    ]
    promised = dataclasses.replace(seen, expected=None, promised=70)
    assert words.facts(promised)[0] == (
        "We said that 70 of 100 can be used as they are; 42 of 100 would have sent what was wrong."
    )
    assert words.cost(seen.refusal) == ("2:20", "hours of rework: 7 held back x 20 minutes")
    figures = dict(words.figures(seen))
    assert figures["would not have sent it"] == "28 of 48 (58%, 44-71%)"
    assert figures["◇ last"] == "14 October 2025: 45% would not have sent it, 35% held good work back."
    assert figures["tapped lines"].startswith("Wrong lines were tapped 28 of 48 times.")


def test_what_is_not_known_is_left_out() -> None:
    assert len(words.facts(the_map(placed((40, 48), (6, 60))))) == 1
    assert words.facts(the_map(placed())) == []
    assert words.cost(None) is None
    assert words.next_step(the_map(placed())) == ""


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("map-blind-trust", "Agree on one check that everybody makes before Send, in less than a minute."),
        ("map-blanket-rejection", "Name the line that is wrong before a text is held back."),
        ("map-calibrated", "Keep the check, and show it to a second team."),
    ],
)
def test_what_it_would_take(state: str, step: str) -> None:
    assert words.next_step(the_map(FIGURE_STATES[state]())) == step


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0 min"), (40, "40 min"), (120, "2 h"), (140, "2 h 20 min")]
)
def test_minutes_as_people_say_them(minutes: int, said: str) -> None:
    assert spoken_minutes(minutes) == said


async def test_the_second_part_is_how_sure_and_how_right() -> None:
    view = FIGURE_STATES["sure-bins"]()
    app = PanelApp(lambda: panel_for(view))
    async with app.run_test(size=(120, 34)):
        assert isinstance(app.panel, CalibrationPanel)
        assert app.panel.carries(view)
        assert not app.panel.carries(at_part(view, 0))


@pytest.mark.parametrize(
    ("view", "large", "small"),
    [
        (
            placed((8, 12), (2, 12), part=1),
            "Too few said how sure they were.",
            "It is shown from 5 votes on: fewer would tell something about single ones.",
        ),
        (
            placed((8, 12), sure=in_turn(50, 70, 90), part=1),
            "How sure were we, and how right?",
            "12 votes said how sure they were. That is too few for bars.",
        ),
    ],
)
def test_being_sure_in_words(view: RoomView, large: str, small: str) -> None:
    found = the_map(view).calibration
    assert words.sure_headline(found) == large
    assert words.sure_second_line(found, 5) == small


def test_a_room_that_is_surer_than_right_reads_it_in_times_out_of_ten() -> None:
    found = calibrate([Judgement(90, number < 12) for number in range(30)], 5)
    assert words.sure_headline(found) == "When we were 90% sure, we were right 4 times in 10."


def test_bins_come_from_ten_votes_each_and_the_score_is_for_those_who_ask() -> None:
    with_bins = the_map(FIGURE_STATES["sure-bins"]()).calibration
    assert with_bins is not None
    assert [row.name for row in sure_rows(with_bins)] == ["50-60% sure", "70-80% sure", "90-100% sure"]
    assert "0.25" in dict(words.sure_figures(with_bins))["Brier score"]
    without = the_map(FIGURE_STATES["sure-no-bins"]()).calibration
    assert without is not None
    assert sure_rows(without) == []
    assert words.sure_figures(None) == []


@pytest.mark.parametrize("state", [state for state in FIGURE_STATES if state.startswith("sure")])
async def test_no_score_stands_on_the_wall(state: str) -> None:
    app = PanelApp(lambda: panel_for(FIGURE_STATES[state]()))
    async with app.run_test(size=(120, 34)):
        seen = app.export_screenshot().replace("&#160;", " ")
        assert "Brier" not in seen
        assert "points" not in seen


async def test_below_the_smallest_group_no_figure_stands_on_the_map() -> None:
    app = PanelApp(lambda: panel_for(FIGURE_STATES["map-nothing"]()))
    async with app.run_test(size=(120, 34)):
        shown = " ".join(str(text.content) for text in app.query(Plain))
        assert not any(sign.isdigit() for sign in shown)
