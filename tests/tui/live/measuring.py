"""What is measured on a panel that is drawn: rows that are filled, margins, texts that are cut, orphans."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from textual.pilot import Pilot
from textual.widget import Widget

from tests.tui.at_rest import at_rest
from tests.tui.live.states import PanelApp
from workshop.core.live.steps.scenario import Face
from workshop.core.live.view import RoomView
from workshop.tui.live.steps import Panel, panel_for
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of

FOUR_SIZES = ((80, 24), (120, 34), (160, 45), (200, 55))


async def settle(pilot: Pilot[None]) -> None:
    """Let the layout come to rest: a size leads to an arrangement, and that to what is out of sight."""
    for _ in range(4):
        await at_rest()
        pilot.app.screen._on_timer_update()
    await at_rest()


async def put(app: PanelApp, view: RoomView) -> Panel[Any]:
    """Put another panel in the place of the one before."""
    stage = app.query_one("#stage")
    await stage.remove_children()
    panel = panel_for(view)
    panel.clock = app.panel.clock
    await stage.mount(panel)
    panel.take_focus()
    return panel


def rows_on(app: PanelApp) -> list[str]:
    """The rows between head and footer, as they are drawn."""
    rows = ["".join(part.text for part in strip) for strip in app.screen._compositor.render_strips()]
    stage = app.query_one("#stage").region
    return rows[stage.y : stage.bottom]


def filled(rows: list[str]) -> float:
    """The part of the rows that hold something, or are the single blank one between two that do."""
    holds = [bool(row.strip()) for row in rows]
    counts = [
        here or (0 < at < len(holds) - 1 and holds[at - 1] and holds[at + 1]) for at, here in enumerate(holds)
    ]
    return sum(counts) / len(counts)


def outside_margins(rows: list[str], width: int) -> list[str]:
    """The rows that hold something in a margin."""
    margin = 2 if width < 100 else 4
    return [row for row in rows if row[:margin].strip() or row[width - margin :].strip()]


def is_orphaned(lines: list[str]) -> bool:
    """Whether the last of several lines is one short word."""
    return len(lines) > 1 and " " not in lines[-1].strip() and len(lines[-1].strip()) < 7


def lost_lines(panel: Panel[Any]) -> Iterator[str]:
    """What cannot be seen and is not announced either."""
    for part in panel.query(MoreMarker):
        if not part.display:
            if not panel.keys:
                yield f"a hidden part without a key: {part!r}"
            continue
        if not panel.region.contains_region(part.region):
            yield f"outside of the panel: {part!r} {part.region} {panel.region}"
        words = part.query_one(".more--words", Plain)
        if part.lines_below and not (words.display and str(part.lines_below) in part.words):
            yield f"more below without a word: {part!r}"
        if part.region.height < 2 + bool(part.lines_below):
            yield f"no room for a line: {part!r} {part.region}"
    for text in panel.query(Plain):
        if not is_shown(text):
            if not panel.keys and str(text.content) and text.has_class("check--happened", "check--check"):
                yield f"a hidden text without a key: {text.content}"
            continue
        if text.size.height < rows_of(str(text.content), text.size.width):
            yield f"cut: {text.content!r} at {text.size}"
        inside = any(isinstance(above, MoreMarker) for above in text.ancestors)
        if not inside and not panel.region.contains_region(text.region):
            yield f"outside of the panel: {text.content!r} {text.region}"


def is_shown(widget: Widget) -> bool:
    """Whether neither it nor what holds it is hidden."""
    return all(above.display for above in widget.ancestors_with_self if isinstance(above, Widget))


def longer(text: str) -> str:
    """A text that is 40 % longer, as one in another language may be."""
    return "\n".join(_longer_line(line) for line in text.split("\n"))


def _longer_line(line: str) -> str:
    words = line.split(" ")
    return " ".join([*words, *words[-max(1, round(0.4 * len(words))) :]]) if line.strip() else line


def longer_face(face: Face) -> Face:
    """A text to judge in which everything is 40 % longer."""
    return dataclasses.replace(
        face,
        setting=longer(face.setting),
        task=longer(face.task),
        source_title=longer(face.source_title),
        source=longer(face.source),
        sentences=tuple(map(longer, face.sentences)),
        options=tuple(map(longer, face.options)),  # type: ignore[arg-type]
    )
