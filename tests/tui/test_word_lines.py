"""Words to choose and to mark: no line is too long, and no mark stands without its word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.content import Content

from tests.drawing import examples
from workshop.tui.widgets.word_choice import WordChoice
from workshop.tui.widgets.word_lines import lines_of

words = st.lists(st.text("ab ", min_size=1, max_size=12).map(lambda text: f"( ) {text}"), max_size=9)


@settings(max_examples=examples(60))
@given(words=words, width=st.integers(16, 60))
def test_every_word_stands_whole_in_one_line(words: list[str], width: int) -> None:
    lines = lines_of([Content(word) for word in words], width)
    assert "   ".join(line.plain for line in lines) == "   ".join(words)
    assert all(line.cell_length <= width for line in lines)


def shown(choice: WordChoice, width: int) -> list[str]:
    return [line.plain for line in choice._lines(width)]


def test_too_many_words_become_the_chosen_one_and_its_place() -> None:
    choice = WordChoice(["not said", "strategic direction", "learning infrastructure"], 2)
    assert shown(choice, 80) == ["( ) not said   ( ) strategic direction   (•) learning infrastructure"]
    assert len(shown(choice, 40)) == 2
    assert shown(choice, 28) == ["(•) learning i…   ← 3 of 3 →"]
