"""What groups with texts of their own leave: ideas, winners, actions and plans know their role."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import (
    START,
    a_card_step,
    a_dots_step,
    a_pulse_step,
    a_scenario,
    a_session,
    a_step,
    an_action,
    an_idea,
    answer,
    close_round,
    do,
    go_to,
    name_roles,
    picture,
)
from workshop.core.agenda.agenda import Step, StepKind
from workshop.core.agenda.card import CARDS, GOOD
from workshop.core.agenda.pulse import PULSES, PulseId
from workshop.core.good import Good, parted, rivals
from workshop.core.live import commands as c
from workshop.core.live.dots import IdeaId
from workshop.core.live.plan_of import plan_of
from workshop.core.live.rounds import Seat
from workshop.core.live.sentences import group_round, waiting
from workshop.core.live.session import Session, Stage, Text
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.steps.card import CardPicture
from workshop.core.live.steps.groups import GroupsPicture
from workshop.core.live.steps.ideas import IdeasPicture
from workshop.core.live.steps.lines import LinesPicture
from workshop.core.live.view import room_view
from workshop.core.live.words.card import card_rows
from workshop.core.live.words.dots import idea_parts, idea_sentence, line_words
from workshop.core.live.words.lines import group_words
from workshop.core.live.words.talks import task
from workshop.core.plans.action import MOST_ACTIONS
from workshop.core.plans.chapter import Chapter
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Audience, Phase, values
from workshop.rehearsal.good import good_of

ROLE = Phase.LEAD_ROLE
ROLES = (Audience.LEADERS, Audience.MANAGERS, Audience.SALES_MARKETING)
LIBRARY = tuple(
    a_scenario(id_, phase=ROLE, actions=(f"If {id_} comes, then we look.",))
    for id_ in ("for-all", *(f"of-{role}" for role in ROLES))
)
TEXTS = tuple((role, ScenarioId(f"of-{role}")) for role in ROLES)
STEPS = (
    a_pulse_step(PULSES[PulseId("role")]),
    Step(StepKind.SCENARIO, ROLE, 24, scenario=ScenarioId("for-all"), texts=TEXTS),
    a_card_step("good", ROLE),
    a_dots_step(ROLE),
    a_step(StepKind.ACTIONS, ROLE),
    a_step(StepKind.CLOSE, ROLE),
)
TALKING = (STEPS[0], a_step(StepKind.GROUPS, Phase.LEARN), STEPS[1], a_step(StepKind.GROUPS, ROLE), STEPS[-1])
WHOLE, *OF_ROLES = (Chapter(ROLE), *(Chapter(ROLE, role) for role in ROLES))


def a_room(stage: Stage, sizes: tuple[int, ...] = (12, 10, 8)) -> Session:
    """Thirty people of three roles, each of which has judged its own text."""
    named = [role for role, size in zip(ROLES, sizes, strict=False) for _ in range(size)]
    session = name_roles(a_session(STEPS, LIBRARY), named)
    go_to(session, Stage.READ)
    go_to(session, Stage.CARD)
    session.revealed |= {text for _, text in TEXTS}
    return go_to(session, stage)


def test_an_action_stands_in_the_plan_of_its_role_or_of_everybody() -> None:
    session = a_room(Stage.ACTIONS)
    do(session, *(c.AgreeAction(an_action(then=role or "all", role=role)) for role in ("", *ROLES[:2])))
    then = {
        chapter: [one.then for one in plan_of(session, chapter).actions] for chapter in (WHOLE, *OF_ROLES)
    }
    assert then == dict(zip((WHOLE, *OF_ROLES), (["all"], ["leaders"], ["managers"], []), strict=True))
    first = session.actions_of(WHOLE)[0]
    do(session, c.AgreeAction(replace(first, role="sales-marketing")), c.MoveAction(first.id, 1))
    assert [one.then for one in session.actions_in(ROLE)] == ["leaders", "all", "managers"]
    assert [one.then for one in plan_of(session, OF_ROLES[2]).actions] == ["all"]
    do(session, c.WithdrawAction(first.id))
    assert session.actions_of(OF_ROLES[2]) == ()
    with pytest.raises(Refused, match="No group of this phase has that role"):
        do(session, c.AgreeAction(an_action(role="hr-ld")))


def test_each_role_may_have_as_many_actions_as_a_phase_of_one_group() -> None:
    session = a_room(Stage.ACTIONS)
    do(session, *(c.AgreeAction(an_action(role="managers")) for _ in range(MOST_ACTIONS)))
    with pytest.raises(Refused, match="limit"):
        do(session, c.AgreeAction(an_action(role="managers")))
    do(session, c.AgreeAction(an_action(role="leaders")))


def test_a_sentence_that_begins_with_a_text_is_for_the_role_whose_text_it_was() -> None:
    session = a_room(Stage.IDEAS)
    shown = picture(room_view(session, 30), IdeasPicture)
    assert shown.roles == tuple(ROLES)
    assert [(starter.scenarios, starter.role) for starter in shown.starters] == [
        ((text,), role) for role, text in TEXTS
    ]
    alone = go_to(a_session(STEPS, LIBRARY), Stage.IDEAS)
    assert picture(room_view(alone, 30), IdeasPicture).roles == ()
    with pytest.raises(Refused, match="No group of this phase has that role"):
        do(alone, c.NoteIdea(an_idea(role="managers")))


def test_every_role_has_a_winner_and_it_becomes_an_action_of_the_role() -> None:
    session = a_room(Stage.IDEAS)
    roles = ("leaders", "leaders", "managers", "managers", "sales-marketing")
    do(session, *(c.NoteIdea(an_idea(number, role=role)) for number, role in enumerate(roles)))
    go_to(session, Stage.DOTS)
    # All want what is for leaders; of those for managers two are level, and go into the second vote.
    answer(session, ["I1 I2"] * 12 + ["I1 I3"] * 2 + ["I1 I4"] * 2 + ["I5 I1"])
    close_round(session)
    do(session, c.Advance(START))
    answer(session, ["I4"] * 6 + ["I3"] * 5)
    close_round(session)
    do(session, c.Advance(START))
    assert [(one.if_[-1], one.role, one.dots) for one in session.actions_in(ROLE)] == [
        ("0", "leaders", 17),
        ("4", "sales-marketing", 1),
        ("3", "managers", 2),
    ]
    assert [len(plan_of(session, chapter).actions) for chapter in (WHOLE, *OF_ROLES)] == [0, 1, 1, 1]


def test_the_plan_of_a_role_has_its_own_text_its_lines_and_no_count_of_the_others() -> None:
    session = a_room(Stage.CARD)
    said = (
        "managers: We check each figure. We never guess.",
        "Sales and marketing: We ask.",
        "all: We learn.",
    )
    do(session, c.FillCard({"good": said}))
    go_to(session, Stage.ACTIONS)
    do(session, c.AgreeAction(an_action(role="managers")))
    assert session.chapters_held == (WHOLE, *OF_ROLES)
    of = {chapter: plan_of(session, chapter) for chapter in session.chapters_held}
    assert [evidence.scenario for evidence in of[OF_ROLES[1]].evidence] == ["of-managers"]
    assert of[OF_ROLES[1]].phase.good == (Good("managers", check="each figure", never="guess"),)
    assert of[OF_ROLES[2]].phase.good == (Good("sales-marketing", said="We ask."),)
    assert of[WHOLE].phase.good == (Good("all", said="We learn."),)
    assert (of[WHOLE].phase.roles, of[OF_ROLES[1]].phase.role) == (tuple(ROLES), "managers")
    assert of[WHOLE].evidence == ()
    assert "No action was agreed." in of[OF_ROLES[0]].phase.open
    assert "No action was agreed." not in of[WHOLE].phase.open


def test_where_groups_only_played_there_is_a_plan_for_each_of_them_and_no_other() -> None:
    session = a_room(Stage.ACTIONS)
    assert session.chapters_held == tuple(OF_ROLES)
    assert session.phases_held == (ROLE,)


def test_what_is_kept_about_an_action_stands_in_the_plan_of_its_role() -> None:
    session = a_room(Stage.ACTIONS)
    do(session, c.AgreeAction(an_action(role="managers")))
    warned = picture(room_view(session, 30), ActionsPicture).warnings
    do(session, c.KeepWarnings("Later.", tuple((one.rule, one.action) for one in warned)))
    assert picture(room_view(session, 30), ActionsPicture).warnings == ()
    assert {note.action for note in plan_of(session, OF_ROLES[1]).notes} == {"A1"}


def test_the_desk_takes_a_groups_sentence_for_a_role() -> None:
    session = a_room(Stage.CARD)
    do(session, c.OpenDesk())
    for stage, text, way in (
        (Stage.CARD, Text("We check each figure. We never guess."), "good/managers"),
        (Stage.IDEAS, Text("a figure leaves", "we look"), "/managers"),
    ):
        go_to(session, stage)
        round_ = group_round(session)
        assert round_ is not None
        do(session, c.CastVote(round_, Seat("s1"), text))
        ((one,), _) = waiting(session, 9)
        assert one.ways[way] == "Take it for managers"
        do(session, c.TakeSentence(round_, one.key, way))
    assert session.entries_of(GOOD)[0]["good"] == (
        "managers: We check each figure.",
        "managers: We never guess.",
    )
    (idea,) = session.ideas_of(WHOLE)
    assert (idea.id, idea.role) == (IdeaId("I1"), "managers")
    assert idea_sentence(idea) == "Managers: If a figure leaves, then we look."
    assert idea_parts(idea) == ("Managers: If a figure leaves,", "then we look.")


def test_groups_with_texts_of_their_own_talk_among_themselves() -> None:
    alike = [task(part, by_role=True) == task(part, by_role=False) for part in (0, 1, 2)]
    assert alike == [True, False, False], "alone is alone"
    session = name_roles(a_session(TALKING, LIBRARY), [role for role in ROLES for _ in range(6)])
    for step, by_role in ((1, False), (3, True)):
        assert picture(room_view(go_to(session, Stage.GROUPS, step), 18), GroupsPicture).by_role is by_role


def the_good_lines(*dots: str) -> Session:
    """Managers have two lines that say what they check; dots were given, and told."""
    session = a_room(Stage.CARD)
    do(session, c.FillCard({"good": ("managers: We check dates.", "managers: We check sums.", *UNCONTESTED)}))
    go_to(session, Stage.LINES)
    answer(session, dots)
    close_round(session)
    return session


UNCONTESTED = (
    "managers: We never guess.",
    "Leaders: We check the source.",
    "leaders: We ask.",
    "leaders: We do.",
)


def test_of_lines_of_a_role_that_say_the_same_part_the_one_with_most_dots_stands() -> None:
    session = the_good_lines("I1", "I2", "I2 I2", "I1", "I2")
    assert session.entries_of(GOOD) == ({"good": ("managers: We check sums.", *UNCONTESTED)},)
    assert plan_of(session, OF_ROLES[1]).phase.good == (Good("managers", check="sums", never="guess"),)
    assert the_good_lines("I1").entries_of(GOOD)[0]["good"][:2] == (
        "managers: We check dates.",
        "managers: We check sums.",
    ), "too few have voted"


def test_phones_are_asked_about_the_lines_that_are_a_choice_role_by_role() -> None:
    session = a_room(Stage.CARD)
    do(session, c.FillCard({"good": ("managers: We check dates.", "Managers: we check sums.", *UNCONTESTED)}))
    asked = picture(room_view(go_to(session, Stage.LINES), 30), LinesPicture)
    assert [(line.of, line_words(line)) for line in asked.ideas] == [
        ("managers", "We check dates."),
        ("managers", "we check sums."),
    ]
    assert group_words(asked.card, "sales-marketing") == "Sales and marketing"
    alone = a_room(Stage.CARD)
    do(alone, c.FillCard({"good": UNCONTESTED}), c.Advance(START))
    assert alone.stage is Stage.IDEAS, "nothing is left to choose"


def test_the_card_has_a_place_for_each_role_that_played_a_text_of_its_own() -> None:
    session = a_room(Stage.CARD)
    do(session, c.FillCard({"good": ("all: We learn.", "managers: We ask.")}))
    shown = picture(room_view(session, 30), CardPicture)
    rows = card_rows(shown.card, shown.entries[0], session.setup.date, None, shown.roles)
    assert [(row.label, row.lines) for row in rows] == [
        ("leaders", ("...",)),
        ("managers", ("We ask.",)),
        ("sales and marketing", ("...",)),
        ("all", ("We learn.",)),
    ]


def test_simulated_groups_say_three_lines_that_are_read_as_such() -> None:
    lines = good_of(role.value for role in Audience if role is not Audience.EVERYONE)
    assert rivals(lines) == {}
    assert {parted(line)[0] for line in lines} == {*values(Audience)} - {"everyone"}
    assert len(lines) <= CARDS[GOOD].fields[0].most


def test_a_colon_within_a_line_makes_no_role() -> None:
    assert parted("We check the total: every sum.") == ("everybody", "We check the total: every sum.")
    assert parted("managers: We check the total: every sum.") == (
        "managers",
        "We check the total: every sum.",
    )
