"""Writes what was made in the forge into the folder of a team."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from workshop.core.problems import Problem
from workshop.core.scenarios.forge.twins import twin_where_allowed
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.scenarios.scenario_rules import check_scenario
from workshop.services.errors import CannotWrite
from workshop.storage.disk import make_folder, stands, write_whole
from workshop.storage.library.scenario_file import scenario_text
from workshop.storage.library.scenarios import Library

_AGAIN = re.compile(r"(?:-again)+(?:-\d+)?$")


def save(
    made: Scenario, original: Scenario, library: Library, folder: Path
) -> tuple[Path, tuple[Problem, ...]]:
    """Write a new file, and say what does not keep the rules yet.

    Raises:
        CannotWrite: the disk says no.
    """
    first = _AGAIN.sub("", original.id) + "-again"
    path, title, number = folder / f"{first}.toml", made.title, 1
    titles = {scenario.title.casefold() for scenario in library.scenarios.values()}
    while stands(path) or ScenarioId(path.stem) in library.scenarios or title.casefold() in titles:
        number += 1
        path, title = path.with_name(f"{first}-{number}.toml"), f"{made.title} {number}"
    named = dataclasses.replace(made, id=ScenarioId(path.stem), title=title)
    named = twin_where_allowed(named, original, library.scenarios)
    try:
        make_folder(folder)
        write_whole(folder.resolve() / path.name, scenario_text(named))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(f"{path} cannot be written: {reason}.") from error
    return path, check_scenario(named, str(path))
