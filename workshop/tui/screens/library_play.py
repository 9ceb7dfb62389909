"""From the library into a session: which one plays a text, and in which of its steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from textual.app import App

from workshop.core.agenda.agenda import NOTHING_CHOSEN, Agenda, StepKind
from workshop.core.agenda.chosen import Put, why_not
from workshop.core.agenda.step_words import step_name, subject_words
from workshop.core.english import counted
from workshop.core.problems import Refused
from workshop.ports import FAILURES
from workshop.tui.messages import AtPreparing, AtSetup, Go
from workshop.tui.modals.ask import Choice
from workshop.tui.modals.pick import Group, PickModal
from workshop.tui.screens.home_board import DEMO
from workshop.tui.screens.home_lines import when_words

if TYPE_CHECKING:
    from workshop.core.agenda.prepared import PreparedFile
    from workshop.core.scenarios.scenario import Scenario, ScenarioId
    from workshop.ports import Backstage


class Playing:
    """Asks where a text is played, and leads there."""

    def __init__(self, app: App[Any], backstage: Backstage) -> None:
        self._app, self._backstage = app, backstage

    def take(self, text: Scenario) -> Put | None:
        """Ask which session plays a text; the library stays open until that is known."""
        self._app.run_worker(self._ask(text), group="ask", exclusive=True)
        return None

    async def _ask(self, text: Scenario) -> None:
        try:
            session = await self._app.push_screen_wait(
                PickModal(f"Which session plays {text.id}?", [*self._sessions()], does="this one")
            )
            if session is None:
                return
            steps = [*self._steps(session, text)]
            number: int | None = steps[0].value
            if len(steps) > 1:
                question = PickModal(f"In which step is {text.id} played?", [("", steps)], does="in this one")
                number = await self._app.push_screen_wait(question)
        except FAILURES as error:
            self._say(str(error))
            return
        if number is not None:
            self._app.post_message(Go(_led_to(session, number, text.id)))

    def _sessions(self) -> Iterator[Group[Agenda | PreparedFile]]:
        preparing = self._backstage.preparing
        today = preparing.today()
        yield (
            "Prepared",
            [
                Choice(file, file.prepared.title, when_words(file.prepared, today))
                for file in preparing.all().waiting
            ],
        )
        yield (
            "Set up now",
            [
                Choice(agenda, agenda.title, counted(agenda.minutes, "minute"))
                for agenda in self._backstage.agendas()
                if not agenda.looks_back and agenda.id != DEMO and _places(agenda)
            ],
        )

    def _steps(self, session: Agenda | PreparedFile, text: Scenario) -> Iterator[Choice[int]]:
        """The steps that can play a text.

        Raises:
            Refused: none can.
        """
        if not isinstance(session, Agenda):
            steps, _ = self._backstage.preparing.steps(session.prepared)
            for number, step in enumerate(steps, start=1):
                if step.scenario is not None:
                    now = step_name(step) if step.texts else f"now {step.scenario}"
                    yield Choice(number, f"Step {number}, {step.phase.label}", now)
            return
        scenarios = {one.id: one for pack in self._backstage.packs for one in pack.texts}
        why = {
            number: why_not(session, number, text, scenarios, NOTHING_CHOSEN) for number in _places(session)
        }
        if all(why.values()):
            raise Refused(next(iter(why.values())))
        for number, said in why.items():
            planned = session.steps[number - 1]
            if not said:
                yield Choice(
                    number, f"Step {number}, {planned.phase.label}", subject_words(planned, scenarios)
                )

    def _say(self, text: str) -> None:
        getattr(self._app.screen, "say", self._app.notify)(text)


def _places(agenda: Agenda) -> list[int]:
    """The numbers of the steps that play a text."""
    return [number for number, step in enumerate(agenda.steps, start=1) if step.kind is StepKind.SCENARIO]


def _led_to(session: Agenda | PreparedFile, number: int, text: ScenarioId) -> AtSetup | AtPreparing:
    chosen = {number: (text,)}
    if isinstance(session, Agenda):
        return AtSetup(session, chosen=chosen)
    return AtPreparing(file=session, chosen=chosen)
