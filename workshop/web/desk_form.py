"""Reads what a button of the desk asks for: commands of the room, and the place they are meant for."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from aiohttp import web

from workshop.core.agenda.card import FieldKind
from workshop.core.live import commands as c
from workshop.core.live.desk import Cover, DeskView
from workshop.core.live.dots import Idea, IdeaId
from workshop.core.live.rounds import Round
from workshop.core.live.texts import MOST_SHOWN
from workshop.core.plans.action import Action
from workshop.core.problems import Refused
from workshop.core.text import clean
from workshop.core.words import Decision
from workshop.web.posted import read_body
from workshop.web.problems import PhoneProblem
from workshop.web.text_form import TEXT_ROUND

T = TypeVar("T")

_MOST_FIELDS = MOST_SHOWN + 24
_LONGEST_TEXT, _LONGEST_LINES = 240, 2400
_ON_A_CARD = "card-"
_TICKED = re.compile(r"text-(0|[1-9][0-9]{0,5})")
_FROM_TO = re.compile(r"([0-9]{1,6})-([0-9]{1,6})")
_OF_AN_ACTION = ("if", "then", "accountable", "first-step", "by")
_NO_TEXT = "There is no such text any more."
_HANDS = tuple((decision, f"hands-{decision.value}") for decision in Decision)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was pressed, the number of the last move on its page, and what was typed beside it.

    `step` is the one that a button of the agenda is about, or the number of an action.
    """

    do: str
    step: int
    after: int
    typed: Mapping[str, str]


async def read_wanted(request: web.Request) -> Wanted:
    """What a form of the desk says.

    Raises:
        PhoneProblem: no page of ours sends this.
    """
    return await read_pressed(request, _MOST_FIELDS, _wanted)


async def read_pressed(request: web.Request, most: int, understood: Callable[[dict[str, str]], T]) -> T:
    """What a form of the desk says, of at most so many fields, each once.

    Raises:
        PhoneProblem: it cannot be `understood`, which a ValueError or a KeyError says, or is no such form.
    """
    body = await read_body(request)
    try:
        fields = parse_qsl(body.decode("ascii"), max_num_fields=most, errors="strict")
        if len(dict(fields)) < len(fields):
            raise ValueError
        return understood(dict(fields))
    except (ValueError, KeyError):
        raise PhoneProblem(400, "This page does not ask for that. Load it again.") from None


def _wanted(fields: dict[str, str]) -> Wanted:
    said = {name: _cleaned(name, text) for name, text in fields.items()}
    do, _, step = said["do"].partition("-")
    if do not in {*COMMANDS, *COVERS, *LOOKS}:
        raise ValueError
    return Wanted(do, number_of(step or "0"), number_of(said["after"]), said)


def _cleaned(name: str, text: str) -> str:
    """A text without what could do harm; what is written on a card may have several lines."""
    if name.startswith(_ON_A_CARD):
        return clean(text, limit=_LONGEST_LINES, lines=True)
    return clean(text, limit=_LONGEST_TEXT)


def number_of(text: str) -> int:
    """The number that a field holds, as a page of ours writes it.

    Raises:
        ValueError: it holds none.
    """
    if not (text.isascii() and text.isdecimal()):
        raise ValueError
    return int(text[:9])


def commands_for(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    """The commands of what was pressed.

    Raises:
        Refused: what has to be typed beside it is missing.
    """
    if view.around.is_writing and wanted.do in LEAD_AWAY and wanted.typed.get("sure") != "1":
        raise Refused("Somebody writes at the keyboard, and that would be lost. Say that you mean it.")
    return COMMANDS[wanted.do](wanted, view, at)


def _next(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    """Go on; what is open in a plan is kept with a reason first, as at the keyboard."""
    reason = wanted.typed.get("reason", "")
    if view.warnings and not reason:
        raise Refused("Say in one sentence why it is kept.")
    kept = [c.KeepWarning(one.rule, one.action, reason) for one in view.warnings]
    return [*kept, c.Advance(at, view.present)]


def _agree(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    """Write an action, or change what one says; whatever else stands in it stays."""
    typed = {name: wanted.typed.get(name, "").strip() for name in _OF_AN_ACTION}
    try:
        by = dt.date.fromisoformat(typed["by"]) if typed["by"] and typed["first-step"] else None
    except ValueError:
        raise Refused("The day of the first step is no date.") from None
    action = _action_of(wanted, view) or Action("", "", "")
    agreed = dataclasses.replace(
        action,
        if_=typed["if"],
        then=typed["then"],
        accountable=typed["accountable"],
        first_step=typed["first-step"],
        first_step_by=by,
    )
    return [c.AgreeAction(agreed)] if agreed != action else []


def _fill_card(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    """Write an entry of the card; a field of lines has one a line, and any other one text."""
    if view.card is None:
        return [c.FillCard({}, wanted.step)]  # the room says why it is not possible
    entry = {}
    for field in view.card.fields:
        typed = wanted.typed.get(f"{_ON_A_CARD}{field.key}", "")
        is_list = field.kind is FieldKind.LINES
        entry[field.key] = tuple(typed.split("\n")) if is_list else (" ".join(typed.split()),)
    return [c.FillCard(entry, wanted.step)]


def _note_idea(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    """Write what a group says, or change it."""
    idea = _idea_of(wanted, view) or Idea(IdeaId(""), "", "")
    if_, then = (wanted.typed.get(name, "").strip() for name in ("if", "then"))
    return [c.NoteIdea(dataclasses.replace(idea, if_=if_, then=then))]


def _drop_idea(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    idea = _idea_of(wanted, view)
    return [c.DropIdea(idea.id)] if idea is not None else []


def _withdraw(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    action = _action_of(wanted, view)
    return [c.WithdrawAction(action.id)] if action is not None else []


def _idea_of(wanted: Wanted, view: DeskView) -> Idea | None:
    """The idea that a button is about; None for a new one."""
    return _numbered(wanted, {idea.id: idea for idea in view.ideas or ()}, "I", "idea")


def _action_of(wanted: Wanted, view: DeskView) -> Action | None:
    """The action that a button is about; None for a new one."""
    return _numbered(wanted, {action.id: action for action in view.actions or ()}, "A", "action")


def _numbered(wanted: Wanted, there: Mapping[Any, T], letter: str, what: str) -> T | None:
    """What has the number of a button among those that are there; None where it has none."""
    if not wanted.step:
        return None
    if (numbered := there.get(f"{letter}{wanted.step}")) is None:
        raise Refused(f"This {what} is not here any more.")
    return numbered


def _count_hands(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    counts = {decision: wanted.typed.get(name, "") or "0" for decision, name in _HANDS}
    if not all(count.isdecimal() and len(count) < 5 for count in counts.values()):
        raise Refused("A count of hands is a number.")
    return [c.CountHands({decision: int(count) for decision, count in counts.items()})]


def _move_to(by: int) -> Callable[[Wanted, DeskView, float], list[c.Command]]:
    return lambda wanted, view, at: [c.MoveStep(wanted.step, wanted.step + by, sure=_is_sure(wanted))]


def _is_sure(wanted: Wanted) -> bool:
    return wanted.typed.get(f"sure-{wanted.step}") == "1"


def _round_of(wanted: Wanted) -> Round:
    """The round that the texts of a form were written in."""
    if not TEXT_ROUND.fullmatch(wanted.typed.get("round", "")):
        raise Refused(_NO_TEXT)
    return Round.parse(wanted.typed["round"])


def _texts_of(wanted: Wanted) -> tuple[Round, tuple[int, ...]]:
    """The texts that are ticked, and the round that they were written in."""
    ticked = filter(None, map(_TICKED.fullmatch, wanted.typed))
    return _round_of(wanted), tuple(sorted(int(number[1]) for number in ticked))


def _put_all_away(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    """Put away what a page shows of a round, and nothing that has come up since from behind it."""
    round_, shown = _round_of(wanted), _FROM_TO.fullmatch(wanted.typed.get("shown", ""))
    there = next((one.texts for one in view.unread if one.round == round_), {})
    numbers = [number for number in there if shown and int(shown[1]) <= number <= int(shown[2])]
    if not numbers:
        raise Refused(_NO_TEXT)
    return [c.PutTextsAway(round_, tuple(numbers))]


def _release(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    return [c.ReleaseTexts(*_texts_of(wanted), wanted.typed.get("words", ""))]


def _set_date(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    try:
        return [c.SetNextDate(dt.date.fromisoformat(wanted.typed.get("date", "")))]
    except ValueError:
        raise Refused("Choose a date, or say that there is none.") from None


COMMANDS: Mapping[str, Callable[[Wanted, DeskView, float], list[c.Command]]] = MappingProxyType(
    {
        "next": _next,
        "back": lambda wanted, view, at: [c.TakeBack(at)],
        "more": lambda wanted, view, at: [c.Extend(at)],
        "less": lambda wanted, view, at: [c.Shorten(at)],
        "hint": lambda wanted, view, at: [c.ShowHint()],
        "hands": _count_hands,
        "agree": _agree,
        "fill": _fill_card,
        "idea": _note_idea,
        "unidea": _drop_idea,
        "withdraw": _withdraw,
        "date": _set_date,
        "nodate": lambda wanted, view, at: [c.SetNextDate(None)],
        "drop": lambda wanted, view, at: [c.DropStep(wanted.step, sure=_is_sure(wanted))],
        "earlier": _move_to(-1),
        "later": _move_to(1),
        "gather": lambda wanted, view, at: [c.GatherTexts()],
        "release": _release,
        "answered": lambda wanted, view, at: [c.AnswerQuestion(wanted.step)],
        "away": lambda wanted, view, at: [c.PutTextsAway(*_texts_of(wanted))],
        "allaway": _put_all_away,
        "skip": lambda wanted, view, at: [c.Skip(at, view.present)],
        "end": lambda wanted, view, at: [c.EndEarly(at, view.present)],
        "seal": lambda wanted, view, at: [c.Seal(at, view.present)],
    }
)
"""What each button leads to; the names are those of the page."""

LEAD_AWAY = frozenset({"next", "back", "skip", "end", "seal"})
"""What leads away from the place that the wall shows, and at which somebody may be writing."""

COVERS: Mapping[str, Cover] = MappingProxyType(
    {"blank": Cover.BLANK, "join": Cover.JOIN, "uncover": Cover.NOTHING, "question": Cover.QUESTION}
)
"""What each button lays over the wall: whichever place the room is at."""

LOOKS = frozenset({"look", "now"})
"""What shows a step behind the room on the wall once more, and what ends that."""
