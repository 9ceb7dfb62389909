"""The papers for the hour: all of it for who leads, and no word of a text or a key for who comes."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.shipped import shelf
from workshop.core.agenda.agenda import Agenda
from workshop.core.agenda.picker import pick_steps
from workshop.core.agenda.prepared import Prepared
from workshop.reports.formats import page_formats
from workshop.reports.formats.markdown import as_markdown
from workshop.reports.papers import SECRET, invitation, pre_read, run_sheet

AGENDAS = [agenda for agenda in shelf().agendas.values() if not agenda.looks_back]
PREPARED = Prepared(
    "",
    "Care: practise",
    "60-minutes",
    "seed",
    date=dt.date(2026, 12, 1),
    starts=dt.time(23, 30),
    place="Room 2.14",
    who_comes="8 agents, 2 team leads",
    purpose="We may be wrong here.",
    notes={1: "Slowly."},
)


@pytest.mark.parametrize("agenda", AGENDAS, ids=lambda agenda: agenda.id)
def test_what_participants_get_holds_no_text_and_no_key(agenda: Agenda) -> None:
    scenarios = shelf().scenarios
    steps = pick_steps(agenda, scenarios, "seed")
    played = [scenarios[step.scenario] for step in steps if step.scenario is not None]
    sheet = "\n".join(form.write(run_sheet(PREPARED, steps, scenarios)) for form in page_formats())
    given = "\n".join(
        form.write(page)
        for page in (invitation(PREPARED, steps), pre_read(PREPARED))
        for form in page_formats()
    )
    assert played
    for one in played:
        secrets = [one.title, one.reveal, one.hint, *(sentence.text for sentence in one.sentences)]
        assert one.reveal in sheet
        assert [secret for secret in secrets if secret in given] == []
    assert SECRET in sheet
    assert SECRET not in given


def test_the_run_sheet_tells_the_time_of_each_step_past_midnight_and_the_own_note() -> None:
    steps = pick_steps(shelf().agendas["60-minutes"], shelf().scenarios, "seed")
    noted = (dataclasses.replace(steps[0], note="Slowly."), *steps[1:])
    page = as_markdown(run_sheet(PREPARED, noted, shelf().scenarios))
    assert "### 1: 23:30, " in page
    assert f"### {len(steps)}: 00:{30 - steps[-1].minutes}, " in page
    assert "Slowly." in page


def test_the_papers_say_where_it_is_and_who_comes() -> None:
    steps = pick_steps(shelf().agendas["30-minutes"], shelf().scenarios, "seed")
    sheet = as_markdown(run_sheet(PREPARED, steps, shelf().scenarios))
    for page in (sheet, as_markdown(invitation(PREPARED, steps)), as_markdown(pre_read(PREPARED))):
        assert "Where: Room 2.14" in page
        assert ("8 agents, 2 team leads" in page) == ("Four questions that catch" not in page)


def test_the_command_writes_each_paper_twice_and_says_where(tmp_path: Path) -> None:
    result = run("papers", "30-minutes", "--sessions", tmp_path, "--out", tmp_path / "p")
    names = {path.name for path in (tmp_path / "p").iterdir()}
    papers = ("run-sheet", "invitation", "pre-read")
    assert names == {f"{name}.{end}" for name in papers for end in ("md", "html")}
    assert all(str(tmp_path / "p" / name) in result.output for name in names)
    missing = run("papers", "31-minutes", "--sessions", tmp_path, expect=1)
    assert "There is no agenda '31-minutes'." in missing.output


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives links to few")
@pytest.mark.parametrize("link", ["papers", "papers/30-minutes"])
def test_papers_are_not_written_through_a_link(tmp_path: Path, link: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    place = tmp_path / "sessions" / link
    place.parent.mkdir(parents=True)
    place.symlink_to(tmp_path / "elsewhere")
    refused = run("papers", "30-minutes", "--sessions", tmp_path / "sessions", expect=1)
    assert "is a link to another place" in refused.output
    assert not [*(tmp_path / "elsewhere").iterdir()]
