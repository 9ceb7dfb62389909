"""Which keys a plan file has, and of which kind: the one table behind reading and editing.

It follows from the values in `core`: the name of a field is its key, and its type is its kind.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workshop.core.good import GOOD_KEYS, Good
from workshop.core.permission import Permission
from workshop.core.plans import plan as p
from workshop.core.plans.action import Action


class FieldKind(StrEnum):
    """What stands behind a key; the value of each is the name of its reader in the storage's `Table`."""

    TEXT = "text"
    TEXTS = "texts"
    WHOLE = "whole"
    WHOLES = "wholes"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    DATE_OR_NONE = "date_or_none"
    SAYS_NONE = "says_none"
    GOOD = "good"
    PERMISSIONS = "permissions"
    COUNTS = "counts"
    TABLE = "table"
    TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Known:
    """One key: where it stands in its table, the field it becomes, and what an inner table holds."""

    key: str
    """Dotted where an inner table becomes no value of its own, such as `votes.dots`."""
    field: str
    kind: FieldKind
    inner: type[Any] | None = None
    optional: bool = False
    """Whether an absent inner table is None."""

    @property
    def way(self) -> tuple[str, str]:
        """The inner table that it stands in, if it does, and its name there."""
        outer, _, name = self.key.rpartition(".")
        return outer, name


_KINDS: Mapping[Any, FieldKind] = {
    str: FieldKind.TEXT,
    tuple[str, ...]: FieldKind.TEXTS,
    int: FieldKind.WHOLE,
    tuple[int, ...]: FieldKind.WHOLES,
    float: FieldKind.NUMBER,
    bool: FieldKind.FLAG,
    dt.date: FieldKind.DATE,
    tuple[Good, ...]: FieldKind.GOOD,
    tuple[Permission, ...]: FieldKind.PERMISSIONS,
    tuple[tuple[str, int], ...]: FieldKind.COUNTS,
}
_KEYS: Mapping[tuple[type[Any], str], str] = {
    (p.Plan, "actions"): "action",
    (p.Plan, "processes"): "process",
    (p.Plan, "shares"): "share",
    (p.Process, "steps"): "step",
    (p.Plan, "notes"): "note",
    (p.SessionPart, "no_next_session"): "next_session",
    (p.SafetyPart, "before"): "safety_pulse.before",
    (p.SafetyPart, "after"): "safety_pulse.after",
    (p.SafetyPart, "worries"): "worry",
    (Action, "if_"): "if",
    (Action, "with_"): "with",
    (Action, "dots"): "votes.dots",
    (Action, "score_25"): "votes.score_25",
    (Action, "reviews"): "review",
}
"""Where the key is not the name of the field."""

_OWN_KINDS = {
    (p.SessionPart, "next_session"): FieldKind.DATE_OR_NONE,
    (p.SessionPart, "no_next_session"): FieldKind.SAYS_NONE,
}


_looked_at: dict[type[Any], tuple[Known, ...]] = {}


def keys_of(table: type[Any]) -> tuple[Known, ...]:
    """The keys of the table that becomes a value of this class."""
    if table not in _looked_at:
        hints = typing.get_type_hints(table)
        fields = dataclasses.fields(table)
        _looked_at[table] = tuple(_known(table, field.name, hints[field.name]) for field in fields)
    return _looked_at[table]


def key_in(table: type[Any], dotted: str) -> tuple[FieldKind, tuple[str, ...]] | None:
    """The kind of a dotted key below a table and the keys on the way to it; None where it is not known."""
    for known in keys_of(table):
        way = tuple(known.key.split("."))
        if known.key == dotted:
            return known.kind, way
        if not dotted.startswith(f"{known.key}."):
            continue
        rest = dotted[len(known.key) + 1 :]
        if known.kind is FieldKind.COUNTS:
            return known.kind, (*way, rest)
        if known.kind is FieldKind.GOOD:  # of any role: `good.managers`, or a line of it
            role, dot, line = rest.rpartition(".")
            if not dot:
                return FieldKind.TEXT, (*way, rest)
            return (FieldKind.TEXT, (*way, role, line)) if line in GOOD_KEYS else None
        if (
            known.kind is FieldKind.TABLE
            and known.inner is not None
            and (inside := key_in(known.inner, rest))
        ):
            return inside[0], (*way, *inside[1])
    return None


def all_keys(table: type[Any], prefix: str = "") -> list[str]:
    """Every dotted key that holds one value, for a suggestion."""
    keys: list[str] = []
    for known in keys_of(table):
        if known.kind is FieldKind.TABLE and known.inner is not None:
            keys += all_keys(known.inner, f"{prefix}{known.key}.")
        elif known.kind not in (FieldKind.TABLES, FieldKind.COUNTS):
            keys.append(prefix + known.key)
    return list(dict.fromkeys(keys))


def _known(table: type[Any], field: str, hint: Any) -> Known:
    key = _KEYS.get((table, field), field)
    optional = types.NoneType in typing.get_args(hint)
    kind_of = (
        next(given for given in typing.get_args(hint) if given is not types.NoneType) if optional else hint
    )
    own = _OWN_KINDS.get((table, field)) or _KINDS.get(kind_of)
    if own is not None:
        return Known(key, field, own)
    if dataclasses.is_dataclass(kind_of):
        return Known(key, field, FieldKind.TABLE, typing.cast(type[Any], kind_of), optional)
    entry = typing.get_args(kind_of)[0]
    assert dataclasses.is_dataclass(entry), f"{table.__name__}.{field} has a type that no plan file holds"
    return Known(key, field, FieldKind.TABLES, typing.cast(type[Any], entry))
