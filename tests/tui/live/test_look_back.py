"""A look-back on the wall: what was agreed, the answers, and what has changed since."""

from __future__ import annotations

import pytest

from tests.builders import a_look_back, a_pulse_step, a_step, an_opening, go_to
from tests.tui.live.card_states import NOW, PARTLY, THEN, looking_back
from tests.tui.live.states import PanelApp
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.pulse import GOOD_HELD, PULSES
from workshop.core.good import Good
from workshop.core.live import commands as c
from workshop.core.live import machine
from workshop.core.live.session import Stage
from workshop.core.live.view import room_view
from workshop.core.live.words.shift import shift_words, shifts_of
from workshop.core.plans.look_back import RoomFigures
from workshop.core.stats.interval import Share
from workshop.tui.live.steps import panel_for


async def test_the_answer_that_was_given_has_a_sign() -> None:
    app = PanelApp(lambda: panel_for(looking_back(c.ReviewAction(PARTLY))))
    async with app.run_test():
        words = {place.id: str(place.render()) for place in app.query(".review--answer")}
        assert words["answer-partly"].startswith("✓  Partly")
        assert words["answer-yes"].startswith("y  Yes")


async def test_the_lines_of_what_good_looks_like_stand_over_the_answers() -> None:
    back = a_look_back(good=(Good("managers", check="each figure"),))
    steps = (a_pulse_step(PULSES[GOOD_HELD]), a_step(StepKind.CLOSE))
    session = go_to(machine.opened(an_opening(steps, (), look_back=back)), Stage.PULSE)
    app = PanelApp(lambda: panel_for(room_view(session, 6)))
    async with app.run_test() as pilot:
        about, answer = app.query_one("#about"), app.query(".pulse--answer").first()
        assert str(about.render()) == "Managers: We check each figure."
        await pilot.pause()
        assert about.region.bottom <= answer.region.y


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        (Share(9, 22), Share(17, 24), "More of us would not have sent it."),
        (Share(17, 24), Share(9, 22), "Fewer of us would not have sent it."),
        (Share(8, 20), Share(10, 20), "Much as it was: too few votes to tell."),
        (None, Share(10, 20), "Then and now."),
    ],
)
def test_what_has_changed_is_said_where_chance_would_not_change_it(
    then: Share | None, now: Share, words: str
) -> None:
    assert shift_words(RoomFigures(caught=then), RoomFigures(caught=now)) == words


def test_a_figure_that_nobody_was_asked_for_is_left_out() -> None:
    names = [shift.name for shift in shifts_of(THEN, NOW)]
    assert len(names) == 5
    assert [len(shift.figures) for shift in shifts_of(RoomFigures(), RoomFigures(safety=3.5))] == [1]
