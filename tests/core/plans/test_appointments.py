"""Which dates of a plan still ask for something: of its actions, and of the session as a whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.plans.made import DATE, action, plan
from workshop.core.plans.action import Review, planned_reviews
from workshop.core.plans.appointments import (
    Held,
    Past,
    appointments,
    asking_reviews,
    nearest_review,
    session_appointments,
    waiting_reviews,
)
from workshop.core.plans.plan import GuardrailsPart, LookBackPart, PhasePart, Plan, RhythmPart

BARE = PhasePart("succeed", 4)


def on(day: int) -> dt.date:
    """So many days after the session."""
    return DATE + dt.timedelta(day)


def reviews(*held: int, was_done: bool = False) -> tuple[Review, ...]:
    """The three look-backs, some of them held on their days."""
    return tuple(
        replace(one, held=one.planned, did_it_happen="yes", was_done=was_done) if one.day in held else one
        for one in planned_reviews(DATE)
    )


def days(status: str, *held: int, was_done: bool = False, seen: int = 0) -> list[int | None]:
    """The look-backs that ask about an action, seen from a day."""
    one = action(status=status, reviews=reviews(*held, was_done=was_done))
    return [review.day for review, _ in asking_reviews(one, DATE, on(seen))]


@pytest.mark.parametrize("status", ["planned", "started", "changed", "blocked"])
def test_an_open_action_is_asked_at_each_look_back_that_was_not_held(status: str) -> None:
    assert days(status) == [30, 60, 90]
    assert days(status, 30) == [60, 90]
    assert days(status, 30, 60, 90) == []


def test_a_look_back_that_was_passed_over_gives_way_to_the_later_one() -> None:
    assert days("started", 60) == [90]


def test_what_is_done_is_asked_once_more_at_the_next_look_back_and_then_never() -> None:
    assert days("done") == [30]
    assert days("done", 30) == [60], "day 30 found it done; still so?"
    assert days("done", 30, was_done=True) == []
    assert days("done", seen=62) == [60], "day 30 has passed, so the next one is day 60"


def test_what_was_done_and_is_so_no_more_is_asked_again() -> None:
    assert days("started", 30, was_done=True) == [60, 90]


def test_what_was_dropped_is_never_asked() -> None:
    assert days("dropped") == days("dropped", 30) == []


def test_look_backs_that_nobody_planned_follow_from_the_day_of_the_agreement() -> None:
    bare = action(reviews=(Review(day=30, held=on(31)),))
    assert [date for _, date in waiting_reviews(bare, DATE)] == [dt.date(2026, 1, 19), dt.date(2026, 2, 16)]
    assert [one.kind for one in appointments(bare, on(0)) if one.kind.startswith("review")] == []


def test_the_review_taken_is_the_one_nearest_by_the_actions_own_dates() -> None:
    own = action(reviews=planned_reviews(on(60)))
    found = nearest_review(own, on(60), on(90))
    assert found is not None
    assert found.day == 30, "day 90 of the session before is day 30 of this action"


def waiting(**changed: Any) -> list[str]:
    return [one.kind for one in appointments(action(**changed), DATE) if one.waits]


@pytest.mark.parametrize("status", ["planned", "started", "changed", "blocked"])
def test_after_the_last_look_back_nothing_waits_but_what_lies_behind_it(status: str) -> None:
    first = reviews(30, 60, 90)
    assert waiting(status=status, reviews=first) == []
    early = (*first[:2], replace(first[2], held=on(80)))
    assert waiting(status=status, reviews=early, due=first[2].planned) == []
    assert waiting(status=status, reviews=first, due=on(150)) == ["due"]


def of_session(
    seen: int, *others: Held, plans: tuple[Plan, ...] = (), ahead: int = 1, **phase: Any
) -> list[tuple[str, int]]:
    """What waits of a session as a whole: its kind, and how many days after it."""
    found = plans or (plan(phase=replace(BARE, **phase)),)
    return [
        (one.kind, (one.date - DATE).days)
        for _, one in session_appointments(found, on(seen), Past(others), ahead=ahead)
        if one.waits
    ]


def a_look_back(day: int, of: str = "2025-11-18-care") -> Held:
    """A look-back that was held so many days after the session."""
    return Held(f"day-{day}", on(day), of)


def test_the_touch_waits_until_it_was_held_or_the_first_look_back_asks_the_same() -> None:
    assert of_session(0) == of_session(26) == [("touch-14", 14)]
    assert of_session(27) == of_session(20, a_look_back(12)) == []
    assert of_session(20, a_look_back(12, of="another")) == [("touch-14", 14)]
    assert of_session(0, plans=(plan(action(status="done")),)) == []
    assert of_session(0, rhythm=RhythmPart(touch_day=10)) == [("touch-10", 10)]
    assert of_session(0, rhythm=RhythmPart()) == [], "a team that left it out has none"
    assert of_session(0, look_back=LookBackPart("earlier", 30)) == [], "a look-back has none of its own"


def test_behind_day_90_the_rhythm_goes_on_until_it_is_left() -> None:
    quarterly = RhythmPart(reviews=(30, 60, 90), then_every_days=90)

    def again(seen: int, *others: Held, ahead: int = 1) -> list[tuple[str, int]]:
        return of_session(seen, *others, rhythm=quarterly, ahead=ahead)

    assert again(5) == again(180) == again(239) == [("look-back-180", 181)], "a Sunday moves to Monday"
    assert again(242) == [("look-back-270", 272)], "what was never held gives way to the next one"
    assert again(180, a_look_back(179)) == [("look-back-270", 272)]
    assert again(180, a_look_back(90)) == [("look-back-180", 181)]
    assert [day for _, day in again(5, ahead=4)] == [181, 272, 360, 450]
    assert of_session(5, rhythm=RhythmPart(then_every_days=0)) == []


def test_a_look_back_at_a_look_back_belongs_to_the_same_session() -> None:
    quarterly = RhythmPart(then_every_days=90)
    others = (a_look_back(60), a_look_back(178, of="day-60"))
    assert of_session(180, *others, rhythm=quarterly) == [("look-back-270", 272)]


_IDS = st.sampled_from("abcdefgh")


def connected(session: str, edges: dict[str, str]) -> set[str]:
    """All sessions that looking back leads to and from, found by walking to and fro."""
    found, waiting = set(), {session}
    while waiting:
        found |= waiting
        waiting = {to for one, to in edges.items() if one in found} | {
            one for one, to in edges.items() if to in found
        }
        waiting -= found
    return found


@given(st.dictionaries(_IDS, _IDS), _IDS, st.none() | _IDS)
def test_a_family_is_all_that_looking_back_leads_to_in_circles_too(
    edges: dict[str, str], session: str, own: str | None
) -> None:
    past = Past(Held(one, DATE, of) for one, of in edges.items())
    known = edges if own is None else {**edges, session: own}
    assert past.family_of(session, own) == connected(session, known)


@given(st.lists(st.builds(Held, _IDS, st.dates(), st.just(""), st.sampled_from(["", "Care", "CARE", "IT"]))))
def test_the_last_session_of_a_series_is_found_whatever_its_spelling(held: list[Held]) -> None:
    found = Past(held).last_of_series("care", "a")
    others = [one.date for one in held if one.series.casefold() == "care" and one.id != "a"]
    assert (found.date if found else None) == max(others, default=None)
    assert Past(held).last_of_series("", "a") is None


def next_session(seen: int, *others: Held, series: str = "") -> list[tuple[str, int]]:
    session = replace(plan().session, next_session=on(42), no_next_session=False, series=series)
    return of_session(seen, *others, plans=(plan(session=session, phase=replace(BARE, rhythm=RhythmPart())),))


def test_the_next_session_waits_until_it_was_held_and_is_named_for_two_weeks_after() -> None:
    assert next_session(0) == next_session(56) == [("next-session", 42)]
    assert next_session(57) == []
    assert next_session(43, Held("b", on(41), series="Care"), series="Care") == []
    assert next_session(43, a_look_back(40)) == []
    assert next_session(43, a_look_back(30)) == [("next-session", 42)], "that was a look-back before it"
    assert next_session(43, Held("b", on(41), series="Other"), series="Care") == [("next-session", 42)]
    assert next_session(43, Held("b", on(41), series="Care", rehearsal=True), series="Care") == [
        ("next-session", 42)
    ]


def test_a_session_without_an_action_is_asked_for_one_until_another_was_held() -> None:
    def reminders(seen: int, *others: Held, phase: PhasePart = BARE) -> list[tuple[str, int]]:
        return of_session(seen, *others, plans=(plan(phase=phase, actions=()),))

    assert all(("no-action", 14) in reminders(seen) for seen in (0, 74))
    assert reminders(75) == reminders(20, a_look_back(16)) == []
    assert reminders(0, phase=replace(BARE, look_back=LookBackPart("a", 30))) == []
    assert "no-action" not in dict(of_session(0)), "it agreed on one"


def test_guardrails_are_checked_again_by_the_role_that_keeps_them() -> None:
    rails = GuardrailsPart(owner="Head of customer care", checked_on=on(0))
    rhythm = RhythmPart(then_every_days=60)
    assert ("guardrails", 90) in of_session(0, guardrails=rails)
    assert ("guardrails", 62) in of_session(400, guardrails=rails, rhythm=rhythm)
    yearly = RhythmPart(then_every_days=365)
    assert ("guardrails", 181) in of_session(0, guardrails=rails, rhythm=yearly), "a Sunday moves to Monday"
    assert of_session(60, guardrails=GuardrailsPart(green=("drafts",)), rhythm=RhythmPart()) == []
    (found,) = (
        one
        for _, one in session_appointments((plan(phase=replace(BARE, guardrails=rails)),), on(0))
        if one.kind == "guardrails"
    )
    assert (found.owner, found.text) == (
        "Head of customer care",
        "check them again, last checked 18 November 2025",
    )


def test_dates_end_where_dates_end() -> None:
    late = replace(plan().session, date=dt.date.max)
    rails = GuardrailsPart(checked_on=dt.date.max)
    whole = plan(session=late, phase=replace(BARE, guardrails=rails, rhythm=RhythmPart(14, (), 90)))
    assert [one.date for _, one in session_appointments((whole,), dt.date.max)] == [dt.date.max] * 2
    assert waiting_reviews(action(reviews=()), dt.date.max)
