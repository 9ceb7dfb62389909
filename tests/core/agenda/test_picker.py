"""The picker on small libraries: what it obeys, what it prefers, and what it says when it cannot."""

from __future__ import annotations

import pytest

from tests.core.examples import faulty, sound
from workshop.core.agenda.agenda import Agenda, AgendaStep, Pick, Step, StepKind
from workshop.core.agenda.mix_rules import breaches
from workshop.core.agenda.picker import NothingToPick, pick_steps, swap
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import Audience, Check, Difficulty, Phase


def library(*scenarios: Scenario) -> dict[ScenarioId, Scenario]:
    return {one.id: one for one in scenarios}


def text(name: str, kind: str = "stale-fact", **changes: object) -> Scenario:
    changes.setdefault("difficulty", Difficulty.EASY)
    return faulty(id=ScenarioId(name), kinds=(kind,), **changes)


def agenda(*wishes: Pick | str, phase: Phase = Phase.LEARN) -> Agenda:
    steps = [
        AgendaStep(
            StepKind.SCENARIO,
            phase,
            10,
            scenario=ScenarioId(wish) if isinstance(wish, str) else None,
            pick=wish if isinstance(wish, Pick) else None,
        )
        for wish in wishes
    ]
    opening = AgendaStep(StepKind.OPEN, phase, 1, "Welcome")
    return Agenda("test", "Test", "", (opening, *steps, AgendaStep(StepKind.CLOSE, phase, 1)))


def names(steps: tuple[Step, ...]) -> list[str]:
    return [step.scenario for step in steps if step.scenario is not None]


ANY, FAULTY, SOUND = Pick(), Pick(control=False), Pick(control=True)
SMALL = library(
    text("trace"),
    text("reread", "wrong-negation"),
    text("question", "sycophancy"),
    sound(id=ScenarioId("sound")),
)


def test_steps_keep_their_order_words_and_minutes() -> None:
    steps = pick_steps(agenda(FAULTY), SMALL, "seed")
    assert [(step.kind, step.minutes, step.title) for step in steps] == [
        (StepKind.OPEN, 1, "Welcome"),
        (StepKind.SCENARIO, 10, ""),
        (StepKind.CLOSE, 1, ""),
    ]
    assert steps[0].scenario is None


def test_the_same_seed_gives_the_same_and_seeds_differ() -> None:
    picked = [names(pick_steps(agenda(FAULTY), SMALL, f"{n}")) for n in range(20)]
    assert picked == [names(pick_steps(agenda(FAULTY), SMALL, f"{n}")) for n in range(20)]
    assert len({tuple(one) for one in picked}) > 1


def test_wishes_are_met() -> None:
    for seed in map(str, range(20)):
        wishes = agenda(Pick(checks=(Check.REREAD, Check.QUESTION)), SOUND)
        first, second = names(pick_steps(wishes, SMALL, seed))
        assert first in {"reread", "question"}
        assert second == "sound"


def test_a_wish_for_an_audience_is_met() -> None:
    more = SMALL | library(text("theirs", audience=Audience.SUPPORT))
    assert names(pick_steps(agenda(Pick(audience=Audience.SUPPORT)), more, "x")) == ["theirs"]


def test_named_scenarios_stay_even_against_the_rules() -> None:
    assert names(pick_steps(agenda("sound", "trace", "trace"), SMALL, "x")) == ["sound", "trace", "trace"]


def test_a_choice_keeps_the_rules_towards_named_ones() -> None:
    for seed in map(str, range(20)):
        assert names(pick_steps(agenda("trace", FAULTY, "sound"), SMALL, seed))[1] in {"reread", "question"}


def test_what_was_played_comes_only_when_nothing_else_fits() -> None:
    played = frozenset({ScenarioId("trace"), ScenarioId("question")})
    assert names(pick_steps(agenda(FAULTY), SMALL, "x", played=played)) == ["reread"]
    everything = frozenset(SMALL)
    assert names(pick_steps(agenda(FAULTY), SMALL, "x", played=everything)) != ["sound"]


def test_a_twin_comes_after_its_original_was_played_and_then_first() -> None:
    more = SMALL | library(text("trace-twin", twin_of=ScenarioId("trace")))
    for seed in map(str, range(20)):
        assert names(pick_steps(agenda(FAULTY), more, seed)) != ["trace-twin"]
        played = frozenset({ScenarioId("trace")})
        assert names(pick_steps(agenda(FAULTY), more, seed, played=played)) == ["trace-twin"]


TWIN = Pick(twin=True)
HARD_TWINS = SMALL | library(
    text("trace-twin", twin_of=ScenarioId("trace"), difficulty=Difficulty.HARD),
    text("role-twin", twin_of=ScenarioId("question"), difficulty=Difficulty.MEDIUM, phase=Phase.LEAD_ROLE),
    sound(id=ScenarioId("sound-twin"), twin_of=ScenarioId("sound")),
)


@pytest.mark.parametrize("original", ["trace", "question", "sound"])
def test_a_wish_for_a_twin_is_met_from_any_phase_and_whatever_a_good_mix_says(original: str) -> None:
    """A look-back of one text would otherwise end on an easy one, and never on a sound one."""
    twin = {"trace": "trace-twin", "question": "role-twin", "sound": "sound-twin"}[original]
    for seed in map(str, range(5)):
        played = frozenset({ScenarioId(original)})
        assert names(pick_steps(agenda(TWIN, phase=Phase.SUCCEED), HARD_TWINS, seed, played=played)) == [twin]


def test_a_twin_that_was_played_comes_after_what_nobody_has_seen() -> None:
    played = frozenset({ScenarioId("trace"), ScenarioId("trace-twin")})
    (found,) = names(pick_steps(agenda(TWIN), HARD_TWINS, "x", played=played))
    assert found in {"reread", "question"}


def test_without_a_twin_that_is_due_a_wish_for_one_is_a_wish_for_something_new() -> None:
    assert set(names(pick_steps(agenda(TWIN, SOUND), SMALL, "x"))) & {"trace", "reread", "question"}


def test_a_wish_for_the_check_practised_least_is_met_by_what_the_room_has_played() -> None:
    """Of twins that are due first, and of what was played never."""
    more = SMALL | library(
        text("trace-2"), text("reread-2", "wrong-negation"), text("slip", "arithmetic-slip")
    )
    for seed in map(str, range(10)):
        played = frozenset(map(ScenarioId, ("trace", "reread", "question")))
        assert names(pick_steps(agenda(Pick(control=False, least=True)), more, seed, played=played)) == [
            "slip"
        ]
        twin = HARD_TWINS | more
        wish = agenda(Pick(control=False, twin=True, least=True))
        assert names(pick_steps(wish, twin, seed, played=played))[0] in {"trace-twin", "role-twin"}


@pytest.mark.parametrize("wishes", [("trace", TWIN, SOUND), (TWIN, FAULTY, SOUND), (TWIN, TWIN, TWIN)])
def test_no_session_plays_a_twin_beside_its_original_or_twice(wishes: tuple[Pick | str, ...]) -> None:
    for seed in map(str, range(10)):
        found = names(pick_steps(agenda(*wishes), HARD_TWINS, seed, played=frozenset({ScenarioId("trace")})))
        originals = [HARD_TWINS[ScenarioId(name)].twin_of or name for name in found]
        assert len(set(originals)) == len(found) == 3


def test_the_rooms_own_role_comes_first_after_learn() -> None:
    role = library(
        text("ours", phase=Phase.LEAD_ROLE, audience=Audience.MANAGERS),
        text("theirs", phase=Phase.LEAD_ROLE, audience=Audience.LEADERS),
    )
    for seed in map(str, range(20)):
        wishes = agenda(FAULTY, phase=Phase.LEAD_ROLE)
        assert names(pick_steps(wishes, role, seed, audience=Audience.MANAGERS)) == ["ours"]


def test_a_role_without_scenarios_still_gets_a_session() -> None:
    role = library(text("theirs", phase=Phase.LEAD_ROLE, audience=Audience.LEADERS))
    wishes = agenda(FAULTY, phase=Phase.LEAD_ROLE)
    assert names(pick_steps(wishes, role, "x", audience=Audience.FRONTLINE)) == ["theirs"]


def test_a_small_library_gets_a_session_that_breaks_rules_of_a_good_mix() -> None:
    two = library(text("one", difficulty=Difficulty.HARD), text("two", difficulty=Difficulty.HARD))
    steps = pick_steps(agenda(ANY, ANY), two, "x")
    assert set(names(steps)) == {"one", "two"}
    assert len(breaches([two[step.scenario] for step in steps if step.scenario], None)) == 2


@pytest.mark.parametrize(
    ("wishes", "sentence"),
    [
        (("nowhere",), "Step 2 names 'nowhere', which the library does not have."),
        (
            (Pick(control=False, checks=(Check.RECOMPUTE,), audience=Audience.SUPPORT),),
            "Step 2 asks for a faulty text with RECOMPUTE for support in the phase LEARN",
        ),
        ((SOUND, SOUND), "too few scenarios"),
    ],
)
def test_what_cannot_be_picked_is_said(wishes: tuple[Pick | str, ...], sentence: str) -> None:
    with pytest.raises(NothingToPick, match=sentence):
        pick_steps(agenda(*wishes), SMALL, "x")


def test_swapping_walks_through_all_that_fit_and_comes_round() -> None:
    steps = pick_steps(agenda(FAULTY), SMALL, "x")
    seen = []
    for _ in range(6):
        steps = swap(steps, 1, SMALL, "x")
        seen.extend(names(steps))
    assert set(seen) == {"trace", "reread", "question"}
    assert seen[:3] == seen[3:]


def test_a_swap_touches_one_step_and_keeps_the_rules() -> None:
    steps = pick_steps(agenda("trace", "reread", "sound"), SMALL, "x")
    assert names(swap(steps, 2, SMALL, "x")) == ["trace", "question", "sound"]


def test_a_swap_keeps_a_sound_text_sound_where_no_choice_is_clean() -> None:
    two = SMALL | library(sound(id=ScenarioId("sound-too")))
    steps = pick_steps(agenda("sound", "trace"), two, "x")
    assert names(swap(steps, 1, two, "x")) in (["reread", "trace"], ["question", "trace"])
    hard = library(*(text(name, difficulty=Difficulty.HARD) for name in ("h", "i")), *two.values())
    alone = library(hard[ScenarioId("h")], hard[ScenarioId("i")])
    steps = pick_steps(agenda("h"), alone, "x")
    assert names(swap(steps, 1, alone, "x")) == ["i"]


@pytest.mark.parametrize("index", [0, 1])
def test_a_swap_that_is_impossible_is_said(index: int) -> None:
    one = library(text("trace"))
    steps = pick_steps(agenda("trace"), one, "x")
    with pytest.raises(NothingToPick, match=f"{index + 1}"):
        swap(steps, index, one, "x")
