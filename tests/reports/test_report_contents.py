"""What a report says: every field of a plan, actions first, nothing empty, and no more than may be known."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.core.plans.made import DATE, action, evidence, plan
from tests.reports.pages import read_page, text_of
from tests.reports.sessions import EXAMPLE, KEPT, SERIES, write_series, write_session
from workshop.core.english import long_date, plain
from workshop.core.live.words.card import ONLY_ADOPTION
from workshop.core.live.words.pulse import option_words
from workshop.core.plans.plan import (
    DelusionCheck,
    EvidencePart,
    HandTotals,
    PhasePart,
    Plan,
    RoundTotals,
    SafetyPart,
    SessionPart,
    number_words,
)
from workshop.core.plans.record import Outcome, PulseTotals, Record
from workshop.core.series.series import series_of
from workshop.reports.document import Document
from workshop.reports.formats.html import as_html
from workshop.reports.formats.markdown import as_markdown
from workshop.reports.leaders import MISSING, leaders_page
from workshop.reports.parts.action import NO_ACTION
from workshop.reports.series_report import ELSEWHERE, MOST_WITH_EVIDENCE, series_report
from workshop.reports.session_report import plans_report, session_report
from workshop.storage.plans.read import load_plan
from workshop.storage.plans.sessions import load_series, load_session

PLACES = {"phase.main_gap": "gap", "phase.aim": "aim"}
NOT_SHOWN = {"schema_version", "phase.id", "phase.number", "action.order", "evidence.scenario"}


@pytest.fixture
def full(tmp_path: Path) -> Document:
    """A report with every part."""
    return session_report(load_session(write_session(tmp_path)).outcome, DATE)


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """All values of a TOML file with their places; those of lists have the place of the list."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}".strip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


def shown_as(path: str, value: object) -> str:
    """How a report writes a value of a plan file."""
    if isinstance(value, dt.date):
        return long_date(value)
    if isinstance(value, float):
        if path == "evidence.gain":
            return f"{value:.2f}"
        return f"{value:.0%}" if "confidence" in path else number_words(value)
    if path == "action.from_scenario":
        return {"role-10": "Gross, net and adjusted", "role-17": "A blunt forecast"}.get(
            str(value), "Coach or"
        )
    named = option_words(PLACES[path], str(value)) if path in PLACES else str(value)
    known_words = path.rpartition(".")[2] in {"kinds", "guards_against", "owner_item", "kind", "rule"}
    return plain(named) if known_words else named


def test_every_field_of_the_example_is_there() -> None:
    fields = leaves(tomllib.loads(EXAMPLE.read_text(encoding="utf-8")))
    report = plans_report([load_plan(EXAMPLE).plan], DATE)
    page, markdown = text_of(as_html(report)).lower(), as_markdown(report).replace("\\", "").lower()
    looked_at = 0
    for path, value in fields:
        if path in NOT_SHOWN or isinstance(value, bool):
            continue
        wanted = shown_as(path, value).lower()
        assert wanted in page, (path, value)
        assert wanted in markdown, (path, value)
        looked_at += 1
    assert looked_at > 150


def test_every_part_of_the_format_is_there_in_its_order(full: Document) -> None:
    assert [part.id for part in full.sections] == [
        *("actions", "people", "good", "fluency", "redesign", "guardrails", "rhythm", "share", "phases"),
        *("votes", "map", "pulses", "details", "left-out", "reading", "next"),
    ]
    for text in (text_of(as_html(full)), as_markdown(full).replace("\\", "")):
        for said in (
            "My skills no longer count and Losing my job",
            "Nobody loses their job because of this programme; we will retrain first.",
            "“AI is here to support our people, not to quietly replace them.” (Managing director)",
            "learn in working hours; try with public data; ask and say no",
            "1 hour a week for each person",
            "Trying and sharing counts; error rates do not.",
            "Before the session 3.1 of 5 (n = 18), after the session 3.6 of 5 (n = 17).",
            "rules with 'unless'",
            "18 before, 0 after, 0 for checking, 18 freed, net",
            "Visits to the ten dealers with most open cases",
            "status report ended",
            "one named reviewer",
            "18 November 2025; look again by 17 May 2026",
            "A touch on day 14; look-backs on days 30, 60 and 90; then every 90 days.",
            "Controlling, plant South",
            "LEARN: Will this count in reviews, and how?",
            "LEARN: Why does this process exist? (for whom)",
            "Metric no change (A3): The hour must not make replies slower; holding the level is the aim.",
            "Tried and let go; what it taught: Second requests are the difficult ones.",
            "No action was agreed in LEARN and SUCCEED.",
            "RECOMPUTE: Put a finger on the row",
            "+24 points, +14 to +34: surer than right (n = 76).",
            "This room, Yes: 8 of 18 (44%, 25-66%). Published: 64% feel supported in learning to use AI.",
            "the original survey was not found",
            "Before: 3.6 of 5 (n = 18); after: 4.2 of 5 (n = 18).",
            "Next session: 18 December 2025.",
        ):
            assert said in text, said


def test_worries_and_their_answer_stand_above_what_is_technical(full: Document) -> None:
    text = text_of(as_html(full))
    assert text.index("Most named worry") < text.index("The sponsor's answer") < text.index("AI is good at")


def test_the_sponsor_who_could_not_say_it_is_not_hidden() -> None:
    phase = PhasePart("learn", 1, safety=SafetyPart(stated_by="not stated"))
    assert "Not stated." in as_markdown(plans_report([replace(plan(), phase=phase)], DATE))


def test_a_vote_that_too_few_cast_is_said_to_be_missing(full: Document) -> None:
    text = text_of(as_html(full))
    assert "First vote fewer than 5 voted Second vote 3 of 6 (50%, 19-81%) right, by show of hands" in text


def test_hands_stand_beside_the_votes_and_in_no_other_figure() -> None:
    shown = replace(
        plan(), evidence=(EvidencePart("x", "X", hands1=HandTotals(8, 4), hands2=HandTotals(8, 8)),)
    )
    text = as_markdown(plans_report([shown], DATE))
    assert "4 of 8 (50%, 22-78%) right in the first vote; 8 of 8" in text
    assert "Not anonymous, in no other figure." in text


def test_the_promise_about_small_groups_is_no_larger_than_what_is_kept(full: Document) -> None:
    assert "No figure comes from fewer than 5 people; a total may hold an answer that few gave." in text_of(
        as_html(full)
    )


def test_empty_parts_are_left_out() -> None:
    bare = Plan(plan().session, PhasePart(), (action(reviews=(), first_step_by=None, due=None),))
    ids = [part.id for part in plans_report([bare], DATE).sections]
    assert ids == ["actions", "details", "next"]
    assert "None" not in text_of(as_html(plans_report([bare], DATE)))
    assert as_html(plans_report([Plan(plan().session, PhasePart())], DATE)).count(NO_ACTION) == 1


def test_three_empty_fields_say_adoption() -> None:
    phase = replace(plan().phase, delusion_check=DelusionCheck())
    assert ONLY_ADOPTION in as_markdown(plans_report([replace(plan(), phase=phase)], DATE))


def test_an_action_without_a_name_is_its_sentence() -> None:
    text = as_markdown(plans_report([plan(action(what=""))], DATE))
    assert text.count("### A1: If a comment uses 'adjusted', then we write the formula behind it.") == 1


def test_a_gain_or_a_vote_that_makes_no_sense_is_no_error() -> None:
    broken = replace(evidence(), round1=None, round2=RoundTotals(18, 99))
    assert "fewer than 5 voted" in as_html(plans_report([replace(plan(), evidence=(broken,))], DATE))


def test_the_shipped_session_says_that_it_was_rehearsed() -> None:
    text = text_of(as_html(session_report(load_session(KEPT).outcome, DATE)))
    assert "A rehearsal: the votes came from simulated phones." in text


def test_leaders_read_actions_and_no_people_and_no_votes(tmp_path: Path) -> None:
    page = leaders_page([load_session(write_session(tmp_path)).outcome], DATE)
    text = text_of(as_html(page))
    for said in (
        "4.0 from 5.0, aim 1.0 (25% of the way)",
        "Down is better",
        "Promised: time (One hour per close).",
        "Next: 25 November 2025, first step.",
        "Dropped, and learned: Second requests are the difficult ones.",
        "Fewer wrong replies to dealers, without slower answers.",
    ):
        assert said in text, said
    for never in ("Controlling", "Team leads, customer care", "HR.", "Gross, net", "of 18", "Managing"):
        assert never not in text, never
    assert MISSING in as_markdown(
        leaders_page([Outcome(load_session(KEPT).record, (plan(action(support=None)),))], DATE)
    )


def test_a_date_that_has_passed_is_not_next(tmp_path: Path) -> None:
    outcome = load_session(write_session(tmp_path)).outcome
    day = dt.date(2026, 1, 20)
    page = text_of(as_html(leaders_page([outcome], day)))
    assert "First step was due 25 November 2025." in page
    assert "It was due 31 December 2025." in page
    assert "Next session was planned for 18 December 2025." in page
    assert {one.split()[-1] for one in re.findall(r"Next: ([^,]*),", page)} == {"2026"}
    text = text_of(as_html(session_report(outcome, day)))
    assert "was due 25 November 2025" in text
    assert "was due" not in text_of(as_html(session_report(outcome, DATE)))


def test_a_series_comes_before_its_sessions(tmp_path: Path) -> None:
    write_series(tmp_path)
    outcomes = [held.outcome for held in load_series(tmp_path, SERIES).sessions]
    series = series_of(SERIES, outcomes, dt.date(2025, 12, 20))
    report = series_report(series, outcomes, DATE)
    assert [part.id for part in report.sections][:3] == ["series", "actions", "heard"]
    text = as_markdown(report)
    assert "### Do we hold back what is wrong, and send what is sound?" in text
    assert "### Did it happen?, 18 December 2025" in text
    assert "The hour stays free from January." in text
    many = series_report(series, outcomes * MOST_WITH_EVIDENCE, DATE)
    assert ELSEWHERE in as_markdown(many)
    assert "votes" not in [part.id for part in many.sections]


def test_a_page_of_half_a_day_can_be_mailed(tmp_path: Path) -> None:
    outcome = load_session(write_session(tmp_path)).outcome
    role = outcome.plans[1]
    long = replace(
        role,
        actions=tuple(replace(role.actions[0], id=f"B{number}") for number in range(20)),
        evidence=tuple(replace(role.evidence[0], scenario=f"s{number}") for number in range(7)),
    )
    page = as_html(session_report(replace(outcome, plans=(long, *outcome.plans)), DATE))
    assert len(page.encode()) < 200_000
    read_page(page)


def test_a_question_told_by_sides_says_what_each_of_them_says() -> None:
    sides = {"employee": {"n": 6, "time": 2, "guidance": 4}, "employer": {"n": 5, "initiative": 5, "time": 0}}
    pulse = PulseTotals("waiting", "I am waiting for ...", n=11, answers={"initiative": 5}, by_role=sides)
    report = text_of(as_html(session_report(Outcome(Record(SessionPart(), pulses=(pulse,))), DATE)))
    assert (
        "Leaders and managers (5): the initiative of others 5. Employees (6): time 2, guidance 4." in report
    )
