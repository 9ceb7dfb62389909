"""For which role a sentence is: asked where groups played texts of their own, and nowhere else."""

from __future__ import annotations

from tests.builders import START, a_dots_step, a_session, a_step, do, go_to
from tests.core.live.test_role_plans import ROLES, a_room
from workshop.core.agenda.agenda import StepKind
from workshop.core.live.desk import Around, desk_view
from workshop.core.live.session import Session, Stage
from workshop.core.live.view import room_view
from workshop.web.desk_fields import DeskForm, Field, Holds, taken
from workshop.web.desk_forms import form_for

WORDS = {
    "": "everybody",
    "leaders": "leaders",
    "managers": "managers",
    "sales-marketing": "sales and marketing",
}


def a_form(session: Session, name: str) -> DeskForm:
    return form_for(desk_view(session, room_view(session, 30), START, Around()), {"do": name})


def role_field(form: DeskForm) -> Field | None:
    return next((one for one in form.fields if one.name == "role"), None)


def typed_into(session: Session, name: str, **texts: str) -> None:
    form = a_form(session, name)
    do(session, *form.write(taken(form, texts)))


def test_an_idea_and_an_action_are_for_a_role_or_for_everybody() -> None:
    session = a_room(Stage.IDEAS)
    typed_into(session, "idea-0", **{"if": "a rating is due", "then": "we ask"}, role="managers")
    typed_into(session, "idea-1", then="we ask twice")
    typed_into(session, "idea-0", **{"if": "a bid is due", "then": "we ask"})
    assert [(idea.then, idea.role) for _, idea in session.ideas.values()] == [
        ("we ask twice", "managers"),
        ("we ask", ""),
    ]
    go_to(session, Stage.ACTIONS)
    typed_into(session, "agree", **{"if": "a rating is due", "then": "we ask"}, role="managers")
    typed_into(session, "agree-1", role="")
    typed_into(session, "starter-1")
    assert [(action.if_, action.role) for action in session.actions_in(session.steps[1].phase)] == [
        ("a rating is due", ""),
        ("of-managers comes", "managers"),
    ]


def test_it_is_chosen_and_stands_at_everybody_or_at_the_role_whose_text_it_begins_with() -> None:
    session = a_room(Stage.IDEAS)
    for stage in (Stage.IDEAS, Stage.ACTIONS):
        for name, chosen in (("idea-0" if stage is Stage.IDEAS else "agree", ""), ("starter-2", ROLES[2])):
            field = role_field(a_form(go_to(session, stage), name))
            assert field is not None
            assert (field.holds, field.words, field.text, field.must) == (Holds.WORD, WORDS, chosen, True)


def test_where_all_played_the_same_nobody_is_asked() -> None:
    session = a_session((a_dots_step(), a_step(StepKind.ACTIONS), a_step(StepKind.CLOSE)))
    for stage, name in ((Stage.IDEAS, "idea-0"), (Stage.ACTIONS, "agree")):
        assert role_field(a_form(go_to(session, stage), name)) is None
