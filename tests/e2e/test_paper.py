"""Handouts and pocket cards in a browser, as a printer gets them: on A4 and Letter, and nothing is cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.phones import browser
from tests.e2e.test_report_page import pages_of
from tests.shipped import library
from workshop.reports.formats.html import as_html
from workshop.reports.handout import handout, handout_key
from workshop.reports.papers import pocket_card

pytestmark = pytest.mark.long  # every text of the library is laid out in a browser

WIDTHS = {"A4": 182, "Letter": 188}
"""What the margins leave of a sheet, in millimetres."""
CUT = """() => [...document.querySelectorAll('main *, header *, .copy *')].filter(
  one => one.getBoundingClientRect().right > document.body.getBoundingClientRect().right + 1
      || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
  .map(one => one.outerHTML.slice(0, 200))"""
WRAPPED = """() => [...document.querySelectorAll('pre')].filter(one => {
  const said = document.createRange(); said.selectNodeContents(one);
  const tops = new Set([...said.getClientRects()].map(line => Math.round(line.top)));
  return tops.size > one.textContent.split('\\n').length; }).map(one => one.textContent)"""


def test_every_text_has_one_sheet_and_nothing_on_it_is_cut_or_broken(tmp_path: Path) -> None:
    texts = tuple(library().scenarios.values())
    pages = {"handout": handout(texts), "key": handout_key(texts[:4]), "card": pocket_card()}
    with browser() as running:
        for paper, width in WIDTHS.items():
            page = running.new_page(viewport={"width": round(width / 25.4 * 96), "height": 900})
            page.emulate_media(media="print")
            sheets = {}
            for name, document in pages.items():
                file = tmp_path / f"{name}.html"
                file.write_text(as_html(document), encoding="utf-8")
                page.goto(file.as_uri())
                assert page.evaluate(CUT) == []
                assert page.evaluate(WRAPPED) == []
                sheets[name] = pages_of(page.pdf(format=paper))
            assert (sheets["handout"], sheets["card"]) == (len(texts), 1)
            page.close()
