"""The forge on the whole library: what it proposes keeps the rules, is wrong by the source, and is found."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawing import examples
from tests.scenarios.recomputing import derived_figures
from tests.scenarios.test_figures import recomputed
from tests.shipped import library
from workshop.core.scenarios.forge.operators import NUMERIC, OPERATORS, Proposal, proposals
from workshop.core.scenarios.forge.twins import faulty_twin, sound_twin, twin_where_allowed
from workshop.core.scenarios.library_rules import check_library
from workshop.core.scenarios.scenario import Scenario, ScenarioId, Sentence
from workshop.core.scenarios.scenario_rules import check_scenario
from workshop.core.scenarios.taxonomy import KINDS

LIBRARY = library().scenarios
SOUND = [scenario for scenario in LIBRARY.values() if scenario.control]
PROPOSED = [(scenario, proposal) for scenario in LIBRARY.values() for proposal in proposals(scenario)]


def made(scenario: Scenario, proposal: Proposal) -> Scenario:
    """The text with the new line, as if nobody knew that it is wrong."""
    lines = list(scenario.sentences)
    lines[proposal.line] = Sentence(proposal.sentence.text)
    return dataclasses.replace(scenario, sentences=tuple(lines))


def caught(scenario: Scenario) -> bool:
    """Whether the recomputation refuses a line, or leaves a figure over that nothing gives."""
    try:
        return bool(derived_figures(scenario) - recomputed(scenario).covered)
    except AssertionError:
        return True


def test_every_operator_finds_something_in_the_library() -> None:
    assert {proposal.operator for _, proposal in PROPOSED} == set(OPERATORS)
    assert set(NUMERIC) <= set(OPERATORS)


def test_every_sound_text_has_proposals_and_each_keeps_every_rule() -> None:
    for scenario in SOUND:
        offered = proposals(scenario)
        assert offered, scenario.id
        problems = [
            str(problem)
            for proposal in offered
            for problem in check_scenario(faulty_twin(scenario, [proposal]), scenario.id)
        ]
        assert problems == []


def test_a_figure_of_no_source_is_said_to_be_computed_only_from_two_others() -> None:
    sound = LIBRARY[ScenarioId("learn-14")]
    lines = (Sentence("The tickets cost 38 euros."),)
    for source, offered in (("We go on foot.", 0), ("There are 9 of us.", 0), ("It is 40 for 20 of us.", 1)):
        priced = dataclasses.replace(sound, source=source, sentences=lines, task="", setting="")
        assert [one.operator for one in proposals(priced)] == ["figure off by a step"] * offered


def test_a_proposal_is_of_a_right_line_and_says_something_new_with_its_key() -> None:
    for scenario, proposal in PROPOSED:
        old, new = scenario.sentences[proposal.line], proposal.sentence
        assert not old.wrong
        assert new.text not in {line.text for line in scenario.sentences}
        assert new.kind in KINDS
        assert new.why
        assert new.text[0].isupper() or new.text[0].isdigit() or old.text[0].islower()
        assert (new.text[-1], "  " in new.text) == (old.text[-1], False)


def test_each_figure_that_is_off_is_caught_by_the_recomputation() -> None:
    moved = NUMERIC | {"date turned", "time turned"}
    numeric = [(scenario, one) for scenario, one in PROPOSED if one.operator in moved]
    assert len(numeric) > 350
    assert [one.sentence.text for scenario, one in numeric if not caught(made(scenario, one))] == []


def test_no_untouched_text_is_caught() -> None:
    assert [scenario.id for scenario in LIBRARY.values() if caught(scenario)] == []


def test_a_line_that_goes_on_from_a_wrong_figure_follows_it() -> None:
    (carried,) = {
        proposal.carried[0][1].text
        for proposal in proposals(LIBRARY[ScenarioId("role-26-twin")])
        if proposal.carried
    }
    assert re.fullmatch(r"That makes EUR \d+, and you get it in cash here and now\.", carried)
    assert "EUR 6," not in carried


def test_two_proposals_for_a_line_and_none_are_refused() -> None:
    scenario = LIBRARY[ScenarioId("learn-14")]
    first, second, *_ = proposals(scenario)
    assert first.line == second.line
    with pytest.raises(ValueError, match="Two proposals change line 1"):
        faulty_twin(scenario, [first, second])
    with pytest.raises(ValueError, match="No proposal was taken"):
        faulty_twin(scenario, [])


def test_a_sound_twin_has_a_right_line_for_each_wrong_one_and_keeps_every_rule() -> None:
    for faulty in LIBRARY.values():
        if faulty.control or not any(line.wrong for line in faulty.sentences):
            continue
        right = {
            at: f"The source says what belongs in line {at + 1}."
            for at, line in enumerate(faulty.sentences)
            if line.wrong
        }
        assert check_scenario(sound_twin(faulty, right), faulty.id) == ()
        with pytest.raises(ValueError, match="is still wrong"):
            sound_twin(faulty, {})


def test_a_twin_is_named_one_only_where_the_rules_of_twins_allow_it() -> None:
    sound = LIBRARY[ScenarioId("learn-14")]
    faulty = faulty_twin(sound, proposals(sound)[:1])
    made_of_sound = dataclasses.replace(faulty, id=ScenarioId("learn-14-again"))
    assert twin_where_allowed(made_of_sound, sound, LIBRARY).twin_of is None
    right = {at: "It is so." for at, line in enumerate(faulty.sentences) if line.wrong}
    assert made_of_sound.title == sound_twin(faulty, right).title == f"{sound.title}, again"

    original = LIBRARY[ScenarioId("learn-08")]
    other = dataclasses.replace(
        faulty_twin(original, proposals(original)[:1]), id=ScenarioId("other"), title="The other"
    )
    second = next(one for one in proposals(original) if one.line != 0 and one.sentence.kind in other.kinds)
    again = dataclasses.replace(faulty_twin(original, [second]), id=ScenarioId("again"))
    with_other = {**LIBRARY, other.id: other}
    twin = twin_where_allowed(again, other, with_other)
    assert twin.twin_of == "other"
    assert [p for p in check_library({**with_other, twin.id: twin}) if p.where == "again"] == []


PIECES = st.sampled_from(
    [
        *(
            "3",
            "12",
            "1,200",
            "0",
            "99%",
            "4.5",
            "seven",
            "31 February",
            "1 May 0000",
            "9 June 9999",
            "23:59",
        ),
        *(
            "of",
            "unless it rains",
            "if it rains",
            "Ana: yes",
            "Ms Vale",
            "rose from 3 to 5",
            "hours",
            "EUR 4",
        ),
        *("two percentage points", "before", "course", "A    1    2", "B    0    5", "All  1    7", "\n"),
    ]
)
LINE = st.lists(PIECES, min_size=1, max_size=8).map(" ".join)


@given(source=st.lists(PIECES, max_size=12).map(" ".join), lines=st.lists(LINE, min_size=1, max_size=4))
@settings(max_examples=examples(100), deadline=None)
def test_no_text_is_too_odd_for_it(source: str, lines: list[str]) -> None:
    odd = dataclasses.replace(
        SOUND[0], source=source.replace(" \n ", "\n"), sentences=tuple(map(Sentence, lines))
    )
    assert all(one.sentence.text not in lines for one in proposals(odd))
