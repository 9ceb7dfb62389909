"""Stages by what happens in them, written by hand once more: the code computes them from its rows."""

from __future__ import annotations

from workshop.core.live.session import Stage

VOTING = {Stage.VOTE_1: 1, Stage.VOTE_2: 2}
"""Those in which a round of a scenario is open, with the number of the round."""

CLOSES_INTO = {
    Stage.VOTE_1: Stage.VOTE_1_CLOSED,
    Stage.VOTE_2: Stage.VOTE_2_CLOSED,
    Stage.PULSE: Stage.PULSE_CLOSED,
    Stage.DOTS: Stage.DOTS_CLOSED,
    Stage.SCORE: Stage.SCORE_CLOSED,
    Stage.LINES: Stage.LINES_CLOSED,
    Stage.OPEN_CASE_VOTE: Stage.OPEN_CASE_CLOSED,
}
"""Those in which a round is open, each with the place where it is closed and not yet told."""

OF_LINES = frozenset({Stage.LINES, Stage.LINES_CLOSED, Stage.LINES_RESULT})
"""Those of a vote on the lines of a card, which has some to choose from."""

ASKING = frozenset(CLOSES_INTO)
AFTER_REVEAL = frozenset({Stage.REVEAL, Stage.OUTCOME, Stage.CHECK, Stage.DEBRIEF})
"""Those in which the key of the current scenario may be seen."""
