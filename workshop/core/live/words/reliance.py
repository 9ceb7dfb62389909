"""What the reliance map says on the wall and in a report, made from its counts."""

from __future__ import annotations

from workshop.core.english import capital, long_date, spoken_minutes
from workshop.core.plans.record import MapPlace, Refusal, RelianceMap
from workshop.core.stats.calibration import Calibration
from workshop.core.stats.detection import LABELLED_FROM, settled_label
from workshop.core.stats.interval import percent

CAUGHT_AXIS, FLAGGED_AXIS = "caught, of votes on faulty texts", "wrongly flagged, of votes on sound texts"
"""What the axes count: upwards, and to the right."""


def headline(seen: RelianceMap) -> str:
    """What may be said of the room; else the plain counts of its decisions."""
    if seen.label is not None:
        return seen.label.said
    return capital(seen.decisions.words) or "Nothing to place on the map yet."


def second_line(seen: RelianceMap) -> str:
    """The votes behind it, or why nothing more is said."""
    if seen.label is not None:
        return f"{capital(seen.decisions.words)}." if seen.label.is_of_the_room else seen.label.sentence
    if not seen.decisions.words:
        return "No vote was shown at a reveal so far."
    if seen.point is None:
        return (
            f"Too few votes for a place on the map: it takes {LABELLED_FROM} on faulty texts "
            f"and {LABELLED_FROM} on sound ones."
        )
    if settled_label(seen.decisions) is None:
        return "No more is said: chance alone could move this place to another part of the map."
    return "No more is said: by the tapped lines alone it would not be said."


def facts(seen: RelianceMap) -> list[tuple[str, str]]:
    """What stands beside the map, each with its heading; what is not known is left out."""
    known = [
        ("Votes", capital(seen.decisions.words) if seen.label and not seen.label.is_of_the_room else ""),
        ("Tapped lines", capital(seen.sentences.words)),
        ("The room's own guess", _expected_words(seen)),
        ("What refusing costs", _refusal_words(seen.refusal) if seen.refusal else ""),
        ("Last session  ◇", _last_words(seen.last) if seen.last else ""),
    ]
    return [(heading, text) for heading, text in known if text]


def legend(seen: RelianceMap) -> str:
    """What the signs in the map mean; empty where there are none."""
    if seen.point is None:
        return ""
    return "█ now   ━ 95% interval" + ("   ◇ last session" if seen.last else "")


def sure_headline(calibration: Calibration | None) -> str:
    """What the votes say about being sure, in a word or two."""
    if calibration is None:
        return "How sure: not shown."
    claim = calibration.gap.claim
    if not claim:
        return "How sure, and how right?"
    return capital(f"{claim}.") if "sure" in claim else f"Sure and right: {claim}."


def sure_second_line(calibration: Calibration | None, k: int) -> str:
    """The gap with its interval, or what is missing."""
    if calibration is None:
        return f"Too few said how sure they were, or it would tell something about fewer than {k} of a role."
    return f"Sure minus right: {calibration.gap.words} (n = {calibration.gap.n})"


def sure_note(calibration: Calibration, k: int) -> str:
    """Why there is no curve; empty where there is one."""
    if calibration.curve:
        return ""
    return f"How right by how sure: too few votes, or it would tell something about fewer than {k} of a role."


def refused_words(refused: int, votes: int) -> str:
    """How many votes refused what was sound."""
    return f"{refused} of {votes} refused a sound text"


def _expected_words(seen: RelianceMap) -> str:
    """The room's guess beside what it caught; empty without a guess or without a faulty text."""
    if seen.expected is None or not seen.decisions.signals:
        return ""
    expected = percent(seen.expected / 100)
    caught = percent(seen.decisions.hits / seen.decisions.signals)
    return f"The room expected {expected} of 100, and caught {caught}."


def _refusal_words(refusal: Refusal) -> str:
    """The price of all sound texts that were refused."""
    return f"{refused_words(refusal.refused, refusal.votes)}: {spoken_minutes(refusal.minutes)}."


def _last_words(last: MapPlace) -> str:
    """Where the room stood before."""
    caught, flagged = percent(last.caught), percent(last.flagged)
    return f"{long_date(last.date)}: caught {caught}%, wrongly flagged {flagged}%."
