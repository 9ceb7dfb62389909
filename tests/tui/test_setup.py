"""The set-up screen: defaults everywhere, Enter anywhere, sentences for what is wrong."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.pilot import Pilot
from textual.widgets import Input

from tests.builders import LEARN, a_look_back, an_action
from tests.tui.driving import NARROW, USUAL, Ticks, until
from tests.tui.fakes import FULL, SHORT, SPARE, FakeBackstage
from workshop.core.agenda.agenda import Agenda
from workshop.core.agenda.card import OUTCOME
from workshop.core.plans.look_back import LookBack
from workshop.ports import BackstageError, ChosenSetup, Leaving
from workshop.room import Room
from workshop.tui.app import WorkshopApp
from workshop.tui.live.screen import LiveScreen
from workshop.tui.messages import AtResume, AtSetup, Go
from workshop.tui.modals.ask import AskModal
from workshop.tui.screens.home import HomeScreen
from workshop.tui.screens.setup import NOBODY_SAID, SetupScreen
from workshop.tui.widgets.cycler import Cycler
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.scenario_row import ScenarioRow
from workshop.tui.widgets.sheet import Sheet


def an_app(backstage: FakeBackstage, agenda: Agenda = SHORT) -> WorkshopApp:
    return WorkshopApp(backstage, start=AtSetup(agenda), seed=lambda: "seed", ticks=Ticks())


def said(app: WorkshopApp) -> str:
    return app.screen.query_one(Notice).text


async def begun(pilot: Pilot[Leaving]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, LiveScreen))


async def test_enter_starts_with_defaults_only(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    app = an_app(backstage)
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        await pilot.press("enter", "enter")
        await begun(pilot)
        assert backstage.began is not None
        assert (backstage.began.title, backstage.began.k, backstage.began.address) == (
            "A first look",
            5,
            "192.168.1.23",
        )
        await backstage.leave()


async def test_the_way_into_the_lobby_shows_no_other_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backstage = FakeBackstage(tmp_path)
    app = an_app(backstage)
    painted: list[Compositor] = []
    paint = Compositor.render_update

    def noted(compositor: Compositor, *given: object, **named: object) -> object:
        painted.append(compositor)
        return paint(compositor, *given, **named)  # type: ignore[arg-type]

    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        monkeypatch.setattr(Compositor, "render_update", noted)
        await pilot.press("enter", "enter")
        await begun(pilot)
        await until(pilot, lambda: app.screen._compositor in painted)
        assert app.screen_stack[0]._compositor not in painted
        await backstage.leave()


async def test_what_was_typed_is_what_begins(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    app = an_app(backstage)
    async with app.run_test() as pilot:
        await pilot.press(*"Care", "tab", "tab", *"Head of care", "tab", *"fewer slips", "enter", "enter")
        await begun(pilot)
        assert backstage.began is not None
        assert (backstage.began.title, backstage.began.sponsor, backstage.began.purpose) == (
            "Care",
            "Head of care",
            "fewer slips",
        )
        await backstage.leave()


class SlowBackstage(FakeBackstage):
    """Begins a session only when a test lets it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked, self.may_begin = 0, asyncio.Event()

    async def begin(self, chosen: ChosenSetup) -> Room:
        self.asked += 1
        await self.may_begin.wait()
        return await super().begin(chosen)


async def test_a_key_pressed_again_before_the_lobby_is_there_opens_no_second_room(tmp_path: Path) -> None:
    """A room that is being opened has a folder already: left half way, it would be met as interrupted."""
    backstage = SlowBackstage(tmp_path)
    app = an_app(backstage)
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: backstage.asked == 1)
        await pilot.press("space", "enter")
        app.screen.post_message(Go(AtResume(tmp_path)))
        await pilot.pause()
        backstage.may_begin.set()
        await begun(pilot)
        assert backstage.asked == 1
        await backstage.leave()


async def test_where_nobody_said_what_should_change_it_is_asked_once_and_written_down(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    app = an_app(backstage)
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        app.screen.query_one("#purpose", Field).value = "Time for hard cases"
        await pilot.press("enter")
        assert said(app).startswith(NOBODY_SAID)
        assert backstage.began is None
        await pilot.press("enter")
        await begun(pilot)
        assert backstage.began is not None
        assert backstage.began.unsaid == (OUTCOME,)
        await backstage.leave()


async def test_a_sponsor_who_looks_like_a_person_is_said_beside_the_field(tmp_path: Path) -> None:
    app = an_app(FakeBackstage(tmp_path))
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        aside, sponsor = app.screen.query_one("#person"), app.screen.query_one("#sponsor", Field)
        assert not aside.display
        sponsor.value = "Anna Weber"
        await until(pilot, lambda: aside.display)
        sponsor.value = "Head of care"
        await until(pilot, lambda: not aside.display)


@pytest.mark.parametrize("k", ["2", "51", "", "0"])
async def test_a_group_that_is_too_small_or_too_large_is_refused_in_words(tmp_path: Path, k: str) -> None:
    backstage = FakeBackstage(tmp_path)
    app = an_app(backstage)
    async with app.run_test() as pilot:
        app.screen.query_one("#k", Input).value = k
        await pilot.press("enter")
        assert said(app) == "The smallest group is a number from 3 to 50."
        assert app.focused is app.screen.query_one("#k", Input)
        assert backstage.began is None


async def test_the_name_of_the_agenda_is_taken_where_no_title_is_typed_and_is_never_in_the_way(
    tmp_path: Path,
) -> None:
    backstage = FakeBackstage(tmp_path)
    app = an_app(backstage)
    async with app.run_test() as pilot:
        title = app.screen.query_one("#title", Input)
        assert (title.value, title.placeholder) == ("", "A first look")
        await pilot.press("end", "C", "space", "left", "right", "backspace", "backspace")
        assert title.value == ""
        await pilot.press("space", "space")
        await begun(pilot)
        assert backstage.began is not None
        assert backstage.began.title == "A first look"
        await backstage.leave()


async def test_the_title_grows_as_it_is_typed_and_moves_no_field(tmp_path: Path) -> None:
    app = an_app(FakeBackstage(tmp_path))
    async with app.run_test(size=USUAL) as pilot:
        headline, sheet = app.screen.query_one(Headline), app.screen.query_one(Sheet)
        assert headline.text == "A first look"
        at = sheet.region
        assert headline.region.height == 4
        for title in ("Care", "Care, for all who answer letters and calls in the evening and at night"):
            app.screen.query_one("#title", Field).value = title
            await pilot.pause()
            assert (headline.text, sheet.region) == (title, at)


async def test_the_address_goes_round(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    app = an_app(backstage)
    async with app.run_test() as pilot:
        await pilot.press("escape", "a")
        assert app.screen.query_one("#address", Cycler).value == "10.20.30.40"
        await pilot.press("enter", "enter")
        await begun(pilot)
        assert backstage.began is not None
        assert backstage.began.address == "10.20.30.40"
        await backstage.leave()


async def test_a_scenario_is_swapped(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    app = an_app(backstage)
    async with app.run_test() as pilot:
        row = app.screen.query_one(ScenarioRow)
        row.focus()
        await pilot.press("x")
        assert row.words.startswith(f"{SPARE}  ")
        await pilot.press("enter", "enter")
        await begun(pilot)
        assert backstage.began is not None
        assert backstage.began.steps[0].scenario == SPARE
        await backstage.leave()


async def test_a_swap_that_is_not_possible_is_said(tmp_path: Path) -> None:
    app = an_app(FakeBackstage(tmp_path), FULL)
    async with app.run_test() as pilot:
        app.screen.query(ScenarioRow).last().focus()
        await pilot.press("x")
        assert said(app) == "The library has no other scenario for step 9."


async def test_other_work_plans_other_scenarios(tmp_path: Path) -> None:
    app = an_app(FakeBackstage(tmp_path))
    async with app.run_test() as pilot:
        assert app.screen.query_one(ScenarioRow).words == f"{LEARN}  Summarise the customer survey."
        await pilot.press("tab", "space")
        await until(pilot, lambda: app.screen.query_one(ScenarioRow).words.startswith(f"{SPARE}  "))


async def test_a_room_that_cannot_begin_says_why_and_keeps_the_form(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    app = an_app(backstage)
    async with app.run_test() as pilot:
        await pilot.press(*"Care")
        backstage.failure = BackstageError("Port 8080 is in use. Choose another with --port.")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: said(app).startswith("Port 8080 is in use."))
        assert app.screen.query_one("#title", Input).value == "Care"


async def test_without_an_address_nothing_starts(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.candidates = []
    app = an_app(backstage)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert said(app).startswith("This machine has no address")


async def test_escape_leaves_the_field_and_then_the_screen(tmp_path: Path) -> None:
    app = an_app(FakeBackstage(tmp_path))
    async with app.run_test() as pilot:
        await pilot.press("escape")
        assert isinstance(app.screen, SetupScreen)
        assert app.focused is None
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_a_typed_text_is_not_left_without_a_question(tmp_path: Path) -> None:
    app = an_app(FakeBackstage(tmp_path))
    async with app.run_test() as pilot:
        await pilot.press("tab", "tab", *"Head of care", "escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, AskModal))
        assert str(app.screen.query_one("#detail", Plain).content) == "Head of care"
        await pilot.press("enter")
        assert isinstance(app.screen, SetupScreen)
        assert app.screen.query_one("#sponsor", Field).value == "Head of care"
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, AskModal))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_what_is_hidden_below_is_announced(tmp_path: Path) -> None:
    app = an_app(FakeBackstage(tmp_path), FULL)
    async with app.run_test(size=NARROW) as pilot:
        sheet = app.screen.query_one(Sheet)
        await until(pilot, lambda: "more line" in str(sheet.border_subtitle))
        sheet.scroll_end(animate=False)
        await until(pilot, lambda: not sheet.border_subtitle)


async def test_the_footer_belongs_to_the_field(tmp_path: Path) -> None:
    app = an_app(FakeBackstage(tmp_path))
    async with app.run_test() as pilot:
        footer = app.screen.query_one(FooterLine)
        assert footer.keys[:2] == (("Space", "the same"), ("Tab", "next field"))
        await pilot.press("C")
        await until(pilot, lambda: footer.keys[0] == ("Tab", "next field"))
        app.screen.query_one(ScenarioRow).focus()
        await until(pilot, lambda: footer.keys[0] == ("Space", "swap scenario"))


async def test_what_should_be_known_before_is_said_at_once(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    backstage.said = ["learn-09.toml: id: is missing. Add it."]
    app = an_app(backstage)
    async with app.run_test() as pilot:
        await until(pilot, lambda: said(app) == backstage.said[0])


TROUBLE = "S/1-learn.toml: is not valid TOML: line 2, `id = 6,5`: a decimal comma. Write a point."


async def test_the_fields_of_a_look_back_are_as_wide_as_those_of_any_session(tmp_path: Path) -> None:
    widths = []
    for look_back in (None, a_look_back(an_action())):
        app = WorkshopApp(
            FakeBackstage(tmp_path), start=AtSetup(SHORT, look_back), seed=lambda: "seed", ticks=Ticks()
        )
        async with app.run_test(size=NARROW) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, SetupScreen)
            widths.append([field.size.width for field in app.screen.query(Field)])
    assert widths[0] == widths[1]


async def test_what_is_wrong_in_earlier_plans_is_named_and_asked_about_first(tmp_path: Path) -> None:
    backstage = FakeBackstage(tmp_path)
    back = LookBack("S", 30, "Care", dt.date(2026, 11, 2), troubles=(TROUBLE,))
    backstage.mended = dataclasses.replace(back, troubles=())
    app = WorkshopApp(backstage, start=AtSetup(SHORT, back), seed=lambda: "seed", ticks=Ticks())
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        assert "has to be mended" in str(app.screen.query_one("#looked-at", Plain).content)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, AskModal))
        assert isinstance(app.screen, AskModal)
        assert TROUBLE in app.screen.detail
        await pilot.press("enter")  # read the files again
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and said(app) != "")
        assert said(app) == "All of it can be read now."
        assert "mended" not in str(app.screen.query_one("#looked-at", Plain).content)
        await pilot.press("enter")
        await begun(pilot)
        assert backstage.began is not None
        assert backstage.began.look_back == backstage.mended
        await backstage.leave()


async def test_a_look_back_can_begin_without_what_cannot_be_read(tmp_path: Path) -> None:
    """And has the head of the earlier session, where nothing else was typed."""
    backstage = FakeBackstage(tmp_path)
    back = LookBack("S", 30, "Care", dt.date(2026, 11, 2), sponsor="Head of care", k=7, troubles=(TROUBLE,))
    app = WorkshopApp(backstage, start=AtSetup(SHORT, back), seed=lambda: "seed", ticks=Ticks())
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, AskModal))
        await pilot.press("down", "enter")
        await begun(pilot)
        assert backstage.began is not None
        assert backstage.began.look_back == back
        assert (backstage.began.sponsor, backstage.began.k) == ("Head of care", 7)
        await backstage.leave()
