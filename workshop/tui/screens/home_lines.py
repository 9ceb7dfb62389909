"""The lines of the home screen: what each says of a session, an agenda, a date."""

from __future__ import annotations

import datetime as dt

from textual.content import Content
from textual.widgets.option_list import Option

from workshop.core.agenda.agenda import Agenda
from workshop.core.agenda.prepared import Prepared, PreparedFile
from workshop.core.english import clock, long_date, near_day
from workshop.core.text import clean
from workshop.ports import DueLookBack, DueOfSession, SavedSession, Standing

_LONGEST_PATH = 400

LOOKING = Content.assemble(("Looking for what is due", "bold"), "\nand for what is saved")
NOTHING_DUE = Content.assemble(("Nothing is due", "bold"), "\nno look-back, no next session, no guardrails")
"""In the place of what was looked for, so that nothing moves."""
NOT_READ = Content.assemble(("What is due is not known", "bold"), "\nwhat is saved could not be read")
OWN_AGENDA = Content.assemble(("An agenda of my own ...", "bold"), "\na copy to change, or a small new one")
PLANS = Content.assemble(("Plans of all sessions", "bold"), "\nwhat is due, what is open, and how it goes")


def heading(words: str, *, first: bool) -> Option:
    """What the lines below it have in common, with air above it."""
    return Option(
        Content("" if first else "\n") + Content.styled(words.upper(), "$text-muted"), disabled=True
    )


def prepared_words(file: PreparedFile, today: dt.date) -> Content:
    """A session that waits for its day."""
    return Content.assemble((file.prepared.title, "bold"), f"\n{_when(file.prepared, today)}")


def again_words(file: PreparedFile) -> Content:
    """A session that was prepared, and led."""
    return Content.assemble((file.prepared.title, "bold"), "\nas it was prepared, or changed")


def _when(prepared: Prepared, today: dt.date) -> str:
    """The day and the hour, where they are known, and whose session it is."""
    day = near_day(prepared.date, today) if prepared.date is not None else "no day yet"
    hour = clock(prepared.starts) if prepared.starts is not None else ""
    return ", ".join(filter(None, (day, hour, prepared.team)))


def interrupted_words(saved: SavedSession, standing: Standing | None, today: dt.date) -> Content:
    """A session that waits to be gone on with."""
    return Content.assemble((saved.title, "bold"), f"\n{where_left(saved, standing, today)}")


def where_left(saved: SavedSession, standing: Standing | None, today: dt.date) -> str:
    """Where it stands, as far as that is known yet, and since when."""
    if standing is None:
        where = "interrupted"
    else:
        where = f"step {standing.step} of {standing.steps}" if standing.step else "in the lobby"
    if saved.left is None:
        return ", ".join(filter(None, (where, _day(saved))))
    return f"{where}, {near_day(saved.left.date(), today)} {clock(saved.left.time())}"


def elsewhere_words(saved: SavedSession) -> Content:
    """A session that another program leads."""
    where = "another window of this program leads it"
    return Content.assemble((saved.title, "bold"), "\n" + ", ".join(filter(None, (where, _day(saved)))))


def look_back_words(due: DueLookBack) -> Content:
    """A look-back that is due."""
    back = due.look_back
    when = f"{back.day} days after {long_date(back.date)}"
    return Content.assemble(
        (f"Look back  {back.title}", "bold"), f"  {due.agenda.minutes} minutes\n{when}: did it happen?"
    )


def date_words(due: DueOfSession) -> Content:
    """Another date of a whole session."""
    when = f"{'was due' if due.late else 'due'} {long_date(due.date)}"
    return Content.assemble((f"Due  {due.title}", "bold"), f"\n{due.words}, {when}")


def agenda_words(agenda: Agenda) -> Content:
    """What can be prepared or led."""
    phases = ", ".join(phase.label for phase in agenda.phases)
    return Content.assemble((agenda.title, "bold"), f"  {agenda.minutes} minutes  {phases}\n{agenda.summary}")


def series_words(name: str) -> Content:
    """Sessions that belong together."""
    return Content.assemble((f"Series  {name}", "bold"), "\ncapability, confidence, culture; what came of it")


def saved_words(saved: SavedSession) -> Content:
    """A session that was sealed; the name of its folder may have been given by anybody."""
    place = clean(str(saved.folder), limit=_LONGEST_PATH)
    return Content.assemble((saved.title, "bold"), f"  {_day(saved)}\n{place}")


def path_words(file: PreparedFile) -> str:
    """Where a prepared session is kept."""
    return clean(str(file.path), limit=_LONGEST_PATH)


def _day(saved: SavedSession) -> str:
    """The date in words; nothing where the folder does not tell it."""
    return long_date(saved.date) if saved.date != dt.date.min else ""
