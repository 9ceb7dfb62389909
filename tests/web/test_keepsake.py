"""What a phone is given to keep of a reveal."""

import json
from typing import Any

from tests.builders import a_ballot, a_control, a_scenario
from workshop.core.scenario import Scenario, Sentence
from workshop.core.session import Ballot
from workshop.core.words import Audience, Decision
from workshop.web.keepsake import keepsake_of
from workshop.web.verdict import verdict_of


def kept(key: Scenario, *own: Ballot | None) -> dict[str, Any]:
    """What the script reads."""
    found: dict[str, Any] = json.loads(keepsake_of(key, own, verdict_of(key, own)))
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
            "words": "It was faulty, and you used it as it stands.",
            "right": False,
            "sure": 90,
        },
        {
            "name": "Second vote",
            "option": "Correct it.",
            "sign": "✓",
            "words": "You did not use it as it stands.",
            "right": True,
            "sure": None,
        },
    ]


def test_without_a_ballot_nothing_is_said_of_taps() -> None:
    found = kept(a_scenario(), None, None)
    assert (found["votes"], found["taps"]) == ([], "")


def test_a_sound_text_that_was_used_is_right() -> None:
    found = kept(a_control(), a_ballot(Decision.USE, ()))
    assert found["control"]
    assert found["votes"][0]["right"]
    assert found["taps"] == "False alarms: none."


def test_taps_are_those_of_the_last_ballot() -> None:
    assert kept(a_scenario(), a_ballot(taps=(0,)))["taps"] == "Right taps: 0 of 1. False alarms: 1."
    both = kept(a_scenario(), a_ballot(taps=(0,)), a_ballot(taps=(1,)))
    assert both["taps"] == "Right taps: 1 of 1. False alarms: none."


def test_the_extra_row_counts_where_something_was_left_out_and_on_a_sound_text() -> None:
    left_out = a_scenario(missing="The limit of day 4.")
    assert kept(left_out, a_ballot(missing=True))["taps"] == "Right taps: 2 of 2. False alarms: none."
    assert kept(left_out, a_ballot())["taps"] == "Right taps: 1 of 2. False alarms: none."
    assert kept(a_control(), a_ballot(taps=(), missing=True))["taps"] == "False alarms: 1."
    assert kept(a_scenario(), a_ballot(missing=True))["taps"] == "Right taps: 1 of 1. False alarms: none."


def test_what_follows_from_a_caught_error_counts_neither_way() -> None:
    carried = a_scenario(
        sentences=(
            Sentence("Sound."),
            Sentence("Root.", True, "k", "Why."),
            Sentence("Then.", True, "k", "So.", True),
        )
    )
    assert kept(carried, a_ballot(taps=(1,)))["taps"] == "Right taps: 1 of 1. False alarms: none."
    assert kept(carried, a_ballot(taps=()))["taps"] == "Right taps: 0 of 2. False alarms: none."


def test_a_role_is_not_part_of_it() -> None:
    assert "leaders" not in json.dumps(kept(a_scenario(), a_ballot(role=Audience.LEADERS)))
