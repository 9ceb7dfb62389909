"""Reads sessions that were prepared: one TOML file each, in `prepared/` beside the session folders.

They are no sessions: nothing was held, nobody voted, and whoever lists sessions passes them over.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from workshop.core.agenda.prepared import Prepared, PreparedFile
from workshop.core.problems import Problem, UnusableFile
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import (
    DEFAULT_K,
    LONGEST_NAME,
    LONGEST_SENTENCE,
    LOOK_BACK_DAYS,
    MAXIMUM_K,
    MINIMUM_K,
    Audience,
    Difficulty,
)
from workshop.storage.disk import is_link
from workshop.storage.names import PREPARED_FOLDER
from workshop.storage.toml.reading import bytes_of, table_of
from workshop.storage.toml.table import Table

SCHEMA_VERSION = 1
_NAME, _SHORT, _WHO, _LINE, _NOTE, _FOLDER = LONGEST_NAME, 80, 120, 200, 1_000, 4_000


@dataclass(frozen=True, slots=True)
class PreparedFiles:
    """All that can be used, by day, and what is wrong with the others."""

    files: tuple[PreparedFile, ...] = ()
    problems: tuple[Problem, ...] = ()


def prepared_folder(sessions: Path) -> Path:
    """Where the prepared sessions of a folder of sessions lie."""
    return sessions / PREPARED_FOLDER


def all_prepared(sessions: Path) -> PreparedFiles:
    """Read every prepared session; one broken file does not hide the others."""
    files: list[PreparedFile] = []
    problems: list[Problem] = []
    folder = prepared_folder(sessions)
    if is_link(folder):
        problem = Problem(str(folder), "", "is a link to another place.", "Put a folder there.")
        return PreparedFiles(problems=(problem,))
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml" and path.name[0] != ".")
    except FileNotFoundError:
        return PreparedFiles()
    except OSError as error:
        why = f"cannot be read: {(error.strerror or str(error)).lower()}."
        problem = Problem(str(folder), "", why, "Check your rights.")
        return PreparedFiles(problems=(problem,))
    for path in paths:
        if (shown := path.name.encode(errors="replace").decode()) != path.name:
            what = "has a name that is not UTF-8, and is left out."
            problems.append(Problem(str(folder / shown), "", what, "Give the file another name."))
            continue
        try:
            files.append(load_prepared(path))
        except UnusableFile as error:
            problems.extend(error.problems)
    files.sort(key=_by_day)
    return PreparedFiles(tuple(files), tuple(problems))


def _by_day(file: PreparedFile) -> tuple[dt.date, dt.time, str]:
    prepared = file.prepared
    return (prepared.date or dt.date.max, prepared.starts or dt.time.max, prepared.id)


def load_prepared(path: Path) -> PreparedFile:
    """Read one file; its id is the file's name.

    Raises:
        UnusableFile: it cannot be read, is not TOML, or a field is missing, unknown or of a wrong type.
    """
    raw = bytes_of(path)
    return PreparedFile(path, prepared_in(raw, path), raw)


def prepared_in(raw: bytes, path: Path) -> Prepared:
    """What the bytes of a file say.

    Raises:
        UnusableFile: as `load_prepared`.
    """
    values = table_of(raw, str(path))
    problems: list[Problem] = []
    table = Table(values, str(path), problems, strict=True)
    table.schema_version(SCHEMA_VERSION)

    def text(key: str, most: int = _LINE) -> str:
        return table.text(key, limit=most, required=False)

    back, back_day = _look_back(table)
    prepared = Prepared(
        id=path.stem,
        title=table.text("title", limit=_NAME),
        agenda=table.text("agenda", limit=4_000),
        seed=text("seed", _SHORT) or path.stem,
        date=table.date("date") if "date" in table.keys else None,
        starts=table.time_or_none("starts"),
        audience=table.word_or_none("work", Audience),
        roles=table.words("roles", Audience, required=False),
        depth=table.word_or_none("depth", Difficulty),
        scenarios=tuple(map(ScenarioId, table.texts("scenarios", limit=_SHORT, required=False))),
        packs=table.texts("packs", limit=_FOLDER, required=False),
        chosen=_chosen(table),
        notes=_of_steps(table, "notes", _NOTE),
        note_steps=_of_steps(table, "note_steps", LONGEST_SENTENCE),
        loose_notes=table.texts("loose_notes", limit=2 * _NOTE, required=False),
        team=text("team", _NAME),
        place=text("place"),
        who_comes=text("who_comes", _WHO),
        sponsor=text("sponsor", _NAME),
        purpose=text("purpose", LONGEST_SENTENCE),
        outcome=text("outcome", LONGEST_SENTENCE),
        product=text("product_or_service", _NAME),
        organisation=text("organisation", _NAME),
        facilitator=text("facilitator", _NAME),
        direction=text("direction", LONGEST_SENTENCE),
        series=text("series", _NAME),
        k=_smallest_group(table),
        looks_back_at=back,
        look_back_day=back_day,
        led=table.texts("led", limit=_LINE, required=False),
    )
    table.finish()
    if problems:
        raise UnusableFile(problems)
    return prepared


def _smallest_group(table: Table) -> int:
    if "smallest_group" not in table.keys:
        return DEFAULT_K
    return table.whole_between("smallest_group", MINIMUM_K, MAXIMUM_K)


def _look_back(table: Table) -> tuple[str, int | None]:
    inner = table.table("look_back")
    if inner is None:
        return "", None
    of, day = inner.text("of", limit=_LINE), inner.whole("day") if "day" in inner.keys else None
    if day is not None and day not in LOOK_BACK_DAYS:
        inner.report("day", f"is {day}.", f"Use one of {', '.join(map(str, LOOK_BACK_DAYS))}.")
    inner.finish()
    return of, day


def _chosen(table: Table) -> dict[int, tuple[ScenarioId, ...]]:
    """Texts that a person chose, by the numbers of steps."""
    inner = table.table("chosen")
    if inner is None:
        return {}
    texts = {key: inner.texts(key, limit=_SHORT) for key in inner.keys}
    return {
        int(key): tuple(map(ScenarioId, ids)) for key, ids in texts.items() if _is_step(inner, key) and ids
    }


def _is_step(table: Table, key: str) -> bool:
    """Whether a key is the number of a step; where it is none, that is reported."""
    if re.fullmatch(r"[1-9][0-9]{0,2}", key):
        return True
    table.report(key, "is no number of a step.", "Write 5 = ... for the fifth step.")
    return False


def _of_steps(table: Table, name: str, most: int) -> dict[int, str]:
    """Texts by the numbers of steps: the facilitator's own notes, and what their steps are called."""
    inner = table.table(name)
    texts: dict[int, str] = {}
    for key in inner.keys if inner is not None else ():
        assert inner is not None
        text = inner.text(key, limit=most, required=False, lines=True)
        if _is_step(inner, key) and text:
            texts[int(key)] = text
    return texts
