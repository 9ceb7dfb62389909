"""Keys of one read in a form: each does its work in the field that it was meant for."""

from __future__ import annotations

from itertools import permutations

import pytest
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from workshop.tui.frame import FrameApp
from workshop.tui.modals.form import Form
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.word_choice import WordChoice


class TwoFields(Form[str]):
    def compose(self) -> ComposeResult:
        with Vertical():
            yield WordChoice(["a", "b", "c"])
            yield Field("first", select_on_focus=False)
            yield Field("second", select_on_focus=False)

    def would_lose(self) -> str | None:
        return None


async def after(*keys: str | events.Paste) -> tuple[int, str, str]:
    """What stands in the form when keys have come in one read."""
    app = FrameApp[None]()
    async with app.run_test() as pilot:
        form = TwoFields()
        await app.push_screen(form)
        form.query_one(WordChoice).focus()
        await pilot.pause()
        for key in keys:
            app.post_message(events.Key(key, key if len(key) == 1 else None) if isinstance(key, str) else key)
        await pilot.pause()
        first, second = form.query(Field)
        return form.query_one(WordChoice).chosen, first.value, second.value


@pytest.mark.parametrize("clears", ["ctrl+u", "ctrl+w"])
async def test_a_field_is_emptied_and_not_the_next(clears: str) -> None:
    keys = ("right", "tab", clears, "x", "tab", events.Paste("!"))
    assert await after(*keys) == (1, "x", "second!")


async def test_a_letter_is_taken_back_and_not_the_one_behind_it() -> None:
    assert await after("tab", "a", "b", "backspace", "c") == (0, "firstac", "second")


@pytest.mark.parametrize("keys", permutations(("a", "backspace", "left", "b")))
async def test_any_order_of_keys_is_the_order_of_what_they_do(keys: tuple[str, ...]) -> None:
    text, at = list("first"), 5
    for key in keys:
        if key == "left":
            at = max(at - 1, 0)
        elif key == "backspace":
            text[max(at - 1, 0) : at] = []
            at = max(at - 1, 0)
        else:
            text.insert(at, key)
            at += 1
    assert await after("tab", *keys, "tab", "z") == (0, "".join(text), "secondz")
