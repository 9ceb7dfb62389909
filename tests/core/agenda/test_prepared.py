"""The steps of a prepared session: the same texts whatever the library proposes today, or a sentence."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shipped import shelf
from workshop.core.agenda.agenda import Agenda
from workshop.core.agenda.notes import with_notes
from workshop.core.agenda.picker import pick_steps
from workshop.core.agenda.prepared import Prepared, duplicate, prepared_steps, texts_of
from workshop.core.agenda.step_words import step_name
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Difficulty

LIBRARY = shelf().scenarios
_HOUR = shelf().agendas["60-minutes"]
_TODAY = pick_steps(_HOUR, LIBRARY, "evening")
_PREPARED = Prepared("hour", "An hour", "60-minutes", "evening", scenarios=texts_of(_TODAY))


def test_the_texts_that_were_prepared_are_played_though_the_library_grew() -> None:
    fewer = {id_: one for id_, one in LIBRARY.items() if id_ in _PREPARED.scenarios or one.twin_of is None}
    assert prepared_steps(_PREPARED, _HOUR, LIBRARY) == (_TODAY, ())
    assert prepared_steps(_PREPARED, _HOUR, fewer) == (_TODAY, ())


def test_another_text_stands_for_one_that_is_gone_and_it_is_said() -> None:
    gone, *kept = _PREPARED.scenarios
    left = {id_: one for id_, one in LIBRARY.items() if id_ != gone}
    steps, said = prepared_steps(_PREPARED, _HOUR, left)
    first, *others = texts_of(steps)
    assert first not in _PREPARED.scenarios
    assert others == kept
    assert said == (f"The text '{gone}' is gone. Another one stands in its place: look at it.",)


@pytest.mark.parametrize(
    ("title", "team", "named"),
    [
        ("An hour", "Sales", "An hour: Sales"),
        ("Care: an hour", "Sales", "Sales: an hour"),
        ("An hour for Sales", "Sales", "An hour for Sales"),
        ("t" * 80, "Sales", f"{'t' * 73}: Sales"),
    ],
)
def test_the_title_of_a_duplicate_names_its_team(title: str, team: str, named: str) -> None:
    prepared = dataclasses.replace(_PREPARED, title=title, team="Care")
    assert duplicate(prepared, "copy", team).title == named


@pytest.mark.parametrize("count", [1, 9])
def test_texts_are_chosen_anew_where_the_agenda_plays_another_number(count: int) -> None:
    other = dataclasses.replace(_PREPARED, scenarios=(ScenarioId("learn-02"),) * count)
    steps, said = prepared_steps(other, _HOUR, LIBRARY)
    assert steps == _TODAY
    assert said[0].startswith(
        f"The agenda '{_HOUR.title}' plays {len(texts_of(_TODAY))} texts by now, and {count}"
    )


def _noted(notes: dict[int, str], agenda: Agenda, names: dict[int, str]) -> tuple[dict[int, str], list[str]]:
    """At which steps notes stand, and what is said of the others."""
    prepared = dataclasses.replace(_PREPARED, scenarios=(), notes=notes, note_steps=names)
    steps, said = prepared_steps(prepared, agenda, LIBRARY)
    there = {number: step.note for number, step in enumerate(steps, start=1) if step.note}
    return there, list(said)


def test_notes_stand_at_their_steps_and_a_note_of_no_step_hurts_nothing() -> None:
    there, (said,) = _noted({2: "slowly", 99: "?"}, _HOUR, {})
    assert there == {2: "slowly"}
    assert said.endswith("since the agenda has changed: step 99: ?")


def test_a_note_goes_with_its_step_where_the_agenda_has_changed_and_none_is_lost() -> None:
    names = {number: step_name(step) for number, step in enumerate(_TODAY, start=1)}
    everywhere = {number: f"note {number}" for number in names}
    assert _noted(everywhere, _HOUR, names) == (everywhere, [])
    dropped = dataclasses.replace(_HOUR, steps=(*_HOUR.steps[:2], *_HOUR.steps[3:]))
    there, said = _noted(everywhere, dropped, names)
    now = [step_name(step) for step in pick_steps(dropped, LIBRARY, "evening")]
    assert there
    assert all(names[int(note.split()[1])] == now[number - 1] for number, note in there.items())
    assert len(there) + len(said) == len(everywhere)
    assert f"step 3 ({names[3]}): note 3" in " ".join(said)


@given(st.data())
def test_each_note_is_at_a_step_of_its_name_or_is_said_whatever_becomes_of_an_agenda(
    data: st.DataObject,
) -> None:
    names = {number: step_name(step) for number, step in enumerate(_TODAY, start=1)}
    later = tuple(data.draw(st.lists(st.sampled_from(_TODAY), max_size=20)))
    notes = {number: f"<{number}>" for number in data.draw(st.sets(st.sampled_from(sorted(names))))}
    steps, loose = with_notes(later, notes, names)
    for number, note in notes.items():
        at = [step for step in steps if step.note == note]
        assert len(at) + sum(note in one for one in loose) == 1
        assert all(step_name(step) == names[number] for step in at)


@pytest.mark.parametrize("depth", Difficulty)
def test_a_wished_depth_brings_more_texts_of_it_than_none(depth: Difficulty) -> None:
    def share(wished: Difficulty | None) -> int:
        played = (texts_of(pick_steps(_HOUR, LIBRARY, str(seed), depth=wished)) for seed in range(20))
        return sum(LIBRARY[id_].difficulty is depth for texts in played for id_ in texts)

    assert share(depth) > share(None)
