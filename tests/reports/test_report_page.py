"""The page itself: sound HTML, nothing from outside, and texts that stay texts."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.running import run
from tests.core.plans.made import DATE, action, plan
from tests.drawing import examples
from tests.reports.pages import HTML, SVG, headings, read_page, text_of
from tests.reports.sessions import SERIES, write_series, write_session
from workshop.core.plans.record import Outcome, record_from
from workshop.core.problems import UnusableFile
from workshop.core.stats.detection import Trials
from workshop.reports.charts import (
    Answered,
    Spot,
    Votes,
    answers_chart,
    spots_chart,
    steps_chart,
    votes_chart,
)
from workshop.reports.formats.html import as_html
from workshop.reports.formats.markdown import as_markdown
from workshop.reports.leaders import leaders_page
from workshop.reports.session_report import plans_report, session_report
from workshop.storage.plans.read import load_plan
from workshop.storage.plans.sessions import load_session

HOSTILE = (
    "</title></svg><script>alert(1)</script><img src=x onerror=alert(2)> [@click=app.quit]x[/] {{ 7*7 }}"
)
counts = st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every sort of page, written by the command."""
    sessions = tmp_path_factory.mktemp("sessions")
    write_series(sessions)
    made = {}
    for name, words in (
        ("session", ("2025-11-18-northlight-care",)),
        ("series", (SERIES,)),
        ("leaders", (SERIES, "--leaders")),
    ):
        out = sessions / f"{name}.html"
        run("report", *words, "--sessions", sessions, "--out", out)
        made[name] = out.read_text(encoding="utf-8")
    return made


@pytest.mark.parametrize("name", ["session", "series", "leaders"])
def test_a_page_is_sound_and_needs_nothing_from_outside(pages: dict[str, str], name: str) -> None:
    page = pages[name]
    root = read_page(page)
    assert root.get("lang") == "en"
    assert {part.tag.removeprefix(HTML) for part in root.findall(f"{HTML}body/*")} >= {"header", "main"}
    levels = headings(page)
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = Counter(part.get("id") for part in root.iter() if part.get("id"))
    assert ids.most_common(1)[0][1] == 1
    links = {part.get("href") for part in root.iter(f"{HTML}a")}
    assert links <= {f"#{id_}" for id_ in ids}
    assert not re.search(
        r"""\b(?:src|srcset|action)=|@import|url\(|<script|<link|https?://(?!www\.w3\.org/2000/svg)""", page
    )
    assert "default-src 'none'" in page
    assert len(page.encode()) < 300_000


@pytest.mark.parametrize("name", ["session", "series"])
def test_every_picture_and_every_table_can_be_read_without_eyes(pages: dict[str, str], name: str) -> None:
    root = read_page(pages[name])
    pictures = list(root.iter(f"{SVG}svg"))
    assert len(pictures) > 4
    for picture in pictures:
        described = {
            part.get("id"): part.text for part in picture if part.tag in (f"{SVG}title", f"{SVG}desc")
        }
        assert [bool(described[id_]) for id_ in (picture.get("aria-labelledby") or "").split()] == [
            True,
            True,
        ]
    cells = list(root.iter(f"{HTML}th"))
    assert cells
    assert {cell.get("scope") for cell in cells} == {"col", "row"}


def everywhere(value: Any, change: Callable[[Any], Any]) -> Any:
    """The value with every text, number and date in it changed."""
    if isinstance(value, tuple):
        return tuple(everywhere(one, change) for one in value)
    if isinstance(value, Mapping):
        return {name: everywhere(one, change) for name, one in value.items()}
    if isinstance(value, Trials):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        inside = {field.name: everywhere(getattr(value, field.name), change) for field in fields(value)}
        return type(value)(**inside)
    return change(value)


def hostile(value: Any) -> Any:
    return HOSTILE if isinstance(value, str) else value


@pytest.mark.parametrize("number", [-5, 0, 10**11])
def test_figures_that_people_broke_are_no_error(tmp_path: Path, number: int) -> None:
    def broken(value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float | dt.date):
            return value
        return type(value)(number) if isinstance(value, int | float) else dt.date.max

    outcome = everywhere(load_session(write_session(tmp_path)).outcome, broken)
    for report in (session_report(outcome, DATE), leaders_page([outcome], DATE)):
        read_page(as_html(report))


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    plans = everywhere(load_session(write_session(tmp_path)).outcome.plans, hostile)
    outcome = Outcome(record_from(plans), plans)
    for report in (session_report(outcome, DATE), leaders_page([outcome], DATE)):
        page = as_html(report)
        root = read_page(page)
        assert not list(root.iter(f"{HTML}script"))
        assert not list(root.iter(f"{HTML}img"))
        assert "<script>alert(1)</script>" in text_of(page)
        assert "{{ 7*7 }}" in text_of(page)
        assert not re.search(r"(?<!\\)<", as_markdown(report))


def test_a_hostile_file_is_cleaned_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "1-learn.toml"
    head = '[phase]\nid = "learn"\n[session]\nid = "s"\n'
    path.write_text(f'{head}title = "a\\u202Eb\\u001B[2J{"x" * 400_000}"\n', encoding="utf-8")
    page = as_html(plans_report([load_plan(path).plan], DATE))
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert len(page) < 50_000
    path.write_text(f'{head}title = "{"x" * 1_000_000}"\n', encoding="utf-8")
    with pytest.raises(UnusableFile):
        load_plan(path)


@pytest.mark.parametrize(
    "text", ["1. one", "- a", "---", "# a", "=", "a | b", "<b>", "[x](y)", "`a`", "+ a", "2) b"]
)
def test_markdown_takes_a_text_for_a_text(text: str) -> None:
    lines = as_markdown(
        plans_report([plan(action(what="", if_="x", then="y", problem=text))], DATE)
    ).splitlines()
    (line,) = [line for line in lines if line.startswith("- Problem: ")]
    assert line.replace("\\", "") == f"- Problem: {text}"
    assert "\\" in line or text in {"-"}


@settings(max_examples=examples(30), deadline=None)
@given(first=counts, second=counts, words=st.text(max_size=20))
def test_charts_are_sound_for_any_votes(first: tuple[int, int], second: tuple[int, int], words: str) -> None:
    rows = [Votes("first vote", *first), Votes("second vote", *second)]
    title = "".join(letter for letter in words if letter.isprintable())
    shown = [row for row in rows if row.n]
    drawn = [
        votes_chart(title, shown, id="a"),
        answers_chart(title, [Answered(title, tuple(rows))], id="b"),
        steps_chart(title, [("0", first[0]), ("100", second[0])], id="c"),
        spots_chart(title, [Spot(title, "x", 0.0, 0.5, 1.0)], ("none", "all"), id="d"),
    ]
    for svg in drawn:
        root = ElementTree.fromstring(svg)
        for part in root.iter():
            for name in ("x", "x1", "x2", "cx", "width"):
                assert -1 <= float(part.get(name, 0)) <= 361
