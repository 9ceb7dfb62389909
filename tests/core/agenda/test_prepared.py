"""The steps of a prepared session: the same texts whatever the library proposes today, or a sentence."""

from __future__ import annotations

import dataclasses

import pytest

from tests.shipped import shelf
from workshop.core.agenda.picker import pick_steps
from workshop.core.agenda.prepared import Prepared, duplicate, prepared_steps, texts_of
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


def test_notes_stand_at_their_steps_and_a_note_of_no_step_hurts_nothing() -> None:
    steps, _ = prepared_steps(dataclasses.replace(_PREPARED, notes={2: "slowly", 99: "?"}), _HOUR, LIBRARY)
    assert [number for number, step in enumerate(steps, start=1) if step.note] == [2]
    assert steps[1].note == "slowly"


@pytest.mark.parametrize("depth", Difficulty)
def test_a_wished_depth_brings_more_texts_of_it_than_none(depth: Difficulty) -> None:
    def share(wished: Difficulty | None) -> int:
        played = (texts_of(pick_steps(_HOUR, LIBRARY, str(seed), depth=wished)) for seed in range(20))
        return sum(LIBRARY[id_].difficulty is depth for texts in played for id_ in texts)

    assert share(depth) > share(None)
