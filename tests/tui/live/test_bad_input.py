"""Letters that the face lacks, emoji, right to left, a word without an end: complete on every wall."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.tui.live.measuring import is_shown, lost_lines, put, settle
from tests.tui.live.states import PanelApp, found, library, reading, revealed, voting
from tests.tui.live.test_no_line_lost import check_view, talk_view
from workshop.tui.live.steps import Panel, panel_for
from workshop.tui.widgets.headline import Headline

ID = "learn-04"
BAD = {
    "letters the face lacks": "漢字の要約は正しいですか、もう一度確認してください",
    "emoji": "Is it right? 👍🏽 👩‍👩‍👧 ☃ 🇩🇪",
    "right to left": "האם זה נכון? هل هذا صحيح؟",
    "no blank": "x" * 240,
}
VIEWS = (reading, voting, talk_view, found, revealed, check_view)


def in_the_margins(app: PanelApp, width: int) -> list[str]:
    """What is drawn in the margins, counted in cells: an emoji takes two."""
    stage, margin = app.query_one("#stage").region, 2 if width < 100 else 4
    rows = app.screen._compositor.render_strips()[stage.y : stage.bottom]
    sides = [row.crop(*part).text.strip() for row in rows for part in ((0, margin), (width - margin, width))]
    return [side for side in sides if side]


def cut_headlines(panel: Panel[Any]) -> list[str]:
    """The headlines that have fewer rows than their words take."""
    shown = [one for one in panel.query(Headline) if is_shown(one)]
    return [one.text for one in shown if one.size.height < one.rows(one.size.width, one.app.size)]


@pytest.mark.long
@pytest.mark.parametrize("size", [(80, 24), (120, 34)], ids=str)
async def test_what_no_headline_can_be_set_in_is_complete(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    case = library()[ID]
    app = PanelApp(lambda: panel_for(reading()))
    wrong: list[str] = []
    async with app.run_test(size=size) as pilot:
        for name, text in BAD.items():
            sentences = tuple(replace(one, text=f"{text} {one.text}") for one in case.sentences)
            source = f"{text}\n{case.source}"
            monkeypatch.setitem(library(), ID, replace(case, task=text, source=source, sentences=sentences))
            for view in VIEWS:
                panel = await put(app, view(ID))
                await settle(pilot)
                where = f"{name}, {view.__name__}"
                wrong += [f"{where}: {line}" for line in lost_lines(panel)]
                wrong += [f"{where}: {text!r}" for text in in_the_margins(app, size[0])]
                wrong += [f"{where}: cut: {text}" for text in cut_headlines(panel)]
    assert wrong == []
