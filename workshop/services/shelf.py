"""All that a session can be made of: scenarios, agendas, incidents, and what is wrong with some of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.core.agenda.agenda import Agenda, Step
from workshop.core.problems import Problem, UnusableFile
from workshop.core.scenarios.incident import Incident, incident_for
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.services.errors import NoSuch
from workshop.storage.disk import stands
from workshop.storage.library.agendas import load_agenda, load_agendas
from workshop.storage.library.incidents import load_incidents
from workshop.storage.library.scenarios import Library, library_folder, load_library

if TYPE_CHECKING:
    from workshop.core.live.events import SessionOpened
    from workshop.core.live.session import Setup
    from workshop.core.plans.look_back import LookBack
    from workshop.core.plans.record import MapPlace


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was found, by id; `problems` says in sentences which files could not be used."""

    scenarios: Mapping[ScenarioId, Scenario]
    agendas: Mapping[str, Agenda]
    incidents: tuple[Incident, ...]
    problems: tuple[str, ...]

    def agenda(self, name: str) -> Agenda:
        """An agenda by its id, or from a file of one's own.

        Raises:
            NoSuch: there is none.
            UnusableFile: the file cannot be used.
        """
        if name in self.agendas:
            return self.agendas[name]
        path = Path(name)
        if path.suffix == ".toml" or stands(path):
            return load_agenda(path)
        close = difflib.get_close_matches(name, self.agendas, n=1)
        guess = f" Did you mean '{close[0]}'?" if close else ""
        known = ", ".join(self.agendas)
        raise NoSuch(
            f"There is no agenda '{name}'.{guess} There are: {known}; or name a .toml file of your own."
        )

    def opening(
        self,
        setup: Setup,
        steps: tuple[Step, ...],
        at: float,
        last: MapPlace | None = None,
        look_back: LookBack | None = None,
    ) -> SessionOpened:
        """The first event of a session, with all that its replay needs."""
        from workshop.core.live.events import SessionOpened

        played = [self.scenarios[step.scenario] for step in steps if step.scenario]
        incidents = {
            scenario.id: incident
            for scenario in played
            if (incident := incident_for(scenario, self.incidents)) is not None
        }
        return SessionOpened(setup, steps, tuple(played), at, incidents, last, look_back)


def library_with(own: Path | None) -> Library:
    """The shipped scenarios, with those of a team's own folder on top."""
    return load_library(library_folder(), *([own] if own else []))


def scenario_of(library: Library, name: str) -> Scenario:
    """A scenario of a library by its id.

    Raises:
        NoSuch: there is none.
    """
    scenario = library.scenarios.get(ScenarioId(name))
    if scenario is None:
        close = difflib.get_close_matches(name, library.scenarios, n=1)
        hint = f"Did you mean '{close[0]}'?" if close else "`workshop scenarios list` names them all."
        raise NoSuch(f"There is no scenario '{name}'. {hint}")
    return scenario


def read_shelf(own: Path | None = None) -> Shelf:
    """Read the shipped library, and a team's own scenarios beside it."""
    library = library_with(own)
    agendas = load_agendas()
    problems = [*library.problems, *agendas.problems]
    try:
        incidents = load_incidents()
    except UnusableFile as error:
        incidents = ()
        problems += error.problems
    return Shelf(library.scenarios, agendas.agendas, incidents, tuple(one_a_file(problems)))


def one_a_file(problems: Iterable[Problem]) -> Iterator[str]:
    """The first problem of each file, and how many more it has."""
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.where, []).append(problem)
    for first, *more in files.values():
        yield f"{first} ({len(more)} more in this file.)" if more else str(first)
