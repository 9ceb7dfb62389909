"""Who cannot see the wall finds on the phone all that it says, and a figure only once the wall says it."""

from __future__ import annotations

import html
import re

import pytest

from tests.builders import (
    EVERY_STAGE,
    START,
    a_ballot,
    a_look_back,
    a_pulse_step,
    a_session,
    a_step,
    an_action,
    an_idea,
    an_opening,
    answer,
    do,
    go_to,
    name_roles,
    round_now,
    vote,
)
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.pulse import BLOCKERS, GOOD_HELD, PULSES, ROLE, Answer
from workshop.core.good import Good
from workshop.core.live import commands as c
from workshop.core.live import machine
from workshop.core.live.rounds import Seat, Takes
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps import is_closed, is_open
from workshop.core.live.steps.pulse import pulse_at
from workshop.core.live.view import marks_of, phone_page, room_view
from workshop.core.words import Audience
from workshop.web.pages import Pages
from workshop.web.wall import WallPage

WITH_FORM = {Stage.LOBBY, *(stage for stage in Stage if is_open(stage) or is_closed(stage))}
"""Where a phone says in its own way what there is to do."""


WRITTEN = {Stage.IDEAS, Stage.ACTIONS}
"""Where the wall has more to write with."""


def pieces(page: str) -> list[str]:
    """Each text of a page, without the marks around it."""
    return [" ".join(html.unescape(text).split()) for text in re.split(r"<[^>]+>", page) if text.strip()]


def take_part(session: Session) -> None:
    """Vote, write or agree, whatever the place asks for."""
    round_ = round_now(session)
    if session.stage is Stage.IDEAS:
        for number in range(5):
            do(session, c.NoteIdea(an_idea(len(session.ideas) + number)))
    elif session.stage is Stage.CARD:
        do(
            session,
            c.FillCard(
                {"amber": ("text for customers", "figures that leave the team"), "owner": ("Team leads",)}
            ),
        )
    elif session.stage is Stage.ACTIONS:
        do(session, c.AgreeAction(an_action()))
    elif round_ is not None and round_.takes is Takes.BALLOT:
        vote(session, [a_ballot(taps=(1,))] * 6)
    elif session.stage in (Stage.DOTS, Stage.LINES):
        answer(session, ["I1 I2"] * 6)
    elif session.stage is Stage.OPEN_CASE_VOTE:
        answer(session, ["1", "1 2", "", "1", "+", "0 1"])
    elif session.stage is Stage.SCORE:
        for number in range(6):
            seats = dict.fromkeys([round_.subject], Seat(f"s{number}")) if round_ else {}
            lot = marks_of(session, seats.__getitem__).lot
            answer(session, [" ".join(f"{idea}=4" for idea in lot)], number)
    elif round_ is not None:
        first, second, *_ = pulse_at(session).values
        answer(session, [first] * 4 + [second] * 2)


PAGES = Pages()


def both(session: Session, of_wall: WallPage) -> tuple[list[str], list[str]]:
    """What the wall says, and what a phone says that has said nothing itself."""
    PAGES.forget()
    page = PAGES.room(phone_page(session), count="", part=True, change=False).plain.decode()
    wall = of_wall.write(room_view(session, 6))
    if session.stage is Stage.REVEAL:  # lines that no finding is about stand on the phone with its own taps
        wall = re.sub(r'<ol class="rows">.*?</ol>', "", wall, flags=re.DOTALL)
    return pieces(wall), pieces(page)


@pytest.mark.parametrize("votes", [True, False], ids=["six voted", "nobody voted"])
def test_a_phone_says_all_that_the_wall_says_at_every_place(votes: bool) -> None:
    session, seen = a_session(EVERY_STAGE, look_back=a_look_back(an_action())), set()
    of_wall = WallPage(lambda: room_view(session, 6))
    while True:
        if votes or not is_open(session.stage):
            take_part(session)
        wall, phone = both(session, of_wall)
        if session.stage not in WITH_FORM:
            assert [text for text in wall if text not in phone] == [], session.position
        shown, page = room_view(session, 6), phone_page(session)
        if session.stage not in WRITTEN:
            assert page.picture == shown.picture, "a figure on phones is the one on the wall"
        assert page.voted in (0, shown.voted)
        seen.add(session.stage)
        if session.stage is Stage.SEALED:
            break
        do(session, c.Seal(START, 6) if session.stage is Stage.CLOSE else c.Advance(START))
    assert seen == set(Stage)


def test_the_lines_that_a_question_is_about_stand_on_wall_and_phone() -> None:
    back = a_look_back(good=(Good("managers", check="each figure"),))
    steps = (a_pulse_step(PULSES[GOOD_HELD]), a_step(StepKind.CLOSE))
    session = go_to(machine.opened(an_opening(steps, (), look_back=back)), Stage.PULSE)
    for page in both(session, WallPage(lambda: room_view(session, 6))):
        assert "Managers: We check each figure." in page


def test_both_sides_of_a_question_stand_next_to_each_other_on_phones_too() -> None:
    steps = (a_pulse_step(PULSES[ROLE]), a_pulse_step(PULSES[BLOCKERS]), a_step(StepKind.CLOSE))
    session = name_roles(a_session(steps), [Audience.MANAGERS] * 5 + [Audience.SUPPORT] * 6)
    answers = [Answer("cost", Audience.MANAGERS)] * 5 + [Answer("leaving", Audience.SUPPORT)] * 6
    answer(go_to(session, Stage.PULSE), answers)
    do(session, c.Advance(START), c.Advance(START))
    wall, phone = both(session, WallPage(lambda: room_view(session, 11)))
    assert [text for text in wall if text not in phone] == []
    for side in ("Leaders and managers: 5 answered.", "Employees: 6 answered."):
        (at,) = (at for at, text in enumerate(phone) if text == side)
        said = "What it costs: 5" if side.startswith("Leaders") else "What it costs: 0"
        assert phone[at + 1] == said
