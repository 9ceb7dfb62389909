"""All that a session can be made of: scenarios, agendas, incidents, and what is wrong with some of them."""

from __future__ import annotations

import difflib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.core.agenda.agenda import Agenda, Step
from workshop.core.agenda.learnt import Lessons, as_learnt
from workshop.core.problems import Problem, UnusableFile
from workshop.core.scenarios.incident import Incident, incident_for
from workshop.core.scenarios.pack import Pack
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.services.errors import NoSuch
from workshop.storage.disk import is_link, stands
from workshop.storage.library.agendas import load_agenda, load_agendas, own_folder
from workshop.storage.library.incidents import load_incidents
from workshop.storage.library.learnt_file import lessons_beside
from workshop.storage.library.scenarios import Library, library_folder, load_library

if TYPE_CHECKING:
    from workshop.core.live.events import SessionOpened
    from workshop.core.live.session import Setup
    from workshop.core.plans.look_back import LookBack
    from workshop.core.plans.record import MapPlace

_MOST_NAMED = 10
"""So many prepared sessions are named to who names none of them."""


@dataclass(frozen=True, slots=True)
class OwnAgendas:
    """A team's own agendas by their ids, the file of each, and sentences about those that are not offered."""

    agendas: Mapping[str, Agenda] = field(default_factory=dict)
    paths: Mapping[str, Path] = field(default_factory=dict)
    unusable: Mapping[str, Path] = field(default_factory=dict)
    """The files that cannot be led as they are, by their ids."""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was found, by id."""

    scenarios: Mapping[ScenarioId, Scenario]
    shipped: Mapping[str, Agenda]
    incidents: tuple[Incident, ...]
    unusable: tuple[str, ...]
    """Which scenarios, shipped agendas and incidents could not be used, in sentences."""
    own: OwnAgendas = OwnAgendas()
    packs: tuple[Pack, ...] = ()
    """Where the scenarios come from, the shipped ones first."""

    @property
    def agendas(self) -> Mapping[str, Agenda]:
        """The shipped agendas, and a team's own behind them."""
        return {**self.shipped, **self.own.agendas}

    @property
    def faults(self) -> Mapping[str, str]:
        """What is wrong with files that cannot be used, by the names of the texts they should hold."""
        problems = [problem for pack in reversed(self.packs) for problem in reversed(pack.problems)]
        return {Path(problem.where).stem: str(problem) for problem in problems}

    @property
    def problems(self) -> tuple[str, ...]:
        """Which files could not be used, in sentences."""
        return (*self.unusable, *self.own.problems)

    def agenda(self, name: str) -> Agenda:
        """An agenda by its id, or from a file of one's own.

        Raises:
            NoSuch: there is none.
            UnusableFile: the file cannot be used.
        """
        if name in self.agendas:
            return self.agendas[name]
        if not self.knows(name):
            raise self.no_such(name)
        return load_agenda(self.own.unusable.get(name) or Path(name))

    def knows(self, name: str) -> bool:
        """Whether an agenda may be meant by a name: one that was found, or a file."""
        path = self.own.unusable.get(name) or Path(name)
        return name in self.agendas or path.suffix == ".toml" or stands(path)

    def no_such(self, name: str, prepared: Sequence[str] = ()) -> NoSuch:
        """What is said of a name that is none, with those that are.

        Args:
            name: the name.
            prepared: the names of prepared sessions, where one could have been meant.
        """
        close = difflib.get_close_matches(name, (*prepared, *self.agendas), n=1)
        guess = f" Did you mean '{close[0]}'?" if close else ""
        known = ", ".join(self.agendas)
        if not prepared:
            return NoSuch(
                f"There is no agenda '{name}'.{guess} There are: {known}; or name a .toml file of your own."
            )
        more = len(prepared) - _MOST_NAMED
        named = ", ".join(prepared[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
        return NoSuch(
            f"There is no prepared session and no agenda '{name}'.{guess} Prepared: {named}. "
            f"Agendas: {known}; or name a .toml file of your own."
        )

    def opening(
        self,
        setup: Setup,
        steps: tuple[Step, ...],
        at: float,
        last: MapPlace | None = None,
        look_back: LookBack | None = None,
    ) -> SessionOpened:
        """The first event of a session, with all that its replay needs.

        What asks about lines of the earlier session asks for each role, and is left out where it has none.
        """
        from workshop.core.live.events import SessionOpened
        from workshop.core.live.steps.pulse import questions_of

        steps = tuple(asked for step in steps for asked in questions_of(step, look_back))
        played = [self.scenarios[text] for step in steps for text in step.all_texts]
        incidents = {
            scenario.id: incident
            for scenario in played
            if (incident := incident_for(scenario, self.incidents)) is not None
        }
        return SessionOpened(setup, steps, tuple(played), at, incidents, last, look_back)


def library_with(own: Sequence[Path]) -> Library:
    """The shipped scenarios, with those of other packs on top; of two with an id the last one is played."""
    return load_library(library_folder(), *own)


def scenario_of(scenarios: Mapping[ScenarioId, Scenario], name: str) -> Scenario:
    """A scenario by its id.

    Raises:
        NoSuch: there is none.
    """
    scenario = scenarios.get(ScenarioId(name))
    if scenario is None:
        close = difflib.get_close_matches(name, scenarios, n=1)
        hint = f"Did you mean '{close[0]}'?" if close else "`workshop scenarios list` names them all."
        raise NoSuch(f"There is no scenario '{name}'. {hint}")
    return scenario


def read_own_agendas(shipped: Container[str], *sessions: Path) -> OwnAgendas:
    """Read the agendas that lie beside sessions; a name that a shipped one has is no other's.

    Args:
        shipped: the names of the shipped agendas.
        sessions: folders of sessions; of two files with a name the first counts.
    """
    agendas: dict[str, Agenda] = {}
    paths: dict[str, Path] = {}
    problems: list[Problem] = []
    for folder in map(own_folder, dict.fromkeys(sessions)):
        if not stands(folder):
            continue
        if is_link(folder):
            problems.append(Problem(str(folder), "", "is a link to another place.", "Put a folder there."))
            continue
        found = load_agendas(folder)
        problems += found.problems
        for id_, agenda in found.agendas.items():
            path = folder / f"{id_}.toml"
            if id_ in shipped:
                what = f"has the name of a shipped agenda: '{id_}' means that one."
                problems.append(Problem(str(path), "", what, "Give the file another name."))
            elif id_ not in agendas:
                agendas[id_], paths[id_] = agenda, path
    unusable = {Path(problem.where).stem: Path(problem.where) for problem in problems}
    return OwnAgendas(agendas, paths, unusable, tuple(one_a_file(problems)))


def read_shelf(own: Sequence[Path] = (), *sessions: Path) -> Shelf:
    """Read the shipped library, other packs of scenarios, and a team's own agendas beside its sessions.

    A text is as hard as rooms found it, where something was learnt beside the first sessions.
    """
    library = library_with(own)
    agendas = load_agendas()
    problems = [*library.problems, *agendas.problems]
    lessons: Lessons = {}
    try:
        lessons = lessons_beside(sessions[0]) if sessions else {}
    except UnusableFile as error:
        problems += error.problems
    packs = tuple(
        replace(pack, texts=tuple(as_learnt(text, lessons) for text in pack.texts)) for pack in library.packs
    )
    scenarios = {text.id: text for pack in packs for text in pack.texts}
    try:
        incidents = load_incidents()
    except UnusableFile as error:
        incidents = ()
        problems += error.problems
    agendas_of = read_own_agendas(agendas.agendas, *sessions)
    said = tuple(one_a_file(problems))
    return Shelf(scenarios, agendas.agendas, incidents, said, agendas_of, packs)


def one_a_file(problems: Iterable[Problem]) -> Iterator[str]:
    """The first problem of each file, and how many more it has."""
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.where, []).append(problem)
    for first, *more in files.values():
        yield f"{first} ({len(more)} more in this file.)" if more else str(first)
