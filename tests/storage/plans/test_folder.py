"""The files that a session leaves: what was decided, in TOML that people read and edit."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import (
    DAY,
    LAST,
    LEARN,
    ROLE,
    SOUND,
    START,
    a_ballot,
    a_scenario,
    a_session,
    a_step,
    an_action,
    do,
    go_to,
    vote,
)
from tests.drawing import examples
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live.plan_of import plan_of, record_of
from workshop.core.live.session import Session, Stage
from workshop.core.plans.action import Review
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.look_back import Reviewed
from workshop.core.plans.plan import PhasePart, Plan, RoundTotals, SessionPart
from workshop.core.plans.record import Record
from workshop.core.scenarios.wording import wording_of
from workshop.core.words import Audience, Decision, OwnerSide, Phase
from workshop.storage.disk import write_whole
from workshop.storage.plan_names import sort_names
from workshop.storage.plans.folder import PlanError, PlanFolder, plan_name
from workshop.storage.plans.record import render_record
from workshop.storage.plans.write import render_plan

FIX, USE = a_ballot(Decision.FIX), a_ballot(Decision.USE, (), confidence=60)

SESSION = {
    "id": "2025-11-18-customer-care",
    "title": "AI in customer care",
    "date": DAY,
    "purpose": "People should spend their time on the difficult cases.",
    "sponsor": "Head of customer care",
    "participants": 18,
    "minimum_group": 5,
}

DATES = {
    "due": dt.date(2026, 2, 16),
    "review": [
        {"day": 30, "planned": dt.date(2025, 12, 18)},
        {"day": 60, "planned": dt.date(2026, 1, 19)},
        {"day": 90, "planned": dt.date(2026, 2, 16)},
    ],
}
"""What the program plans for an action of this session; day 60 is a Saturday and moves to Monday."""


def a_whole_session() -> Session:
    """All four phases held, each in its own way."""
    session = a_session(purpose=SESSION["purpose"], sponsor=SESSION["sponsor"])
    do(session, c.Advance(START, 18))
    go_to(session, Stage.VOTE_1)
    vote(session, [USE] * 10 + [FIX] * 8)
    go_to(session, Stage.VOTE_2)
    vote(session, [USE] * 4 + [FIX] * 14)
    full = an_action(
        owner_side=OwnerSide.EMPLOYEE,
        accountable="Controlling",
        first_step="Add the line to the template",
        first_step_by=dt.date(2025, 11, 24),
        from_scenario=(LEARN,),
    )
    do(go_to(session, Stage.ACTIONS), c.AgreeAction(full), c.AgreeAction(an_action(then="we ask")))
    go_to(session, Stage.VOTE_1, step=3)
    vote(session, [FIX] * 4)
    go_to(session, Stage.VOTE_1, step=6)
    do(session, c.CountHands({Decision.USE: 9, Decision.STOP: 7}))
    go_to(session, Stage.VOTE_1, step=8)
    vote(session, [FIX] * 5)
    do(go_to(session, Stage.TALK), c.Skip(START))
    do(go_to(session, Stage.ACTIONS, step=9), c.AgreeAction(an_action(owner_side=OwnerSide.EMPLOYER)))
    return go_to(session, Stage.CLOSE)


def read(plan: Plan) -> dict[str, Any]:
    return tomllib.loads(render_plan(plan))


def evidence(scenario: str, title: str, **rest: Any) -> dict[str, Any]:
    faulty = {"scenario": scenario, "title": title, "kinds": ["arithmetic-slip"], "control": False}
    return faulty | rest


@pytest.mark.parametrize(
    ("phase", "content"),
    [
        (
            Phase.LEARN,
            {
                "phase": {
                    "id": "learn",
                    "number": 1,
                    "title": "LEARN: build AI fluency and safety first",
                    "goal": Phase.LEARN.goal,
                    "responsibility": {"employer": 0, "employee": 1, "shared": 0},
                },
                "action": [
                    {
                        "id": "A1",
                        "order": 1,
                        "status": "planned",
                        "if": "a figure leaves the team",
                        "then": "one person recomputes it",
                        "owner_side": "employee",
                        "accountable": "Controlling",
                        "first_step": "Add the line to the template",
                        "first_step_by": dt.date(2025, 11, 24),
                        "guards_against": ["arithmetic-slip"],
                        "from_scenario": ["learn-01"],
                        **DATES,
                    },
                    {
                        "id": "A2",
                        "order": 2,
                        "status": "planned",
                        "if": "a figure leaves the team",
                        "then": "we ask",
                        "guards_against": ["arithmetic-slip"],
                        "from_scenario": ["learn-01"],
                        **DATES,
                    },
                ],
                "evidence": [
                    evidence(
                        LEARN,
                        "The average of the averages",
                        round1={"voters": 18, "correct": 8, "mean_confidence": 0.69},
                        round2={"voters": 18, "correct": 14, "mean_confidence": 0.76},
                        gain=0.6,
                        wrong_sentences={"taps": 8, "chances": 18},
                        sound_sentences={"taps": 0, "chances": 54},
                    )
                ],
            },
        ),
        (
            Phase.LEAD_ROLE,
            {
                "phase": {
                    "id": "lead-role",
                    "number": 2,
                    "title": "LEAD: enable AI by role, not by tool",
                    "goal": Phase.LEAD_ROLE.goal,
                },
                "evidence": [evidence(ROLE, "Coach or judge")],
            },
        ),
        (
            Phase.LEAD_REDESIGN,
            {
                "phase": {
                    "id": "lead-redesign",
                    "number": 3,
                    "title": "LEAD: redesign how work gets done",
                    "goal": Phase.LEAD_REDESIGN.goal,
                },
                "evidence": [
                    evidence(
                        SOUND,
                        "A blunt forecast",
                        kinds=[],
                        control=True,
                        hands1={"hands": 16, "correct": 9},
                    )
                ],
            },
        ),
        (
            Phase.SUCCEED,
            {
                "phase": {
                    "id": "succeed",
                    "number": 4,
                    "title": "SUCCEED: make AI capability sustainable",
                    "goal": Phase.SUCCEED.goal,
                    "responsibility": {"employer": 1, "employee": 0, "shared": 0},
                },
                "action": [
                    {
                        "id": "A3",
                        "order": 1,
                        "status": "planned",
                        "if": "a figure leaves the team",
                        "then": "one person recomputes it",
                        "owner_side": "employer",
                        "guards_against": ["arithmetic-slip"],
                        "from_scenario": [LAST],
                        **DATES,
                    }
                ],
                "evidence": [
                    evidence(
                        LAST,
                        "The rollout plan",
                        round1={"voters": 5, "correct": 5, "mean_confidence": 0.8},
                        wrong_sentences={"taps": 5, "chances": 5},
                        sound_sentences={"taps": 0, "chances": 15},
                    )
                ],
            },
        ),
    ],
)
def test_the_plan_of_a_phase_is_what_was_seen_and_decided_in_it(
    phase: Phase, content: dict[str, Any]
) -> None:
    """And nothing else: what was not said or may not be shown is absent rather than empty."""
    plan = read(plan_of(a_whole_session(), Chapter(phase)))
    plan["phase"].pop("open")  # what the rules say of it: they have tests of their own
    assert plan == {
        "schema_version": 1,
        "session": SESSION,
        **content,
    }


def test_the_record_says_what_was_held_and_that_the_session_is_still_open() -> None:
    record = tomllib.loads(render_record(record_of(a_whole_session(), None)))
    assert record == {
        "schema_version": 1,
        "session": SESSION
        | {
            "agenda": "all-phases",
            "phases": ["learn", "lead-role", "lead-redesign", "succeed"],
            "scenarios": [LEARN, ROLE, SOUND, LAST],
            "actions": 3,
            "sealed": False,
        },
        "map": {
            "scenarios": 2,
            "controls": 0,
            "label": "Too few votes on sound text",
            "label_from": "decisions",
            "decisions": {"caught": 13, "faulty": 23, "wrongly_flagged": 0, "sound": 0},
            "sentences": {"caught": 13, "faulty": 23, "wrongly_flagged": 0, "sound": 69},
            "calibration": {"n": 23, "brier": 0.179, "gap_points": 14.8},
        },
        "taps": [
            {"scenario": LEARN, "vote": 1, "voters": 18, "sentences": [0, 8, 0, 0], "missing": 0},
            {"scenario": LEARN, "vote": 2, "voters": 18, "sentences": [0, 14, 0, 0], "missing": 0},
            {"scenario": LAST, "vote": 1, "voters": 5, "sentences": [0, 5, 0, 0], "missing": 0},
        ],
        "wordings": dict.fromkeys((LEARN, LAST), wording_of(a_scenario())),
    }


def test_a_sealed_record_has_the_day_of_its_sealing() -> None:
    record = tomllib.loads(render_record(record_of(a_whole_session(), dt.date(2025, 11, 19))))
    assert record["session"]["sealed"] == dt.date(2025, 11, 19)


def test_a_record_promises_that_single_votes_are_gone_only_when_they_are() -> None:
    session = a_whole_session()
    assert "the single votes were destroyed" in render_record(record_of(session, DAY))
    assert "still holds single votes" in render_record(record_of(session, None))


def test_a_record_names_no_plan_that_is_not_there() -> None:
    steps = (a_step(StepKind.REVIEW), a_step(StepKind.CLOSE))
    session = go_to(a_session(steps), Stage.REVIEW)
    assert "No action plan stands beside this file yet." in render_record(record_of(session, None))
    do(session, c.ReviewAction(Reviewed(Review(did_it_happen="yes"))))
    assert render_record(record_of(session, DAY)).splitlines()[:3] == [
        "# One session: what was held. It left no action plan of its own.",
        "# What was said about earlier actions stands in the plans of the sessions that agreed on them.",
        "# The single votes were destroyed.",
    ]


def test_a_plan_begins_with_words_for_the_people_who_open_it() -> None:
    text = render_plan(plan_of(a_whole_session(), Chapter(Phase.LEARN)))
    assert text.splitlines()[:4] == [
        "# Action plan, phase 1 of 4. Edit it with any text editor.",
        "# Owners are roles or teams, not people.",
        "# Votes are totals of the room, 5 people or more.",
        "",
    ]
    of_role = plan_of(a_whole_session(), Chapter(Phase.LEAD_ROLE, Audience.SALES_MARKETING))
    assert render_plan(of_role).startswith("# Action plan of sales and marketing, phase 2 of 4. Edit it")
    assert 'status = "planned" # planned | started | done | changed | blocked | dropped' in text
    assert 'owner_side = "employee" # employer | employee | shared' in text


def test_what_is_open_stands_once_in_the_plan_a_sentence_a_line() -> None:
    text = render_plan(plan := plan_of(a_whole_session(), Chapter(Phase.LEARN)))
    assert "still open" not in text
    assert plan.phase.open
    assert tomllib.loads(text)["phase"]["open"] == list(plan.phase.open)
    assert all(f'\n    "{line}",\n' in text for line in plan.phase.open)


def test_a_phase_without_actions_says_so() -> None:
    text = render_plan(plan_of(a_whole_session(), Chapter(Phase.LEAD_ROLE)))
    assert "# No action was agreed." in text


def test_a_rehearsal_is_called_one_in_words_and_in_a_key() -> None:
    session = a_whole_session()
    session.setup = dataclasses.replace(session.setup, rehearsal=True)
    text = render_plan(plan_of(session, Chapter(Phase.LEARN)))
    assert "# A rehearsal: the votes came from simulated phones." in text
    assert tomllib.loads(text)["session"]["rehearsal"] is True


def test_no_total_below_the_smallest_group_is_written_even_if_a_plan_holds_one() -> None:
    plan = plan_of(a_whole_session(), Chapter(Phase.LEARN))
    small = RoundTotals(4, 3, 0.8)
    leaking = dataclasses.replace(plan, evidence=(dataclasses.replace(plan.evidence[0], round1=small),))
    (block,) = read(leaking)["evidence"]
    assert not {"round1", "gain", "wrong_sentences", "sound_sentences"} & set(block)


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    [
        'a "quoted" word',
        "two\nlines",
        "'''",
        '"""',
        "]] [[evidence]]",
        "a = 1 # no comment",
        "\\u0041",
        "\x00\x1b[2J\x7f",
        "\r\n",
        "é 日本語 👩\u200d👧 \u2028\ufeff",
    ]
)


@given(title=ANY_TEXT, words=ANY_TEXT, session_id=ANY_TEXT)
def test_whatever_was_typed_comes_back_from_the_file(title: str, words: str, session_id: str) -> None:
    header = SessionPart(title=title, id=session_id, purpose=words, sponsor=title)
    action = an_action(id="A1", if_=words, then=title, accountable=title, first_step=words)
    content = read(Plan(header, PhasePart("succeed", 4), (action,)))
    assert (content["session"].get("title", ""), content["session"].get("id", "")) == (title, session_id)
    assert content["session"].get("purpose", "") == words
    (written,) = content["action"]
    assert (written.get("if", ""), written.get("then", "")) == (words, title)
    assert (written.get("accountable", ""), written.get("first_step", "")) == (title, words)
    record = tomllib.loads(render_record(Record(header, "demo", actions=1, still_open=True)))
    assert (record["session"].get("title", ""), record["session"].get("id", "")) == (title, session_id)


# Files and folders.


@pytest.fixture
def folder(tmp_path: Path) -> PlanFolder:
    made = PlanFolder(tmp_path / "2025-11-18-customer-care")
    made.create()
    return made


def files(folder: PlanFolder) -> list[str]:
    return sorted(path.name for path in folder.path.iterdir())


def a_plan(then: str = "one person recomputes it") -> Plan:
    return Plan(SessionPart(id="x"), PhasePart("learn", 1), (an_action(id="A1", then=then),))


def test_the_four_files_stand_in_the_order_of_the_roadmap() -> None:
    names = [plan_name(Chapter(phase)) for phase in Phase]
    assert names == ["1-learn.toml", "2-lead-role.toml", "3-lead-redesign.toml", "4-succeed.toml"]


def test_what_a_role_agrees_on_stands_in_a_file_of_its_own(folder: PlanFolder) -> None:
    for role in (None, Audience.LEADERS, Audience.MANAGERS):
        folder.save_plan(Chapter(Phase.LEAD_ROLE, role), a_plan(f"{role} ask"))
    assert files(folder) == ["2-lead-role.leaders.toml", "2-lead-role.managers.toml", "2-lead-role.toml"]
    assert sort_names(files(folder)).plans == tuple(files(folder))
    folder.save_plan(Chapter(Phase.LEARN), a_plan())
    folder.remove_plans(Phase.LEAD_ROLE)
    assert files(folder) == ["1-learn.toml"]


def test_a_plan_that_goes_after_somebody_edited_it_is_kept_beside(folder: PlanFolder) -> None:
    managers = Chapter(Phase.LEAD_ROLE, Audience.MANAGERS)
    folder.save_plan(managers, a_plan())
    (folder.path / plan_name(managers)).write_bytes(b"# mine")
    folder.remove_plans(Phase.LEAD_ROLE)
    assert files(folder) == [plan_name(managers)]
    folder.remove_plans(Phase.LEAD_ROLE, last=True)
    assert files(folder) == ["2-lead-role.managers.edited.toml"]
    assert sort_names(files(folder)).plans == (), "no action of it stands in two plans"


def test_what_any_role_agrees_on_in_any_phase_is_read_as_a_plan() -> None:
    names = [plan_name(Chapter(phase, role)) for phase in Phase for role in Audience]
    assert set(sort_names(names).plans) == set(names)


def test_saving_twice_leaves_one_file(folder: PlanFolder) -> None:
    folder.save_plan(Chapter(Phase.LEARN), a_plan())
    folder.save_plan(Chapter(Phase.LEARN), a_plan("we ask"))
    assert files(folder) == ["1-learn.toml"]
    assert (folder.path / "1-learn.toml").read_text("utf-8") == render_plan(a_plan("we ask"))


def test_an_edited_plan_is_kept_beside_the_new_one_and_each_edit_of_it(folder: PlanFolder) -> None:
    plan = folder.path / "1-learn.toml"
    for number, edit in enumerate((b"# first edit", b"# second edit", b"\xff\xfe third")):
        folder.save_plan(Chapter(Phase.LEARN), a_plan(f"we ask {number}"))
        plan.write_bytes(edit)
    folder.save_plan(Chapter(Phase.LEARN), a_plan("we ask at last"))
    assert files(folder) == [
        "1-learn.edited-2.toml",
        "1-learn.edited-3.toml",
        "1-learn.edited.toml",
        "1-learn.toml",
    ]
    assert (folder.path / "1-learn.edited.toml").read_bytes() == b"# first edit"
    assert (folder.path / "1-learn.edited-2.toml").read_bytes() == b"# second edit"
    assert (folder.path / "1-learn.edited-3.toml").read_bytes() == b"\xff\xfe third"
    assert plan.read_text("utf-8") == render_plan(a_plan("we ask at last"))


def test_an_edited_plan_stays_in_its_place_as_long_as_there_is_nothing_new(folder: PlanFolder) -> None:
    folder.save_plan(Chapter(Phase.LEARN), a_plan())
    plan = folder.path / "1-learn.toml"
    plan.write_text("# edited")
    folder.save_plan(Chapter(Phase.LEARN), a_plan())
    assert plan.read_text("utf-8") == "# edited"
    assert files(folder) == ["1-learn.toml"]


def test_a_plan_that_another_run_of_the_program_wrote_is_no_edit_once_it_is_remembered(
    folder: PlanFolder,
) -> None:
    folder.save_plan(Chapter(Phase.LEARN), a_plan())
    again = PlanFolder(folder.path)
    again.remember(Chapter(Phase.LEARN), a_plan())
    again.save_plan(Chapter(Phase.LEARN), a_plan("we ask"))
    assert files(folder) == ["1-learn.toml"]


def test_a_crash_before_the_new_file_is_whole_leaves_the_old_one_and_nothing_else(
    folder: PlanFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.save_plan(Chapter(Phase.LEARN), a_plan())

    def no_space(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_space)
        with pytest.raises(PlanError, match=r"1-learn.toml could not be saved: No space left on device\."):
            folder.save_plan(Chapter(Phase.LEARN), a_plan("we ask"))
    assert files(folder) == ["1-learn.toml"]
    assert (folder.path / "1-learn.toml").read_text("utf-8") == render_plan(a_plan())
    folder.save_plan(Chapter(Phase.LEARN), a_plan("we ask"))
    assert files(folder) == ["1-learn.toml"], "the old file was no edit"


def test_what_a_power_cut_left_half_written_is_gone_after_the_next_save(
    folder: PlanFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies between writing the new file and putting it in place."""
    if sys.platform == "win32":
        pytest.skip("Windows has no fork")
    folder.save_plan(Chapter(Phase.LEARN), a_plan())
    if (child := os.fork()) == 0:
        monkeypatch.setattr(os, "replace", lambda *_: os._exit(0))
        monkeypatch.setattr(Path, "replace", lambda *_: os._exit(0))
        write_whole(folder.path / "1-learn.toml", "half")
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    left, _ = files(folder)
    assert left.startswith(".workshop-")
    assert left.endswith(".new")
    os.utime(folder.path / left, (0, 0))  # nobody can still be writing it
    assert (folder.path / "1-learn.toml").read_text("utf-8") == render_plan(a_plan())
    folder.save_plan(Chapter(Phase.LEARN), a_plan("we ask"))
    assert files(folder) == ["1-learn.toml"]


def test_text_that_no_file_can_hold_is_refused_in_words(folder: PlanFolder) -> None:
    with pytest.raises(PlanError, match="could not be saved"):
        folder.save_plan(Chapter(Phase.LEARN), a_plan("\ud800"))
    assert files(folder) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(20))
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_a_file_holds_exactly_what_was_given(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file.toml"
    write_whole(path, text)
    assert path.read_bytes() == text.encode()


def test_an_edited_record_is_kept_beside_the_new_one(folder: PlanFolder) -> None:
    session = a_whole_session()
    record = folder.path / "session.toml"
    record.write_text("# left by an earlier run")
    folder.save_record(record_of(session, None))
    assert files(folder) == ["session.toml"]
    folder.save_record(record_of(session, None))
    record.write_text("# edited")
    folder.save_record(record_of(session, DAY))
    assert (folder.path / "session.edited.toml").read_text() == "# edited"
    assert "sealed = 20" in record.read_text("utf-8")
