"""Checks a scenario file or a whole folder of scenarios, agendas and incidents."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from workshop.core.english import counted
from workshop.core.problems import Problem, UnusableFile
from workshop.core.scenarios.library_rules import check_library
from workshop.core.scenarios.scenario import Scenario, ScenarioId
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


def check_path(path: Path) -> Report:
    """Check one file or one folder; twins may have their originals in the shipped library."""
    own = _one_file(path) if is_file(path) else load_library(path)
    shipped = load_library(library_folder())
    everything = {**shipped.scenarios, **own.scenarios}
    wheres = {one: str(place) for one, place in {**shipped.paths, **own.paths}.items()}
    here = {wheres[scenario] for scenario in own.scenarios}
    problems = [*own.problems]
    problems += [found for found in check_library(everything, wheres) if found.where in here]
    if not own.scenarios and not problems:
        problems.append(Problem(str(path), "", "holds no scenario.", "Name another folder."))
    counts = _counted_scenarios(list(own.scenarios.values()))
    if is_folder(path):
        counts += _check_companions(path, everything.keys(), problems)
    notices = tuple(
        Problem(wheres[one], "id", f"takes the place of the shipped scenario '{one}'.", "")
        for one, scenario in own.scenarios.items()
        if one in shipped.scenarios and own.paths[one].resolve() != shipped.paths[one].resolve()
    )
    end = f"{counted(len(problems), 'problem')}." if problems else "No problems."
    return Report(f"{counts}: {end}", tuple(problems), notices)


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
        found = load_agendas(folder / "agendas")
        problems += found.problems
        for agenda in found.agendas.values():
            where = str(folder / "agendas" / f"{agenda.id}.toml")
            problems += [
                Problem(
                    where, f"step[{number}].scenario", f"'{step.scenario}' does not exist.", "Correct it."
                )
                for number, step in enumerate(agenda.steps, start=1)
                if step.scenario is not None and step.scenario not in known
            ]
        counts += f", {counted(len(found.agendas), 'agenda')}"
    if stands(folder / INCIDENTS_NAME):
        try:
            counts += f", {counted(len(load_incidents(folder / INCIDENTS_NAME)), 'incident')}"
        except UnusableFile as error:
            problems += error.problems
    return counts
