"""Checks a scenario file or a whole folder of scenarios, agendas and incidents."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from workshop.core.english import counted
from workshop.core.problems import Problem, UnusableFile
from workshop.core.scenarios.library_rules import check_library
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.scenarios.wording_rules import wording
from workshop.storage.disk import is_file, is_folder, stands
from workshop.storage.library.agendas import load_agendas
from workshop.storage.library.incidents import INCIDENTS_NAME, load_incidents
from workshop.storage.library.scenarios import Library, library_folder, load_library, load_scenario


@dataclass(frozen=True, slots=True)
class Report:
    """What a check has found."""

    counts: str
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...] = ()


def check_path(named: Path | None) -> Report:
    """Check one file or one folder, by default the shipped one; twins may have their originals there.

    What is said of the words of a text that is not shipped is a notice: a text of real work is as it is.
    """
    path = named or library_folder()
    own = _one_file(path) if is_file(path) else load_library(path)
    shipped = load_library(library_folder())
    everything = {**shipped.scenarios, **own.scenarios}
    wheres = {id_: str(place) for id_, place in {**shipped.paths, **own.paths}.items()}
    here = {wheres[id_] for id_ in own.scenarios}
    problems = [*own.problems]
    found = [problem for problem in check_library(everything, wheres) if problem.where in here]
    ours = [id_ for id_ in own.scenarios if not _is_shipped(own.paths[id_])]
    words = {Problem(wheres[id_], *one) for id_ in ours for one in wording(own.scenarios[id_])}
    problems += [problem for problem in found if problem not in words]
    if not own.scenarios and not problems:
        problems.append(Problem(str(path), "", "holds no scenario.", "Name another folder."))
    counts = _counted_scenarios(list(own.scenarios.values()))
    if is_folder(path):
        counts += _check_companions(path, everything.keys(), problems)
    notices = tuple(
        Problem(wheres[id_], "id", f"takes the place of the shipped scenario '{id_}'.", "")
        for id_ in own.scenarios
        if id_ in shipped.scenarios and own.paths[id_].resolve() != shipped.paths[id_].resolve()
    )
    end = f"{counted(len(problems), 'problem')}." if problems else "No problems."
    advice = [problem for problem in found if problem in words]
    return Report(f"{counts}: {end}", tuple(problems), (*notices, *advice))


def _is_shipped(path: Path) -> bool:
    return library_folder().resolve() in path.resolve().parents


def _one_file(path: Path) -> Library:
    try:
        scenario = load_scenario(path)
    except UnusableFile as error:
        return Library({}, {}, error.problems)
    return Library({scenario.id: scenario}, {scenario.id: path})


def _counted_scenarios(scenarios: list[Scenario]) -> str:
    sound = sum(scenario.control for scenario in scenarios)
    return f"{counted(len(scenarios), 'scenario')} ({len(scenarios) - sound} faulty, {sound} sound)"


def _check_companions(folder: Path, known: Collection[ScenarioId], problems: list[Problem]) -> str:
    """Check the agendas and incidents beside the scenarios; returns their counts."""
    counts = ""
    if stands(folder / "agendas"):
        loaded = load_agendas(folder / "agendas")
        problems += loaded.problems
        for agenda in loaded.agendas.values():
            where = str(folder / "agendas" / f"{agenda.id}.toml")
            problems += [
                Problem(
                    where, f"step[{number}].scenario", f"'{step.scenario}' does not exist.", "Correct it."
                )
                for number, step in enumerate(agenda.steps, start=1)
                if step.scenario is not None and step.scenario not in known
            ]
        counts += f", {counted(len(loaded.agendas), 'agenda')}"
    if stands(folder / INCIDENTS_NAME):
        try:
            counts += f", {counted(len(load_incidents(folder / INCIDENTS_NAME)), 'incident')}"
        except UnusableFile as error:
            problems += error.problems
    return counts
