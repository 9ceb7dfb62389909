"""What the reliance map says on the wall and in a report, made from its counts."""

from __future__ import annotations

from workshop.core.english import long_date
from workshop.core.plans.record import MapPlace, Refusal, RelianceMap
from workshop.core.stats.calibration import COIN_TOSS, Calibration
from workshop.core.stats.detection import LABELLED_FROM, Label, MapPoint, Trials, settled_label
from workshop.core.stats.interval import percent, share_words

NOT_SENT_AXIS, HELD_BACK_AXIS = "would not have sent it (faulty)", "good work held back"
"""What the axes count: upwards, and to the right."""

CLOUD = "Chance alone could put us anywhere in the cloud."
_FEW_BELOW, _MANY_ABOVE = 0.75, 0.25
"""Below this share of faulty texts held back, or above this one of good work, there is a next step."""
_CLAIMS = {
    "surer than right": "We were surer than we were right.",
    "more right than sure": "We were more often right than sure.",
    "well matched": "We were as sure as we were right.",
}


def decided_words(decided: Trials) -> str:
    """The votes, as in "Of 12 votes on faulty texts, 9 would not have sent it."; empty without any."""
    said = []
    if decided.signals:
        said.append(f"Of {decided.signals} votes on faulty texts, {decided.hits} would not have sent it.")
    if decided.noises:
        said.append(f"Of {decided.noises} votes on sound texts, {decided.false_alarms} held it back.")
    return " ".join(said)


def tapped_words(tapped: Trials) -> str:
    """The taps; empty without any line to tap."""
    said = []
    if tapped.signals:
        said.append(f"Wrong lines were tapped {tapped.hits} of {tapped.signals} times.")
    if tapped.noises:
        said.append(f"Right lines were tapped {tapped.false_alarms} of {tapped.noises} times.")
    return " ".join(said)


def headline(seen: RelianceMap) -> str:
    """What may be said of the room, or that it is too early to say it."""
    if seen.label is not None:
        return seen.label.said
    if not seen.decisions:
        return "Nothing to place on the map yet."
    return "It is too early to say." if seen.point is None else "Not sure yet where we stand."


def second_line(seen: RelianceMap) -> str:
    """The votes behind it, or why there are none."""
    return decided_words(seen.decisions) or "No vote was shown at a reveal so far."


def reason(seen: RelianceMap) -> str:
    """Why nothing more is said; empty where it is."""
    if seen.label is not None:
        return "" if seen.label.is_of_the_room else seen.label.sentence
    if not seen.decisions:
        return ""
    if seen.point is None:
        least = f"{LABELLED_FROM} votes on faulty texts and {LABELLED_FROM} on sound ones"
        return f"A place on the map takes {least}."
    if settled_label(seen.decisions) is None:
        return "Chance alone could move us to another part of the map."
    return "Our votes and the lines we tapped do not say the same yet."


def next_step(seen: RelianceMap) -> str:
    """What it would take to come nearer to the corner; empty where the room has no place on the map."""
    if seen.point is None:
        return ""
    if seen.label is Label.SLOW_HAND:
        return "Who sees it, says it: agree on who may say stop."
    if seen.point.caught < _FEW_BELOW:
        return "Agree on one check that everybody makes before Send, in less than a minute."
    if seen.point.wrongly_flagged > _MANY_ABOVE:
        return "Name the line that is wrong before a text is held back."
    return "Keep the check, and show it to a second team."


def cost(refusal: Refusal | None) -> tuple[str, str] | None:
    """What holding back good work costs: a figure, and what it is made of; None without a price."""
    if refusal is None or not refusal.refused:
        return None
    hours, minutes = divmod(refusal.minutes, 60)
    figure, unit = (f"{hours}:{minutes:02}", "hours") if hours else (str(minutes), "minutes")
    each = refusal.minutes // refusal.refused
    return figure, f"{unit} of rework: {refusal.refused} held back x {each} minutes"


def facts(seen: RelianceMap) -> list[str]:
    """What else is known, a sentence each; what is not known is left out."""
    return [
        sentence for sentence in (_expected_words(seen), _promised_words(seen), _care_words(seen)) if sentence
    ]


def figures(seen: RelianceMap) -> list[tuple[str, str]]:
    """Shares with their ranges, and the taps, for those who ask."""
    decided, found = seen.decisions, []
    if decided.signals:
        found.append(("would not have sent it", share_words(decided.hits, decided.signals)))
    if decided.noises:
        found.append((HELD_BACK_AXIS, share_words(decided.false_alarms, decided.noises)))
    if seen.sentences:
        found.append(("tapped lines", tapped_words(seen.sentences)))
    if seen.last:
        found.append(("◇ last", _last_words(seen.last)))
    return found


def place_words(point: MapPoint) -> str:
    """The place with its ranges, as a report says it."""
    up, across = point.caught_arm, point.wrongly_flagged_arm
    return (
        f"Would not have sent it: {percent(point.caught)}% ({percent(up.low)}-{percent(up.high)}%). "
        f"Good work held back: {percent(point.wrongly_flagged)}% "
        f"({percent(across.low)}-{percent(across.high)}%)."
    )


def sure_headline(calibration: Calibration | None) -> str:
    """What the votes say about being sure, in a sentence."""
    if calibration is None:
        return "Too few said how sure they were."
    if calibration.curve:
        surest = calibration.curve[-1]
        times = percent(surest.share_correct * 10 / 100)
        return f"When we were {percent(surest.mean_confidence)}% sure, we were right {times} times in 10."
    return _CLAIMS.get(calibration.gap.claim, "How sure were we, and how right?")


def sure_second_line(calibration: Calibration | None, k: int) -> str:
    """How many said it, or why there are no bars."""
    if calibration is None:
        return f"It is shown from {k} votes on: fewer would tell something about single ones."
    said = f"{calibration.n} votes said how sure they were."
    return said if calibration.curve else f"{said} That is too few for bars."


def sure_figures(calibration: Calibration | None) -> list[tuple[str, str]]:
    """The gap, the Brier score and the votes of each bar, for those who ask."""
    if calibration is None:
        return []
    score = f"{calibration.brier:.2f}; 0 is perfect, a coin toss has {COIN_TOSS}"
    gap = f"{calibration.gap.words} (n = {calibration.gap.n})"
    bins = [(f"{each.low}-{each.high}% sure", each.words) for each in calibration.curve]
    return [("sure minus right", gap), ("Brier score", score), *bins]


def refused_words(refused: int, votes: int) -> str:
    """How many votes refused what was sound."""
    return f"{refused} of {votes} refused a sound text"


def _expected_words(seen: RelianceMap) -> str:
    """The room's guess beside what it decided; empty without a guess or without a faulty text."""
    if seen.expected is None or not seen.decisions.signals:
        return ""
    expected = percent(seen.expected / 100)
    held = percent(seen.decisions.hits / seen.decisions.signals)
    return (
        f"We expected {expected} of 100; {held} of 100 would not have sent it: {gap_words(expected, held)}."
    )


def gap_words(expected: int, held: int) -> str:
    """How far a room was from its own guess, both of 100, as in "22 fewer"."""
    return (
        f"{abs(held - expected)} {'more' if held > expected else 'fewer'}" if held != expected else "as many"
    )


def _promised_words(seen: RelianceMap) -> str:
    """What the room thinks of AI beside what it let pass; empty where one of them is not known."""
    if seen.promised is None or not seen.decisions.signals:
        return ""
    passed = percent(1 - seen.decisions.hits / seen.decisions.signals)
    said = f"We said that {percent(seen.promised / 100)} of 100 can be used as they are"
    return f"{said}; {passed} of 100 would have sent what was wrong."


def _last_words(last: MapPlace) -> str:
    """Where the room stood before."""
    held, refused = percent(last.caught), percent(last.flagged)
    return f"{long_date(last.date)}: {held}% would not have sent it, {refused}% held good work back."


def _care_words(seen: RelianceMap) -> str:
    votes = seen.decisions.signals + seen.decisions.noises
    return f"{CLOUD} {votes} votes: a reason to talk, not a grade." if seen.point else ""
