"""The papers for the hour: all of it for who leads, and no word of a text or a key for who comes."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import sys
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.shipped import shelf
from workshop.core.agenda.agenda import Agenda
from workshop.core.agenda.picker import pick_steps
from workshop.core.agenda.prepared import Prepared
from workshop.reports.document import Document, Words
from workshop.reports.formats import page_formats
from workshop.reports.formats.html import as_html
from workshop.reports.formats.markdown import as_markdown
from workshop.reports.papers import invitation, pre_read
from workshop.reports.run_sheet import SECRET, run_sheet

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


@pytest.mark.parametrize("agenda", AGENDAS, ids=lambda agenda: agenda.id)
def test_the_run_sheet_holds_each_text_with_numbered_lines_and_all_that_is_known_of_it(
    agenda: Agenda,
) -> None:
    scenarios = shelf().scenarios
    steps = pick_steps(agenda, scenarios, "seed")
    page = html.unescape(as_html(run_sheet(PREPARED, steps, scenarios)))
    for one in (scenarios[step.scenario] for step in steps if step.scenario is not None):
        known = [one.setting, one.task, one.source_title, one.source, one.reveal, one.check, one.hint]
        known += [one.facilitator_note or "", *one.debrief, one.missing or ""]
        known += [sentence.why or "" for sentence in one.sentences]
        assert [text for text in known if text not in page] == []
        lines = "\n".join(f"<li>{sentence.text}</li>" for sentence in one.sentences)
        assert f"<ol>\n{lines}\n</ol>" in page


def test_every_sheet_of_the_run_sheet_says_at_its_foot_for_whom_it_is() -> None:
    steps = pick_steps(shelf().agendas["30-minutes"], shelf().scenarios, "seed")
    sheet = run_sheet(PREPARED, steps, shelf().scenarios)
    assert as_markdown(sheet).rstrip().endswith(SECRET)
    assert f'@bottom-left{{content:"{SECRET}"' in as_html(sheet)
    assert "@bottom-left" not in as_html(invitation(PREPARED, steps)) + as_html(pre_read(PREPARED))


@pytest.mark.parametrize("source", ["a\n  * b", "```\n<b>", "~~~\n````"])
def test_a_source_stays_as_it_is_in_markdown(source: str) -> None:
    page = as_markdown(Document("t", "k", blocks=(Words(source, "source"),)))
    fence = page.splitlines()[2]
    assert set(fence) == {"`"}
    assert fence not in source.splitlines()
    assert page.endswith(f"{fence}\n{source}\n{fence}\n")


def test_the_run_sheet_tells_the_time_of_each_step_past_midnight_and_the_own_note() -> None:
    steps = pick_steps(shelf().agendas["60-minutes"], shelf().scenarios, "seed")
    noted = (dataclasses.replace(steps[0], note="Slowly."), *steps[1:])
    page = as_markdown(run_sheet(PREPARED, noted, shelf().scenarios))
    assert f"23:30 to 23:{30 + steps[0].minutes}, {steps[0].minutes} minute" in page
    assert f"00:{30 - steps[-1].minutes} to 00:30, " in page
    assert "#### My note\n\n> Slowly." in page


def test_the_papers_say_where_it_is_and_who_comes() -> None:
    steps = pick_steps(shelf().agendas["30-minutes"], shelf().scenarios, "seed")
    sheet = as_markdown(run_sheet(PREPARED, steps, shelf().scenarios))
    for page in (sheet, as_markdown(invitation(PREPARED, steps)), as_markdown(pre_read(PREPARED))):
        assert "Where: Room 2.14" in page
        assert ("8 agents, 2 team leads" in page) == ("Four questions that catch" not in page)


def test_the_command_writes_each_paper_twice_and_says_where(tmp_path: Path) -> None:
    result = run("papers", "30-minutes", "--sessions", tmp_path, "--out", tmp_path / "p")
    names = {path.name for path in (tmp_path / "p").iterdir()}
    papers = ("run-sheet", "invitation", "pre-read", "pocket-card")
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
