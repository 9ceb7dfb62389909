"""The rows of a reveal: its sentences with their taps, and the four decisions with their votes."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from workshop.core.live.tally import Result
from workshop.core.live.words.reveal import chosen, tapped_tally
from workshop.core.scenarios.findings import Finding, Found, findings
from workshop.core.scenarios.scenario import MISSING_ROW, Scenario
from workshop.core.words import Decision
from workshop.tui.widgets.answer_bars import Answer, Measure
from workshop.tui.widgets.sentence_list import JudgedSentence, Mark
from workshop.tui.widgets.tally_bars import Bar, DecisionRow

MARKS = {Found.WRONG: Mark.WRONG, Found.LEFT_OUT: Mark.LEFT_OUT, Found.CARRIED: Mark.CARRIED}


def found_rows(key: Scenario, found: Sequence[Finding]) -> list[JudgedSentence]:
    """All lines, with a mark on those that were found so far; the last finding is what is talked about."""
    marks = {index: MARKS[finding.found] for finding in found for index in finding.lines}
    rows = [
        JudgedSentence(
            str(index + 1),
            line.text,
            mark := marks.get(index, Mark.SOUND),
            mark.word,
            index in found[-1].lines,
        )
        for index, line in enumerate(key.sentences)
    ]
    left_out = [finding for finding in found if finding.found is Found.LEFT_OUT]
    if left_out:
        mark, is_now = Mark.LEFT_OUT, left_out[0] is found[-1]
        rows.append(JudgedSentence("+", MISSING_ROW, mark, mark.word, is_now))
    return rows


def judged_rows(key: Scenario) -> list[JudgedSentence]:
    """All lines with their marks; none of them is talked about more than the others."""
    return [dataclasses.replace(row, is_now=False) for row in found_rows(key, findings(key))]


def tapped_rows(key: Scenario, result: Result) -> list[JudgedSentence]:
    """All lines with their marks and who tapped them, and the extra row where it matters or was tapped."""
    tally = tapped_tally(result)
    rows = judged_rows(key)
    if tally is None:
        return rows
    if key.missing is None and tally.missing:
        rows.append(JudgedSentence("+", MISSING_ROW))
    counts = (*tally.taps, tally.missing)
    return [
        dataclasses.replace(
            row, note=_tapped_note(row, count, tally.voters, is_counted=_is_counted(key, row))
        )
        for row, count in zip(rows, counts, strict=False)
    ]


def _is_counted(key: Scenario, row: JudgedSentence) -> bool:
    """Whether a tap on a line that holds is a false alarm; on the extra row it may mean another error."""
    return row.label != "+" or key.control


def _tapped_note(row: JudgedSentence, taps: int, voters: int, *, is_counted: bool) -> str:
    tapped = f"{taps} of {voters} tapped it"
    if row.mark is Mark.SOUND:
        tapped = f"{taps} of {voters}, false alarm" if is_counted else tapped
        return tapped if taps else ""
    return tapped


def chosen_rows(result: Result) -> list[Answer]:
    """Who would not have sent it, a bar for each vote that may be shown; the last counts."""
    named = chosen(result)
    return [
        Answer(
            name,
            (Measure(tally.correct / tally.voters, f"{tally.correct} of {tally.voters}", quiet=later > 0),),
        )
        for later, (name, tally) in zip(range(len(named) - 1, -1, -1), named, strict=True)
    ]


def decision_rows(key: Scenario, result: Result) -> list[DecisionRow]:
    """The four decisions with a bar for each vote that may be shown."""
    rows, named = [], chosen(result)
    widest = max((len(name) for name, _ in named), default=0)
    for decision in Decision:
        bars = tuple(
            Bar(f"{name:<{widest}}", tally.decisions[decision], tally.voters) for name, tally in named
        )
        best = decision is key.best_decision
        rows.append(DecisionRow(decision.value, key.option(decision), _verdict(key, decision), bars, best))
    return rows


def _verdict(key: Scenario, decision: Decision) -> str:
    if decision is key.best_decision:
        return "✓ best decision"
    return "~ also defensible" if decision in key.also_defensible else ""
