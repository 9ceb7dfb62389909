"""Cards: what can be typed on them, what is advised against, and where it stands in the plan of the phase."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import DAY, START, a_card_step, a_session, a_step, do, go_to
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.card import (
    CARDS,
    MOST_GUARDRAILS,
    NOT_STATED,
    OWNERSHIP,
    PASSED,
    PERMISSIONS,
    STATEMENT,
    CardId,
    FieldKind,
    number_of,
    trouble_with,
)
from workshop.core.english import long_date
from workshop.core.good import Good, good_in
from workshop.core.live import commands as c
from workshop.core.live.machine import Refused
from workshop.core.live.plan_of import plan_of
from workshop.core.live.session import Session, Stage
from workshop.core.permission import Permission, permission_in
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.plan import DelusionCheck, Plan, SafetyPart
from workshop.core.words import Phase

CLOSING = a_step(StepKind.CLOSE)
Typed = dict[str, tuple[str, ...]]


def showing(*cards: str, phase: Phase = Phase.LEARN, **setup: Any) -> Session:
    """A session on the first of some cards."""
    steps = (*(a_card_step(card, phase) for card in cards), CLOSING)
    first = Stage.LINES_RESULT if cards[0] == OWNERSHIP else Stage.CARD
    return go_to(a_session(steps, (), **setup), first)


def plan_with(card: str, *entries: Typed, phase: Phase = Phase.LEARN) -> Plan:
    """The plan after a card was filled and left."""
    session = showing(card, phase=phase)
    do(session, *(c.FillCard(entry, index) for index, entry in enumerate(entries)), c.EndEarly(START))
    return plan_of(session, Chapter(phase))


FILLED: dict[str, tuple[Typed, str, dict[str, object]]] = {
    "purpose": ({"purpose": ("time for hard cases",)}, "session", {"purpose": "time for hard cases"}),
    "outcome": ({"outcome": ("fewer wrong replies",)}, "session", {"outcome": "fewer wrong replies"}),
    "support": (
        {
            "statement_of_support": ("We retrain first.",),
            "stated_by": ("Director",),
            "permissions": ("try", "ask; here; about all"),
        },
        "phase.safety",
        {
            "statement_of_support": "We retrain first.",
            "stated_by": "Director",
            "permissions": (Permission("try"), Permission("ask", "here", "about all")),
        },
    ),
    "learning-time": (
        {
            "learning_time_hours_per_week": ("0,5",),
            "learning_time_from": ("+7",),
            "learning_time_budget": ("HR",),
        },
        "phase.safety",
        {
            "learning_time_hours_per_week": 0.5,
            "learning_time_from": DAY + dt.timedelta(days=7),
            "learning_time_budget": "HR",
        },
    ),
    "commitment": (
        {"sponsor_commitment": ("I ask first.",)},
        "phase.safety",
        {"sponsor_commitment": "I ask first."},
    ),
    "in-reviews": (
        {"counts_in_reviews": ("trying counts",)},
        "phase.safety",
        {"counts_in_reviews": "trying counts"},
    ),
    "fluency": (
        {"good_at": ("drafts",), "needs_a_check": ("figures", "dates"), "ours_to_decide": ("ratings",)},
        "phase.fluency",
        {"good_at": ("drafts",), "needs_a_check": ("figures", "dates"), "ours_to_decide": ("ratings",)},
    ),
    "data": (
        {"went_in": ("two names",), "stays_in": ("our account",)},
        "phase.fluency.data",
        {"went_in": "two names", "looked_up": "", "made_up": "", "stays_in": "our account"},
    ),
    "good": (
        {"good": ("managers: We check.", "Sales & Marketing: We ask.")},
        "phase",
        {"good": (Good("managers", said="We check."), Good("sales-marketing", said="We ask."))},
    ),
    "canvas": (
        {
            "name": ("status report",),
            "why_it_exists": ("a project of 2019",),
            "for_whom": ("41 readers",),
            "if_we_stopped": ("nobody would miss it",),
            "verdict": ("stop",),
            "steps": ("collect: stop, 4 x 3 h", "write: hand to AI, 2 x 1,5 h -> 0.5 h, checking 0.25 h"),
            "freed_time_goes_to": ("visits",),
        },
        "processes.0",
        {"name": "status report", "verdict": "stop", "hours_freed_net": 13.5, "freed_time_goes_to": "visits"},
    ),
    "will-change": (
        {"decision": ("on Mondays",)},
        "phase.will_change",
        {"workflow": "", "process": "", "decision": "on Mondays"},
    ),
    "delusion-check": (
        {"process_changed": ("the report ended",)},
        "phase.delusion_check",
        {"workflow_changed": "", "process_changed": "the report ended", "decision_changed": ""},
    ),
    "guardrails": (
        {"green": ("drafts",), "amber": ("customers", "figures"), "red": ("promises",), "owner": ("Care",)},
        "phase.guardrails",
        {
            "green": ("drafts",),
            "amber": ("customers", "figures"),
            "red": ("promises",),
            "owner": "Care",
            "checked_on": DAY,
        },
    ),
    "rhythm": (
        {"touch_day": ("14",), "then_every_days": ("90",)},
        "phase.rhythm",
        {"touch_day": 14, "reviews": (30, 60, 90), "then_every_days": 90},
    ),
    "share": (
        {"what": ("formula line",), "shared_with": ("plant South", "HR")},
        "shares.0",
        {"what": "formula line", "shared_with": ("plant South", "HR"), "limits": ""},
    ),
    "ownership": ({"direction": ("check in five minutes",)}, "phase", {"direction": "check in five minutes"}),
    "since": ({"tried": ("a second reader",)}, "phase", {"look_back": None, "skipped": ()}),
    "heard": ({"works": ("the line",)}, "phase", {"look_back": None, "skipped": ()}),
}
"""For each card what is typed, and what stands where in the plan; what was heard needs a look-back."""


def test_every_card_has_its_example() -> None:
    assert set(FILLED) == set(CARDS)


@pytest.mark.parametrize("card", FILLED)
def test_what_is_typed_on_a_card_stands_in_the_plan_of_its_phase(card: str) -> None:
    typed, place, expected = FILLED[card]
    found: Any = plan_with(card, typed)
    for name in place.split("."):
        found = found[int(name)] if name.isdigit() else getattr(found, name)
    assert {key: getattr(found, key) for key in expected} == expected


@pytest.mark.parametrize("card", CARDS)
def test_a_card_that_is_left_without_a_word_is_written_down_as_skipped(card: CardId) -> None:
    assert plan_with(card).phase.skipped == (card,)
    session = showing(card)
    assert plan_of(session, Chapter(Phase.LEARN)).phase.skipped == (), "not while it is on screen"
    do(session, c.EndEarly(START))
    assert plan_of(session, Chapter(Phase.LEARN)).phase.skipped == (card,)


def test_a_card_that_nobody_reached_is_not_skipped_but_absent() -> None:
    session = showing("outcome", "support")
    do(session, c.EndEarly(START))
    assert plan_of(session, Chapter(Phase.LEARN)).phase.skipped == ("outcome",)
    assert plan_of(session, Chapter(Phase.LEARN)).phase.safety is None


def test_a_purpose_that_was_typed_before_the_session_stands_on_its_card_and_in_the_plan() -> None:
    session = showing("purpose", purpose="Time for hard cases.")
    do(session, c.Advance(START))
    plan = plan_of(session, Chapter(Phase.LEARN))
    assert (plan.session.purpose, plan.phase.skipped) == ("Time for hard cases.", ())
    assert session.phases_held == (), "nobody wrote on it"


def test_a_purpose_that_nobody_said_at_the_set_up_is_skipped_until_the_room_says_it() -> None:
    session = showing("purpose", unsaid=(CardId("purpose"), CardId("outcome")))
    assert plan_of(session, Chapter(Phase.LEARN)).phase.skipped == ("purpose", "outcome")
    do(session, c.FillCard({"purpose": ("Time for hard cases.",)}))
    assert plan_of(session, Chapter(Phase.LEARN)).phase.skipped == ("outcome",)


def test_the_rooms_own_purpose_takes_the_place_of_the_typed_one_until_it_is_taken_back() -> None:
    session = showing("purpose", purpose="Before.")
    do(session, c.FillCard({"purpose": ("In the room.",)}))
    assert plan_of(session, Chapter(Phase.LEARN)).session.purpose == "In the room."
    do(session, c.FillCard({}))
    assert session.entries_of(CardId("purpose")) == ({"purpose": ("Before.",)},)


def test_a_direction_that_was_said_at_the_set_up_stands_in_each_plan_until_the_room_writes_its_own() -> None:
    session = showing("ownership", direction="Before.")
    assert session.entries_of(OWNERSHIP) == ({"direction": ("Before.",)},)
    plans = [plan_of(session, Chapter(phase)) for phase in Phase]
    assert {plan.phase.direction for plan in plans} == {"Before."}
    assert "ownership" not in plans[0].phase.skipped
    do(session, c.FillCard({"direction": ("In the room.",)}))
    assert plan_of(session, Chapter(Phase.LEARN)).phase.direction == "In the room."


@pytest.mark.parametrize("card", [card for card in CARDS.values() if any(one.draft for one in card.fields)])
def test_a_draft_can_be_taken_over_as_it_stands(card: Any) -> None:
    draft = {one.key: one.draft for one in card.fields if one.draft}
    assert trouble_with(card, draft) is None


def test_the_draft_of_the_sponsors_words_becomes_the_statement() -> None:
    plan = plan_with("support", {"statement_of_support": (STATEMENT,), "permissions": PERMISSIONS})
    assert plan.phase.safety == SafetyPart(
        statement_of_support=STATEMENT, permissions=tuple(map(permission_in, PERMISSIONS))
    )


@pytest.mark.parametrize(
    "entry", [None, {"permissions": ("try",)}, {"statement_of_support": (PASSED,), "stated_by": ("CEO",)}]
)
def test_a_statement_that_was_asked_for_and_not_made_is_not_stated(entry: Typed | None) -> None:
    plan = plan_with("support", *([entry] if entry else []))
    assert plan.phase.safety is not None
    assert (plan.phase.safety.statement_of_support, plan.phase.safety.stated_by) == ("", NOT_STATED)
    assert plan_with("outcome").phase.safety is None, "only where it was asked for"


# Typing.


@pytest.mark.parametrize(
    "entry",
    [
        {"red": tuple(f"line {number}" for number in range(MOST_GUARDRAILS + 1))},
        {"green": ("a",) * 5, "amber": ("b",) * 4, "red": ("c",) * 4},
    ],
)
def test_a_thirteenth_guardrail_gets_advice_instead_of_a_place(entry: Typed) -> None:
    session = showing("guardrails")
    with pytest.raises(Refused, match=r"12 lines are the limit\. Put two into one, or leave out"):
        do(session, c.FillCard(entry))


def test_a_colour_that_is_passed_is_no_guardrail() -> None:
    plan = plan_with("guardrails", {"green": (PASSED,), "red": ("c",) * 12})
    assert plan.phase.guardrails is not None
    assert (plan.phase.guardrails.green, len(plan.phase.guardrails.red)) == ((), 12)
    assert plan.phase.skipped == ("guardrails.green",)


FRONT = ("name", "why_it_exists", "for_whom", "if_we_stopped")
SAID: Typed = dict.fromkeys(FRONT, ("said",))


@pytest.mark.parametrize("missing", FRONT)
def test_where_ai_comes_in_is_asked_last(missing: str) -> None:
    """None of the fields behind the first four is open before they are said, or passed on purpose."""
    entry: Typed = {**SAID, "verdict": ("stop",)}
    del entry[missing]
    session = showing("canvas")
    with pytest.raises(Refused, match=r"comes after: the process, why it exists.* Type - to pass"):
        do(session, c.FillCard(entry))
    do(session, c.FillCard({**entry, missing: (PASSED,)}))
    plan = plan_of(go_to(session, Stage.CLOSE), Chapter(Phase.LEARN))
    assert plan.processes[0].verdict == "stop"
    assert plan.phase.skipped == (f"canvas.{missing}",)


@pytest.mark.parametrize(("filled", "is_open"), [(0, 1), (1, 2), (2, 3), (3, 4), (4, 10)])
def test_the_fields_of_the_canvas_open_one_by_one_and_then_all(filled: int, is_open: int) -> None:
    canvas = CARDS[CardId("canvas")]
    entry = {field.key: ("said",) for field in canvas.fields[:filled]}
    assert [canvas.is_open(field, entry) for field in canvas.fields] == [
        number < is_open for number in range(10)
    ]


@pytest.mark.parametrize(
    ("card", "entry", "says"),
    [
        ("purpose", {"purpos": ("x",)}, "no field 'purpos'"),
        ("purpose", {"purpose": ("x", "y")}, "' is one text"),
        ("purpose", {"purpose": ("x" * 241,)}, "longer than 240 characters"),
        ("fluency", {"good_at": ("x",) * 6}, "'good at' has room for 5 lines"),
        ("learning-time", {"learning_time_hours_per_week": ("an hour",)}, "is a number, such as 1 or 0.5"),
        ("learning-time", {"learning_time_hours_per_week": ("-1",)}, "is a number"),
        (
            "canvas",
            {**SAID, "steps": ("collect: perhaps",)},
            "no verdict .stop, change, keep, hand to ai",
        ),
        (
            "canvas",
            {**SAID, "verdict": ("maybe",)},
            "'so we' is one of: stop, change, keep",
        ),
    ],
)
def test_what_a_card_cannot_hold_is_said_in_words(card: str, entry: Typed, says: str) -> None:
    session = showing(card)
    with pytest.raises(Refused, match=says):
        do(session, c.FillCard(entry))
    assert session.entries == {}


def test_a_day_is_kept_as_everybody_reads_it() -> None:
    session = showing("learning-time")
    do(session, c.FillCard({"learning_time_from": ("+7",)}))
    assert session.entries["learning-time"] == ({"learning_time_from": (long_date(DAY + dt.timedelta(7)),)},)  # type: ignore[index]
    with pytest.raises(Refused, match="date"):
        do(session, c.FillCard({"learning_time_from": ("soon",)}))


def test_space_around_a_text_and_texts_of_nothing_else_go() -> None:
    session = showing("fluency")
    do(session, c.FillCard({"good_at": ("  drafts ", " ", ""), "needs_a_check": ("\t",)}))
    assert session.entries == {"fluency": ({"good_at": ("drafts",)},)}


def test_an_entry_can_be_written_anew_and_taken_back() -> None:
    session = showing("outcome")
    do(session, c.FillCard({"outcome": ("one",)}), c.FillCard({"outcome": ("two",)}))
    assert plan_of(session, Chapter(Phase.LEARN)).session.outcome == "two"
    do(session, c.FillCard({"outcome": (" ",)}))
    assert session.entries == {}


def test_a_card_that_repeats_has_five_entries_and_any_other_one() -> None:
    session = showing("share", "outcome")
    for index in range(5):
        with pytest.raises(Refused, match="room for 5"):
            do(session, c.FillCard({"what": ("too far",)}, index + 1))
        do(session, c.FillCard({"what": (f"{index}",)}, index))
    for index in (5, -1):
        with pytest.raises(Refused, match="room for 5"):
            do(session, c.FillCard({"what": ("one more",)}, index))
    do(session, c.FillCard({}, 1))
    assert [share.what for share in plan_of(session, Chapter(Phase.LEARN)).shares] == ["0", "2", "3", "4"]
    do(session, c.Advance(START))
    with pytest.raises(Refused, match="room for 1"):
        do(session, c.FillCard({"outcome": ("x",)}, 1))


@pytest.mark.parametrize(
    ("steps", "freed"),
    [
        (("a: stop, 18 h",), 18.0),
        (("a: change, 18 h -> 4 h, checking 2,5 h",), 11.5),
        (("a: change, 3 people x 6 > 2", "b: keep, 5 h -> 5 h"), 12.0),
        (("a: change, 2 -> 3, check 1",), -2.0),
        (("a: change, 18 h", "b: keep"), None),
        ((PASSED,), None),
        ((), None),
    ],
)
def test_hours_freed_are_the_sum_over_the_steps_net_of_checking(
    steps: tuple[str, ...], freed: float | None
) -> None:
    (process,) = plan_with("canvas", {**SAID, "steps": steps}).processes
    assert process.hours_freed_net == freed


@pytest.mark.parametrize(
    ("lines", "good"),
    [
        (("managers: We check.",), (("managers", "We check."),)),
        (("Operations / Finance:We check.",), (("operations-finance", "We check."),)),
        (("We check: always.", "x"), (("everybody", "We check: always. x"),)),
        (("We check.", "We never."), (("everybody", "We check. We never."),)),
        (("HR: We check.", "hr : We never."), (("hr", "We check. We never."),)),
        (("HR:", "HR: We check."), (("hr", "We check."),)),
        (("managers:",), ()),
        ((": We check.",), (("everybody", "We check."),)),
        (("a sentence that is much longer than any role: a colon",),) * 2,
        ((PASSED,), ()),
    ],
)
def test_what_good_looks_like_is_one_sentence_a_role(lines: tuple[str, ...], good: Any) -> None:
    if good == lines:
        good = (("everybody", lines[0]),)
    assert plan_with("good", {"good": lines}).phase.good == tuple(good_in(*one) for one in good)


def test_three_empty_lines_say_adoption_and_not_change() -> None:
    assert plan_with("delusion-check").phase.delusion_check == DelusionCheck()
    assert plan_with("outcome").phase.delusion_check is None


def test_a_card_shown_again_in_a_later_phase_speaks_for_it_only_once_it_was_shown_there() -> None:
    steps = (a_card_step("ownership"), a_card_step("ownership", Phase.SUCCEED), CLOSING)
    session = go_to(a_session(steps, ()), Stage.LINES_RESULT)
    do(session, c.FillCard({"direction": ("check first",)}))
    assert set(session.phases_held) == {Phase.LEARN}
    assert plan_of(session, Chapter(Phase.SUCCEED)).phase.direction == "check first", (
        "said once for all plans"
    )
    do(session, c.Advance(START), c.FillCard({"direction": ("check twice",)}))
    assert set(session.phases_held) == {Phase.LEARN, Phase.SUCCEED}
    assert {plan_of(session, Chapter(phase)).phase.direction for phase in session.phases_held} == {
        "check twice"
    }


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=250)


@given(st.sampled_from(list(CARDS.values())), st.data())
def test_whatever_is_typed_is_kept_or_refused_in_a_sentence(card: Any, data: st.DataObject) -> None:
    texts = st.lists(TEXTS | st.sampled_from([PASSED, "1", "stop", "14"]), max_size=13).map(tuple)
    entry = data.draw(st.dictionaries(st.sampled_from([one.key for one in card.fields]), texts, max_size=6))
    session = showing(card.id)
    if (trouble := trouble_with(card, {key: texts for key, texts in entry.items() if texts})) is not None:
        assert trouble.endswith(".")
    with contextlib.suppress(Refused):
        do(session, c.FillCard(entry))
    for kept in session.entries.get(card.id, ()):
        assert trouble_with(card, kept) is None
        assert all(text == text.strip() != "" for texts in kept.values() for text in texts)
    plan_of(session, Chapter(Phase.LEARN))


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1.0), (" 0,5 ", 0.5), ("0", 0.0), ("10000", 10_000.0), ("1e12", None), ("-1", None)]
    + [(text, None) for text in ("", "nan", "inf", "one", "1 h", "1.000,5")],
)
def test_numbers_are_read_as_people_write_them(text: str, number: float | None) -> None:
    assert number_of(text) == number


def test_every_card_can_be_shown_and_asks_something() -> None:
    for card in CARDS.values():
        assert card.question.endswith("?")
        assert len({field.key for field in card.fields}) == len(card.fields) > 0
        assert card.in_order <= len(card.fields)
        for field in card.fields:
            assert (field.kind is FieldKind.WORD) is bool(field.words)
            assert (
                not field.draft
                or trouble_with(dataclasses.replace(card, in_order=0), {field.key: field.draft}) is None
            )
