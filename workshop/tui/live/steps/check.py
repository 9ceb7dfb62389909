"""The check: one word that catches this kind of failure, and what happened here and in public."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize

from workshop.core.english import capital, long_date, plain
from workshop.core.live.steps.scenario import CheckPicture
from workshop.core.live.view import RoomView
from workshop.core.scenarios.incident import Incident
from workshop.core.scenarios.scenario import Scenario
from workshop.tui.keys import CHECK, bindings
from workshop.tui.live.parts.base import Keys
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import KeysChanged
from workshop.tui.widgets.block_letters import BlockLetters, Print
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of

_ASK_SHARE = 0.2
_WIDEST = 110
"""Longer lines are hard to read from far away."""


class CheckPanel(ScrollingPanel[CheckPicture]):
    """The check word in block letters, its question, and the sentence for this case.

    What happened, and the public incident, stand below where there is room, else on a second page.
    """

    DEFAULT_CSS = """
    CheckPanel {
        padding: 0 2;
        #word { color: $text-primary; margin-bottom: 1; }
        #ask { margin-bottom: 1; }
        Plain { max-width: 110; margin-bottom: 1; }
        Plain.more--words { margin-bottom: 0; }
        #check, #story { text-style: bold; }
        #kind, #source { color: $text-muted; }
        &.-check .check--happened { display: none; }
        &.-happened .check--check { display: none; }
    }
    """
    KEYS = CHECK
    BINDINGS: ClassVar[list[BindingType]] = bindings(CHECK)

    def __init__(self, view: RoomView) -> None:
        super().__init__(view)
        self.keys = ()
        key = self.picture.key
        self._on_happened = False
        self._word = key.main_kind.check.value if key.main_kind else "SOUND"
        self._ask = key.main_kind.check.ask if key.main_kind else ""
        self._check = check_texts(key)
        self._happened = happened_texts(key, self.picture.incident)

    def compose(self) -> ComposeResult:
        """From the word down to the incident."""
        with MoreMarker():
            yield BlockLetters(self._word, Print.WORD, share=0.27, id="word", classes="check--check")
            if self._ask:
                yield BlockLetters(self._ask, share=_ASK_SHARE, id="ask", classes="check--check")
            for id_, text in self._check.items():
                yield Plain(text, id=id_, classes="check--check")
            for id_, text in self._happened.items():
                yield Plain(text, id=id_, classes="check--happened")

    @on(Resize)
    def arrange_for_size(self) -> None:
        """One page where there is room, else two."""
        self._arrange()

    def action_turn_view(self) -> None:
        """From the check to what happened, and back."""
        self._on_happened = not self._on_happened
        self._arrange()

    def _arrange(self) -> None:
        paged = self._rows_needed() > self.content_size.height
        self.set_class(paged and not self._on_happened, "-check")
        self.set_class(paged and self._on_happened, "-happened")
        keys: Keys = (("v", "the check" if self._on_happened else "what happened"),) if paged else ()
        if keys != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())

    def _rows_needed(self) -> int:
        """How many lines everything takes, with a blank line between two texts."""
        width = self.content_size.width
        texts = (self._check | self._happened).values()
        large = sum(part.rows(width, self.app.size.height) + 1 for part in self.query(BlockLetters))
        return large - 1 + sum(1 + rows_of(text, min(width, _WIDEST)) for text in texts)


def check_texts(key: Scenario) -> dict[str, str]:
    """What stands under the word and its question: the sentence for this case, the kind of failure."""
    kind = key.main_kind
    if kind is None:
        return {"check": key.check}
    name = capital(plain(kind.name))
    return {"check": key.check, "kind": f"{name}: {kind.definition}"}


def happened_texts(key: Scenario, incident: Incident | None) -> dict[str, str]:
    """The story of this case, and the public incident with how well it is known."""
    if incident is None:
        public = {"incident": f"In public: {key.incident}"} if key.incident else {}
        return {"story": key.reveal, **public}
    text = " ".join(incident.text.splitlines())
    checked = long_date(incident.checked_on)
    return {
        "story": key.reveal,
        "incident": f"In public: {incident.title} ({incident.year}). {text}",
        "source": f"{incident.sourcing.value.capitalize()}: {incident.source}. Checked {checked}.",
    }
