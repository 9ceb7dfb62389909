"""Pulses in the files: totals only, and worries with their answer in the header of the plan."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.builders import (
    LEARN,
    ONE_SCENARIO,
    a_ballot,
    a_pulse_step,
    a_room,
    a_step,
    an_opening,
    answer_all,
    cast_all,
    lead_to,
)
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.pulse import PULSES, Moment, PulseId
from workshop.core.live import commands as c
from workshop.core.live.plan_of import plan_of, record_of
from workshop.core.live.session import Stage
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.plan import SessionPart
from workshop.core.plans.record import Record, SentenceTaps
from workshop.core.problems import Problem
from workshop.core.words import Phase
from workshop.storage.plans.record import read_record, render_record
from workshop.storage.plans.write import render_plan

ROOT = Path(__file__).parents[3]
FEAR, SAFETY, GAP = (PULSES[PulseId(name)] for name in ("fear", "safety", "gap"))
STEPS = (
    a_step(StepKind.OPEN),
    a_pulse_step(FEAR),
    a_pulse_step(SAFETY, Moment.BEFORE),
    a_pulse_step(GAP),
    a_pulse_step(SAFETY, Moment.AFTER),
    a_step(StepKind.ACTIONS),
    a_step(StepKind.CLOSE),
)


async def asked(tmp_path: Path, *answers: list[str]) -> tuple[dict[str, object], dict[str, object]]:
    """The record and the LEARN plan of a session that asked four pulses."""
    room = await a_room(tmp_path, an_opening(steps=STEPS, scenarios=()))
    for step, given in enumerate(answers, start=1):
        await lead_to(room, Stage.PULSE, step)
        await answer_all(room, given)
        await lead_to(room, Stage.PULSE_RESULT, step)
        if step == 1:
            await room.lead(c.RecordSponsor("We train first."))
    await lead_to(room, Stage.CLOSE)
    record = tomllib.loads(render_record(record_of(room._session, None)))
    plan = tomllib.loads(render_plan(plan_of(room._session, Chapter(Phase.LEARN))))
    await room.close()
    return record, plan


async def test_pulses_stand_in_the_record_and_the_worries_in_the_header_of_the_plan(tmp_path: Path) -> None:
    fears = ["none"] * 6 + ["looking-incompetent"] * 5 + ["job-security"] * 7 + ["too-much-at-once"] * 4
    record, plan = await asked(tmp_path, fears, list("123455"), ["delay"] * 5, list("34455"))
    pulses: Any = record["pulse"]
    fear, before, gap, after = pulses
    assert fear["answers"]["job-security"] == 7
    assert fear["sponsor_response"] == "We train first."
    assert (before["moment"], before["n"], before["mean"]) == ("before", 6, 3.33)
    assert gap["answers"]["delay"] == 5
    assert after["moment"] == "after"
    phase = plan["phase"]
    assert isinstance(phase, dict)
    assert phase["main_gap"] == "delay"
    assert phase["safety"] == {
        "top_fears": ["job-security"],
        "sponsor_response": "We train first.",
        "safety_pulse": {"before": {"n": 6, "mean": 3.33}, "after": {"n": 5, "mean": 4.2}},
        "worry": [
            {"worry": "job-security", "votes": 7, "answer": "We train first."},
            {"worry": "looking-incompetent", "votes": 5, "answer": "open"},
        ],
    }


async def test_below_the_smallest_group_nothing_is_stored_and_the_file_says_so(tmp_path: Path) -> None:
    record, plan = await asked(tmp_path, ["none"] * 4, list("1234"), ["delay"] * 4, list("3445"))
    assert record.keys() == {"schema_version", "session"}
    phase = plan["phase"]
    assert isinstance(phase, dict)
    assert not {"safety", "main_gap"} & phase.keys()


async def test_two_answers_that_are_level_make_no_main_gap(tmp_path: Path) -> None:
    _, plan = await asked(
        tmp_path, ["none"] * 5, list("12345"), ["delay"] * 3 + ["career"] * 3, list("12345")
    )
    phase = plan["phase"]
    assert isinstance(phase, dict)
    assert "main_gap" not in phase


async def test_a_record_is_the_same_value_when_it_is_read_again(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(steps=STEPS, scenarios=()))
    for step, given in ((1, ["none"] * 2 + ["job-security"] * 4), (2, list("1234")), (4, list("23455"))):
        await lead_to(room, Stage.PULSE, step)
        await answer_all(room, given)
        await lead_to(room, Stage.PULSE_RESULT, step)
    await lead_to(room, Stage.CLOSE)
    for sealed in (None, dt.date(2025, 11, 18)):
        made, problems = record_of(room._session, sealed), list[Problem]()
        assert [one.id for one in made.pulses] == ["fear", "safety"], "a pulse of four is absent"
        assert read_record(tomllib.loads(render_record(made)), tmp_path, problems) == made
        assert problems == []
    await room.close()


async def test_the_taps_of_both_votes_are_kept_line_by_line_of_those_who_voted_twice(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    await lead_to(room, Stage.VOTE_1)
    await cast_all(room, [a_ballot(taps=(1,))] * 4 + [a_ballot(taps=(0, 1), missing=True)] * 3)
    await lead_to(room, Stage.VOTE_2)
    await cast_all(room, [a_ballot(taps=(1, 3))] * 6)
    await lead_to(room, Stage.VOTE_2_CLOSED)
    assert record_of(room._session, None).taps == (), "nothing is kept before it is shown"
    await lead_to(room, Stage.CLOSE)
    made, problems = record_of(room._session, None), list[Problem]()
    assert made.taps == (
        SentenceTaps(LEARN, 1, 6, (2, 6, 0, 0), 2),
        SentenceTaps(LEARN, 2, 6, (0, 6, 0, 6), 0),
    )
    assert read_record(tomllib.loads(render_record(made)), tmp_path, problems) == made
    assert problems == []
    await room.close()


async def test_taps_of_a_vote_that_too_few_took_part_in_are_not_kept(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    await lead_to(room, Stage.VOTE_1)
    await cast_all(room, [a_ballot()] * 4)
    await lead_to(room, Stage.CLOSE)
    assert record_of(room._session, None).taps == ()
    await room.close()


@pytest.mark.parametrize("numbers", ["sentences = [3, 8]", "sentences = [-1]", "missing = 8"])
def test_taps_that_are_more_than_voted_are_named_and_left_out(numbers: str) -> None:
    problems: list[Problem] = []
    text = f'[session]\nid = "s"\n[[taps]]\nscenario = "learn-01"\nvote = 1\nvoters = 7\n{numbers}\n'
    assert read_record(tomllib.loads(text), Path("session.toml"), problems).taps == (
        SentenceTaps("learn-01", 1, 7),
    )
    assert [problem.key for problem in problems if "taps" in problem.key] == ["taps[1].sentences"]


@pytest.mark.parametrize("kept", ROOT.glob("sessions/*/session.toml"))
def test_a_kept_record_is_written_again_byte_for_byte(kept: Path) -> None:
    text = kept.read_text(encoding="utf-8")
    record = read_record(tomllib.loads(text), kept, [])
    assert render_record(record) == text


@pytest.mark.parametrize("kept", ROOT.glob("tests/data/sessions/*/session.toml"))
def test_a_record_of_an_earlier_version_is_laid_out_anew_with_the_same_values(kept: Path) -> None:
    text = kept.read_text(encoding="utf-8")
    record = read_record(tomllib.loads(text), kept, [])
    assert "[pulse.answers]" not in text, "its answers stand on one line"
    assert tomllib.loads(render_record(record)) == tomllib.loads(text)


def test_what_the_fields_of_a_record_do_not_say_stands_on_top() -> None:
    header = SessionPart(id="s", minimum_group=5, no_next_session=True)
    record = Record(header, still_open=True, look_back_unread=("a/1-learn.toml",))
    text = render_record(record)
    assert text.split("\n\n")[0].splitlines()[2:] == [
        "# next_session: no further session, on purpose.",
        "# look_back_unread: could not be read that day, and was not asked about.",
        "# sealed: still open; `workshop resume` goes on with it.",
        "# No figures: fewer than 5 voted, or nothing was asked.",
    ]
    assert tomllib.loads(text)["session"]["next_session"] == "none"
    assert read_record(tomllib.loads(text), Path(), []) == record


def test_a_record_says_how_the_agenda_was_changed_and_is_read_again(tmp_path: Path) -> None:
    record = Record(SessionPart(id="s"), "demo", ("left out: break", "added: scenario learn-05"))
    text = render_record(record)
    assert "# agenda_changes: what was planned and what was held differ in this." in text
    assert read_record(tomllib.loads(text), tmp_path, []).agenda_changes == record.agenda_changes
