"""How many texts there are of each sort: what a library has much of, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from workshop.core.english import counted, listed
from workshop.core.scenarios.facets import Facet, counts, is_wanted
from workshop.core.scenarios.scenario import Scenario
from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sheet import Sheet

_GAP = 1


class CoverageModal(Dialog[None]):
    """Roles by checks, then the kinds; numbers alone, which tell no key."""

    DEFAULT_CSS = """
    CoverageModal {
        background: $background;
        Sheet { height: 1fr; padding: 1 4 0 4; }
        Vertical { height: auto; margin-bottom: 1; }
        .title { text-style: bold; color: $accent; margin-bottom: 1; }
        .row { margin-top: 1; }
        #roles { text-wrap: nowrap; }
        &.-sides Sheet { layout: horizontal; }
        &.-sides #roles { width: 80; margin-right: 4; }
        &.-sides #kinds { width: 1fr; }
        &.-compact Sheet { padding: 1 2 0 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,n,q,enter", "leave", "Close", show=False)]

    def __init__(self, texts: Sequence[Scenario], which: str = "") -> None:
        super().__init__()
        self._texts, self._which = texts, which

    def compose(self) -> ComposeResult:
        """The table, the kinds, what there is none of."""
        with Sheet():
            with Vertical(id="roles"):
                of = f": {self._which}" if self._which else ""
                yield Plain(f"{counted(len(self._texts), 'text')}{of}", classes="title")
                yield from (Plain(line) for line in self._table())
            with Vertical(id="kinds"):
                yield Plain("Kinds", classes="title")
                kinds = counts(self._texts, Facet.KIND)
                yield from (Plain(f"{number:>3}  {kind}") for kind, number in kinds.items() if number)
                if none := [kind for kind, number in kinds.items() if not number]:
                    yield Plain(f"None: {listed(none)}.", classes="row")
        yield FooterLine()

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(Sheet).focus()
        self.query_one(FooterLine).show(("Space", "back"), (("↑↓", "scroll"),))

    def _table(self) -> Iterator[Content]:
        """A line a role: how many texts need each check, how many are sound, how many there are."""
        widest = max(len(role) for role in Facet.ROLE.values)
        heads = (*Facet.CHECK.values, "sound", "all")
        yield Content.styled(" " * widest + "".join(" " * _GAP + head for head in heads), "$text-muted")
        for role in Facet.ROLE.values:
            texts = [text for text in self._texts if is_wanted(text, {Facet.ROLE: role})]
            sound = counts(texts, Facet.SORT)["sound"]
            row = (*counts(texts, Facet.CHECK).values(), sound, len(texts))
            cells = (
                str(number or "-").rjust(_GAP + len(head)) for head, number in zip(heads, row, strict=True)
            )
            yield Content(role.ljust(widest) + "".join(cells))
