"""Reads scenario files, and folders of them, so that one broken file does not hide the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from workshop.core.problems import Problem, UnusableFile
from workshop.core.scenarios.pack import Pack
from workshop.core.scenarios.scenario import LINE, PAGE, PARAGRAPH, SHORT, Scenario, ScenarioId, Sentence
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.words import Audience, Decision, Difficulty, Phase
from workshop.storage.disk import is_folder
from workshop.storage.library.packs import PACK_NAME, load_pack
from workshop.storage.toml.reading import read_toml
from workshop.storage.toml.table import Table

SCHEMA_VERSION = 1

_PACKAGE = Path(__file__).resolve().parents[2]
_NO_SCENARIOS = frozenset({"agendas"})
"""Folders of a library that hold something else."""
_SIGNS = frozenset({"id", "sentence"})
"""A file without any of these is about something else."""
_NO_SCENARIO_FILES = frozenset({"incidents.toml", PACK_NAME})


@dataclass(frozen=True, slots=True)
class Library:
    """The scenarios of one or several folders, and what is wrong with the files that are not among them."""

    scenarios: Mapping[ScenarioId, Scenario]
    paths: Mapping[ScenarioId, Path]
    problems: tuple[Problem, ...] = ()
    """Files that cannot be used."""
    notices: tuple[Problem, ...] = ()
    """What is allowed and worth knowing: a scenario that takes the place of another."""
    packs: tuple[Pack, ...] = ()
    """One a folder, in the order in which they were named."""

    def path_of(self, scenario_id: ScenarioId) -> Path:
        """The file of a scenario.

        Raises:
            KeyError: the library has no such scenario.
        """
        return self.paths[scenario_id]


def library_folder() -> Path:
    """The shipped library: inside an installed package, or beside it in a checkout."""
    installed = _PACKAGE / "_library"
    return installed if is_folder(installed) else _PACKAGE.parent / "scenarios"


def load_library(*folders: Path) -> Library:
    """Read every scenario of the folders and of the folders in them.

    A scenario of a later folder takes the place of one with the same id from an earlier folder.
    """
    scenarios: dict[ScenarioId, Scenario] = {}
    paths: dict[ScenarioId, Path] = {}
    problems: list[Problem] = []
    notices: list[Problem] = []
    packs: list[Pack] = []
    for folder in folders:
        pack, found = _read_pack(folder)
        for scenario, path in found:
            if scenario.id in scenarios:
                notices.append(_replaced(path, scenario.id, paths[scenario.id]))
            scenarios[scenario.id] = scenario
            paths[scenario.id] = path
        packs.append(pack)
        problems += pack.problems
    return Library(
        MappingProxyType(scenarios), MappingProxyType(paths), tuple(problems), tuple(notices), tuple(packs)
    )


def _read_pack(folder: Path) -> tuple[Pack, list[tuple[Scenario, Path]]]:
    """What a folder holds, and where each of its texts lies."""
    problems: list[Problem] = []
    found: list[tuple[Scenario, Path]] = []
    seen: dict[ScenarioId, Path] = {}
    pack = load_pack(folder, problems)
    for path in _scenario_files(folder, problems):
        try:
            scenario = load_scenario(path)
        except UnusableFile as error:
            problems.extend(error.problems)
            continue
        if scenario.id in seen:
            problems.append(_doubled(path, scenario.id, seen[scenario.id]))
            continue
        seen[scenario.id] = path
        found.append((scenario, path))
    return replace(pack, texts=tuple(one for one, _ in found), problems=tuple(problems)), found


def load_scenario(path: Path) -> Scenario:
    """Read one scenario file; whether it keeps the rules of good scenarios is another question.

    Raises:
        UnusableFile: it is not TOML, or fields are missing, unknown or of a wrong type.
    """
    content = read_toml(path)
    if _SIGNS.isdisjoint(content):
        what = "is no scenario: it has neither an `id` nor a `[[sentence]]`."
        raise UnusableFile([Problem(str(path), "", what, "Move it to another folder.")])
    problems: list[Problem] = []
    table = Table(content, str(path), problems, strict=True)
    table.schema_version(SCHEMA_VERSION)
    scenario = _scenario(table)
    table.finish()
    if problems:
        raise UnusableFile(problems)
    return scenario


def _scenario(table: Table) -> Scenario:
    return Scenario(
        id=ScenarioId(table.text("id", limit=SHORT)),
        title=table.text("title", limit=SHORT),
        phase=table.word("phase", Phase),
        audience=table.word("audience", Audience),
        role_task=table.text("role_task", limit=SHORT, required=False),
        kinds=_kinds(table),
        control=table.flag("control"),
        difficulty=table.word("difficulty", Difficulty),
        minutes=table.whole_between("minutes", least=1, most=60),
        setting=table.text("setting", limit=PARAGRAPH),
        task=table.text("task", limit=PARAGRAPH),
        source_title=table.text("source_title", limit=LINE),
        source=table.text("source", limit=PAGE, lines=True),
        best_decision=table.word("best_decision", Decision),
        options=_options(table),
        check=table.text("check", limit=LINE),
        hint=table.text("hint", limit=LINE),
        reveal=table.text("reveal", limit=PARAGRAPH),
        debrief=table.texts("debrief", limit=LINE),
        actions=table.texts("actions", limit=LINE),
        twin=table.text("twin", limit=LINE),
        sentences=tuple(_sentence(part) for part in table.tables("sentence")),
        also_defensible=table.words("also_defensible", Decision, required=False),
        missing=table.text_or_none("missing", limit=LINE),
        facilitator_note=table.text_or_none("facilitator_note", limit=PARAGRAPH),
        incident=table.text_or_none("incident", limit=LINE),
        twin_of=_twin_of(table),
        missing_clause=table.wholes_or_none("missing_clause"),
        checked_on=table.date("checked_on", required=False),
    )


def _sentence(table: Table) -> Sentence:
    kind = table.text_or_none("kind", limit=SHORT)
    if kind is not None:
        table.one_of("kind", kind, KINDS)
    sentence = Sentence(
        text=table.text("text", limit=LINE),
        wrong=table.flag("wrong", required=False),
        kind=kind,
        why=table.text_or_none("why", limit=LINE),
        carried=table.flag("carried", required=False),
        clause=table.wholes_or_none("clause"),
    )
    table.finish()
    return sentence


def _kinds(table: Table) -> tuple[str, ...]:
    kinds = table.texts("kinds", limit=SHORT)
    for number, kind in enumerate(kinds, start=1):
        table.one_of(f"kinds[{number}]", kind, KINDS)
    return kinds


def _options(table: Table) -> tuple[str, str, str, str]:
    match table.texts("options", limit=LINE):
        case (use, fix, redo, stop):
            return use, fix, redo, stop
        case options if "options" in table.keys:
            table.report("options", f"has {len(options)} texts.", "Give four: use, fix, redo, stop.")
    return "", "", "", ""


def _twin_of(table: Table) -> ScenarioId | None:
    twin_of = table.text_or_none("twin_of", limit=SHORT)
    return None if twin_of is None else ScenarioId(twin_of)


def _scenario_files(folder: Path, problems: list[Problem]) -> list[Path]:
    if not is_folder(folder):
        problems.append(Problem(str(folder), "", "is not a folder.", "Name the folder of the scenarios."))
        return []
    return sorted(
        path
        for path in (*folder.glob("*.toml"), *folder.glob("*/*.toml"))
        if path.name not in _NO_SCENARIO_FILES and path.parent.name not in _NO_SCENARIOS
    )


def _doubled(path: Path, scenario_id: ScenarioId, other: Path) -> Problem:
    return Problem(str(path), "id", f"'{scenario_id}' is also the id of {other}.", "Give one another id.")


def _replaced(path: Path, scenario_id: ScenarioId, other: Path) -> Problem:
    what = f"'{scenario_id}' takes the place of {other}."
    return Problem(str(path), "id", what, "Give it another id if both should be there.")
