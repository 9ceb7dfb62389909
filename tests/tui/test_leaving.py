"""The ways out: resume later, end now, seal at the end, or because the system asks."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.builders import EVERY_STAGE, a_ballot, a_session, cast_all, go_to, token_of
from tests.tui.driving import Stand, live_stand, settle, until
from workshop.core.live import commands as c
from workshop.core.live.rounds import question_round
from workshop.core.live.session import Stage, Text
from workshop.core.live.view import room_view
from workshop.ports import BackstageError, Leaving
from workshop.storage.names import JOURNAL_NAME
from workshop.storage.plans.folder import PlanError
from workshop.tui.forms.next_date import NextDateForm
from workshop.tui.live.screen import LiveScreen
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.questions import end_early_question, quit_question
from workshop.tui.screens.home import HomeScreen
from workshop.tui.widgets.plain import Plain

if sys.platform == "win32":
    pytest.skip("Windows has no such signals", allow_module_level=True)

Q = pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])


def answers(at: Stand) -> list[str]:
    options = [one for one in at.app.screen.query_one(OptionList).options if not one.disabled]
    return [str(option.prompt).splitlines()[0] for option in options]


async def gone(at: Stand) -> None:
    await until(at.pilot, lambda: not at.app.is_running or at.app._exit)


async def the_next_date_is_taken(at: Stand) -> None:
    """Take the date that is suggested for the next session."""
    await at.until(lambda: isinstance(at.app.screen, NextDateForm))
    await at.press("enter")


@Q
async def test_leaving_asks_and_staying_changes_nothing(tmp_path: Path, key: str) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        await at.press(key)
        assert answers(at) == ["Leave; resume later", "End now and save", "Stay"]
        await at.press("enter")
        assert isinstance(at.app.screen, LiveScreen)
        assert at.backstage.left == 0


async def test_a_second_ctrl_q_asks_no_second_time(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        await at.press("ctrl+q", "ctrl+q")
        assert sum(isinstance(screen, AskModal) for screen in at.app.screen_stack) == 1


async def test_in_the_lobby_there_is_nothing_to_save(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        await at.press("q")
        assert answers(at) == ["Leave; resume later", "Stay"]


async def test_an_open_vote_is_named(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        at.room.note_present(8)
        await cast_all(at.room, [a_ballot()] * 6)
        await at.until(lambda: at.footer.main == ("Space", "close the vote, 6 of 8 have voted"))
        await at.press("q")
        detail = str(at.app.screen.query_one("#detail", Plain).content)
        assert detail.startswith("A vote is open: 6 of 8 have voted.")


@pytest.mark.parametrize(
    ("stage", "what"),
    [(Stage.VOTE_2, "vote"), (Stage.PULSE, "short question"), (Stage.DOTS, "dot vote")],
)
def test_whatever_is_open_is_said_to_keep_nothing(stage: Stage, what: str) -> None:
    view = room_view(go_to(a_session(EVERY_STAGE), stage), 9)
    leaving, ending = quit_question(view), end_early_question(view)
    assert leaving.detail.startswith(f"A {what} is open: 0 of 9 have voted.")
    assert leaving.detail.endswith(f"End now, and this {what} is neither shown nor saved.")
    assert ending.detail.endswith(f"The open {what} is neither shown nor saved.")


def test_after_the_close_nothing_is_lost() -> None:
    view = room_view(go_to(a_session(EVERY_STAGE), Stage.PULSE_RESULT), 9)
    assert quit_question(view).detail == ""
    assert "open" not in end_early_question(view).detail


async def test_leave_and_resume_later_keeps_the_journal(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        folder = at.room.folder.path
        await at.press("q", "up", "up", "enter")
        await gone(at)
        assert (folder / JOURNAL_NAME).exists()
        assert at.backstage.left == 1
    assert at.app.return_value is Leaving.LATER


@pytest.mark.long
async def test_end_now_seals_from_anywhere(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        folder = at.room.folder.path
        await at.press("q", "up", "enter")
        await the_next_date_is_taken(at)
        await gone(at)
        assert not (folder / JOURNAL_NAME).exists()
    assert at.app.return_value is Leaving.ENDED


@pytest.mark.parametrize("stage", [Stage.READ, pytest.param(Stage.CLOSE, marks=pytest.mark.long)])
async def test_questions_that_nobody_has_read_are_said_before_the_seal_without_their_words(
    tmp_path: Path, stage: Stage
) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        await at.room.lead(c.OpenDesk())
        await at.room.cast(token_of(at.room, "one"), question_round(0), Text("When is lunch?"))
        if stage is Stage.CLOSE:
            await at.room.lead(c.EndEarly(at.room.clock()))
            await settle(at.pilot)
            await at.press("space")
        else:
            await at.press("q", "up", "enter")  # what was asked comes with the closing
        await the_next_date_is_taken(at)
        await at.until(lambda: isinstance(at.app.screen, AskModal))
        detail = str(at.app.screen.query_one("#detail", Plain).content)
        assert detail.startswith("Questions from phones still wait at the desk: they are destroyed as well.")
        assert "lunch" not in detail
        await at.press("down", "enter")
        await settle(at.pilot)
        assert at.room.view().stage is Stage.CLOSE
        await at.room.lead(c.PutTextsAway(question_round(0), (0,)))
        await settle(at.pilot)
        await at.press("space")
        await at.until(lambda: isinstance(at.app.screen, AskModal))
        detail = str(at.app.screen.query_one("#detail", Plain).content)
        assert detail == "After this the session cannot be resumed."


async def test_the_last_space_asks_seals_and_goes_home(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.CLOSE) as at:
        await at.press("space")
        await the_next_date_is_taken(at)
        await at.until(lambda: isinstance(at.app.screen, AskModal))
        assert answers(at) == ["Save and end", "Not yet"]
        await at.press("enter")
        await at.until(lambda: at.room.view().stage is Stage.SEALED)
        await at.until(lambda: at.footer.main == ("Space", "back to the start"))
        assert not (at.room.folder.path / JOURNAL_NAME).exists()
        await at.press("space")
        await at.until(lambda: isinstance(at.app.screen, HomeScreen))
        assert at.backstage.left == 1


async def test_not_yet_seals_nothing(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.CLOSE) as at:
        await at.press("space")
        await the_next_date_is_taken(at)
        await at.until(lambda: isinstance(at.app.screen, AskModal))
        await at.press("down", "enter")
        assert at.room.view().stage is Stage.CLOSE


@pytest.mark.parametrize("key", ["q", pytest.param("space", marks=pytest.mark.long)])
async def test_while_phones_can_fetch_the_report_leaving_asks_first(tmp_path: Path, key: str) -> None:
    async with live_stand(tmp_path, stage=Stage.CLOSE) as at:
        await at.room.seal()
        await at.until(lambda: at.footer.main == ("Space", "back to the start"))
        await at.press("p", key)
        await at.until(lambda: isinstance(at.app.screen, AskModal))
        assert answers(at) == ["Stay", "Leave"]
        await at.press("space")
        assert at.backstage.left == 0
        await at.press(key, "down", "enter")
        await at.until(lambda: at.backstage.left == 1)


async def test_after_sealing_q_asks_nothing(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.CLOSE) as at:
        await at.room.seal()
        await at.until(lambda: at.footer.main == ("Space", "back to the start"))
        await at.press("q")
        await gone(at)
    assert at.app.return_value is Leaving.ENDED


async def test_a_seal_that_fails_destroys_nothing_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with live_stand(tmp_path, stage=Stage.CLOSE) as at:

        async def fail() -> None:
            raise PlanError("The disk is full. Mend that and do the same again; nothing is lost.")

        monkeypatch.setattr(at.room, "seal", fail)
        await at.press("q", "up", "enter")
        await the_next_date_is_taken(at)
        await at.until(lambda: at.notice.startswith("The disk is full."))
        assert isinstance(at.app.screen, LiveScreen)


async def test_a_host_that_fails_to_stop_does_not_keep_the_program(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        at.backstage.failure = BackstageError("The door is stuck.")
        await at.press("q", "up", "enter")
        await gone(at)
    assert at.app.return_value is Leaving.LATER


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_leaves_through_the_front_door(tmp_path: Path, number: signal.Signals) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        folder = at.room.folder.path
        os.kill(os.getpid(), number)
        await gone(at)
        assert at.backstage.left == 1
        assert (folder / JOURNAL_NAME).exists()
    assert at.app.return_code == 128 + number


async def test_after_sealing_nobody_is_asked_to_join(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.CLOSE) as at:
        await at.room.seal()
        await at.until(lambda: at.footer.main == ("Space", "back to the start"))
        await at.press("j")
        assert at.notice == "The session is over: nobody joins any more."
