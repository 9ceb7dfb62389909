"""Rules for the words of a scenario: no tool names, no jargon, easy to read on a phone."""

from __future__ import annotations

from collections.abc import Iterator

from workshop.core.scenarios.plain_english import (
    HARDEST_TEXT,
    MOST_WORDS_IN_A_SENTENCE,
    jargon,
    readability,
    sentences,
    tool_names,
    words,
)
from workshop.core.scenarios.scenario import Scenario


def wording(scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    """Yield the key, the defect and its mend for every text that is not about decisions in plain words.

    The incident and the facilitator's note are left out: a public incident has a name.
    """
    texts = list(_texts(scenario))
    for key, text in texts:
        for name in tool_names(text):
            yield (
                key,
                f"names the product '{name}'.",
                "Write 'the assistant': the case is about the decision.",
            )
        for word in jargon(text):
            yield key, f"uses the technical word '{word}'.", "Say it in everyday words."
    for key, text in texts:
        if key == "source":
            continue
        longest = max((len(words(sentence)) for sentence in sentences(text)), default=0)
        if longest > MOST_WORDS_IN_A_SENTENCE:
            mend = f"Use at most {MOST_WORDS_IN_A_SENTENCE}: make two sentences of it."
            yield key, f"has a sentence of {longest} words.", mend
    index = readability(" ".join(text for key, text in texts if key != "source"))
    if index > HARDEST_TEXT:
        what = f"is hard to read as a whole: readability index {index:.0f}, easy is up to {HARDEST_TEXT:.0f}."
        yield "", what, "Use shorter sentences and shorter words."


def _texts(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """The texts that participants read, by their keys."""
    for key in ("title", "setting", "task", "source_title", "source", "check", "hint", "reveal"):
        yield key, getattr(scenario, key)
    for number, sentence in enumerate(scenario.sentences, start=1):
        yield f"sentence[{number}].text", sentence.text
        if sentence.why is not None:
            yield f"sentence[{number}].why", sentence.why
    for key in ("options", "debrief", "actions"):
        for number, text in enumerate(getattr(scenario, key), start=1):
            yield f"{key}[{number}]", text
    if scenario.missing is not None:
        yield "missing", scenario.missing
