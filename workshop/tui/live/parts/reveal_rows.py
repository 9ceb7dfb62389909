"""The rows of a reveal: its sentences with their taps, and the four decisions with their votes."""

from __future__ import annotations

from workshop.core.live.tally import HandTally, Result, Tally
from workshop.core.live.words.reveal import tapped_tally
from workshop.core.scenarios.scenario import MISSING_ROW, Scenario
from workshop.core.words import Decision
from workshop.tui.widgets.sentence_list import JudgedSentence, Mark, Tapped
from workshop.tui.widgets.tally_bars import Bar, DecisionRow


def judged_sentences(key: Scenario, result: Result) -> list[JudgedSentence]:
    """The rows of the reveal: every sentence, and the extra row where it matters or was tapped."""
    tally = tapped_tally(result)
    rows = []
    for index, sentence in enumerate(key.sentences):
        mark = Mark.SOUND
        if sentence.wrong:
            mark = Mark.CARRIED if sentence.carried else Mark.WRONG
        taps, voters = (tally.taps[index], tally.voters) if tally else (None, 0)
        tapped = Tapped.FOUND if sentence.wrong else Tapped.FALSE_ALARM
        why = sentence.why or ""
        rows.append(JudgedSentence(str(index + 1), sentence.text, mark, why, taps, voters, tapped))
    if key.missing is not None or (tally and tally.missing):
        mark = Mark.LEFT_OUT if key.missing is not None else Mark.SOUND
        taps, voters = (tally.missing, tally.voters) if tally else (None, 0)
        why, tapped = key.missing or "", _missing_tapped(key)
        rows.append(JudgedSentence("+", MISSING_ROW, mark, why, taps, voters, tapped))
    return rows


def _missing_tapped(key: Scenario) -> Tapped:
    """What a tap on the extra row was; where a text is faulty in another way it may mean that error."""
    if key.missing is not None:
        return Tapped.FOUND
    return Tapped.FALSE_ALARM if key.control else Tapped.UNJUDGED


def decision_rows(key: Scenario, result: Result) -> list[DecisionRow]:
    """The four decisions with a bar for each vote that may be shown."""
    rows, named = [], _named(result)
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


def _named(result: Result) -> list[tuple[str, Tally | HandTally]]:
    """What may be shown, each round by phone and by hand."""
    shows = (*result.hands, None, None)[:2]
    named: list[tuple[str, Tally | HandTally | None]] = []
    for number, (tally, hands) in enumerate(zip((result.first, result.second), shows, strict=True), start=1):
        named += [(f"vote {number}", tally), (f"vote {number}, by hand", hands)]
    return [(name, tally) for name, tally in named if tally is not None]
