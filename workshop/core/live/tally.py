"""The counted ballots of closed rounds, from the smallest group upwards and never below it."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from workshop.core.english import counted
from workshop.core.live.groups import played
from workshop.core.live.roles import NOT_SAID, Asked, asked_before, parts_by_role
from workshop.core.live.rounds import Seat, scenario_round
from workshop.core.live.session import Ballot, Session
from workshop.core.live.switches import Switches, switches
from workshop.core.scenarios.scenario import Scenario
from workshop.core.stats.calibration import SURE_FROM, Judgement, SureAndWrong, sure_and_wrong
from workshop.core.stats.gain import gain
from workshop.core.stats.groups import may_cross
from workshop.core.stats.window import Band, band
from workshop.core.words import Decision

SMALL_ROOM = 10
"""Below this many votes a suggestion is a rough guide (a convention of this program)."""


def phones_and_hands(phones: int, hands: int) -> str:
    """Both in plain words, as in "7 phones and 1 hand"; what is not there is not named."""
    both = [(phones, "phone"), (hands, "hand")]
    return " and ".join(counted(number, what) for number, what in both if number) or "no vote"


@dataclass(frozen=True, slots=True)
class Tally:
    """The totals of one round. `taps` counts per sentence; `mean_confidence` is from 0.5 to 1.

    `mean_confidence` is None where fewer than the smallest group gave one; in a first round it is that of the
    ballots that are joined with being right, if any are.
    """

    voters: int
    decisions: dict[Decision, int]
    correct: int
    taps: tuple[int, ...]
    missing: int
    mean_confidence: float | None

    @property
    def share_correct(self) -> float:
        """Correct votes of all votes, from 0 to 1."""
        return self.correct / self.voters


@dataclass(frozen=True, slots=True)
class HandTally:
    """The totals of a show of hands: decisions only. It stands by itself and enters no other figure."""

    voters: int
    decisions: dict[Decision, int]
    correct: int

    @property
    def share_correct(self) -> float:
        """Correct hands of all hands, from 0 to 1."""
        return self.correct / self.voters


@dataclass(frozen=True, slots=True)
class Slice:
    """One role, or several small ones together: its voters, and how many were right in each vote."""

    role: str
    voters: int
    first: int
    second: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """What may be shown of a scenario: the rounds that reach the smallest group, and how many voted.

    Where both rounds were held with ballots, both tallies count the phones that voted in both, so that
    neither can be subtracted from the other. `voted` holds the plain number of ballots of each round held,
    `raised` that of hands; `hands` are the shows of hands that reach the smallest group by themselves.
    """

    voted: tuple[int, ...]
    first: Tally | None
    second: Tally | None
    raised: tuple[int, ...] = ()
    hands: tuple[HandTally | None, ...] = ()
    switches: Switches | None = None
    sure_and_wrong: SureAndWrong | None = None
    slices: tuple[Slice, ...] = ()

    @property
    def last(self) -> Tally | None:
        """The tally the room ended on."""
        return self.second or self.first

    @property
    def is_shown(self) -> bool:
        """Whether there are totals at all, of phones or of hands."""
        return self.last is not None or any(self.hands)

    @property
    def gain(self) -> float | None:
        """The normalised change from the first to the second vote, see `stats.gain`; None without both."""
        if self.first is None or self.second is None:
            return None
        return gain(self.first.share_correct, self.second.share_correct)


Results = tuple[tuple[Scenario, Result], ...]


def count_ballots(scenario: Scenario, ballots: Iterable[Ballot], k: int) -> Tally | None:
    """The tally of some ballots, or None below `k` of them."""
    cast = list(ballots)
    if len(cast) < k:
        return None
    decisions = dict.fromkeys(Decision, 0)
    taps = [0] * len(scenario.sentences)
    for ballot in cast:
        decisions[ballot.decision] += 1
        for tap in ballot.taps:
            taps[tap] += 1
    sure = [ballot.confidence for ballot in cast if ballot.confidence is not None]
    return Tally(
        voters=len(cast),
        decisions=decisions,
        correct=_correct(scenario, decisions),
        taps=tuple(taps),
        missing=sum(ballot.missing for ballot in cast),
        mean_confidence=sum(sure) / len(sure) / 100 if len(sure) >= k else None,
    )


def count_hands(scenario: Scenario, counts: Mapping[Decision, int], k: int) -> HandTally | None:
    """The tally of a show of hands, or None below `k` hands."""
    voters = sum(counts.values())
    if voters < k:
        return None
    decisions = {decision: counts.get(decision, 0) for decision in Decision}
    return HandTally(voters, decisions, _correct(scenario, decisions))


def _correct(scenario: Scenario, decisions: dict[Decision, int]) -> int:
    return sum(count for decision, count in decisions.items() if scenario.is_correct(decision))


def counted_ballots(session: Session, scenario: Scenario) -> dict[int, dict[Seat, Ballot]]:
    """The ballots that are counted, by the number of their round.

    Where both rounds were held by phone these are the ballots of the phones that voted in both. Where too
    few did, one round stands alone: two totals of overlapping groups could be subtracted from each other.
    """
    cast = {
        number: session.ballots.get(round_, {})
        for number in (1, 2)
        if (round_ := scenario_round(scenario.id, number)) in session.held
    }
    if len(cast) < 2:
        return cast
    both = cast[1].keys() & cast[2].keys()
    if len(both) >= session.setup.k:
        return {number: {seat: ballots[seat] for seat in both} for number, ballots in cast.items()}
    alone = 1 if len(cast[1]) >= session.setup.k else 2
    return {alone: cast[alone]}


def result_of(session: Session, scenario: Scenario) -> Result:
    """What may be shown of a scenario after its reveal."""
    k = session.setup.k
    counted = counted_ballots(session, scenario)
    held = [round_ for number in (1, 2) if (round_ := scenario_round(scenario.id, number)) in session.held]
    raised = [session.hands.get(round_, {}) for round_ in held]
    first, second = (count_ballots(scenario, counted.get(number, {}).values(), k) for number in (1, 2))
    shown = Result(
        voted=tuple(len(session.ballots.get(round_, ())) for round_ in held),
        first=first,
        second=second,
        raised=tuple(sum(counts.values()) for counts in raised),
        hands=tuple(count_hands(scenario, counts, k) for counts in raised),
    )
    if first is None:
        return shown
    ballots = counted[1]
    asked = _asked_before(session, scenario)
    joined = joinable(ballots, k, asked)
    if joined:
        # The mean of more ballots would, minus that of the joined ones, speak of those that were left out.
        sure = [ballot.confidence for part in joined for ballot in part if ballot.confidence is not None]
        first = replace(first, mean_confidence=sum(sure) / len(sure) / 100)
    return replace(
        shown,
        first=first,
        switches=switches(scenario, ballots, counted[2], k) if second is not None else None,
        sure_and_wrong=_sure_and_wrong(scenario, joined, k),
        slices=_slices(scenario, counted, k, asked),
    )


def results_of(session: Session) -> Results:
    """The scenarios revealed so far, in the order they were played, and what may be shown of each."""
    return tuple(
        (scenario, result_of(session, scenario))
        for _, scenario in played(session)
        if scenario.id in session.revealed
    )


def _asked_before(session: Session, scenario: Scenario) -> Asked:
    """What was shown of the room's roles before it voted on a scenario."""
    step = next(index for index, one in played(session) if one.id == scenario.id)
    return asked_before(session, step)


def joined_ballots(session: Session, scenario: Scenario) -> tuple[tuple[Ballot, ...], ...]:
    """The first ballots of a scenario whose confidence may be joined with being right, role by role."""
    ballots = counted_ballots(session, scenario).get(1, {})
    return joinable(ballots, session.setup.k, _asked_before(session, scenario))


def joinable(ballots: Mapping[Seat, Ballot], k: int, asked: Asked) -> tuple[tuple[Ballot, ...], ...]:
    """The ballots whose confidence may be joined with being right, by the roles that may be shown.

    The totals of a role, minus those of the ones in it that said how sure they were, would speak of the
    others. So the others must be none or at least `k`: where they are fewer, some ballots with a confidence
    join them, chosen by their seats, which are random and know nothing of an answer. Fewer than `k` left in
    a role are no group.
    """
    joined = []
    for seats in _roles(ballots, k, asked).values():
        sure = [ballots[seat] for seat in sorted(seats) if ballots[seat].confidence is not None]
        if 0 < len(seats) - len(sure) < k:
            sure = sure[: max(len(seats) - k, 0)]
        if len(sure) >= k:
            joined.append(tuple(sure))
    return tuple(joined)


def _sure_and_wrong(
    scenario: Scenario, joined: tuple[tuple[Ballot, ...], ...], k: int
) -> SureAndWrong | None:
    """The highlight, unless the sure ones and the roles would tell something about too few."""
    sure = [sum((ballot.confidence or 0) >= SURE_FROM for ballot in part) for part in joined]
    if not may_cross(((count, len(part) - count) for count, part in zip(sure, joined, strict=True)), k):
        return None
    return sure_and_wrong(judgements_of(scenario, (ballot for part in joined for ballot in part)))


def _roles(ballots: Mapping[Seat, Ballot], k: int, asked: Asked) -> dict[str, list[Seat]]:
    return parts_by_role(((seat, ballot.role) for seat, ballot in ballots.items()), asked, k)


def _slices(
    scenario: Scenario, counted: dict[int, dict[Seat, Ballot]], k: int, asked: Asked
) -> tuple[Slice, ...]:
    """The roles that may be shown; a phone's role is the one of its first ballot."""

    def right(number: int, seats: list[Seat]) -> int:
        return sum(scenario.is_correct(counted[number][seat].decision) for seat in seats)

    return tuple(
        Slice(name, len(seats), right(1, seats), right(2, seats) if 2 in counted else None)
        for name, seats in _roles(counted[1], k, asked).items()
        if name != NOT_SAID
    )


class Suggestion(enum.Enum):
    """What the program proposes after a first vote; the room reads it, so no word says how many have it."""

    HINT = "show the hint, then vote again."
    TALK = "talk in pairs."
    MOVE_ON = "explain briefly and move on."
    OPEN_TABLE = "talk at an open table."


_AFTER = {Band.FEW: Suggestion.HINT, Band.SOME: Suggestion.TALK, Band.MOST: Suggestion.MOVE_ON}


def suggest(tally: Tally | HandTally | None) -> Suggestion:
    """The step to propose after vote 1, from where the share correct stands to the window of a talk.

    The share itself is not shown before the second vote, because it would pull people to the majority.
    """
    if tally is None:
        return Suggestion.OPEN_TABLE
    return _AFTER[band(tally.share_correct)]


def first_tally(session: Session, scenario: Scenario) -> Tally | HandTally | None:
    """The tally of vote 1 alone, for the suggestion; it is never shown. Hands stand in for too few phones."""
    round_, k = scenario_round(scenario.id, 1), session.setup.k
    cast = count_ballots(scenario, session.ballots.get(round_, {}).values(), k)
    return cast or count_hands(scenario, session.hands.get(round_, {}), k)


def judgements_of(scenario: Scenario, ballots: Iterable[Ballot]) -> tuple[Judgement, ...]:
    """The judgements in some ballots; a ballot without a confidence gives none.

    From a gap and the mean confidence follows how many of these were right, and a tally says how many of
    all were. So it takes exactly the ballots that the tally counts, and only where those without a
    confidence are none or a group large enough; else one total minus the other would give them away.
    """
    return tuple(
        Judgement(ballot.confidence, scenario.is_correct(ballot.decision))
        for ballot in ballots
        if ballot.confidence is not None
    )
