"""Then and now: what the figures of two sessions say, and how little they may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.app import ComposeResult

from workshop.core.english import long_date
from workshop.core.live.steps.shift import ShiftPicture
from workshop.core.plans.look_back import RoomFigures
from workshop.core.series.lines import DIFFERENT_PEOPLE
from workshop.core.stats.interval import Share, newcombe
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain

NOTHING = "no figure"


class ShiftPanel(ScrollingPanel[ShiftPicture]):
    """One block a figure: its name, then and now, and the difference with its interval."""

    DEFAULT_CSS = """
    ShiftPanel {
        padding: 0 2;
        #heading { color: $text-primary; }
        #since { color: $text-muted; margin-bottom: 1; }
        .shift--name { color: $text-muted; }
        .shift--figures { text-style: bold; }
        .shift--change { margin-bottom: 1; }
        #caveat { color: $text-muted; }
    }
    """

    def compose(self) -> ComposeResult:
        """The heading, the figures that both sessions have, and what nobody should conclude."""
        seen = self.picture
        yield BlockLetters("Then and now", share=0.13, id="heading")
        yield Plain(since_words(seen), id="since")
        with MoreMarker():
            rows = list(shift_rows(seen.look_back.figures, seen.now))
            for name, figures, change in rows:
                yield Plain(name, classes="shift--name")
                yield Plain(figures, classes="shift--figures")
                yield Plain(change, classes="shift--change")
            if not rows:
                yield Plain("The two sessions have no figure in common.", classes="shift--figures")
            yield Plain(DIFFERENT_PEOPLE, id="caveat")


def since_words(seen: ShiftPicture) -> str:
    """Which session is compared with."""
    back = seen.look_back
    return f"{back.title}, {long_date(back.date)}, and today, day {back.day}"


def shift_rows(then: RoomFigures, now: RoomFigures) -> Iterator[tuple[str, str, str]]:
    """Each figure that at least one session has: its name, both values, what their difference may mean."""
    yield from _share_row("Errors caught, first vote", then.caught, now.caught)
    yield from _share_row("Sound work wrongly flagged, first vote", then.flagged, now.flagged)
    gaps = (then.gap_points, now.gap_points)
    yield from _row(
        "Surer than right, in points", gaps, lambda gap: f"{gap:+.0f}", "0 would be well matched."
    )
    sure = (then.confidence, now.confidence)
    known = [f"{count}" for count in (then.confidence_n, now.confidence_n)]
    yield from _row(
        "Sure to catch such an error at work, median of 0 to 100",
        sure,
        lambda median: f"{median:.0f}",
        f"From {known[0]} and {known[1]} answers: a few points are nothing.",
    )
    yield from _row(
        "It is safe to say: I do not trust this output, mean of 1 to 5",
        (then.safety, now.safety),
        lambda mean: f"{mean:.1f}",
        f"From {then.safety_n} and {now.safety_n} answers: a few tenths are nothing.",
    )


def _share_row(name: str, then: Share | None, now: Share | None) -> Iterator[tuple[str, str, str]]:
    if then is None and now is None:
        return
    before, after = (share.words if share is not None else NOTHING for share in (then, now))
    change = newcombe(then.k, then.n, now.k, now.n).words if then is not None and now is not None else ""
    yield name, f"Then {before}   Now {after}", change.capitalize()


def _row(
    name: str, values: tuple[float | None, float | None], words: Callable[[float], str], caveat: str
) -> Iterator[tuple[str, str, str]]:
    if values == (None, None):
        return
    before, after = (words(value) if value is not None else NOTHING for value in values)
    yield name, f"Then {before}   Now {after}", caveat if None not in values else ""
