"""The table of kinds: it is whole, and the drawing in the header of the machine is what it says."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.builders import EVERY_STAGE, START, a_session, do, go_to
from tests.stages import AFTER_REVEAL, ASKING, CLOSES_INTO
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live import machine
from workshop.core.live.session import EVERYBODY, Position, Stage
from workshop.core.live.steps import KINDS, ROWS, asks_at, is_closed, is_open, is_parted, opened_in, tells
from workshop.core.live.view import phone_page, room_view
from workshop.tui.live.steps import PANELS
from workshop.web.pages import Pages

PAGES = Pages()


def drawn() -> dict[str, list[str]]:
    """Where each kind leads, as the header of the machine draws it."""
    lines = re.sub(r"\n +->", " ->", machine.__doc__ or "").splitlines()
    found = (re.fullmatch(r" {4}([a-z-]+) {2,}(\S+(?: -> \S+)*)", line) for line in lines)
    return {line[1]: line[2].split(" -> ") for line in found if line is not None}


def test_the_header_of_the_machine_draws_where_each_kind_leads() -> None:
    assert drawn() == {kind: [row.stage for row in KINDS[kind].rows] for kind in StepKind}


@pytest.mark.parametrize("kind", StepKind)
def test_a_path_has_no_stage_without_a_row_and_keeps_their_order(kind: StepKind) -> None:
    session = a_session(EVERY_STAGE)
    index = next(index for index, step in enumerate(EVERY_STAGE) if step.kind is kind)
    stages = list(dict.fromkeys(place.stage for place in KINDS[kind].path(session, index)))
    rows = [row.stage for row in KINDS[kind].rows]
    assert stages == [stage for stage in rows if stage in stages]


def test_every_stage_has_a_row_and_every_kind_its_place_in_the_table() -> None:
    assert set(ROWS) == set(Stage)
    assert set(KINDS) == set(StepKind)


def test_what_is_open_closed_revealed_and_told_is_what_it_was_when_lists_said_so() -> None:
    assert {stage for stage in Stage if is_open(stage)} == ASKING
    assert {stage: opened_in(stage) for stage in Stage if is_closed(stage)} == {
        closed: stage for stage, closed in CLOSES_INTO.items()
    }
    assert {stage for stage in Stage if ROWS[stage].shows_key} == AFTER_REVEAL
    told = {(stage, part) for stage in Stage for part in (0, 1) if tells(Position(0, stage, part))}
    results = (Stage.PULSE_RESULT, Stage.DOTS_RESULT, Stage.SCORE_RESULT, Stage.LINES_RESULT)
    whole = (Stage.TALK, Stage.OUTCOME, Stage.OPEN_CASE_RESULT, *results)
    assert told == {(stage, part) for stage in whole for part in (0, 1)} | {(Stage.MAP, 1)}


@pytest.mark.parametrize("kind", StepKind)
def test_each_kind_is_drawn_on_the_wall_and_on_phones_in_all_its_stages(kind: StepKind) -> None:
    session = a_session(EVERY_STAGE)
    for row in KINDS[kind].rows:
        go_to(session, row.stage)
        assert type(room_view(session, 5).picture) in PANELS
        PAGES.forget()
        page = PAGES.room(phone_page(session), count="", part=True, change=False)
        assert f'<main class="{row.stage}"'.encode() in page.plain


def test_each_field_of_an_agenda_belongs_to_one_kind_and_winners_to_both_votes_on_ideas() -> None:
    fields = Counter(key for kind in StepKind for key in kind.keys)
    assert {field: kinds for field, kinds in fields.items() if kinds > 1} == {"winners": 2}


@pytest.mark.parametrize("stage", [stage for stage in Stage if is_open(stage)])
def test_a_round_that_closes_stays_about_what_was_asked(stage: Stage) -> None:
    session = go_to(a_session(EVERY_STAGE), stage)
    do(session, c.Advance(START))
    assert is_closed(session.stage)
    assert ROWS[session.stage].question is ROWS[stage].question


@pytest.mark.parametrize("stage", [stage for stage in Stage if is_open(stage)])
def test_who_is_asked_what_others_are_not_has_a_page_of_its_own(stage: Stage) -> None:
    session = go_to(a_session(EVERY_STAGE), stage)
    asks = asks_at(session)
    assert asks
    assert is_parted(session) or all(ask.roles == EVERYBODY for ask in asks)
