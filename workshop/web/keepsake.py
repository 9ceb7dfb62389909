"""What a phone may keep of a reveal for its owner alone: the page's script stores it, nothing sends it."""

from __future__ import annotations

import json
from typing import Any

from workshop.core.scenario import Scenario
from workshop.core.session import Ballot
from workshop.web.verdict import Choice, Mark, Verdict


def keepsake_of(key: Scenario, own: tuple[Ballot | None, ...], verdict: Verdict) -> str:
    """One text and this phone's ballots against its key, as JSON for the script."""
    cast = [ballot for ballot in own if ballot is not None]
    votes = [_vote(key, ballot, choice) for ballot, choice in zip(cast, verdict.choices, strict=True)]
    return json.dumps(
        {
            "id": key.id,
            "title": key.title,
            "control": key.control,
            "votes": votes,
            "taps": _taps(verdict) if cast else "",
        },
        ensure_ascii=False,
    )


def _vote(key: Scenario, ballot: Ballot, choice: Choice) -> dict[str, Any]:
    return {
        "name": choice.name,
        "option": choice.option,
        "sign": choice.sign,
        "words": choice.words,
        "right": key.is_correct(ballot.decision),
        "sure": ballot.confidence,
    }


def _taps(verdict: Verdict) -> str:
    """The taps of the last ballot. What follows from a caught error counts neither way."""
    rows = [*verdict.rows, *([verdict.missing] if verdict.missing else [])]
    marks = [row.mark for row in rows]
    caught, missed, alarms = (marks.count(mark) for mark in (Mark.CAUGHT, Mark.MISSED, Mark.FALSE_ALARM))
    of_wrong = f"Right taps: {caught} of {caught + missed}. " if caught + missed else ""
    return f"{of_wrong}False alarms: {alarms or 'none'}."
