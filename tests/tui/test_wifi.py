"""The code of the Wi-Fi: asked before it is shown, read by a phone, and written nowhere else."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from tests.tui.driving import NARROW, USUAL, Bare, Stand, live_stand
from tests.tui.test_qr import needs_tools, read_by_zbar
from tests.tui.test_snapshots import SnapCompare, showing
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.wifi import Wifi, wifi_code
from workshop.tui.forms.wifi_form import WifiForm
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.questions import wifi_question
from workshop.tui.modals.wifi import WifiModal
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.qr import QrCode

PASSWORD = "wel;come:2026"
GUESTS = Wifi("Guests", PASSWORD)
LONGEST = Wifi("Conference Centre, second floor!", "x;" * 11 + "y" * 41)

in_both = pytest.mark.parametrize("size", [NARROW, USUAL], ids=["80x24", "120x34"])


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop on which no Wi-Fi is kept yet."""
    monkeypatch.setattr("workshop.storage.wifi_file.keys_folder", lambda: tmp_path / "state" / "keys")


def read(app: App[Any], folder: Path) -> str:
    """What a phone finds on the screen; it looks from more than one place, and so does this."""
    svg, png = folder / "screen.svg", folder / "screen.png"
    svg.write_text(app.export_screenshot(), "utf-8")
    for zoom in ("2", "1", "3", "1.5", "2.5"):
        subprocess.run(["rsvg-convert", "-z", zoom, str(svg), "-o", str(png)], check=True)
        if found := read_by_zbar(png):
            return found
    return ""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fill_in(form: Screen[Any], name: str, password: str) -> None:
    assert isinstance(form, WifiForm)
    form.query_one("#name", Field).value, form.query_one("#password", Field).value = name, password


async def type_it(at: Stand, *, keep: bool = False) -> None:
    await at.press("i")
    fill_in(at.app.screen, GUESTS.name, PASSWORD)
    await at.press(*(("tab", "tab", "space") if keep else ()), "enter")
    await at.until(lambda: isinstance(at.app.screen, WifiModal))


@needs_tools
@pytest.mark.parametrize(
    "size",
    [pytest.param(NARROW, id="80x24"), pytest.param(USUAL, id="120x34", marks=pytest.mark.long)],
)
async def test_it_is_typed_once_shown_and_read(tmp_path: Path, size: tuple[int, int]) -> None:
    async with live_stand(tmp_path, size=size) as at:
        await type_it(at)
        await at.pilot.pause()
        assert read(at.app, tmp_path) == wifi_code(GUESTS)
        await at.press("space")
        assert at.app.screen is at.live
        await at.press("i")
        assert isinstance(at.app.screen, AskModal)
        await at.press("space")
        assert at.app.screen is at.live, "Space shows no password"
        await at.press("i", "up", "up", "up", "enter")
        await at.until(lambda: isinstance(at.app.screen, WifiModal))


@pytest.mark.long
@needs_tools
@pytest.mark.parametrize("wifi", [LONGEST, Wifi("3rd, left", "back\\slash:26"), Wifi('The "open" one')])
async def test_each_code_is_read_where_the_window_is_smallest(tmp_path: Path, wifi: Wifi) -> None:
    app = Bare()
    async with app.run_test(size=NARROW) as pilot:
        app.push_screen(WifiModal(wifi))
        await pilot.pause()
        await pilot.pause()
        assert read(app, tmp_path) == wifi_code(wifi)


async def test_a_code_that_does_not_fit_is_not_drawn_in_part() -> None:
    app = Bare()
    async with app.run_test(size=NARROW) as pilot:
        app.push_screen(WifiModal(Wifi(";" * 32, ";" * 63)))
        await pilot.pause()
        await pilot.pause()
        assert not app.screen.query_one(QrCode).display
        assert "larger than the window" in str(app.screen.query_one("#how", Plain).content)
        await pilot.resize_terminal(200, 55)
        await pilot.pause()
        await pilot.pause()
        assert app.screen.query_one(QrCode).display


async def test_bad_input_is_said_and_nothing_is_shown(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        await at.press("i", "enter")
        form = at.app.screen
        assert form.query_one(Notice).text.startswith("Type the name")
        fill_in(form, "Guests", "short")
        await at.press("enter")
        assert "at least 8 characters" in form.query_one(Notice).text
        fill_in(form, "Guests", "x" * 64)
        await at.press("enter")
        assert "at most 63 characters" in form.query_one(Notice).text
        assert at.app.screen is form
        assert at.backstage.wifi.known() is None
        await at.press("escape")
        assert isinstance(at.app.screen, AskModal), "a password is long to type: it is not lost by a slip"


@pytest.mark.long
async def test_nobody_reads_the_password_while_it_is_typed(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        await at.press("i", *"Net", "tab", *"wel", "escape")
        assert isinstance(at.app.screen, AskModal)
        shown = at.app.export_screenshot()
        assert "Net" in shown
        assert "wel" not in shown


@pytest.mark.long
@pytest.mark.parametrize("keep", [True, False])
async def test_it_is_written_into_its_own_file_or_nowhere(tmp_path: Path, keep: bool) -> None:
    async with live_stand(tmp_path, stage=Stage.LOBBY) as at:
        await type_it(at, keep=keep)
        await at.press("space", "space")
        assert at.room.view().stage is not Stage.LOBBY
    held = contents(tmp_path)
    assert len(held) == 2 + keep
    assert [name for name, content in held.items() if PASSWORD.encode() in content] == ["wifi"] * keep


async def test_it_can_be_forgotten(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        await type_it(at, keep=True)
        await at.press("space", "i", "up", "enter")
        assert at.backstage.wifi.known() is None
        assert not (tmp_path / "state" / "wifi").exists()
        await at.press("i")
        assert isinstance(at.app.screen, WifiForm)


@pytest.mark.long
async def test_where_a_desk_leads_on_the_room_sees_it(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        await type_it(at)
        await at.room.lead(c.Advance(at.clock(), 5))
        await at.until(lambda: at.app.screen is at.live)


async def test_the_lobby_names_the_key_and_the_end_needs_none(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        assert ("i", "Wi-Fi") in at.footer.keys


async def test_after_the_end_nobody_joins(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.CLOSE) as at:
        await at.room.seal()
        await at.until(lambda: not at.live.is_moving)
        await at.press("i")
        await at.until(lambda: "nobody joins" in at.notice)
        assert at.app.screen is at.live


@in_both
@pytest.mark.parametrize("wifi", [GUESTS, LONGEST, Wifi("Open house")], ids=["usual", "longest", "open"])
def test_the_code_looks_right(snap_compare: SnapCompare, size: tuple[int, int], wifi: Wifi) -> None:
    app, show = showing(lambda: WifiModal(wifi))
    assert snap_compare(app, terminal_size=size, run_before=show)


@in_both
def test_the_form_looks_right(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    app, show = showing(WifiForm)
    assert snap_compare(app, terminal_size=size, run_before=show)


@in_both
def test_the_question_looks_right(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    app, show = showing(lambda: wifi_question(GUESTS))
    assert snap_compare(app, terminal_size=size, run_before=show)
