"""The files a session leaves: `session.toml` and one action plan a phase, written for people."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import Item, Table

from workshop.core.action import Action
from workshop.core.plan import Evidence, Plan, Record
from workshop.core.session import Setup
from workshop.core.tally import Tally
from workshop.core.words import OwnerSide, Phase
from workshop.storage.figures import add_pulses, inline, map_table, pulse_table
from workshop.storage.journal import FILE_NAME

RECORD_NAME = "session.toml"
SCHEMA_VERSION = 1
_MOST_EDITED = 100

_ACTION_WORDS = ("What the room agreed on. Change the words, the status and the dates as you go.",)
_EVIDENCE_WORDS = (
    "What the room saw and how it voted, in totals.",
    "correct: so many did not use a faulty output as it is, or used a sound one.",
    "gain: what the talk won of all that could be won, from -1 to 1.",
    "taps: how often these sentences were marked in round 1; chances: sentences times voters.",
)


class PlanError(Exception):
    """A file of a session folder cannot be written or read; the message says why and what to do."""


class FileChanged(Exception):
    """A file is not what it was when it was read."""


_MAP_WORDS = (
    "The reliance map: does the room trust blindly, refuse everything, or tell the difference?",
    "First votes only. caught of faulty: not used as it is; wrongly_flagged of sound: not used either.",
    "gap_points: how much surer than right; brier: 0 is perfect, 0.25 is a coin toss.",
)


def plan_name(phase: Phase) -> str:
    """The file name of a phase's plan, such as `2-lead-role.toml`."""
    return f"{phase.number}-{phase.value}.toml"


class PlanFolder:
    """The folder of one session. Every file is replaced whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._written: dict[str, bytes] = {}

    def create(self) -> None:
        """Make the folder.

        Raises:
            PlanError: it holds a session already, or cannot be made.
        """
        if (self.path / RECORD_NAME).exists() or (self.path / FILE_NAME).exists():
            raise PlanError(f"{self.path} holds a session already. Choose another title, or resume that one.")
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise PlanError(
                f"{self.path} cannot be made: {reason}. Mend that, or start with another folder (--sessions)."
            ) from error

    def save_plan(self, plan: Plan) -> None:
        """Write the plan of a phase; a file that somebody edited meanwhile is kept beside it.

        Raises:
            PlanError: it could not be written; the old file, if there was one, is whole.
        """
        self._save(plan_name(plan.phase), render_plan(plan))

    def save_record(self, record: Record) -> None:
        """Write `session.toml`.

        Raises:
            PlanError: it could not be written; the old file, if there was one, is whole.
        """
        self._save(RECORD_NAME, render_record(record))

    def remember(self, plan: Plan) -> None:
        """Take a plan for one that this program wrote before it was interrupted."""
        self._written[plan_name(plan.phase)] = render_plan(plan).encode()

    def _save(self, name: str, text: str) -> None:
        path = self.path / name
        try:
            new = text.encode()
            if self._edited_since(path, new):
                if self._written.get(name) == new:
                    return
                _keep_beside(path)
            write_whole(path, text)
        except (OSError, UnicodeEncodeError) as error:
            raise PlanError(_explain(path, error)) from error
        self._written[name] = new

    def _edited_since(self, path: Path, new: bytes) -> bool:
        """Whether a plan on the disk is neither what was last written nor what is to be written now."""
        if path.name == RECORD_NAME or not path.exists():
            return False
        return path.read_bytes() not in (new, self._written.get(path.name))


def _keep_beside(path: Path) -> None:
    """Keep an edited file as `x.edited.toml`, `x.edited-2.toml` and so on, whatever its encoding."""
    edited = path.read_bytes()
    for number in ("", *(f"-{number}" for number in range(2, _MOST_EDITED))):
        beside = path.with_name(f"{path.stem}.edited{number}{path.suffix}")
        if not beside.exists():
            beside.write_bytes(edited)
            return
        if beside.read_bytes() == edited:
            return  # kept by an earlier attempt, whose save failed
    raise OSError(errno.EEXIST, f"{_MOST_EDITED} edited files stand beside it")


def write_whole(path: Path, content: str | bytes, *, instead_of: bytes | None = None) -> None:
    """Replace a file at once: a reader, or a power cut, finds the old content or the new one.

    Args:
        path: the file; who may read it stays as it was.
        content: a text is written as UTF-8 with LF at the ends of its lines.
        instead_of: replace it only if this is what it still holds, looked at when all is ready.

    Raises:
        FileChanged: it holds something else; nothing has changed.
        OSError: nothing has changed.
    """
    raw = content.encode() if isinstance(content, str) else content
    # Always the same name: what a power cut left of an earlier attempt is overwritten.
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, new)
        if instead_of is not None and path.read_bytes() != instead_of:
            raise FileChanged(path)
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def render_plan(plan: Plan) -> str:
    """The text of a plan file."""
    k = plan.setup.k
    doc = tomlkit.document()
    doc.add(tomlkit.comment(f"Action plan, phase {plan.phase.number} of 4. Edit it with any text editor."))
    doc.add(tomlkit.comment("Owners are roles or teams, not people."))
    doc.add(tomlkit.comment(f"Votes are totals of the room, {k} people or more, never single answers."))
    if plan.setup.rehearsal:
        doc.add(tomlkit.comment("A rehearsal: the votes came from simulated phones."))
    doc.add(tomlkit.nl())
    doc.add("schema_version", tomlkit.item(SCHEMA_VERSION))
    doc.add("session", _session_table(plan.setup, plan.participants))
    phase = tomlkit.table()
    phase.add("id", plan.phase.value)
    phase.add("number", plan.phase.number)
    phase.add("title", plan.phase.heading)
    phase.add("goal", plan.phase.goal)
    add_pulses(phase, plan.pulses)
    if plan.actions:
        sides = tomlkit.table()
        for side in OwnerSide:
            sides.add(side.value, sum(action.owner_side is side for action in plan.actions))
        sides.comment("how many actions each side owns")
        phase.add("responsibility", sides)
    doc.add("phase", phase)
    if not plan.actions:
        doc.add(tomlkit.nl())
        doc.add(tomlkit.comment("No action was agreed in this phase."))
    else:
        _comments(doc, _ACTION_WORDS)
        actions = tomlkit.aot()
        for order, action in enumerate(plan.actions, start=1):
            actions.append(_action_table(action, order))
        doc.add("action", actions)
    if plan.evidence:
        _comments(doc, _EVIDENCE_WORDS)
        evidence = tomlkit.aot()
        for block in plan.evidence:
            evidence.append(_evidence_table(block, k))
        doc.add("evidence", evidence)
    return tomlkit.dumps(doc)


def render_record(record: Record) -> str:
    """The text of `session.toml`."""
    doc = tomlkit.document()
    doc.add(
        tomlkit.comment("One session: what was held. The action plans stand beside this file, one a phase.")
    )
    if record.sealed is not None:
        doc.add(tomlkit.comment("Votes stand in them as totals; the single votes were destroyed."))
    else:
        doc.add(
            tomlkit.comment("Not sealed yet: the journal beside this file still holds single votes, unnamed.")
        )
    doc.add(tomlkit.nl())
    doc.add("schema_version", tomlkit.item(SCHEMA_VERSION))
    table = _session_table(record.setup, record.participants)
    table.add("agenda", record.setup.agenda)
    table.add("phases", [phase.value for phase in record.phases])
    table.add("scenarios", list(record.scenarios))
    table.add("actions", record.actions)
    if record.sealed is not None:
        table.add("sealed", record.sealed)
    else:
        table.add("sealed", _commented(False, "still open: `workshop resume` goes on with it"))
    doc.add("session", table)
    if record.map is None and not record.pulses:
        doc.add(tomlkit.nl())
        doc.add(tomlkit.comment(f"No figures: fewer than {record.setup.k} voted, or nothing was asked."))
    if record.pulses:
        _comments(doc, ("What the room was asked, in totals.",))
        pulses = tomlkit.aot()
        for asked in record.pulses:
            pulses.append(pulse_table(asked))
        doc.add("pulse", pulses)
    if record.map is not None:
        _comments(doc, _MAP_WORDS)
        doc.add("map", map_table(record.map))
    return tomlkit.dumps(doc)


def _session_table(setup: Setup, participants: int) -> Table:
    table = tomlkit.table()
    table.add("id", setup.session_id)
    table.add("title", setup.title)
    table.add("date", setup.date)
    for name, value in (("purpose", setup.purpose), ("sponsor", setup.sponsor)):
        if value:
            table.add(name, value)
    table.add("participants", participants)
    table.add("minimum_group", setup.k)
    if setup.rehearsal:
        table.add("rehearsal", True)
    return table


def _action_table(action: Action, order: int) -> Table:
    table = tomlkit.table()
    table.add("id", action.id)
    table.add("order", order)
    table.add("status", _commented("planned", "planned | started | done | changed | blocked | dropped"))
    table.add("if", action.if_)
    table.add("then", action.then)
    table.add("owner_side", _commented(action.owner_side.value, "employer | employee | shared"))
    if action.accountable:
        table.add("accountable", action.accountable)
    if action.first_step:
        table.add("first_step", action.first_step)
    if action.first_step_by is not None:
        table.add("first_step_by", action.first_step_by)
    if action.from_scenario:
        table.add("from_scenario", list(action.from_scenario))
    still_open = [name for name in ("accountable", "first_step", "first_step_by") if name not in table]
    if still_open:
        table.add(tomlkit.comment(f"still open: {', '.join(still_open)}"))
    return table


def _evidence_table(block: Evidence, k: int) -> Table:
    table = tomlkit.table()
    table.add("scenario", block.scenario)
    table.add("title", block.title)
    table.add("kinds", list(block.kinds))
    table.add("control", _commented(True, "the output was sound") if block.control else False)
    both = (("round1", block.round1), ("round2", block.round2))
    rounds = {name: tally for name, tally in both if tally is not None and tally.voters >= k}
    for name, tally in rounds.items():
        table.add(name, inline(_round_values(tally)))
    if block.gain is not None and len(rounds) == 2:
        table.add("gain", round(block.gain, 2))
    sentences = (("wrong_sentences", block.wrong_sentences), ("sound_sentences", block.sound_sentences))
    for name, taps in sentences if "round1" in rounds else ():
        if taps is not None:
            table.add(name, inline({"taps": taps.taps, "chances": taps.chances}))
    return table


def _round_values(tally: Tally) -> dict[str, Any]:
    values: dict[str, Any] = {"voters": tally.voters, "correct": tally.correct}
    if tally.mean_confidence is not None:
        values["mean_confidence"] = round(tally.mean_confidence, 2)
    if tally.by_hand:
        values["by_hand"] = True
    return values


def _comments(doc: TOMLDocument, lines: tuple[str, ...]) -> None:
    """A comment on lines of its own, above what comes next."""
    doc.add(tomlkit.nl())
    for line in lines:
        doc.add(tomlkit.comment(line))
    doc.add(tomlkit.nl())


def _commented(value: Any, comment: str) -> Item:
    item: Item = tomlkit.item(value)
    item.comment(comment)
    return item


def _explain(path: Path, error: OSError | UnicodeEncodeError) -> str:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return f"{path} could not be saved: {reason}. Mend that and do the same again; nothing is lost."
