"""A session that was prepared before its day: what its file says, and the steps that come of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from workshop.core.agenda.agenda import Agenda, Chosen, Step
from workshop.core.agenda.chosen import gone_words, kept_chosen
from workshop.core.agenda.notes import loose_words, with_notes
from workshop.core.agenda.picker import Scenarios, pick_steps
from workshop.core.agenda.role_texts import with_role_texts
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.text import clean
from workshop.core.words import DEFAULT_K, LONGEST_NAME, LONGEST_SENTENCE, Audience, Difficulty


@dataclass(frozen=True, slots=True)
class Prepared:
    """What stands in `sessions/prepared/<id>.toml`.

    `agenda` is the name of a shipped agenda or the path of a file; `scenarios` are the texts in the order in
    which the agenda plays them, and `seed` deals which of them get a talk. `notes` are the facilitator's own,
    by the number of the step, from 1; `note_steps` says what these steps are called, `loose_notes` are those
    without one. `looks_back_at` is the id of an earlier session, `day` days after it.
    """

    id: str
    title: str
    agenda: str
    seed: str
    date: dt.date | None = None
    starts: dt.time | None = None
    audience: Audience | None = None
    roles: tuple[Audience, ...] = ()
    """Who is to come, where each role has a text of its own; empty where that may be anybody."""
    depth: Difficulty | None = None
    packs: tuple[str, ...] = ()
    """The folders from which its texts come, besides the shipped ones."""
    scenarios: tuple[ScenarioId, ...] = ()
    chosen: Chosen = field(default_factory=dict)
    """Those among them that a person chose: they stay where the others are chosen anew."""
    notes: Mapping[int, str] = field(default_factory=dict)
    note_steps: Mapping[int, str] = field(default_factory=dict)
    loose_notes: tuple[str, ...] = ()
    team: str = ""
    place: str = ""
    who_comes: str = ""
    sponsor: str = ""
    purpose: str = ""
    outcome: str = ""
    product: str = ""
    organisation: str = ""
    facilitator: str = ""
    direction: str = ""
    series: str = ""
    k: int = DEFAULT_K
    looks_back_at: str = ""
    look_back_day: int | None = None
    led: tuple[str, ...] = ()
    """The ids of the sessions that were begun of it."""


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """What the file of a prepared session holds, and its bytes as they were read."""

    path: Path
    prepared: Prepared
    raw: bytes


def within_limits(prepared: Prepared) -> Prepared:
    """The same with no text longer than its file may hold: what was put together may be."""
    return replace(
        prepared,
        title=clean(prepared.title, limit=LONGEST_NAME),
        team=clean(prepared.team, limit=LONGEST_NAME),
        series=clean(prepared.series, limit=LONGEST_NAME),
        purpose=clean(prepared.purpose, limit=LONGEST_SENTENCE),
        outcome=clean(prepared.outcome, limit=LONGEST_SENTENCE),
    )


def duplicate(prepared: Prepared, id_: str, team: str) -> Prepared:
    """The same session for another team, under an id of its own: the same texts, no day, never led.

    Both belong to one series, so that they are told together.
    """
    title = prepared.title
    if prepared.team and team and prepared.team in title:
        title = title.replace(prepared.team, team)
    if team not in title:
        # Of the session the title alone is saved: two teams would look like one.
        named = f": {team}"
        title = f"{title[: max(LONGEST_NAME - len(named), 0)].rstrip()}{named}"
    copy = replace(
        prepared, id=id_, title=title, team=team, date=None, starts=None, led=(), series=series_for(prepared)
    )
    return within_limits(copy)


def series_for(prepared: Prepared) -> str:
    """The series that it and its duplicates belong to: its own, or one of its title."""
    return prepared.series or prepared.title


def prepared_steps(
    prepared: Prepared,
    agenda: Agenda,
    scenarios: Scenarios,
    played: frozenset[ScenarioId] = frozenset(),
    faults: Mapping[str, str] = MappingProxyType({}),
) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """The steps of a prepared session, and what could not be kept of it, in sentences.

    The texts that were prepared are played, whatever the library would propose today. One that is gone is
    replaced by what the picker takes, and so are all where the agenda plays another number of them by now,
    but for those that a person chose. `faults` says what is wrong with files of texts, by their names.

    Raises:
        NothingToPick: the library has nothing for a step.
    """
    chosen, not_kept = kept_chosen(agenda, prepared.chosen, scenarios, faults, prepared.roles)
    steps = pick_steps(
        agenda,
        scenarios,
        prepared.seed,
        audience=prepared.audience,
        depth=prepared.depth,
        played=played,
        chosen=chosen,
    )
    steps, troubles = _with_texts(steps, prepared, chosen, agenda, scenarios, faults)
    steps = with_role_texts(
        steps, agenda, scenarios, prepared.seed, roles=prepared.roles, played=played, chosen=chosen
    )
    steps, loose = with_notes(steps, prepared.notes, prepared.note_steps)
    return steps, (*not_kept, *troubles, *map(loose_words, loose))


def _with_texts(
    steps: tuple[Step, ...],
    prepared: Prepared,
    chosen: Chosen,
    agenda: Agenda,
    scenarios: Scenarios,
    faults: Mapping[str, str],
) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """The steps with the texts that were prepared beside the chosen ones; what could not be kept of them."""
    places = [number for number, step in enumerate(steps) if step.scenario is not None]
    texts = prepared.scenarios
    if not texts:
        return steps, ()
    if len(places) != len(texts):
        what = (
            f"The agenda '{agenda.title}' plays {len(places)} texts by now, and {len(texts)} were prepared. "
            "Those that you did not choose are chosen anew: look at them."
        )
        return steps, (what,)
    taken = {scenarios[id_].root for ids in chosen.values() for id_ in ids}
    kept = {
        place: id_ if id_ in scenarios and scenarios[id_].root not in taken else None
        for place, id_ in zip(places, texts, strict=True)
        if place + 1 not in chosen
    }
    named = {id_ for ids in prepared.chosen.values() for id_ in ids}
    gone = [id_ for id_ in texts if id_ not in scenarios and id_ not in named]
    return _with(steps, kept), tuple(
        f"The text '{id_}' {gone_words(id_, faults)} Another one stands in its place: look at it."
        for id_ in gone
    )


def loose_notes(prepared: Prepared, steps: Sequence[Step]) -> tuple[str, ...]:
    """The notes that find no step, and those that found none before."""
    return (*prepared.loose_notes, *with_notes(steps, prepared.notes, prepared.note_steps)[1])


def texts_of(steps: Sequence[Step]) -> tuple[ScenarioId, ...]:
    """The texts that steps play, in their order: what a prepared session keeps of them."""
    return tuple(step.scenario for step in steps if step.scenario is not None)


def _with(steps: Sequence[Step], kept: Mapping[int, ScenarioId | None]) -> tuple[Step, ...]:
    """The steps with the texts that are kept, and with none twice where one of them had to be chosen anew."""
    taken = set(kept.values())
    spare = [
        step.scenario for number, step in enumerate(steps) if number in kept and step.scenario not in taken
    ]
    return tuple(
        replace(step, scenario=kept[number] or spare.pop(0)) if number in kept else step
        for number, step in enumerate(steps)
    )
