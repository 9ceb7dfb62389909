"""The words of the home screen: what it says of a session, an agenda, a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from workshop.core.english import (
    capital,
    clock,
    counted_or_no,
    day_of_year,
    long_date,
    near_day,
    short_date,
    short_day_of_year,
    weekday,
)
from workshop.core.text import clean
from workshop.core.words import CHECKED_FOR
from workshop.ports import SavedSession, Standing

if TYPE_CHECKING:
    from workshop.core.agenda.agenda import Agenda
    from workshop.core.agenda.prepared import Prepared, PreparedFile

_LONGEST_PATH = 400
_MOST_NAMED = 6

NOTHING_PREPARED = "Nothing is prepared. p prepares an agenda, Enter leads it now."
LOOKING = "Looking for what is due ..."
LOOKING_AGAIN = "Looking for what was led ..."
NOTHING_DUE = "Nothing is due."
NOT_READ = "What is due is not known: it could not be read."
OWN_AGENDA = "A copy to change, or a small new one."
PLANS = "What is due, what is open, and how it goes."
SERIES = "Capability, confidence, culture; what came of it."
CASES = "Paste a text of your own work, mark what is wrong; it is judged like ours."
AGED = "Texts and incidents to check"
WHY_AGED = f"Last checked over {CHECKED_FOR} days ago: do they still fit the world?"
DEMO = "A whole session across all four phases, with a made-up room, led by Space alone."
DEMO_TIME = "8 min"
GO_ON = "The same step, the same QR code, every vote that was counted."
END = "Totals and plans are written; the single votes are destroyed."


def day_words(prepared: Prepared, today: dt.date) -> str:
    """The day and the hour of a session, as a headline."""
    return capital(" ".join(filter(None, (_day(prepared, today), _hour(prepared)))))


def when_words(prepared: Prepared, today: dt.date) -> str:
    """The day and the hour as a line has room for them; a day that is past is named so."""
    date = prepared.date
    if date is None or near_day(date, today) != long_date(date):
        day = _day(prepared, today)
    else:
        day = (
            f"{weekday(date)[:3]} {short_day_of_year(date)}" if date.year == today.year else short_date(date)
        )
    was = "was " if date is not None and date < today else ""
    return was + " ".join(filter(None, (day, _hour(prepared))))


def said_day(prepared: Prepared, today: dt.date) -> str:
    """Whose day it is, as the footer says it: tomorrow's session."""
    if prepared.date is None:
        return "this session"
    near = near_day(prepared.date, today)
    return f"{near}'s session" if near in ("today", "tomorrow", "yesterday") else f"the session of {near}"


def _day(prepared: Prepared, today: dt.date) -> str:
    date = prepared.date
    if date is None:
        return "no day yet"
    near = near_day(date, today)
    if near in ("today", "tomorrow", "yesterday"):
        return near
    return f"{weekday(date)} {day_of_year(date)}" if date.year == today.year else long_date(date)


def _hour(prepared: Prepared) -> str:
    return clock(prepared.starts) if prepared.starts is not None else ""


def details(prepared: Prepared, agendas: Sequence[Agenda]) -> str:
    """For whom, where, which agenda and texts: what is checked the evening before, by weight."""
    agenda = next((short_title(one) for one in agendas if one.id == prepared.agenda), prepared.agenda)
    texts = ", ".join(prepared.scenarios)
    return " · ".join(
        filter(None, (prepared.team, prepared.place, agenda, texts, f"smallest group {prepared.k}"))
    )


def short_title(agenda: Agenda) -> str:
    """The title as far as it names the length."""
    return agenda.title.partition(":")[0]


def where_left(saved: SavedSession, standing: Standing | None, today: dt.date) -> str:
    """Where it stands, as far as that is known yet, and since when."""
    if standing is None:
        where = ""
    else:
        where = f"step {standing.step} of {standing.steps}" if standing.step else "in the lobby"
    if saved.left is None:
        return ", ".join(filter(None, (where, _date(saved))))
    since = f"{near_day(saved.left.date(), today)} {clock(saved.left.time())}"
    return ", ".join(filter(None, (where, since)))


def elsewhere_words(saved: SavedSession) -> str:
    """A session that another program leads."""
    return ", ".join(filter(None, ("another window of this program leads it", _date(saved))))


def first_step_words(overdue: int | None) -> str:
    """How many first steps nobody has taken in time; None where they are not counted yet."""
    if overdue is None:
        return "First steps"
    return f"{capital(counted_or_no(overdue, 'first step'))} {'is' if overdue == 1 else 'are'} overdue"


def aged_words(names: Sequence[str]) -> str:
    """Which texts and incidents are to be checked, a few by name, and what to do then."""
    more = len(names) - _MOST_NAMED
    named = f"{', '.join(names[:_MOST_NAMED])}{f' and {more} more' if more > 0 else ''}"
    return f"Check again: {named}. Then write the day into `checked_on` of each file."


def saved_day(saved: SavedSession, today: dt.date) -> str:
    """When a session was held; nothing where the folder does not tell it."""
    if saved.date == dt.date.min:
        return ""
    near = near_day(saved.date, today)
    return short_date(saved.date) if near == long_date(saved.date) else near


def saved_path(saved: SavedSession) -> str:
    """Where it lies; the name of its folder may have been given by anybody."""
    return clean(str(saved.folder), limit=_LONGEST_PATH)


def path_words(file: PreparedFile) -> str:
    """Where a prepared session is kept."""
    return clean(str(file.path), limit=_LONGEST_PATH)


def _date(saved: SavedSession) -> str:
    return long_date(saved.date) if saved.date != dt.date.min else ""
