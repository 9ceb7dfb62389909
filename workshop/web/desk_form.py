"""Reads what a button of the desk asks for: commands of the room, and the place they are meant for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qsl

from aiohttp import web

from workshop.core.live import commands as c
from workshop.core.live.desk import Cover, DeskView
from workshop.core.problems import Refused
from workshop.core.text import clean
from workshop.web.posted import read_body
from workshop.web.problems import PhoneProblem

_MOST_FIELDS = 8
_LONGEST_REASON = 240


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was pressed, the number of the last move on its page, and what was typed beside it."""

    do: str
    after: int
    reason: str


async def read_wanted(request: web.Request) -> Wanted:
    """What a form of the desk says.

    Raises:
        PhoneProblem: no page of ours sends this.
    """
    body = await read_body(request)
    try:
        fields = parse_qsl(body.decode("ascii"), max_num_fields=_MOST_FIELDS, errors="strict")
        said = dict(fields)
        if len(said) < len(fields) or said["do"] not in {*COMMANDS, *COVERS} or not said["after"].isdecimal():
            raise ValueError
        return Wanted(
            said["do"], int(said["after"][:9]), clean(said.get("reason", ""), limit=_LONGEST_REASON)
        )
    except (ValueError, KeyError):
        raise PhoneProblem(400, "This page does not ask for that. Load it again.") from None


def commands_for(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    """The commands of what was pressed.

    Raises:
        Refused: what has to be typed beside it is missing.
    """
    return COMMANDS[wanted.do](wanted, view, at)


def _next(wanted: Wanted, view: DeskView, at: float) -> list[c.Command]:
    """Go on; what is open in a plan is kept with a reason first, as at the keyboard."""
    if view.warnings and not wanted.reason:
        raise Refused("Say in one sentence why it is kept.")
    kept = [c.KeepWarning(one.rule, one.action, wanted.reason) for one in view.warnings]
    return [*kept, c.Advance(at, view.present)]


COMMANDS: Mapping[str, Callable[[Wanted, DeskView, float], list[c.Command]]] = MappingProxyType(
    {
        "next": _next,
        "back": lambda wanted, view, at: [c.TakeBack(at)],
        "more": lambda wanted, view, at: [c.Extend(at)],
        "less": lambda wanted, view, at: [c.Shorten(at)],
        "hint": lambda wanted, view, at: [c.ShowHint()],
        "skip": lambda wanted, view, at: [c.Skip(at, view.present)],
        "end": lambda wanted, view, at: [c.EndEarly(at, view.present)],
        "seal": lambda wanted, view, at: [c.Seal(at, view.present)],
    }
)
"""What each button leads to; the names are those of the page."""

COVERS: Mapping[str, Cover] = MappingProxyType(
    {"blank": Cover.BLANK, "join": Cover.JOIN, "uncover": Cover.NOTHING}
)
"""What each button lays over the wall: whichever place the room is at."""
