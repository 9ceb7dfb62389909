"""Turns the tables of a plan file into values, by the table of its keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from workshop.core.good import GOOD_KEYS, Good
from workshop.core.permission import Permission, permission_in
from workshop.core.plans.keys import FieldKind, Known, keys_of
from workshop.core.plans.plan import Plan
from workshop.storage.toml.table import Table

SCHEMA_VERSION = 1

Value = TypeVar("Value")


def read_values(file: Table) -> Plan:
    """All fields of a plan; what is wrong goes to the problems of `file`."""
    version = file.whole("schema_version")
    if version is None and "schema_version" not in file.keys:
        file.report("schema_version", "is missing.", f"Add schema_version = {SCHEMA_VERSION} at the top.")
    elif version is not None and version != SCHEMA_VERSION:
        file.report("schema_version", f"is {version}; this program reads {SCHEMA_VERSION}.", "Update it.")
    return read_part(Plan, file)


def read_part(made: type[Value], table: Table | None) -> Value:
    """A value of the class that stands in a plan; an absent table makes an empty one."""
    values = dict(_empty(made))
    if table is None:
        return made(**values)
    inner: dict[str, Table | None] = {}
    there = table.keys
    for known in keys_of(made):
        if "." in known.key:
            outer, key = known.way
            if outer not in inner:  # looked at once, so that a wrong type is reported once
                inner[outer] = table.table(outer)
            if (place := inner[outer]) is not None and key in place.keys:
                values[known.field] = _value(known, place, key)
        elif known.key in there:
            values[known.field] = _value(known, table, known.key)
    return made(**values)


_empties: dict[type[Any], Mapping[str, Any]] = {}


def _empty(made: type[Any]) -> Mapping[str, Any]:
    """The fields of a table in which nothing stands: most keys of most files are absent."""
    if made not in _empties:
        nothing = Table({}, "", [])
        _empties[made] = {known.field: _value(known, nothing, known.key) for known in keys_of(made)}
    return _empties[made]


def _value(known: Known, place: Table, key: str) -> Any:
    kind = known.kind
    if known.inner is None:
        if kind is FieldKind.GOOD or kind is FieldKind.COUNTS:
            free = place.table(key)
            return () if free is None else _good(free) if kind is FieldKind.GOOD else free.counts()
        if kind is FieldKind.PERMISSIONS:
            return tuple(map(_permission, place.entries(key)))
        return getattr(place, kind)(key)
    if kind is FieldKind.TABLES:
        return tuple(read_part(known.inner, entry) for entry in place.tables(key))
    inner = place.table(key)
    return None if inner is None and known.optional else read_part(known.inner, inner)


def _permission(there: str | Table) -> Permission:
    if isinstance(there, str):
        return permission_in(there)
    return Permission(*(there.text(key) for key in ("what", "where", "data")))


def _good(table: Table) -> tuple[Good, ...]:
    """What good looks like, role by role: the lines of each, or the one sentence."""
    every = (
        Good(role, said=there)
        if isinstance(there, str)
        else Good(role, **{key: there.text(key) for key in there.keys if key in GOOD_KEYS})
        for role, there in table.texts_or_tables()
    )
    return tuple(good for good in every if good.words)
