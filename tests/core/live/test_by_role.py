"""A step by role: groups judge their own texts at the same time, and hear them revealed in turn."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.builders import START, a_ballot, a_scenario, an_action, do, go_to, picture
from tests.core.live.test_groups import FRONTLINE, HR, LEADERS, MANAGERS, SALES, STEPS, Sizes, room_of
from workshop.core.live import commands as c
from workshop.core.live.desk import Around, desk_view
from workshop.core.live.groups import played, roles_in
from workshop.core.live.plan_of import plan_of, record_of
from workshop.core.live.reliance import reliance_map
from workshop.core.live.rounds import Seat, scenario_round
from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.steps import asks_at, is_parted, open_rounds
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.steps.scenario import ByRolePicture, CasePicture, DebriefPicture, OutcomePicture
from workshop.core.live.tally import results_of
from workshop.core.live.view import RoomView, earlier_view, phone_page, room_view
from workshop.core.live.words.by_role import whose_words
from workshop.core.plans.action import split_starter
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Audience, Decision, Phase

ROOM: Sizes = {LEADERS: 6, MANAGERS: 11, SALES: 5, FRONTLINE: 5, None: 3}
ROLES: Sequence[Audience | None] = [role for role, size in ROOM.items() for _ in range(size)]
TEXT_OF = {LEADERS: "of-leaders", MANAGERS: "of-managers", SALES: "of-sales-marketing"}
GROUP_OF = {LEADERS: LEADERS, MANAGERS: MANAGERS, SALES: SALES, FRONTLINE: SALES, None: MANAGERS}


def begun(stage: Stage, sizes: Sizes = ROOM) -> Session:
    return go_to(room_of(sizes), stage, step=1)


def cast(session: Session, number: int, text: str, vote: int = 1, decision: Decision = Decision.FIX) -> None:
    round_ = scenario_round(ScenarioId(text), vote)
    do(session, c.CastVote(round_, Seat(f"v{number}"), a_ballot(decision), Seat(f"s{number}")))


def cast_all(session: Session, vote: int = 1) -> None:
    for number, role in enumerate(ROLES):
        cast(session, number, TEXT_OF[GROUP_OF[role]], vote)


def wall(session: Session) -> RoomView:
    return room_view(session, len(ROLES))


def test_each_phone_reads_the_text_of_its_group_and_the_wall_says_who_reads_which() -> None:
    session = begun(Stage.READ)
    shown = picture(wall(session), ByRolePicture)
    assert [whose_words(reader) for reader in shown.readers] == [
        "Leaders",
        "Managers; also all who named no work",
        "Sales and marketing; also frontline",
    ]
    assert wall(session).title == wall(session).number == "Text 1 of 1"
    assert is_parted(session)
    for role, text in TEXT_OF.items():
        page = phone_page(session, role)
        assert picture(page, CasePicture).face.id == text
    assert phone_page(session, FRONTLINE).number == "Text 1 of 1, C"
    assert picture(phone_page(session, None), CasePicture).face.id == "of-managers"


def test_votes_count_for_the_text_of_the_own_group_alone_and_the_room_hears_how_many_in_all() -> None:
    session = begun(Stage.VOTE_1)
    assert len(open_rounds(session)) == 3
    cast(session, 0, "of-leaders")
    cast(session, 19, "of-sales-marketing")
    for number, text in ((0, "of-managers"), (19, "of-leaders"), (29, "of-leaders")):
        with pytest.raises(Refused, match="another group"):
            cast(session, number, text)
    with pytest.raises(Refused, match="closed"):
        cast(session, 0, "for-all")
    assert wall(session).voted == 2
    desk = desk_view(session, wall(session), START, Around())
    assert desk.voted == "2 of 30 have voted"
    assert desk.hands is None
    assert desk.alone.note == ""
    with pytest.raises(Refused, match="Hands are not counted"):
        do(session, c.CountHands({Decision.USE: 3}))


def test_the_hint_of_each_text_is_shown_on_its_phones_and_the_desk_is_given_no_suggestion() -> None:
    session = begun(Stage.VOTE_1)
    cast_all(session)
    assert wall(session).hint_ready
    do(session, c.ShowHint())
    assert not wall(session).hint_ready
    assert picture(phone_page(session, LEADERS), CasePicture).hint
    go_to(session, Stage.TALK)
    desk = desk_view(session, wall(session), START, Around())
    assert desk.alone.suggestion == "", "it would speak of one group"
    assert [group.reader.letter for group in desk.alone.groups] == ["A", "B", "C"]


def test_one_reveal_follows_the_other_and_at_the_end_each_text_has_one_question() -> None:
    session = begun(Stage.VOTE_1)
    cast_all(session)
    go_to(session, Stage.VOTE_2)
    cast_all(session, 2)
    seen = []
    while session.stage is not Stage.ACTIONS:
        do(session, c.Advance(START))
        seen.append((session.position, wall(session)))
    places = [(there.stage, there.group) for there, _ in seen]
    turn = (Stage.REVEAL, Stage.OUTCOME, Stage.CHECK)
    assert places[1:-1] == [
        *((stage, group) for group in range(3) for stage in turn),
        *((Stage.DEBRIEF, group) for group in range(3)),
    ]
    titles = [view.title for there, view in seen if there.stage is Stage.REVEAL]
    assert titles[0] == "Leaders: The average of the averages"
    assert [view.number for there, view in seen if there.stage is Stage.OUTCOME] == [
        f"Text 1 of 1, {letter}" for letter in "ABC"
    ]
    outcomes = [picture(view, OutcomePicture) for there, view in seen if there.stage is Stage.OUTCOME]
    assert [shown.result.first.voters for shown in outcomes if shown.result.first] == [6, 14, 10]
    asked = [picture(view, DebriefPicture) for there, view in seen if there.stage is Stage.DEBRIEF]
    assert [(shown.key.id, shown.number, shown.of) for shown in asked] == [
        (text, number, 3) for number, text in enumerate(TEXT_OF.values(), start=1)
    ]
    of_roles = [
        (chapter.role, [evidence.scenario for evidence in plan_of(session, chapter).evidence])
        for chapter in session.chapters_held
    ]
    assert of_roles == [(role, [text]) for role, text in TEXT_OF.items()]
    assert record_of(session, None).scenarios == tuple(TEXT_OF.values())


def test_a_skip_leads_to_the_next_text_and_from_the_last_one_out_of_the_step() -> None:
    session = begun(Stage.VOTE_1)
    cast_all(session)
    do(session, c.Advance(START), c.Skip(START))
    assert session.position == Position(1, Stage.REVEAL)
    for group in (1, 2):
        go_to(session, Stage.OUTCOME)
        assert wall(session).skip_words == "skip the check"
        do(session, c.Skip(START))
        assert session.position == Position(1, Stage.REVEAL, 0, group)
        assert wall(session).take_back_words == "", "its answer was seen"
    go_to(session, Stage.CHECK)
    assert wall(session).skip_words == "skip the questions"
    do(session, c.Skip(START))
    assert session.stage is Stage.ACTIONS


def test_no_map_record_or_plan_adds_a_group_of_which_too_few_have_voted() -> None:
    session = begun(Stage.VOTE_1)
    for number, role in enumerate(ROLES):
        if GROUP_OF[role] is not SALES or number == 17:
            cast(session, number, TEXT_OF[GROUP_OF[role]])
    go_to(session, Stage.ACTIONS)
    results = results_of(session)
    assert [(scenario.id, result.first is not None) for scenario, result in results] == [
        ("of-leaders", True),
        ("of-managers", True),
        ("of-sales-marketing", False),
    ]
    assert reliance_map(session).decisions.signals == 6 + 14
    assert {taps.scenario for taps in record_of(session, None).taps} == {"of-leaders", "of-managers"}
    plans = [plan_of(session, chapter) for chapter in session.chapters_held]
    assert [evidence.round1 is None for plan in plans for evidence in plan.evidence] == [False, False, True]


def test_a_step_by_role_in_a_room_of_one_group_is_a_step_like_all_others() -> None:
    session = begun(Stage.READ, {MANAGERS: 9})
    assert picture(wall(session), CasePicture).face.id == "of-managers"
    desk = desk_view(session, wall(session), START, Around())
    assert (
        desk.alone.to_say[0] == "No two roles with a text of their own are large enough: all have one text."
    )
    assert c.PlaceOthers not in wall(session).allowed
    assert not is_parted(session)
    (ask,) = asks_at(go_to(session, Stage.VOTE_1))
    assert ask.round == scenario_round(ScenarioId("of-managers"), 1)
    assert c.CountHands in wall(session).allowed


def test_in_a_room_that_named_no_role_all_have_the_text_for_all() -> None:
    session = begun(Stage.READ, {None: 9})
    assert picture(wall(session), CasePicture).face.id == "for-all"
    desk = desk_view(session, wall(session), START, Around())
    assert desk.alone.to_say[0] == "Nobody was asked for a role, or named one: all have one text."


def test_whoever_named_no_role_goes_where_the_desk_says_until_somebody_has_voted() -> None:
    session = begun(Stage.READ)
    do(session, c.PlaceOthers(LEADERS))
    assert picture(phone_page(session, None), CasePicture).face.id == "of-leaders"
    with pytest.raises(Refused, match="No group plays"):
        do(session, c.PlaceOthers(HR))
    do(session, c.Advance(START))
    cast(session, 29, "of-leaders")
    do(session, c.TakeBack(START))
    with pytest.raises(Refused, match="has voted"):
        do(session, c.PlaceOthers(MANAGERS))
    do(session, c.TakeBack(START), c.Advance(START))
    assert session.stage is Stage.READ, "left and come back to, the groups stay: somebody has voted"
    assert picture(phone_page(session, None), CasePicture).face.id == "of-leaders"


def test_the_texts_of_groups_are_in_no_list_of_what_was_played_before_they_are() -> None:
    session = room_of(ROOM)
    assert [scenario.id for _, scenario in played(session)] == ["for-all"]
    go_to(session, Stage.READ)
    assert [scenario.id for _, scenario in played(session)] == [*TEXT_OF.values()]
    assert len(STEPS) == len(session.steps)


def test_where_the_room_is_taken_back_before_anybody_voted_others_stay_where_the_desk_has_placed_them() -> (
    None
):
    session = begun(Stage.READ)
    do(session, c.PlaceOthers(LEADERS), c.TakeBack(START), c.Advance(START))
    assert session.stage is Stage.READ
    assert picture(phone_page(session, None), CasePicture).face.id == "of-leaders"


def test_who_looks_back_from_a_question_sees_what_was_chosen_about_its_text() -> None:
    session = begun(Stage.VOTE_1)
    cast_all(session)
    go_to(session, Stage.DEBRIEF)
    for text in TEXT_OF.values():
        earlier = earlier_view(session, len(ROLES), 1)
        assert earlier is not None
        assert picture(wall(session), DebriefPicture).key.id == text
        assert picture(earlier, OutcomePicture).key.id == text
        do(session, c.Advance(START))


def test_an_answer_that_was_shown_stays_shown_for_each_text() -> None:
    session = begun(Stage.VOTE_1)
    cast_all(session)
    for group in range(3):
        while session.position != Position(1, Stage.REVEAL, 0, group):
            do(session, c.Advance(START))
        with pytest.raises(Refused, match="Nothing can be taken back here"):
            do(session, c.TakeBack(START))


def test_nothing_is_for_a_role_whose_text_was_not_revealed() -> None:
    session = begun(Stage.READ)
    do(session, c.Skip(START))
    assert session.stage is Stage.ACTIONS
    assert roles_in(session, Phase.LEAD_ROLE) == ()
    with pytest.raises(Refused):
        do(session, c.AgreeAction(an_action(role="managers")))


def test_another_text_is_that_of_its_role_and_none_is_for_everyone() -> None:
    session = room_of(ROOM)
    new = a_scenario("of-frontline", phase=Phase.LEAD_ROLE, audience=FRONTLINE)
    do(session, c.SwapScenario(1, new), c.Advance(START))
    assert [group.scenario for group in session.groups_here] == [
        "of-leaders",
        "of-managers",
        "of-sales-marketing",
        "of-frontline",
    ]
    with pytest.raises(Refused, match="Each role has its own text"):
        do(room_of(ROOM), c.SwapScenario(1, a_scenario("new", phase=Phase.LEAD_ROLE)))


def test_what_one_role_has_agreed_on_is_still_offered_to_another() -> None:
    session = begun(Stage.VOTE_1)
    cast_all(session)
    go_to(session, Stage.ACTIONS)
    starters = picture(wall(session), ActionsPicture).starters
    assert {starter.role for starter in starters} == {role.value for role in TEXT_OF}
    assert len({starter.words for starter in starters}) == 1
    if_, then = split_starter(starters[0].words)
    do(session, c.AgreeAction(an_action(if_=if_, then=then, role="managers")))
    left = picture(wall(session), ActionsPicture).starters
    assert {starter.role for starter in left} == {role.value for role in TEXT_OF} - {"managers"}
    do(session, c.AgreeAction(an_action(if_=if_, then=then)))
    assert picture(wall(session), ActionsPicture).starters == ()
