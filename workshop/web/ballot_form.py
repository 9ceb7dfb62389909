"""From the fields of the vote page's form to a ballot; whatever the page would not send is refused."""

from __future__ import annotations

from aiohttp import web

from workshop.core.live.rounds import Round
from workshop.core.live.session import Ballot
from workshop.core.words import CONFIDENCES, Decision
from workshop.web.posted import fields_of, read_body, round_of
from workshop.web.problems import not_counted

_TAPS = {str(tap): tap for tap in range(100)}
_ONCE = frozenset({"round", "decision", "missing", "confidence"})
_DECISIONS = {decision.value: decision for decision in Decision}
_SURE = {str(confidence): confidence for confidence in CONFIDENCES}


async def read_ballot(request: web.Request) -> tuple[Round, Ballot]:
    """The round and the ballot that a phone sent.

    Raises:
        PhoneProblem: too long, too slow, of another type, or no ballot.
    """
    return parse_ballot(await read_body(request))


def parse_ballot(body: bytes) -> tuple[Round, Ballot]:
    """The round and the ballot in a form's body.

    Raises:
        PhoneProblem: a field is missing, unknown, doubled, or holds something that is not offered.
    """
    single, taps = fields_of(body, _ONCE, "tap")
    round_ = round_of(single)
    if "decision" not in single:
        raise not_counted("Choose one of the four decisions first.")
    if single["decision"] not in _DECISIONS:
        raise not_counted("There is no such decision.")
    if single.get("missing", "1") != "1":
        raise not_counted("The last row is either tapped or not.")
    if "confidence" in single and single["confidence"] not in _SURE:
        raise not_counted("How sure: 50, 60, 70, 80, 90 or 100.")
    sure = single.get("confidence")
    ballot = Ballot(
        _DECISIONS[single["decision"]],
        tapped(taps),
        "missing" in single,
        _SURE[sure] if sure else None,
    )
    return round_, ballot


def tapped(values: list[str]) -> tuple[int, ...]:
    """The lines that were tapped, in rising order.

    Raises:
        PhoneProblem: there is no such line, or one was tapped twice.
    """
    try:
        taps = sorted(map(_TAPS.__getitem__, values))
    except KeyError:
        raise not_counted("There is no such sentence.") from None
    if len(set(taps)) < len(taps):
        raise not_counted("Each sentence can be tapped once.")
    return tuple(taps)
