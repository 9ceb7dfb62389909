"""The shipped agendas with the shipped library: any seed and any room gets a good mix."""

from __future__ import annotations

from itertools import takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawing import examples
from tests.shipped import library
from workshop.core.agenda.agenda import Agenda, StepKind
from workshop.core.agenda.mix_rules import breaches
from workshop.core.agenda.picker import pick_steps, swap
from workshop.core.agenda.pulse import PULSES, SAFETY, Moment
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Audience, Phase
from workshop.storage.library.agendas import load_agendas

LIBRARY = library().scenarios
SHIPPED = load_agendas()
AGENDAS = list(SHIPPED.agendas.values())

seeds = st.text(max_size=8)
rooms = st.sampled_from([None, *Audience])
LEADING = [agenda for agenda in AGENDAS if not agenda.looks_back]
LOOKING_BACK = [agenda for agenda in AGENDAS if agenda.looks_back]
WISHING_A_TWIN = [
    agenda
    for agenda in LOOKING_BACK
    if any(step.pick is not None and step.pick.twin for step in agenda.steps)
]
agendas = st.sampled_from([agenda for agenda in AGENDAS if agenda not in WISHING_A_TWIN])
Room = Audience | None


def test_all_load_shortest_first() -> None:
    assert SHIPPED.problems == ()
    look_backs = ["look-back", "look-back-60", "look-back-90"]
    sessions = ["60-minutes", "succeed", "90-minutes", "lead-redesign", "lead-role", "half-day"]
    assert list(SHIPPED.agendas) == ["touch", "demo", "30-minutes", *look_backs, *sessions]


@pytest.mark.parametrize(
    ("name", "minutes"),
    [
        ("30-minutes", 30),
        ("60-minutes", 60),
        ("90-minutes", 90),
        ("half-day", 240),
        ("touch", 10),
        ("look-back", 40),
        ("look-back-60", 40),
        ("look-back-90", 40),
        ("lead-role", 90),
        ("lead-redesign", 90),
        ("succeed", 60),
    ],
)
def test_each_lasts_as_long_as_its_name_says(name: str, minutes: int) -> None:
    assert SHIPPED.agendas[name].minutes == minutes


@pytest.mark.parametrize("name", ["demo", "half-day"])
def test_the_demo_and_the_half_day_hold_all_four_phases(name: str) -> None:
    assert SHIPPED.agendas[name].phases == tuple(Phase)


@pytest.mark.parametrize("agenda", AGENDAS, ids=lambda agenda: agenda.id)
def test_at_most_an_hour_and_a_half_without_a_break(agenda: Agenda) -> None:
    without = 0
    for step in agenda.steps:
        without = 0 if step.kind is StepKind.BREAK else without + step.minutes
        assert without <= 92


@pytest.mark.parametrize("agenda", LEADING, ids=lambda agenda: agenda.id)
def test_the_first_text_is_on_the_wall_within_five_minutes(agenda: Agenda) -> None:
    before = list(takewhile(lambda step: step.kind is not StepKind.SCENARIO, agenda.steps))
    assert [step.kind for step in before] in ([StepKind.OPEN], [StepKind.OPEN, StepKind.PULSE])
    assert sum(step.minutes for step in before) <= 5
    assert len(before) < len(agenda.steps), "it has a text"


@pytest.mark.parametrize("agenda", LOOKING_BACK, ids=lambda agenda: agenda.id)
def test_a_look_back_begins_with_what_became_of_the_last_time(agenda: Agenda) -> None:
    """Whether anything changed, what was caught, tried, shared, stopped, whether it held; then the plans."""
    before = list(takewhile(lambda step: step.kind is not StepKind.REVIEW, agenda.steps))
    asked = [step.pulse.id if step.pulse else step.card.id if step.card else "" for step in before]
    since = ["", "changed", "caught-at-work", "since", "good-held"]
    assert asked in ([""], ["", "changed"], since)
    assert (asked == since) == agenda.id.startswith(("look-back", "succeed"))


@pytest.mark.parametrize("agenda", AGENDAS, ids=lambda agenda: agenda.id)
def test_an_hour_asks_for_safety_before_the_first_text_and_at_the_end(agenda: Agenda) -> None:
    if agenda.minutes < 60:
        return
    asked = [(place, step.moment) for place, step in enumerate(agenda.steps) if step.pulse is PULSES[SAFETY]]
    assert [moment for _, moment in asked] == [Moment.BEFORE, Moment.AFTER]
    texts = [place for place, step in enumerate(agenda.steps) if step.kind is StepKind.SCENARIO]
    assert asked[0][0] < texts[0] < texts[-1] < asked[1][0]


@pytest.mark.parametrize("agenda", AGENDAS, ids=lambda agenda: agenda.id)
def test_each_agenda_holds_what_the_mission_asks_of_it(agenda: Agenda) -> None:
    asks = [str(asked.id) for step in agenda.steps if (asked := step.card or step.pulse) is not None]
    # Ten minutes, and the walk through all four phases, have no room for it.
    wanted: set[str] = set()
    if agenda.looks_back and agenda.id != "touch":
        wanted |= {"changed"}
        wanted |= {"will-change" if agenda.phases == (Phase.LEAD_REDESIGN,) else "delusion-check"}
        wanted -= {"delusion-check"} if agenda.phases == (Phase.LEAD_ROLE,) else set()
    if Phase.LEARN in agenda.phases and agenda.minutes >= 60:
        wanted |= {"support", "training", "learning-time", "data", "commitment"}
    if Phase.LEARN in agenda.phases and agenda.minutes > 60:
        wanted |= {"skill", "responsibility", "responsibility-shared", "ownership"}
    if Phase.LEAD_REDESIGN in agenda.phases and agenda.minutes >= 60:
        wanted |= {"aim"}
    if agenda.id in ("half-day", "lead-redesign"):
        wanted |= {"promise", "catch", "canvas", "will-change"}
    if agenda.id == "half-day":
        wanted |= {"in-reviews", "gap", "waiting", "blockers", "fear", "fluency"}
    assert wanted <= set(asks)
    if "responsibility" in asks:
        two = asks.index("responsibility")
        assert asks[two + 1 : two + 3] == ["responsibility-shared", "ownership"]


@given(agenda=agendas, seed=seeds, audience=rooms)
@settings(max_examples=examples(300), deadline=None)
def test_every_session_keeps_every_rule(agenda: Agenda, seed: str, audience: Room) -> None:
    steps = pick_steps(agenda, LIBRARY, seed, audience=audience)
    scenario_steps = [step for step in agenda.steps if step.kind is StepKind.SCENARIO]
    open_places = {place for place, step in enumerate(scenario_steps) if step.scenario is None}
    mix = [LIBRARY[step.scenario] for step in steps if step.scenario is not None]
    works = {scenario.audience for scenario in LIBRARY.values() if scenario.phase in agenda.phases}
    for breach in breaches(mix, audience if audience in works else None):
        assert open_places.isdisjoint(breach.places), breach.sentence


@given(agenda=st.sampled_from(["60-minutes", "half-day"]), seed=seeds, audience=rooms)
@settings(max_examples=examples(40), deadline=None)
def test_learn_with_three_texts_has_one_about_data(agenda: str, seed: str, audience: Room) -> None:
    steps = pick_steps(SHIPPED.agendas[agenda], LIBRARY, seed, audience=audience)
    learn = [LIBRARY[step.scenario] for step in steps if step.scenario and step.phase is Phase.LEARN]
    assert [one.id for one in learn if "privacy-leak" in one.kinds]


@given(agenda=agendas, seed=seeds, audience=rooms)
@settings(max_examples=200, deadline=None)
def test_every_step_gets_what_its_author_asked_for(agenda: Agenda, seed: str, audience: Room) -> None:
    steps = pick_steps(agenda, LIBRARY, seed, audience=audience)
    for wished, step in zip(agenda.steps, steps, strict=True):
        assert (wished.kind, wished.phase) == (step.kind, step.phase)
        if wished.kind is not StepKind.SCENARIO:
            assert wished.minutes == step.minutes
        if wished.scenario is not None:
            assert step.scenario == wished.scenario
        elif wished.pick is not None:
            assert step.scenario is not None
            scenario = LIBRARY[step.scenario]
            assert scenario.phase is step.phase
            assert wished.pick.control in (None, scenario.control)
            assert not wished.pick.checks or set(wished.pick.checks) & set(scenario.families)


@given(agenda=agendas, seed=seeds, audience=rooms, sessions=st.integers(2, 5))
@settings(max_examples=60, deadline=None)
def test_a_series_of_sessions_never_runs_dry(
    agenda: Agenda, seed: str, audience: Room, sessions: int
) -> None:
    played = frozenset[ScenarioId]()
    for number in range(sessions):
        steps = pick_steps(agenda, LIBRARY, f"{seed}{number}", audience=audience, played=played)
        played |= {step.scenario for step in steps if step.scenario is not None}


@given(agenda=agendas, seed=seeds, turns=st.integers(1, 12), choices=st.data())
@settings(max_examples=100, deadline=None)
def test_swapping_never_doubles_a_scenario(
    agenda: Agenda, seed: str, turns: int, choices: st.DataObject
) -> None:
    steps = pick_steps(agenda, LIBRARY, seed)
    places = [place for place, step in enumerate(steps) if step.scenario is not None]
    for _ in range(turns):
        place = choices.draw(st.sampled_from(places))
        before = steps
        steps = swap(steps, place, LIBRARY, seed)
        assert [place] == [n for n, pair in enumerate(zip(before, steps, strict=True)) if pair[0] != pair[1]]
        assert LIBRARY[ScenarioId(steps[place].scenario or "")].phase is steps[place].phase
        played = [step.scenario for step in steps if step.scenario is not None]
        assert len(set(played)) == len(played)


@given(agenda=agendas, later=st.sampled_from(WISHING_A_TWIN), seed=seeds)
@settings(max_examples=60, deadline=None)
def test_a_look_back_shows_a_twin_if_there_is_one_and_nothing_that_was_played(
    agenda: Agenda, later: Agenda, seed: str
) -> None:
    first = pick_steps(agenda, LIBRARY, seed)
    played = frozenset(step.scenario for step in first if step.scenario is not None)
    (wished,) = (step.pick for step in later.steps if step.pick is not None)
    (shown,) = (step.scenario for step in pick_steps(later, LIBRARY, seed, played=played) if step.scenario)
    twins = {
        one.id for one in LIBRARY.values() if one.twin_of in played and wished.control in (None, one.control)
    }
    assert shown not in played
    assert not twins or shown in twins
