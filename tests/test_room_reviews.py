"""What a room says about earlier actions gets into their plan, even if that has to wait."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from tests.builders import a_room, a_step, an_opening, lead_to
from tests.cli.running import run
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.plans.action import Review
from workshop.core.plans.look_back import LookBack, Reviewed
from workshop.room import Room
from workshop.services.live import LiveBackstage
from workshop.services.shelf import read_shelf
from workshop.storage.names import REVIEWS_NAME
from workshop.storage.plans.folder import PlanFolder
from workshop.storage.plans.kept_reviews import read_kept
from workshop.storage.plans.look_backs import open_look_back
from workshop.storage.plans.read import load_plan
from workshop.storage.plans.sessions import load_session

EXAMPLE = Path(__file__).parent / "data" / "example-plan.toml"
AT = dt.datetime(2026, 1, 19, 12, tzinfo=dt.UTC)
STEPS = (a_step(StepKind.REVIEW), a_step(StepKind.OPEN), a_step(StepKind.CLOSE))


def a_plan(folder: Path) -> Path:
    """The plan of an earlier session."""
    plan = folder / "earlier" / "2-lead-role.toml"
    plan.parent.mkdir()
    plan.write_bytes(EXAMPLE.read_bytes())
    return plan


async def a_look_back_in(folder: Path) -> tuple[Room, Path, LookBack]:
    """A room at the first of the earlier actions, the plan they stand in, and what is looked back at."""
    plan = a_plan(folder)
    looked_at = open_look_back(plan.parent, dt.date(2026, 1, 19), 60)
    room = await a_room(folder, an_opening(STEPS, look_back=looked_at))
    await lead_to(room, Stage.REVIEW)
    return room, plan, looked_at


async def test_a_review_may_be_said_anew_until_its_step_is_left_and_is_written_then(tmp_path: Path) -> None:
    room, plan, looked_at = await a_look_back_in(tmp_path)
    await room.lead(c.ReviewAction(Reviewed(Review(did_it_happen="yes"))))
    await room.lead(c.TurnToAction(1, room.clock()))
    await room.close()
    room = await Room.resume(room.folder)
    await room.lead(c.TurnToAction(0, room.clock()))
    await room.lead(c.ReviewAction(Reviewed(Review(did_it_happen="no"))))
    assert plan.read_bytes() == EXAMPLE.read_bytes()
    await room.lead(c.Skip(room.clock()))
    first = load_plan(plan).plan.actions[0]
    assert [one.did_it_happen for one in first.reviews if one.day == looked_at.day] == ["no"]
    await room.close()


async def test_a_review_that_cannot_be_written_is_said_until_it_is_written(tmp_path: Path) -> None:
    room, plan, looked_at = await a_look_back_in(tmp_path)
    await room.lead(c.ReviewAction(Reviewed(Review(did_it_happen="partly"), "started")))
    away = plan.rename(tmp_path / "away.toml")
    await lead_to(room, Stage.OPEN)
    assert room.trouble is not None
    assert str(plan) in room.trouble
    away.rename(plan)
    await lead_to(room, Stage.CLOSE)
    assert room.trouble is None
    first = load_plan(plan).plan.actions[0]
    assert [one.did_it_happen for one in first.reviews if one.day == looked_at.day] == ["partly"]
    await room.close()


async def test_a_plan_that_is_gone_keeps_nobody_from_sealing_and_the_answers_are_kept(tmp_path: Path) -> None:
    room, plan, looked_at = await a_look_back_in(tmp_path)
    await room.lead(c.ReviewAction(Reviewed(Review(did_it_happen="no", lesson="Too early."), "dropped")))
    plan.unlink()
    await lead_to(room, Stage.CLOSE)
    await room.seal()
    assert room.trouble is not None
    assert "reviews.toml" in room.trouble
    kept = tomllib.loads((room.folder.path / "reviews.toml").read_text("utf-8"))["review"]
    action = looked_at.actions[0].action.id
    assert [(one["file"], one["action"]) for one in kept] == [("earlier/2-lead-role.toml", action)]
    assert (kept[0]["did_it_happen"], kept[0]["lesson"], kept[0]["status"]) == ("no", "Too early.", "dropped")
    assert not list(room.folder.path.glob("journal*"))


def with_twins(plan: Path) -> None:
    """Both branches of a merge added an A3: the file has two of them."""
    text = plan.read_text("utf-8")
    block = '[[action]]\nid = "A3"\nstatus = "planned"\nif = "a twin is merged"\nthen = "we look twice"\n'
    plan.write_text(f'{text}\n{block}owner_side = "shared"\n', encoding="utf-8")


async def answered(room: Room, looked_at: LookBack, *, lesson: str) -> None:
    """Every action of a look-back gets an answer of its own."""
    for index in range(len(looked_at.actions)):
        await room.lead(c.TurnToAction(index, room.clock()))
        said = Review(did_it_happen="no", lesson=f"{lesson} {index}")
        await room.lead(c.ReviewAction(Reviewed(said)))


def everywhere(folder: Path) -> str:
    """All that stands in the plans and in what was kept beside them."""
    return "\n".join(path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*.toml")))


async def test_actions_with_the_same_id_lose_no_answer_and_are_taken_in_when_mended(tmp_path: Path) -> None:
    plan = a_plan(tmp_path)
    with_twins(plan)
    looked_at = open_look_back(plan.parent, dt.date(2026, 1, 19), 60)
    assert [one.action.id for one in looked_at.actions].count("A3") == 2
    (trouble,) = looked_at.troubles
    text = plan.read_text("utf-8").splitlines()
    first, second = (number for number, line in enumerate(text, 1) if line == 'id = "A3"')
    assert f"{plan}: action A3: 'A3' is the id of 2 actions, in lines {first} and {second}." in trouble
    room = await a_room(tmp_path, an_opening(STEPS, look_back=looked_at))
    await lead_to(room, Stage.REVIEW)
    await answered(room, looked_at, lesson="Lesson")
    await lead_to(room, Stage.CLOSE)
    await room.seal()
    said = [f"Lesson {index}" for index in range(len(looked_at.actions))]
    assert all(one in everywhere(tmp_path) for one in said)
    kept = room.folder.path / REVIEWS_NAME
    assert len(read_kept(kept)) == 2

    # While both have the same id nothing can be taken in, and nothing is lost.
    assert "0 of 2 answers taken in" in run("plan", "review", "--from", kept, expect=1).output
    mended = plan.read_text("utf-8")
    at = mended.rindex('id = "A3"')
    plan.write_text(mended[:at] + 'id = "A4"' + mended[at + len('id = "A3"') :], encoding="utf-8")
    run("plan", "review", "--from", kept)
    assert not kept.exists()
    lessons = {one.id: [r.lesson for r in one.reviews if r.day == 60] for one in load_plan(plan).plan.actions}
    asked = {one.action.if_: said[index] for index, one in enumerate(looked_at.actions)}
    for action in load_plan(plan).plan.actions:
        if action.if_ in asked:
            assert lessons[action.id] == [asked[action.if_]]


@pytest.mark.parametrize(
    "raw",
    [b"", "[phase]".encode("utf-16"), b"<<<<<<< HEAD\n", b"[phase]\nid = 'x'\n[action]\n"],
    ids=["emptied", "UTF-16", "merge marks", "no list"],
)
async def test_a_plan_that_breaks_during_a_look_back_loses_no_answer(tmp_path: Path, raw: bytes) -> None:
    room, plan, looked_at = await a_look_back_in(tmp_path)
    await answered(room, looked_at, lesson="Lesson")
    plan.write_bytes(raw)
    await lead_to(room, Stage.CLOSE)
    await room.seal()
    kept = room.folder.path / REVIEWS_NAME
    assert len(read_kept(kept)) == len(looked_at.actions)
    assert f"workshop plan review --from {kept}" in (room.trouble or "")
    plan.write_bytes(EXAMPLE.read_bytes())
    run("plan", "review", "--from", kept)
    assert "Lesson 0" in plan.read_text("utf-8")


async def test_an_answer_is_kept_where_somebody_else_held_the_look_back_meanwhile(tmp_path: Path) -> None:
    room, plan, looked_at = await a_look_back_in(tmp_path)
    await answered(room, looked_at, lesson="Ours")
    first = looked_at.actions[0].action.id
    run("plan", "review", plan, "--day", "60", "--action", first, "--lesson", "Theirs")
    await lead_to(room, Stage.CLOSE)
    await room.seal()
    assert "Theirs" in plan.read_text("utf-8")
    (kept,) = read_kept(room.folder.path / REVIEWS_NAME)
    assert (kept.earlier.action.id, kept.reviewed.review.lesson) == (first, "Ours 0")
    assert "Ours 1" in plan.read_text("utf-8")


async def test_one_plan_that_cannot_be_written_keeps_no_other_answer_waiting(tmp_path: Path) -> None:
    plan = a_plan(tmp_path)
    beside = plan.with_name("3-lead-redesign.toml")
    beside.write_bytes(plan.read_bytes())
    looked_at = open_look_back(plan.parent, dt.date(2026, 1, 19), 60)
    room = await a_room(tmp_path, an_opening(STEPS, look_back=looked_at))
    await lead_to(room, Stage.REVIEW)
    await answered(room, looked_at, lesson="Lesson")
    plan.write_bytes(b"x")
    await lead_to(room, Stage.OPEN)
    assert str(plan) in (room.trouble or "")
    assert "Lesson" in beside.read_text("utf-8")
    await room.close()


async def test_a_look_back_says_in_its_record_which_plans_it_could_not_read(tmp_path: Path) -> None:
    plan = a_plan(tmp_path)
    broken = plan.with_name("1-learn.toml")
    broken.write_bytes(b"[phase]\nid = 6,5\n")
    looked_at = open_look_back(plan.parent, dt.date(2026, 1, 19), 60)
    assert looked_at.unread == ("earlier/1-learn.toml",)
    assert f"{broken}: is not valid TOML: line 2" in "\n".join(looked_at.troubles)
    room = await a_room(tmp_path, an_opening(STEPS, look_back=looked_at))
    await lead_to(room, Stage.CLOSE)
    await room.seal()
    assert load_session(room.folder.path).record.look_back_unread == ("earlier/1-learn.toml",)


# ---- A session that lies elsewhere ---------------------------------------------------------------


async def a_look_back_elsewhere(tmp_path: Path) -> tuple[Room, Path, Path]:
    """A room in `sessions` that looks back at a session in `archive`, of which `sessions` has a namesake."""
    for name in ("archive", "sessions"):
        (tmp_path / name).mkdir()
    plan, namesake = a_plan(tmp_path / "archive"), a_plan(tmp_path / "sessions")
    backstage = LiveBackstage(read_shelf(), tmp_path / "sessions", wall=AT.timestamp)
    _, looked_at = backstage.looking_back("look-back", str(plan.parent), 60)
    assert looked_at is not None
    assert backstage.look_again(looked_at) == looked_at
    room = await a_room(tmp_path / "sessions", an_opening(STEPS, look_back=looked_at))
    await lead_to(room, Stage.REVIEW)
    await answered(room, looked_at, lesson="Lesson")
    return room, plan, namesake


async def test_what_is_said_about_a_session_elsewhere_is_written_there_and_nowhere_else(
    tmp_path: Path,
) -> None:
    room, plan, namesake = await a_look_back_elsewhere(tmp_path)
    await room.close()
    room = await Room.resume(room.folder)
    await lead_to(room, Stage.CLOSE)
    await room.seal()
    assert room.trouble is None
    assert "Lesson 0" in plan.read_text("utf-8")
    assert namesake.read_bytes() == EXAMPLE.read_bytes()


async def test_what_finds_no_place_elsewhere_is_taken_in_there_only_when_it_is_named(tmp_path: Path) -> None:
    room, plan, namesake = await a_look_back_elsewhere(tmp_path)
    plan.unlink()
    await lead_to(room, Stage.CLOSE)
    await room.seal()
    kept = room.folder.path / REVIEWS_NAME
    command = f"workshop plan review {plan.parent.parent} --from {kept}"
    assert command in (room.trouble or "")
    assert f"workshop plan review {plan.parent.parent} --from {REVIEWS_NAME}" in kept.read_text("utf-8")
    plan.write_bytes(EXAMPLE.read_bytes())
    assert command in " ".join(run("plan", "review", "--from", kept, expect=1).output.split())
    assert namesake.read_bytes() == plan.read_bytes() == EXAMPLE.read_bytes()
    run(*command.split()[1:])
    assert "Lesson 0" in plan.read_text("utf-8")
    assert namesake.read_bytes() == EXAMPLE.read_bytes()


async def test_a_session_beside_is_found_where_both_were_moved_to(tmp_path: Path) -> None:
    (tmp_path / "sessions").mkdir()
    room, _, _ = await a_look_back_in(tmp_path / "sessions")
    await room.lead(c.ReviewAction(Reviewed(Review(did_it_happen="no", lesson="Lesson"))))
    await room.close()
    moved = (tmp_path / "sessions").rename(tmp_path / "moved")
    room = await Room.resume(PlanFolder(moved / room.folder.path.name))
    await lead_to(room, Stage.CLOSE)
    assert "Lesson" in (moved / "earlier" / "2-lead-role.toml").read_text("utf-8")
    await room.close()


def test_the_folder_of_a_session_can_be_named_from_within(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = a_plan(tmp_path)
    monkeypatch.chdir(plan.parent)
    looked_at = open_look_back(Path(), dt.date(2026, 1, 19), 60)
    assert {one.file for one in looked_at.actions} == {"earlier/2-lead-role.toml"}
    assert looked_at.folder == str(plan.parent)
