"""What a card says on the screen: its fields as rows, and the lines that follow from what was typed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass

from workshop.core.agenda.card import (
    CANVAS,
    DELUSION,
    GOOD,
    GUARDRAILS,
    LEARNING_TIME,
    NOT_STATED,
    PASSED,
    RHYTHM,
    SUPPORT,
    Card,
    CardField,
    Entry,
    FieldKind,
    number_of,
)
from workshop.core.english import in_words, long_date, weekday
from workshop.core.live.lines import LinesTold
from workshop.core.live.plan_of_cards import good_of, process_of
from workshop.core.live.words.lines import chosen_words, dots_words, label_of
from workshop.core.permission import permission_in
from workshop.core.plans.action import REVIEW_DAYS, days_after, on_a_weekday
from workshop.core.words import role_name

_SHOWN_WORDS = {"hand-to-ai": "hand to AI"}
ONLY_ADOPTION = "So far this is adoption, not change."


class Tone(enum.Enum):
    """What stands in a row: words of the room, or something in their place."""

    SAID = enum.auto()
    DRAFT = enum.auto()
    QUIET = enum.auto()
    ASKED = enum.auto()
    """What is asked now, with an example."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One row of a card: its label, its lines, and for a colour of the guardrails its name.

    A `wide` row is what the screen is about: its lines stand below the label and may be the largest.
    """

    label: str
    lines: tuple[str, ...]
    tone: Tone = Tone.SAID
    colour: str = ""
    wide: bool = False


def card_rows(
    card: Card, entry: Entry, day: dt.date, told: LinesTold | None = None, roles: Sequence[str] = ()
) -> tuple[FieldRow, ...]:
    """The rows of one entry: what was said, and what is asked now, with a draft or an example.

    Args:
        card: The card.
        entry: What was typed.
        day: The day of the session, from which dates are counted.
        told: What the dots on its lines said.
        roles: Those that each say what good looks like.
    """
    if card.id == GOOD and (entry.get("good") or roles):
        said = {good.role: good.rows for good in good_of(entry)}
        return tuple(
            FieldRow(role_name(role), said.get(role, ("...",)), Tone.SAID if role in said else Tone.ASKED)
            for role in dict.fromkeys((*roles, *said))
        )
    if card.id == RHYTHM:
        return _dates(card, entry, day)
    asked = _asked_now(card, entry)
    fields = [
        field for field in card.fields if field is asked or entry.get(field.key) or _is_unstated(field, entry)
    ]
    rows = tuple(_row(card, field, entry, told) for field in fields)
    if len(card.fields) == 1 or card.id == SUPPORT:
        return (dataclasses.replace(rows[0], wide=True), *rows[1:])
    return rows


def _asked_now(card: Card, entry: Entry) -> CardField | None:
    """The first field that may be filled and is empty; what comes behind it is not asked yet."""
    empty = (field for field in card.fields if not entry.get(field.key) and not _is_unstated(field, entry))
    return next((field for field in empty if card.is_open(field, entry)), None)


def _is_unstated(field: CardField, entry: Entry) -> bool:
    """Whether a sponsor was asked to state this, and did not."""
    return field.key == "statement_of_support" and bool(entry) and not entry.get(field.key)


def _row(card: Card, field: CardField, entry: Entry, told: LinesTold | None) -> FieldRow:
    texts = entry.get(field.key, ())
    label = label_of(field.key, field.label)
    colour = field.key if label != field.label else ""
    if card.id == SUPPORT and field.key == "permissions":
        offered = dict.fromkeys((*field.draft, *texts))
        ticked = tuple(f"[{'x' if text in texts else ' '}] {permission_in(text).words}" for text in offered)
        return FieldRow(label, ticked, Tone.SAID if texts else Tone.ASKED)
    if texts == (PASSED,):
        return FieldRow(label, ("passed on purpose",), Tone.QUIET, colour)
    if texts:
        return FieldRow(label, tuple(_with_dots(field, text, told) for text in texts), Tone.SAID, colour)
    if _is_unstated(field, entry):
        return FieldRow(label, (NOT_STATED,), Tone.QUIET)
    if field.draft and not entry:
        return FieldRow(label, (f"draft: {', '.join(field.draft)}",), Tone.DRAFT, colour)
    shown = field.example or " / ".join(map(shown_word, field.words))
    example = shown if not shown or "such as" in shown else f"such as: {shown}"
    return FieldRow(label, (example or "...",), Tone.ASKED, colour)


def _with_dots(field: CardField, text: str, told: LinesTold | None) -> str:
    dots = told.dots_on(field.key, text) if told is not None else None
    return shown_word(text) if dots is None else f"{text}  ({dots_words(dots)})"


def _dates(card: Card, entry: Entry, day: dt.date) -> tuple[FieldRow, ...]:
    """When things are looked at again; what falls on a weekend moves to Monday."""
    touch, every = (
        number_of("".join(entry.get(field.key, ()) or (() if entry else field.draft)))
        for field in card.fields
    )
    days = [(int(touch), "touch")] if touch else []
    days += [(after, "look-back") for after in REVIEW_DAYS]
    if every:
        days.append((REVIEW_DAYS[-1] + int(every), f"every {every:g} days"))
    dates = {after: on_a_weekday(days_after(day, after)) for after, _ in days}
    return tuple(
        FieldRow(f"day {after}, {what}", (f"{weekday(dates[after])[:3]} {long_date(dates[after])}",))
        for after, what in sorted(days)
    )


def card_note(card: Card, entry: Entry, told: LinesTold | None = None) -> str:
    """The line that follows from what was typed, or from dots just told; empty where there is none."""
    if told is not None:
        return chosen_words(card, told)
    if card.id == DELUSION:
        return "" if any(texts != (PASSED,) for texts in entry.values()) else ONLY_ADOPTION
    if card.id == GUARDRAILS and card.most_lines is not None:
        lines = sum(len(entry.get(field.key, ())) for field in card.fields if field.kind is FieldKind.LINES)
        return f"{lines} of at most {card.most_lines} lines" if lines else ""
    if card.id == CANVAS:
        return _hours_words(entry)
    if card.id == RHYTHM and not entry:
        return "So far a draft: Enter takes it over, or changes it."
    if card.id == LEARNING_TIME and number_of("".join(entry.get(card.fields[0].key, ()))) == 0:
        return "No hour is promised: outcomes without time are wishes."
    return ""


def _hours_words(entry: Entry) -> str:
    process = process_of(entry)
    freed = process.hours_freed_net
    if freed is None:
        return ""
    if freed <= 0:
        takes = f"{-freed:g} hours a week more than" if freed else "as long as"
        return f"With its checking it takes {takes} today."
    goes = process.freed_time_goes_to
    return f"{freed:g} hours a week are free, checking counted" + (
        f": {goes}" if goes else ". Where do they go?"
    )


def when_open(card: Card, field: CardField) -> str:
    """Why a field may be closed, in the words that stand in its place."""
    front = card.fields[: card.in_order]
    if field not in front:
        return f"opens when the first {in_words(len(front))} are said"
    at = front.index(field)
    return f"opens after '{front[at - 1].label}'" if at else ""


def shown_word(word: str) -> str:
    """A word of a closed list as a room reads it; any other text as it is."""
    return _SHOWN_WORDS.get(word, word)
