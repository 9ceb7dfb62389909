"""When Space is meant, and when it is a nervous finger."""

from __future__ import annotations

from workshop.tui.quiet import AFTER_A_MOVE, BETWEEN_REPEATS, QuietSpace


class Ticks:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_space_works_before_anything_has_moved() -> None:
    assert QuietSpace(Ticks()).allows()


def test_a_second_press_right_after_a_move_is_not_meant() -> None:
    ticks = Ticks()
    quiet = QuietSpace(ticks)
    quiet.begin()
    ticks.now += AFTER_A_MOVE - 0.01
    assert not quiet.allows()


def test_space_works_again_after_the_quiet_time() -> None:
    ticks = Ticks()
    quiet = QuietSpace(ticks)
    quiet.begin()
    ticks.now += AFTER_A_MOVE
    assert quiet.allows()


def test_a_key_held_down_never_gets_through() -> None:
    ticks = Ticks()
    quiet = QuietSpace(ticks)
    quiet.begin()
    ticks.now += 0.5
    for _ in range(200):
        assert not quiet.allows()
        ticks.now += 0.033
    ticks.now += BETWEEN_REPEATS
    assert quiet.allows()


def test_a_finger_that_tries_again_is_not_locked_out() -> None:
    ticks = Ticks()
    quiet = QuietSpace(ticks)
    quiet.begin()
    answers = []
    for _ in range(4):
        ticks.now += 0.3
        answers.append(quiet.allows())
    assert answers == [False, False, True, True]
