"""Which names are plans: copies that editors, people and sync services leave are none, and are all seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.storage.plan_names import part_of, role_of, sort_names

PLANS = ("1-learn.toml", "2-lead-role.toml", "3-lead-redesign.toml", "4-succeed.toml")
ROLES = (
    "2-lead-role.managers.toml",
    "2-lead-role.HR.toml",
    "2-lead-role.team-leads.toml",
    "1-learn.hr-ld.toml",
)
NEITHER = ("session.toml", "reviews.toml", "report.html", "1-learn.md", "notes.toml", "my-session-notes.toml")

COPIED = st.sampled_from(
    [
        "{stem}.old.toml",
        "{stem}.edited.toml",
        "{stem}.edited-2.toml",
        "{stem}.sync-conflict-20261101-101010-ABCDEFG.toml",
        "{stem} (1).toml",
        "{stem} - Copy.toml",
        "{stem} - Copy (2).toml",
        "Copy of {stem}.toml",
        "Kopie von {stem}.toml",
        "{stem} (Anna's conflicted copy 2026-11-02).toml",
        "{stem} (conflicted copy 2026-11-02 101010).toml",
        "{stem}_conflict-20261101-101010.toml",
        "{stem}-LAPTOP.toml",
        "{stem}-DESKTOP-4F2.toml",
        "{stem} 2.toml",
        "{stem}.toml~",
        "{stem}.toml.orig",
        "{stem}.toml.bak",
        "{stem}.bak",
        "{stem}.toml.txt",
        "{stem}.BACKUP.1234.toml",
        "#{stem}.toml#",
        "~{stem}.toml",
        "~syncthing~{stem}.toml.tmp",
        "{stem}[Conflict].toml",
        "{stem} (Konflikt).toml",
        "{stem}.toml.sb-1a2b3c4d-x9Yz",
    ]
)


@given(st.lists(st.sampled_from([*PLANS, *ROLES]), unique=True), st.data())
def test_a_copy_is_never_a_plan_and_always_seen(there: list[str], data: st.DataObject) -> None:
    stems = [name.removesuffix(".toml") for name in [*PLANS, *ROLES[:1], "session"]]
    drawn = data.draw(st.lists(st.tuples(COPIED, st.sampled_from(stems)), max_size=6))
    copies = {how.format(stem=stem) for how, stem in drawn}
    # `managers-LAPTOP` alone may be a role; beside `managers` it is a copy.
    beside = {*there, ROLES[0], *NEITHER}
    found = sort_names(data.draw(st.permutations(sorted(beside | copies))))
    assert set(found.plans) == beside - set(NEITHER)
    assert set(found.copies) == copies


@pytest.mark.parametrize(
    "name",
    ["1-Learn.toml", "2-learn.toml", "2-lead-role.old.toml", "2-lead-role.2.toml", "4-succeed.ours.toml"],
)
def test_a_name_that_is_almost_that_of_a_plan_is_named_as_well(name: str) -> None:
    assert sort_names([name]).copies == (name,)


def test_a_part_is_a_phase_or_a_role_of_it() -> None:
    named = (*PLANS[:2], ROLES[0], ROLES[-1], "plan.toml", "1-learn.ours.toml")
    assert [part_of(name) for name in named] == [
        *("learn", "lead-role", "lead-role.managers", "learn.hr-ld", "", "")
    ]
    assert [role_of(name) for name in named] == ["", "", "managers", "hr-ld", "", ""]
