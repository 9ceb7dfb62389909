"""Pulses, the map and the price on the live screen: led by keys, carried out by a real room."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import a_ballot, a_pulse_step, a_step, answer_all, cast_all, lead_to
from tests.tui.driving import SIZES, Stand, live_stand, settle
from workshop.core.agenda.agenda import Cycle, Step, StepKind
from workshop.core.live.session import Stage
from workshop.core.live.steps import ROWS
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Decision
from workshop.tui.live.steps.map import CalibrationPanel, MapPanel
from workshop.tui.live.steps.pulse import PulsePanel
from workshop.tui.live.steps.pulse_result import PulseResultPanel
from workshop.tui.modals.figures import FIGURES, LABELS, FiguresModal
from workshop.tui.modals.help import HelpModal
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.voted_row import VotedRow

SOUND = ScenarioId("redesign-01")
STEPS: tuple[Step, ...] = (
    a_pulse_step(),
    a_step(scenario=SOUND, cycle=Cycle.SHORT),
    a_step(StepKind.MAP),
    a_step(StepKind.CLOSE, minutes=5),
)


def panel_of(stand: Stand) -> object:
    return stand.live.query_one("#stage > .-live")


@pytest.mark.long
async def test_a_pulse_from_the_question_to_the_published_figure(tmp_path: Path) -> None:
    async with live_stand(tmp_path, steps=STEPS) as stand:
        await stand.press("space")
        assert isinstance(panel_of(stand), PulsePanel)
        await answer_all(stand.room, ["job"] * 4 + ["skill"] * 2)
        count = stand.live.query_one(VotedRow)
        await stand.until(lambda: count.words == "6 of 6 have voted.")
        await stand.press("space")
        assert isinstance(panel_of(stand), PulsePanel)
        assert stand.room.view().is_closed
        await stand.press("space")
        assert isinstance(panel_of(stand), PulseResultPanel)
        assert "64%" not in stand.app.export_screenshot()
        await stand.press("w", *"Two hours", "enter")
        await stand.until(lambda: stand.live.query_one("#headline", Headline).text == "Two hours")
        await stand.press("f")
        assert "The figures of this screen" in [str(text.content) for text in stand.app.screen.query(Plain)]
        await stand.press("f")
        await stand.press("space")
        published = panel_of(stand)
        assert isinstance(published, PulseResultPanel)
        assert published.keys == ()
        assert "Published: 64% fear for their job." in [str(text.content) for text in stand.live.query(Plain)]


@pytest.mark.long
async def test_the_price_is_carried_out_and_stands_on_the_map(tmp_path: Path) -> None:
    async with live_stand(tmp_path, steps=STEPS) as stand:
        await lead_to(stand.room, Stage.VOTE_1)
        await cast_all(stand.room, [a_ballot(Decision.FIX, (0,))] * 3 + [a_ballot(Decision.USE, ())] * 4)
        await lead_to(stand.room, Stage.OUTCOME)
        await settle(stand.pilot)
        await stand.press("w", "2", "0", "enter")
        price = "3 of 7 refused a sound text: 3 x 20 minutes = 1 h."
        await stand.until(lambda: str(stand.live.query_one("#price", Plain).content) == price)
        await lead_to(stand.room, Stage.MAP)
        await stand.until(lambda: isinstance(panel_of(stand), MapPanel))
        said = "1:00 hours of rework: 3 held back x 20 minutes"
        await stand.until(lambda: said in [str(text.content) for text in stand.live.query(Plain)])
        await stand.press("space")
        assert isinstance(panel_of(stand), CalibrationPanel)


@pytest.mark.long
async def test_f_says_what_the_figures_mean_and_goes_away_again(tmp_path: Path) -> None:
    async with live_stand(tmp_path, steps=STEPS) as stand:
        await stand.press("f")
        assert isinstance(stand.app.screen, FiguresModal)
        shown = [str(text.content) for text in stand.app.screen.query(Plain)]
        assert all(figure in shown for figure, _ in FIGURES)
        assert all(label.said in shown and label.sentence in shown for label in LABELS)
        await stand.press("f")
        assert not stand.app.screen_stack[-1].is_modal


async def test_the_help_names_the_keys_of_the_panels(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as stand:
        await stand.press("question_mark")
        assert isinstance(stand.app.screen, HelpModal)
        shown = [str(text.content) for text in stand.app.screen.query("#keys .left").results(Plain)]
        assert {"v", "w", "f"} <= set(shown)


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES)
async def test_every_stage_fits_under_the_head(tmp_path: Path, size: tuple[int, int]) -> None:
    async with live_stand(tmp_path, steps=STEPS, size=size) as stand:
        for stage in (Stage.PULSE, Stage.PULSE_RESULT, Stage.MAP):
            await lead_to(stand.room, stage)
            await settle(stand.pilot)
            for part in stand.live.query(MoreMarker):
                assert stand.live.region.contains_region(part.region)


def test_every_stage_has_its_word() -> None:
    assert set(ROWS) == set(Stage)
