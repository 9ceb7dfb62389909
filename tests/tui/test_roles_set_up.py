"""Set-up and preparing of a session in which each role has a text of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders import DAY
from tests.shipped import shelf
from tests.tui.driving import Ticks, until
from tests.tui.fakes import FakeBackstage
from workshop.core.agenda.agenda import NOTHING_CHOSEN, Agenda, Chosen, Step
from workshop.core.agenda.doubts import NO_LEARN, doubts
from workshop.core.agenda.picker import pick_steps
from workshop.core.agenda.role_texts import with_role_texts
from workshop.core.plans.look_back import LookBack
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import Audience
from workshop.services.prepared import PreparedSessions
from workshop.tui.app import WorkshopApp
from workshop.tui.messages import AtPreparing, AtSetup
from workshop.tui.screens.home import HomeScreen
from workshop.tui.screens.prepare import PrepareScreen
from workshop.tui.screens.setup import SetupScreen
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.prepared_row import PreparedRow

SCENARIOS = {id_: one for id_, one in shelf().scenarios.items() if one.audience is not Audience.SUPPORT}
STEPS = tuple(step for step in shelf().agenda("lead-role").steps if step.kind != "review")
LEAD = Agenda("by-role", "By role", "Each its own.", STEPS)


class Shipped(FakeBackstage):
    """What the shipped library holds for an agenda by role."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.preparing = PreparedSessions(
            folder, lambda packs: shelf(), lambda name, of, day: (LEAD, None), self.addresses, lambda: DAY
        )

    def pick_steps(
        self,
        agenda: Agenda,
        audience: Audience | None,
        seed: str,
        look_back: LookBack | None = None,
        roles: Sequence[Audience] = (),
        chosen: Chosen = NOTHING_CHOSEN,
    ) -> tuple[Step, ...]:
        steps = pick_steps(agenda, SCENARIOS, seed, audience=audience, chosen=chosen)
        return with_role_texts(steps, agenda, SCENARIOS, seed, roles=roles, chosen=chosen)

    def doubts(
        self,
        agenda: Agenda,
        steps: Sequence[Step],
        look_back: LookBack | None = None,
        roles: Sequence[Audience] = (),
    ) -> Sequence[str]:
        return doubts(agenda, steps, SCENARIOS, roles)

    def scenario(self, scenario: ScenarioId) -> Scenario:
        return shelf().scenarios[scenario]


async def test_the_set_up_shows_the_text_of_each_role_that_comes_and_says_for_which_there_is_none(
    tmp_path: Path,
) -> None:
    app = WorkshopApp(Shipped(tmp_path), start=AtSetup(LEAD), seed=lambda: "seed", ticks=Ticks())

    def of_roles() -> list[str]:
        rows = app.screen.query(".of-a-role").results(Plain)
        return [str(row.content).partition(":")[0] for row in rows]

    async with app.run_test(size=(120, 50)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and "managers" in of_roles())
        assert str(app.screen.query_one("#doubts", Plain).content) == NO_LEARN
        app.screen.query_one("#roles", Field).value = "leaders, manager, support"
        await until(pilot, lambda: of_roles() == ["leaders", "managers"])
        assert "No text is left from the work of support" in str(
            app.screen.query_one("#doubts", Plain).content
        )
        app.screen.query_one("#roles", Field).value = "leaders, pilots"
        await until(pilot, lambda: "'pilots' is no role." in app.screen.query_one(Notice).text)
        assert of_roles() == ["leaders", "managers"]


async def test_who_comes_is_prepared_and_the_hour_names_the_text_of_each(tmp_path: Path) -> None:
    backstage = Shipped(tmp_path)
    app = WorkshopApp(backstage, start=AtPreparing(LEAD), seed=lambda: "seed", ticks=Ticks())

    def why() -> str:
        rows = [row for row in app.screen.query(PreparedRow) if "A text for each role" in row.words[1]]
        return rows[0].words[2] if rows else ""

    async with app.run_test(size=(120, 50)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, PrepareScreen) and bool(why()))
        assert NO_LEARN in app.screen.query_one(Notice).text
        app.screen.query_one("#roles", Field).value = "managers, leaders"
        await until(pilot, lambda: why().count(";") == 1)
        assert [part.partition(":")[0] for part in why().split("; ")] == ["leaders", "managers"]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        (file,) = backstage.preparing.all().waiting
        assert set(file.prepared.roles) == {Audience.LEADERS, Audience.MANAGERS}
        steps, _ = backstage.preparing.steps(file.prepared)
        assert [len(step.texts) for step in steps if step.texts] == [2]


@pytest.mark.parametrize("name", ["60-minutes", "lead-redesign"])
async def test_who_comes_is_asked_only_where_roles_have_texts_of_their_own(tmp_path: Path, name: str) -> None:
    app = WorkshopApp(
        Shipped(tmp_path), start=AtSetup(shelf().agenda(name)), seed=lambda: "seed", ticks=Ticks()
    )
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        assert not app.screen.query("#roles")
