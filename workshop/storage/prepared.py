"""Sessions that were prepared: one TOML file each, in `prepared/` beside the session folders.

They are no sessions: nothing was held, nobody voted, and whoever lists sessions passes them over. People edit
the files too, so a change keeps what it does not change, byte for byte.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tomlkit import TOMLDocument

from workshop.core.agenda.prepared import Prepared, PreparedFile
from workshop.core.live.session import MAXIMUM_K, MINIMUM_K
from workshop.core.plans.look_back import LOOK_BACK_DAYS
from workshop.core.problems import FileTrouble, Problem, UnusableFile
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import DEFAULT_K, Audience, Difficulty
from workshop.storage.disk import FileChanged, make_folder, read_file, write_new, write_whole
from workshop.storage.folder_lock import locked
from workshop.storage.names import PREPARED_FOLDER
from workshop.storage.toml import changing, places
from workshop.storage.toml.reading import bytes_of, table_of
from workshop.storage.toml.table import Table
from workshop.storage.toml.writing import new_file

SCHEMA_VERSION = 1
_NAME, _SHORT, _LINE, _NOTE = 80, 80, 200, 1_000
_HEAD = (
    "A session that was prepared. `workshop run` of this file's name begins it in the lobby.",
    "Every line may be changed; what may stand here is in docs/prepared-format.md.",
)


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
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml" and path.name[0] != ".")
    except FileNotFoundError:
        return PreparedFiles()
    except OSError as error:
        why = f"cannot be read: {(error.strerror or str(error)).lower()}."
        problem = Problem(str(folder), "", why, "Check your rights.")
        return PreparedFiles(problems=(problem,))
    for path in paths:
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
    return PreparedFile(path, _prepared_in(table_of(raw, str(path)), path), raw)


def _prepared_in(values: Mapping[str, object], path: Path) -> Prepared:
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
        depth=table.word_or_none("depth", Difficulty),
        scenarios=tuple(map(ScenarioId, table.texts("scenarios", limit=_SHORT, required=False))),
        notes=_notes(table),
        team=text("team", _NAME),
        roles=table.words("roles", Audience, required=False),
        sponsor=text("sponsor", _NAME),
        purpose=text("purpose"),
        outcome=text("outcome"),
        product=text("product_or_service", _NAME),
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


def _notes(table: Table) -> dict[int, str]:
    """The facilitator's own notes by the number of the step."""
    inner = table.table("notes")
    notes: dict[int, str] = {}
    for key in inner.keys if inner is not None else ():
        assert inner is not None
        text = inner.text(key, limit=_NOTE, required=False, lines=True)
        if not re.fullmatch(r"[1-9][0-9]{0,2}", key):
            inner.report(key, "is no number of a step.", "Write 5 = ... for the fifth step.")
        elif text:
            notes[int(key)] = text
    return notes


# ---- Writing ------------------------------------------------------------------------------------


def add_prepared(sessions: Path, prepared: Prepared) -> PreparedFile:
    """Keep a session that was prepared, under its id or, where that is taken, with a number behind it.

    Raises:
        FileTrouble: it cannot be written.
    """
    folder = prepared_folder(sessions)
    content = new_file(_HEAD, _content(prepared)).encode()
    number = 1
    try:
        make_folder(folder)
        while True:
            path = folder / f"{prepared.id}{f'-{number}' if number > 1 else ''}.toml"
            try:
                write_new(path, content)
            except FileExistsError:
                number += 1
                continue
            return load_prepared(path)
    except OSError as error:
        raise _trouble(folder, error) from error


def change_prepared(file: PreparedFile, prepared: Prepared) -> PreparedFile:
    """Write what is prepared now into its file; comments and whatever is the same stay.

    Raises:
        UnusableFile: it is written in a way that the program cannot change.
        FileTrouble: it is not there any more, was changed meanwhile, or cannot be written.
    """
    before, after = _content(file.prepared), _content(prepared)
    new = changing.changed(file.raw, str(file.path), lambda doc: _put(doc, before, after))
    try:
        with locked(file.path.parent):
            if read_file(file.path) != file.raw:
                raise FileChanged(file.path)
            if new != file.raw:
                write_whole(file.path, new, instead_of=file.raw)
    except FileChanged as error:
        what = f"{file.path} was changed by somebody else meanwhile. Nothing was overwritten."
        raise FileTrouble(f"{what} Open it again, and then make your change.") from error
    except OSError as error:
        raise _trouble(file.path, error) from error
    return load_prepared(file.path)


def throw_away_prepared(file: PreparedFile) -> None:
    """Delete a prepared session; none that was changed meanwhile.

    Raises:
        FileTrouble: it was changed meanwhile, or cannot be deleted.
    """
    try:
        with locked(file.path.parent):
            if read_file(file.path) != file.raw:
                what = f"{file.path} was changed by somebody else meanwhile, and is still there."
                raise FileTrouble(f"{what} Look at it again first.")
            file.path.unlink()
    except FileNotFoundError:
        return
    except OSError as error:
        raise _trouble(file.path, error) from error


def _content(prepared: Prepared) -> dict[str, object]:
    """What is written of it; an empty field is left out."""
    content: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "title": prepared.title,
        "date": prepared.date,
        "starts": prepared.starts,
        "agenda": prepared.agenda,
        "team": prepared.team,
        "roles": [str(role) for role in prepared.roles],
        "work": prepared.audience and str(prepared.audience),
        "depth": prepared.depth and str(prepared.depth),
        "sponsor": prepared.sponsor,
        "purpose": prepared.purpose,
        "outcome": prepared.outcome,
        "product_or_service": prepared.product,
        "series": prepared.series,
        "smallest_group": prepared.k,
        "scenarios": [str(scenario) for scenario in prepared.scenarios],
        "seed": prepared.seed,
        "led": list(prepared.led),
        "look_back": _filled({"of": prepared.looks_back_at, "day": prepared.look_back_day}),
        "notes": {str(step): text for step, text in sorted(prepared.notes.items())},
    }
    return _filled(content)


def _filled(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _put(doc: TOMLDocument, before: Mapping[str, object], after: Mapping[str, object]) -> None:
    """Write what is different now."""
    for key in (*before, *(key for key in after if key not in before)):
        if before.get(key) == after.get(key):
            continue
        value = after.get(key)
        if value is None:
            places.remove(doc, key)
        elif isinstance(value, dict):
            _put_table(places.inner(doc, key) or places.add_table(doc, key), value)
        else:
            places.put(doc, key, value)


def _put_table(table: places.Place, values: Mapping[str, object]) -> None:
    for name in [name for name in table if name not in values]:
        places.remove(table, name)
    for name, value in values.items():
        places.put(table, name, value)


def _trouble(path: Path, error: OSError) -> FileTrouble:
    return FileTrouble(f"{path} cannot be written: {(error.strerror or str(error)).lower()}.")
