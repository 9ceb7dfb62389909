"""Reads agenda files, and folders of them, so that one broken file does not hide the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from workshop.core.agenda.agenda import MOST_WINNERS, Agenda, AgendaStep, Cycle, Pick, StepKind
from workshop.core.agenda.card import CARDS, Card, CardId
from workshop.core.agenda.open_case import LONGEST_TEXT, OpenCase, open_case
from workshop.core.agenda.pulse import MOST_OPTIONS, PULSES, Moment, Pulse, PulseId, are_answers, own_pulse
from workshop.core.agenda.rules import (
    LONGEST_QUESTION,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MOST_OF_A_STEP,
    broken_by,
)
from workshop.core.problems import Problem, Refused, UnusableFile
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Audience, Check, Phase
from workshop.storage.disk import is_folder
from workshop.storage.library.scenarios import library_folder
from workshop.storage.names import AGENDAS_NAME
from workshop.storage.toml.reading import bytes_of, table_of
from workshop.storage.toml.table import Table, suggest

SCHEMA_VERSION = 1
_SHORT, _QUESTION = LONGEST_TITLE, LONGEST_QUESTION


@dataclass(frozen=True, slots=True)
class Agendas:
    """The agendas of a folder by their ids, shortest first, and what is wrong with the other files."""

    agendas: Mapping[str, Agenda]
    problems: tuple[Problem, ...] = ()


def agendas_folder() -> Path:
    """The shipped agendas."""
    return library_folder() / "agendas"


def load_agendas(folder: Path | None = None) -> Agendas:
    """Read every agenda of a folder, by default the shipped ones."""
    folder = folder or agendas_folder()
    if not is_folder(folder):
        problem = Problem(str(folder), "", "is not a folder.", "Name the folder of the agendas.")
        return Agendas(MappingProxyType({}), (problem,))
    agendas: list[Agenda] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            agendas.append(load_agenda(path))
        except UnusableFile as error:
            problems.extend(error.problems)
    agendas.sort(key=lambda agenda: (agenda.minutes, agenda.id))
    return Agendas(MappingProxyType({agenda.id: agenda for agenda in agendas}), tuple(problems))


def own_folder(sessions: Path) -> Path:
    """Where a team's own agendas lie, beside its sessions."""
    return sessions / AGENDAS_NAME


def load_agenda(path: Path) -> Agenda:
    """Read one agenda file that can be led; its id is the file name.

    Raises:
        UnusableFile: as `agenda_in`, or the order of its steps cannot be played.
    """
    agenda = agenda_in(bytes_of(path), path)
    if broken := broken_by(agenda.steps):
        raise UnusableFile(replace(problem, where=str(path)) for problem in broken)
    return agenda


def agenda_in(raw: bytes, path: Path) -> Agenda:
    """What the bytes of an agenda file say, whether it can be led already or not.

    Raises:
        UnusableFile: it is not TOML, or fields are missing, unknown or of a wrong type.
    """
    problems: list[Problem] = []
    table = Table(table_of(raw, str(path)), str(path), problems, strict=True)
    table.schema_version(SCHEMA_VERSION)
    agenda = Agenda(
        id=path.stem,
        title=table.text("title", limit=LONGEST_TITLE),
        summary=table.text("summary", limit=LONGEST_SUMMARY),
        steps=tuple(_step(part) for part in table.tables("step")),
    )
    table.finish()
    if problems:
        raise UnusableFile(problems)
    return agenda


def _step(table: Table) -> AgendaStep:
    found_before = len(table.problems)
    kind = table.word("kind", StepKind)
    scenario = table.text_or_none("scenario", limit=_SHORT)
    step = AgendaStep(
        kind=kind,
        phase=table.word("phase", Phase),
        minutes=table.whole_between("minutes", least=1, most=MOST_OF_A_STEP),
        title=table.text("title", limit=_SHORT, required=False),
        cycle=table.word("cycle", Cycle, default=Cycle.FULL),
        scenario=None if scenario is None else ScenarioId(scenario),
        pick=_pick(table),
        pulse=_pulse(table),
        moment=table.word_or_none("moment", Moment),
        card=_card(table),
        winners=table.whole_between("winners", least=1, most=MOST_WINNERS)
        if "winners" in table.keys
        else MOST_WINNERS,
        by_role=table.flag_or_none("by_role") or False,
        open_case=_open_case(table),
    )
    if len(table.problems) == found_before:
        _report_fields(table, step)
    table.finish()
    return step


def _pick(table: Table) -> Pick | None:
    inner = table.table("pick")
    if inner is None:
        return None
    pick = Pick(
        control=inner.flag_or_none("control"),
        checks=inner.words("checks", Check, required=False),
        audience=inner.word_or_none("audience", Audience),
        twin=inner.flag_or_none("twin") or False,
        least=inner.flag_or_none("least") or False,
    )
    if pick.control and pick.checks:
        inner.report("checks", "cannot be wished for a control.", "Remove it, or `control = true`.")
    inner.finish()
    return pick


def _pulse(table: Table) -> Pulse | None:
    """The pulse a step names, or the question and options that it brings."""
    name = table.text_or_none("pulse", limit=_SHORT)
    question = table.text_or_none("question", limit=_QUESTION)
    words = table.texts("options", limit=_SHORT, required=False)
    if name is not None:
        if question is not None or words:
            table.report("pulse", "stands beside a question of its own.", "Write one of the two.")
        if (pulse := PULSES.get(PulseId(name))) is None:
            table.report("pulse", f"is '{name}', which is unknown.", suggest(name, PULSES))
        return pulse
    if question is None and not words:
        return None
    if question is None or not are_answers(words):
        what = f"needs a question and 2 to {MOST_OPTIONS} different options."
        table.report("options", what, "Write `question` and `options`.")
        return None
    return own_pulse(question, words)


def _card(table: Table) -> Card | None:
    name = table.text_or_none("card", limit=_SHORT)
    if name is None:
        return None
    if (card := CARDS.get(CardId(name))) is None:
        table.report("card", f"is '{name}', which is unknown.", suggest(name, CARDS))
    return card


def _open_case(table: Table) -> OpenCase | None:
    """The text that an open case brings; most have none, and it is put in while the session is led."""
    text = table.text("text", limit=LONGEST_TEXT, required=False, lines=True)
    title = table.text("source_title", limit=_SHORT, required=False)
    source = table.text("source", limit=LONGEST_TEXT, required=False, lines=True)
    if not text:
        if title or source:
            table.report("source", "stands beside no text.", "Write the `text`, or leave the source out.")
        return None
    try:
        return open_case(text, title, source)
    except Refused as refused:
        table.report("text", "cannot be tapped.", str(refused))
        return None


_FIELDS = tuple(dict.fromkeys(key for kind in StepKind for key in kind.keys))
"""What only steps of some kinds may set."""


def _report_fields(table: Table, step: AgendaStep) -> None:
    """What a step lacks that its kind needs, and what it has that belongs to other kinds."""
    own = step.kind.keys
    for key in _FIELDS:
        if key in own:
            _report_missing(table, step, key)
        elif key in table.keys:
            table.report(key, f"does not belong to a step of kind '{step.kind}'.", "Remove it.")


def _report_missing(table: Table, step: AgendaStep, key: str) -> None:
    if key == "card" and step.card is None:
        table.report("card", "is missing.", f"Name one: {', '.join(CARDS)}.")
    if key == "pulse" and step.pulse is None:
        table.report("pulse", "is missing.", "Name one, or write a question and its options.")
    if key == "by_role" and step.by_role and step.scenario is not None:
        table.report("by_role", "stands beside a named text.", "Write a `pick`: each role gets its own.")
    if key == "scenario" and (step.scenario is None) == (step.pick is None):
        table.report("scenario", "needs either a name or a `pick`.", "Write one of the two.")
