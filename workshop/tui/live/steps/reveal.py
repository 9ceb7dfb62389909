"""The reveal: one finding after another, each line beside the clause that it stands against."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize

from workshop.core.live.steps.scenario import RevealPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.reveal import clause_lines, headline
from workshop.core.scenarios.findings import Finding, Found
from workshop.core.scenarios.scenario import MISSING_ROW, Scenario
from workshop.tui.keys import REVEAL, bindings
from workshop.tui.live.parts.base import Keys
from workshop.tui.live.parts.face_to_face import FaceToFace, Numbered
from workshop.tui.live.parts.reveal_rows import MARKS, found_rows
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import KeysChanged
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.sentence_list import JudgedSentences, Mark


class RevealPanel(ScrollingPanel[RevealPicture]):
    """What was found, large; line and clause face to face; below them all lines, as far as they are judged.

    Where there is no room for all lines they are a page of their own.
    """

    DEFAULT_CSS = """
    RevealPanel {
        #headline { color: $text-primary; margin-bottom: 1; }
        #why { text-style: bold; margin-top: 1; }
        #before { color: $text-muted; margin-top: 1; display: none; }
        &.-finding #before { display: block; }
        #finding.-fits-content { margin-bottom: 1; }
        #rule { height: 1; border-top: solid $text-muted; margin-bottom: 1; }
        &.-finding #all, &.-finding #rule { display: none; }
        &.-all #finding, &.-all #rule { display: none; }
    }
    """
    KEYS = REVEAL
    BINDINGS: ClassVar[list[BindingType]] = bindings(REVEAL)

    def __init__(self, view: RoomView) -> None:
        super().__init__(view)
        self.keys = ()
        self._on_all = False

    @property
    def _finding(self) -> Finding:
        return self.picture.findings[-1]

    @property
    def _has_more_lines(self) -> bool:
        """Of a sound text all lines stand beside the source already."""
        return self._finding.found is not Found.SOUND

    def compose(self) -> ComposeResult:
        """From what was found down to all lines."""
        key, finding = self.picture.key, self._finding
        yield Headline(headline(finding), beside_text=True, id="headline")
        with MoreMarker(id="finding"):
            yield FaceToFace(
                wrote_lines(key, finding),
                key.source_title,
                clause_lines(key, finding),
                mark=MARKS.get(finding.found, Mark.SOUND),
                id="face",
            )
            if finding.why:
                yield Plain(finding.why, id="why")
            if before := [headline(one) for one in self.picture.findings[:-1]]:
                yield Plain(" ".join(before), id="before")
        if self._has_more_lines:
            yield Plain(id="rule")
            with MoreMarker(id="all"):
                yield JudgedSentences(found_rows(key, self.picture.findings), id="lines")

    def carries(self, view: RoomView) -> bool:
        """Each finding is a panel of its own, painted once."""
        return super().carries(view) and view.position == self.view.position

    @on(Resize)
    def arrange_for_size(self) -> None:
        """Find what fits."""
        self._arrange()

    def action_turn_view(self) -> None:
        """From the finding to all lines, and back."""
        self._on_all = not self._on_all
        self._arrange()

    def _arrange(self) -> None:
        width, height = self.content_size.width, self.content_size.height
        left = height - self._rows_needed(width)
        paged = left < 0 and self._has_more_lines
        spare = max(left - 1, 0)
        face = self.query_one(FaceToFace)
        face.take_air(spare)
        for lines in self.query(JudgedSentences):
            lines.take_air(spare - face.most_air)
        self.update_classes({"-finding": paged and not self._on_all, "-all": paged and self._on_all})
        self.query_one("#finding", MoreMarker).set_class(left >= 0, "-fits-content")
        word = "the finding" if self._on_all else "all lines"
        keys: Keys = (("v", word),) if paged else ()
        if keys != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())

    def _rows_needed(self, width: int) -> int:
        """How many lines everything takes on one page, without air."""
        large = self.query_one(Headline).rows(width, self.app.size) + 1
        why = 1 + rows_of(self._finding.why, width) if self._finding.why else 0
        lines = sum(3 + part.rows(width) for part in self.query(JudgedSentences))
        return large + self.query_one(FaceToFace).rows(width) + why + lines


def wrote_lines(key: Scenario, finding: Finding) -> list[Numbered]:
    """The lines of a finding; what was left out has none, and of a sound text all are looked at."""
    if finding.found is Found.LEFT_OUT:
        return [Numbered("+", f"{MISSING_ROW}.")]
    lines = finding.lines or range(len(key.sentences))
    return [Numbered(str(index + 1), key.sentences[index].text) for index in lines]
