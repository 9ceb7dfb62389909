"""What a series reached: the four levels of Kirkpatrick, the four checks, and the roles."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop.core.agenda.pulse import CAUGHT_AT_WORK
from workshop.core.plans.plan import EvidencePart
from workshop.core.plans.record import Outcome, PulseTotals, RelianceMap
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.stats.detection import Label, shown_label
from workshop.core.stats.interval import Share
from workshop.core.words import ROLES, Audience, Check


@dataclass(frozen=True, slots=True)
class Learned:
    """The second level for one session: first votes that were right, and what the talk won.

    `gain` is the middle of the gains of its scenarios; `label` what its map may say of the room.
    """

    first_votes: Share | None
    gain: float | None
    gains: int
    label: Label | None


@dataclass(frozen=True, slots=True)
class Levels:
    """Reaction, learning and the first part of behaviour, each with a place for every session.

    The rest of behaviour, and the results, stand with the actions: look-backs and metrics.
    """

    useful: tuple[PulseTotals | None, ...]
    learned: tuple[Learned | None, ...]
    changed: tuple[PulseTotals | None, ...]
    caught_at_work: tuple[PulseTotals | None, ...] = ()
    """How many errors people have caught at work between two sessions, by their own count."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles for which no plan says what good looks like: without a scenario of their work, and with one."""

    neither: tuple[Audience, ...]
    only_played: tuple[Audience, ...]


def levels_of(outcomes: Sequence[Outcome]) -> Levels:
    """What stands in the sessions' files about each level."""
    return Levels(
        useful=tuple(outcome.record.pulse("useful") for outcome in outcomes),
        learned=tuple(_learned(outcome) for outcome in outcomes),
        changed=tuple(outcome.record.pulse("changed") for outcome in outcomes),
        caught_at_work=tuple(outcome.record.pulse(CAUGHT_AT_WORK) for outcome in outcomes),
    )


def practised(outcomes: Sequence[Outcome]) -> Mapping[Check, int]:
    """How many scenarios asked for each check; those with two kinds of one check count once."""
    asked = [
        {KINDS[kind].check for kind in evidence.kinds if kind in KINDS}
        for outcome in outcomes
        for evidence in evidence_seen(outcome)
    ]
    return {check: sum(check in checks for checks in asked) for check in Check}


def roles_of(outcomes: Sequence[Outcome], audiences: Mapping[str, Audience]) -> Roles:
    """Which roles were passed over; `audiences` says whose work each scenario shows."""
    played = {
        audiences.get(scenario)
        for outcome in outcomes
        for scenario in (
            *outcome.record.scenarios,
            *(evidence.scenario for evidence in evidence_seen(outcome)),
        )
    }
    written = {
        _role_key(good.role) for outcome in outcomes for plan in outcome.plans for good in plan.phase.good
    }
    unwritten = [role for role in ROLES if role.value not in written]
    return Roles(
        neither=tuple(role for role in unwritten if role not in played),
        only_played=tuple(role for role in unwritten if role in played),
    )


def _learned(outcome: Outcome) -> Learned | None:
    evidence = evidence_seen(outcome)
    rounds = [
        (block.round1.correct, block.round1.voters)
        for block in evidence
        if block.round1 is not None and block.round1.share_correct is not None and not block.round1.by_hand
    ]
    correct, voters = sum(right or 0 for right, _ in rounds), sum(of or 0 for _, of in rounds)
    gains = [block.gain for block in evidence if block.gain is not None]
    label = label_of(outcome)
    if not voters and not gains and label is None:
        return None
    first = Share(correct, voters) if voters else None
    return Learned(first, statistics.median(gains) if gains else None, len(gains), label)


def label_of(outcome: Outcome) -> Label | None:
    """What the map of a session may say of the room, from its totals and not from what was written then."""
    kept = outcome.record.map or RelianceMap()
    return shown_label(kept.decisions, kept.sentences, sound_played=outcome.sound_played)


def evidence_seen(outcome: Outcome) -> list[EvidencePart]:
    """What a session saw, each scenario once: plans of several roles may share it."""
    by_scenario = {evidence.scenario: evidence for plan in outcome.plans for evidence in plan.evidence}
    return list(by_scenario.values())


def _role_key(role: str) -> str:
    return role.strip().casefold().replace(" ", "-")
