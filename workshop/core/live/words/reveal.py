"""The sentences a reveal says, made from its findings and its totals."""

from __future__ import annotations

import re

from workshop.core.english import capital, counted, listed
from workshop.core.live.tally import HandTally, Result, Tally, phones_and_hands
from workshop.core.scenarios.findings import Finding, Found, named_lines
from workshop.core.scenarios.scenario import MISSING_ROW, Scenario
from workshop.core.stats import gain

WROTE, SAYS = "The AI wrote", "The source says"
NOTHING_SAYS_SO = "Nothing in the source says so."
ALONE, AFTER = "alone", "after the talk"
TOO_FEW = "Too few votes to show."


def headline(finding: Finding) -> str:
    """What was found, as a sentence that the room could say back."""
    match finding.found:
        case Found.WRONG:
            return f"{capital(named_lines(finding))} is wrong."
        case Found.CARRIED:
            follow = "follows" if len(finding.lines) == 1 else "follow"
            return f"{capital(named_lines(finding))} {follow} from the error."
        case Found.LEFT_OUT:
            return f"{MISSING_ROW}."
        case Found.SOUND:
            return "Every line holds: it is sound."
        case Found.UNNAMED:
            return "This text does not hold."


def clause_lines(key: Scenario, finding: Finding) -> tuple[str, ...]:
    """What the source says there, line by line; all of it where the file names no lines."""
    lines = key.source.splitlines()
    if finding.clause is None:
        return tuple(lines)
    return tuple(lines[number - 1] for number in finding.clause)


def decision_words(key: Scenario) -> str:
    """The decision that the key has, in words: no tap is meant by it, so nothing is said to be found."""
    return "would have sent it" if key.control else "would not have sent it"


def chosen(result: Result) -> list[tuple[str, Tally | HandTally]]:
    """The totals that may be shown, each with what it is of: alone, after the talk, by hand."""
    hands = (*result.hands, None, None)
    rounds = ((ALONE, result.first, hands[0]), (AFTER, result.second, hands[1]))
    named = [
        (words, tally)
        for name, phones, by_hand in rounds
        for words, tally in ((name, phones), (f"{name}, by hand", by_hand))
    ]
    return [(words, tally) for words, tally in named if tally is not None]


def outcome_headline(key: Scenario, result: Result) -> str:
    """How many ended on the decision that the key has."""
    if not (shown := chosen(result)):
        return TOO_FEW
    tally = result.last or shown[-1][1]
    return f"{tally.correct} of {tally.voters} {decision_words(key)}."


def decided_words(key: Scenario, result: Result) -> str:
    """How many decided as the key has it, alone and after the talk."""
    counts = [f"{words} {tally.correct} of {tally.voters}" for words, tally in chosen(result)]
    return f"{capital(decision_words(key))}: {'; '.join(counts)}." if counts else ""


def tapped_words(key: Scenario, result: Result) -> list[str]:
    """Who tapped what: each wrong line, what was left out, and the lines that hold."""
    tally = tapped_tally(result)
    if tally is None:
        return []
    of = f"of {tally.voters} tapped"
    wrong = [index for index, line in enumerate(key.sentences) if line.wrong]
    said = [f"{tally.taps[index]} {of} line {index + 1}." for index in wrong]
    if key.missing is not None or (tally.missing and not key.control):
        so_it_was = ", and so it was" if key.missing is not None else ""
        said.append(f"{tally.missing} {of} \u201c{MISSING_ROW}\u201d{so_it_was}.")
    return [*said, _false_alarms(key, tally)]


def _false_alarms(key: Scenario, tally: Tally) -> str:
    """The taps on lines that hold."""
    taps = [
        (f"line {index + 1}", tally.taps[index]) for index, line in enumerate(key.sentences) if not line.wrong
    ]
    if key.control:
        taps.append((f"\u201c{MISSING_ROW}\u201d", tally.missing))
    taps = [(where, count) for where, count in taps if count]
    total = sum(count for _, count in taps)
    if not total:
        return "No false alarm."
    where = listed([f"{count} on {where}" if len(taps) > 1 else f"on {where}" for where, count in taps])
    return f"{counted(total, 'false alarm')}{': ' if len(taps) > 1 else ', '}{where}."


def outcome_words(key: Scenario, result: Result, k: int) -> tuple[str, ...]:
    """All that the outcome says, in the order of the wall, for who cannot see it."""
    said = (decided_words(key, result), *tapped_words(key, result), *count_notes(result, k))
    return tuple(filter(None, said))


def gain_words(result: Result) -> str:
    """What the talk did, in a word or a calm sentence; empty where two votes cannot be compared."""
    if result.first is None or result.second is None:
        return ""
    return gain.gain_words(result.first.share_correct, result.second.share_correct)


def count_notes(result: Result, k: int) -> list[str]:
    """What has to be known to read the totals."""
    tallies = [tally for tally in (result.first, result.second) if tally]
    hands = _hand_notes(result, k)
    if not tallies and not any(result.hands):
        return [f"Fewer than {k} votes: none are shown, none are saved. Talk at an open table.", *hands]
    if not tallies:
        phones = f"Fewer than {k} phones voted: none are shown, none are saved." if any(result.voted) else ""
        return [*filter(None, [phones]), *hands]
    notes = []
    both_rounds = len(result.voted) > 1
    if both_rounds and len(tallies) == 1:
        shown = "first" if result.first else "second"
        notes.append(f"Only the {shown} vote is shown: fewer than {k} phones voted in both.")
    elif both_rounds and max(result.voted) > tallies[0].voters:
        notes.append(f"{tallies[0].voters} voted both times; only they are counted.")
    return [*notes, *hands]


def _hand_notes(result: Result, k: int) -> list[str]:
    """Where hands were raised: how many beside how many phones, and what they are not."""
    rounds = zip(result.voted, result.raised, strict=False)
    votes = [
        f"vote {number}: {phones_and_hands(voted, raised)}"
        for number, (voted, raised) in enumerate(rounds, start=1)
        if raised
    ]
    if not votes:
        return []
    shown = [tally for tally in result.hands if tally]
    few = "" if len(shown) == len(votes) else f"; fewer than {k} are not shown"
    return [f"{'; '.join(votes).capitalize()}. Hands count apart and are not anonymous{few}."]


def tapped_tally(result: Result) -> Tally | None:
    """The latest tally of phones: a show of hands has no taps."""
    return result.second or result.first


def taps_heading(result: Result) -> str:
    """When the taps were made that are counted; empty where there are none."""
    tally = tapped_tally(result)
    if tally is None:
        return ""
    return f"tapped {ALONE if tally is result.first else AFTER}" if len(result.voted) > 1 else "tapped"


def lines_in(question: str, key: Scenario) -> tuple[int, ...]:
    """The lines of the output, by their places, that a question names: they are shown with it."""
    digits = (number for names in _NAMED.findall(question) for number in re.findall(r"\d+", names))
    named = {int(number) - 1 for number in digits}
    if _FIRST.search(question):
        named.add(0)
    return tuple(sorted(index for index in named if index < len(key.sentences)))


_NAMED = re.compile(r"\blines? (\d+(?:(?:, | and )\d+)*)", re.IGNORECASE)
_FIRST = re.compile(r"\bfirst line\b", re.IGNORECASE)
