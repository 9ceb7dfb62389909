"""Changes plan files that people edit too: what was not changed stays as it is, byte for byte.

An edit is a function. It is applied to what the file holds at that moment, while no other program that asks
for the lock writes in the folder, and again if an editor was faster. An edit that would bring a new error is
refused, and then nothing has changed.
"""

from __future__ import annotations

import datetime as dt
import errno
import re
import stat
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

from tomlkit import TOMLDocument
from tomlkit.items import InlineTable, Table

from workshop.core.good import GOOD_KEYS, good_in
from workshop.core.plans.action import Action, Review
from workshop.core.plans.keys import FieldKind, all_keys, key_in
from workshop.core.plans.plan import Plan
from workshop.core.plans.rules import WORDS
from workshop.core.plans.typed import Mistyped, Value, value_of
from workshop.core.plans.warnings import open_lines, warnings
from workshop.core.problems import Problem, UnusableFile
from workshop.core.text import clean
from workshop.core.words import LONGEST_TEXT, OwnerSide
from workshop.storage.disk import FileChanged, is_file, read_file, refuse_odd, write_whole
from workshop.storage.folder_lock import locked
from workshop.storage.names import RECORD_NAME
from workshop.storage.plans.folder import PlanError
from workshop.storage.plans.read import load_plan, plan_in, plans_beside, wrong_in
from workshop.storage.plans.write import lines_of
from workshop.storage.toml import changing, places
from workshop.storage.toml.reading import table_of
from workshop.storage.toml.table import suggest

Edit = Callable[[TOMLDocument], None]

_ATTEMPTS = 20
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
"""A file that nobody may write could be replaced all the same; that would pass over what somebody meant."""
_STILL_OPEN = "still open: "
_IN_LIST = re.compile(r"\[\d+\]")
_GIVEN = {
    "session.id": "It is the name of the session.",
    "session.participants": "It says who was there.",
    "session.minimum_group": "It says below how many votes nothing was saved.",
    "session.rehearsal": "It says where the votes came from.",
    "phase.id": "It is the phase that was held.",
    "phase.number": "It is the phase that was held.",
    "phase.open": "The program writes what is open.",
    "action.id": "Other actions and notes name it.",
    "action.role": "It stands in the plan of its role.",
}
"""What an edit never changes, and why."""


class EditRefused(UnusableFile):
    """An edit is not made; the file is as it was."""


class ChangedMeanwhile(PlanError):
    """Somebody changed a file after it was shown; the file is as they left it."""


def edit_plan(path: Path, change: Edit, *, expected: bytes | None = None) -> None:
    """Change one plan file.

    Args:
        path: the file.
        change: applied to what the file holds now, and again if that changes before the file is replaced.
        expected: what the file held when it was shown; anything else is not overwritten.

    Raises:
        ChangedMeanwhile: the file is not what was expected; read it again.
        EditRefused: the change cannot be made, or would bring a new error.
        UnusableFile: the file is no plan.
        PlanError: it cannot be read or saved.
    """
    _edit({path: change}, expected)


def edit_session(path: Path, values: Mapping[str, Value | None]) -> list[Path]:
    """Set fields of the session in all its files: the record, where series are looked for, and the plans.

    Either all files can be changed, or none is.

    Args:
        path: one plan of the session, or its record.
        values: each key, such as `session.outcome`, with its value, as in `set_field`.

    Returns:
        The files that were changed.

    Raises:
        As `edit_plan`.
    """
    record = path.with_name(RECORD_NAME)
    files = {record} if is_file(record) else set()
    if path != record:
        session = load_plan(path).plan.session.id
        files |= {path, *(plan.path for plan in plans_beside(path) if plan.plan.session.id == session)}
    return _edit(dict.fromkeys(sorted(files), setting(None, values)))


def setting(action_id: str | None, values: Mapping[str, Value | None], review: Review | None = None) -> Edit:
    """The change that sets fields, each as in `set_field`, and writes a look-back that was held."""

    def change(doc: TOMLDocument) -> None:
        for key, value in values.items():
            set_field(doc, action_id, key, value)
        if review is not None and action_id is not None:
            hold_review(doc, action_id, review)

    return change


def set_field(doc: TOMLDocument, action_id: str | None, dotted_key: str, value: Value | None) -> None:
    """Set a field of an action, or of the session or phase where no action is named.

    Args:
        doc: the plan.
        action_id: the action, or None.
        dotted_key: the key below the action, such as `metric.baseline`; else `session.outcome`.
        value: a value of the field's kind, or a text that is read as that kind; None or an empty text
            removes the key.

    Raises:
        EditRefused: the key is not known or cannot be changed, or the value does not fit.
    """
    place: places.Place = doc
    known: type[Plan | Action] = Plan
    prefix = listed = ""
    if action_id is None:
        if not dotted_key.startswith(("session.", "phase.")):
            raise _refused(
                dotted_key, "is no field of a session or a phase.", "Name the action it belongs to."
            )
    else:
        number, place = _action(doc, action_id)
        known, prefix, listed = Action, f"action[{number}].", "action."
    if (why := _GIVEN.get(listed + dotted_key)) is not None:
        raise _refused(prefix + dotted_key, "stays as it is.", why)
    there = key_in(known, dotted_key)
    if there is None or there[0] in (FieldKind.TABLE, FieldKind.TABLES, FieldKind.COUNTS):
        raise _refused(prefix + clean(dotted_key, limit=60), *_unknown_key(known, dotted_key, there))
    kind, way = there
    typed = _value(kind, value, WORDS.get(listed + dotted_key), prefix + dotted_key)
    if typed is None:
        _remove(place, way)
    else:
        for key, following in pairwise(way):
            inner = places.inner(place, key, following)
            if inner is None:
                said = places.take(place, key)  # `good.managers` in one sentence: it gets a table now
                inner = places.add_table(place, key)
                for name, text in good_in(key, said).fields.items():
                    places.put(inner, name, text)
            place = inner
        if places.inner(place, way[-1]) is not None:  # the lines of a role, which one sentence replaces
            places.remove(place, way[-1])
        places.put(place, way[-1], typed)
    if action_id is not None:
        _keep_in_step(doc, action_id, dotted_key)


def hold_review(doc: TOMLDocument, action_id: str, review: Review, *, status: str = "") -> None:
    """Write what a look-back found into the block of its day, which is made where there is none.

    Whether the action was done before is written too: such an action is asked about once more, and only once.

    Args:
        doc: the plan.
        action_id: the action.
        review: with its day and the date it was held; empty fields are left out.
        status: the action's status from now on; empty where it stays.

    Raises:
        EditRefused: that look-back was held already, or a value does not fit.
    """
    number, action = _action(doc, action_id)
    if review.day is None or review.held is None:
        raise _refused(
            f"action[{number}].review", "has no day or no date.", "Say which look-back, held when."
        )
    block = _block_of(doc, action_id, review.day)
    review = replace(review, was_done=action.get("status") == "done")
    for field in fields(Review):
        given = getattr(review, field.name)
        known = key_in(Review, field.name)
        if given is False or given in (None, "", ()) or known is None:
            continue
        key = f"review.{field.name}"
        typed = _value(known[0], given, WORDS.get(f"action.{key}"), f"action[{number}].{key}")
        if typed is not None:
            places.put(block, field.name, typed)
    if status:
        set_field(doc, action_id, "status", status)


def _block_of(doc: TOMLDocument, action_id: str, day: int) -> Table | InlineTable:
    """The block of a day, which is made where there is none.

    Raises:
        EditRefused: that look-back was held already.
    """
    number, action = _action(doc, action_id)
    blocks = places.entries(action, "review")
    of_day = [block for block in blocks if block.get("day") == day]
    held = next((block for block in of_day if "held" in block), None)
    if held is not None:
        where = f"action[{number}].review[{blocks.index(held) + 1}].held"
        what = f"is {held['held']}: this look-back at {action_id} was held, and is never rewritten."
        raise _refused(where, what, "Add a correction with a date instead.")
    if of_day:
        return of_day[0]
    days = [block.get("day") for block in blocks]
    at = next((at for at, later in enumerate(days) if isinstance(later, int) and later > day), len(days))
    return places.add_entry(action, "review", at)


def correct_review(doc: TOMLDocument, action_id: str, day: int, text: str, on: dt.date) -> None:
    """Add a dated correction to a look-back that was held; what stands there stays.

    Raises:
        EditRefused: it was not held, or the text is empty.
    """
    number, action = _action(doc, action_id)
    blocks = places.entries(action, "review")
    held = next((block for block in blocks if block.get("day") == day and "held" in block), None)
    words = clean(text, limit=LONGEST_TEXT)
    if held is None or not words:
        what = "has no words." if held is not None else f"has nothing to correct: day {day} was not held."
        raise _refused(
            f"action[{number}].review.corrections", what, "Hold the look-back, or write what is right."
        )
    before = held.get("corrections", [])
    lines = [str(line) for line in before] if isinstance(before, list) else [str(before)]
    places.put(held, "corrections", [*lines, f"{on}: {words}"])


# ---- In the file --------------------------------------------------------------------------------


def _action(doc: TOMLDocument, action_id: str) -> tuple[int, Table | InlineTable]:
    """The number of an action in the file, from 1, and its table."""
    actions = places.entries(doc, "action")
    named = [
        (number, action) for number, action in enumerate(actions, start=1) if action.get("id") == action_id
    ]
    if len(named) > 1:
        keys = " and ".join(f"action[{number}]" for number, _ in named)
        what = f"have the same id, '{clean(action_id, limit=60)}': nobody can say which is meant."
        raise _refused(keys, what, "Give each of them its own id.")
    if named:
        return named[0]
    known = [str(action.get("id")) for action in actions if "id" in action]
    what = f"'{clean(action_id, limit=60)}' is no action of this plan."
    raise _refused("action", what, suggest(action_id, known) if known else "It has none.")


def _value(kind: FieldKind, given: Value | None, words: tuple[str, ...] | None, key: str) -> Value | None:
    try:
        return None if given is None else value_of(kind, given, words)
    except Mistyped as error:
        raise _refused(key, error.what, error.mend) from error


def _unknown_key(known: type, key: str, known_kind: object) -> tuple[str, str]:
    if key.partition(".")[0] == "review":
        return "is a look-back.", "Look-backs are written when they are held: `workshop plan review`."
    if key.startswith("phase.good."):
        return "is no line of a role.", f"Use one of: {', '.join(GOOD_KEYS)}."
    if known_kind is not None:
        return "is a whole table, or counted by the program.", "Name one field of it."
    keys = [name for name in all_keys(known) if known is Action or name.startswith(("session.", "phase."))]
    near = suggest(key, keys)
    return "is not a known field.", near if near.startswith(
        "Did"
    ) else "docs/plan-format.md names the fields."


def _remove(place: places.Place, way: tuple[str, ...]) -> None:
    """Remove a key, and the tables that are bare without it."""
    key, *rest = way
    if not rest:
        places.remove(place, key)
    elif (inner := places.inner(place, key, rest[0])) is not None:
        _remove(inner, tuple(rest))
        if places.is_bare(inner):
            places.remove(place, key)


def _keep_in_step(doc: TOMLDocument, action_id: str, key: str) -> None:
    """What the program itself wrote about an action: which fields are open, and how many each side owns."""
    _, action = _action(doc, action_id)
    for comment in list(places.comments(action)):
        words = comment.trivia.comment.removeprefix("# ")
        if words.startswith(_STILL_OPEN) and key in action:
            names = [name for name in words.removeprefix(_STILL_OPEN).split(", ") if name != key]
            comment.trivia.comment = f"# {_STILL_OPEN}{', '.join(names)}"
            if not names:
                places.remove_comment(action, comment)
    phase = places.inner(doc, "phase", "responsibility")
    counts = places.inner(phase, "responsibility") if phase is not None else None
    if key == "owner_side" and counts is not None:
        sides = [entry.get("owner_side") for entry in places.entries(doc, "action")]
        for side in OwnerSide:
            if side.value in counts:
                places.put(counts, side.value, sides.count(side.value))


def _say_what_is_open(doc: TOMLDocument, path: Path) -> None:
    """Keep the list of what is open true, where the plan has one: files of earlier versions have none."""
    phase = places.inner(doc, "phase", "open")
    if phase is None or "open" not in phase:
        return
    lines = list(open_lines(warnings(plan_in(doc.unwrap(), path).plan)))
    if phase["open"] != lines:
        phase["open"] = lines_of(lines)


def _refused(key: str, what: str, mend: str) -> EditRefused:
    return EditRefused([Problem("", key, what, mend)])


# ---- On the disk --------------------------------------------------------------------------------


def _edit(changes: Mapping[Path, Edit], expected: bytes | None = None) -> list[Path]:
    """Change files of one folder, all worked out before one is replaced; returns those that differ now."""
    first = next(iter(changes))
    try:
        with locked(first.parent):
            for _ in range(_ATTEMPTS):
                old = {path: read_file(path) for path in changes}
                if expected is not None and old[first] != expected:
                    what = f"{first} was changed by somebody else meanwhile. Nothing was overwritten."
                    raise ChangedMeanwhile(f"{what} Look at it again, and then make your change.")
                new = {path: _changed(path, old[path], change) for path, change in changes.items()}
                changed = [path for path in changes if new[path] != old[path]]
                for path in changed:
                    if not (refuse_odd(path) or 0) & _WRITABLE:
                        raise PermissionError(errno.EACCES, f"{path.name} is write-protected")
                try:
                    for path in changed:
                        write_whole(path, new[path], instead_of=old[path])
                except FileChanged:
                    continue
                return changed
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PlanError(f"{first} cannot be changed: {reason}. Mend that and do the same again.") from error
    raise PlanError(
        f"{first} is changed by another program all the time. Close that one and do the same again."
    )


def _changed(path: Path, raw: bytes, change: Edit) -> bytes:
    """What a file holds after the change."""
    before = table_of(raw, str(path))

    def and_what_is_open(doc: TOMLDocument) -> None:
        change(doc)
        _say_what_is_open(doc, path)

    try:
        new = changing.changed(raw, str(path), and_what_is_open)
    except EditRefused as refused:
        raise EditRefused(replace(problem, where=str(path)) for problem in refused.problems) from refused
    except changing.TooUnusual as error:
        raise EditRefused(error.problems) from error
    if new != raw and path.name != RECORD_NAME:
        _refuse_new_errors(path, before, table_of(new, str(path)))
    return new


def _refuse_new_errors(path: Path, before: dict[str, object], after: dict[str, object]) -> None:
    known = Counter(_without_number(problem) for problem in wrong_in(plan_in(before, path)))
    new: list[Problem] = []
    for problem in wrong_in(plan_in(after, path)):
        known[_without_number(problem)] -= 1
        if known[_without_number(problem)] < 0:
            new.append(problem)
    if new:
        raise EditRefused(new)


def _without_number(problem: Problem) -> tuple[str, str]:
    """An error that is the same when a block was added above its own."""
    return _IN_LIST.sub("", problem.key), problem.what
