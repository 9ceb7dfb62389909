"""Plans as text, Markdown, CSV and a calendar."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.core.plans.made import DATE, action, plan
from workshop.core.permission import Permission
from workshop.core.plans.action import planned_reviews
from workshop.core.plans.plan import (
    BlockerVotes,
    FluencyPart,
    GuardrailsPart,
    LineVotes,
    MissingPart,
    Note,
    OwnershipPart,
    Plan,
    RhythmPart,
    SafetyPart,
    Worry,
)
from workshop.core.plans.warnings import balance, warnings
from workshop.reports.formats.calendar import calendar
from workshop.reports.formats.csv import COLUMNS, table
from workshop.reports.formats.markdown import as_markdown
from workshop.reports.formats.text import due_list, listing, whole
from workshop.reports.plan_dates import due_dates
from workshop.reports.plan_sentences import action_sentences
from workshop.reports.session_report import plans_report
from workshop.storage.plans.read import LoadedPlan, load_plan
from workshop.storage.plans.write import render_plan

EXAMPLE = Path(__file__).parents[1] / "data" / "example-plan.toml"
NOW = dt.datetime(2025, 11, 18, 12, tzinfo=dt.UTC)


def test_an_action_is_said_in_sentences() -> None:
    first = load_plan(EXAMPLE).plan.actions[0]
    assert action_sentences(first) == (
        "If a comment uses 'adjusted', 'net' or a ratio, then we write the formula behind it and recompute "
        "it before the pack is closed. Controlling, first step by 24 November. 4.0 from 5.0, aim 1.0."
    )


def a_told_plan() -> Plan:
    """A plan of worries and their answer, of which one action says all that a team may look for."""
    told = plan(
        action(
            decision="Whether a figure is quoted",
            serves="Check within minutes.",
            freed_people="They visit dealers",
            link="https://tickets.example.org/7",
            guards_against=("wrong-negation",),
        )
    )
    safety = SafetyPart(("job-security",), "Nobody loses a job.", permissions=(Permission("ask and say no"),))
    fluency = FluencyPart(good_at=("first drafts",))
    phase = replace(told.phase, safety=safety, fluency=fluency, open=("A1: Which day?",))
    return replace(told, phase=phase)


def test_worries_and_their_answer_stand_above_all_that_is_technical() -> None:
    told = a_told_plan()
    for text in (whole(told), as_markdown(plans_report([told], DATE)), render_plan(told)):
        answer = text.index("Nobody loses a job.")
        assert answer < text.index("we write the formula")
        assert "first drafts" not in text[:answer]


def test_each_worry_is_answered_or_waits_for_an_answer() -> None:
    told = a_told_plan()
    worries = (Worry("job-security", 7, "Nobody loses a job."), Worry("looking-incompetent", 5, "open"))
    safety = SafetyPart(("job-security",), "Nobody loses a job.", worries=worries)
    for answer, said in (
        ("open", "Worries to be answered: Looking incompetent"),
        ("Ask.", "Worry: looking incompetent: Ask."),
    ):
        both = (worries[0], replace(worries[1], answer=answer))
        plan = replace(told, phase=replace(told.phase, safety=replace(safety, worries=both)))
        assert said in whole(plan)
        assert said.replace(": ", "** ", 1).split("** ")[1] in as_markdown(plans_report([plan], DATE))


def test_what_is_missing_most_and_where_permissions_hold_stands_in_each_form_of_a_plan() -> None:
    told = a_told_plan()
    owned = OwnershipPart((MissingPart("learning-infrastructure", 8),), (BlockerVotes("leaving", 4),))
    safety = SafetyPart(permissions=(Permission("try", "in our test account", "with public data"),))
    rails = GuardrailsPart(amber=("text for customers",), votes=(LineVotes("text for customers", 6),))
    phase = replace(told.phase, ownership=owned, safety=safety, guardrails=rails)
    page = as_markdown(plans_report([replace(told, phase=phase)], DATE))
    text = " ".join(whole(replace(told, phase=phase)).split())
    for said in (
        "Missing most: time, tools, coaching, a safe place (8 dots)",
        "What holds the employer back: whoever has learnt may leave (4)",
    ):
        assert said in page
        assert said in text
    assert "Permission to: try, in our test account, with public data" in text
    assert "try, in our test account, with public data" in page
    assert "text for customers (6 dots)" in page


def test_what_a_team_looks_for_stands_in_each_form_of_a_plan() -> None:
    told = a_told_plan()
    page, written = as_markdown(plans_report([told], DATE)), whole(told)
    for text in (" ".join(written.split()), page):
        assert "Problem: A label was wrong." in text
        assert "Decision it improves: Whether a figure is quoted" in text
        assert "Freed people will: They visit dealers" in text
        assert "https://tickets.example.org/7" in text
        assert "wrong negation" in text
        assert "Still open" in text
        assert "A1: Which day?" in text
    (row,) = csv.DictReader(io.StringIO(table([told])))
    assert (row["problem"], row["decision"]) == ("A label was wrong.", "Whether a figure is quoted")
    dates = calendar([LoadedPlan(Path("2-lead-role.toml"), told)], NOW).replace(b"\r\n ", b"")
    assert b"https://tickets.example.org/7" in dates


def test_texts_keep_to_80_columns_and_lose_no_action() -> None:
    example = load_plan(EXAMPLE)
    dates = due_dates([example], dt.date(2026, 3, 1), 14)
    for text in (whole(example.plan), listing([example.plan]), due_list(dates)):
        assert max(map(len, text.splitlines())) <= 80
        assert "A1" in text
        assert "A3" in text
    assert "(25% of the way)" in " ".join(whole(example.plan).split())


def test_markdown_has_each_action_and_its_evidence_unless_it_is_not_wanted() -> None:
    example = load_plan(EXAMPLE).plan
    text = as_markdown(plans_report([example], DATE))
    assert text.count("# AI in customer care") == 1
    assert "### A2: Two-column preparation for coaching talks" in text
    assert "- First vote: 8 of 18 (44%, 25-66%) right, 78% sure on average" in text
    assert "Gain: medium (0.60)." in text
    assert "What the room saw" not in as_markdown(plans_report([example], DATE, evidence=False))
    assert as_markdown(plans_report([example, example], DATE)).count("# AI in customer care") == 1


def test_the_plan_of_a_role_says_whose_it_is_and_the_one_beside_it_where_to_look() -> None:
    made = plan(action())
    ours = replace(made, phase=replace(made.phase, id="lead-role", role="sales-marketing"))
    room = replace(ours, actions=(), phase=replace(ours.phase, role="", roles=("sales-marketing", "nurses")))
    for text in (whole(ours), listing([ours]), as_markdown(plans_report([ours], DATE))):
        assert ": sales and marketing" in text
    assert [row["role"] for row in csv.DictReader(io.StringIO(table([ours])))] == ["sales-marketing"]
    beside = "What was agreed stands in the plans of sales and marketing and nurses."
    for text in (whole(room), listing([room]), render_plan(room)):
        assert beside in " ".join(text.split())
        assert "No action was agreed" not in text
    page = as_markdown(plans_report([room, ours], DATE))
    assert "No action" not in page
    assert page.count(f"- {made.phase.title}") == 1, "what a phase was for is the same for all its roles"
    assert "no-action" not in {warned.rule for warned in warnings(room)}
    ours = replace(
        ours, actions=(replace(ours.actions[0], owner_side="employee", accountable="Desk", with_=()),)
    )
    spread = {"one-side", "no-leader", "no-crossing"}
    assert spread.isdisjoint(warned.rule for one in (room, ours) for warned in warnings(one))
    assert {warned.rule for warned in balance([ours, room])} == spread, "all roles are looked at together"
    kept = replace(room, notes=tuple(Note(rule, "", "On purpose.") for rule in spread))
    assert balance([kept, ours]) == ()


def test_words_of_a_plan_mean_nothing_to_markdown() -> None:
    text = as_markdown(plans_report([plan(action(what="a|b <script> *x* [y](z)"))], DATE))
    assert r"a\|b \<script\> \*x\* \[y\](z)" in text


def test_the_table_has_one_row_an_action() -> None:
    rows = list(csv.reader(io.StringIO(table([load_plan(EXAMPLE).plan]))))
    assert tuple(rows[0]) == COLUMNS
    assert [len(row) for row in rows] == [len(COLUMNS)] * 4
    assert rows[1][-8:-5] == ["5.0", "1.0", "4.0"]


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(table([plan(action(accountable="=HYPERLINK(1)"))]))))
    assert "'=HYPERLINK(1)" in rows[1]


@given(
    texts=st.lists(st.text(st.sampled_from("=+-@;,\t\"' \na1"), max_size=8), min_size=4, max_size=4),
    separator=st.sampled_from(",;\t"),
)
def test_no_cell_is_a_formula_whatever_separates_them(texts: list[str], separator: str) -> None:
    if_, then, what, owner = texts
    made = table([plan(action(if_=if_, then=then, first_step=what, accountable=owner, with_=(what, owner)))])
    rows = list(csv.reader(io.StringIO(made, newline=""), delimiter=separator))[1:]
    begun = [cell.lstrip(" ")[:1] for row in rows for cell in row]
    assert not {"=", "+", "-", "@", "\t"} & set(begun), made


def test_words_without_a_formula_stay_as_they_are() -> None:
    words = "5 - 3 hours; then a@b, 'so' = 2"
    rows = list(csv.reader(io.StringIO(table([plan(action(accountable=words))]))))
    assert words in rows[1]


def test_the_calendar_holds_every_date_and_its_own_parser_accepts_it() -> None:
    raw = calendar([load_plan(EXAMPLE)], NOW)
    read = Calendar.from_ical(raw)
    events = read.walk("VEVENT")
    assert len(events) == 3 * (2 + 3) + 2
    assert [str(event["summary"]).partition(":")[0] for event in events[-2:]] == [
        "Next session",
        "Touch, day 14",
    ]
    first = events[0]
    assert first["uid"] == "2025-11-18-northlight-care.lead-role.A1.first-step@workshop"
    assert first.decoded("dtstart") == dt.date(2025, 11, 24)
    assert len({event["uid"] for event in events}) == len(events)
    assert max(map(len, raw.split(b"\r\n"))) <= 75


def test_an_entry_of_a_calendar_keeps_its_uid_when_words_and_dates_change() -> None:
    def uids(*changed: str) -> list[str]:
        moved = action(what="".join(changed), first_step_by=DATE + dt.timedelta(len(changed)))
        loaded = LoadedPlan(Path("2-lead-role.toml"), plan(moved))
        return [str(event["uid"]) for event in Calendar.from_ical(calendar([loaded], NOW)).walk("VEVENT")]

    assert uids() == uids("Other", "words")


@pytest.mark.parametrize("days", [3, 29, 45, 61, 80, 100, 400])
def test_a_calendar_asks_once_more_of_what_is_done_on_the_day_that_the_lists_say(days: int) -> None:
    loaded = LoadedPlan(Path("2-lead-role.toml"), plan(action(status="done", reviews=planned_reviews(DATE))))
    now = dt.datetime.combine(DATE + dt.timedelta(days), dt.time(12), dt.UTC)
    events = Calendar.from_ical(calendar([loaded], now)).walk("VEVENT")
    shown = [event.decoded("dtstart") for event in events if "review-" in str(event["uid"])]
    assert shown == [one.date for one in due_dates([loaded], now.date(), 400) if "review" in one.kind]
    assert len(shown) == 1


def test_no_page_plans_a_look_back_that_does_not_ask() -> None:
    reviews = planned_reviews(DATE)
    held = (reviews[0], replace(reviews[1], held=reviews[1].planned, did_it_happen="no"), reviews[2])
    for status, written, told in (
        ("planned", reviews, ("30", "60", "90")),
        ("planned", held, ("60", "90")),
        ("done", reviews, ()),
        ("dropped", held, ("60",)),
    ):
        one = plan(action(status=status, reviews=written))
        days = tuple(re.findall(r"Look-back, day (\d+)", whole(one)))
        assert days == told
        report = as_markdown(plans_report([one], DATE)).partition("## Dates")[0]
        line = next((line for line in report.splitlines() if "Look-backs planned" in line), "")
        asked = [day for day in told if status == "planned" and not (written is held and day == "60")]
        assert re.findall(r"day (\d+) on", line) == asked


def test_a_dropped_action_leaves_the_calendar_and_a_rehearsal_is_marked() -> None:
    base = plan(action(reviews=(), due=None), action(id="A2", status="dropped"))
    rehearsed = replace(base, session=replace(base.session, rehearsal=True))
    rehearsed = replace(rehearsed, phase=replace(base.phase, rhythm=RhythmPart()))
    read = Calendar.from_ical(calendar([LoadedPlan(Path("x.toml"), rehearsed)], NOW))
    assert [str(event["summary"]) for event in read.walk("VEVENT")] == [
        "Rehearsal: First step: Add the line to the template"
    ]


def test_dates_fall_due_within_the_window_the_oldest_first() -> None:
    loaded = LoadedPlan(Path("x.toml"), plan())
    step = DATE + dt.timedelta(7)
    assert due_dates([loaded], step - dt.timedelta(15), 14) == ()
    assert [one.kind for one in due_dates([loaded], step - dt.timedelta(14), 14)] == ["first-step"]
    late = due_dates([loaded], dt.date(2026, 2, 1), 0)
    assert [(one.kind, one.days_late > 0) for one in late] == [
        *(("first-step", True), ("review-30", True), ("review-60", True), ("due", True))
    ]
    assert [one.date for one in late] == sorted(one.date for one in late)
    assert len(due_dates([loaded], dt.date.max, 14)) == 5
