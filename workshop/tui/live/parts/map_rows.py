"""What the reliance map draws: its cross, the words around it, and the bars of how sure and how right."""

from __future__ import annotations

from workshop.core.live.words.reliance import CAUGHT_AXIS, FLAGGED_AXIS
from workshop.core.plans.record import RelianceMap
from workshop.core.stats.calibration import COIN_TOSS, Bin, Calibration
from workshop.core.stats.detection import Corner
from workshop.core.stats.interval import percent
from workshop.tui.widgets.reliance_plot import PlotWords, Spot
from workshop.tui.widgets.tally_bars import DecisionRow, ShareBar

_CORNERS = tuple(
    next(corner.words for corner in Corner if (corner.wrongly_flagged, corner.caught) == place)
    for place in ((0, 1), (1, 1), (0, 0), (1, 0))
)
PLOT_WORDS = PlotWords(CAUGHT_AXIS, FLAGGED_AXIS, *_CORNERS)
"""What the axes count, and what the corners mean."""


def spot_of(seen: RelianceMap) -> Spot | None:
    """Where the room stands; None where a cross would say more than so few votes do."""
    if seen.point is None:
        return None
    across, up = seen.point.wrongly_flagged_arm, seen.point.caught_arm
    return Spot(seen.point.wrongly_flagged, seen.point.caught, (across.low, across.high), (up.low, up.high))


def sure_rows(calibration: Calibration) -> list[DecisionRow]:
    """A row for each bin of the curve, how sure over how right; then the Brier score over a coin toss."""
    return [*(_bin_row(each) for each in calibration.curve), _brier_row(calibration)]


def _bin_row(each: Bin) -> DecisionRow:
    sure, right = each.mean_confidence, each.share_correct
    bars = (
        ShareBar("sure ", sure, f"{percent(sure):>5}%"),
        ShareBar("right", right, f"{percent(right):>5}%"),
    )
    return DecisionRow(f"{each.low}-{each.high}% sure", f"{each.n} votes", "", bars)


def _brier_row(calibration: Calibration) -> DecisionRow:
    bars = (
        ShareBar("this room", calibration.brier, f"{calibration.brier:>6.2f}"),
        ShareBar("coin toss", COIN_TOSS, f"{COIN_TOSS:>6.2f}"),
    )
    return DecisionRow("Brier score", "0 is perfect; smaller is better", "", bars)
