"""What a key says to one phone: of all that it can say, what holds for the ballots of that phone."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.core.live.rounds import scenario_round
from workshop.core.live.session import Ballot
from workshop.core.scenarios.scenario import Scenario
from workshop.web.own import body_of, facts_of, holds
from workshop.web.verdict import OwnVote, Row, verdict_of


@dataclass(frozen=True, slots=True)
class Told:
    """What one phone is told."""

    choices: tuple[OwnVote, ...]
    rows: tuple[Row, ...]
    missing: Row | None
    best: str
    also: tuple[str, ...]


def facts_for(key: Scenario, own: tuple[Ballot | None, ...]) -> frozenset[str]:
    """The facts of a phone that cast these ballots in the rounds of a scenario."""
    rounds = [scenario_round(key.id, number) for number in range(1, len(own) + 1)]
    return facts_of({round_: body_of(round_, ballot) for round_, ballot in zip(rounds, own, strict=True)})


def told(key: Scenario, own: tuple[Ballot | None, ...]) -> Told:
    """What a phone is told that cast these ballots, one for each round that was held."""
    every, facts = verdict_of(key, tuple(range(1, len(own) + 1))), facts_for(key, own)
    choices = tuple(choice for choice in every.choices if holds(choice.when, facts))
    rows = tuple(row for row in every.rows if holds(row.when, facts))
    missing = [row for row in every.missing if holds(row.when, facts)]
    assert len(missing) < 2
    assert [row.number for row in rows] == list(range(1, len(key.sentences) + 1))
    return Told(choices, rows, missing[0] if missing else None, every.best, every.also)
