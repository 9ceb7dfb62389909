"""What every panel keeps: its stage, its clock, its text letter by letter, and the steps behind."""

from __future__ import annotations

import dataclasses

import pytest

from tests.builders import a_scenario, go_to
from tests.tui.panels.states import (
    NOW,
    STATES,
    PanelApp,
    acting,
    ballots,
    case_of,
    checking,
    closing,
    played,
    reading,
    revealed,
    sealed,
    seen,
    talking,
    voting,
)
from workshop.core.action import Action
from workshop.core.commands import AgreeAction
from workshop.core.scenario import Sentence
from workshop.core.session import Session, Stage
from workshop.core.view import RoomView
from workshop.core.words import Phase
from workshop.tui.panels import panel_for, past_panel
from workshop.tui.panels.actions import PastActionsPanel
from workshop.tui.panels.reading import ReadingPanel
from workshop.tui.panels.reveal import RevealPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.countdown import Countdown
from workshop.tui.widgets.plain import Plain

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
        words += [letters.text for letters in app.query(BlockLetters)]
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


async def test_the_talk_shows_no_number_of_votes() -> None:
    app = PanelApp(lambda: panel_for(talking(10, 8)))
    async with app.run_test():
        words = " ".join(str(text.content) for text in app.query(Plain) if text.display)
        assert "Suggested: Worth a talk." in words
        assert not any(letter.isdigit() or letter == "%" for letter in words)


async def test_a_small_room_is_told_that_the_suggestion_is_rough() -> None:
    app = PanelApp(lambda: panel_for(talking(4, 4)))
    async with app.run_test():
        assert app.query_one("#rough").display


async def test_the_check_of_a_control_is_the_word_sound() -> None:
    app = PanelApp(lambda: panel_for(checking("learn-08", None)))
    async with app.run_test():
        assert app.query_one("#word", BlockLetters).text == "SOUND"
        assert not app.query("#kind")


async def test_the_incident_says_how_well_it_is_known() -> None:
    app = PanelApp(lambda: panel_for(checking()))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.panel.keys == (("v", "what happened"),)
        await pilot.press("v")
        assert app.panel.keys == (("v", "the check"),)
        source = str(app.query_one("#source", Plain).content)
        assert source.startswith("Reported by several sources: ")
        assert source.endswith("Checked 31 October 2026.")


async def test_the_next_question_takes_the_place_of_the_one_before() -> None:
    session = played(case_of(a_scenario()), to=Stage.DEBRIEF)
    app = PanelApp(lambda: panel_for(seen(session)))
    async with app.run_test() as pilot:
        assert app.query_one("#question", BlockLetters).text == "What made it look right?"
        view = seen(session)
        following = dataclasses.replace(
            view, position=dataclasses.replace(view.position, part=1), question="Who recomputes ours?"
        )
        assert app.panel.carries(following)
        app.panel.show(following)
        await pilot.pause()
        assert app.query_one("#question", BlockLetters).text == "Who recomputes ours?"
        assert str(app.query_one("#number", Plain).content) == "question 2 of 2"


async def test_the_closing_says_what_stays_and_what_does_not() -> None:
    app = PanelApp(lambda: panel_for(closing()))
    async with app.run_test():
        saved = str(app.query_one("#saved", Plain).content)
        assert "Destroyed: every single vote." in saved


async def test_the_end_names_the_folder_that_the_frame_gave() -> None:
    panel = panel_for(sealed())
    panel.folder = "/tmp/[red]here"
    app = PanelApp(lambda: panel)
    async with app.run_test():
        assert str(app.query_one("#folder", Plain).content) == "/tmp/[red]here"


def test_a_step_that_was_revealed_is_its_reveal() -> None:
    panel = past_panel(acting(), 1)
    assert isinstance(panel, RevealPanel)
    assert panel.view.key is not None


def test_a_step_that_was_left_before_its_reveal_is_its_text_and_no_key() -> None:
    panel = past_panel(voting(), 1)
    assert isinstance(panel, ReadingPanel)
    assert panel.view.key is None
    assert panel.view.stage is Stage.READ


async def test_an_action_step_behind_shows_its_actions_and_changes_nothing() -> None:
    panel = past_panel(closing(2), 2)
    assert isinstance(panel, PastActionsPanel)
    app = PanelApp(lambda: panel)
    async with app.run_test() as pilot:
        await pilot.press("n", "1", "x", "enter")
        assert app.led == []
        assert app.screen is app.screen_stack[0]
        assert len(app.query_one("#agreed").children) == 2


@pytest.mark.parametrize("view", [reading(), revealed()])
def test_other_steps_have_no_picture(view: RoomView) -> None:
    assert past_panel(view, 0) is None
    assert past_panel(view, 2) is None
    assert past_panel(view, 99) is None
    assert past_panel(view, -1) is None


async def test_every_past_panel_mounts() -> None:
    for index in (1, 2):
        panel = past_panel(closing(), index)
        assert panel is not None
        app = PanelApp(lambda panel=panel: panel)  # type: ignore[misc]
        async with app.run_test() as pilot:
            await pilot.pause()


def test_agreeing_is_a_command_and_nothing_else() -> None:
    assert AgreeAction in acting().allowed
