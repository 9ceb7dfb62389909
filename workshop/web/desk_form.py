"""Reads what a button of the desk asks for: commands of the room, and the place they are meant for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from aiohttp import web

from workshop.core.agenda.open_case import LONGEST_TEXT
from workshop.core.live import commands as c
from workshop.core.live.agenda_clock import break_behind
from workshop.core.live.desk import Cover, DeskView
from workshop.core.live.review_card import answered
from workshop.core.live.rounds import Round
from workshop.core.live.texts import MOST_SHOWN
from workshop.core.plans.look_back import ANSWERS
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.text import clean
from workshop.core.words import LONGEST_SENTENCE, Decision
from workshop.web.desk_fields import UPON, taken
from workshop.web.desk_forms import form_for
from workshop.web.posted import MOST_BYTES, read_body
from workshop.web.problems import PhoneProblem
from workshop.web.text_form import TEXT_ROUND

T = TypeVar("T")

_MOST_FIELDS = MOST_SHOWN + 48
_LONGEST_TEXT, _LONGEST_LINES = LONGEST_SENTENCE, 10 * LONGEST_SENTENCE
_ON_A_CARD = "card-"
_OF_A_CASE = frozenset({"case-text", "case-source"})
WRITES = ("agree", "fill", "idea", "starter", "remark", "sponsor", "price", "review", "date", "case")
"""What the buttons of forms ask for that hold what somebody writes."""
_TICKED = re.compile(r"text-(0|[1-9][0-9]{0,5})")
_FROM_TO = re.compile(r"([0-9]{1,6})-([0-9]{1,6})")
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


async def read_pressed(
    request: web.Request, most: int, understood: Callable[[dict[str, str]], T], most_bytes: int = MOST_BYTES
) -> T:
    """What a form of the desk says, of at most so many fields and bytes, each field once.

    Raises:
        PhoneProblem: it cannot be `understood`, which a ValueError or a KeyError says, or is no such form.
    """
    body = await read_body(request, most_bytes)
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=most, errors="strict")
        if len(dict(fields)) < len(fields):
            raise ValueError
        return understood(dict(fields))
    except (ValueError, KeyError):
        raise PhoneProblem(400, "This page does not ask for that. Load it again.") from None


def _wanted(fields: dict[str, str]) -> Wanted:
    said = {name: _cleaned(name, text) for name, text in fields.items()}
    do, _, step = said["do"].partition("-")
    if do not in {*COMMANDS, *COVERS, *LOOKS, *REPORTS}:
        raise ValueError
    return Wanted(do, number_of(step or "0"), number_of(said["after"]), said)


def _cleaned(name: str, text: str) -> str:
    """A text without what could do harm; what is written on a card may have several lines."""
    if name in _OF_A_CASE:
        return clean(text, limit=LONGEST_TEXT + 1, lines=True)
    if name.startswith(_ON_A_CARD) or name == UPON:
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
    """Go on; where somebody typed why something stays open, that is kept first."""
    return [*_kept(wanted, view), c.Advance(at, view.present)]


def _kept(wanted: Wanted, view: DeskView) -> list[c.Command]:
    """What keeps all that is open in a plan with the reason that was typed, if one was."""
    reason = wanted.typed.get("reason", "")
    warnings = tuple((one.rule, one.action) for one in view.warnings)
    return [c.KeepWarnings(reason, warnings)] if reason and warnings else []


def _place_others(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    if wanted.step >= len(view.alone.groups):
        raise Refused(c.PlaceOthers.refusal)
    return [c.PlaceOthers(view.alone.groups[wanted.step].reader.role)]


def _break(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    return [*_kept(wanted, view), c.BreakNow(at, view.present, wanted.step)]


def _break_after(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    if view.agenda.break_phase is None:
        raise Refused(c.BreakNow.refusal)
    return [break_behind(view.position.step, view.agenda.break_phase, wanted.step)]


def _write(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    """Write what a form holds, unless somebody else has written the same fields meanwhile."""
    form = form_for(view, wanted.typed)
    return form.write(taken(form, wanted.typed))


def written_in(typed: Mapping[str, str]) -> tuple[str, ...]:
    """What somebody wrote in a form, to be shown where the form itself is gone."""
    if typed.get("do", "").partition("-")[0] not in WRITES:
        return ()
    return tuple(text for name, text in typed.items() if text and name not in ("do", "after", UPON))


def _drop_idea(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    ideas = {idea.id: idea for idea in view.ideas or ()}
    return [c.DropIdea(_numbered(wanted, ideas, "I", "idea").id)]


def _withdraw(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    actions = {action.id: action for action in view.actions or ()}
    return [c.WithdrawAction(_numbered(wanted, actions, "A", "action").id)]


def _order(by: int) -> Callable[[Wanted, DeskView, float], list[c.Command]]:
    return lambda wanted, view, at: [c.MoveAction(f"A{wanted.step}", by)]


def _numbered(wanted: Wanted, there: Mapping[Any, T], letter: str, what: str) -> T:
    """What has the number of a button among those that are there."""
    if (named := there.get(f"{letter}{wanted.step}")) is None:
        raise Refused(f"This {what} is not here any more.")
    return named


def _count_hands(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    counts = {decision: wanted.typed.get(name, "") or "0" for decision, name in _HANDS}
    if not all(count.isdecimal() and len(count) < 5 for count in counts.values()):
        raise Refused("A count of hands is a number.")
    numbers = {decision: int(count) for decision, count in counts.items()}
    return [c.CountHands(numbers, wanted.typed.get("instead") == "1")]


def _answer(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    """Say whether an earlier action happened; what else was said of it stays."""
    review, words = view.writing_here.review, tuple(ANSWERS.values())
    if review is None or review.at_hand is None or wanted.step >= len(words):
        raise Refused(c.ReviewAction.refusal)
    return [c.ReviewAction(answered(review.at_hand, words[wanted.step]))]


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
    there = next((unread.texts for unread in view.unread if unread.round == round_), {})
    numbers = [number for number in there if shown and int(shown[1]) <= number <= int(shown[2])]
    if not numbers:
        raise Refused(_NO_TEXT)
    return [c.PutTextsAway(round_, tuple(numbers))]


def _release(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    return [c.ReleaseTexts(*_texts_of(wanted), wanted.typed.get("words", ""))]


def _take_sentence(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    """Take what a group has written, in the way that has this number, and instead of what was read there."""
    round_, key = _round_of(wanted), wanted.typed.get("key", "")
    one = next((one for one in view.sentences if (one.round, one.key) == (round_, key)), None)
    if one is None or wanted.step >= len(one.ways):
        raise Refused(_NO_TEXT)
    was_read = wanted.typed.get("instead", "") == _cleaned("instead", one.instead_of)
    return [c.TakeSentence(round_, key, list(one.ways)[wanted.step], one.instead_of if was_read else "")]


def _put_sentences_away(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    """Put away what a page shows of groups, and nothing that has come up since."""
    shown: dict[Round, list[str]] = {}
    for one in view.sentences:
        if f"key-{one.key}" in wanted.typed:
            shown.setdefault(one.round, []).append(one.key)
    if not shown:
        raise Refused(_NO_TEXT)
    return [c.PutSentencesAway(round_, tuple(keys)) for round_, keys in shown.items()]


def _withdraw_remark(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    scenario = ScenarioId(wanted.typed.get("scenario", ""))
    return [c.WithdrawRemark(scenario, wanted.typed.get("remark", ""))]


COMMANDS: Mapping[str, Callable[[Wanted, DeskView, float], list[c.Command]]] = MappingProxyType(
    {
        "next": _next,
        "back": lambda wanted, view, at: [c.TakeBack(at)],
        "more": lambda wanted, view, at: [c.Extend(at)],
        "less": lambda wanted, view, at: [c.Shorten(at)],
        "hint": lambda wanted, view, at: [c.ShowHint()],
        "hands": _count_hands,
        **dict.fromkeys(WRITES, _write),
        "unidea": _drop_idea,
        "withdraw": _withdraw,
        "up": _order(-1),
        "down": _order(1),
        "happened": _answer,
        "turn": lambda wanted, view, at: [c.TurnToAction(wanted.step, at, view.present)],
        "nodate": lambda wanted, view, at: [c.SetNextDate(None)],
        "unchange": lambda wanted, view, at: [c.TakeChangeBack()],
        "drop": lambda wanted, view, at: [c.DropStep(wanted.step, sure=_is_sure(wanted))],
        "earlier": _move_to(-1),
        "later": _move_to(1),
        "others": _place_others,
        "gather": lambda wanted, view, at: [c.GatherTexts()],
        "release": _release,
        "answered": lambda wanted, view, at: [c.AnswerQuestion(wanted.step)],
        "away": lambda wanted, view, at: [c.PutTextsAway(*_texts_of(wanted))],
        "allaway": _put_all_away,
        "break": _break,
        "breakafter": _break_after,
        "takeone": lambda wanted, view, at: [c.ReleaseTexts(_round_of(wanted), (wanted.step,))],
        "take": _take_sentence,
        "untake": lambda wanted, view, at: [
            c.PutSentencesAway(_round_of(wanted), (wanted.typed.get("key", ""),))
        ],
        "untakeall": _put_sentences_away,
        "unremark": _withdraw_remark,
        "skip": lambda wanted, view, at: [c.Skip(at, view.present)],
        "end": lambda wanted, view, at: [c.EndEarly(at, view.present)],
        "seal": lambda wanted, view, at: [c.Seal(at, view.present)],
    }
)
"""What each button leads to; the names are those of the page."""

LEAD_AWAY = frozenset({"next", "back", "break", "skip", "end", "seal"})
"""What leads away from the place that the wall shows, and at which somebody may be writing."""

COVERS: Mapping[str, Cover] = MappingProxyType(
    {
        "blank": Cover.BLANK,
        "join": Cover.JOIN,
        "uncover": Cover.NOTHING,
        "question": Cover.QUESTION,
        "figures": Cover.FIGURES,
    }
)
"""What each button lays over the wall: whichever place the room is at."""

LOOKS = frozenset({"look", "now", "page"})
"""What shows a step behind the room on the wall once more, and what ends that; what turns the wall's page."""

REPORTS = frozenset({"report", "offer"})
"""What writes the report once the session has ended; the second one offers it to the phones as well."""
