"""From the form of the page where people write to a text; how long it may be is known to the room."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from aiohttp import web

from workshop.core.good import GOOD_LINES, good_typed
from workshop.core.live.rounds import Round
from workshop.core.live.session import Text
from workshop.web.posted import read_body
from workshop.web.problems import not_counted

TEXT_ROUND = re.compile(r"text_(?:ask|(?:group_)?[0-9]{1,3}_[0-9]{1,3})_[0-9]{1,4}/1")
_FIELDS = frozenset({"round", "text", "then", *GOOD_LINES})
_MOST = 1 + len(GOOD_LINES)


async def read_text(request: web.Request) -> tuple[Round, Text]:
    """The round and the text that a phone sent.

    Raises:
        PhoneProblem: too long, too slow, of another type, or no text.
    """
    return parse_text(await read_body(request))


def parse_text(body: bytes) -> tuple[Round, Text]:
    """The round and the text in a form's body.

    Raises:
        PhoneProblem: a field is missing, unknown or doubled.
    """
    try:
        fields = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST, errors="strict"
        )
        said = dict(fields)
        if len(said) < len(fields) or not said.keys() <= _FIELDS or not TEXT_ROUND.fullmatch(said["round"]):
            raise ValueError
        round_, lines = Round.parse(said["round"]), {key: said[key] for key in GOOD_LINES if key in said}
        return round_, Text(good_typed(lines)) if lines else Text(said["text"], said.get("then", ""))
    except (ValueError, KeyError):
        raise not_counted("It arrived damaged. Open the page again.") from None
