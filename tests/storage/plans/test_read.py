"""Plan files as people leave them: complete, hand-edited, broken; one, a session's, or many."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.core.good import Good
from workshop.core.plans.appointments import appointments
from workshop.core.plans.plan import RoundTotals
from workshop.core.plans.rules import errors, still_open
from workshop.core.plans.warnings import warnings
from workshop.core.problems import UnusableFile
from workshop.storage.plans.read import find_plans, load_plan, load_plans, read_plan

EXAMPLE = Path(__file__).parents[2] / "data" / "example-plan.toml"
LATE = dt.date(2027, 1, 1)
SESSION = Path(__file__).parents[2] / "data" / "sessions" / "2026-11-02-ai-in-customer-care"


def a_session(folder: Path, name: str) -> Path:
    """The shipped session under another id, in a folder of that name."""
    made = folder / name
    shutil.copytree(SESSION, made)
    for path in made.glob("*.toml"):
        path.write_text(path.read_text("utf-8").replace(SESSION.name, name), encoding="utf-8")
    return made


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Two sessions beside other things."""
    for name in ("2026-01-01-a", "2026-02-02-b"):
        a_session(tmp_path, name)
    (tmp_path / "README.md").write_text("Sessions")
    (tmp_path / ".hidden").mkdir()
    return tmp_path


def test_what_good_looks_like_is_read_as_lines_and_as_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "2-lead-role.toml"
    path.write_text(
        "schema_version = 1\n[phase.good]\nfinance = 'We trace.'\n"
        "[phase.good.managers]\nperson_decides = 'it'\ncheck = 'each.'\nheld = 'yes'\n"
    )
    loaded = load_plan(path)
    assert loaded.plan.phase.good == (
        Good("finance", said="We trace."),
        Good("managers", check="each.", person_decides="it", held="yes"),
    )
    assert loaded.plan.phase.good[1].told == "We check each. A person decides it. It held: yes."
    assert not any("good" in problem.key for problem in loaded.problems)


def test_the_complete_example_passes_every_rule() -> None:
    loaded = load_plan(EXAMPLE)
    assert loaded.problems == ()
    assert errors(loaded.plan, "x") == ()
    assert warnings(loaded.plan) == ()
    assert still_open(loaded.plan) == ()


def test_the_complete_example_is_read_whole() -> None:
    plan = load_plan(EXAMPLE).plan
    assert plan.session.next_session == dt.date(2025, 12, 18)
    assert [good.role for good in plan.phase.good] == ["managers", "operations-finance"]
    assert plan.phase.responsibility == (("employer", 1), ("employee", 1), ("shared", 1))
    assert plan.evidence[0].round1 == RoundTotals(18, 8, 0.78)
    assert plan.evidence[1].control
    first = plan.actions[0]
    assert (first.dots, first.score_25, first.paired_with) == (15, 21, "A3")
    assert first.support is not None
    assert first.support.endorsed
    assert first.metric is not None
    assert (first.metric.baseline, first.latest_value) == (5.0, 4.0)
    assert [review.day for review in first.reviews] == [30, 60, 90]
    assert plan.notes[0].rule == "metric-no-change"


def test_what_the_program_writes_has_no_error() -> None:
    for loaded in load_plans(SESSION).plans:
        assert loaded.problems == ()
        assert errors(loaded.plan, "x") == ()


def test_the_blocks_of_the_other_phases_are_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(
        """schema_version = 1
[session]
next_session = "none"
[phase.safety]
top_fears = ["job-security"]
safety_pulse = { before = { n = 18, mean = 3.1 } }
[phase.fluency]
good_at = ["first drafts"]
[phase.delusion_check]
process_changed = "status report ended"
[phase.rhythm]
touch_day = 14
reviews = [30, 60, 90]
[phase.guardrails]
red = ["personal data"]
checked_on = 2025-11-18
[[process]]
name = "Weekly status report"
hours_before_per_week = 18
[[share]]
what = "Formula line"
shared_with = ["Controlling"]
"""
    )
    loaded = load_plan(path)
    plan = loaded.plan
    assert loaded.problems == ()
    assert plan.session.no_next_session
    assert plan.phase.safety is not None
    assert plan.phase.safety.before is not None
    assert plan.phase.safety.before.mean == 3.1
    assert plan.phase.fluency is not None
    assert plan.phase.fluency.good_at == ("first drafts",)
    assert plan.phase.delusion_check is not None
    assert plan.phase.rhythm is not None
    assert plan.phase.rhythm.reviews == (30, 60, 90)
    assert plan.phase.guardrails is not None
    assert plan.phase.guardrails.checked_on == dt.date(2025, 11, 18)
    assert plan.processes[0].hours_before_per_week == 18
    assert plan.shares[0].shared_with == ("Controlling",)


def test_unknown_keys_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(EXAMPLE.read_text().replace("[phase]", '[phase]\nmood = "calm"', 1))
    assert load_plan(path).problems == ()


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("date = 2025-11-18", 'date = "18 November"', "session.date"),
        ("participants = 18", "participants = 18.5", "session.participants"),
        ("baseline = 5.0", "baseline = nan", "action[1].metric.baseline"),
        ("baseline = 5.0", "baseline = 1e300", "action[1].metric.baseline"),
        ('what = "Formula', 'what = 7 # "', "action[1].what"),
        ('with = ["Customer care"]', 'with = "Customer care"', "action[1].with"),
        ('with = ["Customer care"]', "with = [1]", "action[1].with"),
        ("endorsed = true", 'endorsed = "yes"', "action[1].support.endorsed"),
        ("[phase.good]", "[phase.xgood]\n[phase.x]", None),
        ("schema_version = 1", "schema_version = 2", "schema_version"),
        ("schema_version = 1", "", "schema_version"),
        ("control = false", "control = 0", "evidence[1].control"),
        ("round1 = {", "round1 = [] # {", "evidence[1].round1"),
    ],
)
def test_a_wrong_type_is_named_and_the_rest_is_read(
    tmp_path: Path, old: str, new: str, key: str | None
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(EXAMPLE.read_text().replace(old, new, 1))
    loaded = load_plan(path)
    assert [problem.key for problem in loaded.problems] == ([key] if key else [])
    assert len(loaded.plan.actions) == 3


def test_broken_toml_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("[phase]\nid = learn\n")
    with pytest.raises(UnusableFile, match=r"plan\.toml: is not valid TOML: .*line 2"):
        load_plan(path)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b'[phase]\nid = "\xff"\n', "is not UTF-8"),
        (b"[phase]\n" + b"#" * 500_000, "is larger than"),
        (b"[phase]\nnumber = " + b"9" * 5000, "is not valid TOML"),
        (b"x = " + b"[" * 5000, "nests lists"),
        (b"[session]\n", "is no action plan"),
        (b"", "is empty: no plan is left in it. Bring it back"),
        (b"# nothing\n", "is empty"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, raw: bytes, words: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(raw)
    with pytest.raises(UnusableFile, match=words):
        load_plan(path)


def test_plans_are_found_at_a_file_a_session_and_a_folder(many: Path) -> None:
    one = many / "2026-01-01-a" / "1-learn.toml"
    assert find_plans(one).paths == (one,)
    assert [path.name for path in find_plans(many / "2026-01-01-a").paths] == [
        *("1-learn.toml", "2-lead-role.toml", "3-lead-redesign.toml", "4-succeed.toml")
    ]
    assert len(find_plans(many).paths) == 8


def test_plans_by_role_are_found_and_kept_copies_are_not(tmp_path: Path) -> None:
    for name in ("2-lead-role.managers.toml", "1-learn.edited.toml", "1-learn.edited-2.toml", "notes.toml"):
        (tmp_path / name).write_text("[phase]\n")
    assert [path.name for path in find_plans(tmp_path).paths] == ["2-lead-role.managers.toml"]
    (loaded,) = load_plans(tmp_path).plans
    assert (loaded.part, loaded.plan.phase.role) == ("lead-role.managers", "managers")


def test_nothing_found_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="holds no action plan"):
        find_plans(tmp_path)
    with pytest.raises(UnusableFile, match="no such file"):
        find_plans(tmp_path / "missing")


def test_one_broken_file_of_many_does_not_hide_the_others(many: Path) -> None:
    broken = many / "2026-01-01-a" / "1-learn.toml"
    broken.write_text("x")
    loaded = load_plans(many)
    assert len(loaded.plans) == 7
    assert [problem.where for problem in loaded.unusable] == [str(broken)]
    with pytest.raises(UnusableFile):
        load_plans(broken)


def test_a_file_without_a_date_up_to_the_limit_is_passed_over() -> None:
    path = SESSION / "1-learn.toml"  # its first steps: 6 and 9 November
    assert read_plan(path, until=dt.date(2026, 11, 5)) is None
    assert read_plan(path, until=dt.date(2026, 11, 6)) is not None


BEHIND = '[[action]]\nid = "A9"\ndue = 2026-12-01\n'


@pytest.mark.parametrize(
    "more",
    [
        "",
        BEHIND,
        BEHIND.replace("[[", "  [["),
        BEHIND.replace("action", " action "),
        f'[[note]]\nrule = "x"\n{BEHIND}',
        f"[[note]]\nlist = [\n[1],\n]\n{BEHIND}",
        f"[odd]\nlist = [\n[[1]]\n]\n{BEHIND}",
        f'{BEHIND}then = """\n[[evidence]]\n"""\n',
        f"{BEHIND}[action.support]\nendorsed = true\n[[action.review]]\nplanned = 2026-12-30\n",
    ],
)
@pytest.mark.parametrize("path", [EXAMPLE, SESSION / "1-learn.toml"], ids=["example", "session"])
def test_a_file_read_for_its_dates_has_all_of_them(tmp_path: Path, path: Path, more: str) -> None:
    text = path.read_text(encoding="utf-8") + more
    copy = tmp_path / "1-learn.toml"
    copy.write_text(text, encoding="utf-8")
    whole, dated = load_plan(copy), read_plan(copy, until=dt.date(2027, 1, 1))
    assert dated is not None
    assert dated.plan.session == whole.plan.session
    assert [(one.id, one.name, list(appointments(one, LATE))) for one in dated.plan.actions] == [
        (one.id, one.name, list(appointments(one, LATE))) for one in whole.plan.actions
    ]
    assert len(whole.plan.actions) == len(load_plan(path).plan.actions) + (BEHIND[-15:] in more)


def test_a_file_read_for_its_dates_leaves_the_votes_unread() -> None:
    dated = read_plan(SESSION / "1-learn.toml", until=dt.date(2027, 1, 1))
    assert dated is not None
    assert dated.plan.evidence == ()


@given(st.binary(max_size=300) | st.text(alphabet='[]{}="\n.,#ab1-:', max_size=80).map(str.encode))
@settings(deadline=None)
def test_no_bytes_raise_anything_but_unusable(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    _read_or_refuse(tmp_path_factory, raw)
    _read_or_refuse(tmp_path_factory, b"[phase]\n" + raw)


_LINES = EXAMPLE.read_text().splitlines()
_VALUES = st.sampled_from(
    [
        *('""', "1", "-1", "0.5", "inf", "nan", "true", "[]", "[1]", '["x"]', "{}", "2025-01-01", "12:00:00"),
        *("2025-01-01T00:00:00Z", "99999999999999999999999", "[[]]", "{ voters = 0 }", '"\\u202e"', "[{}]"),
    ]
)


@given(st.dictionaries(st.integers(0, len(_LINES) - 1), _VALUES, max_size=6))
@settings(deadline=None)
def test_no_value_anywhere_raises_anything_but_unusable(
    tmp_path_factory: pytest.TempPathFactory, changed: dict[int, str]
) -> None:
    lines = [
        f"{line.split('=')[0]}= {changed[number]}" if number in changed and " = " in line else line
        for number, line in enumerate(_LINES)
    ]
    _read_or_refuse(tmp_path_factory, "\n".join(lines).encode())


def _read_or_refuse(factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = factory.getbasetemp() / "any.toml"
    path.write_bytes(raw)
    try:
        plan = load_plan(path).plan
    except UnusableFile:
        return
    errors(plan, "x")
    warnings(plan)
    still_open(plan)
