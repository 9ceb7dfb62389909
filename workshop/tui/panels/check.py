"""The check: one word that catches this kind of failure, and what happened here and in public."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize

from workshop.core.incident import Incident
from workshop.core.scenario import Scenario
from workshop.core.view import RoomView
from workshop.tui.messages import KeysChanged
from workshop.tui.panels.scrolling import ScrollingPanel
from workshop.tui.widgets.block_letters import BlockLetters, Print
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain

_ALL_FROM = 32
"""From this height on, everything stands on one page."""


class CheckPanel(ScrollingPanel):
    """The check word in block letters, its question, and the sentence for this case."""

    DEFAULT_CSS = """
    CheckPanel {
        padding: 1 2;
        #word { color: $text-primary; margin-bottom: 1; }
        #ask { text-style: bold; margin-bottom: 1; }
        #kind { color: $text-muted; margin-top: 1; }
        #story { text-style: bold; margin-top: 1; }
        #incident { margin-top: 1; }
        #incident-source { color: $text-muted; }
        .-story { max-width: 110; }
        &.-check #story, &.-check #incident, &.-check #incident-source { display: none; }
        &.-happened #word, &.-happened #ask, &.-happened #check, &.-happened #kind { display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("v", "turn_view", "what happened", show=False)]

    def __init__(self, view: RoomView) -> None:
        self._on_happened = False
        super().__init__(view)

    def compose(self) -> ComposeResult:
        """From the word down to the incident."""
        key = self.view.key
        assert key is not None
        kind = key.main_kind
        with MoreMarker():
            yield BlockLetters(kind.check.value if kind else "SOUND", Print.WORD, id="word")
            if kind is not None:
                yield Plain(kind.check.ask, id="ask")
            yield Plain(key.check, id="check", classes="-story")
            yield Plain(key.reveal, id="story", classes="-story")
            if kind is not None:
                yield Plain(f"{kind_words(kind.name)}: {kind.definition}", id="kind", classes="-story")
            text, source = incident_words(key, self.view.incident)
            if text:
                yield Plain(text, id="incident", classes="-story")
            if source:
                yield Plain(source, id="incident-source", classes="-story")

    @on(Resize)
    def arrange_for_size(self) -> None:
        """One page where there is room, else two."""
        self._arrange()

    def action_turn_view(self) -> None:
        """From the check to what happened, and back."""
        self._on_happened = not self._on_happened
        self._arrange()

    def _arrange(self) -> None:
        all_at_once = self.app.size.height >= _ALL_FROM
        self.set_class(not all_at_once and not self._on_happened, "-check")
        self.set_class(not all_at_once and self._on_happened, "-happened")
        keys = () if all_at_once else (("v", "the check" if self._on_happened else "what happened"),)
        if keys != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())


def kind_words(name: str) -> str:
    """The name of a kind as people say it."""
    return name.replace("-", " ").capitalize()


def incident_words(key: Scenario, incident: Incident | None) -> tuple[str, str]:
    """The public incident, and below it how well it is known; both may be empty."""
    if incident is None:
        return (f"In public: {key.incident}", "") if key.incident else ("", "")
    text = f"In public: {incident.title} ({incident.year}). {' '.join(incident.text.splitlines())}"
    checked = f"{incident.checked_on:%-d %B %Y}"
    return text, f"{incident.standing.value.capitalize()}: {incident.source}. Checked {checked}."
