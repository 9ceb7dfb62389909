"""Draws every state of the wall in every size and theme, six with their names on a sheet, to be looked at.

`PYTHONPATH=. python docs/contact_sheets.py FOLDER [STATE ...]`; STATE is how names begin, such as `card`.
"""

from __future__ import annotations

import asyncio
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path

from playwright.async_api import Browser

from tests.pictures.cells import moving_svg, rows_of
from tests.tui.live.card_states import CARD_STATES
from tests.tui.live.figure_states import FIGURE_STATES
from tests.tui.live.measuring import FOUR_SIZES, put, settle
from tests.tui.live.states import STATES, PanelApp
from tests.web.phone_browser import chromium
from workshop.core.live.view import RoomView
from workshop.tui.live.steps import panel_for
from workshop.tui.theme import THEMES

ALL: dict[str, Callable[[], RoomView]] = {**STATES, **FIGURE_STATES, **CARD_STATES}
A_SHEET = 6
WIDE = 1000
"""Pixels of a state on a sheet; two stand side by side."""

STYLE = f"""
body {{ margin: 8px; font: 16px monospace }}
body {{ display: grid; gap: 8px; grid-template-columns: {WIDE}px {WIDE}px }}
figure {{ margin: 0 }}
img {{ width: {WIDE}px }}
"""


async def main(folder: Path, begin: tuple[str, ...]) -> None:
    """Draw the sheets of all states whose names begin so."""
    chosen = {name: view for name, view in ALL.items() if name.startswith(begin)}
    async with chromium() as browser:
        for size in FOUR_SIZES:
            for theme, pictures in (await drawn(size, chosen)).items():
                for begin_at in range(0, len(pictures), A_SHEET):
                    sheet = dict(list(pictures.items())[begin_at : begin_at + A_SHEET])
                    name = f"{size[0]}x{size[1]}-{theme}-{begin_at // A_SHEET + 1:02}.png"
                    await keep(browser, sheet, folder / name)


async def drawn(
    size: tuple[int, int], states: Mapping[str, Callable[[], RoomView]]
) -> dict[str, dict[str, str]]:
    """Every state in one size: for each theme, the pictures by their names."""
    app = PanelApp(lambda: panel_for(next(iter(states.values()))()))
    found: dict[str, dict[str, str]] = {theme.name: {} for theme in THEMES}
    async with app.run_test(size=size) as pilot:
        for name, view in states.items():
            await put(app, view())
            for theme in THEMES:
                app.theme = theme.name
                await settle(pilot)
                found[theme.name][name] = moving_svg([(1, rows_of(app))])
    return found


async def keep(browser: Browser, pictures: Mapping[str, str], path: Path) -> None:
    """Write a sheet."""
    page = await browser.new_page(viewport={"width": 2 * WIDE + 40, "height": 600})
    await page.set_content(
        f"<!doctype html><style>{STYLE}</style>{''.join(figures(pictures))}", wait_until="load"
    )
    await page.screenshot(path=path, full_page=True)
    await page.close()


def figures(pictures: Mapping[str, str]) -> Iterator[str]:
    """Each picture over its name; as a file of its own, so that no two share a name inside."""
    for name, svg in pictures.items():
        data = b64encode(svg.encode()).decode()
        yield f'<figure>{escape(name)}<br><img src="data:image/svg+xml;base64,{data}"></figure>'


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    asyncio.run(main(Path(sys.argv[1]), tuple(sys.argv[2:]) or ("",)))
