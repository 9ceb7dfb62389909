"""What a card says: drafts as drafts, what is closed and why, and what follows from the answers."""

from __future__ import annotations

import pytest

from tests.builders import DAY, an_action
from tests.tui.live.card_states import CANVAS, GOOD, GUARDRAILS, OWNED, SUPPORT, Typed, entry_of
from workshop.core.agenda.card import CARDS, PERMISSIONS, CardId
from workshop.core.live.words.card import FieldRow, Tone, card_note, card_rows
from workshop.core.live.words.ownership import balance_words, parts_of, shared
from workshop.core.plans.action import Action
from workshop.core.words import OwnerSide


def rows(card: str, typed: Typed | None = None) -> dict[str, FieldRow]:
    return {row.label: row for row in card_rows(CARDS[CardId(card)], entry_of(typed or {}), DAY)}


def note(card: str, typed: Typed | None = None) -> str:
    return card_note(CARDS[CardId(card)], entry_of(typed or {}))


@pytest.mark.parametrize("card", CARDS)
def test_every_card_can_be_shown_empty(card: str) -> None:
    assert all(row.lines and all(row.lines) for row in rows(card).values())


def test_a_draft_says_that_it_is_one() -> None:
    row = rows("support")["the sponsor says"]
    assert row.tone is Tone.DRAFT
    assert row.lines[0].startswith("draft: AI is here")


def test_permissions_are_ticked_boxes_and_none_is_ticked_before_it_is_given() -> None:
    asked = {key: text for key, text in SUPPORT.items() if key != "permissions"}
    assert rows("support", asked)["permission to"].lines[0] == (
        "[ ] learn, in working hours, with our own notes"
    )
    assert [line[:3] for line in rows("support", SUPPORT)["permission to"].lines] == ["[x]", "[x]", "[ ]"]


def test_a_statement_that_nobody_makes_is_shown_as_not_stated() -> None:
    assert rows("support", {"permissions": PERMISSIONS})["the sponsor says"].lines == ("not stated",)


def test_one_thing_is_asked_at_a_time_and_what_was_not_asked_is_left_out() -> None:
    assert [(row.label, row.tone) for row in rows("canvas").values()] == [("the process", Tone.ASKED)]
    begun = rows("canvas", {"name": "status report"})
    assert list(begun) == ["the process", "why it exists"]
    assert "such as" in begun["why it exists"].lines[0]
    assert list(rows("guardrails", {"red": ["ratings"]})) == ["● GREEN: go", "■ RED: ask first"]
    assert all(row.tone is not Tone.ASKED for row in rows("canvas", CANVAS).values())


def test_a_field_passed_on_purpose_says_so_and_opens_the_next() -> None:
    filled = rows("canvas", CANVAS)
    assert filled["if we stopped"] == FieldRow("if we stopped", ("passed on purpose",), Tone.QUIET)
    assert filled["so we"].lines == ("hand to AI",)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ("a: change, 4 x 4 h, a person decides", ""),
        ("a: change, 18 h -> 2 h, checking 1,5 h", "14.5 hours a week are free, checking counted: visits"),
        ("a: change, 18 -> 18, checking 3", "With its checking it takes 3 hours a week more than today."),
        ("a: keep, 18 -> 18", "With its checking it takes as long as today."),
    ],
)
def test_hours_count_the_checking(steps: str, words: str) -> None:
    kept: Typed = {**CANVAS, "steps": (steps,)}
    assert note("canvas", kept).startswith(words)
    assert bool(note("canvas", kept)) is bool(words)


def test_free_hours_without_a_use_are_a_question() -> None:
    assert note(
        "canvas", {key: text for key, text in CANVAS.items() if key != "freed_time_goes_to"}
    ).endswith("Where do they go?")


def test_three_empty_lines_are_adoption_and_not_change() -> None:
    assert note("delusion-check") == "So far this is adoption, not change."
    assert note("delusion-check", {"process_changed": "-"}) == "So far this is adoption, not change."
    assert note("delusion-check", {"process_changed": "the status report ended"}) == ""


def test_colours_have_a_word_and_a_shape() -> None:
    assert list(rows("guardrails", GUARDRAILS)) == [
        "● GREEN: go",
        "▲ AMBER: one reviewer",
        "■ RED: ask first",
        "kept by",
    ]
    assert note("guardrails", GUARDRAILS) == "9 of at most 12 lines"


def test_the_rhythm_is_dates_and_none_of_them_on_a_weekend() -> None:
    assert [row.lines[0] for row in rows("rhythm").values()] == [
        "Tue 2 December 2025",
        "Thu 18 December 2025",
        "Mon 19 January 2026",
        "Mon 16 February 2026",
        "Mon 18 May 2026",
    ]
    assert [*rows("rhythm", {"touch_day": "-", "then_every_days": "60"})] == [
        "day 30, look-back",
        "day 60, look-back",
        "day 90, look-back",
        "day 150, every 60 days",
    ]


def test_good_is_one_sentence_for_each_role() -> None:
    assert list(rows("good", GOOD)) == ["managers", "customer care"]


def test_the_board_shows_gaps_and_what_is_shared() -> None:
    direction, enablement, infrastructure, context, loose = parts_of(OwnerSide.EMPLOYER, OWNED)
    assert [part.gap for part in (direction, enablement, infrastructure, context)] == [
        True,
        True,
        False,
        True,
    ]
    assert infrastructure.actions == ("two hours a week are in the roster",)
    assert loose.actions == ("the guardrails stand on one page",)
    active, _, feedback, _ = parts_of(OwnerSide.EMPLOYEE, OWNED)
    assert active.actions == ("each of us tries one reply with the check",)
    assert (feedback.gap, feedback.actions) == (False, ())
    assert shared(OWNED) == ("we collect what fooled us",)


@pytest.mark.parametrize(
    ("actions", "words"),
    [
        (OWNED, "employer 2, employee 1, shared 1: both sides carry something."),
        (OWNED[:2], "employer 2, employee 0, shared 0: the employees have none of their own."),
        (OWNED[2:], "employer 0, employee 1, shared 1: the employer has none of their own."),
        ((an_action(owner_side=""),), ""),
        (OWNED[3:], "employer 0, employee 0, shared 1: no side has an action of its own."),
        ((), ""),
    ],
)
def test_the_balance_in_words(actions: tuple[Action, ...], words: str) -> None:
    assert balance_words(actions) == words
