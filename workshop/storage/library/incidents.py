"""Reads the file of public incidents, which age faster than the scenarios."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from workshop.core.problems import Problem, UnusableFile
from workshop.core.scenarios.incident import Incident, Sourcing
from workshop.core.scenarios.taxonomy import KINDS
from workshop.storage.library.scenarios import library_folder
from workshop.storage.toml.reading import read_toml
from workshop.storage.toml.table import Table

SCHEMA_VERSION = 1
INCIDENTS_NAME = "incidents.toml"


def load_incidents(path: Path | None = None) -> tuple[Incident, ...]:
    """Read the incidents of a file, by default the shipped one.

    Raises:
        UnusableFile: it is not TOML, or fields are missing, unknown or of a wrong type.
    """
    path = path or library_folder() / INCIDENTS_NAME
    problems: list[Problem] = []
    table = Table(read_toml(path), str(path), problems, strict=True)
    table.schema_version(SCHEMA_VERSION)
    incidents = tuple(_incident(part) for part in table.tables("incident"))
    table.finish()
    if problems:
        raise UnusableFile(problems)
    return incidents


def _incident(table: Table) -> Incident:
    kind = table.text("kind", limit=80)
    if kind:
        table.one_of("kind", kind, KINDS)
    incident = Incident(
        kind=kind,
        title=table.text("title", limit=80),
        year=table.text("year", limit=20),
        text=table.text("text", limit=300, lines=True),
        source=table.text("source", limit=300),
        sourcing=table.word("standing", Sourcing),
        checked_on=table.date("checked_on") or dt.date.min,
    )
    if incident.text and len(incident.text.splitlines()) != 2:
        table.report("text", "is not two lines.", "Write what happened, then what followed, a line each.")
    table.finish()
    return incident
