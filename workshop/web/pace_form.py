"""From the form of the page where people say how the pace is to what they feel."""

from __future__ import annotations

from aiohttp import web

from workshop.core.live.words.pace import Feeling
from workshop.web.posted import fields_of, read_body
from workshop.web.problems import not_counted


async def read_pace(request: web.Request) -> Feeling:
    """What a phone sent.

    Raises:
        PhoneProblem: too long, too slow, of another type, or nothing of that kind.
    """
    fields, _ = fields_of(await read_body(request), {"pace"})
    try:
        return Feeling(fields.get("pace", ""))
    except ValueError:
        raise not_counted("It arrived damaged. Open the page again.") from None
