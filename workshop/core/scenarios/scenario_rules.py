"""The rules that every scenario keeps, as far as a program can check them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import PurePath

from workshop.core.english import counted_or_no
from workshop.core.problems import Problem
from workshop.core.scenarios.plain_english import sentences
from workshop.core.scenarios.scenario import Scenario, Sentence
from workshop.core.scenarios.wording_rules import wording
from workshop.core.words import Audience, Decision, Phase

Finding = tuple[str, str, str]
"""A key of the file, what is wrong there, and how to mend it."""

FEWEST_SENTENCES, MOST_SENTENCES = 4, 7
LONGEST_SENTENCE = 125
LONGEST_SOURCE_LINE = 72
MOST_SETTING_SENTENCES = 3
FEWEST_REVEAL_SENTENCES, MOST_REVEAL_SENTENCES = 2, 4
FEWEST_QUESTIONS = 2

ROLE_TASKS: dict[Audience, tuple[str, ...]] = {
    Audience.LEADERS: ("better questions", "scenario thinking", "decision support"),
    Audience.MANAGERS: ("coaching conversations", "planning", "feedback"),
    Audience.SALES_MARKETING: ("research", "content drafts", "personalization"),
    Audience.OPERATIONS_FINANCE: ("analysis", "forecasting", "exception handling"),
    Audience.HR_LD: ("talent insights", "learning design", "performance support"),
    Audience.FRONTLINE: ("handover notes", "instructions on the spot", "answering people"),
    Audience.SUPPORT: ("answering requests", "knowledge articles", "scheduling and minutes"),
}
"""The tasks of each role; a text for everyone has none."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_scenario(scenario: Scenario, where: str) -> tuple[Problem, ...]:
    """Return what a scenario breaks; `where` is its file, as the person knows it."""
    findings = [finding for rule in _RULES for finding in rule(scenario)]
    return tuple(Problem(where, *finding) for finding in (*_place(scenario, where), *findings))


def _place(scenario: Scenario, where: str) -> Iterator[Finding]:
    path = PurePath(where)
    if not _ID.fullmatch(scenario.id):
        yield "id", f"'{scenario.id}' is no id.", "Use small letters and figures, joined by hyphens."
    if path.suffix != ".toml":
        return
    if path.stem != scenario.id:
        yield "id", f"'{scenario.id}' is not the file name.", f"Write '{path.stem}', or rename the file."
    folder = path.parent.name
    if folder in set(Phase) and folder != scenario.phase:
        mend = f"Move the file to '{scenario.phase}', or correct the phase."
        yield "phase", f"is '{scenario.phase}' in a file of the folder '{folder}'.", mend


def _sentence_count(scenario: Scenario) -> Iterator[Finding]:
    count = len(scenario.sentences)
    if not FEWEST_SENTENCES <= count <= MOST_SENTENCES:
        mend = f"Use {FEWEST_SENTENCES} to {MOST_SENTENCES} sentences."
        yield "sentence", f"has {counted_or_no(count, 'sentence')}.", mend
    if scenario.sentences and all(sentence.wrong for sentence in scenario.sentences):
        yield "sentence", "has no right sentence.", "Most sentences should be right."
    for text, times in Counter(sentence.text for sentence in scenario.sentences).items():
        if times > 1:
            yield "sentence", f"says '{text}' {times} times.", "Say it once."


def _each_sentence(scenario: Scenario) -> Iterator[Finding]:
    for number, sentence in enumerate(scenario.sentences, start=1):
        place = f"sentence[{number}]"
        if len(sentence.text) > LONGEST_SENTENCE:
            what = f"has {len(sentence.text)} characters."
            yield f"{place}.text", what, f"Use at most {LONGEST_SENTENCE}, so that it fits the screen."
        yield from (_wrong_sentence if sentence.wrong else _right_sentence)(place, sentence)


def _wrong_sentence(place: str, sentence: Sentence) -> Iterator[Finding]:
    if sentence.kind is None:
        yield f"{place}.kind", "is missing on a wrong sentence.", "Name the kind of failure."
    if sentence.why is None:
        yield f"{place}.why", "is missing on a wrong sentence.", "Say why it is wrong, from the source."


def _right_sentence(place: str, sentence: Sentence) -> Iterator[Finding]:
    for key, is_set in (
        ("kind", sentence.kind is not None),
        ("why", sentence.why is not None),
        ("carried", sentence.carried),
        ("clause", sentence.clause is not None),
    ):
        if is_set:
            yield f"{place}.{key}", "is set on a right sentence.", "Remove it, or write `wrong = true`."


def _clauses(scenario: Scenario) -> Iterator[Finding]:
    """The lines of the source that wrong sentences stand against are there, each named once, in order."""
    if scenario.missing is None and scenario.missing_clause is not None:
        yield "missing_clause", "is set where nothing is `missing`.", "Remove it, or say what was left out."
    named = [(f"sentence[{number}].clause", line.clause) for number, line in enumerate(scenario.sentences, 1)]
    lines = scenario.source.splitlines()
    for place, clause in (*named, ("missing_clause", scenario.missing_clause)):
        numbers = list(clause or ())
        if numbers != sorted(set(numbers)):
            yield place, "does not rise.", "Name each line of the source once, in its order."
        for number in numbers:
            if not (1 <= number <= len(lines) and lines[number - 1].strip()):
                mend = f"Name lines from 1 to {len(lines)}."
                yield place, f"names line {number}, which the source does not have.", mend


def _root(scenario: Scenario) -> Iterator[Finding]:
    wrong = [sentence for sentence in scenario.sentences if sentence.wrong]
    if wrong and all(sentence.carried for sentence in wrong):
        what = "marks every wrong sentence as following from another."
        yield "sentence", what, "Leave the root unmarked."


def _kinds(scenario: Scenario) -> Iterator[Finding]:
    used = {sentence.kind for sentence in scenario.sentences if sentence.wrong and sentence.kind is not None}
    named = set(scenario.kinds)
    if used - named:
        yield "kinds", f"lacks {_listed(used - named)}, a kind of a wrong sentence.", "Add it."
    if named - used:
        yield "kinds", f"names {_listed(named - used)}, and no wrong sentence is of it.", "Remove it."
    if len(named) < len(scenario.kinds):
        yield "kinds", "names a kind twice.", "Name it once."


def _control(scenario: Scenario) -> Iterator[Finding]:
    faulty = any(sentence.wrong for sentence in scenario.sentences) or scenario.missing is not None
    if scenario.control and faulty:
        yield "control", "is true, and something is wrong or missing.", "Write false, or mend the text."
    if not scenario.control and not faulty:
        yield "control", "is false, and nothing is wrong or missing.", "Write true, or mark what is wrong."


def _decisions(scenario: Scenario) -> Iterator[Finding]:
    if scenario.control != (scenario.best_decision is Decision.USE):
        best = "'use'" if scenario.control else "'fix', 'redo' or 'stop'"
        text = "sound" if scenario.control else "faulty"
        yield "best_decision", f"is '{scenario.best_decision}' for a {text} text.", f"Use {best}."
    also = scenario.also_defensible
    if scenario.control and also:
        yield "also_defensible", "is set for a sound text.", "Remove it: there only 'use' is right."
    if Decision.USE in also:
        yield "also_defensible", "holds 'use'.", "Remove it: no faulty text may be used as it is."
    if scenario.best_decision in also and not scenario.control:
        yield "also_defensible", "repeats the best decision.", "Name only another one."
    if len(set(also)) < len(also):
        yield "also_defensible", "names a decision twice.", "Name it once."
    if len(set(scenario.options)) < len(scenario.options):
        yield "options", "has two options with the same words.", "Give each decision its own words."


def _source(scenario: Scenario) -> Iterator[Finding]:
    for number, line in enumerate(scenario.source.splitlines(), start=1):
        if len(line) > LONGEST_SOURCE_LINE:
            what = f"has {len(line)} characters in line {number}."
            yield "source", what, f"Use at most {LONGEST_SOURCE_LINE}, so that it fits beside the output."


def _texts_around(scenario: Scenario) -> Iterator[Finding]:
    told = len(sentences(scenario.setting))
    if told > MOST_SETTING_SENTENCES:
        mend = f"Say in one to {MOST_SETTING_SENTENCES} who you are and what presses."
        yield "setting", f"has {counted_or_no(told, 'sentence')}.", mend
    told = len(sentences(scenario.reveal))
    if not FEWEST_REVEAL_SENTENCES <= told <= MOST_REVEAL_SENTENCES:
        mend = f"Use {FEWEST_REVEAL_SENTENCES} to {MOST_REVEAL_SENTENCES}."
        yield "reveal", f"has {counted_or_no(told, 'sentence')}.", mend
    if len(scenario.debrief) < FEWEST_QUESTIONS:
        what = f"has {counted_or_no(len(scenario.debrief), 'question')}."
        yield "debrief", what, f"Ask at least {FEWEST_QUESTIONS}."
    for number, question in enumerate(scenario.debrief, start=1):
        if "?" not in question:
            yield f"debrief[{number}]", "asks nothing.", "Write a question."


def _actions(scenario: Scenario) -> Iterator[Finding]:
    if not scenario.actions:
        yield "actions", "is empty.", "Write one: 'If ..., then I ...'."
    for number, action in enumerate(scenario.actions, start=1):
        if not action.startswith("If "):
            yield f"actions[{number}]", "does not begin with 'If'.", "Write 'If ..., then I ...'."
        elif not re.search(r"\bthen\b", action):
            yield f"actions[{number}]", "has no 'then'.", "Write 'If ..., then I ...'."


def _role_task(scenario: Scenario) -> Iterator[Finding]:
    task, audience = scenario.role_task, scenario.audience
    tasks = ROLE_TASKS.get(audience)
    if audience is Audience.EVERYONE and task:
        yield "role_task", "is set for everyone.", "Leave it empty, or name the role in `audience`."
    if tasks is None:
        return
    if task and task not in tasks:
        yield "role_task", f"'{task}' is no task of {audience}.", f"Known: {', '.join(tasks)}."
    if not task and scenario.phase is not Phase.LEARN:
        yield "role_task", "is empty.", f"Name one of: {', '.join(tasks)}."


def _listed(names: set[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names))


_RULES: tuple[Callable[[Scenario], Iterator[Finding]], ...] = (
    _sentence_count,
    _each_sentence,
    _clauses,
    _root,
    _kinds,
    _control,
    _decisions,
    _source,
    _texts_around,
    _actions,
    _role_task,
    wording,
)
