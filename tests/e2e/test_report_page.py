"""The report in a browser: dark and light, on a phone and on paper, and without a complaint of axe."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types

from tests.cli.running import run
from tests.core.plans.made import DATE
from tests.e2e.phones import browser
from tests.reports.sessions import SERIES, write_series
from workshop.reports.formats.html import as_html
from workshop.reports.leaders import leaders_page
from workshop.storage.plans.sessions import load_session

pytestmark = pytest.mark.long  # a session is rehearsed and its report opened in a browser


def test_the_report_is_accessible_fits_a_phone_and_asks_nobody(tmp_path: Path) -> None:
    write_series(tmp_path)
    report, leaders = tmp_path / "report.html", tmp_path / "leaders.html"
    run("report", SERIES, "--sessions", tmp_path, "--out", report)
    held = load_session(tmp_path / "2025-11-18-northlight-care").outcome
    six = replace(held, plans=(*held.plans[:2], held.plans[1]))
    leaders.write_text(as_html(leaders_page([six], DATE)), encoding="utf-8")
    asked: list[str] = []
    with browser() as running:
        for scheme in ("light", "dark"):
            context = running.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)
            page = context.new_page()
            page.on("request", lambda request: asked.append(request.url))
            for file in (report, leaders):
                page.goto(file.as_uri())
                found = Axe().run(page).response["violations"]
                assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
                assert page.evaluate("document.documentElement.scrollWidth") <= 320
            for paper in ("A4", "Letter"):
                assert pages_of(page.pdf(format=paper)) == 1
            context.close()
    assert set(asked) == {report.as_uri(), leaders.as_uri()}


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
