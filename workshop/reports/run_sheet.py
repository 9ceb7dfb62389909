"""The run sheet: the hour on paper, with the texts and their keys, for the facilitator alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workshop.core.agenda.agenda import Cycle, Step
from workshop.core.agenda.choices import wrong_words
from workshop.core.agenda.prepared import Prepared, loose_notes
from workshop.core.agenda.step_words import step_name
from workshop.core.english import capital, clock, counted, listed
from workshop.core.live.session import Stage
from workshop.core.live.steps import KINDS
from workshop.core.live.words.desk import FOR_CARD, to_say
from workshop.core.live.words.pulse import role_words
from workshop.core.scenarios.scenario import MISSING_ROW, Scenario, ScenarioId
from workshop.core.words import Audience
from workshop.reports.document import (
    Block,
    Bullets,
    Chips,
    Document,
    Group,
    Table,
    Words,
    bullets,
    facts,
    section,
)
from workshop.reports.papers import about, minutes_of, when

Scenarios = Mapping[ScenarioId, Scenario]

SECRET = "For the facilitator alone: it holds every text and its key. Do not leave it on a table."
_THE_END_IS_CUT = "A vote takes a minute, a talk three. What is cut is the end, and there we agree."
_LONG_ONLY = frozenset({Stage.VOTE_1_CLOSED, Stage.TALK, Stage.VOTE_2, Stage.VOTE_2_CLOSED})


def run_sheet(prepared: Prepared, steps: Sequence[Step], scenarios: Scenarios) -> Document:
    """When each step begins, what to say, the own notes, and each text with all that is known of it."""
    times = list(_times(prepared, steps))
    cards = (
        _step(number, time, step, scenarios)
        for number, (time, step) in enumerate(zip(times, steps, strict=True), start=1)
    )
    return Document(
        title=prepared.title,
        kicker="Run sheet",
        lines=(*when(prepared), SECRET),
        blocks=facts(*about(prepared), ("Smallest group", f"{prepared.k} votes")),
        sections=(
            *section("hour", "The hour", _hour(times, steps, scenarios), Words(_THE_END_IS_CUT, "quiet")),
            *section("steps", "Step by step", *cards),
            *section("loose", "My notes that find no step", *bullets(loose_notes(prepared, steps))),
        ),
        foot=SECRET,
        on_each_sheet=SECRET,
    )


def _times(prepared: Prepared, steps: Sequence[Step]) -> Iterator[tuple[str, str]]:
    """When each step begins and ends: by the clock, or in minutes where the session has no time yet."""
    minute = 0
    for step in steps:
        ends = minute + step.minutes
        if prepared.starts is None:
            yield f"{minute} min", f"{ends} min"
        else:
            yield clock(prepared.starts, minute), clock(prepared.starts, ends)
        minute = ends


def _hour(times: Sequence[tuple[str, str]], steps: Sequence[Step], scenarios: Scenarios) -> Table:
    rows = tuple(
        (begins, f"{step.minutes}", step.phase.label, _what(step, scenarios))
        for (begins, _), step in zip(times, steps, strict=True)
    )
    total = f"{counted(minutes_of(steps), 'minute')} in all"
    return Table(total, ("Begins", "Minutes", "Phase", "What"), rows)


def _what(step: Step, scenarios: Scenarios) -> str:
    return step_name(step, scenarios[step.scenario].title if step.scenario is not None else "")


def _step(number: int, time: tuple[str, str], step: Step, scenarios: Scenarios) -> Group:
    """One step: when, the own note, what it is about, what to say."""
    scenario = scenarios[step.scenario] if step.scenario is not None else None
    begins, ends = time
    chips = [f"{begins} to {ends}", counted(step.minutes, "minute")]
    if scenario is not None:
        chips.append("with a talk" if step.cycle is Cycle.FULL else "short")
    blocks: list[Block] = [Chips(tuple(chips))]
    if step.note:
        blocks.append(Group("My note", tuple(Words(line, "said") for line in step.note.splitlines() if line)))
    if step.card is not None:
        blocks.append(Words(FOR_CARD[step.card.id]))
    if step.texts:
        blocks += [_of_role(role, scenarios[text]) for role, text in step.texts]
    elif scenario is not None:
        blocks += known_text(scenario)
    if said := facts(*_said(step, scenario)):
        blocks.append(Group("To say", said))
    if scenario is not None and not step.texts:
        blocks.append(Group("To ask at the end", bullets(scenario.debrief)))
    return Group(_what(step, scenarios), tuple(blocks), "card", str(number))


def _of_role(role: Audience, scenario: Scenario) -> Group:
    """The text of one role, and what is asked about it at the end: one question."""
    asked = Group("To ask at the end", bullets(scenario.debrief[:1]))
    return Group(f"{role_words(role)}: {scenario.title}", (*known_text(scenario), asked))


def _said(step: Step, scenario: Scenario | None) -> Iterator[tuple[str, str]]:
    """What there is to say in each stage of a step, in the order of its stages; no sentence twice."""
    told: set[str] = set()
    for row in KINDS[step.kind].rows:
        if step.cycle is Cycle.SHORT and row.stage in _LONG_ONLY:
            continue
        said = to_say(row.stage, is_sound=scenario is not None and scenario.control)
        yield capital(row.head), " ".join(sentence for sentence in said if sentence not in told)
        told.update(said)


def known_text(scenario: Scenario) -> Iterator[Block]:
    """A text as the room gets it, and what the facilitator knows of it before the room does."""
    yield from facts(("Setting", scenario.setting), ("The task", scenario.task))
    yield Group(scenario.source_title, (Words(scenario.source, "source"),))
    lines = tuple(sentence.text for sentence in scenario.sentences)
    yield Group("What the AI wrote", (Bullets(lines, numbered=True),))
    what = "Nothing is wrong" if scenario.control else f"What is wrong: {wrong_words(scenario)}"
    yield Group(f"{what}, {scenario.difficulty}", (*_wrong(scenario), *_mends(scenario)), "learned")


def _wrong(scenario: Scenario) -> Iterator[Block]:
    """Which lines are wrong, and why."""
    wrong = [
        f"Line {number}: {sentence.why or sentence.text}"
        for number, sentence in enumerate(scenario.sentences, start=1)
        if sentence.wrong
    ]
    if scenario.missing:
        wrong.append(f"{MISSING_ROW}: {scenario.missing}")
    yield from bullets(wrong)
    yield Words(scenario.reveal)


def _mends(scenario: Scenario) -> Iterator[Block]:
    """The check that catches it, the best decision, the hint, and what the library notes."""
    also = listed([scenario.option(decision) for decision in scenario.also_defensible])
    yield from facts(
        ("The check", scenario.check),
        ("Best", scenario.option(scenario.best_decision)),
        ("Can be defended", also),
        ("Hint, if few see it", scenario.hint),
        ("Good to know", scenario.facilitator_note or ""),
    )
