"""No answer of a look-back is lost, however often an id stands in its plans, in whatever order."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.core.plans.action import Review
from workshop.core.plans.look_back import Reviewed
from workshop.core.problems import UnusableFile
from workshop.storage.names import REVIEWS_NAME
from workshop.storage.plans.folder import PlanError
from workshop.storage.plans.kept_reviews import Heard, heard_of, keep, kept_text, read_kept
from workshop.storage.plans.look_backs import open_look_back, save_review
from workshop.storage.plans.read import load_plan

HELD = dt.date(2026, 11, 2)
HEAD = f'schema_version = 1\n[session]\nid = "s"\ndate = {HELD}\n[phase]\nid = "learn"\n'
ACTION = (
    '[[action]]\nid = "{id}"\nstatus = "planned"\nif = "{said}"\nthen = "we act"\nowner_side = "shared"\n'
)


def write(path: Path, actions: list[tuple[str, str]]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEAD + "".join(ACTION.format(id=id_, said=said) for id_, said in actions))


def lessons(path: Path) -> dict[str, str]:
    """What was learned, by the words of the action."""
    return {
        action.if_: review.lesson
        for action in load_plan(path).plan.actions
        for review in action.reviews
        if review.held is not None
    }


@pytest.mark.long
@given(st.data())
@settings(deadline=None)
def test_every_answer_stands_in_its_action_or_is_kept_and_taken_in_when_mended(data: st.DataObject) -> None:
    ids = data.draw(st.lists(st.sampled_from(["A1", "A2", "A3"]), min_size=1, max_size=5))
    actions = [(id_, f"case {number}") for number, id_ in enumerate(ids)]
    with TemporaryDirectory() as made:
        plan = Path(made) / "s" / "1-learn.toml"
        write(plan, actions)
        look_back = open_look_back(plan.parent, HELD + dt.timedelta(30), 30)
        assert len(look_back.actions) == len(ids)
        assert bool(look_back.troubles) == (len(set(ids)) < len(ids))
        kept = []
        for index in data.draw(st.permutations(range(len(ids)))):
            earlier = look_back.actions[index].action
            review = Review(day=30, held=HELD + dt.timedelta(30), lesson=f"lesson of {earlier.if_}")
            heard = heard_of(look_back, index, Reviewed(review))
            try:
                save_review(Path(made), heard)
            except (UnusableFile, PlanError):
                kept.append(heard)
        assert len(kept) == sum(ids.count(id_) > 1 for id_ in ids)
        assert {**lessons(plan), **{one.earlier.action.if_: one.reviewed.review.lesson for one in kept}} == {
            said: f"lesson of {said}" for _, said in actions
        }
        # Mended: any of them may keep the id, and the actions may stand in another order.
        text = plan.read_text()
        for number in data.draw(st.permutations(range(len(ids)))):
            if ids.count(ids[number]) > 1:
                at = text.index(f'if = "case {number}"')
                start = text.rindex("id = ", 0, at)
                ids_now = [line for line in text.splitlines() if line == f'id = "{ids[number]}"']
                new = f'id = "B{number}"' if len(ids_now) > 1 else f'id = "{ids[number]}"'
                text = text[:start] + new + text[text.index("\n", start) :]
        plan.write_text(text)
        if kept:
            file = Path(made) / REVIEWS_NAME
            file.write_text(kept_text(kept), encoding="utf-8")
            for heard in read_kept(file):
                save_review(Path(made), heard)
        assert lessons(plan) == {said: f"lesson of {said}" for _, said in actions}


def an_answer(lesson: str) -> Heard:
    plan_of = open_look_back
    with TemporaryDirectory() as made:
        write(plan := Path(made) / "s" / "1-learn.toml", [("A1", "case")])
        look_back = plan_of(plan.parent, HELD, 30)
    return heard_of(look_back, 0, Reviewed(Review(day=30, held=HELD, lesson=lesson), "started"))


def test_what_is_kept_is_read_back_as_it_was(tmp_path: Path) -> None:
    path = keep(tmp_path, an_answer('He said: "no"\n[x]'))
    keep(tmp_path, an_answer("Second"))
    first, second = read_kept(path)
    assert (first.reviewed.status, first.earlier.file, first.earlier.action.if_) == (
        *("started", "s/1-learn.toml", "case"),
    )
    assert second.reviewed.review.lesson == "Second"


def test_a_kept_file_that_people_broke_is_left_alone(tmp_path: Path) -> None:
    broken = tmp_path / REVIEWS_NAME
    broken.write_bytes(b"x")
    path = keep(tmp_path, an_answer("One"))
    assert (path.name, broken.read_bytes()) == ("reviews-2.toml", b"x")
    assert len(read_kept(path)) == 1


@pytest.mark.parametrize("file", ["../x/1-learn.toml", "x", "a/b/c.toml", ""])
def test_an_answer_that_says_not_where_it_belongs_is_refused(tmp_path: Path, file: str) -> None:
    path = tmp_path / REVIEWS_NAME
    path.write_text(f'[[review]]\nfile = "{file}"\naction = "A1"\nday = 30\nheld = {HELD}\n')
    with pytest.raises(UnusableFile, match="does not say which action is meant"):
        read_kept(path)
