"""What a phone is given to keep of a reveal."""

import json
from typing import Any

from tests.builders import a_ballot, a_control, a_scenario
from tests.web.verdicts import facts_for
from workshop.core.live.session import Ballot
from workshop.core.scenarios.scenario import Scenario
from workshop.core.words import Audience, Decision
from workshop.web.keepsake import keepsake_of
from workshop.web.own import holds
from workshop.web.verdict import verdict_of


def kept(key: Scenario, *own: Ballot | None) -> dict[str, Any]:
    """What the script keeps for a phone: of what it reads, what holds for these ballots."""
    found: dict[str, Any] = json.loads(keepsake_of(key, verdict_of(key, tuple(range(1, len(own) + 1)))))
    facts = facts_for(key, own)
    found["votes"] = [vote for vote in found["votes"] if holds(vote.pop("if"), facts)]
    return found


def test_both_votes_are_kept_against_the_key_in_words() -> None:
    found = kept(a_scenario(), a_ballot(Decision.USE, (), confidence=90), a_ballot(confidence=None))
    assert (found["id"], found["title"], found["control"]) == (
        "learn-01",
        "The average of the averages",
        False,
    )
    assert found["votes"] == [
        {
            "name": "First vote",
            "option": "Read it out.",
            "sign": "✗",
            "words": "It was faulty, and you would have sent it.",
            "right": False,
        },
        {
            "name": "Second vote",
            "option": "Correct it.",
            "sign": "✓",
            "words": "You would not have sent it.",
            "right": True,
        },
    ]


def test_without_a_ballot_no_vote_is_kept() -> None:
    assert kept(a_scenario(), None, None)["votes"] == []


def test_a_sound_text_that_was_used_is_right() -> None:
    found = kept(a_control(), a_ballot(Decision.USE, ()))
    assert found["control"]
    assert found["votes"][0]["right"]


def test_a_role_is_not_part_of_it() -> None:
    assert "leaders" not in json.dumps(kept(a_scenario(), a_ballot(role=Audience.LEADERS)))
