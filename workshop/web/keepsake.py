"""What a phone may keep of a reveal for its owner alone: the page's script stores it, nothing sends it."""

from __future__ import annotations

import json
from typing import Any

from workshop.core.scenarios.scenario import Scenario
from workshop.web.verdict import OwnVote, Verdict


def keepsake_of(key: Scenario, verdict: Verdict) -> str:
    """One text, and all that can be said of a vote on it, as JSON.

    The script takes what holds for its phone. It adds how sure the phone was, and counts the taps of its last
    ballot in the page.
    """
    return json.dumps(
        {
            "id": key.id,
            "title": key.title,
            "control": key.control,
            "votes": [_vote(choice) for choice in verdict.choices],
        },
        ensure_ascii=False,
    )


def _vote(choice: OwnVote) -> dict[str, Any]:
    return {
        "if": choice.when,
        "name": choice.name,
        "option": choice.option,
        "sign": choice.sign,
        "words": choice.words,
        "right": choice.right,
    }
