"""The text of a plan file: ordered for a reader, absent fields left out, a few words of help as comments."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import Array, Item, Table

from workshop.core.permission import Permission
from workshop.core.plans import plan as p
from workshop.core.plans.action import Action
from workshop.core.words import OwnerSide, Status, Verdict, role_name, values
from workshop.storage.plans.values import SCHEMA_VERSION

_ACTION_WORDS = ("What the room agreed on. Change the words, the status and the dates as you go.",)
_EVIDENCE_WORDS = (
    "What the room saw and how it voted, in totals.",
    "correct: so many did not use a faulty output as it is, or used a sound one.",
    "gain: what the talk won of all that could be won, from -1 to 1.",
    "taps: how often these sentences were marked in round 1; chances: sentences times voters.",
)
_PROCESS_WORDS = ("Processes the room looked at: why first, then what changes. Hours are a week.",)
_SHARE_WORDS = ("What other teams can have from us.",)
_NOTE_WORDS = ("Warnings that were kept on purpose.",)

_ACTION_KEYS = (
    "id",
    "order",
    "status",
    "type",
    "change",
    "problem",
    "for_whom",
    "outcome",
    "what",
    "today",
    "from_now_on",
    "if_",
    "then",
    "role",
    "serves",
    "real_task",
    "decision",
    "freed_people",
    "owner_side",
    "owner_item",
    "accountable",
    "with_",
    "who_will_ask",
    "first_step",
    "first_step_by",
    "due",
    "stop_if",
    "what_good_looks_like",
    "gap",
    "guards_against",
    "from_scenario",
    "votes",
    "paired_with",
    "blocker",
    "link",
)
_HELP = {
    "status": " | ".join(values(Status)),
    "owner_side": " | ".join(values(OwnerSide)),
    "verdict": " | ".join(values(Verdict)),
    "hours_freed_net": "of all steps: people x (before - after - checking)",
}


def render_plan(plan: p.Plan) -> str:
    """The text of a plan file; totals below the smallest group are left out, even if the plan holds some."""
    k = plan.session.minimum_group or 0
    doc = tomlkit.document()
    whose = f" of {role_name(plan.phase.role)}" if plan.phase.role else ""
    phase = f"phase {plan.phase.number} of 4"
    doc.add(tomlkit.comment(f"Action plan{whose}, {phase}. Edit it with any text editor."))
    doc.add(tomlkit.comment("Owners are roles or teams, not people."))
    doc.add(tomlkit.comment(f"Votes are totals of the room, {k} people or more."))
    if plan.session.rehearsal:
        doc.add(tomlkit.comment("A rehearsal: the votes came from simulated phones."))
    doc.add(tomlkit.nl())
    doc.add("schema_version", tomlkit.item(SCHEMA_VERSION))
    doc.add("session", _session_table(plan.session))
    doc.add("phase", _phase_table(plan.phase))
    _add_tables(doc, "process", _PROCESS_WORDS, [_table(process) for process in plan.processes])
    if plan.actions:
        _add_tables(doc, "action", _ACTION_WORDS, [_action_table(action) for action in plan.actions])
    else:
        doc.add(tomlkit.nl())
        doc.add(tomlkit.comment(p.nothing_words(plan)))
    _add_tables(doc, "share", _SHARE_WORDS, [_table(share) for share in plan.shares])
    _add_tables(doc, "note", _NOTE_WORDS, [_table(note) for note in plan.notes])
    _add_tables(
        doc, "evidence", _EVIDENCE_WORDS, [_evidence_table(evidence, k) for evidence in plan.evidence]
    )
    return tomlkit.dumps(doc)


def session_values(session: p.SessionPart) -> dict[str, object]:
    """The header that all files of a session share."""
    values: dict[str, object] = {}
    for field in dataclasses.fields(session):
        value = getattr(session, field.name)
        if field.name == "no_next_session":
            values |= {"next_session": "none"} if value else {}
        elif value or field.name in ("participants", "minimum_group"):
            values[field.name] = value
    return values


def _session_table(session: p.SessionPart) -> Table:
    table = tomlkit.table()
    for key, value in session_values(session).items():
        on_purpose = key == "next_session" and session.no_next_session
        _add(table, key, _commented(value, "no further session, on purpose") if on_purpose else value)
    return table


def _phase_table(phase: p.PhasePart) -> Table:
    table = tomlkit.table()
    for key in ("id", "number", "title", "goal", "role", "roles", "direction", "main_gap", "aim", "skipped"):
        _add(table, key, getattr(phase, key))
    if phase.open:
        table.add("open", lines_of(phase.open))
    if phase.safety is not None:
        safety = _table(phase.safety, without=("before", "after", "worries"))
        means = {key: mean for key in ("before", "after") if (mean := getattr(phase.safety, key)) is not None}
        if means:
            values = {key: _inline({"n": mean.n, "mean": mean.mean}) for key, mean in means.items()}
            safety.add("safety_pulse", _inline(values))
        _add_inner(safety, "worry", phase.safety.worries)
        table.add("safety", safety)
    for key, block in (("fluency", phase.fluency), ("look_back", phase.look_back)):
        if block is not None:
            table.add(key, _table(block))
    if phase.good:
        good = tomlkit.table()
        for of_role in phase.good:
            fields = of_role.fields
            good.add(of_role.role, of_role.said if fields.keys() == {"said"} else _of(fields))
        table.add("good", good)
    if phase.responsibility:
        sides = tomlkit.table()
        for side, count in phase.responsibility:
            sides.add(side, count)
        sides.comment("how many actions each side owns")
        table.add("responsibility", sides)
    if phase.delusion_check is not None:
        # Three empty texts say something: so far this is adoption, not change.
        table.add("delusion_check", _table(phase.delusion_check, keep_empty=True))
    for key, part in (
        ("will_change", phase.will_change),
        ("rhythm", phase.rhythm),
        ("guardrails", phase.guardrails),
        ("ownership", phase.ownership),
    ):
        if part is not None:
            table.add(key, _table(part))
    return table


def _action_table(action: Action) -> Table:
    table = tomlkit.table()
    for key in _ACTION_KEYS:
        if key == "votes":
            votes = {
                name: value for name in ("dots", "score_25") if (value := getattr(action, name)) is not None
            }
            if votes:
                table.add("votes", _inline(votes))
        else:
            _add(table, key.rstrip("_"), getattr(action, key))
    for key, block in (("support", action.support), ("metric", action.metric)):
        if block is not None:
            table.add(key, _table(block))
    _add_inner(table, "review", action.reviews)
    return table


def _evidence_table(block: p.EvidencePart, k: int) -> Table:
    table = tomlkit.table()
    table.add("scenario", block.scenario)
    table.add("title", block.title)
    table.add("kinds", list(block.kinds))
    table.add("control", _commented(True, "the output was sound") if block.control else False)
    both = (("round1", block.round1), ("round2", block.round2))
    rounds = {name: totals for name, totals in both if totals is not None and (totals.voters or 0) >= k}
    for name, totals in rounds.items():
        table.add(name, _inline(_present(totals)))
    for key, raised in (("hands1", block.hands1), ("hands2", block.hands2)):
        if raised is not None and (raised.hands or 0) >= k:
            table.add(key, _inline(_present(raised)))
    if block.gain is not None and len(rounds) == 2:
        table.add("gain", block.gain)
    sentences = (("wrong_sentences", block.wrong_sentences), ("sound_sentences", block.sound_sentences))
    for name, taps in sentences if "round1" in rounds else ():
        if taps is not None:
            table.add(name, _inline(_present(taps)))
    _add(table, "said", block.said)
    return table


def _table(block: Any, *, without: tuple[str, ...] = (), keep_empty: bool = False) -> Table:
    """A block of the plan whose keys are the names of its fields."""
    table = tomlkit.table()
    for field in dataclasses.fields(block):
        value = getattr(block, field.name)
        if field.name in without:
            continue
        if dataclasses.is_dataclass(value):
            table.add(field.name, _table(value))
        elif isinstance(value, tuple) and any(map(dataclasses.is_dataclass, value)) and field.name != "steps":
            table.add(field.name, lines_of(map(_on_a_line, value)))
        elif field.name == "steps":
            _add_inner(table, "step", value)
        else:
            _add(table, field.name, value, keep_empty=keep_empty)
    return table


def _add_inner(table: Table, key: str, entries: Sequence[Any]) -> None:
    """Tables within a table, which stand behind all else in it."""
    if entries:
        inner = tomlkit.aot()
        for entry in entries:
            inner.append(_table(entry))
        table.add(key, inner)


def _present(block: Any) -> dict[str, Any]:
    return {
        field.name: value
        for field in dataclasses.fields(block)
        if (value := getattr(block, field.name)) is not None and value is not False
    }


def _add(table: Table, key: str, value: Any, *, keep_empty: bool = False) -> None:
    """Add a field, with its words of help; one that is absent stays so."""
    if value is None or value is False or (value in ("", ()) and not keep_empty):
        return
    plain = list(value) if isinstance(value, tuple) else value
    table.add(key, _commented(plain, _HELP[key]) if key in _HELP else plain)


def _add_tables(doc: TOMLDocument, key: str, words: tuple[str, ...], tables: list[Table]) -> None:
    if not tables:
        return
    doc.add(tomlkit.nl())
    for line in words:
        doc.add(tomlkit.comment(line))
    doc.add(tomlkit.nl())
    array = tomlkit.aot()
    for table in tables:
        array.append(table)
    doc.add(key, array)


def _on_a_line(part: Any) -> Any:
    """A small part of a plan as an inline table; a permission without bounds is its text."""
    if isinstance(part, Permission) and part.words == part.what:
        return part.what
    return _inline({key: value for key, value in _present(part).items() if value != ""})


def lines_of(texts: Iterable[Any]) -> Array:
    """A list of sentences, or of small tables, one a line."""
    lines = tomlkit.array()
    lines.extend(texts)
    return lines.multiline(True)


def _of(values: Mapping[str, str]) -> Table:
    table = tomlkit.table()
    table.update(values)
    return table


def _inline(values: dict[str, Any]) -> Any:
    """A small table on one line."""
    table = tomlkit.inline_table()
    table.update(values)
    return table


def _commented(value: Any, comment: str) -> Item:
    item: Item = tomlkit.item(value)
    item.comment(comment)
    return item
