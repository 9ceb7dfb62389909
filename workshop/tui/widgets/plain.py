"""Text from files and people, shown letter by letter and never read as markup."""

from __future__ import annotations

from functools import lru_cache

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual, VisualType
from textual.widgets import Static


class Plain(Static):
    """A text that is drawn as it is written; a `Content` may carry styles of our own.

    No paragraph leaves a single word to its last line where as many lines can be broken otherwise.
    """

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

    def render(self) -> VisualType:
        """The text, each paragraph broken as is said above."""
        drawn = super().render()
        return _Paragraphs(drawn) if isinstance(drawn, Content) else drawn


class _Paragraphs(Visual):
    """A text that knows how to be broken once its width is known."""

    def __init__(self, text: Content) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text.plain

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return self._text.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self._text.get_height(rules, width)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        text = self._text if options.rules.get("text_wrap") == "nowrap" else self._broken(width)
        return text.render_strips(width, height, style, options)

    def _broken(self, width: int) -> Content:
        lines = self._text.split(allow_blank=True)
        widths = [breaking_width(line.plain, width) for line in lines]
        if all(each >= width for each in widths):
            return self._text
        broken = [part.rstrip() for line, each in zip(lines, widths, strict=True) for part in line.wrap(each)]
        return Content("\n").join(broken)


@lru_cache(maxsize=1024)
def breaking_width(text: str, width: int) -> int:
    """The width at which a paragraph has no more lines than at `width`, and no single word in the last one.

    That is `width` itself where nothing of the kind is to be mended, or can be.
    """
    most = rows_of(text, width)
    if most < 2:
        return width
    for narrower in range(width, width // 2, -1):
        lines = Content(text).wrap(narrower)
        if len(lines) > most:
            break
        if len(lines[-1].plain.split()) > 1:
            return narrower
    return width


def rows_of(text: str, width: int) -> int:
    """How many lines a text takes when it is wrapped to a width."""
    return Content(text).get_height({}, max(width, 1)) if text else 0
