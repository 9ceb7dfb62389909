"""The plan files of a folder, for the screens that browse and change them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from workshop.core.english import capital
from workshop.core.plans.action import CLOSED, Action, Review, sentence_of
from workshop.core.plans.appointments import Appointment, appointments
from workshop.core.plans.plan import Plan
from workshop.core.plans.record import figures_of
from workshop.core.plans.typed import Value
from workshop.core.problems import Problem, UnusableFile
from workshop.core.text import clean
from workshop.core.words import role_name
from workshop.ports import ActionPlace, BackstageError, OpenedAction, PlanChanged, PlanRow, PlanRows, Shown
from workshop.reports.plan_dates import due_dates
from workshop.reports.plan_sentences import title_of
from workshop.services.earlier import DAYS_AHEAD
from workshop.storage.plans.edit import ChangedMeanwhile, edit_plan, setting
from workshop.storage.plans.folder import PlanError
from workshop.storage.plans.read import LoadedPlan, doubled_ids, find_plans, load_plans, plan_in, plans_beside
from workshop.storage.plans.sessions import load_session
from workshop.storage.session_folders import every_plan
from workshop.storage.toml.reading import bytes_of, table_of

_LONGEST_MESSAGE = 600

_Stamps = dict[Path, tuple[int, int]]


def today_on_the_wall() -> dt.date:
    """A date without a zone is what people wrote into the files."""
    return dt.datetime.now().astimezone().date()


class OwnPlanFiles:
    """Implements `workshop.ports.PlanFiles` with the files at a path."""

    def __init__(self, path: Path, today: Callable[[], dt.date] = today_on_the_wall) -> None:
        self._path = path
        self._today = today
        self._seen: _Stamps = {}
        self.unread: tuple[Problem, ...] = ()
        """What could not be read when the rows were read last."""

    def rows(self) -> PlanRows:
        """Read all files."""
        self._seen = self._stamps()
        with _sentences():
            loaded = load_plans(self._path)
        self.unread = loaded.unread
        named = (*loaded.unread, *loaded.left_out)
        today = self._today()
        # Of a session that was opened itself a rehearsal is shown too.
        alone = all(self._path in (plan.path, plan.path.parent) for plan in loaded.plans)
        plans = [plan for plan in loaded.plans if alone or not plan.plan.session.rehearsal]
        due = [
            _row(date.loaded, date.action, date.appointment, today)
            for date in due_dates(plans, today, DAYS_AHEAD, rehearsals=True, among=loaded.sessions)
        ]
        whole = [
            _row(plan, action, _next_date(action, today), today)
            for plan in plans
            for action in plan.plan.actions
        ]
        whole.sort(key=lambda row: (row.date or dt.date.max, str(row.place.path), row.place.action_id))
        by_shown = {
            Shown.DUE: due,
            Shown.OPEN: [row for row in whole if row.status not in CLOSED],
            Shown.CLOSED: [row for row in whole if row.status in CLOSED],
        }
        rehearsed = sum(len(plan.plan.actions) for plan in loaded.plans) - len(whole)
        return PlanRows(by_shown, tuple(_harmless(str(problem)) for problem in named), rehearsed)

    def is_stale(self) -> bool:
        """Whether a file was changed, added or removed since the rows were read."""
        return self._stamps() != self._seen

    def open(self, place: ActionPlace) -> OpenedAction:
        """Read one action, with what the file holds at that moment."""
        with _sentences():
            token = bytes_of(place.path)
            loaded = plan_in(table_of(token, str(place.path)), place.path)
            plan = loaded.plan
        for problem in doubled_ids(loaded):
            if problem.key == f"action {place.action_id}":
                raise BackstageError(_harmless(str(problem)))
        action = next((action for action in plan.actions if action.id == place.action_id), None)
        if action is None:
            raise BackstageError(_harmless(f"{place.path} has no action {place.action_id} any more."))
        others = [
            action
            for beside in plans_beside(place.path)
            for action in beside.plan.actions
            if action.id != place.action_id and beside.plan.session.id == plan.session.id
        ]
        around = dataclasses.replace(plan, actions=tuple(others))
        return OpenedAction(place, action, around, token, self._today(), _sure(place.path.parent))

    def save(
        self, opened: OpenedAction, changes: Mapping[str, Value | None], review: Review | None = None
    ) -> None:
        """Write what was changed and nothing else."""
        change = setting(opened.place.action_id, changes, review)
        with _sentences():
            edit_plan(opened.place.path, change, expected=opened.token)

    def _stamps(self) -> _Stamps:
        """When each file was changed, and its size."""
        try:
            stats = [(path, path.stat()) for path in every_plan(self._path)]
        except OSError:
            return {}
        return {path: (stat.st_mtime_ns, stat.st_size) for path, stat in stats}


def _sure(folder: Path) -> float | None:
    """How sure the room of a session was, where its record says it; without one nothing is offered."""
    try:
        return figures_of(load_session(folder).record).confidence
    except UnusableFile:
        return None


def plan_files_at(path: Path) -> OwnPlanFiles:
    """The plan files at a path, to be browsed and changed.

    Raises:
        UnusableFile: there is nothing, or a folder without a plan.
    """
    find_plans(path)
    return OwnPlanFiles(path)


@contextmanager
def _sentences() -> Iterator[None]:
    """What goes wrong with a file, as the screens show it."""
    try:
        yield
    except ChangedMeanwhile as error:
        raise PlanChanged(_harmless(str(error))) from error
    except (UnusableFile, PlanError) as error:
        raise BackstageError(_harmless(str(error))) from error


def _harmless(text: str) -> str:
    """A message may hold the name of a file, which anybody may have given."""
    return clean(text, limit=_LONGEST_MESSAGE)


def _row(loaded: LoadedPlan, action: Action | None, date: Appointment | None, today: dt.date) -> PlanRow:
    rehearsed = "rehearsal: " if loaded.plan.session.rehearsal else ""
    text, owner = (date.text or date.words, date.owner) if date is not None else ("", "")
    return PlanRow(
        ActionPlace(loaded.path, action.id if action is not None else ""),
        date.date if date else None,
        date is not None and date.date < today,
        date.words.replace("look-back, day", "look-back") if date else "",
        sentence_of(action) if action is not None else capital(text),
        action.accountable if action is not None else owner,
        action.status if action is not None else "",
        rehearsed + _title_of(loaded.plan),
        of_session=action is None,
    )


def _title_of(plan: Plan) -> str:
    """The session, with the role whose plan it is."""
    return f"{title_of(plan)} ({role_name(plan.phase.role)})" if plan.phase.role else title_of(plan)


def _next_date(action: Action, today: dt.date) -> Appointment | None:
    """The first date that still waits for something."""
    waiting = [appointment for appointment in appointments(action, today) if appointment.waits]
    return min(waiting, key=lambda appointment: appointment.date, default=None)
