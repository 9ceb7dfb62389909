"""Edits of plan files: what was not changed stays byte for byte, writers lose nothing, errors are refused."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import os
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tomlkit import TOMLDocument

from tests.drawing import examples
from workshop.core.good import Good
from workshop.core.plans.action import Action, Review
from workshop.core.plans.keys import keys_of
from workshop.core.plans.plan import SessionPart
from workshop.core.plans.warnings import open_lines, warnings
from workshop.core.problems import UnusableFile
from workshop.core.text import clean
from workshop.storage import folder_lock
from workshop.storage.folder_lock import locked
from workshop.storage.plans.edit import (
    ChangedMeanwhile,
    EditRefused,
    correct_review,
    edit_plan,
    edit_session,
    hold_review,
    set_field,
)
from workshop.storage.plans.folder import PlanError
from workshop.storage.plans.read import load_plan

EXAMPLE = (Path(__file__).parents[2] / "data" / "example-plan.toml").read_bytes()
DAY = dt.date(2026, 12, 2)
SMALL = """\
# Ours.
schema_version = 1

[session]
id = "s"
title = "Care"
date = 2026-11-02
participants = 18
minimum_group = 5

[phase]
id = "lead-role"
number = 2
title = "LEAD"
goal = "Each role starts one routine."

[phase.responsibility] # counted
employer = 0
employee = 1
shared = 1

# What we agreed on.

[[action]]
id = "A1"
status = "planned"    # planned | started | done
if = "a text is shortened"
then = "two people read it"
owner_side = "employee"
# still open: accountable, first_step

# Checked on Fridays.
[action.metric]
name = "Errors"
baseline = 5.0 # last week

[[action.review]]
day = 60
planned = 2027-01-04

[[action]]
id = "A2"
status = "planned"
if = "a number leaves us"
then = "its source stands beside it"
owner_side = "shared"

# What the room saw.

[[evidence]]
scenario = "role-13"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small plan."""
    path = tmp_path / "2-lead-role.toml"
    path.write_text(SMALL)
    return path


def put(path: Path, action: str | None, key: str, value: Any) -> None:
    edit_plan(path, lambda doc: set_field(doc, action, key, value))


def hold(path: Path, action: str, **fields: Any) -> None:
    edit_plan(path, lambda doc: hold_review(doc, action, Review(held=DAY, **fields)))


def refused(path: Path, action: str | None, key: str, value: Any) -> str:
    """Why an edit is refused; the file must stay as it was."""
    before = path.read_bytes()
    with pytest.raises(EditRefused) as caught:
        put(path, action, key, value)
    assert path.read_bytes() == before
    return str(caught.value)


# ---- What stays ---------------------------------------------------------------------------------


def test_a_value_is_written_over_and_its_comment_keeps_its_column(path: Path) -> None:
    put(path, "A1", "status", "done")
    assert path.read_text() == SMALL.replace('"planned"    # planned |', '"done"       # planned |')


def test_a_new_key_stands_below_the_last_one_and_above_comments_on_what_follows(path: Path) -> None:
    put(path, "A1", "due", "2026-12-30")
    put(path, "A2", "due", dt.date(2026, 12, 30))
    sides = ('owner_side = "employee"\n', 'owner_side = "shared"\n')
    wanted = SMALL
    for side in sides:
        wanted = wanted.replace(side, f"{side}due = 2026-12-30\n")
    assert path.read_text() == wanted


def test_a_new_table_stands_before_look_backs_and_above_what_comes_next(path: Path) -> None:
    put(path, "A1", "support.needed", "time, tool")
    put(path, "A2", "support.endorsed", "yes")
    support = '[action.support]\nneeded = ["time", "tool"]\n\n'
    wanted = SMALL.replace("[[action.review]]", f"{support}[[action.review]]", 1)
    wanted = wanted.replace(
        'owner_side = "shared"\n', 'owner_side = "shared"\n\n[action.support]\nendorsed = true\n'
    )
    assert path.read_text() == wanted


def test_look_backs_are_held_in_the_order_of_their_days(path: Path) -> None:
    for day in (90, 30, 60):
        hold(path, "A1", day=day, did_it_happen="partly")
    hold(path, "A2", day=30, lesson="Short.", value=0.0)
    held = 'held = 2026-12-02\ndid_it_happen = "partly"\n'
    first = f"[[action.review]]\nday = 30\n{held}\n[[action.review]]\nday = 60\nplanned = 2027-01-04\n{held}"
    wanted = SMALL.replace(
        "[[action.review]]\nday = 60\nplanned = 2027-01-04\n", f"{first}\n[[action.review]]\nday = 90\n{held}"
    )
    second = '\n[[action.review]]\nday = 30\nheld = 2026-12-02\nvalue = 0.0\nlesson = "Short."\n'
    assert path.read_text() == wanted.replace('owner_side = "shared"\n', f'owner_side = "shared"\n{second}')


def test_a_removed_key_takes_its_line_and_a_bare_table(path: Path) -> None:
    put(path, "A1", "support.endorsed", True)
    put(path, "A1", "support.endorsed", None)
    put(path, "A1", "metric.baseline", "")
    put(path, "A1", "blocker", "")
    assert path.read_text() == SMALL.replace("baseline = 5.0 # last week\n", "")


def test_what_the_program_counted_and_named_stays_right(path: Path) -> None:
    put(path, "A1", "accountable", "Operations")
    assert "# still open: first_step\n" in path.read_text()
    put(path, "A1", "first_step", "Tomorrow")
    assert "still open" not in path.read_text()
    put(path, "A1", "owner_side", "employer")
    assert "employer = 1\nemployee = 0\nshared = 1\n" in path.read_text()


def test_an_action_behind_the_evidence_stays_there(path: Path) -> None:
    late = '\n# mine\n[[action]]\nid = "A9"\nstatus = "planned"\nif = "a"\nthen = "b"\nowner_side = "shared"'
    path.write_text(SMALL + late)
    put(path, "A9", "what", "Late")
    put(path, "A1", "what", "Early")
    hold(path, "A2", day=30)
    review = "\n[[action.review]]\nday = 30\nheld = 2026-12-02\n"
    wanted = SMALL.replace('"employee"\n', '"employee"\nwhat = "Early"\n')
    wanted = wanted.replace('"shared"\n', f'"shared"\n{review}')
    assert path.read_text() == f'{wanted}{late}\nwhat = "Late"'


def test_other_ways_to_write_a_table_are_kept(path: Path) -> None:
    text = SMALL.replace('[action.metric]\nname = "Errors"\nbaseline = 5.0 # last week\n\n', "")
    text = text.replace(
        '"employee"\n', '"employee"\nsupport = { needed = ["time"] }\nmetric.baseline = 5.0\n'
    )
    path.write_text(text)
    put(path, "A1", "support.endorsed", "yes")
    put(path, "A1", "metric.target", "1")
    text = text.replace('["time"] }', '["time"] , endorsed = true}').replace(
        "= 5.0\n", "= 5.0\nmetric.target = 1.0\n"
    )
    action = load_plan(path).plan.actions[0]
    assert (action.support and action.support.endorsed, action.metric and action.metric.target) == (True, 1.0)
    assert len(path.read_text().splitlines()) == len(text.splitlines())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\nowner_side", "\n  owner_side"),
        ("[phase]", '[phase.good]\nleads = "We ask."\n\n[phase]'),
        ("[action.metric]", "[action.support]\n# nothing yet\n\n[action.metric]"),
        ("[[action.review]]\nday = 60\nplanned = 2027-01-04\n", ""),
        ('owner_side = "shared"\n', 'owner_side = "shared"\nreview = [{ day = 90 }]\n'),
        ('owner_side = "shared"\n', 'owner_side = "shared"\nwith = [\n  "HR", # asked\n]\n'),
        ('if = "a number leaves us"', 'if = """\n[[action]]\n"""'),
    ],
)
def test_every_way_to_write_a_plan_can_be_edited(path: Path, old: str, new: str) -> None:
    text = SMALL.replace(old, new)
    path.write_text(text)
    for name in ("A1", "A2"):
        put(path, name, "then", "we ask")
        put(path, name, "support.endorsed", "yes")
        put(path, name, "metric.target", "3")
        hold(path, name, day=60, lesson="Short.")
    put(path, None, "phase.direction", "Check first.")
    put(path, None, "phase.good.leads", "We check.")
    plan = load_plan(path).plan
    assert (plan.phase.direction, plan.phase.good) == ("Check first.", (Good("leads", said="We check."),))
    for action in plan.actions:
        assert (action.then, action.support and action.support.endorsed) == ("we ask", True)
        assert action.metric is not None
        assert action.metric.target == 3.0
        assert next(one.lesson for one in action.reviews if one.day == 60) == "Short."
    kept = [line for line in text.splitlines() if not line.startswith(("then", "leads", "review"))]
    lines = iter(path.read_text().splitlines())
    assert all(line in lines for line in kept), "every other line stands there, in its order"


def test_what_is_there_already_is_not_written_again(path: Path) -> None:
    path.write_text(SMALL.replace('"planned"', "'planned'"))
    before = path.stat()
    put(path, "A1", "status", "planned")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_rights_of_a_file_stay_and_nothing_is_written_through_a_link(path: Path) -> None:
    path.chmod(0o640)
    put(path, "A1", "status", "done")
    assert path.stat().st_mode & 0o777 == 0o640
    assert load_plan(path).plan.actions[0].status == "done"
    link, before = path.with_name("link.toml"), path.read_bytes()
    link.symlink_to(path)
    with pytest.raises(PlanError, match=r"link.toml is a link to another place, and nothing is written"):
        put(link, "A1", "status", "started")
    assert link.is_symlink()
    assert path.read_bytes() == before
    assert sorted(one.name for one in path.parent.iterdir()) == ["2-lead-role.toml", "link.toml"]


_COMMENTS = st.lists(
    st.tuples(st.integers(0, 100), st.sampled_from(["# [ours", "", "  # a = 1", "#"])), max_size=6
)
_TABLES = ["[session]", "[phase]", "[phase.responsibility]", "[[action]]", "[action.metric]", "[[evidence]]"]


@given(
    comments=_COMMENTS,
    own=st.sets(st.sampled_from(_TABLES)),
    order=st.permutations(range(4)),
    crlf=st.booleans(),
    bom=st.booleans(),
    ended=st.booleans(),
    words=st.text(min_size=1, max_size=20).filter(lambda text: clean(text, limit=2000)),
)
@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_people_wrote_only_the_line_of_the_field_changes(
    tmp_path: Path,
    comments: list[tuple[int, str]],
    own: set[str],
    order: list[int],
    crlf: bool,
    bom: bool,
    ended: bool,
    words: str,
) -> None:
    blocks = SMALL.split("\n# What ")
    groups = [blocks[0], f"\n# What {blocks[1]}", f"\n# What {blocks[2]}", '\n[own]\nmood = "calm"\n']
    lines = "".join(groups[at] for at in (0, *filter(None, order))).splitlines()
    for at, comment in comments:
        lines.insert(min(at, len(lines)), comment)
    lines = [part for line in lines for part in ([line, "our_own = [1, 2]"] if line in own else [line])]
    end = "\r\n" if crlf else "\n"
    raw = (b"\xef\xbb\xbf" if bom else b"") + (end.join(lines) + (end if ended else "")).encode()
    path = tmp_path / "2-lead-role.toml"
    path.write_bytes(raw)
    put(path, "A2", "then", words)
    put(path, "A1", "what", words)
    after = path.read_bytes().decode("utf-8-sig")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") is bom
    assert after.endswith("\n") is raw.endswith(b"\n")
    new = after.split(end)
    added = next(line for line in new if line.startswith("what = "))
    new.remove(added)
    changed = [
        (old, now)
        for old, now in itertools.zip_longest(raw.decode("utf-8-sig").split(end), new)
        if old != now
    ]
    assert [old for old, _ in changed] == ['then = "its source stands beside it"']
    told = {one.id: one for one in load_plan(path).plan.actions}
    assert told["A2"].then == told["A1"].what == clean(words, limit=2000)


_VALUES = [
    '""',
    "1",
    "nan",
    "true",
    "[]",
    "[1]",
    "{}",
    "2025-01-01",
    "[[]]",
    "[{}]",
    "{ day = 60 }",
    "'''\n[x]\n'''",
]


@given(
    st.dictionaries(st.integers(0, 60), st.sampled_from(_VALUES), max_size=5), st.sampled_from(["A1", "A2"])
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_there_an_edit_is_made_or_refused(
    tmp_path: Path, changed: dict[int, str], action: str
) -> None:
    path = tmp_path / "2-lead-role.toml"
    lines = [
        f"{line.split('=')[0]}= {changed[number]}" if number in changed and " = " in line else line
        for number, line in enumerate(SMALL.splitlines())
    ]
    path.write_text("\n".join(lines))
    edits: list[Callable[[], None]] = [
        lambda: put(path, action, "metric.target", "4"),
        lambda: put(path, action, "owner_side", "shared"),
        lambda: hold(path, action, day=60, lesson="x"),
    ]
    for edit in edits:
        before = path.read_bytes()
        try:
            edit()
        except (UnusableFile, PlanError):
            assert path.read_bytes() == before
        else:
            tomllib.loads(path.read_text())


# ---- What is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        (
            "status",
            "startd",
            "action[1].status: 'startd' is not known. Did you mean 'started'? Use one of: planned,",
        ),
        ("staus", "done", "action[1].staus: is not a known field. Did you mean 'status'?"),
        ("mood", "calm", "is not a known field. docs/plan-format.md"),
        ("due", "1.2.2027", "is not a date: '1.2.2027'. Write year, month, day, as in 2026-12-18."),
        ("due", "2027-02-30", "is no day of the calendar"),
        ("metric.baseline", "4,5", "is not a number: '4,5'. Write it with a point"),
        ("metric.baseline", "nan", "is not a number"),
        ("votes.dots", "3.5", "is not a whole number"),
        ("support.endorsed", "maybe", "is neither yes nor no"),
        ("support.needed", "time, cake", "'cake' is not known"),
        ("support", "time", "is a whole table"),
        ("review.planned", "2027-01-01", "`workshop plan review`"),
        ("id", "A7", "stays as it is. Other actions and notes name it."),
        ("then", "", "action[1].then: is missing."),
        ("owner_item", "learning-infrastructure", "does not fit the owner side 'employee'"),
        ("paired_with", "A7", "is no other action"),
    ],
)
def test_a_refusal_names_the_key_and_how_to_mend_it(path: Path, key: str, value: str, words: str) -> None:
    told = refused(path, "A1", key, value)
    assert told.startswith(f"{path}: action[1].{key.partition('.')[0]}")
    assert words in told


def test_a_refusal_outside_an_action(path: Path) -> None:
    assert "It says who was there." in refused(path, None, "session.participants", "30")
    assert "Name the action" in refused(path, None, "status", "done")
    assert "is a whole table, or counted" in refused(path, None, "phase.responsibility.employer", "3")
    assert "'A7' is no action of this plan. Known: A1, A2." in refused(path, "A7", "status", "done")


def test_an_error_that_was_there_does_not_stop_an_edit(path: Path) -> None:
    path.write_text(SMALL.replace('"planned"    #', '"begun"    #').replace("day = 60", "day = 61"))
    put(path, "A1", "what", "Names")
    hold(path, "A1", day=30)
    assert len(load_plan(path).plan.actions[0].reviews) == 2


def test_values_of_every_kind_from_texts_and_as_they_are(path: Path) -> None:
    for key, value in (
        ("with", 'HR, "Leads, north"'),
        ("votes.dots", 3),
        ("metric.target", 1),
        ("gap", "skill"),
    ):
        put(path, "A1", key, value)
    put(path, "A2", "with", ["HR\x1b", ""])
    put(path, None, "session.next_session", "none")
    put(path, None, "phase.good.team leads", "We \x1b[31mask.")
    put(path, None, "phase.rhythm.reviews", "30,60")
    plan = load_plan(path).plan
    assert plan.actions[0].with_ == ("HR", "Leads, north")
    assert plan.actions[1].with_ == ("HR",)
    assert (plan.actions[0].dots, plan.actions[0].gap) == (3, "skill")
    assert plan.session.no_next_session
    assert plan.phase.good == (Good("team leads", said="We [31mask."),)
    assert plan.phase.rhythm is not None
    assert plan.phase.rhythm.reviews == (30, 60)


def test_a_held_look_back_is_never_rewritten_but_corrected(path: Path) -> None:
    hold(path, "A1", day=60, value=4.0)
    before = path.read_bytes()
    with pytest.raises(EditRefused, match=r"review\[1\]\.held: is 2026-12-02: .*never rewritten.*correction"):
        hold(path, "A1", day=60, value=5.0)
    assert path.read_bytes() == before
    for words in ("It was 5.", "No, 6."):
        edit_plan(path, lambda doc, words=words: correct_review(doc, "A1", 60, words, DAY))  # type: ignore[misc]
    (review,) = load_plan(path).plan.actions[0].reviews
    assert (review.value, review.corrections) == (4.0, ("2026-12-02: It was 5.", "2026-12-02: No, 6."))
    with pytest.raises(EditRefused, match="day 30 was not held"):
        edit_plan(path, lambda doc: correct_review(doc, "A1", 30, "x", DAY))


def test_a_look_back_says_the_status_too_or_neither(path: Path) -> None:
    edit_plan(
        path, lambda doc: hold_review(doc, "A1", Review(day=30, held=DAY, lesson="l"), status="dropped")
    )
    assert load_plan(path).plan.actions[0].status == "dropped"
    before = path.read_bytes()
    for review, status in (
        (Review(day=30, held=DAY), "gone"),
        (Review(day=45, held=DAY), ""),
        (Review(day=30), ""),
    ):
        with pytest.raises(EditRefused):
            edit_plan(path, lambda doc, r=review, s=status: hold_review(doc, "A2", r, status=s))  # type: ignore[misc]
    assert path.read_bytes() == before


def test_what_cannot_be_edited_is_said(path: Path) -> None:
    with pytest.raises(PlanError, match="no such file"):
        put(path.with_name("1-learn.toml"), "A1", "status", "done")
    path.chmod(0o444)
    with pytest.raises(PlanError, match="write-protected"):
        put(path, "A1", "status", "done")
    path.chmod(0o644)
    path.write_text("[phase")
    with pytest.raises(UnusableFile, match="is not valid TOML"):
        put(path, "A1", "status", "done")
    path.write_text("[session]\n")
    with pytest.raises(UnusableFile, match="is no action plan"):
        put(path, None, "session.title", "x")


# ---- The whole session --------------------------------------------------------------------------


def test_a_field_of_the_session_is_written_in_all_its_files(path: Path) -> None:
    other, record = path.with_name("1-learn.toml"), path.with_name("session.toml")
    stranger = path.with_name("4-succeed.toml")
    other.write_text(SMALL.replace("A1", "A3").replace("A2", "A4"))
    stranger.write_text(SMALL.replace('id = "s"', 'id = "t"'))
    record.write_text('# Kept.\n[session]\nid = "s"\ntitle = "Care"\n')
    values = {"session.title": "Better care", "session.outcome": "Fewer errors"}
    assert edit_session(path, values) == [other, path, record]
    both = 'title = "Better care"\noutcome = "Fewer errors"\n'
    assert record.read_text() == f'# Kept.\n[session]\nid = "s"\n{both}'
    assert {load_plan(one).plan.session.outcome for one in (path, other)} == {"Fewer errors"}
    assert load_plan(stranger).plan.session.title == "Care"
    assert edit_session(path, values) == []


def test_a_field_that_one_file_refuses_is_written_in_none(path: Path) -> None:
    other = path.with_name("1-learn.toml")
    other.write_text("x = 1\n" + SMALL)
    before = other.read_bytes()
    with pytest.raises(EditRefused):
        edit_session(path, {"session.title": ""})
    assert (path.read_text(), other.read_bytes()) == (SMALL, before)


# ---- Several writers ----------------------------------------------------------------------------


def test_two_processes_that_edit_the_same_file_lose_nothing(path: Path) -> None:
    def edit_often(name: str) -> None:
        for number in range(30):
            edit_plan(path, lambda doc, n=number: _append(doc, f"{name}{n}"))  # type: ignore[misc]

    if sys.platform == "win32":
        pytest.skip("Windows has no fork")
    children = []
    for name in "ab":
        if (child := os.fork()) == 0:
            with contextlib.suppress(BaseException):
                edit_often(name)
                os._exit(0)
            os._exit(1)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    wanted = {f"{name}{number}" for name in "ab" for number in range(30)}
    assert set(load_plan(path).plan.actions[0].with_) == wanted
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def _append(doc: TOMLDocument, word: str) -> None:
    before = doc["action"][0].get("with", [])
    set_field(doc, "A1", "with", [*before, word])


def test_an_edit_is_made_again_on_what_an_editor_saved_meanwhile(path: Path) -> None:
    saved = iter([SMALL.replace("# Ours.", "# Theirs.")])

    def change(doc: TOMLDocument) -> None:
        for text in saved:
            path.write_text(text)
        set_field(doc, "A1", "what", "Mine")

    edit_plan(path, change)
    assert path.read_text().startswith("# Theirs.")
    assert load_plan(path).plan.actions[0].what == "Mine"


def test_an_editor_that_never_stops_ends_the_edit(path: Path) -> None:
    numbers = itertools.count()

    def change(doc: TOMLDocument) -> None:
        path.write_text(f"# {next(numbers)}\n{SMALL}")
        set_field(doc, "A1", "what", "Mine")

    with pytest.raises(PlanError, match="by another program all the time"):
        edit_plan(path, change)
    assert load_plan(path).plan.actions[0].what == ""


def test_a_screen_that_shows_old_content_overwrites_nothing(path: Path) -> None:
    shown = path.read_bytes()
    put(path, "A1", "what", "Theirs")
    with pytest.raises(ChangedMeanwhile, match=r"Nothing was overwritten\. Look at it again"):
        edit_plan(path, lambda doc: set_field(doc, "A1", "what", "Mine"), expected=shown)
    assert load_plan(path).plan.actions[0].what == "Theirs"
    edit_plan(path, lambda doc: set_field(doc, "A1", "what", "Mine"), expected=path.read_bytes())


@pytest.mark.parametrize("can_lock_folders", [True, False])
def test_a_folder_is_locked_for_one_and_left_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_lock_folders: bool
) -> None:
    if not can_lock_folders:
        monkeypatch.setattr(folder_lock, "_FOLDERS_LOCK", False)
    monkeypatch.setattr(folder_lock, "_WAIT", 0.0)
    with locked(tmp_path), pytest.raises(TimeoutError, match="another program"), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_file_that_a_power_cut_left_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_lock, "_FOLDERS_LOCK", False)
    left = tmp_path / ".plans.lock"
    left.touch()
    os.utime(left, (0, 0))
    with locked(tmp_path):
        assert left.exists()
    assert list(tmp_path.iterdir()) == []


def test_the_kinds_follow_from_the_values() -> None:
    kinds = {known.key: str(known.kind) for known in (*keys_of(Action), *keys_of(SessionPart))}
    assert {
        "if": "text",
        "with": "texts",
        "due": "date",
        "votes.dots": "whole",
        "support": "table",
    }.items() <= (kinds.items())
    assert kinds["review"] == "tables"
    assert "if_" not in kinds


# ---- What is open -------------------------------------------------------------------------------


def test_the_list_of_what_is_open_follows_what_somebody_settles(path: Path) -> None:
    """It is the program's, where a plan has one; a comment beside it and what nobody knows stays."""
    path.write_text(SMALL.replace("[phase]\n", '[phase]\nopen = ["old"] # mine\nour_own = 1\n'))
    put(path, "A1", "accountable", "Desk")
    after = load_plan(path).plan
    assert after.phase.open == open_lines(warnings(after))
    assert "old" not in after.phase.open
    text = path.read_text()
    assert "# mine" in text
    assert "our_own = 1" in text
    assert "The program writes what is open" in refused(path, None, "phase.open", "nothing")


def test_a_plan_of_an_earlier_version_gets_no_list(path: Path) -> None:
    put(path, "A1", "accountable", "Desk")
    assert load_plan(path).plan.phase.open == ()
