"""When a key is meant, and when it is a nervous finger, a stalled terminal, or a line for a shell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.tui.judge import AFTER_A_MOVE, BETWEEN_REPEATS, LINE_IS_OVER, Effect, KeyJudge


class Ticks:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class Finger:
    """Presses keys at times; between two of them the program has done what the first one asked for."""

    def __init__(self) -> None:
        self.ticks = Ticks()
        self.is_moving = False
        self.judge = KeyJudge(self.ticks, lambda: self.is_moving)

    def press(self, effect: Effect = Effect.MOVE, *, after: float = 1.0, letter: bool = False) -> bool:
        self.ticks.now += after
        taken = self.judge.takes(effect, is_letter=letter)
        self.judge.handled()
        return taken

    def see(self) -> None:
        self.judge.shown()
        self.judge.drawn()


def test_space_works_before_anything_has_moved() -> None:
    assert Finger().press()


def test_a_second_press_right_after_a_picture_is_not_meant() -> None:
    finger = Finger()
    finger.see()
    assert not finger.press(after=AFTER_A_MOVE - 0.01)


def test_space_works_again_after_the_quiet_time() -> None:
    finger = Finger()
    finger.see()
    assert finger.press(after=AFTER_A_MOVE)


def test_the_quiet_time_begins_when_the_picture_is_drawn() -> None:
    finger = Finger()
    finger.judge.shown()
    assert not finger.press(after=3)
    finger.judge.drawn()
    finger.judge.drawn()  # the clock, a count
    assert not finger.press(after=AFTER_A_MOVE - 0.01)
    assert finger.press(after=AFTER_A_MOVE)


def test_a_key_held_down_never_gets_through() -> None:
    finger = Finger()
    finger.see()
    assert not finger.press(after=0.5)
    assert not any(finger.press(after=0.033, letter=True) for _ in range(200))
    assert finger.press(after=BETWEEN_REPEATS + LINE_IS_OVER)


def test_a_finger_that_tries_again_is_not_locked_out() -> None:
    finger = Finger()
    finger.see()
    assert [finger.press(after=0.3) for _ in range(4)] == [False, False, True, False]


@given(st.lists(st.floats(0, 0.69), min_size=1, max_size=20))
def test_whatever_comes_before_the_picture_moves_once(gaps: list[float]) -> None:
    ticks = Ticks()
    judge = KeyJudge(ticks)
    taken = 0
    for gap in gaps:  # nobody has handled the first one yet
        taken += judge.takes(Effect.MOVE, is_letter=False)
        ticks.now += min(gap, 4 / len(gaps))
    assert taken == 1


def test_nothing_moves_while_a_move_is_on_its_way_however_long_that_takes() -> None:
    finger = Finger()
    assert finger.press()
    finger.is_moving = True
    assert not any(finger.press(effect, after=10) for effect in (Effect.MOVE, Effect.COMMAND))
    finger.is_moving = False
    finger.see()
    assert not finger.press(after=0.5)
    assert finger.press(after=0.5)


def test_a_key_that_waited_is_judged_by_when_it_was_pressed() -> None:
    ticks = Ticks()
    judge = KeyJudge(ticks)
    judge.shown()
    judge.drawn()
    ticks.now += 5
    assert not judge.takes(Effect.MOVE, is_letter=False, age=4.5)
    assert judge.takes(Effect.MOVE, is_letter=False)


@pytest.mark.parametrize("effect", [Effect.COMMAND, Effect.MOVE])
def test_a_line_for_a_shell_does_nothing_beyond_its_first_letter(effect: Effect) -> None:
    finger = Finger()
    assert finger.press(effect, letter=True)
    for letter in "lear; .venv/bin/workshop":
        assert not finger.press(effect, after=0.004, letter=True), letter
    assert not finger.press(after=0.004)  # Enter
    assert not finger.press(effect, after=LINE_IS_OVER - 0.01, letter=True)
    assert finger.press(after=LINE_IS_OVER + AFTER_A_MOVE)


def test_text_is_never_dropped_and_ends_the_quiet() -> None:
    finger = Finger()
    finger.see()
    assert all(finger.press(Effect.TEXT, after=0.001, letter=True) for _ in range(50))
    assert finger.press(after=0.001)


def test_scrolling_is_never_quiet() -> None:
    finger = Finger()
    finger.see()
    finger.is_moving = True
    assert all(finger.press(Effect.LOOK, after=0.03) for _ in range(50))
