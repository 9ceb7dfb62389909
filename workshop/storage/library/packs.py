"""Reads what a folder of scenarios says of itself: `pack.toml`, which it may have."""

from __future__ import annotations

from pathlib import Path

from workshop.core.problems import Problem, UnusableFile
from workshop.core.scenarios.pack import Pack
from workshop.core.text import clean
from workshop.core.words import LONGEST_NAME
from workshop.storage.disk import stands
from workshop.storage.toml.reading import read_toml
from workshop.storage.toml.table import Table

SCHEMA_VERSION = 1
PACK_NAME = "pack.toml"
_LONGEST_LANGUAGE = 40


def load_pack(folder: Path, problems: list[Problem]) -> Pack:
    """What is known of a pack before its texts are read; without a title it has the name of its folder.

    What is wrong with its file is added to the problems: its texts can be played all the same.
    """
    unnamed = Pack(folder, clean(folder.resolve().name, limit=LONGEST_NAME) or str(folder))
    path = folder / PACK_NAME
    if not stands(path):
        return unnamed
    found: list[Problem] = []
    try:
        table = Table(read_toml(path), str(path), found, strict=True)
    except UnusableFile as error:
        problems.extend(error.problems)
        return unnamed
    table.schema_version(SCHEMA_VERSION)
    pack = Pack(
        folder,
        table.text("title", limit=LONGEST_NAME),
        by=table.text("by", limit=LONGEST_NAME, required=False),
        language=table.text("language", limit=_LONGEST_LANGUAGE, required=False),
        checked_on=table.date("checked_on", required=False),
    )
    table.finish()
    problems.extend(found)
    return unnamed if found else pack
