"""A form of the facilitator on the grid of the wall: its title in large letters, and what it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical

from workshop.core.plans.person import LIKE_A_PERSON, looks_like_a_person
from workshop.core.words import LONGEST_SENTENCE, ROLES, Audience
from workshop.tui.modals.steady import SteadyScreen
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.head_row import HeadRow
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.labelled import text_field
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sheet import Sheet

T = TypeVar("T")

AUDIENCES: Mapping[Audience | None, str] = dict([(None, "any work"), *ROLES.items()])
"""Whose work the scenarios should show."""

_LARGE = 4
"""Rows of the title in large letters; a longer one is bold body, so that no field moves as it is typed."""


class FormPage(SteadyScreen[T]):
    """Where we are, the title, the form and what it leads to: beside each other where there is room.

    A subclass gives the `fields` and the `outcome`, and says in `_show_keys` what the keys do.
    """

    CSS_PATH = "form_page.tcss"
    AUTO_FOCUS = "#title"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall"), (44, "-high")]  # noqa: RUF012 - as in Screen
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the field hears of it, as in a form: what is typed ahead goes into the next field.
        Binding("tab", "app.focus_next", "next field", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", "previous field", show=False, priority=True),
    ]

    def __init__(self, where: str, beside: str, title: str) -> None:
        """Make it.

        Args:
            where: what is done here.
            beside: what one should know beside it, such as how long it lasts.
            title: what the headline says where no title is typed.
        """
        super().__init__()
        self._head, self._untitled = HeadRow(where, beside), title
        self._headline = Headline(title, beside_text=True, id="headline")
        self._headline.take(_LARGE)

    def compose(self) -> ComposeResult:
        """The page, a line for what is wrong, the keys."""
        yield self._head
        yield self._headline
        with Sheet(can_focus=False), Container(id="sides"):
            with Vertical(id="fields"):
                yield from self.fields()
            with Vertical(id="told"):
                yield from self.outcome()
        yield Notice()
        yield FooterLine()

    def fields(self) -> ComposeResult:
        """What is asked."""
        raise NotImplementedError

    def outcome(self) -> ComposeResult:
        """What it leads to."""
        raise NotImplementedError

    def sponsor_field(self, text: str = "") -> ComposeResult:
        """The sponsor, and a line for a name that looks like a person's."""
        yield from text_field("Sponsor", "the role that speaks for it", text)
        warning = Plain(LIKE_A_PERSON, id="person", classes="aside")
        warning.display = looks_like_a_person(text)
        yield warning

    def roles_field(self, text: str = "") -> ComposeResult:
        """Who comes, where each role has a text of its own."""
        yield from text_field("Roles", "such as leaders, managers; empty: whoever comes", text)

    def whose_fields(
        self, direction: str = "", product: str = "", organisation: str = "", facilitator: str = ""
    ) -> ComposeResult:
        """What the sponsor wants actions to serve, where the learning belongs, and who leads."""
        matters = "where and why AI matters here"
        yield from text_field("Direction", matters, direction, most=LONGEST_SENTENCE)
        yield from text_field("Product", "product or service", product)
        yield from text_field("Organisation", "whose people these are", organisation)
        yield from text_field("Facilitator", "the role that leads", facilitator)

    def say(self, text: str) -> None:
        """Show a sentence."""
        self.query_one(Notice).text = text

    @on(Field.Changed, "#title")
    def show_title(self, event: Field.Changed) -> None:
        """What is typed grows."""
        self._headline.say(event.value.strip() or self._untitled)
        self._show_keys()

    @on(Field.Changed, "#sponsor")
    def look_for_a_person(self, event: Field.Changed) -> None:
        """Plans name roles and teams."""
        self.query_one("#person").display = looks_like_a_person(event.value)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def show_keys(self) -> None:
        """Keys depend on the field."""
        self._show_keys()

    def _show_keys(self) -> None:
        raise NotImplementedError

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", Field).value.strip()
