"""From the fields of a pulse's form to an answer; whatever the page would not send is refused."""

from __future__ import annotations

from aiohttp import web

from workshop.core.pulse import Answer
from workshop.core.session import RoundId
from workshop.core.words import Audience
from workshop.web.posted import fields_of, read_body, round_of
from workshop.web.problems import not_counted
from workshop.web.role_cookie import role_of

_ONCE = frozenset({"round", "value"})


async def read_answer(request: web.Request) -> tuple[RoundId, Answer]:
    """The round and the answer that a phone sent, with the role that its cookie names.

    Raises:
        PhoneProblem: too long, too slow, of another type, or no answer.
    """
    return parse_answer(await read_body(request), role_of(request))


def parse_answer(body: bytes, role: Audience | None = None) -> tuple[RoundId, Answer]:
    """The round and the answer in a form's body; which answers there are is known to the room.

    Raises:
        PhoneProblem: a field is missing, unknown or doubled.
    """
    single, _ = fields_of(body, _ONCE)
    round_ = round_of(single)
    if not single.get("value"):
        raise not_counted("Choose one of the answers first.")
    return round_, Answer(single["value"], role)
