"""What the rooms of sealed sessions voted on each text, in totals, and what rooms taught by it."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workshop.core.agenda.learnt import Learnt
from workshop.core.plans.plan import EvidencePart, RoundTotals
from workshop.core.plans.record import Outcome, SentenceTaps
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.scenarios.wording import wording_of
from workshop.core.series.learned import evidence_seen
from workshop.core.stats.gain import gain
from workshop.core.stats.interval import Share
from workshop.core.stats.window import Band, band
from workshop.core.words import DEFAULT_K


class Passed(enum.Enum):
    """Why the votes of a room on a text are not counted; its value is a part of a sentence."""

    UNKNOWN = "in no folder that was named"
    NO_WORDING = "in a session of an earlier version, without its wording"
    REWORDED = "in another wording"
    DISAGREES = "whose plan and record do not say the same"
    SMALL = "with fewer than five votes"
    AGAIN = "once more by a series that had it before: no first vote"


@dataclass(frozen=True, slots=True)
class RoomVotes:
    """What one room voted on a text: the shares that were right, and the taps of each vote."""

    first: Share
    second: Share | None
    first_taps: SentenceTaps
    last_taps: SentenceTaps


@dataclass(frozen=True, slots=True)
class TextTotals:
    """The votes of some rooms on one text in its present wording."""

    scenario: Scenario
    rooms: tuple[RoomVotes, ...]

    @property
    def first(self) -> Share:
        """First votes that were right, of all of them."""
        return _pooled(room.first for room in self.rooms)

    @property
    def gain(self) -> float | None:
        """What the talk won where a room voted twice; None where none did, or where nothing could be won."""
        twice = [(room.first, room.second) for room in self.rooms if room.second is not None]
        if not twice:
            return None
        before, after = (_pooled(votes) for votes in zip(*twice, strict=True))
        return gain(before.value, after.value)

    @property
    def taps(self) -> tuple[int, ...]:
        """How many tapped each line in the first vote."""
        return tuple(map(sum, zip(*(room.first_taps.sentences for room in self.rooms), strict=True)))

    @property
    def missing(self) -> int:
        """How many said in the first vote that something was left out."""
        return sum(room.first_taps.missing for room in self.rooms)

    @property
    def learnt(self) -> Learnt:
        """What the rooms taught, without any of their numbers."""
        bands = Counter(band(room.first.value) for room in self.rooms)
        return Learnt(
            wording_of(self.scenario),
            len(self.rooms),
            bands[Band.FEW],
            bands[Band.MOST],
            sum(_not_found(self.scenario, room.last_taps) for room in self.rooms),
            sum(_wrong_line(self.scenario, room.last_taps) for room in self.rooms),
        )


@dataclass(frozen=True, slots=True)
class Rooms:
    """The totals of each text that was counted, and how many rooms are not counted, by text and reason."""

    texts: Mapping[ScenarioId, TextTotals]
    passed: Mapping[tuple[str, Passed], int]


def rooms_of(outcomes: Sequence[Outcome], scenarios: Mapping[ScenarioId, Scenario]) -> Rooms:
    """The votes of sealed sessions on the texts of a library.

    A series that meets a text on a later day once more has talked about it: only its first day counts.
    """
    rooms: dict[ScenarioId, list[RoomVotes]] = {}
    passed: Counter[tuple[str, Passed]] = Counter()
    first_days: dict[tuple[str, str], object] = {}
    for outcome in sorted(outcomes, key=lambda one: (str(one.record.session.date), one.record.session.id)):
        session = outcome.record.session
        for id_, votes in _votes(outcome, scenarios):
            series = (session.series.casefold(), id_)
            again = bool(session.series) and first_days.setdefault(series, session.date) != session.date
            if isinstance(votes, Passed) or again:
                passed[id_, votes if isinstance(votes, Passed) else Passed.AGAIN] += 1
            else:
                rooms.setdefault(ScenarioId(id_), []).append(votes)
    return Rooms({id_: TextTotals(scenarios[id_], tuple(of)) for id_, of in sorted(rooms.items())}, passed)


def _votes(
    outcome: Outcome, scenarios: Mapping[ScenarioId, Scenario]
) -> Iterator[tuple[str, RoomVotes | Passed]]:
    """For each text of which a first vote was shown what its room voted, or why that is not counted."""
    taps = {(one.scenario, one.vote): one for one in outcome.record.taps}
    evidence = {one.scenario: one for one in evidence_seen(outcome)}
    voted = [id_ for id_, seen in evidence.items() if seen.round1 is not None and not seen.round1.by_hand]
    for id_ in dict.fromkeys((*voted, *(id_ for id_, vote in taps if vote == 1))):
        scenario, wording = scenarios.get(ScenarioId(id_)), outcome.record.wordings.get(id_)
        if scenario is None:
            yield id_, Passed.UNKNOWN
        elif wording != wording_of(scenario):
            yield id_, Passed.NO_WORDING if wording is None else Passed.REWORDED
        else:
            yield (
                id_,
                _room(scenario, evidence.get(id_, EvidencePart()), taps.get((id_, 1)), taps.get((id_, 2))),
            )


def _room(
    scenario: Scenario, seen: EvidencePart, first: SentenceTaps | None, second: SentenceTaps | None
) -> RoomVotes | Passed:
    before, after = _share(scenario, seen.round1, first), _share(scenario, seen.round2, second)
    if first is None or before is None or (second is not None and after is None):
        return Passed.DISAGREES
    if first.voters < DEFAULT_K:
        return Passed.SMALL
    return RoomVotes(before, after, first, second or first)


def _share(scenario: Scenario, totals: RoundTotals | None, taps: SentenceTaps | None) -> Share | None:
    """The share that was right, where plan and record say the same of a vote."""
    if taps is None or totals is None or totals.share_correct is None or totals.correct is None:
        return None
    same = totals.voters == taps.voters and len(taps.sentences) == len(scenario.sentences)
    return Share(totals.correct, taps.voters) if same else None


def _most_tapped(scenario: Scenario, taps: SentenceTaps, *, wrong: bool) -> int:
    lines = [n for n, line in zip(taps.sentences, scenario.sentences, strict=True) if line.wrong == wrong]
    return max([*lines, taps.missing if wrong and scenario.missing is not None else 0])


def _not_found(scenario: Scenario, taps: SentenceTaps) -> bool:
    """Whether no wrong line was tapped by more people than a single blind tap of each would hit it."""
    if scenario.control:
        return False
    rows = len(scenario.sentences) + 1
    return _most_tapped(scenario, taps, wrong=True) * rows <= taps.voters


def _wrong_line(scenario: Scenario, taps: SentenceTaps) -> bool:
    """Whether a right line was tapped more than each wrong one."""
    if scenario.control:
        return False
    return _most_tapped(scenario, taps, wrong=False) > _most_tapped(scenario, taps, wrong=True)


def _pooled(shares: Iterable[Share]) -> Share:
    counted = list(shares)
    return Share(sum(share.k for share in counted), sum(share.n for share in counted))
