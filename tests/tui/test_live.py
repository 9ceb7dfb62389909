"""The live screen: every key, what it refuses, and what it shows of the room."""

from __future__ import annotations

import contextvars
from pathlib import Path
from typing import Any

import pytest
from textual.widget import Widget
from textual.widgets import Input

from tests.builders import (
    ONE_SCENARIO,
    ROLE,
    STEPS,
    a_ballot,
    a_card_step,
    a_dots_step,
    a_pulse_step,
    a_step,
    cast_all,
    drawn,
    lead_to,
)
from tests.tui.driving import NARROW, USUAL, Stand, live_stand
from tests.tui.live.measuring import FOUR_SIZES, lost_lines
from tests.tui.live.states import PanelApp, case_of, library, seen
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.live.words.promise import promise
from workshop.core.live.words.vote import CLOSED
from workshop.core.words import LONGEST_NAME, Decision, Phase
from workshop.storage.journal import JournalError
from workshop.tui.forms.action_form import ActionForm
from workshop.tui.live.parts.base import Panel
from workshop.tui.live.screen import MOST_KEYS, LiveScreen
from workshop.tui.live.steps.lobby import LobbyPanel
from workshop.tui.live.steps.outcome import OutcomePanel
from workshop.tui.live.steps.reading import ReadingPanel
from workshop.tui.messages import Lead
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.hands import HandsModal
from workshop.tui.modals.help import HelpModal
from workshop.tui.modals.join import JoinModal
from workshop.tui.modals.small import TooSmallModal
from workshop.tui.modals.warnings import WarningsModal
from workshop.tui.widgets.clock import Clock
from workshop.tui.widgets.countdown import Countdown
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.qr import QrCode, qr_size
from workshop.tui.widgets.voted_row import VotedRow

TWO_SCENARIOS = (*ONE_SCENARIO[:2], a_step(scenario=ROLE, phase=Phase.LEAD_ROLE), a_step(StepKind.CLOSE))


async def test_space_leads_from_the_lobby_to_the_end(tmp_path: Path) -> None:
    stages = []
    async with live_stand(tmp_path) as at:
        for _ in range(30):
            stages.append(at.room.view().stage)
            if stages[-1] is Stage.CLOSE:
                break
            await at.press("space")
            if isinstance(at.app.screen, WarningsModal):
                await at.press("down", "enter")
    assert stages[0] is Stage.LOBBY
    assert stages[-1] is Stage.CLOSE
    assert Stage.VOTE_2 in stages


async def test_a_second_space_right_after_the_first_does_not_close_the_vote(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        at.ticks.step = 0.1
        await at.press("space", "space", "space")
        assert at.room.view().stage is Stage.VOTE_1
        at.ticks.now += 5
        await at.press("space")
        assert at.room.view().stage is Stage.VOTE_1_CLOSED


async def test_the_quiet_also_follows_a_move_from_elsewhere(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        at.ticks.step = 0.1
        await at.room.lead(c.Advance(at.clock()))
        await at.until(lambda: at.footer.main is not None and "close the vote" in at.footer.main[1])
        await at.press("space")
        assert at.room.view().stage is Stage.VOTE_1


async def test_more_time_is_added(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        before = at.room.view().ends_at
        assert before is not None
        await at.press("plus")
        assert at.room.view().ends_at == before + 60


async def test_the_clock_counts_down_and_over(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        clock = at.live.query_one(Clock)
        assert clock.words == "1:30"
        at.clock.pass_by(102)
        await at.until(lambda: clock.words == "time is up, +0:12")


async def test_a_skip_after_the_first_vote_goes_to_the_reveal(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.TALK) as at:
        await at.press("s")
        assert at.room.view().stage is Stage.REVEAL


async def test_the_footer_says_what_is_skipped_and_names_no_skip_that_is_what_space_does(
    tmp_path: Path,
) -> None:
    async with live_stand(tmp_path, stage=Stage.TALK) as at:
        await at.until(lambda: "s skip the second vote" in str(at.footer.render()))
        await at.press("s", "space")
        await at.until(lambda: "s skip the check" in str(at.footer.render()))
    async with live_stand(tmp_path / "actions", stage=Stage.ACTIONS) as at:
        assert "s" not in dict(at.footer.keys)


async def test_a_skip_of_something_unseen_asks_first(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        await at.press("s")
        assert isinstance(at.app.screen, AskModal)
        await at.press("enter")
        assert at.room.view().stage is Stage.READ, "the bar is on the answer that does least"
        await at.press("s", "up", "enter")
        await at.until(lambda: at.room.view().stage is Stage.ACTIONS)


async def test_a_line_typed_by_mistake_does_not_run_through_the_session(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.TALK) as at:
        at.ticks.step = 0.1
        await at.press("s", "s", "space", "s")
        assert at.room.view().stage is Stage.REVEAL


async def test_an_open_pulse_is_left_after_a_question(tmp_path: Path) -> None:
    steps = (a_pulse_step(), a_step(StepKind.CLOSE))
    async with live_stand(tmp_path, stage=Stage.PULSE, steps=steps) as at:
        await at.press("s")
        assert isinstance(at.app.screen, AskModal)
        assert at.app.screen.detail == "0 have answered. What was answered is neither shown nor saved."
        await at.press("up", "enter")
        await at.until(lambda: at.room.view().stage is Stage.CLOSE)


async def test_a_vote_closes_without_a_question_and_u_opens_it_again_with_its_ballots(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        at.room.note_present(8)
        await cast_all(at.room, [a_ballot()] * 6)
        await at.press("space")
        assert at.room.view().stage is Stage.VOTE_1_CLOSED
        assert at.footer.main == ("Space", "talk about it")
        assert at.footer.keys[0] == ("u", "open the vote again")
        await at.press("u")
        assert (at.room.view().stage, at.room.view().voted) == (Stage.VOTE_1, 6)
        await at.press("space", "space")
        assert at.room.view().stage is Stage.TALK
        await at.press("u")
        assert at.room.view().stage is Stage.TALK
        assert at.notice == "Nothing can be taken back here: what the room has seen of its votes stays seen."


async def test_a_closed_vote_keeps_its_text_and_says_how_many_have_voted(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        panel = at.live.query_one(ReadingPanel)
        at.room.note_present(8)
        await cast_all(at.room, [a_ballot()] * 6)
        await at.press("space")
        assert at.live.query_one(ReadingPanel) is panel
        await at.until(lambda: at.live.query_one(VotedRow).words == f"6 of 8 have voted. {CLOSED}")


async def test_the_way_back_from_an_end_by_mistake_is_named_on_the_smallest_screen(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ, size=NARROW) as at:
        await at.press("e", "up", "enter")
        await at.until(lambda: at.room.view().stage is Stage.CLOSE)
        await at.until(lambda: "save the plans and end the session" in str(at.footer.render()))
        assert "u take back: skip" in str(at.footer.render())


async def test_a_move_without_a_way_back_says_so_first_on_the_smallest_screen(tmp_path: Path) -> None:
    steps = (a_step(StepKind.REVIEW), a_card_step(), a_step(StepKind.CLOSE))
    async with live_stand(tmp_path, stage=Stage.REVIEW, steps=steps, size=NARROW) as at:
        await at.press("y", "right")
        await at.until(lambda: "write the earlier plan, no way back;" in str(at.footer.render()))


@pytest.mark.long
async def test_what_was_skipped_by_mistake_is_taken_back(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        await at.press("s", "up", "enter")
        await at.until(lambda: at.room.view().stage is Stage.ACTIONS)
        await at.until(lambda: ("u", "take back: skip") in at.footer.keys)
        await at.press("e", "up", "enter")
        await at.until(lambda: at.room.view().stage is Stage.CLOSE)
        await at.press("u", "u")
        await at.until(lambda: at.room.view().stage is Stage.READ)


@pytest.mark.long
async def test_the_actions_of_a_look_back_are_gone_through_back_and_forth(tmp_path: Path) -> None:
    steps = (a_step(StepKind.REVIEW), a_step(StepKind.CLOSE))
    async with live_stand(tmp_path, stage=Stage.REVIEW, steps=steps, size=NARROW) as at:
        for key, part in (("space", 1), ("b", 0), ("right", 1), ("pageup", 0), ("pagedown", 1), ("left", 0)):
            await at.press(key)
            assert at.room.view().position.part == part, key
        assert at.room.view().stage is Stage.REVIEW
        await at.press("b")
        assert at.notice == "There is nothing behind us yet."
        await at.press("space", "right")
        assert ("b", "back") in at.footer.keys
        words = str(at.footer.render())
        assert "  y/p/n yes/partly/no   Enter value   b back   " in words
        assert words.endswith("   ? help")
        assert [key for key, _ in at.footer.keys].count("b") == 1
        assert "(0 of 2 answered)" in str(at.live.query_one("#count", Plain).content)
        await at.press("y")
        assert "(1 of 2 answered)" in str(at.live.query_one("#count", Plain).content)
        await at.press("b", "y", "s")
        assert isinstance(at.app.screen, AskModal)
        await at.press("escape", "right")
        assert str(at.live.query_one("#count", Plain).content).endswith("action 2 of 2")


async def test_the_hint_is_shown(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.TALK) as at:
        assert ("h", "hint") in at.footer.keys
        await at.press("h")
        assert drawn(at.room.view(), "hint") is not None
        assert ("h", "hint") not in at.footer.keys


@pytest.mark.parametrize(
    ("stage", "key", "sentence"),
    [
        (Stage.VOTE_1, "s", "Close the vote first (Space), then skip."),
        (Stage.DOTS, "s", "Close the vote first (Space), then skip."),
        (Stage.LOBBY, "s", "There is nothing to skip here."),
        (Stage.CLOSE, "s", "There is nothing to skip here."),
        (Stage.READ, "h", "A hint belongs to a vote or to the talk after it."),
        (Stage.LOBBY, "plus", "This screen has no timer."),
        (Stage.LOBBY, "m", "Hands can be counted while a vote is open."),
        (Stage.LOBBY, "e", "There is nothing to end early here."),
        (Stage.LOBBY, "b", "There is nothing behind us yet."),
    ],
)
async def test_what_is_refused_is_said(tmp_path: Path, stage: Stage, key: str, sentence: str) -> None:
    steps = (a_dots_step(), a_step(StepKind.CLOSE)) if stage is Stage.DOTS else ONE_SCENARIO
    async with live_stand(tmp_path, stage=stage, steps=steps) as at:
        await at.press(key)
        await at.until(lambda: at.notice == sentence)
        assert at.room.view().stage is stage


async def test_a_notice_goes_with_the_stage_it_belongs_to(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        await at.press("h", "space")
        await at.until(lambda: at.notice == "")


async def test_a_journal_that_cannot_be_written_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:

        async def fail(_: c.Command, after: int | None) -> None:
            raise JournalError("The disk is full. Make room, then do the same again.")

        monkeypatch.setattr(at.room, "lead", fail)
        await at.press("space")
        assert at.notice.startswith("The disk is full.")


async def test_trouble_of_the_room_stays_on_the_screen(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        at.room.trouble = "The plan could not be saved."
        await at.press("plus")
        assert at.live.query_one("#trouble", Notice).text == "The plan could not be saved."
        await at.press("space")
        assert at.live.query_one("#trouble", Notice).text == "The plan could not be saved."


async def test_the_code_comes_over_anything_and_goes(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        await at.press("j")
        assert isinstance(at.app.screen, JoinModal)
        await at.press("space")
        assert isinstance(at.app.screen, LiveScreen)
        assert at.room.view().stage is Stage.VOTE_1


async def test_hands_are_counted_in_the_words_of_the_case(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        await at.press("m")
        assert isinstance(at.app.screen, HandsModal)
        assert "Correct it." in [str(one.content) for one in at.app.screen.query(Plain)]
        await at.press("4", "tab", "7", "enter")
        view = at.room.view()
        assert (view.hands, view.voted, view.by_hand) == (11, 0, False)


async def test_the_dialog_of_hands_goes_on_saying_how_many_phones_have_voted(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        await at.press("m")
        phones = at.app.screen.query_one("#phones", Plain)
        assert str(phones.content) == "No phone is here."
        await cast_all(at.room, [a_ballot()] * 6)
        await at.until(lambda: str(phones.content) == "By phone: 6 of 6 have voted.")
        await at.press("9")
        assert said_in(at) == "6 phones and 9 hands in this vote."


async def test_hands_are_numbers_without_a_sign(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        await at.press("m", "minus", "3", "x", "plus")
        assert str(at.app.screen.query_one("#total", Plain).content) == "3 hands in this vote."


async def test_no_hands_are_no_count(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        await at.press("m", "enter")
        assert isinstance(at.app.screen, HandsModal)
        assert at.app.screen.query_one(Notice).text
        await at.press("escape")
        assert at.room.view().hands == 0


async def test_no_hands_take_an_earlier_count_back_and_say_so(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        await cast_all(at.room, [a_ballot()] * 6)
        await at.press("m", "9", "enter")
        assert (at.room.view().hands, at.room.view().voted) == (9, 6)
        await at.press("m")
        assert "takes the count back" in str(at.app.screen.query_one("#total", Plain).content)
        await at.press("enter")
        assert (at.room.view().hands, at.room.view().voted) == (0, 6)


async def test_hands_instead_of_phones_are_a_choice_that_says_what_is_deleted(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        await cast_all(at.room, [a_ballot()] * 6)
        await at.press("m", "9")
        assert said_in(at) == "6 phones and 9 hands in this vote."
        await at.press("tab", "tab", "tab", "tab", "right")
        assert said_in(at) == "9 hands, no phones: their 6 votes so far will be deleted."
        await at.press("enter")
        view = at.room.view()
        assert (view.hands, view.voted, view.by_hand) == (9, 0, True)
        assert view.next_words == "close the vote, 9 hands"


def said_in(at: Stand) -> str:
    return str(at.app.screen.query_one("#total", Plain).content)


async def test_end_early_asks_first(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        await at.press("e")
        assert isinstance(at.app.screen, AskModal)
        await at.press("enter")
        assert at.room.view().stage is Stage.READ
        await at.press("e", "up", "enter")
        await at.until(lambda: at.room.view().stage is Stage.CLOSE)


async def test_a_look_back_moves_nothing_and_goes_further(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.CLOSE, steps=TWO_SCENARIOS) as at:
        position = at.room.view().position
        seen = []
        for _ in range(3):
            await at.press("b")
            seen.append(str(at.live.query_one("#subject").render()))
        assert [words.split("step ")[1][0] for words in seen] == ["3", "2", "1"]
        assert at.footer.main == ("Space", "back to now")
        await at.press("space")
        assert at.footer.main == ("Space", at.room.view().next_words)
        assert at.room.view().position == position


async def test_a_look_back_from_the_questions_begins_with_what_was_chosen(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.DEBRIEF, steps=TWO_SCENARIOS) as at:
        position = at.room.view().position
        await at.press("b")
        past = at.live.query_one("#stage > .-earlier", OutcomePanel)
        assert past.picture.key.title == at.room.view().title
        assert "looking back" in str(at.live.query_one("#subject").render())
        await at.press("space")
        assert not at.live.query("#stage > .-earlier")
        assert at.room.view().position == position


async def test_a_look_back_says_so_also_after_the_room_has_changed(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.ACTIONS) as at:
        await at.press("b", "plus")
        assert "looking back" in str(at.live.query_one("#subject").render())


async def test_a_look_back_at_nothing_ends_with_space_and_moves_nothing(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        await at.press("b", "b")
        assert at.notice == "There is nothing behind us yet."
        assert (at.footer.main, at.footer.keys) == (("Space", "back to now"), (("?", "help"),))
        await at.press("space")
        assert (at.room.view().stage, at.notice) == (Stage.VOTE_1, "")
        await at.press("space")
        assert at.room.view().stage is Stage.VOTE_1_CLOSED


async def test_a_look_back_at_nothing_ends_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workshop.tui.live.screen.NOTICE_SECONDS", 0.01)
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        await at.press("b")
        await at.until(lambda: at.footer.main != ("Space", "back to now"))
        await at.press("space")
        assert at.room.view().stage is Stage.VOTE_1_CLOSED


@pytest.mark.parametrize("key", ["space", "right", "escape"])
async def test_any_of_three_keys_ends_a_look_back(tmp_path: Path, key: str) -> None:
    async with live_stand(tmp_path, stage=Stage.ACTIONS) as at:
        await at.press("left")
        assert len(at.live.query("#stage > .-earlier")) == 1
        await at.press(key)
        assert len(at.live.query("#stage > .-earlier")) == 0
        assert at.room.view().stage is Stage.ACTIONS


async def test_a_move_from_elsewhere_ends_a_look_back(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.ACTIONS) as at:
        await at.press("b")
        await lead_to(at.room, Stage.CLOSE)
        await at.until(lambda: len(at.live.query("#stage > .-earlier")) == 0)
        assert len(at.live.query("#stage > .-live")) == 1


async def test_the_lobby_counts_phones_that_come_from_another_task(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        # The endpoint calls the room from its own tasks, which know nothing of the app.
        contextvars.Context().run(at.room.note_present, 18)
        await at.until(lambda: count_in(at) == "18 phones are here")
        contextvars.Context().run(at.room.note_present, 1)
        await at.until(lambda: count_in(at) == "1 phone is here")


def count_in(at: Stand) -> str:
    return str(at.live.query_one("#count", Plain).content)


async def test_the_lobby_counts_against_the_number_that_is_expected(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        at.room.note_present(2)
        await at.press("n", "3", "space")
        await at.until(lambda: count_in(at) == "2 of 3 are here")
        assert str(at.live.query_one("#dots", Plain).content) == "● ● ○"
        at.room.note_present(4)
        await at.until(lambda: count_in(at) == "4 phones are here")
        assert str(at.live.query_one("#dots", Plain).content) == "● ● ● ●"


async def test_nothing_in_the_lobby_moves_when_phones_come(tmp_path: Path) -> None:
    async with live_stand(tmp_path, size=NARROW) as at:
        panel = at.live.query_one(LobbyPanel)
        before = {str(one): one.region for one in panel.query(Widget)}
        at.room.note_present(300)
        await at.until(lambda: count_in(at) == "300 phones are here")
        assert {str(one): one.region for one in panel.query(Widget)} == before


async def test_the_lobby_says_how_the_desk_is_opened_beside_two_keys_at_most(tmp_path: Path) -> None:
    async with live_stand(tmp_path, size=NARROW) as at:
        named = [words for words, _ in at.live.query_one(FooterLine).keys]
        assert ("d", "your desk") in at.live.query_one(FooterLine).keys
        assert named == ["a", "i", "d", "?"]
        await at.press("space")
        await at.until(lambda: "d" not in [words for words, _ in at.live.query_one(FooterLine).keys])


async def test_many_ballots_are_one_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        drawn = []
        show = type(at.live)._show_room

        async def count(screen: LiveScreen) -> None:
            drawn.append(at.room.view().voted)
            await show(screen)

        monkeypatch.setattr(LiveScreen, "_show_room", count)
        await cast_all(at.room, [a_ballot()] * 40)
        await at.until(lambda: bool(drawn) and drawn[-1] == 40)
        assert len(drawn) < 10


async def test_another_address_goes_into_the_code(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        await at.press("a")
        assert at.room.view().setup.host == "10.20.30.40"
        assert at.live.query_one("#address", Headline).text == "10.20.30.40:8080"
        await at.press("a")
        assert at.room.view().setup.host == "192.168.1.23"


async def test_without_another_address_it_says_so(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        at.backstage.candidates = ["192.168.1.23"]
        await at.press("a")
        assert at.notice == "There is no other address on this machine."


def test_the_promise_names_the_smallest_group() -> None:
    assert "when five or more have voted" in " ".join(promise(5))
    assert "when 20 or more have voted" in " ".join(promise(20))


async def test_the_theme_turns(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        seen = [at.app.theme]
        for _ in range(3):
            await at.press("t")
            seen.append(at.app.theme)
        assert seen == ["workshop-dark", "workshop-bright", "workshop-contrast", "workshop-dark"]


async def test_help_names_every_key_of_the_screen(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        await at.press("question_mark")
        assert isinstance(at.app.screen, HelpModal)
        words = [str(one.content) for one in at.app.screen.query(Plain)]
        assert {"Space", "u", "h", "+", "j", "m", "s", "b", "a", "e", "q", "t", "?"} <= set(words)
        await at.press("escape")
        assert isinstance(at.app.screen, LiveScreen)


async def test_the_palette_holds_the_same_commands(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        titles = [command.title for command in at.app.get_system_commands(at.app.screen)]
        assert titles[:3] == ["Next", "Next address", "Show the hint"]
        assert titles[-2:] == ["Help", "Motion on or off"]
        await at.pilot.press("ctrl+p", *"qr code", "enter")
        await at.until(lambda: isinstance(at.app.screen, JoinModal))


async def test_the_palette_holds_what_the_footer_of_the_actions_has_no_room_for(tmp_path: Path) -> None:
    async with live_stand(tmp_path, steps=(a_step(StepKind.ACTIONS), a_step(StepKind.CLOSE))) as at:
        await at.press("space")
        named = {shown for shown, _ in at.footer.keys}
        assert len(named) == MOST_KEYS + 1
        offered = {command.title: command for command in at.app.get_system_commands(at.app.screen)}
        assert {"New", "Edit", "Remove", "Open"} <= offered.keys()
        assert "Starter" not in offered  # it asks for one of 1 to 9
        await offered["New"].callback()
        await at.until(lambda: isinstance(at.app.screen, ActionForm))


async def test_a_panel_leads_the_room_by_a_message(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        at.live.query_one(".-live").post_message(Lead(c.CountHands({Decision.USE: 6})))
        await at.until(lambda: at.room.view().hands == 6)


async def test_a_window_too_small_says_so_and_recovers(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.VOTE_1) as at:
        await at.pilot.resize_terminal(70, 20)
        await at.until(lambda: isinstance(at.app.screen, TooSmallModal))
        words = at.app.screen.query_one("#words", Plain)
        await at.until(lambda: "70 x 20" in str(words.content))
        await at.press("space")
        assert at.room.view().stage is Stage.VOTE_1
        await at.pilot.resize_terminal(*NARROW)
        await at.until(lambda: isinstance(at.app.screen, LiveScreen))
        await at.press("space")
        assert at.room.view().stage is Stage.VOTE_1_CLOSED


async def test_a_program_that_starts_too_small_says_so(tmp_path: Path) -> None:
    async with live_stand(tmp_path, size=(60, 20)) as at:
        assert isinstance(at.app.screen, TooSmallModal)


async def test_the_frame_follows_the_window(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        stage = at.live.query_one("#stage")
        assert (stage.region.y, at.footer.region.y) == (4, USUAL[1] - 2)
        await at.pilot.resize_terminal(*NARROW)
        await at.until(lambda: (stage.region.y, at.footer.region.y) == (2, NARROW[1] - 1))


async def test_the_code_grows_with_the_window(tmp_path: Path) -> None:
    async with live_stand(tmp_path, size=NARROW) as at:
        code = at.live.query_one(QrCode)
        small = code.size
        await at.pilot.resize_terminal(160, 45)
        await at.until(lambda: code.size.width == 2 * small.width)


async def test_what_is_open_stands_behind_a_key_and_keeps_nobody(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.ACTIONS) as at:
        assert drawn(at.room.view(), "warnings")
        await at.press("o")
        assert isinstance(at.app.screen, WarningsModal)
        await at.press("space")
        assert isinstance(at.app.screen, LiveScreen)
        await at.press("o", "enter")
        assert drawn(at.room.view(), "warnings")
        await at.press("space")
        await at.until(lambda: at.room.view().stage is not Stage.ACTIONS)
        plan = (at.room.folder.path / "1-learn.toml").read_text()
        assert "open = [" in plan
        assert "[[note]]" not in plan


async def test_a_reason_is_kept_where_somebody_types_one(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.ACTIONS) as at:
        await at.press("o", "s", "space", "o", "enter")
        await at.until(lambda: not drawn(at.room.view(), "warnings"))
        await at.press("space")
        await at.until(lambda: at.room.view().stage is not Stage.ACTIONS)
        plan = (at.room.folder.path / "1-learn.toml").read_text()
        assert 'reason = "s o"' in plan
        assert "open = [" not in plan


async def test_letters_in_a_field_are_letters(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.ACTIONS) as at:
        field = Input()
        await at.live.query_one(".-live").mount(field)
        field.focus()
        await at.pilot.pause()
        assert at.footer.main is not None
        assert at.footer.main[0] != "Space"
        await at.press("s", "space", "q", "b")
        assert field.value == "s qb"
        assert at.room.view().stage is Stage.ACTIONS
        await at.press("escape")
        assert at.footer.main == ("Space", at.room.view().next_words)


@pytest.mark.long
async def test_all_phases_can_be_led_without_a_vote(tmp_path: Path) -> None:
    async with live_stand(tmp_path, steps=STEPS, size=NARROW) as at:
        for _ in range(60):
            if at.room.view().stage is Stage.CLOSE:
                break
            await at.press("space")
            if isinstance(at.app.screen, WarningsModal):
                await at.press("down", "enter")
        assert at.room.view().stage is Stage.CLOSE
        assert at.room.view().phase is Phase.SUCCEED


async def test_the_time_is_shown_once(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.TALK) as at:
        assert len(at.live.query(Countdown)) == 1
        assert at.live.query_one(Clock).words == ""
        await at.press("space")
        assert at.room.view().stage is Stage.VOTE_2
        assert at.live.query_one(Clock).words == "0:45"


async def test_a_panel_gets_the_clock_and_the_folder_of_the_room(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.TALK) as at:
        panel = at.live.query_one("#stage > .-live", Panel)
        assert panel.clock is at.room.clock
        assert panel.folder == str(at.room.folder.path)


async def test_the_clock_may_tick_in_the_middle_of_a_change_of_panels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Timers run beside the messages that replace a panel."""
    async with live_stand(tmp_path, stage=Stage.VOTE_1_CLOSED) as at:
        stage = at.live.query_one("#stage")
        mount, remove, ticks = stage.mount, stage.remove_children, 0

        def tick() -> None:
            nonlocal ticks
            at.live._show_time()
            ticks += 1

        async def mounted(panel: Widget) -> None:
            await mount(panel)
            tick()

        async def removed(*panels: Any) -> None:
            await remove(*panels)
            tick()

        monkeypatch.setattr(stage, "mount", mounted)
        monkeypatch.setattr(stage, "remove_children", removed)
        await at.press("space")
        await at.until(lambda: ticks == 2)
        assert at.room.view().stage is Stage.TALK


@pytest.mark.parametrize("size", FOUR_SIZES, ids=str)
async def test_a_long_title_leaves_the_lobby_complete(size: tuple[int, int]) -> None:
    title = ("Leading with a new colleague who never sleeps: care, claims and contracts " * 2)[:LONGEST_NAME]
    view = seen(case_of(library()["learn-04"], title=title, rehearsal=True))
    app = PanelApp(
        lambda: LobbyPanel(view, "HTTP://192.168.100.200:65535/WXYZ", "192.168.100.200:65535/WXYZ")
    )
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert list(lost_lines(app.panel)) == []
        code = app.panel.query_one(QrCode)
        assert app.panel.region.contains_region(code.region)
        assert code.size == qr_size(code.text, code.scale)
