"""What rooms have taught about texts: read out of sealed sessions, kept beside them, shared without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workshop.core.agenda.learnt import ENOUGH_ROOMS, Learnt, Lessons, of_this_wording, pooled
from workshop.core.english import counted
from workshop.core.plans.record import Outcome
from workshop.core.problems import Problem, UnusableFile
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.series.rooms import Rooms, TextTotals, rooms_of
from workshop.services.errors import CannotWrite, NothingChanged
from workshop.storage.disk import stands, write_whole
from workshop.storage.library.learnt_file import LEARNT_NAME, lessons_beside, read_lessons, render_lessons
from workshop.storage.library.scenarios import Library, library_folder
from workshop.storage.plans.sessions import load_session
from workshop.storage.session_folders import find_sessions, no_folder


@dataclass(frozen=True, slots=True)
class Learning:
    """What the sessions of a folder taught, with what others share."""

    texts: Mapping[ScenarioId, TextTotals]
    """The totals of the own rooms."""
    lessons: Lessons
    """Without any number of a room: the own rooms and those of others together."""
    notices: tuple[str, ...]
    """What is not counted, and why, in sentences."""
    unread: tuple[Problem, ...]
    """What could not be read."""

    @property
    def own(self) -> Lessons:
        """What the own rooms taught."""
        return {id_: totals.learnt for id_, totals in self.texts.items()}


def learn(sessions: Path, library: Library, others: Sequence[Path] = ()) -> Learning:
    """Read all sealed sessions of a folder, and the files of others.

    Raises:
        UnusableFile: the folder cannot be opened, or a file of others cannot be used.
    """
    outcomes, notices, unread = _sealed(sessions)
    rooms = rooms_of(outcomes, library.scenarios)
    own = {id_: totals.learnt for id_, totals in rooms.texts.items()}
    lessons = dict(own)
    seen = [shareable(own, library)]
    for path in others:
        theirs = read_lessons(path)
        if theirs in seen:
            notices.append(f"{path}: holds the same as your own rooms or another file; not counted.")
            continue
        seen.append(theirs)
        notices += _take_in(lessons, theirs, path, library.scenarios)
    notices += [*_passed(rooms), *_gone(sessions, lessons, library.scenarios)]
    return Learning(rooms.texts, lessons, tuple(notices), tuple(unread))


def keep(learning: Learning, sessions: Path) -> Path:
    """Write what was learnt beside the sessions, where the picker finds it.

    Raises:
        CannotWrite: the disk says no.
    """
    return _write(sessions / LEARNT_NAME, learning.lessons)


def share(learning: Learning, library: Library, path: Path) -> int:
    """Write what others may have of the own rooms; returns of how many texts.

    Raises:
        NothingChanged: no text was judged by enough rooms.
        CannotWrite: something else has that name, or the disk says no.
    """
    given = shareable(learning.own, library)
    if not given:
        raise NothingChanged(
            f"There is nothing to share yet: {ENOUGH_ROOMS} rooms have judged no shipped text as it is now. "
            f"{path} was not written."
        )
    if stands(path):
        try:
            read_lessons(path)
        except UnusableFile as error:
            raise CannotWrite(
                f"{path} is there already and is something else. Choose another name."
            ) from error
    _write(path, given)
    return len(given)


def shareable(own: Lessons, library: Library) -> Lessons:
    """Of shipped texts what enough rooms taught: the id of an own case may say whose it is."""
    shipped = library_folder()
    return {
        id_: one for id_, one in own.items() if one.enough and library.path_of(id_).is_relative_to(shipped)
    }


def _sealed(sessions: Path) -> tuple[list[Outcome], list[str], list[Problem]]:
    try:
        found = find_sessions(sessions, many=True)
    except OSError as error:
        raise no_folder(sessions, error) from error
    outcomes: list[Outcome] = []
    notices = [str(problem) for problem in found.left_out]
    unread, rehearsals = [*found.unusable], 0
    for folder in found.folders:
        try:
            held = load_session(folder.path)
        except UnusableFile as error:
            unread += error.problems[:1]
            continue
        unread += held.problems
        if held.record.sealed is None:
            notices.append(f"{folder.path}: is not sealed, or has no session.toml; not counted.")
        elif held.record.session.rehearsal:
            rehearsals += 1
        else:
            outcomes.append(held.outcome)
    if rehearsals:
        notices.append(f"{counted(rehearsals, 'rehearsal')} not counted: simulated phones teach nothing.")
    return outcomes, notices, unread


def _take_in(
    lessons: dict[ScenarioId, Learnt], theirs: Lessons, path: Path, scenarios: Mapping[ScenarioId, Scenario]
) -> Iterator[str]:
    """Add what others share of texts that are here in the same wording; names the others."""
    for id_, one in theirs.items():
        if id_ not in scenarios:
            yield f"{path}: {id_} is in no folder that was named; not counted."
        elif of_this_wording(scenarios[id_], theirs) is None:
            yield f"{path}: {id_} was judged in another wording; not counted."
        else:
            lessons[id_] = pooled(lessons.get(id_), one)


def _passed(rooms: Rooms) -> Iterator[str]:
    for (id_, why), count in sorted(rooms.passed.items(), key=lambda one: (one[0][0], one[0][1].value)):
        yield f"{id_}: judged by {counted(count, 'room')} {why.value}; not counted."


def _gone(sessions: Path, lessons: Lessons, scenarios: Mapping[ScenarioId, Scenario]) -> Iterator[str]:
    """Says that rooms are missing which were counted the last time; a text that was changed begins anew."""
    try:
        before = lessons_beside(sessions)
    except UnusableFile:
        return  # it is made anew
    fewer = [
        id_
        for id_ in before.keys() & scenarios.keys()
        if (one := of_this_wording(scenarios[id_], before)) is not None
        and (id_ not in lessons or lessons[id_].rooms < one.rooms)
    ]
    if fewer:
        yield f"{counted(len(fewer), 'text')} had more rooms before: name the files of others again (--with)."


def _write(path: Path, lessons: Lessons) -> Path:
    try:
        # A person named the folder: it may be a link, as a desktop or a temporary folder is.
        write_whole(path.parent.resolve() / path.name, render_lessons(lessons))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(f"{path} cannot be written: {reason}.") from error
    return path
