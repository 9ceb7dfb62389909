"""Reads a posted form: its body within limits, and its fields, each at most once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Container
from urllib.parse import unquote

from aiohttp import web

from workshop.core.live.rounds import Round
from workshop.web.problems import not_counted

MOST_BYTES = 16 * 1024
"""A real ballot has about 150 bytes."""

PATIENCE = 10.0
"""Seconds that a phone has for sending a form, from its first byte on."""

_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 64
_ROUND = re.compile(r"[A-Za-z0-9_-]{1,80}/[12]")


async def read_body(request: web.Request, most: int = MOST_BYTES) -> bytes:
    """The body of a form of at most so many bytes.

    Raises:
        PhoneProblem: too long, too slow, or of another type.
    """
    if request.headers.get("Content-Type") != _FORM and request.content_type != _FORM:
        raise not_counted("Only the form of this page can be sent here.", status=415)
    try:
        if request.content.is_eof():
            # Nearly always: it came in one piece, and a timer costs more than to take it.
            body = request.content.read_nowait()
            if len(body) > most:
                raise web.HTTPRequestEntityTooLarge(most, len(body))
            return body
        async with asyncio.timeout(PATIENCE):
            return await request.clone(client_max_size=most).read()
    except TimeoutError:
        raise not_counted("The connection was too slow. Try again.", status=408) from None
    except web.HTTPRequestEntityTooLarge:
        raise not_counted("That is far more than this page sends.", status=413) from None


def fields_of(body: bytes, once: Container[str], many: str = "") -> tuple[dict[str, str], list[str]]:
    """The fields that may occur once, and the values of the one that may occur many times.

    Written out because it runs for every ballot.

    Raises:
        PhoneProblem: a field is unknown or doubled, or the encoding is broken.
    """
    single: dict[str, str] = {}
    several: list[str] = []
    try:
        parts = body.decode("ascii").split("&", _MOST_FIELDS)
        for part in parts:
            name, _, value = part.partition("=")
            if "%" in value:
                value = unquote(value, errors="strict")
            if many and name == many:
                several.append(value)
            elif name not in once:
                raise not_counted("It has a field that this page does not have.")
            elif name in single:
                raise not_counted("It answers one question twice.")
            else:
                single[name] = value
    except ValueError:  # what a broken encoding or a lone surrogate raises
        raise not_counted("It arrived damaged. Open the page again.") from None
    return single, several


def round_of(single: dict[str, str]) -> Round:
    """The round that a form names.

    Raises:
        PhoneProblem: it names none.
    """
    if not _ROUND.fullmatch(single.get("round", "")):
        raise not_counted("It does not name its vote. Open the page again.")
    return Round.parse(single["round"])
