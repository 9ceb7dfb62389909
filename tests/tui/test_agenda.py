"""The editor of an agenda: what its keys do, what it says, and what it writes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.shipped import shelf
from tests.tui.driving import NARROW, USUAL, Bare, EditorStand, Ticks, at_rest, until
from tests.tui.fakes import FakeBackstage
from workshop.core.agenda.agenda import Agenda, Cycle, Pick
from workshop.core.agenda.edits import small_agenda
from workshop.core.words import Check, Phase
from workshop.services.agenda_files import OwnAgendaFiles
from workshop.storage.library.agenda_file import make_agenda, new_text
from workshop.storage.library.agendas import agenda_in, agendas_folder, load_agenda, own_folder
from workshop.tui.app import WorkshopApp
from workshop.tui.forms.step_form import NameForm, StepForm
from workshop.tui.frame import OneScreenApp
from workshop.tui.messages import AtAgendas
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.number import NumberModal
from workshop.tui.modals.pick import PickModal
from workshop.tui.screens.agenda import AgendaScreen
from workshop.tui.screens.home import HomeScreen
from workshop.tui.screens.home_spots import spots_of
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.word_choice import WordChoice

Snap = Callable[..., bool]


class Stand(EditorStand[AgendaScreen]):
    """The editor over a file, and the keys of a test."""

    def __init__(self, pilot: Pilot[Any], path: Path) -> None:
        super().__init__(pilot, AgendaScreen)
        self.path = path

    @property
    def agenda(self) -> Agenda:
        """The agenda as it would be saved."""
        return self.editor._draft.agenda

    @property
    def kinds(self) -> list[str]:
        """Its kinds of steps."""
        return [step.kind.value for step in self.agenda.steps]

    @property
    def at(self) -> int:
        """The step under the bar."""
        return self.editor._at

    @property
    def notice(self) -> str:
        """What the screen in front says."""
        return self.app.screen.query_one(Notice).text


def ours(sessions: Path) -> Path:
    path = own_folder(sessions) / "ours.toml"
    make_agenda(path, new_text(small_agenda("ours", "Ours")))
    return path


@asynccontextmanager
async def editing(tmp_path: Path, path: Path | None = None) -> AsyncIterator[Stand]:
    path = path or ours(tmp_path)
    files = OwnAgendaFiles(shelf(), tmp_path)
    app: App[Any] = OneScreenApp(AgendaScreen(files, files.open(path)), ticks=Ticks())
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await pilot.pause()
        yield Stand(pilot, path)


async def test_a_step_is_moved_and_taken_back_and_the_bar_stays_with_it(tmp_path: Path) -> None:
    async with editing(tmp_path) as at:
        await at.press("down", "right", "right")
        assert (at.kinds[1:4], at.at) == (["pulse", "scenario", "card"], 3)
        await at.press("u", "u")
        assert (at.kinds[1:4], at.at) == (["card", "pulse", "scenario"], 1)
        await at.press("u")
        assert at.notice == "There is no change to take back."


async def test_the_sum_is_held_against_the_length(tmp_path: Path) -> None:
    async with editing(tmp_path) as at:
        assert at.words("sum") == "30 of 30 minutes   8 steps"
        await at.press("plus", "plus")
        assert at.words("sum").startswith("32 of 30 minutes, 2 minutes too long")
        await at.opens("l", NumberModal)
        await at.closes("backspace", "backspace", *"45", "enter")
        assert at.words("sum").startswith("32 of 45 minutes, 13 minutes left")
        await at.press("minus", "minus", "minus")
        assert at.notice == "A step takes 1 to 240 minutes."


async def test_what_is_missing_is_said_in_words_and_how_to_mend_it(tmp_path: Path) -> None:
    async with editing(tmp_path) as at:
        assert at.words("missing") == "Nothing is missing."
        await at.press("end", "x")
        missing = "It does not end with its only 'close'. Put one step of kind 'close' last."
        assert at.words("missing") == missing
        assert at.notice == "Dropped: close. u brings it back."
        await at.press("s")
        assert at.notice == f"Saved in {at.path}. It cannot be led yet."
        assert agenda_in(at.path.read_bytes(), at.path).steps == at.agenda.steps
        await at.press("u", "s")
        assert at.notice == f"Saved in {at.path}."
        assert load_agenda(at.path) == small_agenda("ours", "Ours")


@pytest.mark.long
async def test_a_step_is_added_from_the_catalogue(tmp_path: Path) -> None:
    async with editing(tmp_path) as at:
        await at.press("down", "down", "down")
        await at.opens("a", PickModal)
        await at.closes("down", "down", "space")
        assert at.agenda.steps[4].pick == Pick(True)
        assert at.at == 4
        await at.press("end")
        await at.opens("a", PickModal)
        await at.closes("escape")
        await at.opens("a", PickModal)
        await at.closes("end", "space")
        assert at.kinds[-2:] == ["pulse", "close"], "in front of the closing"


@pytest.mark.long
async def test_a_text_is_named_by_its_list_and_by_its_id(tmp_path: Path) -> None:
    async with editing(tmp_path) as at:
        await at.press("c")
        assert at.notice == "This step plays no text."
        await at.press("down", "down", "down")
        await at.opens("c", PickModal)
        await at.closes(*["down"] * 7, "enter")
        assert at.agenda.steps[3].scenario == "learn-01"
        await at.opens("space", StepForm)
        at.app.screen.query_one("#scenario", Field).value = "learn-99"
        await at.press("enter")
        assert at.notice.startswith("There is no text 'learn-99'. Did you mean learn-")
        at.app.screen.query_one("#scenario", Field).value = ""
        at.app.screen.query_one("#checks", Field).value = "trace, reread"
        await at.closes("enter")
        assert at.agenda.steps[3].pick == Pick(checks=(Check.TRACE, Check.REREAD))
        await at.opens("space", StepForm)
        at.app.screen.query_one("#least", WordChoice).chosen = 1
        await at.press("enter")
        assert at.notice.startswith("Which check is practised least the program knows: name none")
        at.app.screen.query_one("#checks", Field).value = ""
        await at.closes("enter")
        assert at.agenda.steps[3].pick == Pick(least=True)
        assert at.agenda.steps[3].scenario is None


@pytest.mark.long
async def test_minutes_title_phase_and_cycle_are_filled_in(tmp_path: Path) -> None:
    async with editing(tmp_path) as at:
        await at.press("down", "down", "down", "down")
        await at.opens("enter", StepForm)
        at.app.screen.query_one("#minutes", Field).value = "900"
        await at.press("enter")
        assert at.notice == "A step takes 1 to 240 minutes."
        at.app.screen.query_one("#minutes", Field).value = "12"
        at.app.screen.query_one("#title", Field).value = "The long one"
        await at.closes("tab", "tab", "space", "tab", "left", "enter")
        step = at.agenda.steps[4]
        assert (step.minutes, step.title, step.phase, step.cycle) == (
            12,
            "The long one",
            Phase.LEAD_ROLE,
            Cycle.FULL,
        )
        assert "goes back to an earlier phase" in at.words("missing")


@pytest.mark.long
async def test_each_role_may_have_its_own_text_but_not_beside_a_named_one(tmp_path: Path) -> None:
    async with editing(tmp_path) as at:
        await at.press("down", "down", "down")
        await at.opens("enter", StepForm)
        at.app.screen.query_one("#by-role", WordChoice).chosen = 1
        at.app.screen.query_one("#scenario", Field).value = "learn-04"
        await at.press("enter")
        assert at.notice.startswith("Each role gets a text of its own: leave the text empty")
        at.app.screen.query_one("#scenario", Field).value = ""
        await at.closes("enter")
        await at.press("s")
        assert [step.by_role for step in load_agenda(at.path).steps].index(True) == 3


@pytest.mark.long
async def test_a_question_of_our_own_has_answers(tmp_path: Path) -> None:
    async with editing(tmp_path) as at:
        await at.opens("a", PickModal)
        heads = [str(option.prompt) for option in at.app.screen.query_one(OptionList).options]
        own = next(number for number, head in enumerate(heads) if head.startswith("our own"))
        at.app.screen.query_one(OptionList).highlighted = own
        await at.closes("enter")
        await at.opens("enter", StepForm)
        at.app.screen.query_one("#answers", Field).value = "Tea"
        await at.press("enter")
        assert "2 to 8 different answers" in at.notice
        at.app.screen.query_one("#question", Field).value = "Tea or coffee?"
        at.app.screen.query_one("#answers", Field).value = "Tea; Coffee;"
        await at.closes("enter")
        await at.press("s")
        pulse = load_agenda(at.path).steps[1].pulse
        assert pulse is not None
        assert (pulse.question, [option.words for option in pulse.options]) == (
            "Tea or coffee?",
            ["Tea", "Coffee"],
        )


async def test_a_title_and_a_summary_are_never_empty(tmp_path: Path) -> None:
    async with editing(tmp_path) as at:
        await at.opens("n", NameForm)
        at.app.screen.query_one("#summary", Field).value = ""
        await at.press("enter")
        assert at.notice == "Write a summary: it stands on the home screen."
        at.app.screen.query_one("#title", Field).value = "Monday"
        at.app.screen.query_one("#summary", Field).value = "Half an hour"
        await at.closes("enter")
        assert at.words("question").startswith("Monday  ")


async def test_leaving_unsaved_asks_and_saved_does_not(tmp_path: Path) -> None:
    async with editing(tmp_path) as at:
        await at.press("plus")
        await at.opens("escape", AskModal)
        await at.closes("space")
        before = at.path.read_bytes()
        await at.opens("escape", AskModal)
        await at.press("down", "enter")
        await until(at.pilot, lambda: at.path.read_bytes() != before)
        await until(at.pilot, lambda: not at.app.is_running or at.app._exit)
    async with editing(tmp_path, at.path) as at:
        assert at.agenda.minutes == 31
        await at.press("escape")
        await until(at.pilot, lambda: not at.app.is_running or at.app._exit)


async def test_a_shipped_agenda_stays_and_becomes_a_copy(tmp_path: Path) -> None:
    shipped = agendas_folder() / "60-minutes.toml"
    before = shipped.read_bytes()
    async with editing(tmp_path, shipped) as at:
        assert "not saved yet" in at.words("question")
        await at.press("s")
        path = own_folder(tmp_path) / "60-minutes-own.toml"
        assert at.notice == f"Saved in {path}."
        title = b'title = "Sixty minutes: LEARN'
        assert path.read_bytes() == before.replace(title, title + b", our own")
        await at.press("plus", "s")
        assert load_agenda(path).minutes == 61
        await at.press("w")
        assert at.notice == f"Saved in {path.with_name('60-minutes-own-2.toml')}."
    assert shipped.read_bytes() == before


@pytest.mark.parametrize("answer", [0, 1, 2])
async def test_a_file_that_was_changed_meanwhile_is_not_overwritten(tmp_path: Path, answer: int) -> None:
    async with editing(tmp_path) as at:
        await at.press("plus")
        theirs = at.path.read_bytes() + b"# theirs\n"
        at.path.write_bytes(theirs)
        await at.opens("s", AskModal)
        await at.closes(*["down"] * answer, "enter")
        assert at.path.read_bytes() == theirs
        copy = at.path.with_name("ours-2.toml")
        assert copy.exists() is (answer == 1)
        assert at.agenda.minutes == (30 if answer == 2 else 31)
        if answer == 1:
            assert load_agenda(copy).minutes == 31


async def test_what_cannot_be_written_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    async with editing(tmp_path) as at:
        at.path.chmod(0o444)
        await at.press("plus", "s")
        assert "is write-protected" in at.notice
        assert at.agenda.minutes == 31


async def test_a_text_that_is_gone_is_named(tmp_path: Path) -> None:
    path = ours(tmp_path)
    raw = path.read_text().replace("pick = { control = false }", 'scenario = "mine-01"')
    path.write_text(raw)
    async with editing(tmp_path, path) as at:
        said = "Step 4 names 'mine-01', which cannot be played. Take another text with c."
        assert at.words("missing") == said


async def test_home_leads_to_the_agendas_and_offers_a_new_one_afterwards(tmp_path: Path) -> None:
    app = WorkshopApp(FakeBackstage(tmp_path), ticks=Ticks(), start=AtAgendas())
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: isinstance(app.screen, PickModal))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await pilot.press("s")
        await until(pilot, lambda: (own_folder(tmp_path) / "my-agenda.toml").exists())
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert isinstance(app.screen, HomeScreen)
        assert "own" in [spot.id for spot in spots_of(app.screen.page.bands)]
    assert [one.title for one in OwnAgendaFiles(shelf(), tmp_path).offered() if one.own] == ["Our agenda"]


async def test_leaving_the_program_loses_no_agenda_unasked(tmp_path: Path) -> None:
    app = WorkshopApp(FakeBackstage(tmp_path), ticks=Ticks(), start=AtAgendas())
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: isinstance(app.screen, PickModal))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await pilot.press("plus", "ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, AskModal))
        await pilot.press("space")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert app.is_running


async def test_one_broken_file_is_offered_and_says_what_is_wrong(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    folder.mkdir()
    (folder / "bad.toml").write_bytes(b"title = ")
    app = WorkshopApp(FakeBackstage(tmp_path), ticks=Ticks(), start=AtAgendas())
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: isinstance(app.screen, PickModal))
        await pilot.press("enter")
        await until(pilot, lambda: "bad.toml: is not valid TOML" in str(said(app)))


def said(app: WorkshopApp) -> str:
    return " ".join(notice.text for notice in app.screen.query(Notice))


# ---- How it looks ----------------------------------------------------------------------------------

in_sizes = pytest.mark.parametrize("size", [NARROW, USUAL], ids=lambda size: f"{size[0]}x{size[1]}")


def at_the_editor(
    *keys: str, agenda: str = "half-day"
) -> tuple[Bare, Callable[[Pilot[Any]], Awaitable[None]]]:
    files = OwnAgendaFiles(shelf(), Path("sessions"))

    async def show(pilot: Pilot[Any]) -> None:
        pilot.app.push_screen(AgendaScreen(files, files.open(agendas_folder() / f"{agenda}.toml")))
        for key in ("", *keys):
            if key:
                await pilot.press(key)
            await pilot.pause()

    return Bare(), at_rest(show)


@in_sizes
def test_the_editor(snap_compare: Snap, size: tuple[int, int]) -> None:
    app, show = at_the_editor("down", "down", "plus")
    assert snap_compare(app, terminal_size=size, run_before=show)


def test_an_agenda_in_which_something_is_missing(snap_compare: Snap) -> None:
    app, show = at_the_editor("x", "end", "x", "left", agenda="60-minutes")
    assert snap_compare(app, terminal_size=NARROW, run_before=show)


@in_sizes
def test_the_form_of_a_text(snap_compare: Snap, size: tuple[int, int]) -> None:
    app, show = at_the_editor("down", "down", "enter", agenda="30-minutes")
    assert snap_compare(app, terminal_size=size, run_before=show)


@pytest.mark.long
@pytest.mark.parametrize("key", ["a", "c"])
def test_what_can_be_added_and_played(snap_compare: Snap, key: str) -> None:
    app, show = at_the_editor("down", "down", key, agenda="30-minutes")
    assert snap_compare(app, terminal_size=NARROW, run_before=show)
