"""Text from files and people, shown letter by letter and never read as markup."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Plain(Static):
    """A text that is drawn as it is written; a `Content` may carry styles of our own."""

    DEFAULT_CSS = """
    Plain { width: 1fr; height: auto; }
    """

    def __init__(
        self,
        text: str | Content = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(text, id=id, classes=classes, markup=False)


def rows_of(text: str, width: int) -> int:
    """How many lines a text takes when it is wrapped to a width."""
    return Content(text).get_height({}, max(width, 1)) if text else 0
