"""Makes a scenario of what a person took: a faulty twin of a sound text, a sound twin of a faulty one."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping

from workshop.core.scenarios.forge.operators import Proposal
from workshop.core.scenarios.key_texts import (
    HINTS,
    QUESTION,
    SOUND_HINT,
    SOUND_QUESTION,
    SOUND_REVEAL,
    reveal_of,
)
from workshop.core.scenarios.library_rules import check_library
from workshop.core.scenarios.scenario import Scenario, ScenarioId, Sentence
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.words import Decision

_AGAIN = re.compile(r"(?:, again)+(?: \d+)?$")


def faulty_twin(sound: Scenario, taken: Iterable[Proposal]) -> Scenario:
    """A text with the lines that were taken, its key made of them; its id is still the old one.

    Raises:
        ValueError: nothing was taken, two were taken for a line, or no right line would be left.
    """
    lines = list(sound.sentences)
    for proposal in taken:
        for at, line in ((proposal.line, proposal.sentence), *proposal.carried):
            if lines[at].wrong:
                raise ValueError(f"Two proposals change line {at + 1}: take one of them.")
            lines[at] = line
    wrong = [(at, line) for at, line in enumerate(lines, start=1) if line.wrong]
    if not wrong:
        raise ValueError("No proposal was taken.")
    if len(wrong) == len(lines):
        raise ValueError("No right line would be left: take fewer proposals.")
    kinds = tuple(dict.fromkeys(line.kind for _, line in wrong if line.kind is not None))
    main = KINDS[kinds[0]]
    roots = [at for at, line in wrong if not line.carried]
    return dataclasses.replace(
        _plain(sound),
        kinds=kinds,
        control=False,
        sentences=tuple(lines),
        best_decision=Decision.FIX,
        check=main.human_check,
        hint=HINTS[main.check],
        reveal=reveal_of(wrong),
        debrief=(QUESTION, f"What would have happened if line {roots[0]} had gone out?"),
    )


def sound_twin(faulty: Scenario, right: Mapping[int, str]) -> Scenario:
    """A text in which right lines stand for wrong ones; its id is still the old one.

    Args:
        faulty: the text.
        right: the right lines by their places from 0; every wrong line has one.

    Raises:
        ValueError: a wrong line has no right one, or the same words again.
    """
    lines = []
    for at, line in enumerate(faulty.sentences):
        if line.wrong and right.get(at, line.text) == line.text:
            raise ValueError(f"Line {at + 1} is still wrong: type what is right.")
        lines.append(Sentence(right[at]) if line.wrong else line)
    return dataclasses.replace(
        _plain(faulty),
        kinds=(),
        control=True,
        sentences=tuple(lines),
        best_decision=Decision.USE,
        hint=SOUND_HINT,
        reveal=SOUND_REVEAL,
        debrief=(QUESTION, SOUND_QUESTION),
    )


def twin_where_allowed(
    made: Scenario, original: Scenario, library: Mapping[ScenarioId, Scenario]
) -> Scenario:
    """What was made, named a twin of its original where the rules of twins allow it."""
    named = dataclasses.replace(made, twin_of=original.root)
    problems = check_library({**library, named.id: named})
    return made if any(problem.where == named.id for problem in problems) else named


def _plain(scenario: Scenario) -> Scenario:
    """Without what was said of the other key; titles are different, and tell nothing."""
    return dataclasses.replace(
        scenario,
        title=f"{_AGAIN.sub('', scenario.title)}, again",
        also_defensible=(),
        missing=None,
        missing_clause=None,
        facilitator_note=None,
        incident=None,
        twin_of=None,
        checked_on=None,
    )
