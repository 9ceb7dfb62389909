"""Texts on paper: a sheet for each without its key, and the keys on sheets of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workshop.core.english import counted
from workshop.core.live.words.promise import MISTAKES
from workshop.core.live.words.vote import QUESTION, WRITTEN
from workshop.core.scenarios.scenario import MISSING_ROW, Scenario
from workshop.core.words import CONFIDENCES
from workshop.reports.document import (
    Block,
    Boxes,
    Document,
    Group,
    Section,
    Space,
    Words,
    bullets,
)
from workshop.reports.run_sheet import SECRET, known_text

_HOW = f"Alone and in silence, with a pen. {MISTAKES[1]} Keep your sheet: nobody collects it."
_LINES_TO_WRITE = 3


def handout(chosen: Sequence[Scenario]) -> Document:
    """The sheets for those who come: no title, no id, nothing that tells a sound text from a faulty one."""
    return Document(
        title="Texts to judge",
        kicker="Handout",
        sections=tuple(
            Section(f"text-{number}", f"Text {number}", tuple(_asked(one)))
            for number, one in enumerate(chosen, start=1)
        ),
        sheet_each=True,
    )


def handout_key(chosen: Sequence[Scenario]) -> Document:
    """The key to the sheets, with the same numbers, for who leads."""
    return Document(
        title=f"The key to {counted(len(chosen), 'text')}",
        kicker="Handout",
        lines=(SECRET,),
        sections=tuple(
            Section(
                f"text-{number}",
                f"Text {number}: {one.title}",
                (*known_text(one), Group("To ask at the end", bullets(one.debrief))),
            )
            for number, one in enumerate(chosen, start=1)
        ),
        foot=SECRET,
        on_each_sheet=SECRET,
    )


def _asked(scenario: Scenario) -> Iterator[Block]:
    """What a room sees of a text while it judges it, and what a phone asks."""
    yield Words(_HOW, "quiet")
    yield Words(f"{scenario.setting} The assistant was asked: {scenario.task}")
    yield Group(scenario.source_title, (Words(scenario.source, "source"),))
    lines = [(f"{number}", line.text) for number, line in enumerate(scenario.sentences, start=1)]
    yield Group(
        WRITTEN,
        (Words("Tick each line you would not let pass."), Boxes((*lines, ("+", MISSING_ROW)))),
    )
    yield Group(QUESTION, (Boxes(tuple(("", option) for option in scenario.options)),))
    shares = tuple(("", f"{share}%") for share in CONFIDENCES)
    yield Group("How sure are you? 50% is a coin toss.", (Boxes(shares, row=True),))
    yield Group("What I would check before I decide", (Space(_LINES_TO_WRITE),))
