"""From the fields of a pulse or a vote on ideas to an answer; whatever the page would not send is refused."""

from __future__ import annotations

import re

from aiohttp import web

from workshop.core.agenda.pulse import Answer
from workshop.core.live.dots import Dots, IdeaId
from workshop.core.live.rounds import Round, Takes
from workshop.core.live.scores import HIGHEST, LOWEST, Scores
from workshop.core.live.session import Given, Taps
from workshop.web.ballot_form import tapped
from workshop.web.posted import fields_of, read_body, round_of
from workshop.web.problems import not_counted

_ONCE = frozenset({"round", "value"})
_IDEA = re.compile(r"I[0-9]{1,4}")
_SCORES = frozenset(str(score) for score in range(LOWEST, HIGHEST + 1))

OURS = "ours"
"""What stands in the place of a score where somebody said the idea; it is read, and kept nowhere."""


_TAPPED = re.compile(rf"(?:^|&)round={Takes.TAPS.value}".encode())
_SCORED = re.compile(rf"(?:^|&)round={Takes.SCORES.value}".encode())


class _ScoreFields:
    """The fields of scores that may occur once: the round, and each idea by its name."""

    def __contains__(self, name: object) -> bool:
        return name == "round" or (isinstance(name, str) and _IDEA.fullmatch(name) is not None)


_SCORE_FIELDS = _ScoreFields()


async def read_answer(request: web.Request) -> tuple[Round, Given]:
    """The round and the answer that a phone sent.

    Raises:
        PhoneProblem: too long, too slow, of another type, or no answer.
    """
    return parse_answer(await read_body(request))


def parse_answer(body: bytes) -> tuple[Round, Given]:
    """The round and the answer in a form's body; which answers there are is known to the room.

    Raises:
        PhoneProblem: a field is missing, unknown or doubled.
    """
    if _SCORED.search(body):
        return _scores_of(body)
    if _TAPPED.search(body):
        return _taps_of(body)
    single, dots = fields_of(body, _ONCE, "dot")
    round_ = round_of(single)
    if round_.takes is Takes.DOTS:
        return round_, _dots_of(single, dots)
    if dots or not single.get("value"):
        raise not_counted("Choose one of the answers first.")
    return round_, Answer(single["value"])


def _dots_of(single: dict[str, str], dots: list[str]) -> Dots:
    if not dots or "value" in single:
        raise not_counted("Give at least one dot first.")
    if any(not _IDEA.fullmatch(dot) for dot in dots):
        raise not_counted("There is no such idea.")
    return Dots(tuple(map(IdeaId, dots)))


def _scores_of(body: bytes) -> tuple[Round, Scores]:
    single, _ = fields_of(body, _SCORE_FIELDS)
    round_ = round_of(single)
    given = {IdeaId(idea): score for idea, score in single.items() if idea != "round" and score != OURS}
    if not given:
        raise not_counted("Score at least one idea first.")
    if any(score not in _SCORES for score in given.values()):
        raise not_counted("A score is 1 to 5.")
    return round_, Scores({idea: int(score) for idea, score in given.items()})


def _taps_of(body: bytes) -> tuple[Round, Taps]:
    single, taps = fields_of(body, ("round", "missing"), "tap")
    if single.get("missing", "1") != "1":
        raise not_counted("The last row is either tapped or not.")
    return round_of(single), Taps(tapped(taps), "missing" in single)
