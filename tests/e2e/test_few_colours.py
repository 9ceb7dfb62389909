"""A real terminal with few colours, or with none wanted: right and wrong are told by signs and words."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.builders import (
    LEARN,
    SOUND,
    a_ballot,
    a_pulse_step,
    a_step,
    answer_all,
    cast_all,
    lead_to,
)
from tests.e2e.rooms import waiting_session
from tests.terminal import workshop
from workshop.core.agenda.agenda import Cycle, StepKind
from workshop.core.agenda.pulse import PULSES, PulseId
from workshop.core.live.session import Stage
from workshop.core.words import Decision
from workshop.room import Room

if sys.platform == "win32":
    pytest.skip("Windows has no such terminals", allow_module_level=True)

TRUE_COLOUR = re.compile(rb"[34]8;2;(\d+);(\d+);(\d+)")
OF_256 = re.compile(rb"[34]8;5;(\d+)")
STYLES = re.compile(rb"\x1b\[([\d;]*)m")
LONG = re.compile(r"[34]8;(?:5;\d+|2;\d+;\d+;\d+)")
OF_16 = re.compile(r"\b(?:3[0-7]|4[0-7]|9[0-7]|10[0-7])\b")


def of_sixteen(raw: bytes) -> list[str]:
    """The styles that name one of the sixteen colours."""
    styles = (found.decode("ascii") for found in STYLES.findall(raw))
    return [style for style in styles if OF_16.search(LONG.sub("", style))]


def the_reveal(tmp_path: Path, **environ: str) -> tuple[str, bytes]:
    """What a terminal shows of a reveal, and all that was written to it."""
    folder = waiting_session(tmp_path / "sessions", Stage.REVEAL)
    with workshop("resume", folder, cwd=tmp_path, environ=environ) as screen:
        screen.until("✗")
        return screen.until("help"), bytes(screen.raw)


def test_who_wants_no_colours_gets_greys_signs_and_words(tmp_path: Path) -> None:
    shown, raw = the_reveal(tmp_path, NO_COLOR="1")
    colours = {tuple(map(int, found)) for found in TRUE_COLOUR.findall(raw)}
    assert colours
    assert all(max(colour) - min(colour) <= 1 for colour in colours), colours
    assert_told(shown)


def test_a_terminal_of_sixteen_colours_gets_none_that_its_palette_changes(tmp_path: Path) -> None:
    shown, raw = the_reveal(tmp_path, TERM="xterm", COLORTERM="")
    assert OF_256.findall(raw)
    assert min(map(int, OF_256.findall(raw))) > 15
    assert not TRUE_COLOUR.search(raw)
    assert of_sixteen(raw) == []
    assert of_sixteen(b"\x1b[1;31m\x1b[38;5;31m") == ["1;31"]
    assert_told(shown)


FIGURES = (
    a_step(scenario=LEARN, cycle=Cycle.SHORT),
    a_step(scenario=SOUND, cycle=Cycle.SHORT),
    a_pulse_step(PULSES[PulseId("support")]),
    a_step(StepKind.MAP),
    a_step(StepKind.CLOSE, minutes=5),
)
PHONES = 24


async def led_to_figures(room: Room) -> None:
    """Enough votes for a place on the map, and a short question that is told."""
    for step, ballots in ((0, [a_ballot(Decision.FIX)] * PHONES), (1, [a_ballot(Decision.USE, ())] * PHONES)):
        await lead_to(room, Stage.VOTE_1, step)
        await cast_all(room, ballots)
    await lead_to(room, Stage.PULSE)
    await answer_all(room, ["yes"] * 9 + ["no"] * 15)
    await lead_to(room, Stage.PULSE_RESULT)


@pytest.mark.long
@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": ""}], ids=str)
def test_map_and_short_questions_are_told_by_signs_and_words(
    tmp_path: Path, environ: Mapping[str, str]
) -> None:
    folder = waiting_session(tmp_path / "sessions", led=led_to_figures, steps=FIGURES)
    with workshop("resume", folder, cwd=tmp_path, environ=environ) as screen:
        own = screen.until("Space  what a published survey says")
        assert all(re.search(rf"{answer} +█", own) for answer in ("Yes", "No"))
        screen.insist(" ", "published  ")
        screen.until_so(lambda shown: re.search(r"this room +█", shown) is not None, "a bar of ours")
        screen.until_so(lambda shown: re.search(r"published +▓", shown) is not None, "one of another sign")
        screen.lead("the map", "how sure, and how right")
        shown = screen.until("US")
        assert all(
            corner in shown for corner in ("WE CAN TELL", "WE REFUSE", "WE TRUST", "THE WRONG WAY ROUND")
        )
        assert "░" in shown, "how much of it may be chance"


def assert_told(shown: str) -> None:
    """The line that is wrong has its sign and the word."""
    assert "✗" in shown
    assert re.search(r"\bwrong\b", shown)
