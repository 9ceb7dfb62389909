"""From the form beside a released question to a mark: whether this phone asks it too."""

from __future__ import annotations

import re

from aiohttp import web

from workshop.core.live.rounds import Round, mark_round
from workshop.core.live.session import QuestionMark
from workshop.web.posted import fields_of, read_body
from workshop.web.problems import not_counted

_ONCE = frozenset({"question", "asks"})
_QUESTION = re.compile(r"[0-9]{1,5}")


async def read_mark(request: web.Request) -> tuple[Round, QuestionMark]:
    """The question that a phone marks, as a round, and its mark; the room knows which round of it is open.

    Raises:
        PhoneProblem: too long, too slow, of another type, or no mark.
    """
    return parse_mark(await read_body(request))


def parse_mark(body: bytes) -> tuple[Round, QuestionMark]:
    """The question and the mark in a form's body.

    Raises:
        PhoneProblem: a field is missing, unknown or doubled.
    """
    single, _ = fields_of(body, _ONCE)
    question, asks = single.get("question", ""), single.get("asks")
    if not _QUESTION.fullmatch(question) or asks not in ("0", "1"):
        raise not_counted("It does not name its question. Open the page again.")
    return mark_round(int(question), 1), QuestionMark(asks == "1")
