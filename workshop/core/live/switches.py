"""Who changed sides between two votes, as four totals of the phones that voted in both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from workshop.core.live.rounds import Seat
from workshop.core.live.session import Ballot
from workshop.core.scenarios.scenario import Scenario

SHOWN_FROM = 10
"""From this many phones switches are shown (a convention of this program)."""


@dataclass(frozen=True, slots=True)
class Switches:
    """The phones that voted in both rounds, by what they chose before and after."""

    wrong_to_right: int
    right_to_wrong: int
    stayed_right: int
    stayed_wrong: int

    @property
    def phones(self) -> int:
        """How many voted in both rounds."""
        return self.wrong_to_right + self.right_to_wrong + self.stayed_right + self.stayed_wrong

    @property
    def words(self) -> str:
        """The four totals in one line."""
        return (
            f"{self.wrong_to_right} wrong to right, {self.right_to_wrong} right to wrong, "
            f"{self.stayed_right} stayed right, {self.stayed_wrong} stayed wrong"
        )


def switches(
    scenario: Scenario, first: Mapping[Seat, Ballot], second: Mapping[Seat, Ballot], k: int
) -> Switches | None:
    """The switches of the seats found in both rounds; None below ten of them, or below `k`.

    A ballot is right as in a tally: a faulty output not used as it is, a sound one used. Ballots of only
    one round count nowhere.
    """
    both = first.keys() & second.keys()
    if len(both) < max(SHOWN_FROM, k):
        return None
    moves = Counter(
        (scenario.is_correct(first[seat].decision), scenario.is_correct(second[seat].decision))
        for seat in both
    )
    return Switches(moves[False, True], moves[True, False], moves[True, True], moves[False, False])
