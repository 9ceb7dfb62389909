"""What a report or a plan can be written as, one file a format; commands take their options from `FORMATS`.

The files themselves are imported where something is written: `--help` should not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from workshop.reports.document import Document
    from workshop.storage.plans.read import LoadedPlan


@dataclass(frozen=True, slots=True)
class PageFormat:
    """Writes a page, of a report or of plans. `option` asks for it, `purpose` is the help of that option."""

    option: str
    name: str
    purpose: str
    ending: str
    write: Callable[[Document], str]


@dataclass(frozen=True, slots=True)
class PlansFormat:
    """Writes what another program takes from plans; it is given the moment at which that is made."""

    option: str
    name: str
    purpose: str
    write: Callable[[Sequence[LoadedPlan], dt.datetime], bytes]


Format = PageFormat | PlansFormat


def _markdown(page: Document) -> str:
    from workshop.reports.formats.markdown import as_markdown

    return as_markdown(page)


def _html(page: Document) -> str:
    from workshop.reports.formats.html import as_html

    return as_html(page)


def _csv(plans: Sequence[LoadedPlan], now: dt.datetime) -> bytes:
    from workshop.reports.formats.csv import table

    return table(loaded.plan for loaded in plans).encode()


def _calendar(plans: Sequence[LoadedPlan], now: dt.datetime) -> bytes:
    from workshop.reports.formats.calendar import calendar

    return calendar(plans, now)


def _cards(plans: Sequence[LoadedPlan], now: dt.datetime) -> bytes:
    from workshop.reports.formats.cards import as_text

    return as_text(loaded.plan for loaded in plans).encode()


def _cards_toml(plans: Sequence[LoadedPlan], now: dt.datetime) -> bytes:
    from workshop.reports.formats.cards import as_toml

    return as_toml(loaded.plan for loaded in plans).encode()


HTML = PageFormat("html", "HTML", "One page to read, to send and to print.", "html", _html)
"""What a report is written as where nothing else is asked for."""

FORMATS: tuple[Format, ...] = (
    PageFormat("markdown", "Markdown", "For a ticket or a wiki.", "md", _markdown),
    HTML,
    PlansFormat("csv", "CSV", "For a spreadsheet, one action a row.", _csv),
    PlansFormat("ics", "a calendar", "For a calendar: every date as a whole day.", _calendar),
    PlansFormat("card", "a sharing card", "What other teams can have from us, as text.", _cards),
    PlansFormat("card-toml", "a sharing card as TOML", "The same for whoever collects them.", _cards_toml),
)


def page_formats() -> tuple[PageFormat, ...]:
    """Those that a report can be written as too."""
    return tuple(known for known in FORMATS if isinstance(known, PageFormat))
