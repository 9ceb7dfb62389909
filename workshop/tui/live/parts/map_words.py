"""The sentences of the reliance map, made from its counts."""

from __future__ import annotations

from workshop.core.english import long_date, spoken_minutes
from workshop.core.live.reliance import Refusal, RelianceMap
from workshop.core.live.session import Dot
from workshop.core.stats.calibration import COIN_TOSS, Bin, Calibration
from workshop.core.stats.detection import LABELLED_FROM, Corner, settled_label
from workshop.core.stats.interval import percent
from workshop.tui.widgets.reliance_plot import PlotWords, Spot
from workshop.tui.widgets.tally_bars import DecisionRow, ShareBar

_CORNERS = tuple(
    next(corner.words for corner in Corner if (corner.wrongly_flagged, corner.caught) == place)
    for place in ((0, 1), (1, 1), (0, 0), (1, 0))
)
PLOT_WORDS = PlotWords(
    "caught, of votes on faulty texts", "wrongly flagged, of votes on sound texts", *_CORNERS
)
"""What the axes count, and what the corners mean."""


def headline(seen: RelianceMap) -> str:
    """What may be said of the room; else the plain counts of its decisions."""
    if seen.label is not None:
        return seen.label.said
    return _sentence(seen.outputs.words) or "Nothing to place on the map yet."


def second_line(seen: RelianceMap) -> str:
    """The votes behind it, or why nothing more is said."""
    if seen.label is not None:
        return f"{_sentence(seen.outputs.words)}." if seen.label.is_of_the_room else seen.label.sentence
    if not seen.outputs.words:
        return "No vote was shown at a reveal so far."
    if seen.point is None:
        return (
            f"Too few votes for a place on the map: it takes {LABELLED_FROM} on faulty texts "
            f"and {LABELLED_FROM} on sound ones."
        )
    if settled_label(seen.outputs) is None:
        return "No more is said: chance alone could move this place to another part of the map."
    return "No more is said: by the tapped lines alone it would not be said."


def spot_of(seen: RelianceMap) -> Spot | None:
    """Where the room stands; None where a cross would say more than so few votes do."""
    if seen.point is None:
        return None
    across, up = seen.point.wrongly_flagged_arm, seen.point.caught_arm
    return Spot(seen.point.wrongly_flagged, seen.point.caught, (across.low, across.high), (up.low, up.high))


def facts(seen: RelianceMap) -> list[tuple[str, str]]:
    """What stands beside the map, each with its heading; what is not known is left out."""
    said = [
        ("Votes", _sentence(seen.outputs.words) if seen.label and not seen.label.is_of_the_room else ""),
        ("Tapped lines", _sentence(seen.sentences.words)),
        ("The room's own guess", _expected_words(seen)),
        ("What refusing costs", _refusal_words(seen.refusal) if seen.refusal else ""),
        ("Last session  ◇", _last_words(seen.last) if seen.last else ""),
    ]
    return [(heading, text) for heading, text in said if text]


def legend(seen: RelianceMap) -> str:
    """What the signs in the map mean; empty where there are none."""
    if spot_of(seen) is None:
        return ""
    return "█ now   ━ 95% interval" + ("   ◇ last session" if seen.last else "")


def sure_headline(found: Calibration | None) -> str:
    """What the votes say about being sure, in a word or two."""
    if found is None:
        return "How sure: not shown."
    claim = found.gap.claim
    if not claim:
        return "How sure, and how right?"
    return _sentence(f"{claim}.") if "sure" in claim else f"Sure and right: {claim}."


def sure_second_line(found: Calibration | None, k: int) -> str:
    """The gap with its interval, or what is missing."""
    if found is None:
        return f"Too few said how sure they were, or it would tell something about fewer than {k} of a role."
    return f"Sure minus right: {found.gap.words} (n = {found.gap.n})"


def sure_rows(found: Calibration) -> list[DecisionRow]:
    """A row for each bin of the curve, how sure over how right; then the Brier score over a coin toss."""
    return [*(_bin_row(each) for each in found.curve), _brier_row(found)]


def sure_note(found: Calibration, k: int) -> str:
    """Why there is no curve; empty where there is one."""
    if found.curve:
        return ""
    return f"How right by how sure: too few votes, or it would tell something about fewer than {k} of a role."


def _expected_words(seen: RelianceMap) -> str:
    """The room's guess beside what it caught; empty without a guess or without a faulty text."""
    if seen.expected is None or not seen.outputs.signals:
        return ""
    expected = percent(seen.expected / 100)
    caught = percent(seen.outputs.hits / seen.outputs.signals)
    return f"The room expected {expected} of 100, and caught {caught}."


def _refusal_words(refusal: Refusal) -> str:
    """The price of all sound texts that were refused."""
    return f"{refusal.refused} of {refusal.votes} refused a sound text: {spoken_minutes(refusal.minutes)}."


def _last_words(last: Dot) -> str:
    """Where the room stood before."""
    caught, flagged = percent(last.caught), percent(last.flagged)
    return f"{long_date(last.date)}: caught {caught}%, wrongly flagged {flagged}%."


def _bin_row(each: Bin) -> DecisionRow:
    sure, right = each.mean_confidence, each.share_correct
    bars = (
        ShareBar("sure ", sure, f"{percent(sure):>5}%"),
        ShareBar("right", right, f"{percent(right):>5}%"),
    )
    return DecisionRow(f"{each.low}-{each.high}% sure", f"{each.n} votes", "", bars)


def _brier_row(found: Calibration) -> DecisionRow:
    bars = (
        ShareBar("this room", found.brier, f"{found.brier:>6.2f}"),
        ShareBar("coin toss", COIN_TOSS, f"{COIN_TOSS:>6.2f}"),
    )
    return DecisionRow("Brier score", "0 is perfect; smaller is better", "", bars)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
