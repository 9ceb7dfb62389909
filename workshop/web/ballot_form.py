"""From the fields of the page's form to a ballot; whatever the page would not send is refused."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import unquote

from aiohttp import web

from workshop.core.session import CONFIDENCES, Ballot, RoundId
from workshop.core.words import Decision
from workshop.web.problems import PhoneProblem, bad_ballot

MOST_BYTES = 16 * 1024
"""A real ballot has about 150 bytes."""

PATIENCE = 10.0
"""Seconds that a phone has for sending a ballot, from its first byte on."""

_MOST_FIELDS = 64
_ROUND = re.compile(r"[A-Za-z0-9_-]{1,80}/[12]")
_TAP = re.compile(r"[0-9]{1,2}")
_ONCE = frozenset({"round", "decision", "missing", "confidence"})
_DECISIONS = {decision.value: decision for decision in Decision}
_SURE = {str(confidence): confidence for confidence in CONFIDENCES}


async def read_ballot(request: web.Request) -> tuple[RoundId, Ballot]:
    """The round and the ballot that a phone sent.

    Raises:
        PhoneProblem: too long, too slow, of another type, or no ballot.
    """
    if request.content_type != "application/x-www-form-urlencoded":
        raise PhoneProblem(415, "Only the form of this page can be sent here.", title="Not counted.")
    try:
        if (
            request.content.is_eof()
        ):  # nearly always: it came in one piece, and a timer costs more than to read it
            body = await request.read()
        else:
            async with asyncio.timeout(PATIENCE):
                body = await request.read()
    except TimeoutError:
        raise PhoneProblem(408, "The connection was too slow. Try again.", title="Not counted.") from None
    except web.HTTPRequestEntityTooLarge:
        raise PhoneProblem(413, "That is far more than a ballot.", title="Not counted.") from None
    return parse_ballot(body)


def parse_ballot(body: bytes) -> tuple[RoundId, Ballot]:
    """The round and the ballot in a form's body.

    Raises:
        PhoneProblem: a field is missing, unknown, doubled, or holds something that is not offered.
    """
    single, taps = _fields(body)
    if not _ROUND.fullmatch(single.get("round", "")):
        raise bad_ballot("The ballot does not name its vote. Open the page again.")
    if "decision" not in single:
        raise bad_ballot("Choose one of the four decisions first.")
    if single["decision"] not in _DECISIONS:
        raise bad_ballot("There is no such decision.")
    if single.get("missing", "1") != "1":
        raise bad_ballot("The last row is either tapped or not.")
    if "confidence" in single and single["confidence"] not in _SURE:
        raise bad_ballot("How sure: 50, 60, 70, 80, 90 or 100.")
    ballot = Ballot(
        decision=_DECISIONS[single["decision"]],
        taps=_tapped(taps),
        missing="missing" in single,
        confidence=_SURE[single["confidence"]] if "confidence" in single else None,
    )
    return RoundId(single["round"]), ballot


def _fields(body: bytes) -> tuple[dict[str, str], list[str]]:
    """The fields that occur once, and the taps. Written out because it runs for every ballot."""
    single: dict[str, str] = {}
    taps: list[str] = []
    try:
        parts = body.decode("ascii").split("&", _MOST_FIELDS)
        for part in parts:
            name, _, value = part.partition("=")
            if "%" in value:
                value = unquote(value, errors="strict")
            if name == "tap":
                taps.append(value)
            elif name not in _ONCE:
                raise bad_ballot("The ballot has a field that this page does not have.")
            elif name in single:
                raise bad_ballot("The ballot answers one question twice.")
            else:
                single[name] = value
    except ValueError:  # what a broken encoding or a lone surrogate raises
        raise bad_ballot("The ballot arrived damaged. Open the page again.") from None
    return single, taps


def _tapped(values: list[str]) -> tuple[int, ...]:
    if any(not _TAP.fullmatch(value) for value in values):
        raise bad_ballot("There is no such sentence.")
    taps = sorted(int(value) for value in values)
    if len(set(taps)) < len(taps):
        raise bad_ballot("Each sentence can be tapped once.")
    return tuple(taps)
