"""A plain panel for a stage that has no picture of its own."""

from __future__ import annotations

from textual.content import Content
from textual.visual import VisualType

from workshop.core.view import RoomView
from workshop.tui.panels.base import Panel


class FallbackPanel(Panel):
    """Says which stage it is, and what is being judged."""

    DEFAULT_CSS = """
    FallbackPanel { padding: 1 4; }
    """

    def show(self, view: RoomView) -> None:
        """Take in a new view."""
        super().show(view)
        self.refresh()

    def render(self) -> VisualType:
        """The stage, the title and the question in a few lines."""
        view = self.view
        lines = [f"Stage: {view.stage.value}"]
        if view.face is not None:
            lines += ["", view.face.title, "", view.face.setting, "", *view.face.sentences]
        if view.question is not None:
            lines += ["", view.question]
        return Content("\n".join(lines))
