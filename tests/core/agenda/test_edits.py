"""Changes of an agenda: each gives the next draft, and what cannot be is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shipped import shelf
from workshop.core.agenda import edits
from workshop.core.agenda.agenda import Agenda, StepKind
from workshop.core.agenda.edits import Draft, draft_of, new_step, small_agenda
from workshop.core.agenda.picker import pick_steps
from workshop.core.agenda.rules import MOST_OF_A_STEP, MOST_STEPS, broken_by
from workshop.core.problems import Refused
from workshop.core.words import Phase

SMALL = draft_of(small_agenda("ours", "Ours"))
SHIPPED = st.sampled_from(list(shelf().shipped.values()))


def kinds(draft: Draft) -> list[str]:
    return [entry.step.kind.value for entry in draft.entries]


def test_a_new_agenda_is_complete_and_can_be_filled() -> None:
    agenda = SMALL.agenda
    assert broken_by(agenda.steps) == ()
    assert agenda.minutes == 30
    assert len(pick_steps(agenda, shelf().scenarios, "small")) == len(agenda.steps)


@given(SHIPPED, st.data())
def test_a_step_that_is_moved_breaks_no_order_of_phases(agenda: Agenda, data: st.DataObject) -> None:
    places = st.integers(0, len(agenda.steps) - 1)
    at, to = data.draw(places), data.draw(places)
    moved = edits.moved(draft_of(agenda), at, to)
    assert sorted(entry.origin or 0 for entry in moved.entries) == list(range(len(agenda.steps)))
    assert moved.entries[to].origin == at
    assert not any("earlier phase" in one.what for one in broken_by(moved.agenda.steps))
    others = [entry for place, entry in enumerate(draft_of(agenda).entries) if place != at]
    assert [entry for place, entry in enumerate(moved.entries) if place != to] == others


def test_what_a_move_can_break_is_said_in_words() -> None:
    last = len(SMALL.entries) - 1
    said = [one.what for one in broken_by(edits.moved(SMALL, 0, last).agenda.steps)]
    assert said == ["does not begin with its only 'open'.", "does not end with its only 'close'."]


def test_a_step_is_dropped_added_and_changed() -> None:
    assert kinds(edits.dropped(SMALL, 3)).count("scenario") == 1
    more = edits.added(SMALL, 3, new_step(StepKind.BREAK, Phase.LEARN))
    assert kinds(more)[3] == "break"
    assert [entry.origin for entry in more.entries][2:5] == [2, None, 3]
    longer = edits.changed(more, 3, replace(more.entries[3].step, minutes=20))
    assert longer.agenda.minutes == more.agenda.minutes + 15


@pytest.mark.parametrize("minutes", [0, -5, MOST_OF_A_STEP + 1])
def test_a_step_has_a_length_that_can_be_held(minutes: int) -> None:
    with pytest.raises(Refused, match=f"1 to {MOST_OF_A_STEP} minutes"):
        edits.changed(SMALL, 0, replace(SMALL.entries[0].step, minutes=minutes))


def test_no_agenda_is_without_steps_or_has_too_many() -> None:
    draft = SMALL
    while len(draft.entries) > 1:
        draft = edits.dropped(draft, 0)
    with pytest.raises(Refused, match="at least one step"):
        edits.dropped(draft, 0)
    with pytest.raises(Refused, match="at the end"):
        edits.moved(draft, 0, 1)
    for _ in range(MOST_STEPS - 1):
        draft = edits.added(draft, 0, new_step(StepKind.BREAK, Phase.LEARN))
    with pytest.raises(Refused, match=f"at most {MOST_STEPS}"):
        edits.added(draft, 0, new_step(StepKind.BREAK, Phase.LEARN))


@pytest.mark.parametrize("kind", list(StepKind))
def test_each_kind_has_a_step_to_begin_with(kind: StepKind) -> None:
    assert 1 <= new_step(kind, Phase.LEARN).minutes <= MOST_OF_A_STEP
