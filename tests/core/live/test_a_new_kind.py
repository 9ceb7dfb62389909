"""What a new kind of step costs: a poster, which the room reads, is added to a copy of the house."""

from __future__ import annotations

from pathlib import Path

from tests.copied_house import add_to_copy, run_in_copy

NEW_FILES = {
    "core/live/steps/poster.py": """
from dataclasses import dataclass

from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.kind import Kind, Picture, Row, at_its, one_place, whole_step


@dataclass(frozen=True, slots=True)
class PosterPicture(Picture):
    title: str


def _picture(session: Session) -> PosterPicture:
    return PosterPicture(session.steps[session.position.step].title)


KIND = Kind(
    rows=(Row(Stage.POSTER, "a poster", picture=_picture, time=whole_step),),
    path=one_place(Stage.POSTER),
    entry="look at the poster",
    earlier=at_its(Stage.POSTER),
)
""",
    "tui/live/steps/poster.py": """
from textual.app import ComposeResult

from workshop.core.live.steps.poster import PosterPicture
from workshop.tui.live.parts.base import Panel
from workshop.tui.widgets.plain import Plain


class PosterPanel(Panel[PosterPicture]):
    def compose(self) -> ComposeResult:
        yield Plain(f"Read what is on the poster. {self.picture.title}")
""",
    "web/templates/poster.html": """
{% extends "stage.html" %}
{% block heading %}The poster on the wall.{% endblock %}
{% block content %}
<p class="lead">Read what is on it.</p>
{% endblock %}
""",
}

NEW_LINES = {
    "core/agenda/agenda.py": ('    BREAK = "break"\n', '    POSTER = "poster"\n'),
    "core/live/session.py": ('    BREAK = "break"\n', '    POSTER = "poster"\n'),
    "core/live/steps/__init__.py": (
        "        StepKind.BREAK: break_time.KIND,\n",
        "        StepKind.POSTER: poster.KIND,\n",
    ),
    "tui/live/steps/__init__.py": (
        "        BreakPicture: BreakPanel,\n",
        "        PosterPicture: PosterPanel,\n",
    ),
}
"""In each table, after which line there is a new one."""

IMPORTS = (
    ("core/live/steps/__init__.py", ("    opening,\n", "    poster,\n")),
    (
        "tui/live/steps/__init__.py",
        (
            "from workshop.core.live.steps.opening import OpeningPicture\n",
            "from workshop.core.live.steps.poster import PosterPicture\n",
        ),
    ),
    (
        "tui/live/steps/__init__.py",
        (
            "from workshop.tui.live.steps.opening import OpeningPanel\n",
            "from workshop.tui.live.steps.poster import PosterPanel\n",
        ),
    ),
)
"""Two of the tables hold values, and say where they come from."""

LED = """
from pathlib import Path
import msgspec
from tests.builders import START, a_session, a_step, do, phone_view
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.machine import may
from workshop.core.live.session import Seat, Stage
from workshop.core.live.steps import ROWS
from workshop.core.live.view import earlier_view, room_view
from workshop.storage.library.agendas import load_agenda
from workshop.tui.live.steps import panel_for
from workshop.web.pages import Pages

agenda = load_agenda(Path("poster.toml"))
assert [step.kind for step in agenda.steps] == ["open", "poster", "close"]

session = a_session((a_step(StepKind.OPEN), a_step(StepKind.POSTER, minutes=2), a_step(StepKind.CLOSE)))
do(session, c.Advance(START))
assert room_view(session, 3).next_words == "look at the poster"
(entered,) = do(session, c.Advance(START))
assert msgspec.json.decode(msgspec.json.encode(entered), type=e.StageEntered) == entered
assert session.stage is Stage.POSTER and session.ends_at == START + 120
assert ROWS[session.stage].head == "a poster"
assert all(may(session, move) for move in (c.Advance, c.Skip, c.EndEarly, c.TakeBack, c.Extend))
assert type(panel_for(room_view(session, 3))).__name__ == "PosterPanel"
view = phone_view(session, lambda subject: Seat("s1"))
assert b"Read what is on it." in Pages().room(view, count="", part=False, change=False).plain
do(session, c.Advance(START))
assert session.stage is Stage.CLOSE
assert earlier_view(session, 3, 1).stage is Stage.POSTER
"""

AGENDA = """
schema_version = 1
title = "With a poster"
summary = "A made-up kind of step."

[[step]]
kind = "open"
phase = "learn"
minutes = 1

[[step]]
kind = "poster"
phase = "learn"
minutes = 2

[[step]]
kind = "close"
phase = "learn"
minutes = 1
"""


def test_a_kind_that_is_only_read_takes_three_new_files_and_its_line_in_each_of_four_tables(
    tmp_path: Path,
) -> None:
    add_to_copy(tmp_path, NEW_FILES, (*NEW_LINES.items(), *IMPORTS))
    (tmp_path / "poster.toml").write_text(AGENDA, "utf-8")
    run_in_copy(tmp_path, LED)
    assert (len(NEW_FILES), len(NEW_LINES)) == (3, 4)
    assert {name for name, _ in IMPORTS} <= NEW_LINES.keys(), "nothing else has to know"
