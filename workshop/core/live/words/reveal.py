"""The sentences a reveal says, made from its key and its totals."""

from __future__ import annotations

from workshop.core.english import capital, in_words
from workshop.core.live.tally import Result, Tally, phones_and_hands
from workshop.core.scenarios.scenario import MISSING_ROW, Scenario
from workshop.core.stats import gain

_LEFT_OUT = f"{MISSING_ROW}."


def headline(key: Scenario) -> str:
    """Sound or faulty, in plain words."""
    if key.control:
        return "This text is sound."
    wrong = sum(sentence.wrong and not sentence.carried for sentence in key.sentences)
    if wrong:
        return f"{capital(in_words(wrong))} {'sentence is' if wrong == 1 else 'sentences are'} wrong."
    return _LEFT_OUT if key.missing else "This text does not hold."


def second_line(key: Scenario) -> str:
    """What else the key says, in plain words; often nothing."""
    carried = sum(sentence.wrong and sentence.carried for sentence in key.sentences)
    lines = []
    if carried:
        lines.append(
            f"{capital(in_words(carried))} {'follows' if carried == 1 else 'follow'} from the error."
        )
    if key.missing and headline(key) != _LEFT_OUT:
        lines.append(_LEFT_OUT)
    return " ".join(lines)


def decision_words(key: Scenario) -> str:
    """The decision that the key has, in words: no tap is meant by it, so nothing is said to be found."""
    return "would have sent it" if key.control else "would not have sent it"


def decided_words(key: Scenario, result: Result) -> str:
    """How many decided as the key has it, in the first vote and then in the second."""
    phones = [f"{tally.correct} of {tally.voters}" for tally in (result.first, result.second) if tally]
    hands = [f"{tally.correct} of {tally.voters}" for tally in result.hands if tally]
    counts = [f"{', then '.join(phones)}."] if phones else []
    counts += [f"{'By' if phones else 'by'} hand {', then '.join(hands)}."] if hands else []
    return f"{capital(decision_words(key))}: {' '.join(counts)}" if counts else ""


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
    """What the numbers beside the sentences count; after two votes, in which of them."""
    tally = tapped_tally(result)
    if tally is None:
        return ""
    vote = f" in vote {1 if tally is result.first else 2}" if len(result.voted) > 1 else ""
    return f"   of {tally.voters} tapped{vote}"
