"""Then and now: what the figures of two sessions say, and how little they may mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content

from workshop.core.english import long_date
from workshop.core.live.steps.shift import ShiftPicture
from workshop.core.plans.look_back import RoomFigures
from workshop.core.series.lines import DIFFERENT_PEOPLE
from workshop.core.stats.interval import MAY_BE_CHANCE, Difference, Share, newcombe
from workshop.tui.live.parts.regions import AiryMarker
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.wide_bars import WideBar, WideBars

_FINE = 10
"""A figure is drawn to its tenth."""


@dataclass(frozen=True, slots=True)
class FigureBar(WideBar):
    """A figure that is no count, in its own words."""

    words: str

    @property
    def figure(self) -> str:
        """The words."""
        return self.words


@dataclass(frozen=True, slots=True)
class Shift:
    """A figure of both sessions, or of one of them: its name, its bars, what their difference may mean."""

    name: str
    bars: tuple[WideBar, ...]
    change: str


class ShiftPanel(ScrollingPanel[ShiftPicture]):
    """What has changed in a sentence; below it then and now for each figure, on one scale."""

    DEFAULT_CSS = """
    ShiftPanel {
        #heading { color: $text-primary; margin-bottom: 1; }
        #caveat { color: $text-muted; margin-top: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The finding, the figures, and what nobody should conclude."""
        seen = self.picture
        yield Headline(shift_words(seen.look_back.figures, seen.now), beside_text=True, id="heading")
        with AiryMarker():
            shifts = list(shifts_of(seen.look_back.figures, seen.now))
            for shift in shifts:
                yield Plain(
                    Content.assemble((shift.name, "bold"), ("   " + shift.change, "$text-muted")),
                    classes="shift--name",
                )
                if shift.bars:
                    yield WideBars(shift.bars)
            if not shifts:
                yield Plain("The two sessions have no figure in common.", classes="shift--name")
        yield Plain(f"{since_words(seen)}. {DIFFERENT_PEOPLE}", id="caveat")


def since_words(seen: ShiftPicture) -> str:
    """Which session is compared with."""
    back = seen.look_back
    return f"{back.title}, {long_date(back.date)}, and today, day {back.day}"


def shift_words(then: RoomFigures, now: RoomFigures) -> str:
    """What has changed in the decisions on faulty texts, as far as chance allows to say."""
    found = _difference(then.caught, now.caught)
    if found is None or found.value is None:
        return "Then and now."
    if found.may_be_chance:
        return "Much as it was: too few votes to tell."
    return "More of us would not have sent it." if found.value > 0 else "Fewer of us would not have sent it."


def shifts_of(then: RoomFigures, now: RoomFigures) -> Iterator[Shift]:
    """Each figure that at least one session has."""
    yield from _shares("Would not have sent it: first votes on faulty texts", then.caught, now.caught)
    yield from _shares("Held it back: first votes on sound texts", then.flagged, now.flagged)
    if then.gap_points is not None and now.gap_points is not None:
        name = f"Surer than right: then {then.gap_points:+.0f}, now {now.gap_points:+.0f} points"
        yield Shift(name, (), "0 would be well matched")
    sure = _bars(then.confidence, now.confidence, 100, "{:.0f} of 100")
    if sure:
        yield Shift("Sure to catch such an error at work", sure, "a few points are nothing")
    safe = _bars(then.safety, now.safety, 5, "{:.1f} of 5")
    if safe:
        yield Shift("Safe to say: I do not trust this output", safe, "a few tenths are nothing")


def _bars(then: float | None, now: float | None, most: int, words: str) -> tuple[WideBar, ...]:
    return tuple(
        FigureBar(name, round(value * _FINE), most * _FINE, words.format(value))
        for name, value in (("then", then), ("now", now))
        if value is not None
    )


def _shares(name: str, then: Share | None, now: Share | None) -> Iterator[Shift]:
    bars = tuple(
        WideBar(when, share.k, share.n) for when, share in (("then", then), ("now", now)) if share is not None
    )
    found = _difference(then, now)
    if bars:
        yield Shift(name, bars, MAY_BE_CHANCE if found is not None and found.may_be_chance else "")


def _difference(then: Share | None, now: Share | None) -> Difference | None:
    return newcombe(then.k, then.n, now.k, now.n) if then is not None and now is not None else None
