"""Months of sessions and look-backs, from their files: every action is asked on its own days, and it ends."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.plans.made import action, plan
from workshop.core.good import Good
from workshop.core.live.plan_of import complete
from workshop.core.plans.action import Action, Review, planned_reviews
from workshop.core.plans.appointments import Past, nearest_review
from workshop.core.plans.look_back import EarlierAction, LookBack, Reviewed, question_about, status_after
from workshop.core.plans.plan import LookBackPart, WillChange
from workshop.core.plans.rules import errors
from workshop.reports.plan_dates import due_dates
from workshop.services.earlier import Recent, due_look_backs
from workshop.storage.plans.kept_reviews import Heard
from workshop.storage.plans.look_backs import due_day, open_look_back, save_review
from workshop.storage.plans.read import load_plans
from workshop.storage.plans.sessions import load_session
from workshop.storage.plans.write import render_plan
from workshop.storage.session_heads import heads_in

START = dt.date(2026, 1, 12)
STATES = ("planned", "started", "done", "changed", "blocked", "dropped")


def a_session(sessions: Path, held: dt.date, *actions: Action, of: str = "", day: int | None = None) -> Path:
    """The folder of a session that was held and agreed on these actions; a look-back `of` another."""
    folder = sessions / f"{held}-{'look-back' if of else 'session'}-{len(list(sessions.glob('*')))}"
    folder.mkdir(parents=True)
    base = plan()
    session = replace(base.session, id=folder.name, date=held)
    agreed = tuple(
        complete(replace(one, reviews=(), due=None), number, held)
        for number, one in enumerate(actions, start=1)
    )
    phase = replace(base.phase, look_back=LookBackPart(of, day)) if of else base.phase
    text = render_plan(replace(base, session=session, phase=phase, actions=agreed, evidence=()))
    (folder / "2-lead-role.toml").write_text(text, "utf-8")
    looked = f'look_back_of = "{of}"\nlook_back_day = {day}\n' if of else ""
    (folder / "session.toml").write_text(
        f'schema_version = 1\n[session]\nid = "{folder.name}"\ntitle = "{session.title}"\n'
        f"date = {held}\nsealed = {held}\n{looked}",
        "utf-8",
    )
    return folder


def hold(sessions: Path, look_back: LookBack, on: dt.date, status: str = "started", *new: Action) -> None:
    """Hold a look-back: the same status for each action, and what was agreed anew."""
    for earlier in look_back.actions:
        save_review(sessions, heard(earlier, on, status))
    a_session(sessions, on, *new, of=look_back.of, day=look_back.day)


def heard(earlier: EarlierAction, on: dt.date, status: str) -> Heard:
    """What is said of an action that has this status from now on."""
    happened = "yes" if status in ("done", "started") else "no"
    review = Review(day=earlier.day, held=on, did_it_happen=happened, lesson="Early is better.")
    return Heard(earlier, Reviewed(review, status or status_after(happened, earlier.action.status)))


def dates_due(sessions: Path, on: dt.date) -> list[tuple[str, str]]:
    """What `plan due` lists: the session and the kind of date."""
    found = due_dates(load_plans(sessions).plans, on, 14)
    return [(one.plan.session.id, one.kind) for one in found]


def new_action(number: int, on: dt.date) -> Action:
    """An action that was agreed on a day."""
    return action(id=f"A{number}", first_step_by=on + dt.timedelta(5))


def test_an_action_of_a_look_back_is_asked_on_its_own_days_and_is_never_overdue_for_ever(
    tmp_path: Path,
) -> None:
    first = a_session(tmp_path, START, new_action(1, START))
    asked = []
    for days in (30, 60, 90, 120, 150, 180):
        on = START + dt.timedelta(days)
        found = due_look_backs(Recent(heads_in(tmp_path), on))
        assert len(found) == 1, f"one look-back for all that wait on day {days}"
        asked.append([(one.file.partition("/")[0], one.day) for one in found[0].actions])
        anew = (new_action(1, on),) if days in (60, 90) else ()
        hold(tmp_path, found[0], on, "started", *anew)
    sixty, ninety = (next(tmp_path.glob(f"{START + dt.timedelta(day)}*")).name for day in (60, 90))
    assert asked == [
        [(first.name, 30)],
        [(first.name, 60)],
        [(first.name, 90), (sixty, 30)],
        [(sixty, 60), (ninety, 30)],
        [(sixty, 90), (ninety, 60)],
        [(ninety, 90)],
    ]
    for days in (181, 200, 400):
        on = START + dt.timedelta(days)
        assert dates_due(tmp_path, on) == []
        assert due_look_backs(Recent(heads_in(tmp_path), on)) == []


def test_a_look_back_has_the_head_of_its_session_and_what_was_said_last(tmp_path: Path) -> None:
    """The sponsor, the smallest group, the lines of each role, the promise of a redesign."""
    first = a_session(tmp_path, START, new_action(1, START))
    later = a_session(tmp_path, START + dt.timedelta(30), of=first.name, day=30)
    record = first / "session.toml"
    head = 'sponsor = "Head of care"\nminimum_group = 4\nproduct_or_service = "Replies"\n'
    record.write_text(record.read_text("utf-8").replace("[session]\n", f"[session]\n{head}"), "utf-8")
    of_first = 'safety.sponsor_commitment = "I bring one."\n'
    of_first += 'good = { managers = "We ask.", leaders = "We wait." }'
    of_later = 'good.managers = { said = "We check.", held = "no" }\n'
    of_later += 'will_change.workflow = "one report less"'
    for folder, good in ((first, of_first), (later, of_later)):
        path = folder / "2-lead-role.toml"
        text = re.sub(r"\[phase\.good\].*?(?=\n\[)", "", path.read_text("utf-8"), flags=re.DOTALL)
        path.write_text(text.replace("[phase]\n", f"[phase]\n{good}\n"), "utf-8")
    found = open_look_back(first, START + dt.timedelta(60))
    assert found.good == (Good("managers", said="We check."), Good("leaders", said="We wait."))
    assert found.will_change == WillChange("one report less")
    assert found.commitment == "I bring one."
    assert {"sponsor": "Head of care", "k": 4, "product": "Replies"}.items() <= found.carried.items()


def test_what_a_touch_drops_keeps_its_lesson(tmp_path: Path) -> None:
    """Nobody asks about it again; of what is left open a touch leaves the status only."""
    first = a_session(tmp_path, START, new_action(1, START), new_action(2, START))
    touch = START + dt.timedelta(14)
    dropped, started = open_look_back(first, touch, 14).actions
    for earlier, status in ((dropped, "dropped"), (started, "started")):
        save_review(tmp_path, heard(earlier, touch, status))
    (loaded,) = load_session(first).plans
    assert list(errors(loaded.plan, "")) == []
    found = {one.id: [review.lesson for review in one.reviews if review.held] for one in loaded.plan.actions}
    assert found == {"A1": ["Early is better."], "A2": []}


def test_the_day_that_was_asked_for_holds_for_the_session_itself(tmp_path: Path) -> None:
    first = a_session(tmp_path, START, new_action(1, START))
    a_session(tmp_path, START + dt.timedelta(30), new_action(1, START), of=first.name, day=30)
    found = open_look_back(first, START + dt.timedelta(75), 90)
    assert [one.day for one in found.actions] == [90, 60 - 30]
    assert open_look_back(first, START + dt.timedelta(88)).day == 90


def test_what_is_done_is_asked_still_so_once_and_what_was_dropped_never(tmp_path: Path) -> None:
    first = a_session(tmp_path, START, new_action(1, START), new_action(2, START))
    days = [START + dt.timedelta(day) for day in (30, 60, 90)]
    (back,) = due_look_backs(Recent(heads_in(tmp_path), days[0]))
    for earlier, status in zip(back.actions, ("done", "dropped"), strict=True):
        save_review(tmp_path, heard(earlier, days[0], status))
    (back,) = due_look_backs(Recent(heads_in(tmp_path), days[1]))
    assert [(one.action.id, question_about(one.action)) for one in back.actions] == [("A1", "Still so?")]
    assert dates_due(tmp_path, days[1]) == [(first.name, "review-60")]
    hold(tmp_path, back, days[1], "done")
    assert load_session(first).plans[0].plan.actions[0].reviews[1].was_done
    assert due_look_backs(Recent(heads_in(tmp_path), days[2])) == []
    assert dates_due(tmp_path, days[2]) == []
    assert open_look_back(first, days[2]).actions == ()


def test_what_a_room_left_open_is_no_reason_to_propose_the_same_look_back_again(tmp_path: Path) -> None:
    first = a_session(tmp_path, START, new_action(1, START), new_action(2, START))
    on = START + dt.timedelta(30)
    (back,) = due_look_backs(Recent(heads_in(tmp_path), on))
    save_review(tmp_path, heard(back.actions[0], on, "started"))
    a_session(tmp_path, on, of=first.name, day=30)
    assert due_look_backs(Recent(heads_in(tmp_path), on + dt.timedelta(1))) == []
    (back,) = due_look_backs(Recent(heads_in(tmp_path), START + dt.timedelta(60)))
    assert [(one.action.id, one.day) for one in back.actions] == [("A1", 60), ("A2", 60)]


def test_what_belongs_together_by_a_session_long_ago_is_looked_back_at_once(tmp_path: Path) -> None:
    """The first session is older than anything that is due; by it alone both others are of one family."""
    first = a_session(tmp_path, START, new_action(1, START))
    days = [START + dt.timedelta(day) for day in (30, 60, 120, 150)]
    second = a_session(tmp_path, days[0], of=first.name, day=30)
    third = a_session(tmp_path, days[1], of=first.name, day=60)
    for looked_at, on in ((second, days[2]), (third, days[3])):
        a_session(tmp_path, on, new_action(1, on), of=looked_at.name, day=90)
    on = START + dt.timedelta(210)
    assert len(due_look_backs(Recent(heads_in(tmp_path), on))) == 1


MONTHS = st.lists(
    st.tuples(st.integers(0, 12), st.lists(st.sampled_from(STATES), min_size=1, max_size=3), st.booleans()),
    min_size=1,
    max_size=9,
)
"""Look-backs: how many days late, the statuses given in turn, and whether an action is agreed anew."""


@pytest.mark.long
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(MONTHS, st.integers(1, 3), st.integers(0, 2))
def test_whatever_a_room_says_each_action_is_asked_by_its_dates_and_in_the_end_nothing_is_due(
    months: list[tuple[int, list[str], bool]], actions: int, others: int
) -> None:
    go_through(months, actions, others)


@pytest.mark.long
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(MONTHS, st.integers(1, 3), st.integers(0, 2))
def test_and_so_it_is_in_many_more_rooms(
    months: list[tuple[int, list[str], bool]], actions: int, others: int
) -> None:
    go_through(months, actions, others)


def go_through(months: list[tuple[int, list[str], bool]], actions: int, others: int) -> None:
    """Hold every look-back that is due for more than a year, and see that none is left."""
    with tempfile.TemporaryDirectory() as made:
        sessions = Path(made)
        for back in range(others + 1):
            on = START + dt.timedelta(11 * back)
            a_session(sessions, on, *(new_action(number, on) for number in range(1, actions + 1)))
        day, left = START, list(months)
        end = START + dt.timedelta(420)
        while day < end:
            day += dt.timedelta(5)
            for found in due_look_backs(Recent(heads_in(sessions), day)):
                late, states, anew = left.pop(0) if left else (0, ["started"], False)
                on = day + dt.timedelta(late % 4)
                _check(sessions, found, day)
                for number, earlier in enumerate(found.actions):
                    save_review(sessions, heard(earlier, on, states[number % len(states)]))
                agreed = (new_action(1, on),) if anew and on < START + dt.timedelta(200) else ()
                a_session(sessions, on, *agreed, of=found.of, day=found.day)
        assert due_dates(load_plans(sessions).plans, end, 14) == ()
        assert due_look_backs(Recent(heads_in(sessions), end)) == []


def _check(sessions: Path, found: LookBack, on: dt.date) -> None:
    """Each action stands once, was not dropped, and is asked on the day of its own that is nearest."""
    places = [(one.file, one.action.id) for one in found.actions]
    assert len(places) == len(set(places))
    for one in found.actions:
        assert one.action.status != "dropped"
        held = [review for review in one.action.reviews if review.held is not None]
        assert one.action.status != "done" or not held or not held[-1].was_done, "once more is once"
        agreed = load_session(sessions / one.file.partition("/")[0]).record.session.date
        nearest = nearest_review(one.action, agreed, on)
        assert nearest is not None
        if one.file.partition("/")[0] != found.of and one.day >= 30:
            assert one.day == nearest.day
            assert nearest.held is None
        planned = {review.day: review.planned for review in planned_reviews(agreed or on)}
        assert one.day == 14 or abs((planned[one.day] - on).days) <= 60  # type: ignore[operator]


def test_a_look_back_knows_its_own_day_of_the_rhythm(tmp_path: Path) -> None:
    folder = a_session(tmp_path, START, new_action(1, START))
    text = (folder / "2-lead-role.toml").read_text("utf-8")
    rhythm = "[phase.rhythm]\ntouch_day = 14\nreviews = [30, 60, 90]\nthen_every_days = 90\n\n[[action]]"
    (folder / "2-lead-role.toml").write_text(text.replace("[[action]]", rhythm, 1), "utf-8")
    assert due_day(load_session(folder), START + dt.timedelta(12), Past()) == 14
    for day in (30, 60, 90):
        on = START + dt.timedelta(day)
        hold(tmp_path, open_look_back(folder, on, day), on)
    assert due_day(load_session(folder), START + dt.timedelta(170), Past()) is None
    on = START + dt.timedelta(180)
    assert due_day(load_session(folder), on, Past()) == 180
    back = open_look_back(folder, on)
    assert back == open_look_back(folder, on, 180)
    assert [one.day for one in back.actions] == [180], "open still, so it is asked"
    hold(tmp_path, back, on, "done")
    held = load_session(folder).plans[0].plan.actions[0]
    assert (held.status, held.reviews[-1].day, held.reviews[-1].held) == ("done", 180, on)
