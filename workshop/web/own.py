"""What a phone has said, and the marks that follow from it.

A page is written once for all phones. Where it depends on what a phone has said, it holds every possible
part in a `<template data-if="...">`, and whoever shows the page chooses: the page's script from what the
phone keeps, or this file for a phone that asks. So nothing that depends on one phone's answer is made for
another.

A condition is words, all of which must hold: `1` (something was cast in round 1), `!2`, `last.tap=3`,
`any last.tap=1|last.tap=4`. `last` is the last round that was cast in; the second of two equal dots is
`last.dot=I1.2`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from urllib.parse import parse_qsl, urlencode

from workshop.core.agenda.pulse import Answer
from workshop.core.live.dots import Dots
from workshop.core.live.rounds import Round
from workshop.core.live.scores import Scores
from workshop.core.live.session import Ballot, Taps
from workshop.core.live.steps.dots import DotsPicture, DotsResultPicture
from workshop.core.live.steps.lines import LinesPicture
from workshop.core.live.steps.scenario import KeyPicture, TalkPicture
from workshop.core.live.steps.score import ScorePicture, ScoreResultPicture
from workshop.core.live.view import PhoneView

Said = dict[Round, str | None]
"""For each round that a page shows: the form that was cast, "" for nothing, None where it is asked for."""

OWN, COUNT = "\x02", "\x03"
"""Stand in a written page for what the phone that shows it has said, and for how many have voted."""

_TOKEN = re.compile(r'<template data-if="([^"]*)">|</template>')


def said_of(view: PhoneView) -> Said:
    """What one phone has said, as far as the page of this place shows it."""
    shown = view.held if isinstance(view.picture, KeyPicture | TalkPicture) else view.asked
    return {round_: _body(view, round_) for round_ in shown}


def asked_of(view: PhoneView) -> Said:
    """What a phone fills in by itself: None where its answer is needed, "" where nobody has one."""
    if view.by_hand and not isinstance(view.picture, KeyPicture):
        return said_of(view)
    return dict.fromkeys(said_of(view))


def as_json(said: Said) -> str:
    """As the script writes it."""
    return json.dumps({str(round_): body for round_, body in said.items()}, separators=(",", ":"))


def facts_of(said: Said) -> frozenset[str]:
    """All that can be said of what a phone has said, in the words of conditions."""
    facts = set()
    last: str | None = None
    for round_, body in said.items():
        if body:
            number = str(round_.number)
            facts |= {"any", number, *_fields(number, body)}
            last = body
    return frozenset(facts.union(_fields("last", last)))


def holds(condition: str, facts: frozenset[str]) -> bool:
    """Whether a condition holds."""
    return all(
        any(word.startswith("!") is (word.removeprefix("!") not in facts) for word in clause.split("|"))
        for clause in condition.split()
    )


def chosen(html: str, said: Said) -> str:
    """The page of one phone: of the parts that depend on what it has said only those that hold."""
    facts = facts_of(said)
    kept: list[str] = []
    shown = [True]
    at = 0
    for token in _TOKEN.finditer(html):
        if shown[-1]:
            kept.append(html[at : token.start()])
        at = token.end()
        if token[1] is None:
            shown.pop()
        else:
            shown.append(shown[-1] and holds(token[1], facts))
    kept.append(html[at:])
    return "".join(kept)


def _fields(name: str, body: str | None) -> set[str]:
    if not isinstance(body, str):
        return set()
    fields = set()
    for field, number in Counter(f"{name}.{key}={value}" for key, value in parse_qsl(body)).items():
        fields |= {field, *(f"{field}.{place}" for place in range(2, number + 1))}
    return fields


def _body(view: PhoneView, round_: Round) -> str:
    """The body that the page's form sent for what one phone has said in a round, "" for nothing."""
    match view.marks.said.get(round_):
        case Ballot() as ballot:
            return body_of(round_, ballot)
        case Answer(value):
            return urlencode([("round", str(round_)), ("value", value)])
        case Taps(lines, missing):
            taps = [("tap", str(line)) for line in lines]
            return urlencode([("round", str(round_)), *taps, *([("missing", "1")] if missing else [])])
        case Dots(given) if isinstance(view.picture, DotsPicture | DotsResultPicture | LinesPicture):
            dots = [("dot", idea.id) for idea in view.picture.ideas for _ in range(given.count(idea.id))]
            return urlencode([("round", str(round_)), *dots])
        case Scores(given) if isinstance(view.picture, ScorePicture | ScoreResultPicture):
            scores = [(idea.id, given[idea.id]) for idea in view.picture.ideas if idea.id in given]
            return urlencode([("round", str(round_)), *scores])
    return ""


def body_of(round_: Round, ballot: Ballot | None) -> str:
    """The body that the page's form sends, field by field in the order of the page."""
    if ballot is None:
        return ""
    fields = [("round", str(round_)), *(("tap", str(tap)) for tap in ballot.taps)]
    if ballot.missing:
        fields.append(("missing", "1"))
    fields.append(("decision", ballot.decision.value))
    if ballot.confidence is not None:
        fields.append(("confidence", str(ballot.confidence)))
    return urlencode(fields)
