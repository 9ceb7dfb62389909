"""The code on the screen, as phones see it: read back from pictures by two independent readers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from rich.cells import cell_len
from textual.app import App

from tests.tui.driving import NARROW, PROJECTOR, USUAL, Bare, live_stand
from workshop.core.wifi import Wifi, wifi_code
from workshop.tui.frame import FrameApp
from workshop.tui.modals.ask import AskModal
from workshop.tui.modals.join import JoinModal
from workshop.tui.theme import THEMES
from workshop.tui.widgets.qr import BLACK, WHITE, QrCode, best_scale, qr_modules, qr_rows, qr_size

URL = "HTTP://192.168.1.23:8080/7QK2"
LARGER = (USUAL, PROJECTOR, (200, 55))
LONGEST = "HTTP://192.168.100.200:65535/WXYZ"

needs_tools = pytest.mark.skipif(
    # Never in continuous integration: there a missing tool is a failure.
    not (shutil.which("rsvg-convert") and shutil.which("zbarimg")) and os.environ.get("CI") != "true",
    reason="needs rsvg-convert and zbarimg (apt install librsvg2-bin zbar-tools)",
)


def picture(app: App[Any], folder: Path) -> Path:
    """The screen as a picture, twice as fine as the drawing so that no reader trips over its pixels."""
    svg, png = folder / "screen.svg", folder / "screen.png"
    svg.write_text(app.export_screenshot(), "utf-8")
    subprocess.run(["rsvg-convert", "-z", "2", str(svg), "-o", str(png)], check=True)
    return png


def cells_picture(app: App[Any], folder: Path) -> Path:
    """The screen drawn cell by cell, 8 by 16 pixels each: an SVG leaves hairlines in a code this large.

    Of the signs only the half block is drawn; a code holds no other.
    """
    rows: list[list[tuple[int, ...]]] = []
    for strip in app.screen._compositor.render_strips():
        upper: list[tuple[int, ...]] = []
        lower: list[tuple[int, ...]] = []
        for text, style, _ in strip:
            assert style is not None
            assert style.bgcolor is not None
            paper: tuple[int, ...] = tuple(style.bgcolor.get_truecolor())[::-1]
            ink = paper if style.color is None else tuple(style.color.get_truecolor())[::-1]
            upper += [ink if sign == "▀" else paper for sign in text for _ in range(cell_len(sign))]
            lower += [paper] * cell_len(text)
        rows += [upper, lower]
    png = folder / "cells.png"
    cv2.imwrite(str(png), np.array(rows, np.uint8).repeat(8, axis=0).repeat(8, axis=1))
    return png


def read_by_zbar(png: Path) -> str:
    command = ["zbarimg", "--quiet", "--raw", "--nodbus", str(png)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout.strip()


def read_by_opencv(png: Path) -> str:
    image = cv2.imread(str(png))
    assert image is not None
    return cv2.QRCodeDetector().detectAndDecode(image)[0]


@pytest.mark.parametrize("url", [URL, LONGEST])
def test_an_address_in_capitals_fits_the_second_version(url: str) -> None:
    assert len(qr_modules(url)) == 29
    assert (qr_size(url).width, qr_size(url).height) == (29, 15)


@needs_tools
@pytest.mark.parametrize(
    "wifi",
    [
        Wifi("Gäste 5 GHz", "mit Lücke 1"),
        Wifi("Café"),
        Wifi("Büro", "ÄÖÜäöüß€1"),
        Wifi("会议室", "пароль-12345"),
        Wifi("Ümit\u2019s iPhone", "ée-12345678"),
        Wifi("ä" * 16, "ü" * 63),
    ],
    ids=lambda wifi: wifi.name,
)
def test_letters_beyond_ascii_are_read_as_they_are(tmp_path: Path, wifi: Wifi) -> None:
    """Without a word on how they are written one reader takes these for Chinese."""
    modules = qr_modules(wifi_code(wifi))
    rows = [bytes(0 if module else 255 for module in row for _ in range(8)) for row in modules]
    picture = tmp_path / "code.pgm"
    picture.write_bytes(b"P5 %d %d 255 " % (len(rows[0]), 8 * len(rows)) + b"".join(row * 8 for row in rows))
    assert read_by_zbar(picture) == wifi_code(wifi)


def test_the_quiet_zone_is_white_all_around() -> None:
    modules = qr_modules(URL)
    edge = [*modules[:2], *modules[-2:], *zip(*modules, strict=True)][:4]
    assert not any(module for row in edge for module in row)
    assert not any(row[0] or row[1] or row[-1] or row[-2] for row in modules)


def test_the_code_takes_the_largest_scale_that_fits() -> None:
    assert [best_scale(URL, qr_size(URL, scale)) for scale in (1, 2, 3)] == [1, 2, 3]
    assert best_scale(URL, qr_size(URL, 2) - (1, 0)) == 1


def test_plain_rows_are_for_a_terminal_without_the_screen() -> None:
    rows = qr_rows(URL)
    assert len(rows) == 15
    assert {len(row) for row in rows} == {29}


async def test_ink_and_paper_are_the_same_in_all_themes() -> None:
    class Alone(Bare):
        def compose(self):  # type: ignore[no-untyped-def]
            yield QrCode(URL)

    app = Alone()
    async with app.run_test(size=NARROW):
        seen = []
        for theme in THEMES:
            app.theme = theme.name
            strips = [app.query_one(QrCode).render_line(y) for y in range(15)]
            seen.append({str(segment.style) for strip in strips for segment in strip if segment.style})
    assert seen[0] == seen[1] == seen[2]
    assert all(BLACK in style and WHITE in style for style in seen[0])


@pytest.mark.parametrize("term", ["xterm", "screen", "xterm-16color", "alacritty", "xterm-256color"])
async def test_without_all_colours_the_code_takes_two_that_no_palette_changes(
    monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    """Ink and paper as they are written to the terminal: never one of the first sixteen colours, nor 16."""

    class Alone(Bare):
        def compose(self):  # type: ignore[no-untyped-def]
            yield QrCode(URL)

    monkeypatch.delenv("COLORTERM", raising=False)
    monkeypatch.setenv("TERM", term)
    terminal, app = FrameApp[None]().console, Alone()
    async with app.run_test(size=NARROW):
        lines = [app.query_one(QrCode).render_line(y) for y in range(15)]
        for style in (style for line in lines for _, style, _ in line if style is not None):
            style._ansi = None  # kept from a terminal with all colours, where one was drawn before
        written = "".join(line.render(terminal) for line in lines)
    assert set(re.findall(r"\x1b\[([\d;]+)m", written)) == {"38;5;232;48;5;231", "38;5;231;48;5;232", "0"}


@needs_tools
@pytest.mark.parametrize(
    "size", [NARROW, *(pytest.param(size, marks=pytest.mark.long) for size in LARGER)], ids=str
)
async def test_the_code_in_the_lobby_is_read_by_both_in_every_theme(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with live_stand(tmp_path, size=size) as at:
        for theme in THEMES:
            at.app.theme = theme.name
            await at.pilot.pause()
            png = cells_picture(at.app, tmp_path)
            assert read_by_zbar(png) == URL, theme.name
            assert read_by_opencv(png) == URL, theme.name


@pytest.mark.long
@needs_tools
@pytest.mark.parametrize("size", [NARROW, PROJECTOR])
async def test_the_code_over_everything_is_read_by_both(tmp_path: Path, size: tuple[int, int]) -> None:
    app = Bare()
    async with app.run_test(size=size) as pilot:
        app.push_screen(JoinModal(LONGEST, LONGEST.lower()))
        await pilot.pause()
        await pilot.pause()
        png = picture(app, tmp_path)
    assert read_by_zbar(png) == LONGEST
    assert read_by_opencv(png) == LONGEST


@needs_tools
@pytest.mark.parametrize("size", [NARROW, pytest.param(PROJECTOR, marks=pytest.mark.long)])
async def test_the_code_of_the_desk_comes_after_a_question_and_is_read(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with live_stand(tmp_path, size=size) as at:
        await at.press("d")
        assert [isinstance(one, AskModal) for one in at.app.screen_stack[-1:]] == [True]
        await at.press("space")
        assert at.app.screen_stack[-1] is at.live, "Space shows no secret"
        await at.press("d", "up", "up", "enter")
        await at.pilot.pause()
        png, wanted = picture(at.app, tmp_path), at.backstage.desk_url(at.room)
        await at.press("space")
        assert at.app.screen_stack[-1] is at.live
    assert wanted == f"{URL}/DESK/{at.room.desk_link()}"
    # By one reader: the secret is drawn anew each time, and OpenCV finds no code in one of eighty pictures,
    # however large and clear they are.
    assert read_by_zbar(png) == wanted


async def test_a_new_code_of_the_desk_shuts_out_who_had_the_old_one(tmp_path: Path) -> None:
    async with live_stand(tmp_path) as at:
        before = at.room.desk_link()
        await at.press("d", "up", "enter")
        await at.until(lambda: isinstance(at.app.screen, JoinModal))
        assert at.room.desk_link() != before
        assert at.app.screen.query_one(QrCode).text.endswith(at.room.desk_link())
