"""A report as one HTML file that needs nothing else: no script, no request to anywhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from workshop.reports.document import Document

_TEMPLATES = Path(__file__).parent / "templates"


def as_html(document: Document) -> str:
    """The page. All texts are escaped; only the style and the charts of this package are markup."""
    return _page().render(document=document)


@cache
def _page() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawn"] = Markup
    environment.globals["style"] = Markup((_TEMPLATES / "report.css").read_text("utf-8").strip())
    return environment.get_template("report.html")
