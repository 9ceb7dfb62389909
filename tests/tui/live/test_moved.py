"""The second level of a reveal: what moved, how sure people were, by role, and what refusing costs."""

from __future__ import annotations

import pytest

from tests.builders import picture
from tests.tui.live.figure_states import moved, refused
from tests.tui.live.states import PanelApp, ballots, revealed, revealed_by_hand
from workshop.core.live.commands import SetPrice
from workshop.core.live.steps.scenario import OutcomePicture
from workshop.core.live.tally import Result
from workshop.core.live.view import RoomView
from workshop.core.live.words.moved import moved_texts, price_words
from workshop.tui.live.steps import panel_for
from workshop.tui.modals.number import NumberModal
from workshop.tui.widgets.plain import Plain


def texts(view: RoomView) -> dict[str, str]:
    shown = picture(view, OutcomePicture)
    return moved_texts(shown.key, shown.result)


def test_all_that_can_be_said() -> None:
    assert texts(moved()) == {
        "gain": "Gain: medium.",
        "beside-gain": "In one study, discussion moved 52% to 68% (gain 0.33).",
        "switches": "Who changed sides: 8 wrong to right, 2 right to wrong, 6 stayed right, 2 stayed wrong.",
        "sure": "On average 76% sure, then 81% sure.",
        "sure-and-wrong": (
            "First vote: 5 of 18 were 80% sure or more, and wrong. Those are the ones you will remember."
        ),
        "slices": (
            "By role: would not have sent it\n"
            "Leaders                       3 of 8, then 6 of 8\n"
            "Managers                      5 of 10, then 8 of 10"
        ),
    }


def test_a_fall_is_said_calmly_and_asks_for_the_argument() -> None:
    said = texts(revealed(first=ballots(4, 8, 5, 1), second=ballots(10, 4, 3, 1)))
    assert said["gain"] == "The room talked itself away from the answer."
    assert said["beside-gain"] == "Let us hear the argument that convinced you."


def test_a_standstill_and_no_room_are_compared_with_no_study() -> None:
    same = ballots(9, 9, 0, 0)
    assert "beside-gain" not in texts(revealed(first=same, second=same))
    full = ballots(0, 9, 0, 0)
    said = texts(revealed(first=full, second=full))
    assert said["gain"] == "There was no room to gain."
    assert "beside-gain" not in said


def test_fewer_than_ten_have_no_switches() -> None:
    assert "switches" not in texts(revealed(first=ballots(5, 4, 0, 0), second=ballots(3, 6, 0, 0)))


def test_hands_move_nothing() -> None:
    assert texts(revealed_by_hand()) == {}


def test_below_the_smallest_group_there_is_nothing() -> None:
    assert texts(revealed(first=ballots(2, 1, 0, 0), second=ballots(1, 2, 0, 0))) == {}


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "7 of 17 refused a sound text."),
        (1, "7 of 17 refused a sound text: 7 x 1 minute = 7 min."),
        (20, "7 of 17 refused a sound text: 7 x 20 minutes = 2 h 20 min."),
    ],
)
def test_the_price_of_refusing(minutes: int, words: str) -> None:
    shown = picture(refused(minutes), OutcomePicture)
    assert price_words(shown.key, shown.result, minutes) == words


def test_a_faulty_text_has_no_price() -> None:
    shown = picture(revealed(), OutcomePicture)
    assert price_words(shown.key, shown.result, 20) == ""
    assert price_words(picture(refused(), OutcomePicture).key, Result((3,), None, None), 20) == ""


async def test_w_types_the_price_and_reckons_at_once() -> None:
    app = PanelApp(lambda: panel_for(refused(0)))
    async with app.run_test(size=(120, 34)) as pilot:
        assert ("w", "what refusing costs") in app.panel.keys
        assert str(app.query_one("#price", Plain).content) == "7 of 17 refused a sound text."
        await pilot.press("w", "2", "0")
        await pilot.pause()
        assert isinstance(app.screen, NumberModal)
        follows = str(app.screen.query_one("#follows", Plain).content)
        assert follows == "7 of 17 refused a sound text: 7 x 20 minutes = 2 h 20 min."
        await pilot.press("enter")
        await pilot.pause()
        assert app.led == [SetPrice(20)]
        app.panel.show(refused())
        await pilot.pause()
        assert str(app.query_one("#price", Plain).content) == follows


async def test_more_than_ten_hours_is_refused_before_it_is_sent() -> None:
    app = PanelApp(lambda: panel_for(refused(0)))
    async with app.run_test() as pilot:
        await pilot.press("w", "9", "9", "9", "enter")
        await pilot.pause()
        assert isinstance(app.screen, NumberModal)
        await pilot.press("escape")
        await pilot.pause()
        assert app.led == []


async def test_a_faulty_text_has_no_key_for_it() -> None:
    app = PanelApp(lambda: panel_for(revealed()))
    async with app.run_test() as pilot:
        assert all(key != "w" for key, _ in app.panel.keys)
        await pilot.press("w")
        await pilot.pause()
        assert app.screen is app.screen_stack[0]


@pytest.mark.parametrize("size", [(80, 24), (120, 34), (160, 45)])
async def test_who_tapped_it_and_false_alarms_stand_beside_the_lines(size: tuple[int, int]) -> None:
    app = PanelApp(lambda: panel_for(revealed(second=ballots(4, 3, 10, 1, (0, 3)))))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if app.panel.keys[0] == ("v", "all lines"):
            await pilot.press("v")
            await pilot.pause()
        drawn = app.export_screenshot().replace("&#160;", " ")
        assert "14 of 18 tapped it" in drawn
        assert "14 of 18, false alarm" in drawn
