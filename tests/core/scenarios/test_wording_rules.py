"""Plain English: no product names, no jargon, short sentences, short words."""

from __future__ import annotations

import pytest

from tests.core.examples import WRONG, faulty
from workshop.core.scenarios.plain_english import HARDEST_TEXT, jargon, readability, sentences, tool_names
from workshop.core.scenarios.scenario import Scenario, Sentence
from workshop.core.scenarios.scenario_rules import check_scenario

HARD = (
    "Organisational interdependencies notwithstanding, comprehensive implementation considerations "
    "necessitate continuous stakeholder reconciliation throughout international departments."
)


def found(scenario: Scenario) -> list[str]:
    return [problem.key for problem in check_scenario(scenario, "")]


@pytest.mark.parametrize(
    ("scenario", "key"),
    [
        (faulty(task="Ask ChatGPT to write the mail."), "task"),
        (faulty(setting="You work with Copilot all day."), "setting"),
        (faulty(task="Lower the temperature of the LLM."), "task"),
        (faulty(hint="A hallucination stands in it."), "hint"),
        (
            faulty(sentences=(*faulty().sentences[:3], Sentence("It used 200 tokens."), WRONG)),
            "sentence[4].text",
        ),
        (faulty(debrief=("Who saw it?", "Is it " + "very " * 30 + "long?")), "debrief[2]"),
    ],
)
def test_words_that_do_not_belong_are_found_at_their_key(scenario: Scenario, key: str) -> None:
    assert found(scenario) == [key]


@pytest.mark.parametrize(
    "scenario",
    [
        faulty(task="Ask the assistant to write the mail."),
        faulty(setting="You whisper to Ms Bardell about the gemini twins."),
        faulty(task="Write the prompt again, and look at the model of the car."),
        faulty(
            facilitator_note="In the ChatGPT incident nobody checked.", incident="Samsung and ChatGPT (2023)"
        ),
        faulty(debrief=("Who saw it?", "Is it " + "very " * 27 + "long?")),
    ],
)
def test_everyday_words_are_fine(scenario: Scenario) -> None:
    assert found(scenario) == []


def test_a_text_that_is_hard_to_read_is_found_as_a_whole() -> None:
    hard = faulty(setting=HARD, task=HARD, reveal=f"{HARD} {HARD}", check=HARD, hint=HARD)
    problems = check_scenario(hard, "file.toml")
    assert ("", True) in [(problem.key, "hard to read" in problem.what) for problem in problems]


def test_readability_of_known_texts() -> None:
    assert readability("") == 0
    assert readability("I see a cat. It is red.") == 3.5
    assert readability(HARD) > HARDEST_TEXT


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two? Three!", 3),
        ("It is 14.0 and 2.5%. That is all.", 2),
        ("Mr. Reis v. The State, e.g. in 2023. Done.", 2),
        ("She said: 'No.' Then she left.", 2),
        ("No end", 1),
        ("", 0),
    ],
)
def test_sentences_are_counted_as_a_reader_would(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_names_and_jargon_are_named_once() -> None:
    assert tool_names("ChatGPT, GPT-4 and ChatGPT") == ["ChatGPT", "GPT"]
    assert jargon("Tokens, tokens and an API") == ["tokens", "api"]
