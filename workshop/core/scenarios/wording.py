"""Whether two rooms judged the same text: a short sum over all that decides what they vote."""

from __future__ import annotations

import hashlib

from workshop.core.scenarios.scenario import Scenario

_LENGTH = 12


def wording_of(scenario: Scenario) -> str:
    """The sum of what a room reads before it votes, and of what counts as right; 12 letters and figures.

    Title, hint, reveal and questions come after the first vote, so another one makes no other text.
    """
    lines = [f"{line.wrong} {line.text}" for line in scenario.sentences]
    read = (scenario.setting, scenario.task, scenario.source_title, scenario.source, *scenario.options)
    key = f"{scenario.control} {scenario.missing is not None}"
    # Fields of a file hold no zero byte, so no text moves from one field into the next unseen.
    return hashlib.sha256("\0".join((*read, key, *lines)).encode(errors="replace")).hexdigest()[:_LENGTH]
