"""The files a session leaves: `session.toml` and one action plan a phase, written for people."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Collection, Iterable
from pathlib import Path

from workshop.core.plans.chapter import Chapter
from workshop.core.plans.plan import Plan
from workshop.core.plans.record import Record
from workshop.core.problems import FileTrouble
from workshop.core.words import Phase
from workshop.storage.disk import (
    is_ordinary,
    make_folder,
    read_file,
    refuse_odd,
    remove_file,
    stands,
    write_whole,
)
from workshop.storage.folder_lock import locked
from workshop.storage.names import JOURNAL_NAME, RECORD_NAME, SEALING_NAME
from workshop.storage.plans.record import render_record
from workshop.storage.plans.write import render_plan
from workshop.storage.unfinished import put_record

_MOST_EDITED = 100


class PlanError(FileTrouble):
    """A file of a session folder cannot be written or read; the message says why and what to do."""


def plan_name(chapter: Chapter) -> str:
    """The file name of a plan, such as `2-lead-role.toml`."""
    return f"{chapter.name}.toml"


class PlanFolder:
    """The folder of one session. Every file is replaced whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._written: dict[str, list[bytes]] = {}
        """What this program wrote under each name, the last one last."""

    def create(self) -> None:
        """Make the folder.

        Raises:
            PlanError: it holds a session already, or cannot be made.
        """
        if stands(self.path / RECORD_NAME) or stands(self.path / JOURNAL_NAME):
            raise PlanError(f"{self.path} holds a session already. Choose another title, or resume that one.")
        try:
            make_folder(self.path)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise PlanError(
                f"{self.path} cannot be made: {reason}. Mend that, or start with another folder (--sessions)."
            ) from error

    def save_plan(self, chapter: Chapter, plan: Plan) -> None:
        """Write the plan of a chapter; a file that somebody edited meanwhile is kept beside it.

        Raises:
            PlanError: it could not be written; the old file, if there was one, is whole.
        """
        self._save(plan_name(chapter), render_plan(plan))

    def remove_plans(self, phase: Phase, but: Collection[Chapter] = (), *, last: bool = False) -> None:
        """Remove the plans of a phase but for these, and for those that somebody edited.

        The `last` time these are kept beside, where they are no plans: an action of theirs may be in another.

        Raises:
            PlanError: one could not be removed.
        """
        kept = {plan_name(chapter) for chapter in but}
        ours = [name for name in self._written if name.startswith(f"{Chapter(phase).name}.")]
        for name in [name for name in ours if name not in kept]:
            path = self.path / name
            try:
                with locked(self.path):
                    edited = self._edited_since(path, b"")
                    if edited and last:
                        _keep_beside(path)
                    if stands(path) and (last or not edited):
                        remove_file(path)
            except OSError as error:
                raise PlanError(_explain(path, error)) from error

    def save_record(self, record: Record) -> None:
        """Write `session.toml`.

        Raises:
            PlanError: it could not be written; the old file, if there was one, is whole.
        """
        self._save(RECORD_NAME, render_record(record))

    def save_last_record(self, record: Record) -> None:
        """Write the final record beside `session.toml`, where it says nothing until `put_last_record`.

        Raises:
            PlanError: it could not be written; nothing of it is there.
        """
        path = self.path / RECORD_NAME
        try:
            with locked(self.path):
                refuse_odd(path)
                if self._edited_since(path, b""):
                    _keep_beside(path)
                write_whole(self.path / SEALING_NAME, render_record(record), copy_of=path)
        except (OSError, UnicodeEncodeError) as error:
            raise PlanError(_explain(path, error)) from error

    def put_last_record(self) -> None:
        """Put the final record in its place, once what it says is true.

        Raises:
            PlanError: it stands beside still; the next start puts it there.
        """
        try:
            put_record(self.path)
        except OSError as error:
            raise PlanError(
                f"The session is sealed, and {self.path / RECORD_NAME} does not say so yet: "
                f"{error.strerror or error}. The next start of workshop mends that."
            ) from error

    def drop_last_record(self) -> None:
        """Remove the final record from beside: nothing was destroyed. Else the next start does it."""
        with contextlib.suppress(OSError):
            remove_file(self.path / SEALING_NAME)

    def save_text(self, name: str, text: str) -> None:
        """Write another file of the session.

        Raises:
            PlanError: it could not be written.
        """
        self._save(name, text)

    def remember(self, chapter: Chapter, plan: Plan) -> None:
        """Take a plan for one that this program wrote before it was interrupted."""
        self._keep_in_mind(plan_name(chapter), render_plan(plan).encode())

    def recognise(self, plans: Iterable[tuple[Chapter, Plan]]) -> None:
        """Of the plans that may stand on the disk take those that do for ours; the last are likeliest."""
        by_name: dict[str, list[Plan]] = {}
        for chapter, plan in plans:
            by_name.setdefault(plan_name(chapter), []).append(plan)
        for name, versions in by_name.items():
            try:
                there = read_file(self.path / name)
            except OSError:
                continue
            if any(render_plan(plan).encode() == there for plan in reversed(versions)):
                self._written.setdefault(name, []).insert(0, there)

    def _save(self, name: str, text: str) -> None:
        path = self.path / name
        try:
            new = text.encode()
            with locked(self.path):
                refuse_odd(path)  # what a link leads to is nobody's edit, and is not copied
                if self._edited_since(path, new):
                    if self._written.get(name, [b""])[-1] == new:
                        return
                    _keep_beside(path)
                write_whole(path, text)
        except (OSError, UnicodeEncodeError) as error:
            raise PlanError(_explain(path, error)) from error
        self._keep_in_mind(name, new)

    def _keep_in_mind(self, name: str, written: bytes) -> None:
        known = self._written.setdefault(name, [])
        if name == RECORD_NAME:
            known[:] = [written]
        elif known[-1:] != [written]:
            known.append(written)

    def _edited_since(self, path: Path, new: bytes) -> bool:
        """Whether a file on the disk is nothing that this program wrote or is about to write.

        Of the record nobody knows what was written before the program was interrupted.
        """
        if not stands(path) or (path.name == RECORD_NAME and RECORD_NAME not in self._written):
            return False
        return read_file(path) not in (new, *self._written.get(path.name, ()))


def _keep_beside(path: Path) -> None:
    """Keep an edited file as `x.edited.toml`, `x.edited-2.toml` and so on, whatever its encoding."""
    edited = read_file(path)
    for number in ("", *(f"-{number}" for number in range(2, _MOST_EDITED))):
        beside = path.with_name(f"{path.stem}.edited{number}{path.suffix}")
        if not stands(beside):
            write_whole(beside, edited, copy_of=path)
            return
        if is_ordinary(beside) and read_file(beside) == edited:
            return  # kept by an earlier attempt, whose save failed
    raise OSError(errno.EEXIST, f"{_MOST_EDITED} edited files stand beside it")


def _explain(path: Path, error: OSError | UnicodeEncodeError) -> str:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return f"{path} could not be saved: {reason}. Mend that and do the same again; nothing is lost."
