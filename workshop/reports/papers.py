"""The papers for the hour: a run sheet for who leads, an invitation and a pre-read for who comes.

What participants get holds no text that will be judged and no key: only the run sheet does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workshop.core.agenda.agenda import Cycle, Step
from workshop.core.agenda.choices import wrong_words
from workshop.core.agenda.prepared import Prepared
from workshop.core.english import capital, clock, counted, long_date, weekday
from workshop.core.live.session import Stage
from workshop.core.live.steps import KINDS
from workshop.core.live.words.desk import FOR_CARD, TO_SAY
from workshop.core.live.words.promise import MISTAKES, promise
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import Check
from workshop.reports.document import (
    Block,
    Bullets,
    Document,
    Group,
    Table,
    Words,
    bullets,
    facts,
    section,
)

Scenarios = Mapping[ScenarioId, Scenario]

SECRET = "For who leads only: it holds the key of every text. Do not leave it on a table."
_WHY = (
    "AI is often trusted where it is wrong and put aside where it is right. Nobody learns the difference "
    "from a slide. We will look at texts of our own sort of work, decide what we would do with each, talk, "
    "and decide again."
)


def run_sheet(prepared: Prepared, steps: Sequence[Step], scenarios: Scenarios) -> Document:
    """The hour on paper: when each step begins, what to say, the key and the note of each text."""
    starts = list(_begins(prepared, steps))
    return Document(
        title=prepared.title,
        kicker="Run sheet",
        lines=(*_when(prepared), SECRET),
        blocks=facts(*_about(prepared), ("Smallest group", f"{prepared.k} votes")),
        sections=(
            *section("hour", "The hour", _hour(starts, steps, scenarios)),
            *section(
                "steps",
                "Step by step",
                *(
                    _step(number, start, step, scenarios)
                    for number, (start, step) in enumerate(zip(starts, steps, strict=True), start=1)
                ),
            ),
        ),
        foot="A vote takes a minute, a talk three: what is cut is the end, and there stand the agreements.",
    )


def invitation(prepared: Prepared, steps: Sequence[Step]) -> Document:
    """What is sent to those who come."""
    return Document(
        title=prepared.title,
        kicker="Invitation",
        lines=_when(prepared),
        blocks=facts(*_about(prepared), ("How long", counted(_minutes(steps), "minute"))),
        sections=(
            *section("what", "What we will do", *bullets(_done(steps))),
            *section("promise", "What happens with your votes", Words(" ".join(promise(prepared.k)))),
            *section(
                "bring",
                "What to bring",
                *bullets(
                    (
                        "A phone. No app, and nothing to log in to.",
                        "One piece of work in which you use AI, or could: we will come back to it.",
                    )
                ),
            ),
        ),
        one_page=True,
    )


def pre_read(prepared: Prepared) -> Document:
    """One page to read before the hour: why mistakes are wanted, and the four checks."""
    checks = Table(
        "The four checks", ("Check", "What you ask"), tuple((str(check), check.ask) for check in Check)
    )
    return Document(
        title=prepared.title,
        kicker="Before we meet: three minutes",
        lines=_when(prepared),
        blocks=(Words(" ".join(MISTAKES), "lead"),),
        sections=(
            *section(
                "why",
                "Why we do this",
                *([Words(prepared.purpose)] if prepared.purpose else []),
                Words(_WHY),
            ),
            *section("checks", "Four questions that catch most of it", checks),
            *section("promise", "What happens with your votes", Words(" ".join(promise(prepared.k)))),
        ),
        one_page=True,
    )


# ---- What stands in several of them -------------------------------------------------------------


def _when(prepared: Prepared) -> tuple[str, ...]:
    day = f"{weekday(prepared.date)}, {long_date(prepared.date)}" if prepared.date is not None else ""
    hour = clock(prepared.starts) if prepared.starts is not None else ""
    when = ", ".join(filter(None, (day, hour)))
    return tuple(filter(None, (when, prepared.place and f"Where: {prepared.place}")))


def _about(prepared: Prepared) -> Iterator[tuple[str, str]]:
    yield "Team", prepared.team
    yield "Who comes", prepared.who_comes
    yield "Sponsor", prepared.sponsor
    yield "Why", prepared.purpose
    yield "What customers or users will notice", prepared.outcome
    yield "Product or service", prepared.product


def _minutes(steps: Sequence[Step]) -> int:
    return sum(step.minutes for step in steps)


def _done(steps: Sequence[Step]) -> Iterator[str]:
    """What the room does, without a word of what it will see."""
    texts = sum(step.scenario is not None for step in steps)
    if texts:
        yield f"Judge {counted(texts, 'text')} of an AI, alone and without a name; talk, and judge again."
    yield "See what was wrong, if anything was, and which check would have caught it."
    yield "Agree on a few sentences of the form: if this happens, then I do that."


# ---- The run sheet ------------------------------------------------------------------------------


def _begins(prepared: Prepared, steps: Sequence[Step]) -> Iterator[str]:
    """When each step begins: by the clock, or in minutes where the session has no time yet."""
    minute = 0
    for step in steps:
        yield f"{minute} min" if prepared.starts is None else clock(prepared.starts, minute)
        minute += step.minutes


def _hour(starts: Sequence[str], steps: Sequence[Step], scenarios: Scenarios) -> Table:
    rows = tuple(
        (start, f"{step.minutes}", step.phase.label, _what(step, scenarios))
        for start, step in zip(starts, steps, strict=True)
    )
    return Table(f"{counted(_minutes(steps), 'minute')} in all", ("Begins", "Minutes", "Phase", "What"), rows)


def _what(step: Step, scenarios: Scenarios) -> str:
    if step.scenario is not None:
        talk = "with a talk" if step.cycle is Cycle.FULL else "short"
        return f"{scenarios[step.scenario].title} ({talk})"
    asked = step.pulse.question if step.pulse is not None else ""
    card = step.card.question if step.card is not None else ""
    return asked or card or step.title or capital(step.kind.value)


def _step(number: int, start: str, step: Step, scenarios: Scenarios) -> Group:
    scenario = scenarios[step.scenario] if step.scenario is not None else None
    blocks: list[Block] = []
    if step.note:
        blocks.append(Words(step.note, "said"))
    if step.card is not None:
        blocks.append(Words(FOR_CARD[step.card.id]))
    if scenario is not None:
        blocks += _key(scenario)
    blocks += bullets(_said(step))
    return Group(f"{start}, {_what(step, scenarios)}", tuple(blocks), "card", str(number))


_LONG_ONLY = frozenset({Stage.VOTE_1_CLOSED, Stage.TALK, Stage.VOTE_2})


def _said(step: Step) -> Iterator[str]:
    """The sentences of a step in the order of its stages, each once."""
    short = step.cycle is Cycle.SHORT
    said = [
        sentence
        for stage in (row.stage for row in KINDS[step.kind].rows)
        if not (short and stage in _LONG_ONLY)
        for sentence in TO_SAY.get(stage, ())
    ]
    yield from dict.fromkeys(said)


def _key(scenario: Scenario) -> Iterator[Block]:
    """What the facilitator knows of a text before the room does."""
    wrong = [
        f"Line {number}: {sentence.text}"
        for number, sentence in enumerate(scenario.sentences, start=1)
        if sentence.wrong
    ]
    yield from facts(
        ("The task", scenario.task),
        ("What is wrong", f"{capital(wrong_words(scenario))}, {scenario.difficulty}"),
        ("Best", scenario.best_decision.value),
        ("The check", scenario.check),
        ("Hint, if few see it", scenario.hint),
        ("Note", scenario.facilitator_note or ""),
    )
    if wrong:
        yield Bullets(tuple(wrong))
    yield Words(scenario.reveal)
    yield from bullets(scenario.debrief)
