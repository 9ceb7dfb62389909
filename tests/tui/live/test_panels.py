"""What every panel keeps: its stage, its clock, its text letter by letter, and the steps behind."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from tests.builders import (
    EVERY_STAGE,
    START,
    a_card_step,
    a_dots_step,
    a_pulse_step,
    a_scenario,
    a_session,
    a_step,
    an_idea,
    answer,
    do,
    go_to,
)
from tests.core.live.test_by_role import ROOM
from tests.core.live.test_groups import room_of
from tests.tui.live.states import (
    NOW,
    STATES,
    PanelApp,
    a_case,
    acting,
    ballots,
    case_of,
    checking,
    closing,
    played,
    sealed,
    seen,
    talking,
)
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.card import OWNERSHIP
from workshop.core.agenda.pulse import FEAR, PULSES
from workshop.core.live import machine
from workshop.core.live.commands import Advance, AgreeAction, NoteIdea, Seal, Skip
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps import Picture
from workshop.core.live.view import earlier_view
from workshop.core.live.words.vote import HOW_TO_TALK, TALK
from workshop.core.plans.action import Action
from workshop.core.scenarios.scenario import Sentence
from workshop.core.words import Phase
from workshop.tui.live import steps
from workshop.tui.live.parts.texts import Texts
from workshop.tui.live.steps import Panel, earlier_panel, panel_for
from workshop.tui.live.steps.actions import EarlierActionsPanel
from workshop.tui.live.steps.card import CardPanel
from workshop.tui.live.steps.dots_result import DotsResultPanel
from workshop.tui.live.steps.map import MapPanel
from workshop.tui.live.steps.outcome import OutcomePanel
from workshop.tui.live.steps.pulse_result import PulseResultPanel
from workshop.tui.live.steps.reading import ReadingPanel
from workshop.tui.widgets.countdown import Countdown
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.numerals import Numerals
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sentences import Sentences


def drawn_by(panel: type[Panel[Any]]) -> type[Picture]:
    """The kind of picture that a panel says it draws."""
    bases = (base for one in panel.__mro__ for base in vars(one).get("__orig_bases__", ()))
    named = (part for base in bases for part in get_args(base) if isinstance(part, type))
    return next(part for part in named if issubclass(part, Picture))


def pictures(session: Session) -> Iterator[type[Picture]]:
    """The kinds of picture that the wall draws in a session, one place after the other."""
    while session.stage is not Stage.SEALED:
        if session.stage is Stage.IDEAS:
            do(session, NoteIdea(an_idea(1)), NoteIdea(an_idea(2)))
        last = machine.next_position(session) is None
        do(session, Seal(START) if last else Advance(START))
        yield type(seen(session).picture)


def test_each_picture_has_a_panel_and_each_panel_a_picture_that_it_says_it_draws() -> None:
    session = a_session((*EVERY_STAGE[:-1], a_card_step(str(OWNERSHIP)), EVERY_STAGE[-1]))
    assert {*pictures(session), *pictures(room_of(ROOM))} == set(steps.PANELS)
    assert all(issubclass(kind, drawn_by(panel)) for kind, panel in steps.PANELS.items())


EVIL = "[@click=app.quit]x[/] [red]y[/red] \\[z]"


def an_evil_session() -> Session:
    """A session in which every text is markup."""
    sentence = Sentence(EVIL, True, "arithmetic-slip", EVIL)
    scenario = a_scenario(
        title=EVIL,
        setting=EVIL,
        task=EVIL,
        source_title=EVIL,
        source=EVIL,
        options=(EVIL, EVIL, EVIL, EVIL),
        check=EVIL,
        hint=EVIL,
        reveal=EVIL,
        debrief=(EVIL,),
        actions=(f"If {EVIL}, then {EVIL}.",),
        sentences=(sentence, sentence, sentence, sentence),
        missing=EVIL,
        incident=EVIL,
    )
    return case_of(scenario, title=EVIL, purpose=EVIL, sponsor=EVIL)


EVIL_STAGES = (Stage.OPEN, Stage.READ, Stage.REVEAL, Stage.CHECK, Stage.DEBRIEF, Stage.ACTIONS, Stage.CLOSE)


@pytest.mark.parametrize("stage", EVIL_STAGES)
async def test_markup_is_shown_letter_by_letter(stage: Stage) -> None:
    session = an_evil_session()
    if stage in (Stage.OPEN, Stage.READ):
        go_to(session, stage)
    else:
        played(session, ballots(3, 5, 0, 0, (1,)), ballots(1, 7, 0, 0, (1,)), stage)
    view = seen(session)
    if stage is Stage.CLOSE:
        view = dataclasses.replace(view, actions_by_phase={Phase.LEARN: (Action("A1", EVIL, EVIL),)})
    app = PanelApp(lambda: panel_for(view))
    async with app.run_test(size=(160, 45)):
        words = [str(text.content) for text in app.query(Plain)]
        words += [headline.text for headline in app.query(Headline)]
        words += [str(sentences.render()) for sentences in app.query(Sentences)]
        assert any(EVIL.split()[0] in text for text in words)
        assert not any("@click" in segment.style.meta for segment in _segments(app) if segment.style)


def _segments(app: PanelApp):  # type: ignore[no-untyped-def]
    for strip in app.screen._compositor.render_strips():
        yield from strip


@pytest.mark.parametrize("state", STATES)
def test_every_stage_has_a_panel_that_carries_its_own_view(state: str) -> None:
    view = STATES[state]()
    assert panel_for(view).carries(view)


async def test_the_talk_counts_down_by_the_clock_it_was_given() -> None:
    view = talking()
    now = [NOW]
    panel = panel_for(view)

    def make():  # type: ignore[no-untyped-def]
        return panel

    app = PanelApp(make)
    async with app.run_test() as pilot:
        panel.clock = lambda: now[0]
        countdown = app.query_one(Countdown)
        assert countdown.text == "3:00"
        countdown._clock = panel.clock
        now[0] += 61.5
        countdown.tick()
        assert countdown.text == "1:59"
        now[0] += 600
        countdown.tick()
        assert countdown.text == "0:00"
        panel.show(dataclasses.replace(view, ends_at=now[0] + 60))
        await pilot.pause()
        assert countdown.text == "1:00"


@pytest.mark.parametrize(("use", "fix"), [(18, 0), (10, 8), (0, 18), (0, 2), (4, 4)])
async def test_the_talk_says_nothing_of_the_vote_before_it(use: int, fix: int) -> None:
    app = PanelApp(lambda: panel_for(talking(use, fix)))
    async with app.run_test():
        assert app.query_one(Headline).text == TALK
        texts = {id(text) for text in app.query_one(Texts).query(Plain)}
        beside = [str(text.content) for text in app.query(Plain) if text.display and id(text) not in texts]
        assert beside == [HOW_TO_TALK, ""]


async def test_the_check_of_a_control_is_the_word_sound() -> None:
    app = PanelApp(lambda: panel_for(checking("learn-08", None)))
    async with app.run_test():
        assert app.query_one("#word", Numerals).text == "SOUND"
        assert not app.query("#kind")


async def test_the_incident_says_how_well_it_is_known() -> None:
    app = PanelApp(lambda: panel_for(checking()))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.panel.keys == (("v", "what happened"),)
        await pilot.press("v")
        assert app.panel.keys == (("v", "the check"),)
        known = str(app.query_one("#incident", Plain).content)
        assert "Reported by several sources: " in known
        assert known.endswith("Checked 31 October 2026.")


async def test_the_next_question_takes_the_place_of_the_one_before() -> None:
    session = played(case_of(a_scenario()), to=Stage.DEBRIEF)
    app = PanelApp(lambda: panel_for(seen(session)))
    async with app.run_test() as pilot:
        assert app.query_one("#question", Headline).text == "What made it look right?"
        do(session, Advance(START))
        assert not app.panel.carries(seen(session)), "it is painted once, as a panel of its own"
        await app.query_one("#stage").mount(following := panel_for(seen(session)))
        await pilot.pause()
        assert following.query_one("#question", Headline).text == "Who recomputes ours?"
        assert str(following.query_one("#number", Plain).content) == "QUESTION 2 OF 2"


async def test_the_closing_says_what_stays_and_what_does_not() -> None:
    app = PanelApp(lambda: panel_for(closing()))
    async with app.run_test():
        saved = str(app.query_one("#saved", Plain).content)
        assert "Will be destroyed: every single vote." in saved


async def test_the_end_names_the_folder_that_the_frame_gave() -> None:
    panel = panel_for(sealed())
    panel.folder = "/tmp/[red]here"
    app = PanelApp(lambda: panel)
    async with app.run_test():
        assert app.query_one("#folder", Headline).text == "[red]here"


def behind(session: Session, step: int) -> Panel[Any]:
    """The panel of a step that is looked at again."""
    then = earlier_view(session, 18, step)
    assert then is not None
    return earlier_panel(then)


def test_a_scenario_that_was_revealed_is_its_outcome_and_one_that_was_skipped_its_text() -> None:
    assert isinstance(behind(played(a_case(), to=Stage.ACTIONS), 1), OutcomePanel)
    skipped = go_to(a_case(), Stage.READ)
    do(skipped, Skip(START))
    assert isinstance(behind(skipped, 1), ReadingPanel)


def everything_behind() -> Session:
    """A session that had a pulse, a card, a dot vote, a map and actions."""
    steps = (
        a_pulse_step(PULSES[FEAR]),
        a_card_step(),
        a_dots_step(),
        a_step(StepKind.MAP),
        a_step(StepKind.ACTIONS),
        a_step(StepKind.CLOSE),
    )
    session = a_session(steps, ())
    answer(go_to(session, Stage.PULSE), ["none"] * 6)
    answer(go_to(session, Stage.DOTS), ["I1 I2"] * 6)
    return go_to(session, Stage.CLOSE)


@pytest.mark.parametrize(
    ("step", "kind"),
    enumerate((PulseResultPanel, CardPanel, DotsResultPanel, MapPanel, EarlierActionsPanel)),
)
async def test_a_look_back_shows_each_kind_of_step_and_no_key_changes_anything(
    step: int, kind: type[Panel[Any]]
) -> None:
    panel = behind(everything_behind(), step)
    assert isinstance(panel, kind)
    app = PanelApp(lambda: panel)
    async with app.run_test() as pilot:
        await pilot.press("n", "1", "x", "w", "enter", "down")
        assert app.led == []
        assert app.screen is app.screen_stack[0]


def test_agreeing_is_a_command_and_nothing_else() -> None:
    assert AgreeAction in acting().allowed


async def test_the_last_screen_is_complete_on_a_small_wall() -> None:
    """The next date, the folder and what comes first: nobody scrolls as the room leaves."""

    def panel() -> Panel[Any]:
        made = panel_for(sealed())
        made.folder = "2026-11-30-demo"
        return made

    app = PanelApp(panel)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not app.query(".-overflows")
