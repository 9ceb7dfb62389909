"""What stands on the home screen: the next session, what to prepare, what follows up, what was led."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.core.english import day_of_year, long_date, weekday
from workshop.ports import DueLookBack, DueOfSession, Earlier, Kept, PreparedShelf, SavedSession, Standing
from workshop.tui.messages import (
    AtAgendas,
    AtCases,
    AtPlans,
    AtPreparing,
    AtRehearsal,
    AtResume,
    AtSeries,
    AtSetup,
)
from workshop.tui.screens import home_lines as lines
from workshop.tui.screens.home_spots import Block, Left, OfLeft, OfPrepared, OfSaved, OneOf, Spot, Told, Wish

if TYPE_CHECKING:
    from workshop.core.agenda.agenda import Agenda
    from workshop.core.agenda.prepared import PreparedFile

QUESTION = "What do we start?"
DEMO = "demo"
"""The agenda that is shown with a made-up room, and led with no other."""

_FEW = 3
"""So many of a kind stand on the screen; the others are in a list behind one line."""
_MOST = 6


@dataclass(frozen=True, slots=True)
class Counts:
    """What the plans of all sessions say at a glance."""

    open: int = 0
    first_steps: int = 0
    """First steps that are overdue."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on this machine; `earlier` and `counts` are None until all files were read."""

    today: dt.date = dt.date.min
    prepared: PreparedShelf = field(default_factory=PreparedShelf)
    agendas: Sequence[Agenda] = ()
    kept: Kept = field(default_factory=Kept)
    standing: Standing | None = None
    """Where the latest interrupted session stands."""
    earlier: Earlier | None = None
    counts: Counts | None = None
    failed: bool = False
    """Whether the files could not be read."""


@dataclass(frozen=True, slots=True)
class Board:
    """The headline, and the blocks below it."""

    headline: str = QUESTION
    hero: tuple[Block, ...] = ()
    columns: tuple[Block, ...] = ()
    foot: tuple[Block, ...] = ()
    first: str = ""
    """Where the mark stands at first."""
    next: PreparedFile | None = None
    """The prepared session that comes next."""


def board_of(found: Found) -> Board:
    """All of it."""
    file = next(iter(_by_urgency(found)), None)
    left = _waiting(found)
    columns = (_to_begin(found), _follow_up(found), _again(found))
    hero = _hero(file, found) if file is not None else (Block(words=lines.NOTHING_PREPARED),)
    foot = (*_interrupted(left, found), *_elsewhere(found))
    urgent = bool(left) and (file is None or _left_today(left[0], found.today))
    first = "left-go" if urgent else "next-lead" if file is not None else "agenda-0"
    headline = lines.day_words(file.prepared, found.today) if file is not None else QUESTION
    return Board(headline, hero, columns, foot, first, file)


def _by_urgency(found: Found) -> list[PreparedFile]:
    """What was prepared: from today on by day, then what has no day, then the latest that is past."""
    waiting = found.prepared.waiting
    dated = [(file, file.prepared.date) for file in waiting]
    coming = [file for file, date in dated if date is not None and date >= found.today]
    undated = [file for file, date in dated if date is None]
    past = [file for file, date in dated if date is not None and date < found.today]
    return [*coming, *undated, *reversed(past)]


def _hero(file: PreparedFile, found: Found) -> tuple[Block, ...]:
    """The next session with what can be done with it, and the other prepared ones."""
    when = lines.said_day(file.prepared, found.today)
    actions = (
        Spot("next-lead", "Lead it", f"lead {when}", OfPrepared(file, Wish.LEAD), hint="Opens the lobby."),
        Spot(
            "next-rehearse",
            "Rehearse it",
            "rehearse it with a made-up room",
            OfPrepared(file, Wish.REHEARSE),
            "r",
        ),
        Spot("next-change", "Change it", "change it", OfPrepared(file, Wish.CHANGE), "c"),
        Spot(
            "next-more",
            "More ...",
            "say what else can be done",
            OfPrepared(file),
            hint="Write its papers, prepare it for another team, or throw it away.",
        ),
    )
    others = [
        Spot(
            f"prepared-{number}",
            other.prepared.title,
            f"ask what to do with {other.prepared.title}",
            OfPrepared(other),
            lines.when_words(other.prepared, found.today),
            lines.details(other.prepared, found.agendas),
        )
        for number, other in enumerate(one for one in _by_urgency(found) if one is not file)
    ]
    words = f"{file.prepared.title}\n{lines.details(file.prepared, found.agendas)}\n\n"
    also = Block("ALSO PREPARED", _a_few(others, "also", "All that is prepared", "Which one?"))
    return (Block(words=words, spots=actions, in_a_row=True), *((also,) if others else ()))


def _to_begin(found: Found) -> Block:
    """Agendas, the own ones, and one's own cases."""
    offered = [agenda for agenda in found.agendas if not agenda.looks_back and agenda.id != DEMO]
    agendas = [
        Spot(
            f"agenda-{number}",
            lines.short_title(agenda),
            f"set up {lines.short_title(agenda)}",
            AtSetup(agenda),
            f"{agenda.minutes} min",
            agenda.summary,
            prepare=AtPreparing(agenda),
        )
        for number, agenda in enumerate(offered)
    ]
    own = Spot("own", "An agenda of my own ...", "choose what to change", AtAgendas(), hint=lines.OWN_AGENDA)
    cases = Spot(
        "cases", "A case of my own ...", "write a case of your own", AtCases(), "paste, mark", lines.CASES
    )
    few = _a_few(agendas, "agendas", "All agendas", "Which agenda?", most=_MOST)
    return Block("PREPARE OR LEAD", (*few, own, cases))


def _follow_up(found: Found) -> Block:
    """What is due, the plans of all, and the series."""
    earlier = found.earlier
    if earlier is None:
        return Block("FOLLOW UP", note=lines.NOT_READ if found.failed else lines.LOOKING)
    due = [_look_back(number, one, found.today) for number, one in enumerate(earlier.look_backs)]
    due += map(_date, range(len(earlier.dates)), earlier.dates, [found.today] * len(earlier.dates))
    spots = [*_a_few(due, "due", "All that is due", "Which one?")]
    if any(not saved.open for saved in earlier.sessions):
        spots += _plans(found.counts)
    series = [
        Spot(f"series-{number}", name, "open the series", AtSeries(name), "series", lines.SERIES)
        for number, name in enumerate(earlier.series)
    ]
    spots += _a_few(series, "series", "All series", "Which series?")
    if earlier.aged:
        words = lines.aged_words(earlier.aged)
        spots.append(
            Spot("aged", lines.AGED, "say which", Told(words), f"{len(earlier.aged)}", lines.WHY_AGED)
        )
    return Block("FOLLOW UP", tuple(spots), note="" if due else lines.NOTHING_DUE)


def _plans(counts: Counts | None) -> tuple[Spot, Spot]:
    """The plans of all teams; the lines are there before the figures, so that nothing moves."""
    late = counts is not None and counts.first_steps > 0
    open_ = f"{counts.open} open" if counts is not None else ""
    return (
        Spot(
            "overdue",
            lines.first_step_words(counts.first_steps if counts is not None else None),
            "open the plans",
            AtPlans(None),
            late=late,
        ),
        Spot("plans", "Plans of all teams", "open the plans", AtPlans(None), open_, lines.PLANS),
    )


def _look_back(number: int, due: DueLookBack, today: dt.date) -> Spot:
    back, stop = due.look_back, due.stop
    if stop is not None:
        when = "due since" if stop.date < today else "on"
        return Spot(
            f"due-{number}",
            f"{stop.stop.name}: {back.title}",
            f"set up {stop.stop.name} of {back.title}",
            AtSetup(due.agenda, back),
            day_of_year(stop.date) if stop.date.year == today.year else long_date(stop.date),
            f"Next on the path of twelve weeks, {when} {long_date(stop.date)}: {due.agenda.minutes} minutes.",
            late=stop.date < today,
            prepare=AtPreparing(due.agenda, back),
        )
    return Spot(
        f"due-{number}",
        f"Look back: {back.title}",
        f"set up the look-back at {back.title}",
        AtSetup(due.agenda, back),
        f"day {back.day}",
        f"{back.day} days after {long_date(back.date)}: did it happen? {due.agenda.minutes} minutes.",
        prepare=AtPreparing(due.agenda, back),
    )


def _date(number: int, due: DueOfSession, today: dt.date) -> Spot:
    when = f"{'was due' if due.late else 'due'} {long_date(due.date)}"
    return Spot(
        f"date-{number}",
        due.title,
        f"open the plans of {due.title}",
        AtPlans(due.folder),
        day_of_year(due.date) if due.date.year == today.year else long_date(due.date),
        f"{due.words}, {when}",
        late=due.late,
    )


def _again(found: Found) -> Block:
    """What was led, to be led with another team; and the demo."""
    led = [
        Spot(
            f"again-{number}",
            file.prepared.title,
            f"ask what to do with {file.prepared.title}",
            OfPrepared(file),
            "prepared",
            lines.path_words(file),
        )
        for number, file in enumerate(found.prepared.led)
    ]
    sealed = (
        [saved for saved in found.earlier.sessions if not saved.open] if found.earlier is not None else []
    )
    saved = [
        Spot(
            f"kept-{number}",
            one.title,
            f"ask what to do with {one.title}",
            OfSaved(one),
            lines.saved_day(one, found.today),
            lines.saved_path(one),
            prepare=AtPreparing(again=one.folder),
        )
        for number, one in enumerate(sealed)
    ]
    few = _a_few([*led, *saved], "again", f"All {len(led) + len(saved)}", "Which session?", most=_MOST)
    demo = [agenda for agenda in found.agendas if agenda.id == DEMO]
    shown = (
        (
            Spot(
                "demo",
                "Learn it: the demo",
                "show the demo",
                AtRehearsal(Path(DEMO)),
                lines.DEMO_TIME,
                lines.DEMO,
            ),
        )
        if demo
        else ()
    )
    note = "" if found.earlier is not None or found.failed else lines.LOOKING_AGAIN
    return Block("AGAIN, WITH ANOTHER TEAM" if few or note else "LEARN IT", (*few, *shown), note=note)


def _waiting(found: Found) -> list[SavedSession]:
    return [saved for saved in found.kept.interrupted if not saved.elsewhere]


def _interrupted(left: Sequence[SavedSession], found: Found) -> tuple[Block, ...]:
    """The latest session that was interrupted, and what can become of it."""
    if not left:
        return ()
    latest, *others = left
    where = lines.where_left(latest, found.standing, found.today)
    rest = [
        Spot(
            f"left-{number}",
            one.title,
            f"ask what to do with {one.title}",
            OfLeft(one),
            lines.where_left(one, None, found.today),
        )
        for number, one in enumerate(others)
    ]
    more = (
        (
            Spot(
                "left-more",
                f"{len(rest)} more ...",
                "choose one of them",
                OneOf("Which one was interrupted?", tuple(rest)),
            ),
        )
        if rest
        else ()
    )
    spots = (
        Spot("left-go", "Go on", f"go on with {latest.title}", OfLeft(latest, Left.GO_ON), hint=lines.GO_ON),
        Spot(
            "left-end",
            "Save and end",
            f"save and end {latest.title}",
            OfLeft(latest, Left.END),
            hint=lines.END,
        ),
        Spot("left-throw", "Throw away", "ask whether to throw it away", OfLeft(latest, Left.THROW_AWAY)),
        *more,
    )
    return (Block(words=f"Interrupted: {latest.title}, {where}", spots=spots, in_a_row=True),)


def _elsewhere(found: Found) -> tuple[Block, ...]:
    """What another window of this program leads right now."""
    spots = [
        Spot(
            f"elsewhere-{number}",
            one.title,
            f"look whether {one.title} can be led here",
            AtResume(one.folder),
            hint=lines.elsewhere_words(one),
        )
        for number, one in enumerate(saved for saved in found.kept.interrupted if saved.elsewhere)
    ]
    few = _a_few(spots, "elsewhere", "All that run elsewhere", "Which one?")
    return (Block("RUNNING ELSEWHERE", few),) if spots else ()


def _a_few(spots: Sequence[Spot], kind: str, words: str, question: str, most: int = _FEW) -> tuple[Spot, ...]:
    """The first of them, and one that opens the list of all where there are more."""
    if len(spots) <= most:
        return tuple(spots)
    every = Spot(
        f"{kind}-all", f"{words} ...", "choose from the list", OneOf(question, tuple(spots)), str(len(spots))
    )
    return (*spots[: most - 1], every)


def _left_today(saved: SavedSession, today: dt.date) -> bool:
    return saved.left is not None and saved.left.date() == today


def head_date(today: dt.date) -> str:
    """The day as the head names it, such as Sunday 29 November."""
    return f"{weekday(today)} {day_of_year(today)}"
