"""What too few have said is in no file, no report and no export: not of its own session, not of a series.

Whole sessions are held and sealed. In one of the two rooms that are compared too few phones say one thing, in
the other the same phones say another; all else is the same. Whatever can be made of both must be the same,
byte for byte. A second session of the series has one person more than the smallest group.
"""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from tests.builders import (
    LEARN,
    SOUND,
    a_ballot,
    a_dots_step,
    a_pulse_step,
    a_room,
    a_step,
    an_action,
    an_idea,
    an_opening,
    phone_of,
    some_dots,
    token_of,
)
from workshop.cli import main
from workshop.core.agenda.agenda import Cycle, StepKind
from workshop.core.agenda.pulse import CATCH, CONFIDENCE, PULSES, ROLE, SAFETY, Answer, Moment
from workshop.core.live import commands as c
from workshop.core.live.session import Stage, Vote
from workshop.core.live.steps.dots import DotsPicture
from workshop.core.live.steps.pulse import PulsePicture
from workshop.core.words import Decision
from workshop.room import Room

SERIES = "care"
FIRST, SECOND = "2026-01-12-first", "2026-02-09-second"
STEPS = (
    a_pulse_step(PULSES[ROLE]),
    a_pulse_step(),
    a_pulse_step(PULSES[SAFETY], Moment.BEFORE),
    a_pulse_step(PULSES[CATCH]),
    a_step(scenario=LEARN),
    a_step(scenario=SOUND, cycle=Cycle.SHORT),
    a_step(StepKind.MAP),
    a_dots_step(winners=2),
    a_step(StepKind.ACTIONS),
    a_pulse_step(PULSES[SAFETY], Moment.AFTER),
    a_pulse_step(PULSES[CONFIDENCE]),
    a_step(StepKind.CLOSE),
)
MADE = (
    ("report", "{name}", "--sessions", "{sessions}", "--out", "{out}/report.html"),
    ("report", "{name}", "--sessions", "{sessions}", "--markdown", "--out", "{out}/report.md"),
    ("report", "{name}", "--sessions", "{sessions}", "--leaders", "--out", "{out}/leaders.html"),
    ("report", SERIES, "--sessions", "{sessions}", "--out", "{out}/series.html"),
    ("report", SERIES, "--sessions", "{sessions}", "--markdown", "--out", "{out}/series.md"),
    ("plan", "export", "{folder}", "--csv", "--out", "{out}/plan.csv"),
    ("plan", "export", "{folder}", "--markdown", "--out", "{out}/plan.md"),
    ("plan", "export", "{folder}", "--html", "--out", "{out}/plan.html"),
    ("plan", "list", "{sessions}", "--json"),
    ("plan", "show", "{folder}"),
)


async def hold(sessions: Path, name: str, said: list[int]) -> None:
    """A whole session; each phone says one thing after the other, chosen by its number."""
    opening = an_opening(STEPS, session_id=name, series=SERIES)
    room = await a_room(sessions, opening)
    while room.view().stage is not Stage.CLOSE:
        view = room.view()
        if view.is_open:
            for phone, number in enumerate(said):
                await say(room, f"phone-{phone}", number)
        elif view.stage is Stage.IDEAS:
            for number in (1, 2, 3):
                await room.lead(c.NoteIdea(an_idea(number)))
        elif view.stage is Stage.ACTIONS:
            await room.lead(c.AgreeAction(an_action()))
        await room.lead(c.Advance(room.clock(), len(said)))
    await room.seal()


async def say(room: Room, token: str, number: int) -> None:
    """One phone answers what is open."""
    view = phone_of(room, token)
    assert view.round is not None
    given: Vote
    match view.picture:
        case PulsePicture(pulse=pulse):
            given = Answer(pulse.values[number % len(pulse.values)])
        case DotsPicture():
            given = some_dots(("I1 I1", "I2 I3", "I3")[number % 3])
        case _:
            sure = (50, 70, 90, None)[number % 4]
            given = a_ballot(list(Decision)[number % 4], (number % 2,), number % 3 == 0, sure)
    await room.cast(token_of(room, token), view.round, given)


def left_by(place: Path) -> dict[str, bytes]:
    """All files, and all that is made of them."""
    sessions, out = place / "sessions", place / "out"
    out.mkdir()
    found = {}
    for line in MADE:
        words = [
            word.format(
                name="2026-01-12-first", sessions=sessions, out=out, folder=sessions / "2026-01-12-first"
            )
            for word in line
        ]
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, result.output
        found[" ".join(line)] = result.output.replace(str(place), "").encode()
    return found | {
        str(file.relative_to(place)): file.read_bytes() for file in place.rglob("*") if file.is_file()
    }


async def differing(place: Path, first: list[int], other: list[int]) -> list[str]:
    """In what the two rooms differ."""
    left = []
    for number, said in enumerate((first, other)):
        sessions = place / str(number) / "sessions"
        await hold(sessions, FIRST, said)
        await hold(sessions, SECOND, [0, 1, 2, 3, 4, 5])
        left.append(left_by(place / str(number)))
    assert left[0].keys() == left[1].keys()
    return [name for name in left[0] if left[0][name] != left[1][name]]


async def test_what_too_few_have_said_is_in_no_file_report_or_export(tmp_path: Path) -> None:
    assert await differing(tmp_path, [0, 1, 2, 3], [3, 3, 5, 8]) == []


async def test_what_enough_have_said_is_in_them(tmp_path: Path) -> None:
    """The control: the comparison sees what there is to see."""
    found = await differing(tmp_path, [0, 1, 2, 3, 4], [3, 3, 5, 8, 9])
    assert {Path(name).suffix for name in found} >= {".toml", ".html", ".md"}
