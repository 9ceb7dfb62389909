"""What stands in a file otherwise than its format says, and is understood or passed over all the same.

A key that nobody reads is a team's own, unless it is one letter off: then what it says is lost in silence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from workshop.core.near import nearly
from workshop.core.plans.keys import FieldKind, Known, keys_of
from workshop.core.plans.plan import Plan, SessionPart
from workshop.storage.toml.dates import date_meant

_VERSION = Known("schema_version", "", FieldKind.WHOLE)
_OF_A_RECORD = (
    Known("agenda", "", FieldKind.TEXT),
    Known("look_back_of", "", FieldKind.TEXT),
    Known("look_back_day", "", FieldKind.WHOLE),
    Known("agenda_changes", "", FieldKind.TEXTS),
    Known("look_back_unread", "", FieldKind.TEXTS),
    Known("phases", "", FieldKind.TEXTS),
    Known("scenarios", "", FieldKind.TEXTS),
    Known("actions", "", FieldKind.WHOLE),
    Known("sealed", "", FieldKind.DATE),
)


@dataclass(frozen=True, slots=True)
class Odd:
    """One thing that is written otherwise; `action` is the number of the action it stands in, from 0."""

    rule: str
    key: str
    text: str
    action: int | None = None


def odd_in_plan(content: Mapping[str, object]) -> tuple[Odd, ...]:
    """What is odd in a plan."""
    return tuple(_odd(content, (*keys_of(Plan), _VERSION), ""))


def odd_in_record(content: Mapping[str, object]) -> tuple[Odd, ...]:
    """What is odd in the header of a `session.toml`."""
    session = content.get("session")
    if not isinstance(session, dict):
        return ()
    return tuple(_odd(session, (*keys_of(SessionPart), *_OF_A_RECORD), "session."))


def _odd(table: Mapping[str, object], known: Iterable[Known], place: str) -> Iterator[Odd]:
    by_name: dict[str, list[Known]] = {}
    for field in known:
        by_name.setdefault(field.key.partition(".")[0], []).append(field)
    for key, value in table.items():
        if key in by_name:
            yield from _odd_value(value, key, by_name[key], place)
        elif near := nearly(key, [name for name in by_name if name not in table]):
            yield Odd("key", f"{place}{key}", f"is not a known field. Did you mean '{near}'?")


def _odd_value(value: object, key: str, known: list[Known], place: str) -> Iterator[Odd]:
    first = known[0]
    if first.key != key:  # such as `votes.dots`
        inner = [replace(field, key=field.key.partition(".")[2]) for field in known]
        if isinstance(value, dict):
            yield from _odd(value, inner, f"{place}{key}.")
    elif first.kind is FieldKind.TABLE and first.inner is not None and isinstance(value, dict):
        yield from _odd(value, keys_of(first.inner), f"{place}{key}.")
    elif first.kind is FieldKind.TABLES and first.inner is not None and isinstance(value, list):
        for number, entry in enumerate(value):
            if isinstance(entry, dict):
                inside = _odd(entry, keys_of(first.inner), f"{place}{key}[{number + 1}].")
                yield from (replace(odd, action=number) if place + key == "action" else odd for odd in inside)
    elif first.kind in (FieldKind.DATE, FieldKind.DATE_OR_NONE):
        yield from _odd_date(value, f"{place}{key}")


def _odd_date(value: object, key: str) -> Iterator[Odd]:
    if isinstance(value, str) and date_meant(value) is not None:
        yield Odd("quoted-date", key, "is a date in quotation marks. Write it without them.")
    elif isinstance(value, dt.datetime):
        yield Odd("quoted-date", key, "has a time of the day. Write the date alone.")
