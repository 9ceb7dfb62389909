"""A title often gives the answer away: no view and no page before the reveal holds one of the library's."""

from __future__ import annotations

import pytest

from tests.builders import a_session, a_step, go_to, phone_view
from tests.shipped import library
from workshop.core.agenda.agenda import StepKind
from workshop.core.live.rounds import Seat
from workshop.core.live.session import Session, Stage
from workshop.core.live.view import earlier_view, room_view
from workshop.core.scenarios.scenario import Scenario
from workshop.tui.widgets.head import subject_of
from workshop.tui.widgets.scenario_row import ScenarioRow
from workshop.web.pages import Pages

SCENARIOS = tuple(library().scenarios.values())
BEFORE = (Stage.OPEN, Stage.READ, Stage.VOTE_1, Stage.TALK, Stage.VOTE_2)
PAGES = Pages()


def playing(*scenarios: Scenario) -> Session:
    played = [a_step(scenario=scenario.id) for scenario in scenarios]
    return a_session((a_step(StepKind.OPEN), *played, a_step(StepKind.CLOSE)), scenarios)


def seen(session: Session) -> str:
    """All that the projected screen and a phone may draw, and the phone's page."""
    phone = phone_view(session, lambda subject: Seat("s0"))
    page = PAGES.room(phone, count="", part=False, change=False).plain.decode()
    return f"{room_view(session, 9)!r} {phone!r} {page}"


def holds_a_title(text: str) -> list[str]:
    return [scenario.title for scenario in SCENARIOS if scenario.title in text]


@pytest.mark.parametrize("stage", BEFORE)
def test_no_view_and_no_page_before_the_reveal_holds_a_title(stage: Stage) -> None:
    for scenario in SCENARIOS:
        of_the_case = " ".join((scenario.setting, scenario.source, *(one.text for one in scenario.sentences)))
        # A title may quote the text that everybody reads: then it is seen there, and gives nothing away.
        assert holds_a_title(seen(go_to(playing(scenario), stage))) in ([], holds_a_title(of_the_case))


def test_a_scenario_has_a_number_before_its_reveal_and_its_title_from_then_on() -> None:
    first, second = SCENARIOS[:2]
    session = playing(first, second)
    heads: list[str] = []
    for stage, step in ((Stage.VOTE_1, 1), (Stage.REVEAL, 1), (Stage.DEBRIEF, 1), (Stage.READ, 2)):
        view = room_view(go_to(session, stage, step), 9)
        heads.append(view.title)
        assert heads[-1] in map(str, subject_of(view))
    assert heads == ["Text 1 of 2", first.title, first.title, "Text 2 of 2"]
    assert holds_a_title(seen(session)) == []
    assert holds_a_title(repr(earlier_view(session, 9, 1))) == [first.title]


def test_the_list_of_the_set_up_holds_no_title() -> None:
    for scenario in SCENARIOS:
        words = ScenarioRow(1, "LEARN", 10, scenario).words
        assert words.startswith(scenario.id)
        assert holds_a_title(words) == []
