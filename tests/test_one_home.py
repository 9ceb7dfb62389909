"""What several surfaces say, or several files spell, stands in one place and reads the same everywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builders import go_to, phone_view
from tests.tui.live.states import PanelApp, case_of, library, seen
from workshop.core.agenda.pulse import PULSES, PulseId
from workshop.core.live.rounds import Seat
from workshop.core.live.session import Stage
from workshop.core.live.view import room_view
from workshop.core.live.words.promise import KEPT, MISTAKES, promise
from workshop.core.plans.rules import WORDS
from workshop.tui.live.steps.lobby import LobbyPanel
from workshop.tui.live.steps.opening import OpeningPanel
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.plain import Plain
from workshop.web.pages import Pages

ROOT = Path(__file__).parents[1]

ASKED_FOR_A_PLAN = {
    "gap": "phase.main_gap",
    "aim": "phase.aim",
    "fear": "phase.safety.top_fears",
    "responsibility-shared": "action.owner_side",
    "changed": "action.review.did_it_happen",
}
"""Each pulse whose answers come into plans, and the closed list of the key they come into."""


@pytest.mark.parametrize(("pulse", "key"), ASKED_FOR_A_PLAN.items())
def test_what_a_room_can_answer_is_what_a_plan_can_hold(pulse: str, key: str) -> None:
    assert PULSES[PulseId(pulse)].values == WORDS[key]


def test_an_aim_can_be_quality_and_can_be_unknown() -> None:
    assert {"quality", "unknown"} <= set(PULSES[PulseId("aim")].values) & set(WORDS["phase.aim"])


@pytest.mark.parametrize("k", [3, 5, 10, 11, 12, 13, 50])
async def test_wall_and_phone_promise_the_same_in_the_same_words(k: int) -> None:
    session = case_of(library()["learn-04"], k=k)
    async with PanelApp(
        lambda: LobbyPanel(seen(session), "HTTP://LAPTOP/7QK2", "laptop/7QK2")
    ).run_test() as pilot:
        walls = [" ".join(str(one.content) for one in pilot.app.query(Plain))]
    go_to(session, Stage.OPEN)
    async with PanelApp(lambda: OpeningPanel(room_view(session, 18))).run_test() as pilot:
        said_there = [str(one.content) for one in pilot.app.query(Plain)]
        walls.append(" ".join([*said_there, *(one.text for one in pilot.app.query(Headline))]))
    view = phone_view(session, lambda subject: Seat("s0"))
    page = Pages().room(view, count="", part=False, change=False).plain.decode()
    for said in promise(k):
        assert said in page
        assert all(said in wall for wall in walls)
    assert all(said in page and said in walls[1] for said in MISTAKES)


@pytest.mark.parametrize("paper", ["README.md", "SECURITY.md", "docs/facilitator.md"])
def test_the_papers_say_the_promise_in_its_words(paper: str) -> None:
    said = " ".join((ROOT / paper).read_text("utf-8").split())
    assert KEPT in said
    assert not re.search(r"(?i)carries no name|nobody can (look|see|find out) ", said), (
        "it says it another way"
    )


def test_the_phone_is_told_how_many_dots_one_idea_may_have() -> None:
    view = phone_view(case_of(library()["learn-04"]), lambda subject: Seat("s0"))
    page = Pages().room(view, count="", part=False, change=False).plain.decode()
    assert not re.search(r"at most \d", page), "the script says a number of its own"
