"""What was said at a look-back and found no plan to stand in: kept in a file, and taken in from there."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from workshop.core.plans.action import Action, Review
from workshop.core.plans.look_back import EarlierAction, LookBack, Reviewed
from workshop.core.problems import Problem, UnusableFile
from workshop.core.shell import quoted
from workshop.storage.disk import stands, write_whole
from workshop.storage.names import REVIEWS_NAME
from workshop.storage.plans.values import read_part
from workshop.storage.toml.reading import read_toml
from workshop.storage.toml.table import Table
from workshop.storage.toml.writing import new_file


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said about one action on the day of its look-back, and where it belongs."""

    earlier: EarlierAction
    reviewed: Reviewed
    id_stood_twice: bool = False
    """Another action of its plan had the same id when it was asked about: only its words tell it apart."""
    sessions: str = ""
    """The folder that its session lies in, where that is not the one around the session that looked back."""


def heard_of(look_back: LookBack, index: int, reviewed: Reviewed) -> Heard:
    """What a room said about one of the actions that it looked back at."""
    earlier = look_back.actions[index]
    same = [
        action
        for action in look_back.actions
        if (action.file, action.action.id) == (earlier.file, earlier.action.id)
    ]
    sessions = str(Path(look_back.folder).parent) if look_back.folder else ""
    return Heard(earlier, reviewed, len(same) > 1, sessions)


def command_for(path: str | Path, kept: Sequence[Heard]) -> str:
    """What takes in the answers of a file; a folder elsewhere is named, and not only followed."""
    sessions = next((heard.sessions for heard in kept if heard.sessions), "")
    return f"workshop plan review {f'{quoted(sessions)} ' if sessions else ''}--from {quoted(path)}"


def keep(folder: Path, heard: Heard) -> Path:
    """Add one answer to the file in a folder; where that cannot be read, to another one beside it.

    Raises:
        OSError: it cannot be written.
    """
    path, before = folder / REVIEWS_NAME, tuple[Heard, ...]()
    if stands(path):
        try:
            before = read_kept(path)
        except UnusableFile:
            path = next(free for number in count(2) if not stands(free := folder / f"reviews-{number}.toml"))
    write_whole(path, kept_text([*before, heard]))
    return path


def kept_text(kept: Sequence[Heard]) -> str:
    """The text of `REVIEWS_NAME`."""
    words = (
        "What was said at a look-back, and could not be written into the plans named here.",
        f"Mend those plans, then: {command_for(REVIEWS_NAME, kept)}",
    )
    return new_file(words, {"review": [_values_of(heard) for heard in kept]})


def _values_of(heard: Heard) -> dict[str, object]:
    """What is kept of an answer: where it belongs, and what was said; what was not said is absent."""
    action, review = heard.earlier.action, heard.reviewed.review
    values = {
        "file": heard.earlier.file,
        "sessions": heard.sessions,
        "action": action.id,
        "if": action.if_,
        "then": action.then,
        "status": heard.reviewed.status,
        "id_stood_twice": heard.id_stood_twice,
        **{field.name: getattr(review, field.name) for field in dataclasses.fields(review)},
    }
    return {key: value for key, value in values.items() if value is not False and value not in ("", ())}


def read_kept(path: Path) -> tuple[Heard, ...]:
    """What a file of this kind holds.

    Raises:
        UnusableFile: it cannot be read, holds no answers at all (a plan, perhaps: whoever takes answers in
            removes their file), or an answer in it says not what it belongs to.
    """
    problems: list[Problem] = []
    blocks = Table(read_toml(path), str(path), problems).tables("review")
    kept = [_kept_in(block) for block in blocks]
    if not kept and not problems:
        mend = f"Name the file that was said to hold them, such as {REVIEWS_NAME}."
        problems.append(Problem(str(path), "", "holds no answers of a look-back.", mend))
    if problems:
        raise UnusableFile(problems)
    return tuple(kept)


def _kept_in(block: Table) -> Heard:
    file, review = block.text("file"), read_part(Review, block)
    named = block.text("action") or block.text("if") or block.text("then")
    if file.count("/") != 1 or ".." in file or not named:
        block.report("file", "or `action` does not say which action is meant.", "Write <session>/<file>.")
    elif review.day is None or review.held is None:
        block.report("day", "or `held` is missing.", "Write which look-back it was, and when it was held.")
    action = Action(id=block.text("action"), if_=block.text("if"), then=block.text("then"))
    reviewed = Reviewed(review, block.text("status"))
    twice, sessions = block.flag("id_stood_twice"), block.text("sessions")
    return Heard(EarlierAction(file, action, review.day or 0), reviewed, twice, sessions)
