"""Writes and changes the files of prepared sessions; what a change does not change stays, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tomlkit import TOMLDocument

from workshop.core.agenda.prepared import Prepared, PreparedFile
from workshop.core.problems import FileTrouble
from workshop.storage.disk import (
    FileChanged,
    is_link,
    make_folder,
    read_file,
    remove_file,
    write_new,
    write_whole,
)
from workshop.storage.folder_lock import locked
from workshop.storage.prepared import SCHEMA_VERSION, load_prepared, prepared_folder, prepared_in
from workshop.storage.toml import changing, places
from workshop.storage.toml.writing import new_file

_HEAD = (
    "A session that was prepared. `workshop run` of this file's name begins it in the lobby.",
    "Every line may be changed; what may stand here is in docs/prepared-format.md.",
)


def add_prepared(sessions: Path, prepared: Prepared) -> PreparedFile:
    """Keep a session that was prepared, under its id or, where that is taken, with a number behind it.

    Raises:
        UnusableFile: it holds what could not be read again.
        FileTrouble: it cannot be written.
    """
    folder = prepared_folder(sessions)
    content = new_file(_HEAD, _content(prepared)).encode()
    if is_link(folder):
        raise FileTrouble(f"{folder} is a link to another place. Put a folder there.")
    # Before it is written: a file that nobody could open again would only be in the way.
    prepared_in(content, folder / f"{prepared.id}.toml")
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
        UnusableFile: it is written in a way that the program cannot change, or could not be read again.
        FileTrouble: it is not there any more, was changed meanwhile, or cannot be written.
    """
    before, after = _content(file.prepared), _content(prepared)
    new = changing.changed(file.raw, str(file.path), lambda doc: _put(doc, before, after))
    prepared_in(new, file.path)
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
            remove_file(file.path)
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
        "place": prepared.place,
        "who_comes": prepared.who_comes,
        "work": prepared.audience and str(prepared.audience),
        "roles": [str(role) for role in prepared.roles],
        "depth": prepared.depth and str(prepared.depth),
        "sponsor": prepared.sponsor,
        "purpose": prepared.purpose,
        "outcome": prepared.outcome,
        "product_or_service": prepared.product,
        "organisation": prepared.organisation,
        "facilitator": prepared.facilitator,
        "direction": prepared.direction,
        "series": prepared.series,
        "smallest_group": prepared.k,
        "packs": list(prepared.packs),
        "scenarios": [str(scenario) for scenario in prepared.scenarios],
        "seed": prepared.seed,
        "led": list(prepared.led),
        "look_back": _filled({"of": prepared.looks_back_at, "day": prepared.look_back_day}),
        "loose_notes": list(prepared.loose_notes),
        "chosen": {str(step): [str(id_) for id_ in ids] for step, ids in sorted(prepared.chosen.items())},
        "notes": {str(step): text for step, text in sorted(prepared.notes.items())},
        "note_steps": {str(step): name for step, name in sorted(prepared.note_steps.items())},
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
