"""A paragraph is complete, takes no more lines than it needs, and leaves no single word to the last one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.content import Content

from tests.pictures.cells import rows_of as rows_of_app
from workshop.tui.widgets.plain import Plain, breaking_width, rows_of

TEXTS = st.lists(st.text("abcdefghij", min_size=1, max_size=9), min_size=1, max_size=60).map(" ".join)


def lines(text: str, width: int) -> list[str]:
    return [line.plain.rstrip() for line in Content(text).wrap(width)]


@given(TEXTS, st.integers(24, 120))
def test_no_word_is_left_alone_where_as_many_lines_can_hold_two(text: str, width: int) -> None:
    broken = lines(text, breaking_width(text, width))
    assert " ".join(broken).split() == text.split()
    assert len(broken) == rows_of(text, width)
    if len(broken) > 1 and " " not in broken[-1]:
        others = (lines(text, narrower) for narrower in range(width // 2 + 1, width))
        assert all(len(other) > len(broken) or " " not in other[-1] for other in others)


class Shown(App[None]):
    """A paragraph of two lines, of which the second would be a word."""

    def compose(self) -> ComposeResult:
        """One with a style of its own, one that is not broken."""
        yield Plain(Content.assemble("one two ", ("three", "bold"), " four error.\n\nend"), id="broken")
        yield Plain("one two three four error.", id="cut")

    CSS = "Plain { width: 20; } #cut { text-wrap: nowrap; height: 1; }"


async def test_a_paragraph_is_drawn_so_with_its_styles_and_its_blank_lines() -> None:
    app = Shown()
    async with app.run_test(size=(40, 10)):
        rows = rows_of_app(app)
        assert [row.text[:20].rstrip() for row in rows[:4]] == ["one two three", "four error.", "", "end"]
        assert [part.text for part in rows[0] if part.style and part.style.bold] == ["three"]
        assert rows[4].text[:20] == "one two three four e"
