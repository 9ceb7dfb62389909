"""The map and the calibration: words of the core, a cross only from enough votes, empty states in words."""

from __future__ import annotations

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
from workshop.core.stats.detection import Corner, Label
from workshop.tui.live.parts.map_rows import spot_of, sure_rows
from workshop.tui.live.steps import panel_for
from workshop.tui.live.steps.map import CalibrationPanel, MapPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.reliance_plot import ReliancePlot


def the_map(view: RoomView) -> RelianceMap:
    return picture(view, MapPicture).map


@pytest.mark.parametrize(
    ("state", "label"),
    [
        ("map-guessing", "We cannot tell them apart yet."),
        ("map-blind-trust", "We let most things pass."),
        ("map-blanket-rejection", "We hold most things back."),
        ("map-suspicious", "We catch errors and hold back good work."),
        ("map-calibrated", "We tell good from bad."),
        ("map-no-control", "No sound text so far."),
        ("map-few-on-sound", "Too few votes on a sound text."),
        ("map-too-few", "Caught 9 of 12, wrongly flagged 2 of 10"),
        ("map-five", "Caught 5 of 5, wrongly flagged 0 of 5"),
        ("map-nothing", "Nothing to place on the map yet."),
    ],
)
async def test_the_largest_line(state: str, label: str) -> None:
    app = PanelApp(lambda: panel_for(FIGURE_STATES[state]()))
    async with app.run_test(size=(120, 34)):
        assert isinstance(app.panel, MapPanel)
        assert app.query_one("#headline", BlockLetters).text == label
        assert app.panel.keys == (("f", "what the figures mean"),)


@pytest.mark.parametrize("state", ["map-no-control", "map-too-few", "map-five", "map-nothing"])
async def test_without_a_place_there_is_no_cross(state: str) -> None:
    app = PanelApp(lambda: panel_for(FIGURE_STATES[state]()))
    async with app.run_test(size=(120, 34)):
        assert not app.query(ReliancePlot)


def test_the_cross_stands_at_the_plain_shares_with_wilson_arms() -> None:
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
            "Too few votes for a place on the map: it takes 20 on faulty texts and 20 on sound ones.",
        ),
        ("map-taps-disagree", "No more is said: by the tapped lines alone it would not be said."),
        ("map-all-right", "No more is said: by the tapped lines alone it would not be said."),
        (
            "map-near-a-border",
            "No more is said: chance alone could move this place to another part of the map.",
        ),
    ],
)
def test_where_no_sentence_is_said_the_counts_stand_large_and_the_reason_below(state: str, why: str) -> None:
    seen = the_map(FIGURE_STATES[state]())
    assert seen.label is None
    assert words.headline(seen) == f"C{seen.decisions.words[1:]}"
    assert words.second_line(seen) == why
    assert (spot_of(seen) is None) is (state == "map-one-sound-text")


def test_below_a_sentence_stand_the_votes_it_comes_from() -> None:
    seen = the_map(FIGURE_STATES["map-calibrated"]())
    assert words.second_line(seen) == "Caught 40 of 48, wrongly flagged 6 of 60."


async def test_the_map_and_its_corners_fit_the_smallest_screen() -> None:
    app = PanelApp(lambda: panel_for(FIGURE_STATES["map-suspicious"]()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        seen = app.export_screenshot().replace("&#160;", " ")
        assert [corner.words for corner in Corner if corner.words not in seen] == []


@pytest.mark.parametrize("state", [state for state in FIGURE_STATES if state.startswith("map")])
async def test_no_room_is_called_by_a_name(state: str) -> None:
    app = PanelApp(lambda: panel_for(FIGURE_STATES[state]()))
    async with app.run_test(size=(120, 34)):
        seen = app.export_screenshot().replace("&#160;", " ")
        names = [label.words for label in Label if label.is_of_the_room]
        assert [name for name in names if name in seen] == []


def test_everything_that_is_known_stands_beside_the_map() -> None:
    seen = the_map(placed((28, 48), (7, 17 + 3), last=LAST, minutes=20, guess=["80"] * 9))
    facts = dict(words.facts(seen))
    assert facts["Tapped lines"].startswith("Caught 28 of 48, wrongly flagged ")
    assert facts["The room's own guess"] == "The room expected 80 of 100, and caught 58."
    assert facts["What refusing costs"] == "7 of 20 refused a sound text: 2 h 20 min."
    assert facts["Last session  ◇"] == "14 October 2025: caught 45%, wrongly flagged 35%."


def test_what_is_not_known_is_left_out() -> None:
    assert [heading for heading, _ in words.facts(the_map(placed((40, 48), (6, 60))))] == [
        "Tapped lines",
    ]
    assert words.facts(the_map(placed())) == []


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
            "How sure: not shown.",
            "Too few said how sure they were, or it would tell something about fewer than 5 of a role.",
        ),
        (
            placed((3, 5), sure=in_turn(50, 80), part=1),
            "How sure, and how right?",
            "Sure minus right: +2 points (n = 5)",
        ),
        (
            placed((8, 12), sure=in_turn(50, 70, 90), part=1),
            "Sure and right: within chance.",
            "Sure minus right: +3 points, -28 to +35: within chance (n = 12)",
        ),
    ],
)
def test_the_gap_in_words(view: RoomView, large: str, small: str) -> None:
    found = the_map(view).calibration
    assert words.sure_headline(found) == large
    assert words.sure_second_line(found, 5) == small


def test_a_room_that_is_surer_than_right_reads_it_large() -> None:
    found = calibrate([Judgement(90, number < 12) for number in range(30)], 5)
    assert words.sure_headline(found) == "Surer than right."


def test_bins_come_from_ten_votes_each_and_the_coin_toss_has_a_line() -> None:
    with_bins = the_map(FIGURE_STATES["sure-bins"]()).calibration
    assert with_bins is not None
    assert [row.word for row in sure_rows(with_bins)] == [
        "50-60% sure",
        "70-80% sure",
        "90-100% sure",
        "Brier score",
    ]
    assert sure_rows(with_bins)[-1].bars[1].figures.strip() == "0.25"
    without = the_map(FIGURE_STATES["sure-no-bins"]()).calibration
    assert without is not None
    assert [row.word for row in sure_rows(without)] == ["Brier score"]
    assert words.sure_note(with_bins, 5) == ""
    assert words.sure_note(without, 5) == (
        "How right by how sure: too few votes, or it would tell something about fewer than 5 of a role."
    )


async def test_below_the_smallest_group_no_figure_stands_on_the_map() -> None:
    app = PanelApp(lambda: panel_for(FIGURE_STATES["map-nothing"]()))
    async with app.run_test(size=(120, 34)):
        shown = " ".join(str(text.content) for text in app.query(Plain))
        assert not any(sign.isdigit() for sign in shown)
