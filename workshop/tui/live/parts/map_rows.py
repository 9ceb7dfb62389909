"""What the reliance map draws: its cloud, the words around it, and the bars of how sure and how right."""

from __future__ import annotations

from workshop.core.live.words.reliance import HELD_BACK_AXIS, NOT_SENT_AXIS
from workshop.core.plans.record import RelianceMap
from workshop.core.stats.calibration import Calibration
from workshop.core.stats.detection import Corner
from workshop.core.stats.interval import percent
from workshop.tui.widgets.answer_bars import Answer, Measure
from workshop.tui.widgets.reliance_plot import PlotWords, Spot


def _in_two(words: str) -> tuple[str, str]:
    """A corner's sentence as it stands on the map: its verb in capitals, and the rest below it."""
    for end in ("them apart", "nearly everything"):
        if words.endswith(end):
            return words.removesuffix(end).strip().upper(), end
    return words.upper(), ""


_CORNERS = tuple(
    _in_two(next(corner.words for corner in Corner if (corner.wrongly_flagged, corner.caught) == place))
    for place in ((0, 1), (1, 1), (0, 0), (1, 0))
)
PLOT_WORDS = PlotWords(NOT_SENT_AXIS, HELD_BACK_AXIS, *_CORNERS)
"""What the axes count, and what the corners mean."""


def spot_of(seen: RelianceMap) -> Spot | None:
    """Where the room stands; None where a place would say more than so few votes do."""
    if seen.point is None:
        return None
    across, up = seen.point.wrongly_flagged_arm, seen.point.caught_arm
    return Spot(seen.point.wrongly_flagged, seen.point.caught, (across.low, across.high), (up.low, up.high))


def sure_rows(calibration: Calibration) -> list[Answer]:
    """A row for each bin of the curve: how sure, over how right."""
    return [
        Answer(
            f"{each.low}-{each.high}% sure",
            (
                Measure(each.mean_confidence, f"{percent(each.mean_confidence)}%", "sure", quiet=True),
                Measure(each.share_correct, f"{percent(each.share_correct)}%", "right"),
            ),
        )
        for each in calibration.curve
    ]
