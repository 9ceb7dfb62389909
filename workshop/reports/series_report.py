"""The report of a series: what all its sessions show together, then what each of them left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from workshop.core.english import capital
from workshop.core.plans.record import Outcome
from workshop.core.series.parts import Block as Shown
from workshop.core.series.parts import Part
from workshop.core.series.series import Series
from workshop.core.series.words import parts_of, subject_of
from workshop.reports.charts import Spot, spots_chart
from workshop.reports.document import Block, Document, Facts, Figure, Group, Words, bullets, section
from workshop.reports.session_report import KICKER, REHEARSED, sections

MOST_WITH_EVIDENCE = 5
"""Up to so many sessions their votes stand in the report of the series too, so that a mail can carry it."""

ELSEWHERE = "What each room saw and said stands in the reports of the sessions."


def series_report(series: Series, outcomes: Sequence[Outcome], today: dt.date) -> Document:
    """What a series shows, and what its sessions left.

    Args:
        series: the sessions together.
        outcomes: what they left, in their order; rehearsals are left out as the series leaves them out.
        today: the day on which it is read.
    """
    used = sessions_of(series, outcomes)
    evidence = len(used) <= MOST_WITH_EVIDENCE
    shown = [_part(part, f"series-{part.name}") for part in parts_of(series)]
    if not evidence:
        shown.append(Words(ELSEWHERE, "quiet"))
    return Document(
        title=series.name,
        kicker=KICKER,
        lines=(
            capital(subject_of(series).removeprefix(f"{series.name}, ")),
            *((REHEARSED,) if series.rehearsal else ()),
        ),
        sections=(
            *section("series", "What the series shows", *shown),
            *sections(used, today, evidence=evidence),
        ),
    )


def sessions_of(series: Series, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The sessions that the series speaks of."""
    return [outcome for outcome in outcomes if outcome.record.session.rehearsal is series.rehearsal]


def _part(part: Part, id: str) -> Block:  # noqa: A002 (as in HTML)
    blocks: list[Block] = [Words(f"{part.answer}. {part.detail}".strip(), "lead")]
    for number, shown in enumerate(part.blocks, start=1):
        blocks.append(Group(shown.heading, _shown(shown, f"{id}-{number}")))
    if part.caveat:
        blocks.append(Words(part.caveat, "quiet"))
    return Group(part.question, tuple(blocks), "card" if len(part.blocks) < 3 else "")


def _shown(shown: Shown, id: str) -> tuple[Block, ...]:  # noqa: A002 (as in HTML)
    spots = [
        Spot(point.label, point.words, point.place.low, point.place.value, point.place.high)
        for point in shown.points
        if point.place is not None
    ]
    words = tuple((point.label, point.words) for point in shown.points)
    return (
        *((Figure(spots_chart(shown.heading, spots, shown.scale, id=id), ""),) if spots else ()),
        *((Facts(words),) if words else ()),
        *bullets(shown.lines),
    )
