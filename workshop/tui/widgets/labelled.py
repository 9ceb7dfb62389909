"""Fields with their names before them, as the forms of a session show them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from workshop.core.words import LONGEST_NAME
from workshop.tui.widgets.cycler import Cycler
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.plain import Plain


def labelled(label: str, field: Field | Cycler) -> ComposeResult:
    """A field with its name."""
    with Horizontal(classes="field"):
        yield Plain(label, classes="label")
        yield field


def text_field(
    label: str,
    placeholder: str,
    text: str = "",
    *,
    most: int = LONGEST_NAME,
    id: str = "",  # noqa: A002 - Textual's name
) -> ComposeResult:
    """A field for a text, named after its label where it has no other name."""
    name = id or label.lower()
    return labelled(label, Field(text, placeholder=placeholder, id=name, compact=True, max_length=most))
