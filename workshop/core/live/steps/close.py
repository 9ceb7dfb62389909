"""What a session ends with: one figure for confidence, one sentence for clarity, one for success."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from workshop.core.agenda.card import COMMITMENT, GOOD, PASSED, RHYTHM
from workshop.core.agenda.pulse import CONFIDENCE
from workshop.core.english import capital, long_date
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.asked import kept_pulses
from workshop.core.live.plan_of import complete, text_of
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.kind import Kind, Picture, Row, one_place, whole_step
from workshop.core.plans.action import Action, Metric, days_after, on_a_weekday
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.look_back import LookBack, Reviewed
from workshop.core.plans.path import PathStop, Walked, next_stop, path_of, walked_phases
from workshop.core.plans.plan import measured_words
from workshop.core.problems import Refused
from workshop.core.stats.ordinal import Quartiles

NEXT_AFTER_DAYS = 30
"""When the next session is, unless the room says otherwise."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The closing screen. An empty text means that nobody said it; `suggested` is a date to agree on.

    `no_next_session` says that there is none, on purpose. `plans` are the action plans that it leaves,
    `following` is the next session on the path of twelve weeks.
    """

    confidence: Quartiles | None
    clarity: str
    success: str
    sponsor: str
    next_session: dt.date | None
    no_next_session: bool
    suggested: dt.date
    plans: tuple[Chapter, ...] = ()
    following: PathStop | None = None


@dataclass(frozen=True, slots=True)
class ClosePicture(Picture):
    """The closing, and what was said about the actions of an earlier session, by their index."""

    closing: Closing
    look_back: LookBack | None
    reviews: Mapping[int, Reviewed]


@dataclass(frozen=True, slots=True)
class SealedPicture(ClosePicture):
    """The same when it has ended."""


def _picture(session: Session) -> ClosePicture:
    picture = SealedPicture if session.stage is Stage.SEALED else ClosePicture
    return picture(closing_of(session), session.look_back, dict(session.reviews))


def closing_of(session: Session) -> Closing:
    """The closing as it stands now."""
    sure = [asked.quartiles for asked in kept_pulses(session) if asked.id == CONFIDENCE]
    actions = [action for _, action in session.actions.values()]
    good = [
        line for entry in session.entries.get(GOOD, ()) for line in entry.get("good", ()) if line != PASSED
    ]
    good += [action.what_good_looks_like for action in actions if action.what_good_looks_like]
    measured = [
        f"{f'{_metric_name(action.metric)}: {measured_words(action.metric, None)}'.rstrip(': ')}"
        f"{_by(session, action)}"
        for action in actions
        if action.metric is not None and action.metric.name
    ]
    return Closing(
        sure[-1] if sure else None,
        capital(good[0]) if good else "",
        measured[0] if measured else "",
        text_of(session, COMMITMENT, "sponsor_commitment"),
        session.next_session,
        session.no_next_session,
        on_a_weekday(days_after(session.setup.date, NEXT_AFTER_DAYS)),
        session.chapters_held,
        _following(session),
    )


def _metric_name(metric: Metric) -> str:
    """What is counted, and in what: the room hears the figures once and has no plan before it."""
    return f"{metric.name} ({metric.unit})" if metric.unit else metric.name


def _by(session: Session, action: Action) -> str:
    due = complete(action, 0, session.setup.date).due
    return f", by {long_date(due)}" if due is not None else ""


def _following(session: Session) -> PathStop | None:
    if session.no_next_session:
        return None
    setup, back = session.setup, session.look_back
    phases = walked_phases(
        session.phases_held, looks_back=back is not None, sets_rhythm=_sets_rhythm(session)
    )
    earlier = back.walked if back is not None else ()
    return next_stop(path_of([*earlier, Walked(setup.date, phases)], setup.date, session.next_session))


def _sets_rhythm(session: Session) -> bool:
    return any(RHYTHM in session.cards_shown(phase) for phase in session.phases_held)


def _set_next_date(session: Session, command: c.SetNextDate) -> list[e.Event]:
    if command.date is not None and command.date <= session.setup.date:
        raise Refused("The next date lies after the day of this session.")
    return [e.NextDateSet(command.date)]


def _seal(session: Session, command: c.Seal) -> list[e.Event]:
    sealed = dataclasses.replace(session.position, stage=Stage.SEALED)
    return [e.StageEntered(sealed, command.at, None, command.present)]


SEALED = Row(Stage.SEALED, "saved", picture=_picture)

KIND = Kind(
    rows=(
        Row(
            Stage.CLOSE,
            "closing",
            picture=_picture,
            time=whole_step,
            answers={c.SetNextDate: _set_next_date, c.Seal: _seal},
        ),
    ),
    path=one_place(Stage.CLOSE),
    entry="closing",
)
