"""The editor of a case: what its keys do, what it says beside each field, and what it writes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.core.examples import faulty
from tests.services.test_scenario_draft import DAY, OUTPUT, SOURCE
from tests.tui.driving import EditorStand, Ticks, until
from tests.tui.fakes import FakeBackstage
from workshop.core.live.session import Stage
from workshop.core.scenarios import draft as d
from workshop.core.scenarios.draft import Draft
from workshop.core.words import Audience
from workshop.ports import OpenedCase
from workshop.services.scenario_draft import OwnCaseFiles
from workshop.storage.library.scenarios import load_scenario
from workshop.tui.app import WorkshopApp
from workshop.tui.forms.mark_form import KindModal, MarkForm
from workshop.tui.frame import OneScreenApp
from workshop.tui.live.alone import AloneScreen
from workshop.tui.messages import AtCases
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.cut import CutModal
from workshop.tui.modals.phone_look import PhoneLookModal
from workshop.tui.modals.pick import PickModal
from workshop.tui.screens.case import LINES, NAMES, CaseScreen
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.word_choice import WordChoice

LONG = (
    "Batteries are not covered after 12 months, so that this one, which failed in month 14, is none of ours. "
    "On day 4 all may come. Use the stairs. Thank you. We close ticket 1187 today."
)


class Stand(EditorStand[CaseScreen]):
    """The editor, and the keys of a test."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        super().__init__(pilot, CaseScreen)

    async def paste(self, text: str) -> None:
        """Paste into what has the focus."""
        focused = self.app.focused
        assert focused is not None
        focused.post_message(events.Paste(text))
        await self.pilot.pause()

    @property
    def lines(self) -> list[str]:
        """The lines as they would be saved."""
        return [line.text for line in self.editor._draft.sentences]

    @property
    def said(self) -> str:
        """What the editor says."""
        return self.editor.query_one(Notice).text


def names_in(folder: Path) -> list[str]:
    """What lies in a folder."""
    return [path.name for path in folder.iterdir()]


@asynccontextmanager
async def editor_in(folder: Path, opened: OpenedCase | None = None) -> AsyncIterator[Stand]:
    files = OwnCaseFiles(folder, lambda: {faulty().id: faulty()}, lambda: DAY)
    app = OneScreenApp(CaseScreen(files, AloneScreen, opened), ticks=Ticks())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield Stand(pilot)


async def test_a_case_is_pasted_marked_looked_at_and_saved(tmp_path: Path) -> None:
    async with editor_in(tmp_path) as stand:
        await stand.paste(SOURCE.replace("\n", "\r\n"))
        assert stand.editor._draft.source == SOURCE
        await stand.press("tab")
        await stand.paste(f"{OUTPUT} Over.\x1b[2J")
        assert stand.lines[0] == "The lift is out on days 1 to 3."
        assert "\x1b" not in "".join(stand.lines)
        assert stand.words("said-sentence").startswith("No line is marked.")

        await stand.press("pagedown")
        assert NAMES[stand.editor._page] == LINES
        await stand.press("down", "down", "down", "j")
        assert stand.lines[3] == "Thank you. Over.[2J"
        await stand.opens("c", CutModal)
        await stand.closes("enter")
        assert stand.lines[3:] == ["Thank you.", "Over.[2J"]
        await stand.press("down", "x")
        assert len(stand.lines) == 4
        await stand.press("u")
        assert len(stand.lines) == 5
        await stand.press("down", "x", "home", "down", "down")

        await stand.opens("space", KindModal)
        await stand.opens("space", MarkForm)
        await stand.closes("escape")
        assert not stand.editor._draft.sentences[2].wrong
        await stand.opens("space", KindModal)
        await stand.press(*["down"] * 10)
        await stand.opens("space", MarkForm)
        await stand.press(*"At most 20.")
        await stand.press("tab", "9")
        await stand.press("enter")
        assert isinstance(stand.app.screen, MarkForm)
        await stand.closes("backspace", "2", "enter")
        marked = stand.editor._draft.sentences[2]
        assert (marked.kind, marked.why, marked.clause) == ("dropped-constraint", "At most 20.", (2,))
        assert stand.words("missing") == "Nothing is missing."

        await stand.press("pagedown")
        await stand.press(*[*["backspace"] * 40, *"My lift"], "tab", "tab", "tab", "tab", "right")
        assert stand.editor._draft.audience is Audience.LEADERS
        await until(stand.pilot, lambda: len(stand.editor.query("#role_task")) == 1)
        assert "better questions" in stand.editor.query_one("#role_task", WordChoice)._words
        await stand.press("left")
        await stand.press("pagedown", "pagedown")
        await stand.opens("p", PhoneLookModal)
        await stand.closes("space")
        await stand.opens("w", AloneScreen)
        trial = stand.app.screen
        assert isinstance(trial, AloneScreen)
        await until(stand.pilot, lambda: trial._session.stage is Stage.READ)
        await stand.press("space")
        await stand.press("3", "1", "f", "space")
        assert trial._session.stage is Stage.REVEAL
        assert "Found: 1 of 1 wrong line; false alarms: 1." in trial.query_one(Notice).text
        await stand.press("space")
        assert trial._session.stage is Stage.CHECK
        await stand.closes("space")
        await stand.press("space")
        await until(stand.pilot, lambda: stand.app._exit)
    saved = load_scenario(tmp_path / "my-lift.toml")
    assert (saved.title, saved.checked_on, saved.sentences[2].kind) == ("My lift", DAY, "dropped-constraint")
    assert names_in(tmp_path) == ["my-lift.toml"]


async def test_bad_pastes_are_refused_in_a_sentence_and_take_nothing_away(tmp_path: Path) -> None:
    async with editor_in(tmp_path) as stand:
        await stand.paste(SOURCE)
        for bad, said in (
            ("x" * 1_000_000, "This has 1,000,000 characters"),
            ("\x00\x01\x02\x03", "This is no text."),
            ("<div><p>One.</p></div>", "This is HTML"),
        ):
            await stand.paste(bad)
            assert stand.said.startswith(said)
            assert stand.editor._draft.source == SOURCE
        await stand.press("tab")
        await stand.paste("One.")
        assert stand.words("said-sentence").startswith("No line is marked.")
        await stand.press("ctrl+s")
        assert stand.said.startswith("Not saved yet. No line is marked.")
        assert NAMES[stand.editor._page] == LINES
        await stand.press("end", "space")
        await until(stand.pilot, lambda: stand.editor._draft.is_sound)
        await stand.press("ctrl+s")
        assert stand.said == "Not saved yet. Has 1 line; a room reads 4 to 7. Cut one in two, or add one."
        await stand.press("pageup", "tab", "end", *" and so on " * 12, *". Two.", "tab")
        await until(stand.pilot, lambda: len(stand.lines) == 2)
        await stand.press("tab")
        await stand.paste("\n".join(f"This is line {number}." for number in range(60)))
        await stand.press("ctrl+s")
        assert stand.said.startswith("Not saved yet. Has 61 lines; a room reads 4 to 7.")
        assert len(list(stand.editor.query_one(OptionList).options)) == 63
    assert names_in(tmp_path) in ([], ["case.draft"])


async def test_what_is_not_finished_is_offered_again(tmp_path: Path) -> None:
    async with editor_in(tmp_path, OpenedCase(Draft(title="Mine", source=SOURCE))) as stand:
        await stand.opens("escape", AskModal)
        await stand.press("space")
        await until(stand.pilot, lambda: stand.app._exit)
    async with editor_in(tmp_path) as stand:
        await until(stand.pilot, lambda: isinstance(stand.app.screen, PickModal))
        await stand.press("escape")
        await until(stand.pilot, lambda: stand.app._exit)
    async with editor_in(tmp_path) as stand:
        await until(stand.pilot, lambda: isinstance(stand.app.screen, PickModal))
        await stand.closes("space")
        await until(stand.pilot, lambda: stand.editor._draft.title == "Mine")
        assert stand.editor._draft.source == SOURCE
        await stand.opens("escape", AskModal)
        await stand.press("down", "down", "enter")
        await until(stand.pilot, lambda: stand.app._exit)
    assert names_in(tmp_path) == []
    typed = d.with_lines(Draft(source=SOURCE), [OUTPUT])  # as a program that ended at once left it
    async with editor_in(tmp_path, OpenedCase(typed)) as stand:
        assert stand.lines == [line.text for line in d.with_output(Draft(), OUTPUT).sentences]


@pytest.mark.parametrize("size", [(80, 24), (120, 34)], ids=["80x24", "120x34"])
def test_the_lines_of_a_case(
    snap_compare: Callable[..., bool], tmp_path: Path, size: tuple[int, int]
) -> None:
    draft = d.marked(
        d.with_output(Draft(source=SOURCE), LONG), 1, "dropped-constraint", "At most 20.", clause=(2,)
    )
    files = OwnCaseFiles(tmp_path, lambda: {}, lambda: DAY)
    app = OneScreenApp(CaseScreen(files, AloneScreen, OpenedCase(d.marked(draft, 3))), ticks=Ticks())
    assert snap_compare(app, terminal_size=size)


async def test_the_home_screen_leads_there_and_what_is_saved_is_at_hand(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    async with WorkshopApp(backstage, start=AtCases(), ticks=Ticks()).run_test(size=(120, 34)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, CaseScreen))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, CaseScreen))
