"""A change of the room is painted once, with its final layout, and before any phone hears of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual._compositor import Compositor

from tests.builders import (
    LEARN,
    a_ballot,
    a_card_step,
    a_dots_step,
    a_pulse_step,
    a_score_step,
    a_step,
    an_idea,
    an_open_step,
    cast_all,
    drawn,
)
from tests.stages import VOTING
from tests.tui.driving import SIZES, Stand, live_stand
from workshop import tui
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.card import OWNERSHIP
from workshop.core.live import commands as c
from workshop.core.live.session import Stage

STEPS = (
    a_step(StepKind.OPEN),
    a_pulse_step(),
    a_step(scenario=LEARN),
    a_step(StepKind.MAP),
    a_card_step(),
    a_step(StepKind.CLOSE),
)
EVERY_KIND = (
    a_step(StepKind.REVIEW),
    a_step(StepKind.SHIFT),
    *STEPS[:-1],
    a_card_step(OWNERSHIP),
    a_step(StepKind.GROUPS),
    a_dots_step(),
    a_step(StepKind.GROUPS),
    a_score_step(),
    an_open_step(),
    a_step(StepKind.ACTIONS),
    a_step(StepKind.BREAK),
    STEPS[-1],
)
ASKED_FIRST = {Stage.LOBBY, Stage.SEALED}
"""Where the room begins, and where it gets only after a question over the wall."""
A_PANEL = 0.2
"""The part of the screen from which on a paint is one of the panel, and not of a clock or a count."""


class Paints:
    """Notes every paint of a large part of the screen."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.large: list[float] = []
        paint = Compositor.render_update

        def noted(compositor: Compositor, *given: object, **named: object) -> object:
            area = sum(region.area for region in compositor._dirty_regions)
            self.large.append(area / compositor.size.area)
            return paint(compositor, *given, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(Compositor, "render_update", noted)

    def take(self) -> list[float]:
        """The large ones since the last time."""
        found = [part for part in self.large if part > A_PANEL]
        self.large.clear()
        return found


async def at_rest(at: Stand) -> None:
    """Wait until nothing is left to lay out or to paint."""
    await at.until(lambda: not (at.live._layout_required or at.live._dirty_widgets or at.live._callbacks))


async def painted_by_space(at: Stand, paints: Paints, most: int) -> dict[Stage, int]:
    """How often each stage was painted at most, on the way from the lobby to the closing."""
    painted: dict[Stage, int] = {}
    at.app.animation_level = "none"  # bars that grow are painted as they grow
    for _ in range(most):
        await at_rest(at)
        paints.take()
        before = at.room.view().position
        await at.press("space")
        await at_rest(at)
        view = at.room.view()
        if view.position == before:
            break
        painted[view.stage] = max(painted.get(view.stage, 0), len(paints.take()))
        if view.stage in VOTING:
            await cast_all(at.room, [a_ballot()] * 6)
        if view.stage is Stage.IDEAS and not drawn(view, "ideas"):
            for number in (1, 2):
                await at.room.lead(c.NoteIdea(an_idea(number)))
    return painted


async def test_each_change_is_painted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paints = Paints(monkeypatch)
    async with live_stand(tmp_path, steps=STEPS, size=SIZES[0]) as at:
        painted = await painted_by_space(at, paints, most=20)
    assert len(painted) >= 9
    assert max(painted.values()) == 1, painted


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_stage_there_is_is_painted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    paints = Paints(monkeypatch)
    async with live_stand(tmp_path, steps=EVERY_KIND, size=size) as at:
        painted = await painted_by_space(at, paints, most=80)
    assert set(Stage) - set(painted) == ASKED_FIRST
    assert max(painted.values()) == 1, painted


def test_no_rule_asks_for_a_place_among_others() -> None:
    """One such rule, and Textual styles all parts of that type twice and keeps none of their styles."""
    of_a_place = re.compile(r":((first|last)-(child|of-type)|odd|even|empty)\b[^\n]*\{")
    files = [path for path in Path(tui.__path__[0]).rglob("*") if path.suffix in (".py", ".tcss")]
    assert files
    assert [path.name for path in files if of_a_place.search(path.read_text("utf-8"))] == []


async def test_phones_wait_until_the_wall_is_painted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workshop.room.DRAWN_WITHIN", 3600.0)
    paints = Paints(monkeypatch)
    async with live_stand(tmp_path, steps=STEPS) as at:
        await at_rest(at)
        paints.take()
        told: list[int] = []
        at.room.subscribe(lambda change: told.append(len(paints.take())))
        await at.press("space")
        assert told[0] == 0
        await at.room.until_drawn()
        assert len(paints.take()) == 1
