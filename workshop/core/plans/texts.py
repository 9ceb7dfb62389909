"""An action as the texts of its fields and back; a text that nobody touched changes nothing."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workshop.core.english import capital, short_date
from workshop.core.plans.action import Action, Review, without
from workshop.core.plans.keys import FieldKind, key_in, keys_of
from workshop.core.plans.pages import label_of
from workshop.core.plans.rules import WORDS
from workshop.core.plans.spoken_dates import read_date
from workshop.core.plans.typed import Mistyped, Value, value_of

Texts = Mapping[str, str]
"""The text of each field by its key; empty where it is absent."""
Changes = Mapping[str, Value | None]
"""The values of the fields that were changed; None where one was emptied."""

REVIEW = "review."
_MEASURED_BEFORE = "metric.baseline_date"


@dataclass(frozen=True, slots=True)
class Typed:
    """What the texts say: the fields that differ from before, and what cannot be read."""

    changes: Changes
    troubles: Texts


def kind_of(key: str) -> FieldKind:
    """What a field of an action or of its look-back holds."""
    whole, inner = (Review, key.removeprefix(REVIEW)) if key.startswith(REVIEW) else (Action, key)
    kind_and_words = key_in(whole, inner)
    assert kind_and_words is not None, f"{key} is no field of an action"
    return kind_and_words[0]


def texts_of(action: Action, keys: Iterable[str]) -> dict[str, str]:
    """What the fields hold at first; those of a look-back are empty."""
    return {key: "" if key.startswith(REVIEW) else _text_at(action, key) for key in keys}


def value_at(value: Any, key: str) -> Any:
    """What stands in a field, such as `metric.baseline`; None where it is absent."""
    for known in keys_of(type(value)):
        if known.key == key:
            return getattr(value, known.field)
        if known.kind is FieldKind.TABLE and key.startswith(f"{known.key}."):
            inner = getattr(value, known.field)
            return None if inner is None else value_at(inner, key.removeprefix(f"{known.key}."))
    raise KeyError(key)


def read_texts(was: Texts, now: Texts, held_on: dt.date) -> Typed:
    """The values of the fields whose text is another one now.

    Args:
        was: what they held at first.
        now: what they hold now.
        held_on: the day that a date such as +7 counts from.
    """
    changes: dict[str, Value | None] = {}
    troubles: dict[str, str] = {}
    for key, text in now.items():
        if text == was.get(key, ""):
            continue
        try:
            changes[key] = _value(key, text, held_on)
        except Mistyped as error:
            troubles[key] = f"{capital(label_of(key))} {error.what} {error.mend}"
        except ValueError as error:
            troubles[key] = str(error)
    return Typed(changes, troubles)


def changed(action: Action, changes: Changes) -> Action:
    """The action with other values in some fields; those of its look-backs are left out."""
    for key, value in changes.items():
        if not key.startswith(REVIEW):
            action = _with(action, key, value)
    return action


def merged(was: Texts, now: Texts, fresh: Texts) -> tuple[dict[str, str], dict[str, str]]:
    """What was typed on top of what somebody else wrote meanwhile.

    Returns:
        The texts, and by key what the file holds now where both were changed, each to something else. What
        was typed stays.
    """
    texts, conflicts = dict(now), {}
    for key, text in fresh.items():
        if now[key] == was[key]:
            texts[key] = text
        elif text not in (was[key], now[key]):
            conflicts[key] = text
    return texts, conflicts


def _value(key: str, text: str, held_on: dt.date) -> Value | None:
    if kind_of(key) is FieldKind.DATE:
        return read_date(text, held_on, before=key == _MEASURED_BEFORE)
    if key in ("if", "then"):  # the sentence has these words, and its full stop, of its own
        text = without(key, text).rstrip("." if key == "then" else "")
    return value_of(kind_of(key), text, WORDS.get(f"action.{key}"))


def _text_at(action: Action, key: str) -> str:
    value = value_at(action, key)
    return _text(bool(value) if kind_of(key) is FieldKind.FLAG else value)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return repr(value).removesuffix(".0")
        case dt.date():
            return short_date(value)
        case tuple():
            line = io.StringIO()
            csv.writer(line, lineterminator="").writerow(value)
            return line.getvalue().replace(",", ", ") if '"' not in line.getvalue() else line.getvalue()
    return str(value)


def _with(value: Any, key: str, new: Value | None) -> Any:
    for known in keys_of(type(value)):
        if known.key == key:
            return dataclasses.replace(value, **{known.field: _as_field(known.kind, new)})
        if known.kind is FieldKind.TABLE and known.inner is not None and key.startswith(f"{known.key}."):
            inner = getattr(value, known.field) or known.inner()
            inner = _with(inner, key.removeprefix(f"{known.key}."), new)
            return dataclasses.replace(value, **{known.field: None if inner == known.inner() else inner})
    raise KeyError(key)


def _as_field(kind: FieldKind, value: Value | None) -> Any:
    """A value as the action keeps it: an absent text is empty, an absent list has no entries."""
    match kind:
        case FieldKind.TEXT:
            return value or ""
        case FieldKind.TEXTS:
            return tuple(value) if isinstance(value, list | tuple) else ()
        case FieldKind.FLAG:
            return bool(value)
    return value
