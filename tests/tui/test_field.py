"""A field takes what people paste, and nothing that could steer the terminal."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult

from workshop.tui.widgets.field import Field


class Alone(App[None]):
    def __init__(self, value: str, most: int) -> None:
        super().__init__()
        self._value, self._most = value, most

    def compose(self) -> ComposeResult:
        yield Field(self._value, max_length=self._most, select_on_focus=False)


async def pasted(text: str, *, into: str = "", most: int = 12, keys: tuple[str, ...] = ()) -> str:
    app = Alone(into, most)
    async with app.run_test() as pilot:
        field = app.query_one(Field)
        await pilot.press(*keys)
        field.post_message(events.Paste(text))
        await pilot.pause()
        return field.value


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("plain", "plain"),
        ("\x1b]0;x\x07y", "]0;xy"),
        ("a\x9b31mb", "a31mb"),
        ("\u202eab\u2066", "ab"),
        ("\U000e0041ab", "ab"),
        ("\x1b", ""),
        (" two words ", " two words "),
        ("first\nsecond", "first second"),
        ("one\r\n\r\ntwo\n", "one two"),
        ("a text that is far too long", "a text that"),
    ],
)
async def test_a_pasted_text_is_cleaned_and_cut(text: str, kept: str) -> None:
    assert (await pasted(text)).rstrip() == kept.rstrip()


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("home", "right", "right", *["shift+right"] * 8), "01abcdefgh"),
        (("end", *["shift+left"] * 8), "01abcdefgh"),
        (("end",), "0123456789ab"),
    ],
)
async def test_a_paste_takes_the_room_of_what_it_replaces(keys: tuple[str, ...], value: str) -> None:
    assert await pasted("abcdefgh", into="0123456789", keys=keys) == value


async def test_what_is_typed_stays_as_it_is_typed() -> None:
    app = Alone("", 80)
    async with app.run_test() as pilot:
        await pilot.press("a", "space", "b", "space")
        app.query_one(Field).insert_text_at_cursor("\u0301")  # an accent that comes alone
        assert app.query_one(Field).value == "a b \u0301"


async def test_typing_is_taken_back_word_by_word_and_brought_again() -> None:
    app = Alone("draft", 80)
    async with app.run_test() as pilot:
        field = app.query_one(Field)
        await pilot.press("end", "space", *"two", "space", *"words", "backspace")
        assert field.value == "draft two word"
        seen = []
        for _ in range(7):
            await pilot.press("ctrl+z")
            seen.append(field.value)
        assert seen[0] == "draft two words"
        assert seen[-2:] == ["draft", "draft"]
        assert "draft two " in seen
        for _ in range(7):
            await pilot.press("ctrl+y")
        assert field.value == "draft two word"


async def test_a_paste_over_a_text_is_taken_back() -> None:
    app = Alone("what was written", 80)
    async with app.run_test() as pilot:
        field = app.query_one(Field)
        await pilot.press("ctrl+shift+a")
        field.post_message(events.Paste("something\nelse"))
        await pilot.pause()
        assert field.value == "something else"
        await pilot.press("ctrl+z")
        assert field.value == "what was written"


async def test_what_is_typed_after_taking_back_is_the_new_end() -> None:
    app = Alone("", 80)
    async with app.run_test() as pilot:
        field = app.query_one(Field)
        await pilot.press(*"ab", "ctrl+z", *"cd", "ctrl+y")
        assert field.value == "cd"
