"""The keyboard's form and a desk write the same action: what only one of them touched is kept of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import a_step, an_action
from tests.tui.driving import live_stand, settle
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.tui.forms.action_form import ActionForm
from workshop.tui.widgets.sentences import Sentences

STEPS = (a_step(StepKind.ACTIONS, minutes=4), a_step(StepKind.CLOSE, minutes=5))


@pytest.mark.long
async def test_a_form_at_the_keyboard_undoes_nothing_that_a_desk_wrote_meanwhile(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.ACTIONS, steps=STEPS) as at:
        await at.room.lead(c.AgreeAction(an_action()))
        await at.until(lambda: at.live.query_one("#written", Sentences).count == 1)
        await settle(at.pilot)
        await at.press("enter")
        await at.until(lambda: isinstance(at.app.screen, ActionForm))
        await at.room.lead(c.AgreeAction(an_action(id="A1", accountable="Controlling")))
        await at.press("tab", "tab", *" again", "enter")
        await at.until(lambda: " again" in at.room.desk().actions[0].if_)  # type: ignore[index]
        (action,) = at.room.desk().actions or ()
        assert (action.if_, action.accountable) == ("a figure leaves the team again", "Controlling")
