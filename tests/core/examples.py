"""One faulty and one sound scenario that keep every rule, to be changed by a test in one respect."""

from __future__ import annotations

import dataclasses
from typing import Any

from workshop.core.scenarios.scenario import Scenario, ScenarioId, Sentence
from workshop.core.words import Audience, Decision, Difficulty, Phase

_RIGHT = tuple(Sentence(f"The lift is out of service on day {number}.") for number in (1, 2, 3))
WRONG = Sentence(
    "Day 4 has no limit.", wrong=True, kind="dropped-constraint", why="The notice names a limit for day 4."
)


def faulty(**changes: Any) -> Scenario:
    """A faulty scenario that keeps every rule, apart from the changes."""
    scenario = Scenario(
        id=ScenarioId("learn-90"),
        title="A short notice",
        phase=Phase.LEARN,
        audience=Audience.EVERYONE,
        role_task="",
        kinds=("dropped-constraint",),
        control=False,
        difficulty=Difficulty.MEDIUM,
        minutes=10,
        setting="You look after the office. The mail goes out at noon.",
        task="Tell the team what happens in the week.",
        source_title="Notice",
        source="The lift is out of service on days 1 to 3.\nOn day 4 at most 20 people may come.",
        best_decision=Decision.FIX,
        options=("Send it.", "Change one line, then send it.", "Write it again.", "Send no such mail."),
        check="Reread: find each limit of the notice in the mail.",
        hint="The notice has two lines.",
        reveal="The limit of day 4 is gone. One changed line mends the mail.",
        debrief=("Who saw it?", "What do we leave out?"),
        actions=("If I shorten a notice, then I keep its limits.",),
        twin="A travel notice.",
        sentences=(*_RIGHT, WRONG),
    )
    return dataclasses.replace(scenario, **changes)


def sound(**changes: Any) -> Scenario:
    """A control that keeps every rule, apart from the changes."""
    scenario = faulty(
        id=ScenarioId("learn-91"),
        title="A sound notice",
        kinds=(),
        control=True,
        best_decision=Decision.USE,
        sentences=(*_RIGHT, Sentence("On day 4 at most 20 people may come.")),
    )
    return dataclasses.replace(scenario, **changes)
