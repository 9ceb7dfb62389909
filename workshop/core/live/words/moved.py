"""The second level of a reveal: what moved between two votes, and how sure people were."""

from __future__ import annotations

from workshop.core.english import counted, spoken_minutes
from workshop.core.live.tally import Result, Slice, Tally
from workshop.core.live.trials import trials_of_decisions
from workshop.core.live.words.pulse import role_words
from workshop.core.live.words.reliance import refused_words
from workshop.core.live.words.reveal import decision_words, gain_words
from workshop.core.scenarios.scenario import Scenario
from workshop.core.stats.gain import ASK_FOR_ARGUMENT, BENCHMARK
from workshop.core.stats.interval import percent

_ROLE_WIDTH = 28


def moved_texts(key: Scenario, result: Result) -> dict[str, str]:
    """What can be said, each under a name; what the votes do not carry is left out."""
    first, second = result.first, result.second
    texts = {
        "gain": gain_words(result),
        "beside-gain": _beside_gain(result),
        "switches": f"Who changed sides: {result.switches.words}." if result.switches else "",
        "sure": _sure(first, second),
        "sure-and-wrong": f"First vote: {result.sure_and_wrong.words}" if result.sure_and_wrong else "",
        "slices": slices_words(key, result.slices),
    }
    return {name: text for name, text in texts.items() if text}


def slices_words(key: Scenario, slices: tuple[Slice, ...]) -> str:
    """One line for each role that may be shown: how many were right, in each vote."""
    if not slices:
        return ""
    lines = [f"By role: {decision_words(key)}"]
    for part in slices:
        then = f", then {part.second} of {part.voters}" if part.second is not None else ""
        lines.append(f"{role_words(part.role):<{_ROLE_WIDTH}}  {part.first} of {part.voters}{then}")
    return "\n".join(lines)


def price_words(key: Scenario, result: Result, minutes: int) -> str:
    """What refusing this sound text cost the room; empty on a faulty text and without a first vote."""
    if not key.control or result.first is None:
        return ""
    trials = trials_of_decisions(key, result.first)
    refused = refused_words(trials.false_alarms, trials.noises)
    if not minutes:
        return f"{refused}."
    total = spoken_minutes(trials.false_alarms * minutes)
    return f"{refused}: {trials.false_alarms} x {counted(minutes, 'minute')} = {total}."


def _beside_gain(result: Result) -> str:
    """What goes with the word for the gain: the argument to ask for, or what one study found."""
    if result.gain is None or result.gain == 0:
        return ""
    return ASK_FOR_ARGUMENT if result.gain < 0 else BENCHMARK


def _sure(first: Tally | None, second: Tally | None) -> str:
    shares = [tally.mean_confidence for tally in (first, second) if tally is not None]
    means = [f"{percent(share)}% sure" for share in shares if share is not None]
    return f"On average {', then '.join(means)}." if means and len(means) == len(shares) else ""
