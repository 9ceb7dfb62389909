"""`workshop plan review`: the questions of a look-back, and what stands in the plan afterwards."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.cli.running import run
from workshop.cli import main
from workshop.core.plans.action import Review
from workshop.storage.plans.read import load_plan

EXAMPLE = Path(__file__).parents[2] / "data" / "example-plan.toml"
HELD = dt.date(2026, 1, 19)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A session with one plan of three actions; day 30 was held for A1."""
    folder = tmp_path / "2025-11-18-northlight-care"
    folder.mkdir()
    (folder / "2-lead-role.toml").write_bytes(EXAMPLE.read_bytes())
    return folder / "2-lead-role.toml"


def review_of(plan: Path, action: str, day: int) -> Review:
    """The look-back as the file holds it."""
    found = next(one for one in load_plan(plan).plan.actions if one.id == action)
    return next(one for one in found.reviews if one.day == day)


def ask(*words: str | Path, answers: list[str], expect: int = 0) -> str:
    """What is said when these lines are typed; then the terminal is closed."""
    typed = "".join(f"{answer}\n" for answer in answers)
    result = CliRunner().invoke(main, ["plan", "review", *map(str, words)], input=typed)
    assert result.exit_code == expect, result.output
    return result.output


def test_each_action_that_was_not_held_is_asked_and_saved(plan: Path) -> None:
    a2 = ["partly", "62", "Facts first.", "", "Time", "", "keep", "started"]
    output = ask(plan.parent, "--day", "30", "--held", "2026-01-19", answers=[*a2, ""])
    assert "Look-back, day 30: 2 actions to ask about, 1 held already." in output
    assert "The number: Team leads: sure to catch such an error" in output
    assert "62.0 from 55.0, aim 70.0 (47% of the way)." in output
    assert output.endswith("Saved: 1 action. Left open: 1 action.\n")
    planned = dt.date(2025, 12, 18)
    lesson = "Facts first."
    assert review_of(plan, "A2", 30) == Review(
        30, planned, HELD, "partly", 62.0, lesson, "", "Time", "", "keep"
    )
    assert load_plan(plan).plan.actions[1].status == "started"
    assert review_of(plan, "A3", 30) == Review(30, planned)


def test_an_answer_that_does_not_fit_is_asked_again(plan: Path) -> None:
    answers = ["yess", "yes", "a lot", "60", "", "", "", "", "", ""]
    output = ask(plan, "--day", "30", "--action", "A2", answers=answers)
    assert "Error: 'yess' is not known. Did you mean 'yes'? Use one of: yes, partly, no." in output
    assert "Error: is not a number: 'a lot'." in output
    assert review_of(plan, "A2", 30).value == 60.0


def test_what_was_answered_before_a_stop_is_kept(plan: Path) -> None:
    output = ask(plan, "--day", "60", answers=["yes", *[""] * 7, "no"], expect=1)
    assert output.endswith("Stopped. Saved: 1 action. Go on with the same command.\n")
    assert review_of(plan, "A1", 60).did_it_happen == "yes"
    assert review_of(plan, "A2", 60).held is None
    assert "2 actions to ask about, 1 held already" in ask(plan, "--day", "60", answers=[], expect=1)


def test_a_dropped_action_is_asked_for_its_lesson(plan: Path) -> None:
    output = ask(plan, "--day", "30", "--action", "A2", answers=["no", *[""] * 6, "dropped", "Too slow."])
    assert "A dropped action with a lesson counts as learning. What was learned?" in output
    assert "Dropped, with a lesson: that counts as learning." in output
    assert review_of(plan, "A2", 30).lesson == "Too slow."
    assert "2 actions to ask about" in ask(plan, "--day", "90", answers=[], expect=1)


def test_in_a_folder_of_sessions_only_what_is_due_is_asked(plan: Path) -> None:
    other = plan.parents[1] / "2026-11-02-b"
    other.mkdir()
    (other / plan.name).write_text(
        plan.read_text().replace("2025-", "2026-").replace("2026-01-19", "2027-01-19")
    )
    output = ask(plan.parents[1], "--day", "60", "--held", "2026-01-19", answers=[], expect=1)
    assert "Look-back, day 60: 3 actions to ask about, 0 held already." in output
    assert "Left out, planned for later or only rehearsed: 3." in output


def test_answers_as_options_ask_nothing(plan: Path) -> None:
    words = ("plan", "review", plan, "--day", "60", "--held", "2026-01-19", "--action", "A1")
    output = run(*words, "--did", "yes", "--value", "2", "--next", "keep", "--status", "done").output
    output = " ".join(output.split())
    assert "A1, done. Look-back, day 60: held 19 January 2026, did it happen: yes, next: keep." in output
    assert "2.0 from 5.0, aim 1.0 (75% of the way)." in output
    assert review_of(plan, "A1", 60).planned == HELD


def test_a_look_back_that_somebody_else_held_meanwhile_does_not_stop_the_others(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hold_first(question: str, **options: object) -> str:
        if "A1" not in held:
            held.add("A1")
            run("plan", "review", plan, "--day", "60", "--action", "A1", "--lesson", "Theirs.")
        return "no" if question.startswith("  Did") else ""

    held: set[str] = set()
    monkeypatch.setattr(click, "prompt", hold_first)
    output = ask(plan, "--day", "60", answers=[])
    assert "Nothing was changed in A1." in output
    assert output.endswith("Saved: 2 actions. Left open: 1 action.\n")
    assert review_of(plan, "A1", 60).lesson == "Theirs."


def test_a_held_look_back_is_corrected_and_never_rewritten(plan: Path) -> None:
    words = ("plan", "review", plan, "--day", "30", "--action", "A1", "--held", "2026-01-19")
    before = plan.read_bytes()
    assert "was held, and is never rewritten" in run(*words, "--did", "no", expect=1).output
    assert "was not held" in run(*words[:4], "90", *words[5:], "--correct", "It was 3.", expect=1).output
    assert plan.read_bytes() == before
    assert "Corrected 2026-01-19: It was 3." in " ".join(run(*words, "--correct", "It was 3.").output.split())
    assert review_of(plan, "A1", 30).value == 4.0


@pytest.mark.parametrize(
    ("held", "said", "code"),
    [("2025-11-17", "before the session of 2025-11-18", 1), ("9998-01-01", "still to come", 2)],
)
def test_a_day_on_which_nothing_can_have_been_held_is_refused(
    plan: Path, held: str, said: str, code: int
) -> None:
    before = plan.read_bytes()
    words = ("--day", "60", "--held", held)
    given = run("plan", "review", plan, *words, "--action", "A1", "--did", "yes", expect=code)
    assert said in " ".join(given.output.split())
    assert said in ask(plan, *words, answers=["yes"], expect=2)
    assert plan.read_bytes() == before


def test_a_letter_is_enough_and_what_happened_is_started(plan: Path) -> None:
    run("plan", "set", plan, "--action", "A1", "status=planned")
    run("plan", "set", plan, "--action", "A2", "status=planned")
    ask(plan, "--day", "60", "--action", "A1", answers=["P", *[""] * 7])
    run("plan", "review", plan, "--day", "60", "--action", "A2", "--did", "n")
    assert review_of(plan, "A1", 60).did_it_happen == "partly"
    assert review_of(plan, "A2", 60).did_it_happen == "no"
    assert [one.status for one in load_plan(plan).plan.actions[:2]] == ["started", "planned"]


def test_json_of_a_look_back(plan: Path) -> None:
    words = ("plan", "review", plan, "--day", "60", "--action", "A2", "--json")
    said = json.loads(run(*words, "--did", "yess", expect=1).stdout)
    assert (said["changed"], said["errors"][0]["what"]) == (False, "'yess' is not known.")
    said = json.loads(run(*words, "--did", "yes").stdout)
    assert (said["changed"], said["review"]["did_it_happen"], said["review"]["lesson"]) == (True, "yes", None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--did", "yes"), "Which action is the answer for?"),
        (("--action", "A2", "--status", "dropped"), "A dropped action with a lesson counts as learning."),
        (("--action", "A1", "--did", "yes", "--correct", "x"), "A correction stands alone"),
        (("--json",), "give the answers as options"),
    ],
)
def test_wrong_usage_ends_with_two(plan: Path, words: tuple[str, ...], said: str) -> None:
    assert said in run("plan", "review", plan, "--day", "30", *words, expect=2).output


def with_twins(plan: Path) -> None:
    """A merge left two actions with the id A3."""
    block = (
        '[[action]]\nid = "A3"\nstatus = "planned"\nif = "twins"\nthen = "we look"\nowner_side = "shared"\n'
    )
    plan.write_text(f"{plan.read_text('utf-8')}\n{block}", encoding="utf-8")


def test_actions_with_the_same_id_are_named_before_anybody_answers(plan: Path) -> None:
    with_twins(plan)
    before = plan.read_bytes()
    output = ask(plan, "--day", "60", answers=["", ""], expect=1)
    assert "action A3: 'A3' is the id of 2 actions, in lines " in output
    assert "Look-back, day 60: 2 actions to ask about" in output
    for words in (("set", plan, "--action", "A3", "status=done"), ("review", plan, *A3)):
        assert "'A3' is the id of 2 actions, in lines " in run("plan", *words, expect=1).output
    assert plan.read_bytes() == before


A3 = ("--day", "60", "--action", "A3", "--did", "yes")


def test_what_was_typed_is_kept_when_the_plan_does_not_take_it(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_the_file(question: str, **options: object) -> str:
        plan.write_bytes(b"x")
        return "no" if question.startswith("  Did") else "Mine." if "learn" in question else ""

    good = plan.read_bytes()
    monkeypatch.setattr(click, "prompt", break_the_file)
    output = ask(plan, "--day", "60", "--action", "A1", answers=[])
    kept = plan.with_name("reviews.toml")
    assert f"workshop plan review --from {kept}" in " ".join(output.split())
    plan.write_bytes(good)
    assert "All 1 answers stand" not in run("plan", "review", "--from", kept).output
    assert review_of(plan, "A1", 60).lesson == "Mine."
    assert not kept.exists()


def test_taking_in_stands_alone_and_names_what_is_wrong_in_the_file(plan: Path) -> None:
    kept = plan.with_name("reviews.toml")
    kept.write_text('[[review]]\nfile = "x"\naction = "A1"\n', encoding="utf-8")
    assert f"{kept}: review[1].file: " in run("plan", "review", "--from", kept, expect=1).output
    assert "stands alone" in run("plan", "review", "--from", kept, "--day", "30", expect=2).output
    assert "Missing 'PATH'" in run("plan", "review", "--day", "30", expect=2).output
    assert "Missing '--day'" in run("plan", "review", plan, expect=2).output


def test_a_later_look_back_is_held_on_its_own_day(plan: Path) -> None:
    """Those of a rhythm come behind day 90, and ask what is not closed; a day between is a slip."""
    on = ("--held", "2026-05-18")
    run("plan", "set", plan, "--action", "A2", "status=dropped")
    asked = ask(plan, "--day", "180", *on, answers=["no", *[""] * 8])
    assert "Look-back, day 180: 2 actions to ask about, 0 held already." in asked
    assert review_of(plan, "A1", 180).did_it_happen == "no"
    run("plan", "review", plan, "--day", "181", *on, "--action", "A3", "--did", "yes")
    assert review_of(plan, "A3", 181).held == dt.date(2026, 5, 18)
    for day in ("14", "45"):
        said = run("plan", "review", plan, "--day", day, *on, expect=2).output
        assert f"no look-back is held on day {day}. Use 30, 60 or 90, or a later day." in " ".join(
            said.split()
        )


KEPT_ANSWER = (
    '[[review]]\nfile = "{plan.parent.name}/{plan.name}"\nif = "{action.if_}"\nthen = "{action.then}"\n'
    'day = 30\nheld = 2026-01-20\ndid_it_happen = "no"\nlesson = "Ours."\nstatus = "blocked"\n'
)


def test_what_a_room_said_stands_beside_what_somebody_else_had_written(plan: Path) -> None:
    held = review_of(plan, "A1", 30)
    action = load_plan(plan).plan.actions[0]
    text = KEPT_ANSWER.format(plan=plan, action=action) + 'action = "A1"\n'
    for _ in range(2):  # the second time it was interrupted before the file was removed
        kept = plan.with_name("reviews.toml")
        kept.write_text(text, "utf-8")
        output = run("plan", "review", "--from", kept).output
        assert f"A1: saved in {plan.parent.name}/{plan.name}" in output
        assert not kept.exists()
    now = review_of(plan, "A1", 30)
    said = "2026-01-20: Also said: did it happen: no; lesson: Ours; status: blocked."
    assert now.corrections == (*held.corrections, said)
    assert (now.held, now.did_it_happen, now.lesson) == (held.held, held.did_it_happen, held.lesson)
    assert load_plan(plan).plan.actions[0].status == action.status


def test_an_answer_about_an_action_without_an_id_finds_its_place_by_its_words(plan: Path) -> None:
    good = plan.read_text("utf-8")
    plan.write_text(good.replace('id = "A2"\n', "", 1), "utf-8")
    asked = ask(plan, "--day", "30", answers=[""], expect=1)
    assert f"{plan}: has 1 action without an id. Give each of them its own, such as A1." in asked
    kept = plan.with_name("reviews.toml")
    kept.write_text(KEPT_ANSWER.format(plan=plan, action=load_plan(plan).plan.actions[1]), "utf-8")
    assert "has no id of its own" in " ".join(run("plan", "review", "--from", kept, expect=1).output.split())
    plan.write_text(good.replace('id = "A2"\n', 'id = "B7"\n', 1), "utf-8")
    assert f"B7: saved in {plan.parent.name}/{plan.name}" in run("plan", "review", "--from", kept).output
    assert review_of(plan, "B7", 30).lesson == "Ours."


@pytest.mark.parametrize("name", ["1-learn.toml", "session.toml"])
def test_a_file_without_answers_is_no_file_of_answers_and_stays(tmp_path: Path, name: str) -> None:
    kept = Path(__file__).parents[2] / "data" / "sessions" / "2026-11-02-ai-in-customer-care"
    folder = Path(shutil.copytree(kept, tmp_path / kept.name))
    before = (folder / name).read_bytes()
    said = run("plan", "review", "--from", folder / name, expect=1)
    assert f"{name}: holds no answers of a look-back." in said.output.replace("\n", "")
    assert (folder / name).read_bytes() == before
