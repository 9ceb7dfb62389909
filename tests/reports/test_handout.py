"""Texts on paper: nothing tells a sound text from a faulty one, and the key stands on other sheets."""

from __future__ import annotations

import html
from pathlib import Path

from tests.cli.running import run
from tests.reports.pages import headings, read_page
from tests.scenarios.test_never_told import other_sort
from tests.shipped import library
from workshop.core.scenarios.scenario import MISSING_ROW, Scenario
from workshop.core.words import Check
from workshop.reports.formats.html import as_html
from workshop.reports.handout import handout, handout_key
from workshop.reports.papers import pocket_card

LIBRARY = tuple(library().scenarios.values())


def secrets_of(one: Scenario) -> list[str]:
    """All that a room may not read before the reveal."""
    told = [one.id, one.title, one.twin, one.reveal, one.hint, one.check, one.missing, one.facilitator_note]
    told += [*one.debrief, *one.actions, *one.kinds, one.incident, one.twin_of]
    told += [line.why for line in one.sentences]
    return [text for text in told if text]


def test_a_sheet_holds_all_that_the_wall_shows_and_no_byte_of_the_key() -> None:
    for one in LIBRARY:
        page = html.unescape(as_html(handout([one])))
        shown = [one.setting, one.task, one.source_title, one.source, *one.options, MISSING_ROW]
        shown += [line.text for line in one.sentences]
        assert [text for text in shown if text not in page] == []
        secrets = [secret for secret in secrets_of(one) if not any(secret in text for text in shown)]
        assert one.reveal in secrets
        assert [secret for secret in secrets if secret in page] == []
        assert as_html(handout([other_sort(one)])) == as_html(handout([one]))


def test_the_key_has_the_numbers_of_the_sheets_and_all_that_is_known() -> None:
    chosen = LIBRARY[:3]
    page = html.unescape(as_html(handout_key(chosen)))
    for number, one in enumerate(chosen, start=1):
        assert f"Text {number}: {one.title}" in page
        known = [one.reveal, one.check, *one.debrief, *(line.why or "" for line in one.sentences)]
        assert [text for text in known if text not in page] == []


def test_the_pages_are_read_strictly_and_a_card_is_said_once() -> None:
    for page in (handout(LIBRARY[:2]), handout_key(LIBRARY[:2]), pocket_card()):
        read_page(as_html(page))
        assert headings(as_html(page))[0] == 1
    card = html.unescape(as_html(pocket_card()))
    assert card.count('class="copy" aria-hidden="true"') == 7
    assert [check for check in Check if card.count(check.ask) != 8] == []


def test_the_command_writes_one_file_or_two_and_never_the_key_over_the_sheets(tmp_path: Path) -> None:
    sheets, key = tmp_path / "sheets.html", tmp_path / "key.html"
    run("scenarios", "handout", "learn-04", "learn-08", "learn-04", "--out", sheets)
    assert [path.name for path in tmp_path.iterdir()] == ["sheets.html"]
    assert sheets.read_text("utf-8").count("<h2") == 2
    before = sheets.read_bytes()
    words = ("scenarios", "handout", "learn-04", "--out")
    kept = run(*words, sheets, "--key", key, expect=1).output
    assert f"{sheets} is there already, and is not overwritten. Name another file (--out)." in kept
    assert not key.exists()
    assert f"Written to {key}" in run(*words, tmp_path / "more.html", "--key", key).output
    assert "Not covered, unless" in key.read_text("utf-8")
    refused = run("scenarios", "handout", "learn-08", "--out", sheets, "--key", sheets, expect=1)
    assert "Give the key a name of its own." in refused.output
    assert sheets.read_bytes() == before
    assert "There is no scenario 'learn-99'" in run("scenarios", "handout", "learn-99", expect=1).output
