"""Reads a report's page as strictly as a browser never does."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import html5lib  # type: ignore[import-untyped]  # it has no types

HTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"


def read_page(page: str) -> Element:
    """The page, parsed; anything that HTML does not allow in its syntax is an error."""
    root: Element = html5lib.HTMLParser(strict=True).parse(page)
    return root


def text_of(page: str) -> str:
    """What a person reads, each space once; without what only pictures say."""
    body = read_page(page).find(f"{HTML}body")
    assert body is not None
    return " ".join(" ".join(_texts(body)).split())


def _texts(element: Element) -> list[str]:
    if element.tag == f"{SVG}svg":
        return [element.tail or ""]
    inner = [text for child in element for text in _texts(child)]
    return [element.text or "", *inner, element.tail or ""]


def headings(page: str) -> list[int]:
    """The levels of the headings in their order."""
    return [int(level) for level in re.findall(r"<h([1-6])", page)]
