"""The forms of actions at the desk, and where in them what is still open in a plan is mended."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workshop.core.english import capital
from workshop.core.live import commands as c
from workshop.core.live.desk import DeskView
from workshop.core.live.steps.ideas import Starter
from workshop.core.plans.action import Action, first_step_day, sentence_of
from workshop.core.plans.choices import choices_of, pair_question
from workshop.core.plans.keys import FieldKind
from workshop.core.plans.mends import MENDS
from workshop.core.plans.pages import (
    FOR_ROLE,
    PAGES,
    Asked,
    Page,
    keys_on,
    label_of,
    pages_for,
    with_confidence,
)
from workshop.core.plans.plan import Plan
from workshop.core.plans.texts import changed, kind_of, read_texts, texts_of, value_at
from workshop.core.plans.thoughts import errors_about, needed_words
from workshop.core.problems import Refused
from workshop.web.desk_fields import DeskForm, Field, Holds

_NAMES = {"first_step_by": "by"}
_WRITE_ONE = "Write an action"

MOST_STARTERS = 9
"""Starters that are offered at the desk."""


def action_forms(
    actions: tuple[Action, ...],
    plan: Plan,
    starters: tuple[Starter, ...],
    sure: float | None = None,
) -> tuple[tuple[DeskForm, ...], str, tuple[DeskForm, ...]]:
    """Those of what was agreed and of a new one; what offers the others; and these, begun with a starter.

    `sure` is how sure half of the room is, from 0 to 100, to begin a number from.
    """
    held_on = plan.session.date or dt.date.min
    pages = with_confidence(pages_for(plan.phase.roles), sure)
    new = Action(first_step_by=first_step_day(held_on))
    forms = (
        *(
            _action_form(
                action, plan, pages, f"agree-{action.id[1:]}", action.id, places=_places(action, actions)
            )
            for action in actions
        ),
        _action_form(new, plan, pages, "agree", "new", _WRITE_ONE),
    )
    more = []
    for number, starter in enumerate(starters[:MOST_STARTERS]):
        begun = dataclasses.replace(starter.action, first_step_by=new.first_step_by)
        more.append(_action_form(begun, plan, pages, f"starter-{number}", f"starter-{number}", starter.words))
    return forms, "From what we have just seen", tuple(more)


def _action_form(
    action: Action,
    plan: Plan,
    pages: tuple[Page, ...],
    do: str,
    id_: str,
    summary: str = "",
    places: Mapping[str, str] = MappingProxyType({}),
) -> DeskForm:
    texts, others = _texts(action, keys_on(pages)), tuple(one for one in plan.actions if one.id != action.id)
    around = dataclasses.replace(plan, actions=others)

    def write(typed: Mapping[str, str]) -> list[c.Command]:
        said = {key: typed[_name(key)] for key in texts}
        agreed = _agreed(action, texts, said, around)
        return [c.AgreeAction(agreed)] if not action.id or agreed != action else []

    def field(asked: Asked) -> Field:
        return _action_field(asked, texts[asked.key], action, around)

    folded = {page.name: tuple(map(field, page.fields)) for page in pages[1:]}
    return DeskForm(
        do,
        f"action-{id_}",
        summary or sentence_of(action),
        "Keep the change" if action.id else "Agree on it",
        tuple(map(field, pages[0].fields)),
        write,
        MappingProxyType(folded),
        others=places,
        takes_back={f"withdraw-{action.id[1:]}": "action"} if action.id else {},
    )


def _places(action: Action, actions: tuple[Action, ...]) -> Mapping[str, str]:
    """The buttons that put an action elsewhere in its list."""
    at, number = actions.index(action), action.id[1:]
    up = {f"up-{number}": "Further up"} if at else {}
    return up | ({f"down-{number}": "Further down"} if at + 1 < len(actions) else {})


def _agreed(action: Action, was: Mapping[str, str], said: Mapping[str, str], around: Plan) -> Action:
    """The action with what was typed.

    Raises:
        Refused: something of it cannot be read, or is no action.
    """
    typed = read_texts(was, said, around.session.date or dt.date.min)
    agreed = changed(action, typed.changes)
    wrong = {**errors_about(agreed, around), **typed.troubles}
    if words := " ".join(words for key, words in wrong.items() if words != needed_words(key)):
        raise Refused(words)
    # The day that stands ready belongs to a first step.
    is_without = not action.id and not agreed.first_step
    return dataclasses.replace(agreed, first_step_by=None) if is_without else agreed


def _texts(action: Action, keys: Collection[str]) -> dict[str, str]:
    """What the fields hold: a day as the page of a browser has it."""
    days = {key: value_at(action, key) for key in keys if kind_of(key) is FieldKind.DATE}
    return {**texts_of(action, keys), **{key: day.isoformat() if day else "" for key, day in days.items()}}


def _action_field(asked: Asked, text: str, action: Action, around: Plan) -> Field:
    kind, words = kind_of(asked.key), choices_of(asked.key, action, around)
    if kind is FieldKind.FLAG:
        words = {"yes": "yes", "no": "no"}
    holds = Holds.DATE if kind is FieldKind.DATE else Holds.WORD if words else Holds.LINE
    if words and kind is FieldKind.TEXTS:
        holds = Holds.WORDS
    such_as = "" if kind is FieldKind.DATE or words else asked.example.removeprefix("such as ")
    asks = pair_question(action) if asked.key == "paired_with" else ""
    return Field(
        _name(asked.key),
        ". ".join(filter(None, (capital(asked.label), asks))),
        text,
        holds,
        words,
        such_as,
        asked.longest,
        must=kind is FieldKind.FLAG or asked == FOR_ROLE,
    )


def _name(key: str) -> str:
    """What the field of a key is sent as."""
    return _NAMES.get(key, key.replace(".", "-").replace("_", "-"))


@dataclass(frozen=True, slots=True)
class Mend:
    """Where an open thing is mended: the field, by its id on the page, and the words of the way there."""

    field: str
    words: str


def open_lines(view: DeskView) -> dict[str, tuple[Mend, ...]]:
    """What is still open in the plan of an action step, each once, with the fields that mend it."""
    lines: dict[str, tuple[Mend, ...]] = {}
    first = view.actions[0].id if view.actions else ""
    for warned in view.warnings:
        mends = lines.setdefault(warned.text, ())
        action, key = warned.action or first, MENDS.get(warned.rule, "")
        form = f"action-{action}" if action else "action-new"
        if key:
            named = {one.id: one.name for one in view.actions or ()}.get(warned.action, "")
            words = ": ".join(filter(None, (named, _field_words(key)))) if action else _WRITE_ONE
            lines[warned.text] = (*mends, Mend(f"{form}-{_name(key)}", words))
    return lines


def _field_words(key: str) -> str:
    """A field by its label, with the page on which it is folded away."""
    page = next((page for page in PAGES[1:] if any(asked.key == key for asked in page.fields)), None)
    return f"{page.name}: {label_of(key)}" if page is not None else capital(label_of(key))
